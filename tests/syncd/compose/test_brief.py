"""What a brief says, and what it never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from syncd.compose import BriefMatter, Day, Stationery, build, message_id, write_brief, write_word
from syncd.due import differences, told_of
from syncd.model import (
    Acquaintance,
    Address,
    DeliveryKey,
    Finding,
    Guest,
    Joined,
    Kind,
    LocalTime,
    MeetingKey,
    PartStat,
    Person,
    Source,
)
from syncd.people.dossier import Dossier, Exchange, mail_source
from syncd.people.matches import Match
from syncd.people.newsletters import Newsletter
from tests.builders import ADA, BERLIN, TEN, a_guest, a_meeting, an_address, me

NOW = TEN - timedelta(hours=4)


def an_exchange(text: str = "Tuesday works, looking forward.", **changes: Any) -> Exchange:
    defaults: dict[str, Any] = {
        "message_id": "<coffee@nordwind.example>",
        "subject": "Coffee?",
        "sender": an_address(),
        "from_me": False,
        "date": (TEN - timedelta(days=12)).astimezone(UTC),
        "text": text,
    }
    return Exchange(**(defaults | changes))


def a_dossier(**changes: Any) -> Dossier:
    known = Acquaintance(
        ADA, "Ada Lindqvist", TEN - timedelta(days=20), TEN - timedelta(days=12), 3, 2, "them"
    )
    defaults: dict[str, Any] = {
        "guest": a_guest(),
        "acquaintance": known,
        "exchanges": (an_exchange(),),
        "introduction": an_exchange(
            "", subject="Intro: Ada <> Robin", sender=an_address("jonas@weber.example")
        ),
    }
    return Dossier(**(defaults | changes))


def a_matter(**changes: Any) -> BriefMatter:
    defaults: dict[str, Any] = {
        "meeting": a_meeting(location="Café Einstein, Berlin"),
        "me": me(),
        "now": NOW,
        "dossiers": (a_dossier(),),
    }
    return BriefMatter(**(defaults | changes))


def text(**changes: Any) -> str:
    return write_brief(a_matter(**changes)).text


def test_the_subject_says_who_and_when():
    letter = write_brief(a_matter())
    assert letter.subject == "Ada Lindqvist, Tue 24 Nov 10:00: first meeting, Coffee"


def test_the_first_lines_say_when_where_and_who_has_answered():
    first = " ".join(text().partition("\n\n")[0].split())
    when = "Tue 24 Nov, 10:00-10:30 (Berlin), in 4 hours"
    assert first == f"{when} · Café Einstein, Berlin · Ada has accepted"


def test_how_you_know_each_other_is_told_with_its_source():
    told = " ".join(text().split())
    assert "Jonas introduced you on 12 Nov. Five mails, never met. [1]" in told
    assert '[1] mail "Intro: Ada <> Robin", Jonas, 12 Nov' in told


def test_the_last_word_is_quoted_as_theirs():
    assert '12 Nov, Ada: "Tuesday works, looking forward." [2]' in text()


def test_a_stranger_is_told_as_one():
    stranger = Dossier(a_guest(), Acquaintance(ADA))
    assert "No earlier mail or meeting between you." in text(dossiers=(stranger,))


def test_past_meetings_are_counted_and_the_last_is_named():
    past = a_meeting("Lunch", TEN - timedelta(days=260), uid="lunch")
    known = Acquaintance(ADA, "Ada", past.start, past.end, meetings=2)
    told = text(dossiers=(Dossier(a_guest(), known, meetings=(past,)),))
    assert "Met twice, no mail between you." in told
    assert '9 Mar, "Lunch"' in told
    assert (
        "first meeting"
        not in write_brief(
            a_matter(dossiers=(Dossier(a_guest(), known, meetings=(past,)),))
        ).subject
    )


def test_a_section_with_nothing_to_say_is_left_out():
    told = text(follow_up_wanted=False, dossiers=(Dossier(a_guest(), Acquaintance(ADA)),))
    assert "The format" not in told
    assert "Afterwards" not in told
    assert "Last met" not in told


def test_the_neighbours_in_your_day_are_told_when_they_are_near():
    call = a_meeting("Call", TEN - timedelta(minutes=60), minutes=45, uid="call")
    far = a_meeting("Far", TEN + timedelta(hours=6), uid="far")
    told = text(day=Day(before=call, after=far))
    assert '"Call" ends 15 minutes before.' in told
    assert "Far" not in told


def a_crowd(count: int) -> tuple[Guest, ...]:
    return tuple(a_guest(f"guest{n}@nordwind.example", f"Guest Number{n}") for n in range(count))


def test_those_you_know_are_named_and_strangers_counted_when_they_are_many():
    crowd = a_crowd(36)
    told = " ".join(text(others=crowd, familiar=crowd[:2]).split())
    assert "You know Guest Number0 and Guest Number1." in told
    assert "34 others you do not know yet." in told
    assert "Guest Number9" not in told
    assert "37 have accepted" in told


def test_a_few_strangers_are_named_and_so_is_who_organizes():
    host = a_guest("host@nordwind.example", "Hanna Host", organizer=True)
    told = " ".join(text(others=(*a_crowd(2), host)).split())
    assert "New to you: Guest Number0, Guest Number1 and Hanna Host." in told
    assert "Hanna Host organizes it." in told


def test_colleagues_are_named_as_such_and_not_in_the_subject():
    mara = a_guest("mara@example.com", "Mara Okafor", external=False)
    letter = write_brief(a_matter(colleagues=(mara,)))
    assert "Mara Okafor, your colleague, joins." in letter.text
    assert "Mara" not in letter.subject


def test_the_firm_of_several_is_told_once():
    def of_nordwind(address: str, name: str, title: str) -> Dossier:
        source = mail_source(an_exchange(sender=an_address(address, name)))
        role = Finding(address, "role", f"{title}, Nordwind AG", source)
        return a_dossier(guest=a_guest(address, name), findings=(role,))

    ada, ben = of_nordwind(ADA, "Ada", "CTO"), of_nordwind("b@nordwind.example", "Ben", "Analyst")
    told = " ".join(text(dossiers=(ada, ben)).split())
    assert told.count("Nordwind AG") == 1
    assert "both of Nordwind AG [1] [2]" in told
    assert "Ada, CTO [1]" in told
    assert "Ben, Analyst [2]" in told


def test_two_guests_of_one_first_name_are_told_apart():
    dmitris = tuple(
        a_dossier(guest=a_guest(f"{last}@x.example", f"Dmitri {last.title()}"))
        for last in ("lind", "okafor")
    )
    told = text(dossiers=dmitris)
    assert "Dmitri Lind and Dmitri Okafor have accepted" in " ".join(told.split())


def test_who_arranged_it_is_told_with_the_one_it_is_for():
    source = Source("mail", "Date", TEN - timedelta(days=9), "Petra Kühn")
    told = text(dossiers=(a_dossier(arranged=((Address("p@x.example", "Petra Kühn"), source),)),))
    assert "Arranged by          Petra Kühn, assistant [1]" in told


def test_another_address_is_only_probably_theirs_and_why():
    source = Source("mail", "Hello", TEN - timedelta(days=9), "Ada")
    joined = Joined(ADA, "ada@gmail.com", "found", "one phone number", source, certain=False)
    person = Person((ADA, "ada@gmail.com"), evidence=(joined,))
    told = " ".join(text(dossiers=(a_dossier(person=person),)).split())
    assert "Also probably ada@gmail.com: one phone number [2]" in told
    sure = replace(person, evidence=(replace(joined, certain=True),))
    assert "probably" not in text(dossiers=(a_dossier(person=sure),))


def test_a_long_silence_is_told():
    known = replace(a_dossier().acquaintance, last_contact=TEN - timedelta(days=740))
    told = " ".join(text(dossiers=(a_dossier(acquaintance=known),)).split())
    assert "Nothing between you for two years." in told


def test_old_words_stand_with_their_day():
    old = Source("mail", "Then", datetime(2025, 10, 14, tzinfo=UTC), "Ada")
    found = Finding(ADA, "cause", "I founded Kids Code", old)
    told = " ".join(text(dossiers=(a_dossier(findings=(found,)),)).split())
    assert 'Cares about 14 Oct 2025: "I founded Kids Code"' in told


def test_the_guests_own_time_stands_beside_yours():
    source = Source("event", "Call", TEN, "")
    tokyo = ZoneInfo("Asia/Tokyo")
    local = LocalTime(TEN.astimezone(tokyo), source, "Asia/Tokyo")
    told = " ".join(text(dossiers=(a_dossier(local=local),)).split())
    assert "in 4 hours · 18:00 for Ada (Tokyo) [1] · Café" in told
    late = LocalTime(TEN.astimezone(ZoneInfo("Pacific/Auckland")) + timedelta(hours=3), source)
    assert "Wed 25 Nov 1:00 for Ada [1]" in " ".join(
        text(dossiers=(a_dossier(local=late),)).split()
    )


def test_the_number_to_call_is_told_of_a_phone_call():
    meeting = a_meeting(description="I will call you on +351 21 555 0199.")
    assert "Call +351 21 555 0199" in text(meeting=meeting, format="phone")
    assert "0199" not in text(meeting=meeting, format="video")


def test_a_call_can_be_joined_and_nothing_else_is_linked():
    letter = write_brief(a_matter(meeting=a_meeting(conference_url="https://meet.example/x")))
    assert "Join the call: https://meet.example/x" in letter.text
    assert '<a href="https://meet.example/x">Join the call</a>' in letter.html
    evil = write_brief(a_matter(meeting=a_meeting(conference_url="javascript:alert(1)")))
    assert "javascript" not in evil.html


def test_whom_you_could_introduce_stands_with_both_sides_evidence():
    theirs = Finding("p@x.example", "done", "I built a data team", Source("mail", "Jobs", TEN, "P"))
    need = Finding(ADA, "challenge", "we are struggling to hire", mail_source(an_exchange()))
    match = Match(Address("p@x.example", "Priya Nair"), theirs, need, 3.0)
    told = " ".join(text(dossiers=(a_dossier(could_meet=(match,)),)).split())
    assert 'Priya Nair: "I built a data team"; you could introduce Ada and Priya [3] [2]' in told


def test_a_newsletter_of_theirs_is_told_without_its_words():
    letter = Newsletter("The Slow Web", 12, Source("mail", "The Slow Web #51", TEN, "Ada"))
    told = " ".join(text(dossiers=(a_dossier(newsletter=letter),)).split())
    assert 'Writes the newsletter "The Slow Web", which you get [3]' in told


def test_a_guest_who_declined_is_said_to_have():
    ben = a_guest("ben@nordwind.example", "Ben Moser", PartStat.DECLINED)
    assert "Ben has declined" in text(declined=(ben,))


def test_a_revision_says_first_what_has_changed_and_its_subject_begins_the_same():
    before = told_of(a_meeting(), (a_guest(),))
    moved = a_meeting(start=TEN + timedelta(days=1))
    letter = write_brief(
        a_matter(
            meeting=moved,
            differences=differences(before, told_of(moved, (a_guest(),))),
            since_first=differences(before, told_of(moved, (a_guest(),))),
            first_subject="Ada, Tue 24 Nov 10:00: Coffee",
            thread=("<first@example.com>",),
        )
    )
    assert letter.text.startswith("Moved: it was Tue 24 Nov, 10:00-10:30 (Berlin).")
    assert letter.subject == "Ada, Tue 24 Nov 10:00: Coffee (now Wed 25 Nov 10:00)"
    assert letter.in_reply_to == "<first@example.com>"


def test_the_word_that_it_is_off_is_one_line():
    letter = write_word(a_matter(first_subject="Ada: Coffee"), "It was cancelled.")
    assert letter.subject == "Ada: Coffee (off)"
    assert letter.text.strip().splitlines()[0].startswith("This meeting is off:")


def test_text_and_html_say_the_same():
    letter = write_brief(a_matter())
    for words in ("Jonas introduced you on 12 Nov", "Café Einstein", "Ada has accepted", "[2]"):
        assert words in " ".join(letter.text.split())
        assert words in letter.html.replace("\u00a0", " ")


def test_the_html_is_light_and_fetches_nothing():
    many = tuple(a_dossier(guest=a_guest(f"g{n}@nordwind.example")) for n in range(4))
    html = write_brief(a_matter(dossiers=many)).html
    assert len(html.encode()) < 50_000
    for fetching in ("<img", "<script", "<link", "url(", "src=", "@import"):
        assert fetching not in html


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a b",
        "file:///x",
        "https://a.example/\x1b[2J",
        "https://a.example/\u202egpj.exe",
    ],
)
def test_only_web_addresses_become_links(url: str):
    letter = write_brief(a_matter(meeting=a_meeting(url=url, conference_url=url)))
    assert "href" not in letter.html
    assert url not in letter.text


def test_hostile_words_are_bounded_escaped_and_on_one_line():
    evil = 'x" onload="y <script>alert(1)</script>\r\nBcc: eve@example.com {{ 7*7 }}\u202e' * 50
    dossier = a_dossier(guest=a_guest(name=evil), exchanges=(an_exchange(evil, subject=evil),))
    letter = write_brief(a_matter(dossiers=(dossier,), meeting=a_meeting(evil, location=evil)))
    assert "<script" not in letter.html
    assert "49" not in letter.text
    assert "\u202e" not in letter.text
    assert "\n" not in letter.subject
    assert len(letter.text) < 4000
    raw = build(letter, stationery())
    assert message_from_bytes(raw)["Bcc"] is None


def stationery(kind: Kind = Kind.BRIEF, revision: int = 1) -> Stationery:
    key = DeliveryKey(kind, "coffee-ada@example.com", revision)
    return Stationery(key, an_address("robin@example.com"), NOW, MeetingKey("coffee ada; 1"))


def test_the_headers_are_those_of_the_surface():
    message = message_from_bytes(
        build(write_brief(a_matter()), stationery()), policy=policy.default
    )
    assert message["X-Syncd-Kind"] == "brief"
    assert message["X-Syncd-Revision"] == "1"
    assert message["X-Syncd-Meeting"] == "coffee%20ada%3B%201"
    assert message["To"] == "Robin Doe <robin@example.com>"
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert "Café" in message.get_body(("plain",)).get_content()


def test_the_same_letter_has_the_same_message_id_and_another_another():
    first = stationery().key
    assert message_id(first, "robin@example.com") == message_id(first, "robin@example.com")
    others = [stationery(revision=2).key, stationery(Kind.FOLLOW_UP).key]
    ids = {message_id(key, "robin@example.com") for key in (first, *others)}
    assert len(ids) == 3


def test_every_line_fits_a_reader_of_eighty_columns():
    assert max(len(line) for line in text().splitlines()) <= 78


def test_times_are_in_the_readers_zone():
    utc = a_meeting(start=datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert "10:00-10:30 (Berlin)" in text(meeting=utc)
    assert str(BERLIN) == "Europe/Berlin"


def test_long_ids_stay_as_they_are_and_nothing_is_encoded_in_them():
    long_id = f"<{'a' * 120}@{'b' * 60}.example>"
    letter = write_brief(a_matter(first_subject="Ada: Coffee", thread=(long_id,)))
    letter = replace(letter, references=(long_id, f"<{'c' * 90}@x.example>", long_id))
    key = DeliveryKey(Kind.BRIEF, "x", 2)
    uid = "040000008200E00074C5B7101A82E008" * 5 + "@x"
    raw = build(letter, Stationery(key, an_address("robin@example.com"), NOW, MeetingKey(uid)))
    message = message_from_bytes(raw, policy=policy.default)
    assert message["In-Reply-To"] == long_id
    assert message["References"].split() == list(letter.references)
    assert message["X-Syncd-Meeting"] == uid
    assert b"=?" not in raw.split(b"\r\n\r\n")[0]


@pytest.mark.parametrize(
    "title", ["Coffee with Ada and a rather long title that goes on", "Käffchen " * 12]
)
def test_a_long_subject_comes_back_as_it_was(title: str):
    letter = write_brief(a_matter(meeting=a_meeting(title)))
    message = message_from_bytes(build(letter, stationery()), policy=policy.default)
    assert message["Subject"] == letter.subject
    assert max(map(len, build(letter, stationery()).split(b"\r\n"))) < 998


def test_who_joins_and_who_leaves_is_told_in_one_sentence():
    before = told_of(a_meeting(), (a_guest(), a_guest("cy@x.example", "Cy")))
    guests = (a_guest(), a_guest("ben@x.example", "Ben"), a_guest("dee@x.example", "Dee"))
    letter = write_brief(
        a_matter(
            dossiers=tuple(a_dossier(guest=guest) for guest in guests),
            differences=differences(before, told_of(a_meeting(), guests)),
        )
    )
    assert letter.text.startswith("Ben and Dee join; cy@x.example no longer takes part.")
