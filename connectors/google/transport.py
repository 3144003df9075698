"""The one way out: every request of an account goes through here, and no write goes twice.

It stands where the client library expects an ``httplib2.Http``, because that one sends a request
again by itself when the server hangs up, a POST included. Here a write is sent once, over a fresh
connection; when its answer is lost, that is said and not guessed.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import httplib2
import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from connectors.google.answers import Refusal, explain, read_refusal, retry_after
from connectors.google.guard import Guard
from connectors.google.meter import Meter
from connectors.google.methods import Method
from connectors.google.pace import PATIENCE, Pace, TooSoonError
from connectors.google.sessions import session
from syncd.errors import AccountError, AmbiguousWriteError, ItemError

#: A whole letter of 40 MB comes as base64 in JSON; nothing larger is read.
MAX_ANSWER_BYTES = 64_000_000
_TIMEOUT = (10.0, 60.0)  # seconds to connect, and between two pieces of the answer
_TRIES = 4
_LEFT_NOTHING = (NewConnectionError, ConnectTimeoutError, ssl.SSLCertVerificationError)


class Bearer(Protocol):
    """Knows the access token."""

    def token(self, *, anew: bool = False) -> str:
        """A valid token; ``anew`` when the last was refused. Raises AccountError."""
        ...


class Transport:
    """Sends what the guard lets through, at the pace that the quota allows."""

    def __init__(
        self, account: str, *, guard: Guard, pace: Pace, meter: Meter, bearer: Bearer, local: bool
    ) -> None:
        """``local``: the server is on this machine, so no proxy is asked."""
        self._account = account
        self._guard = guard
        self._pace = pace
        self._meter = meter
        self._bearer = bearer
        self._session = session(local=local)
        #: Set while nobody waits for the answers.
        self.background = False

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> tuple[httplib2.Response, bytes]:
        """Send one request and return its answer, as ``httplib2.Http.request`` does.

        Raises RefusedError, AccountError (GoogleError with the status of a refusal), and
        AmbiguousWriteError for a write of which nobody knows whether it was done.
        """
        called = self._guard.admit(method, uri, headers or {})
        send = self._write if called.write else self._read
        return send(called, uri, body, dict(headers or {}))

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _read(
        self, method: Method, uri: str, body: str | bytes | None, headers: dict[str, str]
    ) -> tuple[httplib2.Response, bytes]:
        for last in (*[False] * (_TRIES - 1), True):
            try:
                answer, content = self._authorized(method, uri, body, headers)
            except requests.RequestException as error:
                self._rest(method, 0.0, last=last, cause=_unreachable(self._account, error))
                continue
            refusal = self._refusal(method, answer, content)
            if refusal is None:
                return answer, content
            if not (refusal.rate or refusal.passing):
                raise explain(self._account, method.api, refusal)
            cause = explain(self._account, method.api, refusal)
            self._rest(method, retry_after(answer), last=last, cause=cause)
        raise AssertionError("the last try returns or raises")

    def _write(
        self, method: Method, uri: str, body: str | bytes | None, headers: dict[str, str]
    ) -> tuple[httplib2.Response, bytes]:
        self._session.close()  # an idle connection may be closing just now
        try:
            answer, content = self._authorized(method, uri, body, headers)
        except requests.RequestException as error:
            if any(isinstance(cause, _LEFT_NOTHING) for cause in _causes(error)):
                raise _unreachable(self._account, error) from error
            raise self._ambiguous(method, str(error)) from error
        refusal = self._refusal(method, answer, content)
        if refusal is None:
            return answer, content
        if refusal.passing:
            raise self._ambiguous(method, refusal.message)
        if refusal.rate:
            self._meter.rest(self._pace.refused(method.api, retry_after(answer)))
        raise explain(self._account, method.api, refusal)

    def _authorized(
        self, method: Method, uri: str, body: str | bytes | None, headers: dict[str, str]
    ) -> tuple[httplib2.Response, bytes]:
        """One request; a second one only after a 401, which says that nothing was done."""
        answer, content = self._once(method, uri, body, headers, self._bearer.token())
        if answer.status == 401:
            answer, content = self._once(method, uri, body, headers, self._bearer.token(anew=True))
        return answer, content

    def _once(
        self,
        method: Method,
        uri: str,
        body: str | bytes | None,
        headers: dict[str, str],
        token: str,
    ) -> tuple[httplib2.Response, bytes]:
        try:
            self._pace.turn(method, background=self.background)
        except TooSoonError as early:
            raise self._slower(early.seconds) from early
        self._meter.count(method.units)
        with self._session.request(
            method.verb,
            uri,
            data=body,
            headers=_clean(headers) | {"Authorization": f"Bearer {token}"},
            timeout=_TIMEOUT,
            allow_redirects=False,
            stream=True,
        ) as response:
            content = _bounded(response)
            found = {k.lower(): v for k, v in response.headers.items()}
            answer = httplib2.Response(found | {"status": str(response.status_code)})
            answer.reason = response.reason
            return answer, content

    def _refusal(self, method: Method, answer: httplib2.Response, content: bytes) -> Refusal | None:
        if answer.status < 300:
            self._pace.answered(method.api)
            self._meter.rest(0)
            return None
        return read_refusal(answer.status, content)

    def _rest(self, method: Method, asked: float, *, last: bool, cause: AccountError) -> None:
        seconds = self._pace.refused(method.api, asked)
        self._meter.rest(seconds)
        if last or seconds > PATIENCE:
            raise cause

    def _slower(self, seconds: float) -> AccountError:
        return AccountError(
            self._account, f"Google asked to wait; the next call is in {seconds:.0f} seconds."
        )

    def _ambiguous(self, method: Method, why: str) -> AmbiguousWriteError:
        return AmbiguousWriteError(
            self._account, f"Google gave no answer to {method.id}, which may be done or not: {why}"
        )


def _clean(headers: Mapping[str, str]) -> dict[str, str]:
    """Without what the session counts by itself."""
    return {k: v for k, v in headers.items() if k.lower() != "content-length"}


def _bounded(response: requests.Response) -> bytes:
    pieces: list[bytes] = []
    size = 0
    for piece in response.iter_content(65_536):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_ANSWER_BYTES:
            raise ItemError(f"It is larger than {MAX_ANSWER_BYTES // 1_000_000} MB.")
    return b"".join(pieces)


def _unreachable(account: str, error: Exception) -> AccountError:
    return AccountError(
        account,
        f"Google cannot be reached: {type(error).__name__}.",
        advice="syncd tries again by itself; look at the network if this stays.",
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error, what it wraps, and what came before it."""
    seen: list[BaseException] = [error]
    for current in seen:
        yield current
        wrapped = (current.__cause__, current.__context__, getattr(current, "reason", None))
        for inner in (*wrapped, *current.args):
            if isinstance(inner, BaseException) and inner not in seen:
                seen.append(inner)
