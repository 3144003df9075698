"""HTML as lines."""

import pytest

from syncd.text import markup
from syncd.text.line import MAX_LINES, joined


def text(html: str, *, links: bool = False) -> str:
    return joined(markup.lines(html, links=links))


def depths(html: str) -> list[tuple[int, str]]:
    return [(line.depth, line.text) for line in markup.lines(html) if not line.blank]


class TestText:
    @pytest.mark.parametrize(
        ("html", "shown"),
        [
            ("one<br>two", "one\ntwo"),
            ("one<br><br>two", "one\n\ntwo"),
            ("<div>one</div><div>two</div>", "one\ntwo"),
            ("<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"),
            ("<div>one<br></div><div>two</div>", "one\ntwo"),
            ("<p>one</p><p>two</p>", "one\n\ntwo"),
            ('<p class="MsoNormal">one</p><p class="MsoNormal">two</p>', "one\ntwo"),
            (
                '<p class="MsoNormal">one</p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">two</p>',  # noqa: E501
                "one\n\ntwo",
            ),
            ('<p style="margin:0">one</p><p style="margin:0">two</p>', "one\ntwo"),
            ("<b>bo</b>ld  and\n <i>more</i>", "bold and more"),
            ("a&nbsp;b &amp; c &lt;d&gt; &eacute; &#8217;", "a b & c <d> é ’"),
            ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
            ("<ol><li>one<li>two</ol>", "1. one\n2. two"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
            ("<pre>one\n  two</pre>", "one\n  two"),
            ("<h1>Title</h1>text", "Title\n\ntext"),
            ("<p>unclosed<div>anyway", "unclosed\n\nanyway"),
            ("no markup at all", "no markup at all"),
            ("", ""),
            ("<html></html>", ""),
            ('<?xml version="1.0" encoding="utf-16"?><p>declared</p>', "declared"),
            ("null\x00byte", "nullbyte"),
        ],
    )
    def test_is_what_a_reader_sees(self, html: str, shown: str):
        assert text(html) == shown

    @pytest.mark.parametrize(
        "hidden",
        [
            "<head><title>x</title></head>",
            "<style>p { color: red }</style>",
            "<script>alert(1)</script>",
            "<!-- a comment -->",
            "<!--[if mso]><p>only Word</p><![endif]-->",
            '<div style="display:none">x</div>',
            '<div style="DISPLAY: None !important;">x</div>',
            '<span style="font-size:0px">x</span>',
            '<div style="max-height:0;overflow:hidden">x</div>',
            '<p style="mso-hide:all">x</p>',
            '<p style="visibility:hidden">x</p>',
            "<p hidden>x</p>",
            '<div style="display:none"><div style="display:block">x</div></div>',
            "<textarea>x</textarea>",
            "<template>x</template>",
        ],
    )
    def test_what_is_not_shown_is_not_read(self, hidden: str):
        assert text(f"seen{hidden}<br>too") == "seen\ntoo"

    @pytest.mark.parametrize(
        "style", ["font-size:0.9em", "max-height:0.5em", "opacity:0.8", "margin:0"]
    )
    def test_small_is_not_hidden(self, style: str):
        assert text(f'<span style="{style}">seen</span>') == "seen"


class TestQuotes:
    @pytest.mark.parametrize(
        "container",
        [
            '<blockquote type="cite">{}</blockquote>',
            '<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{}</blockquote>',
            '<blockquote style="border-left:2px solid #ccc">{}</blockquote>',
            "<blockquote>{}</blockquote>",
            '<div id="yahoo_quoted_1" class="yahoo_quoted">{}</div>',
            '<div class="ydp1a2b3yahoo_quoted">{}</div>',
            '<div class="moz-cite-prefix">{}</div>',
            '<div class="gmail_quote"><div class="gmail_attr">{}</div></div>',
            '<div class="gmail_quote"><div>{}</div></div>',
            '<div class="protonmail_quote">{}</div>',
            '<div name="quote" style="border-left:2px solid">{}</div>',
            '<div id="mail-editor-reference-message-container">{}</div>',
            '<div id="divRplyFwdMsg">{}</div>',
            '<div id="appendonsend"></div><hr><div>{}</div>',
            "&gt; {}",
        ],
    )
    def test_containers_of_mail_programs_are_quotes(self, container: str):
        found = depths(f"mine<br>{container.format('theirs')}")
        assert [(depth > 0, text) for depth, text in found] == [(False, "mine"), (True, "theirs")]

    def test_depth_counts_containers_within_containers(self):
        html = '<blockquote type="cite">one<blockquote type="cite">two</blockquote>one again</blockquote>none'  # noqa: E501
        assert depths(html) == [(1, "one"), (2, "two"), (1, "one again"), (0, "none")]

    def test_answers_in_a_gmail_quote_are_the_writers(self):
        html = (
            '<div class="gmail_quote"><div class="gmail_attr">On Tue, R wrote:</div>'
            '<blockquote class="gmail_quote">Who?</blockquote><div>Me.</div></div>'
        )
        assert depths(html) == [(1, "On Tue, R wrote:"), (1, "Who?"), (0, "Me.")]

    @pytest.mark.parametrize(
        "style", ["margin:0 0 0 40px;border:none;padding:0px", "margin-left: 40px"]
    )
    def test_text_moved_to_the_right_is_no_quote(self, style: str):
        assert depths(f'<blockquote style="{style}">mine</blockquote>') == [(0, "mine")]

    def test_everything_after_outlooks_mark_is_quoted(self):
        html = '<div>mine</div><div id="appendonsend"></div><p>theirs</p><p>and theirs</p>'
        assert depths(html) == [(0, "mine"), (1, "theirs"), (1, "and theirs")]


class TestSignatures:
    @pytest.mark.parametrize(
        "container",
        [
            '<div class="gmail_signature" data-smartmail="gmail_signature">{}</div>',
            '<div class="moz-signature">{}</div>',
            '<div id="Signature">{}</div>',
            '<div id="ms-outlook-mobile-signature">{}</div>',
            '<div id="AppleMailSignature">{}</div>',
            '<div class="protonmail_signature_block">{}</div>',
            '<div data-signatureblock="true">{}</div>',
        ],
    )
    def test_containers_of_mail_programs_are_marked(self, container: str):
        lines = [
            line
            for line in markup.lines(f"<div>mine</div>{container.format('Ada')}")
            if not line.blank
        ]
        assert [(line.text, line.signature) for line in lines] == [("mine", False), ("Ada", True)]


class TestLinks:
    def test_are_written_behind_their_words_on_request(self):
        html = '<a href="https://example.org/a">here</a> and <a href="https://example.org">https://example.org</a>'
        assert text(html, links=True) == "here <https://example.org/a> and https://example.org"
        assert text(html) == "here and https://example.org"

    @pytest.mark.parametrize(
        "href", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.c", "#top", ""]
    )
    def test_only_addresses_on_the_web_and_phones_are(self, href: str):
        assert text(f'<a href="{href}">here</a>', links=True) == "here"

    def test_of_a_picture_are_kept_for_the_signature(self):
        assert (
            text('<a href="https://linkedin.example/ada"><img src="i.png"></a>', links=True)
            == "<https://linkedin.example/ada>"
        )


class TestBounds:
    @pytest.mark.parametrize(
        "bomb",
        [
            "<div>" * 60_000,
            "<blockquote>" * 60_000 + "x",
            "<!--" * 60_000,
            "<![CDATA[" * 30_000,
            "&" * 300_000,
            "<table><tr><td>" * 20_000,
            "<div " * 60_000,
            "<b><p>" * 30_000,
            "<a href=x>" * 60_000,
            '<p style="' + "margin:" * 50_000 + '">x',
            '<div class="gmail_quote">' * 30_000 + "<br>" * 20_000,
        ],
        ids=lambda bomb: bomb[:12],
    )
    def test_markup_that_is_made_to_hurt_is_survived(self, bomb: str):
        assert len(markup.lines(bomb)) <= MAX_LINES + 10

    def test_no_more_tags_are_read_than_a_letter_has(self):
        assert len(markup.lines("x<br>" * (markup.MAX_TAGS * 2))) <= MAX_LINES
