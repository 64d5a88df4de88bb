"""Reading what a site wrote under ``extra: glossary:``: what fits, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from glossary_cards.checks.registry import CHECKS, FIXED, LEVELS
from glossary_cards.diagnostics.confusables import as_seen, unmasked
from glossary_cards.diagnostics.fault import Fault
from glossary_cards.diagnostics.problem import Problem, meant, nearest, shown, without_quotes
from glossary_cards.engine.html_elements import ELEMENTS, is_element
from glossary_cards.model.data_files import DATA_FILES, EXPORTS
from glossary_cards.model.other_names import OTHER_SETTINGS
from glossary_cards.model.settings import Settings

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""A language tag, near enough. Source: BCP 47, section 2.1."""

_NAMES = tuple(field.name for field in fields(Settings))
_LISTS_OF_NAMES = ("abbreviations", "names", "page_keys", "skip_classes", "skip_elements")
_MAPPINGS = ("checks", "downloads")

Locate = Callable[[tuple[Hashable, ...]], tuple[int, int]]
"""Gives the line and column of a setting by its path of keys; zeros where they are not known."""


def read_settings(
    given: object, path: str = "mkdocs.yml", locate: Locate = lambda _keys: (0, 0)
) -> tuple[Settings, list[Problem]]:
    """Validate what a site wrote under ``extra.glossary``.

    Args:
        given: The value; ``None`` where the site wrote nothing.
        path: The file that problems name.
        locate: Finds a setting in that file; no keys are the whole.

    Returns:
        The settings, with the default in place of each wrong value, and one problem for each.
    """
    if given is None:
        return Settings(), []
    if not isinstance(given, Mapping):
        what, mend = "`extra.glossary` holds no settings", "write `key: value` lines below it"
        return Settings(), [Problem(path, *locate(()), "setting", what, mend)]
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in given.items():
        faults += _faults(str(name), value)
        # A misspelt setting is read, too, so that nothing follows from its absence.
        values |= _read_as(_meant_setting(str(name), given), value)
    if values.get("cite") and not values.get("bibliography"):
        values["cite"] = False
        if not given.get("bibliography"):
            what = "`extra.glossary.cite` has no bibliography to cite from"
            mend = "name one under `extra.glossary.bibliography`, or take `cite` out"
            faults.append(Fault(("cite",), what, mend))
    return Settings(**values), [
        Problem(path, *locate(keys), "setting", what, mend) for keys, what, mend in faults
    ]


def _read_as(name: str, value: object) -> dict[str, Any]:
    """Give a setting as far as its value is right; nothing where it is wrong, or no setting."""
    if not name:
        return {}
    wrong = _faults(name, value)
    at_fault = {keys[-1] for keys, *_ in wrong if len(keys) > 1}
    read = {name: _frozen(value, at_fault)} if at_fault or not wrong else {}
    return read | _meant_entries(name, value, wrong)


def _meant_setting(name: str, given: Mapping[str, object]) -> str:
    """Give the setting that a name was meant for; empty where it is none, or stands there too."""
    if name in _NAMES:
        return name
    right = _near_setting(name)
    return "" if right in given else right


def _near_setting(name: str) -> str:
    seen = as_seen(name).replace(" ", "_")
    return OTHER_SETTINGS.get(seen) or nearest(seen, _NAMES)


def _meant_entries(name: str, value: object, wrong: Sequence[Fault]) -> dict[str, Any]:
    """Give the entries of a list, or of ``checks``, as they were meant."""
    if name == "checks" and isinstance(value, Mapping):
        return {name: _meant_checks(value)}
    if not wrong or name not in _LISTS_OF_NAMES or not isinstance(value, str | list | Mapping):
        return {}
    texts = [value] if isinstance(value, str) else [e for e in value if isinstance(e, str)]
    words = [word for text in texts for word in re.findall(r"[^\s,;]+", text)]
    if name == "abbreviations":
        words = [word.upper() if word.islower() else word for word in words]
    if name == "skip_elements":
        words = [word if is_element(word) else nearest(word, ELEMENTS, 0.75) for word in words]
    form = _ENTRY_FORMS[name][0] if name in _ENTRY_FORMS else re.compile(".+")
    return {name: tuple(dict.fromkeys(word for word in words if form.fullmatch(word)))}


def _meant_checks(value: Mapping[Any, object]) -> tuple[tuple[str, str], ...]:
    """Give the severities of checks, misspelt ones too, so that nothing follows from a slip."""
    levels: dict[str, str] = {}
    for check, level in value.items():
        name = check if check in CHECKS else nearest(str(check).lower(), CHECKS, 0.75)
        read = _level(level)
        if name and name not in levels and check not in FIXED:
            levels[name] = read if read in LEVELS else nearest(read.lower(), LEVELS)
    return tuple(sorted((name, level) for name, level in levels.items() if level))


def _frozen(value: Any, left_out: Collection[Hashable]) -> Any:
    """Give a value as settings keep it, without the entries that are wrong."""
    if isinstance(value, Mapping):
        return tuple(sorted((k, _level(v)) for k, v in value.items() if k not in left_out))
    if isinstance(value, list):
        return tuple(entry for n, entry in enumerate(value) if n not in left_out)
    return value


def _level(value: object) -> str:
    """Read a check's severity; YAML reads a bare ``off`` as false."""
    return "off" if value is False else str(value)


def _faults(name: str, value: object) -> list[Fault]:
    """Say what is wrong with one setting, entry by entry where it has entries."""
    if name not in _NAMES:
        near = _near_setting(name)
        mend = f"did you mean `{near}`?" if near else f"use one of: {', '.join(_NAMES)}"
        what = f"`extra.glossary.{name}` is not a setting"
        return [Fault((name,), *unmasked(name, _NAMES, what, mend))]
    if name == "checks" and isinstance(value, Mapping):
        return list(_wrong_checks(value))
    is_list = isinstance(getattr(Settings, name), tuple) and name not in _MAPPINGS
    if is_list and isinstance(value, list):
        return list(_wrong_entries(name, value))
    kind = _kind(name)
    if kind.fits(value):
        return []
    mend = f"write {kind.wanted}" + (_quote_hint(value) if kind.is_text else "")
    if kind.fits(without_quotes(value)):
        mend = "take the quotation marks off"
    return [Fault((name,), f"`extra.glossary.{name}` is {shown(value)}", mend)]


def _nearest(name: object, names: Collection[str]) -> str:
    return meant(str(name).lower(), names, f"use one of: {', '.join(names)}")


def _wrong_checks(value: Mapping[Any, object]) -> Iterator[Fault]:
    """Find checks that there are not, that cannot be set, or that are set to nothing known."""
    for check, level in value.items():
        keys = ("checks", check)
        if check in FIXED:
            yield Fault(keys, f"the check `{check}` is always an error", "take this entry out")
        elif check not in CHECKS:
            yield Fault(keys, f"there is no check `{check}`", _nearest(check, CHECKS))
        elif _level(level) not in LEVELS:
            what = f"the check `{check}` is set to {shown(level)}"
            yield Fault(keys, what, "write `error`, `warning` or `off`")


def _wrong_entries(name: str, value: list[object]) -> Iterator[Fault]:
    """Find entries of a list that can have no effect."""
    for number, entry in enumerate(value):
        keys, what = (name, number), f"`extra.glossary.{name}` holds {shown(entry)}"
        if entry is None or entry == "":
            what = f"`extra.glossary.{name}` has an empty entry"
        if not isinstance(entry, str):
            yield Fault(keys, what, "write a text" + _quote_hint(entry))
        elif name == "exports" and entry not in EXPORTS:
            yield Fault(keys, what, _nearest(entry, EXPORTS))
        elif name in _ENTRY_FORMS and not _ENTRY_FORMS[name][0].fullmatch(entry):
            mend = f"write {_ENTRY_FORMS[name][1]}, such as `{_as_meant(name, entry)}`"
            yield Fault(keys, what, mend)
        elif name == "skip_elements" and not is_element(entry):
            mend = meant(entry, ELEMENTS, "name a class under `skip_classes`", 0.75)
            yield Fault(keys, f"{what}, which is no element of HTML", mend)
        elif not entry.strip():
            yield Fault(keys, what, "write a text, or take this entry out")
        elif entry in value[:number]:
            yield Fault(keys, f"{what} twice", "take one of the two out")


def _as_meant(name: str, entry: str) -> str:
    """Give an entry as it probably was meant; names of elements have no capitals."""
    word = re.search(r"\w[\w-]*", entry)
    if name == "abbreviations":
        return word[0].upper() if word else "UK"
    if not word:
        return "lyrics" if name == "skip_classes" else "blockquote"
    return word[0] if name == "skip_classes" else word[0].lower()


_ENTRY_FORMS = {
    "skip_elements": (re.compile(r"[a-z][a-z0-9-]*"), "the name of an element alone"),
    "skip_classes": (re.compile(r"[^\s.#<>\"'=]+"), "the name of one class alone"),
    "abbreviations": (
        re.compile(r"[^\s,;]*[A-Z][^\s,;]*"),
        "one abbreviation, in capitals as pages have it",
    ),
}
"""The form of the entries of some lists, and what it is called."""


def _quote_hint(value: object) -> str:
    """Tell about quotation marks where YAML read a word as something else."""
    read_otherwise = isinstance(value, bool | int | float)
    return ', and put words such as "no" or "12" in quotes' if read_otherwise else ""


@dataclass(frozen=True)
class _Kind:
    """What a setting may hold.

    Attributes:
        fits: Tells whether a value is right.
        wanted: What to write instead of one that is wrong.
        is_text: Whether a word that YAML reads as something else may have been meant as a text.
    """

    fits: Callable[[Any], bool]
    wanted: str
    is_text: bool = False


def _is_text_with(mark: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and mark in value


def _is_language(value: object) -> bool:
    return isinstance(value, str) and bool(_LANGUAGE.fullmatch(value))


def _is_folder(value: object) -> bool:
    """Tell whether a value is a path that can lead to a folder inside ``docs_dir``."""
    if not isinstance(value, str) or "\\" in value:
        return False
    return all(part == part.strip() and part.strip(".") for part in value.split("/"))


def _are_downloads(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        name in DATA_FILES and isinstance(text, str) for name, text in value.items()
    )


def _never(_: object) -> bool:
    """Tell that no value is right: those that are were looked at entry by entry."""
    return False


_WITH_COUNT = _Kind(_is_text_with("{count}"), "a text that holds {count}")
_KINDS = {
    "occurrences": _Kind(("section", "page", "all").__contains__, "`section`, `page` or `all`"),
    "definition_words": _Kind(lambda v: type(v) is int and v > 0, "a whole number above 0"),
    "exports": _Kind(_never, f"a list of: {', '.join(EXPORTS)}"),
    "checks": _Kind(_never, "lines such as `unused-form: warning` below it"),
    "more": _Kind(_is_text_with("{term}"), "a text that holds {term}"),
    "used_more": _WITH_COUNT,
    "found_more": _WITH_COUNT,
    "downloads": _Kind(_are_downloads, f"a text for any of: {', '.join(DATA_FILES)}"),
    "language": _Kind(
        _is_language,
        "the short name of a language, such as `en`, `en-GB` or `fr`",
        is_text=True,
    ),
    "folder": _Kind(
        _is_folder,
        "the path of a folder inside docs_dir, with `/` between its parts, such as `glossary`",
    ),
}
"""The settings whose kind is more than that of their default."""

_FLAG = _Kind(lambda v: isinstance(v, bool), "`true` or `false`")
_LIST = _Kind(_never, "a list, such as `[a, b]`")
_OPTIONAL_TEXT = _Kind(lambda v: isinstance(v, str), "a text", is_text=True)
_TEXT = _Kind(lambda v: isinstance(v, str) and bool(v.strip()), "a text", is_text=True)


def _kind(name: str) -> _Kind:
    """Give what a setting may hold: of what kind its default is, where nothing else is said."""
    if name in _KINDS:
        return _KINDS[name]
    default = getattr(Settings, name)
    if isinstance(default, bool):
        return _FLAG
    if isinstance(default, tuple):
        return _LIST
    return _TEXT if default else _OPTIONAL_TEXT
