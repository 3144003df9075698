"""An assistant arranges a meeting and writes for somebody: both come, or only she is invited."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.builders import BERLIN
from tests.scenarios.people.backdrop import everyday, everyday_events
from tests.scenarios.people.post import ROBIN, Person, Post
from tests.scenarios.people.scenario import Never, Says, Scenario, event

HELENA = Person(
    "Dr. Helena Brandt",
    "helena.brandt@nordlicht-stiftung.example",
    "Dr. Helena Brandt\nVorstand\nNordlicht Stiftung\nHamburg",
)
PETRA = Person(
    "Petra Kühn",
    "petra.kuehn@nordlicht-stiftung.example",
    "Petra Kühn\nAssistentin von Dr. Helena Brandt\nNordlicht Stiftung\nTel. +49 40 5550 7701",
)
START = datetime(2026, 11, 26, 16, 0, tzinfo=BERLIN)
_ASSISTANT = "assistants are taken for guests like any other"


def scenario() -> Scenario:
    """Petra has invited Robin, Helena and herself."""
    return _scenario(
        "assistant",
        "an assistant arranging; both are in the meeting",
        [HELENA, PETRA],
        [
            Says("who it is about, in the subject", r"^Dr\. Helena Brandt, Thu 26 Nov 16:00",
                 "subject"),
            Says("that Petra is her assistant, in a line", r"Petra Kühn.{0,60}(?i:assist)"),
            Says("what Petra owes you", r"Between you (?=.*16 Nov).*directions"),
            *_about_helena(),
        ],
        told_in_full=["Dr. Helena Brandt"],
    )  # fmt: skip


def only_the_assistant() -> Scenario:
    """Petra has invited Robin and herself; the title says whom Robin meets."""
    return _scenario(
        "assistant_only",
        "an assistant arranging; only she is in the calendar",
        [PETRA],
        [
            Says("whom you meet, in the subject", r"Helena Brandt.*Thu 26 Nov 16:00|"
                 r"Thu 26 Nov 16:00.*Helena Brandt", "subject"),
            Says("that Petra arranges for her", r"Petra Kühn.{0,80}(?i:assist)"),
            Says("what Petra owes you", r"Between you (?=.*16 Nov).*directions"),
            *(Says(s.what, s.pattern) for s in _about_helena()),
        ],
        told_in_full=None,
    )  # fmt: skip


def _about_helena() -> list[Says]:
    return [
        Says("who Helena is", r"Vorstand, Nordlicht Stiftung"),
        Says("what Helena builds", r"launching a fund for open mobility data"),
        Says("the last word with Helena herself", r"22 Sep, you: |21 Sep, (?:.*Helena|she): "),
    ]


def _scenario(name, about, people, says, told_in_full) -> Scenario:
    post = Post()
    everyday(post)
    _the_mails(post)
    talk = event(
        "Gespräch Dr. Helena Brandt / Robin Doe",
        START,
        people,
        uid=f"{name}@example.com",
        organizer=PETRA,
        place="Nordlicht Stiftung, Jungfernstieg 30, Hamburg",
    )
    return Scenario(
        name=name,
        about=about,
        uid=f"{name}@example.com",
        at=START - timedelta(hours=4),
        mails=post.mails,
        events=everyday_events() | {"talk": talk},
        offers=["introductions to people who run open funds", "reviews of mobility data"],
        passions=["open data"],
        told_in_full=told_in_full,
        says=says,
        never=[
            Never("Petra's club as Helena's", r"(?i)tennis"),
            Never("Helena's health", r"(?i)knee|surgery|operat|Knie"),
            Never("what another at the foundation does", r"(?i)scholarship|Stipendi|Yilmaz"),
        ],
    )


def _the_mails(post: Post) -> None:
    hello = post(
        HELENA,
        "2026-09-21 19:05",
        """
        Dear Robin,

        thank you for your talk in Lübeck. We are launching a fund for open mobility data next
        spring, and I would like to hear what you would pay for first. My assistant Petra Kühn,
        in copy, will find a date once my knee surgery is behind me.

        Kind regards,
        Helena Brandt
        """,
        "Your talk in Lübeck",
        cc=[PETRA],
        program="outlook",
    )
    mine = post(
        ROBIN,
        "2026-09-22 09:00",
        "Dear Dr. Brandt,\n\nI would be glad to.\n\nKind regards,\nRobin Doe",
        answers=hello,
        cc=[PETRA],
    )
    date = post(
        PETRA,
        "2026-11-12 11:20",
        """
        Dear Robin,

        on behalf of Dr. Brandt: would Thursday, 26 November at 4 pm suit you, at our house in
        Hamburg? I am on the board of the tennis club, so any later is difficult for me to host.

        Kind regards,
        Petra Kühn
        """,
        to=[ROBIN],
        answers=mine,
        program="outlook",
    )
    yes = post(
        ROBIN, "2026-11-12 13:15", "Dear Petra,\n\nthat suits me well.\n\nRobin", answers=date
    )
    post(
        PETRA,
        "2026-11-16 08:40",
        """
        Dear Robin,

        wonderful. I will send you the directions by Wednesday. Dr. Brandt is looking forward to
        meeting you.

        Kind regards,
        Petra Kühn
        """,
        answers=yes,
        program="outlook",
    )
    post(
        Person("Deniz Yilmaz", "deniz.yilmaz@nordlicht-stiftung.example", "Deniz Yilmaz"),
        "2026-11-17 10:00",
        "Dear all,\n\nI run the scholarship programme and we are looking for reviewers.\n\nDeniz",
        "Reviewers wanted",
        to=[ROBIN, Person("Fellows", "fellows@lists.nordlicht-stiftung.example")],
    )
