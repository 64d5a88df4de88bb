"""The glossary's settings: what a site may choose under ``extra: glossary:`` in mkdocs.yml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any

from mindinmind.problems import Problem

EXPORTS = ("json", "skos", "tbx", "anki")
LEVELS = ("error", "warning", "off")


@dataclass(frozen=True)
class Settings:
    """All settings, each with its default.

    Attributes:
        folder: The folder of the term files, inside ``docs_dir``.
        occurrences: Which mentions are linked: the first in each ``section`` or ``page``, or
            ``all``.
        language: Language of the terms; ``en`` makes plurals and -ise/-ize pairs, any other none.
        title: Title of the glossary, used in the published data.
        words_title: Title of the list of terms at the end of a page.
        more: Text of a tooltip's link to the term's page, with ``{term}``.
        used_title: Title of the list of places on a term's page.
        also_title: Label of a term's other spellings.
        see_title: Label of a term's related terms.
        definition_words: The most words a definition may have.
        skip_elements: More HTML elements in which no term is linked.
        skip_classes: More classes in which no term is linked.
        abbreviations: Abbreviations that need no explanation.
        page_keys: More keys that the front matter of a term may hold.
        bibliography: A CSL-JSON file, from the project's root, whose ids ``references`` may name;
            empty where the site has none.
        cite: Whether ``references`` become ``[^key]`` footnotes on the term's page.
        exports: Which data files are published: json, skos, tbx, anki.
        checks: Severity of single checks, such as ``{unused-form: off}``.
        assets: Whether the tooltip's script and style are added to every page.
    """

    folder: str = "glossary"
    occurrences: str = "section"
    language: str = "en"
    title: str = "Glossary"
    words_title: str = "Words on this page"
    more: str = "More about {term}"
    used_title: str = "Where this word is used"
    also_title: str = "Also written"
    see_title: str = "See also"
    definition_words: int = 40
    skip_elements: tuple[str, ...] = ()
    skip_classes: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    page_keys: tuple[str, ...] = ()
    bibliography: str = ""
    cite: bool = False
    exports: tuple[str, ...] = EXPORTS
    checks: tuple[tuple[str, str], ...] = ()
    assets: bool = True


def read_settings(given: object, path: str = "mkdocs.yml") -> tuple[Settings, list[Problem]]:
    """Validate what a site wrote under ``extra.glossary``.

    Args:
        given: The value; ``None`` where the site wrote nothing.
        path: The file that problems name.

    Returns:
        The settings, with the default in place of each wrong value, and one problem for each.
    """
    if given is None:
        return Settings(), []
    if not isinstance(given, Mapping):
        return Settings(), [
            _problem(
                path, "extra.glossary", "is not a mapping", "write `key: value` lines below it"
            )
        ]
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    names = [f.name for f in fields(Settings)]
    for name, value in given.items():
        if name not in names:
            near = get_close_matches(str(name), names, 1)
            mend = f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(names)}"
            problems.append(_problem(path, f"extra.glossary.{name}", "is not a setting", mend))
            continue
        wrong = _wrong(name, value)
        if wrong:
            what = f"is {value!r}"
            problems.append(_problem(path, f"extra.glossary.{name}", what, f"write {wrong}"))
        else:
            values[name] = _frozen(value)
    return Settings(**values), problems


def _problem(path: str, name: str, what: str, mend: str) -> Problem:
    return Problem(path, 0, 0, "setting", f"`{name}` {what}", mend)


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
            lambda v: isinstance(v, list) and all(e in EXPORTS for e in v),
            f"a list of: {', '.join(EXPORTS)}",
        ),
        "checks": (
            lambda v: isinstance(v, Mapping) and all(_level(e) in LEVELS for e in v.values()),
            "a mapping of checks to `error`, `warning` or `off`",
        ),
        "more": (lambda v: isinstance(v, str) and "{term}" in v, "a text that holds {term}"),
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
        return "" if fine else "a list of texts"
    return "" if isinstance(value, str) else "a text"
