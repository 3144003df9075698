"""A daemon that delivers one letter, and may not live to see it."""

from __future__ import annotations

import logging
import os
import time
from multiprocessing.connection import Connection

import structlog

from bench.kills.world import NOW, Errand, Place, outbox
from syncd.model import steps

KILLED = 77
_REST_SECONDS = 0.3  # a daemon does not end after a letter; whoever is to kill it has time to
WRITING = "before: letter written"


def deliver(place: Place, port: int, errand: Errand, talk: Connection) -> None:
    """Deliver one letter over a port, and die at the step that the errand says.

    Before it writes it says so and waits for an answer, so that trouble can be prepared.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    passed = 0

    def hook(step: str) -> None:
        nonlocal passed
        passed += 1
        if passed == errand.die_at:
            os._exit(KILLED)
        if step == WRITING:
            talk.send(passed)
            talk.recv()

    steps.hook = hook
    store, account = place.store(), place.account(port)
    box = outbox(store, account)
    box.offer(errand.delivery)
    box.deliver_all(NOW)
    time.sleep(_REST_SECONDS)
    talk.send(-passed)
    os._exit(0)
