"""A TCP proxy between a client and a server that delays, cuts and swallows what passes.

Bytes that the client has sent are delivered even when the client dies meanwhile, as a network
does. Trouble is armed for what comes after a pattern in the client's requests::

    with proxy.start(server.port) as link:
        link.trouble = Trouble(after=b"X-Syncd-Kind", what=What.CUT_ANSWER)
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto

from tests.servers.ports import HOST

_CHUNK = 65_536


class What(Enum):
    """What happens to the first answer after the pattern, or to the request itself."""

    #: The request arrives, its answer does not: both sides are closed instead.
    CUT_ANSWER = auto()
    #: The request arrives, and from then on the server is never heard again; nothing is closed.
    SWALLOW = auto()
    #: The answer comes `Trouble.seconds` late.
    HOLD = auto()
    #: Both sides are closed in the middle of the request, right after the pattern.
    CUT_REQUEST = auto()
    #: The rest of the request is `Trouble.seconds` on its way, whether the client lives or not.
    LATE = auto()


@dataclass(slots=True)
class Trouble:
    """Something that goes wrong, as often as ``times`` says."""

    after: bytes
    what: What
    seconds: float = 0.0
    times: int = 1


@dataclass(slots=True)
class Link:
    """A running proxy; its settings may be changed while it runs."""

    port: int
    upstream: int
    #: Seconds that every piece takes, in each direction.
    delay: float = 0.0
    trouble: Trouble | None = None
    #: False: connections are closed as soon as they are made.
    accepts: bool = True
    #: Words that the client never sees in answers: capabilities that a poorer server lacks.
    hidden: tuple[bytes, ...] = ()
    #: How often the client spoke after it had been answered (or at first): its round trips.
    turns: int = 0
    #: Connections made so far.
    connections: int = 0
    #: How often a trouble struck.
    struck: int = 0
    _pairs: list[_Pair] = field(default_factory=list)

    def cut(self) -> None:
        """Close everything that is open, as a restarted router does."""
        for pair in list(self._pairs):
            pair.close()


@contextmanager
def start(upstream: int) -> Iterator[Link]:
    """A proxy on a free loopback port in front of another port."""
    listener = socket.create_server((HOST, 0))
    link = Link(listener.getsockname()[1], upstream)
    thread = threading.Thread(target=_accept, args=(listener, link), daemon=True)
    thread.start()
    try:
        yield link
    finally:
        _shut(listener)
        link.cut()
        thread.join(2)


def _accept(listener: socket.socket, link: Link) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        if not link.accepts:
            client.close()
            continue
        try:
            server = socket.create_connection((HOST, link.upstream), timeout=5)
        except OSError:
            client.close()
            continue
        for side in (client, server):
            side.settimeout(None)
            side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link.connections += 1
        pair = _Pair(client, server, link)
        link._pairs.append(pair)
        for pump in (pair.carry_requests, pair.carry_answers):
            threading.Thread(target=pump, daemon=True).start()


class _Pair:
    """One connection of a client, and ours to the server for it."""

    def __init__(self, client: socket.socket, server: socket.socket, link: Link) -> None:
        self._client, self._server, self._link = client, server, link
        self._tail = b""
        self._armed: Trouble | None = None
        self._answered = True

    def close(self) -> None:
        _shut(self._client)
        _shut(self._server)
        with suppress(ValueError):
            self._link._pairs.remove(self)

    def carry_requests(self) -> None:
        for piece in _pieces(self._client):
            if self._answered:
                self._link.turns += 1
                self._answered = False
            time.sleep(self._link.delay)
            if not self._forward(piece):
                return
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_WR)

    def carry_answers(self) -> None:
        for piece in _pieces(self._server):
            self._answered = True
            if self._armed and not self._strike(self._armed):
                continue
            time.sleep(self._link.delay)
            for word in self._link.hidden:
                piece = piece.replace(word, b"X" * len(word))
            with suppress(OSError):
                self._client.sendall(piece)
        self.close()

    def _forward(self, piece: bytes) -> bool:
        """Pass a piece on; False when the connection was cut in the middle of it."""
        trouble = self._link.trouble
        seen = self._tail + piece
        if trouble is None or trouble.times < 1 or trouble.after not in seen:
            self._tail = seen[-len(trouble.after) :] if trouble else b""
            return self._send(piece)
        trouble.times -= 1
        self._tail = b""
        if trouble.what is What.CUT_REQUEST:
            self._link.struck += 1
            end = seen.find(trouble.after) + len(trouble.after) - (len(seen) - len(piece))
            self._send(piece[: max(0, end)])
            self.close()
            return False
        if trouble.what is What.LATE:
            self._link.struck += 1
            time.sleep(trouble.seconds)
        else:
            self._armed = trouble
        return self._send(piece)

    def _send(self, piece: bytes) -> bool:
        try:
            self._server.sendall(piece)
        except OSError:
            self.close()
            return False
        return True

    def _strike(self, trouble: Trouble) -> bool:
        """Do what the trouble says to an answer; False when it is not to be passed on."""
        self._link.struck += 1
        if trouble.what is What.SWALLOW:
            return False
        self._armed = None
        if trouble.what is What.CUT_ANSWER:
            self.close()
            return False
        time.sleep(trouble.seconds)
        return True


def _pieces(source: socket.socket) -> Iterator[bytes]:
    while True:
        try:
            piece = source.recv(_CHUNK)
        except OSError:
            return
        if not piece:
            return
        yield piece


def _shut(side: socket.socket) -> None:
    with suppress(OSError):
        side.shutdown(socket.SHUT_RDWR)
    side.close()
