"""What is learned of those whom you know best: little by little, once, and only from copies."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest

from syncd import compose, wiring
from syncd.acquaint import Acquaint
from syncd.due import Action, Decision, Stand
from syncd.people.matches import Match
from syncd.store.mail import MailStore
from tests.builders import ADA, ME, TEN, a_message, an_address, an_event
from tests.scenarios.world import World

NOW = (TEN - timedelta(hours=2)).astimezone(UTC)
PRIYA = an_address("priya@tidemark.example", "Priya Nair")
BUILT = "Good news: last year we built a team of data engineers. How are you?\n"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Robin's mail and calendar, empty."""
    return World(tmp_path)


def put(world: World, sender: Any, to: Any, text: str = "Hello.\n", *, days: float) -> None:
    raw = a_message(text, sender=sender, to=[to], date=TEN - timedelta(days=days))
    world.put_mail(raw, ".Sent" if sender == ME else "")


def wrote_both_ways(world: World, who: Any, text: str, *, days: float = 100) -> None:
    put(world, who, ME, text, days=days)
    put(world, ME, who, days=days - 0.5)


@contextmanager
def opened(world: World) -> Iterator[wiring.Parts]:
    with world.parts(NOW) as parts:
        parts.cycle.pull(NOW)
        yield parts


def told(parts: wiring.Parts, *kinds: str) -> list[tuple[str, str]]:
    found = parts.store.findings.of_kinds(kinds or ("done", "challenge", "project"), NOW)
    return [(finding.about, finding.text) for finding in found]


def learn(parts: wiring.Parts, beats: int = 10) -> None:
    for _ in range(beats):
        parts.acquaint.learn(NOW)


def test_what_someone_you_write_with_has_done_is_kept_with_its_mail(world: World):
    wrote_both_ways(world, PRIYA, BUILT)
    with opened(world) as parts:
        learn(parts)
        (finding,) = parts.store.findings.of_kinds(("done",), NOW)
        known = parts.store.findings.acquainted()[PRIYA.address]
    assert (finding.about, finding.text) == (PRIYA.address, "we built a team of data engineers")
    assert (finding.source.kind, finding.source.author) == ("mail", "Priya Nair")
    assert known.strength > 0
    assert len(known.read) == 1


def test_who_only_writes_to_you_and_whom_you_only_write_to_are_no_acquaintances(world: World):
    put(world, PRIYA, ME, BUILT, days=90)
    put(world, ME, "silent@example.org", days=80)
    with opened(world) as parts:
        learn(parts)
        assert told(parts) == []


def test_robots_and_lists_are_not_learned_from(world: World):
    wrote_both_ways(world, "noreply@shop.example", BUILT)
    with opened(world) as parts:
        learn(parts)
        assert told(parts) == []


@pytest.mark.parametrize(
    "private",
    [
        "We are struggling to cope since my mother is ill.\n",
        "I founded a home for my divorced brother.\n",
        "We built a chapel for our church.\n",
        "We hired a lawyer because of our debts.\n",
    ],
)
def test_private_matters_are_left_alone(world: World, private: str):
    wrote_both_ways(world, PRIYA, private)
    with opened(world) as parts:
        learn(parts)
        assert told(parts, "done", "challenge", "cause", "project") == []


def test_nothing_is_read_again_while_nothing_is_new(world: World, monkeypatch: pytest.MonkeyPatch):
    wrote_both_ways(world, PRIYA, BUILT)
    with opened(world) as parts:
        learn(parts)
        asked = counting(monkeypatch)
        learn(parts)
        assert asked() == 0
        tomorrow = NOW + timedelta(days=1)
        kept: list[object] = []
        monkeypatch.setattr(parts.store.findings, "keep", lambda *_: kept.append(1))
        for _ in range(5):
            parts.acquaint.learn(tomorrow)
        assert asked() == 1
        assert kept == []


def counting(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often someone's newest mails were asked for since."""
    asked = itertools.count()
    newest = MailStore.from_them

    def noted(*args: Any) -> Any:
        next(asked)
        return newest(*args)

    monkeypatch.setattr(MailStore, "from_them", noted)
    return lambda: int(repr(asked)[6:-1])


def test_new_mail_is_read_within_a_day(world: World):
    wrote_both_ways(world, PRIYA, BUILT)
    with opened(world) as parts:
        learn(parts)
        put(world, PRIYA, ME, "We are building a harbour map.\n", days=1)
        parts.cycle.pull(NOW)
        learn(parts)
        assert len(told(parts)) == 1
        for _ in range(5):
            parts.acquaint.learn(NOW + timedelta(days=1))
        assert (PRIYA.address, "We are building a harbour map") in told(parts)


def test_a_beat_reads_two_people_at_most(world: World):
    people = [f"friend{number}@example.org" for number in range(5)]
    for who in people:
        wrote_both_ways(world, who, BUILT)
    with opened(world) as parts:
        parts.acquaint.spent = lambda: 0.0
        known, busy = [], []
        for _ in range(5):
            parts.acquaint.learn(NOW)
            known.append(len(parts.store.findings.acquainted()))
            busy.append(parts.acquaint.busy)
    assert known == [0, 2, 4, 5, 5]
    assert busy == [True, True, True, False, False]


def test_a_beat_ends_when_it_has_taken_its_time_and_the_next_one_goes_on(world: World):
    for day in range(1, 9):
        put(world, PRIYA, ME, f"We built a map of {day} cities.\n", days=day)
    put(world, ME, PRIYA, days=0.5)
    with opened(world) as parts:
        parts.acquaint.learn(NOW)
        read = slowly(parts)
        beats = 0
        while not parts.store.findings.acquainted():
            parts.acquaint.learn(NOW)
            beats += 1
            assert len(read) <= 2 * beats
        assert len(read) == 5
        assert beats > 2
        assert len(told(parts)) == 2


def slowly(parts: wiring.Parts) -> list[int]:
    """The rows of mails as they are read, each in 15 ms by the meter of what learns from them."""
    read: list[int] = []
    keep = parts.store.mail.keep_body

    def noted(row: int, *rest: Any) -> None:
        read.append(row)
        keep(row, *rest)

    parts.store.mail.keep_body = noted
    parts.acquaint.spent = lambda: len(read) * 0.015
    return read


def test_a_mailbox_that_is_no_copy_is_not_asked(world: World):
    wrote_both_ways(world, PRIYA, BUILT)
    with opened(world) as parts:
        reading, me = parts.letters.reading, parts.letters.me
        nowhere = replace(reading, mailboxes={})
        parts.acquaint = Acquaint(parts.store, me, nowhere)
        learn(parts)
        assert told(parts) == []
        (mail,) = parts.store.mail.from_them([ME], PRIYA.address, NOW, 5)
        reading.whole(mail)
        parts.acquaint = Acquaint(parts.store, me, nowhere)
        learn(parts)
        assert len(told(parts)) == 1


def test_it_is_a_beat_of_the_daemon(world: World):
    wrote_both_ways(world, PRIYA, BUILT)
    with opened(world) as parts:
        every, learns = parts.beats()["acquaintances"]
        assert every == timedelta(minutes=5)
        for _ in range(3):
            learns(NOW)
        assert len(told(parts)) == 1


def know_well(world: World, text: str) -> None:
    for day in (100, 200, 300):
        wrote_both_ways(world, PRIYA, text, days=day)
    lunch = an_event("Lunch", TEN - timedelta(days=50), uid="lunch", guests=[PRIYA.address])
    world.put_event(lunch, "lunch")


class TestTheBrief:
    """Knows whom you could introduce a guest to."""

    @pytest.fixture(autouse=True)
    def coffee(self, world: World) -> None:
        world.put_event(an_event())
        text = "One thing: we are struggling to hire data engineers.\n\nAda\n"
        put(world, an_address(), ME, text, days=12)

    def matches(self, world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[Match, ...]:
        seen: list[Any] = []
        write = compose.write_brief
        monkeypatch.setattr(
            "syncd.letters.compose.write_brief", lambda matter: seen.append(matter) or write(matter)
        )
        with opened(world) as parts:
            learn(parts)
            [judged] = parts.agenda.between(NOW, NOW + timedelta(days=1), NOW)
            decision = Decision(Stand.DUE, action=Action.WRITE, revision=1)
            parts.letters.brief(judged, decision, NOW)
        return seen[0].dossiers[0].could_meet

    def test_by_what_they_have_done(self, world: World, monkeypatch: pytest.MonkeyPatch):
        know_well(world, BUILT)
        (match,) = self.matches(world, monkeypatch)
        assert match.who == PRIYA
        assert match.theirs.text == "we built a team of data engineers"
        assert match.need.text == "we are struggling to hire data engineers"
        assert match.need.source.author == "Ada Lindqvist"

    def test_but_not_to_someone_you_hardly_know(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ):
        wrote_both_ways(world, PRIYA, BUILT)
        assert self.matches(world, monkeypatch) == ()

    def test_nor_to_someone_they_know_already(self, world: World, monkeypatch: pytest.MonkeyPatch):
        know_well(world, BUILT)
        both = [an_address(), an_address(ME)]
        world.put_mail(a_message("Hi both.\n", sender=PRIYA, to=both, date=TEN - timedelta(days=9)))
        assert self.matches(world, monkeypatch) == ()

    def test_nor_to_someone_who_comes_along(self, world: World, monkeypatch: pytest.MonkeyPatch):
        know_well(world, BUILT)
        world.put_event(an_event(guests=(ADA, PRIYA.address)))
        assert self.matches(world, monkeypatch) == ()

    def test_nor_to_someone_who_did_something_else(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ):
        know_well(world, "Last year we built a map of old trees.\n")
        assert self.matches(world, monkeypatch) == ()
