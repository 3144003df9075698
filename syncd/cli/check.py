"""`syncd check`: config, accounts, folders, store, clock and zone; what fails says what to do."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

import click

from connectors.contract import Account, Check
from syncd import wiring
from syncd.cli.base import Code, Session, json_option, print_json
from syncd.cli.lines import fitted, say
from syncd.errors import ConfigError, SyncdError
from syncd.logs import configure
from syncd.store import open_store

#: Before this the clock is surely wrong: this version was written later.
_WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)


@click.command()
@json_option
@click.pass_obj
def check(session: Session, *, as_json: bool) -> None:
    """See whether everything is in order. Changes nothing in your accounts."""
    configure(quiet=True)
    lines = list(_lines(session))
    if as_json:
        print_json(
            [
                {"ok": c.ok, "subject": c.subject, "detail": c.detail, "advice": c.advice}
                for c in lines
            ]
        )
    else:
        for line in lines:
            _print(line)
    if not all(line.ok for line in lines):
        wrong_config = not lines[0].ok
        raise click.exceptions.Exit(Code.WRONG if wrong_config else Code.FAILED)


def _lines(session: Session) -> Iterator[Check]:
    try:
        loaded = session.load()
    except ConfigError as error:
        yield Check(False, "config", str(error), "")
        return
    yield Check(True, "config", str(loaded.path))
    yield from _surroundings(loaded)
    yield _store(loaded)
    for account in wiring.open_accounts(loaded, lambda: datetime.now(UTC)):
        yield from _account(account)


def _surroundings(loaded: wiring.Loaded) -> Iterator[Check]:
    me = loaded.settings.user
    now = datetime.now(UTC)
    yield Check(
        now >= _WRITTEN,
        "clock",
        now.astimezone(me.timezone).isoformat(timespec="seconds"),
        "" if now >= _WRITTEN else "Set the machine's clock; briefs are timed by it.",
    )
    yield Check(True, "time zone", me.timezone.key)
    if os.name == "posix":
        mode = loaded.path.stat().st_mode
        private = not mode & 0o022
        yield Check(
            private,
            "config file mode",
            f"{mode & 0o777:04o}",
            "" if private else f"Others may change it. chmod go-w {loaded.path}",
        )


def _store(loaded: wiring.Loaded) -> Check:
    try:
        open_store(loaded.store, datetime.now(UTC)).close()
    except SyncdError as error:
        return Check(False, "store", error.message, error.advice)
    return Check(True, "store", str(loaded.store))


def _account(account: Account) -> Iterator[Check]:
    for part in (account.calendar, account.mailbox, account.contacts):
        if part is not None:
            for line in part.check():
                yield Check(line.ok, f"{account.name}: {line.subject}", line.detail, line.advice)
    with suppress(SyncdError, OSError):
        account.close()


def _print(line: Check) -> None:
    told = f"{line.subject}: {line.detail}" if line.detail else line.subject
    first, *more = told.splitlines()
    mark = fitted(f"{'ok' if line.ok else 'FAIL':4}  {first}", sys.stdout, hang=6)
    click.echo(click.style(mark[:4], fg="green" if line.ok else "red", bold=not line.ok) + mark[4:])
    for part in [*more, *([line.advice] if line.advice and not line.ok else [])]:
        say(part, indent=6, hang=2)
