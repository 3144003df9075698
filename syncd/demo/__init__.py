"""A small sample mailbox and calendar of a made-up person, and the day that is played on it.

What is in them is written in the `.toml` files here, in times relative to the demo day; the code
only renders them. `write` lays the folders down, `changes` is what still happens on the day.
"""

from syncd.demo.changes import Change, changes
from syncd.demo.dates import ZONE, demo_day
from syncd.demo.sample import Sample, write

__all__ = ["ZONE", "Change", "Sample", "changes", "demo_day", "write"]
