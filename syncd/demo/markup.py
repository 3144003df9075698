"""How the programs that always write HTML do so: the same mail once more, as markup."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from syncd.demo.cast import Person
from syncd.demo.quoting import Quoted, attribution, outlook_head

#: A line of a source at least this long was broken to fit the file, not to end a line.
_FULL_LINE_CHARS = 58
_OUTLOOK_RULE = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"
_GMAIL_BAR = "margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"


def body_html(text: str, writer: Person, quoted: Quoted | None) -> str:
    """The inside of the HTML body of a mail; "" when the writer's program writes plain text."""
    if writer.client == "outlook":
        return _outlook(text, writer, quoted)
    if writer.client == "gmail":
        return _gmail(text, writer, quoted)
    return ""


def document(body: str, writer: Person) -> str:
    """A whole HTML document around a body, as the writer's program would."""
    if writer.client != "outlook":
        return body
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns="http://www.w3.org/TR/REC-html40">\n'
        '<head><meta name="Generator" content="Microsoft Word 15 (filtered medium)"></head>\n'
        f'<body lang="{writer.language.upper()}"><div class="WordSection1">\n{body}</div></body>\n'
        "</html>\n"
    )


def _outlook(text: str, writer: Person, quoted: Quoted | None) -> str:
    blocks = [*_paragraphs(text), *([_lines(writer.signature)] if writer.signature else [])]
    html = "".join(f'<p class="MsoNormal">{block}<o:p></o:p></p>\n' for block in blocks)
    if quoted:
        head = (f"<b>{word}:</b> {escape(value)}" for word, value in outlook_head(quoted, writer))
        html += f'<div style="{_OUTLOOK_RULE}"><p class="MsoNormal">{"<br>".join(head)}</p></div>\n'
        html += _quoted(quoted)
    return html


def _gmail(text: str, writer: Person, quoted: Quoted | None) -> str:
    html = "<div><br></div>".join(f"<div>{block}</div>" for block in _paragraphs(text))
    html = f'<div dir="ltr">{html}</div>\n'
    if writer.signature:
        html += f'<div>-- <br><div class="gmail_signature">{_lines(writer.signature)}</div></div>\n'
    if quoted:
        who = f'<div class="gmail_attr">{escape(attribution(quoted, writer))}<br></div>'
        bar = f'<blockquote class="gmail_quote" style="{_GMAIL_BAR}">{_quoted(quoted)}</blockquote>'
        html += f'<br><div class="gmail_quote">{who}{bar}</div>\n'
    return html


def _paragraphs(text: str) -> list[str]:
    return [_lines(_unwrap(block)) for block in text.strip("\n").split("\n\n")]


def _unwrap(block: str) -> str:
    lines = block.split("\n")
    joined = lines[0]
    for before, line in pairwise(lines):
        full = len(before) >= _FULL_LINE_CHARS and not line.startswith(("-", "*"))
        joined += (" " if full else "\n") + line
    return joined


def _quoted(quoted: Quoted) -> str:
    return quoted.html or f"<div>{_lines(quoted.text)}</div>\n"


def _lines(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>\n")
