"""What is built holds all that runs and nothing else, and the lock files hold all that it needs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.architecture import Sources

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("syncd", "connectors", "rules")
LOCKS = ("main", "dev")

#: Distributions that are one library with a declared one, released together.
PART_OF = {"pydantic-core": "pydantic"}
#: Declared for what they bring, not to be imported.
NEVER_IMPORTED = {"tzdata": "the time zones, on machines that have none of their own"}

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the locked environment without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    _python("-m", *build)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which nothing but the wheel is installed."""
    folder = tmp_path_factory.mktemp("installed")
    _python("-m", "pip", "install", "--no-deps", "--no-index", "--target", str(folder), str(wheel))
    return folder


def _python(*words: str, folder: Path | None = None, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={
            **os.environ,
            "PIP_NO_INDEX": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _content(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def _sources() -> Iterator[str]:
    for name in PACKAGES:
        for path in (ROOT / name).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT).as_posix()


def test_the_wheel_holds_every_file_of_the_three_packages(wheel: Path) -> None:
    missing = set(_sources()) - _content(wheel)
    assert not missing
    for data in ("rules/defaults.toml", "syncd/store/migrations/env.py", "syncd/py.typed"):
        assert data in _content(wheel)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    info = f"syncd-{PROJECT['project']['version']}.dist-info"
    assert {name.partition("/")[0] for name in _content(wheel)} == {*PACKAGES, info}
    assert f"{info}/licenses/LICENSE" in _content(wheel)
    assert not [name for name in _content(wheel) if "__pycache__" in name]


def test_the_wheel_names_its_command_its_licence_and_what_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        [named] = [name for name in archive.namelist() if name.endswith("/METADATA")]
        metadata = Parser().parsestr(archive.read(named).decode())
        [points] = [name for name in archive.namelist() if name.endswith("/entry_points.txt")]
        assert "syncd = syncd.cli:main" in archive.read(points).decode()
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    needed = {_name(need) for need in metadata.get_all("Requires-Dist", []) if "extra" not in need}
    assert needed == {_name(need) for need in PROJECT["project"]["dependencies"]}


def test_every_module_of_the_wheel_can_be_imported(installed: Path, tmp_path: Path) -> None:
    script = f"""
import importlib, pkgutil
for name in {PACKAGES}:
    package = importlib.import_module(name)
    assert package.__file__.startswith({str(installed)!r}), package.__file__
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
"""
    _python("-c", script, folder=tmp_path, PYTHONPATH=str(installed))


def test_the_command_of_the_wheel_runs(installed: Path, tmp_path: Path) -> None:
    command = installed / "bin" / "syncd"
    said = _python(str(command), "--help", folder=tmp_path, PYTHONPATH=str(installed))
    for word in ("run", "agenda", "explain", "demo"):
        assert word in said


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str) -> None:
    for name, block in _locked(lock).items():
        assert "--hash=sha256:" in block, name


def test_both_locks_hold_the_same_versions() -> None:
    main, dev = ({n: _version(b) for n, b in _locked(lock).items()} for lock in LOCKS)
    assert {name: dev.get(name) for name in main} == main


def test_the_locks_hold_all_that_is_declared() -> None:
    main, dev = (set(_locked(lock)) for lock in LOCKS)
    extra = PROJECT["project"]["optional-dependencies"]["dev"]
    assert {_name(need) for need in PROJECT["project"]["dependencies"]} <= main
    assert {_name(need) for need in extra} <= dev


def test_what_builds_syncd_is_locked_with_it() -> None:
    lines = (ROOT / "requirements/build.in").read_text("utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert wanted == PROJECT["build-system"]["requires"]
    assert {_name(need) for need in wanted} <= set(_locked("main"))


def test_no_file_says_where_packages_are_fetched_from() -> None:
    """That is the business of each machine; a lock that names a place works on one only."""
    place = re.compile(r'https?://|--(extra-)?index-url|--find-links|"resolved"')
    locks = (ROOT / "requirements" / f"{lock}.txt" for lock in LOCKS)
    for path in [*locks, ROOT / "Makefile", ROOT / ".ci/run", *(ROOT / "tools").glob("*.py")]:
        assert not place.search(path.read_text("utf-8")), path
    assert '"resolved"' not in (ROOT / "requirements/node/package-lock.json").read_text("utf-8")


def test_every_library_that_is_imported_is_declared() -> None:
    """One that only comes along with another may go when that other no longer needs it."""
    declared = {_name(need) for need in PROJECT["project"]["dependencies"]} | set(PART_OF)
    for library, where in _imported().items():
        assert library & declared, f"{where} imports {sorted(library)}, which pyproject.toml lacks"


def test_every_library_that_is_declared_is_imported() -> None:
    imported = {name for library in _imported() for name in library}
    declared = {_name(need) for need in PROJECT["project"]["dependencies"]}
    assert declared - imported - set(NEVER_IMPORTED) == set()


def _imported() -> dict[frozenset[str], str]:
    """The distributions each import may come from, and one place where it stands."""
    providers = packages_distributions()
    found: dict[frozenset[str], str] = {}
    for imported in Sources.read(ROOT, *PACKAGES).imports:
        top = imported.name.partition(".")[0]
        if top not in sys.stdlib_module_names and top not in PACKAGES:
            library = frozenset(map(_name, providers.get(top, [top])))
            found.setdefault(library, imported.where)
    return found


def _locked(lock: str) -> dict[str, str]:
    """Each pinned package of a lock file, by its normalised name, with its whole block."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    return {_name(block): block for block in blocks if "==" in block}


def _version(block: str) -> str:
    return block.partition("==")[2].split()[0]


def _name(need: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", need)
    assert match, need
    return re.sub(r"[-_.]+", "-", match.group()).lower()
