"""Finds the servers of an address: a table of large providers, then what its domain publishes.

RFC 6186 and RFC 8314 (mail), RFC 6764 (calendars and contacts). DNS can be forged, so a server
outside the address's own domain that is not in the table is only a candidate for the user to
confirm (RFC 6186 section 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import dns.exception
import dns.resolver

from connectors.hosts import is_within
from connectors.providers import Provider, provider_of, provider_of_exchanger

_DNS_SECONDS = 5.0


class Security(StrEnum):
    """How a connection is kept private."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Target:
    """One SRV record (RFC 2782)."""

    host: str
    port: int
    priority: int = 0
    weight: int = 0


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server that may hold the mail of an address."""

    host: str
    port: int
    security: Security
    #: Who says so, for people: ``the DNS of example.com``.
    source: str
    #: Named by the table, or in the address's own domain.
    sure: bool
    advice: str = ""


@dataclass(frozen=True, slots=True)
class DavServer:
    """An address where looking for calendars or contacts may begin."""

    url: str
    source: str
    sure: bool
    advice: str = ""


class Lookup(Protocol):
    """What is asked of the DNS; no answer is an empty one."""

    def srv(self, name: str) -> Sequence[Target]:
        """Service records, best first."""
        ...

    def txt(self, name: str) -> Sequence[str]:
        """Text records."""
        ...

    def mx(self, domain: str) -> Sequence[str]:
        """Names of the domain's mail exchangers, best first."""
        ...


class Dns:
    """Asks the resolvers of this machine, or those given."""

    def __init__(self, resolver: dns.resolver.Resolver | None = None) -> None:
        self._resolver = resolver

    def srv(self, name: str) -> Sequence[Target]:
        """See `Lookup`. The record "." says that there is no such service."""
        found = [
            Target(_host(one.target), one.port, one.priority, one.weight)
            for one in self._ask(name, "SRV")
        ]
        found.sort(key=lambda target: (target.priority, -target.weight))
        return [target for target in found if target.host]

    def txt(self, name: str) -> Sequence[str]:
        """See `Lookup`."""
        return [b"".join(one.strings).decode("utf-8", "replace") for one in self._ask(name, "TXT")]

    def mx(self, domain: str) -> Sequence[str]:
        """See `Lookup`."""
        found = sorted((one.preference, _host(one.exchange)) for one in self._ask(domain, "MX"))
        return [host for _, host in found if host]

    def _ask(self, name: str, kind: str) -> dns.resolver.Answer | tuple[()]:
        with suppress(dns.exception.DNSException, OSError, ValueError):
            resolver = self._resolver or dns.resolver.Resolver()
            return resolver.resolve(name, kind, lifetime=_DNS_SECONDS, search=False)
        return ()


def known_mail_server(address: str) -> MailServer | None:
    """The server of an address at a large provider, without asking anyone."""
    provider = provider_of(_domain(address))
    return next(_mail_at(provider, f"{provider.name} is known"), None) if provider else None


def known_dav_server(address: str, service: str) -> DavServer | None:
    """Where to begin at a large provider, without asking anyone."""
    provider = provider_of(_domain(address))
    return next(_dav_at(provider, service, f"{provider.name} is known"), None) if provider else None


def mail_servers(address: str, lookup: Lookup) -> Iterator[MailServer]:
    """Candidates for the mail of an address, the best first, lazily."""
    if known := known_mail_server(address):
        yield known
        return
    domain = _domain(address)
    if not domain:
        return
    for service, security in (("_imaps", Security.TLS), ("_imap", Security.STARTTLS)):
        for target in lookup.srv(f"{service}._tcp.{domain}"):
            yield MailServer(
                target.host, target.port, security, _by_dns(domain), is_within(target.host, domain)
            )
    hosting = _hosting(domain, lookup)
    if hosting:
        yield from _mail_at(hosting, f"{domain} gets its mail at {hosting.name}")
    for host in (f"imap.{domain}", f"mail.{domain}", domain):
        yield MailServer(host, 993, Security.TLS, "a guess", sure=True)


def dav_servers(address: str, service: str, lookup: Lookup) -> Iterator[DavServer]:
    """Where to begin looking for "caldav" or "carddav", the best first, lazily."""
    if known := known_dav_server(address, service):
        yield known
        return
    domain = _domain(address)
    if not domain:
        return
    for target in lookup.srv(f"_{service}s._tcp.{domain}"):
        port = "" if target.port == 443 else f":{target.port}"
        path = _path(lookup.txt(f"_{service}s._tcp.{domain}")) or f"/.well-known/{service}"
        url = f"https://{target.host}{port}{path}"
        yield DavServer(url, _by_dns(domain), is_within(target.host, domain))
    hosting = _hosting(domain, lookup)
    if hosting:
        yield from _dav_at(hosting, service, f"{domain} gets its mail at {hosting.name}")
    yield DavServer(f"https://{domain}/.well-known/{service}", "a guess", sure=True)


def _hosting(domain: str, lookup: Lookup) -> Provider | None:
    """The large provider that takes the mail of a domain of one's own."""
    found = (provider_of_exchanger(host) for host in lookup.mx(domain))
    return next((provider for provider in found if provider), None)


def _mail_at(provider: Provider, source: str) -> Iterator[MailServer]:
    if provider.imap:
        host, _, port = provider.imap.partition(":")
        security = Security.STARTTLS if provider.starttls else Security.TLS
        yield MailServer(host, int(port or 993), security, source, True, provider.advice)


def _dav_at(provider: Provider, service: str, source: str) -> Iterator[DavServer]:
    url = provider.caldav if service == "caldav" else provider.carddav
    if url:
        yield DavServer(url, source, True, provider.advice)


def _path(texts: Sequence[str]) -> str:
    """``path=/dav/`` of a TXT record (RFC 6764 section 4)."""
    for text in texts:
        key, _, path = text.partition("=")
        if key.strip().lower() == "path" and path.startswith("/") and path.isprintable():
            return path.strip()
    return ""


def _by_dns(domain: str) -> str:
    return f"the DNS of {domain}"


def _host(name: object) -> str:
    return str(name).rstrip(".").lower()


def _domain(address: str) -> str:
    return address.partition("@")[2].lower()
