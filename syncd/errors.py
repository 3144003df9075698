"""What can go wrong, as few kinds as the handling differs. A docstring is the default message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class SyncdError(Exception):
    """Something went wrong."""

    #: Trying again without a change by the user cannot help.
    permanent = False

    def __init__(self, message: str = "", *, advice: str = "") -> None:
        self.message = message or (self.__doc__ or "").strip()
        #: What the user can do about it, as a sentence; "" when there is nothing.
        self.advice = advice
        super().__init__(self.message)

    def __str__(self) -> str:
        # What other programs say ends as they please.
        stop = "." if self.advice and self.message[-1:].isalnum() else ""
        return f"{self.message}{stop} {self.advice}".strip()


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a config file."""

    #: TOML path as a person would look for it: ``rules[2].brief.lead``.
    path: str
    #: The value as written, shortened; "" when something is missing.
    value: str
    #: What is wrong and what is allowed.
    message: str

    def __str__(self) -> str:
        seen = f" = {self.value}" if self.value else ""
        return f"{self.path}{seen}: {self.message}"


class ConfigError(SyncdError):
    """The config file has mistakes."""

    permanent = True

    def __init__(
        self, problems: Sequence[Problem] = (), *, message: str = "", advice: str = ""
    ) -> None:
        self.problems = tuple(problems)
        super().__init__(message, advice=advice)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {problem}" for problem in self.problems)])


class AccountError(SyncdError):
    """An account could not be reached or did not do as asked."""

    def __init__(
        self, account: str, message: str, *, advice: str = "", permanent: bool = False
    ) -> None:
        self.account = account
        self.permanent = permanent
        super().__init__(message, advice=advice)


class AmbiguousWriteError(AccountError):
    """The account did not answer, so the letter may or may not be there."""


class SuspiciousEmptinessError(AccountError):
    """A calendar or mailbox that held many items now seems empty."""


class RefusedError(SyncdError):
    """The safety guard refused an operation that syncd never does."""

    permanent = True


class ItemError(SyncdError):
    """One item from outside cannot be read; it is set aside and the rest goes on."""

    permanent = True


class StoreError(SyncdError):
    """The store cannot be used."""


class LockedError(SyncdError):
    """Another syncd holds this store."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        super().__init__(
            f"Another syncd (process {pid}) holds this store.",
            advice="Stop it first, or ask it with `syncd status`.",
        )
