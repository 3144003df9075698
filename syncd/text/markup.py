"""HTML mail as lines: what a reader sees, how deep it is quoted, and what is signature.

lxml does the parsing: it takes what the standard library's parser needs minutes for (thousands of
unclosed comments), and stops at a depth no mail program writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from syncd.text.line import MAX_CHARS, MAX_LINES, Line, clean

#: Markup read of one part. Word writes ten bytes of it for each that is seen.
MAX_MARKUP_CHARS = 1_500_000
MAX_TAGS = 50_000

_SKIPPED = frozenset(
    "head style script title template noscript svg math select textarea iframe object audio "
    "video canvas map xml".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table "
    "tbody tfoot thead tr ul".split()
)
#: Blocks with an empty line around them.
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl pre table blockquote".split())
_CELLS = frozenset({"td", "th"})

#: What mail programs put around what they quote, by class, id or name.
_QUOTE_MARKS = re.compile(
    r"yahoo_quoted|moz-forward-container|moz-cite-prefix|moz-email-headers-table|gmail_attr\b"
    r"|protonmail_quote|tutanota_quote|zmail_extra\b|blockquote_zmail|OLK_SRC_BODY_SECTION"
    r"|ms-outlook-mobile-reference-message|mail-editor-reference-message-container"
    r"|mailru-blockquote|replyBody|\breply-intro\b"
)
#: Where Outlook on the web begins to quote; what follows is somebody else's to the end.
_CUT_MARKS = re.compile(r"\b(?:x_)?(?:divRplyFwdMsg|appendonsend)\b")
#: Containers that mail programs put around a signature, by class or id.
_SIGNATURE_MARKS = re.compile(
    r"\b(?:gmail_signature|gmail_signature_prefix|moz-signature|AppleMailSignature|x_Signature"
    r"|ms-outlook-mobile-signature|ymail_android_signature|yahoo_signature|yahoo-signature"
    r"|protonmail_signature_block|tutanota_signature|signature_block|email-signature"
    r"|mail_android_signature|signature-container|sh-signature)\b"
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|font-size\s*:\s*0(?![.\d])|max-height\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
#: A blockquote that only moves text to the right: Gmail's and Outlook's "increase indent".
_INDENT = re.compile(r"border\s*:\s*none|border-width\s*:\s*0|margin-left\s*:\s*\d+px\s*;?\s*$")
_NO_MARGIN = re.compile(r"(?:^|;)\s*margin(?:-top|-bottom)?\s*:\s*0", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_ASIDE = re.compile(r"(?: ?>)+ ?")


@dataclass(slots=True)
class _State:
    """What is in force at a place in the tree."""

    depth: int = 0
    signature: bool = False
    hidden: bool = False
    preformatted: bool = False
    #: Of an ordered list: how many items it has so far; None elsewhere.
    items: int | None = None


class _Page:
    """The lines as they come; a line is open until a block begins or ends."""

    def __init__(self, *, links: bool) -> None:
        self.lines: list[Line] = []
        self.links = links
        self._open: list[str] = []
        self._spacer = False
        self._chars = 0
        self._cut = 0

    @property
    def full(self) -> bool:
        return len(self.lines) >= MAX_LINES or self._chars >= MAX_CHARS

    def cut(self, state: _State) -> None:
        """Everything from here on is quoted."""
        self.end_line(state)
        self._cut = 1

    def write(self, text: str | None, state: _State) -> None:
        if not text or state.hidden or self.full:
            return
        self._spacer = self._spacer or "\u00a0" in text
        text = clean(text)
        if not state.preformatted:
            self._append(_SPACE.sub(" ", text))
            return
        first, *rest = text.split("\n")
        self._append(first)
        for row in rest[:MAX_LINES]:
            self.end_line(state, empty=True)
            self._append(row)

    def end_line(self, state: _State, *, empty: bool = False) -> None:
        """Close the open line; ``empty`` keeps one that holds nothing (a <br>)."""
        empty = empty or self._spacer
        self._spacer = False
        text = "".join(self._open)
        self._open = []
        text = text.rstrip() if state.preformatted else text.strip()
        if text or empty:
            self._emit(text, state)

    def gap(self, state: _State) -> None:
        """An empty line, unless there is one."""
        if self.lines and not self.lines[-1].blank:
            self._emit("", state)

    def _append(self, text: str) -> None:
        if self._open or text.strip():
            self._open.append(text)
            self._chars += len(text)

    def _emit(self, text: str, state: _State) -> None:
        depth = state.depth + self._cut
        if mark := _ASIDE.match(text):
            depth += mark.group().count(">")
            text = text[mark.end() :]
        self.lines.append(Line(text, depth, state.signature))


def lines(markup: str, *, links: bool = False) -> list[Line]:
    """The lines of an HTML body; ``links`` writes addresses behind their words, in ``<>``."""
    root = _parse(_bounded(markup))
    page = _Page(links=links)
    if root is not None:
        _walk(root, page)
    return page.lines


def _bounded(markup: str) -> str:
    """Up to the last tag that is read: the parser is slow on markup that is nothing but tags."""
    at = 0
    for _ in range(MAX_TAGS):
        at = markup.find("<", at, MAX_MARKUP_CHARS) + 1
        if not at:
            return markup[:MAX_MARKUP_CHARS]
    return markup[: at - 1]


def _parse(markup: str) -> Any:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True
    )
    data = markup.replace("\x00", "").encode("utf-8", "replace")
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _walk(root: Any, page: _Page) -> None:
    states = [_State()]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            _start(tag, element, page, states)
        else:
            _end(tag, element, page, states)
        if page.full:
            break
    page.end_line(states[-1])


def _start(tag: str, element: Any, page: _Page, states: list[_State]) -> None:
    outer = states[-1]
    state = _entered(tag, element, outer)
    if (tag in _BLOCKS or tag == "br") and not state.hidden:
        page.end_line(outer, empty=tag == "br")
    if tag in _SPACED and not state.hidden and not _tight(element):
        page.gap(outer)
    if _CUT_MARKS.search(_name(element)):
        page.cut(outer)
    states.append(state)
    if tag == "li" and not state.hidden:
        page.write(_bullet(outer), state)
    page.write(element.text, state)


def _end(tag: str, element: Any, page: _Page, states: list[_State]) -> None:
    state = states.pop()
    if page.links and tag == "a":
        page.write(_target(element), state)
    if tag in _BLOCKS and not state.hidden:
        page.end_line(state)
    if tag in _SPACED and not state.hidden and not _tight(element):
        page.gap(states[-1])
    if tag in _CELLS:
        page.write(" ", states[-1])
    page.write(element.tail, states[-1])


def _entered(tag: str, element: Any, outer: _State) -> _State:
    name = _name(element)
    style = (element.get("style") or "")[:1000]
    return _State(
        depth=outer.depth + _quotes(tag, element, name, style),
        signature=outer.signature or _signs(element, name),
        hidden=outer.hidden or tag in _SKIPPED or _unseen(element, style),
        preformatted=outer.preformatted or tag == "pre" or "pre-wrap" in style,
        items=0 if tag == "ol" else None,
    )


def _name(element: Any) -> str:
    """Class and id, by which mail programs know their own elements."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:300]


def _quotes(tag: str, element: Any, name: str, style: str) -> bool:
    """Whether an element holds somebody else's words."""
    if tag == "blockquote":
        return not _indented(element, style)
    if "gmail_quote" in name:
        return all(child.tag != "blockquote" for child in element)
    return bool(_QUOTE_MARKS.search(name)) or element.get("name") == "quote"


def _indented(element: Any, style: str) -> bool:
    cited = element.get("type") == "cite" or element.get("cite") or element.get("class")
    return not cited and bool(_INDENT.search(style))


def _signs(element: Any, name: str) -> bool:
    if len(name) == 1:
        return element.get("data-signatureblock") is not None
    return element.get("id") == "Signature" or bool(_SIGNATURE_MARKS.search(name))


def _unseen(element: Any, style: str) -> bool:
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _tight(element: Any) -> bool:
    """Word's paragraphs, and those with their margin taken away, have no empty line around."""
    kind = element.get("class") or ""
    return (
        "Mso" in kind
        or bool(_NO_MARGIN.search((element.get("style") or "")[:1000]))
        or (
            element.tag in {"table", "ul", "ol"}
            and element.getparent() is not None
            and element.getparent().tag in {"li", "td", "th"}
        )
    )


def _bullet(listing: _State) -> str:
    if listing.items is None:
        return "- "
    listing.items += 1
    return f"{min(listing.items, 99)}. "


def _target(element: Any) -> str:
    href = (element.get("href") or "").strip()
    shown = "".join(islice(element.itertext(), 20))[:2000].strip()
    if not href.startswith(("http:", "https:", "tel:")) or href == shown:
        return ""
    return f" <{href[:500]}>"
