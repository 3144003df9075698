"""The command line as a user and as a program meet it: words, JSON, exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syncd.store import StoreLock
from tests.builders import ADA, ME, TEN, a_message, an_event
from tests.scenarios.world import World

EARLY = (TEN - timedelta(hours=2)).isoformat()
NOON = (TEN + timedelta(hours=2)).isoformat()
AGENDA_KEYS = {
    "uid", "recurrence_id", "title", "start", "end", "networking", "rule", "reasons", "brief_due",
    "brief_state", "brief_reason", "follow_up_due", "follow_up_state", "follow_up_reason", "guests",
}  # fmt: skip


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.put_event(an_event())
    return made


def syncd(*words: str, world: World | None = None) -> subprocess.CompletedProcess[str]:
    place = ["--config", str(world.config)] if world else []
    return subprocess.run(
        [sys.executable, "-m", "syncd", *place, *words],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_the_agenda_for_programs_has_the_keys_of_the_surface(world: World):
    done = syncd("agenda", "--json", "--at", EARLY, world=world)
    assert done.returncode == 0, done.stderr
    (meeting,) = json.loads(done.stdout)
    assert set(meeting) == AGENDA_KEYS
    assert meeting["networking"] is True
    assert meeting["rule"] == "Coffee"
    assert meeting["brief_state"] == "due"
    assert meeting["follow_up_state"] == "waiting"
    assert meeting["recurrence_id"] is None
    assert meeting["start"].endswith("+01:00")


def test_looking_delivers_nothing(world: World):
    before = world.files()
    for words in (["agenda"], ["explain", "coffee"], ["brief", "ada"], ["follow-up", "coffee"]):
        done = syncd(*words, "--at", EARLY, world=world)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()
    assert world.files() == before


def test_one_round_delivers_and_says_so(world: World):
    done = syncd("run", "--once", "--at", EARLY, world=world)
    assert done.returncode == 0, done.stderr
    assert "Delivered: brief, inbox of files" in done.stdout
    again = syncd("run", "--once", "--at", EARLY, world=world)
    assert "Nothing was due." in again.stdout
    assert len(world.inbox()) == 1


def test_a_dry_run_prints_the_letter_and_delivers_nothing(world: World):
    before = world.files()
    done = syncd("run", "--dry-run", "--at", EARLY, world=world)
    assert done.returncode == 0, done.stderr
    assert "Subject: Ada Lindqvist" in done.stdout
    assert world.files() == before
    real = syncd("run", "--once", "--at", EARLY, world=world)
    assert "Delivered" in real.stdout


def test_a_moment_without_an_offset_is_refused(world: World):
    done = syncd("agenda", "--at", "2026-11-24T08:00", world=world)
    assert done.returncode == 2
    assert "no offset" in done.stderr


def test_bad_config_tells_all_mistakes_and_starts_nothing(world: World):
    world.config.write_text(world.config.read_text() + '[deliver]\nquiet = "x"\nquiet_hours = 3\n')
    done = syncd("run", "--once", world=world)
    assert done.returncode == 2
    assert "deliver.quiet" in done.stderr
    assert "deliver.quiet_hours" in done.stderr
    assert not (world.home / "state").exists()


def test_without_a_config_it_says_what_to_do():
    done = syncd("agenda")
    assert done.returncode == 2
    assert "syncd init" in done.stderr


def test_a_held_store_is_told_with_the_pid_of_its_holder(world: World):
    (world.home / "state").mkdir()
    with StoreLock(world.home / "state" / "syncd.sqlite"):
        done = syncd("run", "--once", world=world)
    assert done.returncode == 3
    assert str(os.getpid()) in done.stderr


def test_a_store_that_cannot_be_used_has_its_own_code(world: World):
    (world.home / "state").write_text("a file where the folder should be")
    done = syncd("run", "--once", world=world)
    assert done.returncode == 4
    assert "cannot be used" in done.stderr


def test_a_folder_that_is_away_is_told_and_is_not_taken_for_empty(world: World):
    syncd("run", "--once", "--at", EARLY, world=world)
    (world.home / "calendar").rename(world.home / "away")
    done = syncd("run", "--once", "--at", EARLY, world=world)
    assert done.returncode == 1
    assert "calendar" in done.stderr
    assert len(world.inbox()) == 1
    assert syncd("status", world=world).returncode == 1


def test_explain_shows_every_rule_with_what_it_saw(world: World):
    done = syncd("explain", "coffee", "--at", EARLY, world=world)
    assert 'Networking, by the rule "Coffee"' in done.stdout
    assert "Coffee with Ada" in done.stdout
    assert "<- decides" in done.stdout


def test_a_name_that_fits_several_lists_them_and_does_nothing(world: World):
    world.put_event(an_event("Coffee with Ben", uid="ben@example.com"), name="ben")
    done = syncd("brief", "coffee", "--at", EARLY, world=world)
    assert done.returncode == 2
    assert "ben@example.com" in done.stderr
    assert "coffee-ada@example.com" in done.stderr
    assert syncd("brief", "ben@example.com", "--at", EARLY, world=world).returncode == 0


def test_a_note_goes_into_the_draft(world: World):
    syncd("note", "ada", "promised to send her the checklist", "--at", EARLY, world=world)
    done = syncd("follow-up", "ada", "--at", NOON, world=world)
    assert "I will send you the checklist" in done.stdout


def test_a_brief_can_be_written_as_html(world: World, tmp_path: Path):
    page = tmp_path / "brief.html"
    done = syncd("brief", "ada", "--html", str(page), "--at", EARLY, world=world)
    assert done.returncode == 0, done.stderr
    assert page.read_text().startswith("<!doctype html>")


def test_check_says_of_each_part_whether_it_is_in_order(world: World):
    done = syncd("check", world=world)
    assert done.returncode == 0, done.stdout
    (world.home / "calendar").rename(world.home / "away")
    failed = syncd("check", world=world)
    assert failed.returncode == 1
    assert "FAIL" in failed.stdout


def test_status_shows_how_it_is_going(world: World):
    world.put_event(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\nDTSTART:never\nEND:VEVENT\nEND:VCALENDAR", "x"
    )
    syncd("run", "--once", "--at", EARLY, world=world)
    found = json.loads(syncd("status", "--json", "--at", EARLY, world=world).stdout)
    assert found["running"] is None
    assert found["letters"]["delivered"] == 1
    assert {account["account"] for account in found["accounts"]} == {"files", "calendar"}
    assert found["quarantine"][0]["reason"]
    assert [due["kind"] for due in found["next_due"]] == ["follow-up"]


def test_init_writes_a_config_that_loads_and_never_overwrites_one(tmp_path: Path):
    path = tmp_path / "new" / "config.toml"
    words = ["--config", str(path), "init", "--name", 'Robin "R" Doe', "--address", ME]
    words += [
        "--timezone",
        "Europe/Berlin",
        "--kind",
        "files",
        "--mail",
        "~/M",
        "--calendar",
        "~/C",
    ]
    assert syncd(*words).returncode == 0
    first = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    again = syncd(*words)
    assert again.returncode == 2
    assert path.read_text() == first
    assert "config" in syncd("--config", str(path), "check").stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_completion(shell: str):
    done = syncd("completion", shell)
    assert done.returncode == 0
    assert "_SYNCD_COMPLETE" in done.stdout


def test_commands_that_are_not_called_are_not_imported():
    code = "import sys, syncd.cli; print([m for m in sys.modules if m.startswith('syncd.cli.')])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "syncd.cli.demo" not in found.stdout
    assert "googleapiclient" not in found.stdout


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_the_daemon_delivers_heeds_a_new_config_refuses_a_bad_one_and_stops(world: World):
    _now_is_two_hours_before(world)
    log = (world.home / "log").open("w+")
    daemon = subprocess.Popen(
        [sys.executable, "-m", "syncd", "--config", str(world.config), "run"], stderr=log
    )
    try:
        _until(lambda: world.inbox())
        good = world.config.read_text()
        world.config.write_text(good + "[nonsense]\n")
        daemon.send_signal(signal.SIGHUP)
        _until(lambda: "refused" in (world.home / "log").read_text())
        assert daemon.poll() is None
        world.config.write_text(good)
        daemon.send_signal(signal.SIGHUP)
        _until(lambda: "read again" in (world.home / "log").read_text())
        asked = time.monotonic()
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(timeout=10) == 0
        assert time.monotonic() - asked < 5.5
    finally:
        daemon.kill()
        log.close()
    assert len(world.inbox()) == 1
    assert all(json.loads(line) for line in (world.home / "log").read_text().splitlines())


def _now_is_two_hours_before(world: World) -> None:
    """A meeting two hours from the real now, and no quiet hours."""
    world.put_event(an_event(start=datetime.now(UTC) + timedelta(hours=2)))
    world.config.write_text(world.config.read_text() + '[deliver]\nquiet_hours = ""\n')
    world.put_mail(a_message(sender=ADA))


def _until(holds) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it did not happen within half a minute"
        time.sleep(0.1)


def test_rules_can_be_tried_on_what_was_and_is_to_come(world: World):
    world.put_event(an_event("Dentist", uid="dentist", guests=()), name="dentist")
    done = syncd("rules", "test", "--at", EARLY, world=world)
    assert done.returncode == 0, done.stderr
    assert "Coffee: 1" in done.stdout
    assert "1 of 2 meetings are networking." in done.stdout


def test_a_change_of_rules_shows_what_it_would_change(world: World, tmp_path: Path):
    other = tmp_path / "other.toml"
    other.write_text(world.config.read_text().replace('["coffee"]', '["tea"]'))
    done = syncd("rules", "test", "--diff", str(other), "--at", EARLY, world=world)
    assert "Coffee with Ada" in done.stdout
    assert "networking (Coffee) -> not networking" in done.stdout


def test_odd_rules_are_told(world: World):
    unused = '\n[[rules]]\nname = "Tea"\ntitle = ["tea"]\n'
    world.config.write_text(world.config.read_text() + unused)
    done = syncd("rules", "lint", "--at", EARLY, world=world)
    assert done.returncode == 1
    assert "Tea" in done.stdout


def test_the_schema_is_printed_for_editors():
    done = syncd("config", "schema")
    assert json.loads(done.stdout)["title"] == "The config of syncd"
