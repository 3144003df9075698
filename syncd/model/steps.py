"""The points between two writes, named, so that a test can stop the process at each of them."""

from __future__ import annotations

from collections.abc import Callable


def _nothing(_name: str) -> None:
    """What happens at a step outside of tests."""


#: Called with the name of each step as it is reached; tests put their own in its place.
hook: Callable[[str], None] = _nothing


def step(name: str) -> None:
    """Say that the write before this point is done and the next is not begun."""
    hook(name)
