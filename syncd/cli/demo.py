"""`syncd demo`: a whole day on a sample mailbox and calendar, and the letters it made."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.progress import Progress

from syncd import wiring
from syncd.cli.agenda import print_agenda
from syncd.cli.base import at_option, called, console
from syncd.cli.show import letter_text, subject_of
from syncd.demo.dates import ZONE
from syncd.demo.play import Day, evening, prepare
from syncd.logs import configure
from syncd.model import Delivery, Kind, Role
from syncd.store import open_store


@click.command()
@click.option(
    "--folder",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="An empty or new folder for the sample. Default: a new one among the temporary files.",
)
@at_option
def demo(folder: str | None, at: datetime | None) -> None:
    """Play a day on a sample mailbox and calendar: nothing of yours is read or written."""
    configure(quiet=True)
    home = Path(folder) if folder else Path(tempfile.mkdtemp(prefix="syncd-demo-"))
    told: list[tuple[datetime, str]] = []
    day = prepare(home, at or datetime.now(UTC), lambda when, what: told.append((when, what)))
    _play(day)
    letters = _delivered(day)
    _tell_day(day, told, letters)
    _show_agenda(day)
    _show_letters(letters)
    _say_where(day)


def _play(day: Day) -> None:
    """Run to the evening with a bar that shows the clock."""
    dawn, dusk = day.clock.now(), evening(day)
    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task("Playing a day", total=(dusk - dawn).total_seconds())
        day.clock.watchers.append(
            lambda: progress.update(bar, completed=(day.clock.now() - dawn).total_seconds())
        )
        day.play(dusk)


def _delivered(day: Day) -> list[Delivery]:
    parts = wiring.load(day.sample.config)
    store = open_store(parts.store, day.clock.now())
    try:
        return list(store.deliveries.since(datetime.min.replace(tzinfo=UTC)))
    finally:
        store.close()


def _tell_day(day: Day, told: list[tuple[datetime, str]], letters: list[Delivery]) -> None:
    happened = [(when, what) for when, what in told]
    happened += [
        (letter.delivered_at, f"-> {letter.key.kind}: {subject_of(letter.letter)}")
        for letter in letters
        if letter.delivered_at
    ]
    happened += [
        (done.at, f"-> taken back: {subject_of(letter.letter)}")
        for done in day.rounds
        for letter in done.withdrawn
    ]
    console.rule(f"The day, {day.sample.today:%A %d %B %Y}")
    for when, what in sorted(happened):
        click.echo(f"{when.astimezone(ZONE):%H:%M}  {what}")


def _show_agenda(day: Day) -> None:
    console.rule("The agenda in the evening, with reasons")
    parts = wiring.build(wiring.load(day.sample.config), day.clock)
    try:
        print_agenda(parts, parts.agenda.entries(day.clock.now()), day.clock.now(), reasons=True)
    finally:
        parts.close()


def _show_letters(letters: list[Delivery]) -> None:
    """The first brief, and the follow-up of the same meeting."""
    briefs = [letter for letter in letters if letter.key.kind is Kind.BRIEF]
    drafts = [letter for letter in letters if letter.key.kind is Kind.FOLLOW_UP]
    drafts.sort(key=lambda draft: not briefs or draft.meeting != briefs[0].meeting)
    for heading, found in (("A brief", briefs), ("Its follow-up draft", drafts)):
        if found:
            console.rule(f"{heading}, one of {len(found)}")
            click.echo(letter_text(found[0].letter))


def _say_where(day: Day) -> None:
    console.rule("Where it all lies")
    click.echo(f"Mailbox:  {day.sample.mail}  (briefs in {Role.INBOX}, follow-ups in drafts)")
    click.echo(f"Calendar: {day.sample.calendar}")
    click.echo(f"Config:   {day.sample.config}")
    at = day.clock.now().astimezone(ZONE).isoformat(timespec="minutes")
    config = f"{called()} --config {day.sample.config}"
    click.echo(f"Go on:    {config} agenda --at {at}")
    click.echo(f"Why:      {config} brief --why ada --at {at}")
