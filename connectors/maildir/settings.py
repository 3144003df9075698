"""The keys of an account of kind maildir."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from syncd.model import Role
from syncd.model.validation import Table


def _whole(path: Path) -> Path:
    """A service has no folder of its own to start from."""
    expanded = path.expanduser()
    if not expanded.is_absolute():
        raise ValueError('write the whole path, or one that begins with "~/"')
    return expanded


def _folder_name(name: str) -> str:
    parts = name.split("/")
    if name and (not name.isprintable() or {"", ".", ".."} & set(parts)):
        raise ValueError('a folder is named as your mail program shows it: "Sent", "Work/Sent"')
    return name


_Folder = Annotated[str, AfterValidator(_folder_name)]


class MaildirSettings(Table):
    """Where the mail lies, and the folders whose names do not say what they are."""

    path: Annotated[Path, AfterValidator(_whole)] = Field(
        description="The folder that holds the mail folders."
    )
    inbox: _Folder = Field("", description="Name of the inbox; found by itself when usual.")
    sent: _Folder = Field("", description="Name of the folder with what you sent.")
    drafts: _Folder = Field("", description="Name of the drafts folder; made when missing.")
    archive: _Folder = Field("", description="Name of the archive.")

    def named(self, role: Role) -> str:
        """The configured name of the folder for a role; "" when it is to be found."""
        names = {
            Role.INBOX: self.inbox,
            Role.SENT: self.sent,
            Role.DRAFTS: self.drafts,
            Role.ARCHIVE: self.archive,
        }
        return names.get(role, "")
