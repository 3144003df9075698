"""Checked settings -> running parts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.contract import Account, Mailbox, Surroundings, Waits
from connectors.memory import MemoryMailbox
from syncd.acquaint import Acquaint
from syncd.agenda import Agenda
from syncd.alerts import Alerts
from syncd.answers import Answers
from syncd.clock import Clock
from syncd.compose.language import Language
from syncd.correspondence import Correspondence
from syncd.cycle import Cycle
from syncd.daemon import Beat
from syncd.digest import Digest
from syncd.due import Quiet
from syncd.duties import Duties
from syncd.errors import AccountError
from syncd.identities import Identities
from syncd.introductions import Introductions
from syncd.letters import Letters
from syncd.mirror import CALENDAR, CONTACTS, MAILBOX, Mirror, Progress
from syncd.model import Me
from syncd.outbox import Outbox
from syncd.store import Store, open_store
from syncd.wiring.loading import Loaded
from syncd.wishes import Wishes

#: A round costs little when nothing is due, and keeps briefs punctual.
ROUND_EVERY = timedelta(minutes=1)
INDEX_EVERY = timedelta(minutes=5)
HOUSEKEEPING_EVERY = timedelta(hours=1)
_DEAF_AFTER_FAILURE = 60.0  # seconds
_VERDICTS_KEPT = timedelta(days=400)


def surroundings(loaded: Loaded, account: str, now: Callable[[], datetime]) -> Surroundings:
    """What the connector of an account may know of the daemon."""
    wants = [loaded.settings.defaults.wants, *(rule.wants for rule in loaded.rules.rules)]
    drafts = any(want.follow_up for want in wants)
    return Surroundings(loaded.store.parent / "accounts" / account, now, drafts)


def open_accounts(loaded: Loaded, now: Callable[[], datetime]) -> tuple[Account, ...]:
    """Open every account of a config; nothing is asked of them yet."""
    return tuple(
        account.maker.open(account.name, account.settings, surroundings(loaded, account.name, now))
        for account in loaded.accounts
    )


def written_folders(loaded: Loaded) -> tuple[Path, ...]:
    """The folders that the daemon writes: the store's, and those of mailboxes on this disk."""
    paths = [
        getattr(account.settings, "path", None)
        for account in loaded.accounts
        if "mailbox" in account.maker.offers
    ]
    mail = [Path(path).expanduser() for path in paths if isinstance(path, (str, Path))]
    return (loaded.store.parent, *mail)


@dataclass(slots=True)
class Parts:
    """Everything that runs, made from one config."""

    loaded: Loaded
    store: Store
    accounts: tuple[Account, ...]
    cycle: Cycle
    letters: Letters
    introductions: Introductions
    agenda: Agenda
    acquaint: Acquaint
    clock: Clock
    #: What is called after each round, with what it did.
    after_round: list[Callable[[Any], None]] = field(default_factory=list)
    round_every: timedelta = ROUND_EVERY
    #: Beats before all others, such as what happens in the demo's day.
    more_beats: dict[str, Beat] = field(default_factory=dict)
    _deaf_until: float = 0.0

    def beats(self) -> dict[str, Beat]:
        """The daemon's jobs."""
        daemon = self.loaded.settings.daemon
        return self.more_beats | {
            "poll calendar": (daemon.poll_calendar, lambda now: self.cycle.poll(CALENDAR, now)),
            "poll mail": (daemon.poll_mail, lambda now: self.cycle.poll(MAILBOX, now)),
            "round": (self.round_every, self.round),
            "old mail": (INDEX_EVERY, self.cycle.index),
            "acquaintances": (INDEX_EVERY, self.acquaint.learn),
            "housekeeping": (HOUSEKEEPING_EVERY, self.keep_house),
        }

    def round(self, now: datetime) -> None:
        """One round, and whoever wants to hear of it."""
        done = self.cycle.round(now)
        for tell in self.after_round:
            tell(done)

    def keep_house(self, now: datetime) -> None:
        """Read the address books again, and drop what is of no use any more."""
        self.cycle.poll(CONTACTS, now)
        self.cycle.outbox.sweep(now)
        self.store.verdicts.forget_before(now - _VERDICTS_KEPT)
        if self.cycle.mirror.forget_others():
            self.agenda.forget()

    def doze(self, seconds: float) -> bool | None:
        """Wait for news in the first mailbox that can tell of it; None when none can now."""
        waiting = next((box for box in self._mailboxes() if isinstance(box, Waits)), None)
        if waiting is None or time.monotonic() < self._deaf_until:
            return None
        try:
            return waiting.wait(seconds)
        except (AccountError, OSError):
            # The next poll tells what is wrong, and backs off; until then there is no news.
            self._deaf_until = time.monotonic() + _DEAF_AFTER_FAILURE
            return None

    def _mailboxes(self) -> list[object]:
        return [account.mailbox for account in self.accounts]

    def close(self) -> None:
        """Free accounts and store."""
        for account in self.accounts:
            account.close()
        self.store.close()


def build(
    loaded: Loaded,
    clock: Clock,
    *,
    store: Path | None = None,
    dry: bool = False,
    stop: threading.Event | None = None,
    progress: Progress = lambda _what, _done, _left: None,
    allow_empty: frozenset[str] = frozenset(),
) -> Parts:
    """Put the parts together. ``dry``: letters go to a mailbox in memory, beside the real ones."""
    opened = open_store(store or loaded.store, clock.now())
    opened.persons.configure(loaded.people)
    accounts = open_accounts(loaded, clock.now)
    real = {account.name: account.mailbox for account in accounts if account.mailbox}
    memory = MemoryMailbox(clock.now) if dry else None
    target: dict[str, Mailbox] = dict.fromkeys(real, memory) if memory else real
    outbox = Outbox(opened, target, sleep=time.sleep, stopping=(stop or threading.Event()).is_set)
    ground = _Ground(loaded, opened, accounts, real, outbox)
    ahead, me = loaded.settings.daemon.look_ahead, loaded.settings.user
    mirror = Mirror(opened, accounts, me.timezone, ahead, allow_empty, progress)
    letters = ground.letters()
    return Parts(
        loaded,
        opened,
        accounts,
        ground.cycle(mirror, letters),
        letters,
        ground.introductions(letters),
        letters.agenda,
        Acquaint(opened, me, letters.reading),
        clock,
    )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the parts stand on, and how each is put together from it."""

    loaded: Loaded
    store: Store
    accounts: tuple[Account, ...]
    #: By account name.
    mailboxes: Mapping[str, Mailbox]
    outbox: Outbox

    @property
    def me(self) -> Me:
        """The user."""
        return self.loaded.settings.user

    @property
    def quiet(self) -> Quiet:
        """The user's quiet hours."""
        return Quiet(self.loaded.settings.deliver.quiet_hours, self.me.timezone)

    @property
    def language(self) -> Language:
        """The user's."""
        return self.loaded.wording.of(self.me.language)

    def letters(self) -> Letters:
        """Briefs and follow-ups."""
        loaded, daemon = self.loaded, self.loaded.settings.daemon
        return Letters(
            self.store,
            self.me,
            loaded.settings.meeting_style,
            Agenda(
                self.store, self.me, loaded.rules, self.quiet, daemon.look_back, daemon.look_ahead
            ),
            Wishes(self.store, self.me, loaded.settings.wishes),
            self.mailboxes,
            loaded.briefs,
            loaded.drafts,
            self.language,
            loaded.wording.languages,
        )

    def introductions(self, letters: Letters) -> Introductions:
        """Introduction requests and first contacts."""
        return Introductions(
            self.store,
            self.me,
            letters.style,
            letters.reading,
            self.outbox,
            letters.language,
            letters.languages,
            letters.briefs_account,
            letters.drafts_account,
        )

    def cycle(self, mirror: Mirror, letters: Letters) -> Cycle:
        """One round."""
        return Cycle(
            self.store,
            mirror,
            letters.agenda,
            Answers(self.store, self.me, letters),
            Duties(self.store, letters, self.outbox),
            letters.ledger,
            Identities(self.store, self.me, letters.reading),
            self._digest(letters),
            Alerts(self.store, self.me, self.outbox, letters.language),
            self.outbox,
            Correspondence(self.store, self.accounts),
            self.quiet,
        )

    def _digest(self, letters: Letters) -> Digest:
        return Digest(
            self.store,
            self.me,
            letters.style,
            letters.ledger,
            letters.wishes,
            letters.language,
            self.quiet,
            letters.briefs_account,
            self.loaded.settings.deliver.digest,
        )
