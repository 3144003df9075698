"""Tells people from desks: addresses that stand for an office, a list or a shop."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rules.words import fold, name_words
from syncd.model import Guest
from syncd.model.domains import domain_of, is_free_mail

#: Names before an @ that stand for a desk.
_NAMES = frozenset(
    """
    academy accounting accounts admin administration admissions agenda agendamento akademie alumni
    anmeldung appointments assistance atencion atendimento auskunft bestellung bewerbung billing
    board book booking bookings buchhaltung buchung campus careers cita citas citizens clases
    clientes clinic clinica club commercial communication communications community compras concierge
    conference conferences congress consulta consultas course courses cursos customer customercare
    customers customerservice customersuccess desk dispatch editor editorial eintrittskarten empfang
    engagement enquiries estudio evenements event eventi eventos events expo facility facturacion
    faculty feedback finance formacion formation fortbildung frontdesk gemeinde gemeindeamt grants
    group guestservices help helpdesk hotel hr iletisim inbox inkoop inquiries inschrijving
    inscricoes inscripciones inscriptions installation invite invites invoices iscrizioni it jobs
    kasse klantenservice konferenz kundenservice kurse lab learn learning library lists live
    maintenance marketing media meetings members membership mitglieder nachrichten network networks
    netzwerk news newsletter noc onboarding online operations order orders ordination orga
    organisation organization partner partners people personal personeel planung platform post
    praxis press presse program programme projekte recepcion receptie reception redaccion redaction
    redaktion registration registrations reminder renewals reply research reservas reservation
    reservations reservierung retail rh sales salesteam schedule scheduling school schule schulung
    secretaria secretariaat secretariat segreteria sekretariat seminar seminare service services
    shop showroom soporte speakers sport staff store success suporte support survey talent taxes
    team technik techsupport termin termine terminvergabe ticket tickets training trainings travel
    updates vendas ventas ventes venue veranstaltungen verein verkauf verkoop vertrieb verwaltung
    volunteer webinar webinars werkstatt workshop workshops zentrale
    """.split()
)
#: The same, unless the display name is that of a person: many work alone.
_SOFT_NAMES = frozenset(
    """
    contact contacto contato contatti contatto hallo hello hey hi hola info infos kontakt mail
    office oficina studio welcome
    """.split()
)
#: Words in a display name that no person has.
_OFFICES = frozenset(
    """
    academy ag akademie association asso bv billing bookings clinic clinica corp dept events ev
    foundation gbr gmbh gruppe hotel inc institut institute kanzlei kg kundenservice limited llc llp
    ltd newsletter notifications office onboarding ordination ordinacija plc praxis reception
    recruiting reservations restaurant sarl school schule sekretariat service services srl
    stiftung studio support talent team university universitat verein webinars
    """.split()
)
_WORDS_OF_A_NAME = 2
_SEPARATORS = re.compile(r"[-_]")
_MARKS = re.compile(r"[-_.]")


def desks(guests: Iterable[Guest]) -> int:
    """How many guests have an address that stands for a desk, like info@ or sales@."""
    return sum(is_desk(guest.address, guest.name) for guest in guests)


@lru_cache(maxsize=4096)
def is_desk(address: str, name: str = "") -> bool:
    """Whether an address stands for a desk: by what is before the @, or by the display name."""
    local = fold(address.partition("@")[0][:100]).partition("+")[0].rstrip("0123456789")
    if _is_desk_name(local):
        return True
    shown = set(name_words(name)) if "@" not in name else set()
    domain = _plain(domain_of(address))
    of_the_house = bool(shown & _OFFICES) or all(_plain(word) in domain for word in shown)
    if local in _SOFT_NAMES:
        return len(shown) < _WORDS_OF_A_NAME or of_the_house
    if not shown or _belongs(local, shown) or is_free_mail(domain):
        return False
    return of_the_house


def _plain(text: str) -> str:
    """Without the e of a German umlaut written out, as in sanitaer."""
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _is_desk_name(local: str) -> bool:
    """Sales is also a last name, so behind a dot it says nothing: "joao.sales"."""
    parts = (local.partition(".")[0], *_SEPARATORS.split(local))
    return _MARKS.sub("", local) in _NAMES or any(part in _NAMES for part in parts)


def _belongs(local: str, shown: set[str]) -> bool:
    """Whether what is before the @ is made of the display name: ada, a.lindqvist, lindqvista."""
    parts = [part for part in _MARKS.split(local) if part]
    joined = "".join(parts)
    initials = {word[0] for word in shown}
    return any(
        part in shown or any(len(word) > 2 and word in part for word in shown) for part in parts
    ) or (len(joined) <= 3 and set(joined) <= initials)
