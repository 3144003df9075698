"""One letter into another mailbox when an account fails in a way that only the user can mend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import structlog

from syncd import compose
from syncd.compose.language import Language
from syncd.model import Address, Delivery, DeliveryKey, Kind, Me, State
from syncd.outbox import Outbox
from syncd.store import Store
from syncd.store.accounts import Standing

log = structlog.get_logger("syncd.alerts")


@dataclass(frozen=True, slots=True)
class Alerts:
    """Raises each outage once, where the user will see it."""

    store: Store
    me: Me
    outbox: Outbox
    language: Language

    def raise_new(self, now: datetime) -> None:
        """Offer an alert for every outage that none has been raised for."""
        for standing in self.store.accounts.failing():
            if standing.permanent and standing.failing_since:
                self._raise(standing, now)

    def _raise(self, standing: Standing, now: datetime) -> None:
        others = [name for name in self.outbox.mailboxes if name != standing.account]
        began = standing.failing_since
        if not others or began is None:
            return
        # The minute it began tells one outage from the next.
        key = DeliveryKey(Kind.ALERT, f"{standing.account} {began:%Y%m%dT%H%M}")
        sender = Address(self.me.addresses[0], self.me.name)
        letter = compose.write_alert(
            standing.account, standing.what, standing.error, began, self.me, language=self.language
        )
        delivery = Delivery(
            key=key,
            state=State.READY,
            account=others[0],
            message_id=compose.message_id(key, sender.address),
            letter=compose.build(letter, compose.Stationery(key, sender, now)),
            created=now,
        )
        if self.store.deliveries.add(delivery):
            log.error("an account needs you", account=standing.account, error=standing.error)
