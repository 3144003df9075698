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
        connection.interrupt = self.stop

    def wait(self, timeout: float) -> bool:
        """Wait at most ``timeout`` seconds; True as soon as there is news. Raises AccountError.

        Where the server has no IDLE it sleeps and knows of none.
        """
        until = time.monotonic() + timeout
        if not self._begin():
            time.sleep(max(0.0, timeout))
            return False
        while (left := until - time.monotonic()) > 0:
            with self._connection.raw() as client:
                heard = client.idle_check(timeout=min(left, self._renewal()))
            if any(_is_news(one) for one in heard):
                return True
            if not heard and time.monotonic() < min(until, self._since + RENEW_SECONDS):
                self._renew()  # readable without a word: the other side may have hung up
            elif self._renewal() <= 0:
                self._renew()
        return False

    def stop(self) -> None:
        """End IDLE if it is on; the news it holds back then are found by asking."""
        client, self._client = self._client, None
        if client is None or client is not self._connection.current:
            return
        try:
            client.idle_done()
        except (OSError, IMAPClientError):
            self._connection.drop()

    def _begin(self) -> bool:
        if self._client is not None and self._client is self._connection.current:
            return True
        with self._connection.use() as client:
            if not client.offers("IDLE"):
                return False
            client.open(self._inbox)
            client.idle()
        self._client, self._since = client, time.monotonic()
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
