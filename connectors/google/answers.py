"""What Google's answers mean: pure, from a status and a body to what went wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connectors.google.methods import Api
from syncd.errors import AccountError

_RATE_REASONS = frozenset(
    {
        "rateLimitExceeded",
        "userRateLimitExceeded",
        "quotaExceeded",
        "dailyLimitExceeded",
        "RATE_LIMIT_EXCEEDED",
        "RESOURCE_EXHAUSTED",
    }
)
_OFF_REASONS = frozenset({"accessNotConfigured", "SERVICE_DISABLED"})
_SCOPE_REASONS = frozenset({"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"})
_API_NAMES = {
    Api.CALENDAR: "Google Calendar API",
    Api.GMAIL: "Gmail API",
    Api.PEOPLE: "People API",
}
_MAX_REASON_CHARS = 300


class GoogleError(AccountError):
    """Google refused a call. ``status`` is that of HTTP."""

    def __init__(
        self, account: str, message: str, *, status: int, advice: str = "", permanent: bool = False
    ) -> None:
        self.status = status
        super().__init__(account, message, advice=advice, permanent=permanent)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is none: its status, Google's words for it, and its reasons."""

    status: int
    message: str
    reasons: frozenset[str]

    @property
    def rate(self) -> bool:
        """Too many calls: 429, or 403 with one of several reasons that mean the same."""
        return self.status == 429 or (self.status == 403 and bool(self.reasons & _RATE_REASONS))

    @property
    def passing(self) -> bool:
        """Trouble of the server's own that may be over soon."""
        return self.status >= 500 or self.status == 408


def read_refusal(status: int, body: bytes) -> Refusal:
    """What a refusal says; a body that is no error of Google's has no reasons."""
    try:
        error = json.loads(body)["error"]
        message = str(error.get("message", ""))
        details = [*error.get("errors", ()), *error.get("details", ())]
        reasons = {str(detail.get("reason", "")) for detail in details}
        reasons.add(str(error.get("status", "")))
    except (ValueError, KeyError, TypeError, AttributeError):
        message, reasons = "", set()
    shown = " ".join(message.split())[:_MAX_REASON_CHARS]
    return Refusal(status, shown or f"status {status}", frozenset(reasons - {""}))


def explain(account: str, api: Api, refusal: Refusal) -> GoogleError:
    """The error that tells a user what was refused and what to do about it."""
    said = f"{_API_NAMES[api]} refused a call of {account}: {refusal.message}"
    advice, permanent = "", False
    if refusal.reasons & _OFF_REASONS:
        advice = (
            f"Switch on the {_API_NAMES[api]} in your Google Cloud project; see docs/google.md."
        )
        permanent = True
    elif refusal.status == 401 or refusal.reasons & _SCOPE_REASONS:
        advice = f"Run `syncd connect {account}` to give the permission again."
        permanent = True
    return GoogleError(account, said, status=refusal.status, advice=advice, permanent=permanent)


def retry_after(headers: Mapping[str, Any]) -> float:
    """The seconds of a Retry-After header (RFC 9110 section 10.2.3), 0 without one."""
    value = str(headers.get("retry-after", "")).strip()
    return min(float(value), 3600.0) if value.isdigit() else 0.0
