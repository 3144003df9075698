"""`syncd status`: how the accounts are, what waits, what failed, what is set aside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from syncd import wiring
from syncd.cli.base import Code, Session, at_option, clock_at, json_option, print_json
from syncd.cli.show import delivery_json, iso
from syncd.due import Stand
from syncd.errors import LockedError
from syncd.logs import configure
from syncd.model import State
from syncd.store import StoreLock
from syncd.store.accounts import KEPT_EVERY, LAST_ROUND

_MOST_SHOWN = 20


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
        _print(found)
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


def _print(found: dict[str, Any]) -> None:
    running = f"running, process {found['running']}" if found["running"] else "not running"
    click.echo(f"syncd is {running}. Last round: {found['last_round'] or 'never'}.")
    if found["running"]:
        minutes = found["noted_every_seconds"] // 60
        click.echo(f"While all is well this is noted every {minutes} minutes.")
    for account in found["accounts"]:
        told = account["error"] or f"read at {account['last_ok']}"
        again = f" Next try: {account['next_try']}." if account["next_try"] else ""
        click.echo(f"  {account['account']} ({account['what']}): {told}{again}")
    if not found["accounts"]:
        click.echo("  No account has been read yet. Start with `syncd run`.")
    for problem in found["problems"]:
        click.echo(f"Not done in the last round: {problem}")
    for used in found["usage"]:
        later = f" Next call: {used['next_call']}." if used["next_call"] else ""
        click.echo(
            f"  {used['account']}: {used['units_today']} units of quota in "
            f"{used['calls_today']} calls today.{later}"
        )
    counts = ", ".join(f"{count} {state}" for state, count in found["letters"].items() if count)
    click.echo(f"Letters: {counts or 'none yet'}.")
    for letter in found["failed"]:
        click.echo(f'  {letter["kind"]} "{letter["subject"]}": {letter["reason"] or "under way"}')
    for due in found["next_due"][:5]:
        click.echo(f'Next: {due["kind"]} for "{due["title"]}", {due["due"]}')
    if found["quarantine"]:
        click.echo(f"Set aside, {len(found['quarantine'])} that could not be read:")
    for item in found["quarantine"][:_MOST_SHOWN]:
        click.echo(f"  {item['account']}/{item['place']}/{item['id']}: {item['reason']}")
    click.echo(f"Store: {found['store']}")
