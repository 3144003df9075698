"""Mail domains that anybody can have an address at: sharing one makes nobody a colleague."""

from __future__ import annotations

_FREE_MAIL = frozenset(
    """
    126.com 163.com aim.com aol.com arcor.de att.net bellsouth.net bigpond.com bluewin.ch
    btinternet.com charter.net comcast.net cox.net disroot.org duck.com earthlink.net email.com
    fastmail.com fastmail.fm foxmail.com free.fr freenet.de gmail.com gmx.at gmx.ch gmx.com
    gmx.de gmx.net googlemail.com hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.es
    hotmail.fr hotmail.it hushmail.com icloud.com inbox.com inbox.lv kolabnow.com laposte.net
    libero.it live.co.uk live.com live.de live.fr live.nl mac.com mail.com mail.de mail.ru
    mailbox.org mailfence.com me.com msn.com naver.com ntlworld.com online.de orange.fr
    outlook.com outlook.de outlook.es outlook.fr pm.me posteo.de posteo.net proton.me
    protonmail.ch protonmail.com qq.com riseup.net rocketmail.com rogers.com runbox.com sapo.pt
    sbcglobal.net seznam.cz sfr.fr shaw.ca sina.com sky.com t-online.de telenet.be terra.com.br
    tuta.com tutanota.com uol.com.br verizon.net virgilio.it virginmedia.com wanadoo.fr web.de
    wp.pl xs4all.nl yahoo.ca yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.br yahoo.de
    yahoo.es yahoo.fr yahoo.in yahoo.it yandex.com yandex.ru ymail.com ziggo.nl zoho.com
    """.split()
)


def domain_of(address: str) -> str:
    """The domain of an address, in lower case; "" when there is none."""
    return address.rpartition("@")[2].lower() if "@" in address else ""


def is_free_mail(domain: str) -> bool:
    """Whether anybody can have an address at this domain."""
    return domain.lower() in _FREE_MAIL
