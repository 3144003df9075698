"""The people, rooms and robots of the sample, as `people.toml` describes them."""

from __future__ import annotations

import tomllib
from email.headerregistry import Address
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import TypeAdapter

from syncd.model.validation import Table


class Person(Table):
    """Someone, or something, with an address."""

    name: str
    address: str
    #: The program they write with: it decides how they quote and encode.
    client: Literal["gmail", "apple", "outlook", "thunderbird", "robot"] = "gmail"
    language: Literal["en", "de"] = "en"
    #: What stands under every mail of theirs; "" for nothing.
    signature: str = ""
    cutype: Literal["individual", "group", "room"] = "individual"

    @property
    def header(self) -> Address:
        """Name and address for a header of a mail."""
        return Address(self.name, addr_spec=self.address)

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>"

    @property
    def domain(self) -> str:
        """The part of the address after the @."""
        return self.address.partition("@")[2]


def source(name: str) -> dict[str, Any]:
    """One of the sample's source files."""
    return tomllib.loads(files("syncd.demo").joinpath(name).read_text(encoding="utf-8"))


@cache
def cast() -> dict[str, Person]:
    """Everyone, by the short name that the sources call them by."""
    return TypeAdapter(dict[str, Person]).validate_python(source("people.toml"))
