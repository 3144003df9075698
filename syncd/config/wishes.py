"""``[[want_to_meet]]``: whom you want to meet, and why."""

from __future__ import annotations

from pydantic import Field, model_validator

from rules.values import Addresses, Domains
from syncd.model.domains import is_free_mail
from syncd.model.validation import Table
from syncd.model.wish import Wish

#: So many people are looked out for; a longer list is nobody's to read.
MOST_WISHES = 50


class WishTable(Table):
    """One ``[[want_to_meet]]`` table."""

    name: str = Field("", max_length=100, description="their whole name")
    address: Addresses | None = Field(None, description="an address, or several of one person")
    domain: Domains | None = Field(None, description="or anybody at a domain and below it")
    why: str = Field("", max_length=300, description="your reason, as an introduction would say it")

    @model_validator(mode="after")
    def _says_whom(self) -> WishTable:
        if not self.name.strip() and not self.address and not self.domain:
            raise ValueError("say whom: name, address or domain")
        for domain in self.domain or ():
            if is_free_mail(domain):
                raise ValueError(f"anybody can have an address at {domain}; name a person")
        return self

    @property
    def wish(self) -> Wish:
        """The same as the rest of syncd speaks of it."""
        return Wish(
            name=self.name.strip(),
            addresses=tuple(self.address or ()),
            domains=tuple(self.domain or ()),
            why=" ".join(self.why.split()),
        )
