"""`syncd brief`, `syncd follow-up` and `syncd note`: a meeting's letters, looked at beforehand."""

from __future__ import annotations

import sys
import tempfile
import webbrowser
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from syncd import wiring
from syncd.agenda import Judged
from syncd.cli.base import (
    Code,
    Session,
    at_option,
    json_option,
    offline_option,
    print_json,
)
from syncd.cli.find import WHICH, meeting_named, named
from syncd.cli.lines import say
from syncd.cli.show import delivery_json, letter_text, part_of
from syncd.cli.why import show_why
from syncd.due import Decision, Stand
from syncd.errors import SyncdError
from syncd.model import Delivery, Kind
from syncd.store.notes import Note


def _preview(kind: Kind, doc: str, *params: click.Parameter) -> click.Command:
    """A command that writes a letter and shows it; nothing is delivered."""

    @click.command(name=kind.value, help=doc)
    @named("meeting")
    @click.option(
        "--html", type=click.Path(dir_okay=False), metavar="FILE", help="Write the HTML there."
    )
    @click.option("--open", "open_it", is_flag=True, help="Open the HTML in your browser.")
    @at_option
    @offline_option
    @json_option
    @click.pass_obj
    def command(
        session: Session,
        *,
        meeting: str,
        html: str | None,
        open_it: bool,
        at: datetime | None,
        offline: bool,
        as_json: bool,
        why: bool = False,
    ) -> None:
        if why and (html or open_it):
            raise click.UsageError("--why shows no letter: leave out --html and --open.")
        with session.look(at, offline=offline) as parts:
            if why:
                now = parts.clock.now()
                show_why(parts, _judged(parts, meeting, now), now, as_json=as_json)
                return
            letters = _written(parts, kind, meeting)
        if html or open_it:
            write_pages(letters, html, open_it)
        elif as_json:
            shown = [_json(letter) for letter in letters]
            print_json(shown if len(shown) > 1 else shown[0])
        else:
            click.echo("\n".join(letter_text(letter.letter) for letter in letters))

    command.params.extend(params)
    return command


def _judged(parts: wiring.Parts, words: str, now: datetime) -> Judged:
    """The meeting that is meant, after a look into who its guests are."""
    judged = meeting_named(parts, words, now)
    if parts.cycle.identities.look_into(judged, now):
        parts.agenda.forget()
        judged = parts.agenda.judge(judged.meeting, now)
    return judged


def _written(parts: wiring.Parts, kind: Kind, words: str) -> list[Delivery]:
    now = parts.clock.now()
    judged = _judged(parts, words, now)
    first = Decision(Stand.DUE, now, revision=1)
    if kind is Kind.BRIEF:
        return [parts.letters.brief(judged, first, now)]
    if not judged.guests:
        say(f'syncd: Nobody else takes part in "{judged.meeting.title}".', hang=2, err=True)
        raise click.exceptions.Exit(Code.WRONG)
    # Before the meeting is over it is shown as it would be then: it speaks of what has been.
    drafts = parts.letters.follow_ups(judged, first, max(now, judged.meeting.end))
    if not drafts:
        why = parts.agenda.entry(judged, now).follow_up.reason
        say(f'syncd: No follow-up for "{judged.meeting.title}". {why}', hang=2, err=True)
        raise click.exceptions.Exit(Code.WRONG)
    return drafts


def write_pages(letters: list[Delivery], html: str | None, open_it: bool) -> None:
    """The HTML of some letters into files, and into the browser if wanted."""
    first = Path(html) if html else Path(tempfile.mkdtemp(prefix="syncd-")) / "letter.html"
    for number, letter in enumerate(letters, 1):
        path = first if number == 1 else first.with_stem(f"{first.stem}-{number}")
        try:
            path.write_text(part_of(letter.letter, "html"), encoding="utf-8")
        except OSError as error:
            raise SyncdError(f"{path} cannot be written: {error.strerror}.") from error
        say(f"Written to {path}.", err=True)
        if open_it:
            webbrowser.open(path.resolve().as_uri())


def _json(letter: Delivery) -> dict[str, Any]:
    parts = {name: part_of(letter.letter, kind) for name, kind in _PARTS.items()}
    return delivery_json(letter) | parts


_MAX_NOTE_CHARS = 4000
_PARTS = {"text": "plain", "html": "html"}

brief = _preview(
    Kind.BRIEF,
    f"Show the brief for MEETING; nothing is delivered.\n\n{WHICH}",
    click.Option(["--why"], is_flag=True, help="Show each line with its evidence instead."),
)
follow_up = _preview(
    Kind.FOLLOW_UP,
    f"Show the follow-up draft for MEETING; nothing is delivered.\n\n{WHICH}",
)


@click.command()
@click.argument("meeting")
@click.argument("text", nargs=-1, required=True)
@at_option
@click.pass_obj
def note(session: Session, meeting: str, text: tuple[str, ...], at: datetime | None) -> None:
    """Note something about MEETING for its follow-up: syncd note ada "promised the checklist".

    "-" reads the note from standard input.
    """
    words = (sys.stdin.read() if text == ("-",) else " ".join(text)).strip()
    if not words:
        raise click.UsageError("The note is empty.")
    with session.look(at, offline=False) as parts:
        now = parts.clock.now()
        judged = meeting_named(parts, meeting, now)
        source = f"command {now.isoformat()} {words}"
        parts.store.notes.add(Note(judged.meeting.key, words[:_MAX_NOTE_CHARS], now, source))
    say(f'Noted for "{judged.meeting.title}".')
