"""The tables. Moments are UTC, kept as ISO 8601 text that sorts; records are kept as JSON."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

from syncd.model.moments import to_utc


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; naive ones are refused on the way in."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To text."""
        return None if value is None else to_utc(value).isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From text."""
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData()

#: How far each account has been read: what is "calendar" or "mailbox".
cursors = Table(
    "cursors",
    metadata,
    Column("account", String, primary_key=True),
    Column("what", String, primary_key=True),
    Column("cursor", Text, nullable=False),
)

#: How reading each account last went, for back-off and for `syncd status`.
accounts = Table(
    "accounts",
    metadata,
    Column("account", String, primary_key=True),
    Column("what", String, primary_key=True),
    Column("last_ok", Moment),
    Column("failures", Integer, nullable=False, default=0),
    Column("error", Text, nullable=False, default=""),
    Column("next_try", Moment),
    #: When the failures in a row began, and whether only the user can end them.
    Column("failing_since", Moment),
    Column("permanent", Boolean, nullable=False, default=False),
)

#: Calendar object resources as they came, so that a series can be expanded further as time passes.
items = Table(
    "items",
    metadata,
    Column("account", String, primary_key=True),
    Column("calendar", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("etag", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("url", Text, nullable=False, default=""),
    Column("recurring", Boolean, nullable=False, default=False),
    #: A series has been expanded up to here; NULL when all of it has been.
    Column("expanded_until", Moment, index=True),
)

#: Instances of the items: one row for each calendar that shows the meeting.
meetings = Table(
    "meetings",
    metadata,
    Column("account", String, primary_key=True),
    Column("calendar", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("uid", String, primary_key=True),
    Column("recurrence_id", String, primary_key=True),
    Column("start", Moment, nullable=False),
    #: Most meetings are over: what is asked for is found by its end sooner than by its start.
    Column("end", Moment, nullable=False, index=True),
    Column("sequence", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("meetings_by_key", "uid", "recurrence_id", "sequence"),
)

#: Who is in which meeting, and what tells whether they met there, without reading the record.
attendance = Table(
    "attendance",
    metadata,
    Column("account", String, primary_key=True),
    Column("calendar", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("uid", String, primary_key=True),
    Column("recurrence_id", String, primary_key=True),
    Column("address", String, primary_key=True),
    Column("start", Moment, nullable=False),
    Column("end", Moment, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("all_day", Boolean, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    #: This person said no.
    Column("declined", Boolean, nullable=False),
    #: How many are invited.
    Column("invited", Integer, nullable=False),
    Index("attendance_by_address", "address", "declined"),
)

#: Message headers. The body only of messages that a letter needed.
messages = Table(
    "messages",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("account", String, nullable=False),
    Column("folder", String, nullable=False),
    Column("id", String, nullable=False),
    Column("role", String, nullable=False),
    Column("message_id", String, nullable=False, index=True),
    Column("in_reply_to", String, nullable=False, index=True),
    Column("refs", Text, nullable=False),
    Column("thread_id", String, nullable=False, default=""),
    Column("subject", Text, nullable=False),
    Column("sender", String, nullable=False),
    Column("sender_name", String, nullable=False),
    Column("date", Moment, nullable=False),
    Column("flags", String, nullable=False),
    Column("automatic", Boolean, nullable=False),
    Column("syncd_kind", String, nullable=False, default=""),
    Column("body", Text),
    #: With the body: its end with the signature, and the names of what is attached, one a line.
    Column("signed", Text),
    Column("attached", Text),
    #: With the body: of the writer's clock from UTC, in minutes, as the Date header has it.
    Column("utc_offset", Integer),
    Index("messages_by_place", "account", "folder", "id", unique=True),
    Index("messages_by_sender", "sender", "date"),
)

#: To and Cc of the messages.
recipients = Table(
    "recipients",
    metadata,
    Column("message", ForeignKey("messages.row", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("field", String, nullable=False),
    Column("address", String, nullable=False),
    Column("name", String, nullable=False),
    Index("recipients_by_address", "address", "message"),
)

#: Address books, one row for each address.
contacts = Table(
    "contacts",
    metadata,
    Column("account", String, primary_key=True),
    Column("address", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("organization", String, nullable=False),
    Column("title", String, nullable=False),
    #: The first address on the card: what stands on one card has it in common.
    Column("card", String, nullable=False, server_default=""),
    Index("contacts_by_address", "address"),
    Index("contacts_by_card", "card"),
)

#: Who goes by a name, folded as `syncd.model.names.key` does: where to look for the other
#: addresses of a person.
names = Table(
    "names",
    metadata,
    Column("key", String, primary_key=True),
    Column("address", String, primary_key=True),
)

#: Two addresses that are one person (or, said by hand, are not), and why. Each stands here twice,
#: once in each direction.
joins = Table(
    "joins",
    metadata,
    Column("address", String, primary_key=True),
    Column("other", String, primary_key=True),
    #: config, merge, split (said by hand), or found (in mail and address books).
    Column("kind", String, primary_key=True),
    #: The address that the person is listed under, when it was said by hand.
    Column("main", String, nullable=False),
    Column("certain", Boolean, nullable=False),
    #: In words, with where it was read.
    Column("reason", Text, nullable=False),
    Column("source", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("dated", Moment),
    #: The address they asked to use from now on.
    Column("moved_to", String, nullable=False),
)

#: Who arranges meetings for somebody else, and where that was read.
assistants = Table(
    "assistants",
    metadata,
    Column("address", String, primary_key=True),
    #: The name of the one they arrange for.
    Column("boss", String, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("source", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("dated", Moment),
)

#: Salted hashes of addresses that are to be known no more: see `syncd.store.forgotten`.
forgotten = Table(
    "forgotten",
    metadata,
    Column("mark", String, primary_key=True),
    Column("forgotten_at", Moment, nullable=False),
)

#: When a mailbox that is not mirrored was last asked for the mail with someone.
asked = Table(
    "asked",
    metadata,
    Column("account", String, primary_key=True),
    Column("address", String, primary_key=True),
    Column("asked_at", Moment, nullable=False),
)

#: What the rules last said, to tell when they say something else.
verdicts = Table(
    "verdicts",
    metadata,
    Column("uid", String, primary_key=True),
    Column("recurrence_id", String, primary_key=True),
    Column("networking", Boolean, nullable=False),
    Column("rule", String, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("judged_at", Moment, nullable=False),
)

#: Letters. The primary key is the promise that each exists once.
deliveries = Table(
    "deliveries",
    metadata,
    Column("kind", String, primary_key=True),
    Column("subject", String, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("state", String, nullable=False, index=True),
    Column("account", String, nullable=False),
    Column("message_id", String, nullable=False, unique=True),
    Column("letter", LargeBinary, nullable=False),
    Column("uid", String),
    Column("recurrence_id", String),
    Column("told", Text),
    #: When the meeting starts, as told: to find the briefs that are still ahead.
    Column("starts", Moment, index=True),
    Column("thread_id", String, nullable=False, default=""),
    Column("mark", Text, nullable=False, default=""),
    Column("folder", String),
    Column("ref_id", String),
    Column("attempts", Integer, nullable=False, default=0),
    Column("created", Moment, nullable=False),
    Column("next_try", Moment),
    Column("delivered_at", Moment),
    Column("reason", Text, nullable=False, default=""),
    Index("deliveries_by_meeting", "uid", "recurrence_id"),
)

#: What the user noted about a meeting, by hand or by answering its brief.
notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String, nullable=False),
    Column("recurrence_id", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("noted_at", Moment, nullable=False),
    #: Message-ID of the reply it came in, else a word of our own: one source is noted once.
    Column("source", String, nullable=False, unique=True),
    Index("notes_by_meeting", "uid", "recurrence_id"),
)

#: What you and others promised each other, found in mail and notes.
promises = Table(
    "promises",
    metadata,
    Column("id", Integer, primary_key=True),
    #: The other one's address.
    Column("person", String, nullable=False),
    Column("by_me", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    #: A date as ISO 8601, in the promiser's zone.
    Column("due", String),
    #: "mail" or "note", the mail's Message-ID or the note's own word, its title and writer.
    Column("kind", String, nullable=False),
    Column("source", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("author", String, nullable=False),
    #: open, kept (seen in the mail), done or dropped (said by hand).
    Column("state", String, nullable=False),
    Column("settled_at", Moment),
    Index("promises_once", "person", "by_me", "source", "text", unique=True),
)

#: What those whom you know best wrote of themselves to you: findings, for other people's briefs.
findings = Table(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("about", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    #: Of the mail it was read in.
    Column("message_id", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("dated", Moment, nullable=False),
    Index("findings_by_about", "about"),
)

#: Whose mail has been read for findings: how strong the tie was then, and the mails read.
acquaintances = Table(
    "acquaintances",
    metadata,
    Column("address", String, primary_key=True),
    Column("strength", Float, nullable=False),
    #: Their Message-IDs, newest first, one a line: when they are the same nothing is new.
    Column("read", Text, nullable=False),
)

#: How people you want to meet came within reach: each once, so that it is told once.
wish_news = Table(
    "wish_news",
    metadata,
    #: What `syncd.model.Reach` says.
    Column("reach", String, primary_key=True),
    Column("person", String, primary_key=True),
    #: Address of who could bring you together; "" for nobody.
    Column("via", String, primary_key=True),
    #: UID of the coming meeting; "" for none.
    Column("meeting", String, primary_key=True),
    Column("person_name", String, nullable=False),
    Column("via_name", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("starts", Moment),
    #: Where it shows: "mail" or "event", its title, date and writer.
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("shown_at", Moment),
    Column("author", String, nullable=False),
    Column("seen_at", Moment, nullable=False, index=True),
)

#: What could not be read, with its reason; kept by etag so that it is tried again when it changes.
quarantine = Table(
    "quarantine",
    metadata,
    Column("account", String, primary_key=True),
    Column("what", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("etag", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("since", Moment, nullable=False),
)

#: Small facts about the daemon itself, such as when the last round ended.
facts = Table(
    "facts",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
