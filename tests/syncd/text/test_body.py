# ruff: noqa: E501, RUF001 - mail is quoted as it comes, in any script
"""The body someone wrote, in the shapes that mail programs give it."""

from email.message import EmailMessage, Message

import pytest

from syncd.text import body
from tests.syncd.text import corpus
from tests.syncd.text.clients import SHAPES, Letter, write

TUNING = corpus.letters("tuning")


def words(text: str) -> str:
    return " ".join(text.split())


def read(text: str, name: str = "Ada Lindqvist") -> str:
    return body.written_text(text, name)


@pytest.mark.parametrize(
    ("letter", "wanted"),
    TUNING,
    ids=[f"{at}-{letter.shape}" for at, (letter, _) in enumerate(TUNING)],
)
def test_a_letter_is_read_as_it_was_written_whatever_program_sent_it(letter: Letter, wanted: str):
    assert words(body.written(body.parse(write(letter)))) == words(wanted)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_keeps_the_letter_and_lets_go_of_the_rest(shape: str):
    letter = Letter(
        shape,
        "en",
        "Ada Lindqvist <ada@nordwind.example>",
        "Hi Robin,\n\nthe boathouse is free on Thursday and the key hangs behind the door.\n\nBest,\nAda",
        quoted="Is there a place for forty people with wet shoes?",
        thread="> Is there a place for forty people with wet shoes?\n\nThere is.",
    )
    found = words(body.written(body.parse(write(letter))))
    assert "the boathouse is free on Thursday and the key hangs behind the door." in found
    assert "wet shoes" not in found
    assert OTHER_WORDS.isdisjoint(found.split())


OTHER_WORDS = {
    "wrote:",
    "Subject:",
    "Sent:",
    "Unsubscribe",
    "CONFIDENTIALITY",
    "Passcode:",
    "-----Original",
}


class TestAttributions:
    @pytest.mark.parametrize(
        "line",
        [
            "On Tue, Nov 3, 2026 at 10:00 AM Robin Doe <robin@example.com> wrote:",
            "On 3 Nov 2026, at 10:00, Robin Doe wrote:",
            "On 11/3/26 10:00, Robin Doe wrote:",
            "Robin Doe <robin@example.com> wrote:",
            "Robin Doe wrote on 03/11/2026 10:00:",
            "Am 03.11.2026 um 10:00 schrieb Robin Doe:",
            "Am Di., 3. Nov. 2026 um 10:00 Uhr schrieb Robin Doe <robin@example.com>:",
            "Robin Doe <robin@example.com> schrieb am Di., 3. Nov. 2026, 10:00:",
            "Am Dienstag, 3. November 2026 hat Robin Doe <robin@example.com> geschrieben:",
            "Le mar. 3 nov. 2026 à 10:00, Robin Doe <robin@example.com> a écrit :",
            "El mar, 3 nov 2026 a las 10:00, Robin Doe (<robin@example.com>) escribió:",
            "Em ter., 3 de nov. de 2026 às 10:00, Robin Doe <robin@example.com> escreveu:",
            "Il giorno mar 3 nov 2026 alle ore 10:00 Robin Doe <robin@example.com> ha scritto:",
            "Op di 3 nov 2026 om 10:00 schreef Robin Doe <robin@example.com>:",
            "Den tis 3 nov. 2026 kl 10:00 skrev Robin Doe <robin@example.com>:",
            "W dniu 3.11.2026 o 10:00, Robin Doe napisał:",
            "2026-11-03 10:00 GMT+01:00 Robin Doe <robin@example.com>:",
            "Quoting Robin Doe <robin@example.com>:",
            "Zitat von Robin Doe <robin@example.com>:",
            "Robin Doe <robin@example.com> 于2026年11月3日周二 10:00写道\uff1a",
            "2026年11月3日(火) 10:00 Robin Doe <robin@example.com>:",
            "---- On Tue, 03 Nov 2026 10:00:00 +0100 Robin Doe <robin@example.com> wrote ----",
        ],
    )
    def test_the_line_that_announces_a_quote_goes_with_it(self, line: str):
        assert read(f"Thursday is better.\n\n{line}\n\n> Tuesday?\n") == "Thursday is better."

    @pytest.mark.parametrize(
        "wrapped",
        [
            "On Tue, Nov 3, 2026 at 10:00 AM Robin Doe <robin@example.com>\nwrote:",
            "On Tue, Nov 3, 2026 at 10:00 AM Robin Doe <\nrobin@example.com> wrote:",
            "Am Mo., 15. Jan. 2026, 17:03 schrieb Robin Doe <\nrobin@example.com>:",
            "Le mar. 3 nov. 2026 à 10:00, Robin Doe\n<robin@example.com> a\nécrit :",
            "El mar, 3 nov 2026 a las 10:00, Robin Doe (<\nrobin@example.com>) escribió:",
        ],
    )
    def test_an_announcement_may_be_wrapped(self, wrapped: str):
        assert read(f"Thursday is better.\n\n{wrapped}\n\n> Tuesday?\n") == "Thursday is better."

    def test_the_line_above_a_wrapped_announcement_stays(self):
        text = "Thanks for the note.\nOn Tue, Nov 3, 2026 at 10:00 AM Robin <r@example.com>\nwrote:\n> hi\n"
        assert read(text) == "Thanks for the note."

    def test_what_follows_an_announcement_without_quote_marks_is_quoted_too(self):
        text = "Thursday.\n\nOn Tuesday, November 3, 2026, 10:00 AM, Robin <r@example.com> wrote:\n\nTuesday?\n\nRobin"
        assert read(text) == "Thursday."

    @pytest.mark.parametrize(
        "sentence",
        [
            "On Monday I wrote: we should wait. I still think so.",
            'In her mail of 3 Nov 2026 she wrote:\n"we go"\nand I agree.',
            "My grandfather wrote:\nnever trust a river.",
            "She schrieb immer nur: ja.",
        ],
    )
    def test_a_sentence_about_writing_is_the_writers_own(self, sentence: str):
        assert words(read(f"Hi,\n\n{sentence}\n\nAda")) == words(f"Hi,\n\n{sentence}\n\nAda")


class TestHeaderBlocks:
    @pytest.mark.parametrize(
        "block",
        [
            "From: Robin Doe [mailto:robin@example.com]\nSent: Tuesday, November 3, 2026 10:00 AM\nTo: Ada\nSubject: Coffee?",
            "From: Robin Doe <robin@example.com>\nDate: Tuesday, 3 November 2026 at 10:00\nTo: Ada\nSubject: Coffee?",
            "*From:* Robin Doe <robin@example.com>\n*Sent:* Tuesday, November 3, 2026\n*To:* Ada\n*Subject:* Coffee?",
            "________________________________\nFrom: Robin <r@example.com>\nSent: Tuesday\nTo: Ada\nSubject: Coffee?",
            "-----Original Message-----\nFrom: Robin\nSent: Tuesday, November 3, 2026",
            "-----Ursprüngliche Nachricht-----\nVon: Robin\nGesendet: Dienstag, 3. November 2026",
            "Von: Robin <r@example.com>\nGesendet: Dienstag, 3. November 2026 10:00\nAn: Ada\nCc: Jonas\nBetreff: Kaffee",
            "De : Robin <r@example.com>\nEnvoyé : mardi 3 novembre 2026 10:00\nÀ : Ada\nObjet : Café",
            "De: Robin <r@example.com>\nEnviado el: martes, 3 de noviembre de 2026 10:00\nPara: Ada\nAsunto: Café",
            "Da: Robin <r@example.com>\nInviato: martedì 3 novembre 2026 10:00\nA: Ada\nOggetto: Caffè",
            "Van: Robin <r@example.com>\nVerzonden: dinsdag 3 november 2026 10:00\nAan: Ada\nOnderwerp: Koffie",
            'Gesendet: Dienstag, 03. November 2026 um 10:00 Uhr\nVon: "Robin" <r@example.com>\nAn: ada@example.com\nBetreff: Kaffee',
            "От: Robin\nОтправлено: вторник, 3 ноября 2026 г. 10:00\nКому: Ada",
            "From: Robin <r@example.com>\nSent: Tuesday\nTo: Ada <a@example.com>;\n Jonas <j@example.com>; Priya <p@example.com>\nSubject: Coffee?",
        ],
    )
    def test_everything_from_the_copied_headers_on_is_somebody_elses(self, block: str):
        assert read(f"Thursday is better.\n\n{block}\n\nTuesday?\n\nRobin") == "Thursday is better."

    def test_a_travel_plan_is_no_header_block(self):
        plan = "Here is the plan.\n\nFrom: Berlin\nTo: Hamburg\nDate: 3 May\n\nSee you there"
        assert read(plan) == plan

    def test_answers_between_quotes_under_a_header_block_stay(self):
        text = "-----Original Message-----\nFrom: Robin <r@example.com>\nSent: Tuesday\n\n> Tuesday?\n\nNo, Thursday.\n\n> Where?\n\nHere."
        assert words(read(text)) == "No, Thursday. Here."


class TestForwards:
    @pytest.mark.parametrize(
        "marker",
        [
            "---------- Forwarded message ---------",
            "-------- Forwarded Message --------",
            "-------- Weitergeleitete Nachricht --------",
            "-------- Message transféré --------",
            "Begin forwarded message:",
            "Anfang der weitergeleiteten Nachricht:",
            "Début du message réexpédié :",
        ],
    )
    def test_a_forward_with_a_comment_is_the_comment(self, marker: str):
        text = f"Worth a look.\n\n{marker}\nFrom: Robin <r@example.com>\nDate: 3 Nov 2026\nSubject: x\n\nLong story."
        assert read(text) == "Worth a look."

    def test_a_forward_without_a_comment_is_nothing(self):
        assert (
            read(
                "---------- Forwarded message ---------\nFrom: R <r@example.com>\nSubject: x\n\nStory."
            )
            == ""
        )

    def test_words_about_an_original_message_are_no_divider(self):
        text = "The original message\nwas lost in the move, sadly.\n\nAda"
        assert read(text) == text


class TestQuotes:
    def test_answers_between_quotes_stay_and_quotes_go(self):
        text = "> Who?\n\nMe.\n\n>> When?\n> Soon?\n\nTomorrow."
        assert read(text) == "Me.\n\nTomorrow."

    def test_a_line_that_the_mailbox_file_escaped_is_no_quote(self):
        assert (
            read("Hi,\n\n>From the station it is ten minutes.")
            == "Hi,\n\nFrom the station it is ten minutes."
        )

    def test_a_message_of_nothing_but_quotes_is_nothing(self):
        assert read("> all\n> of\n> it\n") == ""

    def test_groupwise_arrows_begin_the_quote(self):
        assert (
            read("Yes.\n\n>>> Robin Doe <r@example.com> 03.11.2026 10:00 >>>\nTuesday?") == "Yes."
        )


class TestEndings:
    def test_the_sign_off_and_the_typed_name_belong_to_the_letter(self):
        text = "See you.\n\nWarm regards,\nAda\n\nAda Lindqvist\nHead of Data, Nordwind\n+49 30 1234567"
        assert read(text) == "See you.\n\nWarm regards,\nAda"

    def test_a_postscript_stays(self):
        text = "See you.\n\nBest,\nAda\n\nP.S. Bring the book."
        assert read(text) == text

    def test_a_question_after_thanks_is_no_signature(self):
        text = "Hi Robin,\n\nthanks!\n\nCould you also send the list?\n\nAda"
        assert read(text) == text

    def test_an_address_in_the_letter_is_no_signature(self):
        text = "We meet here:\n\nNordwind GmbH\nAm Kai 3\n20457 Hamburg\n\nThe door is on the left, please ring twice.\n\nAda"
        assert read(text) == text

    def test_dashes_between_two_parts_of_a_letter_are_no_delimiter(self):
        text = "Two things:\n--\nThe first is long and needs a full sentence to be told.\n--\nThe second is not."
        assert read(text) == text

    def test_the_real_delimiter_ends_the_letter(self):
        assert (
            read("Yes.\n\n-- \nAnything at all, even a sentence that goes on for quite a while.")
            == "Yes."
        )

    @pytest.mark.parametrize(
        "line",
        [
            "Sent from my iPhone",
            "Von meinem iPhone gesendet",
            "Envoyé de mon iPhone",
            "Enviado desde mi iPhone",
            "Enviado do meu iPhone",
            "Inviato da iPhone",
            "Verstuurd vanaf mijn iPhone",
            "Get Outlook for iOS<https://aka.ms/o0ukef>",
            "Sent from Yahoo Mail on Android",
            "Sent from Mail for Windows",
            "Sent with Proton Mail secure email.",
            "Gesendet von Outlook für Android",
            "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
            "[cid:image001.png@01D9ABCD]",
            "[image: Logo]",
        ],
    )
    def test_what_the_program_adds_goes(self, line: str):
        assert read(f"On my way.\n\n{line}\n") == "On my way."

    def test_a_sentence_about_a_phone_stays(self):
        text = "The photograph was sent from my brother's house."
        assert read(text) == text


class TestMachines:
    @pytest.mark.parametrize(
        "words_of_a_lawyer",
        [
            "CONFIDENTIALITY NOTICE: This e-mail is confidential. If you are not the intended recipient, delete it.",
            "Disclaimer\n\nThe information in this communication is confidential and intended solely for the recipient.",
            "This email and any attachments are confidential and may be legally privileged. Unauthorised use is prohibited.",
            "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Empfänger sind, löschen Sie sie.",
            "Ce message et ses pièces jointes sont confidentiels et réservés à leur destinataire.",
            "Este mensaje es confidencial. Si no es usted el destinatario, le rogamos que lo borre.",
            "Dit bericht is vertrouwelijk en alleen bestemd voor de geadresseerde.",
        ],
    )
    def test_disclaimers_go(self, words_of_a_lawyer: str):
        assert (
            read(f"Signed, see attachment.\n\nAda\n\n{words_of_a_lawyer}\n")
            == "Signed, see attachment.\n\nAda"
        )

    def test_a_remark_about_confidence_stays(self):
        text = "This message is confidential, please do not share it with Tom.\n\nThe plan is on page 3.\n\nAda"
        assert read(text) == text

    def test_a_question_about_unsubscribing_stays(self):
        text = "To unsubscribe people from the list we need a form. Who builds it?\n\nAda"
        assert read(text) == text

    @pytest.mark.parametrize(
        "footer",
        [
            '-- \nYou received this message because you are subscribed to the Google Groups "x" group.\nTo unsubscribe, send an email.',
            "_______________________________________________\nOpen-data mailing list\nOpen-data@lists.example.org\nhttps://lists.example.org/mailman/listinfo/x",
            "You are receiving this email because you signed up.\nUnsubscribe | View in browser",
            "Sie erhalten diese E-Mail, weil Sie sich angemeldet haben.\nAbmelden",
            "Unsubscribe here: https://news.example/u",
        ],
    )
    def test_list_footers_go(self, footer: str):
        assert read(f"The meetup is on the 3rd.\n\n{footer}\n") == "The meetup is on the 3rd."

    def test_a_warning_at_the_top_goes(self):
        text = "CAUTION: This email originated from outside of the organization. Do not click links.\n\nHi Robin,\n\nyes.\n\nAda"
        assert read(text) == "Hi Robin,\n\nyes.\n\nAda"

    def test_a_warning_by_the_writer_stays(self):
        text = "Attention: the door sticks.\n\nAda"
        assert read(text) == text


class TestMime:
    def test_html_is_preferred_because_it_says_what_is_quoted(self):
        message = EmailMessage()
        message["From"] = "Ada <ada@example.com>"
        message.set_content("Yes.\n\nOld words without any mark\n")
        message.add_alternative(
            '<div>Yes.</div><blockquote type="cite">Old words without any mark</blockquote>',
            subtype="html",
        )
        assert body.written(message) == "Yes."

    def test_plain_text_is_read_when_the_html_holds_nothing(self):
        message = EmailMessage()
        message.set_content("Yes.")
        message.add_alternative("<html><body><img src='x.gif'></body></html>", subtype="html")
        assert body.written(message) == "Yes."

    def test_attachments_are_not_read(self):
        message = EmailMessage()
        message.set_content("See attachment.")
        message.add_attachment("secret list", filename="list.txt")
        assert body.written(message) == "See attachment."

    def test_an_attached_message_is_not_read(self):
        inner = EmailMessage()
        inner.set_content("Old story.")
        message = EmailMessage()
        message.set_content("See below.")
        message.add_attachment(inner)
        assert body.written(message) == "See below."

    def test_text_around_an_inline_picture_is_read_whole(self):
        raw = (
            b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nLook:\n"
            b"--x\nContent-Type: image/png\nContent-Disposition: inline\n\nAAAA\n"
            b"--x\nContent-Type: text/plain\n\nNice, no?\n--x--\n"
        )
        assert body.written(body.parse(raw)) == "Look:\n\nNice, no?"

    def test_a_message_of_the_old_kind_is_read_as_well(self):
        message = Message()
        message["From"] = "Ada <ada@example.com>"
        message.set_payload("Größe — gut.\n\n> old\n")
        assert body.written(message) == "Größe — gut."

    def test_a_message_without_text_is_nothing(self):
        assert body.written(EmailMessage()) == ""
        assert body.written(body.parse(b"")) == ""


def test_the_signature_is_left_in_on_request_with_its_links():
    message = EmailMessage()
    message.set_content(
        '<p>Yes.</p><p>-- <br>Ada Lindqvist<br><a href="https://linkedin.example/ada">LinkedIn</a></p>'
        '<blockquote type="cite">old</blockquote>',
        subtype="html",
    )
    assert (
        body.signed(message) == "Yes.\n\n--\nAda Lindqvist\nLinkedIn <https://linkedin.example/ada>"
    )
