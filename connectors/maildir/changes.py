"""What changed in a Maildir since a cursor, in pages.

A folder that looks as it did is not listed; one that is listed is compared by names only; only
what is new or has other flags is opened, and of that only the header is read.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from connectors.contract import Bad, Known, MailPage
from connectors.envelope import read_envelope
from connectors.maildir import cursor as cursors
from connectors.maildir.files import read_head
from connectors.maildir.listing import Difference, Seen, compare, seen
from connectors.maildir.names import flags_of, id_of, tag_of
from connectors.maildir.tree import Folder, Tree
from syncd.errors import ItemError
from syncd.model import Envelope, Ref

#: Messages in one page: what an interruption costs.
PAGE = 500


class _Step(NamedTuple):
    """A folder that has changed, and how it looked before it was listed."""

    folder: Folder
    difference: Difference
    seen: Seen


class _Part(NamedTuple):
    """What was read for one page."""

    envelopes: tuple[Envelope, ...]
    bad: tuple[Bad, ...]
    #: Whether every file still had the name under which it was listed.
    complete: bool


def changes(tree: Tree, cursor: str, known: Known, now: datetime) -> Iterator[MailPage]:
    """The pages; the last comes also when nothing changed. Raises OSError.

    What is gone comes last: a message that moved is never nowhere. Until then the cursor says that
    every folder is still to be listed, which costs little, for what was read is known by then.
    """
    before = cursors.decode(cursor)
    wanted = {name: f for name, f in tree.folders.items() if not f.left_out}
    _refuse_closed(tree, before)
    gone = [Ref(name, id_) for name in before.keys() - wanted.keys() for id_ in known(name)]
    steps = list(_steps(wanted.values(), before, known))
    begun = {step.folder.name: Seen(step.folder.role.value, 0, 0) for step in steps} | before
    done = {name: looks for name, looks in before.items() if name in wanted}
    left = sum(len(step.difference.files) for step in steps)
    for folder, difference, looks in steps:
        gone += [Ref(folder.name, id_) for id_ in difference.gone]
        done[folder.name] = looks
        for start in range(0, len(difference.files), PAGE):
            files = difference.files[start : start + PAGE]
            part = _read(folder, files, now)
            if not part.complete:
                done[folder.name] = begun[folder.name]._replace(new=0, cur=0)
            left -= len(files)
            yield MailPage(cursors.encode(begun), part.envelopes, bad=part.bad, left=left)
    yield MailPage(cursors.encode(done), gone=tuple(gone), left=0)


def read_envelopes(folder: Folder, files: Iterable[str], now: datetime) -> Iterator[Envelope | Bad]:
    """Each file's envelope, or why there is none; what has moved meanwhile is passed over."""
    for file in files:
        id_, tag = id_of(file[4:]), tag_of(file)
        try:
            head, received = read_head(f"{folder.path}/{file}")
            yield read_envelope(
                head,
                ref=Ref(folder.name, id_),
                role=folder.role,
                received=received,
                now=now,
                flags=flags_of(file),
            )
        except FileNotFoundError:
            continue
        except ItemError as error:
            yield Bad(folder.name, id_, tag, str(error))


def _refuse_closed(tree: Tree, before: Mapping[str, Seen]) -> None:
    """A folder that was read and may not be looked into any more is not gone."""
    for path in tree.closed:
        if any(name == path or name.startswith(f"{path}/") for name in before):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(tree.root / path))


def _steps(folders: Iterable[Folder], listed: Mapping[str, Seen], known: Known) -> Iterator[_Step]:
    for folder in folders:
        before = listed.get(folder.name)
        looks = seen(folder, before)
        if looks == before and not looks.doubtful_since:
            continue
        anew = before is not None and before.role != looks.role
        yield _Step(folder, compare(folder, known(folder.name), anew=anew), looks)


def _read(folder: Folder, files: list[str], now: datetime) -> _Part:
    results = list(read_envelopes(folder, files, now))
    return _Part(
        tuple(result for result in results if isinstance(result, Envelope)),
        tuple(result for result in results if isinstance(result, Bad)),
        complete=len(results) == len(files),
    )
