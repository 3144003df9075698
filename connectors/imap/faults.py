"""What goes wrong between us and a mail server, said so that a person knows what to do."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass
from pathlib import Path

from connectors.discover import Security
from syncd.errors import AccountError

READ_SECONDS = 30.0
_BUSY = re.compile(r"UNAVAILABLE|INUSE|LIMIT|too many|maximum number|temporar", re.IGNORECASE)
_TOLD_CHARS = 200


@dataclass(frozen=True, slots=True)
class Server:
    """Where the account lives."""

    host: str
    port: int
    security: Security = Security.TLS
    ca_file: Path | None = None

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def unreachable(account: str, server: Server, error: Exception) -> AccountError:
    """No connection came about, or none that is private."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return AccountError(
            account,
            f"The certificate of {server} is not trusted: {error.verify_message}.",
            advice="If the server is your own, name its authority as ca_file; else do not "
            "log in, someone may be listening.",
            permanent=True,
        )
    if isinstance(error, ssl.SSLError):
        return AccountError(
            account,
            f"{server} does not speak TLS as expected: {told(error)}",
            advice='Check port and security ("tls" is port 993, "starttls" port 143).',
        )
    return AccountError(
        account,
        f"{server} cannot be reached: {told(error)}",
        advice="Check the network, and host and port of the account.",
    )


def not_let_in(account: str, server: Server, user: str, error: Exception) -> AccountError:
    """The login was refused: for now, or until the password changes."""
    said = told(error)
    if _BUSY.search(said):
        return AccountError(
            account,
            f"{server} does not let {user} in now: {said}",
            advice="It is tried again; other mail programs may hold too many connections.",
        )
    return AccountError(
        account,
        f"{server} does not accept the password of {user}: {said}",
        advice=f"Run `syncd connect {account}` with a new password; many providers want an app "
        "password.",
        permanent=True,
    )


def broken(account: str, error: Exception) -> AccountError:
    """The connection died in the middle of something."""
    late = isinstance(error, TimeoutError)
    what = f"no answer within {READ_SECONDS:.0f} seconds." if late else told(error)
    return AccountError(account, f"The connection to the mail server broke: {what}")


def told(error: Exception) -> str:
    """What a server or library said, on one line and short."""
    text = " ".join(str(error).split()) or type(error).__name__
    return "".join(c for c in text if c.isprintable())[:_TOLD_CHARS]
