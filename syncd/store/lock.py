"""One daemon for one store: a lock file beside it that tells who holds it."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from syncd.errors import LockedError, StoreError

if os.name == "nt":  # pragma: no cover - the other branch runs on the other systems
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


#: Windows locks bytes, not files; one beyond the pid, so that the pid stays readable.
_LOCKED_BYTE = 1024


class StoreLock:
    """Holds a store against a second daemon. The system frees it when the process ends."""

    def __init__(self, store: Path) -> None:
        self._path = store.with_name(store.name + ".lock")
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock. Raises LockedError, with the holder's pid, when another has it."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreError(
                f"The store cannot be used: {self._path} cannot be written: {error.strerror}.",
                advice="Give syncd a folder it may write: [store] url in the config.",
            ) from error
        try:
            _try_lock(descriptor)
        except OSError as error:
            pid = _read_pid(descriptor)
            os.close(descriptor)
            raise LockedError(pid) from error
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, str(os.getpid()).encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Let it go; harmless when not held."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _read_pid(descriptor: int) -> int:
    os.lseek(descriptor, 0, os.SEEK_SET)
    text = os.read(descriptor, 20).decode("ascii", "replace").strip()
    return int(text) if text.isdigit() else 0
