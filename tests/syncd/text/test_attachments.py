"""Which files count as attached by a person."""

from __future__ import annotations

from email.message import EmailMessage

from syncd.text import attachments, body
from tests.builders import a_message


def a_mail() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "The checklist"
    message.set_content("Here it is.")
    return message


def names(message: EmailMessage) -> tuple[str, ...]:
    return attachments.names(body.parse(message.as_bytes()))


def test_a_file_is_named():
    message = a_mail()
    message.add_attachment(
        b"%PDF", maintype="application", subtype="pdf", filename="check list.pdf"
    )
    assert names(message) == ("check list.pdf",)


def test_a_file_without_a_name_is_still_a_file():
    message = a_mail()
    message.add_attachment(b"x", maintype="application", subtype="octet-stream")
    assert names(message) == ("a file",)


def test_what_mail_programs_add_is_nobodys_file():
    message = a_mail()
    message.add_attachment(b"BEGIN", maintype="text", subtype="calendar", filename="invite.ics")
    message.add_attachment(
        b"x", maintype="application", subtype="pgp-signature", filename="signature.asc"
    )
    assert names(message) == ()


def test_a_picture_within_the_page_is_no_file():
    message = a_mail()
    message.add_alternative("<p>Here it is.</p>", subtype="html")
    page = message.get_payload()[1]
    page.add_related(b"GIF", maintype="image", subtype="gif", cid="<logo>", filename="logo.gif")
    assert names(message) == ()


def test_plain_mail_has_none():
    assert attachments.names(body.parse(a_message())) == ()


def test_hostile_names_are_bounded():
    message = a_mail()
    message.add_attachment(
        b"x", maintype="application", subtype="pdf", filename="a\u202e" + "b" * 5000
    )
    (name,) = names(message)
    assert len(name) <= 120
    assert "\u202e" not in name


def test_at_most_so_many_are_named():
    message = a_mail()
    for number in range(60):
        message.add_attachment(
            b"x", maintype="application", subtype="pdf", filename=f"{number}.pdf"
        )
    assert len(names(message)) == 20
