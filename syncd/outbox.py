"""Exactly-once delivery. The letter is stored before anything is written to a mailbox.

    ready --claim--> sending --deliver--> delivered
                        |  looked for first: a crash, or a store that was lost, finds it there
                        +--> failed, with a reason and the next try

What is found in ``sending`` after a crash is looked for in the mailbox before it is written again.
The only writes are "insert into my inbox" and "create a draft"; what was replaced or withdrawn is
removed only while it is ours and untouched.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from connectors.contract import Mailbox
from syncd.compose.untouched import untouched
from syncd.errors import AccountError, AmbiguousWriteError, RefusedError, SyncdError
from syncd.model import Delivery, Flag, Held, Ref, Role, State
from syncd.model.steps import step
from syncd.store import Store

log = structlog.get_logger("syncd.outbox")

_FIRST_BACK_OFF = timedelta(minutes=1)
_LONGEST_BACK_OFF = timedelta(hours=1)
#: Nothing is under way for longer than this.
_SWEPT = timedelta(hours=2)
#: A brief that was read or flagged is the user's to keep.
_LOOKED_AT = frozenset({Flag.SEEN, Flag.FLAGGED, Flag.ANSWERED})
_REPLACED = "A newer revision took its place."
_YOURS = "You have changed it, so it is left alone."
_DELETED = "You have deleted or sent it, so it is not made again."


@dataclass(frozen=True, slots=True)
class Outbox:
    """Moves letters from the store into mailboxes."""

    store: Store
    #: By account name.
    mailboxes: Mapping[str, Mailbox]
    #: Waits, in seconds; injected so that tests need not.
    sleep: Callable[[float], None] = time.sleep
    #: Asked between two letters: whether to stop.
    stopping: Callable[[], bool] = lambda: False

    def offer(self, delivery: Delivery) -> bool:
        """Note a letter to be delivered, or put it in the place of one that was never sent."""
        return self.store.deliveries.add(delivery) or self.store.deliveries.rewrite(delivery)

    def deliver_all(
        self, now: datetime, *, ready: Callable[[Delivery], bool] = lambda _delivery: True
    ) -> list[Delivery]:
        """Deliver what is ready and settle what a crash left; what arrived comes back."""
        waiting = self.store.deliveries.in_state(State.SENDING, State.READY, State.FAILED)
        arrived: list[Delivery] = []
        for delivery in waiting:
            if self.stopping():
                break
            if delivery.state is not State.SENDING and not ready(delivery):
                continue
            if delivery.next_try and now < delivery.next_try:
                continue
            if self._overtaken(delivery):
                continue
            if self._attempt(delivery, now):
                arrived.append(replace(delivery, state=State.DELIVERED, delivered_at=now))
        return arrived

    def sweep(self, now: datetime) -> int:
        """Remove second copies of letters that took more than one try; how many there were.

        Bytes of a writer that died may arrive after the letter was written again.
        """
        removed = 0
        for delivery in self.store.deliveries.retried_since(now - _SWEPT):
            with suppress(SyncdError, OSError):
                removed += self._remove_copies(delivery)
        return removed

    def withdraw(self, delivery: Delivery, reason: str, now: datetime) -> bool:
        """Take a letter and its older revisions back while they are unread.

        False when the user has looked at one of them; the newest is then left to the word that
        follows. Raises AccountError when it is not known what is there.
        """
        if delivery.state is State.SENDING and not self._attempt(delivery, now):
            raise AccountError(delivery.account, "It is not known whether the letter is there.")
        taken = [self._take_back(older, reason) for older in self._older(delivery)]
        if not all(taken):
            return False
        if self.store.deliveries.move(
            delivery.key, (State.READY, State.FAILED), State.WITHDRAWN, reason=reason
        ):
            return True
        return self._take_back(delivery, reason)

    def _take_back(self, delivery: Delivery, reason: str) -> bool:
        if not self._remove(delivery):
            return False
        self.store.deliveries.move(
            delivery.key, (State.SENDING, State.DELIVERED), State.WITHDRAWN, reason=reason
        )
        return True

    def _overtaken(self, delivery: Delivery) -> bool:
        """Whether a newer revision has been written before this one was sent: then it lapses."""
        if delivery.meeting is None or delivery.state is State.SENDING:
            return False
        letters = self.store.deliveries.of_meeting(delivery.meeting, delivery.key.kind)
        newer = [
            letter
            for letter in letters
            if letter.key.subject == delivery.key.subject
            and letter.key.revision > delivery.key.revision
        ]
        return bool(newer) and self.store.deliveries.move(
            delivery.key, (State.READY, State.FAILED), State.WITHDRAWN, reason=_REPLACED
        )

    def _attempt(self, delivery: Delivery, now: datetime) -> bool:
        """One try at one letter; a failure is noted with its reason and the next try."""
        try:
            ref = self._find_or_write(delivery)
            if ref is None:
                return False
            self._retire_older(delivery)
        except (SyncdError, OSError) as error:
            self._note_failure(delivery, error, now)
            return False
        arrived: dict[str, object] = {
            "folder": ref.folder,
            "ref_id": ref.id,
            "delivered_at": now,
            # More than one try may have left more than one copy: `sweep` looks.
            "attempts": delivery.attempts + (delivery.state is State.SENDING),
        }
        self.store.deliveries.move(
            delivery.key, (State.SENDING,), State.DELIVERED, next_try=None, reason="", **arrived
        )
        log.info("delivered", kind=delivery.key.kind.value, account=delivery.account)
        return True

    def _find_or_write(self, delivery: Delivery) -> Ref | None:
        """Where the letter lies by now; None when it is not to be delivered after all."""
        mailbox, role = self._mailbox(delivery), delivery.key.kind.role
        if delivery.state is State.SENDING:
            # A writer that died may still have bytes under way (FACTS, IMAP).
            self.sleep(mailbox.grace)
            held = mailbox.find(delivery.message_id, mark=delivery.mark)
        else:
            # A store that was lost must not bring a second copy of what is there.
            held = mailbox.find(delivery.message_id)
        if not self._claim(delivery, mailbox.mark(role)):
            return None
        if held:
            return self._only_copy(held, delivery, mailbox)
        if delivery.key.revision > 1 and role is Role.DRAFTS:
            return self._better(delivery, mailbox)
        step("before: letter written")
        ref = mailbox.deliver(role, delivery.letter, thread_id=delivery.thread_id)
        step("after: letter written")
        return ref

    def _claim(self, delivery: Delivery, mark: str) -> bool:
        """Say in the store that we are about to write; False when another has done so."""
        if delivery.state is State.SENDING:
            return True
        before = (State.READY, State.FAILED)
        return self.store.deliveries.move(delivery.key, before, State.SENDING, mark=mark)

    def _only_copy(self, held: tuple[Held, ...], delivery: Delivery, mailbox: Mailbox) -> Ref:
        """Keep one copy: what a dying writer left twice is removed where it is untouched."""
        role = delivery.key.kind.role
        # A draft arrives seen: only its text tells whether somebody has worked on it.
        marks = _LOOKED_AT - {Flag.SEEN} if role is Role.DRAFTS else _LOOKED_AT
        kept, *others = sorted(held, key=lambda c: (c.role is not role, not c.flags & marks))
        for copy in others:
            mine = copy.role is role
            if role is Role.DRAFTS and mine:
                mine = untouched(mailbox.message(copy.ref), delivery.letter)
            if mine:
                mailbox.remove(copy.ref, message_id=delivery.message_id, unless=marks)
        return kept.ref

    def _remove_copies(self, delivery: Delivery) -> int:
        mailbox = self._mailbox(delivery)
        held = mailbox.find(delivery.message_id, mark=delivery.mark)
        if len(held) > 1:
            self._only_copy(held, delivery, mailbox)
        return max(len(held) - 1, 0)

    def _better(self, delivery: Delivery, mailbox: Mailbox) -> Ref | None:
        """Put a better draft in the place of ours, if nobody has touched that."""
        older = self._older(delivery)
        if not older:
            return mailbox.deliver(Role.DRAFTS, delivery.letter, thread_id=delivery.thread_id)
        held = mailbox.find(older[-1].message_id, mark=older[-1].mark)
        drafts = [copy for copy in held if copy.role is Role.DRAFTS]
        if not drafts:
            self._leave(delivery, _DELETED)
            return None
        if not untouched(mailbox.message(drafts[0].ref), older[-1].letter):
            self._leave(delivery, _YOURS)
            return None
        step("before: draft replaced")
        try:
            ref = mailbox.replace(drafts[0].ref, delivery.letter, message_id=older[-1].message_id)
        except RefusedError:
            self._leave(delivery, _YOURS)
            return None
        step("after: draft replaced")
        return ref

    def _leave(self, delivery: Delivery, reason: str) -> None:
        """Do not deliver: what is there belongs to the user."""
        self.store.deliveries.move(delivery.key, (State.SENDING,), State.WITHDRAWN, reason=reason)

    def _retire_older(self, delivery: Delivery) -> None:
        """Remove the revisions before this one, where nobody has looked at them."""
        for older in self._older(delivery):
            if self._remove(older):
                self.store.deliveries.move(
                    older.key, (State.DELIVERED,), State.WITHDRAWN, reason=_REPLACED
                )

    def _older(self, delivery: Delivery) -> list[Delivery]:
        """Earlier revisions that are in the mailbox, oldest first."""
        if delivery.meeting is None:
            return []
        all_of_it = self.store.deliveries.of_meeting(delivery.meeting, delivery.key.kind)
        return [
            letter
            for letter in all_of_it
            if letter.state is State.DELIVERED
            and letter.key.subject == delivery.key.subject
            and letter.key.revision < delivery.key.revision
        ]

    def _remove(self, delivery: Delivery) -> bool:
        """Take a letter away unless the user has looked at it; False when it stays."""
        mailbox, role = self._mailbox(delivery), delivery.key.kind.role
        held = mailbox.find(delivery.message_id, mark=delivery.mark)
        if role is Role.DRAFTS:
            mine = [h for h in held if h.role is role]
            if any(not untouched(mailbox.message(h.ref), delivery.letter) for h in mine):
                return False
            unless: frozenset[Flag] = frozenset()
        else:
            unless = _LOOKED_AT
        if any(h.role is not role or h.flags & unless for h in held):
            return False
        step("before: letter removed")
        gone = [mailbox.remove(h.ref, message_id=delivery.message_id, unless=unless) for h in held]
        step("after: letter removed")
        return all(gone)

    def _mailbox(self, delivery: Delivery) -> Mailbox:
        try:
            return self.mailboxes[delivery.account]
        except KeyError:
            raise AccountError(
                delivery.account,
                f'A letter is for the account "{delivery.account}", which is not in the config.',
                advice="Put it back, or let the letter lapse.",
            ) from None

    def _note_failure(self, delivery: Delivery, error: Exception, now: datetime) -> None:
        """Keep the reason and the next try. What may have been written stays in ``sending``."""
        unsure = delivery.state is State.SENDING or isinstance(error, AmbiguousWriteError)
        after = State.SENDING if unsure else State.FAILED
        wait = min(_LONGEST_BACK_OFF, _FIRST_BACK_OFF * 2 ** min(delivery.attempts, 10))
        self.store.deliveries.move(
            delivery.key,
            (State.READY, State.SENDING, State.FAILED),
            after,
            reason=str(error),
            attempts=delivery.attempts + 1,
            next_try=now + wait,
        )
        log.warning(
            "not delivered",
            kind=delivery.key.kind.value,
            account=delivery.account,
            error=str(error),
        )
