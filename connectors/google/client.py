"""Google's own client library, set up so that nothing leaves but through our transport.

Importing this module costs some 40 MB; `connectors.google.account` does it at the first call.
"""

from __future__ import annotations

from typing import Any

from googleapiclient.discovery import build

from connectors.contract import Surroundings
from connectors.google.guard import Guard
from connectors.google.meter import Meter
from connectors.google.methods import Api, allowed
from connectors.google.pace import Pace
from connectors.google.settings import GoogleSettings
from connectors.google.tokens import Tokens
from connectors.google.transport import Transport

_VERSIONS = {Api.CALENDAR: "v3", Api.GMAIL: "v1", Api.PEOPLE: "v1"}
#: What follows the host in the addresses of an API (``servicePath`` of its discovery document).
_PATHS = {Api.CALENDAR: "/calendar/v3/", Api.GMAIL: "/", Api.PEOPLE: "/"}


class Client:
    """Calls methods by their names in the discovery documents."""

    def __init__(
        self, account: str, settings: GoogleSettings, surroundings: Surroundings, meter: Meter
    ) -> None:
        self._endpoint = settings.api_endpoint.rstrip("/")
        methods = allowed(drafts=surroundings.drafts, withdraw=settings.withdraw)
        self.guard = Guard(methods, self._endpoint)
        self._tokens = Tokens(account, settings, surroundings)
        self.transport = Transport(
            account,
            guard=self.guard,
            pace=Pace(),
            meter=meter,
            bearer=self._tokens,
            local=bool(self._endpoint),
        )
        self._services: dict[Api, Any] = {}
        self._methods: dict[str, Any] = {}

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call ``gmail.users.messages.list`` and the like; returns the answer's JSON.

        Raises what `Transport.request` raises.
        """
        if method not in self._methods:
            api, *resources, name = method.split(".")
            resource = self.service(Api(api))
            for step in resources:
                resource = getattr(resource, step)()
            self._methods[method] = getattr(resource, name)
        request = self._methods[method](**parameters)
        answer = request.execute(http=self.transport, num_retries=0)
        return answer if isinstance(answer, dict) else {}

    def service(self, api: Api) -> Any:
        """The client library's own object for an API."""
        if api not in self._services:
            options = {"api_endpoint": self._endpoint + _PATHS[api]} if self._endpoint else {}
            self._services[api] = build(
                api,
                _VERSIONS[api],
                http=self.transport,
                client_options=options,
                static_discovery=True,
                cache_discovery=False,
            )
        return self._services[api]

    def close(self) -> None:
        """Close every connection."""
        self.transport.close()
        self._tokens.close()
