"""What lies in anybody's mailbox and calendar besides: colleagues, lists, robots, a choir."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import TEN
from tests.scenarios.people.post import ROBIN, Person, Post
from tests.scenarios.people.scenario import event

MIA = Person("Mia Kaur", "mia@example.com")
SAM = Person("Samuel Osei", "samuel@example.com")
CHOIR = Person("Greta Holm", "greta.holm@posteo.example")
RAIL = Person("Fernbahn", "noreply@fernbahn.example")
WEEKLY = Person("Civic Weekly", "hello@civicweekly.example")
DIGEST = {"List-Id": "<civic-weekly.civicweekly.example>", "Precedence": "bulk"}


def everyday(post: Post) -> None:
    """A fortnight of ordinary mail, none of which is about anybody that is met."""
    budget = post(
        MIA,
        "2026-11-09 09:12",
        """
        Hi Robin,

        the numbers for the board are in the shared folder. We are struggling to reconcile the
        donations of September with the bank file. Could you have a look before Thursday?

        Mia
        """,
        "Board numbers",
    )
    post(ROBIN, "2026-11-09 11:40", "Looking now. I will send you the corrected file today.",
         answers=budget)  # fmt: skip
    post(MIA, "2026-11-09 16:05", "Perfect, thank you. That closes it.", to=[ROBIN, SAM],
         answers=budget, program="apple")  # fmt: skip
    post(
        SAM,
        "2026-11-11 14:20",
        """
        Robin, Mia,

        the import ran through overnight. I am building a small dashboard for it, link follows.

        Sam
        """,
        "Import",
        to=[ROBIN, MIA],
        program="thunderbird",
    )
    post(
        CHOIR,
        "2026-11-13 20:45",
        """
        Dear all,

        rehearsal on Monday is in the small hall. Please bring the Brahms and a pencil.
        We are looking for two more tenors.

        Greta
        """,
        "Rehearsal",
        to=[ROBIN, Person("Chorverteiler", "chor@lists.posteo.example")],
    )
    post(RAIL, "2026-11-15 07:02", "Your ticket Berlin - Hamburg, coach 11, seat 42.",
         "Your booking 8Q3ZK1", signed=False)  # fmt: skip
    for week, day in enumerate(("05", "12", "19")):
        post(
            WEEKLY,
            f"2026-11-{day} 06:00",
            f"""
            Civic Weekly, issue {212 + week}

            We love maps. I run the jobs board: three openings for analysts this week.
            Unsubscribe: https://civicweekly.example/u/1
            """,
            f"Civic Weekly #{212 + week}",
            headers=DIGEST,
        )


def everyday_events() -> dict[str, str]:
    """Meetings with colleagues, around the one that counts."""
    return {
        "standup": event(
            "Data stand-up",
            TEN - timedelta(hours=1),
            [MIA, SAM],
            uid="standup@example.com",
            minutes=45,
        ),
        "board": event(
            "Board numbers",
            TEN - timedelta(days=13),
            [MIA],
            uid="board@example.com",
            minutes=60,
        ),
    }
