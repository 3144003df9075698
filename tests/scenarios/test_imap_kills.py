"""Daemons killed while they deliver over IMAP; `bench.imap_kills` does it a thousand times."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.kills.worker import STEPS, Way, Worker
from bench.kills.world import NOW, Errand, Place, outbox
from syncd.model import Kind, steps
from tests.servers.dovecot import Dovecot


@pytest.mark.timeout(180)
def test_killed_at_every_step_and_with_answers_cut_nothing_is_lost_and_nothing_comes_twice(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    place = Place(tmp_path, dovecot.port, dovecot.user, dovecot.password)
    tallies = Worker(place, seed=1).work(STEPS + 4)
    assert tallies[Way.STEP].killed == STEPS
    assert tallies[Way.CUT_ANSWER].killed == 3
    for way, tally in tallies.items():
        assert (tally.lost, tally.twice, tally.twice_after_sweep) == (0, 0, 0), way


def test_every_step_of_a_delivery_is_among_those_that_are_killed(
    dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path, dovecot.port, dovecot.user, dovecot.password)
    passed: list[str] = []
    monkeypatch.setattr(steps, "hook", passed.append)
    store, account = place.store(), place.account(dovecot.port)
    box = outbox(store, account)
    box.offer(Errand("one", Kind.BRIEF).delivery)
    box.deliver_all(NOW)
    account.close()
    store.close()
    assert len(passed) == STEPS, passed
