"""The letters in German, read in full; and what is the same in every language."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from syncd.compose import BriefMatter, Day, write_alert, write_brief, write_follow_up, write_word
from syncd.compose.language import SHIPPED, shipped
from syncd.due import Reason, differences, told_of
from syncd.model import Finding, PartStat, Promise, Source, Style
from syncd.people.dossier import mail_source
from syncd.people.findings import findings
from tests.builders import ADA, BERLIN, TEN, a_guest, a_meeting, an_address, me
from tests.syncd.compose.test_brief import a_dossier, a_matter, an_exchange
from tests.syncd.compose.test_follow_up import a_matter as a_follow_up

GERMAN = shipped("de")
STYLE = Style(("one-on-one", "in person", "phone"), 2)

BRIEF = """\
Di 24. Nov, 10:00–10:30 Uhr (Berlin), in 4 Stunden · Café Einstein, Berlin ·
Ada hat zugesagt · Ben hat abgesagt
Termin öffnen: https://kalender.example/kaffee

Ada Lindqvist, Leiterin Daten, Nordwind [1] (Signatur, 12. November)
  Ihr kennt euch       Jonas hat euch am 12. November miteinander bekannt
                       gemacht. Fünf Mails, zweimal getroffen. [2]
  Zuletzt              12. November, Ada: „Am Dienstag passt es gut.“ [1]
  Zuletzt getroffen    9. März, „Mittagessen“ [3]
  Liegt am Herzen      „Ich habe Kids Code gegründet“ [1]
  Herausforderung      „Wir tun uns gerade schwer, Freiwillige zu
                       gewinnen“ [1]
  Zwischen euch offen  du am 5. November: „Ich schicke dir die Checkliste“;
                       noch nicht geschickt (bis Mi 25. Nov) [4]
  Gemeinsame Bekannte  Jonas Weber (in einer Mail mit euch beiden,
                       5. November) [5]

Wie du helfen könntest
  - Freiwillige gewinnen: passt zu „Freiwillige zu gewinnen“ [1]

Was euch verbindet
  - Kindern Code beibringen, eine Leidenschaft von dir. Ada: „Kids Code
    gegründet“ [1]

Fragen, dann zuhören
  - „Wir tun uns gerade schwer, Freiwillige zu gewinnen“ – was hat bisher
    geholfen, was nicht? [1]
  - „Ich habe Kids Code gegründet“ – wie kam es dazu? [1]

Die Form
  Zu zweit, per Video. Lieber ist es dir persönlich oder am Telefon; du
  könntest das vorschlagen. Es ist dein drittes Networking-Treffen an dem
  Tag; mehr als 2 möchtest du nicht. „Telefonat“ endet 5 Minuten vorher; du
  möchtest 15 Minuten Luft.
  Du könntest schreiben: „Passt dir auch ein Anruf zur selben Zeit? Ohne
  Bildschirm höre ich besser zu.“

Antworte nach dem Treffen mit zwei Zeilen auf diese Mail: Sie fließen in den
Entwurf für deine Nachricht ein.

[1]  Mail „Kaffee?“, Ada Lindqvist, 12. November
[2]  Mail „Ada <> Robin“, Jonas, 12. November
[3]  Termin „Mittagessen“, 9. März
[4]  Mail „Kaffee?“, du, 5. November
[5]  Mail „Hallo“, 5. November
"""


def a_rich_brief() -> BriefMatter:
    """What a brief can say, all at once."""
    mail = an_exchange(
        "Am Dienstag passt es gut. Wir tun uns gerade schwer, Freiwillige zu gewinnen. "
        "Ich habe Kids Code gegründet.",
        subject="Kaffee?",
    )
    made = TEN - timedelta(days=19)
    role = Finding(ADA, "role", "Leiterin Daten, Nordwind", mail_source(mail))
    dossier = a_dossier(
        exchanges=(mail,),
        meetings=(a_meeting("Mittagessen", TEN - timedelta(days=260), uid="lunch"),),
        introduction=an_exchange(
            "", subject="Ada <> Robin", sender=an_address("jonas@weber.example")
        ),
        findings=(role, *findings((mail,), ADA)),
        promises=(
            Promise(
                ADA,
                True,
                "Ich schicke dir die Checkliste",
                made,
                Source("mail", "Kaffee?", made, "you"),
                "<x@example.com>",
                due=(TEN + timedelta(days=1)).date(),
            ),
        ),
        mutual=((an_address("jonas@weber.example", "Jonas Weber"), Source("mail", "Hallo", made)),),
    )
    known = replace(dossier.acquaintance, meetings=2)
    return a_matter(
        language=GERMAN,
        meeting=a_meeting(
            "Kaffee", location="Café Einstein, Berlin", url="https://kalender.example/kaffee"
        ),
        dossiers=(replace(dossier, acquaintance=known),),
        declined=(a_guest("ben@x.example", "Ben Moser", PartStat.DECLINED),),
        me=me(offers=("Freiwillige gewinnen",), passions=("Kindern Code beibringen",)),
        style=STYLE,
        format="video",
        day=Day(a_meeting("Telefonat", TEN - timedelta(minutes=40), minutes=35, uid="t"), None, 3),
    )


def test_a_brief_reads_as_german():
    letter = write_brief(a_rich_brief())
    assert letter.subject == "Ada Lindqvist, Di 24. Nov, 10:00: Kaffee"
    assert letter.text == BRIEF


def test_a_brief_of_a_first_meeting_says_so():
    letter = write_brief(a_matter(language=GERMAN))
    assert letter.subject == "Ada Lindqvist, Di 24. Nov, 10:00: erstes Treffen, Coffee"


def test_a_revision_says_what_has_changed():
    before = told_of(a_meeting(location="Café"), (a_guest(),))
    moved = a_meeting("Tee", start=TEN + timedelta(days=1))
    guests = (a_guest(), a_guest("ben@x.example", "Ben"), a_guest("cy@x.example", "Cy"))
    changed = differences(before, told_of(moved, guests))
    matter = a_matter(
        language=GERMAN,
        meeting=moved,
        dossiers=tuple(a_dossier(guest=guest) for guest in guests),
        differences=changed,
        since_first=changed,
        first_subject="Ada, Di 24. Nov, 10:00: Kaffee",
    )
    letter = write_brief(matter)
    assert letter.subject == "Ada, Di 24. Nov, 10:00: Kaffee (jetzt Mi 25. Nov, 10:00)"
    assert letter.text.splitlines()[:4] == [
        "Verschoben, vorher: Di 24. Nov, 10:00–10:30 Uhr (Berlin).",
        "Es gibt keinen Ort mehr, vorher: Café.",
        "Ben und Cy kommen dazu.",
        "Anderer Titel, vorher: „Coffee with Ada“.",
    ]


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Reason.CANCELLED, "Es wurde abgesagt."),
        (Reason.DECLINED, "Du hast abgesagt."),
        (Reason.EVERYBODY_DECLINED, "Alle anderen haben abgesagt."),
        (Reason.GONE, "Es steht nicht mehr in deinem Kalender."),
    ],
)
def test_that_a_meeting_is_off_is_told_with_the_reason(reason: Reason, told: str):
    letter = write_word(a_matter(language=GERMAN, first_subject="Ada: Kaffee"), reason)
    assert letter.subject == "Ada: Kaffee (fällt aus)"
    when = "Di 24. Nov, 10:00–10:30 Uhr (Berlin)"
    assert " ".join(letter.text.split()) == f"Dieses Treffen fällt aus: {when}. {told}"


FOLLOW_UP = """\
Hallo Ada,

danke für das Gespräch heute Vormittag.

[[ deine Notiz, noch in deine Worte zu fassen: Sie erklärt Schleifen mit Strickmustern. ]]

Wie versprochen:
- Ich schicke dir die Checkliste bis Freitag
- Ich stelle dich Priya vor

Du wolltest mir den Link zu Kids Code schicken; darüber freue ich mich.

Falls ein Anruf einfacher ist als eine Mail: [[ an welchem Tag, um wie viel Uhr? ]] passt mir gut.

Viele Grüße
Robin
"""
NOTES = (
    "Sie erklärt Schleifen mit Strickmustern. Ich schicke ihr die Checkliste bis Freitag.",
    "Ich stelle sie Priya vor; sie schickt mir den Link zu Kids Code.",
    "ich schicke ihr die Checkliste bis Freitag",
)


def test_a_follow_up_reads_as_german():
    letter = write_follow_up(a_follow_up(language=GERMAN, notes=NOTES, style=STYLE))
    assert letter.subject == "Schön, dass wir am 24. November gesprochen haben"
    assert letter.text == FOLLOW_UP


def test_a_formal_follow_up_says_sie():
    text = write_follow_up(a_follow_up(language=GERMAN, notes=NOTES, formal=True)).text
    assert text.startswith("Guten Tag Ada Lindqvist,\n\nvielen Dank für das Gespräch")
    assert "- Ich schicke Ihnen die Checkliste bis Freitag\n- Ich stelle Sie Priya vor\n" in text
    assert "Sie wollten mir den Link zu Kids Code schicken;" in text
    assert text.endswith("Mit freundlichen Grüßen\nRobin Doe\n")


def test_a_group_is_called_ihr():
    guests = (a_guest(), a_guest("ben@x.example", "Ben Moser"))
    notes = ("Ich schicke ihnen die Fotos; sie wollen mir schreiben", "Sie zeigt mir das Labor")
    text = write_follow_up(a_follow_up(language=GERMAN, guests=guests, notes=notes)).text
    assert text.startswith("Hallo Ada und Ben,")
    assert "- Ich schicke euch die Fotos\n" in text
    assert "Ihr wolltet mir das Labor zeigen;" in text


def test_notes_in_another_language_are_left_to_the_writer():
    text = write_follow_up(a_follow_up(language=GERMAN, notes=("I'll send her the list",))).text
    assert "[[ deine Notiz, noch in deine Worte zu fassen: I'll send her the list ]]" in text
    assert "Wie versprochen" not in text


@pytest.mark.parametrize(
    ("days", "hour", "thanks"),
    [
        (0, 9, "das Gespräch heute Vormittag"),
        (0, 14, "das Gespräch heute Nachmittag"),
        (0, 19, "das Gespräch heute Abend"),
        (1, 19, "das Gespräch gestern Abend"),
        (3, 9, "Dienstag"),
        (7, 9, "letzten Dienstag"),
        (11, 9, "das Gespräch am 24. November"),
        (400, 9, "das Gespräch am 24. November 2026"),
    ],
)
def test_it_thanks_for_the_time_of_day(days: int, hour: int, thanks: str):
    start = datetime(2026, 11, 24, hour, tzinfo=BERLIN)
    later = start.replace(hour=22) + timedelta(days=days)
    matter = a_follow_up(language=GERMAN, meeting=a_meeting(start=start), now=later)
    assert f"danke für {thanks}." in write_follow_up(matter).text


@pytest.mark.parametrize(("days", "when"), [(3, "am Dienstag"), (8, "am letzten Dienstag")])
def test_formally_it_thanks_for_a_conversation(days: int, when: str):
    now = TEN + timedelta(days=days)
    letter = write_follow_up(a_follow_up(language=GERMAN, formal=True, now=now))
    assert f"vielen Dank für das Gespräch {when}." in letter.text


MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_series_of_dates(month: int):
    day = TEN.replace(month=month, day=3)
    assert GERMAN.short_day(day, BERLIN, TEN) in (
        f"3. {MONTHS[month - 1]}",
        f"3. {MONTHS[month - 1]} 2026",
    )
    weekday = "Mo Di Mi Do Fr Sa So".split()[day.weekday()]
    assert GERMAN.day(day, day) == f"{weekday} 3. {MONTHS[month - 1][:3]}"


@pytest.mark.parametrize(
    ("left", "english", "german"),
    [
        (timedelta(minutes=1), "in 1 minute", "in 1 Minute"),
        (timedelta(minutes=25), "in 25 minutes", "in 25 Minuten"),
        (timedelta(hours=2), "in 2 hours", "in 2 Stunden"),
        (timedelta(days=3), "in 3 days", "in 3 Tagen"),
        (timedelta(0), "", ""),
    ],
)
def test_how_long_it_is_until_then(left: timedelta, english: str, german: str):
    assert shipped("en").in_time(TEN + left, TEN) == english
    assert GERMAN.in_time(TEN + left, TEN) == german


@pytest.mark.parametrize(
    ("days", "english", "german"),
    [
        (1, "Tue 24 Nov, all day", "Di 24. Nov, ganztägig"),
        (3, "Tue 24 Nov to Thu 26 Nov", "Di 24. Nov bis Do 26. Nov"),
    ],
)
def test_whole_days(days: int, english: str, german: str):
    start = TEN.replace(hour=0)
    end = start + timedelta(days=days)
    assert shipped("en").when(start, end, BERLIN, TEN, all_day=True) == english
    assert GERMAN.when(start, end, BERLIN, TEN, all_day=True) == german


@pytest.mark.parametrize(
    ("n", "english", "german"),
    [
        (1, "once", "einmal"),
        (2, "twice", "zweimal"),
        (5, "five times", "fünfmal"),
        (20, "20 times", "20-mal"),
    ],
)
def test_how_often(n: int, english: str, german: str):
    assert (shipped("en").times(n), GERMAN.times(n)) == (english, german)


@pytest.mark.parametrize(
    ("n", "english", "german"),
    [(3, "third", "drittes"), (11, "11th", "11."), (21, "21st", "21."), (22, "22nd", "22.")],
)
def test_which_of_the_day(n: int, english: str, german: str):
    assert (shipped("en").nth(n), GERMAN.nth(n)) == (english, german)


HOSTILE = "{{ 7*7 }}{% raw %}{names}{0}%s<b>"


@pytest.mark.parametrize("code", SHIPPED)
def test_a_name_or_title_in_braces_stays_as_it_is(code: str):
    language = shipped(code)
    guest = a_guest(name=HOSTILE)
    meeting = a_meeting(HOSTILE, location=HOSTILE)
    mail = an_exchange(HOSTILE, subject=HOSTILE)
    dossier = a_dossier(guest=guest, exchanges=(mail,))
    letters = [
        write_brief(a_matter(language=language, meeting=meeting, dossiers=(dossier,))),
        write_word(a_matter(language=language, first_subject=HOSTILE), HOSTILE),
        write_follow_up(a_follow_up(language=language, guests=(guest,), notes=(HOSTILE,))),
        write_alert(HOSTILE, HOSTILE, HOSTILE, TEN, me(), language=language),
    ]
    for letter in letters:
        assert "{names}{0}%s<b>" in " ".join(letter.text.split())
        assert "49" not in letter.text
        assert "<b>{" not in letter.html
        assert "%s&lt;b&gt;" in letter.html


@pytest.mark.parametrize("code", SHIPPED)
def test_html_says_which_language_it_is_in(code: str):
    language = shipped(code)
    letters = [
        write_brief(a_matter(language=language)),
        write_follow_up(a_follow_up(language=language)),
        write_alert("work", "calendar", "down", TEN, me(), language=language),
    ]
    assert all(f'<html lang="{code}">' in letter.html for letter in letters)


def test_an_alert_says_which_half_of_the_account():
    text = write_alert("arbeit", "calendar", "weg", TEN, me(), language=GERMAN).text
    assert text.startswith("Seit Di 24. Nov, 10:00 kann syncd dein Konto „arbeit“ (Kalender) nicht")
