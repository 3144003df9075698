"""`syncd agenda` and `syncd explain`: what is coming, what is owed, and why."""

from __future__ import annotations

from datetime import datetime

import click

from syncd import wiring
from syncd.agenda import Entry, Judged
from syncd.cli.base import (
    Moment,
    Session,
    at_option,
    json_option,
    offline_option,
    print_json,
)
from syncd.cli.find import meeting_named, named
from syncd.cli.lines import say
from syncd.cli.show import entry_json, stand_words
from syncd.due import Stand
from syncd.model import Trial
from syncd.text.snippet import shorten


@click.command()
@click.option("--from", "start", type=Moment(), metavar="MOMENT", help="Default: look_back ago.")
@click.option("--to", "end", type=Moment(), metavar="MOMENT", help="Default: look_ahead from now.")
@click.option("--all", "everything", is_flag=True, help="Also what is not networking.")
@at_option
@offline_option
@json_option
@click.pass_obj
def agenda(
    session: Session,
    *,
    start: datetime | None,
    end: datetime | None,
    everything: bool,
    at: datetime | None,
    offline: bool,
    as_json: bool,
) -> None:
    """List the meetings, what each is owed, and why."""
    if start and end and end < start:
        raise click.UsageError("--to is before --from.")
    with session.look(at, offline=offline) as parts:
        now = parts.clock.now()
        entries = _entries(parts, start, end, now)
        if as_json:
            print_json([entry_json(entry) for entry in entries])
            return
        print_agenda(parts, entries, now, everything=everything)


def _entries(
    parts: wiring.Parts, start: datetime | None, end: datetime | None, now: datetime
) -> list[Entry]:
    if start is None and end is None:
        return parts.agenda.entries(now)
    daemon = parts.loaded.settings.daemon
    judged = parts.agenda.between(
        start or now - daemon.look_back, end or now + daemon.look_ahead, now
    )
    return [parts.agenda.entry(one, now) for one in judged]


def print_agenda(
    parts: wiring.Parts,
    entries: list[Entry],
    now: datetime,
    *,
    everything: bool = False,
    reasons: bool = False,
) -> None:
    """The agenda, day by day; with ``reasons``, the deciding rule's conditions too."""
    local = now.astimezone(parts.loaded.settings.user.timezone)
    shown = [e for e in entries if everything or e.judged.verdict.networking]
    day = ""
    for entry in shown:
        start = entry.meeting.start.astimezone(local.tzinfo)
        if f"{start:%a %d %b %Y}" != day:
            day = f"{start:%a %d %b %Y}"
            click.echo(("\n" if entry is not shown[0] else "") + click.style(day, bold=True))
        _print_entry(entry, start, local, reasons)
    if not entries:
        say("No meeting of any kind in this time. If that is wrong, see `syncd check`.")
    elif not shown:
        click.echo("No networking meeting in this time.")
    hidden = len(entries) - len(shown)
    if hidden:
        others = "1 other meeting is" if hidden == 1 else f"{hidden} other meetings are"
        say(f"\n{others} not networking; see --all.")


def _print_entry(entry: Entry, start: datetime, local: datetime, reasons: bool) -> None:
    verdict, meeting = entry.judged.verdict, entry.meeting
    names = ", ".join(guest.label for guest in entry.judged.guests[:3])
    more = len(entry.judged.guests) - 3
    who = shorten(f"{names} and {more} more" if more > 0 else names, 70)
    at = "all day" if meeting.all_day else f"{start:%H:%M}"
    told = f"{at}  {shorten(meeting.title, 60)}" + (f" · {who}" if who else "")
    say(told, indent=2, hang=7, dim=not verdict.networking)
    if verdict.networking or verdict.rule:
        why = f"{verdict.rule}: {'; '.join(verdict.reasons)}" if reasons else verdict.rule
        say(f"by the rule {why}", indent=9, dim=True)
    for name, decision in (("brief", entry.brief), ("follow-up", entry.follow_up)):
        if decision.stand is not Stand.NONE:
            say(f"{name} {stand_words(decision, local)}", indent=9, hang=2)


@click.command()
@named("meeting")
@at_option
@offline_option
@json_option
@click.pass_obj
def explain(
    session: Session, *, meeting: str, at: datetime | None, offline: bool, as_json: bool
) -> None:
    """Say why MEETING is networking or not: each rule, each condition, the value seen.

    MEETING is a uid, the start of one, or words of its title or guests.
    """
    with session.look(at, offline=offline) as parts:
        now = parts.clock.now()
        found = meeting_named(parts, meeting, now)
        judged = parts.agenda.judge(found.meeting, now, every=True)
        entry = parts.agenda.entry(judged, now)
        if as_json:
            trials = [_trial_json(trial) for trial in judged.verdict.trials]
            print_json(entry_json(entry) | {"trials": trials})
            return
        _print_explanation(parts, entry, now)


def _print_explanation(parts: wiring.Parts, entry: Entry, now: datetime) -> None:
    judged, local = entry.judged, now.astimezone(parts.loaded.settings.user.timezone)
    start = judged.meeting.start.astimezone(local.tzinfo)
    say(f"{judged.meeting.title}, {start:%a %d %b %Y %H:%M}")
    say(_sentence(judged))
    say(f"Brief: {stand_words(entry.brief, local)}", hang=2)
    say(f"Follow-up: {stand_words(entry.follow_up, local)}", hang=2)
    say("\nThe rules, in order; the first that holds decides:")
    for trial in judged.verdict.trials:
        decides = " <- decides" if trial.held and trial.rule == judged.verdict.rule else ""
        click.echo(f"\n{'yes' if trial.held else ' no'}  {trial.rule}{decides}")
        for condition in trial.conditions:
            seen = f"  (saw {condition.seen})" if condition.seen else ""
            say(f"{'yes' if condition.held else ' no'}  {condition.text}{seen}", indent=5, hang=5)


def _sentence(judged: Judged) -> str:
    verdict = judged.verdict
    if not verdict.rule:
        return "Not networking: no rule holds."
    word = "Networking" if verdict.networking else "Not networking"
    why = "; ".join(verdict.reasons)
    return f'{word}, by the rule "{verdict.rule}"' + (f": {why}." if why else ".")


def _trial_json(trial: Trial) -> dict[str, object]:
    conditions = [{"condition": c.text, "seen": c.seen, "held": c.held} for c in trial.conditions]
    return {"rule": trial.rule, "held": trial.held, "conditions": conditions}
