"""Somebody who connects an account, and a DNS that they rely on."""

from __future__ import annotations

from collections.abc import Iterable

from connectors.discover import Target


class Person:
    """Answers questions in turn, and remembers what was said and asked."""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self.heard: list[str] = []
        self.asked: list[str] = []

    def say(self, line: str) -> None:
        self.heard.append(line)

    def ask(self, question: str) -> str:
        self.asked.append(question)
        return self._answers.pop(0)


class Published:
    """A DNS that knows the servers of one service."""

    def __init__(self, service: str = "", targets: Iterable[Target] = ()) -> None:
        self._service = service
        self._targets = list(targets)

    def srv(self, name: str) -> list[Target]:
        return self._targets if self._service and name.startswith(self._service + ".") else []

    def txt(self, name: str) -> list[str]:
        return []

    def mx(self, domain: str) -> list[str]:
        return []
