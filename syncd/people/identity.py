"""Whether two addresses are one person. Pure: it judges what was found, and looks for nothing.

A name alone never joins two addresses. What joins them is a card in the address book, a word of the
person's own ("my new address is …"), a signature that shows the same phone or the same page, or an
answer that comes from the other address. What parts them wins over all of it: clearly different
names, and mailboxes that several people share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product

from syncd.model import Address, Attendee, Source
from syncd.model.domains import domain_of, is_free_mail
from syncd.model.me import mailbox_of
from syncd.model.names import (
    Likeness,
    compare,
    generation,
    in_local_part,
    is_of_several,
    key,
    maiden_names,
    words,
)
from syncd.people import identity_words as say
from syncd.people.guests import is_person, is_shared
from syncd.people.lines import Line, digits, line_of
from syncd.text import signature
from syncd.text.contact import MAIL
from syncd.text.likeness import stems
from syncd.text.snippet import shorten

_MAX_REASON = 140
#: Of one address, so many mails are read.
_MOST_MAILS = 12
#: Of what is signed, so many rows; a name has few words.
_MOST_ROWS = 40
_MOST_WORDS_OF_A_NAME = 6
_SOMEWHERE = Source("mail", "")


class Certainty(StrEnum):
    """How sure it is that two addresses are one person."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    #: The same name and nothing else: never taken for one, only hinted at.
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Written:
    """One mail that came from an address."""

    #: What they wrote, without quotes.
    text: str = ""
    #: The end of it, with the signature in it.
    signed: str = ""
    #: The name they gave themselves.
    name: str = ""
    source: Source = _SOMEWHERE
    #: Message-ID of what it answers; "" when it was to more than you alone.
    answers: str = ""


@dataclass(frozen=True)
class Traces:
    """What is known of one address. Everything but the address may be missing."""

    #: In lower case.
    address: str
    #: The names it was seen with, newest first, in mail and calendar.
    names: tuple[str, ...] = ()
    #: Mails that came from it, newest first.
    written: tuple[Written, ...] = ()
    #: All addresses on the cards of address books that it is on, in lower case.
    on_cards: frozenset[str] = frozenset()
    card_name: str = ""
    #: Message-IDs of what you sent to it alone.
    got: frozenset[str] = frozenset()
    #: Addresses that took part in a mail or meeting together with it.
    beside: frozenset[str] = frozenset()
    #: Phone numbers, as `syncd.people.lines.digits`, that people of other names sign with as well.
    lines: frozenset[str] = frozenset()

    @cached_property
    def all_names(self) -> tuple[str, ...]:
        """Every name, newest first, each once."""
        own = [mail.name for mail in self.written]
        named = (*own, *self.names, self.card_name)
        return tuple(dict.fromkeys(n for n in named if n and not say.NOT_THEIRS.search(n)))

    @cached_property
    def changes_hands(self) -> bool:
        """Whether it was several people's, at once or one after the other."""
        names = self.all_names
        return any(map(is_of_several, names)) or any(
            compare(names[0], other) is Likeness.DIFFERENT for other in names[1:]
        )

    @cached_property
    def generations(self) -> frozenset[str]:
        """ "junior" or "senior", by the names and by the signatures."""
        rows = [row for mail in self.written[:_MOST_MAILS] for row in _short_rows(mail.signed)]
        signed = [
            row
            for row in rows
            if any(compare(row, name) > Likeness.OPEN for name in self.all_names)
        ]
        return frozenset(filter(None, map(generation, (*self.all_names, *signed))))

    @cached_property
    def maiden_names(self) -> frozenset[str]:
        """Family names that they say they had before."""
        written = "\n".join(f"{mail.text}\n{mail.signed}" for mail in self.written[:_MOST_MAILS])
        return maiden_names("\n".join((*self.all_names, written)))

    @cached_property
    def signatures(self) -> tuple[tuple[signature.Signature, Written], ...]:
        """What the signatures say, each with the mail it stands in."""
        read = ((signature.read(m.signed, _sender(self, m)), m) for m in self.written[:_MOST_MAILS])
        return tuple((found, mail) for found, mail in read if found)


@dataclass(frozen=True, slots=True)
class Proof:
    """One reason to take two addresses for one person."""

    #: In words that go on after "probably the same person: ".
    reason: str
    source: Source
    certain: bool = False
    #: The address that they asked to use from now on; "" when they did not.
    moved_to: str = ""
    #: The number that both sign with, as `syncd.people.lines.digits`; "" when it is no such proof.
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Sameness:
    """Whether two addresses are one person, and why."""

    certainty: Certainty
    proofs: tuple[Proof, ...] = ()
    #: They are known to be two; else, when they are not one, there is only nothing that says so.
    parted: bool = False

    @property
    def same(self) -> bool:
        """Whether they may be treated as one."""
        return self.certainty in (Certainty.CERTAIN, Certainty.PROBABLE)


def same_person(one: Traces, other: Traces) -> Sameness:
    """Judge two addresses by what is known of each; the order does not matter."""
    names = _likeness(one, other)
    if one.address == other.address:
        # A successor in the same job gets the same address.
        parted = names is Likeness.DIFFERENT
        return Sameness(Certainty.NO if parted else Certainty.CERTAIN, parted=parted)
    if _parted(one, other, names):
        return Sameness(Certainty.NO, parted=True)
    proofs = tuple(proof for find in _EVIDENCE for proof in find(one, other, names))
    if not proofs:
        maybe = names is Likeness.SAME
        return Sameness(Certainty.MAYBE if maybe else Certainty.NO)
    certain = any(proof.certain for proof in proofs)
    return Sameness(Certainty.CERTAIN if certain else Certainty.PROBABLE, proofs)


def _likeness(one: Traces, other: Traces) -> Likeness:
    """How the names stand: one clear difference outweighs any likeness."""
    found = {compare(a, b) for a, b in product(one.all_names[:6], other.all_names[:6])}
    if not found:
        return Likeness.OPEN
    if Likeness.DIFFERENT in found or len(one.generations | other.generations) > 1:
        return Likeness.DIFFERENT
    best = max(found)
    if best is Likeness.GIVEN and (_was_called(one, other) or _was_called(other, one)):
        return Likeness.LIKE
    # Of father and son, only one need say which he is.
    return min(best, Likeness.LIKE) if one.generations != other.generations else best


def _was_called(one: Traces, other: Traces) -> bool:
    """Whether one says that they had the other's family name."""
    return bool(one.maiden_names & {word for name in other.all_names for word in words(name)[-1:]})


def _parted(one: Traces, other: Traces, names: Likeness) -> bool:
    """What keeps two addresses apart, whatever else is said."""
    if names is Likeness.DIFFERENT or one.changes_hands or other.changes_hands:
        return True
    if not (_of_one_person(one.address) and _of_one_person(other.address)):
        return True
    together = other.address in one.beside or one.address in other.beside
    return together and names is Likeness.GIVEN


def _of_one_person(address: str) -> bool:
    return not is_shared(address) and is_person(Attendee(address))


def _one_mailbox(one: Traces, other: Traces, _: Likeness) -> Iterator[Proof]:
    """Dots and "+tag" make no other mailbox at Gmail."""
    if mailbox_of(one.address) == mailbox_of(other.address):
        yield Proof(say.ONE_MAILBOX, Source("contact", other.address), certain=True)


def _one_card(one: Traces, other: Traces, names: Likeness) -> Iterator[Proof]:
    if other.address in one.on_cards or one.address in other.on_cards:
        title = one.card_name or other.card_name
        yield Proof(say.ONE_CARD, Source("contact", title), certain=names is not Likeness.GIVEN)


def _own_word(one: Traces, other: Traces, names: Likeness) -> Iterator[Proof]:
    """ "My new address is …", written by the person themself."""
    for writer, named in ((one, other), (other, one)):
        if not _may_be_theirs(writer, named, names):
            continue
        for mail in writer.written[:_MOST_MAILS]:
            spelled = any(in_local_part(name, named.address) for name in writer.all_names)
            said = say.own_word(mail.text, named.address, spelled=spelled)
            if said:
                told = shorten(f'they wrote "{said}"', _MAX_REASON)
                old = say.own_word(mail.text, writer.address) and _wrote_before(named, mail)
                yield Proof(told, mail.source, moved_to="" if old else named.address)
                break


def _wrote_before(one: Traces, mail: Written) -> bool:
    """Whether an address was in use before a mail: what is named beside a new one is the old."""
    dates = [written.source.date for written in one.written if written.source.date]
    return mail.source.date is not None and min(dates, default=mail.source.date) < mail.source.date


def _signed_with(one: Traces, other: Traces, names: Likeness) -> Iterator[Proof]:
    """The other address stands in the signature."""
    for writer, named in ((one, other), (other, one)):
        if not _may_be_theirs(writer, named, names):
            continue
        for mail in writer.written[:_MOST_MAILS]:
            if named.address in addresses_in(mail.signed) and not say.of_another(
                mail.signed, named.address
            ):
                yield Proof(say.SIGNED_WITH.format(named.address), mail.source)
                break


def _may_be_theirs(writer: Traces, named: Traces, names: Likeness) -> bool:
    """An address that a person names as their own carries their name, or spells it, or none."""
    if names >= Likeness.LIKE:
        return True
    bare = not named.all_names
    return bare and any(in_local_part(name, named.address) for name in writer.all_names)


def _same_phone(one: Traces, other: Traces, names: Likeness) -> Iterator[Proof]:
    shared = _shared(one, other, names, lambda found: map(digits, found.phones))
    if shared and not _two_posts(one, other) and _is_own_line(shared[0], one, other, names):
        number, mail = shared
        yield Proof(say.SAME_PHONE.format(number[-4:]), mail.source, phone=number)


def _is_own_line(number: str, one: Traces, other: Traces, names: Likeness) -> bool:
    """Whether a number rings at one person's, and not in an office, a shop or a family."""
    signed = [mail.signed for mail in (*one.written[:_MOST_MAILS], *other.written[:_MOST_MAILS])]
    kinds = {line_of(number, text) for text in signed}
    if number in one.lines | other.lines or Line.SHARED in kinds:
        return False
    return Line.OWN in kinds or (names is Likeness.SAME and _one_is_private(one, other))


def _one_is_private(one: Traces, other: Traces) -> bool:
    """Of two firms, or two desks in one, a number that need not be a mobile's tells nothing."""
    domains = {domain_of(one.address), domain_of(other.address)}
    return len(domains) > 1 and any(map(is_free_mail, domains))


def _same_page(one: Traces, other: Traces, names: Likeness) -> Iterator[Proof]:
    shared = _shared(one, other, names, lambda found: map(say.page, found.links))
    if shared:
        yield Proof(say.SAME_PAGE.format(shorten(shared[0], 60)), shared[1].source)


def _own_domain(one: Traces, other: Traces, names: Likeness) -> Iterator[Proof]:
    """Ada signs with ``lindqvist.example``, and the other address is there."""
    if names is not Likeness.SAME:
        return
    for writer, named in ((one, other), (other, one)):
        domain = named.address.rpartition("@")[2]
        if not say.is_named_after(domain, writer.all_names):
            continue
        for found, mail in writer.signatures:
            if domain in {say.host(link) for link in found.links}:
                yield Proof(say.OWN_DOMAIN.format(domain), mail.source)
                return


def _answered_from(one: Traces, other: Traces, names: Likeness) -> Iterator[Proof]:
    """What you sent to one was answered from the other, to you alone."""
    if names is not Likeness.SAME:
        return
    for writer, asked in ((one, other), (other, one)):
        for mail in writer.written:
            if mail.answers and mail.answers in asked.got:
                yield Proof(say.ANSWERED.format(asked.address), mail.source)
                return


_EVIDENCE: tuple[Callable[[Traces, Traces, Likeness], Iterable[Proof]], ...] = (
    _one_mailbox,
    _one_card,
    _own_word,
    _signed_with,
    _same_phone,
    _same_page,
    _own_domain,
    _answered_from,
)


def _shared(
    one: Traces,
    other: Traces,
    names: Likeness,
    tokens: Callable[[signature.Signature], Iterable[str]],
) -> tuple[str, Written] | None:
    """What the signatures of both show, and the newest mail with it; never without the name."""
    if names < Likeness.LIKE:
        return None
    theirs = {token for found, _ in other.signatures for token in tokens(found) if token}
    return next(
        ((t, mail) for found, mail in one.signatures for t in tokens(found) if t in theirs), None
    )


def _two_posts(one: Traces, other: Traces) -> bool:
    """Namesakes in one company share its switchboard; their titles tell them apart."""
    if one.address.rpartition("@")[2] != other.address.rpartition("@")[2]:
        return False
    left, right = ({f.title for f, _ in t.signatures if f.title} for t in (one, other))
    return bool(left and right) and not any(stems(a) & stems(b) for a, b in product(left, right))


def addresses_in(text: str) -> frozenset[str]:
    """The mail addresses that a text names, in lower case."""
    return frozenset(match.group().lower().rstrip(".") for match in MAIL.finditer(text))


def _short_rows(signed: str) -> list[str]:
    """The rows that may be a name."""
    rows = (row.strip() for row in signed.split("\n")[-_MOST_ROWS:])
    return [row for row in rows if 1 < len(row.split()) <= _MOST_WORDS_OF_A_NAME]


def _sender(traces: Traces, mail: Written) -> Address:
    name = mail.name or next(iter(traces.all_names), "")
    return Address(traces.address, name)


def full_name(traces: Traces) -> str:
    """The newest name that is a full one; "" without."""
    return next((name for name in traces.all_names if key(name)), "")
