"""`syncd brief`, `syncd follow-up` and `syncd note`: a meeting's letters, looked at beforehand."""

from __future__ import annotations

import sys
import tempfile
import webbrowser
from datetime import datetime
from pathlib import Path

import click

from syncd import wiring
from syncd.cli.base import (
    Session,
    at_option,
    json_option,
    offline_option,
    print_json,
)
from syncd.cli.find import meeting_named
from syncd.cli.show import delivery_json, letter_text, part_of
from syncd.due import Decision, Stand
from syncd.model import Delivery, Kind
from syncd.store.notes import Note


def _preview(kind: Kind, doc: str) -> click.Command:
    """A command that writes a letter and shows it; nothing is delivered."""

    @click.command(name=kind.value, help=doc)
    @click.argument("meeting")
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
    ) -> None:
        with session.look(at, offline=offline) as parts:
            letters = _written(parts, kind, meeting)
        for letter in letters:
            _show(letter, html, open_it, as_json)

    return command


def _written(parts: wiring.Parts, kind: Kind, words: str) -> list[Delivery]:
    now = parts.clock.now()
    judged = meeting_named(parts, words, now)
    first = Decision(Stand.DUE, now, revision=1)
    if kind is Kind.BRIEF:
        return [parts.letters.brief(judged, first, now)]
    return parts.letters.follow_ups(judged, first, now)


def _show(letter: Delivery, html: str | None, open_it: bool, as_json: bool) -> None:
    if html or open_it:
        path = Path(html) if html else Path(tempfile.mkdtemp(prefix="syncd-")) / "letter.html"
        path.write_text(part_of(letter.letter, "html"), encoding="utf-8")
        click.echo(f"Written to {path}.", err=True)
        if open_it:
            webbrowser.open(path.resolve().as_uri())
        return
    if as_json:
        parts = {name: part_of(letter.letter, kind) for name, kind in _PARTS.items()}
        print_json(delivery_json(letter) | parts)
        return
    click.echo(letter_text(letter.letter))


_MAX_NOTE_CHARS = 4000
_PARTS = {"text": "plain", "html": "html"}

brief = _preview(
    Kind.BRIEF,
    "Show the brief for MEETING as it would be now; nothing is delivered.",
)
follow_up = _preview(
    Kind.FOLLOW_UP,
    "Show the follow-up draft for MEETING as it would be now; nothing is delivered.",
)


@click.command()
@click.argument("meeting")
@click.argument("text")
@at_option
@click.pass_obj
def note(session: Session, meeting: str, text: str, at: datetime | None) -> None:
    """Note something about MEETING for its follow-up: syncd note ada "promised the checklist".

    "-" reads the note from standard input.
    """
    words = sys.stdin.read() if text == "-" else text
    if not words.strip():
        raise click.UsageError("The note is empty.")
    with session.look(at, offline=False) as parts:
        now = parts.clock.now()
        judged = meeting_named(parts, meeting, now)
        source = f"command {now.isoformat()} {words.strip()}"
        parts.store.notes.add(
            Note(judged.meeting.key, words.strip()[:_MAX_NOTE_CHARS], now, source)
        )
    click.echo(f'Noted for "{judged.meeting.title}".')
