"""A guest eight hours ahead, by video."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.builders import BERLIN
from tests.scenarios.people.backdrop import everyday, everyday_events
from tests.scenarios.people.post import ROBIN, Person, Post
from tests.scenarios.people.scenario import Never, Says, Scenario, event

MEI = Person(
    "Mei Tanaka",
    "mei.tanaka@hoshizora.example",
    "Mei Tanaka\nDirector of Community\nHoshizora Robotics\n2-11-3 Meguro, Tokyo\n+81 3 5550 0142",
)
KENJI = Person("Kenji Tanaka", "kenji.tanaka@hoshizora.example", "Kenji Tanaka\nSales")
TOKYO = ZoneInfo("Asia/Tokyo")
#: 17:00 in Tokyo, 9:00 in Berlin.
START = datetime(2026, 11, 27, 17, 0, tzinfo=TOKYO)


def scenario() -> Scenario:
    """Mei invited Robin in her own zone."""
    post = Post()
    everyday(post)
    _mei(post)
    call = event(
        "Mei / Robin",
        START,
        [MEI],
        uid="mei@hoshizora.example",
        organizer=MEI,
        properties={
            "CONFERENCE": "https://meet.example/mei-robin",
            "DESCRIPTION": "Video call: https://meet.google.com/abc-defg-hij",
        },
    )
    return Scenario(
        name="other_zone",
        about="a guest in another zone",
        uid="mei@hoshizora.example",
        at=datetime(2026, 11, 27, 7, 30, tzinfo=BERLIN),
        mails=post.mails,
        events=everyday_events() | {"call": call},
        offers=["workshops on teaching children to program"],
        passions=["choir singing"],
        told_in_full=["Mei Tanaka"],
        says=[
            Says("when it is for you", r"Fri 27 Nov, 9:00-9:45 \(Berlin\)"),
            Says("when it is for her", r"17:00.{0,12}\(?Tokyo|17:00.{0,20}her time|17:00 for"),
            Says("who she is", r"Director of Community, Hoshizora Robotics"),
            Says("what she faces", r"hard to find teachers", "Mei Tanaka"),
            Says("her last word", r'Last word .*19 Nov, (?:Mei|she): "', "Mei Tanaka"),
            Says("how you could help", r"(?i)workshops on teaching children.*teachers", "help"),
            Says("that you sing both", r"(?i)choir", "Common ground"),
            Says("that you like another format more", r"video.*in person|video.*phone", "format"),
            Says("first meeting, in the subject", r"^Mei Tanaka, Fri 27 Nov 9:00: first meeting",
                 "subject"),
        ],
        never=[
            Never("her time as yours", r"(?<!\d)17:00-17:45 \(Berlin"),
            Never("what the other Tanaka sells", r"(?i)Kenji|discount|arm\b"),
            Never("her faith", r"(?i)temple|Buddhis"),
        ],
    )  # fmt: skip


def _mei(post: Post) -> None:
    hello = post(
        MEI,
        "2026-11-10T10:15:00+09:00",
        """
        Dear Robin,

        I read about your weekend classes. We give robots to schools, and it is hard to find
        teachers who dare to open the box. In my free time I sing in a choir of engineers.

        Thank you for what you do. My grandfather kept a temple in Nara, he would have called it
        patience.

        Best regards,
        Mei
        """,
        "Robots in schools",
    )
    mine = post(
        ROBIN,
        "2026-11-10 08:30",
        "Dear Mei,\n\nthat sounds wonderful. Would a call in two weeks suit you?\n\nRobin",
        answers=hello,
    )
    post(
        MEI,
        "2026-11-19T18:02:00+09:00",
        "Dear Robin,\n\nFriday the 27th at five in my afternoon works well. I look forward to it!"
        "\n\nMei",
        to=[ROBIN],
        answers=mine,
    )
    post(
        KENJI,
        "2026-11-20T09:00:00+09:00",
        "Dear customer,\n\nwe are launching our new arm with a discount of 20 %.\n\nKenji",
        "New arm",
    )
