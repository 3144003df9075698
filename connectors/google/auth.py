"""Asks the user for the permission: the OAuth flow for installed apps, with PKCE (RFC 8252).

With a browser, Google sends the answer to a port on this machine. Without one, the user opens the
address elsewhere and pastes back the one that the browser ends at.
"""

from __future__ import annotations

import os
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from google_auth_oauthlib.flow import InstalledAppFlow
from oauthlib.oauth2.rfc6749.errors import OAuth2Error  # type: ignore[import-untyped]

from connectors.contract import Surroundings
from connectors.google.redirect import Redirect
from connectors.google.scopes import WHY, needed
from connectors.google.sessions import session
from connectors.google.settings import GoogleSettings
from connectors.google.tokens import Client, Grant, Vault, read_client
from syncd.errors import AccountError

_WAIT = 300.0  # seconds for the user to read, choose and agree
_TIMEOUT = 30.0  # seconds for an answer of Google's
#: Where a browser on another machine ends: nothing listens there, only its address is wanted.
_NOWHERE = "http://127.0.0.1:1/"
_RELAXED = "OAUTHLIB_INSECURE_TRANSPORT"


def connect(
    name: str,
    settings: GoogleSettings,
    surroundings: Surroundings,
    *,
    browser: bool,
    say: Callable[[str], None],
    ask: Callable[[str], str],
) -> str:
    """Get the user's permission and keep it; see `connectors.contract.Connect`."""
    client = read_client(name, settings)
    scopes = needed(settings, drafts=surroundings.drafts)
    say("syncd asks Google for these permissions:")
    for scope in scopes:
        say(f"  {scope.rpartition('/')[2]}: {WHY[scope]}")
    flow = _flow(client, scopes)
    flow.oauth2session.trust_env = not settings.token_endpoint
    code = _from_browser(name, flow, say) if browser else _from_paste(name, flow, say, ask)
    token = _exchange(name, flow, code)
    grant = _checked(name, client, scopes, token)
    place = Vault(name, settings, surroundings.state).keep(grant)
    if "refresh_token_expires_in" in token:
        days = int(token["refresh_token_expires_in"]) // 86_400
        say(
            f"Note: Google limits this permission to {days} days, as it does for projects in"
            " “Testing”. Publish yours to be asked only once; docs/google.md says how."
        )
    return f"Connected {name}; its token is kept in {place}."


def revoke(name: str, settings: GoogleSettings, surroundings: Surroundings) -> str:
    """Give the permission back and forget it; see `connectors.contract.Revoke`."""
    vault = Vault(name, settings, surroundings.state)
    grant = vault.load()
    if grant is None:
        vault.forget()
        return f"{name} was not connected."
    address = read_client(name, settings).revoke_uri
    try:
        with session(local=bool(settings.token_endpoint)) as http:
            answer = http.post(address, data={"token": grant.refresh_token}, timeout=_TIMEOUT)
    except requests.RequestException as error:
        raise AccountError(
            name,
            "Google cannot be reached, so the permission is still there.",
            advice="Try again, or remove it yourself at myaccount.google.com/permissions.",
        ) from error
    vault.forget()
    if answer.ok:
        return f"Revoked the permission of {name} and deleted its token."
    return f"Deleted the token of {name}; Google did not know it any more."


def _flow(client: Client, scopes: tuple[str, ...]) -> InstalledAppFlow:
    config = {
        "installed": {
            "client_id": client.id,
            "client_secret": client.secret,
            "auth_uri": client.auth_uri,
            "token_uri": client.token_uri,
        }
    }
    return InstalledAppFlow.from_client_config(
        config, list(scopes), autogenerate_code_verifier=True
    )


def _from_browser(name: str, flow: InstalledAppFlow, say: Callable[[str], None]) -> str:
    with Redirect() as redirect:
        flow.redirect_uri = redirect.address
        address, state = _address(flow)
        say("Your browser opens this page of Google's. If it does not, open it yourself:")
        say(address)
        webbrowser.open(address)
        answer = redirect.wait(state, _WAIT)
    if answer is None:
        raise AccountError(
            name,
            "No answer came from the browser.",
            advice=f"Run `syncd connect {name} --no-browser` if it runs on another machine.",
        )
    return _code(name, answer)


def _from_paste(
    name: str, flow: InstalledAppFlow, say: Callable[[str], None], ask: Callable[[str], str]
) -> str:
    flow.redirect_uri = _NOWHERE
    address, state = _address(flow)
    say("Open this page in a browser on any machine and agree:")
    say(address)
    say(
        "The browser will end at an address that begins with 127.0.0.1 and cannot be shown."
        " That is right: copy the whole address from its address bar."
    )
    pasted = ask("Paste the address here").strip()
    if "?" not in pasted and "=" not in pasted and pasted:
        return pasted  # only the code of it
    answer = {k: v[0] for k, v in parse_qs(urlsplit(pasted).query).items()}
    if answer.get("state") != state:
        raise AccountError(
            name,
            "This address does not belong to the page that was opened just now.",
            advice=f"Run `syncd connect {name} --no-browser` again and use its new page.",
        )
    return _code(name, answer)


def _address(flow: InstalledAppFlow) -> tuple[str, str]:
    """The consent page and the state that its answer must carry.

    ``consent`` makes Google give a refresh token also to somebody who has agreed before.
    """
    with _plain_http_on_this_machine(flow.client_config["auth_uri"]):
        address, state = flow.authorization_url(access_type="offline", prompt="consent")
    return str(address), str(state)


def _code(name: str, answer: dict[str, str]) -> str:
    if code := answer.get("code"):
        return code
    error = answer.get("error", "no code")
    raise AccountError(
        name,
        "You did not agree." if error == "access_denied" else f"Google answered: {error[:200]}",
        advice=f"Run `syncd connect {name}` again when you want to. If Google says that the app"
        " is not verified or you are no test user, see docs/google.md.",
    )


def _exchange(name: str, flow: InstalledAppFlow, code: str) -> dict[str, Any]:
    """The token for a code. A user may have agreed to fewer scopes, which is looked at later."""
    try:
        with _plain_http_on_this_machine(flow.client_config["token_uri"]):
            return dict(flow.fetch_token(code=code, timeout=_TIMEOUT))
    except Warning as warning:  # oauthlib's way to say that the scopes are not those asked for
        return dict(getattr(warning, "token", {}))
    except OAuth2Error as error:
        again = f"Run `syncd connect {name}` again; a code is good once, for a few minutes."
        file = "The client was deleted or its secret changed: download its file again."
        advice = file if error.error == "invalid_client" else again
        raise AccountError(name, f"Google gave no token: {error.error}.", advice=advice) from error
    except requests.RequestException as error:
        raise AccountError(name, "Google's token address cannot be reached.") from error


def _checked(name: str, client: Client, scopes: tuple[str, ...], token: dict[str, Any]) -> Grant:
    given = token.get("scope") or scopes
    granted = tuple(given.split() if isinstance(given, str) else given)
    if missing := [scope for scope in scopes if scope not in granted]:
        listed = "; ".join(f"{scope.rpartition('/')[2]} ({WHY[scope]})" for scope in missing)
        raise AccountError(
            name,
            f"Not every permission was given. Missing: {listed}.",
            advice=f"Run `syncd connect {name}` again and tick every box,"
            " or switch off in the config what you do not want.",
        )
    refresh_token = token.get("refresh_token")
    if not refresh_token:
        raise AccountError(
            name,
            "Google gave no lasting permission.",
            advice="Remove syncd at myaccount.google.com/permissions and connect again.",
        )
    return Grant(str(refresh_token), client.id, granted)


@contextmanager
def _plain_http_on_this_machine(address: str) -> Iterator[None]:
    """Let the library speak http to an address of this machine, and to no other."""
    parts = urlsplit(address)
    local = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"}
    before = os.environ.get(_RELAXED)
    if local:
        os.environ[_RELAXED] = "1"
    try:
        yield
    finally:
        if local and before is None:
            del os.environ[_RELAXED]
