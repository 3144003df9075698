"""What every test run has: the real servers, a home of its own, and no skips where CI looks."""

from __future__ import annotations

import pytest
from hypothesis import settings

# The inherited suites say what was expected when they fail, as test modules do.
pytest.register_assert_rewrite("tests.contracts")

pytest_plugins = ["tests.no_skips", "tests.servers.fixtures"]

# How long an example takes says more about the other tests running beside it than about the code.
settings.register_profile("syncd", deadline=None, print_blob=True)
settings.load_profile("syncd")

_XDG = ("CONFIG", "STATE", "DATA", "CACHE")


@pytest.fixture(autouse=True)
def _home_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No test sees, let alone changes, the config, the store or the keyring of who runs it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in _XDG:
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / f".{name.lower()}"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    for name in ("SYNCD_CONFIG", "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"):
        monkeypatch.delenv(name, raising=False)
