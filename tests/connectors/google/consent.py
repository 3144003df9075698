"""The user at Google's consent page: reads it, ticks boxes, agrees or not."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable, Collection

import requests

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_SCOPE = re.compile(r'name="granted" value="([^"]*)"')


def decide(address: str, *, agree: bool = True, without: Collection[str] = ()) -> str:
    """Open the page, decide, and return the address that the browser is sent to."""
    page = requests.get(address, timeout=10)
    assert page.status_code == 200, page.text
    form = [(html.unescape(k), html.unescape(v)) for k, v in _HIDDEN.findall(page.text)]
    granted = [s for s in map(html.unescape, _SCOPE.findall(page.text)) if s not in without]
    form += [("granted", scope) for scope in granted]
    form.append(("decision", "allow" if agree else "deny"))
    action = address.partition("?")[0] + "/decision"
    answer = requests.post(action, data=form, timeout=10, allow_redirects=False)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


class BrowserWindow:
    """Takes the place of `webbrowser.open`: the user decides, then the browser goes back."""

    def __init__(
        self,
        *,
        agree: bool = True,
        without: Collection[str] = (),
        first: Callable[[str], None] = lambda _: None,
    ) -> None:
        """``first`` is given the redirect address before the real answer goes there."""
        self._agree = agree
        self._without = without
        self._first = first
        self.opened: list[str] = []
        self.shown = ""

    def __call__(self, address: str) -> bool:
        self.opened.append(address)
        threading.Thread(target=self._use, args=(address,), daemon=True).start()
        return True

    def _use(self, address: str) -> None:
        back = decide(address, agree=self._agree, without=self._without)
        self._first(back)
        self.shown = requests.get(back, timeout=10).text
