"""The nouns of syncd: frozen records that every other part speaks in.

Nothing here reads a clock, a file, a network or a store.
"""

from syncd.model.acquaintance import Acquaintance
from syncd.model.delivery import Delivery, DeliveryKey, Kind, State, Told
from syncd.model.finding import Finding, Source
from syncd.model.local_time import LocalTime
from syncd.model.mail import Address, Envelope, Flag, Held, Ref, Role
from syncd.model.me import Me, Style
from syncd.model.meeting import (
    Attendee,
    CalendarUserType,
    Guest,
    Link,
    Meeting,
    MeetingKey,
    PartStat,
    Status,
)
from syncd.model.person import Assistance, Joined, Person
from syncd.model.promise import Promise, PromiseState
from syncd.model.verdict import BriefWish, Condition, FollowUpWish, Trial, Verdict, Wants
from syncd.model.weekly import Weekly
from syncd.model.wish import Reach, Wish, WishNews

__all__ = [
    "Acquaintance",
    "Address",
    "Assistance",
    "Attendee",
    "BriefWish",
    "CalendarUserType",
    "Condition",
    "Delivery",
    "DeliveryKey",
    "Envelope",
    "Finding",
    "Flag",
    "FollowUpWish",
    "Guest",
    "Held",
    "Joined",
    "Kind",
    "Link",
    "LocalTime",
    "Me",
    "Meeting",
    "MeetingKey",
    "PartStat",
    "Person",
    "Promise",
    "PromiseState",
    "Reach",
    "Ref",
    "Role",
    "Source",
    "State",
    "Status",
    "Style",
    "Told",
    "Trial",
    "Verdict",
    "Wants",
    "Weekly",
    "Wish",
    "WishNews",
]
