"""The permissions asked for: the least that an account's settings need, each with its reason."""

from __future__ import annotations

from connectors.google.settings import GoogleSettings

_PREFIX = "https://www.googleapis.com/auth/"

EVENTS = _PREFIX + "calendar.events.readonly"
CALENDARS = _PREFIX + "calendar.calendarlist.readonly"
READ_MAIL = _PREFIX + "gmail.readonly"
INSERT_MAIL = _PREFIX + "gmail.insert"
DRAFTS = _PREFIX + "gmail.compose"
CHANGE_MAIL = _PREFIX + "gmail.modify"
CONTACTS = _PREFIX + "contacts.readonly"

#: What each permission is used for, as a sentence for the user.
WHY = {
    EVENTS: "reads the events of your calendars",
    CALENDARS: "reads which calendars you have, to find them by name",
    READ_MAIL: "reads your mail: who wrote when, and the letters with people you are to meet",
    INSERT_MAIL: "puts a brief into your own inbox",
    DRAFTS: "puts a follow-up into your drafts; syncd itself refuses to send",
    CHANGE_MAIL: "puts an outdated brief of its own into the trash (`withdraw`)",
    CONTACTS: "reads names, organizations and titles from your contacts",
}


def needed(settings: GoogleSettings, *, drafts: bool) -> tuple[str, ...]:
    """The scopes an account needs, in the order of `WHY`.

    gmail.modify covers reading, inserting and drafts, so nothing else of Gmail is asked with it.
    """
    wanted = {EVENTS: True, CALENDARS: settings.by_name, CONTACTS: settings.contacts}
    if settings.withdraw:
        wanted |= {CHANGE_MAIL: True}
    else:
        wanted |= {READ_MAIL: True, INSERT_MAIL: True, DRAFTS: drafts}
    return tuple(scope for scope in WHY if wanted.get(scope))
