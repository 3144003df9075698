"""Making the drafts folder when it is missing, and clearing up what an earlier process left."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from connectors.maildir.names import is_ours
from connectors.maildir.tree import Folder, Tree, look
from syncd.errors import AccountError
from syncd.model import Role
from syncd.model.steps import step

#: Age in seconds from which a letter in ``tmp`` was left by a process that is gone.
_ABANDONED = 3600


def make_home(tree: Tree, role: Role) -> Folder:
    """Make the missing drafts folder in the layout in use. Raises AccountError for an inbox.

    ``cur`` comes last: only with it is this a mail folder, for others as for a second try of ours.
    """
    if role is not Role.DRAFTS:
        raise no_inbox(tree)
    path = tree.new_home(role)
    for part in (path, path / "tmp", path / "new", path / "cur"):
        part.mkdir(mode=0o700, parents=True, exist_ok=True)
        if part == path and tree.is_maildir_plus_plus:
            (path / "maildirfolder").touch(mode=0o600)  # marks a folder of Maildir++
        step(f"maildir: {part.name if part != path else 'the drafts folder'} is made")
    home = look(tree.account, tree.settings).home(role)
    if home is None:
        raise AccountError(
            tree.account,
            f"The drafts folder {path} was made, but is not found again.",
            advice="Name an existing folder with `drafts`.",
        )
    return home


def no_inbox(tree: Tree) -> AccountError:
    """What to say when there is no inbox."""
    shown = ", ".join(sorted(f.shown for f in tree.folders.values())[:8])
    return AccountError(
        tree.account,
        f"No inbox was found in {tree.root}.",
        advice=f"Name it with `inbox`; the folders there are: {shown}.",
        permanent=True,
    )


def sweep(tree: Tree, base: str) -> None:
    """Unlink from ``tmp`` what we left there: the letter of this name, and what is old."""
    for role in (Role.INBOX, Role.DRAFTS):
        home = tree.home(role)
        if home is None or not (home.path / "tmp").is_dir():
            continue
        for path in (home.path / "tmp").iterdir():
            if is_ours(path.name) and (path.name == base or _is_old(path)):
                path.unlink(missing_ok=True)


def _is_old(path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return time.time() - path.lstat().st_mtime > _ABANDONED
    return False
