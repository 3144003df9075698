"""How fast a large Maildir is read: ``python -m bench.maildir [MESSAGES]``.

Builds a Maildir in a temporary folder, then times the first read against a bare loop over the same
files, a poll when nothing changed, and a poll after one new message.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from connectors.contract import flags_tag
from connectors.maildir import MaildirMailbox, MaildirSettings
from syncd.model import Role

_HEAD = b"""\
Return-Path: <guest%(n)d@example.org>
Received: from mx.example.org (mx.example.org [192.0.2.1]) by mail.example.com (Postfix)
\twith ESMTPS id 4Xyz%(n)d for <robin@example.com>; Mon, 16 Nov 2026 08:00:00 +0000 (UTC)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=mail; t=1790000000;
\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; h=From:To:Subject:Date:Message-ID;
\tb=dGhpcyBpcyBub3QgYSBzaWduYXR1cmUgYnV0IGFzIGxvbmcgYXMgb25lIHVzdWFsbHkgaXMgaW4gbWFpbA==
Message-ID: <mail-%(n)d@example.org>
Date: Mon, 16 Nov 2026 08:00:%(s)02d +0000
From: =?utf-8?q?J=C3=B6rg?= Guest %(n)d <guest%(n)d@example.org>
To: Robin Doe <robin@example.com>, "Nair, Priya" <priya@nair.example>
Subject: =?utf-8?b?S2FmZmVlIGluIFrDvHJpY2g=?= number %(n)d
In-Reply-To: <mail-%(m)d@example.com>
References: <root@example.com> <mail-%(m)d@example.com>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Tuesday works, looking forward.
"""


def build(root: Path, messages: int) -> None:
    """One folder with that many messages, named as mbsync names them."""
    for folder in ("Inbox", "Sent", "Drafts"):
        for sub in ("cur", "new", "tmp"):
            (root / folder / sub).mkdir(parents=True)
    base = int(time.time()) - 100 * 86_400 - messages
    for n in range(messages):
        name = f"{root}/Inbox/cur/{base + n}.4711_{n}.host,U={n + 1}:2,S"
        with open(name, "wb") as file:  # noqa: PTH123
            file.write(_HEAD % {b"n": n, b"m": n // 2, b"s": n % 60})


def bare(root: Path) -> int:
    """The least that anyone must do: list, open, read a header, close."""
    seen = 0
    with os.scandir(root / "Inbox/cur") as entries:
        for entry in entries:
            descriptor = os.open(entry.path, os.O_RDONLY)
            seen += bool(os.read(descriptor, 16_384))
            os.close(descriptor)
    return seen


def seconds(what: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


class Mirror:
    """Keeps id -> flags, as the store does."""

    def __init__(self, root: Path) -> None:
        settings = MaildirSettings(path=root)
        self.mailbox = MaildirMailbox("bench", settings, lambda: datetime.now(UTC))
        self.cursor = ""
        self.kept: dict[str, dict[str, str]] = {}

    def read(self) -> int:
        """Read what changed; how many envelopes came."""
        count = 0
        for page in self.mailbox.changes(self.cursor, lambda f: self.kept.get(f, {})):
            for envelope in page.envelopes:
                tags = self.kept.setdefault(envelope.ref.folder, {})
                tags[envelope.ref.id] = flags_tag(envelope.flags)
            self.cursor = page.cursor
            count += len(page.envelopes)
        return count


def peak_megabytes() -> float:
    """The most memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(root: Path, messages: int) -> None:
    """Print the figures."""
    before = peak_megabytes()
    warm, loop = seconds(lambda: bare(root)), seconds(lambda: bare(root))
    mirror = Mirror(root)
    first = seconds(mirror.read)
    print(f"bare loop           {messages / min(loop, warm):>9,.0f} messages/s")
    print(f"first read          {messages / first:>9,.0f} messages/s, {first / loop:.1f} x bare")
    gc.collect()
    print(f"peak memory         {peak_megabytes() - before:>9,.0f} MB over {before:.0f} MB")
    time.sleep(2.3)  # until the folders' time stamps are old enough to be trusted
    mirror.read()
    polls = sorted(seconds(mirror.read) for _ in range(20))
    print(f"nothing changed     {polls[10] * 1000:>9.2f} ms")
    news = sorted(_one_new(root, mirror, number) for number in range(5))
    print(f"one new message     {news[2] * 1000:>9.0f} ms")
    mark = mirror.mailbox.mark(Role.INBOX)
    for how, given in (("with a mark", mark), ("without", "")):
        looked = seconds(lambda: mirror.mailbox.find("<no-such@syncd.invalid>", mark=given))  # noqa: B023
        print(f"find {how:<15}{looked * 1000:>9.0f} ms")
    letter = b"X-Syncd-Kind: brief\r\nMessage-ID: <one@syncd.invalid>\r\n\r\nHello\r\n"
    put = seconds(lambda: mirror.mailbox.deliver(Role.INBOX, letter))
    print(f"deliver             {put * 1000:>9.0f} ms")


def _one_new(root: Path, mirror: Mirror, number: int) -> float:
    raw = _HEAD % {b"n": 1_000_000 + number, b"m": 1, b"s": 1}
    (root / f"Inbox/new/fresh{number}").write_bytes(raw)
    taken = seconds(mirror.read)
    assert f"fresh{number}" in mirror.kept["Inbox"]
    return taken


def main(messages: int) -> None:
    """Build, measure, clear up."""
    with tempfile.TemporaryDirectory(prefix="syncd-bench-") as root:
        built = seconds(lambda: build(Path(root), messages))
        print(f"{messages:,} messages built in {built:.1f} s")
        measure(Path(root), messages)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
