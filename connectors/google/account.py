"""One Google account as its calendar, mailbox and contacts see it: a way to make calls.

Google's client is imported at the first call, so an account that is never asked costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from connectors.contract import Surroundings, Usage
from connectors.google.settings import GoogleSettings

if TYPE_CHECKING:
    from connectors.google.client import Client
    from connectors.google.meter import Meter


class GoogleAccount:
    """Makes calls for one account, and knows what they have cost."""

    def __init__(self, name: str, settings: GoogleSettings, surroundings: Surroundings) -> None:
        self.name = name
        self.settings = settings
        self.surroundings = surroundings

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method by its name in the discovery document; returns the answer's JSON.

        Raises GoogleError with the status of a refusal, AccountError, AmbiguousWriteError,
        RefusedError.
        """
        return self.client.call(method, **parameters)

    def call_on_own(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call on a draft or message that was just looked at and is a letter of syncd's."""
        self.client.guard.own(parameters["id"])
        return self.client.call(method, **parameters)

    @contextmanager
    def background(self) -> Iterator[None]:
        """Inside, calls leave half of the burst to those that somebody waits for."""
        self.client.transport.background = True
        try:
            yield
        finally:
            self.client.transport.background = False

    def usage(self) -> Usage:
        """What was used of the quota today, and when the next call may be made."""
        return self._meter.usage()

    @property
    def spent(self) -> int:
        """Units used since the account was opened here."""
        return self._meter.spent

    def close(self) -> None:
        """Close connections and write down what was used; may be called twice."""
        if "client" in self.__dict__:
            self.client.close()
            self._meter.write()

    @cached_property
    def client(self) -> Client:
        """Google's client, imported now."""
        made: Client = import_module("connectors.google.client").Client(
            self.name, self.settings, self.surroundings, self._meter
        )
        return made

    @cached_property
    def _meter(self) -> Meter:
        meter: Meter = import_module("connectors.google.meter").Meter(
            self.surroundings.state, self.surroundings.now
        )
        return meter
