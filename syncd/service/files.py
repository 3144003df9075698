"""The file that tells a service manager of syncd: written and removed only when it is ours."""

from __future__ import annotations

import os
from pathlib import Path

from syncd.service.contract import MARK, ServiceError


def write_ours(path: Path, content: bytes) -> None:
    """Write the file whole or not at all. Raises ServiceError when somebody else's is there."""
    refuse_foreign(path)
    unfinished = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        os.replace(unfinished, path)  # noqa: PTH105 - replaces on Windows too
    except OSError as error:
        raise ServiceError(f"{path} cannot be written: {error.strerror}.") from error


def remove_ours(path: Path) -> bool:
    """Remove the file; False when there is none. Raises ServiceError for somebody else's."""
    refuse_foreign(path)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise ServiceError(f"{path} cannot be removed: {error.strerror}.") from error
    return True


def refuse_foreign(path: Path) -> None:
    """Raise ServiceError when the file is there and somebody else's."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise ServiceError(f"{path} cannot be read: {error.strerror}.") from error
    if MARK.encode() not in content:
        raise ServiceError(
            f"{path} was not written by syncd, so it is left alone.",
            advice="Move it away first if you want syncd to make its own.",
        )
