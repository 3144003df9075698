"""Config -> running parts. The only module that imports connectors."""

from __future__ import annotations

import difflib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

import connectors
import rules
from connectors.contract import Account, AccountKind, Mailbox, Surroundings, Waits
from connectors.memory import MemoryMailbox
from rules.people import PersonTable, one_person
from syncd import config, wording
from syncd.acquaint import Acquaint
from syncd.agenda import Agenda
from syncd.alerts import Alerts
from syncd.answers import Answers
from syncd.clock import Clock
from syncd.correspondence import Correspondence
from syncd.cycle import Cycle
from syncd.daemon import Beat
from syncd.digest import Digest
from syncd.due import Quiet
from syncd.errors import AccountError, ConfigError, Problem
from syncd.identities import Identities
from syncd.introductions import Introductions
from syncd.letters import Letters
from syncd.mirror import CALENDAR, CONTACTS, MAILBOX, Mirror, Progress
from syncd.model.validation import dotted, nearest, problems, show_value
from syncd.outbox import Outbox
from syncd.reading import Reading
from syncd.store import Store, default_url, open_store, store_path
from syncd.wishes import Wishes
from syncd.wording import GUIDE, Wording

#: A round costs little when nothing is due, and keeps briefs punctual.
ROUND_EVERY = timedelta(minutes=1)
INDEX_EVERY = timedelta(minutes=5)
HOUSEKEEPING_EVERY = timedelta(hours=1)
_DEAF_AFTER_FAILURE = 60.0  # seconds
_VERDICTS_KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class NamedAccount:
    """One ``[accounts.NAME]`` table, checked."""

    name: str
    kind: str
    settings: BaseModel
    maker: AccountKind


@dataclass(frozen=True, slots=True)
class Loaded:
    """A config file, checked whole: nothing in it is wrong."""

    path: Path
    settings: config.Settings
    rules: rules.Rules
    accounts: tuple[NamedAccount, ...]
    #: Addresses that are one person's, as the config says.
    people: tuple[tuple[str, ...], ...]
    #: Account whose inbox gets briefs.
    briefs: str
    #: Account whose drafts get drafts; "" for that of the thread.
    drafts: str
    #: What letters are written with.
    wording: Wording

    @property
    def store(self) -> Path:
        """The store's file."""
        return store_path(self.settings.store.url or default_url())


def load(path: Path) -> Loaded:
    """Read and check a config file. Raises ConfigError with every mistake in it."""
    tables = config.read(path)
    settings, mistakes = config.parse(tables)
    me = settings.me.addresses[0] if settings else ""
    accounts = _check_accounts(tables.get("accounts"), mistakes, me)
    loaded_rules = _check_rules(tables, settings, mistakes)
    briefs, drafts = _check_delivery(tables.get("deliver"), accounts, mistakes)
    words = _check_letters(path, settings, loaded_rules, mistakes)
    _check_wishes(loaded_rules, accounts, words, mistakes)
    if mistakes or settings is None or loaded_rules is None:
        count = "a mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        raise ConfigError(mistakes, message=f"{path} has {count}; nothing was started.")
    people = one_person(tables.get("people", []))
    return Loaded(path, settings, loaded_rules, tuple(accounts), people, briefs, drafts, words)


def _check_letters(
    path: Path,
    settings: config.Settings | None,
    loaded: rules.Rules | None,
    mistakes: list[Problem],
) -> Wording:
    """The user's own words and templates: from the folder that is named, else beside the config."""
    named, usual = settings.letters.folder if settings else None, path.parent / "letters"
    folder = path.parent / Path(named).expanduser() if named else usual
    if folder != usual and not folder.is_dir():
        told = f"there is no such folder. {GUIDE} says what it is for."
        mistakes.append(Problem("letters.folder", show_value(named), told))
    wishes = [rule.wants.follow_up for rule in loaded.rules] if loaded else []
    wanted = frozenset(wish.template for wish in wishes if wish)
    tag = settings.me.language if settings else "en"
    return wording.read(folder, tag, mistakes, wanted)


def _check_wishes(
    loaded: rules.Rules | None,
    accounts: list[NamedAccount],
    words: Wording,
    mistakes: list[Problem],
) -> None:
    """What rules ask for must be there: accounts to deliver to, and templates."""
    mailboxes = [account.name for account in accounts if "mailbox" in account.maker.offers]
    for rule in loaded.rules if loaded else ():
        brief, follow_up = rule.wants.brief, rule.wants.follow_up
        if brief and brief.deliver and brief.deliver not in mailboxes:
            told = f"is no account with a mailbox. Yours: {', '.join(mailboxes)}."
            path = f"{rule.origin}.brief.deliver"
            mistakes.append(Problem(path, show_value(brief.deliver), told))
        if follow_up and follow_up.template and (wrong := words.wrong(follow_up.template)):
            path = f"{rule.origin}.follow_up.template"
            mistakes.append(Problem(path, show_value(follow_up.template), wrong))


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the whole config file, with the keys of every kind of account."""
    whole = config.Settings.model_json_schema()
    whole["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    whole["title"] = "The config of syncd"
    definitions = whole.setdefault("$defs", {})
    kinds = []
    for kind in connectors.KINDS:
        table = connectors.load(kind).settings.model_json_schema()
        definitions.update(table.pop("$defs", {}))
        table["properties"] = {"kind": {"const": kind}} | table.get("properties", {})
        table["required"] = ["kind", *table.get("required", [])]
        definitions[f"account {kind}"] = table
        kinds.append({"$ref": f"#/$defs/account {kind}"})
    whole["properties"]["accounts"]["additionalProperties"] = {"anyOf": kinds}
    for name, table in (("rules", rules.schema()), ("people", PersonTable.model_json_schema())):
        definitions.update(table.pop("$defs", {}))
        definitions[name] = table
        whole["properties"][name]["items"] = {"$ref": f"#/$defs/{name}"}
    return whole


def _check_accounts(tables: object, mistakes: list[Problem], me: str) -> list[NamedAccount]:
    """The accounts whose tables are right; whoever logs in elsewhere is you, unless it says who."""
    checked = []
    for name, table in tables.items() if isinstance(tables, Mapping) else ():
        at = dotted("accounts", name)
        if not isinstance(table, Mapping):
            continue  # told by the settings
        kind = table.get("kind")
        if kind not in connectors.KINDS:
            known = ", ".join(connectors.KINDS)
            hint = nearest(str(kind), connectors.KINDS) if kind else ""
            shown = show_value(kind) if kind else ""
            mistakes.append(Problem(f"{at}.kind", shown, f"is one of {known}.{hint}"))
            continue
        maker = connectors.load(str(kind))
        keys = {key: value for key, value in table.items() if key != "kind"}
        if "user" in maker.settings.model_fields and me:
            keys.setdefault("user", me)
        try:
            parsed = maker.settings.model_validate(keys)
        except ValidationError as error:
            mistakes.extend(problems(error, at, maker.settings))
            continue
        checked.append(NamedAccount(name, str(kind), parsed, maker))
    if not isinstance(tables, Mapping) or mistakes:
        return checked
    for offer, needed in (("calendar", "read"), ("mailbox", "deliver to")):
        if not any(offer in account.maker.offers for account in checked):
            mistakes.append(Problem("accounts", "", f"there is no {offer} to {needed} among them."))
    return checked


def _check_rules(
    tables: Mapping[str, Any], settings: config.Settings | None, mistakes: list[Problem]
) -> rules.Rules | None:
    lists = {name: tables.get(name, []) for name in ("rules", "people")}
    for found in lists.values():
        if not isinstance(found, list) or not all(isinstance(table, Mapping) for table in found):
            return None  # told by the settings
    defaults = settings.defaults if settings else config.DefaultsTable()
    loaded, wrong = rules.check(
        lists["rules"], people=lists["people"], shipped=defaults.rules, defaults=defaults.wants
    )
    mistakes.extend(wrong)
    return loaded


def _check_delivery(
    table: object, accounts: list[NamedAccount], mistakes: list[Problem]
) -> tuple[str, str]:
    """Which account gets briefs and which gets drafts."""
    mailboxes = [account.name for account in accounts if "mailbox" in account.maker.offers]
    named = table if isinstance(table, Mapping) else {}
    for key in ("briefs", "drafts"):
        name = named.get(key)
        if isinstance(name, str) and name not in mailboxes:
            known = f" Yours: {', '.join(mailboxes)}." if mailboxes else ""
            near = difflib.get_close_matches(name, mailboxes, n=1)
            hint = f' Did you mean "{near[0]}"?' if near else known
            mistakes.append(
                Problem(f"deliver.{key}", show_value(name), f"is no account with a mailbox.{hint}")
            )
    briefs, drafts = str(named.get("briefs") or ""), str(named.get("drafts") or "")
    if not briefs and len(mailboxes) > 1:
        message = f"say which mailbox gets the briefs: {', '.join(mailboxes)}."
        mistakes.append(Problem("deliver.briefs", "", message))
    return briefs or (mailboxes[0] if mailboxes else ""), drafts


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
    #: In a dry run the letters go here instead of into the mailbox.
    dry_mailbox: MemoryMailbox | None = None
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
    settings, me = loaded.settings, loaded.settings.user
    opened = open_store(store or loaded.store, clock.now())
    opened.persons.configure(loaded.people)
    accounts = open_accounts(loaded, clock.now)
    real = {account.name: account.mailbox for account in accounts if account.mailbox}
    memory = MemoryMailbox(clock.now) if dry else None
    target: dict[str, Mailbox] = dict.fromkeys(real, memory) if memory else real
    stopping = (stop or threading.Event()).is_set
    quiet = Quiet(settings.deliver.quiet_hours, me.timezone)
    daemon = settings.daemon
    agenda = Agenda(opened, me, loaded.rules, quiet, daemon.look_back, daemon.look_ahead)
    language = loaded.wording.of(me.language)
    wishes = Wishes(opened, me, settings.wishes)
    letters = Letters(
        opened,
        me,
        settings.meeting_style,
        agenda,
        wishes,
        real,
        loaded.briefs,
        loaded.drafts,
        language,
        loaded.wording.languages,
    )
    mirror = Mirror(opened, accounts, me.timezone, daemon.look_ahead, allow_empty, progress)
    outbox = Outbox(opened, target, sleep=time.sleep, stopping=stopping)
    answers = Answers(opened, me, letters)
    correspondence = Correspondence(opened, accounts)
    introductions = Introductions(
        opened,
        me,
        settings.meeting_style,
        letters.reading,
        outbox,
        language,
        loaded.wording.languages,
        loaded.briefs,
        loaded.drafts,
    )
    digest = Digest(
        opened,
        me,
        settings.meeting_style,
        letters.ledger,
        wishes,
        language,
        quiet,
        loaded.briefs,
        settings.deliver.digest,
    )
    cycle = Cycle(
        opened,
        mirror,
        agenda,
        answers,
        letters,
        letters.ledger,
        Identities(opened, me, letters.reading),
        digest,
        Alerts(opened, me, outbox, language),
        outbox,
        correspondence,
        quiet,
    )
    copies = {name: mailbox for name, mailbox in real.items() if mailbox.mirrors}
    acquaint = Acquaint(opened, me, Reading(opened, me, copies))
    return Parts(
        loaded,
        opened,
        accounts,
        cycle,
        letters,
        introductions,
        agenda,
        acquaint,
        clock,
        memory,
    )
