"""IMAPClient, and the few commands that it lacks: LIST-STATUS, CHANGEDSINCE, UNCHANGEDSINCE.

Only words of the protocol here; what they are for is decided elsewhere.
"""

from __future__ import annotations

import re
import socket
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, ProtocolError
from imapclient.imap_utf7 import decode as decode_utf7
from imapclient.response_parser import parse_message_list, parse_response

from connectors.imap.answers import Changed, read_ranges

#: imaplib refuses lines over 1,000,000 bytes, and a SEARCH answers in one: 8 bytes each.
SEARCH_WINDOW = 100_000
_STATUS_ITEMS = ("MESSAGES", "UIDNEXT", "UIDVALIDITY")
_APPENDUID = re.compile(rb"\[APPENDUID (\d+) (\d+)\]", re.IGNORECASE)
_COPYUID = re.compile(rb"COPYUID (\d+) \d+ (\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Status:
    """Where a folder stands; a number that the server did not tell is 0."""

    validity: int = 0
    next: int = 0
    exists: int = 0
    #: HIGHESTMODSEQ (RFC 7162); 0 when the folder keeps none.
    modseq: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A folder as LIST shows it."""

    name: str
    delimiter: str
    #: Attributes in lower case: ``\\drafts``, ``\\noselect``.
    attributes: frozenset[str]


class Client(IMAPClient):  # type: ignore[misc]  # the library has no types
    """One connection."""

    #: The folder that EXAMINE or SELECT opened, and whether it may be written; None: no folder.
    opened: tuple[str, bool] | None = None
    #: Prefixes of other people's folders; None: not asked yet.
    foreign: tuple[str, ...] | None = None

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._imap.debug = 0  # the library shows every line to its logger, mail included
        # A command leaves in two pieces; the second would wait 40 ms for an acknowledgement.
        self.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def offers(self, capability: str) -> bool:
        """Whether the server has a capability."""
        return bool(self.has_capability(capability))

    def folders(self) -> list[Listed]:
        """Every folder, without its status."""
        return list(self._listed(self._run(b"LIST", b'""', b'"*"', answer="LIST")))

    def folders_with_status(self) -> tuple[list[Listed], dict[str, Status]]:
        """Every folder and where it stands, in one command (RFC 5819)."""
        wanted = " ".join(self._status_items())
        options = f"RETURN (SPECIAL-USE STATUS ({wanted}))".encode()
        listed = list(self._listed(self._run(b"LIST", b'""', b'"*"', options, answer="LIST")))
        tokens = parse_response(_present(self._take("STATUS")))
        pairs = zip(tokens[::2], tokens[1::2], strict=False)
        return listed, {_name(name): _status(items) for name, items in pairs}

    def status(self, folder: str) -> Status:
        """Where one folder stands."""
        found = self.folder_status(folder, self._status_items())
        return _status([part for pair in found.items() for part in pair])

    def open(self, folder: str, *, write: bool = False) -> Status:
        """SELECT a folder, or EXAMINE it, which can change nothing in it."""
        self.opened = None
        answer = self.select_folder(folder, readonly=not write)
        self.opened = (folder, write)
        found = _status([part for pair in answer.items() for part in pair])
        return Status(found.validity, found.next, int(answer.get(b"EXISTS", 0)), found.modseq)

    def try_to_open(self, folder: str) -> Status | None:
        """EXAMINE a folder; None when the server does not let us, or it is gone by now."""
        try:
            return self.open(folder)
        except (IMAPClientAbortError, ProtocolError):
            raise
        except IMAPClientError:
            return None

    def leave(self) -> None:
        """Have no folder open, since STATUS of an open one may be stale. Expunges nothing."""
        if self.opened is None:
            return
        folder, write = self.opened
        if self.offers("UNSELECT"):
            self.unselect_folder()
        else:
            if write:
                self.open(folder)
            try:
                self.close_folder()  # of a folder that was only examined: removes nothing
            except IMAPClientAbortError:
                raise
            except IMAPClientError:  # some servers do not close what may only be read
                self.noop()
                return
        self.opened = None

    def uids(self, *criteria: bytes, first: int = 1, last: int | None = None) -> list[int]:
        """UIDs in the open folder that match, ascending; without a criterion, all of them.

        Criteria are as they stand in the command, texts in them `quoted`. ``last=None`` means the
        end. ``*`` always matches the last message (RFC 9051 section
        6.4.4), so what lies before ``first`` is dropped here.
        """
        upto = "*" if last is None else str(last)
        span = f"UID {first}:{upto}".encode()
        data = self._run(b"SEARCH", span, *criteria, answer="SEARCH", uid=True)
        found = parse_message_list(data) if data else []
        return sorted({uid for uid in found if uid >= first and (last is None or uid <= last)})

    def fetch_items(
        self, uids: Sequence[int] | str, items: Iterable[str], *, since: int = 0, gone: bool = False
    ) -> Changed:
        """FETCH by UID. ``since`` limits it to what changed after that mod-sequence."""
        if not uids:
            return Changed()
        modifier = f"(CHANGEDSINCE {since}{' VANISHED' if gone else ''})" if since else ""
        named = uids if isinstance(uids, str) else compressed(uids)
        arguments = [named.encode(), f"({' '.join(items)})".encode(), modifier.encode()]
        data = self._run(b"FETCH", *filter(None, arguments), answer="FETCH", uid=True)
        changed = Changed(vanished=list(read_ranges(_present(self._take("VANISHED")))))
        changed.read(data)
        return changed

    def fetch_in_turns(self, uids: Sequence[int], items: Iterable[str], turn: int) -> Changed:
        """As `fetch_items`, ``turn`` messages at a time; the server prepares the next meanwhile.

        Commands that cannot be confused may be sent without waiting (RFC 9051 section 5.5).
        """
        self.capabilities()
        self._imap.untagged_responses.clear()
        wanted = f"({' '.join(items)})"
        asked: deque[bytes] = deque()
        changed = Changed()
        for start in range(0, len(uids), turn):
            part = compressed(uids[start : start + turn])
            asked.append(self._imap._command("UID", "FETCH", part, wanted))  # noqa: SLF001
            if len(asked) > 1:
                changed.read(self._fetched(asked.popleft()))
        while asked:
            changed.read(self._fetched(asked.popleft()))
        return changed

    def _fetched(self, tag: bytes) -> list[Any]:
        kind, data = self._imap._command_complete("FETCH", tag)  # noqa: SLF001
        self._checkok("fetch", kind, data)
        return self._take("FETCH")

    def store_deleted(self, uid: int, *, unchanged_since: int = 0) -> bool:
        r"""Set ``\Deleted``; False when the message changed after that mod-sequence (RFC 7162)."""
        condition = f"(UNCHANGEDSINCE {unchanged_since})".encode() if unchanged_since else b""
        arguments = [str(uid).encode(), condition, b"+FLAGS.SILENT", b"(\\Deleted)"]
        self._run(b"STORE", *filter(None, arguments), answer="FETCH", uid=True)
        return not _present(self._take("MODIFIED"))

    def append_to(self, folder: str, message: bytes, flags: Sequence[str], when: Any) -> Any:
        """APPEND; (UIDVALIDITY, UID) where the server tells them (RFC 4315), else None."""
        answer = self.append(folder, message, flags, when)
        match = _APPENDUID.search(answer or b"")
        return (int(match[1]), int(match[2])) if match else None

    def move_to(self, uid: int, folder: str) -> int:
        """MOVE one message (RFC 6851); its UID there, 0 when the server does not tell."""
        self._take("COPYUID")
        tagged = self.move([uid], folder)
        untagged = b" ".join(b"COPYUID " + part for part in _present(self._take("COPYUID")))
        match = _COPYUID.search(untagged) or _COPYUID.search(tagged or b"")
        return int(match[2]) if match else 0

    def _status_items(self) -> tuple[str, ...]:
        return (*_STATUS_ITEMS, "HIGHESTMODSEQ") if self.offers("CONDSTORE") else _STATUS_ITEMS

    def _listed(self, data: Sequence[Any]) -> Iterator[Listed]:
        for attributes, delimiter, name in self._proc_folder_list(data):
            words = frozenset(word.decode("ascii", "replace").lower() for word in attributes)
            yield Listed(name, (delimiter or b"").decode("ascii", "replace"), words)

    def _run(self, command: bytes, *arguments: bytes, answer: str, uid: bool = False) -> list[Any]:
        """One command; what was said before it is forgotten, so that only its answer counts."""
        self.capabilities()
        self._imap.untagged_responses.clear()
        return _present(
            self._raw_command_untagged(command, list(arguments), response_name=answer, uid=uid)
        )

    def _take(self, name: str) -> list[Any]:
        _, data = self._imap.response(name)
        return data or []


def quoted(text: str) -> bytes:
    """A text in a command. Only printable ASCII: nothing else may end the text or the command."""
    if not text.isascii() or not text.isprintable():
        raise ValueError("only printable ASCII can be quoted")
    return b'"' + text.replace("\\", "\\\\").replace('"', '\\"').encode() + b'"'


def compressed(uids: Sequence[int]) -> str:
    """Ascending or descending UIDs as a sequence set: ``3:5,9``."""
    parts: list[list[int]] = []
    for uid in sorted(uids):
        if parts and uid == parts[-1][1] + 1:
            parts[-1][1] = uid
        else:
            parts.append([uid, uid])
    return ",".join(str(a) if a == b else f"{a}:{b}" for a, b in parts)


def _present(data: Iterable[Any] | None) -> list[Any]:
    return [part for part in data or () if part not in (None, b"")]


def _name(raw: Any) -> str:
    return str(raw) if isinstance(raw, int) else str(decode_utf7(raw))


def _status(tokens: Sequence[Any]) -> Status:
    told: Mapping[Any, Any] = dict(zip(tokens[::2], tokens[1::2], strict=False))

    def number(name: bytes) -> int:
        value = told.get(name, 0)
        return value if isinstance(value, int) else 0

    return Status(
        number(b"UIDVALIDITY"), number(b"UIDNEXT"), number(b"MESSAGES"), number(b"HIGHESTMODSEQ")
    )
