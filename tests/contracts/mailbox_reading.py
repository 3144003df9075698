"""Changes since a cursor, correspondence, and one message whole."""

from __future__ import annotations

from datetime import timedelta

import pytest

from connectors.contract import Mailbox
from syncd.errors import ItemError
from syncd.model import Flag, Ref, Role
from tests.builders import ADA, ME, TEN
from tests.contracts.mailbox_world import (
    ARCHIVE,
    INBOX,
    JUNK,
    NO_FLAGS,
    ROLES,
    SEEN,
    SENT,
    TRASH,
    MailboxPromises,
    Mirror,
    Seeder,
    World,
    a_mail,
    mail_id,
    same_mail,
)


class Reading(MailboxPromises):
    """Changes since a cursor, correspondence, and one message whole."""

    def test_an_empty_mailbox_gives_a_cursor_and_nothing_else(self, mailbox: Mailbox) -> None:
        mirror = Mirror(mailbox).read()
        assert mirror.cursor
        assert not mirror.envelopes
        assert not mirror.bad

    def test_the_first_read_lists_what_is_there_if_the_mailbox_mirrors(self, world: World) -> None:
        world.seeder.plant(INBOX, a_mail("one"))
        world.seeder.plant(SENT, a_mail("two", sender=ME, to=[ADA]), flags=SEEN)
        mirror = Mirror(world.mailbox).read()
        ids = {envelope.message_id for envelope in mirror.envelopes.values()}
        assert ids == ({mail_id("one"), mail_id("two")} if world.mailbox.mirrors else set())

    def test_every_place_has_its_role(self, mirror: Mirror, seeder: Seeder) -> None:
        for place in ROLES:
            seeder.plant(place, a_mail(place))
        mirror.read()
        assert {place: mirror.one(mail_id(place)).role for place in ROLES} == ROLES

    def test_junk_and_trash_are_left_out(self, mirror: Mirror, seeder: Seeder) -> None:
        seeder.plant(JUNK, a_mail("prize"))
        seeder.plant(TRASH, a_mail("old"))
        seeder.plant(INBOX, a_mail("real"))
        mirror.read()
        assert {e.message_id for e in mirror.envelopes.values()} == {mail_id("real")}

    def test_new_mail_comes_once(self, mirror: Mirror, seeder: Seeder) -> None:
        seeder.plant(INBOX, a_mail("one"))
        assert [e.message_id for e in mirror.read().news] == [mail_id("one")]
        seeder.plant(INBOX, a_mail("two"))
        assert [e.message_id for e in mirror.read().news] == [mail_id("two")]
        assert mirror.read().news == []

    def test_mail_that_comes_between_two_reads_in_quick_succession_is_never_missed(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        for number in range(20):
            seeder.plant(INBOX, a_mail(f"quick-{number}"))
            mirror.read()
            mirror.one(mail_id(f"quick-{number}"))

    def test_a_flag_that_changes_is_told_and_the_ref_stays(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        seeder.plant(INBOX, a_mail("one"))
        before = mirror.read().one(mail_id("one"))
        assert before.flags == NO_FLAGS
        seeder.flag(mail_id("one"), {Flag.SEEN, Flag.FLAGGED})
        after = mirror.read().one(mail_id("one"))
        assert after.flags == {Flag.SEEN, Flag.FLAGGED}
        assert after.ref == before.ref
        seeder.flag(mail_id("one"), SEEN)
        assert mirror.read().one(mail_id("one")).flags == SEEN

    def test_a_message_that_moves_is_where_it_went_and_nowhere_else(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        seeder.plant(INBOX, a_mail("one"))
        mirror.read()
        seeder.move(mail_id("one"), ARCHIVE)
        assert mirror.read().one(mail_id("one")).role is Role.ARCHIVE
        seeder.move(mail_id("one"), INBOX)
        assert mirror.read().one(mail_id("one")).role is Role.INBOX

    def test_a_message_moved_to_the_trash_is_gone(self, mirror: Mirror, seeder: Seeder) -> None:
        seeder.plant(INBOX, a_mail("one"))
        mirror.read()
        seeder.move(mail_id("one"), TRASH)
        assert mirror.read().all(mail_id("one")) == []

    def test_a_deleted_message_is_gone_and_the_others_stay(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        seeder.plant(INBOX, a_mail("one"))
        seeder.plant(INBOX, a_mail("two"))
        mirror.read()
        seeder.delete(mail_id("one"))
        mirror.read()
        assert mirror.all(mail_id("one")) == []
        mirror.one(mail_id("two"))

    def test_everything_at_once_ends_in_the_same_mirror_as_reading_anew(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        for number in range(12):
            seeder.plant(INBOX, a_mail(f"mail-{number}"))
        mirror.read()
        seeder.flag(mail_id("mail-1"), SEEN)
        seeder.move(mail_id("mail-2"), ARCHIVE)
        seeder.move(mail_id("mail-3"), TRASH)
        seeder.delete(mail_id("mail-4"))
        seeder.plant(SENT, a_mail("answer", sender=ME, to=[ADA]), flags=SEEN)
        mirror.read()
        seen = {e.message_id: (e.role, e.flags) for e in mirror.envelopes.values()}
        expected = {mail_id(f"mail-{n}"): (Role.INBOX, NO_FLAGS) for n in range(12)}
        expected |= {
            mail_id("mail-1"): (Role.INBOX, SEEN),
            mail_id("mail-2"): (Role.ARCHIVE, NO_FLAGS),
            mail_id("answer"): (Role.SENT, SEEN),
        }
        del expected[mail_id("mail-3")], expected[mail_id("mail-4")]
        assert seen == expected

    def test_a_forgotten_cursor_gives_the_same_mirror_again(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        for number in range(5):
            seeder.plant(INBOX, a_mail(f"mail-{number}"))
        mirror.read()
        seeder.delete(mail_id("mail-0"))
        mirror.cursor = ""
        mirror.read()
        if mirror.mailbox.mirrors:
            ids = {e.message_id for e in mirror.envelopes.values()}
            assert ids == {mail_id(f"mail-{number}") for number in range(1, 5)}

    def test_a_cursor_that_nobody_wrote_does_no_harm(self, mirror: Mirror, seeder: Seeder) -> None:
        seeder.plant(INBOX, a_mail("one"))
        mirror.read()
        for rubbish in ("rubbish", "{", "[]", '{"v": 99}', "-1", "9" * 40, "\u00e9"):
            mirror.cursor = rubbish
            mirror.read()
            mirror.one(mail_id("one"))

    def test_a_read_that_is_given_up_halfway_loses_nothing(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        for number in range(8):
            seeder.plant(INBOX, a_mail(f"mail-{number}"))
        pages = mirror.mailbox.changes(mirror.cursor, mirror.known)
        for page in pages:
            mirror.apply(page)
            break
        del pages
        mirror.read()
        for number in range(8):
            mirror.one(mail_id(f"mail-{number}"))

    def test_a_read_whose_pages_were_all_lost_can_be_done_again(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        seeder.plant(INBOX, a_mail("one"))
        list(mirror.mailbox.changes(mirror.cursor, mirror.known))
        mirror.read().one(mail_id("one"))

    def test_correspondence_is_mail_from_and_to_someone_newest_first(
        self, mailbox: Mailbox, seeder: Seeder
    ) -> None:
        seeder.plant(INBOX, a_mail("old", date=TEN - timedelta(days=30)))
        seeder.plant(SENT, a_mail("sent", sender=ME, to=[ADA], date=TEN - timedelta(days=20)))
        seeder.plant(ARCHIVE, a_mail("new", cc=[ADA], sender=ME, date=TEN - timedelta(days=10)))
        seeder.plant(INBOX, a_mail("other", sender="jonas@weber.example"))
        self.settle()
        found = mailbox.correspondence([ADA.upper()])
        assert [e.message_id for e in found] == [mail_id("new"), mail_id("sent"), mail_id("old")]

    def test_correspondence_keeps_to_its_limits(self, mailbox: Mailbox, seeder: Seeder) -> None:
        for days in range(1, 7):
            seeder.plant(INBOX, a_mail(f"day-{days}", date=TEN - timedelta(days=days)))
        self.settle()
        newest = [e.message_id for e in mailbox.correspondence([ADA], limit=2)]
        assert newest == [mail_id("day-1"), mail_id("day-2")]
        since = TEN - timedelta(days=3, hours=1)
        recent = {e.message_id for e in mailbox.correspondence([ADA], since=since)}
        assert recent == {mail_id("day-1"), mail_id("day-2"), mail_id("day-3")}

    def test_correspondence_with_several_addresses_tells_each_message_once(
        self, mailbox: Mailbox, seeder: Seeder
    ) -> None:
        seeder.plant(INBOX, a_mail("both", cc=["jonas@weber.example"]))
        seeder.plant(INBOX, a_mail("jonas", sender="jonas@weber.example"))
        self.settle()
        found = [e.message_id for e in mailbox.correspondence([ADA, "jonas@weber.example"])]
        assert sorted(found) == [mail_id("both"), mail_id("jonas")]

    def test_correspondence_leaves_out_junk_and_trash_and_who_is_only_alike(
        self, mailbox: Mailbox, seeder: Seeder
    ) -> None:
        seeder.plant(JUNK, a_mail("junk"))
        seeder.plant(TRASH, a_mail("trash"))
        seeder.plant(INBOX, a_mail("alike", sender="x" + ADA))
        self.settle()
        assert list(mailbox.correspondence([ADA])) == []

    @pytest.mark.parametrize("address", ["", "*", '"', "a@b OR from:everyone", "a b@c\r\nX", "é@ü"])
    def test_correspondence_with_a_strange_address_finds_nothing(
        self, mailbox: Mailbox, seeder: Seeder, address: str
    ) -> None:
        seeder.plant(INBOX, a_mail("one"))
        self.settle()
        assert list(mailbox.correspondence([address])) == []
        assert list(mailbox.correspondence([])) == []

    def test_a_message_is_read_whole_and_stays_unread(self, mirror: Mirror, seeder: Seeder) -> None:
        raw = a_mail("one", text="Grüße\n" * 500, html="<p>Grüße</p>")
        seeder.plant(INBOX, raw)
        ref = mirror.read().one(mail_id("one")).ref
        assert same_mail(mirror.mailbox.message(ref), raw)
        assert [flags for _, flags in seeder.copies(mail_id("one"))] == [NO_FLAGS]
        assert mirror.read().one(mail_id("one")).flags == NO_FLAGS

    def test_a_message_is_found_by_its_ref_after_its_flags_changed(
        self, mirror: Mirror, seeder: Seeder
    ) -> None:
        seeder.plant(INBOX, a_mail("one"))
        ref = mirror.read().one(mail_id("one")).ref
        seeder.flag(mail_id("one"), SEEN)
        assert b"looking forward" in mirror.mailbox.message(ref)

    def test_a_message_that_is_gone_says_so(self, mirror: Mirror, seeder: Seeder) -> None:
        seeder.plant(INBOX, a_mail("one"))
        ref = mirror.read().one(mail_id("one")).ref
        seeder.delete(mail_id("one"))
        with pytest.raises(ItemError):
            mirror.mailbox.message(ref)

    @pytest.mark.parametrize(
        "ref", [Ref("no such folder", "1"), Ref("../..", "passwd"), Ref("", "")]
    )
    def test_a_ref_that_nobody_gave_out_is_no_message(self, mailbox: Mailbox, ref: Ref) -> None:
        with pytest.raises(ItemError):
            mailbox.message(ref)
