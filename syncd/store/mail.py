"""Message headers, and the questions asked of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Engine,
    Row,
    Select,
    bindparam,
    case,
    delete,
    exists,
    func,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from syncd.model import Address, Envelope, Flag, Ref, Role
from syncd.store import forgotten
from syncd.store.persons import learn_names
from syncd.store.schema import messages, quarantine, recipients

_UNITED = " "

_AT_PLACE = (
    messages.c.account == bindparam("at_account"),
    messages.c.folder == bindparam("at_folder"),
    messages.c.id == bindparam("at_id"),
)
_DROP = delete(messages).where(*_AT_PLACE)
_KNOWN = union_all(
    select(messages.c.id, messages.c.flags).where(
        messages.c.account == bindparam("of_account"), messages.c.folder == bindparam("of_folder")
    ),
    select(quarantine.c.id, quarantine.c.etag).where(
        quarantine.c.account == bindparam("of_account"),
        quarantine.c.what == "mailbox",
        quarantine.c.place == bindparam("of_folder"),
    ),
)
_PUT = insert(messages)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["account", "folder", "id"],
    set_={name: _PUT.excluded[name] for name in ("flags", "role", "thread_id")},
)
_PUT_RECIPIENT = (
    insert(recipients)
    .values(
        message=select(messages.c.row).where(*_AT_PLACE).scalar_subquery(),
        **{name: bindparam(name) for name in ("place", "field", "address", "name")},
    )
    .on_conflict_do_nothing()
)


def personal() -> tuple[Any, ...]:
    """From a person who meant it to be read: no list, robot, draft, nor letter of ours."""
    return (
        messages.c.automatic.is_(False),
        messages.c.syncd_kind == "",
        messages.c.role != Role.DRAFTS.value,
    )


_mine: BindParameter[str] = bindparam("mine", expanding=True)
_theirs: BindParameter[str] = bindparam("theirs", expanding=True)


def _addressed_to(addresses: Any) -> Any:
    return exists().where(
        recipients.c.message == messages.c.row, recipients.c.address.in_(addresses)
    )


#: By these two indexes, and not by way of all that I ever sent or got.
_of_theirs = union_all(
    select(messages.c.row).where(messages.c.sender.in_(_theirs)),
    select(recipients.c.message).where(recipients.c.address.in_(_theirs)),
)
_BETWEEN = (
    select(messages)
    .where(
        *personal(),
        messages.c.row.in_(_of_theirs),
        messages.c.date < bindparam("moment"),
        case(
            (messages.c.sender.in_(_theirs), _addressed_to(_mine)),
            else_=messages.c.sender.in_(_mine),
        ),
    )
    .order_by(messages.c.date.desc())
    .limit(bindparam("most"))
)
#: In the order of the index on senders, so that the newest few are all that is looked at.
_FROM_THEM = (
    select(messages)
    .where(
        *personal(),
        messages.c.sender == bindparam("who"),
        messages.c.date < bindparam("moment"),
        _addressed_to(_mine),
    )
    .order_by(messages.c.date.desc())
    .limit(bindparam("most"))
)
_FIRST_BETWEEN = _BETWEEN.order_by(None).order_by(messages.c.date)
_TO_BOTH = (
    select(messages)
    .where(
        *personal(),
        messages.c.row.in_(select(recipients.c.message).where(recipients.c.address.in_(_theirs))),
        messages.c.sender.not_in(_mine),
        messages.c.sender.not_in(_theirs),
        messages.c.date <= bindparam("moment"),
        _addressed_to(_mine),
    )
    .order_by(messages.c.date)
    .limit(bindparam("most"))
)
_I_WROTE = (
    select(messages)
    .where(
        messages.c.sender.in_(_mine),
        messages.c.role != Role.DRAFTS.value,
        messages.c.date.between(bindparam("since"), bindparam("moment")),
        _addressed_to(_theirs),
    )
    .order_by(messages.c.date)
)
_WROTE = (
    select(messages)
    .where(*personal(), messages.c.sender.in_(_theirs), messages.c.date < bindparam("moment"))
    .order_by(messages.c.date.desc())
    .limit(bindparam("most"))
)
_ids = func.json_each(bindparam("ids")).table_valued("value")
_ANSWERS = (
    select(messages).join(_ids, messages.c.in_reply_to == _ids.c.value).order_by(messages.c.date)
)
_WITH_IDS = (
    select(messages)
    .join(_ids, messages.c.message_id == _ids.c.value)
    .order_by(messages.c.date, messages.c.row)
)
_SENT_AT = (
    select(messages)
    .where(messages.c.date == bindparam("moment"), messages.c.subject == bindparam("subject"))
    .order_by(messages.c.row)
)
_RECIPIENTS = (
    select(recipients)
    .where(recipients.c.message.in_(bindparam("numbers", expanding=True)))
    .order_by(recipients.c.message, recipients.c.place)
)


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message's envelope and what else is kept of it."""

    row: int
    account: str
    envelope: Envelope
    #: The body someone wrote, as text; None when it was never needed.
    body: str | None = None
    #: The end of the body with the signature in it, and the names of what is attached.
    signed: str = ""
    attached: tuple[str, ...] = ()
    #: Of the writer's clock from UTC; None when it was not read, or does not say.
    utc_offset: timedelta | None = None


class MailStore:
    """Envelopes. Writes happen in the caller's transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def known(self, account: str, folder: str) -> dict[str, str]:
        """id -> flags of all that was read in one folder, quarantined messages included."""
        with self._engine.connect() as connection:
            asked = {"of_account": account, "of_folder": folder}
            return dict(connection.execute(_KNOWN, asked).all())

    def count(self, account: str) -> int:
        """How many messages one account holds."""
        query = select(func.count()).select_from(messages).where(messages.c.account == account)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def put(self, connection: Connection, account: str, envelopes: Iterable[Envelope]) -> None:
        """Keep envelopes; one that is there already only gets its new flags and place."""
        found = list(envelopes)
        if not found:
            return
        found = list(map(forgotten.marks(connection).without, found))
        connection.execute(_PUT, [_row(account, envelope) for envelope in found])
        learn_names(connection, _named(found))
        people = [person for envelope in found for person in _recipients(account, envelope)]
        if people:
            connection.execute(_PUT_RECIPIENT, people)

    def drop(self, connection: Connection, account: str, refs: Iterable[Ref]) -> None:
        """Forget messages that are gone from their folder."""
        gone = [_place(account, ref) for ref in refs]
        if gone:
            connection.execute(_DROP, gone)

    def forget_account(self, connection: Connection, account: str) -> None:
        """Drop all of an account that is no longer in the config."""
        connection.execute(delete(messages).where(messages.c.account == account))

    def accounts(self) -> set[str]:
        """The accounts that messages came from."""
        with self._engine.connect() as connection:
            return set(connection.execute(select(messages.c.account).distinct()).scalars())

    def keep_body(
        self,
        row: int,
        body: str,
        signed: str = "",
        attached: Iterable[str] = (),
        utc_offset: timedelta | None = None,
    ) -> None:
        """Remember the text of a message that a letter needed."""
        minutes = None if utc_offset is None else int(utc_offset.total_seconds()) // 60
        kept = {
            "body": body,
            "signed": signed,
            "attached": "\n".join(attached),
            "utc_offset": minutes,
        }
        with self._engine.begin() as connection:
            connection.execute(update(messages).where(messages.c.row == row).values(kept))

    def between_us(
        self, mine: Collection[str], theirs: Collection[str], before: datetime, limit: int = 50
    ) -> list[StoredMessage]:
        """Mail from them to me or from me to them, newest first, each Message-ID once."""
        found = self._read(
            _BETWEEN, mine=list(mine), theirs=list(theirs), moment=before, most=limit * 2
        )
        return _each_once(found)[:limit]

    def from_them(
        self, mine: Collection[str], address: str, before: datetime, limit: int
    ) -> list[StoredMessage]:
        """The newest mails that one address wrote to me, newest first."""
        found = self._read(_FROM_THEM, mine=list(mine), who=address, moment=before, most=limit * 2)
        return _each_once(found)[:limit]

    def first_between_us(
        self, mine: Collection[str], theirs: Collection[str], before: datetime
    ) -> StoredMessage | None:
        """The oldest mail from them to me or from me to them; None when there is none."""
        asked = {"mine": list(mine), "theirs": list(theirs), "moment": before, "most": 1}
        return next(iter(self._read(_FIRST_BETWEEN, **asked)), None)

    def issues(
        self, theirs: Collection[str], before: datetime, limit: int = 60
    ) -> list[StoredMessage]:
        """What they sent to many readers, newest first: newsletters and the like."""
        query = (
            select(messages)
            .where(
                messages.c.sender.in_(sorted(theirs)),
                messages.c.automatic.is_(True),
                messages.c.syncd_kind == "",
                messages.c.date < before,
            )
            .order_by(messages.c.date.desc())
            .limit(limit)
        )
        return _each_once(self._read(query))

    def to_both(
        self, mine: Collection[str], theirs: Collection[str], until: datetime, limit: int = 20
    ) -> list[StoredMessage]:
        """Mail from others to both me and one person, under any of theirs, oldest first."""
        found = self._read(_TO_BOTH, mine=list(mine), theirs=list(theirs), moment=until, most=limit)
        return _each_once(found)

    def written_by(self, address: str, before: datetime, limit: int = 10) -> list[StoredMessage]:
        """The newest mail of a person's own that came from an address."""
        return _each_once(self._read(_WROTE, theirs=[address], moment=before, most=limit))

    def i_wrote_to(
        self, mine: Collection[str], theirs: Collection[str], since: datetime, until: datetime
    ) -> list[StoredMessage]:
        """Mail that I sent to any of them in a time, oldest first; drafts do not count."""
        found = self._read(
            _I_WROTE, mine=list(mine), theirs=list(theirs), since=since, moment=until
        )
        return _each_once(found)

    def only_automatic(self, sender: str) -> bool:
        """Whether all mail from an address is from a list or a robot, and there is some."""
        query = select(func.min(messages.c.automatic)).where(messages.c.sender == sender)
        with self._engine.connect() as connection:
            return bool(connection.execute(query).scalar())

    def answers_to(self, message_ids: Collection[str]) -> list[StoredMessage]:
        """Messages whose In-Reply-To is one of the ids."""
        return _each_once(self._read(_ANSWERS, ids=json.dumps(list(message_ids))))

    def with_ids(self, message_ids: Collection[str]) -> list[StoredMessage]:
        """The messages that have those Message-IDs, each once."""
        return _each_once(self._read(_WITH_IDS, ids=json.dumps(list(message_ids))))

    def sent_at(self, moment: datetime, subject: str) -> list[StoredMessage]:
        """The messages of that moment (aware) and subject; all mail is looked through for them."""
        return _each_once(self._read(_SENT_AT, moment=moment, subject=subject))

    def _read(self, query: Select[Any], **asked: Any) -> list[StoredMessage]:
        with self._engine.connect() as connection:
            rows = connection.execute(query, asked).all()
            if not rows:
                return []
            people: defaultdict[int, list[Row[Any]]] = defaultdict(list)
            numbers = {"numbers": [row.row for row in rows]}
            for person in connection.execute(_RECIPIENTS, numbers):
                people[person.message].append(person)
        return [_stored(row, people[row.row]) for row in rows]


def _each_once(found: Sequence[StoredMessage]) -> list[StoredMessage]:
    seen: dict[str, StoredMessage] = {}
    for message in found:
        seen.setdefault(message.envelope.message_id or f"row {message.row}", message)
    return list(seen.values())


def _row(account: str, envelope: Envelope) -> dict[str, Any]:
    return {
        "account": account,
        "folder": envelope.ref.folder,
        "id": envelope.ref.id,
        "role": envelope.role.value,
        "message_id": envelope.message_id,
        "in_reply_to": envelope.in_reply_to,
        "refs": _UNITED.join(envelope.references),
        "thread_id": envelope.thread_id,
        "subject": envelope.subject,
        "sender": envelope.sender.address if envelope.sender else "",
        "sender_name": envelope.sender.name if envelope.sender else "",
        "date": envelope.date,
        "flags": _UNITED.join(sorted(envelope.flags)),
        "automatic": envelope.automatic,
        "syncd_kind": envelope.syncd_kind,
    }


def _place(account: str, ref: Ref) -> dict[str, str]:
    return {"at_account": account, "at_folder": ref.folder, "at_id": ref.id}


def _recipients(account: str, envelope: Envelope) -> list[dict[str, Any]]:
    people = [("to", a) for a in envelope.to] + [("cc", a) for a in envelope.cc]
    return [
        _place(account, envelope.ref)
        | {"place": place, "field": field, "address": address.address, "name": address.name}
        for place, (field, address) in enumerate(people)
    ]


def _named(found: Iterable[Envelope]) -> Iterator[tuple[str, str]]:
    """Everybody whom a person's mail names, with the name."""
    for envelope in found:
        if not envelope.automatic and not envelope.syncd_kind:
            yield from ((person.name, person.address) for person in envelope.everyone)


def _stored(row: Row[Any], people: Sequence[Row[Any]]) -> StoredMessage:
    def field(name: str) -> tuple[Address, ...]:
        return tuple(Address(p.address, p.name) for p in people if p.field == name)

    envelope = Envelope(
        ref=Ref(row.folder, row.id),
        role=Role(row.role),
        message_id=row.message_id,
        subject=row.subject,
        sender=Address(row.sender, row.sender_name) if row.sender else None,
        date=row.date,
        to=field("to"),
        cc=field("cc"),
        in_reply_to=row.in_reply_to,
        references=tuple(row.refs.split()),
        flags=frozenset(Flag(flag) for flag in row.flags.split()),
        automatic=row.automatic,
        thread_id=row.thread_id,
        syncd_kind=row.syncd_kind,
    )
    attached = tuple((row.attached or "").split("\n")) if row.attached else ()
    offset = None if row.utc_offset is None else timedelta(minutes=row.utc_offset)
    signed = row.signed or ""
    return StoredMessage(row.row, row.account, envelope, row.body, signed, attached, offset)
