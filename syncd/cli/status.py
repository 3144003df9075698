"""`syncd status`: how the accounts are, what waits, what failed, what is set aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

import click

from syncd import wiring
from syncd.cli.base import Code, Session, at_option, clock_at, json_option, print_json
from syncd.cli.lines import moment_words, say
from syncd.cli.show import delivery_json, iso
from syncd.compose.words import listed
from syncd.due import Stand
from syncd.errors import LockedError
from syncd.logs import configure
from syncd.model import State
from syncd.store import StoreLock
from syncd.store.accounts import KEPT_EVERY, LAST_ROUND

_MOST_SHOWN = 20
_MOST_NEXT = 5


@click.command()
@at_option
@json_option
@click.pass_obj
def status(session: Session, at: datetime | None, as_json: bool) -> None:
    """Say how it is going. Looks at the store only, not at the accounts."""
    configure(quiet=True)
    loaded = session.load()
    parts = wiring.build(loaded, clock_at(at))
    try:
        found = _gather(parts, parts.clock.now())
    finally:
        parts.close()
    if as_json:
        print_json(found)
    else:
        _print(found, parts.loaded.settings.user.timezone)
    if (
        found["failed"]
        or found["problems"]
        or any(account["error"] for account in found["accounts"])
    ):
        raise click.exceptions.Exit(Code.FAILED)


def _gather(parts: wiring.Parts, now: datetime) -> dict[str, Any]:
    entries = parts.agenda.entries(now)
    dues = [
        {"kind": kind, "title": entry.meeting.title, "due": iso(decision.due)}
        for entry in entries
        for kind, decision in (("brief", entry.brief), ("follow-up", entry.follow_up))
        if decision.stand in (Stand.WAITING, Stand.DUE) and decision.due
    ]
    counts = parts.store.deliveries.counts()
    return {
        "running": _holder(parts.loaded),
        "store": str(parts.loaded.store),
        "last_round": parts.store.accounts.fact(LAST_ROUND) or None,
        "noted_every_seconds": int(KEPT_EVERY.total_seconds()),
        "problems": parts.store.accounts.fact("problems").splitlines(),
        "accounts": [
            {
                "account": standing.account,
                "what": standing.what,
                "last_ok": iso(standing.last_ok),
                "error": standing.error or None,
                "next_try": iso(standing.next_try),
            }
            for standing in parts.store.accounts.all()
        ],
        "usage": [
            {
                "account": account.name,
                "units_today": used.units_today,
                "calls_today": used.calls_today,
                "next_call": iso(used.next_call),
            }
            for account in parts.accounts
            if account.usage and (used := account.usage())
        ],
        "letters": {state.value: counts.get(state, 0) for state in State},
        "failed": [
            delivery_json(delivery)
            for delivery in parts.store.deliveries.in_state(State.FAILED, State.SENDING)
        ],
        "next_due": sorted(dues, key=lambda due: str(due["due"]))[:_MOST_SHOWN],
        "quarantine": [
            {"account": q.account, "place": q.place, "id": q.id, "reason": q.reason}
            for q in parts.store.quarantine.all()
        ],
    }


def _holder(loaded: wiring.Loaded) -> int | None:
    """The pid of the daemon that holds the store, if one does."""
    lock = StoreLock(loaded.store)
    try:
        lock.acquire()
    except LockedError as held:
        return held.pid
    lock.release()
    return None


def _print(found: dict[str, Any], zone: tzinfo) -> None:
    """The same for people: their own clock, and each reason once."""

    def when(moment: str | None) -> str:
        return moment_words(datetime.fromisoformat(moment), zone) if moment else "never"

    running = f"running, process {found['running']}" if found["running"] else "not running"
    often = (
        f", noted every {found['noted_every_seconds'] // 60} minutes" if found["running"] else ""
    )
    say(f"syncd is {running}. Last round: {when(found['last_round'])}{often}.")
    for account in found["accounts"]:
        _print_account(account, when)
    if not found["accounts"]:
        say("No account has been read yet. Start with `syncd run`.", indent=2)
    for problem in found["problems"]:
        say(f"Not done in the last round: {problem}", hang=2)
    for used in found["usage"]:
        later = f" Next call: {when(used['next_call'])}." if used["next_call"] else ""
        units, calls = used["units_today"], used["calls_today"]
        say(f"{used['account']}: {units} units of quota in {calls} calls today.{later}", indent=2)
    _print_letters(found, when)
    if found["quarantine"]:
        say(f"Set aside, {len(found['quarantine'])} that could not be read:")
    for item in found["quarantine"][:_MOST_SHOWN]:
        place = f"{item['account']}/{item['place']}/{item['id']}"
        say(f"{place}: {item['reason']}", indent=2, hang=2)
    say(f"Store: {found['store']}", hang=2)


def _print_account(account: dict[str, Any], when: Callable[[str | None], str]) -> None:
    told = account["error"] or f"read {when(account['last_ok'])}."
    again = f" Next try: {when(account['next_try'])}." if account["next_try"] else ""
    say(f"{account['account']} ({account['what']}): {told}{again}", indent=2, hang=2)


def _print_letters(found: dict[str, Any], when: Callable[[str | None], str]) -> None:
    counts = ", ".join(f"{count} {state}" for state, count in found["letters"].items() if count)
    say(f"Letters: {counts or 'none yet'}.")
    reasons: dict[str, list[str]] = {}
    for letter in found["failed"]:
        told = f'{letter["kind"]} "{letter["subject"]}"'
        reasons.setdefault(letter["reason"] or "under way", []).append(told)
    for reason, letters in reasons.items():
        say(f"{listed(letters)}: {reason}", indent=2, hang=2)
    for due in found["next_due"][:_MOST_NEXT]:
        say(f'Next: {due["kind"]} for "{due["title"]}", {when(due["due"])}', hang=2)
