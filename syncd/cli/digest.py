"""`syncd digest`: the weekly digest, looked at beforehand."""

from __future__ import annotations

from datetime import datetime

import click

from syncd import wiring
from syncd.agenda import Entry
from syncd.cli.base import Session, at_option, json_option, offline_option, print_json
from syncd.cli.letters import write_pages
from syncd.cli.lines import say
from syncd.cli.show import delivery_json, letter_text, part_of

#: More meetings than a week has, and no more than one waits for.
_MOST_LOOKED_INTO = 12


@click.command()
@click.option(
    "--html", type=click.Path(dir_okay=False), metavar="FILE", help="Write the HTML there."
)
@click.option("--open", "open_it", is_flag=True, help="Open the HTML in your browser.")
@at_option
@offline_option
@json_option
@click.pass_obj
def digest(
    session: Session,
    *,
    html: str | None,
    open_it: bool,
    at: datetime | None,
    offline: bool,
    as_json: bool,
) -> None:
    """Show the weekly digest as it would be now; nothing is delivered."""
    with session.look(at, offline=offline) as parts:
        now, known = parts.clock.now(), parts.cycle.digest
        entries = _entries(parts, now)
        fresh = known.wishes.new_among(known.wishes.found(entries, now))
        letter = known.letter(entries, now, fresh)
    if letter is None:
        say("syncd: There is nothing to tell, so there would be no digest.", hang=2, err=True)
        if as_json:
            print_json(None)
    elif html or open_it:
        write_pages([letter], html, open_it)
    elif as_json:
        kinds = {"text": part_of(letter.letter, "plain"), "html": part_of(letter.letter, "html")}
        print_json(delivery_json(letter) | kinds)
    else:
        click.echo(letter_text(letter.letter))


def _entries(parts: wiring.Parts, now: datetime) -> list[Entry]:
    """The agenda, when it is known who the coming guests are and who only arranges."""
    entries = parts.agenda.entries(now)
    coming = [e.judged for e in entries if e.judged.verdict.networking and e.meeting.start >= now]
    learned: set[str] = set()
    for judged in coming[:_MOST_LOOKED_INTO]:
        learned |= parts.cycle.identities.look_into(judged, now)
    if not learned:
        return entries
    parts.agenda.forget(frozenset(learned))
    return parts.agenda.entries(now)
