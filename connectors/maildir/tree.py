"""The folders of a Maildir, in both layouts that are in use.

Maildir++ (Dovecot, Courier): the top is the inbox, subfolders are ``.Sent`` and ``.Work.Sent``.
A plain tree (mbsync, Dovecot's LAYOUT=fs): ``Inbox``, ``Sent``, ``Work/Sent``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from connectors.folders import best, decode_name, encode_name, is_left_out, role_of, same_name
from connectors.maildir.names import as_text
from connectors.maildir.settings import MaildirSettings
from syncd.model import Role

_INSIDE = frozenset({"cur", "new", "tmp"})
_INBOX = "INBOX"
#: A mail folder is never nested deeper; a wrong path (a home folder) is not searched to its end.
_DEEPEST = 8
_MOST_FOLDERS = 10_000


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder with its ``cur`` and ``new``."""

    #: Relative path on the disk, "INBOX" for the top: what `Ref.folder` says.
    name: str
    path: Path
    #: As a mail program shows it, nested with "/".
    shown: str
    role: Role
    #: Junk or trash.
    left_out: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """All folders below one path, as they are now."""

    account: str
    root: Path
    folders: dict[str, Folder]
    settings: MaildirSettings
    #: Folders on the disk that may not be looked into, and links, which are not followed.
    closed: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    def home(self, role: Role) -> Folder | None:
        """The folder that letters for a role go to; None when there is none."""
        candidates = {f.shown: f for f in self.folders.values() if f.role is role}
        if self.settings.named(role):
            return next(iter(candidates.values()), None)
        shown = best(role, candidates)
        return candidates[shown] if shown else None

    def new_home(self, role: Role) -> Path:
        """Where the missing folder for a role belongs in this layout: beside the inbox."""
        name = self.settings.named(role) or role.value.capitalize()
        if self.is_maildir_plus_plus:
            return self.root / ("." + encode_name(name).replace("/", "."))
        inbox = self.home(Role.INBOX)
        beside = inbox.path.parent if inbox and inbox.path != self.root else self.root
        return (self.root if self.settings.named(role) else beside) / name

    @property
    def is_maildir_plus_plus(self) -> bool:
        """Whether folders lie in the inbox, with a dot before their names."""
        below = [f.path.name for f in self.folders.values() if f.path != self.root]
        return any(name.startswith(".") for name in below) or (bool(self.folders) and not below)


def look(account: str, settings: MaildirSettings) -> Tree:
    """The folders as they are on the disk now. Raises OSError when the path cannot be read."""
    root = settings.path
    found = _Found([], [], [])
    _search(root, found)
    folders = [_folder(root, relative, settings, found.maildirs) for relative in found.maildirs]
    return Tree(
        account,
        root,
        {folder.name: folder for folder in folders},
        settings,
        tuple(map(as_text, found.closed)),
        tuple(map(as_text, found.links)),
    )


class _Found(NamedTuple):
    """Relative paths on the disk."""

    maildirs: list[str]
    closed: list[str]
    links: list[str]


def _search(root: Path, found: _Found) -> None:
    """Note what has a ``cur`` and a ``new``, however nested."""
    waiting, visited = [("", 0)], 0
    while waiting and visited < _MOST_FOLDERS:
        relative, depth = waiting.pop()
        visited += 1
        try:
            names, links = _below(root / relative)
        except PermissionError:
            if not relative:
                raise
            found.closed.append(relative)  # may be no mail at all: a disk's lost+found
            continue
        found.links.extend(f"{relative}/{name}".lstrip("/") for name in sorted(links))
        is_maildir = {"cur", "new"} <= names
        if is_maildir:
            found.maildirs.append(relative)
        if depth < _DEEPEST:
            waiting += [
                (f"{relative}/{name}".lstrip("/"), depth + 1)
                for name in sorted(names - _INSIDE if is_maildir else names, reverse=True)
                if is_maildir or not depth or not name.startswith(".")
            ]


def _below(folder: Path) -> tuple[set[str], set[str]]:
    """Names of the folders in a folder, and of the links to such."""
    with os.scandir(folder) as entries:
        folders = [entry for entry in entries if entry.is_dir()]
    links = {entry.name for entry in folders if entry.is_symlink()}
    return {entry.name for entry in folders} - links, links


def _folder(root: Path, relative: str, settings: MaildirSettings, relatives: list[str]) -> Folder:
    shown = _shown(relative)
    role = _role(shown, relative, settings)
    name = as_text(relative) or _INBOX
    if relative == _INBOX and "" in relatives:
        name = f"./{_INBOX}"  # the top has that name already
    return Folder(name, root / relative, shown, role, role is Role.OTHER and is_left_out(shown))


def _shown(relative: str) -> str:
    if not relative:
        return _INBOX
    parts: list[str] = []
    for part in relative.split("/"):
        parts += part[1:].split(".") if part.startswith(".") else [part]
    return "/".join(decode_name(part) for part in parts)


def _role(shown: str, relative: str, settings: MaildirSettings) -> Role:
    named = {role: settings.named(role) for role in Role if settings.named(role)}
    for role, name in named.items():
        if same_name(name, shown) or name == relative:
            return role
    usual = role_of(shown)
    return Role.OTHER if usual in named else usual
