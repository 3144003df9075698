"""First meeting, by an introduction."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import TEN
from tests.scenarios.people.backdrop import everyday, everyday_events
from tests.scenarios.people.post import ROBIN, Person, Post
from tests.scenarios.people.scenario import Never, Says, Scenario, event

AMARA = Person(
    "Amara Okafor",
    "amara.okafor@harbourtrust.example",
    "Amara Okafor\nHead of Programme Data\nHarbour Trust\nT +49 40 5550 118\n"
    "www.harbourtrust.example",
)
JONAS = Person("Jonas Weber", "jonas.weber@mailbox.example")
_LAYOUT = "not laid out like the example in LETTERS.md"
_TWICE = "the subject names the guest again with the title"
NAMESAKE = Person("Amara Obi", "amara@bluekite.example", "Amara Obi\nFounder, Blue Kite")


def scenario() -> Scenario:
    """Jonas has brought Amara and Robin together three weeks ago."""
    post = Post()
    everyday(post)
    _jonas_and_robin(post)
    _the_introduction(post)
    _others(post)
    return Scenario(
        name="introduction",
        about="first meeting by introduction",
        uid="coffee-amara@example.com",
        at=TEN - timedelta(hours=2),
        mails=post.mails,
        events=everyday_events()
        | {
            "coffee": event(
                "Coffee with Amara",
                TEN,
                [AMARA],
                uid="coffee-amara@example.com",
                place="Café Einstein, Kurfürstenstraße 58, Berlin",
                properties={"URL": "https://calendar.example/e/amara"},
            )
        },
        told_in_full=["Amara Okafor"],
        says=_says(),
        never=_never(),
    )


def _says() -> list[Says]:
    who = "Amara Okafor"
    return [
        Says(
            "when, where and whether she comes, in one line",
            r"\(Berlin\), in 2 hours · Café Einstein.* · Amara has accepted",
        ),
        Says("who she is", r"Head of Programme Data, Harbour Trust"),
        Says("who she is, beside her name", r".", f"{who}, Head of Programme Data"),
        Says("where her role was read", r"signature, 18 Nov", who),
        Says("how Jonas knows you both", r"Jonas Weber \(.+\)", who),
        Says("who introduced you, and when", r"Jonas Weber introduced you on 3 Nov", who),
        Says("how well you know each other, counted", r"Four mails, never met", who),
        Says(
            "her last word",
            r'Last word .*18 Nov, (?:Amara|she): ".*Tuesday at ten works',
            who,
        ),
        Says("what she cares about", r"Cares about .*Code Harbour", who),
        Says("what she faces", r"Facing .*struggling to hire data engineers", who),
        Says(
            "what you owe her", r"Between you (?=.*5 Nov)(?=.*hiring checklist).*not sent yet", who
        ),
        Says("whom you both know", r"You both know .*Jonas Weber", who),
        Says(
            "how you could help",
            r"(?i)hiring-process reviews.*hire data engineers",
            "help",
        ),
        Says("a question about what she faces", r"data engineers\b.*\?", "Ask"),
        Says("a question about what she cares about", r"Code Harbour.*\?", "Ask"),
        Says("the format you like", r"One-on-one, in person: what you like best", "format"),
        Says("what ends just before", r"Data stand-up.*ends 15 minutes before", "format"),
        Says("the way to add notes", r"reply to this mail"),
    ]


def _never() -> list[Never]:
    return [
        Never("her daughter's illness", r"(?i)hospital|daughter"),
        Never("what Jonas faces", r"(?i)festival|venue"),
        Never("what Jonas says of her house", r"(?i)house\b"),
        Never("the other Amara's app", r"(?i)Obi\b|Blue Kite|payment"),
        Never("a colleague's trouble", r"(?i)reconcile|donations"),
    ]


def _jonas_and_robin(post: Post) -> None:
    asked = post(
        JONAS,
        "2026-10-29 18:20",
        """
        Hi Robin,

        good to see you at the data salon. We are looking for a venue for our winter festival, by
        the way, if you hear of anything.

        There is somebody you should meet: Amara Okafor. Shall I put you in touch?

        Jonas
        """,
        "Somebody you should meet",
    )
    post(ROBIN, "2026-10-29 21:02", "Yes please!\n\nRobin", answers=asked)


def _the_introduction(post: Post) -> None:
    intro = post(
        JONAS,
        "2026-11-03 09:30",
        """
        Hi Robin, hi Amara,

        as promised, the introduction. Robin, meet Amara, who leads programme data at Harbour
        Trust and has just bought a house in Altona. Amara, Robin runs the data team of Open
        Bridges and has hired half of the civic tech people I know.

        I'll leave it to the two of you!

        Jonas
        """,
        "Intro: Amara <> Robin",
        to=[ROBIN, AMARA],
    )
    hello = post(
        AMARA,
        "2026-11-04 14:11",
        """
        Thank you Jonas (moving you to bcc)!

        Hi Robin,

        lovely to meet you. We are struggling to hire data engineers who want to work for a
        charity, so Jonas's words made me curious. On weekends I run Code Harbour, a school that
        teaches girls to program. Are you in Berlin in the week of the 23rd?

        Best,
        Amara
        """,
        to=[ROBIN],
        cc=[JONAS],
        answers=intro,
        program="outlook",
    )
    mine = post(
        ROBIN,
        "2026-11-05 08:55",
        """
        Hi Amara,

        how nice. I am in Berlin all week; would Tuesday the 24th at ten suit you, at Café
        Einstein? I will send you the hiring checklist we use before then.

        Warm regards,
        Robin
        """,
        answers=hello,
    )
    again = post(
        AMARA,
        "2026-11-12 17:30",
        """
        Hi Robin,

        let me check my trains and come back to you.

        Best,
        Amara
        """,
        answers=mine,
        program="outlook",
    )
    post(
        AMARA,
        "2026-11-18 22:47",
        """
        Hi Robin,

        sorry for the slow answer, my daughter was in hospital last week. Tuesday at ten works,
        see you at Café Einstein!

        Best,
        Amara
        """,
        to=[ROBIN],
        answers=again,
        program="outlook",
    )


def _others(post: Post) -> None:
    post(
        NAMESAKE,
        "2026-11-17 10:02",
        """
        Hi Robin,

        I am building a payment app for market traders and we are struggling with chargebacks.
        Any pointers?

        Amara
        """,
        "Payments for traders",
    )
