"""Finding out who the guests are, from a mailbox and an address book as they lie on a disk."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from syncd.cli import cli
from syncd.people.persons import Persons
from syncd.wiring import Parts
from tests.builders import ADA, ME, TEN, a_message, an_address, an_attendee, an_event
from tests.scenarios.world import World

DAY = timedelta(days=1)
EARLY = TEN - timedelta(hours=2)
LATER = TEN + timedelta(hours=2)
HOME = "ada.lindqvist@gmail.com"
KIM = an_address("kim@nordwind.example", "Kim Berg")
SIGNED = "{}\n\nBest,\nAda\n\n-- \nAda Lindqvist\nHead of Data, Nordwind\nMobile +49 170 5550123\n"


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.put_event(an_event())
    return made


def ada(address: str = ADA):
    return an_address(address, "Ada Lindqvist")


def from_home(
    world: World, text: str = "", *, days: int = 400, name: str = "Ada Lindqvist"
) -> None:
    sender = an_address(HOME, name)
    text = SIGNED.format(text or "It was good to see you.")
    world.put_mail(a_message(text, subject="Old times", sender=sender, date=TEN - days * DAY))


def from_work(world: World, text: str = "Tuesday works.") -> None:
    world.put_mail(a_message(SIGNED.format(text), sender=ada()))


def addresses(parts: Parts, of: str = ADA) -> set[str]:
    return set(Persons(parts.store).of(of).addresses)


def after_a_round(world: World, at=EARLY) -> set[str]:
    with world.parts(at) as parts:
        parts.cycle.pull(at, patient=False)
        parts.cycle.round(at)
        return addresses(parts)


def test_a_friend_on_a_new_address_is_no_stranger(world: World):
    from_work(world)
    from_home(world)
    world.round(EARLY)
    (brief,) = world.inbox()
    text = brief.get_body(("plain",)).get_content()
    assert "first mail" not in text.lower()
    assert "Old times" in text or "2025" in text


def test_a_namesake_stays_a_stranger(world: World):
    from_work(world)
    text = "We met in Oslo.\n\nBest,\nAda\n\n-- \nAda Lindqvist\nDentist\nMobile +47 920 11 222\n"
    world.put_mail(a_message(text, sender=ada(HOME), date=TEN - 90 * DAY))
    assert after_a_round(world) == {ADA}


def test_what_was_found_is_a_look_up_in_the_next_round(world: World):
    from_work(world)
    from_home(world)
    assert after_a_round(world) == {ADA, HOME}
    with world.parts(EARLY) as parts:
        assert addresses(parts, HOME) == {ADA, HOME}


def test_a_quiet_round_looks_into_nobody_again(world: World, monkeypatch: pytest.MonkeyPatch):
    from_work(world)
    from_home(world)
    with world.parts(EARLY) as parts:
        parts.cycle.pull(EARLY, patient=False)
        asked: list[str] = []
        look = type(parts.cycle.identities).of
        monkeypatch.setattr(
            type(parts.cycle.identities),
            "of",
            lambda self, address, *rest: asked.append(address) or look(self, address, *rest),
        )
        for minute in range(3):
            parts.cycle.round(EARLY + timedelta(minutes=minute))
        assert asked == [ADA]


def test_new_mail_has_them_looked_into_again(world: World):
    from_work(world)
    with world.parts(EARLY) as parts:
        parts.cycle.pull(EARLY, patient=False)
        parts.cycle.round(EARLY)
        assert addresses(parts) == {ADA}
        from_work(world, f"You can also reach me at {HOME}.")
        parts.cycle.pull(EARLY, patient=False)
        parts.cycle.round(EARLY + timedelta(minutes=1))
        assert addresses(parts) == {ADA, HOME}


def test_the_follow_up_goes_to_the_address_that_was_invited(world: World):
    from_work(world)
    from_home(world, days=3)
    world.round(LATER)
    (draft,) = world.drafts()
    assert draft["To"].addresses[0].addr_spec == ADA
    assert draft["Subject"] == "Re: Old times"


def test_the_follow_up_goes_where_they_asked_to_be_written_to(world: World):
    from_work(world, f"I leave Nordwind soon: please use {HOME} from now on.")
    from_home(world, days=3)
    world.round(LATER)
    (draft,) = world.drafts()
    assert draft["To"].addresses[0].addr_spec == HOME


def test_no_second_draft_when_you_have_written_to_the_other_address(world: World):
    from_work(world)
    from_home(world)
    mine = a_message("Thank you!\n", sender=ME, to=[ada(HOME)], date=TEN + timedelta(hours=1))
    world.put_mail(mine, ".Sent")
    world.round(LATER)
    assert world.drafts() == []


def test_who_is_invited_twice_is_one_guest(world: World):
    from_work(world)
    from_home(world)
    world.put_event(an_event(guests=[an_attendee(ADA), an_attendee(HOME, "Ada Lindqvist")]))
    with world.parts(EARLY) as parts:
        parts.cycle.pull(EARLY, patient=False)
        parts.cycle.round(EARLY)
        (judged,) = parts.agenda.known()
        assert len(judged.guests) == 1


def test_a_join_learned_after_the_brief_is_no_change_of_guests(world: World):
    from_work(world)
    world.put_event(an_event(guests=[an_attendee(ADA), an_attendee(HOME, "Ada Lindqvist")]))
    world.round(EARLY)
    (first,) = world.inbox()
    from_home(world)
    assert after_a_round(world, EARLY + timedelta(minutes=30)) == {ADA, HOME}
    world.round(EARLY + timedelta(minutes=40))
    assert [brief["Subject"] for brief in world.inbox()] == [first["Subject"]]


def test_husband_and_wife_with_one_family_address_stay_two(world: World):
    jonas, petra = an_address("jonas@weber.example", "Jonas Weber"), "petra@weber.example"
    for name in ("Jonas Weber", "Petra Weber"):
        text = f"Hello!\n\n-- \n{name}\nTel. 030 5550199\n"
        world.put_mail(a_message(text, sender=an_address("weber@gmx.de", name)))
    text = "Hello!\n\n-- \nJonas Weber\nTel. 030 5550199\n"
    world.put_mail(a_message(text, sender=jonas, date=TEN - 20 * DAY))
    world.put_event(an_event(guests=[an_attendee(jonas.address, "Jonas Weber"), petra]))
    with world.parts(EARLY) as parts:
        parts.cycle.pull(EARLY, patient=False)
        parts.cycle.round(EARLY)
        assert addresses(parts, jonas.address) == {jonas.address}
        assert addresses(parts, "weber@gmx.de") == {"weber@gmx.de"}


def test_the_config_makes_one_person_of_two_addresses(tmp_path: Path):
    world = World(tmp_path, f'[[people]]\naddress = ["{ADA}", "x@y.example"]\n')
    with world.parts(EARLY) as parts:
        assert addresses(parts) == {ADA, "x@y.example"}


def test_a_card_makes_one_person_of_its_addresses_and_a_family_card_does_not(tmp_path: Path):
    book = tmp_path / "book"
    book.mkdir()
    card = "BEGIN:VCARD\nVERSION:4.0\nFN:{}\nEMAIL:{}\nEMAIL:{}\nEND:VCARD\n"
    book.joinpath("ada.vcf").write_text(card.format("Ada Lindqvist", ADA, "x@y.example"))
    book.joinpath("weber.vcf").write_text(card.format("Weber", "j@w.example", "p@w.example"))
    world = World(tmp_path, f'[accounts.book]\nkind = "vcard"\npath = "{book}"\n')
    world.put_event(an_event())
    for address, name in (("j@w.example", "Jonas Weber"), ("p@w.example", "Petra Weber")):
        world.put_mail(a_message(sender=an_address(address, name)))
    with world.parts(EARLY) as parts:
        parts.cycle.pull(EARLY, patient=False)
        parts.cycle.round(EARLY)
        assert addresses(parts) == {ADA, "x@y.example"}
        assert addresses(parts, "j@w.example") == {"j@w.example"}


def test_an_assistant_gets_no_follow_up_while_the_boss_is_invited(world: World):
    from_work(world)
    text = "Ada Lindqvist asked me to find a time.\n\nKim Berg\nAssistant to Ada Lindqvist\n"
    world.put_mail(a_message(text, sender=KIM))
    world.put_event(an_event(guests=[ADA, an_attendee(KIM.address, "Kim Berg")]))
    world.round(LATER)
    (draft,) = world.drafts()
    assert [a.addr_spec for a in draft["To"].addresses] == [ADA]


def test_what_an_assistant_wrote_are_not_the_words_of_the_boss(world: World):
    text = "Ada's assistant here. We are struggling to hire data engineers.\n"
    world.put_mail(a_message(text, sender=ada()))
    from_work(world)
    world.round(EARLY)
    (brief,) = world.inbox()
    assert "struggling" not in brief.get_body(("plain",)).get_content()


def test_a_word_by_hand_reaches_the_daemon_in_its_next_round(world: World):
    from_work(world)
    world.put_mail(a_message("Hi\n", sender=an_address("x@y.example", "A"), date=TEN - 300 * DAY))
    with world.parts(EARLY) as parts:
        parts.cycle.pull(EARLY, patient=False)
        parts.cycle.round(EARLY)
        assert parts.agenda.known()[0].acquaintances[ADA].mails_from == 1
        said = ["--config", str(world.config), "people", "merge", ADA, "x@y.example"]
        assert CliRunner().invoke(cli, said).exit_code == 0
        parts.cycle.round(EARLY + timedelta(minutes=1))
        assert parts.agenda.known()[0].acquaintances[ADA].mails_from == 2


def test_new_mail_from_the_other_address_has_the_guest_looked_into_again(world: World):
    from_work(world)
    with world.parts(EARLY) as parts:
        parts.cycle.pull(EARLY, patient=False)
        parts.cycle.round(EARLY)
        assert addresses(parts) == {ADA}
        from_home(world)
        parts.cycle.pull(EARLY, patient=False)
        parts.cycle.round(EARLY + timedelta(minutes=1))
        assert addresses(parts) == {ADA, HOME}


def test_the_command_line_looks_into_the_guests_too(world: World):
    from_work(world)
    from_home(world)
    called = ["--config", str(world.config), "brief", "coffee", "--at", EARLY.isoformat()]
    told = CliRunner().invoke(cli, called).output
    assert "2025" in told


def test_a_draft_goes_where_they_asked_and_says_so(world: World):
    from_work(world, f"I am leaving Nordwind on Friday. Please use {HOME} from now on.")
    world.round(LATER)
    (draft,) = world.drafts()
    assert draft["To"] == f"Ada Lindqvist <{HOME}>"
    text = draft.get_body(("plain",)).get_content()
    assert f"[[ Ada Lindqvist was invited as {ADA} and asked on 12 Nov to use {HOME}: " in text


def test_a_stranger_with_the_guests_name_gets_no_letter(world: World):
    """Mallory has Ada's address in the signature, a coffee of his own, and "a new address"."""
    mallory = an_address("ada@mallory.example", "Ada Lindqvist")
    trap = "ada.lindqvist@trap.example"
    from_work(world)
    said = f"My new address is {trap}. Please write to {trap} from now on.\n\nAda\n\n-- \n"
    signed = f"Ada Lindqvist\nHead of Data, Nordwind\n{ADA}\n"
    world.put_mail(a_message(said + signed, sender=mallory, date=TEN - 5 * DAY))
    guest = an_attendee(mallory.address, mallory.name)
    world.put_event(an_event(start=TEN + DAY, guests=(guest,), uid="trap@example.com"), "trap")
    with world.parts(LATER) as parts:
        parts.cycle.pull(LATER, patient=False)
        parts.cycle.round(LATER)
        # Mallory is believed to be one with Ada; that is why the draft must look closer.
        assert addresses(parts) == {ADA, mallory.address, trap}
    (draft,) = world.drafts()
    assert draft["To"] == f"Ada Lindqvist <{ADA}>"
    assert "trap.example" not in draft.as_string()
