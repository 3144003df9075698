"""Whom an address, a name, a domain or a company means, and who could introduce you to them.

Several people may be meant: of one name, or at one company. They are told apart and never merged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from connectors.contract import Contact
from syncd.model import Address, Attendee, Me, Source
from syncd.model.domains import domain_of, is_free_mail
from syncd.people.addresses import Persons, each_alone
from syncd.people.guests import is_person
from syncd.people.ties import Tie, mutual, small_meetings
from syncd.store import Store
from syncd.store.circles import Circles, Exchanged
from syncd.store.seen import Seen, Signed
from syncd.text import signature

_MOST_TARGETS = 5
_MOST_REACHES = 10
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What there is between you and one person, under all of their addresses."""

    who: Address
    mails_from: int = 0
    mails_to: int = 0
    #: The last mail, either way.
    last: datetime | None = None
    #: Small ones that are over, and when the last began.
    meetings: int = 0
    last_meeting: datetime | None = None

    @property
    def personally(self) -> bool:
        """You have written with each other, both ways, or met: no introduction is needed."""
        return self.meetings > 0 or (self.mails_from > 0 and self.mails_to > 0)


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody you may want to meet."""

    who: Address
    addresses: tuple[str, ...]
    known: Known
    #: "Organisation" or "title, organisation", when an address book says so.
    role: str = ""
    #: Why they are of that domain or company, when their address does not tell.
    at: Source | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to one person: somebody who knows you both."""

    target: Target
    tie: Tie
    #: What there is between you and the one in between.
    yours: Known


def reach(
    store: Store,
    me: Me,
    whom: str,
    now: datetime,
    *,
    persons: Persons = each_alone,
) -> list[Reach]:
    """Who could introduce you to an address, a name, a domain or a company, the best way first."""
    meant = targets(store, me, whom, now, persons=persons)
    return ways(store, me, meant, now, persons=persons)


def ways(
    store: Store,
    me: Me,
    meant: Iterable[Target],
    now: datetime,
    *,
    persons: Persons = each_alone,
) -> list[Reach]:
    """Who could introduce you to some people, the best way first."""
    found = [
        (target, tie)
        for target in meant
        for tie in mutual(store, me, target.addresses, now, persons=persons)
    ]
    found = sorted(found, key=lambda pair: -pair[1].reach)[:_MOST_REACHES]
    between = {tie.who.address: tie for _, tie in found}
    known = acquainted(store, me, {w: (t.who, t.addresses) for w, t in between.items()}, now)
    return [Reach(target, tie, known[tie.who.address]) for target, tie in found]


def targets(
    store: Store,
    me: Me,
    whom: str,
    now: datetime,
    *,
    persons: Persons = each_alone,
) -> tuple[Target, ...]:
    """The people who may be meant, those whom your mail has seen the most first."""
    mail = Seen(store.engine)
    found: dict[str, tuple[Address, Source | None]] = {}
    for person, source in _meant(mail, store, whom.strip(), now):
        if is_person(Attendee(person.address)) and not me.is_me(person.address):
            found.setdefault(person.address, (person, source))
    same = persons(found)
    first: dict[str, str] = {}
    for address in found:
        first.setdefault(same[address][0], address)
    few = dict(list(first.items())[:_MOST_TARGETS])
    people = {
        main: (
            Address(main, found[seen][0].name or mail.name(seen)),
            tuple(dict.fromkeys((*same[seen], seen))),
        )
        for main, seen in few.items()
    }
    known = acquainted(store, me, people, now)
    cards = store.contacts.of_all(a for _, addresses in people.values() for a in addresses)
    return tuple(
        Target(
            known[main].who,
            addresses,
            known[main],
            role=_role(cards[a] for a in addresses if a in cards),
            at=found[few[main]][1],
        )
        for main, (_, addresses) in people.items()
    )


def acquainted(
    store: Store, me: Me, people: dict[str, tuple[Address, tuple[str, ...]]], now: datetime
) -> dict[str, Known]:
    """What there is between you and each of some people, who come with all their addresses."""
    addresses = {address for _, known in people.values() for address in known}
    mails = Circles(store.engine).exchanged(me.addresses, addresses, now)
    met = small_meetings(store, me, addresses, now)
    return {
        who: _known(
            person,
            [mails[address] for address in known if address in mails],
            {one.key: one.start for address in known for one in met[address]}.values(),
        )
        for who, (person, known) in people.items()
    }


def _known(who: Address, mails: Collection[Exchanged], starts: Collection[str]) -> Known:
    name = who.name or next((mail.name for mail in mails if mail.name), "")
    return Known(
        Address(who.address, name),
        sum(mail.mails_from for mail in mails),
        sum(mail.mails_to for mail in mails),
        max((mail.last for mail in mails if mail.last), default=None),
        len(starts),
        datetime.fromisoformat(max(starts)) if starts else None,
    )


def _meant(
    mail: Seen, store: Store, whom: str, now: datetime
) -> Iterator[tuple[Address, Source | None]]:
    domain = whom.lower().lstrip("@")
    if "@" in domain:
        yield Address(domain), None
    elif "." in domain and " " not in domain:
        yield from ((person, None) for person in mail.at_domain(domain, now))
        # Of a free-mail domain nobody is, and half the world writes about it.
        if not is_free_mail(domain):
            yield from _of_company(mail, store, domain, domain.split(".")[0], now)
    elif named := [one for one in mail.seen(whom, now) if _is_called(one.name, whom)]:
        yield from ((person, None) for person in named)
    elif words := _words(whom):
        slug = "".join(words)
        yield from ((person, None) for person in mail.at_domain(f"{slug}.", now))
        yield from _of_company(mail, store, whom, whom, now)


def _of_company(
    mail: Seen, store: Store, words: str, company: str, now: datetime
) -> Iterator[tuple[Address, Source]]:
    """Those whose address is elsewhere, by an address book or at the end of their mail."""
    for card in store.contacts.of_organization(company):
        if _says(card.organization, company):
            yield Address(card.addresses[0], card.name), Source("contact", card.organization)
    for one in mail.signed(words, now):
        if domain_of(one.sender.address) != words and _signs_with(one, words):
            yield one.sender, Source("mail", one.subject, one.date, one.sender.label)


def _signs_with(mail: Signed, words: str) -> bool:
    """Whether the signature itself has the words; a letter may speak of any company."""
    signed = signature.read(mail.text, mail.sender)
    told = (signed.title, signed.organisation, *signed.links) if signed else ()
    return any(_says(text, words) for text in told)


def _says(text: str, words: str) -> bool:
    """Whether some words stand in a text, whole: "Nordwind" is not in "Nordwinde"."""
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))


def _is_called(name: str, asked: str) -> bool:
    """Whether every word that was asked for begins a word of the name."""
    own = _words(name)
    return all(any(word.startswith(begun) for word in own) for begun in _words(asked))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _role(cards: Iterable[Contact]) -> str:
    told = (", ".join(part for part in (card.title, card.organization) if part) for card in cards)
    return next((role for role in told if role), "")
