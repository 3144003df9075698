"""One round of reading a folder: what is unchanged, what is new, and what is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from connectors.contract import Known
from connectors.ics.cursor import Cursor, Seen, decode
from connectors.ics.files import Contents
from connectors.ics.listing import Found, Listing
from connectors.ics.settings import IcsSettings


def file_of(id_: str) -> str:
    """The file that an id names: the whole id, or what stands before the UID."""
    end = id_.lower().find(".ics#")
    return id_ if end < 0 else id_[: end + len(".ics")]


class Round:
    """Holds what lies in the folder against what is known of it."""

    def __init__(self, settings: IcsSettings, listing: Listing, cursor: str, known: Known) -> None:
        question = (settings.path, *settings.calendars)
        before = decode(cursor)
        self._settings = settings
        self._ask = known
        self._known: dict[str, Mapping[str, str]] = {}
        #: calendar -> file -> ids known of it.
        self._by_file: dict[str, defaultdict[str, list[str]]] = {}
        self._listing = listing
        self._wanted = {name for name, known in listing.names.items() if settings.wants(*known)}
        #: Everything is told, known or not.
        self._full = before is None or before.question != question
        #: calendar -> ids that are there.
        self._present: defaultdict[str, set[str]] = defaultdict(set)
        #: Names that a calendar goes by.
        self.names: dict[str, set[str]] = {**listing.names}
        self.cursor = Cursor(question, set(before.calendars) if before else set())
        if before and not self._full:
            self.cursor.files = before.files

    def unread(self) -> list[Found]:
        """The files that have to be read: new ones, and those that look different."""
        return [
            file
            for file in self._listing.files
            if self._may_be_wanted(file) and not self._is_unchanged(file)
        ]

    def news(self, file: Found, contents: Contents) -> Contents:
        """What the caller does not know yet of a file that was read."""
        if not self._is_wanted(file, contents):
            return Contents(contents.calendar)
        if contents.unreadable:
            self.keep(file)
        there = self._present[contents.calendar]
        there.update(item.id for item in contents.items)
        there.update(bad.id for bad in contents.bad)
        self.cursor.calendars.add(contents.calendar)
        if self._full:
            return contents
        known = self._of(contents.calendar)
        return replace(
            contents,
            items=tuple(item for item in contents.items if known.get(item.id) != item.etag),
            bad=tuple(bad for bad in contents.bad if known.get(bad.id) != bad.etag),
        )

    def done(self, file: Found, contents: Contents) -> None:
        """Everything that is new in a file has been told, or will be with the next page."""
        files = self.cursor.files
        if contents.unreadable and file.name in files:
            files[file.name] = files[file.name]._replace(signature=file.signature)
        elif contents.own or not self._is_wanted(file, contents):
            files[file.name] = Seen(file.signature, contents.calendar)
        else:
            files.pop(file.name, None)

    def keep(self, file: Found) -> None:
        """A file cannot be read now; what is known of it stays."""
        for calendar in {*self.cursor.calendars, file.calendar}:
            self._stay(calendar, file.name)

    def gone(self) -> Iterator[tuple[str, str]]:
        """What is known and no longer there."""
        for calendar in sorted({*self.cursor.calendars, *self._present, *self._listing.names}):
            for id_ in self._of(calendar):
                if id_ not in self._present[calendar]:
                    yield calendar, id_

    def finish(self) -> None:
        """Forget calendars and files that are no longer there, once that was told."""
        self.cursor.calendars = {calendar for calendar, ids in self._present.items() if ids}
        there = {file.name for file in self._listing.files}
        files = self.cursor.files
        self.cursor.files = {name: seen for name, seen in files.items() if name in there}

    def missing(self) -> list[str]:
        """Calendars that the settings name and that are not there."""
        there = {name.casefold() for names in self.names.values() for name in names}
        return [name for name in self._settings.calendars if name.casefold() not in there]

    def _is_unchanged(self, file: Found) -> bool:
        if self._full:
            return False
        seen = self.cursor.files.get(file.name)
        if seen is None:
            if self._of(file.calendar).get(file.name) != file.signature:
                return False
            self._present[file.calendar].add(file.name)
            return True
        if seen.signature != file.signature:
            return False
        self.names.setdefault(seen.calendar, set()).update({seen.calendar, file.stem})
        self.keep(file)
        return True

    def _stay(self, calendar: str, name: str) -> None:
        """Everything known of a file is still there."""
        if calendar not in self._by_file:
            by_file = self._by_file[calendar] = defaultdict(list)
            for id_ in self._of(calendar):
                by_file[file_of(id_)].append(id_)
        self._present[calendar].update(self._by_file[calendar].get(name, ()))

    def _may_be_wanted(self, file: Found) -> bool:
        """A folder is one calendar; what lies beside the folders has to be looked at."""
        return not file.collected or file.calendar in self._wanted

    def _is_wanted(self, file: Found, contents: Contents) -> bool:
        names = self.names.setdefault(contents.calendar, set())
        names |= {contents.calendar, file.stem}
        return file.collected or self._settings.wants(*names)

    def _of(self, calendar: str) -> Mapping[str, str]:
        if calendar not in self._known:
            self._known[calendar] = self._ask(calendar)
        return self._known[calendar]
