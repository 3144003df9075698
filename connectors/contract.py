"""What a connector may offer, as small Protocols. Start here to write one.

Glossary
--------
account      one table ``[accounts.NAME]`` of the config; its ``kind`` names the connector.
connector    code that reaches one kind of account. It knows nothing of rules, rounds or letters.
item         one calendar object resource (RFC 4791 section 4.1): all components of one UID, as
             RFC 5545 text. Every calendar speaks iCalendar here; a connector whose account speaks
             something else translates. Series stay unexpanded: expansion is done once, elsewhere.
id           the connector's own name of an item or message within its calendar or folder: stable
             while the thing stays where it is. Flags, tags and edits must not change it if the
             account allows that.
etag         changes whenever the item's content does. For a message it is the sorted flags, joined
             by spaces (`flags_tag`).
cursor       an opaque text in which a connector notes how far it has read. "" is the beginning.
             It is stored with the page that carries it, so a page is never lost between the two.
known        what the caller still remembers of a calendar or folder: id -> etag. A connector with
             no change feed compares against it instead of keeping a memory of its own.
page         a bounded step of reading. Pages are stored one by one: being interrupted loses one.
role         what a folder is for (`syncd.model.Role`).
letter       a message made by syncd: whole RFC 5322 bytes, with a Message-ID never used before.
mark         a connector's note of where a folder ended before a write, to make `find` cheap.

Rules for every connector
-------------------------
* Nothing is ever sent, and nothing that syncd did not make is ever changed.
* What cannot be read raises `AccountError`, with advice; an account that is away is never reported
  as an empty one.
* A write whose outcome is unknown raises `AmbiguousWriteError`. Writes are never retried here.
* One malformed item or message goes into the page's `bad`; the rest goes on.
* Naive datetimes never leave a connector.
* A connector is used by one thread at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from pydantic import BaseModel

from syncd.model import Envelope, Flag, Held, Ref, Role

#: Asks the caller what it remembers of a calendar or folder, by the connector's name of it.
Known = Callable[[str], Mapping[str, str]]

#: Largest item or message that is read at all; a larger one goes into the page's `bad`.
MAX_ITEM_BYTES = 1_000_000
MAX_MESSAGE_BYTES = 40_000_000


@dataclass(frozen=True, slots=True)
class Item:
    """One calendar object resource."""

    #: Name of the calendar as the account shows it to people.
    calendar: str
    id: str
    etag: str
    #: A VCALENDAR of RFC 5545: every VEVENT of one UID, and the VTIMEZONEs they name.
    text: str
    #: Opens the event in the account's own calendar; "" when there is no such address.
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bad:
    """An item or message that could not be read, and why."""

    #: Calendar or folder.
    where: str
    id: str
    #: Unchanged bytes give the same etag, so that it is not tried again each round.
    etag: str
    reason: str


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """What is new, changed or gone since the cursor before it."""

    cursor: str
    items: tuple[Item, ...] = ()
    #: (calendar, id) of items that are no longer there.
    gone: tuple[tuple[str, str], ...] = ()
    bad: tuple[Bad, ...] = ()
    #: How many steps are known to come after this page; None when unknown. For progress bars.
    left: int | None = None


@dataclass(frozen=True, slots=True)
class MailPage:
    """What is new, changed or gone since the cursor before it."""

    cursor: str
    #: New messages, and known ones whose headers or flags changed.
    envelopes: tuple[Envelope, ...] = ()
    gone: tuple[Ref, ...] = ()
    bad: tuple[Bad, ...] = ()
    #: How many messages are known to come after this page; None when unknown.
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `syncd check`."""

    ok: bool
    #: What was looked at: ``folder Drafts``.
    subject: str
    detail: str = ""
    #: What to do when it is not ok, as a sentence.
    advice: str = ""


class Checkable(Protocol):
    """Can say, without changing anything, whether it works."""

    def check(self) -> Iterator[Check]:
        """Look at everything that could be wrong; never raises `AccountError`, yields it."""
        ...


class Calendar(Checkable, Protocol):
    """Reads calendars; never writes one."""

    def changes(self, cursor: str, known: Known) -> Iterator[CalendarPage]:
        """What changed since ``cursor``, page by page.

        When the account has forgotten the cursor, everything is listed again and ``gone`` is the
        difference to ``known``. Raises AccountError.
        """
        ...


class Mailbox(Checkable, Protocol):
    """Reads mail, and delivers letters into the user's own inbox or drafts."""

    #: `changes` lists the whole mailbox from the beginning, so `correspondence` need not be asked.
    mirrors: bool
    #: Seconds after an ambiguous write before a search can be trusted to see its result.
    grace: float

    def changes(self, cursor: str, known: Known) -> Iterator[MailPage]:
        """What changed since ``cursor``, page by page. Junk and trash are left out.

        Without ``mirrors``, the first call only notes where the mailbox ends. Raises AccountError.
        """
        ...

    def correspondence(
        self, addresses: Collection[str], *, since: datetime | None = None, limit: int = 200
    ) -> Iterable[Envelope]:
        """Mail from or to any of the addresses, newest first. Raises AccountError."""
        ...

    def message(self, ref: Ref) -> bytes:
        """One message whole, without marking it read. Raises ItemError when it is gone."""
        ...

    def mark(self, role: Role) -> str:
        """Note where the folder ends now, for `find` after the write that follows."""
        ...

    def deliver(self, role: Role, letter: bytes, *, thread_id: str = "") -> Ref:
        """Put a letter into the inbox (unread) or the drafts (flagged draft and seen).

        Delivering the same Message-ID twice is the caller's to avoid, by `find`; a connector that
        can make it exact by itself does. Raises AmbiguousWriteError, AccountError.
        """
        ...

    def find(self, message_id: str, *, mark: str = "") -> tuple[Held, ...]:
        """Every copy of one of our letters, wherever the user has moved it; trash included.

        ``mark``, from before the write, lets the search leave out what is older.
        """
        ...

    def replace(self, ref: Ref, letter: bytes, *, message_id: str) -> Ref:
        """Put a better letter in the place of one of ours whose Message-ID is ``message_id``.

        Raises RefusedError when what lies there is not that letter.
        """
        ...

    def remove(self, ref: Ref, *, message_id: str, unless: frozenset[Flag] = frozenset()) -> bool:
        """Take one of our letters away, unless it has one of the flags by now.

        True when it is gone afterwards, also when it was before. Raises RefusedError when what
        lies there is not the letter with that Message-ID.
        """
        ...


@runtime_checkable
class Waits(Protocol):
    """Optional: can wait for news instead of being asked (IMAP IDLE)."""

    def wait(self, timeout: float) -> bool:
        """Wait at most ``timeout`` seconds; True as soon as there is news."""
        ...


@runtime_checkable
class Indexes(Protocol):
    """Optional, where ``mirrors`` is False: lists the headers of old mail, little by little."""

    def index(self, cursor: str, budget: int) -> Iterator[MailPage]:
        """Old mail, newest first, from ``cursor`` on, for about ``budget`` units of the quota.

        Ends when the budget is used up, or when there is nothing older; stopping between two
        pages loses nothing. Raises AccountError.
        """
        ...


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of an account's quota was used, by every process of this user together."""

    #: Since midnight UTC, in the account's own units.
    units_today: int
    calls_today: int
    #: No call is made before this moment; None when the next may come at once. Aware, UTC.
    next_call: datetime | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """What an address book says of one person."""

    addresses: tuple[str, ...]
    name: str = ""
    organization: str = ""
    title: str = ""


class Contacts(Checkable, Protocol):
    """Reads an address book."""

    def contacts(self) -> Iterable[Contact]:
        """Everyone in it who has an address. Raises AccountError."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a connector may know of the daemon around it."""

    #: A folder of its own for caches and, where there is no keyring, secrets (0700). May not exist.
    state: Path
    #: Injected, so that a stepped clock reaches connectors too. Aware.
    now: Callable[[], datetime]
    #: Whether drafts are wanted at all; without them a connector asks for fewer permissions.
    drafts: bool = True


@dataclass(frozen=True, slots=True)
class Account:
    """An opened account: what it offers, None for what it does not."""

    name: str
    kind: str
    calendar: Calendar | None = None
    mailbox: Mailbox | None = None
    contacts: Contacts | None = None
    #: Frees connections; may be called twice.
    close: Callable[[], None] = field(default=lambda: None)
    #: What was used of the quota, without asking the account; None when there is no quota.
    usage: Callable[[], Usage] | None = None


class Connect(Protocol):
    """Asks the user once for what an account needs to be opened, and keeps it."""

    def __call__(
        self,
        name: str,
        settings: Any,
        surroundings: Surroundings,
        *,
        browser: bool,
        say: Callable[[str], None],
        ask: Callable[[str], str],
    ) -> str:
        """Connect the account and return what was done, as a sentence. Raises AccountError.

        ``browser``: a browser can be opened on this machine. ``say`` shows a line, ``ask`` shows
        one and returns what the user typed.
        """
        ...


class Revoke(Protocol):
    """Gives back what `Connect` got."""

    def __call__(self, name: str, settings: Any, surroundings: Surroundings) -> str:
        """Revoke and forget; returns what was done, as a sentence. Raises AccountError."""
        ...


@dataclass(frozen=True, slots=True)
class AccountKind:
    """What a connector's module offers to the config: checked settings, and how to open them."""

    #: The keys of ``[accounts.NAME]`` besides ``kind``; unknown ones are refused.
    settings: type[BaseModel]
    #: (name, checked settings, surroundings) -> Account; does no I/O that can fail.
    open: Callable[[str, Any, Surroundings], Account]
    #: What accounts of this kind can offer: "calendar", "mailbox", "contacts".
    offers: frozenset[str]
    #: `syncd connect NAME` and `--revoke`; None when there is nothing to connect.
    connect: Connect | None = None
    revoke: Revoke | None = None


def flags_tag(flags: Iterable[Flag]) -> str:
    """The etag of a message: its flags, sorted, joined by spaces."""
    return " ".join(sorted(flags))
