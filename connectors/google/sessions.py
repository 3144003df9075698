"""HTTP sessions that carry only the credentials that we give them."""

from __future__ import annotations

import requests


def session(*, local: bool) -> requests.Session:
    """A session. ``local``: the server is on this machine, so no proxy is asked."""
    made = requests.Session()
    made.trust_env = not local
    made.auth = _bare
    return made


def _bare(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Add nothing: without this, ~/.netrc would take the place of our own token."""
    return request
