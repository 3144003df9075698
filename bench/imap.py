"""How fast mail is read over IMAP: ``python -m bench.imap [MESSAGES]``.

Builds a mailbox on a Dovecot on this machine, then times the first read of all headers into the
store, beside mbsync and imap-tools on the same mailbox, each after the server has forgotten what it
had cached; then what a poll costs when nothing changed. Over TLS, one after the other.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.maildir import build
from connectors.contract import Account, Surroundings
from connectors.imap import KIND, ImapMailbox
from connectors.imap.settings import ImapSettings
from connectors.secrets import write_private
from syncd.mirror import MAILBOX, Mirror
from syncd.store import open_store
from tests.servers import dovecot, proxy
from tests.servers.dovecot import Dovecot
from tests.servers.mbsync import synced_maildir
from tests.servers.process import MissingProgramError

POLLS = 100
_IMAP_TOOLS = """
import ssl, sys, time
from imap_tools import MailBox
host, port, user, password, ca = sys.argv[1:]
began, count = time.perf_counter(), 0
context = ssl.create_default_context(cafile=ca)
with MailBox(host, int(port), ssl_context=context).login(user, password) as box:
    for message in box.fetch(headers_only=True, mark_seen=False, bulk=500):
        message.uid, message.subject, message.from_, message.to, message.date, message.flags
        count += 1
print(count, time.perf_counter() - began)
"""


def account(server: Dovecot, folder: Path, *, port: int | None = None) -> Account:
    """An account on the server: over TLS, or plainly over a proxy's port."""
    secret = folder / "password"
    if not secret.exists():
        write_private(secret, server.password)
    settings = ImapSettings.model_validate(
        {
            "user": server.user,
            "host": "localhost",
            "port": port or server.tls_port,
            "security": "none" if port else "tls",
            "ca_file": server.ca,
            "password_file": secret,
        }
    )
    return KIND.open("home", settings, Surroundings(folder, lambda: datetime.now(UTC)))


def first_read(server: Dovecot, folder: Path) -> str:
    """Everything into an empty store; then whether it is all there."""
    opened = account(server, folder)
    store = open_store(folder / "store.sqlite", datetime.now(UTC))
    mirror = Mirror(store, (opened,), ZoneInfo("Europe/Berlin"))
    cpu, began = time.process_time(), time.perf_counter()
    mirror.pull(MAILBOX, datetime.now(UTC))
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    count = store.mail.count("home")
    opened.close()
    store.close()
    return f"{count / wall:>8,.0f} headers/s into the store, {cpu / count * 1e6:.0f} us CPU each"


def headers_alone(server: Dovecot, folder: Path) -> str:
    """The same without a store: what the connector itself takes."""
    opened = account(server, folder)
    assert opened.mailbox
    began = time.perf_counter()
    count = sum(len(page.envelopes) for page in opened.mailbox.changes("", lambda _: {}))
    wall = time.perf_counter() - began
    opened.close()
    return f"{count / wall:>8,.0f} headers/s, kept nowhere"


def with_mbsync(server: Dovecot, folder: Path) -> str:
    """mbsync fetches whole messages: it has no way to fetch headers alone."""
    base = folder / "mbsync"
    base.mkdir()
    began, note = time.perf_counter(), ""
    try:
        synced_maildir(server, base)
    except MissingProgramError as missing:
        return str(missing)
    except subprocess.TimeoutExpired:
        note = ", stopped before its end"
    wall = time.perf_counter() - began
    count = sum(1 for path in base.rglob("*") if path.is_file() and ":2," in path.name)
    return f"{count / wall:>8,.0f} whole messages/s into a Maildir{note}"


def with_imap_tools(server: Dovecot, folder: Path) -> str:
    """imap-tools in an environment of its own, headers only, 500 at a time."""
    home = folder / "imap-tools"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    installed = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "imap-tools"], capture_output=True, check=False
    )
    if installed.returncode:
        return "cannot be installed here"
    arguments = ["localhost", str(server.tls_port), server.user, server.password, str(server.ca)]
    forget_cache(server)
    done = subprocess.run(
        [python, "-c", _IMAP_TOOLS, *arguments], capture_output=True, text=True, check=True
    )
    count, wall = done.stdout.split()
    return f"{int(count) / float(wall):>8,.0f} headers/s, kept nowhere"


def forget_cache(server: Dovecot) -> None:
    """The server knows its UIDs, but has read no header yet."""
    server.wipe_index()
    with server.session() as session:
        session.select("INBOX", readonly=True)


def quiet_polls(server: Dovecot, folder: Path, hidden: tuple[bytes, ...]) -> str:
    """A poll when nothing changed, on a server that offers all or less."""
    with proxy.start(server.port) as link:
        link.hidden = hidden
        opened = account(server, folder, port=link.port)
        assert isinstance(opened.mailbox, ImapMailbox)
        held: dict[str, dict[str, str]] = {}
        cursor = read(opened.mailbox, "", held)
        cursor = read(opened.mailbox, cursor, held)
        turns, cpu, began = link.turns, time.process_time(), time.perf_counter()
        for _ in range(POLLS):
            cursor = read(opened.mailbox, cursor, held)
        wall, cpu = time.perf_counter() - began, time.process_time() - cpu
        turns = link.turns - turns
        opened.close()
    return (
        f"{turns / POLLS:>8.1f} round trips, {cpu / POLLS * 1000:.2f} ms CPU (the proxy's "
        f"included), {wall / POLLS * 1000:.2f} ms, cursor {len(cursor)} bytes"
    )


def read(mailbox: ImapMailbox, cursor: str, held: dict[str, dict[str, str]]) -> str:
    """Read what changed; the new cursor."""
    for page in mailbox.changes(cursor, lambda folder: held.get(folder, {})):
        for envelope in page.envelopes:
            tag = " ".join(sorted(envelope.flags))
            held.setdefault(envelope.ref.folder, {})[envelope.ref.id] = tag
        cursor = page.cursor
    json.loads(cursor)
    return cursor


def measure(server: Dovecot, folder: Path) -> None:
    """Print the figures."""
    readers: dict[str, Callable[[Dovecot, Path], str]] = {
        "syncd": first_read,
        "syncd, no store": headers_alone,
        "mbsync": with_mbsync,
        "imap-tools": with_imap_tools,
    }
    for name, reader in readers.items():
        forget_cache(server)
        print(f"{name:<28}{reader(server, folder)}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'peak memory of this process':<28}{peak:>8,.0f} MB")
    less = (b"QRESYNC", b"CONDSTORE", b"HIGHESTMODSEQ", b"LIST-STATUS")
    print(f"{'quiet poll':<28}{quiet_polls(server, folder, ())}")
    print(f"{'quiet poll, poor server':<28}{quiet_polls(server, folder, less)}")


def main(messages: int) -> None:
    """Build, measure, clear up."""
    folder = Path(tempfile.mkdtemp(prefix="syncd-bench-"))
    try:
        build(folder / "mail", messages)
        with dovecot.start() as server:
            server.adopt(folder / "mail" / "Inbox")
            print(f"{messages:,} messages")
            measure(server, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
