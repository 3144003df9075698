"""Makes .venv with the locked packages: `python tools/environment.py main|dev|lock|upgrade`.

Runs on the machine's own Python, so it uses the standard library only. Does nothing when what is
installed is what the lock files say.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
#: The oldest Python that syncd runs on; what is locked works from there on.
OLDEST = "3.11"
#: Made by `lock` for each of these, as options to the resolver.
LOCKS: dict[str, tuple[str, ...]] = {"main": (), "dev": ("--extra", "dev")}


class SetupError(Exception):
    """The environment cannot be made; the message says why and what to do."""


def main(arguments: Sequence[str]) -> int:
    """Do one of these things; 0 when it worked."""
    wanted = arguments[0] if len(arguments) == 1 else ""
    try:
        if wanted in {"lock", "upgrade"}:
            lock(upgrade=wanted == "upgrade")
        elif wanted in LOCKS:
            install(wanted)
        else:
            raise SetupError(f"Say what to do, one of: {', '.join([*LOCKS, 'lock', 'upgrade'])}.")
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def install(lock_name: str) -> None:
    """Make .venv hold at least what a lock file lists, and syncd itself as an editable install."""
    if _installed(lock_name):
        return
    _require_venv()
    if not _python(VENV).exists() or not _same_python():
        print(f"Making .venv with Python {sys.version.split()[0]} …", flush=True)
        _make_venv(VENV)
    locked = REQUIREMENTS / f"{lock_name}.txt"
    total = sum("==" in line for line in locked.read_text("utf-8").splitlines())
    print(f"Installing the locked packages, once ({total} at most) …", flush=True)
    _pip(VENV, "--require-hashes", "-r", str(locked))
    _pip(VENV, "--no-deps", "--no-index", "--no-build-isolation", "--editable", str(ROOT))
    _stamp(lock_name).write_text(_fingerprint(lock_name), "utf-8")


def lock(*, upgrade: bool) -> None:
    """Resolve what is declared, with uv from an environment that is thrown away.

    Without ``upgrade``, versions that still fit stay as they are.
    """
    _require_venv()
    with tempfile.TemporaryDirectory(prefix="syncd-lock-") as folder:
        venv = Path(folder)
        _make_venv(venv)
        _pip(venv, "uv")
        for name, extra in LOCKS.items():
            upgrades = ["--upgrade"] if upgrade else []
            _run([str(_python(venv)), "-m", "uv", *_compile(name, extra), *upgrades])
            print(f"requirements/{name}.txt")


def _compile(name: str, extra: Sequence[str]) -> Iterator[str]:
    yield from ("--system-certs", "pip", "compile", "--quiet", "--universal")
    # Where a package was fetched from is the business of the machine, not of the file.
    yield from ("--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links")
    yield from ("--python-version", OLDEST, *extra, "pyproject.toml", "requirements/build.in")
    yield from ("--output-file", f"requirements/{name}.txt")


def _installed(lock_name: str) -> bool:
    """Whether this lock file, or one that holds more, was installed as it is now."""
    return _python(VENV).exists() and any(
        stamp.exists() and stamp.read_text("utf-8") == _fingerprint(name)
        for name in {lock_name, "dev"}
        for stamp in [_stamp(name)]
    )


def _stamp(lock_name: str) -> Path:
    return VENV / f".installed-{lock_name}"


def _fingerprint(lock_name: str) -> str:
    """Changes when what must be installed does, and when the folder was moved."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in (REQUIREMENTS / f"{lock_name}.txt", ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _require_venv() -> None:
    if find_spec("venv") and find_spec("ensurepip"):
        return
    version = sysconfig.get_python_version()
    raise SetupError(
        f"{sys.executable} cannot make virtual environments: a part of Python is missing.\n"
        f"On Debian and Ubuntu install it with: sudo apt-get install python{version}-venv"
    )


def _same_python() -> bool:
    """Whether .venv was made by this version of Python, and still runs."""
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    answer = subprocess.run([_python(VENV), "-c", ask], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == sysconfig.get_python_version()


def _make_venv(folder: Path) -> None:
    _run([sys.executable, "-m", "venv", "--clear", str(folder)])


def _python(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _pip(venv: Path, *arguments: str) -> None:
    """pip install; on a terminal one line tells how far it is, elsewhere it is silent."""
    command = [str(_python(venv)), "-m", "pip", "install", "--disable-pip-version-check"]
    if not sys.stdout.isatty():
        _run([*command, "--quiet", *arguments])
        return
    with subprocess.Popen(
        [*command, *arguments], cwd=ROOT, env=_clean(), stdout=subprocess.PIPE, text=True
    ) as popen:
        assert popen.stdout
        for step in _steps(popen.stdout):
            print(f"\r\033[K  {step}", end="", flush=True)
        print("\r\033[K", end="", flush=True)
    if popen.returncode:
        raise SetupError("pip could not install the packages; what it said stands above.")


def _steps(said: Iterable[str]) -> Iterator[str]:
    """What pip is doing, out of the many lines it says."""
    for number, line in enumerate((s for s in said if s.startswith(("Coll", "Inst"))), start=1):
        collecting = line.startswith("Collecting ")
        yield f"{number}: {line.split()[1]}" if collecting else "Putting them in place …"


def _run(command: Sequence[str]) -> None:
    if subprocess.run(command, cwd=ROOT, env=_clean(), check=False).returncode:
        raise SetupError(f"This failed: {' '.join(command)}")


def _clean() -> dict[str, str]:
    """The environment without what would make pip or Python look into another project's."""
    foreign = {"PIP_REQUIRE_VIRTUALENV", "PIP_TARGET", "PIP_USER", "PYTHONPATH", "PYTHONHOME"}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return {**kept, "PIP_ROOT_USER_ACTION": "ignore"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
