"""Google's way of saying no."""

from __future__ import annotations

from typing import Any

_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    410: "GONE",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


class ApiError(Exception):
    """An answer with an error of Google's shape."""

    def __init__(self, status: int, reason: str, message: str = "", detail: str = "") -> None:
        self.status = status
        self.reason = reason
        self.message = message or reason
        #: The ``reason`` of google.rpc.ErrorInfo, for those that have one.
        self.detail = detail
        super().__init__(f"{status} {reason}: {self.message}")

    def body(self) -> dict[str, Any]:
        """The JSON of it."""
        error: dict[str, Any] = {
            "code": self.status,
            "message": self.message,
            "errors": [{"domain": "global", "reason": self.reason, "message": self.message}],
            "status": _STATUS.get(self.status, "UNKNOWN"),
        }
        if self.detail:
            kind = "type.googleapis.com/google.rpc.ErrorInfo"
            error["details"] = [{"@type": kind, "reason": self.detail, "domain": "googleapis.com"}]
        return {"error": error}


def invalid(message: str) -> ApiError:
    """400 invalidArgument."""
    return ApiError(400, "invalidArgument", message)


def not_found() -> ApiError:
    """404 notFound."""
    return ApiError(404, "notFound", "Requested entity was not found.")
