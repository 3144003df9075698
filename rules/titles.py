"""Whether a title says anything but names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rules.words import name_words

_LENGTH = re.compile(r"\d+(?:m|min|mins|minute|h|hr|std|uhr|am|pm)?")

#: Words that tell nothing of a meeting's purpose, in seven languages.
_PLAIN = frozenset(
    """
    1 call calls chat chats meet meeting meetup mtg talk sync 1on1 one on zoom teams google video
    videocall phone phonecall telephone hangout skype facetime session appointment slot time
    minute minutes min mins hour hours quick short brief with and w x vs re fwd for the a an to of
    via at by between discussion conversation connect touch base
    termin gesprach gesprache telefonat telefon anruf besprechung treffen videocall videogesprach
    austausch und mit minuten minute stunde kurz kurzes kurzer bei der die das
    appel reunion rendez vous rdv rencontre echange entretien visio telephonique et avec minutes
    point le la les de du
    llamada reunion cita encuentro videollamada charla y con minutos el los
    chamada reuniao encontro conversa ligacao e com minutos o os
    chiamata riunione incontro appuntamento videochiamata telefonata e con minuti il
    gesprek afspraak bellen overleg belletje en met minuten kort de het een
    """.split()
)
#: Too general to be the name of an organisation when they stand in a domain.
_DOMAIN_NOISE = frozenset(
    "com org net co uk de fr es pt it nl io ai app dev www mail gmail".split()
)


def is_plain(title_words: Iterable[str], names: Iterable[str], addresses: Iterable[str]) -> bool:
    """Whether a title says no more than names, a length, or a word like "call".

    A word of a guest's address counts as a name: people write the organisation there.
    """
    telling = {word for word in title_words if not _tells_nothing(word)}
    if not telling:
        return True
    telling.difference_update(*(name_words(name) for name in names))
    for address in addresses if telling else ():
        telling.difference_update(set(name_words(address)) - _DOMAIN_NOISE)
    return not telling


def _tells_nothing(word: str) -> bool:
    return word in _PLAIN or len(word) == 1 or _LENGTH.fullmatch(word) is not None
