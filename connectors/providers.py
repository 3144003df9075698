"""Servers of large providers, who mostly do not publish them in the DNS. A table, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider. "" where it offers no such service to other programs."""

    name: str
    #: Mail domains that are the provider's own.
    domains: tuple[str, ...]
    #: host or host:port, TLS from the first byte unless `starttls`.
    imap: str = ""
    caldav: str = ""
    carddav: str = ""
    #: Ends of the names of its mail exchangers: how domains of one's own are recognised.
    exchangers: tuple[str, ...] = ()
    #: What people must know before they type a password.
    advice: str = ""
    starttls: bool = False


def _app_password(place: str) -> str:
    return f"It wants an app password, not your usual one: {place}."


PROVIDERS = (
    Provider(
        "Fastmail",
        ("fastmail.com", "fastmail.fm", "fastmail.net", "sent.com", "messagingengine.com"),
        "imap.fastmail.com",
        "https://caldav.fastmail.com/dav/",
        "https://carddav.fastmail.com/dav/",
        ("messagingengine.com",),
        _app_password("Settings, Privacy & Security, App passwords"),
    ),
    Provider(
        "iCloud",
        ("icloud.com", "me.com", "mac.com"),
        "imap.mail.me.com",
        "https://caldav.icloud.com/",
        "https://contacts.icloud.com/",
        ("mail.icloud.com",),
        _app_password("account.apple.com, Sign-In and Security, App-Specific Passwords"),
    ),
    Provider(
        "Gmail",
        ("gmail.com", "googlemail.com"),
        "imap.gmail.com",
        exchangers=("google.com", "googlemail.com"),
        advice=_app_password("myaccount.google.com/apppasswords")
        + ' For the calendar too, use kind = "google" instead.',
    ),
    Provider(
        "Posteo",
        ("posteo.de", "posteo.net", "posteo.org", "posteo.eu", "posteo.at", "posteo.ch"),
        "posteo.de",
        "https://posteo.de:8443/",
        "https://posteo.de:8843/",
        ("posteo.de",),
    ),
    Provider(
        "mailbox.org",
        ("mailbox.org",),
        "imap.mailbox.org",
        "https://dav.mailbox.org/",
        "https://dav.mailbox.org/",
        ("mailbox.org",),
    ),
    Provider(
        "GMX",
        ("gmx.de", "gmx.net", "gmx.at", "gmx.ch"),
        "imap.gmx.net",
        "https://caldav.gmx.net/",
        "https://carddav.gmx.net/",
        advice="Switch IMAP on first: Settings, POP3 & IMAP.",
    ),
    Provider("GMX", ("gmx.com", "gmx.us", "gmx.co.uk"), "imap.gmx.com"),
    Provider(
        "WEB.DE",
        ("web.de",),
        "imap.web.de",
        "https://caldav.web.de/",
        "https://carddav.web.de/",
        advice="Switch IMAP on first: Settings, POP3 & IMAP.",
    ),
    Provider(
        "Yahoo",
        ("yahoo.com", "yahoo.de", "yahoo.fr", "yahoo.it", "yahoo.es", "yahoo.co.uk", "ymail.com",
         "rocketmail.com", "yahoo.ca", "yahoo.co.in", "yahoo.com.br"),
        "imap.mail.yahoo.com",
        "https://caldav.calendar.yahoo.com/",
        "https://carddav.address.yahoo.com/",
        ("yahoodns.net",),
        _app_password("Account Info, Security, App passwords"),
    ),
    Provider(
        "AOL", ("aol.com", "aim.com"), "imap.aol.com",
        advice=_app_password("Account Info, Security, App passwords"),
    ),
    Provider(
        "Outlook",
        ("outlook.com", "outlook.de", "outlook.fr", "outlook.es", "hotmail.com", "hotmail.de",
         "hotmail.fr", "hotmail.it", "hotmail.es", "hotmail.co.uk", "live.com", "live.de",
         "live.fr", "live.nl", "live.co.uk", "msn.com"),
        "outlook.office365.com",
        exchangers=("protection.outlook.com", "mx.microsoft"),
        advice="It takes no passwords from other programs, only OAuth tokens: set token_command.",
    ),
    Provider(
        "Zoho", ("zoho.com", "zohomail.com"), "imap.zoho.com", "https://calendar.zoho.com/caldav/",
        "https://contacts.zoho.com/", ("zoho.com",),
        _app_password("accounts.zoho.com, Security, App Passwords"),
    ),
    Provider(
        "Zoho", ("zoho.eu", "zohomail.eu"), "imap.zoho.eu", "https://calendar.zoho.eu/caldav/",
        "https://contacts.zoho.eu/", ("zoho.eu",),
        _app_password("accounts.zoho.eu, Security, App Passwords"),
    ),
    Provider(
        "Yandex", ("yandex.com", "yandex.ru", "ya.ru"), "imap.yandex.com",
        "https://caldav.yandex.ru/", "https://carddav.yandex.ru/", ("mx.yandex.net",),
        _app_password("id.yandex.com, Security, App passwords"),
    ),
    Provider(
        "Mail.ru", ("mail.ru", "inbox.ru", "list.ru", "bk.ru"), "imap.mail.ru",
        "https://calendar.mail.ru/", exchangers=("mail.ru",),
        advice=_app_password("Settings, Security, Passwords for external applications"),
    ),
    Provider(
        "Proton Mail",
        ("proton.me", "protonmail.com", "protonmail.ch", "pm.me"),
        "127.0.0.1:1143",
        exchangers=("protonmail.ch",),
        advice="It works through Proton Mail Bridge on this machine; use the password that the "
        "bridge shows, and its exported certificate as ca_file.",
        starttls=True,
    ),
    Provider("Runbox", ("runbox.com",), "mail.runbox.com", "https://dav.runbox.com/",
             "https://dav.runbox.com/", ("runbox.com",)),
    Provider("Disroot", ("disroot.org",), "disroot.org",
             "https://cloud.disroot.org/remote.php/dav/",
             "https://cloud.disroot.org/remote.php/dav/", ("disroot.org",)),
    Provider("Riseup", ("riseup.net",), "mail.riseup.net"),
    Provider("Migadu", (), "imap.migadu.com", "https://cdav.migadu.com/",
             "https://cdav.migadu.com/", ("migadu.com",)),
    Provider("Mailfence", ("mailfence.com",), "imap.mailfence.com",
             "https://mailfence.com/dav/", "https://mailfence.com/dav/", ("mailfence.com",)),
    Provider("Kolab Now", ("kolabnow.com", "mykolab.com"), "imap.kolabnow.com",
             "https://caldav.kolabnow.com/", "https://carddav.kolabnow.com/", ("kolabnow.com",)),
    Provider("Infomaniak", ("ik.me", "etik.com"), "mail.infomaniak.com",
             "https://sync.infomaniak.com/", "https://sync.infomaniak.com/", ("infomaniak.ch",)),
    Provider("Soverin", ("soverin.net",), "imap.soverin.net", exchangers=("soverin.net",)),
    Provider("Strato", (), "imap.strato.de", exchangers=("rzone.de",)),
    Provider("IONOS", ("online.de",), "imap.ionos.de", exchangers=("kundenserver.de",)),
    Provider("IONOS", (), "imap.ionos.com", exchangers=("ionos.com", "1and1.com")),
    Provider("OVH", (), "ssl0.ovh.net", exchangers=("mail.ovh.net",)),
    Provider("Gandi", (), "mail.gandi.net", exchangers=("mail.gandi.net",)),
    Provider("T-Online", ("t-online.de", "magenta.de"), "secureimap.t-online.de",
             advice="It wants its own mail password: Customer Center, passwords."),
    Provider("freenet", ("freenet.de",), "mx.freenet.de"),
    Provider("Libero", ("libero.it", "inwind.it", "iol.it"), "imapmail.libero.it"),
    Provider("Orange", ("orange.fr", "wanadoo.fr"), "imap.orange.fr"),
    Provider("Free", ("free.fr",), "imap.free.fr"),
    Provider("La Poste", ("laposte.net",), "imap.laposte.net"),
    Provider("Seznam", ("seznam.cz", "email.cz", "post.cz"), "imap.seznam.cz"),
    Provider("WP", ("wp.pl",), "imap.wp.pl"),
    Provider("Bluewin", ("bluewin.ch",), "imaps.bluewin.ch"),
    Provider("Comcast", ("comcast.net",), "imap.comcast.net"),
)  # fmt: skip

_BY_DOMAIN = {domain: provider for provider in PROVIDERS for domain in provider.domains}


def provider_of(domain: str) -> Provider | None:
    """The provider that a mail domain belongs to."""
    return _BY_DOMAIN.get(domain.lower())


def provider_of_exchanger(host: str) -> Provider | None:
    """The provider that a mail exchanger belongs to."""
    host = host.lower().rstrip(".")
    for provider in PROVIDERS:
        if any(host == end or host.endswith("." + end) for end in provider.exchangers):
            return provider
    return None
