"""The glossary's settings: what a site may choose under ``extra: glossary:`` in mkdocs.yml."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from mindinmind.problems import Problem, Severity, meant, shown, without_quotes

EXPORTS = ("json", "skos", "tbx", "anki")
LEVELS = ("error", "warning", "off")
CHECKS = {
    "same-form": Severity.ERROR,
    "unknown-term": Severity.ERROR,
    "unknown-reference": Severity.ERROR,
    "circular-definition": Severity.ERROR,
    "long-definition": Severity.ERROR,
    "dead-term-link": Severity.ERROR,
    "page-option": Severity.ERROR,
    "misplaced-term": Severity.ERROR,
    "same-id": Severity.WARNING,
    "no-terms": Severity.WARNING,
    "terms-left-off": Severity.WARNING,
    "unused-term": Severity.WARNING,
    "unused-form": Severity.WARNING,
    "unlinked-term": Severity.WARNING,
    "unexplained-abbreviation": Severity.WARNING,
}
"""The checks whose severity a site may choose, with the severity that they have otherwise."""

FIXED = (
    "front-matter",
    "missing-term",
    "missing-definition",
    "unknown-key",
    "wrong-value",
    "wrong-form",
    "definition-markup",
    "file-name",
    "same-address",
    "encoding",
    "bibliography",
    "setting",
    "missing-package",
    "missing-asset",
)
"""The checks that are always errors."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""A language tag, near enough. Source: BCP 47, section 2.1."""

_MAPPINGS = ("checks", "downloads")

Locate = Callable[[tuple[Hashable, ...]], tuple[int, int]]
"""Gives the line and column of a setting by its path of keys; zeros where they are not known."""

_Fault = tuple[tuple[Hashable, ...], str, str]
"""The path of keys to something wrong, what is wrong with it, and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """All settings, each with its default.

    Attributes:
        folder: The folder of the term files, inside ``docs_dir``.
        occurrences: Which mentions are linked: the first in each ``section`` or ``page``, or
            ``all``.
        language: Language of the terms; English makes plurals and -ise/-ize pairs, any other none.
        title: Title of the glossary, used in the published data.
        words_title: Title of the list of terms at the end of a page.
        more: Text of a tooltip's link to the term's page, with ``{term}``.
        close: Name of the tooltip's button that closes it.
        source: What stands before the number of a citation in a tooltip.
        all_sources: Text of a tooltip's link to the list of sources.
        switch: Label of the button that switches tooltips off and on.
        used_title: Title of the list of places on a term's page.
        used_more: What opens the rest of a long list of places, with ``{count}``.
        also_title: Label of a term's other spellings.
        see_title: Label of a term's related terms.
        index_link: The link from a term's page to the A to Z.
        references_title: Label of a term's references, where the site does not cite.
        say_title: Label of a term's pronunciation.
        find_title: Label of the A to Z's filter.
        found_none: What the filter says when no word matches.
        found_one: What it says when one word matches.
        found_more: What it says when more words match, with ``{count}``.
        jumps_title: Name of the A to Z's links to letters.
        downloads_title: Title of the published data files.
        downloads: What each data file is for, by its name in ``exports``, or ``schema``.
        draft: What stands below the title of a term that is a draft.
        definition_words: The most words a definition may have.
        skip_elements: More HTML elements in which no term is linked.
        skip_classes: More classes in which no term is linked.
        abbreviations: Abbreviations that need no explanation.
        page_keys: More keys that the front matter of a term may hold.
        bibliography: A CSL-JSON file, from the project's root, whose ids ``references`` may name;
            empty where the site has none.
        cite: Whether ``references`` become ``[^key]`` footnotes on the term's page.
        exports: Which data files are published: json, skos, tbx, anki (needs genanki).
        checks: Severity of single checks, such as ``{unused-form: off}``.
        assets: Whether the tooltip's script and style are added to every page.
    """

    folder: str = "glossary"
    occurrences: str = "section"
    language: str = "en"
    title: str = "Glossary"
    words_title: str = "Words on this page"
    more: str = "More about {term}"
    close: str = "Close"
    source: str = "Source"
    all_sources: str = "All sources"
    switch: str = "Explain words as I read"
    used_title: str = "Where this word is used"
    used_more: str = "{count} more pages"
    also_title: str = "Also written"
    see_title: str = "See also"
    index_link: str = "All words, A to Z"
    references_title: str = "References"
    say_title: str = "Say it"
    find_title: str = "Find a word"
    found_none: str = "No word matches. Try fewer letters."
    found_one: str = "1 word"
    found_more: str = "{count} words"
    jumps_title: str = "A to Z"
    downloads_title: str = "Take the glossary with you"
    downloads: tuple[tuple[str, str], ...] = ()
    draft: str = "Draft"
    definition_words: int = 40
    skip_elements: tuple[str, ...] = ()
    skip_classes: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    page_keys: tuple[str, ...] = ()
    bibliography: str = ""
    cite: bool = False
    exports: tuple[str, ...] = ("json", "skos", "tbx")
    checks: tuple[tuple[str, str], ...] = ()
    assets: bool = True


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
    faults: list[_Fault] = []
    for name, value in given.items():
        wrong = _faults(str(name), value)
        faults += wrong
        at_fault = {keys[-1] for keys, *_ in wrong if len(keys) > 1}
        if at_fault or not wrong:
            values[str(name)] = _frozen(value, at_fault)
    if values.get("cite") and not values.get("bibliography"):
        values["cite"] = False
        if not given.get("bibliography"):
            what = "`extra.glossary.cite` has no bibliography to cite from"
            mend = "name one under `extra.glossary.bibliography`, or take `cite` out"
            faults.append((("cite",), what, mend))
    return Settings(**values), [
        Problem(path, *locate(keys), "setting", what, mend) for keys, what, mend in faults
    ]


def with_severity(problems: Iterable[Problem], settings: Settings) -> list[Problem]:
    """Give each problem the severity that the site chose for its check; leave out the rest.

    Args:
        problems: Problems as the checks find them.
        settings: The site's settings.
    """
    levels = {**CHECKS, **dict(settings.checks)}
    result = []
    for problem in problems:
        level = levels.get(problem.rule, Severity.ERROR)
        if level != "off":
            result.append(replace(problem, severity=Severity(level)))
    return result


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


def _faults(name: str, value: object) -> list[_Fault]:
    """Say what is wrong with one setting, entry by entry where it has entries."""
    names = [f.name for f in fields(Settings)]
    if name not in names:
        what = f"`extra.glossary.{name}` is not a setting"
        return [((name,), what, _nearest(name, names))]
    if name == "checks" and isinstance(value, Mapping):
        return list(_wrong_checks(value))
    is_list = isinstance(getattr(Settings, name), tuple) and name not in _MAPPINGS
    if is_list and isinstance(value, list):
        return list(_wrong_entries(name, value))
    wrong = _wrong(name, value)
    if not wrong:
        return []
    quoted = not _wrong(name, without_quotes(value))
    mend = "take the quotation marks off" if quoted else f"write {wrong}"
    return [((name,), f"`extra.glossary.{name}` is {shown(value)}", mend)]


def _nearest(name: object, names: Collection[str]) -> str:
    return meant(str(name), names, f"use one of: {', '.join(names)}")


def _wrong_checks(value: Mapping[Any, object]) -> Iterator[_Fault]:
    """Find checks that there are not, that cannot be set, or that are set to nothing known."""
    for check, level in value.items():
        keys = ("checks", check)
        if check in FIXED:
            yield keys, f"the check `{check}` is always an error", "take this entry out"
        elif check not in CHECKS:
            yield keys, f"there is no check `{check}`", _nearest(check, CHECKS)
        elif _level(level) not in LEVELS:
            what = f"the check `{check}` is set to {shown(level)}"
            yield keys, what, "write `error`, `warning` or `off`"


def _wrong_entries(name: str, value: list[object]) -> Iterator[_Fault]:
    """Find entries of a list that can have no effect."""
    for number, entry in enumerate(value):
        keys, what = (name, number), f"`extra.glossary.{name}` holds {shown(entry)}"
        if entry is None or entry == "":
            what = f"`extra.glossary.{name}` has an empty entry"
        if not isinstance(entry, str):
            yield keys, what, "write a text" + _quote_hint(entry)
        elif name == "exports" and entry not in EXPORTS:
            yield keys, what, _nearest(entry, EXPORTS)
        elif name in _ENTRY_FORMS and not _ENTRY_FORMS[name][0].fullmatch(entry):
            mend = f"write {_ENTRY_FORMS[name][1]}, such as `{_as_meant(name, entry)}`"
            yield keys, what, mend
        elif not entry.strip():
            yield keys, what, "write a text, or take this entry out"
        elif entry in value[:number]:
            yield keys, f"{what} twice", "take one of the two out"


def _as_meant(name: str, entry: str) -> str:
    """Give an entry as it probably was meant; names of elements have no capitals."""
    word = re.search(r"\w[\w-]*", entry)
    if not word:
        return "lyrics" if name == "skip_classes" else "blockquote"
    return word[0] if name == "skip_classes" else word[0].lower()


_ENTRY_FORMS = {
    "skip_elements": (re.compile(r"[a-z][a-z0-9-]*"), "the name of an element alone"),
    "skip_classes": (re.compile(r"[^\s.#<>\"'=]+"), "the name of one class alone"),
}
"""The form of the entries of some lists, and what it is called."""


def _quote_hint(value: object) -> str:
    """Tell about quotation marks where YAML read a word as something else."""
    read_otherwise = isinstance(value, bool | int | float)
    return ', and put words such as "no" or "12" in quotes' if read_otherwise else ""


def _wrong(name: str, value: object) -> str:
    """Say what a setting must be; empty where the value is right."""
    special: dict[str, tuple[Callable[[Any], bool], str]] = {
        "occurrences": (lambda v: v in ("section", "page", "all"), "`section`, `page` or `all`"),
        "definition_words": (lambda v: type(v) is int and v > 0, "a whole number above 0"),
        "exports": (lambda _: False, f"a list of: {', '.join(EXPORTS)}"),
        "checks": (lambda _: False, "lines such as `unused-form: warning` below it"),
        "more": (lambda v: isinstance(v, str) and "{term}" in v, "a text that holds {term}"),
        "used_more": (
            lambda v: isinstance(v, str) and "{count}" in v,
            "a text that holds {count}",
        ),
        "found_more": (
            lambda v: isinstance(v, str) and "{count}" in v,
            "a text that holds {count}",
        ),
        "downloads": (
            lambda v: (
                isinstance(v, Mapping)
                and all(k in (*EXPORTS, "schema") and isinstance(e, str) for k, e in v.items())
            ),
            f"a text for any of: {', '.join((*EXPORTS, 'schema'))}",
        ),
        "language": (
            lambda v: isinstance(v, str) and bool(_LANGUAGE.fullmatch(v)),
            "the short name of a language, such as `en`, `en-GB` or `fr`" + _quote_hint(value),
        ),
        "folder": (
            _is_folder,
            "the path of a folder inside docs_dir, with `/` between its parts, such as `glossary`",
        ),
    }
    if name in special:
        test, wanted = special[name]
        return "" if test(value) else wanted
    default = getattr(Settings, name)
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else "`true` or `false`"
    if isinstance(default, tuple):
        return "a list, such as `[a, b]`"
    is_fine = isinstance(value, str) and (value.strip() or not default)
    return "" if is_fine else "a text" + _quote_hint(value)


def _is_folder(value: object) -> bool:
    """Tell whether a value is a path that can lead to a folder inside ``docs_dir``."""
    if not isinstance(value, str) or "\\" in value:
        return False
    return all(part == part.strip() and part.strip(".") for part in value.split("/"))
