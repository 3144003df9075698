"""A delivered brief, read as its reader sees it: sections, statements, and what each cites."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import EmailMessage

from lxml import html

from tests.scenarios.world import text_of

_NUMBER = re.compile(r"\[(\d+)\]")
_LISTED = re.compile(r"\[(\d+)\]\s+(.*)")
_QUOTED = re.compile(r'"([^"]+)"')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a section: what it says, and the numbers of its sources."""

    label: str
    text: str
    numbers: tuple[int, ...]

    @property
    def quotes(self) -> list[str]:
        """What it quotes, without the marks and without the "…" of something cut."""
        return [quote.strip(" …") for quote in _QUOTED.findall(self.text.replace('""', '"'))]


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its heading."""

    heading: str
    statements: tuple[Statement, ...]
    #: What the heading itself cites.
    numbers: tuple[int, ...] = ()

    @property
    def told(self) -> str:
        """All that it says, on one line."""
        said = (f"{s.label} {s.text}".strip() for s in self.statements)
        return " ".join([self.heading, *said])


@dataclass(frozen=True, slots=True)
class BriefPage:
    """A brief, by its HTML part; ``text`` and ``markup`` are the parts as they are."""

    subject: str
    text: str
    markup: str
    parts: tuple[Part, ...]
    #: Source by its number.
    sources: dict[int, str] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """The text part above the list of sources, white space made one blank."""
        lines = self.text.splitlines()
        at = next((n for n, line in enumerate(lines) if _LISTED.match(line)), len(lines))
        return " ".join(" ".join(lines[:at]).split())

    @property
    def statements(self) -> list[tuple[Part, Statement]]:
        """Every line, with the section it stands in."""
        return [(part, statement) for part in self.parts for statement in part.statements]

    def within(self, heading: str) -> str:
        """What the sections say whose heading contains this."""
        if heading == "subject":
            return self.subject
        return " ".join(part.told for part in self.parts if heading in part.heading)

    @property
    def cited(self) -> set[int]:
        """The numbers that the text cites above the list."""
        return {int(number) for number in _NUMBER.findall(self.body)}


def read(letter: EmailMessage) -> BriefPage:
    """Read a delivered brief."""
    markup = letter.get_body(("html",)).get_content()
    tree = html.fromstring(markup)
    return BriefPage(
        subject=str(letter["Subject"]),
        text=text_of(letter),
        markup=markup,
        parts=tuple(_part(heading) for heading in tree.iter("h2")),
        sources=_sources(text_of(letter)),
    )


def words(text: str) -> list[str]:
    """The words of a text, in their order."""
    return _WORD.findall(text)


def visible(markup: str) -> str:
    """What a browser shows of an HTML page, white space as it is."""
    tree = html.fromstring(markup)
    for hidden in [*tree.iter("style"), *tree.iter("title"), *tree.iter("head")]:
        hidden.drop_tree()
    return " ".join(tree.itertext())


def _part(heading: html.HtmlElement) -> Part:
    statements = []
    for item in heading.getnext().iter("li"):
        label = " ".join(" ".join(b.itertext()) for b in item.iter("b"))
        whole = _joined(item)
        statements.append(
            Statement(
                label=label,
                text=_NUMBER.sub("", whole.removeprefix(label)).strip(),
                numbers=tuple(int(number) for number in _NUMBER.findall(whole)),
            )
        )
    told = _joined(heading)
    return Part(
        _NUMBER.sub("", told).strip(),
        tuple(statements),
        tuple(int(number) for number in _NUMBER.findall(told)),
    )


def _joined(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _sources(text: str) -> dict[int, str]:
    """The list at the end of the text part; a wrapped entry goes on below, indented."""
    listed: dict[int, str] = {}
    last = 0
    for line in text.splitlines():
        match = _LISTED.match(line)
        if match:
            last = int(match[1])
            listed[last] = match[2].strip()
        elif last and line.startswith(" "):
            listed[last] += f" {line.strip()}"
    return listed
