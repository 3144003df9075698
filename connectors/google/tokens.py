"""The permission that the user gave: kept between runs, turned into access tokens when needed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import google.auth.exceptions
from google.auth.transport.requests import Request
from google.oauth2.credentials import Credentials

from connectors.contract import Surroundings
from connectors.google.scopes import needed
from connectors.google.sessions import session
from connectors.google.settings import GoogleSettings
from connectors.secrets import Secrets, read_private, write_private
from syncd.errors import AccountError

_NAME = "token"


@dataclass(frozen=True, slots=True)
class Client:
    """What identifies the user's own Google Cloud project, from its client file."""

    id: str
    #: Not a secret in an installed app (RFC 8252 section 8.5), but Google asks for it.
    secret: str
    auth_uri: str
    token_uri: str

    @property
    def revoke_uri(self) -> str:
        """Beside the token address, as Google and its emulators have it."""
        return self.token_uri.rpartition("/")[0] + "/revoke"


@dataclass(frozen=True, slots=True)
class Grant:
    """A permission: what Google gave, to which client, for what."""

    refresh_token: str
    client_id: str
    scopes: tuple[str, ...]


def read_client(account: str, settings: GoogleSettings) -> Client:
    """The client file, with the account's other endpoints. Raises AccountError with advice."""
    path = settings.client_file
    advice = "docs/google.md says how to get one, step by step."
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _no_client(account, f"There is no client file at {path}.", advice) from None
    except (OSError, ValueError) as error:
        raise _no_client(
            account, f"The client file {path} cannot be read: {error}", advice
        ) from None
    if isinstance(found, dict) and "web" in found:
        advice = "Make a client of the type “Desktop app” and use its file."
        raise _no_client(account, f"{path} is the file of a web application.", advice)
    try:
        installed: dict[str, Any] = found["installed"]
        return Client(
            id=str(installed["client_id"]),
            secret=str(installed.get("client_secret", "")),
            auth_uri=settings.auth_endpoint or str(installed["auth_uri"]),
            token_uri=settings.token_endpoint or str(installed["token_uri"]),
        )
    except (KeyError, TypeError, AttributeError):
        raise _no_client(account, f"{path} is no client file of Google's.", advice) from None


class Vault:
    """Where the grant of one account is kept: the keyring, or a file only the user reads."""

    def __init__(self, account: str, settings: GoogleSettings, state: Path) -> None:
        self._account = account
        self._file = settings.token_file
        self._secrets = Secrets(state)

    def load(self) -> Grant | None:
        """The grant, None when there is none. Raises AccountError when it cannot be looked up."""
        text = (
            read_private(self._file, self._account)
            if self._file
            else self._secrets.get(self._account, _NAME)
        )
        if text is None:
            return None
        try:
            kept = json.loads(text)
            return Grant(
                str(kept["refresh_token"]), str(kept["client_id"]), tuple(map(str, kept["scopes"]))
            )
        except (ValueError, KeyError, TypeError):
            return None

    def keep(self, grant: Grant) -> str:
        """Keep it; returns the place, as part of a sentence."""
        text = json.dumps(asdict(grant))
        if self._file is None:
            return self._secrets.set(self._account, _NAME, text)
        write_private(self._file, text)
        return f"the file {self._file}, readable only by you"

    def forget(self) -> bool:
        """Remove it; whether there was one."""
        if self._file is None:
            return self._secrets.delete(self._account, _NAME)
        found = self._file.exists()
        self._file.unlink(missing_ok=True)
        return found


class Tokens:
    """Access tokens from the grant, fetched at the first call and whenever one has run out."""

    def __init__(self, account: str, settings: GoogleSettings, surroundings: Surroundings) -> None:
        self._account = account
        self._settings = settings
        self._wanted = needed(settings, drafts=surroundings.drafts)
        self._vault = Vault(account, settings, surroundings.state)
        self._credentials: Credentials | None = None
        self._session = session(local=bool(settings.token_endpoint))

    def token(self, *, anew: bool = False) -> str:
        """A valid access token. Raises AccountError: permanent when the user must connect again."""
        credentials = self._credentials or self._load()
        if anew or not credentials.valid:
            self._refresh(credentials)
        self._credentials = credentials
        return str(credentials.token)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _load(self) -> Credentials:
        client = read_client(self._account, self._settings)
        grant = self._vault.load()
        if grant is None:
            raise self._reconnect(f"{self._account} is not connected yet.")
        if grant.client_id != client.id:
            raise self._reconnect(f"{self._account} was connected with another client file.")
        missing = set(self._wanted) - set(grant.scopes)
        if missing:
            names = ", ".join(sorted(scope.rpartition("/")[2] for scope in missing))
            raise self._reconnect(f"{self._account} needs a permission it was not given: {names}.")
        return Credentials(  # type: ignore[no-untyped-call]
            None,
            refresh_token=grant.refresh_token,
            token_uri=client.token_uri,
            client_id=client.id,
            client_secret=client.secret,
        )

    def _refresh(self, credentials: Credentials) -> None:
        before = credentials.refresh_token
        try:
            credentials.refresh(Request(self._session))  # type: ignore[no-untyped-call]
        except google.auth.exceptions.RefreshError as error:
            if "invalid_grant" not in str(error):
                raise AccountError(
                    self._account, f"Google gave no access token: {error.args[0]}"
                ) from error
            raise self._reconnect(
                f"Google no longer accepts the permission of {self._account} (invalid_grant).",
                " If this comes every 7 days, your Google Cloud project is still in “Testing”:"
                " publish it, as docs/google.md says.",
            ) from error
        except google.auth.exceptions.TransportError as error:
            raise AccountError(
                self._account,
                "Google's token address cannot be reached.",
                advice="syncd tries again by itself; look at the network if this stays.",
            ) from error
        if credentials.refresh_token != before:
            grant = self._vault.load()
            assert grant is not None
            self._vault.keep(Grant(str(credentials.refresh_token), grant.client_id, grant.scopes))

    def _reconnect(self, message: str, more: str = "") -> AccountError:
        advice = f"Run `syncd connect {self._account}`.{more}"
        return AccountError(self._account, message, advice=advice, permanent=True)


def _no_client(account: str, message: str, advice: str) -> AccountError:
    return AccountError(account, message, advice=advice, permanent=True)
