"""``when``: expressions in the language of rule-engine, checked when rules load.

Names and types are those of `rules.facts`. What depends on the clock or on chance, and what could
take long, is refused. This module is imported only when a rule has a `when`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import rule_engine
from rule_engine import ast
from rule_engine.builtins import Builtins
from rule_engine.errors import EngineError, SymbolResolutionError

from rules.facts import LONG_CHARS, SHORT_CHARS, VOCABULARY, Facts
from rules.patterns import refuse_slow
from syncd.model.validation import nearest

LONGEST_EXPRESSION = 500
_TYPES = {
    "str": rule_engine.DataType.STRING,
    "int": rule_engine.DataType.FLOAT,
    "float": rule_engine.DataType.FLOAT,
    "bool": rule_engine.DataType.BOOLEAN,
    "datetime": rule_engine.DataType.DATETIME,
    "tuple[str, ...]": rule_engine.DataType.ARRAY(rule_engine.DataType.STRING),
}
_TYPE_NAMES = {
    "str": "a text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "datetime": "a moment",
    "tuple[str, ...]": "a list of texts",
}
BUILTINS = ("any", "all", "abs", "min", "max")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""")
_COSTLY = re.compile(r"<<|>>|\*\*")
_MATCH = re.compile(r"(?:=~~?|!~~?)\s*")
_LITERAL = re.compile(r""" *[rs]?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(?!\s*\+)""")


def type_names() -> dict[str, str]:
    """Name of each fact -> its type, as a person would say it."""
    return {f.name: _TYPE_NAMES[str(f.type)] for f in fields(Facts) if f.name in VOCABULARY}


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression."""

    text: str
    #: The facts it speaks of.
    names: tuple[str, ...]
    _rule: Any

    def holds(self, facts: Facts) -> bool:
        """Whether it is true of the facts; one that fails, dividing by zero, is not."""
        try:
            return bool(self._rule.matches(facts))
        except EngineError:
            return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


def read(text: object) -> Expression:
    """Check an expression. Raises ValueError saying what is wrong and what is allowed."""
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_EXPRESSION:
        raise ValueError(f"an expression is a text of 1 to {LONGEST_EXPRESSION} characters")
    _refuse_before_reading(text)
    try:
        rule = rule_engine.Rule(text, context=_context())
    except SymbolResolutionError as error:
        name = error.symbol_name
        raise ValueError(f'there is no "{name}" to speak of.{nearest(name, VOCABULARY)}') from None
    except (EngineError, ArithmeticError, RecursionError, ValueError) as error:
        raise ValueError(_told(error, text)) from None
    nodes = list(_walk(rule.statement.expression))
    _refuse(rule.statement.expression, nodes, text)
    spoken = {n.name for n in nodes if isinstance(n, ast.SymbolExpression)} & set(VOCABULARY)
    return Expression(text, tuple(sorted(spoken, key=text.find)), rule)


def _context() -> Any:
    context = rule_engine.Context(
        resolver=getattr,
        type_resolver={f.name: _TYPES[str(f.type)] for f in fields(Facts) if f.name in VOCABULARY},
        default_timezone=datetime.UTC,
    )
    usual = context.builtins
    context.builtins = Builtins(
        {name: usual[name] for name in BUILTINS},
        timezone=datetime.UTC,
        value_types={name: usual.resolve_type(name) for name in BUILTINS},
    )
    return context


def _told(error: Exception, text: str) -> str:
    message = str(getattr(error, "message", "") or error)
    if "data type mismatch" in message:
        types = type_names()
        spoken = [name for name in types if re.search(rf"\b{name}\b", text)]
        return "types do not fit: " + ", ".join(f"{name} is {types[name]}" for name in spoken) + "."
    return f"{message.rstrip('.')}."


def _refuse_before_reading(text: str) -> None:
    """Refuse what would already be costly to read, since constants are worked out at once."""
    if _COSTLY.search(_QUOTED.sub("", text)):
        raise ValueError("<<, >> and ** are not allowed")
    chars = max(LONG_CHARS, LONGEST_EXPRESSION) if "description" in text else SHORT_CHARS
    for sign in _MATCH.finditer(text):
        literal = _LITERAL.match(text, sign.end())
        if not literal:
            raise ValueError("behind =~ stands a regular expression in quotes")
        refuse_slow(literal[1][1:-1], chars)
        if r"\x" in literal[1] or r"\u" in literal[1]:
            raise ValueError("write the characters of a regular expression as they are")


def _refuse(expression: Any, nodes: list[Any], text: str) -> None:
    if expression.result_type != rule_engine.DataType.BOOLEAN:
        raise ValueError("an expression says something that is true or false: external_guests > 1")
    if sum(isinstance(node, ast.ComprehensionExpression) for node in nodes) > 1:
        raise ValueError("at most one [… for … in …]")
    for node in nodes:
        if isinstance(node, ast.SymbolExpression):
            _refuse_builtin(node)
        elif isinstance(node, ast.FuzzyComparisonExpression):
            _refuse_pattern(node)
        elif type(node) is ast.ComparisonExpression:
            _refuse_unlike(node, text)


def _refuse_builtin(node: Any) -> None:
    if node.scope == Builtins.scope_name and node.name not in BUILTINS:
        allowed = ", ".join(f"${name}" for name in BUILTINS)
        raise ValueError(f"there is no ${node.name} here. Allowed: {allowed}.")


def _refuse_pattern(node: Any) -> None:
    left, right = node.left, node.right
    if isinstance(left, ast.GetAttributeExpression):
        left = left.object
    if not isinstance(left, ast.SymbolExpression) or not isinstance(right, ast.StringExpression):
        problem = '=~ compares a fact with a regular expression: title =~ "^Re"'
        raise ValueError(problem)  # noqa: TRY004 (pydantic wants ValueError)


def _refuse_unlike(node: Any, text: str) -> None:
    left, right = node.left.result_type, node.right.result_type
    loose = (rule_engine.DataType.UNDEFINED, rule_engine.DataType.NULL)
    if left != right and left not in loose and right not in loose and not left.is_compound:
        raise ValueError(_told(EngineError("data type mismatch"), text))


def _walk(node: Any) -> Iterator[Any]:
    yield node
    slots = [slot for kind in type(node).__mro__ for slot in getattr(kind, "__slots__", ())]
    for name in {*slots, *getattr(node, "__dict__", {})}:
        value = getattr(node, name, None)
        for part in value if isinstance(value, list | tuple | set | frozenset) else (value,):
            if isinstance(part, ast.ASTNodeBase):
                yield from _walk(part)
