"""Which hosts a password may be sent to, judged by names alone. Pure."""

from __future__ import annotations

import ipaddress

#: First labels that say what a host does, not whose it is.
_SERVICES = frozenset(
    "caldav carddav dav cal calendar calendars card contacts cloud mail imap www sync".split()
)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine by its name or address, without asking anyone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_within(host: str, domain: str) -> bool:
    """Whether a host lies in a domain, or is it."""
    host, domain = host.lower().rstrip("."), domain.lower().rstrip(".")
    return bool(domain) and (host == domain or host.endswith("." + domain))


def same_house(host: str, other: str) -> bool:
    """Whether two hosts belong together: ``caldav.icloud.com`` and ``p42-caldav.icloud.com``.

    A first label that only names the service is taken off the second, if two labels remain.
    """
    if is_within(host, other):
        return True
    first, _, rest = other.lower().rstrip(".").partition(".")
    return first in _SERVICES and "." in rest and is_within(host, rest)
