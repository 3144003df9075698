"""Servers of an address: from the table, from a real DNS server on this machine, or guessed."""

from __future__ import annotations

import re

import pytest

from connectors.discover import (
    Dns,
    Security,
    dav_servers,
    known_dav_server,
    known_mail_server,
    mail_servers,
)
from connectors.hosts import is_loopback, is_within, same_house
from connectors.providers import PROVIDERS, provider_of, provider_of_exchanger
from tests.servers import dns


def test_a_large_provider_is_known_without_asking_anyone() -> None:
    found = known_mail_server("Robin@FastMail.com")
    assert found
    assert (found.host, found.port, found.security) == ("imap.fastmail.com", 993, Security.TLS)
    assert found.sure
    assert "app password" in found.advice
    calendar = known_dav_server("robin@fastmail.com", "caldav")
    assert calendar
    assert calendar.url == "https://caldav.fastmail.com/dav/"
    assert known_mail_server("robin@example.com") is None


def test_for_a_known_provider_the_dns_is_not_asked() -> None:
    with dns.start() as resolver:
        assert [one.host for one in mail_servers("a@posteo.de", Dns(resolver))] == ["posteo.de"]


def test_service_records_are_tried_best_first_and_tls_before_starttls() -> None:
    with dns.start(
        "_imaps._tcp.example.com. SRV 20 1 993 backup.example.com.",
        "_imaps._tcp.example.com. SRV 10 1 9930 mail.example.com.",
        "_imap._tcp.example.com. SRV 0 1 143 mail.example.com.",
    ) as resolver:
        found = list(mail_servers("robin@example.com", Dns(resolver)))
    assert [(one.host, one.port, one.security) for one in found[:3]] == [
        ("mail.example.com", 9930, Security.TLS),
        ("backup.example.com", 993, Security.TLS),
        ("mail.example.com", 143, Security.STARTTLS),
    ]
    assert all(one.sure for one in found)


def test_a_server_outside_the_domain_is_for_the_user_to_confirm() -> None:
    with dns.start("_imaps._tcp.example.com. SRV 0 1 993 imap.elsewhere.example.") as resolver:
        first = next(mail_servers("robin@example.com", Dns(resolver)))
    assert first.host == "imap.elsewhere.example"
    assert not first.sure
    assert "DNS of example.com" in first.source


def test_a_service_that_is_declared_absent_is_not_tried() -> None:
    with dns.start("_imaps._tcp.example.com. SRV 0 0 0 .") as resolver:
        found = [one.source for one in mail_servers("robin@example.com", Dns(resolver))]
    assert set(found) == {"a guess"}


def test_a_domain_of_ones_own_is_known_by_where_its_mail_goes() -> None:
    with dns.start(
        "example.com. MX 10 in1-smtp.messagingengine.com.",
        "example.com. MX 20 in2-smtp.messagingengine.com.",
    ) as resolver:
        mail = next(mail_servers("robin@example.com", Dns(resolver)))
        calendar = next(dav_servers("robin@example.com", "caldav", Dns(resolver)))
    assert mail.host == "imap.fastmail.com"
    assert mail.sure
    assert calendar.url == "https://caldav.fastmail.com/dav/"


def test_where_nothing_is_published_the_usual_names_are_guessed() -> None:
    with dns.start() as resolver:
        mail = [one.host for one in mail_servers("robin@example.com", Dns(resolver))]
        dav = [one.url for one in dav_servers("robin@example.com", "carddav", Dns(resolver))]
    assert mail == ["imap.example.com", "mail.example.com", "example.com"]
    assert dav == ["https://example.com/.well-known/carddav"]


def test_a_dav_path_comes_from_the_text_record() -> None:
    with dns.start(
        "_caldavs._tcp.example.com. SRV 0 1 8443 dav.example.com.",
        '_caldavs._tcp.example.com. TXT "path=/remote.php/dav/"',
    ) as resolver:
        first = next(dav_servers("robin@example.com", "caldav", Dns(resolver)))
    assert first.url == "https://dav.example.com:8443/remote.php/dav/"


@pytest.mark.parametrize("text", ["path=//evil.example/", "path=dav", "x=1", "path=/a b\\013"])
def test_a_strange_text_record_cannot_lead_elsewhere(text: str) -> None:
    with dns.start(
        "_caldavs._tcp.example.com. SRV 0 1 443 dav.example.com.",
        f'_caldavs._tcp.example.com. TXT "{text}"',
    ) as resolver:
        first = next(dav_servers("robin@example.com", "caldav", Dns(resolver)))
    assert first.url.startswith("https://dav.example.com/")


def test_a_dns_that_does_not_answer_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.discover._DNS_SECONDS", 0.3)
    with dns.start() as resolver:
        resolver.port = 9
    assert Dns(resolver).srv("_imaps._tcp.example.com") == []


def test_a_user_name_without_a_domain_leads_nowhere() -> None:
    with dns.start() as resolver:
        assert list(mail_servers("robin", Dns(resolver))) == []
        assert list(dav_servers("robin", "caldav", Dns(resolver))) == []


@pytest.mark.parametrize(
    ("host", "other", "expected"),
    [
        ("caldav.example.com", "example.com", True),
        ("p42-caldav.icloud.com", "caldav.icloud.com", True),
        ("example.com", "example.com", True),
        ("example.com", "dav.example.com", True),
        ("evil.example", "caldav.example.com", False),
        ("notexample.com", "example.com", False),
        ("evil.co.uk", "shop.co.uk", False),
        ("evil.com", "mail.com", False),
        ("other.example.com", "robin.example.com", False),
        ("", "example.com", False),
    ],
)
def test_hosts_of_one_house(host: str, other: str, expected: bool) -> None:
    assert same_house(host, other) is expected


def test_this_machine_is_known_by_name_and_number() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.8.9.1", "::1")))
    assert not any(map(is_loopback, ("", "example.com", "10.0.0.1", "localhost.evil.example")))
    assert not is_within("example.com", "")


def test_the_table_of_providers_is_well_formed() -> None:
    domains = [domain for provider in PROVIDERS for domain in provider.domains]
    assert len(domains) == len(set(domains))
    for provider in PROVIDERS:
        assert provider.imap or provider.caldav, provider.name
        assert re.fullmatch(r"[a-z0-9.-]+(:\d+)?", provider.imap), provider.name
        for url in filter(None, (provider.caldav, provider.carddav)):
            assert re.fullmatch(r"https://[a-z0-9.-]+(:\d+)?/[a-z./]*", url), provider.name
    assert provider_of("ICLOUD.com")
    found = provider_of_exchanger("mx01.mail.icloud.com.")
    assert found
    assert found.name == "iCloud"
    assert provider_of_exchanger("notgoogle.com") is None
