"""What is owed now, what is not, and why. Pure: the moment comes in as an argument.

The truth tables are `syncd.due.brief.decide` and `syncd.due.follow_up.decide`; the quiet hours are
in `syncd.due.quiet`.
"""

from syncd.due.changes import Change, Difference, differences, told_of
from syncd.due.decision import Action, Decision, Situation, Stand
from syncd.due.quiet import Quiet
from syncd.due.reason import Reason

__all__ = [
    "Action",
    "Change",
    "Decision",
    "Difference",
    "Quiet",
    "Reason",
    "Situation",
    "Stand",
    "differences",
    "told_of",
]
