"""Mailboxes as chance fills them: people who share names, threads and firms, told apart by words.

Each person has words of their own that nobody else writes, so that a brief that puts one's fact
under another's name can be caught in the act.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from tests.builders import TEN
from tests.scenarios.people.post import ROBIN, Mail, Person, Post
from tests.scenarios.people.scenario import Scenario, event

_FIRST = ("Ada", "Bo", "Carla", "Dmitri")
_LAST = ("Lind", "Moreau", "Okafor")
_FIRMS = ("nordwind.example", "solvane.example", "gmail.com", "posteo.example")
_TITLES = ("Head of Data", "Project Manager", "CTO", "Research Engineer")
_PROGRAMS = ("gmail", "outlook", "apple", "thunderbird")
#: Nonsense that stems to nothing else; one for each person.
MARKERS = ("zephyrist", "quillomat", "brontigal", "vexilode", "marlupine", "tandorix")
#: What people say of themselves; ``{}`` is a marker. Not all of it has to be recognised.
_FACTS = (
    "We are struggling to hire {}s for the spring.",
    "I am building a {} library with two friends.",
    "I run a {} club for teenagers on Saturdays.",
    "I am passionate about {} restoration.",
    "We have trouble finding {} suppliers in the north.",
    "I recently won the {} prize of our town.",
    "I'll send you the {} report by Friday.",
    "I will introduce you to the {} committee next week.",
    "The {} on the roof is older than me.",
)
#: What people say of others: never a fact of their own.
_HEARSAY = (
    'Somebody wrote to me: "I am building a {} museum."',
    "My neighbour runs a {} society, imagine.",
)
_OWN = (
    "I will send you the {} checklist tomorrow.",
    "Thank you, that sounds good.",
    "I'll let you know about the {} date.",
    "We are struggling with {} ourselves.",
)


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody with words of their own, under one or two addresses."""

    name: str
    addresses: tuple[str, ...]
    marker: str
    #: What Robin writes to them carries this.
    mine: str
    signature: str

    def writing(self, which: int) -> Person:
        """As they write from one of their addresses."""
        return Person(self.name, self.addresses[which % len(self.addresses)], self.signature)


@dataclass(frozen=True, slots=True, repr=False)
class Strangers:
    """A mailbox of strangers and the scenario that some of them are met in."""

    people: tuple[Stranger, ...]
    invited: tuple[Stranger, ...]
    scenario: Scenario

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """The mails as one reads them, and who is met: what Hypothesis shows of a failing test."""
        del cycle
        told = [
            f"{m.at:%d %b} {m.sender.name} <{m.sender.address}> to "
            f"{', '.join(p.address for p in (*m.to, *m.cc))}, {m.program}"
            f"{', an answer' if m.answers else ''}: {m.text!r} {m.sender.signature!r}"
            for m in self.scenario.mails
        ]
        printer.text("\n".join(["", *told, f"met: {[p.addresses for p in self.invited]}"]))


@st.composite
def strangers(draw: st.DrawFn, *, hearsay: bool = False) -> Strangers:
    """One to six people, their mails to Robin and his to them, and a meeting with some."""
    count = draw(st.integers(1, 6))
    people = tuple(draw(_stranger(at)) for at in range(count))
    post = Post()
    for at in range(draw(st.integers(1, 9))):
        _write(draw, post, people, at, (*_FACTS, *_HEARSAY) if hearsay else _FACTS)
    invited = draw(st.lists(st.sampled_from(people), min_size=1, max_size=4, unique=True))
    guests = [p.writing(draw(st.integers(0, 1))) for p in invited]
    title = draw(st.sampled_from(("Coffee", "Coffee, at last", "Kaffee")))
    scenario = Scenario(
        name="strangers",
        about="as chance has it",
        uid="chance@example.com",
        at=TEN - timedelta(hours=2),
        mails=tuple(post.mails),
        events={"coffee": event(title, TEN, guests, uid="chance@example.com", place="Café")},
        says=(),
        never=(),
        offers=[f"help with hiring {MARKERS[0]}s", f"reviews of {MARKERS[1]} libraries"],
        passions=[f"{marker} restoration" for marker in MARKERS],
        looking_for=["people who build libraries"],
    )
    return Strangers(people, tuple(invited), scenario)


@st.composite
def _stranger(draw: st.DrawFn, at: int) -> Stranger:
    first, last = draw(st.sampled_from(_FIRST)), draw(st.sampled_from(_LAST))
    domains = draw(st.lists(st.sampled_from(_FIRMS), min_size=1, max_size=2, unique=True))
    # The number keeps apart those whose names are the same.
    addresses = tuple(f"{first}.{last}{at}@{domain}".lower() for domain in domains)
    signature = draw(
        st.sampled_from(
            (
                "",
                f"{first} {last}\n{draw(st.sampled_from(_TITLES))}\nThe {MARKERS[at]} works",
                f"{first} {last} | {addresses[0]} | +49 30 5550 {at}000",
            )
        )
    )
    return Stranger(f"{first} {last}", addresses, MARKERS[at], f"own{MARKERS[at]}", signature)


def _write(
    draw: st.DrawFn, post: Post, people: tuple[Stranger, ...], at: int, theirs: tuple[str, ...]
) -> None:
    """One more mail: from somebody or from Robin, alone or in a round, new or as an answer."""
    one = draw(st.sampled_from(people))
    others = draw(st.lists(st.sampled_from(people), max_size=2, unique=True))
    copied = [p.writing(0) for p in others if p is not one]
    older = draw(st.sampled_from((None, *post.mails[-3:])))
    from_robin = draw(st.booleans()) if post.mails else False
    sentences = draw(
        st.lists(
            st.sampled_from(_OWN if from_robin else theirs),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    said = " ".join(
        sentence.format(one.mine if from_robin else one.marker) for sentence in sentences
    )
    writer = one.writing(draw(st.integers(0, 1)))
    name = "Robin" if from_robin else one.name.split()[0]
    hello = writer.first if from_robin else "Robin"
    post(
        ROBIN if from_robin else writer,
        f"2026-11-{1 + 2 * at:02d} {9 + at % 8:02d}:15",
        f"Hi {hello},\n\n{said}\n\nBest,\n{name}",
        "" if older else draw(st.sampled_from(("Hello", "A question", "Intro: you two"))),
        to=[writer] if from_robin else [ROBIN],
        cc=copied,
        answers=older,
        program=draw(st.sampled_from(_PROGRAMS)),
    )


def written_by(mails: tuple[Mail, ...], addresses: tuple[str, ...]) -> str:
    """All that somebody wrote under those addresses, white space made one blank, no quotes."""
    said = (f"{m.text} {m.sender.signature}" for m in mails if m.sender.address in addresses)
    return " ".join(" ".join(said).split())
