"""Letters in the language of their reader, and follow-ups in the words of their writer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from syncd.model import MeetingKey, PromiseState
from syncd.store.notes import Note
from tests.builders import ADA, ME, TEN, a_message, an_attendee, an_event
from tests.scenarios.world import World, text_of

EARLY = TEN - timedelta(hours=2)
NOON = TEN + timedelta(hours=2)
AFTER = NOON - timedelta(hours=1)
GERMAN_MAIL = """Liebe Ada,

ich freue mich sehr auf dich und auf den Kaffee am Dienstag.

Herzliche Grüße
Rob
"""
POLITE_MAIL = """Guten Tag Frau Lindqvist,

gern komme ich am Dienstag zu Ihnen, das passt mir gut.

Viele Grüße
Robin Doe
"""
DUTCH_MAIL = """Hoi Ada,

dank je wel voor je bericht, ik kom graag naar jullie kantoor.

Groetjes,
Robin
"""


def speak(world: World, language: str) -> None:
    """Set the language of the config."""
    text = world.config.read_text()
    world.config.write_text(text.replace("[me]", f'[me]\nlanguage = "{language}"'))


def i_wrote(world: World, text: str, days: int = 5) -> None:
    """A mail from Robin to Ada before they met."""
    sent = a_message(text, sender=ME, to=[ADA], subject="Kaffee?", date=TEN - timedelta(days=days))
    world.put_mail(sent, ".Sent")


def note(world: World, text: str, source: str = "test") -> None:
    """What Robin noted after the coffee."""
    with world.parts(AFTER) as parts:
        key = MeetingKey("coffee-ada@example.com")
        parts.store.notes.add(Note(key, text, AFTER, source))


def draft(world: World) -> str:
    """The one follow-up there is."""
    world.round(NOON)
    (found,) = world.drafts()
    return text_of(found)


def test_a_brief_and_the_word_that_it_is_off_are_in_your_language(world: World):
    speak(world, "de-AT")
    world.put_event(an_event(properties={"SEQUENCE": 0}))
    world.round(EARLY)
    (brief,) = world.inbox()
    assert brief["Subject"].startswith("Ada Lindqvist, Di 24. Nov, 10:00: erstes Treffen")
    assert text_of(brief).startswith("Di 24. Nov, 10:00–10:30 Uhr (Berlin), in 2 Stunden")
    world.flag(brief, "S")
    world.put_event(an_event(properties={"SEQUENCE": 1, "STATUS": "CANCELLED"}))
    world.round(EARLY + timedelta(minutes=5))
    world.round(EARLY + timedelta(minutes=10))
    _, word = world.inbox()
    assert word["Subject"] == f"{brief['Subject']} (fällt aus)"
    assert " ".join(text_of(word).split()).endswith("Es wurde abgesagt.")


def test_the_agenda_stays_english_as_the_terminal_is(world: World):
    speak(world, "de")
    world.put_event(an_event())
    with world.parts(AFTER) as parts:
        parts.cycle.pull(AFTER)
        (entry,) = parts.agenda.entries(AFTER)
    assert entry.brief.reason == "It had begun before a brief could be made."


def test_a_follow_up_sounds_like_your_own_mails_to_the_guest(world: World):
    i_wrote(world, GERMAN_MAIL)
    world.put_event(an_event())
    text = draft(world)
    assert text.startswith("Liebe Ada,\n\ndanke für das Gespräch heute Vormittag.")
    assert text.endswith("Herzliche Grüße\nRob\n")


def test_whom_you_call_sie_is_called_so(world: World):
    i_wrote(world, POLITE_MAIL)
    world.put_event(an_event())
    note(world, "Ich schicke ihr die Liste.")
    text = draft(world)
    assert text.startswith("Guten Tag Frau Lindqvist,\n\nvielen Dank für das Gespräch")
    assert "- Ich schicke Ihnen die Liste\n" in text


def test_in_a_language_that_is_not_spoken_it_is_yours_and_no_mixture(world: World):
    i_wrote(world, DUTCH_MAIL)
    world.put_event(an_event())
    text = draft(world)
    assert text.startswith("Hi Ada,\n\nthank you for the time this morning.")
    assert text.endswith("Warm regards,\nRobin\n")


def test_the_newest_of_your_mails_counts(world: World):
    i_wrote(world, GERMAN_MAIL, days=50)
    i_wrote(world, "Hey Ada,\n\nI will be there at ten on Tuesday.\n\nCheers,\nRobin\n", days=3)
    world.put_event(an_event())
    text = draft(world)
    assert text.startswith("Hey Ada,\n\nthank you")
    assert text.endswith("Cheers,\nRobin\n")


def test_a_formal_rule_comes_before_how_you_usually_write(world: World):
    world.config.write_text(world.config.read_text() + 'follow_up = { tone = "formal" }\n')
    i_wrote(world, "Hey Ada,\n\nI will be there at ten on Tuesday.\n\nCheers,\nRobin\n")
    world.put_event(an_event())
    text = draft(world)
    assert text.startswith("Dear Ada,")
    assert text.endswith("Kind regards,\nRobin\n")


def test_a_promise_that_is_settled_is_not_made_again(world: World):
    world.put_event(an_event())
    note(world, "I'll send her the checklist. I'll introduce her to Priya.")
    with world.parts(AFTER) as parts:
        parts.cycle.pull(AFTER)
        promised = parts.letters.ledger.of(ADA, AFTER)
        assert len(promised) == 2
        parts.store.promises.settle(promised[0].number, PromiseState.DONE, AFTER)
        settled, still = promised
    text = draft(world)
    assert still.text in text
    assert settled.text not in text


def test_a_promise_stands_once_however_often_it_is_noted(world: World):
    world.put_event(an_event())
    note(world, "I'll send her the checklist.", "one")
    note(world, "i'll send her the checklist", "two")
    assert draft(world).count("send you the checklist") == 1


def test_where_each_gets_a_letter_a_promise_is_made_to_the_one_it_names(world: World):
    world.config.write_text(world.config.read_text() + "follow_up = { each = true }\n")
    world.put_event(an_event(guests=(ADA, an_attendee("ben@nordwind.example", "Ben Moser"))))
    note(world, "I'll send Ada the checklist. I'll lend them the book.")
    world.round(NOON)
    texts = {draft["To"].partition(" ")[0]: text_of(draft) for draft in world.drafts()}
    assert "- I will send Ada the checklist" in texts["Ada"]
    assert "checklist" not in texts["Ben"]
    for text in texts.values():
        assert "[[ your note, to put in your words: I will lend you the book ]]" in text


@pytest.mark.parametrize(("liked", "offered"), [("phone", True), ("in person", False)])
def test_a_call_is_offered_by_those_who_like_to(world: World, liked: str, offered: bool):
    text = world.config.read_text()
    world.config.write_text(f'{text}\n[style]\nprefers = ["{liked}"]\n')
    world.put_event(an_event())
    assert ("If a call is easier than mail" in draft(world)) is offered


def test_your_own_words_are_taken_from_the_folder_beside_the_config(world: World):
    letters = world.home / "letters"
    letters.mkdir()
    (letters / "de.toml").write_text('[follow_up]\nclosing = "Servus"\n')
    (letters / "follow-up-body.txt").write_text("{{ greeting }} {{ closing }} {{ name }}\n")
    speak(world, "de")
    world.put_event(an_event())
    assert draft(world) == "Hallo Ada, Servus Robin\n"
