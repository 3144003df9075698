"""Pure: the text of calendar items (RFC 5545) -> meetings in a window.

Every connector hands over iCalendar text, so this is the one place where series are expanded,
time zones resolved and invitations understood. It reads no clock, no file and no store.
"""

from syncd.calendar.merge import merge
from syncd.calendar.reading import Reading, read
from syncd.calendar.window import Window

__all__ = ["Reading", "Window", "merge", "read"]
