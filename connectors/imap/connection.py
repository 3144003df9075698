"""One kept connection to an IMAP server: made when needed, dropped when in doubt.

It knows how to log in and how to say what went wrong; not what the mail is for.
"""

from __future__ import annotations

import socket
import ssl
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from imapclient import SocketTimeout
from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
    ProtocolError,
)

from connectors.discover import Security
from connectors.imap.client import Client
from connectors.imap.faults import READ_SECONDS, Server, broken, not_let_in, told, unreachable
from syncd.errors import AccountError, SyncdError

CONNECT_SECONDS = 10.0
#: A connection unused for longer is asked for a sign of life before it is used.
STALE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Login:
    """Who logs in. The secret is asked for at every login, so a changed one is used at once."""

    user: str
    secret: Callable[[], str]
    #: The secret is an access token (SASL XOAUTH2 or OAUTHBEARER, RFC 7628).
    is_token: bool = False


class Connection:
    """At most one connection at a time; `use` hands it out."""

    def __init__(self, account: str, server: Callable[[], Server], login: Login) -> None:
        self.account = account
        self._server = server
        self._login = login
        self._client: Client | None = None
        self._used = 0.0
        #: Called before the connection is used: someone may be waiting on it.
        self.interrupt: Callable[[], None] = _nobody_waits

    @contextmanager
    def use(self) -> Iterator[Client]:
        """A working connection. What goes wrong with it raises AccountError, and drops it if dead.

        A refused command (NO, BAD) leaves the connection open.
        """
        self.interrupt()
        with self._telling(self._alive()) as client:
            yield client

    @contextmanager
    def raw(self) -> Iterator[Client]:
        """The connection as it is, without a sign of life: while it waits in IDLE."""
        with self._telling(self._client or self._connect()) as client:
            yield client

    @contextmanager
    def _telling(self, client: Client) -> Iterator[Client]:
        try:
            yield client
        except (OSError, IMAPClientAbortError, ProtocolError) as error:
            self.drop()
            raise broken(self.account, error) from error
        except IMAPClientError as error:
            raise AccountError(self.account, f"The server refused: {told(error)}") from error
        except SyncdError:
            raise
        except BaseException:
            self.drop()  # interrupted in the middle of an answer: what comes next would be the rest
            raise
        finally:
            self._used = time.monotonic()

    @property
    def current(self) -> Client | None:
        """The connection if there is one, unchecked: for someone who is waiting on it."""
        return self._client

    def greet(self) -> None:
        """Connect and leave again without logging in. Raises AccountError."""
        client = self._open(self._server())
        with suppress(OSError, IMAPClientError):
            client.logout()

    def drop(self) -> None:
        """Close at once, and take back what the kernel has not sent yet."""
        client, self._client = self._client, None
        if client is None:
            return
        with suppress(OSError, AttributeError):
            reset = struct.pack("ii", 1, 0)
            client.socket().setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
        with suppress(OSError, IMAPClientError):
            client.shutdown()

    def close(self) -> None:
        """LOGOUT, and close."""
        client, self._client = self._client, None
        if client is None:
            return
        with suppress(OSError, IMAPClientError):
            client.logout()
            return
        with suppress(OSError, IMAPClientError):
            client.shutdown()

    def _alive(self) -> Client:
        if self._client and time.monotonic() - self._used > STALE_SECONDS:
            try:
                self._client.noop()
            except (OSError, IMAPClientError):
                self.drop()
        if self._client is None:
            self._client = self._connect()
        return self._client

    def _connect(self) -> Client:
        server = self._server()
        secret = self._login.secret()
        client = self._open(server)
        try:
            self._authenticate(client, secret)
            _enable(client)
        except LoginError as error:
            _abandon(client)
            raise not_let_in(self.account, server, self._login.user, error) from error
        except (OSError, IMAPClientError) as error:
            _abandon(client)
            raise broken(self.account, error) from error
        except BaseException:
            _abandon(client)
            raise
        client.normalise_times = False
        return client

    def _open(self, server: Server) -> Client:
        timeout = SocketTimeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        try:
            context = tls_context(server.ca_file)
            client = Client(
                server.host,
                server.port,
                ssl=server.security is Security.TLS,
                ssl_context=context,
                timeout=timeout,
            )
        except (OSError, IMAPClientError) as error:
            raise unreachable(self.account, server, error) from error
        if server.security is Security.STARTTLS:
            self._start_tls(client, server, context)
        return client

    def _start_tls(self, client: Client, server: Server, context: ssl.SSLContext) -> None:
        try:
            client.starttls(context)
        except (OSError, IMAPClientError) as error:
            _abandon(client)
            raise unreachable(self.account, server, error) from error

    def _authenticate(self, client: Client, secret: str) -> None:
        if self._login.is_token:
            if client.offers("AUTH=OAUTHBEARER") and not client.offers("AUTH=XOAUTH2"):
                client.oauthbearer_login(self._login.user, secret)
            else:
                client.oauth2_login(self._login.user, secret)
        elif client.offers("AUTH=PLAIN"):
            client.plain_login(self._login.user, secret)
        else:
            client.login(self._login.user, secret)


def tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """Verifies certificates and host names; ``ca_file`` is trusted besides the system's."""
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(cafile=ca_file.expanduser())
    return context


def _enable(client: Client) -> None:
    """From now on the server tells mod-sequences and UIDs of vanished messages (RFC 7162)."""
    if not client.offers("ENABLE"):
        return
    for extension in ("QRESYNC", "CONDSTORE"):
        if client.offers(extension):
            client.enable(extension)
            return


def _abandon(client: Client) -> None:
    with suppress(OSError, IMAPClientError):
        client.shutdown()


def _nobody_waits() -> None:
    """Nothing to interrupt."""
