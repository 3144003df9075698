"""Config file -> checked settings: every mistake in it at once, whoever finds it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

import connectors
import rules
from connectors.contract import AccountKind
from rules.people import PersonTable, one_person
from syncd import config, wording
from syncd.errors import ConfigError, Problem
from syncd.model.validation import dotted, nearest, problems, show_value
from syncd.store import default_url, store_path
from syncd.wording import GUIDE, Wording


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
