"""What a tired person types, and a machine on a bad day: told in words, never in a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from syncd.cli import cli, main
from syncd.cli.base import Code, Session
from syncd.errors import ConfigError
from tests.builders import ADA, TEN, a_message, an_event
from tests.scenarios.world import World

EARLY = (TEN - timedelta(hours=2)).isoformat()


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.put_event(an_event())
    made.put_event(an_event("Dentist", guests=(), organizer=None, uid="dentist"), "dentist")
    return made


def syncd(world: World, *words: str, at: str = EARLY) -> Result:
    moment = ["--at", at] if at else []
    return CliRunner().invoke(cli, ["--config", str(world.config), *words, *moment])


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("nonsense", "is not a moment"),
        ("2026-11-24", "did you mean 2026-11-24T00:00"),
        ("2026-11-24T08:00", "did you mean 2026-11-24T08:00"),
        ("9999-12-20T00:00Z", "too far away"),
        ("0001-01-01T00:00+14:00", "too far away"),
    ],
)
def test_a_moment_that_is_none_is_told_with_one_that_would_do(world: World, moment: str, told: str):
    done = syncd(world, "agenda", at=moment)
    assert done.exit_code == Code.WRONG
    assert told in done.stderr


def test_a_time_that_ends_before_it_begins_is_told(world: World):
    done = syncd(world, "agenda", "--from", "2026-11-30T00:00Z", "--to", "2026-11-20T00:00Z")
    assert done.exit_code == Code.WRONG
    assert "--to is before --from" in done.stderr


def test_the_words_of_a_meeting_and_of_a_note_need_no_quotes(world: World):
    assert "Networking" in syncd(world, "explain", "coffee", "ada").stdout
    assert syncd(world, "note", "ada", "she", "knits").exit_code == 0
    assert "she knits" in syncd(world, "follow-up", "coffee", "with", "ada").stdout


@pytest.mark.parametrize("words", [("explain", ""), ("brief", " "), ("note", "ada", " ")])
def test_nothing_in_the_place_of_a_name_or_a_note_is_wrong_usage(
    world: World, words: tuple[str, ...]
):
    assert syncd(world, *words).exit_code == Code.WRONG


def test_a_follow_up_is_shown_as_it_will_be_once_the_meeting_is_over(world: World):
    done = syncd(world, "follow-up", "ada", at=(TEN - timedelta(days=1)).isoformat())
    assert "thank you for the time this morning" in done.stdout


def test_a_follow_up_to_nobody_is_not_shown(world: World):
    done = syncd(world, "follow-up", "dentist")
    assert done.exit_code == Code.WRONG
    assert "Nobody else" in done.stderr
    assert "Hi" not in done.stdout


def test_an_account_that_cannot_be_read_is_told_beside_what_is_known(world: World):
    assert syncd(world, "agenda").exit_code == 0
    (world.home / "calendar").rename(world.home / "away")
    done = syncd(world, "agenda", at=(TEN - timedelta(hours=1)).isoformat())
    assert "Coffee with Ada" in done.stdout
    assert "could not be read" in done.stderr
    assert "is of Tue 24 Nov 08:00" in done.stderr
    assert done.exit_code == Code.FAILED


def test_one_reason_for_many_failures_is_told_once(world: World):
    for number in range(3):
        world.put_event(an_event(uid=f"c{number}@example.com"), f"c{number}")
    world.put_mail(a_message(sender=ADA))
    assert syncd(world, "agenda").exit_code == 0
    (world.home / "mail").rename(world.home / "away")
    done = syncd(world, "run", "--once")
    assert done.exit_code == Code.FAILED
    lines = done.stderr.splitlines()
    assert len([line for line in lines if line.startswith("Not done: brief")]) == 1
    assert all(line.startswith("Not done: ") for line in lines)


def test_status_tells_people_the_time_on_their_own_clock(world: World):
    syncd(world, "run", "--once")
    told = syncd(world, "status").stdout
    assert "Last round: Tue 24 Nov 08:00." in told
    assert 'Next: follow-up for "Coffee with Ada", Tue 24 Nov 11:30' in told
    assert "+00:00" not in told


def test_an_empty_calendar_is_pointed_out(world: World):
    for name in ("coffee", "dentist"):
        world.drop_event(name)
    assert "`syncd check`" in syncd(world, "agenda").stdout


def test_a_letter_that_cannot_be_written_to_a_file_is_told(world: World):
    done = _as_a_program(world, "brief", "ada", "--html", "/nowhere/at/all.html", "--at", EARLY)
    assert done.returncode == Code.FAILED
    assert "/nowhere/at/all.html cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
def test_a_full_disk_behind_stdout_is_told_in_one_line(world: World):
    command = [sys.executable, "-m", "syncd", "--config", str(world.config), "agenda"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*command, "--at", EARLY], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == Code.FAILED
    assert done.stderr == "syncd: No space left on device.\n"


def test_a_mistake_of_ours_is_told_as_one_unless_the_traceback_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def surprise(**_: object) -> None:
        raise LookupError("surprise")

    monkeypatch.setattr(cli, "main", surprise)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == Code.FAILED
    told = capsys.readouterr().err
    assert "LookupError('surprise')" in told
    assert "SYNCD_DEBUG=1" in told
    monkeypatch.setenv("SYNCD_DEBUG", "1")
    with pytest.raises(LookupError):
        main()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--address", "robin"), "Not an address: robin"),
        (("--address", "r@example.com", "--timezone", "Europe/Berln"), "Europe/Berlin"),
    ],
)
def test_init_refuses_what_would_not_load(tmp_path: Path, words: tuple[str, ...], told: str):
    path = tmp_path / "config.toml"
    done = CliRunner().invoke(cli, ["--config", str(path), "init", "--name", "R", *words])
    assert done.exit_code == Code.WRONG
    assert told in done.stderr
    assert not path.exists()


def test_init_asks_again_until_an_answer_is_good_and_makes_paths_whole(tmp_path: Path):
    path = tmp_path / "config.toml"
    answers = "Robin\nrobin\nrobin@example.com\nBerlin\nEurope/Berlin\nfiles\nMail\n~/calendars\n"
    done = CliRunner().invoke(cli, ["--config", str(path), "init"], input=answers)
    assert done.exit_code == 0, done.output
    written = path.read_text()
    assert 'addresses = ["robin@example.com"]' in written
    assert 'timezone = "Europe/Berlin"' in written
    assert f'path = "{Path("Mail").absolute()}"' in written
    assert 'path = "~/calendars"' in written


@pytest.mark.parametrize("url", ["postgresql://x/y", "sqlite://", "sqlite:///here.sqlite"])
def test_a_store_that_is_no_file_of_this_machine_is_a_mistake_of_the_config(world: World, url: str):
    text = world.config.read_text()
    start = text.index("url = ")
    world.config.write_text(text[:start] + f'url = "{url}"' + text[text.index("\n", start) :])
    done = _as_a_program(world, "check")
    assert done.returncode == Code.WRONG
    assert "store.url" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_config_in_a_folder_that_is_closed_is_told(world: World, monkeypatch: pytest.MonkeyPatch):
    def closed(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", closed)
    with pytest.raises(ConfigError, match="cannot be read: Permission denied"):
        Session(str(world.config)).config_path()


def test_a_dry_run_on_a_store_that_cannot_be_copied_says_so(world: World):
    assert syncd(world, "agenda").exit_code == 0
    (world.home / "state" / "syncd.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    done = _as_a_program(world, "run", "--dry-run", "--at", EARLY)
    assert done.returncode == Code.STORE
    assert "cannot be read" in done.stderr


def _as_a_program(world: World, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "syncd", "--config", str(world.config), *words],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
