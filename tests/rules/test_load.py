"""Rules are read from tables; every mistake is told with its place and what is allowed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import jsonschema
import pytest

from rules import check, load, schema
from syncd.errors import ConfigError
from syncd.model import BriefWish, FollowUpWish, Wants
from tests.builders import a_meeting
from tests.rules.world import WANTS, facts_of, rules_of, verdict_of

LONG = "(a+)+$"


def mistakes(*tables: Any, **more: Any) -> list[str]:
    loaded, found = check(tables, defaults=WANTS, **more)
    assert (loaded is None) == bool(found)
    return [str(problem) for problem in found]


def only_mistake(**keys: Any) -> str:
    (found,) = mistakes({"name": "A", **keys})
    return found


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"titel": "x"}, 'rules[1].titel = "x": no such key. Did you mean "title"?'),
        ({"title": 3}, "rules[1].title = 3: a text or a list of texts"),
        ({"title": []}, "rules[1].title = []: a list of 1 to"),
        ({"title": ["ok", "!!"]}, "rules[1].title = ['ok', '!!']: \"!!\" has no letter"),
        ({"external_guests": "3..1"}, 'rules[1].external_guests = "3..1": nothing is from 3 to 1'),
        ({"external_guests": -1}, "rules[1].external_guests = -1: a range is"),
        ({"hour": "9..30"}, 'rules[1].hour = "9..30": hours of the day are 0 to 23'),
        ({"duration": "15..90"}, 'rules[1].duration = "15..90": a range of durations'),
        ({"organizer": "mee"}, 'rules[1].organizer = "mee": no "mee" here. Did you mean "me"?'),
        ({"weekday": "funday"}, 'Allowed: "monday"'),
        ({"cue": "cofee"}, 'no "cofee" here. Did you mean "coffee"?'),
        ({"recurring": "yes"}, 'rules[1].recurring = "yes": Input should be a valid boolean'),
        ({"guest": "ada"}, 'rules[1].guest = "ada": "ada" is not an address'),
        ({"domain": "ada@x.org"}, 'rules[1].domain = "ada@x.org": "ada@x.org" is not a domain'),
        ({"networking": 1}, "rules[1].networking = 1: Input should be a valid boolean"),
        ({"brief": True}, "rules[1].brief = true: a table such as { lead"),
        ({"brief": {"led": "4h"}}, 'rules[1].brief.led = "4h": no such key. Did you mean "lead"?'),
        ({"brief": {"lead": "4x"}}, 'rules[1].brief.lead[1] = "4x": a duration is'),
        ({"brief": {"lead": []}}, "rules[1].brief.lead = []: one duration or a list"),
        ({"follow_up": {"tone": "rude"}}, 'rules[1].follow_up.tone = "rude": Input should be'),
        ({"follow_up": {"template": "../x"}}, "rules[1].follow_up.template"),
        ({"any": []}, "rules[1].any = []: List should have at least 1 item"),
        ({"any": [{"guests": "x"}]}, 'rules[1].any[1].guests = "x": a range is'),
        ({"not": {"cue": "slaes"}}, 'rules[1].not.cue = "slaes": no "slaes" here'),
        ({"not": {"nam": "x"}}, "rules[1].not.nam"),
        ({"when": "titel == 'x'"}, 'there is no "titel" to speak of. Did you mean "title"?'),
        ({"when": f"title =~ '{LONG}'"}, "may take too long"),
        ({"when": "title =~ '('"}, "not a regular expression"),
        ({"when": "title and"}, "syntax error"),
        ({"networking": False, "brief": {}}, "rules[1] = {…}: a rule with networking = false"),
        ({"guests": "..1", "external_guests": "3.."}, 'rules[1] = "A": external_guests is never'),
        ({"first_meeting": True, "past_meetings": "1.."}, "a first meeting has no past meetings"),
    ],
)
def test_mistake_is_told_with_its_place(keys: dict[str, Any], told: str) -> None:
    assert told in only_mistake(**keys)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        load([{"titel": "x"}, {"name": "B", "guests": "x", "hour": 99}], defaults=WANTS)
    paths = {problem.path for problem in caught.value.problems}
    assert paths == {"rules[1].titel", "rules[1].name", "rules[2].guests", "rules[2].hour"}


def test_rule_that_is_never_reached_is_refused() -> None:
    (told,) = mistakes(
        {"name": "All coffees", "title": ["coffee", "lunch"], "external_guests": "1..5"},
        {"name": "Small", "title": "coffee", "external_guests": "1..2", "recurring": False},
    )
    assert told == 'rules[2] = "Small": is never reached: rules[1], "All coffees", matches it all.'


def test_catch_all_may_stand_at_the_end() -> None:
    assert not mistakes({"name": "A", "title": "x"}, {"name": "Rest", "networking": False})


def test_two_rules_of_one_name_are_refused() -> None:
    (told,) = mistakes({"name": "A", "title": "x"}, {"name": "A", "title": "y"})
    assert told.startswith('rules[2].name = "A": is already the name of rules[1]')


def test_rule_wants_the_defaults_unless_it_says_otherwise() -> None:
    assert verdict_of(a_meeting(), {"name": "A"}).wants == WANTS
    assert verdict_of(a_meeting(), {"name": "A", "brief": {}}).wants == WANTS
    assert verdict_of(a_meeting(), {"name": "A", "brief": False}).wants.brief is None
    assert verdict_of(a_meeting(), {"name": "A", "follow_up": False}).wants.follow_up is None


def test_empty_brief_is_wanted_even_when_none_is_the_default() -> None:
    loaded = load([{"name": "A", "brief": {}}], defaults=Wants())
    found = loaded.first(facts_of(a_meeting()))
    assert found is not None
    assert found.wants == Wants(brief=BriefWish(timedelta(hours=4)))


def test_rule_says_what_is_wanted() -> None:
    table = {
        "name": "A",
        "brief": {"lead": ["1h", "1d"], "deliver": "home"},
        "follow_up": {"delay": "2h", "template": "warm-note", "tone": "warm", "each": True},
        "keep_in_touch": "90d",
        "style": "short",
        "tags": ["guild"],
    }
    assert verdict_of(a_meeting(), table).wants == Wants(
        brief=BriefWish(timedelta(days=1), (timedelta(hours=1),), "home"),
        follow_up=FollowUpWish(timedelta(hours=2), "warm-note", "warm", each=True),
        keep_in_touch=timedelta(days=90),
        style="short",
        tags=("guild",),
    )


def test_shipped_rules_can_be_left_out() -> None:
    names = {rule.name for rule in rules_of().rules}
    assert "Coffee, lunch, a walk" not in names
    assert "Cancelled" in names


def test_schema_accepts_what_loads_and_refuses_what_does_not() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    good = {
        "name": "A",
        "title": ["coffee"],
        "external_guests": "1..3",
        "weekday": "monday",
        "brief": {"lead": "4h"},
        "follow_up": False,
        "any": [{"cue": "coffee"}, {"not": {"recurring": True}}],
    }
    rules_of(good)
    validator.validate(good)
    for bad in ({"titel": "x"}, {"weekday": "funday"}, {"external_guests": "a"}, {"brief": 3}):
        assert not validator.is_valid({"name": "A", **bad})
