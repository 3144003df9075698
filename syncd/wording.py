"""What letters are written with: the languages that ship, and what the user's own folder has.

In the folder, CODE.toml has phrases of a language (docs/letters.md) and NAME-body.txt and
NAME-body.html are templates. Everything is checked when it is read, so that a letter never fails.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from syncd.compose import phrases, trial
from syncd.compose.language import (
    REFERENCE,
    SHIPPED,
    Language,
    Phrases,
    flat,
    shipped,
    spoken,
)
from syncd.compose.samples import SAMPLES
from syncd.config.file import place
from syncd.errors import Problem
from syncd.model.validation import nearest, show_value

GUIDE = "docs/letters.md"
_MAX_BYTES = 200_000
_CODE = re.compile(r"[a-z]{2,3}")
_KINDS = (".toml", ".txt", ".html")
_FEW = 5


@dataclass(frozen=True, slots=True)
class Wording:
    """Languages by code, each with the user's templates."""

    languages: Mapping[str, Language]
    #: Where the user's own words are looked for; it need not be there.
    folder: Path

    def of(self, tag: str) -> Language:
        """The language of a BCP 47 tag: "de-AT" is told in "de", what is unknown in English."""
        return self.languages.get(_base(tag), self.languages[REFERENCE])

    def wrong(self, template: str) -> str:
        """Why a follow-up cannot be written with a template of the user's; "" when it can."""
        if template in SAMPLES and template != "follow-up":
            return "is the template of another letter."
        files = [f"{template}{part}" for part in trial.PARTS]
        own = self.languages[REFERENCE].templates
        lacking = [file for file in files if file not in own]
        if not lacking or template == "follow-up":
            return ""
        return f"{self.folder} has no {' and no '.join(lacking)}. {GUIDE} says what is in them."


def read(
    folder: Path, tag: str, mistakes: list[Problem], wanted: frozenset[str] = frozenset()
) -> Wording:
    """The wording with what a folder has, if it is there; every mistake is added to the list.

    ``wanted``: the templates that rules name, so that none of them is a slip of the pen.
    """
    own: dict[str, Phrases] = {}
    templates: dict[str, str] = {}
    for path in _files(folder):
        text = _text(path, mistakes)
        if text is None:
            continue
        if path.suffix == ".toml":
            _take_phrases(path, text, own, mistakes)
        else:
            templates[path.name] = text
    codes = dict.fromkeys((*SHIPPED, *own))
    languages = {code: spoken(code, own.get(code, {}), templates) for code in codes}
    wording = Wording(languages, folder)
    _check_tag(tag, wording, mistakes)
    for name, source in templates.items():
        if _is_called_right(folder / name, wanted, mistakes):
            _check_template(folder / name, source, wording.of(tag), mistakes)
    return wording


def _files(folder: Path) -> list[Path]:
    """The files that are ours to read; others, such as an editor's backups, are left alone."""
    if not folder.is_dir():
        return []
    found = (path for path in folder.iterdir() if path.suffix in _KINDS and path.is_file())
    return sorted(path for path in found if not path.name.startswith("."))


def _text(path: Path, mistakes: list[Problem]) -> str | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        mistakes.append(Problem(str(path), "", f"cannot be read: {error.strerror}."))
        return None
    if len(data) > _MAX_BYTES:
        mistakes.append(Problem(str(path), "", f"is larger than {_MAX_BYTES // 1000} kB."))
        return None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        mistakes.append(Problem(str(path), "", "is not UTF-8 text."))
        return None


def _take_phrases(path: Path, text: str, own: dict[str, Phrases], mistakes: list[Problem]) -> None:
    code = path.stem
    if not _CODE.fullmatch(code):
        told = 'is not called after a language: "fr.toml" has French.'
        mistakes.append(Problem(str(path), "", told))
        return
    try:
        found = flat(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        wrong = place(text.encode(), error)
        mistakes.append(Problem(f"{path}, {wrong.path}", wrong.value, wrong.message))
        return
    wrong_ones = list(phrases.mistakes(code, found))
    lacking = [name for name, why in wrong_ones if why == phrases.LACKING]
    if lacking:
        mistakes.append(Problem(str(path), "", _told_lacking(lacking)))
    mistakes.extend(
        Problem(f"{path}: {name}".rstrip(": "), _shown(found.get(name)), _sentence(why))
        for name, why in wrong_ones
        if why != phrases.LACKING
    )
    if not wrong_ones:
        own[code] = found


def _told_lacking(names: list[str]) -> str:
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    told = f"{', '.join(names[:_FEW])}{more}"
    return f"a language of your own must be whole, and lacks {told}. {GUIDE} has them all."


def _is_called_right(path: Path, wanted: frozenset[str], mistakes: list[Problem]) -> bool:
    """Whether a template is called after a letter, or is a follow-up with a name of its own."""
    letter = trial.letter_of(path.name)
    likely = "" if letter in wanted or letter in SAMPLES else nearest(letter, SAMPLES)
    if letter and not likely:
        return True
    told = f"is not called after a letter: {_either(SAMPLES)}, each with {_either(trial.PARTS)}"
    mistakes.append(Problem(str(path), "", f"{told}.{likely}"))
    return False


def _check_template(path: Path, source: str, language: Language, mistakes: list[Problem]) -> None:
    for line, wrong in trial.mistakes(path.name, source, language):
        at = f"{path}, line {line}" if line else str(path)
        mistakes.append(Problem(at, _line(source, line), _sentence(wrong)))


def _check_tag(tag: str, wording: Wording, mistakes: list[Problem]) -> None:
    code = _base(tag)
    # A language that is there and wrong has been told of.
    if code in wording.languages or (wording.folder / f"{code}.toml").is_file():
        return
    known = ", ".join(
        f'"{code}" ({language.say("language.name")})'
        for code, language in wording.languages.items()
    )
    told = f"letters can be in {known}. {GUIDE} says how to add a language."
    mistakes.append(Problem("me.language", show_value(tag), told))


def _base(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _line(source: str, line: int) -> str:
    lines = source.splitlines()
    return lines[line - 1].strip()[:60] if 0 < line <= len(lines) else ""


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."


def _shown(phrase: object) -> str:
    return show_value(phrase)[:60] if phrase is not None else ""


def _either(names: Iterable[str]) -> str:
    return shipped(REFERENCE).listed(list(names), "or")
