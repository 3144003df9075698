"""Which folder of an IMAP account is what, and which are read. Pure: it only looks at the list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from connectors.folders import best, is_left_out, role_of, same_name
from connectors.imap.client import Listed
from connectors.imap.settings import ImapSettings
from syncd.model import Role

#: RFC 6154 section 2.
_SPECIAL = {
    "\\sent": Role.SENT,
    "\\drafts": Role.DRAFTS,
    "\\archive": Role.ARCHIVE,
    "\\all": Role.ARCHIVE,
}
_JUNK_OR_TRASH = frozenset({"\\junk", "\\trash"})
#: Views of messages that lie elsewhere (RFC 6154, RFC 8457).
_VIEWS = frozenset({"\\flagged", "\\important"})
_UNOPENABLE = frozenset({"\\noselect", "\\nonexistent"})


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder that can be opened."""

    name: str
    role: Role
    #: Junk, trash and what lies below them; nothing is learnt from these, but `find` looks.
    left_out: bool = False
    #: Shows every message of the account (``\\All``), so others need not be read.
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """All folders of an account, those most often asked for first."""

    folders: tuple[Folder, ...]
    #: Where letters go.
    targets: Mapping[Role, str]
    #: "" when there is none.
    trash: str = ""

    def mirrored(self) -> tuple[Folder, ...]:
        """Those whose messages are listed; with a view of everything the others are doubles."""
        read = tuple(folder for folder in self.folders if not folder.left_out)
        if not any(folder.everything for folder in read):
            return read
        special = (Role.INBOX, Role.SENT, Role.DRAFTS)
        return tuple(folder for folder in read if folder.everything or folder.role in special)

    def named(self, name: str) -> Folder | None:
        """The folder of that name, None when there is none."""
        return next((folder for folder in self.folders if folder.name == name), None)


_ORDER = {role: place for place, role in enumerate(Role)}


def arrange(
    listed: Iterable[Listed], settings: ImapSettings, foreign: Collection[str] = ()
) -> Layout:
    """Decide by configured names, then by special use, then by well-known names.

    ``foreign`` are the prefixes of other people's and shared folders (RFC 2342): not read.
    """
    openable = [
        one
        for one in listed
        if not one.attributes & (_UNOPENABLE | _VIEWS)
        and not any(one.name.startswith(prefix) for prefix in foreign if prefix)
    ]
    dropped = _trees(openable, settings)
    folders = [
        Folder(
            one.name,
            _role(one, settings),
            any(_within(one, root) for root in dropped) or _is_rubbish(one),
            "\\all" in one.attributes,
        )
        for one in openable
    ]
    folders.sort(key=lambda folder: (folder.left_out, folder.everything, _ORDER[folder.role]))
    return Layout(tuple(folders), _targets(openable, folders, settings), _trash(openable, settings))


def _role(one: Listed, settings: ImapSettings) -> Role:
    if one.name.upper() == "INBOX":
        return Role.INBOX
    for role, name in _configured(settings).items():
        if name and same_name(name, one.name):
            return role
    for attribute, role in _SPECIAL.items():
        if attribute in one.attributes:
            return role
    role = role_of(_slashed(one))
    return Role.OTHER if role is Role.INBOX else role


def _targets(
    openable: Iterable[Listed], folders: Iterable[Folder], settings: ImapSettings
) -> Mapping[Role, str]:
    found: dict[Role, str] = {}
    usable = {folder.name for folder in folders if not folder.left_out}
    listed = [one for one in openable if one.name in usable]
    for role in (Role.SENT, Role.DRAFTS, Role.ARCHIVE):
        name = _target(role, listed, _configured(settings)[role])
        if name:
            found[role] = name
    inbox = next((one.name for one in listed if one.name.upper() == "INBOX"), None)
    return {Role.INBOX: inbox, **found} if inbox else found


def _target(role: Role, listed: Iterable[Listed], configured: str) -> str | None:
    """The folder of a role: the configured one or none; else the server's word, else the name."""
    if configured:
        return next((one.name for one in listed if same_name(configured, one.name)), None)
    special = next((one.name for one in listed if f"\\{role}" in one.attributes), None)
    slashed = {_slashed(one): one.name for one in listed}
    return special or slashed.get(best(role, slashed) or "")


def _configured(settings: ImapSettings) -> dict[Role, str]:
    return {
        Role.SENT: settings.sent,
        Role.DRAFTS: settings.drafts,
        Role.ARCHIVE: settings.archive,
    }


def _trash(openable: Iterable[Listed], settings: ImapSettings) -> str:
    if settings.trash:
        named = (one.name for one in openable if same_name(settings.trash, one.name))
        return next(named, "")
    return next((one.name for one in openable if "\\trash" in one.attributes), "")


def _trees(openable: Iterable[Listed], settings: ImapSettings) -> list[str]:
    """Folders that are left out together with all below them."""
    special = [one.name for one in openable if one.attributes & _JUNK_OR_TRASH]
    return [*special, *settings.skip, *([settings.trash] if settings.trash else [])]


def _within(one: Listed, root: str) -> bool:
    return same_name(one.name, root) or (
        bool(one.delimiter) and one.name.casefold().startswith((root + one.delimiter).casefold())
    )


def _is_rubbish(one: Listed) -> bool:
    """By its name, unless the server says that it is something else."""
    return not one.attributes & frozenset(_SPECIAL) and is_left_out(_slashed(one))


def _slashed(one: Listed) -> str:
    return one.name.replace(one.delimiter, "/") if one.delimiter else one.name
