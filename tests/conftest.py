"""What every test run has: the real servers, and that nothing is skipped where CI looks."""

from __future__ import annotations

pytest_plugins = ["tests.servers.fixtures"]
