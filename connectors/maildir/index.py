"""Finds a message's file by its id without listing a large folder for each message."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from connectors.maildir.listing import files, locate
from connectors.maildir.names import id_of
from connectors.maildir.tree import Folder


class Index:
    """Names of the folders that were asked for, as one text each: 100,000 names are 5 MB.

    It may be out of date, so whoever uses a path must be ready that nothing is there.
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def clear(self) -> None:
        """Forget everything, so that nothing is kept between rounds for long."""
        self._names.clear()

    def paths(self, folder: Folder, id_: str) -> Iterator[Path]:
        """Where the message may be: as the names were, then as they are. Raises OSError."""
        if folder.name not in self._names:
            self._names[folder.name] = "\n".join(["", *files(folder), ""])
        for sub in ("cur", "new"):
            yield from self._remembered(folder, f"{sub}/", id_)
        file = locate(folder, id_)
        if file:
            yield folder.path / file

    def _remembered(self, folder: Folder, sub: str, id_: str) -> Iterator[Path]:
        names = self._names[folder.name]
        at = names.find(f"\n{sub}{id_}")
        while at >= 0:
            name = names[at + 1 + len(sub) : names.index("\n", at + 1)]
            if id_of(name) == id_:
                yield folder.path / sub / name
            at = names.find(f"\n{sub}{id_}", at + 1)
