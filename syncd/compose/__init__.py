"""Letters. Pure: what is known goes in, a letter comes out; nothing is looked up or delivered here.

One function for each letter, one pair of templates (``-body.txt``, ``-body.html``) for each that
has two parts.
"""

from syncd.compose.alert import write_alert
from syncd.compose.brief import brief_page, write_brief, write_word
from syncd.compose.digest import DigestMatter, Planned, Waiting, write_digest
from syncd.compose.follow_up import FollowUpMatter, write_follow_up
from syncd.compose.format import Day
from syncd.compose.introduction import IntroductionMatter, write_introduction
from syncd.compose.letter import Letter
from syncd.compose.matter import BriefMatter
from syncd.compose.mime import Stationery, build, message_id
from syncd.compose.outreach import OutreachMatter, write_outreach
from syncd.compose.reachable import reachable_lines

__all__ = [
    "BriefMatter",
    "Day",
    "DigestMatter",
    "FollowUpMatter",
    "IntroductionMatter",
    "Letter",
    "OutreachMatter",
    "Planned",
    "Stationery",
    "Waiting",
    "brief_page",
    "build",
    "message_id",
    "reachable_lines",
    "write_alert",
    "write_brief",
    "write_digest",
    "write_follow_up",
    "write_introduction",
    "write_outreach",
    "write_word",
]
