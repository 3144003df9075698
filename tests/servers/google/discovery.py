"""Checks requests against the discovery documents that google-api-python-client ships."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import googleapiclient

from tests.servers.google.errors import ApiError, invalid

_FOLDER = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
_DOCUMENTS = ("calendar.v3", "gmail.v1", "people.v1")


@dataclass(frozen=True)
class Call:
    """A request, recognized and checked."""

    #: As the discovery document names it: ``gmail.users.messages.list``.
    method: str
    #: Path and query parameters together; repeated ones as lists, numbers and booleans converted.
    parameters: Mapping[str, Any]
    body: Mapping[str, Any]
    #: Any one of these scopes is enough.
    scopes: frozenset[str]

    def __getitem__(self, name: str) -> Any:
        return self.parameters[name]

    def get(self, name: str, default: Any = None) -> Any:
        """A parameter, or a default."""
        return self.parameters.get(name, default)


@dataclass(frozen=True)
class _Method:
    id: str
    verb: str
    path: re.Pattern[str]
    document: Mapping[str, Any]
    spec: Mapping[str, Any]

    def call(self, found: Mapping[str, str], query: str, body: bytes) -> Call:
        declared = {**self.document["parameters"], **self.spec.get("parameters", {})}
        parameters = {name: unquote(value) for name, value in found.items()}
        parameters |= _query(query, declared)
        for name, spec in self.spec.get("parameters", {}).items():
            if spec.get("required") and name not in parameters:
                raise invalid(f"Missing required parameter: {name}")
        return Call(self.id, parameters, self._body(body), frozenset(self.spec.get("scopes", ())))

    def _body(self, body: bytes) -> Mapping[str, Any]:
        request = self.spec.get("request")
        if not body:
            return {}
        if not request:
            raise invalid("This method takes no body.")
        try:
            given = json.loads(body)
        except ValueError:
            raise ApiError(400, "parseError", "This API does not support parsing it.") from None
        _check_object(given, request["$ref"], self.document["schemas"], "")
        return given  # type: ignore[no-any-return]


def recognize(verb: str, path: str, query: str, body: bytes) -> Call:
    """The call that a request makes. Raises ApiError for what the documents do not know."""
    for method in _methods():
        match = method.path.fullmatch(path)
        if match and method.verb == verb:
            return method.call(match.groupdict(), query, body)
    raise ApiError(404, "notFound", f"{verb} {path} is no method of these APIs.")


def scopes_of(method: str) -> frozenset[str]:
    """Any one of these scopes allows a method."""
    return next(frozenset(m.spec.get("scopes", ())) for m in _methods() if m.id == method)


@cache
def _methods() -> tuple[_Method, ...]:
    found = []
    for name in _DOCUMENTS:
        document = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        prefix = "/" + document["servicePath"]
        for spec in _walk(document):
            path = _pattern(prefix + spec["path"])
            found.append(_Method(spec["id"], spec["httpMethod"], path, document, spec))
    # "drafts/send" before "drafts/{id}"
    return tuple(sorted(found, key=lambda m: m.path.pattern.count("(?P")))


def _walk(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from node.get("methods", {}).values()
    for resource in node.get("resources", {}).values():
        yield from _walk(resource)


def _pattern(path: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\+?[A-Za-z]+)\}", path)
    pattern = ""
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            pattern += re.escape(piece)
        elif piece.startswith("+"):
            pattern += f"(?P<{piece[1:]}>people/[^/]+)"
        else:
            pattern += f"(?P<{piece}>[^/]+)"
    return re.compile(pattern)


def _query(query: str, declared: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        spec = declared.get(name)
        if spec is None:
            raise invalid(f'Unknown name "{name}": Cannot bind query parameter.')
        converted = _convert(name, value, spec)
        if spec.get("repeated"):
            found.setdefault(name, []).append(converted)
        elif name in found:
            raise invalid(f"{name} is given twice.")
        else:
            found[name] = converted
    return found


def _convert(name: str, value: str, spec: Mapping[str, Any]) -> Any:
    if "enum" in spec and value not in spec["enum"]:
        raise invalid(f'Invalid value at "{name}": "{value}"')
    if spec["type"] == "boolean":
        if value not in {"true", "false"}:
            raise invalid(f'Invalid value at "{name}": "{value}"')
        return value == "true"
    if spec["type"] == "integer":
        if not re.fullmatch(r"-?\d+", value) or int(value) < int(spec.get("minimum", "-999999999")):
            raise invalid(f'Invalid value at "{name}": "{value}"')
        return int(value)
    if spec.get("format") in {"uint64", "int64"} and not value.isdecimal():
        raise invalid(f'Invalid value at "{name}": "{value}"')
    return value


def _check_object(given: Any, schema: str, schemas: Mapping[str, Any], where: str) -> None:
    if not isinstance(given, dict):
        raise invalid(f'Invalid value at "{where}": not an object')
    known = schemas[schema].get("properties", {})
    for name, value in given.items():
        if name not in known:
            raise invalid(f'Invalid JSON payload received. Unknown name "{name}" at "{where}"')
        _check_value(value, known[name], schemas, f"{where}.{name}".lstrip("."))


def _check_value(value: Any, spec: Mapping[str, Any], schemas: Mapping[str, Any], at: str) -> None:
    if "$ref" in spec:
        _check_object(value, spec["$ref"], schemas, at)
    elif spec["type"] == "array":
        if not isinstance(value, list):
            raise invalid(f'Invalid value at "{at}": not a list')
        for one in value:
            _check_value(one, spec["items"], schemas, at)
    else:
        kinds = {"string": str, "boolean": bool, "integer": int, "number": (int, float)}
        kind = kinds.get(spec["type"], object)
        if value is not None and not isinstance(value, kind):
            raise invalid(f'Invalid value at "{at}": {value!r}')
