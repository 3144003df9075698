"""`syncd connect` for IMAP: find the server, ask for the password, try both, keep them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from connectors.contract import Surroundings
from connectors.discover import (
    Dns,
    Lookup,
    MailServer,
    Security,
    known_mail_server,
    mail_servers,
)
from connectors.imap.connection import Connection, Login
from connectors.imap.faults import Server
from connectors.imap.settings import PORTS, ImapSettings
from connectors.passwords import SECRET, is_kept_elsewhere, password, token
from connectors.secrets import Secrets, read_private, write_private
from syncd.errors import AccountError

_REMEMBERED = "server.json"


def connect(
    name: str,
    settings: ImapSettings,
    surroundings: Surroundings,
    *,
    browser: bool,  # noqa: ARG001  # nothing to show in one
    say: Callable[[str], None],
    ask: Callable[[str], str],
    lookup: Lookup | None = None,
) -> str:
    """Find the server, ask for the password, check the login, keep what was found."""
    server = _configured(settings) or _find(name, settings, say, ask, lookup or Dns())
    if is_kept_elsewhere(settings):
        secret = login(name, settings, surroundings).secret
        kept = "in the place that the config names"
    else:
        typed = ask(f"Password of {settings.user}: ")
        secret = lambda: typed  # noqa: E731
        kept = ""
    _try(name, server, Login(settings.user, secret, bool(settings.token_command)))
    if not kept:
        kept = "in " + Secrets(surroundings.state).set(name, SECRET, typed)
    if not settings.host:
        _remember(surroundings.state, server)
    return f"{settings.user} is connected to {server}; the password lies {kept}."


def forget(name: str, settings: ImapSettings, surroundings: Surroundings) -> str:  # noqa: ARG001
    """Forget the password and the server that was found."""
    gone = Secrets(surroundings.state).delete(name, SECRET)
    (surroundings.state / _REMEMBERED).unlink(missing_ok=True)
    return f"The password of {name} is forgotten." if gone else f"No password of {name} was kept."


def login(name: str, settings: ImapSettings, surroundings: Surroundings) -> Login:
    """Who logs in, with the secret looked up anew at each login."""
    if settings.token_command:
        return Login(settings.user, lambda: token(name, settings), is_token=True)
    return Login(settings.user, lambda: password(name, settings, surroundings.state))


def place(name: str, settings: ImapSettings, surroundings: Surroundings) -> Callable[[], Server]:
    """Where the server is: as configured, as found by `connect`, or as the table knows."""

    def found() -> Server:
        known = _configured(settings) or _recall(surroundings.state, name, settings)
        if known is None:
            candidate = known_mail_server(settings.user)
            if candidate is None:
                raise AccountError(
                    name,
                    f"The mail server of {settings.user} is not known.",
                    advice=f'Run `syncd connect {name}`, or set host = "…".',
                    permanent=True,
                )
            known = _server(candidate, settings)
        return known

    return found


def _configured(settings: ImapSettings) -> Server | None:
    if not settings.host:
        return None
    port = settings.port or PORTS[settings.security]
    return Server(settings.host, port, settings.security, settings.ca_file)


def _find(
    name: str,
    settings: ImapSettings,
    say: Callable[[str], None],
    ask: Callable[[str], str],
    lookup: Lookup,
) -> Server:
    for candidate in mail_servers(settings.user, lookup):
        server = _server(candidate, settings)
        if not _answers(name, server):
            continue
        say(f"Found {server} ({candidate.source}).")
        if candidate.advice:
            say(candidate.advice)
        if candidate.sure or _yes(ask(f"Is {server.host} really your mail server? [y/N] ")):
            return server
    host = ask("Name of your IMAP server: ").strip()
    if not host:
        raise AccountError(name, "Without the name of the mail server it cannot be connected.")
    return Server(host, settings.port or 993, Security.TLS, settings.ca_file)


def _answers(name: str, server: Server) -> bool:
    """Whether a mail server with a trusted certificate answers there; no password is sent."""
    try:
        Connection(name, lambda: server, Login("", str)).greet()
    except AccountError:
        return False
    return True


def _try(name: str, server: Server, who: Login) -> None:
    connection = Connection(name, lambda: server, who)
    try:
        with connection.use() as client:
            client.noop()
    finally:
        connection.close()


def _server(found: MailServer, settings: ImapSettings) -> Server:
    return Server(found.host, found.port, found.security, settings.ca_file)


def _remember(state: Path, server: Server) -> None:
    row = {"host": server.host, "port": server.port, "security": server.security}
    write_private(state / _REMEMBERED, json.dumps(row))


def _recall(state: Path, name: str, settings: ImapSettings) -> Server | None:
    try:
        row = json.loads(read_private(state / _REMEMBERED, name) or "")
        security = Security(row["security"])
        return Server(str(row["host"]), int(row["port"]), security, settings.ca_file)
    except (ValueError, TypeError, KeyError):
        return None


def _yes(answer: str) -> bool:
    return answer.strip().lower() in {"y", "yes"}
