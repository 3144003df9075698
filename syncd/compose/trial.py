"""Tries a user's own template on made-up letters: only what can be filled in gets into a letter."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import replace

from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from syncd.compose.language import Language
from syncd.compose.render import environment
from syncd.compose.samples import SAMPLES, TAG, Sample
from syncd.model.validation import nearest

#: The two parts of a letter.
PARTS = ("-body.txt", "-body.html")
_GIVEN = frozenset({"language", "say", "counted"})
_ALONE = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
#: What a template can do wrong when it is filled in.
_FAILURES = (
    *(TemplateError, LookupError, TypeError, ValueError, AttributeError),
    *(ArithmeticError, AssertionError, RecursionError),
)
_UNESCAPED = (nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)


def letter_of(file: str) -> str:
    """The name of the letter that a template is for; "" when its file is called after none."""
    part = next((part for part in PARTS if file.endswith(part)), "")
    return file.removesuffix(part) if part else ""


def mistakes(file: str, source: str, language: Language) -> Iterator[tuple[int, str]]:
    """(line, what is wrong) of a template; one that is named after no letter is a follow-up's.

    What is wrong with the whole of it has line 0.
    """
    letter = letter_of(file)
    sample = SAMPLES.get(letter, SAMPLES["follow-up"])
    try:
        tree = environment().parse(source, file, file)
        environment().compile(source, file, file)
    except TemplateSyntaxError as error:
        yield error.lineno, error.message or "is no template"
        return
    found = [*_forbidden(tree), *_unknown(tree, sample), *_unsayable(tree, language)]
    yield from sorted(found) or _tried(file, source, sample, language)


def _forbidden(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    for node in tree.find_all(_ALONE):
        yield node.lineno, "a template stands alone: it cannot include, import or extend another"
    for node in tree.find_all(_UNESCAPED):
        yield node.lineno, "escaping cannot be switched off: the words of others are in the letter"


def _unknown(tree: nodes.Template, sample: Sample) -> Iterator[tuple[int, str]]:
    known = sample.variables | _GIVEN
    unknown = find_undeclared_variables(tree) - known - set(environment().globals)
    for node in tree.find_all(nodes.Name):
        if node.name in unknown:
            told = f"{node.name} is not given here, only {', '.join(sorted(known))}."
            yield node.lineno, told + nearest(node.name, known)


def _unsayable(tree: nodes.Template, language: Language) -> Iterator[tuple[int, str]]:
    for call in tree.find_all(nodes.Call):
        speaks = isinstance(call.node, nodes.Name) and call.node.name in ("say", "counted")
        name = call.args[0] if speaks and call.args else None
        if isinstance(name, nodes.Const) and name.value not in language.phrases:
            hint = nearest(str(name.value), language.phrases)
            yield call.lineno, f'there is no phrase "{name.value}".{hint}'


def _tried(file: str, source: str, sample: Sample, language: Language) -> Iterator[tuple[int, str]]:
    """What goes wrong when the sample letters are written with it."""
    letter = letter_of(file)
    other = {} if letter in SAMPLES else {f"{letter}{part}": "" for part in PARTS}
    own = replace(language, templates=other | {file: source})
    try:
        letters = sample.write(own, letter)
    except _FAILURES as error:
        yield _line(error, file), _told(error)
        return
    if any(TAG in letter.html for letter in letters):
        yield 0, "lets the words of others through unescaped"


def _line(error: Exception, file: str) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == file), 0)


def _told(error: Exception) -> str:
    if isinstance(error, TemplateError):
        return error.message or "cannot be filled in"
    if isinstance(error, KeyError):
        return f"a phrase lacks its gap {error}"
    return f"cannot be filled in: {error}"
