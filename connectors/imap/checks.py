"""What `syncd check` says of an IMAP account."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from connectors.contract import Check
from connectors.imap.changes import Survey
from connectors.imap.connection import Connection
from connectors.imap.settings import ImapSettings
from syncd.errors import AccountError
from syncd.model import Role

_GAINS = {
    "CONDSTORE": "only changes are read",
    "QRESYNC": "deletions are told",
    "IDLE": "news arrive at once",
    "UIDPLUS": "letters are found and removed exactly",
}


def checks(
    connection: Connection, survey: Callable[[], Survey], settings: ImapSettings
) -> Iterator[Check]:
    """Login, folders, and what the server can; nothing is changed."""
    try:
        layout = survey().layout
        with connection.use() as client:
            offered = [gain for name, gain in _GAINS.items() if client.offers(name)]
    except AccountError as error:
        yield Check(False, "login", error.message, error.advice)
        return
    yield Check(True, "login", f"as {settings.user}; " + (", ".join(offered) or "a plain server"))
    for role in (Role.INBOX, Role.DRAFTS, Role.SENT):
        name = layout.targets.get(role)
        advice = "" if name else f'Name it in the config: {role} = "…".'
        yield Check(name is not None, f"folder {role}", name or "was not found", advice)
    missing = [name for name in (settings.sent, settings.drafts, settings.archive) if name]
    missing = [name for name in missing if name not in {one.name for one in layout.folders}]
    for name in missing:
        yield Check(False, f"folder {name}", "is not there", "Correct its name in the config.")
