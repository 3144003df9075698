"""Free loopback ports, and waiting until somebody answers on one."""

from __future__ import annotations

import os
import random
import socket
import time
from collections.abc import Callable

HOST = "127.0.0.1"
#: Below the ports that Linux hands to outgoing connections, so none of those can take ours.
_RANGE = range(20_000, 32_000)
_ANSWER_SECONDS = 20.0


def free_port() -> int:
    """A port nobody listens on now; another process may still be quicker, so starters try again."""
    choice = random.Random(os.urandom(8))
    while True:
        port = choice.choice(_RANGE)
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
        return port


def wait_for_port(port: int, alive: Callable[[], bool], seconds: float = _ANSWER_SECONDS) -> bool:
    """Whether somebody answers on the port before the time is up or ``alive`` turns false."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and alive():
        try:
            with socket.create_connection((HOST, port), timeout=1):
                return alive()
        except OSError:
            time.sleep(0.02)
    return False


def wait_until_closed(port: int, seconds: float = _ANSWER_SECONDS) -> None:
    """Return when nobody listens on the port any more. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except ConnectionRefusedError:
            return
        except OSError:
            pass
        time.sleep(0.01)
    raise TimeoutError(f"somebody still listens on port {port}")
