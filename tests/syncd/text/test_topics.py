"""The topics of a text, and the files that tell them."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from syncd.text import forms, language
from syncd.text.topics import parts, topics

TOPICS = tomllib.loads((resources.files("syncd.text") / "topics.toml").read_text("utf-8"))
LISTS = re.compile(r"(?:(?:label|name|near|not|pairs)_)?(?:en|de)|broad")


def told(text: str, *, label: bool = False) -> frozenset[str]:
    words = forms.words(text, "" if label else language.guess(text, default=""))
    spoken = topics(parts(words), label=label)
    return spoken.sure | spoken.broad


def test_a_word_tells_its_topic_in_any_form():
    assert told("we recruited") == told("recruitment") == {"hiring"}


def test_a_phrase_may_have_a_word_between():
    assert "opendata" in told("open public data")
    assert "opendata" not in told("the data centre is open")


def test_a_word_of_several_senses_needs_company_in_a_sentence():
    assert told("pitch", label=True) == {"pitching"}
    assert told("the pitch was wet") == frozenset()
    assert "pitching" in told("the pitch for the jury")


def test_in_a_label_a_sure_topic_goes_before_one_of_several_senses():
    assert told("board games", label=True) == {"boardgames"}


def test_another_sense_cancels_the_topic():
    assert "hiring" not in told("we hire a van in summer")


def test_a_pair_stands_close_together():
    assert "hiring" in told("we cannot find a single nurse")
    assert "hiring" not in told(
        "find the way, she said, and left for home, said the tired old nurse"
    )


@pytest.mark.parametrize(
    ("word", "made_of"),
    [
        ("Kirchenmusik", ["kirch"]),
        ("Stadtmuseum", ["stadt", "museum"]),
        ("Flüchtlingslager", ["fluchtling", "lag"]),
        ("Orchideen", []),
        ("Preise", []),
        ("vereinfachen", []),
        ("Wettbewerb", []),
    ],
)
def test_compounds_are_made_of_known_words(word: str, made_of: list[str]):
    assert [part.written for part in parts(forms.words(word))][1:] == made_of


def test_every_list_has_a_known_name():
    assert {
        name for topic in TOPICS.values() for name in topic if not LISTS.fullmatch(name)
    } == set()


def test_pairs_are_two_lists():
    pairs = [topic[key] for topic in TOPICS.values() for key in topic if key.startswith("pairs")]
    assert pairs
    assert all(len(pair) == 2 and all(pair) for pair in pairs)


@pytest.mark.parametrize("topic", TOPICS)
def test_no_topic_cancels_itself(topic: str):
    """ "jazzed" has the stem of "jazz": as a word of another sense it would forbid the topic."""
    for code in forms.LANGUAGES:
        alone = [word for word in TOPICS[topic].get(code, "").split() if "_" not in word]
        cancels = TOPICS[topic].get(f"not_{code}", "").split()
        stems = {forms.stem(word, code) for word in alone if not word.endswith("*")}
        assert stems.isdisjoint(forms.stem(word, code) for word in cancels)


def test_no_word_that_says_nothing_is_a_topic():
    for name, topic in TOPICS.items():
        for code in forms.LANGUAGES:
            told_by = topic.get(code, "").split()
            assert forms.special("empty", code).isdisjoint(told_by), name


@pytest.mark.parametrize(
    "said",
    [
        "we go back to the market with a lot in the box",
        "we think that the male lead spends the rent on a mode of press",
        "I have an awful angle on the fence",
        "die Wahl lag nahe, mal dicht, mal schlicht gehalten",
    ],
)
def test_common_words_that_look_like_another_language_tell_nothing(said: str):
    assert told(said) == frozenset()
