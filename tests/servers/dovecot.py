"""Dovecot 2.3 as one process with one config file: the rich IMAP server."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.certificates import Certificates, make_certificates
from tests.servers.imap import ImapServer
from tests.servers.ports import HOST, free_port
from tests.servers.process import Process, find_program

INSTALL = "apt-get install dovecot-imapd"
USER, PASSWORD = "robin", "swordfish"
_TRIES = 5

_CONFIG = """
base_dir = {base}/run
state_dir = {base}/state
log_path = /dev/stderr
protocols = imap
ssl = yes
ssl_cert = <{certificates.certificate}
ssl_key = <{certificates.key}
disable_plaintext_auth = no
auth_failure_delay = 0
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
first_valid_gid = 1
mail_fsync = never
mail_max_userip_connections = 10

service imap-login {{
  chroot =
  inet_listener imap {{
    address = {host}
    port = {port}
  }}
  inet_listener imaps {{
    address = {host}
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}

passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={base}/home
}}

mail_location = {location}
namespace inbox {{
  inbox = yes
  separator = {separator}
  mailbox Drafts {{
    auto = create
    special_use = \\Drafts
  }}
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Archive {{
    auto = create
    special_use = \\Archive
  }}
  mailbox Junk {{
    auto = create
    special_use = \\Junk
  }}
  mailbox Trash {{
    auto = create
    special_use = \\Trash
  }}
}}
{extra}
"""


@dataclass(slots=True)
class Dovecot(ImapServer):
    """A running Dovecot with one user.

    It is killed rather than asked to stop: that takes it seconds, and a Maildir does not mind.
    """

    def restart(self) -> None:
        """Stop and start again on the same ports, with the same mail."""
        self.process.kill()
        self.process.start()
        _await(self)

    def stop(self) -> None:
        """Be gone from one moment to the next; `restart` brings it back."""
        self.process.kill()

    def wipe_index(self) -> None:
        """Forget all UIDs, as after a restore from backup: every UIDVALIDITY changes."""
        self.process.kill()
        for name in ("dovecot-uidlist", "dovecot.index*", "dovecot.list.index*"):
            for path in self.maildir.rglob(name):
                path.unlink()
        self.process.start()
        _await(self)

    @property
    def maildir(self) -> Path:
        """The inbox; other folders are Maildir++ subfolders of it (``.Drafts``)."""
        assert self.home is not None
        return self.home / "Maildir"

    def adopt(self, maildir: Path) -> None:
        """Serve a copy of a Maildir that something else has written, instead of its own."""
        self.process.kill()
        shutil.rmtree(self.maildir, ignore_errors=True)
        shutil.copytree(maildir, self.maildir)
        _give(self.maildir)
        self.process.start()
        _await(self)


@contextmanager
def start(
    *, location: str = "maildir:~/Maildir", separator: str = ".", extra: str = ""
) -> Iterator[Dovecot]:
    """A Dovecot with an empty mailbox, with or without root's rights.

    ``location`` is its mail_location, ``extra`` goes at the end of its config. Raises
    MissingProgramError.
    """
    program = find_program("dovecot", INSTALL)
    base = Path(tempfile.mkdtemp(prefix="syncd-dovecot-"))
    try:
        server = _launch(program, base, location=location, separator=separator, extra=extra)
        try:
            yield server
        finally:
            server.process.kill()
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _launch(program: str, base: Path, **settings: str) -> Dovecot:
    base.chmod(0o755)
    (base / "home").mkdir()
    _give(base / "home")
    certificates = make_certificates(base)
    config = base / "dovecot.conf"
    for _ in range(_TRIES):
        port, tls_port = free_port(), free_port()
        config.write_text(_config(base, certificates, port, tls_port, settings))
        process = Process([program, "-F", "-c", str(config)], base / "log")
        server = Dovecot(
            HOST, port, USER, PASSWORD, process, tls_port, certificates.ca, base / "home"
        )
        process.start()
        if process.answers(port, tls_port):
            return server
        process.stop()
    raise RuntimeError(f"Dovecot does not start:\n{process.log}")


def _await(server: Dovecot) -> None:
    if not server.process.answers(server.port):
        raise RuntimeError(f"Dovecot does not come back:\n{server.process.log}")


def _config(
    base: Path, certificates: Certificates, port: int, tls_port: int, settings: dict[str, str]
) -> str:
    owner = _owner()
    me = pwd.getpwuid(os.getuid())
    root = me.pw_uid == 0
    return _CONFIG.format(
        base=base,
        certificates=certificates,
        host=HOST,
        port=port,
        tls_port=tls_port,
        password=PASSWORD,
        internal="dovecot" if root else me.pw_name,
        internal_group="dovecot" if root else _group(me.pw_gid),
        login="dovenull" if root else me.pw_name,
        owner=owner.pw_uid,
        group=owner.pw_gid,
        **settings,
    )


def _owner() -> pwd.struct_passwd:
    """Who owns the mail: Dovecot never opens a mailbox as root."""
    return pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


def _group(gid: int) -> str:
    return grp.getgrgid(gid).gr_name


def _give(folder: Path) -> None:
    if os.getuid():
        return
    owner = _owner()
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner.pw_uid, owner.pw_gid)
