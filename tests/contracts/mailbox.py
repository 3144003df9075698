"""What every mailbox must do. Inherit `MailboxContract` and give it a `world`.

    class TestMaildir(MailboxContract):
        @pytest.fixture
        def world(self, tmp_path: Path) -> World:
            return World(mailbox, seeder)

The seeder plays everybody else: the server that receives mail and the mail program that reads,
moves and deletes it. It looks at the account by itself, never through the mailbox under test.
"""

from __future__ import annotations

from tests.contracts.mailbox_headers import Headers
from tests.contracts.mailbox_reading import Reading
from tests.contracts.mailbox_world import (
    ARCHIVE,
    DRAFTS,
    INBOX,
    JUNK,
    NOW,
    OTHER,
    SENT,
    TRASH,
    Mirror,
    Seeder,
    World,
    a_letter,
    a_mail,
    letter_id,
    mail_id,
    message_id_of,
    with_header,
)
from tests.contracts.mailbox_writing import Writing

__all__ = [
    "ARCHIVE",
    "DRAFTS",
    "INBOX",
    "JUNK",
    "NOW",
    "OTHER",
    "SENT",
    "TRASH",
    "MailboxContract",
    "Mirror",
    "Seeder",
    "World",
    "a_letter",
    "a_mail",
    "letter_id",
    "mail_id",
    "message_id_of",
    "with_header",
]


class MailboxContract(Reading, Headers, Writing):
    """The promises of `connectors.contract.Mailbox`. A subclass overrides `world`."""
