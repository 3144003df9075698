"""The words for days, months and periods that `dates` reads; only words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from syncd.text.pattern import any_of


def _numbered(rows: Iterable[str], start: int) -> dict[str, int]:
    return {word: number for number, row in enumerate(rows, start) for word in row.split()}


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


MONTHS = _numbered(
    (
        "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari",
        "february feb februar février fevrier févr febrero fevereiro fev febbraio febr februari",
        "march mar märz mrz mars marzo março marco maart mrt mär",
        "april apr avril avr abril abr aprile",
        "may mai mayo maio maggio mag mei",
        "june jun juni juin junio junho giugno giu",
        "july jul juli juillet juil julio julho luglio lug",
        "august aug août aout agosto ago augustus",
        "september sep sept septembre septiembre setembro set settembre sett",
        "october oct oktober okt octobre octubre outubro out ottobre ott",
        "november nov novembre noviembre novembro",
        "december dec dezember dez décembre déc decembre diciembre dic dezembro dicembre",
    ),
    1,
)
WEEKDAYS = _numbered(
    (
        "monday montag lundi lunes segunda-feira lunedì lunedi maandag",
        "tuesday tue tues dienstag mardi martes terça-feira martedì martedi dinsdag",
        "wednesday mittwoch mercredi miércoles miercoles quarta-feira mercoledì mercoledi woensdag",
        "thursday thu thur thurs donnerstag jeudi jueves quinta-feira giovedì giovedi donderdag",
        "friday fri freitag vendredi viernes sexta-feira venerdì venerdi vrijdag",
        "saturday samstag sonnabend samedi sábado sabato zaterdag",
        "sunday sonntag dimanche domingo domenica zondag",
    ),
    0,
)
NUMBERS = _numbered(
    (
        "a an one ein eine einem einer einen un une uno una um uma een één",
        "two zwei deux dos dois duas due twee",
        "three drei trois tres três tre drie",
        "four vier quatre cuatro quatro quattro",
        "five fünf cinq cinco cinque vijf",
        "six sechs seis sei zes",
        "seven sieben sept siete sete sette zeven",
        "eight acht huit ocho oito otto",
        "nine neun neuf nueve nove negen",
        "ten zehn dix diez dez dieci tien",
    ),
    1,
)

MONTH = rf"(?P<month>{_longest_first(MONTHS)})\b\.?"
WEEKDAY = rf"(?P<weekday>{_longest_first(WEEKDAYS)})"
NUMBER = rf"(?P<number>\d{{1,3}}|{_longest_first(NUMBERS)})"
YEAR = r"(?:,?\s+(?:de\s+|del\s+)?(?P<year>20\d\d)\b)"
DAY = r"(?P<day>[0-3]?\d)"

TODAY = any_of("""
    today  tonight  later today  this (?:morning|afternoon|evening)  eod  cob  end of (?:the )?day
    close of business  (?:within|in) (?:an|the next|a few|two|three|2|3) hours?
    heute(?: abend| nachmittag| noch)?  aujourd['’]hui  ce soir  cet après-midi
    en fin de journée  hoy  esta (?:tarde|noche)  hoje  oggi  stasera  vandaag  vanavond
""")
TOMORROW = any_of("""
    tomorrow(?: (?:morning|afternoon|evening|night))?  tmrw  within (?:24 hours|a day)
    demain(?: (?:matin|soir|après-midi))?  in 24 (?:hours|stunden)  innerhalb von 24 stunden
    (?<!la )(?<!esta )mañana(?: por la (?:mañana|tarde|noche))?  amanhã  domani
    (?<!guten )(?<!am )(?<!jeden )(?<!goede )(?<!einen )(?<!zum )morgen(?: (?:früh|vormittag
        |mittag|nachmittag|abend|ochtend|middag|avond))?
""")
DAY_AFTER = any_of("""
    (?:the )?day after tomorrow  übermorgen  après-demain  pasado mañana  depois de amanhã
    dopodomani  overmorgen  (?:within|in) 48 hours
""")
YESTERDAY = any_of("""
    yesterday  gestern  hier(?= (?:soir|matin)\\b)  ayer  ontem  ieri  gisteren
""")
THIS = any_of("this coming  this  diesen  dieser  este  ce  questo  deze")
NEXT = any_of("""
    next  nächsten  nächster  kommenden  kommender  (?:el )?próximo  próxima  volgende  prossimo
""")
NEXT_AFTER = any_of("""
    next week  (?:nächster|nächste|kommender) woche  prochain  prochaine  próximo  próxima
    que viene  prossimo  volgende week
""")
LAST = any_of("""
    last  past  letzten  letzter  vergangenen  (?:el )?pasado  vorige  afgelopen  scorso
""")
LAST_AFTER = any_of("dernier  dernière  pasado  passado  scorso")
THIS_WEEK = any_of("""
    (?:the )?end of (?:the |this )?week  eow  this week  (?:bis )?ende der woche  diese woche
    (?:d['’]ici la )?fin de (?:la )?semaine  cette semaine
    (?:a )?(?:finales|final|fin) de (?:la )?semana  esta semana  fine settimana
    questa settimana  deze week  eind van de week  fim da semana
""")
NEXT_WEEK = any_of("""
    (?:(?:the )?end of )?next week  (?:ende |anfang |mitte )?(?:nächster?|kommender?) woche
    (?:la )?semaine prochaine  (?:la )?próxima semana  (?:la )?semana que viene
    (?:la )?prossima settimana  (?:la )?settimana prossima  volgende week  (?:na )?semana que vem
""")
WEEKEND = any_of("""
    (?:this|the|over the) weekend  (?:am|dieses) wochenende  ce week-end  este fin de semana
""")
THIS_MONTH = any_of("""
    (?:the )?end of (?:the |this )?month  eom  this month  ende des monats
    (?:zum |bis )?monatsende  ende diese[ns] monats  diesen monat  fin du mois  ce mois-ci
    fin(?:ales)? de mes  este mes  fine mese  eind van de maand  deze maand
""")
NEXT_MONTH = any_of("""
    (?:(?:the )?end of )?next month  (?:ende )?nächsten monats?  (?:le )?mois prochain
    (?:el )?próximo mes  (?:el )?mes que viene  (?:il )?mese prossimo  volgende maand
""")
END_OF = any_of("(?:the )?end of  ende  fin(?: de)?  finales de  fine")
YEAR_END = any_of("""
    (?:the )?end of (?:the |this )?year  eoy  (?:bis )?jahresende  ende des jahres
    fin de l['’]année  fin d['’]année  fin de año  fine anno
""")
IN = any_of("""
    in  within  within the next  in the next  over the next  innerhalb von  innerhalb  binnen
    dans  d['’]ici  en  dentro de  em  daqui a  entro  fra  tra  over
""")
DAYS = any_of("days?  tage?n?  jours?  días?  dias?  giorni  giorno  dagen")
WEEKS = any_of("weeks?  wochen?  semaines?  semanas?  settimane  settimana  weken")
MONTH_COUNT = any_of("months?  monate?n?  mois  mes(?:es)?  mesi  maanden")
FORTNIGHT = any_of("in a fortnight  in vierzehn tagen  dans une quinzaine")
UNTIL = any_of("by  on  before  until  till  bis zum  am  zum  avant le  pour le  d['’]ici le")
