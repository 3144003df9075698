"""Writing the sample down: once, the same every time, with a config that works."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rules import load
from syncd.config import parse
from syncd.demo import demo_day, write
from syncd.errors import SyncdError
from syncd.model import BriefWish, FollowUpWish, Wants
from tests.syncd.demo.worlds import MOMENTS, MORNING

WANTS = Wants(BriefWish(timedelta(hours=4)), FollowUpWish(timedelta(hours=1)))


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_the_same_moment_gives_the_same_files(tmp_path: Path, now: datetime) -> None:
    first, second = write(tmp_path / "one", now), write(tmp_path / "two", now)
    assert _tree(first.mail) == _tree(second.mail)
    assert _tree(first.calendar) == _tree(second.calendar)
    assert first.today == second.today == demo_day(now)


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(SyncdError, match="not empty"):
        write(tmp_path, MORNING)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_moment_without_a_zone_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        write(tmp_path / "sample", MORNING.replace(tzinfo=None))
    assert not (tmp_path / "sample").exists()


def test_the_config_is_one_that_syncd_accepts(tmp_path: Path) -> None:
    sample = write(tmp_path / "sample", MORNING)
    tables = tomllib.loads(sample.config.read_text("utf-8"))
    settings, problems = parse(tables)
    assert problems == []
    assert settings is not None
    assert load(tables["rules"], defaults=WANTS).rules


@pytest.mark.parametrize("name", ["a sample", 'a "quoted" one', "back\\slash", "Grüße {folder}"])
def test_the_config_names_its_folder_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    sample = write(tmp_path / name, MORNING)
    tables = tomllib.loads(sample.config.read_text("utf-8"))
    assert tables["accounts"]["files"]["path"] == str(sample.mail)
    assert tables["accounts"]["calendar"]["path"] == str(sample.calendar)
    assert tables["store"]["url"] == f"sqlite:///{sample.folder}/syncd.sqlite"


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
