"""Bytes of a calendar -> its text, and the text -> what of it is new."""

from __future__ import annotations

import codecs
import re

#: Largest file or answer that is read.
MAX_BYTES = 50_000_000
#: Items in one page.
PAGE = 500
_NAME_CHARS = 200
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def decode(data: bytes) -> str:
    """RFC 5545 section 3.1.4 wants UTF-8; Windows programs write other things, too."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def calendar_name(name: str) -> str:
    """The name of a calendar as it can be shown and stored."""
    return " ".join(_CONTROLS.sub(" ", name).split())[:_NAME_CHARS]
