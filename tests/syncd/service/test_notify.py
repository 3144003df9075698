"""The daemon tells systemd how it is, over a real datagram socket."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from syncd.service.notify import notify, notify_status


@pytest.fixture(params=["path", "abstract"])
def manager(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[socket.socket]:
    """The socket on which a service manager listens."""
    name = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.settimeout(5)
        if request.param == "abstract":
            listening.bind("\0" + name)
            monkeypatch.setenv("NOTIFY_SOCKET", "@" + name)
        else:
            listening.bind(name)
            monkeypatch.setenv("NOTIFY_SOCKET", name)
        yield listening


@pytest.mark.parametrize("state", ["READY=1", "WATCHDOG=1", "STOPPING=1", "READY=1\nSTATUS=ok"])
def test_a_state_arrives_as_it_was_told(manager: socket.socket, state: str) -> None:
    notify(state)
    assert manager.recv(4096) == state.encode()


def test_a_reload_carries_the_moment_it_began_in_the_clock_of_systemd(
    manager: socket.socket,
) -> None:
    before = time.clock_gettime(time.CLOCK_MONOTONIC)
    notify("RELOADING=1")
    after = time.clock_gettime(time.CLOCK_MONOTONIC)
    state, moment = manager.recv(4096).decode().splitlines()
    assert state == "RELOADING=1"
    key, _, microseconds = moment.partition("=")
    assert key == "MONOTONIC_USEC"
    assert before - 0.001 <= int(microseconds) / 1e6 <= after + 0.001


def test_a_status_is_one_short_line_and_cannot_smuggle_in_another_state(
    manager: socket.socket,
) -> None:
    notify_status("waiting for\nSTOPPING=1\n" + "x" * 5000)
    told = manager.recv(65536).decode()
    assert told.startswith("STATUS=waiting for STOPPING=1 xxx")
    assert "\n" not in told
    assert len(told) < 300


def test_a_manager_that_has_gone_away_does_not_stop_the_daemon(manager: socket.socket) -> None:
    manager.close()
    notify("WATCHDOG=1")


def test_a_manager_that_does_not_read_does_not_hold_the_daemon_up(
    manager: socket.socket,
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as flood:
        flood.setblocking(False)
        flood.connect(manager.getsockname())
        with suppress(BlockingIOError):
            while True:
                flood.send(b"WATCHDOG=1")
        before = time.monotonic()
        notify("WATCHDOG=1")
        assert time.monotonic() - before < 20


@pytest.mark.parametrize("address", ["", "relative/path", "vsock:2:1234"])
def test_without_a_manager_that_listens_nothing_happens(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    notify("READY=1")
