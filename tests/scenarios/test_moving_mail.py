"""What the user does with the mailbox is never taken for a loss."""

from __future__ import annotations

import shutil
from datetime import timedelta

from tests.builders import TEN, a_message, an_event
from tests.scenarios.world import World

EARLY = TEN - timedelta(hours=2)


def test_a_whole_inbox_that_is_filed_away_is_no_loss(world: World):
    for number in range(30):
        world.put_mail(a_message(date=TEN - timedelta(days=number + 1)))
    world.round(EARLY)
    archive = world.home / "mail" / ".Archive"
    for part in ("cur", "new", "tmp"):
        (archive / part).mkdir(parents=True)
    for path in (world.home / "mail" / "cur").iterdir():
        shutil.move(path, archive / "cur" / path.name)
    with world.parts(EARLY + timedelta(minutes=5)) as parts:
        parts.cycle.pull(EARLY + timedelta(minutes=5))
        assert [standing.error for standing in parts.store.accounts.all()] == ["", ""]
        assert parts.store.mail.count("files") == 30


def test_a_mailbox_that_seems_emptied_is_not_believed(world: World):
    for number in range(30):
        world.put_mail(a_message(date=TEN - timedelta(days=number + 1)))
    world.round(EARLY)
    for path in (world.home / "mail" / "cur").iterdir():
        path.unlink()
    with world.parts(EARLY + timedelta(minutes=5)) as parts:
        parts.cycle.pull(EARLY + timedelta(minutes=5))
        assert any("vanished" in standing.error for standing in parts.store.accounts.all())
        assert parts.store.mail.count("files") == 30


def test_no_letter_is_written_before_the_mail_has_been_read(world: World):
    world.put_event(an_event())
    (world.home / "mail").rename(world.home / "away")
    world.round(EARLY)
    (world.home / "away").rename(world.home / "mail")
    assert world.inbox() == []
    world.round(EARLY + timedelta(minutes=5))
    assert len(world.inbox()) == 1
