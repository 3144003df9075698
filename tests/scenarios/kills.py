"""A round killed at a chosen point between two writes.

The points are enumerated by a first run that counts them; a forked child then dies at one by
`os._exit`, which runs no handler, closes no file and rolls nothing back.
"""

from __future__ import annotations

import os
from datetime import datetime

from syncd.model import steps
from tests.scenarios.world import World

_KILLED = 77


def points_of(world: World, at: datetime) -> list[str]:
    """The names of the points that a round passes, in order."""
    seen: list[str] = []
    steps.hook = seen.append
    try:
        world.round(at)
    finally:
        steps.hook = lambda _name: None
    return seen


def killed_at(point: int, world: World, at: datetime) -> bool:
    """Run a round in a child that dies at the given point, from 1; whether it got there."""
    child = os.fork()
    if child == 0:
        left = point

        def die(_name: str) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os._exit(_KILLED)

        steps.hook = die
        try:
            world.round(at)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == _KILLED
