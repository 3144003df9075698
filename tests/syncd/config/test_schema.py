"""The JSON Schema of the config: what editors complete and check with."""

from __future__ import annotations

import copy
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from syncd import wiring

EXAMPLE = (Path(__file__).parents[3] / "config.example.toml").read_text()
UNCOMMENTED = re.sub(r"^#(?=[a-z_]+ = |\[)", "", EXAMPLE, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = wiring.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("text", [EXAMPLE, UNCOMMENTED])
def test_the_example_fits_it(validator, text: str):
    assert [error.message for error in validator.iter_errors(tomllib.loads(text))] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("me", "nam"), "x"),
        (("daemon", "poll_mail"), 5),
        (("daemon", "look_ahead"), "two weeks"),
        (("deliver", "quiet_hours"), "late"),
        (("deliver", "digest"), "Monday"),
        (("want_to_meet",), [{"nmae": "Priya Nair"}]),
        (("accounts", "files", "kind"), "mailbox"),
        (("accounts", "files", "pth"), "~/Mail"),
        (("rules", 0, "titel"), ["coffee"]),
        (("defaults", "brief"), {"led": "4h"}),
    ],
)
def test_a_mistake_does_not(validator, path, value):
    tables = copy.deepcopy(tomllib.loads(EXAMPLE))
    place = tables
    for part in path[:-1]:
        place = place.setdefault(part, {}) if isinstance(place, dict) else place[part]
    place[path[-1]] = value
    assert list(validator.iter_errors(tables))


def test_false_is_none_of_a_letter(validator):
    tables = tomllib.loads(EXAMPLE)
    tables["defaults"] = {"brief": False, "follow_up": {"delay": "2h"}}
    assert list(validator.iter_errors(tables)) == []
