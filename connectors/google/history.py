"""What a history of Gmail's adds up to, message by message: pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from connectors.google.messages import LEFT_OUT, flags_of, matters, places


@dataclass(frozen=True, slots=True)
class Stub:
    """A message as lists name it: without headers."""

    id: str
    thread_id: str = ""
    #: Its labels now; None when the list did not say.
    labels: frozenset[str] | None = None

    @classmethod
    def read(cls, message: Mapping[str, Any]) -> Stub:
        """From JSON."""
        labels = message.get("labelIds")
        return cls(
            str(message.get("id", "")),
            str(message.get("threadId") or ""),
            None if labels is None else frozenset(map(str, labels)),
        )


@dataclass(slots=True)
class Step:
    """A few records of history, added up: what to fetch, and what is gone."""

    #: Id of the last record; reading goes on after it.
    upto: str = ""
    #: Messages that are new, or whose flags or role may have changed.
    changed: dict[str, Stub] = field(default_factory=dict)
    #: Of those, the ones that were not in the mailbox before.
    added: set[str] = field(default_factory=set)
    #: Of those, the ones whose role may have changed.
    moved: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    #: Put into the trash or among junk, and still there.
    hidden: set[str] = field(default_factory=set)
    _sent: bool = False

    @property
    def drafts(self) -> bool:
        """Whether drafts were made, changed, sent or deleted, as far as one can tell."""
        return (
            bool(self.deleted)
            or self._sent
            or any(stub.labels is None or "DRAFT" in stub.labels for stub in self.changed.values())
        )

    def take(self, record: Mapping[str, Any]) -> None:
        """Add one record."""
        self.upto = str(record.get("id", self.upto))
        for change in record.get("messagesAdded") or ():
            stub = Stub.read(change.get("message") or {})
            self.changed[stub.id] = stub
            self.added.add(stub.id)
            self._hide(stub.id, stub.labels or frozenset(), removed=False)
        for key in ("labelsAdded", "labelsRemoved"):
            for change in record.get(key) or ():
                self._relabel(change, removed=key == "labelsRemoved")
        for change in record.get("messagesDeleted") or ():
            id_ = Stub.read(change.get("message") or {}).id
            self.changed.pop(id_, None)
            self.hidden.discard(id_)
            self.deleted.add(id_)

    def wanted(self, known: Mapping[str, str]) -> Iterator[Stub]:
        """Messages that must be fetched, given the flags that are known of each.

        Not those that nobody knows and that only changed their flags, nor those whose change
        leaves everything as it is known.
        """
        for stub in self.changed.values():
            if stub.id in self.hidden:
                continue
            if stub.id in self.added or (
                stub.id in known
                and (stub.id in self.moved or known[stub.id] != tag_of(stub.labels))
            ):
                yield stub

    def gone(self, known: Collection[str]) -> Iterator[str]:
        """Known messages that were deleted, or put into the trash or among junk."""
        return (id_ for id_ in (*self.deleted, *self.hidden) if id_ in known)

    def _relabel(self, change: Mapping[str, Any], *, removed: bool) -> None:
        stub = Stub.read(change.get("message") or {})
        labels = frozenset(map(str, change.get("labelIds") or ()))
        if not any(map(matters, labels)):
            return
        self.changed[stub.id] = stub
        if any(map(places, labels)):
            self.moved.add(stub.id)
        self._hide(stub.id, labels, removed=removed)
        self._sent = self._sent or "DRAFT" in labels
        if removed and labels & (LEFT_OUT | {"DRAFT"}):
            self.added.add(stub.id)

    def _hide(self, id_: str, labels: frozenset[str], *, removed: bool) -> None:
        if labels & LEFT_OUT:
            (self.hidden.discard if removed else self.hidden.add)(id_)


def steps(records: Iterable[Mapping[str, Any]], size: int) -> Iterator[Step]:
    """History cut into steps of about so many changed messages, never within a record."""
    step = Step()
    for record in records:
        step.take(record)
        if len(step.changed) + len(step.deleted) >= size:
            yield step
            step = Step()
    if step.upto:
        yield step


def tag_of(labels: Collection[str] | None) -> str:
    """The etag of `connectors.contract.flags_tag`, from labels; "?" when they are not known."""
    return "?" if labels is None else " ".join(sorted(flags_of(labels)))
