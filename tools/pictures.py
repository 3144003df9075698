"""Takes pictures of letters as a browser shows them: at a phone's and a desktop's width, by day and
by night.

    make pictures                                     # every scenario, and the demo's day
    make pictures ARGS="moved demo --into pictures"   # some

Headless Chromium does it, without the network: a page that would load something shows a gap.
"""

from __future__ import annotations

import argparse
import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from syncd.demo.play import evening, prepare  # noqa: E402
from tests.scenarios.people import SCENARIOS  # noqa: E402

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
#: Name, CSS pixels, and dots for each pixel: a small phone, and a desktop. As no window of
#: Chromium is narrower than 500 dots, a page is shown in a frame as wide as the device.
DEVICES = {"phone": (360, 2), "desktop": (1024, 1)}
LIGHTS = ("light", "dark")
_SHOTS_AT_ONCE = 2
_TIMEOUT = 60  # seconds
#: After a scenario's brief: its meeting is over then, and the follow-up has been written.
_LATER = timedelta(days=3)
_FLAGS = (
    *"--headless --no-sandbox --disable-gpu --disable-quic --no-first-run".split(),
    *"--disable-background-networking --disable-component-update --disable-sync".split(),
    *"--hide-scrollbars --allow-file-access-from-files --force-device-scale-factor=1".split(),
    "--virtual-time-budget=2000",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter's HTML to be shown, and the name its pictures get."""

    name: str
    markup: str


def main(arguments: Sequence[str]) -> int:
    """Write the pictures; 1 when there is no browser or one of them cannot be taken."""
    known = [*SCENARIOS, "demo"]
    parser = argparse.ArgumentParser(prog="make pictures", description=__doc__)
    parser.add_argument("name", nargs="*", default=known, help=f"any of {', '.join(known)}")
    parser.add_argument("--into", type=Path, default=ROOT / ".cache" / "pictures")
    given = parser.parse_args(arguments)
    unknown = sorted(set(given.name) - set(known))
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(known)}")
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(f"No browser is installed; looked for {', '.join(BROWSERS)}.", file=sys.stderr)
        return 1
    given.into.mkdir(parents=True, exist_ok=True)
    sheets = [sheet for name in given.name for sheet in _sheets(name)]
    return _take_all(browser, sheets, given.into)


def _take_all(browser: str, sheets: Sequence[Sheet], into: Path) -> int:
    shots = [(sheet, device, light) for sheet in sheets for device in DEVICES for light in LIGHTS]
    with ThreadPoolExecutor(_SHOTS_AT_ONCE) as pool:
        taken = list(pool.map(lambda shot: take(browser, *shot, into), shots))
    for picture in filter(None, taken):
        print(picture)
    return 0 if all(taken) else 1


def take(browser: str, sheet: Sheet, device: str, light: str, into: Path) -> Path | None:
    """One picture, ``NAME-phone-dark.png``, as high as the page; None when it could not be taken.

    Chromium's picture is as high as its window, so the page is measured in a first look.
    """
    picture = into / f"{sheet.name}-{device}-{light}.png"
    picture.unlink(missing_ok=True)
    width, dots = DEVICES[device]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(sheet.markup, encoding="utf-8")
        frame = Path(folder) / "frame.html"
        frame.write_text(_frame(page.name, width, dots), encoding="utf-8")
        dom = _run(browser, ["--dump-dom", frame.as_uri()], light, Path(folder))
        needed, height = _measured(dom, "width"), _measured(dom, "height")
        window = f"--window-size={width * dots},{height * dots}"
        _run(browser, [f"--screenshot={picture}", window, frame.as_uri()], light, Path(folder))
    if needed > width:
        print(f"{picture.name}: the page is {needed} px wide on {width}", file=sys.stderr)
    return picture if picture.exists() else None


def _frame(page: str, width: int, dots: int) -> str:
    """A page that shows another in a frame as wide as the device, and tells its size."""
    return (
        "<!doctype html><meta name=color-scheme content='light dark'>"
        "<style>body{margin:0;overflow:hidden}"
        "iframe{border:0;display:block;background:Canvas;transform-origin:0 0;"
        f"transform:scale({dots})}}</style>"
        f"<iframe src='{html.escape(page)}' width={width} height=100></iframe>"
        "<script>addEventListener('load',()=>{const f=document.querySelector('iframe'),"
        "d=f.contentDocument.documentElement;f.height=d.scrollHeight;"
        "document.body.dataset.height=d.scrollHeight;document.body.dataset.width=d.scrollWidth})"
        "</script>"
    )


def _measured(dom: str, side: str) -> int:
    """CSS pixels that the page needs, by what the frame's page wrote down."""
    return int(dom.partition(f'data-{side}="')[2].partition('"')[0] or 0)


def _run(browser: str, words: Sequence[str], light: str, folder: Path) -> str:
    """The browser with a profile of its own, which is thrown away."""
    profile = tempfile.mkdtemp(dir=folder)
    dark = "0" if light == "dark" else "1"
    command = [
        browser,
        *_FLAGS,
        f"--user-data-dir={profile}",
        f"--blink-settings=preferredColorScheme={dark}",
        *words,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    return done.stdout


def _sheets(name: str) -> Iterator[Sheet]:
    """The newest brief and the follow-up drafts of a scenario, or all letters of the demo's day."""
    with tempfile.TemporaryDirectory() as home:
        letters = list(_demo(Path(home)) if name == "demo" else _scenario(name, Path(home)))
    for suffix, letter in letters:
        part = letter.get_body(("html",))
        if part is not None:
            yield Sheet(f"{name}-{suffix}", part.get_content())


def _scenario(name: str, home: Path) -> Iterator[tuple[str, EmailMessage]]:
    scenario = SCENARIOS[name]
    world = scenario.played(home)
    for brief in scenario.letters(world.inbox())[-1:]:
        yield "brief", brief
    world.round(scenario.at + _LATER)
    for draft in scenario.letters(world.drafts()):
        yield "draft", draft


def _demo(home: Path) -> Iterator[tuple[str, EmailMessage]]:
    day = prepare(home / "demo", datetime.now(UTC), lambda _at, _says: None)
    day.play(evening(day))
    found = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted(day.sample.mail.rglob("*"))
        if path.is_file()
    ]
    ours = [m for m in found if m["X-Syncd-Kind"]]
    for place, letter in enumerate(sorted(ours, key=lambda m: m["Date"].datetime), start=1):
        yield f"{place:02d}-{letter['X-Syncd-Kind']}", letter


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
