"""Tells systemd how the daemon is, by the protocol of sd_notify(3). Elsewhere it tells nobody."""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress

#: A manager that does not read what it is told must not hold the daemon up.
_PATIENCE = 1.0  # seconds
#: systemd refuses longer datagrams; a status is one line anyway.
_MAX_STATUS_CHARS = 200


def notify(state: str) -> None:
    """Send "READY=1", "WATCHDOG=1", "STOPPING=1", "RELOADING=1" or several, one a line.

    Does nothing without a service manager that listens, and never raises: a manager that has gone
    away must not stop the daemon.
    """
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")) or not hasattr(socket, "AF_UNIX"):
        return
    if "RELOADING=1" in state.splitlines():
        # Tells this reload from an earlier one, in the clock that systemd compares with.
        state += f"\nMONOTONIC_USEC={time.monotonic_ns() // 1000}"
    # "@" stands for the zero byte with which abstract addresses begin.
    target = "\0" + address[1:] if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as connection:
        connection.settimeout(_PATIENCE)
        connection.connect(target)
        connection.send(state.encode())


def notify_status(text: str) -> None:
    """Show one line of text in ``systemctl --user status``."""
    notify(f"STATUS={' '.join(text.split())[:_MAX_STATUS_CHARS]}")
