"""What the reading of text is measured on: enough of it, and honestly halved."""

from collections import Counter

import pytest

from tests.quality import text as quality
from tests.syncd.text import corpus
from tests.syncd.text.clients import SHAPES


def test_there_are_a_hundred_and_fifty_messages_of_every_shape():
    letters = [letter for half in quality.HALVES for letter, _ in corpus.letters(half)]
    assert len(letters) >= 150
    assert {letter.shape for letter in letters} == set(SHAPES)
    assert {letter.language for letter in letters} >= set("en de fr es pt it nl".split())


def test_there_are_three_hundred_sentences_of_every_kind():
    kinds = Counter(s.kind for half in quality.HALVES for s in corpus.sentences(half))
    assert kinds.total() >= 300
    assert min(kinds.values()) >= 80


def test_there_are_sixty_threads_with_and_without_an_introduction():
    threads = [thread for half in quality.HALVES for thread in corpus.threads(half)]
    assert len(threads) >= 60
    assert 20 <= sum(bool(thread.introducer) for thread in threads) <= len(threads) - 20


def test_nothing_is_in_both_halves():
    tuning, held_out = quality.HALVES
    assert not {a.body for a, _ in corpus.letters(tuning) if a.body} & {
        a.body for a, _ in corpus.letters(held_out)
    }
    assert not {s.text for s in corpus.sentences(tuning)} & {
        s.text for s in corpus.sentences(held_out)
    }
    assert not {t.mails for t in corpus.threads(tuning)} & {
        t.mails for t in corpus.threads(held_out)
    }


#: What must not be lost again; the numbers themselves are printed by `make quality`.
LEAST = {
    "bodies": 0.95,
    "signatures": 0.85,
    "commitment": 0.88,
    "request": 0.88,
    "introductions": 0.88,
}


def test_the_held_out_half_is_read_about_as_well_as_the_other():
    _, half = quality.HALVES
    pairs = [
        ("".join(found.split()), "".join(wanted.split()))
        for found, wanted, _ in quality.bodies(half)
    ]
    assert sum(found == wanted for found, wanted in pairs) / len(pairs) >= LEAST["bodies"]
    assert quality.signature_score(half).f1 >= LEAST["signatures"]
    assert quality.promise_score(half, "commitment").f1 >= LEAST["commitment"]
    assert quality.promise_score(half, "request").f1 >= LEAST["request"]
    assert quality.introduction_score(half).f1 >= LEAST["introductions"]


def test_the_report_names_both_halves():
    report = quality.report()
    assert all(f"text, {half} half" in report for half in quality.HALVES)
    assert "F1" in report


@pytest.mark.parametrize(
    ("found", "wanted", "score"),
    [("", "", 1.0), ("a b", "a b", 1.0), ("a", "", 0.0), ("a b", "a c", 0.5)],
)
def test_overlap_is_counted_in_words(found: str, wanted: str, score: float):
    assert quality.token_f1(found, wanted) == score
