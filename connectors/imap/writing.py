"""Putting letters of ours into folders, and taking them away; nobody else's are touched.

IMAP has no command that removes one message atomically. The nearest: ``\\Deleted`` is set on the
condition that nothing changed since the look (RFC 7162), and UID EXPUNGE names the one UID (RFC
4315). A plain EXPUNGE, which would remove what others have marked, is never sent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, ProtocolError

from connectors.imap.client import Client
from connectors.imap.connection import Connection
from connectors.imap.cursor import message_key
from connectors.imap.faults import told
from connectors.imap.folders import Layout
from connectors.imap.headers import flags_of
from connectors.imap.search import carrying, is_ours, locate
from connectors.letters import flags_for, id_of
from syncd.errors import AccountError, AmbiguousWriteError, RefusedError
from syncd.model import Flag, Ref, Role

_LOOKS = 3  # how often a message that keeps changing is looked at again
_GMAIL = "X-GM-EXT-1"


class Letters:
    """Our letters in an account."""

    def __init__(
        self, connection: Connection, layout: Callable[[], Layout], now: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._layout = layout
        self._now = now

    def deliver(self, role: Role, letter: bytes) -> Ref:
        """Put a letter into the inbox or the drafts."""
        flags = flags_for(role)
        id_of(letter)
        folder = target(self._connection.account, self._layout(), role)
        return self._append(folder, letter, flags)

    def replace(self, ref: Ref, letter: bytes, message_id: str) -> Ref:
        """Append the better letter, then remove the old one; both are there for a moment."""
        id_of(letter)
        gone = RefusedError(f"The letter {message_id} is no longer there to be replaced.")
        if not self._layout().named(ref.folder):
            raise gone
        with self._connection.use() as client:
            uid, message = locate(client, ref, client.open(ref.folder), message_id)
            if not uid:
                raise gone
            refuse_others(message, message_id)
        flags = flags_of(message.get(b"FLAGS", ())) - {Flag.DELETED}
        new = self._append(ref.folder, letter, flags)
        self.remove(ref, message_id, ())
        return new

    def remove(self, ref: Ref, message_id: str, unless: Collection[Flag]) -> bool:
        """Take a letter away unless it has one of the flags; see `contract.Mailbox.remove`."""
        layout = self._layout()
        if not layout.named(ref.folder):
            return True
        with self._connection.use() as client:
            for _ in range(_LOOKS):
                done = _try_to_remove(client, layout, ref, message_id, unless)
                if done is not None:
                    return done
        return False

    def _append(self, folder: str, letter: bytes, flags: Collection[Flag]) -> Ref:
        names = tuple(f"\\{flag.capitalize()}" for flag in sorted(flags))
        with self._connection.use() as client:
            before = None if client.offers("UIDPLUS") else client.open(folder)
            try:
                placed = client.append_to(folder, letter, names, self._now())
            except (OSError, IMAPClientAbortError, ProtocolError) as error:
                self._connection.drop()
                raise self._unknown(folder, error) from error
            except IMAPClientError as error:
                raise self._not_taken(folder, error) from error
            if placed:
                return Ref(folder, message_key(*placed))
            return _found_again(client, folder, id_of(letter), before.next if before else 1)

    def _unknown(self, folder: str, error: Exception) -> AmbiguousWriteError:
        return AmbiguousWriteError(
            self._connection.account,
            f"The mail server did not say whether the letter is in {folder} now: {told(error)}",
        )

    def _not_taken(self, folder: str, error: Exception) -> AccountError:
        return AccountError(
            self._connection.account,
            f"The mail server does not take letters into {folder}: {told(error)}",
            advice="Check that the folder exists and the mailbox is not full.",
        )


def target(account: str, layout: Layout, role: Role) -> str:
    """The folder that letters of a role go to. Raises AccountError when none is found."""
    flags_for(role)
    found = layout.targets.get(role)
    if not found:
        raise AccountError(
            account,
            f"No {role} folder was found.",
            advice=f'Make one in your mail program, or name it in the config: {role} = "…".',
            permanent=True,
        )
    return found


def refuse_others(message: dict[bytes, object], message_id: str) -> None:
    """Raise RefusedError unless a FETCH response shows our letter with that Message-ID."""
    if not is_ours(message, message_id):
        raise RefusedError(f"What lies there is not the letter {message_id}; it is left alone.")


def _found_again(client: Client, folder: str, message_id: str, after: int) -> Ref:
    """Where the letter lies that the server took without telling; id "" when it does not show."""
    try:
        status = client.open(folder)
        found = client.uids(*carrying(message_id), first=after)
    except (OSError, IMAPClientError):
        found = []
    return Ref(folder, message_key(status.validity, found[-1]) if found else "")


def _try_to_remove(
    client: Client, layout: Layout, ref: Ref, message_id: str, unless: Collection[Flag]
) -> bool | None:
    """None when the message changed between the look and the deed."""
    status = client.open(ref.folder, write=True)
    uid, message = locate(client, ref, status, message_id)
    if not uid:
        return True
    refuse_others(message, message_id)
    if flags_of(message.get(b"FLAGS", ())) & frozenset(unless):
        return False
    elsewhere = layout.trash if layout.trash != ref.folder else ""
    if elsewhere and client.offers(_GMAIL):
        return _by_way_of_trash(client, elsewhere, uid, message_id)
    if elsewhere and client.offers("MOVE") and not client.offers("UIDPLUS"):
        client.move_to(uid, elsewhere)
        return True
    looked_at = max(message.get(b"MODSEQ", (0,))) if unless else 0
    if not client.store_deleted(uid, unchanged_since=looked_at):
        return None
    if client.offers("UIDPLUS"):
        client.uid_expunge([uid])
    return True


def _by_way_of_trash(client: Client, trash: str, uid: int, message_id: str) -> bool:
    """Gmail archives what is expunged elsewhere; only in its trash does it go away."""
    moved = client.move_to(uid, trash)
    status = client.open(trash, write=True)
    there = Ref(trash, message_key(status.validity, moved))
    found, message = locate(client, there, status, message_id)
    if found and is_ours(message, message_id):
        client.store_deleted(found)
        client.uid_expunge([found])
    return True
