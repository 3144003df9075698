"""Reads the imports out of source text. Knows nothing of the rules they are held against."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Import:
    """One import of one module, or of a name that may be one."""

    #: The importing module: ``syncd.due.brief``.
    module: str
    #: What it names, in full: ``syncd.model.Meeting``.
    name: str
    line: int
    #: Inside a function, so it happens later or never; or by `import_module`.
    lazy: bool

    @property
    def where(self) -> str:
        """Where to look."""
        return f"{self.module}:{self.line}"


class Sources:
    """Python modules by their dotted name, as text."""

    def __init__(self, texts: Mapping[str, str], packages: frozenset[str] = frozenset()) -> None:
        self._trees = {module: ast.parse(text) for module, text in texts.items()}
        #: Modules that are an ``__init__.py``: their relative imports start one level lower.
        self._packages = packages

    @classmethod
    def read(cls, root: Path, *names: str) -> Sources:
        """All modules of the named top-level packages."""
        texts, packages = {}, set()
        for path in (path for name in names for path in sorted((root / name).rglob("*.py"))):
            parts = path.relative_to(root).with_suffix("").parts
            if parts[-1] == "__init__":
                parts = parts[:-1]
                packages.add(".".join(parts))
            texts[".".join(parts)] = path.read_text("utf-8")
        return cls(texts, frozenset(packages))

    @property
    def modules(self) -> frozenset[str]:
        """The dotted names of all modules."""
        return frozenset(self._trees)

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Every import of every module."""
        return tuple(i for module in sorted(self._trees) for i in self._imports_of(module))

    def target(self, imported: Import) -> str | None:
        """The module of ours that an import loads, None for somebody else's."""
        name = imported.name
        while name and name not in self._trees:
            name = name.rpartition(".")[0]
        return name or None

    def names(self, module: str) -> Iterator[tuple[str, int]]:
        """Every imported thing the module uses, in full (``datetime.datetime.now``), and where."""
        known = dict(_aliases(self._trees[module]))
        for node in ast.walk(self._trees[module]):
            if isinstance(node, ast.Attribute | ast.Name) and (full := _full_name(node, known)):
                yield full, node.lineno

    def _imports_of(self, module: str) -> Iterator[Import]:
        for node, lazy in _walk(self._trees[module]):
            for name in self._named(module, node):
                yield Import(module, name, node.lineno, lazy or isinstance(node, ast.Call))

    def _named(self, module: str, node: ast.AST) -> Iterator[str]:
        match node:
            case ast.Import(names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(name, names, level):
                base = self._absolute(module, name or "", level)
                yield from (f"{base}.{alias.name}" for alias in names)
            case ast.Call(
                ast.Name("import_module") | ast.Attribute(attr="import_module"),
                [ast.Constant(str(name)), *_],
            ):
                yield name

    def _absolute(self, module: str, name: str, level: int) -> str:
        if not level:
            return name
        package = module if module in self._packages else module.rpartition(".")[0]
        for _ in range(level - 1):
            package = package.rpartition(".")[0]
        return f"{package}.{name}" if name else package


def inside(module: str, *parts: str) -> bool:
    """Whether a module is one of the parts or lies below one."""
    return any(module == part or module.startswith(part + ".") for part in parts)


def _walk(tree: ast.AST, *, lazy: bool = False) -> Iterator[tuple[ast.stmt | ast.expr, bool]]:
    """Every statement and expression, and whether it stands inside a function."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.stmt | ast.expr):
            yield node, lazy
        function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _walk(node, lazy=lazy or function)


def _aliases(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """What a name in the module stands for: ``dt`` for ``datetime.datetime``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (top, top)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _full_name(node: ast.expr, known: Mapping[str, str]) -> str | None:
    match node:
        case ast.Name(name):
            return known.get(name)
        case ast.Attribute(value, attr):
            owner = _full_name(value, known)
            return f"{owner}.{attr}" if owner else None
    return None
