"""Runs the daemon as a service of the user's own: systemd, launchd or a Windows task."""

from __future__ import annotations

import sys

from syncd.service.contract import Service, ServiceError, ServiceStatus
from syncd.service.launchd import Launchd
from syncd.service.systemd import Systemd
from syncd.service.windows import Windows

__all__ = ["Service", "ServiceError", "ServiceStatus", "for_this_platform"]


def for_this_platform() -> Service:
    """The service manager of this machine; whether it is there shows when it is asked."""
    if sys.platform == "win32":
        return Windows()
    return Launchd() if sys.platform == "darwin" else Systemd()
