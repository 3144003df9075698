"""Killed between any two steps of a write, nothing is lost and nothing is there twice.

Every point is found by doing the write once and noting the steps it passes; then a process of its
own is killed at each of them, and another one finds what it left and does the write again.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from connectors.maildir import MaildirMailbox
from syncd.model import Kind, Ref, Role, steps
from tests.connectors.maildirs import PLUS_PLUS, TREE, MaildirSeeder, open_maildir
from tests.contracts.mailbox import ARCHIVE, DRAFTS, INBOX, TRASH, a_letter, letter_id

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

BRIEF = a_letter("brief-1", text="Ada, 10:00. " * 300).replace(b"\r\n", b"\n")
DRAFT = a_letter("draft-1", Kind.FOLLOW_UP).replace(b"\r\n", b"\n")
BETTER = a_letter("draft-2", Kind.FOLLOW_UP, text="Better.").replace(b"\r\n", b"\n")
SAME_ID = a_letter("draft-1", Kind.FOLLOW_UP, text="Better.").replace(b"\r\n", b"\n")
NOWHERE = Ref("", "")


@dataclass(frozen=True)
class Write:
    """What is in drafts before, what is done, and what is in the whole mailbox afterwards."""

    before: bytes | None
    #: Given where the letter before was put, as the store remembers it.
    act: Callable[[MaildirMailbox, Ref], object]
    after: bytes | None


def deliver(role: Role, letter: bytes) -> Write:
    return Write(None, lambda mailbox, _: mailbox.deliver(role, letter), letter)


def replace(letter: bytes) -> Write:
    old = letter_id("draft-1")
    return Write(DRAFT, lambda mailbox, ref: mailbox.replace(ref, letter, message_id=old), letter)


def remove() -> Write:
    old = letter_id("draft-1")
    return Write(DRAFT, lambda mailbox, ref: mailbox.remove(ref, message_id=old), None)


def without_drafts(layout: dict[str, str]) -> dict[str, str]:
    return {place: folder for place, folder in layout.items() if place != DRAFTS}


WRITES = {
    "brief": (deliver(Role.INBOX, BRIEF), TREE),
    "draft": (deliver(Role.DRAFTS, DRAFT), PLUS_PLUS),
    "draft, no folder in a tree": (deliver(Role.DRAFTS, DRAFT), without_drafts(TREE)),
    "draft, no folder in Maildir++": (deliver(Role.DRAFTS, DRAFT), without_drafts(PLUS_PLUS)),
    "better draft": (replace(BETTER), TREE),
    "better draft, same Message-ID": (replace(SAME_ID), TREE),
    "removal": (remove(), TREE),
}
CASES = pytest.mark.parametrize(("write", "layout"), WRITES.values(), ids=WRITES)


def set_up(root: Path, write: Write, layout: dict[str, str]) -> tuple[MaildirMailbox, Ref]:
    MaildirSeeder(root, layout)
    mailbox = open_maildir(root)
    return mailbox, mailbox.deliver(Role.DRAFTS, write.before) if write.before else NOWHERE


def passed(act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps that a write passes when nothing happens to it."""
    names: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(steps, "hook", names.append)
        act()
    return names


def kill_at(number: int, act: Callable[[], object]) -> None:
    """Do it in a process that ends, without any clearing up, at the step of that number."""
    child = os.fork()
    if child == 0:
        count = iter(range(number + 1))
        steps.hook = lambda _: None if next(count) < number else os._exit(9)
        try:
            act()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 9


def lying_in(root: Path, *subs: str) -> list[Path]:
    return [path for sub in subs for folder in root.rglob(sub) for path in folder.iterdir()]


def shown(root: Path) -> list[bytes]:
    return [path.read_bytes() for path in lying_in(root, "cur", "new")]


@CASES
def test_a_kill_at_any_step_loses_nothing_and_doubles_nothing(
    write: Write, layout: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox, ref = set_up(tmp_path / "rehearsal", write, layout)
    names = passed(lambda: write.act(mailbox, ref), monkeypatch)
    assert len(names) >= 2
    for number, name in enumerate(names):
        root = tmp_path / str(number)
        mailbox, ref = set_up(root, write, layout)
        kill_at(number, lambda: write.act(mailbox, ref))  # noqa: B023
        left = shown(root)
        assert set(left) <= {write.before, write.after}, f"half a letter after: {name}"
        if write.before and write.after:
            assert left, f"no letter at all after: {name}"
        open_again = open_maildir(root)
        write.act(open_again, ref)
        write.act(open_again, ref)
        assert shown(root) == ([write.after] if write.after else []), name
        assert lying_in(root, "tmp") == [], name


@pytest.mark.parametrize("place", [INBOX, ARCHIVE, TRASH])
@pytest.mark.parametrize("style", ["mbsync", "dovecot"])
def test_what_the_user_does_between_the_kill_and_the_second_try_is_respected(
    place: str, style: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter is there, the process was killed before it could say so, and it is read."""
    write, layout = WRITES["brief"]
    mailbox, ref = set_up(tmp_path / "rehearsal", write, layout)
    names = passed(lambda: write.act(mailbox, ref), monkeypatch)
    linked = names.index("maildir: a letter is linked into its folder")
    for number in range(linked, len(names)):
        root = tmp_path / str(number)
        mailbox, ref = set_up(root, write, layout)
        kill_at(number, lambda: write.act(mailbox, ref))  # noqa: B023
        user = MaildirSeeder(root, layout, style=style)
        path = user.paths(letter_id("brief-1"))[0]
        path.rename(path.parent.parent / "cur" / f"{path.name},U=7:2,S")
        user.move(letter_id("brief-1"), place)
        open_maildir(root).deliver(Role.INBOX, BRIEF)
        assert [where for where, _ in user.copies(letter_id("brief-1"))] == [place]
        assert lying_in(root, "tmp") == []
