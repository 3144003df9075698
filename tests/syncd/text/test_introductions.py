"""Who introduced whom."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from syncd.model import Address, Envelope, Ref, Role
from syncd.text import body, introductions
from tests.syncd.text import corpus

JONAS = Address("jonas@weber.example", "Jonas Weber")
ADA = Address("ada@nordwind.example", "Ada Lindqvist")
ROBIN = Address("robin@example.com", "Robin Doe")
TOM = Address("tom@okafor.example", "Tom Okafor")
START = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
THREADS = corpus.threads("tuning")


@dataclass(frozen=True)
class Kept:
    """A message as a store keeps it."""

    envelope: Envelope
    text: str


def mail(
    sender: Address,
    to: tuple[Address, ...],
    text: str,
    *,
    cc: tuple[Address, ...] = (),
    subject: str = "Coffee",
    number: int = 1,
    answers: int = 0,
    automatic: bool = False,
) -> Kept:
    envelope = Envelope(
        Ref("INBOX", str(number)),
        Role.INBOX,
        f"<{number}@mail.example>",
        subject,
        sender,
        START + timedelta(hours=number),
        to,
        cc,
        in_reply_to=f"<{answers}@mail.example>" if answers else "",
        automatic=automatic,
    )
    return Kept(envelope, text)


def who(*mails: Kept) -> list[tuple[str, set[str]]]:
    return [
        (i.introducer.address, {a.address for a in i.introduced}) for i in introductions.find(mails)
    ]


BY_JONAS = [(JONAS.address, {ADA.address, ROBIN.address})]


@pytest.mark.parametrize("thread", THREADS, ids=[t.title for t in THREADS])
def test_each_labelled_thread_is_what_it_is(thread: corpus.Thread):
    messages = [body.parse(text.encode()) for text in thread.mails]
    found = [
        (i.introducer.address, frozenset(a.address for a in i.introduced))
        for i in introductions.find(messages)
    ]
    assert found == ([(thread.introducer, thread.introduced)] if thread.introducer else [])


def test_an_introduction_tells_when_by_which_words_and_in_which_mail():
    (found,) = introductions.find(
        [mail(JONAS, (ADA, ROBIN), "Hi both,\n\nAda, meet Robin.\n\nJonas")]
    )
    assert found.introducer == JONAS
    assert found.introduced == (ADA, ROBIN)
    assert found.sentence == "Ada, meet Robin."
    assert found.date == START + timedelta(hours=1)
    assert found.message_id == "<1@mail.example>"


@pytest.mark.parametrize(
    "text",
    [
        "Ada, please meet Robin.",
        "I'd like to introduce you two.",
        "I am introducing you to each other as promised.",
        "Connecting you two!",
        "Putting you both in touch.",
        "You two should really talk.",
        "Consider this your introduction.",
        "Ich möchte euch einander vorstellen.",
        "Hiermit bringe ich euch zusammen.",
        "Je vous mets en relation.",
        "Os pongo en contacto.",
    ],
)
def test_two_people_are_brought_together_in_many_words(text: str):
    assert who(mail(JONAS, (ADA, ROBIN), f"Hi,\n\n{text}\n\nJonas")) == BY_JONAS


@pytest.mark.parametrize(
    "text",
    [
        "I'm cc'ing Ada, who leads the data team.",
        "Looping in Ada, who knows more about this.",
        "Adding Ada to this thread.",
        "I'd like to introduce you to Ada.",
        "Let me introduce you to Ada, in cc.",
        "Ada (cc'd) can tell you more.",
        "I have copied Ada here.",
        "In CC ist Ada, die das Datenteam leitet.",
        "Je mets Ada en copie.",
        "Te presento a Ada.",
    ],
)
def test_somebody_in_copy_is_introduced_to_the_reader(text: str):
    assert who(mail(JONAS, (ROBIN,), f"Hi Robin,\n\n{text}\n\nJonas", cc=(ADA,))) == BY_JONAS


@pytest.mark.parametrize(
    "subject",
    ["Intro: Ada <> Robin", "Introduction Ada / Robin", "Ada <-> Robin", "Ada, meet Robin"],
)
def test_a_subject_can_say_it_all(subject: str):
    assert who(mail(JONAS, (ADA, ROBIN), "Have fun!", subject=subject)) == BY_JONAS


def test_an_answer_with_such_a_subject_is_no_new_introduction():
    assert (
        who(mail(ADA, (ROBIN, TOM), "How about Tuesday?", subject="Re: Intro: Ada <> Robin")) == []
    )


def test_an_answer_that_moves_the_introducer_to_bcc_shows_who_it_was():
    answer = mail(
        ADA, (ROBIN,), "Thanks for the introduction, Jonas (moving you to bcc).", cc=(JONAS,)
    )
    assert who(answer) == BY_JONAS


def test_an_answer_finds_the_introducer_in_the_mail_before():
    first = mail(JONAS, (ADA, ROBIN), "Have a coffee together, it will be worth it.")
    answer = mail(ROBIN, (ADA,), "Thank you Jonas, moving you to bcc.", number=2, answers=1)
    found = introductions.find([first, answer])
    assert [(i.introducer, i.message_id) for i in found] == [(JONAS, "<1@mail.example>")]


def test_an_introduction_and_its_answers_are_one():
    first = mail(JONAS, (ADA, ROBIN), "Ada, meet Robin.")
    answer = mail(ADA, (ROBIN,), "Thanks for the intro, Jonas!", cc=(JONAS,), number=2, answers=1)
    assert who(first, answer) == BY_JONAS


def test_somebody_named_without_being_there_is_not_introduced():
    assert who(mail(JONAS, (ROBIN,), "I'd like to introduce you to Ada some day.")) == []


def test_somebody_whose_address_is_given_is_introduced():
    found = introductions.find(
        [mail(JONAS, (ROBIN,), "I'd like to introduce you to Ada (ada@nordwind.example).")]
    )
    assert {a.address for a in found[0].introduced} == {ADA.address, ROBIN.address}


def test_somebody_who_was_in_the_thread_already_is_not_introduced():
    first = mail(ROBIN, (JONAS, ADA), "Here is the budget.")
    second = mail(JONAS, (ROBIN,), "Adding Ada's numbers here.", cc=(ADA,), number=2, answers=1)
    assert who(first, second) == []


@pytest.mark.parametrize(
    "text",
    [
        "I'd like to introduce our new product.",
        "Let me introduce myself.",
        "Let's meet at 5pm. Ada will be there.",
        "Nice to meet you and Ada on Monday.",
        "Ada and I look forward to meeting you.",
        "Could you introduce me to Ada?",
        "I'll introduce you to Ada next week.",
        "Happy to introduce you to Ada if you like.",
        "I'm cc'ing my assistant Ada to find a time.",
        "Copying Ada for your information.",
        "Thanks for connecting!",
        "Ich möchte mich kurz vorstellen.",
    ],
)
def test_what_only_sounds_like_an_introduction(text: str):
    assert who(mail(JONAS, (ROBIN,), f"Hi Robin,\n\n{text}\n\nJonas", cc=(ADA,))) == []


def test_newsletters_and_announcements_introduce_nobody():
    crowd = tuple(Address(f"p{n}@example.com", f"Person {n}") for n in range(20))
    assert who(mail(JONAS, (ADA, ROBIN), "Ada, meet Robin.", automatic=True)) == []
    assert who(mail(JONAS, crowd, "Please meet our speakers.", subject="Intro: speakers")) == []


def test_messages_of_a_list_introduce_nobody():
    raw = b"From: Jonas <jonas@weber.example>\nTo: ada@nordwind.example, robin@example.com\nList-Id: <x>\n\nAda, meet Robin."  # noqa: E501
    assert introductions.find([body.parse(raw)]) == []


def test_names_come_from_addresses_when_there_are_no_others():
    nora = Address("nora.fitzgerald@openharbour.example")
    assert who(mail(JONAS, (ROBIN,), "Meet Nora, who is in cc.", cc=(nora,))) == [
        (JONAS.address, {nora.address, ROBIN.address})
    ]


def test_messages_may_come_in_any_order():
    first = mail(JONAS, (ADA, ROBIN), "Ada, meet Robin.")
    later = mail(TOM, (ADA, ROBIN), "Connecting you two!", number=2, subject="Archives")
    assert [i.introducer for i in introductions.find([later, first])] == [JONAS, TOM]


def test_encoded_names_are_read():
    raw = (
        "From: =?utf-8?q?J=C3=B6rg_M=C3=BCller?= <j@mueller.example>\nTo: Robin <robin@example.com>\n"  # noqa: E501
        "Cc: =?utf-8?q?K=C3=A4the?= <k@weiss.example>\nDate: Tue, 03 Nov 2026 10:00:00 +0100\n"
        "Content-Type: text/plain; charset=utf-8\n\nIn CC ist Käthe, die uns hilft.\n"
    )
    (found,) = introductions.find([body.parse(raw.encode())])
    assert found.introducer.name == "Jörg Müller"
    assert {a.name for a in found.introduced} == {"Robin", "Käthe"}
