"""The methods of the Gmail API that syncd may call, and those it must never."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from tests.servers.google.discovery import Call
from tests.servers.google.errors import ApiError, invalid, not_found
from tests.servers.google.pages import Pages
from tests.servers.google.search import compile_query
from tests.servers.google.store import Message, Record, Store, date_of, decode_raw

_PREFIX = "gmail.users."
_HIDDEN = {"SPAM", "TRASH"}


class Gmail:
    """Answers calls out of a `Store`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.pages = Pages()
        #: History names messages by id and thread only, which is all that Google promises.
        self.terse = False
        self._methods: dict[str, Callable[[Call], Any]] = {
            "getProfile": self._profile,
            "history.list": self._history,
            "labels.list": self._labels,
            "messages.list": self._list,
            "messages.get": self._get,
            "messages.insert": self._insert,
            "messages.trash": self._trash,
            "threads.get": self._thread,
            "drafts.list": self._drafts,
            "drafts.get": self._draft,
            "drafts.create": self._create,
            "drafts.update": self._update,
            "drafts.delete": self._delete,
        }

    def answer(self, call: Call) -> Any:
        """The JSON of an answer, None for an empty one."""
        method = self._methods.get(call.method.removeprefix(_PREFIX))
        if method is None:
            raise ApiError(501, "notImplemented", f"{call.method} must never be called.")
        if call["userId"] not in {"me", self.store.user}:
            raise ApiError(403, "forbidden", f"Delegation denied for {self.store.user}")
        return method(call)

    def _profile(self, call: Call) -> Any:
        threads = {m.thread_id for m in self.store.messages.values()}
        return {
            "emailAddress": self.store.user,
            "messagesTotal": len(self.store.messages),
            "threadsTotal": len(threads),
            "historyId": str(self.store.history_id),
        }

    def _history(self, call: Call) -> Any:
        if "startHistoryId" not in call.parameters:
            raise invalid("Missing required parameter: startHistoryId")
        start = int(call["startHistoryId"])
        if start < self.store.forgotten or start > self.store.history_id:
            raise not_found()
        kinds = {_KINDS[k] for k in call.get("historyTypes", _KINDS)}
        label = call.get("labelId")
        records = [
            r
            for r in self.store.history
            if r.id > start and r.kind in kinds and (not label or label in r.then)
        ]
        page, token = self.pages.cut(
            records, call.get("maxResults", 100), call.get("pageToken"), ("history", start, label)
        )
        answer: dict[str, Any] = {"historyId": str(self.store.history_id)}
        if page:
            answer["history"] = [_record(r, terse=self.terse) for r in page]
        return answer | _token(token)

    def _labels(self, call: Call) -> Any:
        own = [{"id": i, "name": n, "type": "user"} for i, n in self.store.labels.items()]
        return {"labels": [{"id": "INBOX", "name": "INBOX", "type": "system"}, *own]}

    def _list(self, call: Call) -> Any:
        matches = compile_query(call.get("q", ""))
        searched = bool(call.get("q"))
        found = [
            m
            for m in self.store.messages.values()
            if (call.get("includeSpamTrash") or not m.labels & _HIDDEN)
            and set(call.get("labelIds", ())) <= m.labels
            and not (searched and m.indexed)
            and matches(m)
        ]
        found.sort(key=lambda m: (m.internal_date, m.id), reverse=True)
        of = ("messages", call.get("q"), call.get("includeSpamTrash"), call.get("labelIds"))
        page, token = self.pages.cut(
            found, min(call.get("maxResults", 100), 500), call.get("pageToken"), of
        )
        answer: dict[str, Any] = {"resultSizeEstimate": len(found)}
        if page:
            answer["messages"] = [{"id": m.id, "threadId": m.thread_id} for m in page]
        return answer | _token(token)

    def _get(self, call: Call) -> Any:
        return _shown(self.store.message(call["id"]), call)

    def _thread(self, call: Call) -> Any:
        messages = self.store.thread(call["id"])
        return {
            "id": call["id"],
            "historyId": str(max(m.history_id for m in messages)),
            "messages": [_shown(m, call) for m in messages],
        }

    def _insert(self, call: Call) -> Any:
        raw = decode_raw(call.body.get("raw"))
        labels = call.body.get("labelIds") or []
        if set(labels) & {"SENT", "DRAFT"}:
            raise invalid("Invalid label: SENT and DRAFT cannot be applied.")
        by_header = call.get("internalDateSource") == "dateHeader"
        received = date_of(raw) if by_header else None
        message = self.store.add(
            raw, labels, received=received, thread_id=call.body.get("threadId", "")
        )
        return _stub(message)

    def _trash(self, call: Call) -> Any:
        message = self.store.message(call["id"])
        self.store.relabel(message, ["TRASH"], ["INBOX"])
        return _stub(message)

    def _drafts(self, call: Call) -> Any:
        page, token = self.pages.cut(
            sorted(self.store.drafts.items()),
            min(call.get("maxResults", 100), 500),
            call.get("pageToken"),
            "drafts",
        )
        answer: dict[str, Any] = {"resultSizeEstimate": len(self.store.drafts)}
        if page:
            answer["drafts"] = [self._draft_stub(draft) for draft, _ in page]
        return answer | _token(token)

    def _draft(self, call: Call) -> Any:
        return {"id": call["id"], "message": _shown(self.store.draft(call["id"]), call)}

    def _create(self, call: Call) -> Any:
        message = call.body.get("message") or {}
        draft = self.store.new_draft(_draft_raw(message), message.get("threadId", ""))
        return self._draft_stub(draft, labels=True)

    def _update(self, call: Call) -> Any:
        self.store.draft(call["id"])
        message = call.body.get("message") or {}
        self.store.rewrite_draft(call["id"], _draft_raw(message), message.get("threadId", ""))
        return self._draft_stub(call["id"], labels=True)

    def _delete(self, call: Call) -> None:
        self.store.delete(self.store.draft(call["id"]))

    def _draft_stub(self, draft: str, *, labels: bool = False) -> dict[str, Any]:
        message = self.store.draft(draft)
        stub: dict[str, Any] = {"id": message.id, "threadId": message.thread_id}
        return {"id": draft, "message": stub | ({"labelIds": ["DRAFT"]} if labels else {})}


_KINDS = {
    "messageAdded": "messagesAdded",
    "messageDeleted": "messagesDeleted",
    "labelAdded": "labelsAdded",
    "labelRemoved": "labelsRemoved",
}


def _record(record: Record, *, terse: bool) -> dict[str, Any]:
    message = record.message
    stub = {"id": message.id, "threadId": message.thread_id}
    labels = {} if terse else {"labelIds": sorted(record.then)}
    change: dict[str, Any] = {"message": stub | labels}
    if record.labels:
        change["labelIds"] = sorted(record.labels)
    return {"id": str(record.id), "messages": [stub], record.kind: [change]}


def _shown(message: Message, call: Call) -> dict[str, Any]:
    shape = call.get("format", "full")
    shown = _stub(message) | {
        "historyId": str(message.history_id),
        "internalDate": str(message.internal_date),
        "sizeEstimate": len(message.raw),
        "snippet": "",
    }
    if shape == "raw":
        shown["raw"] = base64.urlsafe_b64encode(message.raw).decode()
    elif shape in {"metadata", "full"}:
        wanted = {name.lower() for name in call.get("metadataHeaders", ())}
        headers = message.headers
        if shape == "metadata" and wanted:
            headers = [h for h in headers if h["name"].lower() in wanted]
        shown["payload"] = {"mimeType": message.mail.get_content_type(), "headers": headers}
    return shown


def _stub(message: Message) -> dict[str, Any]:
    return {"id": message.id, "threadId": message.thread_id, "labelIds": sorted(message.labels)}


def _draft_raw(message: Mapping[str, Any]) -> bytes:
    if message.get("labelIds"):
        raise invalid("Labels cannot be put on drafts.")
    return decode_raw(message.get("raw"))


def _token(token: str | None) -> dict[str, str]:
    return {"nextPageToken": token} if token else {}
