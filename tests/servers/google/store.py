"""The mailbox behind the fake Gmail: messages, labels, threads, drafts, and their history."""

from __future__ import annotations

import base64
import itertools
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message as Mail
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from tests.servers.google.errors import ApiError, invalid, not_found

SYSTEM = frozenset(
    "INBOX SENT DRAFT TRASH SPAM UNREAD STARRED IMPORTANT CHAT CATEGORY_PERSONAL".split()
)
_REPLY = re.compile(r"^(?:(?:re|aw|fwd?)\s*:\s*)+", re.IGNORECASE)


@dataclass
class Message:
    """One message; its id never changes, its labels do."""

    id: str
    thread_id: str
    raw: bytes
    labels: set[str]
    internal_date: int
    history_id: int
    #: When the search index learns of it: `Store.clock` at that time.
    indexed: int

    @property
    def mail(self) -> Mail:
        return message_from_bytes(self.raw)

    def header(self, name: str) -> str:
        """A header, unfolded; "" without one."""
        return re.sub(r"\s*[\r\n]+\s*", " ", _text(str(self.mail.get(name, "")))).strip()

    @property
    def message_id(self) -> str:
        return self.header("Message-ID")

    @property
    def headers(self) -> list[dict[str, str]]:
        return [
            {"name": k, "value": re.sub(r"\s*[\r\n]+\s*", " ", _text(str(v)))}
            for k, v in self.mail.items()
        ]

    def addresses(self, *names: str) -> list[str]:
        values = [_text(str(v)) for name in names for v in self.mail.get_all(name, [])]
        return [address.lower() for _, address in getaddresses(values)]


@dataclass
class Record:
    """One record of history: what happened to one message."""

    id: int
    kind: str
    message: Message
    #: Labels that were added or removed.
    labels: frozenset[str]
    #: The message's labels just after.
    then: frozenset[str]


@dataclass
class Store:
    """Everything in one mailbox. Method names are the user's and the servers' doings."""

    user: str
    messages: dict[str, Message] = field(default_factory=dict)
    #: draft id -> message id
    drafts: dict[str, str] = field(default_factory=dict)
    #: Labels of the user's own: id -> name.
    labels: dict[str, str] = field(default_factory=dict)
    history: list[Record] = field(default_factory=list)
    history_id: int = 10_000
    #: History up to here is forgotten.
    forgotten: int = 0
    #: While set, messages that arrive are not found by search.
    index_lags: bool = False
    _random: random.Random = field(default_factory=lambda: random.Random(7))
    _serial: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def add(
        self,
        raw: bytes,
        labels: Iterable[str],
        *,
        received: datetime | None = None,
        thread_id: str = "",
    ) -> Message:
        """A message comes into the mailbox. From the user's own address it gets SENT by itself."""
        wanted = set(labels)
        for label in wanted:
            if label not in SYSTEM and label not in self.labels:
                raise invalid(f"Invalid label: {label}")
        message = Message(
            id=f"{0x18F0000000000000 + next(self._serial):016x}",
            thread_id="",
            raw=raw,
            labels=wanted,
            internal_date=int((received or datetime.now(UTC)).timestamp() * 1000),
            history_id=0,
            indexed=0 if not self.index_lags else 1,
        )
        if self.user in message.addresses("From") and not wanted & {"DRAFT", "SPAM"}:
            message.labels.add("SENT")
        message.thread_id = self._thread_for(message, thread_id)
        self.messages[message.id] = message
        self._record("messagesAdded", message)
        return message

    def relabel(self, message: Message, add: Iterable[str] = (), drop: Iterable[str] = ()) -> None:
        """Add and remove labels, each change a record."""
        added, dropped = set(add) - message.labels, set(drop) & message.labels
        if added:
            message.labels |= added
            self._record("labelsAdded", message, added)
        if dropped:
            message.labels -= dropped
            self._record("labelsRemoved", message, dropped)

    def delete(self, message: Message) -> None:
        """Delete for good."""
        del self.messages[message.id]
        self.drafts = {d: m for d, m in self.drafts.items() if m != message.id}
        self._record("messagesDeleted", message)

    def new_draft(self, raw: bytes, thread_id: str = "") -> str:
        """A draft is made; returns its id."""
        message = self.add(raw, ["DRAFT"], thread_id=thread_id)
        draft = f"r{self._random.randrange(10**18)}"
        self.drafts[draft] = message.id
        return draft

    def rewrite_draft(self, draft: str, raw: bytes, thread_id: str = "") -> None:
        """A draft is edited: its id stays, its message is another one."""
        old = self.draft(draft)
        kept = thread_id or old.thread_id
        same = _subject(old.header("Subject")) == _subject(_header(raw, "Subject"))
        new = self.add(raw, ["DRAFT"], thread_id=kept if same else "")
        self.drafts[draft] = new.id
        del self.messages[old.id]
        self._record("messagesDeleted", old)

    def send_draft(self, draft: str, raw: bytes | None = None) -> Message:
        """The user sends a draft: it is deleted, and a message with another id was sent."""
        old = self.draft(draft)
        sent = self.add(raw or old.raw, ["SENT"], thread_id=old.thread_id)
        self.delete(old)
        return sent

    def draft(self, draft: str) -> Message:
        """The message of a draft. Raises ApiError without one."""
        try:
            return self.messages[self.drafts[draft]]
        except KeyError:
            raise not_found() from None

    def message(self, id_: str) -> Message:
        """A message by its id. Raises ApiError without one."""
        if not re.fullmatch(r"[0-9a-f]{16}", id_):
            raise ApiError(400, "invalidArgument", "Invalid id value")
        try:
            return self.messages[id_]
        except KeyError:
            raise not_found() from None

    def thread(self, id_: str) -> list[Message]:
        """The messages of a thread, the oldest first."""
        found = [m for m in self.messages.values() if m.thread_id == id_]
        if not found:
            raise not_found()
        return sorted(found, key=lambda m: m.internal_date)

    def forget_history(self) -> None:
        """A week has passed."""
        self.forgotten = self.history_id

    def index(self) -> None:
        """The search index catches up."""
        self.index_lags = False
        for message in self.messages.values():
            message.indexed = 0

    def _thread_for(self, message: Message, wanted: str) -> str:
        """Gmail's three conditions: the thread id, the references, and the same subject."""
        named = re.findall(
            r"<[^<>]+>", message.header("References") + message.header("In-Reply-To")
        )
        related = [
            m
            for m in self.messages.values()
            if m.message_id in named
            and _subject(m.header("Subject")) == _subject(message.header("Subject"))
        ]
        if wanted:
            members = self.thread(wanted)
            fits = any(m in related for m in members) or all("DRAFT" in m.labels for m in members)
            return wanted if fits else message.id
        return related[0].thread_id if related else message.id

    def _record(self, kind: str, message: Message, labels: Iterable[str] = ()) -> None:
        self.history_id += self._random.randrange(1, 40)
        message.history_id = self.history_id
        then = frozenset(message.labels)
        self.history.append(Record(self.history_id, kind, message, frozenset(labels), then))


def date_of(raw: bytes) -> datetime | None:
    """The Date header, for internalDateSource=dateHeader."""
    try:
        date = parsedate_to_datetime(_header(raw, "Date"))
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def decode_raw(raw: Any) -> bytes:
    """The bytes of a ``raw`` field. Raises ApiError for what is no message."""
    try:
        decoded = base64.urlsafe_b64decode(str(raw) + "===")
    except ValueError:
        raise invalid("Invalid value for ByteString") from None
    if not raw or b":" not in decoded.partition(b"\n")[0]:
        raise invalid("'raw' RFC822 payload message string or uploading message via /upload/*")
    return decoded


def _header(raw: bytes, name: str) -> str:
    return str(message_from_bytes(raw).get(name, ""))


def _subject(subject: str) -> str:
    return _REPLY.sub("", subject.strip()).casefold()


def _text(value: str) -> str:
    """Header bytes as the API shows them: UTF-8 where it is that."""
    data = value.encode("utf-8", "surrogateescape")
    return data.decode("utf-8", "replace")
