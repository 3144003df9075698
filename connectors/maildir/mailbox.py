"""A Maildir as a mailbox: see `connectors.contract.Mailbox` for what each method promises."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from connectors.contract import Check, Known, MailPage
from connectors.maildir import changes, search, writing
from connectors.maildir.check import check, failed
from connectors.maildir.files import read_whole
from connectors.maildir.index import Index
from connectors.maildir.settings import MaildirSettings
from connectors.maildir.tree import Tree, look
from syncd.errors import AccountError, ItemError
from syncd.model import Envelope, Flag, Held, Ref, Role

#: Letters are about meetings of these days: older mail need not be opened to find one. Seconds.
_RECENT = 90 * 86_400
_ADVICE = {
    errno.ENOENT: "Check `path`; if it is a disk or a share, mount it.",
    errno.ENOTDIR: "`path` must be a folder; an mbox file is not a Maildir.",
    errno.EACCES: "Give the user that syncd runs as the right to read and write there.",
    errno.EPERM: "Give the user that syncd runs as the right to read and write there.",
    errno.ENOSPC: "The disk is full: make room.",
    errno.EDQUOT: "Your disk quota is used up: make room.",
    errno.EROFS: "The file system is mounted read-only.",
}


class MaildirMailbox:
    """A folder of mail folders that other programs keep in sync with a server, or deliver into."""

    mirrors = True
    grace = 0.0

    def __init__(
        self, account: str, settings: MaildirSettings, now: Callable[[], datetime]
    ) -> None:
        self._account = account
        self._settings = settings
        self._now = now
        self._index = Index()

    def changes(self, cursor: str, known: Known) -> Iterator[MailPage]:
        """See `connectors.contract.Mailbox`. Pages hold at most 500 messages."""
        self._index.clear()
        with self._told():
            yield from changes.changes(self._look(), cursor, known, self._now())

    def correspondence(
        self, addresses: Collection[str], *, since: datetime | None = None, limit: int = 200
    ) -> Iterable[Envelope]:
        """See `connectors.contract.Mailbox`. Opens every message: ask the mirror instead."""
        with self._told():
            return search.correspondence(self._look(), addresses, since, limit, self._now())

    def message(self, ref: Ref) -> bytes:
        """See `connectors.contract.Mailbox`."""
        with self._told():
            folder = self._look().folders.get(ref.folder)
            for path in self._index.paths(folder, ref.id) if folder else ():
                try:
                    return read_whole(path)
                except FileNotFoundError:
                    continue
        raise ItemError("This message is no longer in its folder.")

    def mark(self, role: Role) -> str:  # noqa: ARG002
        """The time now, by the clock that files are dated with: all folders have the same."""
        return str(int(time.time()))

    def deliver(self, role: Role, letter: bytes, *, thread_id: str = "") -> Ref:  # noqa: ARG002
        """See `connectors.contract.Mailbox`. Exact: the same Message-ID is never there twice."""
        with self._told():
            return writing.deliver(self._look(), role, letter)

    def find(self, message_id: str, *, mark: str = "") -> tuple[Held, ...]:
        """See `connectors.contract.Mailbox`.

        Without a mark, what was written anew by another program is found for ninety days; what has
        the name that we gave it is found always.
        """
        since = int(mark) if mark.isascii() and mark.isdigit() else int(time.time()) - _RECENT
        with self._told():
            return tuple(search.find(self._look(), message_id, since))

    def replace(self, ref: Ref, letter: bytes, *, message_id: str) -> Ref:
        """See `connectors.contract.Mailbox`."""
        with self._told():
            return writing.replace(self._look(), ref, letter, message_id)

    def remove(self, ref: Ref, *, message_id: str, unless: frozenset[Flag] = frozenset()) -> bool:
        """See `connectors.contract.Mailbox`."""
        with self._told():
            return writing.remove(self._look(), ref, message_id, unless)

    def check(self) -> Iterator[Check]:
        """See `connectors.contract.Checkable`."""
        try:
            with self._told():
                yield from check(self._look())
        except AccountError as error:
            yield failed(error, self._settings.path)

    def _look(self) -> Tree:
        tree = look(self._account, self._settings)
        if not tree.folders:
            raise AccountError(
                self._account,
                f"There is no mail folder in {self._settings.path}.",
                advice='A Maildir holds folders with "cur" and "new" in them: check `path`.',
            )
        return tree

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A file system that does not do as asked, told as an account that does not."""
        try:
            yield
        except OSError as error:
            place = error.filename2 or error.filename or self._settings.path
            raise AccountError(
                self._account,
                f"{place}: {error.strerror or error}.",
                advice=_ADVICE.get(error.errno or 0, ""),
            ) from error
