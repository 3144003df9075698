"""Finding letters of ours and correspondence among the files of a Maildir."""

from __future__ import annotations

import heapq
import os
from collections.abc import Collection, Iterator
from datetime import datetime

from connectors.envelope import message_id as read_message_id
from connectors.envelope import read_fields
from connectors.maildir.changes import read_envelopes
from connectors.maildir.files import read_head
from connectors.maildir.listing import files
from connectors.maildir.names import created, flags_of, id_of, is_copy_of
from connectors.maildir.tree import Folder, Tree
from syncd.errors import ItemError
from syncd.model import Envelope, Held, Ref

#: Another machine may write into the Maildir with its own clock. Seconds.
_CLOCKS_DIFFER = 86_400


def find_named(tree: Tree, message_id: str) -> Iterator[Held]:
    """Copies that still have the name we gave them, in any folder. Raises OSError."""
    for folder in tree.folders.values():
        for file in files(folder):
            if is_copy_of(message_id, file[4:]):
                yield _held(folder, file)


def find(tree: Tree, message_id: str, since: int) -> Iterator[Held]:
    """Copies by name, and such as a mail program wrote anew, by header. Raises OSError.

    Files from before ``since`` (seconds since 1970) are not opened.
    """
    for folder in tree.folders.values():
        for file in files(folder):
            is_named = is_copy_of(message_id, file[4:])
            if is_named or (_is_newer(folder, file, since) and _has_id(folder, file, message_id)):
                yield _held(folder, file)


def correspondence(
    tree: Tree, addresses: Collection[str], since: datetime | None, limit: int, now: datetime
) -> list[Envelope]:
    """Mail from or to any of the addresses, newest first. Opens every message. Raises OSError."""
    wanted = {address.lower() for address in addresses}
    everything = (
        envelope
        for folder in tree.folders.values()
        if not folder.left_out
        for envelope in read_envelopes(folder, files(folder), now)
        if isinstance(envelope, Envelope)
    )
    found = (
        envelope
        for envelope in everything
        if (since is None or envelope.date >= since)
        and any(one.address in wanted for one in envelope.everyone)
    )
    return heapq.nlargest(limit, found, key=lambda envelope: envelope.date)


def _held(folder: Folder, file: str) -> Held:
    return Held(Ref(folder.name, id_of(file[4:])), folder.role, flags_of(file))


def _is_newer(folder: Folder, file: str, since: int) -> bool:
    when = created(file[4:])
    try:
        return (when or os.lstat(folder.path / file).st_ctime) >= since - _CLOCKS_DIFFER
    except FileNotFoundError:
        return False


def _has_id(folder: Folder, file: str, message_id: str) -> bool:
    try:
        head, _ = read_head(f"{folder.path}/{file}")
    except (FileNotFoundError, ItemError):
        return False
    if message_id.encode() not in head:
        return False
    return message_id in map(read_message_id, read_fields(head).get("message-id", ()))
