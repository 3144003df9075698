"""Who arranges meetings for somebody else, by what they write and how they sign. Pure.

What an assistant writes are not the words of the one they write for, whichever address it comes
from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from syncd.model import Address, Assistance, Guest, Source
from syncd.model.names import Likeness, compare, in_local_part, spelled, words
from syncd.people import assistant_words as say
from syncd.people.guests import is_shared
from syncd.text import sentences
from syncd.text.snippet import shorten

_MOST_SENTENCES = 60
_MOST_ROWS = 40
_MAX_QUOTE = 100
_MAX_NAME = 120
_MOST_WORDS_OF_A_ROW = 10
#: How a reason begins that tells what somebody does, and not what this meeting is for.
_SIGNED, _CALLED = "the signature says", "the From line says"
#: What was written longer ago was about another meeting.
_LATELY = timedelta(days=60)
_NEVER = datetime(1, 1, 1, tzinfo=UTC)


def read(text: str, signed: str, sender: Address, source: Source) -> Assistance | None:
    """For whom the writer of a mail arranges: by the From line, the signature, what is written.

    None too when it comes from the mailbox of the one they arrange for: see `written_for`.
    """
    found = next(_found(text, signed, sender), None)
    if found is None or _is_theirs(found[0], sender):
        return None
    return Assistance(sender.address, found[0], found[1], source)


def written_for(text: str, signed: str, sender: Address) -> bool:
    """Whether somebody else wrote it from the sender's own mailbox: "Ada's assistant here"."""
    return any(_is_theirs(boss, sender) for boss, _ in _found(text, signed, sender))


def _is_theirs(boss: str, sender: Address) -> bool:
    """Whether the mailbox is that of the one they arrange for."""
    return compare(boss, sender.name) >= Likeness.LIKE or (
        in_local_part(boss, sender.address) and not in_local_part(sender.name, sender.address)
    )


def named(
    text: str, sender: Address, people: Iterable[Address], source: Source
) -> tuple[Assistance, ...]:
    """The assistants whom somebody names as theirs and has in the same mail."""
    listed = [person for person in people if person.address != sender.address and person.name]
    found = []
    for sentence in sentences.split(text)[:_MOST_SENTENCES]:
        for match in say.MINE.finditer(sentence):
            told = f'{sender.label} wrote "{shorten(sentence, _MAX_QUOTE)}"'
            found += [
                Assistance(person.address, sender.name, told, source)
                for person in listed
                if sender.name and compare(match["assistant"], person.name) >= Likeness.LIKE
            ]
    return tuple({one.address: one for one in reversed(found)}.values())


def bosses(guests: Iterable[Guest], known: Mapping[str, Iterable[Assistance]]) -> dict[str, str]:
    """Address of an assistant -> that of the one among the guests whom they arrange for.

    An assistant who comes without the one they work for is a guest as any other.
    """
    invited = list(guests)
    found = {}
    for guest in invited:
        names = [one.boss for one in known.get(guest.address, ())]
        for other in invited:
            fits = [compare(name, other.name) for name in names]
            if other is not guest and fits and max(fits) >= Likeness.LIKE:
                found[guest.address] = other.address
    return found


def prepared_for(guests: tuple[Guest, ...], assisting: Iterable[str]) -> tuple[Guest, ...]:
    """Those whom a meeting is about: without assistants and offices, unless nobody else comes."""
    aside = set(assisting)
    kept = [guest for guest in guests if guest.address not in aside]
    return tuple(guest for guest in kept if not is_shared(guest.address)) or tuple(kept) or guests


def arranged_for(
    guest: Guest, known: Sequence[Assistance], title: str, starts: datetime, *, mine: str = ""
) -> tuple[Assistance, ...]:
    """What says that a meeting with an assistant is one with somebody who is not invited.

    The title names that somebody; or the assistant was asked, lately, to arrange something, and
    the title does not name the assistant. How they sign alone says nothing: assistants have
    meetings of their own. ``mine`` is your name, which a title has as well.
    """
    in_title = set(spelled(title)) - set(words(mine))
    own = set(words(guest.name))
    of_others = [one for one in known if one.boss and own.isdisjoint(words(one.boss)[-1:])]
    titled = [one for one in of_others if in_title & set(words(one.boss)[-1:])]
    asked = [one for one in of_others if _was_asked(one, starts)]
    return _of_one(titled or (() if own & in_title else asked))


def _was_asked(one: Assistance, starts: datetime) -> bool:
    """Whether it tells of an errand of these weeks, not only of a job."""
    date = one.source.date
    return (
        not one.reason.startswith((_SIGNED, _CALLED))
        and date is not None
        and starts - _LATELY <= date <= starts
    )


def _of_one(told: Sequence[Assistance]) -> tuple[Assistance, ...]:
    """The newest first, when all are about one person; else it is unsure who is meant."""
    ordered = sorted(told, key=lambda one: one.source.date or _NEVER, reverse=True)
    bosses_named = [one.boss for one in ordered]
    alike = all(compare(bosses_named[0], name) >= Likeness.LIKE for name in bosses_named[1:])
    return tuple(ordered) if alike else ()


def telling(
    guests: Iterable[Guest],
    assisting: Mapping[str, str],
    away: Mapping[str, Guest],
    known: Mapping[str, Iterable[Assistance]],
) -> tuple[Assistance, ...]:
    """What tells best of each assistant that they arrange for one who is met: the newest.

    ``assisting`` is what `bosses` found; ``away`` has by assistant the one who is not invited.
    """
    names = {guest.address: guest.name for guest in guests}
    boss_of = {a: names[boss] for a, boss in assisting.items()}
    boss_of |= {a: boss.name for a, boss in away.items()}
    fitting = (
        [one for one in known[a] if compare(one.boss, name) >= Likeness.LIKE]
        for a, name in boss_of.items()
    )
    return tuple(max(told, key=lambda one: one.source.date or _NEVER) for told in fitting if told)


def _found(text: str, signed: str, sender: Address) -> Iterator[tuple[str, str]]:
    """(name of the boss, reason in words)"""
    called = sender.name[:_MAX_NAME]
    match = say.SIGNED.search(called) or say.NAMED_FOR.search(called)
    if match and len(words(match["boss"])) > 1:
        yield _trimmed(match), f'{_CALLED} "{shorten(called, _MAX_QUOTE)}"'
    rows = [row.strip()[:200] for row in signed.split("\n") if row.strip()][-_MOST_ROWS:]
    # Of what stands in the body as well, short rows are a signature that was not told from it.
    body = {line.strip() for line in text.split("\n")}
    for row in rows:
        match = say.SIGNED.search(row) if row not in body or _is_short(row) else None
        if match:
            yield _trimmed(match), f'{_SIGNED} "{shorten(row, _MAX_QUOTE)}"'
    for sentence in sentences.split(text)[:_MOST_SENTENCES]:
        for pattern in say.SAYS:
            match = pattern.search(sentence)
            if match:
                yield _trimmed(match), f'they wrote "{shorten(sentence, _MAX_QUOTE)}"'
                break


def _is_short(row: str) -> bool:
    told = row[-1] in ".!?:" or say.TELLS.search(row)
    return len(row.split()) < _MOST_WORDS_OF_A_ROW and not told


def _trimmed(match: re.Match[str]) -> str:
    return shorten(re.sub(r"['’]s?$", "", match["boss"]), 60)
