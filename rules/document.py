"""Writes docs/rules.md: ``python -m rules.document > docs/rules.md``. All of it from the code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rules import cues
from rules.expression import BUILTINS, type_names
from rules.facts import VOCABULARY
from rules.marks import SETTINGS
from rules.people import PersonTable
from rules.table import BriefTable, ConditionTable, FollowUpTable, RuleTable
from rules.values import OneOf

_SHOWN_WORDS = 14

_HEAD = """# Rules: which meetings are networking, and what is wanted for them

<!-- made by `python -m rules.document`; do not edit -->

Without a line of configuration the shipped rules at the end of this page decide. Yours come before
them:

```toml
[[rules]]
name = "Coffee chats"
title = ["coffee", "catch up"]     # any of these words or phrases
external_guests = "1..3"
not = { cue = "job interview" }
brief = { lead = "4h" }
follow_up = { delay = "1h" }

[[rules]]
name = "The book club is not work"
calendar = "Book club"
networking = false

[[rules]]
name = "Job interviews, too"       # the shipped rules leave them out
cue = "job interview"
external_guests = "1.."
follow_up = false
```

## Order
Rules are tried from the top; the first one that matches decides, and a meeting that none matches is
not networking. The order is:

1. the guards: cancelled, declined, and what the calendar itself says (see Marks);
2. your `[[people]]`;
3. your `[[rules]]`, in the order of the file;
4. the shipped rules, unless `[defaults] rules = false`.

A rule of yours with the name of a shipped one, or of a guard, takes its place. All conditions of a
rule must hold; `any`, `all` and `not` group them. `syncd explain MEETING` shows every rule with the
values it saw, `syncd rules test` what the rules would do to your calendar, `syncd rules lint` what
is odd about them. A rule that cannot be right (a misspelt key, a range from 3 to 1, an expression
on what is not a number, a rule that another one always comes before) is refused with its place, and
the daemon keeps the rules it had.

Words and phrases are whole words. Case, accents, hyphens and spaces do not matter: "catch-up",
"catch up" and "catchup" are one. `mentor*` stands for any ending. A range is `2`, `"1..3"`, `"3.."`
or `"..3"`; a duration `"90m"`, `"4h"`, `"14d"`.
"""

_GUESTS = """
Guests are the people besides you who have not declined, each once under whatever addresses they are
invited. An assistant who is invited beside the one they arrange for is none: a coffee for two with
an assistant in the invitation has one external guest. An assistant who is invited alone is a guest
like any other, also when the letter is about somebody else (see docs/people.md).
"""

_PEOPLE = """
## People
```toml
[[people]]
address = "ada@nordwind.example"
always = true
lead = "1d"

[[people]]
domain = "client.example"
never = true
```
`never` counts when nobody else comes from outside.
"""

_MARKS = """
## Marks
One meeting can be decided in the calendar: `#networking` or `#nobrief` in its title or description.
In an event that somebody outside organizes, `#networking` counts only when no other #word stands
beside it, because invitations to the public come with several. A line in the description that
begins with `syncd:` sets what is wanted and wins over every rule:

```
syncd: lead=2h, follow-up=no
```
"""

_EXPRESSIONS = """
## Expressions
`when` is for the rest: an expression in the language of
[rule-engine](https://zerosteiner.github.io/rule-engine/) over the facts below, checked when the
rules load: `when = 'guest_days_since_contact > 90 and minutes <= 45'`. It holds at most 500
characters. Regular expressions (`title =~~ "Q[1-4]"`) are written out in quotes and refused when
they could take long. Beside the facts there are {builtins}.
"""


def document() -> str:
    """The text of docs/rules.md."""
    return "\n".join((_HEAD, *_keys(), *_facts(), *_cues(), *_shipped())).rstrip() + "\n"


def _keys() -> Iterator[str]:
    yield "## Conditions"
    yield from _fields(ConditionTable)
    yield _GUESTS
    yield "## What is wanted\nBeside its conditions a rule has:\n"
    yield from _fields(RuleTable, without=ConditionTable)
    yield "\n`brief = { … }` has:\n"
    yield from _fields(BriefTable)
    yield "\n`follow_up = { … }` has:\n"
    yield from _fields(FollowUpTable)
    yield _PEOPLE
    yield from _fields(PersonTable)
    yield _MARKS
    yield f"The settings are {_listed(SETTINGS)}.\nLeads and delays are at most 14 days."


def _facts() -> Iterator[str]:
    yield _EXPRESSIONS.format(builtins=_listed(f"${name}" for name in BUILTINS))
    yield "| fact | is | what it says |\n|---|---|---|"
    types = type_names()
    for name, doc in VOCABULARY.items():
        yield f"| `{name}` | {types[name]} | {_cell(doc)} |"


def _cues() -> Iterator[str]:
    yield "\n## Cues"
    yield "What words hint at, in seven languages. All of them are in rules/cues.toml.\n"
    yield "| cue | among its words |\n|---|---|"
    for name in cues.names():
        written = cues.table()[name].written
        step = max(1, len(written) // _SHOWN_WORDS)
        yield f"| `{name}` | {_cell(', '.join(written[::step][:_SHOWN_WORDS]))} … |"


def _shipped() -> Iterator[str]:
    text = (files("rules") / "defaults.toml").read_text("utf-8")
    tables: dict[str, list[dict[str, Any]]] = tomllib.loads(text)
    yield "\n## The shipped rules\nIn their order; the file is rules/defaults.toml.\n"
    yield "| rule | networking |\n|---|---|"
    for table in (*tables["guards"], *tables["rules"]):
        yield f"| {_cell(table['name'])} | {'yes' if table.get('networking', True) else 'no'} |"


def _fields(model: type[BaseModel], without: type[BaseModel] | None = None) -> Iterator[str]:
    yield "| key | what it says |\n|---|---|"
    for name, field in model.model_fields.items():
        if without is None or name not in without.model_fields:
            told = f"{field.description or ''}{_allowed(field)}"
            yield f"| `{field.alias or name}` | {_cell(told)} |"


def _allowed(field: FieldInfo) -> str:
    """The names that a key may have, where it has a few."""
    marks = [mark for mark in _metadata(field.annotation) if isinstance(mark, OneOf)]
    if not marks or marks[0].allowed() == cues.names():
        return ""
    return f": {_listed(marks[0].allowed())}"


def _metadata(annotation: Any) -> Iterator[Any]:
    """What is noted on a type and on the types within it."""
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _metadata(inner)


def _listed(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


if __name__ == "__main__":
    print(document(), end="")
