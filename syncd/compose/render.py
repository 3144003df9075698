"""Fills a template. HTML is escaped by Jinja; text is wrapped for 80 columns.

A user's own template is run in a sandbox and stands alone: what others wrote can be neither run nor
left unescaped by it.
"""

from __future__ import annotations

import textwrap
from functools import cache

from jinja2 import PackageLoader, StrictUndefined, Template, select_autoescape
from jinja2.sandbox import SandboxedEnvironment

from syncd.compose.language import Language
from syncd.compose.page import NO_BREAK

_TEXT_COLUMNS = 76
#: Filters by which a template could leave the words of others unescaped.
_UNSAFE = ("safe",)


@cache
def environment() -> SandboxedEnvironment:
    """Where templates are run, ours and the user's."""
    made = SandboxedEnvironment(
        loader=PackageLoader("syncd.compose", "templates"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["hang"] = hang
    for name in _UNSAFE:
        del made.filters[name]
    return made


def render(template: str, language: Language, /, **values: object) -> str:
    """A template with its values, the user's own if there is one.

    ``say`` and ``counted`` in it speak the language.
    """
    words = {"language": language, "say": language.say, "counted": language.counted}
    return _template(template, language).render(**words, **values)


def _template(name: str, language: Language) -> Template:
    own = language.templates.get(name)
    return environment().get_template(name) if own is None else compiled(name, own)


@cache
def compiled(name: str, source: str) -> Template:
    """A user's template; by its name it is known whether it is HTML."""
    made = environment()
    code = made.compile(source, name, name)
    return made.template_class.from_code(made, code, made.make_globals(None))


def hang(text: str, label: str = "", indent: int = 2, column: int = 0) -> str:
    """A wrapped line: the label, then the text from ``column`` on, later lines below it."""
    first = " " * indent + (f"{label + ' ':<{column}}" if label else "")
    rest = " " * (indent + column)
    filled = textwrap.fill(
        text,
        _TEXT_COLUMNS,
        initial_indent=first if label else rest,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    # What held words together is a blank to whoever reads.
    return filled.replace(NO_BREAK, " ")
