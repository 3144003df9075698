"""Which texts count as speaking of the same thing."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.text.likeness import alike, same_thing, shared, span, stems
from tests.quality.matches import KINDS, SHORT, Pair, pairs, scored, strangers


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("hiring-process reviews", "we are struggling to hire data engineers"),
        ("interview training", "It is hard to find good candidates"),
        ("open data", "We just won the Open Data Prize"),
        ("teaching beginners to code", "I teach children to program"),
        ("data model reviews", "Unser Datenmodell ist gewachsen"),
        ("Chorsingen", "I sing in the Bach choir"),
        ("Zeppelin flights", "we are restoring a zeppelin"),
        ("running", "My hobbies are cooking, running and chess"),
        ("rowing", "I love rowing"),
        ("rowing", "we row on Sundays"),
        ("bridge", "I play bridge with three old friends"),
        ("go", "my other passion is the game of Go"),
        ("accessible cities", "I am building a map of accessible playgrounds"),
        ("open data", "I am building an open feed of grid outages"),
        ("measuring the effect of projects", "it is hard to measure what they change"),
        ("choir singing", "I found a new choir"),
        ("zephyrist restoration", "my zephyrist won a prize"),
    ],
)
def test_texts_about_the_same_are_alike(label: str, said: str):
    assert alike(label, said)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("a first look at messy public data", "we are struggling to hire data engineers"),
        ("open data", "we are opening the new office"),
        ("open data", "the data centre is open around the clock"),
        ("civic tech", "we are rebuilding the wind forecast platform"),
        ("pitch training", "the football pitch is flooded again"),
        ("I will send you the list", "Thank you for the list of people"),
        ("choir conducting", "we are struggling to hire an orchestra of services"),
        ("Radfahren in der Stadt", "Die Stadt plant neue Wege"),
        ("running", "I love running this team"),
        ("rowing", "we won three times in a row"),
        ("bridge", "we have to bridge the gap until May"),
        ("go", "we would love to go live on Monday"),
        ("", "we are struggling"),
        ("hiring", ""),
    ],
)
def test_texts_about_different_things_are_not(label: str, said: str):
    assert not alike(label, said)


def test_a_word_of_several_senses_means_the_topic_in_a_label_only():
    assert not alike("running", "I am running late")
    assert alike("running", "I am running the London Marathon")


def test_a_sentence_in_the_place_of_a_label_is_read_as_one():
    assert alike("running", "My hobby is running")
    assert not alike("I am running the finance department", "My hobby is running")


def test_for_whom_and_where_is_not_what_is_offered():
    assert not alike("recruiting engineers in Zwickau", "our office in Zwickau is moving")
    assert alike("introductions to foundations", "the grant of the foundation runs out")


def test_what_is_done_says_nothing_of_what_it_is_done_to():
    assert not alike("zephyrist restoration", "I love marlupine restoration")
    assert alike("restoration", "I love marlupine restoration")


@pytest.mark.parametrize("label", ["music", "the sea", "old maps"])
def test_a_label_that_says_little_is_said_again_with_love_or_in_full(label: str):
    assert alike(label, "I love music, the sea, and I collect old maps")
    assert not alike(label, "the music in the lift, a map of the old town, and sea levels")


def test_what_is_shared_is_named():
    assert shared("hiring-process reviews", "we want to recruit two nurses") == ("hiring",)
    assert shared("Zeppelin flights", "we restore a Zeppelin") == ("zeppelin",)
    assert shared("messy survey data", "the survey data are lost") == ("statistics", "survey data")
    assert shared("hiring", "we are rebuilding the platform") == ()


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_are_alike_if_they_share_something(label: str, said: str):
    assert alike(label, said) is bool(shared(label, said))


@pytest.mark.parametrize(
    ("label", "said", "told"),
    [
        (
            "accessible cities",
            "I am building a map of accessible playgrounds, all on my own",
            "accessible playgrounds",
        ),
        ("hiring-process reviews", "we struggle to hire data engineers", "hire data engineers"),
        ("rowing", "I love rowing", "love rowing"),
        (
            "measuring an effect",
            "It is hard to measure what they change",
            "measure what they change",
        ),
        ("choir singing", "In my free time I sing in a choir of engineers", "sing in a choir"),
        ("Chorsingen", "Wir proben für unser Chorkonzert im Advent", "Chorkonzert im Advent"),
        ("Förderanträge", "Der Förderantrag muss bis März fertig sein", "Der Förderantrag"),
        ("web accessibility", "our barrier-free website is late", "barrier-free website"),
        ("Rudern", "sonntags rudern wir auf der Havel", "sonntags rudern"),
        ("go", "I have played Go since university", "played Go"),
        ("chess", "Chess!", "Chess"),
        ("hiring", "we are rebuilding the platform", ""),
    ],
)
def test_what_made_the_match_is_quoted_in_a_few_words(label: str, said: str, told: str):
    assert span(label, said) == told


@pytest.mark.parametrize("pair", [pair for pair in pairs("tuning") if pair.kind != "promise"])
def test_every_match_can_be_quoted(pair: Pair):
    told = span(pair.mine, pair.theirs)
    assert bool(told) is alike(pair.mine, pair.theirs)
    assert not told or re.search(rf"(?<!\w){re.escape(told)}(?!\w)", pair.theirs)
    assert len(told.split()) <= 6
    assert not told or len(told.split()) >= 2 or "-" in told or len(pair.theirs.split()) == 1


@given(st.text(max_size=300), st.text(max_size=300))
def test_what_is_quoted_of_any_text_stands_in_it(label: str, said: str):
    told = span(label, said)
    assert told in said
    assert bool(told) is alike(label, said)


@pytest.mark.parametrize(
    ("promised", "later"),
    [
        ("I will send you the hiring checklist", "hiring_checklist_v3.pdf"),
        ("I will send you our salary bands", "SalaryBands2026.pdf"),
        ("ich schicke dir den Vertrag", "contract-draft.docx"),
        ("I will send you the list", "Here is the list"),
    ],
)
def test_a_file_names_what_was_promised(promised: str, later: str):
    assert same_thing(promised, later)


@pytest.mark.parametrize(
    ("promised", "later"),
    [
        ("I will send you our salary bands", "The band plays on Friday."),
        ("I'll send you the data model", "Data protection notice.pdf"),
        ("I will send you the reading list", "packing-list.pdf"),
        ("I will send it to you", "Here it is"),
    ],
)
def test_a_broad_word_does_not_name_it(promised: str, later: str):
    assert not same_thing(promised, later)


def test_words_that_say_nothing_do_not_count():
    assert stems("we would like to see you about this") == frozenset()


def test_endings_do_not_matter():
    assert stems("hiring") & stems("we hired")
    assert stems("Bücher") & stems("ein Buch")


def test_twenty_offers_are_held_against_forty_findings_at_once():
    offers = [f"hiring reviews for team {n}, and Chorsingen" for n in range(20)]
    findings = [f"we have been rebuilding the wind forecast since {n} May" for n in range(40)]
    for offer in offers:
        alike(offer, findings[0])
    for finding in findings:
        alike(offers[0], finding)
    started = process_time()
    assert not any(alike(offer, finding) for offer in offers for finding in findings)
    # Five milliseconds are wanted, and a fifth of one is usual; a busy machine gets more.
    assert process_time() - started < 0.05


def test_a_very_long_text_is_read_up_to_a_point():
    assert alike("hiring", "we hire " + "a" * 1_000_000)
    assert not alike("hiring", "x " * 5_000 + "we hire")


def test_the_labelled_pairs_keep_their_scores():
    """What the letters would say: a wrong match is worse than a missed one."""
    tuning = scored(pairs("tuning"))
    assert tuning.precision >= 0.97
    assert tuning.recall >= 0.95
    # Of the other half the score only, and with room: it is not there to be tuned to.
    held_out = scored(pairs("test"))
    assert held_out.precision >= 0.85
    assert held_out.recall >= 0.85
    short = scored(pairs(SHORT))
    assert short.precision >= 0.85
    assert short.recall >= 0.85


@pytest.mark.parametrize("half", ["tuning", "test"])
def test_of_what_was_not_written_for_each_other_little_matches(half: str):
    met, of = strangers(pairs(half))
    assert 0 < met < of * 0.02


@pytest.mark.parametrize("half", ["tuning", "test"])
def test_the_labels_are_balanced_and_once_each(half: str):
    labelled = pairs(half)
    assert len(labelled) >= 200
    assert {pair.kind for pair in labelled} == set(KINDS)
    assert 0.4 < sum(pair.match for pair in labelled) / len(labelled) < 0.6
    assert len({(pair.kind, pair.mine, pair.theirs) for pair in labelled}) == len(labelled)


def test_the_halves_share_no_pair_and_no_label():
    mine = [{(pair.kind, pair.mine) for pair in pairs(half)} for half in ("tuning", "test")]
    assert mine[0].isdisjoint(mine[1])
