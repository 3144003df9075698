"""Page tokens: opaque, good for one list only, refused with any other."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from tests.servers.google.errors import invalid


class Pages:
    """Cuts lists into pages."""

    def __init__(self) -> None:
        #: Raised to make every token that was handed out unknown.
        self.generation = 0
        #: No page is larger than this, whatever was asked for.
        self.most = 2500

    def cut(
        self, everything: Sequence[Any], size: int, token: str | None, of: object
    ) -> tuple[Sequence[Any], str | None]:
        """One page and the token of the next, None after the last."""
        size = max(1, min(size, self.most))
        mark = hashlib.sha256(repr((of, self.generation)).encode()).hexdigest()[:12]
        start = 0
        if token is not None:
            try:
                start, seen = json.loads(base64.urlsafe_b64decode(token))
            except ValueError:
                raise invalid("Invalid pageToken") from None
            if seen != mark:
                raise invalid("Invalid pageToken")
        rest = start + size < len(everything)
        following = base64.urlsafe_b64encode(json.dumps([start + size, mark]).encode()).decode()
        return everything[start : start + size], following if rest else None
