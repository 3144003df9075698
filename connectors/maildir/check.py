"""The lines of `syncd check` for a Maildir."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from connectors.contract import Check
from connectors.maildir.listing import files
from connectors.maildir.tree import Folder, Tree
from syncd.errors import AccountError
from syncd.model import Role


def check(tree: Tree) -> Iterator[Check]:
    """What was found, and whether letters can be put there. Changes nothing. Raises OSError."""
    layout = "Maildir++" if tree.is_maildir_plus_plus else "Maildir"
    yield Check(ok=True, subject=f"path {tree.root}", detail=f"{layout}, {_folders(tree)}")
    yield _inbox(tree)
    yield _optional(tree, Role.SENT, "what you wrote is not known")
    yield _drafts(tree)
    if tree.settings.archive:
        yield _optional(tree, Role.ARCHIVE, "the archive is read as any other folder")
    for name in tree.links:
        yield Check(ok=True, subject=f"folder {name}", detail="a link; it is not followed")
    for name in tree.closed:
        yield Check(
            ok=False,
            subject=f"folder {name}",
            detail="may not be looked into",
            advice="If it holds mail, give the user that syncd runs as the right to read it.",
        )


def failed(error: AccountError, root: Path) -> Check:
    """The line for a Maildir that cannot be read."""
    return Check(ok=False, subject=f"path {root}", detail=error.message, advice=error.advice)


def _inbox(tree: Tree) -> Check:
    home = tree.home(Role.INBOX)
    if home is None:
        return Check(
            ok=False,
            subject="inbox",
            detail="none was found",
            advice=f"Name it with `inbox` under [accounts.{tree.account}].",
        )
    return _writable(home, "inbox")


def _drafts(tree: Tree) -> Check:
    home = tree.home(Role.DRAFTS)
    if home:
        return _writable(home, "drafts")
    path = tree.new_home(Role.DRAFTS)
    parent = next(p for p in path.parents if p.exists())
    if os.access(parent, os.W_OK | os.X_OK):
        return Check(ok=True, subject="drafts", detail=f"will be made: {path}")
    return Check(
        ok=False,
        subject="drafts",
        detail=f"missing, and {parent} is not writable",
        advice="Make the folder with your mail program, or give syncd the right to write there.",
    )


def _optional(tree: Tree, role: Role, without: str) -> Check:
    home = tree.home(role)
    if home:
        return Check(ok=True, subject=role.value, detail=_describe(home))
    named = tree.settings.named(role)
    if named:
        return Check(
            ok=False,
            subject=role.value,
            detail=f'no folder is called "{named}"',
            advice=f"Correct `{role.value}` under [accounts.{tree.account}], or leave it out.",
        )
    detail = f"none was found, so {without}; `{role.value}` can name it"
    return Check(ok=True, subject=role.value, detail=detail)


def _writable(home: Folder, subject: str) -> Check:
    places = [home.path / sub for sub in ("cur", "new", "tmp")]
    closed = [p for p in places if p.exists() and not os.access(p, os.W_OK | os.X_OK)]
    if not closed:
        return Check(ok=True, subject=subject, detail=_describe(home))
    return Check(
        ok=False,
        subject=subject,
        detail=f"{closed[0]} is not writable",
        advice="Letters are put there: give syncd the right to write.",
    )


def _describe(folder: Folder) -> str:
    count = sum(1 for _ in files(folder))
    return f"{folder.shown}, {count:,} message{'' if count == 1 else 's'}"


def _folders(tree: Tree) -> str:
    count = len(tree.folders)
    return f"{count} folder{'' if count == 1 else 's'}"
