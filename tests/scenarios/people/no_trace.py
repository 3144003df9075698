"""A stranger who left no trace: booked a slot, never wrote."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import TEN
from tests.scenarios.people.backdrop import everyday, everyday_events
from tests.scenarios.people.post import ROBIN, Person, Post
from tests.scenarios.people.scenario import Never, Says, Scenario, event

INES = Person("Ines Carvalho", "ines@lumen-atelier.example")
COSTA = Person("Ines Costa", "ines.costa@rivera.example", "Ines Costa\nProducer, Rivera Films")
LISBON = Person("Rui Carvalho", "rui@carvalho-wines.example", "Rui Carvalho\nCarvalho Wines")


def scenario() -> Scenario:
    """Only the event itself names Ines; others of her names write often."""
    post = Post()
    everyday(post)
    _others(post)
    call = event(
        "Ines Carvalho and Robin Doe",
        TEN,
        [INES],
        uid="slot-ines@example.com",
        minutes=30,
        properties={"DESCRIPTION": "Booked with Robin's page. Phone: +351 21 555 0199"},
        place="Phone call",
    )
    return Scenario(
        name="no_trace",
        about="a stranger with no trace",
        uid="slot-ines@example.com",
        at=TEN - timedelta(hours=2),
        mails=post.mails,
        events=everyday_events() | {"call": call},
        told_in_full=["Ines Carvalho"],
        words=90,
        says=[
            Says("that nothing is known", r"No earlier mail or meeting between you"),
            Says("her address, to find her by", r"ines@lumen-atelier\.example"),
            Says("the format you like", r"One-on-one, phone: what you like", "format"),
        ],
        never=[
            Never("filler", r"(?i)Cares about|Facing|Working on|How you could help|Ask, then"),
            Never("the other Ines", r"(?i)Costa|Rivera|film|documentary"),
            Never("the other Carvalho", r"(?i)wine|Rui\b"),
            Never("a guess", r"(?i)probably|might|perhaps"),
        ],
    )


def _others(post: Post) -> None:
    film = post(
        COSTA,
        "2026-10-20 10:00",
        """
        Hi Robin,

        I am working on a documentary about data in city halls. We are looking for people who
        would speak on camera.

        Ines
        """,
        "Documentary",
    )
    post(ROBIN, "2026-10-20 13:30", "Gladly, Ines. I will send you two names.", answers=film)
    post(
        COSTA,
        "2026-10-21 08:12",
        "Wonderful, thank you.\n\nInes",
        answers=film,
        to=[ROBIN],
        program="apple",
    )
    post(
        LISBON,
        "2026-11-02 17:00",
        "Dear customer,\n\nyour six bottles are on the way. Ms Carvalho, our new head of sales, "
        "sends her regards.\n\nRui",
        "Your order",
    )
