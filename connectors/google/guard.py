"""The gate that every request of a Google account passes, or does not.

It looks at the bare request, not at what the code above it meant: whatever a bug or a library
asks for, only the calls of `connectors.google.methods` get out, to Google's own hosts only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from connectors.google.methods import Api, Method
from syncd.errors import RefusedError

#: What the client library adds to every request.
_COMMON_PARAMETERS = frozenset({"alt", "prettyPrint"})
#: Would make another request of it than the one that was looked at.
_DISGUISES = frozenset({"x-http-method-override", "x-http-method", "x-method-override"})
HOSTS = {
    Api.CALENDAR: "https://www.googleapis.com",
    Api.GMAIL: "https://gmail.googleapis.com",
    Api.PEOPLE: "https://people.googleapis.com",
}


class Guard:
    """Lets the allowed methods through, and the delicate ones only for what is syncd's own."""

    def __init__(self, methods: Iterable[Method], endpoint: str = "") -> None:
        """``endpoint`` is the one address of a local server that stands for all of Google."""
        self._methods = tuple(methods)
        self._endpoint = endpoint.rstrip("/")
        self._own: set[str] = set()

    def own(self, id: str) -> None:  # noqa: A002
        """Note that a draft or message was just looked at and is a letter of syncd's.

        Good for one call.
        """
        self._own.add(id)

    def admit(self, verb: str, url: str, headers: Mapping[str, str]) -> Method:
        """The method a request calls. Raises RefusedError for every other request."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        for method in self._methods:
            match = method.path.fullmatch(parts.path)
            if match and method.verb == verb and origin == self._origin(method.api):
                self._look_closer(method, parts.query, headers, unquote("".join(match.groups())))
                return method
        raise RefusedError(f"syncd never calls {verb} {origin}{parts.path}.")

    def _look_closer(
        self, method: Method, query: str, headers: Mapping[str, str], thing: str
    ) -> None:
        if disguised := _DISGUISES & {name.lower() for name in headers}:
            raise RefusedError(f"syncd never sends {method.id} with {min(disguised)}.")
        given = {name for name, _ in parse_qsl(query, keep_blank_values=True)}
        if strange := given - method.parameters - _COMMON_PARAMETERS:
            raise RefusedError(f"syncd never calls {method.id} with {', '.join(sorted(strange))}.")
        if "/" in thing or thing in {".", ".."}:
            raise RefusedError(f"syncd never calls {method.id} on {thing!r}.")
        if method.own:
            if thing not in self._own:
                raise RefusedError(f"syncd never calls {method.id} on mail that it did not make.")
            self._own.discard(thing)

    def _origin(self, api: Api) -> str:
        return self._endpoint or HOSTS[api]
