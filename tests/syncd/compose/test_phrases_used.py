"""The catalogues and the code speak of the same phrases: none is missing, none is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from syncd.compose.language import REFERENCE, SHIPPED, shipped

SYNCD = Path(__file__).parents[3] / "syncd"
PHRASES = shipped(REFERENCE).phrases.keys()
TABLES = "|".join(sorted({name.partition(".")[0] for name in PHRASES}))
NAME = re.compile(rf"(?:{TABLES})\.[a-z_]+")
SPOKEN = re.compile(r"""\b(?:say|counted)\(\s*["']([^"']+)["']""")
#: A phrase that is chosen when a letter is written: what stands for the choice.
CHOSEN = r"[a-z_]+"


def told_of(path: Path) -> Iterator[str]:
    """Patterns of all the phrases that a module names, as a whole or with a choice in them."""
    tree = ast.parse(path.read_text())
    joined = (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    parts = {id(part) for node in joined for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in parts and NAME.fullmatch(node.value):
                yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr):
            pattern = "".join(
                re.escape(part.value) if isinstance(part, ast.Constant) else CHOSEN
                for part in node.values
            )
            if re.match(rf"(?:{TABLES})\\\.", pattern):
                yield pattern


def named() -> dict[str, list[str]]:
    """By file, the patterns of the phrases it names."""
    modules = [*(SYNCD / "compose").rglob("*.py"), *SYNCD.glob("*.py")]
    templates = (SYNCD / "compose" / "templates").iterdir()
    return {str(path): list(told_of(path)) for path in modules} | {
        str(path): [re.escape(name) for name in SPOKEN.findall(path.read_text())]
        for path in templates
    }


def said_by_a_voice() -> set[str]:
    """Names without their table, in modules where a voice (formal, or of one letter) adds it."""
    texts = [path.read_text() for path in (SYNCD / "compose").glob("*.py")]
    speaking = [text for text in texts if "Voice(" in text or "class Voice:" in text]
    constants = (node for text in speaking for node in ast.walk(ast.parse(text)))
    return {
        node.value
        for node in constants
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z_]+", node.value)
    }


def said_in_a_follow_up() -> set[str]:
    """What a follow-up says by a name without its table: formally, or not."""
    text = (SYNCD / "compose" / "follow_up.py").read_text()
    return set(re.findall(r"""voice\.(?:say|counted)\(\s*"([a-z_]+)\"""", text))


@pytest.mark.parametrize("code", SHIPPED)
def test_every_phrase_that_is_named_is_there(code: str):
    known = shipped(code).phrases
    missing = {
        (file, pattern)
        for file, patterns in named().items()
        for pattern in patterns
        if not any(re.fullmatch(pattern, name) for name in known)
    }
    assert missing == set()


def test_what_a_follow_up_says_is_there_formally_and_not():
    assert len(said_in_a_follow_up()) > 5
    for name in said_in_a_follow_up():
        assert {f"follow_up.{name}", f"formal.{name}"} <= PHRASES


def test_every_phrase_is_used():
    patterns = {pattern for listed in named().values() for pattern in listed}
    # Both tables of a follow-up are chosen from by its voice, which would stand for anything.
    patterns -= {rf"formal\.{CHOSEN}", rf"follow_up\.{CHOSEN}"}
    bare = said_by_a_voice()
    unused = {
        name
        for name in PHRASES
        if name.partition(".")[2] not in bare
        and not any(re.fullmatch(pattern, name) for pattern in patterns)
    }
    assert unused == set()


def test_a_name_that_is_not_there_would_be_found(tmp_path: Path):
    planted = tmp_path / "planted.py"
    planted.write_text('say("alert.nothing"); say(f"list.{joint}"); "config.toml"')
    assert sorted(told_of(planted)) == [r"alert\.nothing", rf"list\.{CHOSEN}"]
