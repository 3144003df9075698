"""A user's world in a folder: a Maildir, a folder of .ics files, a config, and syncd run on it."""

from __future__ import annotations

import mailbox
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from syncd import wiring
from syncd.clock import SteppedClock
from syncd.cycle import Round

CONFIG = """
[me]
name = "Robin Doe"
addresses = ["robin@example.com", "robin.doe@gmail.com"]
timezone = "Europe/Berlin"

[accounts.files]
kind = "maildir"
path = "{home}/mail"

[accounts.calendar]
kind = "ics"
path = "{home}/calendar"

[store]
url = "sqlite:///{home}/state/syncd.sqlite"

[defaults]
rules = false

[[rules]]
name = "Coffee"
title = ["coffee"]
external_guests = "1..9"
"""


@dataclass(slots=True)
class World:
    """Files as other programs would write them, and looks at what syncd made of them."""

    home: Path
    more_config: str = ""
    base_config: str = CONFIG
    _events: int = field(default=0)

    def __post_init__(self) -> None:
        for part in ("cur", "new", "tmp"):
            for folder in ("", ".Sent", ".Drafts"):
                (self.home / "mail" / folder / part).mkdir(parents=True, exist_ok=True)
        (self.home / "calendar" / "work").mkdir(parents=True, exist_ok=True)
        self.config.write_text(self.base_config.format(home=self.home) + self.more_config)

    @property
    def config(self) -> Path:
        """The config file."""
        return self.home / "config.toml"

    def put_event(self, text: str, name: str = "coffee") -> Path:
        """Write an event, in the place of the one of that name."""
        path = self.home / "calendar" / "work" / f"{name}.ics"
        fresh = path.with_suffix(".tmp")
        fresh.write_bytes(text.encode())
        fresh.rename(path)
        return path

    def drop_event(self, name: str = "coffee") -> None:
        """Delete an event."""
        (self.home / "calendar" / "work" / f"{name}.ics").unlink()

    def put_mail(self, raw: bytes, folder: str = "", *, seen: bool = True) -> str:
        """Put a mail into a folder, read unless said otherwise; its key."""
        message = mailbox.MaildirMessage(raw)
        if seen:
            message.set_subdir("cur")
            message.set_flags("S")
        return self._box(folder).add(message)

    def round(self, at: datetime) -> Round:
        """Look at everything and deal with it, as `syncd run --once --at` does."""
        with self.parts(at) as parts:
            parts.cycle.pull(at, patient=False)
            return parts.cycle.round(at)

    @contextmanager
    def parts(self, at: datetime, **more: object) -> Iterator[wiring.Parts]:
        """Syncd's parts, opened at a moment."""
        built = wiring.build(
            wiring.load(self.config), SteppedClock(at), stop=threading.Event(), **more
        )
        try:
            yield built
        finally:
            built.close()

    def inbox(self, kind: str = "brief") -> list[EmailMessage]:
        """Letters of ours in the inbox, oldest revision first."""
        return self._letters("", kind)

    def drafts(self, kind: str = "follow-up") -> list[EmailMessage]:
        """Letters of ours in the drafts."""
        return self._letters(".Drafts", kind)

    def flags(self, message: EmailMessage, folder: str = "") -> tuple[str, str]:
        """(new or cur, flags) of a message."""
        key = self._key(message, folder)
        found = self._box(folder).get_message(key)
        return found.get_subdir(), found.get_flags()

    def flag(self, message: EmailMessage, flags: str, folder: str = "") -> None:
        """Do as a mail program does when the user reads or flags a message."""
        box, key = self._box(folder), self._key(message, folder)
        found = box.get_message(key)
        found.set_subdir("cur")
        found.set_flags(flags)
        box[key] = found

    def delete(self, message: EmailMessage, folder: str = "") -> None:
        """Delete a message for good."""
        self._box(folder).remove(self._key(message, folder))

    def edit(self, message: EmailMessage, folder: str = ".Drafts") -> None:
        """Add a sentence to a draft, as its writer would."""
        box, key = self._box(folder), self._key(message, folder)
        found = box.get_message(key)
        parsed = message_from_bytes(found.as_bytes(), policy=policy.default)
        text = parsed.get_body(("plain",)).get_content()
        parsed.get_body(("plain",)).set_content(text.replace("Hi ", "Dear "))
        found.set_payload(parsed.get_payload())
        box[key] = found

    def files(self) -> int:
        """How many files the mailbox holds, of anybody's."""
        return sum(1 for path in (self.home / "mail").rglob("*") if path.is_file())

    def _letters(self, folder: str, kind: str) -> list[EmailMessage]:
        found = [
            message_from_bytes(bytes(message), policy=policy.default)
            for message in self._box(folder)
        ]
        ours = [m for m in found if m["X-Syncd-Kind"] == kind]
        return sorted(ours, key=lambda m: (m["X-Syncd-Meeting"], int(m["X-Syncd-Revision"])))

    def _key(self, message: EmailMessage, folder: str) -> str:
        wanted = message["Message-ID"]
        box = self._box(folder)
        return next(key for key in box.keys() if box[key]["Message-ID"] == wanted)  # noqa: SIM118

    def _box(self, folder: str) -> mailbox.Maildir:
        return mailbox.Maildir(self.home / "mail" / folder, create=False)


def text_of(message: EmailMessage) -> str:
    """The text part of a letter."""
    return message.get_body(("plain",)).get_content()
