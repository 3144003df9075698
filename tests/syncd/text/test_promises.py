"""Promises and requests, and when they are due."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from syncd.text import promises
from syncd.text.promises import PromiseKind
from tests.syncd.text import corpus

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LABELLED = corpus.sentences("tuning")


def kinds(text: str) -> list[str]:
    return [str(promise.kind) for promise in promises.find(text, sent=MONDAY)]


def due(text: str, sent: datetime | None = MONDAY) -> date | None:
    found = promises.find(text, sent=sent)
    assert found, text
    return found[0].due


@pytest.mark.parametrize("labelled", LABELLED, ids=[s.text for s in LABELLED])
def test_each_labelled_sentence_is_what_it_is(labelled: corpus.Sentence):
    found = promises.find(labelled.text, sent=MONDAY)
    if labelled.kind == "neither":
        assert found == []
    else:
        assert [(str(p.kind), p.due) for p in found] == [(labelled.kind, labelled.due)]


def test_a_letter_gives_its_promises_in_order_with_their_sentences():
    letter = (
        "Hi Robin,\n\nit was good to see you. I'll send you the hiring checklist by Friday.\n\n"
        "Could you introduce me to Priya? I would love to hear how she did it.\n\nBest,\nAda"
    )
    found = promises.find(letter, sent=MONDAY)
    assert [(p.kind, p.sentence, p.due) for p in found] == [
        (
            PromiseKind.COMMITMENT,
            "I'll send you the hiring checklist by Friday.",
            date(2026, 11, 27),
        ),
        (PromiseKind.REQUEST, "Could you introduce me to Priya?", None),
    ]


def test_a_kind_is_a_plain_word_too():
    assert promises.find("I'll send it.")[0].kind == "commitment"
    assert promises.find("Please send it to me.")[0].kind == "request"


class TestNotPromises:
    @pytest.mark.parametrize(
        "sentence",
        [
            "I will be happy to see you.",
            "I'd love to.",
            "I would be glad to help.",
            "I look forward to hearing from you.",
        ],
    )
    def test_politeness(self, sentence: str):
        assert kinds(sentence) == []

    @pytest.mark.parametrize(
        "sentence",
        [
            "If you like, I can send it.",
            "If I find it, I'll send it to you.",
            "I'll send it if you want it.",
            "Unless you object, I'll forward it.",
            "I could send it.",
            "I might call you.",
            "Wenn du magst, schicke ich dir den Link.",
            "Si vous voulez, je vous envoie le programme.",
            "Si quieres, te envío el enlace.",
        ],
    )
    def test_conditions(self, sentence: str):
        assert "commitment" not in kinds(sentence)

    @pytest.mark.parametrize(
        "sentence",
        [
            "I won't be able to send the deck.",
            "I will not send it.",
            "I can't promise to send it.",
            "I'm not going to send it.",
            "Ich schicke dir die Liste nicht.",
            "Je ne vous enverrai pas le contrat.",
            "No te enviaré el informe.",
        ],
    )
    def test_negations(self, sentence: str):
        assert kinds(sentence) == []

    @pytest.mark.parametrize(
        "sentence",
        [
            "Priya will send you the file.",
            "They'll get back to you.",
            "My assistant will call you.",
            "Anna schickt dir die Unterlagen.",
            "Paul vous enverra les documents.",
            "Marta te enviará el programa.",
        ],
    )
    def test_other_people(self, sentence: str):
        assert kinds(sentence) == []

    @pytest.mark.parametrize(
        "sentence",
        [
            "I sent you the file.",
            "I've already shared it.",
            "I was going to call you.",
            "Ich habe dir geschrieben.",
        ],
    )
    def test_the_past(self, sentence: str):
        assert kinds(sentence) == []

    @pytest.mark.parametrize(
        "sentence",
        [
            "Are you free on Tuesday?",
            "Can you make it on Friday?",
            "Would you be available next week?",
            "Could you join the call at three?",
            "Let me know which day suits you.",
            "Please let me know when you are free.",
            "Hast du am Dienstag Zeit?",
            "Êtes-vous disponible mardi ?",
            "¿Te viene bien el martes?",
        ],
    )
    def test_questions_about_availability(self, sentence: str):
        assert kinds(sentence) == []

    @pytest.mark.parametrize(
        "sentence",
        [
            "Please let me know if you have any questions.",
            "Please don't hesitate to contact me.",
            "Please find attached the report.",
            "Please give my regards to Anna.",
            "Feel free to forward it.",
            "Bei Fragen melden Sie sich gern.",
            "N'hésitez pas à me contacter.",
        ],
    )
    def test_polite_formulas(self, sentence: str):
        assert kinds(sentence) == []

    def test_quoted_lines(self):
        assert kinds("> I'll send you the list by Friday.\n\nThanks!") == []

    def test_words_in_quotation_marks(self):
        assert kinds('He said "I will send you the list" and left.') == []

    def test_a_paste_of_a_thousand_words(self):
        assert kinds("I will send you " + "this and that and " * 100) == []


class TestDue:
    @pytest.mark.parametrize(
        ("sentence", "day"),
        [
            ("I'll send it today.", date(2026, 11, 23)),
            ("I'll send it tomorrow.", date(2026, 11, 24)),
            ("I'll send it by Friday.", date(2026, 11, 27)),
            ("I'll send it on Monday.", date(2026, 11, 30)),
            ("I'll send it next Tuesday.", date(2026, 12, 1)),
            ("I'll send it next week.", date(2026, 12, 4)),
            ("I'll send it by the end of the month.", date(2026, 11, 30)),
            ("I'll send it in two weeks.", date(2026, 12, 7)),
            ("I'll send it within three days.", date(2026, 11, 26)),
            ("I'll send it on 24 November.", date(2026, 11, 24)),
            ("I'll send it by December 3rd.", date(2026, 12, 3)),
            ("I'll send it by 2026-12-31.", date(2026, 12, 31)),
            ("I'll send it on 3 January.", date(2027, 1, 3)),
            ("I'll send it soon.", None),
        ],
    )
    def test_is_counted_from_when_it_was_sent(self, sentence: str, day: date | None):
        assert due(sentence) == day

    def test_tomorrow_is_the_senders_tomorrow(self):
        late = datetime(2026, 11, 23, 23, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
        assert due("I'll send it tomorrow.", late) == date(2026, 11, 24)

    def test_without_a_date_of_sending_only_full_dates_count(self):
        assert due("I'll send it tomorrow.", None) is None
        assert due("I'll send it by Friday.", None) is None
        assert due("I'll send it by 3 December 2026.", None) == date(2026, 12, 3)

    def test_the_day_after_by_beats_another_one(self):
        assert due("Could you send me Tuesday's slides by Friday?") == date(2026, 11, 27)

    def test_a_day_that_belongs_to_something_else_is_no_deadline(self):
        assert due("I'll send you the slides from Tuesday.") is None

    def test_a_day_in_the_past_is_no_deadline(self):
        assert due("I'll send you what I wrote on 3 November.") is None


def test_at_most_a_hundred_are_found():
    assert len(promises.find("I'll send it.\n\n" * 500)) == promises.MAX_PROMISES
