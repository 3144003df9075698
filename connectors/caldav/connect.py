"""`syncd connect` for CalDAV and CardDAV: find the server, ask for the password, try, keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from connectors.caldav.client import Access, Dav
from connectors.caldav.collections import ADDRESS_BOOKS, CALENDARS, Finder, Kind
from connectors.caldav.settings import DavSettings
from connectors.contract import Surroundings
from connectors.discover import DavServer, Dns, Lookup, dav_servers, known_dav_server
from connectors.passwords import SECRET, is_kept_elsewhere, password, token
from connectors.secrets import Secrets, read_private, write_private
from syncd.errors import AccountError

_REMEMBERED = "url"


def connect(
    name: str,
    settings: DavSettings,
    surroundings: Surroundings,
    *,
    browser: bool,  # noqa: ARG001  # nothing to show in one
    say: Callable[[str], None],
    ask: Callable[[str], str],
    kind: Kind = CALENDARS,
    lookup: Lookup | None = None,
) -> str:
    """Find the server, ask for the password, check that something is there, keep what was found."""
    secret = _secret(name, settings, surroundings, ask)
    attempt = _Attempt(name, settings, secret, kind)
    found, url = _first_that_works(attempt, say, ask, lookup or Dns())
    kept = "in the place that the config names"
    if not is_kept_elsewhere(settings):
        kept = "in " + Secrets(surroundings.state).set(name, SECRET, secret())
    if not settings.url:
        write_private(surroundings.state / _REMEMBERED, url)
    return (
        f"{settings.user} is connected to {urlsplit(url).netloc} ({', '.join(found)}); "
        f"the password lies {kept}."
    )


def connect_contacts(
    name: str,
    settings: DavSettings,
    surroundings: Surroundings,
    *,
    browser: bool,
    say: Callable[[str], None],
    ask: Callable[[str], str],
) -> str:
    """`connect` for address books."""
    return connect(
        name, settings, surroundings, browser=browser, say=say, ask=ask, kind=ADDRESS_BOOKS
    )


def forget(name: str, settings: DavSettings, surroundings: Surroundings) -> str:  # noqa: ARG001
    """Forget the password and the address that was found."""
    gone = Secrets(surroundings.state).delete(name, SECRET)
    (surroundings.state / _REMEMBERED).unlink(missing_ok=True)
    return f"The password of {name} is forgotten." if gone else f"No password of {name} was kept."


def access(
    name: str, settings: DavSettings, surroundings: Surroundings, kind: Kind
) -> Callable[[], Access]:
    """Where to begin: as configured, as found by `connect`, or as the table knows."""

    def found() -> Access:
        url = settings.url or _recall(surroundings.state, name)
        if not url:
            server = known_dav_server(settings.user, kind.well_known)
            url = server.url if server else ""
        if not url:
            raise AccountError(
                name,
                f"The {kind.name} server of {settings.user} is not known.",
                advice=f'Run `syncd connect {name}`, or set url = "https://…".',
                permanent=True,
            )
        return _access(url, settings, lambda: _stored_secret(name, settings, surroundings))

    return found


def _access(url: str, settings: DavSettings, secret: Callable[[], str]) -> Access:
    is_token = bool(settings.token_command)
    return Access(url, settings.user, secret, is_token, settings.ca_file, settings.insecure)


def _stored_secret(name: str, settings: DavSettings, surroundings: Surroundings) -> str:
    if settings.token_command:
        return token(name, settings)
    return password(name, settings, surroundings.state)


def _secret(
    name: str, settings: DavSettings, surroundings: Surroundings, ask: Callable[[str], str]
) -> Callable[[], str]:
    if is_kept_elsewhere(settings):
        return lambda: _stored_secret(name, settings, surroundings)
    typed = ask(f"Password of {settings.user}: ")
    return lambda: typed


@dataclass(frozen=True, slots=True)
class _Attempt:
    """Looking into an account at one address or another."""

    name: str
    settings: DavSettings
    secret: Callable[[], str]
    kind: Kind

    def look(self, url: str) -> list[str]:
        """Names of what is there. Raises AccountError."""
        begin = _access(url, self.settings, self.secret)
        dav = Dav(self.name, lambda: begin)
        try:
            return [one.name for one in Finder(dav, self.kind).collections()]
        finally:
            dav.close()


def _first_that_works(
    attempt: _Attempt, say: Callable[[str], None], ask: Callable[[str], str], lookup: Lookup
) -> tuple[list[str], str]:
    """(names of what is there, address); a refused password ends the search at once."""
    settings, service = attempt.settings, attempt.kind.well_known
    if settings.url:
        return attempt.look(settings.url), settings.url
    for server in dav_servers(settings.user, service, lookup):
        if not _agreed(server, say, ask):
            continue
        try:
            return attempt.look(server.url), server.url
        except AccountError as error:
            if error.permanent:
                raise
            say(f"Nothing there: {error.message}")
    url = ask(f"Address of your {attempt.kind.name} server (https://…): ").strip()
    checked = _checked(attempt.name, settings, url)
    return attempt.look(checked), checked


def _checked(name: str, settings: DavSettings, url: str) -> str:
    try:
        return DavSettings.model_validate({**settings.model_dump(), "url": url}).url
    except ValueError as error:
        raise AccountError(name, f"{url!r} is not the address of a server.") from error


def _agreed(server: DavServer, say: Callable[[str], None], ask: Callable[[str], str]) -> bool:
    say(f"Trying {server.url} ({server.source}).")
    if server.advice:
        say(server.advice)
    if server.sure:
        return True
    host = urlsplit(server.url).hostname
    return ask(f"Is {host} really your server? [y/N] ").strip().lower() in {"y", "yes"}


def _recall(state: Path, name: str) -> str:
    return (read_private(state / _REMEMBERED, name) or "").strip()
