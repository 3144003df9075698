"""What is read of a mail, once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import ADA, TEN, a_message, me
from tests.scenarios.world import World

TEXT = "We are struggling to hire.\n\nBest,\nAda\n\n-- \nAda Lindqvist\nHead of Data, Nordwind\n"


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.put_mail(a_message(TEXT))
    return made


def test_text_and_signature_are_kept_after_the_first_reading(world: World):
    with world.parts(TEN) as parts:
        parts.cycle.pull(TEN, patient=False)
        reading = parts.letters.reading
        (stored,) = parts.store.mail.between_us(me().addresses, [ADA], TEN)
        assert stored.body is None
        exchange = reading.exchange(stored)
        assert exchange.text.startswith("We are struggling to hire.")
        assert "Head of Data" not in exchange.text
        assert "Head of Data, Nordwind" in exchange.signed
        (again,) = parts.store.mail.between_us(me().addresses, [ADA], TEN)
        assert (again.body, again.signed) == (exchange.text, exchange.signed)


def test_your_own_signature_is_not_kept(world: World):
    mine = a_message(TEXT, sender="robin@example.com", to=[ADA], date=TEN - timedelta(days=1))
    world.put_mail(mine, ".Sent")
    with world.parts(TEN) as parts:
        parts.cycle.pull(TEN, patient=False)
        newest = parts.store.mail.between_us(me().addresses, [ADA], TEN)[0]
        exchange = parts.letters.reading.exchange(newest)
        assert exchange.from_me
        assert exchange.signed == ""


def test_a_mail_that_cannot_be_read_now_is_tried_again(world: World):
    with world.parts(TEN) as parts:
        parts.cycle.pull(TEN, patient=False)
        (stored,) = parts.store.mail.between_us(me().addresses, [ADA], TEN)
        for path in (world.home / "mail" / "cur").iterdir():
            path.unlink()
        assert parts.letters.reading.exchange(stored).text == ""
        (again,) = parts.store.mail.between_us(me().addresses, [ADA], TEN)
        assert again.body is None
