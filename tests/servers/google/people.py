"""The one method of the People API that syncd calls."""

from __future__ import annotations

from typing import Any

from tests.servers.google.discovery import Call
from tests.servers.google.errors import ApiError, invalid
from tests.servers.google.pages import Pages


class People:
    """The contacts of one user, as JSON of the API."""

    def __init__(self) -> None:
        self.connections: list[dict[str, Any]] = []
        self.pages = Pages()

    def add(self, name: str, *addresses: str, organization: str = "", title: str = "") -> None:
        """A contact is written into the address book."""
        person: dict[str, Any] = {
            "resourceName": f"people/c{len(self.connections)}",
            "etag": "%Eg==",
            "names": [{"displayName": name, "metadata": {"primary": True}}],
        }
        if addresses:
            person["emailAddresses"] = [{"value": address} for address in addresses]
        if organization or title:
            person["organizations"] = [{"name": organization, "title": title}]
        self.connections.append(person)

    def answer(self, call: Call) -> Any:
        """The JSON of an answer."""
        if call.method != "people.people.connections.list":
            raise ApiError(501, "notImplemented", f"{call.method} must never be called.")
        if call["resourceName"] != "people/me":
            raise invalid("Only people/me is valid.")
        if not call.get("personFields"):
            raise invalid("personFields mask is required.")
        wanted = set(call["personFields"].split(",")) | {"resourceName", "etag"}
        page, token = self.pages.cut(
            self.connections,
            min(call.get("pageSize") or 100, 1000),
            call.get("pageToken"),
            call["personFields"],
        )
        shown = [{k: v for k, v in person.items() if k in wanted} for person in page]
        answer: dict[str, Any] = {"totalPeople": len(self.connections)}
        if shown:
            answer["connections"] = shown
        return answer | ({"nextPageToken": token} if token else {})
