"""How a rule is written: the keys of a ``[[rules]]`` table, their types and their help.

The description of a field is the text in docs/rules.md and in the JSON Schema for editors.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool, WithJsonSchema, model_validator

from rules.values import (
    Addresses,
    CueNames,
    Domains,
    EventTypes,
    Formats,
    Hours,
    Marks,
    Minutes,
    Numbers,
    Organizers,
    Responses,
    Statuses,
    Visibilities,
    Weekdays,
    When,
    Words,
    Writers,
)
from syncd.model.validation import Duration, Table

_LONGEST_NAME = 80
YesNo = StrictBool | None


class ConditionTable(Table):
    """Conditions; all of them must hold."""

    title: Words | None = Field(None, description="the title has any of these words or phrases")
    description: Words | None = Field(None, description="the description has any of these")
    location: Words | None = Field(None, description="the location has any of these")
    calendar: Words | None = Field(None, description="the calendar's name has any of these")
    tag: Words | None = Field(None, description="a tag (category) of the event has any of these")
    thread: Words | None = Field(
        None, description="the subject of the newest mail thread with a guest has any of these"
    )
    mark: Marks | None = Field(None, description="the calendar says #networking or #nobrief")
    cue: CueNames | None = Field(None, description="the title hints at any of these (see Cues)")
    thread_cue: CueNames | None = Field(
        None, description="the subject of the mail thread hints at any of these"
    )
    domain_cue: CueNames | None = Field(
        None, description="the domain of an external guest hints at any of these"
    )
    plain_title: YesNo = Field(
        None, description="the title says no more than names, a length or a word like call"
    )

    guests: Numbers | None = Field(None, description="how many people come besides you")
    external_guests: Numbers | None = Field(
        None, description="how many of them are from outside your domains"
    )
    external_people: Numbers | None = Field(
        None, description="how many of those write from an address of their own, not info@"
    )
    colleagues: Numbers | None = Field(None, description="how many are from your domains")
    groups: Numbers | None = Field(None, description="how many groups or lists are invited")
    rooms: Numbers | None = Field(None, description="how many rooms are invited")
    free_mail: Numbers | None = Field(
        None, description="how many external guests have a free-mail address"
    )
    role_addresses: Numbers | None = Field(
        None, description="how many external guests have an address like info@ or sales@"
    )
    guest: Addresses | None = Field(None, description="any of these people comes")
    domain: Domains | None = Field(
        None, description="an external guest is from any of these domains or below them"
    )
    family: YesNo = Field(None, description="an external guest has your last name")

    first_meeting: YesNo = Field(None, description="you have met none of the guests before")
    new_guests: Numbers | None = Field(
        None, description="how many guests you never wrote with or met"
    )
    unmet_guests: Numbers | None = Field(None, description="how many guests you have never met")
    past_meetings: Numbers | None = Field(
        None, description="past meetings with the guest you met most often"
    )
    days_since_met: Numbers | None = Field(
        None, description="days since you last met any of the guests; never is more than any number"
    )
    guest_days_since_contact: Numbers | None = Field(
        None, description="days since the last mail or meeting with the guest you lost touch with"
    )
    days_known: Numbers | None = Field(None, description="days since the first contact")
    mails: Numbers | None = Field(
        None, description="mails exchanged with the guest you wrote with most"
    )
    mails_sent: Numbers | None = Field(None, description="mails that you wrote to this guest")
    mails_received: Numbers | None = Field(None, description="mails that this guest wrote to you")
    wrote_first: Writers | None = Field(None, description="who wrote the first mail")
    introduced: YesNo = Field(None, description="somebody introduced you by mail")

    organizer: Organizers | None = Field(None, description="who organized it")
    my_response: Responses | None = Field(None, description="your answer")
    accepted_guests: Numbers | None = Field(None, description="how many guests have accepted")
    declined_guests: Numbers | None = Field(None, description="how many people have declined")
    booked: YesNo = Field(None, description="it was booked through a booking page")
    status: Statuses | None = Field(None, description="the status of the event")
    visibility: Visibilities | None = Field(None, description="who may see the event")
    free: YesNo = Field(None, description="it leaves your time free")
    event_type: EventTypes | None = Field(None, description="Google's type of event")
    recurring: YesNo = Field(None, description="it is one of a series")
    instance: Numbers | None = Field(None, description="its place in the series, from 1")

    duration: Minutes | None = Field(None, description='how long it takes: "15m..90m"')
    weekday: Weekdays | None = Field(None, description="the day it starts on, in your zone")
    hour: Hours | None = Field(None, description="the hour it starts in, in your zone")
    all_day: YesNo = Field(None, description="it has dates but no times")
    format: Formats | None = Field(None, description="how people meet")
    service: Words | None = Field(None, description="the video service")

    any: list[ConditionTable] | None = Field(
        None, min_length=1, description="at least one of these tables holds"
    )
    all: list[ConditionTable] | None = Field(
        None, min_length=1, description="each of these tables holds"
    )
    not_: ConditionTable | None = Field(None, alias="not", description="this table does not hold")
    when: When = Field(None, description="an expression that holds (see Expressions)")


def _leads(value: object) -> object:
    listed = value if isinstance(value, list) else [value]
    if not 1 <= len(listed) <= 4:
        raise ValueError("one duration or a list of up to four")
    return listed


_LEAD = {"type": "string", "description": '"4h", "90m", "1d"'}
_LEADS = {"anyOf": [_LEAD, {"type": "array", "items": _LEAD, "minItems": 1, "maxItems": 4}]}
Leads = Annotated[list[Duration], BeforeValidator(_leads), WithJsonSchema(_LEADS)]


class BriefTable(Table):
    """What is wanted of a brief; what is not said is as in ``[defaults]``."""

    lead: Leads | None = Field(
        None, description='how long before the start: "4h", or several: ["1d", "1h"]'
    )
    deliver: str | None = Field(None, description="the account whose inbox gets it")


class FollowUpTable(Table):
    """What is wanted of a follow-up; what is not said is as in ``[defaults]``."""

    delay: Duration | None = Field(None, description='how long after the end: "1h"')
    template: str | None = Field(
        None, pattern=r"^[A-Za-z0-9_-]{1,60}$", description="the name of a template of yours"
    )
    tone: Literal["warm", "formal"] | None = Field(None, description="how it sounds")
    each: StrictBool | None = Field(None, description="a letter for each guest, not one for all")


class RuleTable(ConditionTable):
    """One rule."""

    name: str = Field(
        min_length=1, max_length=_LONGEST_NAME, description="what `syncd explain` calls it"
    )
    networking: StrictBool = Field(True, description="false: no brief and no follow-up")
    brief: BriefTable | Literal[False] | None = Field(
        None, description="the brief that is wanted; false: none"
    )
    follow_up: FollowUpTable | Literal[False] | None = Field(
        None, description="the follow-up that is wanted; false: none"
    )
    keep_in_touch: Duration | None = Field(
        None, description="how often to hear of the guests again"
    )
    style: Literal["full", "short"] | None = Field(None, description="how long the brief is")
    tags: list[str] = Field([], max_length=20, description="your own words for such meetings")

    @model_validator(mode="after")
    def _nothing_is_wanted_of_an_exclusion(self) -> RuleTable:
        wanted = self.brief or self.follow_up or self.keep_in_touch
        if not self.networking and wanted:
            raise ValueError("a rule with networking = false cannot want a letter")
        return self
