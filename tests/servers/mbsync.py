"""mbsync: writes a Maildir as people who keep one have it, from an IMAP server over TLS."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.servers.imap import ImapServer
from tests.servers.process import find_program, run

INSTALL = "apt-get install isync"

_CONFIG = """
IMAPAccount server
Host localhost
Port {server.tls_port}
User {server.user}
Pass {server.password}
SSLType IMAPS
CertificateFile {server.ca}

IMAPStore far
Account server

MaildirStore near
{places}

Channel all
Far :far:
Near :near:
Patterns *
Create Both
Remove Both
Expunge Both
SyncState {state}/
"""


@dataclass(frozen=True, slots=True)
class SyncedMaildir:
    """A Maildir that mbsync keeps in step with a server, in both directions."""

    #: What `path` of a maildir account would be.
    folder: Path
    server: ImapServer
    config: Path

    def sync(self) -> None:
        """Run mbsync once. Raises RuntimeError when it failed."""
        program = find_program("mbsync", INSTALL)
        run([program, "--config", str(self.config), "--all"])


def synced_maildir(server: ImapServer, base: Path, layout: str = "Verbatim") -> SyncedMaildir:
    """Fetch a server's whole mailbox into ``base / "Mail"``. Raises MissingProgramError.

    ``layout`` is mbsync's SubFolders: with Verbatim the folders lie side by side (``Mail/Inbox``,
    ``Mail/Drafts``), with Maildir++ they lie in the inbox (``Mail/.Drafts``).
    """
    folder, state = base / "Mail", base / "mbsync-state"
    nested = layout == "Maildir++"
    inbox = folder if nested else folder / "Inbox"
    places = [f"Inbox {inbox}", f"SubFolders {layout}", *([] if nested else [f"Path {folder}/"])]
    folder.mkdir(parents=True)
    state.mkdir()
    config = base / "mbsyncrc"
    config.write_text(_CONFIG.format(server=server, places="\n".join(places), state=state))
    mirror = SyncedMaildir(folder, server, config)
    mirror.sync()
    return mirror
