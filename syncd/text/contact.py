"""What the lines of a signature look like: phones, links, titles, companies, places, pronouns."""

from __future__ import annotations

import re

from syncd.text.pattern import any_of

PHONE = re.compile(
    r"(?<![\w/=.-])(?!\d\d?[./-]\d\d?[./-](?:20)?\d\d\b)"
    r"(?:(?:\+|00)\d[\d ()./–-]{6,22}\d|\(?0\d{1,5}\)?[ ./–-]{1,3}\d[\d ./–-]{3,16}\d"
    r"|0\d{8,12}|\(\d{3}\) ?\d{3}[-. ]\d{4}|\d{3}[-.]\d{3}[-.]\d{4}|\d{3} \d{3} \d{4})(?![\w/])"
)
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>()|,\]]{3,300}"
    r"|(?<![\w@.-])(?:[\w-]{1,40}\.){0,2}(?:linkedin|github|gitlab|twitter|x|xing|instagram|facebook"
    r"|calendly|cal|medium|substack|youtube|orcid|mastodon|bsky)\.(?:com|org|social|app)/[^\s<>()|,\]]{1,200}"
    r"|(?<![\w@.-])(?:[a-z0-9-]{2,40}\.){1,3}(?:com|org|net|io|de|eu|co|uk|fr|es|it|nl|ch|at|be|pt|se|dk|no|fi|pl"
    r"|dev|ai|app|me|info|tech|cloud|studio|design|agency|ngo|edu|example)(?:/[^\s<>()|,\]]{0,200})?(?![\w@.-])",
    re.IGNORECASE,
)
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}")
_LABELS = any_of("""
    t  m  p  e  w  f  a  d  o  c  h  tel  tél  phone  mobile  mob  cell  office  direct  main  fax
    e-?mail  mail
    web  website  site  skype  telefon  mobil  handy  telefax  téléphone  portable  teléfono
    móvil  tlf
    telefone  celular  telemóvel  telefono  cellulare  telefoon  mobiel  linkedin  twitter  github
    zoom  whatsapp  signal  telegram  address  adresse  www  internet  blog  calendly
    """)
#: "T:", "Mobile", "E-Mail:" before what it says.
LABEL = re.compile(rf"(?:{_LABELS})(?:\.|\b)\s?[:|.]?\s*(?=[\w+(@/])", re.IGNORECASE)
BARE_LABEL = re.compile(rf"\W*(?:{_LABELS})\W*", re.IGNORECASE)
_TITLE_WORDS = any_of("""
    chief  head  director  manager  lead  leader  (?:co-?)?founder  partner  president
    vice[- ]president  [sea]?vp  ceo
    cto  cfo  coo  cmo  cpo  cio  ciso  cro  engineer  developer  designer  consultant  analyst
    scientist  researcher  professor  prof  lecturer  editor  journalist  author  writer  attorney
    lawyer  counsel  advis[eo]r  associate  assistant  coordinator  co-ordinator  specialist
    officer
    owner  principal  architect  recruiter  coach  producer  teacher  student  candidate  fellow
    chair(?:man|woman|person)?  secretary  treasurer  organi[sz]er  strategist  evangelist  advocate
    investor  freelancer?  programmer  administrator  executive  representative  trainer  curator
    librarian
    photographer  translator  nurse  physician  doctor  economist  statistician  planner  buyer
    accountant  controller  postdoc  intern  trustee  volunteer  musician  artist  speaker
    ma?inte?nance
    maintainer  scrum master  product  marketing  sales  operations  talent
    people (?:&|and) culture
    geschäftsführer(?:in)?  leiter(?:in)?  \\w+leiter(?:in)?  leitung
    vorstand(?:svorsitzende[r]?)?  referent(?:in)?
    berater(?:in)?  \\w+berater(?:in)?  entwickler(?:in)?  \\w+entwickler(?:in)?  inhaber(?:in)?
    (?:mit)?gründer(?:in)?
    prokurist(?:in)?  ingenieur(?:in)?  assistent(?:in)?  assistenz  rechtsanw[aä]lt(?:in)?
    redakteur(?:in)?  lehrer(?:in)?
    wissenschaftlich\\w+ mitarbeiter(?:in)?  vertrieb  einkauf  personal(?:leitung|wesen)?
    directeur  directrice  responsab(?:le|ile)  ingénieure?  fondat(?:eur|rice)
    co-?fondat(?:eur|rice)  gérante?  chef(?:fe)?  chargée?
    consultante?  développeu(?:r|se)  avocate?  journaliste  chercheu(?:r|se)  associée?
    director[a]?  gerente  (?:co-?)?fundador[a]?  ingenier[oa]  jef[ea]  soci[oa]  consultor[a]?
    abogad[oa]  periodista
    profesor[a]?  investigador[a]?  desarrollador[a]?  diretor[a]?  sóci[oa]  engenheir[oa]
    advogad[oa]  gestor[a]?
    direttore  direttrice  fondat(?:ore|rice)  ingegnere  titolare  avvocato  consulente
    ricercat(?:ore|rice)
    oprichter  adviseur  medewerker  hoofd  eigenaar  ontwikkelaar  onderzoeker  teamleider
    directie  bestuurder
""")
TITLE = re.compile(rf"(?<!\w)(?:{_TITLE_WORDS})(?!\w)", re.IGNORECASE)
_COMPANIES = any_of("""
    gmbh(?: & co\\.? kg)?  ag  inc  llc  llp  ltd  limited  corp  corporation  company
    s\\.?a\\.?r\\.?l  s\\.a\\.?s?  sas  s\\.l\\.?u?  b\\.?v
    plc  kg  ug  kgaa  ohg  gbr  e\\.\\s?v  eg  oy  ab  a/s  aps  srl  s\\.r\\.l  s\\.p\\.a  spa
    lda  foundation  stiftung
    fondation  fundación  university  universität  université  universidad  universidade
    università  universiteit
    institute?  institut  college  school  hochschule  labs?  ventures  capital  partners  group
    gruppe  studios?
    agency  agentur  consulting  solutions  systems  technologies  software  museum  ministry
    council
    verein  association  collective  press  verlag
    """)
COMPANY = re.compile(rf"(?<!\w)(?:{_COMPANIES})\.?(?!\w)", re.IGNORECASE)
PRONOUNS = re.compile(
    r"(?<!\w)(?:she|he|they|sie|er|elle|il|iel|ella|él|elle/s|any|ze|xe)\s?/\s?(?:her|him|them|they|she|he|ihr|ihm|ihn|elle"
    r"|lui|la|le|lo|suya|suyo|hers|his|theirs|any|hir|xem)(?:\s?/\s?(?:hers|his|theirs|ihr|sein|them|sie|their))?(?!\w)",
    re.IGNORECASE,
)
_COUNTRIES = any_of("""
    germany  deutschland  france  frankreich  spain  españa  spanien  italy  italia  italien
    portugal  netherlands  the netherlands
    nederland  belgium  belgique  belgië  austria  österreich  switzerland  schweiz  suisse
    sweden  sverige  denmark  danmark
    norway  norge  finland  suomi  poland  polska  ireland  uk  united kingdom  england  scotland
    wales  usa  u\\.s\\.a  united states
    canada  mexico  méxico  brazil  brasil  argentina  chile  colombia  japan  india  china
    singapore  australia  new zealand
    israel  turkey  türkiye  greece  czech republic  czechia  hungary  romania  bulgaria  croatia
    estonia  latvia
    lithuania  luxembourg  iceland  south africa  kenya  nigeria  ghana  egypt  morocco  uae
    dubai  south korea  korea  taiwan
    vietnam  thailand  indonesia  philippines  malaysia  ukraine  serbia  slovenia  slovakia
    ca  ny  tx  wa  ma  il  co  or  fl  ga  pa  nc  va  dc  bc  on  qc  nsw  vic
""")
_CITIES = any_of("""
    berlin  hamburg  munich  münchen  cologne  köln  frankfurt(?: am main)?  stuttgart  leipzig
    dresden  düsseldorf  bremen  hannover  nürnberg
    london  manchester  edinburgh  glasgow  bristol  cambridge  oxford  dublin  paris  lyon
    marseille  toulouse  bordeaux
    lille  nantes  madrid  barcelona  valencia  sevilla  bilbao  lisbon  lisboa  porto  rome  roma
    milan  milano  turin  torino
    bologna  florence  firenze  napoli  amsterdam  rotterdam  utrecht  den haag  the hague
    eindhoven  brussels  bruxelles  brussel
    antwerp  antwerpen  ghent  gent  vienna  wien  graz  zurich  zürich  geneva  genève  basel
    bern  stockholm  gothenburg  göteborg
    malmö  copenhagen  københavn  oslo  bergen  helsinki  warsaw  warszawa  kraków  krakow  prague
    praha  budapest  athens
    new york(?: city)?  nyc  san francisco  sf  los angeles  boston  chicago  seattle  austin
    toronto  montreal  montréal  vancouver
    são paulo  rio de janeiro  buenos aires  bogotá  mexico city  tokyo  singapore  sydney
    melbourne  tel aviv  nairobi  lagos
    bangalore  bengaluru  mumbai  delhi  remote
""")
PLACE = re.compile(
    rf"(?:(?:{_CITIES})(?:\s?[,/]\s?[\w .]{{2,30}})?"
    rf"|[^\W\d][\w .'-]{{1,30}},\s*(?:{_COUNTRIES})(?: \d{{5}})?"
    r"|(?:[A-Z]{1,2}-)?\d{4,5}(?: ?[A-Z]{2})? [^\W\d][\w .'/-]{1,40}(?:,\s*[\w ]{2,30})?"
    r"|[\w .'-]{2,30}\s[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"(?:\d{1,5},? (?:rue|avenue|boulevard|bd|place|quai|calle|via|rua)\b.{2,60}"
    r"|(?:rue|avenue|calle|c/|via|viale|piazza|rua|av\.|plaza|paseo|carrer)\s.{2,60}\d{1,4}"
    r"|\d{1,5} [A-Z][\w.' -]{2,40}(?:street|st|road|rd|avenue|ave|lane|ln|blvd"
    r"|square|sq|drive|dr|way|court|place|row)\b\.?.{0,60}"
    r"|[A-Z][\w-]{2,30}(?:straße|strasse|str\.|platz|allee|weg|damm|gracht|straat|laan)\s?\d{1,4}.{0,60})",
    re.IGNORECASE,
)
