"""Words and templates of the user's own: checked when the config is loaded, then used."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from syncd import compose, wiring
from syncd.compose import write_alert, write_brief, write_follow_up
from syncd.compose.language import REFERENCE, shipped
from syncd.compose.samples import SAMPLES
from syncd.compose.trial import PARTS, letter_of
from syncd.errors import ConfigError
from tests.builders import TEN, a_guest, me
from tests.syncd.compose.test_brief import a_matter as a_brief
from tests.syncd.compose.test_follow_up import a_matter as a_follow_up
from tests.syncd.config.test_config import GOOD

LANGUAGES = Path(compose.__file__).parent / "languages"
TEMPLATES = Path(compose.__file__).parent / "templates"
ENGLISH = (LANGUAGES / "en.toml").read_text()


def load(folder: Path, files: dict[str, str], config: str = GOOD) -> wiring.Loaded:
    """The config with files in its folder of letters."""
    letters = folder / "letters"
    letters.mkdir(exist_ok=True)
    for name, text in files.items():
        (letters / name).write_text(text)
    (folder / "config.toml").write_text(config)
    return wiring.load(folder / "config.toml")


def problems(folder: Path, files: dict[str, str], config: str = GOOD) -> list[str]:
    """What is wrong, without the folder that it is in."""
    with pytest.raises(ConfigError) as wrong:
        load(folder, files, config)
    return [str(problem).replace(f"{folder}/letters/", "") for problem in wrong.value.problems]


def speaking(language: str) -> str:
    return GOOD.replace("[me]", f'[me]\nlanguage = "{language}"')


def french() -> str:
    """A whole language, of which a few sentences are French."""
    own = {
        '"English"': '"Français"',
        '"Hi {names},"': '"Bonjour {names},"',
        '"Warm regards,"': '"Bien à toi,"',
        '"Open the event"': '"Ouvrir le rendez-vous"',
        '"EEE d MMM"': '"EEE d MMM"',
    }
    text = ENGLISH
    for said, instead in own.items():
        text = text.replace(said, instead)
    return text.replace(
        'nth = { one = "{n}st", two = "{n}nd", few = "{n}rd", other = "{n}th" }',
        'nth = { one = "{n}er", other = "{n}e" }',
    )


def test_letters_are_in_the_language_of_the_config(tmp_path: Path):
    loaded = load(tmp_path, {}, speaking("de-AT"))
    assert loaded.wording.of(loaded.settings.user.language).code == "de"


def test_a_language_that_there_is_not_is_a_mistake_that_lists_those_there_are(tmp_path: Path):
    [told] = problems(tmp_path, {}, speaking("tlh"))
    assert told == (
        'me.language = "tlh": letters can be in "en" (English), "de" (Deutsch). '
        "docs/letters.md says how to add a language."
    )


def test_a_sentence_of_your_own_is_said(tmp_path: Path):
    own = '[follow_up]\nclosing = "Cheers,"\n'
    language = load(tmp_path, {"en.toml": own}).wording.of("en")
    assert write_follow_up(a_follow_up(language=language)).text.endswith("Cheers,\nRobin\n")


def test_a_whole_language_of_your_own_is_spoken(tmp_path: Path):
    loaded = load(tmp_path, {"fr.toml": french()}, speaking("fr-CH"))
    language = loaded.wording.of("fr-CH")
    letter = write_follow_up(a_follow_up(language=language))
    assert letter.text.startswith("Bonjour Ada,")
    assert letter.text.endswith("Bien à toi,\nRobin\n")
    assert '<html lang="fr">' in letter.html
    brief = write_brief(a_brief(language=language))
    assert brief.subject.startswith("Ada Lindqvist, mar. 24 nov. 10:00")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "en.toml",
            "[alert]\nsubject = \nx = 1\n",
            "en.toml, line 2 = subject =: Invalid value.",
        ),
        (
            "en.toml",
            '[alert]\nsubjct = "Oh no"\n',
            (
                'en.toml: alert.subjct = "Oh no": there is no such phrase. '
                'Did you mean "alert.subject"?'
            ),
        ),
        (
            "de.toml",
            '[alert]\nsubject = "Konto {acount}"\n',
            'de.toml: alert.subject = "Konto {acount}": there is no gap {acount} here.',
        ),
        (
            "de.toml",
            '[count]\nmails = { other = "{n} Mails" }\n',
            'de.toml: count.mails = {…}: has no form "one".',
        ),
        (
            "de.toml",
            '[date]\nday = "qqqqqqq"\n',
            (
                'de.toml: date.day = "qqqqqqq": is no pattern of days and times: '
                "Invalid length for field: 'qqqqqqq'."
            ),
        ),
        (
            "en.toml",
            'subject = "without a table"\n',
            'en.toml: subject = "without a table": there is no such phrase.',
        ),
        (
            "Deutsch.toml",
            "",
            'Deutsch.toml: is not called after a language: "fr.toml" has French.',
        ),
        (
            "fr.toml",
            '[language]\nname = "Français"\n',
            "fr.toml: a language of your own must be whole, and lacks ",
        ),
        ("zzz.toml", ENGLISH, 'zzz.toml: "zzz" is no language whose days and numbers are known'),
        (
            "alert-body.txt",
            "{{ account }}\n{{ acount }}\n",
            (
                "alert-body.txt, line 2 = {{ acount }}: acount is not given here, only account, "
                'counted, error, language, say, since, what. Did you mean "account"?'
            ),
        ),
        (
            "brief-body.html",
            "<p>\n{% if page.changes %}\n{{ page.chnges }}\n{% endif %}",
            (
                "brief-body.html, line 3 = {{ page.chnges }}: "
                "'syncd.compose.page.Page object' has no attribute 'chnges'."
            ),
        ),
        (
            "brief-body.txt",
            "{% if page.nothing_of_the_kind is defined %}\n{{ say('brief.opn_event') }}{% endif %}",
            (
                "brief-body.txt, line 2 = {{ say('brief.opn_event') }}{% endif %}: "
                'there is no phrase "brief.opn_event". Did you mean "brief.open_event"?'
            ),
        ),
        (
            "alert-body.txt",
            "\n\n{% for x in %}",
            (
                "alert-body.txt, line 3 = {% for x in %}: Expected an expression, got 'end of "
                "statement block'."
            ),
        ),
        (
            "alert-body.txt",
            '{{ say("alert.since", since=since) }}',
            (
                'alert-body.txt, line 1 = {{ say("alert.since", since=since) }}: '
                "a phrase lacks its gap 'what'."
            ),
        ),
        (
            "breif-body.txt",
            "",
            "breif-body.txt: is not called after a letter: ",
        ),
        ("brief.txt", "", "brief.txt: is not called after a letter: "),
    ],
)
def test_a_mistake_is_told_with_its_file_and_place(tmp_path: Path, name: str, text: str, told: str):
    [found] = problems(tmp_path, {name: text})
    assert found.startswith(told)


def test_mistakes_of_the_config_and_of_the_letters_are_told_at_once(tmp_path: Path):
    files = {"en.toml": '[alert]\nsubjct = "x"\n', "alert-body.txt": "{{ x }}"}
    config = GOOD.replace('kind = "ics"', 'kind = "icz"')
    told = problems(tmp_path, files, config)
    assert [one.partition(" ")[0] for one in told] == [
        "accounts.calendar.kind",
        "en.toml:",
        "alert-body.txt,",
    ]


def test_a_template_of_your_own_takes_the_place_of_ours(tmp_path: Path):
    files = {"alert-body.txt": "Mind {{ account }}! {{ say('alert.nothing_lost') }}\n"}
    language = load(tmp_path, files).wording.of("en")
    letter = write_alert("work", "mailbox", "down", TEN, me(), language=language)
    assert letter.text.startswith("Mind work! Nothing is lost")
    assert "cannot read the mailbox" in letter.html


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{{ error|safe }}", "line 1 = {{ error|safe }}: No filter named 'safe'."),
        ("{% autoescape false %}{{ error }}{% endautoescape %}", "escaping cannot be switched off"),
        ('{% include "alert-body.txt" %}', "a template stands alone"),
        ('{% extends "alert-body.html" %}', "a template stands alone"),
        ('{% import "alert-body.txt" as x %}{{ x }}', "a template stands alone"),
        ("{{ error.__class__.__mro__ }}", "unsafe"),
        ("{{ say.__func__.__globals__ }}", "unsafe"),
    ],
)
def test_the_words_of_others_stay_escaped_and_nothing_of_theirs_is_run(
    tmp_path: Path, source: str, told: str
):
    [found] = problems(tmp_path, {"alert-body.html": source})
    assert told in found


def test_a_rule_names_a_follow_up_of_your_own(tmp_path: Path):
    rule = '[[rules]]\nname = "x"\ntitle = ["coffee"]\nfollow_up = { template = "short" }\n'
    files = {
        "short-body.txt": "{{ greeting }} {{ thanks }} {{ name }}\n",
        "short-body.html": "<p>{{ greeting }} {{ thanks }} {{ name }}</p>\n",
    }
    loaded = load(tmp_path, files, GOOD + rule)
    letter = write_follow_up(a_follow_up(template="short", language=loaded.wording.of("en")))
    assert letter.text == "Hi Ada, thank you for the time this morning. Robin\n"


def test_a_name_like_that_of_a_letter_is_no_slip_when_a_rule_has_it(tmp_path: Path):
    rule = '[[rules]]\nname = "x"\ntitle = ["coffee"]\nfollow_up = { template = "briefly" }\n'
    files = {"briefly-body.txt": "{{ greeting }}\n", "briefly-body.html": "<p>{{ name }}</p>\n"}
    assert load(tmp_path, files, GOOD + rule).wording.wrong("briefly") == ""
    told = problems(tmp_path, files)
    assert all('Did you mean "brief"?' in one for one in told)


def test_a_template_that_is_not_there_is_told_with_the_rule(tmp_path: Path):
    rule = '[[rules]]\nname = "x"\ntitle = ["coffee"]\nfollow_up = { template = "short" }\n'
    [told] = problems(tmp_path, {"short-body.txt": "{{ greeting }}"}, GOOD + rule)
    assert told == (
        f'rules[1].follow_up.template = "short": {tmp_path}/letters has no short-body.html. '
        "docs/letters.md says what is in them."
    )
    other = rule.replace("short", "brief")
    told = problems(tmp_path, {"short-body.txt": "{{ greeting }}"}, GOOD + other)
    assert told == ['rules[1].follow_up.template = "brief": is the template of another letter.']


def test_the_folder_can_be_elsewhere_and_must_be_there_when_it_is_named(tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "en.toml").write_text('[follow_up]\nclosing = "Cheers,"\n')
    loaded = load(tmp_path, {}, GOOD + '[letters]\nfolder = "mine"\n')
    assert loaded.wording.of("en").say("follow_up.closing") == "Cheers,"
    [told] = problems(tmp_path, {}, GOOD + '[letters]\nfolder = "yours"\n')
    assert told.startswith('letters.folder = "yours": there is no such folder.')


def test_backups_and_what_is_hidden_are_left_alone(tmp_path: Path):
    files = {"en.toml~": "[", ".en.toml": "[", "notes.md": "{{", "en.toml.bak": "["}
    assert load(tmp_path, files).wording.of("en").phrases == shipped(REFERENCE).phrases


def test_what_is_too_large_or_no_text_is_told(tmp_path: Path):
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "de.toml").write_bytes(b"\xff\xfe")
    told = problems(tmp_path, {"en.toml": "#" * 300_000})
    assert told == ["de.toml: is not UTF-8 text.", "en.toml: is larger than 200 kB."]


def test_every_letter_that_ships_can_be_tried_and_passes():
    letters = {letter_of(path.name) for path in TEMPLATES.iterdir()}
    assert letters == set(SAMPLES)


@pytest.mark.parametrize("letter", SAMPLES)
def test_a_copy_of_our_own_template_is_no_mistake(tmp_path: Path, letter: str):
    files = {f"{letter}{part}": (TEMPLATES / f"{letter}{part}").read_text() for part in PARTS}
    assert load(tmp_path, files).wording.of("en").templates == files


@pytest.mark.parametrize("code", ["en", "de"])
def test_a_copy_of_our_own_language_is_no_mistake(tmp_path: Path, code: str):
    text = (LANGUAGES / f"{code}.toml").read_text()
    assert load(tmp_path, {f"{code}.toml": text}).wording.of(code).phrases == (
        shipped(code).phrases
    )
    assert tomllib.loads(text)["language"]["name"]


def test_a_template_sees_a_guest_with_braces_in_the_name_as_that(tmp_path: Path):
    files = {"short-body.txt": "{{ greeting }}", "short-body.html": "<p>{{ greeting }}</p>"}
    language = load(tmp_path, files).wording.of("en")
    guest = a_guest(name="{{7*7}}{name}<b>")
    letter = write_follow_up(a_follow_up(template="short", language=language, guests=(guest,)))
    assert letter.text == "Hi {{7*7}}{name}<b>,"
    assert letter.html == "<p>Hi {{7*7}}{name}&lt;b&gt;,</p>"
