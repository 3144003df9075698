"""Why a letter is not made, waits or is taken back. The value is the reason in English."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """A reason, as `syncd agenda` tells it; letters tell it in their own language."""

    GONE = "It is no longer in your calendar."
    CANCELLED = "It was cancelled."
    DECLINED = "You declined."
    EVERYBODY_DECLINED = "Everybody else declined."
    BEGUN = "It had begun before a brief could be made."
    QUIET = "It waits for the end of your quiet hours."
    QUIET_TO_THE_START = "It begins before your quiet hours end."
    TOO_LONG_AGO = "It was too long ago when syncd came to it."
    NOBODY_FROM_OUTSIDE = "Nobody from outside took part."
    NOBODY = "Nobody else took part."
    STRANGERS = "Too many people, and you know none of them."
    CROWD = "Too many people for a letter to any of them."


#: The meeting does not take place for you; any other reason is about the letter.
OFF = frozenset({Reason.GONE, Reason.CANCELLED, Reason.DECLINED, Reason.EVERYBODY_DECLINED})
