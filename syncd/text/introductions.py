"""Who introduced whom, from the words of a mail and the shape of its thread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any, Protocol

from syncd.model import Address, Envelope
from syncd.text import body, sentences
from syncd.text import introduction_words as words
from syncd.text.message import decoded, header, text_header

#: More recipients than this are an announcement.
MAX_PEOPLE = 8
MAX_MESSAGES = 2_000
_MAX_SENTENCES = 60
_MAX_HEADER_CHARS = 4_000

_NAME = re.compile(r"[^\W\d_][\w'’-]*")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}")
_ROBOT = re.compile(
    r"no-?reply|do-?not-?reply|notifications?@|mailer-daemon|newsletter", re.IGNORECASE
)
_AGAIN = re.compile(r"\s*(?:re|aw|sv|antw|res|ref|rép|r)\s*(?:\[\d+\])?:", re.IGNORECASE)
_PREFIX = re.compile(
    r"^(?:\s*(?:re|aw|wg|fwd?|tr|rv|sv|antw|res|rif|enc|ref|rép|vs|i)\s*(?:\[\d+\])?:)+\s*",
    re.IGNORECASE,
)
_EACH_OTHER = re.compile(
    r"\b(?:you (?:two|both|guys)|the two of you|both of you|each other|one another"
    r"|euch|einander|ihr beide|vous deux|vous mets|vous présente l"
    r"|consider this|(?:making|here is|here['’]s) (?:this|the|that|your)"
    r"|tous les deux|os|jullie|vi)\b",
    re.IGNORECASE,
)


class Mail(Protocol):
    """A message as others keep it: its envelope, and what its sender wrote in it."""

    @property
    def envelope(self) -> Envelope: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Introduction:
    """One person brought others together."""

    introducer: Address
    #: Those who now know each other, in the order of the headers; at least two.
    introduced: tuple[Address, ...]
    #: When it was sent, aware.
    date: datetime
    #: The words that say so.
    sentence: str
    message_id: str


@dataclass(frozen=True, slots=True)
class _Letter:
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    subject: str
    date: datetime
    message_id: str
    thread: frozenset[str]
    text: str

    @property
    def recipients(self) -> tuple[Address, ...]:
        unique = {a.address: a for a in reversed(self.to + self.cc + self.bcc)}
        people = (unique[key] for key in reversed(list(unique)))
        return tuple(a for a in people if a.address != self.sender.address and not _robot(a))


def find(messages: Iterable[Message[Any, Any] | Mail]) -> list[Introduction]:
    """The introductions made in these messages, oldest first, one for each thread and introducer.

    Takes parsed messages, or records with an envelope and the written text. Announcements of
    products, people who introduce themselves, requests for an introduction, lists and newsletters
    are none.
    """
    letters = [letter for m in list(messages)[:MAX_MESSAGES] if (letter := _letter(m))]
    letters.sort(key=lambda letter: letter.date)
    found: list[Introduction] = []
    for at, letter in enumerate(letters):
        earlier = [other for other in letters[:at] if _same_thread(other, letter)]
        introduction = _made_in(letter, earlier) or _answered_in(letter, earlier)
        if introduction and not any(_repeats(introduction, other) for other in found):
            found.append(introduction)
    return found


# What the words say


def _made_in(letter: _Letter, earlier: Sequence[_Letter]) -> Introduction | None:
    if not 1 <= len(letter.recipients) <= MAX_PEOPLE:
        return None
    known = _known_before(earlier)
    for sentence in sentences.split(letter.text)[:_MAX_SENTENCES]:
        introduced = _introduced_by(sentence, letter, known)
        if len(introduced) > 1:
            return _introduction(letter, introduced, sentence)
    if crossed := _crossed(letter):
        return crossed
    fresh = not _AGAIN.match(letter.subject)
    subject = _PREFIX.sub("", letter.subject)
    if fresh and words.SUBJECT.search(subject) and len(letter.recipients) > 1:
        return _by_subject(letter, subject)
    return None


def _introduced_by(sentence: str, letter: _Letter, known: frozenset[str]) -> tuple[Address, ...]:
    """Whom a sentence of the letter brings together; () when it does no such thing."""
    asks = sentence.rstrip().endswith("?") and not words.ASKED.search(sentence)
    if asks or words.NOT.search(sentence):
        return ()
    people = letter.recipients + _written_out(sentence, letter)
    named = tuple(a for a in people if _is_named(a, sentence))
    together = words.TOGETHER.search(sentence)
    if together and (_EACH_OTHER.search(sentence) or len(named) > 1) and len(people) > 1:
        return named if len(named) > 1 else people
    fresh = tuple(a for a in named if a.address not in known)
    if not fresh or not _beside_the_words(sentence, fresh):
        return ()
    others = letter.to if fresh != letter.to else letter.recipients
    return tuple(
        dict.fromkeys([*(a for a in others if a.address != letter.sender.address), *fresh])
    )


def _beside_the_words(sentence: str, named: Sequence[Address]) -> bool:
    """Whether a name stands next to the words that introduce, or right behind those that copy."""
    for match in (*words.SOMEBODY.finditer(sentence), *words.TOGETHER.finditer(sentence)):
        near = sentence[max(0, match.start() - 60) : match.end() + 60]
        if any(_is_named(a, near) for a in named):
            return True
    return any(
        _is_named(a, name.group()) and words.FILLER.match(sentence, match.end(), name.start())
        for match in words.COPYING.finditer(sentence)
        for name in _NAME.finditer(sentence, match.end(), match.end() + 60)
        for a in named
    )


def _crossed(letter: _Letter) -> Introduction | None:
    """Two names said to each other and nothing else: "Ada, Robin. Robin, Ada."."""
    match = words.CROSSED.search(letter.text[:_MAX_HEADER_CHARS])
    named = [a for a in letter.recipients if match and _is_named(a, match.group())]
    return _introduction(letter, named, match.group()) if match and len(named) > 1 else None


def _by_subject(letter: _Letter, subject: str) -> Introduction:
    named = tuple(a for a in letter.recipients if _is_named(a, subject))
    return _introduction(letter, named if len(named) > 1 else letter.recipients, subject)


# What the thread shows


def _answered_in(letter: _Letter, earlier: Sequence[_Letter]) -> Introduction | None:
    """An answer that thanks somebody for the introduction and lets them go."""
    for sentence in sentences.split(letter.text)[:_MAX_SENTENCES]:
        if words.ANSWER.search(sentence):
            return _from_answer(letter, earlier, sentence)
    return None


def _from_answer(letter: _Letter, earlier: Sequence[_Letter], sentence: str) -> Introduction | None:
    around = [a for other in reversed(earlier) for a in (other.sender, *other.recipients)]
    people = tuple(dict.fromkeys([*letter.recipients, *around]))
    thanked = [a for a in people if a.address != letter.sender.address and _is_named(a, sentence)]
    if not thanked and letter.bcc:
        thanked = [letter.bcc[0]]
    if not thanked:
        return None
    introducer = thanked[0]
    first = next((other for other in earlier if other.sender.address == introducer.address), None)
    others = [a for a in letter.recipients if a.address != introducer.address]
    introduced = tuple(dict.fromkeys([letter.sender, *others]))
    if len(introduced) < 2 or len(introduced) > MAX_PEOPLE:
        return None
    origin = first or letter
    return Introduction(introducer, introduced, origin.date, sentence, origin.message_id)


def _known_before(earlier: Sequence[_Letter]) -> frozenset[str]:
    return frozenset(a.address for other in earlier for a in (other.sender, *other.recipients))


def _same_thread(one: _Letter, other: _Letter) -> bool:
    return bool(one.thread & other.thread)


def _repeats(one: Introduction, other: Introduction) -> bool:
    same = one.introducer.address == other.introducer.address
    addresses = {a.address for a in one.introduced}
    return same and len(addresses & {a.address for a in other.introduced}) > 1


def _introduction(letter: _Letter, introduced: Sequence[Address], sentence: str) -> Introduction:
    return Introduction(letter.sender, tuple(introduced), letter.date, sentence, letter.message_id)


# Names


def _is_named(address: Address, text: str) -> bool:
    """Whether a text says the first or last name of somebody, or their address."""
    said = {word.lower() for word in _NAME.findall(text) if word[0].isupper()}
    return bool(said & _names(address)) or address.address in text.lower()


def _names(address: Address) -> set[str]:
    source = address.name or re.sub(r"[._-]+", " ", address.address.partition("@")[0])
    return {word.lower() for word in _NAME.findall(source) if len(word) > 1}


def _written_out(sentence: str, letter: _Letter) -> tuple[Address, ...]:
    """People whose address stands in the sentence only: "Priya (priya@example.com)"."""
    known = {a.address for a in letter.recipients} | {letter.sender.address}
    return tuple(
        Address(mail.lower())
        for mail in _MAIL.findall(sentence[:2000])
        if mail.lower() not in known
    )


def _robot(address: Address) -> bool:
    return bool(_ROBOT.search(address.address))


# Reading what comes in


def _letter(message: Message[Any, Any] | Mail) -> _Letter | None:
    if isinstance(message, Message):
        return _from_message(message)
    envelope = message.envelope
    if envelope.sender is None or envelope.automatic:
        return None
    ids = {envelope.message_id, envelope.in_reply_to, *envelope.references[-50:]}
    if envelope.thread_id:
        ids.add(f"thread {envelope.thread_id}")
    return _Letter(
        envelope.sender,
        envelope.to,
        envelope.cc,
        (),
        envelope.subject,
        envelope.date,
        envelope.message_id,
        _thread(ids, envelope.subject),
        message.text,
    )


def _from_message(message: Message[Any, Any]) -> _Letter | None:
    senders = _addresses(message, "from")
    bulk = header(message, "precedence").lower() in {"bulk", "list", "junk"}
    sent_by_robot = header(message, "auto-submitted").lower() not in {"", "no"}
    listed = header(message, "list-id") or header(message, "list-unsubscribe")
    if not senders or bulk or sent_by_robot or listed or _robot(senders[0]):
        return None
    message_id = header(message, "message-id").strip()
    replied = header(message, "in-reply-to") + " " + header(message, "references")
    subject = text_header(message, "subject")
    return _Letter(
        senders[0],
        _addresses(message, "to"),
        _addresses(message, "cc"),
        _addresses(message, "bcc"),
        subject,
        _date(message),
        message_id,
        _thread({message_id, *re.findall(r"<[^<>\s]{1,300}>", replied)[-50:]}, subject),
        body.written(message),
    )


def _thread(ids: set[str], subject: str) -> frozenset[str]:
    """What ties a message to its thread: ids, and the subject as a mail program shows it."""
    plain = _PREFIX.sub("", subject).strip().lower()
    return frozenset({i for i in ids if i} | ({f"subject {plain}"} if plain else set()))


def _addresses(message: Message[Any, Any], name: str) -> tuple[Address, ...]:
    try:
        pairs = getaddresses([header(message, name)[:_MAX_HEADER_CHARS]])
    except (ValueError, TypeError, IndexError):
        return ()
    return tuple(Address(mail.strip().lower(), decoded(who)) for who, mail in pairs if "@" in mail)


def _date(message: Message[Any, Any]) -> datetime:
    """The Date header, aware; one that cannot be read is the oldest there is."""
    try:
        date = parsedate_to_datetime(header(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return datetime.min.replace(tzinfo=UTC)
    return date if date.tzinfo else date.replace(tzinfo=UTC)
