"""Google's consent page and tokens: PKCE, loopback redirects, scopes one by one."""

from __future__ import annotations

import base64
import hashlib
import html
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

CLIENT_ID = "syncd-tests.apps.googleusercontent.example"
CLIENT_SECRET = "GOCSPX-not-a-secret"

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in with Google</title>
<body style="font: 1.1em sans-serif; margin: 3em auto; max-width: 34em">
<h1>syncd wants to access the Google Account of {user}</h1>
<form method="post" action="/o/oauth2/v2/auth/decision">{hidden}<p>It asks to:</p>{scopes}
<p><button name="decision" value="deny">Cancel</button>
<button name="decision" value="allow">Continue</button></p></form></body></html>"""


class OAuthError(Exception):
    """An answer of RFC 6749 section 5.2."""

    def __init__(self, error: str, description: str = "", status: int = 400) -> None:
        self.status = status
        self.body = {"error": error, "error_description": description}
        super().__init__(error)


@dataclass
class _Code:
    redirect_uri: str
    scopes: frozenset[str]
    challenge: str


@dataclass
class _Access:
    scopes: frozenset[str]
    until: float


class OAuth:
    """One client and one user."""

    def __init__(self, user: str) -> None:
        self.user = user
        #: Projects in "Testing" get refresh tokens for a week only.
        self.testing = False
        #: Google sometimes hands out another refresh token when it refreshes.
        self.rotate = False
        self.refreshes = 0
        self._codes: dict[str, _Code] = {}
        self._refresh: dict[str, frozenset[str]] = {}
        self._access: dict[str, _Access] = {}

    def client_file(self, base: str) -> dict[str, Any]:
        """What the Cloud console lets one download for a desktop app."""
        return {
            "installed": {
                "client_id": CLIENT_ID,
                "project_id": "syncd-tests",
                "auth_uri": f"{base}/o/oauth2/v2/auth",
                "token_uri": f"{base}/token",
                "client_secret": CLIENT_SECRET,
                "redirect_uris": ["http://localhost"],
            }
        }

    def page(self, asked: Mapping[str, str]) -> str:
        """The consent page. Raises OAuthError for what Google refuses to show one for."""
        self._check(asked)
        hidden = "".join(
            f'<input type="hidden" name="{html.escape(k)}" value="{html.escape(v)}">'
            for k, v in asked.items()
        )
        scopes = "".join(
            f'<p><label><input type="checkbox" name="granted" value="{html.escape(s)}" checked>'
            f" {html.escape(s)}</label></p>"
            for s in asked["scope"].split()
        )
        return _PAGE.format(user=html.escape(self.user), hidden=hidden, scopes=scopes)

    def decide(self, form: Mapping[str, list[str]]) -> str:
        """Where the browser is sent after the user decided."""
        asked = {name: values[0] for name, values in form.items()}
        self._check(asked)
        answer = {"state": asked["state"]} if asked.get("state") else {}
        if asked.get("decision") != "allow":
            return f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', **answer})}"
        granted = frozenset(form.get("granted", ())) & frozenset(asked["scope"].split())
        code = "4/" + secrets.token_urlsafe(24)
        self._codes[code] = _Code(asked["redirect_uri"], granted, asked["code_challenge"])
        more = {"code": code, "scope": " ".join(sorted(granted))}
        return f"{asked['redirect_uri']}?{urlencode({**answer, **more})}"

    def token(self, form: Mapping[str, str], authorization: str = "") -> dict[str, Any]:
        """The token endpoint; the client may be named in the form or by HTTP Basic."""
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        in_form = (form.get("client_id"), form.get("client_secret"))
        if authorization != f"Basic {basic}" and in_form != (CLIENT_ID, CLIENT_SECRET):
            raise OAuthError("invalid_client", "The OAuth client was not found.", 401)
        if form.get("grant_type") == "authorization_code":
            return self._first(form)
        if form.get("grant_type") == "refresh_token":
            return self._next(form.get("refresh_token", ""))
        raise OAuthError("unsupported_grant_type")

    def revoke(self, token: str) -> None:
        """The revocation endpoint (RFC 7009)."""
        if token not in self._refresh and token not in self._access:
            raise OAuthError("invalid_token", "Token expired or revoked")
        self._refresh.pop(token, None)
        self._access.clear()

    def grant(self, scopes: frozenset[str]) -> str:
        """A refresh token as if the user had agreed."""
        token = "1//" + secrets.token_urlsafe(32)
        self._refresh[token] = scopes
        return token

    def scopes_of(self, authorization: str) -> frozenset[str] | None:
        """The scopes of an Authorization header, None when it is no good."""
        kind, _, token = authorization.partition(" ")
        access = self._access.get(token)
        if kind != "Bearer" or access is None or access.until < time.monotonic():
            return None
        return access.scopes

    def expire_access_tokens(self) -> None:
        """An hour has passed."""
        self._access.clear()

    def expire_refresh_tokens(self) -> None:
        """Seven days have passed, for a project in "Testing"."""
        self._refresh.clear()
        self._access.clear()

    def _first(self, form: Mapping[str, str]) -> dict[str, Any]:
        code = self._codes.pop(form.get("code", ""), None)
        if code is None or code.redirect_uri != form.get("redirect_uri"):
            raise OAuthError("invalid_grant", "Bad Request")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != code.challenge:
            raise OAuthError("invalid_grant", "Invalid code verifier.")
        answer = self._fresh(code.scopes)
        answer["refresh_token"] = self.grant(code.scopes)
        if self.testing:
            answer["refresh_token_expires_in"] = 604_799
        return answer

    def _next(self, refresh_token: str) -> dict[str, Any]:
        scopes = self._refresh.get(refresh_token)
        if scopes is None:
            raise OAuthError("invalid_grant", "Token has been expired or revoked.")
        self.refreshes += 1
        answer = self._fresh(scopes)
        if self.rotate:
            del self._refresh[refresh_token]
            answer["refresh_token"] = self.grant(scopes)
        return answer

    def _fresh(self, scopes: frozenset[str]) -> dict[str, Any]:
        token = "ya29." + secrets.token_urlsafe(32)
        self._access[token] = _Access(scopes, time.monotonic() + 3599)
        return {
            "access_token": token,
            "expires_in": 3599,
            "scope": " ".join(sorted(scopes)),
            "token_type": "Bearer",
        }

    def _check(self, asked: Mapping[str, str]) -> None:
        redirect = urlsplit(asked.get("redirect_uri", ""))
        if asked.get("client_id") != CLIENT_ID:
            raise OAuthError("invalid_client", "The OAuth client was not found.", 401)
        if redirect.scheme != "http" or redirect.hostname not in {"127.0.0.1", "localhost", "::1"}:
            raise OAuthError("redirect_uri_mismatch", "Only loopback addresses for desktop apps.")
        if asked.get("response_type") != "code" or not asked.get("scope"):
            raise OAuthError("invalid_request", "response_type and scope are required.")
        if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
            raise OAuthError("invalid_request", "This fake insists on PKCE with S256.")
        if asked.get("access_type") != "offline":
            raise OAuthError("invalid_request", "This fake insists on offline access.")
