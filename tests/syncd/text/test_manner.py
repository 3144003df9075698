"""How you write to someone, read from your mails."""

from __future__ import annotations

from syncd.text.manner import Manner, read

ADA = ["Ada Lindqvist"]
WARM = "Liebe Ada,\n\nich melde mich nächste Woche bei dir.\n\nHerzliche Grüße\nRob"
POLITE = "Guten Tag Frau Lindqvist,\n\ngern komme ich zu Ihnen.\n\nViele Grüße\nRobin Doe"
SHORT = "Passt!\n\nR."
ENGLISH = "Hi Ada,\n\nthat would be great, see you then.\n\nCheers,\nRobin"


def test_greeting_sign_off_and_name_are_taken_as_they_are():
    assert read([WARM], ADA) == Manner("de", "Liebe Ada,", "Herzliche Grüße", "Rob", polite=False)


def test_who_is_addressed_politely_stays_so():
    manner = read([POLITE], ADA)
    assert manner.polite is True
    assert manner.greeting == "Guten Tag Frau Lindqvist,"


def test_the_newest_mail_that_says_enough_gives_the_language():
    assert read([SHORT, WARM, ENGLISH], ADA).language == "de"
    assert read([ENGLISH, WARM], ADA).language == "en"
    assert read([ENGLISH, WARM], ADA).greeting == "Hi Ada,"


def test_nothing_is_made_up():
    assert read([], ADA) == Manner()
    assert read(["Ok!"], ADA) == Manner()


def test_a_greeting_to_somebody_else_is_not_taken():
    assert read([ENGLISH.replace("Ada", "both")], ADA).greeting == ""
    assert read([ENGLISH.replace("Ada", "Ben")], ADA).greeting == ""


def test_what_is_meant_for_once_is_not_said_again():
    mail = "Good morning Ada,\n\nwe will be there at ten.\n\nSee you tomorrow,\nRobin"
    assert read([mail], ADA).greeting == ""
    thanks = "Hi Ada,\n\nplease send me the list.\n\nThanks in advance,\nRobin"
    assert read([thanks, ENGLISH], ADA).closing == "Cheers,"
