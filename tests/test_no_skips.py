"""Where nothing may be skipped, a skip fails the run and says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

SKIPS = """
import pytest

def test_that_passes():
    pass

def test_that_skips():
    pytest.skip("no Dovecot here")

@pytest.mark.xfail(reason="known")
def test_that_is_known_to_fail():
    assert False
"""
MODULE_SKIPS = """
import pytest
pytest.skip("no such platform", allow_module_level=True)
"""


def _run(folder: Path, source: str, *options: str, **environment: str) -> tuple[int, str]:
    (folder / "test_planted.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-p", "tests.no_skips", "-c", os.devnull, "-ra"]
    clean = {k: v for k, v in os.environ.items() if k != "CI" and not k.startswith("PYTEST_")}
    done = subprocess.run(
        [*command, f"--rootdir={folder}", *options, str(folder)],
        env={**clean, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "on two workers"])
@pytest.mark.parametrize("strict", [{"CI": "true"}, {"SYNCD_NO_SKIP": "1"}], ids=str)
def test_a_skip_fails_the_run_and_its_reason_is_told(
    tmp_path: Path, strict: dict[str, str], options: tuple[str, ...]
) -> None:
    code, said = _run(tmp_path, SKIPS, *options, **strict)
    assert code == 1
    assert "no Dovecot here" in said
    assert "1 failed, 1 passed, 1 xfailed" in said


def test_a_module_that_skips_itself_fails_the_run_too(tmp_path: Path) -> None:
    code, said = _run(tmp_path, MODULE_SKIPS, CI="true")
    assert code != 0
    assert "no such platform" in said


def test_elsewhere_a_skip_is_only_a_skip(tmp_path: Path) -> None:
    code, said = _run(tmp_path, SKIPS)
    assert code == 0
    assert "1 passed, 1 skipped, 1 xfailed" in said
