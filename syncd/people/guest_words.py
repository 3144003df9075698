"""How robots, lists, rooms and shared mailboxes are named, when nothing says that they are such."""

from __future__ import annotations

from syncd.text.pattern import when_used

#: Addresses of what writes by itself, and of lists. Mail and calendars need not say that they are.
ROBOT = when_used(
    r"(^|[._+-])(no-?reply|do-?not-?reply|mailer-daemon|calendar-notification|notifications?)([._+-]|@)"
    # Of these the whole name before the @ or "+": some are also the names of people.
    r"|^(postmaster|mailer|daemon|bounces?|auto-?(mailer|mail|reply|responder|confirm|notify)"
    r"|mail-?robot|robot|bot|cron|jenkins|jira|confluence|nagios|zabbix|grafana|sentry|alerts?|alarms?|wordpress"
    r"|undeliverable|unsubscribe|notify|hit-?reply|reminders?|digest|updates)([+-][^@]*)?@"
    # What products send in the name of those who use them.
    r"|@([a-z0-9-]+\.)*(atlassian\.net|docs\.google\.com|facebookmail\.com|discoursemail\.com|trello\.com"
    r"|intercom-mail\.com|amazonses\.com|sendgrid\.net|mcsv\.net|mandrillapp\.com|mailgun\.org"
    r"|createsend\.com|reply\.github\.com|in\.basecamp\.com"
    r"|docusign\.net)$|^(invitations?|messages|jobalerts|member|info)@(linkedin|meetup)\.com$"
    r"|@[a-z0-9-]+\.(zendesk|freshdesk)\.com$"
    r"|@(notifications?|notify|no-?reply|bounces?|replies|reply|mailer|alerts?)\.[a-z0-9-]+\.[a-z0-9.-]+$"
    r"|@(resource|group)\.calendar\.google\.com$"
    # Lists, and their robots.
    r"|@([a-z0-9-]+\.)*(list|listserv|listes?|mailman|groups)\.[a-z0-9-]+\.[a-z0-9.-]+$"
    r"|@([a-z0-9-]+\.)*(lists\.[a-z0-9.-]+|googlegroups\.[a-z.]+|yahoogroups\.[a-z.]+|groups\.io|freelists\.org"
    r"|framalistes\.org|simplelists\.com|gaggle\.email)$"
    r"|(-(owner|request|bounces|subscribe|unsubscribe)|^owner-[^@]+)(\+[^@]*)?@"
    # What books meetings or takes notes in them.
    r"|^(amy|andrew)(\.ingram)?@x\.ai$|^(notifications?|invites?|teamcalendly)@calendly\.com$"
    r"|^fred@fireflies\.ai$|@([a-z0-9-]+\.)*(otter\.ai|fathom\.video|tldv\.io|youcanbook\.me)$"
    r"|^(note-?taker|meeting-?bot|scheduler|scheduling-?(bot|assistant))@",
    0,
)
#: Names of rooms and things. "Raum" and "Room" are also names of people, so either needs a number,
#: or what the room is for.
ROOM = when_used(
    r"\b(meeting|conference|board|seminar|training|huddle|focus|phone|video|project|lecture|class"
    r"|team|war|interview)[ -]?(room|booth)s?\b"
    r"|\b(besprechungs|konferenz|meeting|seminar|sitzungs|schulungs|tagungs|projekt|vortrags|kreativ"
    r"|besucher|veranstaltungs|multifunktions|gruppen|team|video)[ -]?(raum|zimmer|saal)\b"
    r"|\b(salle|sala|sal[oó]n) (de|di|da) (r[eé]union\w*|riunion\w*|juntas|conf[eé]ren\w*)\b"
    r"|\bvergader(ruimte|zaal|kamer)\b|\b(telefon|phone|focus)[ -]?(box|zelle|kabine)\b"
    r"|^(raum|room|zimmer|saal|salle|sala|zaal)\s+([a-z]{1,2}[-. ]?)?\d[\d./-]*[a-z]?\b"
    r"|^(raum|room|zimmer|saal|salle|sala|zaal)\b.*\(\d{1,3}(\s*\w+\.?)?\)$"
    r"|[(\[](ressource|resource|equipment|room|raum|gerät)[)\]]\s*$"
    r"|^(beamer|projektor|projector|parkplatz|stellplatz|parking( space)?|laptop|dienstwagen"
    r"|pool[ -]?car|lastenrad|cargo bike|whiteboard|screen)\s*#?\d+\b",
)
#: "Raum Spree" is one if its address begins so as well.
ROOM_AND_ADDRESS = when_used(
    r"^(raum|room|zimmer|saal|salle|sala|zaal)\s.*\s<\1[^@]*@"
    r"|\s<(meeting-?room|conference-?room|conf-?room|board-?room|konferenzraum|besprechungsraum)[^@]*@",
)
#: The local part of a mailbox that several people read.
SHARED = when_used(
    r"^(?:info|office|hello|hallo|hi|contact|kontakt|team|support|help|helpdesk|service|sales|admin"
    r"|hr|jobs|careers?|recruiting|bewerbung(?:en)?|press|presse|media|marketing|events?|bookings?"
    r"|booking|buchung|billing|invoices?|rechnung(?:en)?|accounts?|accounting|buchhaltung|finance"
    r"|legal|privacy|datenschutz|security|abuse|webmaster|hostmaster|root|newsletter|news"
    r"|reception|empfang|front-?desk|secretariat|sekretariat|secretary|buero|büro|verwaltung|orga"
    r"|organi[sz]ers?|feedback|enquir(?:y|ies)|inquir(?:y|ies)|community|members(?:hip)?|everyone|all"
    r"|staff|board|vorstand|studio|bonjour|accueil|secretaria|correo|redaktion|editors?)"
    r"(?:[._+-](?:de|en|eu|uk|us|dach|team|office|mail|desk|berlin|\d+))?@",
)
