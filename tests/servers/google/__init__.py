"""A strict fake of Google: Calendar, Gmail, People and OAuth as one real HTTP server.

It is stricter than a mock and, where FACTS says so, stricter than is comfortable: parameters and
bodies are checked against the discovery documents that Google's client ships, tokens carry scopes,
sync tokens and history ids run out, the quota is counted, and faults can be switched on.

    with GoogleServer() as google:
        google.mail.arrive(raw)
        google.faults.add("gmail.users.messages.insert", "cut after")

As a program, for trying things by hand: ``python -m tests.servers.google --port 8790``.
"""

from __future__ import annotations

from tests.servers.google.server import GoogleServer

__all__ = ["GoogleServer"]
