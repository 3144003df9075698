"""Every call to Google that syncd can make. What is not in this table does not leave the machine.

Units are those of Gmail's quota for projects made since May 2026 where it is published in FACTS
form (history.list 2, messages.list 5, messages.get 20, threads.get 40); the other Gmail methods
count four times their former price, as messages.get does now. Calendar and People count requests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Api(StrEnum):
    """One of Google's APIs; each has a quota of its own."""

    CALENDAR = "calendar"
    GMAIL = "gmail"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Method:
    """One call of an API, as its discovery document names it."""

    id: str
    api: Api
    verb: str
    #: The whole path of the address; one group where it names a thing.
    path: re.Pattern[str]
    units: int
    #: Query parameters it may carry besides ``alt``.
    parameters: frozenset[str] = frozenset()
    #: A write changes something and is never repeated.
    write: bool = False
    #: Only on a thing that was looked at just before and found to be a letter of syncd's own.
    own: bool = False


def _method(
    id: str,  # noqa: A002
    verb: str,
    path: str,
    units: int,
    parameters: str = "",
    *,
    own: bool = False,
) -> Method:
    pattern = re.escape(path).replace(r"\{id\}", r"([^/?#]+)")
    return Method(
        id,
        Api(id.partition(".")[0]),
        verb,
        re.compile(pattern),
        units,
        frozenset(parameters.split()),
        write=verb != "GET",
        own=own,
    )


_ME = "/gmail/v1/users/me"

READS = (
    _method(
        "calendar.calendarList.list",
        "GET",
        "/calendar/v3/users/me/calendarList",
        1,
        "maxResults pageToken",
    ),
    _method(
        "calendar.events.list",
        "GET",
        "/calendar/v3/calendars/{id}/events",
        1,
        "maxResults pageToken showDeleted singleEvents syncToken",
    ),
    _method("gmail.users.getProfile", "GET", f"{_ME}/profile", 4),
    _method(
        "gmail.users.history.list",
        "GET",
        f"{_ME}/history",
        2,
        "historyTypes maxResults pageToken startHistoryId",
    ),
    _method("gmail.users.labels.list", "GET", f"{_ME}/labels", 4),
    _method(
        "gmail.users.messages.list",
        "GET",
        f"{_ME}/messages",
        5,
        "includeSpamTrash maxResults pageToken q",
    ),
    _method(
        "gmail.users.messages.get", "GET", f"{_ME}/messages/{{id}}", 20, "format metadataHeaders"
    ),
    _method(
        "gmail.users.threads.get", "GET", f"{_ME}/threads/{{id}}", 40, "format metadataHeaders"
    ),
    _method("gmail.users.drafts.list", "GET", f"{_ME}/drafts", 20, "maxResults pageToken"),
    _method("gmail.users.drafts.get", "GET", f"{_ME}/drafts/{{id}}", 20, "format"),
    _method(
        "people.people.connections.list",
        "GET",
        "/v1/people/me/connections",
        1,
        "pageSize pageToken personFields",
    ),
)
INSERT = _method(
    "gmail.users.messages.insert", "POST", f"{_ME}/messages", 100, "internalDateSource"
)
CREATE_DRAFT = _method("gmail.users.drafts.create", "POST", f"{_ME}/drafts", 40)
UPDATE_DRAFT = _method("gmail.users.drafts.update", "PUT", f"{_ME}/drafts/{{id}}", 60, own=True)
DELETE_DRAFT = _method("gmail.users.drafts.delete", "DELETE", f"{_ME}/drafts/{{id}}", 40, own=True)
TRASH = _method("gmail.users.messages.trash", "POST", f"{_ME}/messages/{{id}}/trash", 20, own=True)


def allowed(*, drafts: bool, withdraw: bool) -> tuple[Method, ...]:
    """The calls that an account's settings allow."""
    writing: tuple[Method, ...] = (INSERT,)
    if drafts:
        writing += (CREATE_DRAFT, UPDATE_DRAFT, DELETE_DRAFT)
    if withdraw:
        writing += (TRASH,)
    return READS + writing
