"""The keys of an ``[accounts.NAME]`` table with ``kind = "imap"``."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from connectors.discover import Security
from connectors.hosts import is_loopback
from connectors.passwords import PasswordSettings

#: The usual port of each (RFC 8314 section 3.2, RFC 9051 section 2.1).
PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}


class ImapSettings(PasswordSettings):
    """One IMAP account."""

    host: str = Field(default="", description="The server; found from `user` when left out.")
    port: int | None = Field(
        default=None, ge=1, le=65535, description="Default: 993, or 143 without TLS."
    )
    security: Security = Field(
        default=Security.TLS, description='"tls", "starttls", or "none" on this machine only.'
    )
    insecure: bool = Field(
        default=False, description='Allows `security = "none"` to another machine. Do not.'
    )
    ca_file: Path | None = Field(
        default=None, description="PEM file of the authority that signed the server's certificate."
    )
    sent: str = Field(default="", description="Name of the folder, when it is not found.")
    drafts: str = Field(default="", description="Name of the folder, when it is not found.")
    archive: str = Field(default="", description="Name of the folder, when it is not found.")
    trash: str = Field(default="", description="Name of the folder, when it is not found.")
    skip: tuple[str, ...] = Field(
        default=(), description="Folders that are not read, with all below them."
    )

    @model_validator(mode="after")
    def _private_enough(self) -> Self:
        plain = self.security is Security.NONE and not self.insecure
        if plain and self.host and not is_loopback(self.host):
            raise ValueError(
                'security = "none" would send your password readable by anyone on the way; '
                'use "tls" or "starttls" (or, if you must, insecure = true)'
            )
        return self
