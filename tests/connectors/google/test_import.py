"""Google's client costs memory only where a Google account is asked something."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.connectors.google.world import settings_for
from tests.servers.google import GoogleServer

_WATCHED = ("googleapiclient", "google.auth", "google.oauth2", "google_auth_oauthlib", "httplib2")


def loaded_after(program: str) -> set[str]:
    """Which of Google's modules a fresh Python has after running a program."""
    code = f"import sys\n{program}\nprint([m for m in {_WATCHED!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return {name for name in _WATCHED if repr(name) in done.stdout.splitlines()[-1]}


def test_without_a_google_account_nothing_of_it_is_imported() -> None:
    kinds = (
        "from connectors import KINDS, load\nfor kind in KINDS:\n    kind == 'google' or load(kind)"
    )
    assert loaded_after(f"import syncd.wiring\n{kinds}") == set()


def test_an_opened_account_imports_the_client_at_its_first_call(
    google: GoogleServer, tmp_path: Path
) -> None:
    settings = settings_for(google, tmp_path)
    program = f"""
from datetime import UTC, datetime
from pathlib import Path
from connectors import load
from connectors.contract import Surroundings
from connectors.google.settings import GoogleSettings
settings = GoogleSettings.model_validate_json({settings.model_dump_json()!r})
surroundings = Surroundings(state=Path({str(tmp_path / "state")!r}), now=lambda: datetime.now(UTC))
account = load("google").open("work", settings, surroundings)
account.usage()
"""
    assert loaded_after(program) == set()
    call = program + "list(account.mailbox.check())\naccount.close()"
    assert {"googleapiclient", "google.oauth2"} <= loaded_after(call)
