"""Delivering, finding, replacing and removing letters of ours, and nothing else."""

from __future__ import annotations

import pytest

from connectors.contract import Mailbox
from syncd.errors import RefusedError
from syncd.model import Flag, Held, Kind, Role
from tests.builders import ADA, ME
from tests.contracts.mailbox_world import (
    ARCHIVE,
    DRAFTS,
    INBOX,
    NO_FLAGS,
    OTHER,
    ROLES,
    SEEN,
    TRASH,
    MailboxPromises,
    Mirror,
    Seeder,
    World,
    a_letter,
    a_mail,
    letter_id,
    mail_id,
    same_mail,
)


class Writing(MailboxPromises):
    """Delivering, finding, replacing and removing letters of ours, and nothing else."""

    def test_a_brief_arrives_unread_in_the_inbox(self, mirror: Mirror, seeder: Seeder) -> None:
        letter = a_letter("brief-1")
        ref = mirror.mailbox.deliver(Role.INBOX, letter)
        self.settle()
        assert seeder.copies(letter_id("brief-1")) == [(INBOX, NO_FLAGS)]
        envelope = mirror.read().one(letter_id("brief-1"))
        assert envelope.ref == ref
        assert (envelope.role, envelope.flags) == (Role.INBOX, NO_FLAGS)
        assert envelope.syncd_kind == "brief"
        assert same_mail(mirror.mailbox.message(ref), letter)

    def test_a_follow_up_arrives_in_drafts_as_a_seen_draft(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        letter = a_letter("follow-up-1", Kind.FOLLOW_UP)
        ref = mirror.mailbox.deliver(Role.DRAFTS, letter)
        self.settle()
        assert [place for place, _ in seeder.copies(letter_id("follow-up-1"))] == [DRAFTS]
        envelope = mirror.read().one(letter_id("follow-up-1"))
        assert envelope.ref == ref
        assert envelope.role is Role.DRAFTS
        assert envelope.flags == {Flag.DRAFT, Flag.SEEN}

    @pytest.mark.parametrize("role", [Role.SENT, Role.ARCHIVE, Role.OTHER])
    def test_nothing_is_delivered_anywhere_else(self, world: World, role: Role) -> None:
        with pytest.raises(RefusedError):
            world.mailbox.deliver(role, a_letter("brief-1"))
        assert world.seeder.copies(letter_id("brief-1")) == []

    def test_what_is_not_a_letter_of_ours_is_not_delivered(self, world: World) -> None:
        with pytest.raises(RefusedError):
            world.mailbox.deliver(Role.INBOX, a_mail("not-ours"))
        assert world.seeder.copies(mail_id("not-ours")) == []

    @pytest.mark.parametrize("place", [INBOX, ARCHIVE, TRASH])
    def test_a_letter_that_is_delivered_again_is_there_once(self, world: World, place: str) -> None:
        """Where the mailbox cannot see to that by itself, the caller looks first."""
        for _ in range(3):
            if self.exact or not world.mailbox.find(letter_id("brief-1")):
                world.mailbox.deliver(Role.INBOX, a_letter("brief-1"))
            self.settle()
            world.seeder.move(letter_id("brief-1"), place)
            self.settle()
        assert len(world.seeder.copies(letter_id("brief-1"))) == 1

    def test_a_letter_that_was_never_delivered_is_not_found(self, mailbox: Mailbox) -> None:
        assert mailbox.find(letter_id("never")) == ()
        assert mailbox.find(letter_id("never"), mark=mailbox.mark(Role.INBOX)) == ()

    def test_a_delivered_letter_is_found_with_and_without_the_mark(self, mailbox: Mailbox) -> None:
        mark = mailbox.mark(Role.INBOX)
        ref = mailbox.deliver(Role.INBOX, a_letter("brief-1"))
        self.settle()
        expected = (Held(ref, Role.INBOX, NO_FLAGS),)
        assert mailbox.find(letter_id("brief-1"), mark=mark) == expected
        assert mailbox.find(letter_id("brief-1")) == expected

    @pytest.mark.parametrize("place", [ARCHIVE, OTHER, TRASH])
    def test_a_letter_is_found_wherever_it_was_moved(self, world: World, place: str) -> None:
        mark = world.mailbox.mark(Role.INBOX)
        world.mailbox.deliver(Role.INBOX, a_letter("brief-1"))
        world.seeder.flag(letter_id("brief-1"), SEEN)
        world.seeder.move(letter_id("brief-1"), place)
        self.settle()
        found = world.mailbox.find(letter_id("brief-1"), mark=mark)
        assert [(held.role, held.flags) for held in found] == [(ROLES.get(place, Role.OTHER), SEEN)]
        assert b"brief-1" in world.mailbox.message(found[0].ref)

    def test_a_deleted_letter_is_not_found(self, world: World) -> None:
        mark = world.mailbox.mark(Role.INBOX)
        world.mailbox.deliver(Role.INBOX, a_letter("brief-1"))
        world.seeder.delete(letter_id("brief-1"))
        self.settle()
        assert world.mailbox.find(letter_id("brief-1"), mark=mark) == ()

    def test_a_letter_is_told_from_others_that_look_like_it(self, world: World) -> None:
        world.mailbox.deliver(Role.INBOX, a_letter("brief-1"))
        world.mailbox.deliver(Role.INBOX, a_letter("brief-10"))
        reply = a_mail(
            "reply", in_reply_to=letter_id("brief-1"), text=f"Message-ID: {letter_id('brief-1')}"
        )
        world.seeder.plant(INBOX, reply)
        self.settle()
        assert len(world.mailbox.find(letter_id("brief-1"))) == 1

    def test_every_copy_of_a_letter_is_found(self, world: World) -> None:
        mark = world.mailbox.mark(Role.INBOX)
        world.mailbox.deliver(Role.INBOX, a_letter("brief-1"))
        world.seeder.plant(OTHER, a_letter("brief-1"), flags=SEEN)
        self.settle()
        found = world.mailbox.find(letter_id("brief-1"), mark=mark)
        assert {(held.role, held.flags) for held in found} == {
            (Role.INBOX, NO_FLAGS),
            (Role.OTHER, SEEN),
        }

    def test_a_removed_letter_is_gone(self, mirror: Mirror, seeder: Seeder) -> None:
        ref = mirror.mailbox.deliver(Role.INBOX, a_letter("brief-1"))
        self.settle()
        mirror.read()
        assert mirror.mailbox.remove(ref, message_id=letter_id("brief-1")) is True
        self.settle()
        assert [p for p, _ in seeder.copies(letter_id("brief-1")) if p != TRASH] == []
        assert mirror.read().all(letter_id("brief-1")) == []

    def test_removing_what_is_already_gone_is_no_mistake(self, world: World) -> None:
        ref = world.mailbox.deliver(Role.INBOX, a_letter("brief-1"))
        world.seeder.delete(letter_id("brief-1"))
        self.settle()
        assert world.mailbox.remove(ref, message_id=letter_id("brief-1")) is True

    @pytest.mark.parametrize("flag", [Flag.SEEN, Flag.FLAGGED])
    def test_a_letter_with_a_flag_is_left_alone(self, world: World, flag: Flag) -> None:
        ref = world.mailbox.deliver(Role.INBOX, a_letter("brief-1"))
        world.seeder.flag(letter_id("brief-1"), {flag})
        self.settle()
        unless = frozenset({Flag.SEEN, Flag.FLAGGED})
        assert world.mailbox.remove(ref, message_id=letter_id("brief-1"), unless=unless) is False
        assert world.seeder.copies(letter_id("brief-1")) == [(INBOX, frozenset({flag}))]

    def test_a_flag_that_does_not_matter_does_not_keep_a_letter(self, world: World) -> None:
        ref = world.mailbox.deliver(Role.INBOX, a_letter("brief-1"))
        world.seeder.flag(letter_id("brief-1"), SEEN)
        self.settle()
        unless = frozenset({Flag.FLAGGED})
        assert world.mailbox.remove(ref, message_id=letter_id("brief-1"), unless=unless) is True

    def test_mail_of_others_is_never_removed_or_replaced(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        seeder.plant(INBOX, a_mail("treasure"))
        ref = mirror.read().one(mail_id("treasure")).ref
        for message_id in (mail_id("treasure"), letter_id("brief-1")):
            with pytest.raises(RefusedError):
                mirror.mailbox.remove(ref, message_id=message_id)
            with pytest.raises(RefusedError):
                mirror.mailbox.replace(ref, a_letter("brief-2"), message_id=message_id)
        assert seeder.copies(mail_id("treasure")) == [(INBOX, NO_FLAGS)]
        assert seeder.copies(letter_id("brief-2")) == []

    def test_another_letter_of_ours_is_not_taken_for_it(self, world: World) -> None:
        ref = world.mailbox.deliver(Role.INBOX, a_letter("brief-1"))
        self.settle()
        with pytest.raises(RefusedError):
            world.mailbox.remove(ref, message_id=letter_id("brief-2"))
        assert world.seeder.copies(letter_id("brief-1")) == [(INBOX, NO_FLAGS)]

    def test_a_replaced_draft_is_one_draft(self, mirror: Mirror, seeder: Seeder) -> None:
        first, better = letter_id("follow-up-1"), letter_id("follow-up-2")
        ref = mirror.mailbox.deliver(Role.DRAFTS, a_letter("follow-up-1", Kind.FOLLOW_UP))
        self.settle()
        mirror.read()
        letter = a_letter("follow-up-2", Kind.FOLLOW_UP, text="Better.")
        now = mirror.mailbox.replace(ref, letter, message_id=first)
        self.settle()
        assert [p for p, _ in seeder.copies(first) if p != TRASH] == []
        assert [place for place, _ in seeder.copies(better)] == [DRAFTS]
        mirror.read()
        assert mirror.all(first) == []
        envelope = mirror.one(better)
        assert envelope.ref == now
        assert envelope.flags == {Flag.DRAFT, Flag.SEEN}
        assert same_mail(mirror.mailbox.message(now), letter)

    def test_a_draft_replaced_under_its_own_message_id_is_one_draft(self, world: World) -> None:
        message_id = letter_id("follow-up-1")
        ref = world.mailbox.deliver(Role.DRAFTS, a_letter("follow-up-1", Kind.FOLLOW_UP))
        self.settle()
        letter = a_letter("follow-up-1", Kind.FOLLOW_UP, text="Better.")
        now = world.mailbox.replace(ref, letter, message_id=message_id)
        self.settle()
        assert [p for p, _ in world.seeder.copies(message_id) if p != TRASH] == [DRAFTS]
        assert same_mail(world.mailbox.message(now), letter)

    def test_a_draft_that_is_gone_is_not_made_again_by_replacing_it(self, world: World) -> None:
        ref = world.mailbox.deliver(Role.DRAFTS, a_letter("follow-up-1", Kind.FOLLOW_UP))
        world.seeder.delete(letter_id("follow-up-1"))
        self.settle()
        letter = a_letter("follow-up-2", Kind.FOLLOW_UP)
        with pytest.raises(RefusedError):
            world.mailbox.replace(ref, letter, message_id=letter_id("follow-up-1"))
        assert world.seeder.copies(letter_id("follow-up-2")) == []

    def test_an_edited_draft_is_not_replaced(self, world: World) -> None:
        """A mail program writes an edited draft anew, without our headers."""
        ref = world.mailbox.deliver(Role.DRAFTS, a_letter("follow-up-1", Kind.FOLLOW_UP))
        world.seeder.delete(letter_id("follow-up-1"))
        world.seeder.plant(DRAFTS, a_mail("edited", sender=ME, to=[ADA]), flags={Flag.DRAFT})
        self.settle()
        with pytest.raises(RefusedError):
            world.mailbox.replace(
                ref, a_letter("follow-up-2", Kind.FOLLOW_UP), message_id=letter_id("follow-up-1")
            )
        assert len(world.seeder.copies(mail_id("edited"))) == 1

    def test_a_mailbox_that_works_says_so_and_stays_as_it_is(self, world: World) -> None:
        world.seeder.plant(INBOX, a_mail("one"))
        lines = list(world.mailbox.check())
        assert lines
        assert all(line.ok for line in lines), lines
        assert world.seeder.copies(mail_id("one")) == [(INBOX, NO_FLAGS)]
        assert Mirror(world.mailbox).read().bad == {}
