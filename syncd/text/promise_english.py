"""How promises and requests are worded in English."""

from __future__ import annotations

import re

from syncd.text.pattern import any_of, phrases
from syncd.text.promise_grammar import Grammar

#: What one does for somebody; "be", "see" or "enjoy" promise nothing.
_VERBS = (
    "add|address|arrange|ask|attach|book|bring|bump|buy|call|chase|check|circle|circulate|clarify|"
    "collect|come back|compile|complete|confirm|connect|consult|contact|copy|cover|create|deliver|"
    "dig|discuss|distribute|double-check|draft|draw up|drop|edit|email|e-mail|ensure|fetch|figure|"
    "file|fill|finalise|finalize|find|finish|fix|follow|forward|gather|get|give|go through|hand|"
    "have a look|introduce|invite|investigate|invoice|jot|keep|let you|let them|line up|link|"
    "look into|look at|look up|look for|look over|loop|mail|make|mention|message|nail|negotiate|"
    "nominate|note|notify|order|organise|organize|outline|pass|pay|phone|pick up|ping|point|post|"
    "prepare|present|print|propose|provide|pull|push|put|raise|reach out|read|recommend|record|"
    "refer|register|relay|remind|reply|report|request|reserve|respond|return|review|revert|"
    "revise|ring|run it|run this|run that|save|scan|schedule|send|set|settle|share|ship|show|sign|"
    "sort|source|speak|submit|suggest|summarise|summarize|supply|take a look|take care|take it|"
    "take this|take that|take on|talk|tell|test|text|touch base|track|transfer|translate|type|"
    "update|upload|verify|vouch|work on|work out|write|wire"
)
#: What one does for oneself, or merely says; with "you" after it still no promise.
_SOFT = (
    "be|see|have|love|like|need|want|hope|miss|leave|arrive|go|come|stay|say|admit|know|think|believe|"
    "remember|understand|never|not|always|probably|enjoy|feel|look|wait|meet|join|let|take|get|"
    "keep|tell|try|talk|speak|read|call it|make it|trust|assume|guess|bet|forgive|thank|ask|"
    "live|love|owe|hear|find|give you|show you|turn|sound|bore|spare|spoil|catch|only|"
    "stop|start|begin|end|finish|mention"
)
#: What one is asked to be, feel or attend; no task.
_BEING = (
    "make|do|eat|drink|imagine|prefer|say|guess|care|fancy|attend|visit|grow|win|lose|accept|note|"
    "excuse|forgive|enjoy|ignore|disregard|consider|allow|pardon|welcome|help yourself|click|"
    "choose wisely|rest|stand|sit|mind|manage|recognise|recognize|use"
)
_GERUNDS = (
    "adding|arranging|asking|booking|bringing|calling|checking|circulating|confirming|connecting|"
    "delivering|drafting|emailing|finishing|following|forwarding|getting|giving|handing|"
    "introducing|letting you|looking into|mailing|making|messaging|passing|paying|pinging|posting|"
    "preparing|providing|putting|reaching out|reading|reviewing|sending|setting|sharing|shipping|"
    "signing|speaking|submitting|talking|testing|updating|uploading|writing"
)
_ADVERBS = (
    r"(?:(?:also|definitely|certainly|then|just|still|gladly|happily|personally|quickly|now|"
    r"soon|try to|try and|make sure to|be sure to|do my best to|aim to|go ahead and|of course|"
    r"all|both|surely|absolutely|at least|first|probably|get back to you and|"
    r"(?:this|next) week|tomorrow|today|tonight) )"
)
_WILL = (
    r"(?:will|'ll|’ll|am going to|'m going to|’m going to|are going to|'re going to|shall|"
    r"promise to|intend to|plan to|commit to|do promise to|am planning to|'m planning to)"
)
_I = r"(?:i|we|\w+ and i)"
_ME = r"(?:me|us)"

COMMITMENT = phrases(rf"""
    {_I} ?{_WILL} {_ADVERBS}{{0,3}}(?:{_VERBS})
    {_I} ?{_WILL} (?:also |then )?be (?:{_GERUNDS})
    {_I} ?{_WILL} (?:also |then )?be (?:in touch|back to you|right back)
    {_I} ?{_WILL} do (?:so|that|it|this|my best)
    {_I} ?{_WILL} have (?:it|that|this|the \w+|an? \w+|something|them|him|her|our \w+
        |my \w+)\b.{{0,60}}\b(?:to you|ready|done|for you|with you|by|sent|contact|call|reach|get)
    {_I} ?{_WILL} see (?:to it|what i can \w+|if i can (?:get|find|arrange|dig|set))
    {_I} ?{_WILL} {_ADVERBS}{{0,3}}(?!(?:{_SOFT})\b)[a-z]+ (?:[\w'’-]+ ){{0,6}}(?:you|your|yours)
    {_I} ?{_WILL} {_ADVERBS}{{0,3}}(?!(?:{_SOFT})\b)[a-z]+ (?:it|this|that|them|everyone
        |everybody|people)
    {_I} ?{_WILL} (?:have a word with|iron out|swing by|host|sponsor|publish|see that|see to)
    {_I} ?{_WILL} have (?:my|our) [\w ]{{2,30}} (?:send|call|write|contact|reach out|get back)
    (?:my|our) (?:\w+ ){{1,3}}(?:will|to) follow
    (?:^|[,;] ?)(?:more )?details (?:will|to) follow
    {_I} (?:still )?owe you
    consider it done
    let {_ME} see (?:what|if|whether|who) (?:i|we) can
    you(?:'ll|’ll| will) (?:have|get|receive) (?:it|this|that|them|the|my|our
        |an?)\b(?!.{{0,60}}\bfrom (?!me\b|us\b)).{{0,60}}\b(?:by|from me|from us|on|before|within
        |tomorrow|tonight|today|next|this)
    you(?:'ll|’ll| will) hear from (?:me|us)
    (?:you can )?expect (?:my|our) [\w ]{{2,40}}(?:by|on|before|tomorrow)
    leave (?:it|that|this) (?:with|to) me
    on my (?:list|plate|to-?do list)
    let {_ME} {_ADVERBS}{{0,2}}(?!know|tell|introduce myself|add
        |say|see if (?:i|we) (?:got|understand|get)|ask you|note|point out
        |put it|give you (?:some|a bit of|more) |get this straight|begin|start)(?:{_VERBS})
    ^(?:ok(?:ay)?,? |sure,? |yes,? |great,? |and )?(?:will|gonna
        |going to) {_ADVERBS}{{0,2}}(?:{_VERBS})
    ^will do
""")

#: With a day named, the present is a promise too.
DATED = phrases(rf"""
    {_I}(?:'m|’m| am|'re|’re| are) {_ADVERBS}?(?:{_GERUNDS})
    ^(?:{_GERUNDS})
    {_I} can {_ADVERBS}{{0,2}}(?:{_VERBS})
    {_I} ?{_WILL} {_ADVERBS}{{0,3}}(?!(?:{_SOFT})\b)[a-z]+ (?:the|a|an|my|our|your)
    expect (?:it|them|the \w+|an? \w+|my \w+) (?:by|on|from me|in your inbox|tomorrow)
""")

NO_COMMITMENT = phrases(r"""
    won['’]t
    will not
    will never
    (?:am|are|'m|’m|'re|’re) not going to
    not (?:be )?able to
    can['’]?t
    cannot
    unable to
    (?:i|we) (?:don['’]t|do not|didn['’]t|doubt|hope|wish)
    ^(?:if|unless|should|in case|provided|assuming|even if|only if|whether)
    [,;–—-] ?(?:if|unless|provided|assuming|as long as) (?!you don['’]t mind)
    (?:only )?(?:(?<!see )(?<!check )(?<!know )(?<!ask )(?<!out )(?<!asking )if|unless|provided
        |assuming) (?:you|it|that|there|i|we|they|he|she|the|my|our|this|your|possible|needed
        |necessary|so|not|anything|time|all|nothing)
    (?:i|we|that|it|he|she|they) (?:would|could|might|may|should)
    (?:i|we)['’]d
    maybe
    perhaps
    (?:was|were) going to
    had (?:planned|meant|hoped|promised)
    (?:will|['’]ll) (?:be )?(?:happy|glad|delighted|pleased|excited|honou?red|thrilled|free
        |available|around|there|here)
    (?:will|['’]ll) (?:get|give) (?:there|home|in|to know|married|a baby|up|used|better
        |the (?:train|bus|plane|flight|tube|metro|car)|some (?:rest|sleep))
    (?:will|['’]ll) (?:make|take|pass) (?:it (?:to|on|for|then|there|short|brief|up)|sense|time
        |the train)
    (?:will|['’]ll) (?:have|get) (?:a (?:great|good|nice|lovely|wonderful)|fun|dinner|lunch)
    (?:will|['’]ll) (?:keep (?:my )?fingers|keep (?:this|it) (?:short|brief)|put (?:it
        |this) (?:bluntly|simply)|run late|show myself|follow suit|call it a day|write (?:less
        |more)|read more|miss)
    (?:will|['’]ll) (?:set off|set out|read(?:ing)? (?:on the|your talk)|talk (?:soon|then
        |to you (?:then|on|soon|tomorrow|next))|speak (?:soon|then|at|to you (?:then|on|soon
        |tomorrow|next)))
    (?:will|['’]ll) (?:get|find) (?:it|that|this|these|them) (?:useful|interesting|helpful|fun)
    you(?:'ll|’ll| will) (?:get|have|find|receive) (?:it|this|that|the|a|an) .{0,30}(?:useful
        |interesting|helpful|fun|great time|blast|idea|hang|picture|point|feel(?:ing)?)\b
    (?:will|['’]ll) (?:let you (?:go|off|get (?:back|on))|leave you)
    if i remember (?:right|rightly|correctly)
    should i
    shall (?:i|we)
    (?:send|give|pass on|share|forward) (?:you |him |her |them |everyone |your )?(?:my|our|his
        |her|the) (?:best|love|regards|thanks|congratulations|condolences|wishes|warm|kind)
""")

_YOU = (
    r"(?:you|u|you guys|you both|you or \w+|someone (?:on|in|from) your \w+"
    r"|your (?:team|office|assistant|colleagues?))"
)
_ASKED = (
    rf"{_VERBS}|advise|explain|help|elaborate|expand on|describe|hold|lend|let me|let us|"
    "allow|approve|spare|throw|walk (?:me|us)|swap|move|extend|cancel|change|choose|pick|rsvp|vote|"
    "weigh in|"
    "proofread|comment|respond|resend|re-send|remove|delete|include|grant|host|teach|train|vet|recheck"
)

REQUEST = phrases(rf"""
    (?:could|can|would|will|might|may) {_YOU} (?:(?:please|possibly|kindly|perhaps|maybe|also
        |just|then|quickly|still|both|all|by any chance|at some point|be so kind as to|be able to
        |mind) ){{0,2}}(?:{_ASKED}|do me a favou?r)
    (?:would|do) you mind (?:{_GERUNDS}|explaining|helping|telling|having|taking|resending|moving
        |changing)
    (?:any chance|is there any chance|is it possible|would it be possible|is there a way)(?: that
        | for)? (?:you|your \w+)(?: could| can| might| to|['’]d)* (?:{_ASKED})
    (?:any chance|would it be possible|is it possible) (?:of|to) (?:{_GERUNDS}|{_VERBS})
    please,? (?:(?:also|do|just|kindly|then|remember to|don['’]t forget to|make sure to
        |be sure to|try to|go ahead and|could you|can you) ){{0,2}}(?:{_ASKED})
    (?:^|[-–—:;,.] ?|and |then |so |but )(?:please )?(?:kindly|remember to|don['’]t forget to
        |do not forget to|make sure to|be sure to|make sure you) (?:{_ASKED})
    (?:i|we)(?:['’]d| would) (?:really |very much |greatly |also )?(?:appreciate|be (?:very |so\s
        |really |most )?(?:grateful|thankful|obliged)|love|like|need) (?:it )?(?:if you (?:could
        |would|can)|your (?:feedback|input|thoughts|comments|help|advice|opinion|view|take
        |signature|approval|cv|slides|notes)|you to (?:{_ASKED}))
    (?:could|can|would) {_YOU} (?:(?:please|possibly|kindly|perhaps|maybe|also
        |just) )*(?!(?:{_SOFT}|{_BEING})\b)[a-z]+ (?:me|us|it|this|that|them|him|her|the|my|our
        |your|an?|two|three|some|any|one)
    please (?:(?:also|do|kindly|then) )*(?!(?:{_SOFT}|{_BEING})\b)[a-z]+ (?:me|us|it|this|that
        |them|him|her|the|my|our|your|an?|two|three|all|any|some|both|one)
    it (?:would|['’]d) be (?:great|good|lovely|wonderful|helpful|very helpful|really helpful
        |fantastic|nice|super helpful|amazing|ideal|useful|kind) if you (?:could|would|can|might)
    if you (?:could|would|can) (?:please )?(?:{_ASKED})\b.{{0,120}}(?:great|appreciate|grateful
        |helpful|wonderful|lovely|perfect|thank|fantastic|amazing|ideal|good)
    (?:i|we) (?:really |still |also )?need you to
    (?:i|we) (?:really |still |also )?need (?:the|your|a|an|this|that|it
        |them) .{{0,60}}(?:from you|by|before|asap|until)
    (?:i|we)(?:['’]m| am|['’]re| are|['’]ve been| have been)? ?(?:still )?wait(?:ing)? (?:for
        |on) your (?:\w+ ){{0,2}}(?:feedback|input|comments|reply|draft|signature|approval
        |decision|invoice|cv|slides|answer|response|numbers|confirmation|quote|proposal|edits
        |review)
    (?:could|can|may|might) (?:i|we) (?:please |also |just )?(?:have|get|ask you (?:to|for)
        |trouble you (?:for|to)|borrow|see|bother you)
    (?:asking|wondering|hoping|wanted to ask|wonder|ask|hope|writing to ask)(?: you)? (?:if
        |whether|that)? ?you (?:could|can|might|would|['’]d)(?: be able to| please| possibly
        | perhaps)? (?:{_ASKED})
    what do you think(?=\W*$)
    what do you think (?:of|about) (?:it|this|that|the|my|our|these|those)
    (?:would|['’]d) (?:really )?love (?:your|to (?:get|have|hear) your) (?:thoughts|feedback
        |input|comments|help|advice|opinion|view|take)
    (?:very |most )?grateful for (?:a|your|any) (?:\w+ )?(?:reply|answer|response|feedback
        |comments|help|advice|input)
    please be so (?:kind|good) as to
    (?:would|will|['’]d) need (?:your|you to)
    (?:can|could|would) (?:someone|somebody|anyone|anybody)(?: please)? (?:{_ASKED})
    would you (?:please |kindly )?consider (?:\w+ing|a|an)
    (?:i|we) (?:really |still )?need to know
    please get in touch with
    (?:let|tell) (?:me|us) (?:know|have) (?:your|what|whether|how|who|by|as soon as|asap|the|once
        |if you (?:can|could|would be able to) (?!make|join|come|attend))
    (?:curious|keen|love|like|eager) to (?:hear|know|read|get) (?:your|what you) (?:think
        |thoughts|feedback|take|opinion|view|input|comments)
    your (?:feedback|thoughts|comments|input|advice) (?:on .{{0,60}})?(?:would be|is
        |are) (?:very |much |most |really |greatly )*(?:appreciated|welcome|helpful|valuable)
    would you be (?:able|willing|so kind as) to (?:{_ASKED})
    are you able to (?:{_ASKED})
    (?:mind|fancy) (?:{_GERUNDS})
""")
#: A bare imperative opens its sentence.
_FIRST = any_of(r"""
    so  then  and  also  ok  okay  in the meantime  first  second  finally  lastly  one more thing
    if (?:so|yes|not|possible|you can|you get a chance|you have (?:time|a minute|a moment|a chance))
    when you (?:can|have time|get a chance|are back)  by [\w ]{3,20}  before [\w ]{3,30}
    for [\w ]{3,30}
""")
_ORDERS = any_of(r"""
    send  forward  share  give  get  tell  show  email  mail  call  ping  text  message  bring  drop
    pass  confirm  check  review  sign  return  fill (?:in|out)  ask  remind  introduce  add  upload
    update  submit  complete  book  reply  put  point  have a look  take a look  look at  rsvp
    register  let (?:me|us) have  read
""")
_OBJECTS = any_of(r"""
    me  us  it  them  him  her  this  that  these  those  the  your  my  our  a  an  over  back  in
    by  to  through  whether  if  any  at  on  with  which  who  out  up
""")
IMPERATIVE = re.compile(
    rf"(?:(?:{_FIRST}),? )?(?:{_ORDERS})\b (?:(?:{_OBJECTS})\b|(?-i:[A-Z])\w)", re.IGNORECASE
)

NO_REQUEST = phrases(r"""
    (?:are|were|would|will|when are|when would|if) you(?:['’]re| be)? (?:be )?(?:free|available
        |around|in town|able to (?:make|meet|join|come|attend|do (?:mon|tue|wed|thu|fri|sat|sun)))
    you (?:make|do|manage|meet|join|come|attend) (?:it|for|on|at|me|us|mon|tue|wed|thu|fri|sat
        |sun|next|this|tomorrow|today|then|\d|the (?:call|meeting|week|\d)|a (?:call|coffee|chat
        |quick|short))
    your (?:availability|calendar|schedule|diary)
    (?:time|day|date|slot|place|week|times|days|dates|option|afternoon
        |morning)s? (?:\w+ ){0,3}(?:works?|suits?|is good|is best|would work|would suit
        |you (?:can|prefer|have|are))
    (?:works?|suits?|convenient|good|best) (?:best )?for you
    (?:which|what) (?:time|day|date|slot|week)s?
    when (?:you['’]re|you are|would|could|can|is|it suits|are) ?(?:you|it|a good|free|available
        |best)?
    (?:if|whether) (?:that|this|it|the time|any of (?:these|those)|either
        |one of) (?:\w+ ){0,3}(?:works?|suits?|fits?|is (?:ok|okay|fine|good|convenient)|helps
        |makes sense)
    meet (?:up )?(?:on|at|for|next|this|tomorrow|in|over|with)
    let (?:me|us) know (?:if|whether|when|should) (?:you(?:['’]d| would)? (?:have|need|want|like
        |are|ever|require|prefer|think|can make|can come|can join|can attend|find|wish|change
        |fancy)|you['’]re|there|anything|i|we|it|that|this|the|any|questions|plans)
    let (?:me|us) know if (?:not|so)
    (?:have|with|for|any|in case of|should you have) (?:any )?(?:further |other\s
        |more )?(?:questions|queries|concerns)
    please (?:find|see|note|accept|excuse|forgive|feel free|don['’]t hesitate|do not hesitate
        |do feel|be aware|be advised|be assured|ignore|disregard|rest assured|consider the
        |keep in mind|bear in mind|allow me|stay|enjoy|join|pass on my|give my|send my|say
        |do not reply|don['’]t reply|take care|contact (?:us|me) (?:if|with|for)
        |get in touch(?! with)
        |reach out(?! to)|call (?:me|us) if|let me introduce|note|help yourself|help me welcome
        |add me to your|visit|click)
    (?:send|give|pass(?: on)?|share|tell|bring|show|forward) (?:\w+ )?(?:him |her |them\s
        |everyone |jonas |priya )?(?:my|our|the|a)? ?(?:best|love|regards|warm regards|thanks
        |congratulations|condolences|wishes|hello|hi|hug|warmest|kind regards|greetings)
    would you (?:like|say|believe|prefer|recommend yourself|be interested|be up for|be open
        |be keen|care|want|fancy|be happy)
    (?:can|could|would) you (?:believe|imagine|see|hear|feel|tell (?:that|i['’]m)|guess)
    could you (?:not )?have (?:been|done|known|meant)
    (?:can|could) (?:i|we) (?:have|get|see|grab|ask) (?:a (?:word|coffee|quick (?:call|chat)|call
        |chat|minute|moment)|lunch|dinner|coffee|together|you (?:on|at|for|next|this)
        |some time with you)
    give (?:me|us) a (?:call|ring|shout) (?:if|when(?:ever)?|any ?time)
    (?:call|ping|text|email|mail|message) me (?:if|when(?:ever)?|any ?time)
    feel free
    no need to
    (?:read|see) the (?:full|whole|rest)
    tell your (?:friends|family|neighbours|neighbors)
    (?:you )?(?:don['’]t|do not|needn['’]t) (?:need|have|bother|worry|send|reply|forward|share
        |bring|call|add|put|get|give|tell|check|book|sign|read|let|ask|look)
    (?:thanks|thank you) (?:\w+ ){0,3}(?:for|so much for) (?:sending|sharing|letting|taking
        |giving|checking|confirming|bringing)
    when you asked
    you (?:asked|wanted) (?:me|us)
    (?:get|look|have|take) (?:a|an|the|my|your) (?:rest|sleep|break|nice|great|good|lovely
        |wonderful|safe)
    (?:he|she|they|who) (?:asked|wondered|wanted to know)
    tell me (?:about it|more about yourself)
    (?:get|read|look) (?:it|this|that|through|in|out|up|back|on|over|at) (?:soon|well|better|touch)
    (?:get|keep) (?:in touch(?! with)|well|going|me posted on life)
    read (?:more|on|it (?:here|online|on))
    show (?:up|the|that) (?:at|in|for)
    check (?:it|this|that|out|us|in|our|the (?:website|link|blog)) ?(?:out|here|at)?$
    point (?:of|is|taken)
    book (?:a|an|the|your) (?:ticket|demo|seat|table|place)s? (?:now|today|here)
""")

GRAMMAR = Grammar(COMMITMENT, NO_COMMITMENT, REQUEST, NO_REQUEST, DATED)
