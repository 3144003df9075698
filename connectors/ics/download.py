"""Fetches a subscribed calendar: bounded in size and time, and never without protection.

An address may carry a password or be a secret itself, so nothing but its host is ever told.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import requests

from connectors.ics.settings import plain_address
from connectors.ics.texts import MAX_BYTES, decode
from syncd.errors import AccountError

_CONNECT, _READ = 10.0, 30.0  # seconds
#: The whole of an answer, however slowly it drips.
_DEADLINE = 120.0  # seconds
_MAX_REDIRECTS = 5
_CHUNK = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {"Accept": "text/calendar, */*;q=0.1", "User-Agent": "syncd"}


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the answer it gave before (RFC 9110 section 8.8)."""

    etag: str = ""
    last_modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """Asks for the answer only if it has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """A calendar as its server gave it."""

    text: str
    validators: Validators


class Session(requests.Session):
    """Leaves redirects to `fetch`; requests would read a redirect's body whole, however long."""

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002
        """None, to requests."""
        return None  # noqa: RET501


def fetch(session: Session, account: str, address: str, validators: Validators) -> Answer | None:
    """The calendar at an address; None when it is as it was. Raises AccountError."""
    host = urlsplit(address).hostname or ""
    try:
        with _ask(session, account, address, validators) as response:
            if response.status_code == HTTPStatus.NOT_MODIFIED and validators.headers:
                return None
            _mind_status(response, account, host)
            text = decode(_body(response, account, host))
    except requests.RequestException as error:
        # The error's own words hold the whole address.
        raise _unreachable(error, account, host) from None
    told = response.headers
    return Answer(text, Validators(told.get("ETag", ""), told.get("Last-Modified", "")))


def _ask(session: Session, account: str, address: str, validators: Validators) -> requests.Response:
    """Follow redirects by hand, each to a protected address, with the password to its own host."""
    first = urlsplit(address)
    for _ in range(_MAX_REDIRECTS + 1):
        parts = urlsplit(address)
        login = _login(first) if _origin(parts) == _origin(first) else None
        response = session.get(
            parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl(),
            headers={**_HEADERS, **validators.headers},
            auth=login,
            allow_redirects=False,
            stream=True,
            timeout=(_CONNECT, _READ),
        )
        if response.status_code not in _REDIRECTS:
            return response
        response.close()
        try:
            address = plain_address(urljoin(address, response.headers.get("Location", "")))
        except ValueError:
            raise AccountError(
                account,
                f"{first.hostname} sends on to an address without protection.",
                advice="Ask for an https address of the calendar.",
                permanent=True,
            ) from None
    raise AccountError(account, f"{first.hostname} sends on from address to address without end.")


def _origin(address: SplitResult) -> tuple[str, str | None, int | None]:
    return address.scheme, address.hostname, address.port


def _login(address: SplitResult) -> tuple[str, str] | None:
    if address.username is None:
        return None
    return unquote(address.username), unquote(address.password or "")


def _body(response: requests.Response, account: str, host: str) -> bytes:
    limit = time.monotonic() + _DEADLINE
    data = bytearray()
    for chunk in response.iter_content(_CHUNK):
        data += chunk
        if len(data) > MAX_BYTES:
            raise AccountError(
                account,
                f"The calendar at {host} is larger than {MAX_BYTES // 1_000_000} MB.",
                advice="Subscribe to a part of it, or fetch it with vdirsyncer into a folder.",
                permanent=True,
            )
        if time.monotonic() > limit:
            raise AccountError(account, f"{host} took longer than {_DEADLINE:.0f} s to answer.")
    return bytes(data)


def _mind_status(response: requests.Response, account: str, host: str) -> None:
    status = response.status_code
    if status == HTTPStatus.OK:
        return
    again = f"Copy the calendar's address again and put it as `path` under [accounts.{account}]."
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        message, advice = (
            f"{host} does not allow the calendar to be read ({status}).",
            (f"{again} Private calendars have a secret address for this."),
        )
    elif status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        message, advice = f"There is no calendar at this address of {host} ({status}).", again
    else:
        message, advice = f"{host} could not give the calendar ({status}).", ""
    lasting = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    busy = status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT}
    raise AccountError(account, message, advice=advice, permanent=lasting and not busy)


def _unreachable(error: requests.RequestException, account: str, host: str) -> AccountError:
    if isinstance(error, requests.exceptions.SSLError):
        return AccountError(
            account,
            f"The connection to {host} is not to be trusted: its certificate is not valid.",
            advice="See whether this computer's clock is right, else ask who runs the server.",
        )
    if isinstance(error, requests.Timeout):
        return AccountError(account, f"{host} did not answer in time.")
    if isinstance(error, requests.ConnectionError):
        advice = "See whether this computer is online and the address is right."
        return AccountError(account, f"{host} could not be reached.", advice=advice)
    return AccountError(account, f"The answer of {host} ended in the middle or made no sense.")
