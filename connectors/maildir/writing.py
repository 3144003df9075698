"""Putting letters of ours into a Maildir, exactly once, and taking them away again.

A message is written in ``tmp``, brought to the disk, and linked into place under a name made from
its Message-ID; a link never overwrites. Whoever is stopped between any two of these steps leaves
either nothing that is seen, or the whole letter under the one name it can have.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from connectors.letters import flags_for, id_of, refuse_unless_ours
from connectors.maildir import names
from connectors.maildir.files import read_head
from connectors.maildir.homes import make_home, sweep
from connectors.maildir.listing import locate
from connectors.maildir.search import find_named
from connectors.maildir.tree import Folder, Tree
from syncd.errors import AmbiguousWriteError, ItemError, RefusedError
from syncd.model import Flag, Ref, Role
from syncd.model.steps import step

_TRIES = 20  # to unlink a message that a mail program renames at the same time
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


def deliver(tree: Tree, role: Role, letter: bytes) -> Ref:
    """Put a letter into the inbox or the drafts, unless it is in the mailbox already.

    Raises RefusedError, AccountError, AmbiguousWriteError, OSError.
    """
    flags, message_id = flags_for(role), id_of(letter)
    base = names.base_of(message_id)
    sweep(tree, base)
    for held in find_named(tree, message_id):
        return held.ref
    folder = tree.home(role) or make_home(tree, role)
    return _put(tree, folder, base, letter, flags)


def replace(tree: Tree, ref: Ref, letter: bytes, message_id: str) -> Ref:
    """Put a letter in the place of another. Raises RefusedError, AmbiguousWriteError, OSError.

    The better one is put before the other goes, so that there is no moment without a letter.
    """
    new_id = id_of(letter)
    is_same = new_id == message_id
    base = names.another_base(message_id, letter) if is_same else names.base_of(new_id)
    sweep(tree, base)
    there = [held.ref for held in find_named(tree, new_id) if not is_same or held.ref.id == base]
    folder = tree.folders.get(ref.folder)
    file = locate(folder, ref.id) if folder else None
    if there and (not file or ref in there):
        return there[0]  # done already, before an interruption
    if not folder or not file:
        raise RefusedError(f"The letter {message_id} is no longer there to be replaced.")
    _refuse_unless_ours(folder, file, message_id)
    put = there[0] if there else _put(tree, folder, base, letter, names.flags_of(file))
    remove(tree, ref, message_id, frozenset())
    return put


def remove(tree: Tree, ref: Ref, message_id: str, unless: frozenset[Flag]) -> bool:
    """Take a letter away unless it has one of the flags. Raises RefusedError, OSError.

    The flags are in the name that is unlinked, so a flag set in the last moment is respected.
    """
    folder = tree.folders.get(ref.folder)
    for _ in range(_TRIES):
        file = locate(folder, ref.id) if folder else None
        if not folder or not file:
            return True
        if names.flags_of(file) & unless:
            return False
        with contextlib.suppress(FileNotFoundError):
            _refuse_unless_ours(folder, file, message_id)
            step("maildir: before a letter is removed")
            (folder.path / file).unlink()
            step("maildir: a letter is removed")
            _to_disk((folder.path / file).parent)
            return True
    raise AmbiguousWriteError(tree.account, "A mail program keeps renaming the letter.")


def _put(tree: Tree, folder: Folder, base: str, letter: bytes, flags: frozenset[Flag]) -> Ref:
    target = folder.path / ("cur" if flags else "new")
    temporary = folder.path / "tmp" / base
    temporary.parent.mkdir(mode=0o700, exist_ok=True)
    step("maildir: before a letter is written")
    try:
        _write(temporary, letter.replace(b"\r\n", b"\n"))
        _link(temporary, target / (names.file_name(base, flags) if flags else base))
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    step("maildir: a letter is linked into its folder")
    try:
        temporary.unlink(missing_ok=True)
        step("maildir: tmp is cleaned")
        _to_disk(target)
    except OSError as error:
        raise AmbiguousWriteError(
            tree.account, f"The letter was written, but maybe not to the disk: {error.strerror}."
        ) from error
    step("maildir: a letter is delivered")
    return Ref(folder.name, base)


def _write(path: Path, letter: bytes) -> None:
    """Write a new file and bring it to the disk. Never into one that is there: it may be linked."""
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    with open(descriptor, "wb") as file:  # noqa: PTH123
        step("maildir: an empty file is in tmp")
        file.write(letter[: len(letter) // 2])
        file.flush()
        step("maildir: half a letter is in tmp")
        file.write(letter[len(letter) // 2 :])
        file.flush()
        step("maildir: a letter is in tmp")
        os.fsync(file.fileno())
    step("maildir: a letter is on the disk")


def _link(source: Path, target: Path) -> None:
    """Give the file its place. When one of that name is there, it is this very letter."""
    try:
        target.hardlink_to(source)
    except FileExistsError:
        return
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if not target.exists():
            source.rename(target)


def _refuse_unless_ours(folder: Folder, file: str, message_id: str) -> None:
    try:
        head, _ = read_head(folder.path / file)
    except ItemError as error:
        raise RefusedError(f"What lies there is not the letter {message_id}.") from error
    refuse_unless_ours(head, message_id)


def _to_disk(folder: Path) -> None:
    """Make a folder's entries survive a power failure; Windows does that by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
