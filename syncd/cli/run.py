"""`syncd run`: the daemon, one round of it, or a round that delivers nowhere."""

from __future__ import annotations

import sys
from datetime import datetime

import click
import structlog

from syncd import wiring
from syncd.cli.base import (
    Code,
    Session,
    at_option,
    clock_at,
    json_option,
    print_json,
    progress_bar,
    scratch_store,
)
from syncd.cli.lines import say
from syncd.cli.show import delivery_json, letter_text, subject_of
from syncd.compose.words import listed
from syncd.cycle import Round
from syncd.daemon import Daemon
from syncd.logs import configure
from syncd.model import State
from syncd.service.notify import notify
from syncd.store import StoreLock

log = structlog.get_logger("syncd.cli")


@click.command()
@click.option("--once", is_flag=True, help="One round, then stop.")
@click.option("--dry-run", is_flag=True, help="One round that only prints what it would deliver.")
@click.option(
    "--allow-empty",
    multiple=True,
    metavar="ACCOUNT",
    help="Believe that this account's calendar or mailbox has really been emptied.",
)
@at_option
@json_option
@click.pass_obj
def run(
    session: Session,
    *,
    once: bool,
    dry_run: bool,
    allow_empty: tuple[str, ...],
    at: datetime | None,
    as_json: bool,
) -> None:
    """Keep watch: briefs before networking meetings, drafts after."""
    if at and not (once or dry_run):
        raise click.UsageError("--at goes with --once or --dry-run.")
    loaded = session.load()
    unknown = set(allow_empty) - {account.name for account in loaded.accounts}
    if unknown:
        raise click.UsageError(f"There is no account {', '.join(sorted(unknown))} in the config.")
    if dry_run:
        configure(quiet=True)
        _dry(loaded, at, as_json)
    elif once:
        configure(quiet=True)
        _once(loaded, at, frozenset(allow_empty), as_json)
    else:
        configure()
        _forever(session, loaded)


def _forever(session: Session, loaded: wiring.Loaded) -> None:
    clock = clock_at(None)
    daemon = Daemon(
        make=lambda stop: wiring.build(session.load(), clock, stop=stop),
        clock=clock,
        notify=notify,
    )
    with StoreLock(loaded.store):
        daemon.listen()
        _say_hello(loaded)
        daemon.run()


def _say_hello(loaded: wiring.Loaded) -> None:
    """A daemon that has nothing to do is silent; the first line says that it lives."""
    names = [account.name for account in loaded.accounts]
    if sys.stderr.isatty():
        say(f"Keeping watch over {listed(names)}. Ctrl-C stops it.", err=True)
    else:
        log.info("started", accounts=names, config=str(loaded.path))


def _once(
    loaded: wiring.Loaded, at: datetime | None, allow_empty: frozenset[str], as_json: bool
) -> None:
    with StoreLock(loaded.store), progress_bar() as tell:
        parts = wiring.build(loaded, clock_at(at), progress=tell, allow_empty=allow_empty)
        try:
            now = parts.clock.now()
            parts.cycle.pull(now, patient=False)
            done = parts.cycle.round(now)
            trouble = [*_account_trouble(parts), *_delivery_trouble(parts), *done.problems]
        finally:
            parts.close()
    _tell(done, trouble, as_json)
    if trouble:
        raise click.exceptions.Exit(Code.FAILED)


def _dry(loaded: wiring.Loaded, at: datetime | None, as_json: bool) -> None:
    with scratch_store(loaded) as store, progress_bar() as tell:
        parts = wiring.build(loaded, clock_at(at), store=store, dry=True, progress=tell)
        try:
            now = parts.clock.now()
            parts.cycle.pull(now, patient=False)
            done = parts.cycle.round(now)
            trouble = [*_account_trouble(parts), *_delivery_trouble(parts), *done.problems]
        finally:
            parts.close()
    if as_json:
        _tell(done, trouble, as_json)
    else:
        _print_letters(done)
        _say_trouble(trouble)
    if trouble:
        raise click.exceptions.Exit(Code.FAILED)


def _print_letters(done: Round) -> None:
    if not done.delivered:
        click.echo("Nothing would be delivered now.")
    for delivery in done.delivered:
        click.echo(f"--- {delivery.key.kind} into {delivery.key.kind.role} of {delivery.account}")
        click.echo(letter_text(delivery.letter))


def _tell(done: Round, trouble: list[str], as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "at": done.at.isoformat(),
                "delivered": [delivery_json(delivery) for delivery in done.delivered],
                "withdrawn": [delivery_json(delivery) for delivery in done.withdrawn],
                "problems": trouble,
            }
        )
        return
    for word, letters in (("Delivered", done.delivered), ("Withdrawn", done.withdrawn)):
        for delivery in letters:
            place = f"{delivery.key.kind.role} of {delivery.account}"
            say(f"{word}: {delivery.key.kind}, {place}: {subject_of(delivery.letter)}", hang=2)
    if not done.delivered and not done.withdrawn and not trouble:
        click.echo("Nothing was due.")
    _say_trouble(trouble)


def _say_trouble(trouble: list[str]) -> None:
    for line in trouble:
        say(f"Not done: {line}", hang=2, err=True)


def _account_trouble(parts: wiring.Parts) -> list[str]:
    return [f"{s.account} ({s.what}): {s.error}" for s in parts.store.accounts.all() if s.error]


def _delivery_trouble(parts: wiring.Parts) -> list[str]:
    """What failed, one line for each reason: a disk that is full fails many letters."""
    letters: dict[str, list[str]] = {}
    for failed in parts.store.deliveries.in_state(State.FAILED):
        told = f'{failed.key.kind} "{subject_of(failed.letter)}"'
        letters.setdefault(failed.reason, []).append(told)
    return [f"{listed(told)}: {reason}" for reason, told in letters.items()]
