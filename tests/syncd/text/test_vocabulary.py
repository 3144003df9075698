"""The words that are cut to their stems beforehand."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources

from syncd.text.vocabulary import FILE, build, vocabulary, written

#: Milliseconds of the first comparison: 15 are usual, 155 it took when the stems were cut then.
MOST_MS = 75

FIRST = """
import sys, time
import syncd.letters, syncd.text.likeness as likeness
assert "snowballstemmer" not in sys.modules
assert not likeness.vocabulary.cache_info().currsize
begin = time.process_time()
assert likeness.alike("hiring", "we hire")
print((time.process_time() - begin) * 1_000)
"""


def test_the_file_is_up_to_date():
    """If not: `python -m tools.vocabulary`, and commit what it writes."""
    text = (resources.files("syncd.text") / FILE).read_text("utf-8")
    assert text == written(build()), "run: python -m tools.vocabulary"


def test_what_is_read_is_what_was_built():
    assert vocabulary() == build()


def test_nothing_is_loaded_before_the_first_comparison_and_that_is_cheap():
    # The best of three: others may be at work on the machine.
    assert min(first_comparison() for _ in range(3)) < MOST_MS


def first_comparison() -> float:
    ran = subprocess.run(
        [sys.executable, "-c", FIRST], capture_output=True, text=True, check=True, timeout=60
    )
    return float(ran.stdout)
