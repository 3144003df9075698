"""Sentences fit the terminal, and stay whole lines for programs."""

from __future__ import annotations

import io

import pytest

from syncd.cli.lines import fitted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "40")
    return Terminal()


SENTENCE = "brief skipped: It had begun before a brief could be made, and nobody was told."


def test_a_narrow_terminal_gets_lines_that_fit_with_later_ones_hanging(narrow: Terminal):
    lines = fitted(SENTENCE, narrow, indent=9, hang=2).split("\n")
    assert len(lines) > 2
    assert all(len(line) < 40 for line in lines)
    assert lines[0].startswith(" " * 9 + "brief")
    assert all(line.startswith(" " * 11) and line[11] != " " for line in lines[1:])
    assert " ".join(line.strip() for line in lines) == SENTENCE


def test_a_path_is_never_broken_so_that_it_can_be_copied(narrow: Terminal):
    path = "/home/robin/.local/state/syncd/a-rather-long-name/syncd.sqlite"
    assert path in fitted(f"ok    store: {path}", narrow, hang=6).split("\n  ")[-1]


@pytest.mark.parametrize("stream", [io.StringIO(), None])
def test_elsewhere_a_sentence_is_one_line(stream: io.StringIO | None):
    assert fitted(f"  {SENTENCE}", stream, indent=2, hang=4) == f"    {SENTENCE}"
