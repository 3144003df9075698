"""Requests to a WebDAV server: only such as read, bounded, and only to the user's own house.

Authentication, HTTP and XML are the caldav library's; this holds it to what syncd may do, and says
what went wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from caldav.davclient import DAVClient
from caldav.lib.error import AuthorizationError, DAVError, RateLimitError
from caldav.lib.http_sync import requests

from connectors.caldav.multistatus import Resource, resources, sync_token
from connectors.hosts import is_loopback, same_house
from syncd.errors import AccountError, RefusedError

#: What reads without changing anything. PUT, POST, DELETE and their like are not among them.
METHODS = frozenset({"OPTIONS", "GET", "PROPFIND", "REPORT"})
CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
#: Largest answer that is read, unpacked.
MAX_ANSWER_BYTES = 64_000_000
_MAX_REDIRECTS = 5
_CHUNK = 65_536
_TOLD_CHARS = 200


class AnswerError(AccountError):
    """The server answered, but not with what was asked for."""


class NotThereError(AnswerError):
    """There is nothing at that address."""


class StaleTokenError(AnswerError):
    """The server has forgotten the sync token."""


class TooLargeError(AccountError):
    """The answer is larger than is read."""


@dataclass(frozen=True, slots=True)
class Access:
    """Where to begin, and who asks. The secret is asked for anew after it was refused."""

    url: str
    user: str
    secret: Callable[[], str]
    is_token: bool = False
    ca_file: Path | None = None
    insecure: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A multistatus."""

    url: str
    resources: tuple[Resource, ...]
    sync_token: str = ""


class Dav:
    """A WebDAV server, asked one thing at a time."""

    def __init__(self, account: str, access: Callable[[], Access]) -> None:
        self.account = account
        self._access = access
        self._client: DAVClient | None = None
        #: Requests made so far.
        self.requests = 0
        #: Where the last request ended up after redirects; what is relative is relative to it.
        self.reached = ""

    @property
    def start(self) -> str:
        """Where to begin."""
        return self._access().url

    def ask(self, method: str, url: str, body: str, *, depth: int | None = None) -> Answer:
        """One request. Raises AccountError, NotThereError, StaleTokenError, TooLargeError."""
        headers = {} if depth is None else {"Depth": str(depth)}
        try:
            client = self._client or self._connect()
            response = client.request(url, method, body, headers)
        except AuthorizationError as error:
            raise self._forbidden(url, error) from error
        except RateLimitError as error:
            raise AccountError(
                self.account, "The server asks for patience.", advice="It is tried again later."
            ) from error
        except (OSError, DAVError, ValueError, SyntaxError, NotImplementedError) as error:
            self.close()
            raise self._broken(url, error) from error
        self._mind_status(url, response)
        found = tuple(resources(response.tree, self.reached))
        return Answer(self.reached, found, sync_token(response.tree))

    def close(self) -> None:
        """Close the connections; the next request opens them again."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _connect(self) -> DAVClient:
        access = self._access()
        client = DAVClient(
            access.url,
            username=access.user,
            password=access.secret(),
            auth_type="bearer" if access.is_token else None,
            timeout=(CONNECT_SECONDS, READ_SECONDS),  # type: ignore[arg-type]  # passed on as it is
            ssl_verify_cert=str(access.ca_file.expanduser()) if access.ca_file else True,
            headers={"User-Agent": "syncd"},
            enable_rfc6764=False,
            rate_limit_handle=False,
        )
        client.session = ReadingSession(client.session, self, access)  # type: ignore[assignment]
        self._client = client
        return client

    def _mind_status(self, url: str, response: Any) -> None:
        code = response.status
        if code in {404, 410}:
            raise NotThereError(
                self.account,
                f"There is nothing at {url}.",
                advice="Correct the url of the account, or run "
                f"`syncd connect {self.account}` again.",
            )
        if b"valid-sync-token" in _raw(response) and code >= 400:
            raise StaleTokenError(self.account, "The server has forgotten the sync token.")
        if code >= 300:
            raise AnswerError(self.account, f"The server answered {code} for {url}.")

    def _forbidden(self, url: str, error: AuthorizationError) -> AccountError:
        if any("valid-sync-token" in one for one in error.preconditions):
            return StaleTokenError(self.account, "The server has forgotten the sync token.")
        if error.status == 403:
            return AnswerError(self.account, f"The server does not allow reading {url}.")
        user = self._access().user
        self.close()
        return AccountError(
            self.account,
            f"{urlsplit(url).netloc} does not accept the password of {user}.",
            advice=f"Run `syncd connect {self.account}` with a new password; many providers want "
            "an app password.",
            permanent=True,
        )

    def _broken(self, url: str, error: Exception) -> AccountError:
        host, told = urlsplit(url).netloc, " ".join(str(error).split())[:_TOLD_CHARS]
        if "CERTIFICATE_VERIFY_FAILED" in str(error) or "certificate verify" in str(error):
            return AccountError(
                self.account,
                f"The certificate of {host} is not trusted.",
                advice="If the server is your own, name its authority as ca_file; else do not "
                "log in, someone may be listening.",
                permanent=True,
            )
        if isinstance(error, requests.exceptions.Timeout):
            told = "it did not answer in time."
        return AccountError(
            self.account,
            f"{host} cannot be read: {told}",
            advice="Check the network, and the url of the account.",
        )


class ReadingSession:
    """Stands between the library and the network: methods, redirects and sizes are checked here."""

    def __init__(self, session: Any, dav: Dav, access: Access) -> None:
        self._session = session
        self._dav = dav
        self._access = access

    def request(self, method: str, url: str, **arguments: Any) -> Any:
        """As `requests.Session.request`. Raises RefusedError for anything that could write."""
        if method.upper() not in METHODS:
            raise RefusedError(f"syncd never changes calendars or contacts ({method} {url}).")
        for _ in range(_MAX_REDIRECTS):
            self._mind_place(url)
            self._dav.requests += 1
            self._dav.reached = url
            response = self._session.request(
                method, url, allow_redirects=False, stream=True, **arguments
            )
            target = response.headers.get("Location")
            if response.status_code not in {301, 302, 303, 307, 308} or not target:
                return self._read(response)
            response.close()
            url = urljoin(url, target)
        raise AccountError(self._dav.account, f"The server redirects in circles ({url}).")

    def close(self) -> None:
        """As `requests.Session.close`."""
        self._session.close()

    def _mind_place(self, url: str) -> None:
        """A password goes nowhere but to the account's own house, and never in the clear."""
        here, home = urlsplit(url), urlsplit(self._access.url)
        host = here.hostname or ""
        plain = here.scheme != "https" and not (self._access.insecure or is_loopback(host))
        if plain or not same_house(host, home.hostname or ""):
            raise AccountError(
                self._dav.account,
                f"{home.netloc} sends us to {here.scheme}://{here.netloc}, which is not followed.",
                advice="If that is right, make it the url of the account.",
                permanent=True,
            )

    def _read(self, response: Any) -> Any:
        read = bytearray()
        for chunk in response.iter_content(_CHUNK):
            read += chunk
            if len(read) > MAX_ANSWER_BYTES:
                response.close()
                raise TooLargeError(self._dav.account, "The server's answer is too large.")
        response._content = bytes(read)  # noqa: SLF001  # what `content` would have read, bounded
        return response


def _raw(response: Any) -> bytes:
    raw = response.raw
    return raw if isinstance(raw, bytes) else str(raw).encode()
