"""What an event says of itself: its words, and what it is marked as."""

from datetime import UTC, datetime

import pytest

from syncd.model import Meeting, Status
from tests.syncd.calendar.texts import reading, single, vevent


def meeting(*lines: str) -> Meeting:
    return single("DTSTART:20261124T090000Z", *lines)


def test_text_is_unescaped():
    found = meeting(
        "SUMMARY:Coffee\\, tea\\; cake \\\\ more",
        "DESCRIPTION:One\\nTwo\\N\\nThree",
        "LOCATION:Café Einstein\\, Berlin",
    )
    assert found.title == "Coffee, tea; cake \\ more"
    assert found.description == "One\nTwo\n\nThree"
    assert found.location == "Café Einstein, Berlin"


def test_a_title_and_a_place_are_one_line():
    found = meeting("SUMMARY:  Coffee\\n with\tAda ", "LOCATION:Café\\nEinstein")
    assert (found.title, found.location) == ("Coffee with Ada", "Café Einstein")


def test_text_is_bounded():
    found = meeting(f"SUMMARY:{'x' * 600}", f"LOCATION:{'x' * 600}", f"DESCRIPTION:{'x' * 30000}")
    assert len(found.title) == len(found.location) == 500
    assert len(found.description) == 20_000


def test_an_event_without_words_has_none():
    found = meeting()
    assert (found.title, found.description, found.location) == ("", "", "")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<p>One</p><p>Two &amp; three&nbsp;four</p>", "One\nTwo & three four"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        (
            '<a href="https://nordwind.example/">Nordwind</a>',
            "Nordwind (https://nordwind.example/)",
        ),
        ('<a href="https://n.example/">https://n.example/</a>', "https://n.example/"),
        ('<a href="mailto:ada@n.example">ada@n.example</a>', "ada@n.example"),
        ('<a href="javascript:alert(1)">Click</a>', "Click"),
        ("<b>Bold</b><script>alert(1)</script><style>p{}</style>", "Bold"),
        ("<html-blob><b>Agenda</b><br>One</html-blob>", "Agenda\nOne"),
        ("<b>a</b> &lt;script&gt;", "a <script>"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("Ada <ada@nordwind.example>", "Ada <ada@nordwind.example>"),
        ("<b>open <a href='x", "open"),
    ],
)
def test_html_becomes_the_text_that_it_shows(markup, text):
    escaped = markup.replace(";", "\\;")
    assert meeting(f"DESCRIPTION:{escaped}").description == text


def test_the_html_beside_a_description_counts_only_without_one():
    html = "X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Rich</p></body></html>"
    assert meeting(html, "DESCRIPTION:Plain").description == "Plain"
    assert meeting(html, "DESCRIPTION:").description == "Rich"
    assert meeting(html).description == "Rich"


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("CONFIRMED", Status.CONFIRMED),
        ("tentative", Status.TENTATIVE),
        ("CANCELLED", Status.CANCELLED),
        ("X-MAYBE", Status.CONFIRMED),
    ],
)
def test_the_status_is_understood(written, status):
    assert meeting(f"STATUS:{written}").status is status


def test_a_cancelling_message_cancels():
    found = reading("METHOD:CANCEL", vevent("DTSTART:20261124T090000Z", "STATUS:CONFIRMED"))
    assert found.meetings[0].cancelled


@pytest.mark.parametrize(
    ("written", "visibility"),
    [
        ("PRIVATE", "private"),
        ("confidential", "confidential"),
        ("PUBLIC", "public"),
        ("X-SECRET", "private"),
    ],
)
def test_who_may_see_it_is_understood_and_in_doubt_nobody(written, visibility):
    assert meeting(f"CLASS:{written}").visibility == visibility
    assert meeting().visibility == "public"


def test_what_does_not_block_time_is_transparent():
    assert meeting("TRANSP:TRANSPARENT").transparent
    assert not meeting("TRANSP:OPAQUE").transparent
    assert not meeting().transparent


def test_categories_are_listed_once_each():
    found = meeting("CATEGORIES:Networking,Coffee\\, tea,,Networking", "CATEGORIES:Work")
    assert found.categories == ("Networking", "Coffee, tea", "Work")


def test_categories_are_bounded():
    found = meeting(f"CATEGORIES:{','.join(map(str, range(1000)))}", f"CATEGORIES:{'x' * 900}")
    assert len(found.categories) == 50
    assert all(len(category) <= 100 for category in found.categories)


def test_the_event_type_of_google_comes_through():
    assert meeting("X-SYNCD-EVENT-TYPE:workingLocation").event_type == "workingLocation"
    assert meeting("X-SYNCD-EVENT-TYPE:<b>").event_type == ""
    assert meeting().event_type == ""


@pytest.mark.parametrize(("written", "sequence"), [("3", 3), ("-1", 0), ("x", 0), ("9" * 50, 0)])
def test_the_sequence_is_a_number_or_none(written, sequence):
    assert meeting(f"SEQUENCE:{written}").sequence == sequence


def test_when_it_was_changed_is_the_best_that_is_known():
    both = meeting("DTSTAMP:20261102T080000Z", "LAST-MODIFIED:20261101T080000Z")
    assert both.updated == datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
    assert meeting("DTSTAMP:20261102T080000").updated == datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
    assert meeting("LAST-MODIFIED:never", "DTSTAMP:20261102T080000Z").updated is not None
    assert meeting().updated is None


def test_lines_that_make_no_sense_are_passed_over():
    found = meeting("just some words", ":", ";;;", "X-ODD;A=B;C:1", "SUMMARY:Coffee", "  ")
    assert found.title == "Coffee"


def test_a_quote_that_is_never_closed_does_not_swallow_the_value():
    assert meeting('SUMMARY;LANGUAGE="en:Coffee').title == "Coffee"


def test_names_in_small_letters_are_understood():
    assert meeting("summary;language=en:Coffee").title == "Coffee"
