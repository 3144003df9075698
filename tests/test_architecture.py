"""The house keeps its layout: imports go down only, judgement does no I/O, names say something.

Each rule is a function from sources to complaints, so that each is also held against a planted
violation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from connectors import KINDS
from tests.architecture import Import, Sources, inside

ROOT = Path(__file__).resolve().parent.parent

#: From the ground up. A part may import its own level and everything below it.
LEVELS: tuple[tuple[str, ...], ...] = (
    ("syncd", "syncd.errors", "syncd.model"),
    ("rules", "connectors.contract"),
    ("syncd.config",),
    (
        "syncd.store",
        "syncd.due",
        "syncd.text",
        "syncd.calendar",
        "syncd.people.guests",
        "syncd.people.guest_words",
    ),
    ("syncd.people", "syncd.research", "syncd.compose", "syncd.mirror", "syncd.outbox"),
    ("syncd.reading",),
    (
        "syncd.acquaint",
        "syncd.agenda",
        "syncd.alerts",
        "syncd.answers",
        "syncd.correspondence",
        "syncd.digest",
        "syncd.dossiers",
        "syncd.duties",
        "syncd.identities",
        "syncd.introductions",
        "syncd.ledger",
        "syncd.letters",
        "syncd.wishes",
        "syncd.wording",
    ),
    ("syncd.cycle",),
    ("syncd.clock", "syncd.logs", "syncd.daemon", "syncd.wiring", "syncd.service"),
    ("syncd.cli", "syncd.demo", "syncd.__main__"),
)

#: All that connectors and rules may know of syncd.
FOUNDATION = ("syncd.model", "syncd.errors")

#: The one part that brings connectors to life.
WIRING = "syncd.wiring"

#: Kinds of account that are made of others: kind -> what it is made of, and why.
MADE_OF = {
    "connectors.carddav": ("connectors.caldav", "connectors.vcard"),  # WebDAV too, carries vCards
}

#: Same input, same output: no clock, no chance, no network, no store, no files.
PURE = ("rules", "syncd.model", "syncd.due", "syncd.text", "syncd.calendar", "syncd.compose")
IMPURE = (
    *("alembic", "connectors", "http", "httpx", "keyring", "niquests", "os", "random", "requests"),
    *("schedule", "secrets", "select", "shutil", "socket", "sqlalchemy", "sqlite3", "ssl"),
    *(
        "subprocess",
        "syncd.clock",
        "syncd.store",
        "tempfile",
        "threading",
        "time",
        "tzlocal",
        "urllib.request",
    ),
)
#: Of modules that pure parts may otherwise use, what looks at the clock or throws dice.
CLOCKS = frozenset(
    {
        *(f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")),
        *("datetime.date.today", "email.utils.formatdate", "email.utils.localtime"),
        *("email.utils.make_msgid", "uuid.uuid1", "uuid.uuid4"),
    }
)

#: Imports that wait until they are needed: (module, what) -> why it is worth it.
LAZY = {
    ("connectors", "*"): "an account's libraries are loaded when a config names its kind",
    ("connectors.google", "connectors.google"): "the client costs 30 MB and a third of a second",
    ("connectors.ics", "connectors.ics.address"): "requests costs 8 MB and a fifth of a second",
    ("rules.values", "rules.expression"): "the expression engine, only for rules with `when`",
    ("syncd.cli", "*"): "a command loads what it needs, so that the others start at once",
    ("syncd.compose.language", "babel"): "only a letter needs it, and most rounds write none",
    (
        "syncd.text.forms",
        "snowballstemmer",
    ): "3 MB, for all its languages; a daemon may never need it",
    ("syncd.store.migrate", "alembic"): "only a store that is new or old needs it",
}

#: Says nothing about what is inside.
EMPTY_NAME = re.compile(r"(^|_)(utils?|helpers?|misc|common|managers?|handlers?)$")

Rule = Callable[[Sources], Iterator[str]]


def imports_go_down(sources: Sources) -> Iterator[str]:
    """A part may import its own level and everything below it."""
    for imported, target in _own(sources):
        here, there = _level(imported.module), _level(target)
        if here is not None and there is not None and there > here:
            yield (
                f"{imported.where} imports {target}, which stands above it: level {there} above "
                f"{here} in LEVELS. Move what both need down, or hand it in as an argument."
            )


def every_part_has_a_level(sources: Sources) -> Iterator[str]:
    """A new part says where it stands before it is built upon."""
    for module in sorted(sources.modules):
        if inside(module, "syncd") and _level(module) is None:
            yield f"{module} has no place in LEVELS (tests/test_architecture.py): give it one."


def connectors_and_rules_know_the_foundation_only(sources: Sources) -> Iterator[str]:
    """The outside world and judgement know the nouns, and nothing of what is done with them."""
    for imported, target in _own(sources):
        ours = "connectors" if inside(imported.module, "connectors") else "rules"
        if not inside(imported.module, "connectors", "rules"):
            continue
        if not inside(target, ours, *FOUNDATION):
            yield f"{imported.where} imports {target}; {ours} may see {', '.join(FOUNDATION)} only."


def only_wiring_knows_connectors(sources: Sources) -> Iterator[str]:
    """The rest of syncd knows the contract, not who keeps it."""
    for imported, target in _own(sources):
        foreign = inside(imported.module, "syncd") and inside(target, "connectors")
        if foreign and target != "connectors.contract" and not inside(imported.module, WIRING):
            yield (
                f"{imported.where} imports {target}; only {WIRING} may. Everything else takes what "
                "connectors.contract promises."
            )


def connectors_do_not_know_each_other(sources: Sources) -> Iterator[str]:
    """What two kinds of account share lies beside them, so that one can be read alone."""
    kinds = {".".join(place.partition(":")[0].split(".")[:2]) for place in KINDS.values()}
    for imported, target in _own(sources):
        mine = next((kind for kind in kinds if inside(imported.module, kind)), None)
        theirs = next((kind for kind in kinds if inside(target, kind)), None)
        if mine and theirs and mine != theirs and theirs not in MADE_OF.get(mine, ()):
            yield f"{imported.where} imports {target}: put beside both what {mine} shares with it."


def no_import_cycles(sources: Sources) -> Iterator[str]:
    """Modules can be put in an order in which each knows only earlier ones.

    An ``__init__`` that gathers its own submodules does not make a cycle with them, as long as
    they do not ask it for anything.
    """
    graph: dict[str, set[str]] = {module: set() for module in sources.modules}
    for imported, target in _own(sources):
        graph[imported.module].add(target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        yield f"an import cycle: {' -> '.join(reversed(cycle.args[1]))}"


def lazy_imports_are_listed(sources: Sources) -> Iterator[str]:
    """An import inside a function hides a dependency, so it needs a reason."""
    for imported in sources.imports:
        if imported.lazy and not any(_allows(entry, imported) for entry in LAZY):
            yield (
                f"{imported.where} imports {imported.name} inside a function. Move it to the top; "
                "if it is there to start faster, list it in LAZY with what it costs."
            )


def judgement_does_no_io(sources: Sources) -> Iterator[str]:
    """Pure parts decide; time and facts come in as arguments."""
    for imported in sources.imports:
        name = imported.name
        impure = inside(name, *IMPURE) and not inside(name, "connectors.contract")
        if inside(imported.module, *PURE) and impure:
            yield f"{imported.where} imports {name}, but {_pure_part(imported.module)} is pure."


def judgement_reads_no_clock(sources: Sources) -> Iterator[str]:
    """Same input, same output, today and tomorrow."""
    for module in sorted(m for m in sources.modules if inside(m, *PURE)):
        for name, line in sources.names(module):
            if name in CLOCKS:
                yield (
                    f"{module}:{line} uses {name}, but {_pure_part(module)} is pure: take the "
                    "moment as an argument."
                )


def names_say_what_a_module_holds(sources: Sources) -> Iterator[str]:
    """A drawer called `utils` fills with everything."""
    for module in sorted(sources.modules):
        if EMPTY_NAME.search(module.rpartition(".")[2]):
            yield f"{module} is named after nothing: name it after what it holds."


RULES: tuple[Rule, ...] = (
    imports_go_down,
    every_part_has_a_level,
    connectors_and_rules_know_the_foundation_only,
    only_wiring_knows_connectors,
    connectors_do_not_know_each_other,
    no_import_cycles,
    lazy_imports_are_listed,
    judgement_does_no_io,
    judgement_reads_no_clock,
    names_say_what_a_module_holds,
)


def _own(sources: Sources) -> Iterator[tuple[Import, str]]:
    """Imports of our own modules, with the module each loads; a package's own name is no import."""
    for imported in sources.imports:
        target = sources.target(imported)
        if target and target != imported.module:
            yield imported, target


def _level(module: str) -> int | None:
    """The level of the part with the longest name that holds the module."""
    found = [
        (len(part), level)
        for level, parts in enumerate(LEVELS)
        for part in parts
        if (module == part if part == "syncd" else inside(module, part))
    ]
    return max(found)[1] if found else None


def _allows(entry: tuple[str, str], imported: Import) -> bool:
    module, what = entry
    here = imported.module == module if module == "connectors" else inside(imported.module, module)
    return here and (what == "*" or inside(imported.name, what))


def _pure_part(module: str) -> str:
    return next(part for part in PURE if inside(module, part))


OURS = Sources.read(ROOT, "syncd", "connectors", "rules")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule: Rule) -> None:
    complaints = dict.fromkeys(rule(OURS))
    assert not complaints, "\n" + "\n".join(complaints)


PLANTED: tuple[tuple[Rule, dict[str, str], str], ...] = (
    (
        imports_go_down,
        {"syncd.due": "from syncd.outbox import Outbox", "syncd.outbox": ""},
        "syncd.due:1 imports syncd.outbox, which stands above it",
    ),
    (
        imports_go_down,
        {"syncd.model.me": "import syncd.config.file", "syncd.config.file": ""},
        "syncd.model.me:1 imports syncd.config.file",
    ),
    (every_part_has_a_level, {"syncd.attic": ""}, "syncd.attic has no place in LEVELS"),
    (
        connectors_and_rules_know_the_foundation_only,
        {"connectors.maildir": "from syncd import store", "syncd.store": "", "syncd": ""},
        "connectors.maildir:1 imports syncd.store; connectors may see",
    ),
    (
        connectors_and_rules_know_the_foundation_only,
        {"rules.rule": "import connectors.contract", "connectors.contract": ""},
        "rules.rule:1 imports connectors.contract; rules may see",
    ),
    (
        only_wiring_knows_connectors,
        {"syncd.mirror": "from connectors.ics import KIND", "connectors.ics": ""},
        "syncd.mirror:1 imports connectors.ics; only syncd.wiring may",
    ),
    (
        connectors_do_not_know_each_other,
        {"connectors.ics": "\nimport connectors.maildir.tree", "connectors.maildir.tree": ""},
        "connectors.ics:2 imports connectors.maildir.tree: put beside both",
    ),
    (
        no_import_cycles,
        {"rules.a": "import rules.b", "rules.b": "def f():\n  from rules.a import x", "rules": ""},
        "an import cycle: rules.",
    ),
    (
        lazy_imports_are_listed,
        {"syncd.cycle": "def run():\n    import sqlalchemy"},
        "syncd.cycle:2 imports sqlalchemy inside a function",
    ),
    (
        lazy_imports_are_listed,
        {"syncd.cycle": "from importlib import import_module\nx = import_module('syncd.cli')"},
        "syncd.cycle:2 imports syncd.cli inside a function",
    ),
    (
        judgement_does_no_io,
        {"syncd.compose.render": "from syncd.store import Store", "syncd.store": ""},
        "but syncd.compose is pure",
    ),
    (judgement_does_no_io, {"rules.load": "import urllib.request"}, "but rules is pure"),
    (
        judgement_reads_no_clock,
        {"syncd.due.brief": "from datetime import datetime as dt\nx = dt.now"},
        "syncd.due.brief:2 uses datetime.datetime.now",
    ),
    (
        judgement_reads_no_clock,
        {"rules.ties": "import datetime\ndef f():\n    return datetime.date.today()"},
        "rules.ties:3 uses datetime.date.today",
    ),
    (names_say_what_a_module_holds, {"syncd.text.date_utils": ""}, "is named after nothing"),
)


@pytest.mark.parametrize(("rule", "texts", "complaint"), PLANTED)
def test_a_planted_violation_is_found(rule: Rule, texts: dict[str, str], complaint: str) -> None:
    [found] = rule(Sources(texts))
    assert complaint in found


def test_every_rule_is_held_against_a_planted_violation() -> None:
    assert {rule for rule, _, _ in PLANTED} == set(RULES)


def test_what_the_layout_allows_is_not_complained_about() -> None:
    allowed = {
        "syncd": "",
        "syncd.model": "from syncd.model.me import Me",
        "syncd.model.me": "from datetime import datetime",
        "connectors.contract": "from syncd.model import Me",
        "syncd.mirror": "from connectors.contract import Item\nfrom syncd.store import Store",
        "syncd.store": "",
        "syncd.wiring": "import connectors\nfrom syncd.cycle import Cycle",
        "syncd.cycle": "from syncd.mirror import Mirror\nfrom datetime import datetime\n"
        "now = datetime.now",
        "connectors": "",
        "syncd.cli": "def run():\n    from syncd.wiring import wire",
    }
    assert [c for rule in RULES for c in rule(Sources(allowed))] == []


def test_relative_imports_are_followed() -> None:
    texts = {
        "rules": "from .rule import Rule",
        "rules.rule": "from . import load",
        "rules.load": "",
    }
    sources = Sources(texts, packages=frozenset({"rules"}))
    found = {(i.module, sources.target(i)) for i in sources.imports}
    assert found == {("rules", "rules.rule"), ("rules.rule", "rules.load")}
