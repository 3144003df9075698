"""The twelve mailboxes that a brief is judged by, each in a module of its own.

To read one of their briefs: ``python -m tests.scenarios.people moved``.
"""

from __future__ import annotations

from tests.scenarios.people import (
    assistant,
    former_colleague,
    introduction,
    meetup,
    moved,
    newsletter_author,
    no_trace,
    old_friend,
    other_zone,
    recruiter,
    three_of_one_firm,
    two_addresses,
)
from tests.scenarios.people.scenario import Scenario

#: By name. The assistant comes in two shapes.
SCENARIOS: dict[str, Scenario] = {
    made.name: made
    for made in (
        introduction.scenario(),
        old_friend.scenario(),
        three_of_one_firm.scenario(),
        no_trace.scenario(),
        assistant.scenario(),
        assistant.only_the_assistant(),
        two_addresses.scenario(),
        meetup.scenario(),
        other_zone.scenario(),
        recruiter.scenario(),
        former_colleague.scenario(),
        newsletter_author.scenario(),
        moved.scenario(),
    )
}
