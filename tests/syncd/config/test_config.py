"""The config: found, read, checked whole; mistakes with their path, value and what is allowed."""

from __future__ import annotations

import re
from datetime import time, timedelta
from pathlib import Path

import pytest

from syncd import config, wiring
from syncd.errors import ConfigError
from syncd.model import Weekly, Wish
from syncd.model.moments import Span

EXAMPLE = Path(__file__).parents[3] / "config.example.toml"

GOOD = """
[me]
name = "Robin Doe"
addresses = ["Robin@Example.com", "robin.doe@gmail.com"]
timezone = "Europe/Berlin"
[accounts.files]
kind = "maildir"
path = "~/Mail"
[accounts.calendar]
kind = "ics"
path = "~/calendars"
"""

BAD = """
[me]
name = "Robin Doe"
addresses = ["robin"]
timezone = "Berlin"
[acounts.x]
kind = "maildir"
[accounts.files]
kind = "mailbox"
[accounts.calendar]
kind = "ics"
pth = "~/calendars"
[daemon]
poll_mail = "2 minutes"
poll_calendar = "1s"
[deliver]
quiet_hours = "late"
briefs = "fils"
[[rules]]
name = "x"
titel = ["coffee"]
external_guests = "3..1"
when = "guest_dys_since_contact > 90"
"""


def load(tmp_path: Path, text: str) -> wiring.Loaded:
    path = tmp_path / "config.toml"
    path.write_text(text)
    return wiring.load(path)


def problems(tmp_path: Path, text: str) -> dict[str, str]:
    with pytest.raises(ConfigError) as wrong:
        load(tmp_path, text)
    return {problem.path: str(problem) for problem in wrong.value.problems}


def test_the_example_loads_as_it_is(tmp_path: Path):
    assert load(tmp_path, EXAMPLE.read_text()).settings.me.name == "Robin Doe"


def test_the_example_loads_with_every_optional_key_uncommented(tmp_path: Path):
    text = re.sub(r"^#(?=[a-z_]+ = |\[)", "", EXAMPLE.read_text(), flags=re.MULTILINE)
    assert text != EXAMPLE.read_text()
    loaded = load(tmp_path, text)
    assert loaded.settings.style.max_per_day == 2
    assert loaded.briefs == "files"


def test_the_example_loads_with_every_comment_removed(tmp_path: Path):
    text = re.sub(r"^#.*$", "", EXAMPLE.read_text(), flags=re.MULTILINE)
    assert load(tmp_path, text).settings.me.domains is None


def test_the_examples_defaults_are_the_defaults(tmp_path: Path):
    uncommented = re.sub(r"^#(?=[a-z_]+ = |\[)", "", EXAMPLE.read_text(), flags=re.MULTILINE)
    shown, plain = load(tmp_path, uncommented).settings, load(tmp_path, GOOD).settings
    assert shown.daemon == plain.daemon
    assert shown.defaults == plain.defaults
    assert shown.deliver.quiet_hours == plain.deliver.quiet_hours
    assert shown.style.buffer == plain.style.buffer


def test_the_example_names_every_key():
    text = EXAMPLE.read_text()
    for table in ("me", "style", "deliver", "daemon", "defaults", "store"):
        model = config.Settings.model_fields[table].annotation
        for key in model.model_fields:
            assert re.search(rf"^#?{key} = ", text, re.MULTILINE), f"{table}.{key} is not explained"


def test_defaults_are_filled_in(tmp_path: Path):
    loaded = load(tmp_path, GOOD)
    me, settings = loaded.settings.user, loaded.settings
    assert me.addresses == ("robin@example.com", "robin.doe@gmail.com")
    assert me.domains == frozenset({"example.com"})
    assert settings.daemon.poll_mail == timedelta(minutes=2)
    assert settings.deliver.quiet_hours == Span.parse("21:00-07:00")
    assert (loaded.briefs, loaded.drafts) == ("files", "")


def test_all_mistakes_are_told_at_once_with_path_value_and_what_is_allowed(tmp_path: Path):
    told = problems(tmp_path, BAD)
    expected = {
        "me.addresses[1]": ("robin", "name@domain"),
        "me.timezone": ("Berlin", "Europe/Berlin"),
        "acounts": ("", 'Did you mean "accounts"?'),
        "accounts.files.kind": ("mailbox", "maildir"),
        "accounts.calendar.pth": ("calendars", 'Did you mean "path"?'),
        "daemon.poll_mail": ("2 minutes", "90m"),
        "daemon.poll_calendar": ("", "10s"),
        "deliver.quiet_hours": ("late", "21:00-07:00"),
        "deliver.briefs": ("fils", "no account with a mailbox"),
        "rules[1].titel": ("coffee", 'Did you mean "title"?'),
        "rules[1].external_guests": ("3..1", ""),
        "rules[1].when": ("guest_dys_since_contact", "guest_days_since_contact"),
    }
    for path, (value, allowed) in expected.items():
        assert path in told, f"{path} is not among {sorted(told)}"
        assert value in told[path]
        assert allowed in told[path]


def test_toml_that_cannot_be_read_is_told_with_its_line(tmp_path: Path):
    told = problems(tmp_path, "[me]\nname = Robin\n")
    assert "line 2" in told
    assert "name = Robin" in told["line 2"]


@pytest.mark.parametrize("missing", ["mailbox", "calendar"])
def test_without_a_mailbox_or_a_calendar_nothing_can_be_done(tmp_path: Path, missing: str):
    name = {"mailbox": "files", "calendar": "calendar"}[missing]
    table = re.search(rf"\[accounts\.{name}\].*?(?=\[|\Z)", GOOD, re.DOTALL)[0]
    assert missing in problems(tmp_path, GOOD.replace(table, ""))["accounts"]


def test_with_two_mailboxes_it_must_be_said_which_gets_the_briefs(tmp_path: Path):
    two = GOOD + '[accounts.other]\nkind = "maildir"\npath = "~/Other"\n'
    assert "files, other" in problems(tmp_path, two)["deliver.briefs"]
    assert load(tmp_path, two + '[deliver]\nbriefs = "other"\n').briefs == "other"


def test_the_style_keeps_its_types(tmp_path: Path):
    style = load(tmp_path, GOOD + '[style]\nprefers = ["phone"]\nbuffer = "5m"\n').settings
    assert style.meeting_style.buffer == timedelta(minutes=5)
    assert style.meeting_style.prefers == ("phone",)


def test_a_free_mail_domain_is_nobodys_own(tmp_path: Path):
    text = GOOD.replace("timezone", 'domains = ["gmail.com"]\ntimezone')
    assert "me.domains" in problems(tmp_path, text)


def test_it_is_found_by_option_then_environment_then_platform(tmp_path: Path, monkeypatch):
    option, named = tmp_path / "option.toml", tmp_path / "named.toml"
    for path in (option, named, config.default_path()):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD)
    assert config.find(None) == config.default_path()
    monkeypatch.setenv("SYNCD_CONFIG", str(named))
    assert config.find(None) == named
    assert config.find(option) == option


def test_a_missing_one_says_how_to_write_one(tmp_path: Path):
    with pytest.raises(ConfigError, match="syncd init"):
        config.find(tmp_path / "none.toml")


def test_whom_you_want_to_meet_and_when_the_digest_comes_are_read(tmp_path: Path):
    more = """
[deliver]
digest = "sun 18:00"

[[want_to_meet]]
name = " Priya Nair "
address = "Priya@OpenData.example"
why = "how she\\nhires"

[[want_to_meet]]
domain = ["nordwind.example"]
"""
    settings = load(tmp_path, GOOD + more).settings
    assert settings.deliver.digest == Weekly(6, time(18))
    assert settings.wishes == (
        Wish("Priya Nair", ("priya@opendata.example",), (), "how she hires"),
        Wish(domains=("nordwind.example",)),
    )
    plain = load(tmp_path, GOOD).settings
    assert (plain.deliver.digest, plain.wishes) == (None, ())


def test_every_mistake_in_them_is_told_with_its_place(tmp_path: Path):
    more = """
[deliver]
digest = "Monday"

[[want_to_meet]]
why = "somebody"

[[want_to_meet]]
nmae = "Priya"
domain = "gmail.com"
"""
    told = problems(tmp_path, GOOD + more)
    assert "Mon 07:30" in told["deliver.digest"]
    assert "name, address or domain" in told["want_to_meet[1]"]
    assert 'Did you mean "name"?' in told["want_to_meet[2].nmae"]
