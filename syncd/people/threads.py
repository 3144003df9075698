"""Which thread a letter to some people may go into. Pure.

Nobody is to find the words of a thread below a letter who was not in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from syncd.model import Envelope, Me
from syncd.store.mail import StoredMessage

#: So many others may have been in copy of what goes on between two.
_MOST_IN_COPY = 2


def shared(
    mails: Iterable[StoredMessage], readers: Sequence[Collection[str]], me: Me
) -> StoredMessage | None:
    """The newest mail of a thread that all readers were in, and nobody else but you.

    ``mails`` are newest first; of each reader all addresses are given. To one person it may go on
    where a few others were in copy, failing a thread between the two of you.
    """
    newest = list(_newest_of_each(mails))
    present = [_others(mail.envelope, me) for mail in newest]
    known = {address for theirs in readers for address in theirs}
    fitting = [
        (mail, len(others - known))
        for mail, others in zip(newest, present, strict=True)
        if all(not others.isdisjoint(theirs) for theirs in readers)
    ]
    most = _MOST_IN_COPY if len(readers) == 1 else 0
    alone = (mail for mail, strangers in fitting if not strangers)
    small = (mail for mail, strangers in fitting if strangers <= most)
    return next(alone, None) or next(small, None)


def _newest_of_each(mails: Iterable[StoredMessage]) -> Iterator[StoredMessage]:
    """The first mail of each thread."""
    seen: set[str] = set()
    for mail in mails:
        ids = _thread_of(mail.envelope)
        if ids.isdisjoint(seen):
            yield mail
        seen |= ids


def _thread_of(envelope: Envelope) -> set[str]:
    """What names the thread of a mail: every mail in it has one of these."""
    named = (envelope.thread_id, *envelope.references, envelope.in_reply_to, envelope.message_id)
    return {name for name in named if name}


def _others(envelope: Envelope, me: Me) -> set[str]:
    return {a.address for a in envelope.everyone if not me.is_me(a.address)}
