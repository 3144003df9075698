"""`make bench` runs what is there and is not stopped by one that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

import bench.__main__ as runner


@pytest.fixture
def measurements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of measurements, one of which fails."""
    folder = tmp_path / "planted"
    folder.mkdir()
    (folder / "broken.py").write_text("raise SystemExit('no such file')")
    (folder / "fast.py").write_text("print('1 ms')")
    (folder / "__main__.py").write_text("")
    monkeypatch.setattr(runner, "HERE", folder)
    return folder


def test_one_that_fails_does_not_stop_the_others(
    measurements: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert runner.main([]) == 1
    said = capfd.readouterr().out
    assert said.index("== broken") < said.index("== fast")
    assert "1 ms" in said
    assert "Failed: broken." in said
    assert "__main__" not in said


def test_only_those_that_are_named_run(
    measurements: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert runner.main(["fast"]) == 0
    assert "broken" not in capfd.readouterr().out


def test_an_unknown_one_is_told_with_those_that_are_there(
    measurements: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert runner.main(["slow"]) == 1
    assert "There is no slow here; there is broken, fast." in capfd.readouterr().out


def test_every_measurement_can_be_run_alone() -> None:
    for path in Path(runner.__file__).parent.glob("[a-z]*.py"):
        assert '__name__ == "__main__"' in path.read_text("utf-8"), path
