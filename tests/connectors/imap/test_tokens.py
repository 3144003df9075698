"""Logging in with an access token, at a server that takes nothing else."""

from __future__ import annotations

import base64
import socketserver
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from connectors.contract import Surroundings
from connectors.imap.connect import login
from connectors.imap.connection import Connection
from connectors.imap.faults import Server
from connectors.imap.settings import ImapSettings, Security
from syncd.errors import AccountError
from tests.contracts.mailbox import NOW


@contextmanager
def a_server(mechanism: str, token: str) -> Iterator[Server]:
    """Understands AUTHENTICATE with one token, CAPABILITY, NOOP and LOGOUT."""

    class Talking(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say(f"* OK [CAPABILITY IMAP4rev1 AUTH={mechanism}] hello")
            while line := self.rfile.readline().decode().split():
                tag, command = line[0], line[1].upper()
                if command == "AUTHENTICATE":
                    self.authenticate(tag, line[2])
                elif command == "CAPABILITY":
                    self.say(f"* CAPABILITY IMAP4rev1 AUTH={mechanism}", f"{tag} OK done")
                elif command == "LOGOUT":
                    self.say("* BYE bye", f"{tag} OK done")
                else:
                    self.say(f"{tag} OK done")

        def authenticate(self, tag: str, asked: str) -> None:
            self.say("+ ")
            given = base64.b64decode(self.rfile.readline()).decode()
            if asked == mechanism and f"auth=Bearer {token}\1" in given and "robin" in given:
                self.say(f"{tag} OK done")
                return
            self.say("+ eyJzdGF0dXMiOiI0MDEifQ==")
            self.rfile.readline()
            self.say(f"{tag} NO [AUTHENTICATIONFAILED] Invalid credentials")

        def say(self, *lines: str) -> None:
            self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talking) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Server("127.0.0.1", server.server_address[1], Security.NONE)
        server.shutdown()
        thread.join(5)


def connection(server: Server, token: str, tmp_path: Path) -> Connection:
    command = (sys.executable, "-c", f"print({token!r})")
    settings = ImapSettings(user="robin", token_command=command)
    who = login("home", settings, Surroundings(tmp_path, lambda: NOW))
    return Connection("home", lambda: server, who)


@pytest.mark.parametrize("mechanism", ["XOAUTH2", "OAUTHBEARER"])
def test_a_token_logs_in_where_passwords_do_not(mechanism: str, tmp_path: Path) -> None:
    with a_server(mechanism, "ya29.token") as server:
        over = connection(server, "ya29.token", tmp_path)
        with over.use() as client:
            client.noop()
        over.close()


def test_a_token_that_is_not_accepted_is_told_as_such(tmp_path: Path) -> None:
    with a_server("XOAUTH2", "ya29.token") as server:
        over = connection(server, "stale", tmp_path)
        with pytest.raises(AccountError, match="does not accept") as error, over.use():
            pass
        assert error.value.permanent
