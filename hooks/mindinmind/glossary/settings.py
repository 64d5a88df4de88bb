"""The glossary's settings: what a site may choose under ``extra: glossary:`` in mkdocs.yml."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any

from mindinmind.problems import Problem, shown, without_quotes

EXPORTS = ("json", "skos", "tbx", "anki")
LEVELS = ("error", "warning", "off")
CHECKS = (
    "same-form",
    "unknown-term",
    "unknown-reference",
    "circular-definition",
    "long-definition",
    "dead-term-link",
    "page-option",
    "misplaced-term",
    "same-id",
    "no-terms",
    "unused-term",
    "unused-form",
    "unlinked-term",
    "unexplained-abbreviation",
)
"""The checks whose severity a site may choose."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""A language tag, near enough. Source: BCP 47, section 2.1."""

Locate = Callable[[str], tuple[int, int]]
"""Gives the line and column of a setting by its name; zeros where they are not known."""


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
    given: object, path: str = "mkdocs.yml", locate: Locate = lambda _name: (0, 0)
) -> tuple[Settings, list[Problem]]:
    """Validate what a site wrote under ``extra.glossary``.

    Args:
        given: The value; ``None`` where the site wrote nothing.
        path: The file that problems name.
        locate: Finds a setting in that file; ``""`` is the whole.

    Returns:
        The settings, with the default in place of each wrong value, and one problem for each.
    """
    if given is None:
        return Settings(), []
    if not isinstance(given, Mapping):
        what, mend = (
            "`extra.glossary` is not a group of settings",
            "write `key: value` lines below it",
        )
        return Settings(), [Problem(path, *locate(""), "setting", what, mend)]
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    names = [f.name for f in fields(Settings)]
    for name, value in given.items():
        if name not in names:
            near = get_close_matches(str(name), names, 1)
            mend = f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(names)}"
            what = f"`extra.glossary.{name}` is not a setting"
        elif wrong := _wrong(name, value):
            what, mend = f"`extra.glossary.{name}` is {shown(value)}", f"write {wrong}"
            if not _wrong(name, without_quotes(value)):
                mend = "take the quotation marks off"
        else:
            values[name] = _frozen(value)
            continue
        problems.append(Problem(path, *locate(str(name)), "setting", what, mend))
    return Settings(**values), problems


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return tuple(sorted((str(k), _level(v)) for k, v in value.items()))
    return tuple(value) if isinstance(value, list) else value


def _level(value: object) -> str:
    """Read a check's severity; YAML reads a bare ``off`` as false."""
    return "off" if value is False else str(value)


def _wrong(name: str, value: object) -> str:
    """Say what a setting must be; empty where the value is right."""
    special: dict[str, tuple[Callable[[Any], bool], str]] = {
        "occurrences": (lambda v: v in ("section", "page", "all"), "`section`, `page` or `all`"),
        "definition_words": (lambda v: type(v) is int and v > 0, "a whole number above 0"),
        "exports": (
            lambda v: isinstance(v, list) and all(e in EXPORTS for e in v) and _each_once(v),
            f"a list of: {', '.join(EXPORTS)}, each once",
        ),
        "checks": (
            lambda v: (
                isinstance(v, Mapping)
                and all(k in CHECKS and _level(e) in LEVELS for k, e in v.items())
            ),
            f"`error`, `warning` or `off` for any of: {', '.join(CHECKS)}",
        ),
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
            "the short name of a language, such as `en`, `en-GB` or `fr`",
        ),
        "folder": (
            lambda v: isinstance(v, str) and v.strip("/") == v and bool(v) and ".." not in v,
            "the path of a folder inside docs_dir, such as `glossary`",
        ),
    }
    if name in special:
        test, wanted = special[name]
        return "" if test(value) else wanted
    default = getattr(Settings, name)
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else "`true` or `false`"
    if isinstance(default, tuple):
        fine = isinstance(value, list) and all(isinstance(v, str) for v in value)
        return "" if fine and _each_once(value) else "a list of texts, each once"
    return "" if isinstance(value, str) else "a text"


def _each_once(value: Any) -> bool:
    return len(set(value)) == len(value)
