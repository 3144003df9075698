"""How a letter begins and ends."""

import pytest

from syncd.text import greeting
from syncd.text.greeting import Greeting


def test_greeting_and_sign_off_are_told_as_typed():
    text = "Hi Ada,\n\nthank you for the coffee.\n\nWarm regards,\nRobin"
    assert greeting.read(text) == Greeting(
        greeting="Hi Ada,",
        sign_off="Warm regards,\nRobin",
        opening="Hi",
        addressee="Ada",
        closing="Warm regards,",
        signed_as="Robin",
    )


@pytest.mark.parametrize(
    ("first", "opening", "addressee"),
    [
        ("Dear Ms Hill,", "Dear", "Ms Hill"),
        ("Hello Robin!", "Hello", "Robin"),
        ("Hi both,", "Hi both", ""),
        ("Hi there,", "Hi there", ""),
        ("Good morning Ada,", "Good morning", "Ada"),
        ("Hey Ada -", "Hey", "Ada"),
        ("Hi Ada, thanks for the quick reply.", "Hi", "Ada"),
        ("Liebe Ada,", "Liebe", "Ada"),
        ("Sehr geehrte Frau Dr. Sommer,", "Sehr geehrte", "Frau Dr. Sommer"),
        ("Moin Robin,", "Moin", "Robin"),
        ("Bonjour Élodie,", "Bonjour", "Élodie"),
        ("Cher Robin,", "Cher", "Robin"),
        ("Hola, Robin:", "Hola", "Robin"),
        ("Olá Inês,", "Olá", "Inês"),
        ("Ciao Chiara,", "Ciao", "Chiara"),
        ("Beste Bram,", "Beste", "Bram"),
        ("Ada,", "", "Ada"),
    ],
)
def test_greetings(first: str, opening: str, addressee: str):
    found = greeting.read(f"{first}\n\nsee you on Tuesday at ten.\n\nBest,\nRobin")
    assert (found.opening, found.addressee) == (opening, addressee)


@pytest.mark.parametrize(
    ("last", "closing", "name"),
    [
        ("Best,\nRobin", "Best,", "Robin"),
        ("Best wishes\n\nRobin Doe", "Best wishes", "Robin Doe"),
        ("Viele Grüße\nRobin", "Viele Grüße", "Robin"),
        ("LG Robin", "", ""),
        ("Thanks, Robin", "Thanks,", "Robin"),
        ("Cordialement,\nRobin", "Cordialement,", "Robin"),
        ("Un abrazo,\nRobin", "Un abrazo,", "Robin"),
        ("Cheers", "Cheers", ""),
        ("Robin", "", "Robin"),
    ],
)
def test_sign_offs(last: str, closing: str, name: str):
    found = greeting.read(f"Hi Ada,\n\nsee you on Tuesday at ten.\n\n{last}")
    if last != "LG Robin":
        assert (found.closing, found.signed_as) == (closing, name)


@pytest.mark.parametrize(
    "text",
    ["", "On my way.", "Running late, sorry! Order me a coffee?", "> Hi Ada,\n> Best,\n> Robin"],
)
def test_who_does_without_has_neither(text: str):
    assert greeting.read(text) == Greeting()


def test_a_sentence_that_begins_like_a_greeting_is_none():
    assert greeting.read("Hi, I hope you are well and that the move went fine.").addressee == ""
