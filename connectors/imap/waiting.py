"""IDLE on the inbox (RFC 2177): a reply to a brief is seen in seconds.

The server is left in IDLE between two waits, so waiting in short turns costs no traffic. Whoever
next wants the connection for something else ends it by `stop`.
"""

from __future__ import annotations

import time

from imapclient.exceptions import IMAPClientError

from connectors.imap.client import Client
from connectors.imap.connection import Connection

#: Servers end an IDLE after 30 minutes, and home routers forget a quiet connection sooner.
RENEW_SECONDS = 9 * 60.0
_NEWS = frozenset({b"EXISTS", b"FETCH", b"EXPUNGE", b"VANISHED", b"RECENT"})


class Idle:
    """Waiting on one connection."""

    def __init__(self, connection: Connection, inbox: str = "INBOX") -> None:
        self._connection = connection
        self._inbox = inbox
        self._client: Client | None = None
        self._since = 0.0
        #: UIDNEXT of the inbox at the last look; 0 before the first.
        self._next = 0
        #: News that came while nobody waited.
        self._heard = False
        connection.interrupt = self.stop

    def wait(self, timeout: float) -> bool:
        """Wait at most ``timeout`` seconds; True as soon as there is news. Raises AccountError.

        Where the server has no IDLE it sleeps and knows of none.
        """
        until = time.monotonic() + timeout
        if not self._begin():
            time.sleep(max(0.0, timeout))
            return False
        while not self._heard and (left := until - time.monotonic()) > 0:
            with self._connection.raw() as client:
                told = client.idle_check(timeout=min(left, self._renewal()))
            self._heard = any(map(_is_news, told))
            early = time.monotonic() < min(until, self._since + RENEW_SECONDS)
            if not told and (early or self._renewal() <= 0):
                self._renew()  # it is time; or the other side has hung up, which reads as nothing
        news, self._heard = self._heard, False
        return news

    def caught_up(self, inbox_next: int) -> None:
        """Everything before that UIDNEXT of the inbox has been read; it is no news any more."""
        if inbox_next:
            self._heard, self._next = False, inbox_next

    def stop(self) -> None:
        """End IDLE if it is on; what it still tells is remembered for the next wait."""
        client, self._client = self._client, None
        if client is None or client is not self._connection.current:
            return
        try:
            _, told = client.idle_done()
        except (OSError, IMAPClientError):
            self._connection.drop()
        else:
            self._heard = self._heard or any(map(_is_news, told))

    def _begin(self) -> bool:
        if self._client is not None and self._client is self._connection.current:
            return True
        with self._connection.use() as client:
            if not client.offers("IDLE"):
                return False
            after = client.open(self._inbox).next
            client.idle()
        self._heard = self._heard or 0 < self._next < after
        self._client, self._since, self._next = client, time.monotonic(), after
        return True

    def _renew(self) -> None:
        self.stop()
        self._begin()

    def _renewal(self) -> float:
        return max(0.0, self._since + RENEW_SECONDS - time.monotonic())


def _is_news(response: object) -> bool:
    """``(5, b"EXISTS")`` is; ``(b"OK", b"Still here")`` is not."""
    words = response if isinstance(response, tuple) else ()
    return any(isinstance(word, bytes) and word.upper() in _NEWS for word in words[:2])
