"""Folders and files of calendars keep the promises that every calendar keeps."""

import os
import re
import time
from pathlib import Path

import pytest

import connectors
from connectors.contract import Calendar, Surroundings
from connectors.ics import KIND, FolderCalendar, IcsSettings
from connectors.ics.texts import PAGE
from syncd.errors import AccountError
from tests.builders import TEN
from tests.contracts.calendar import CalendarContract, Caller, an_event, told, uid_of


def a_folder(path: Path, *calendars: str) -> Calendar:
    """The connector, as the config opens it."""
    settings = IcsSettings.model_validate({"path": str(path), "calendars": calendars})
    account = KIND.open("files", settings, Surroundings(path / "state", lambda: TEN))
    assert account.calendar
    return account.calendar


def a_file(*events: str, name: str = "") -> str:
    """An exported calendar of the events of other calendars."""
    bodies = "".join(re.findall(r"BEGIN:VEVENT.*?END:VEVENT\r\n", "".join(events), re.DOTALL))
    header = f"X-WR-CALNAME:{name}\r\n" if name else ""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{header}{bodies}END:VCALENDAR\r\n"


def age(path: Path, seconds: float = 3600) -> None:
    """Make a file look as if nobody had written it for a while."""
    then = time.time() - seconds
    os.utime(path, (then, then))


class FolderSeeder:
    """vdirsyncer, as far as a folder can tell."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "work"
        self.folder.mkdir(parents=True)

    def put(self, uid: str, text: str) -> None:
        new = self.folder / f".{uid}.tmp"
        new.write_text(text, newline="")
        new.rename(self.folder / f"{uid}.ics")

    def delete(self, uid: str) -> None:
        (self.folder / f"{uid}.ics").unlink()

    def spoil(self, uid: str) -> None:
        self.put(uid, "this is not a calendar")

    def forget(self) -> str:
        return ""

    def lose(self) -> None:
        self.root.rename(self.root.with_name("elsewhere"))


class FileSeeder:
    """A program that writes all of a calendar into one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.events: dict[str, str] = {}
        self.write()

    def write(self) -> None:
        new = self.path.with_suffix(".tmp")
        new.write_text(a_file(*self.events.values(), name="Work"), newline="")
        new.rename(self.path)

    def put(self, uid: str, text: str) -> None:
        self.events[uid] = text
        self.write()

    def delete(self, uid: str) -> None:
        del self.events[uid]
        self.write()

    def spoil(self, uid: str) -> None:
        self.put(
            uid, f"BEGIN:VEVENT\r\nUID:{uid}\r\nX-TOO-LARGE:{'x' * 1_100_000}\r\nEND:VEVENT\r\n"
        )

    def forget(self) -> str:
        return ""

    def lose(self) -> None:
        self.path.unlink()


class TestFolder(CalendarContract):
    @pytest.fixture
    def seeder(self, tmp_path):
        return FolderSeeder(tmp_path / "calendars")

    @pytest.fixture
    def calendar(self, seeder):
        return a_folder(seeder.root)


class TestFile(CalendarContract):
    @pytest.fixture
    def seeder(self, tmp_path):
        return FileSeeder(tmp_path / "work.ics")

    @pytest.fixture
    def calendar(self, seeder):
        return a_folder(seeder.path)


@pytest.fixture
def root(tmp_path) -> Path:
    path = tmp_path / "calendars"
    path.mkdir()
    return path


def put(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, newline="")
    return path


def ids(caller: Caller) -> dict[str, list[str]]:
    return {name: sorted(held) for name, held in caller.held.items() if held}


def test_the_config_opens_it_by_its_kind(root):
    assert connectors.load("ics") is KIND
    assert isinstance(a_folder(root), FolderCalendar)


def test_each_folder_is_a_calendar_named_by_its_displayname(root):
    put(root, "a1b2/displayname", "Arbeit & Café\n")
    put(root, "a1b2/one.ics", an_event("one"))
    put(root, "private/two.ics", an_event("two"))
    put(root, "three.ics", an_event("three"))
    caller = Caller()
    caller.pull(a_folder(root))
    assert ids(caller) == {
        "Arbeit & Café": ["a1b2/one.ics"],
        "private": ["private/two.ics"],
        "calendars": ["three.ics"],
    }


def test_a_renamed_calendar_takes_its_events_along(root):
    put(root, "work/displayname", "Work")
    put(root, "work/one.ics", an_event("one"))
    caller, calendar = Caller(), a_folder(root)
    caller.pull(calendar)
    put(root, "work/displayname", "Office")
    caller.pull(calendar)
    assert ids(caller) == {"Office": ["work/one.ics"]}


def test_a_calendar_that_was_removed_is_gone(root):
    put(root, "work/one.ics", an_event("one"))
    private = put(root, "private/two.ics", an_event("two"))
    caller, calendar = Caller(), a_folder(root)
    caller.pull(calendar)
    private.unlink()
    private.parent.rmdir()
    caller.pull(calendar)
    assert ids(caller) == {"work": ["work/one.ics"]}


def test_an_exported_file_among_folders_is_a_calendar_of_its_own(root):
    put(root, "work/one.ics", an_event("one"))
    put(root, "export.ics", a_file(an_event("two"), an_event("three"), name="Team"))
    put(root, "plain export.ics", a_file(an_event("four"), an_event("five")))
    caller = Caller()
    caller.pull(a_folder(root))
    assert ids(caller) == {
        "work": ["work/one.ics"],
        "Team": ["export.ics#three", "export.ics#two"],
        "plain export": ["plain export.ics#five", "plain export.ics#four"],
    }


def test_an_exported_file_with_a_single_event_keeps_its_own_name(root):
    put(root, "export.ics", a_file(an_event("one"), name="Team"))
    caller, calendar = Caller(), a_folder(root)
    caller.pull(calendar)
    assert ids(caller) == {"Team": ["export.ics#one"]}
    assert told(caller.pull(calendar)) == set()


def test_of_an_exported_file_only_what_changed_in_it_is_told(root):
    one, two = an_event("one"), an_event("two")
    put(root, "export.ics", a_file(one, two, an_event("three"), name="Team"))
    caller, calendar = Caller(), a_folder(root)
    caller.pull(calendar)
    stamped = one.replace("DTSTAMP:20261101", "DTSTAMP:20261102")
    put(root, "export.ics", a_file(stamped, an_event("two", title="Lunch"), name="Team"))
    pages = caller.pull(calendar)
    assert told(pages) == {"two"}
    assert caller.uids == {"one", "two"}


def test_a_file_that_comes_to_hold_more_events_tells_them_all(root):
    put(root, "work/one.ics", an_event("one"))
    caller, calendar = Caller(), a_folder(root)
    caller.pull(calendar)
    put(root, "work/one.ics", a_file(an_event("one"), an_event("two")))
    caller.pull(calendar)
    assert caller.uids == {"one", "two"}
    put(root, "work/one.ics", an_event("two"))
    caller.pull(calendar)
    assert ids(caller) == {"work": ["work/one.ics"]}
    assert caller.uids == {"two"}


def test_unchanged_files_are_not_opened_again(root, monkeypatch):
    for number in range(20):
        put(root, f"work/{number}.ics", an_event(f"{number}"))
    put(root, "work/todo.ics", "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nEND:VTODO\r\nEND:VCALENDAR\r\n")
    put(root, "work/bad.ics", "nonsense")
    put(root, "export.ics", a_file(an_event("a"), an_event("b"), name="Team"))
    caller, calendar = Caller(), a_folder(root)
    caller.pull(calendar)
    opened = []
    read = Path.open

    def watched(path, *args, **kwargs):
        opened.append(path.name)
        return read(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", watched)
    put(root, "work/7.ics", an_event("7", title="Lunch"))
    opened.clear()
    assert told(caller.pull(calendar)) == {"7"}
    assert [name for name in opened if name.endswith(".ics")] == ["7.ics"]


def test_many_events_come_in_pages_that_say_how_much_is_left(root):
    events = [an_event(f"{number}") for number in range(2 * PAGE + 10)]
    put(root, "export.ics", a_file(*events, name="Team"))
    caller = Caller()
    pages = caller.pull(a_folder(root))
    assert len(pages) == 3
    assert all(len(page.items) <= 2 * PAGE for page in pages)
    assert pages[-1].left == 0
    assert len(caller.uids) == len(events)


def test_being_interrupted_within_a_large_file_loses_nothing(root):
    events = [an_event(f"{number}") for number in range(2 * PAGE + 10)]
    put(root, "export.ics", a_file(*events, name="Team"))
    put(root, "work/one.ics", an_event("one"))
    caller, calendar = Caller(), a_folder(root)
    for count in range(1, 4):
        for _, page in zip(
            range(count), calendar.changes(caller.cursor, caller.known), strict=False
        ):
            caller.remember(page)
    assert len(caller.uids) == len(events) + 1


def test_files_that_are_not_ready_are_left_out(root):
    put(root, "work/.hidden.ics", an_event("hidden"))
    put(root, "work/new.ics.tmp", an_event("temporary"))
    put(root, ".state/old.ics", an_event("state"))
    put(root, "work/notes.txt", "nothing")
    (root / "work" / "folder.ics").mkdir()
    (root / "work" / "dangling.ics").symlink_to(root / "nowhere.ics")
    os.mkfifo(root / "work" / "pipe.ics")
    put(root, "work/one.ics", an_event("one"))
    caller = Caller()
    caller.pull(a_folder(root))
    assert caller.uids == {"one"}


def test_links_to_files_and_folders_are_followed(root, tmp_path):
    put(tmp_path, "far/two.ics", an_event("two"))
    put(tmp_path, "one.ics", an_event("one"))
    (root / "far").symlink_to(tmp_path / "far")
    (root / "one.ics").symlink_to(tmp_path / "one.ics")
    (root / "self").symlink_to(root)
    caller = Caller()
    caller.pull(a_folder(root))
    assert {"one", "two"} <= caller.uids


def test_a_file_that_is_being_written_keeps_what_is_known_of_it(root):
    whole = a_file(an_event("one"), an_event("two"), name="Team")
    path = put(root, "export.ics", whole)
    single = put(root, "work/three.ics", an_event("three"))
    caller, calendar = Caller(), a_folder(root)
    caller.pull(calendar)
    path.write_text(whole[: len(whole) // 2], newline="")
    single.write_text(an_event("three", title="Lunch")[:100], newline="")
    pages = caller.pull(calendar)
    assert caller.uids == {"one", "two", "three"}
    assert [bad for page in pages for bad in page.bad] == []
    single.write_text(an_event("three", title="Lunch"), newline="")
    assert told(caller.pull(calendar)) == {"three"}


def test_a_file_that_stays_cut_off_is_told(root):
    path = put(root, "work/one.ics", an_event("one")[:100])
    put(root, "work/two.ics", an_event("two"))
    age(path)
    caller = Caller()
    caller.pull(a_folder(root))
    assert "in the middle" in caller.bad["work"]["work/one.ics"].reason
    assert caller.uids == {"two"}


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_round(root, monkeypatch):
    path = put(root, "work/one.ics", an_event("one"))
    caller, calendar = Caller(), a_folder(root)
    changes = calendar.changes("", caller.known)
    read = Path.open

    def written_meanwhile(self, mode="r", *args, **kwargs):
        if self == path and mode == "rb":
            path.write_text(an_event("one", title="A longer title"), newline="")
        return read(self, mode, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", written_meanwhile)
        for page in changes:
            caller.remember(page)
    assert caller.uids == set()
    caller.pull(calendar)
    assert "A longer title" in caller.items["one"].text


def test_a_file_that_goes_while_it_is_read_is_gone(root, monkeypatch):
    path = put(root, "work/one.ics", an_event("one"))
    put(root, "work/two.ics", an_event("two"))
    caller, calendar = Caller(), a_folder(root)
    caller.pull(calendar)
    put(root, "work/one.ics", an_event("one", title="Lunch, changed"))
    read = Path.open

    def deleted_meanwhile(self, *args, **kwargs):
        if self == path:
            path.unlink()
        return read(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", deleted_meanwhile)
    caller.pull(calendar)
    assert caller.uids == {"two"}


def test_a_file_that_may_not_be_read_is_told_and_comes_back(root, monkeypatch):
    path = put(root, "work/one.ics", an_event("one"))
    caller, calendar = Caller(), a_folder(root)
    read = Path.open

    def refused(self, *args, **kwargs):
        if self == path:
            raise PermissionError(13, "Permission denied", str(path))
        return read(self, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refused)
        caller.pull(calendar)
    assert "may not read" in caller.bad["work"]["work/one.ics"].reason
    caller.pull(calendar)
    assert caller.uids == {"one"}


def test_a_disk_that_fails_is_an_error_and_not_a_missing_event(root, monkeypatch):
    put(root, "work/one.ics", an_event("one"))

    def failing(self, *args, **kwargs):
        raise OSError(5, "Input/output error", str(self))

    caller, calendar = Caller(), a_folder(root)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", failing)
        with pytest.raises(AccountError, match="Input/output error"):
            caller.pull(calendar)


def test_a_file_that_is_no_calendar_is_an_error_when_it_is_all_there_is(tmp_path):
    path = put(tmp_path, "work.ics", an_event("one"))
    caller, calendar = Caller(), a_folder(path)
    caller.pull(calendar)
    path.write_text("<!DOCTYPE html>")
    with pytest.raises(AccountError, match=r"work\.ics cannot be read as a calendar"):
        caller.pull(calendar)
    assert caller.uids == {"one"}


def test_an_exported_file_that_is_spoiled_keeps_what_is_known_of_it(root):
    put(root, "work/one.ics", an_event("one"))
    path = put(root, "export.ics", a_file(an_event("two"), an_event("three"), name="Team"))
    caller, calendar = Caller(), a_folder(root)
    caller.pull(calendar)
    path.write_text("<!DOCTYPE html>")
    for _ in range(3):
        caller.pull(calendar)
        assert caller.uids == {"one", "two", "three"}
        assert list(caller.bad["calendars"]) == ["export.ics"]
    put(root, "export.ics", a_file(an_event("two"), an_event("four"), name="Team"))
    caller.pull(calendar)
    assert caller.uids == {"one", "two", "four"}
    assert caller.bad["calendars"] == {}


def test_a_folder_that_became_empty_tells_that_everything_is_gone(root):
    path = put(root, "work/one.ics", an_event("one"))
    caller, calendar = Caller(), a_folder(root)
    caller.pull(calendar)
    path.unlink()
    assert [gone for page in caller.pull(calendar) for gone in page.gone] == [
        ("work", "work/one.ics")
    ]


def test_a_missing_path_says_where_to_look(root):
    with pytest.raises(AccountError) as error:
        list(a_folder(root / "nowhere").changes("", lambda _: {}))
    assert "nowhere" in error.value.message
    assert "`path` under [accounts.files]" in error.value.advice


@pytest.mark.parametrize("name", ["Team", "team", "export"])
def test_only_the_calendars_that_are_named_are_read(root, name):
    put(root, "work/one.ics", an_event("one"))
    put(root, "export.ics", a_file(an_event("two"), an_event("three"), name="Team"))
    put(root, "four.ics", an_event("four"))
    caller, calendar = Caller(), a_folder(root, name)
    caller.pull(calendar)
    assert caller.uids == {"two", "three"}
    assert told(caller.pull(calendar)) == set()
    assert caller.uids == {"two", "three"}


@pytest.mark.parametrize("name", ["Arbeit", "a1b2"])
def test_a_calendar_may_be_named_by_its_folder_or_as_it_is_shown(root, name):
    put(root, "a1b2/displayname", "Arbeit")
    put(root, "a1b2/one.ics", an_event("one"))
    put(root, "private/two.ics", an_event("two"))
    caller = Caller()
    caller.pull(a_folder(root, name))
    assert caller.uids == {"one"}


def test_naming_other_calendars_drops_the_ones_before(root):
    put(root, "work/one.ics", an_event("one"))
    put(root, "private/two.ics", an_event("two"))
    caller = Caller()
    caller.pull(a_folder(root, "work"))
    caller.pull(a_folder(root, "private"))
    assert caller.uids == {"two"}
    caller.pull(a_folder(root))
    assert caller.uids == {"one", "two"}


def test_a_calendar_that_is_named_and_not_there_is_an_error_that_lists_what_is(root):
    put(root, "work/one.ics", an_event("one"))
    with pytest.raises(AccountError, match='no calendar "Wrok"') as error:
        Caller().pull(a_folder(root, "Wrok"))
    assert '"work"' in error.value.advice
    assert error.value.permanent


def test_an_event_without_uid_is_read_all_the_same(root):
    put(root, "work/one.ics", an_event("x").replace("UID:x\r\n", ""))
    caller, calendar = Caller(), a_folder(root)
    caller.pull(calendar)
    assert [uid[:6] for uid in caller.uids] == ["syncd-"]
    assert told(caller.pull(calendar)) == set()


@pytest.mark.parametrize(
    "data",
    [
        an_event("one", title="Grüße").encode("utf-8-sig"),
        an_event("one", title="Grüße").encode("cp1252"),
        an_event("one", title="Grüße").encode("utf-16"),
    ],
)
def test_other_encodings_are_understood(root, data):
    (root / "one.ics").write_bytes(data)
    caller = Caller()
    caller.pull(a_folder(root))
    assert "Grüße" in caller.items["one"].text


def test_names_that_are_odd_are_stored_as_they_can_be(root):
    put(root, "work/Grüße #1 (Kopie).ics", an_event("one"))
    put(root, "work/displayname", "Wor\x1b[31mk\n\n")
    (root / "work" / os.fsdecode(b"\xff\xfe.ics")).write_text(an_event("two"), newline="")
    caller, calendar = Caller(), a_folder(root)
    caller.pull(calendar)
    assert ids(caller) == {"Wor [31mk": ["work/??.ics", "work/Grüße #1 (Kopie).ics"]}
    assert told(caller.pull(calendar)) == set()


def test_check_counts_the_events_and_names_what_cannot_be_read(root):
    put(root, "work/one.ics", an_event("one"))
    put(root, "work/two.ics", an_event("two"))
    put(root, "private/bad.ics", "nonsense")
    lines = {line.subject: line for line in a_folder(root).check()}
    assert lines["calendar work"].detail == "2 events"
    assert not lines["file private/bad.ics"].ok
    assert lines["file private/bad.ics"].advice


def test_check_says_when_a_calendar_that_is_named_is_not_there(root):
    put(root, "work/one.ics", an_event("one"))
    failed = [line for line in a_folder(root, "Wrok").check() if not line.ok]
    assert '"Wrok"' in failed[0].detail


def test_every_item_names_one_uid(root):
    put(root, "export.ics", a_file(an_event("one"), an_event("two")))
    for page in a_folder(root).changes("", lambda _: {}):
        for item in page.items:
            assert item.text.count("\r\nUID:") == 1
            assert uid_of(item) == item.id.partition("#")[2]


@pytest.mark.parametrize(
    "path", ["calendars", "./calendars", "ftp://example.com/a.ics", "https://"]
)
def test_a_path_that_cannot_be_meant_is_refused(path):
    with pytest.raises(ValueError, match=r"whole path|begins with"):
        IcsSettings(path=path)


def test_a_home_folder_is_found():
    assert IcsSettings(path="~/calendars").path == str(Path.home() / "calendars")
