"""The glossary's settings: what a site may choose in mkdocs.yml, each with its default.

A wrong one is told of with its line, and the default stands in its place.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from glossary_cards.checks.registry import CHECKS, LEVELS
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import FindPlace
from glossary_cards.model.schemas import SETTINGS, wrong_values


class Settings(NamedTuple):
    """All settings, each with its default.

    What each is for stands in ``settings.schema.json``, which every value is held against.
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
    delay: int = 300
    skip_elements: tuple[str, ...] = ()
    skip_classes: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    page_keys: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    bibliography: str = ""
    cite: bool = False
    exports: tuple[str, ...] = ("json", "skos", "tbx")
    checks: tuple[tuple[str, str], ...] = ()
    assets: bool = True


SETTINGS["properties"]["checks"]["properties"] = {
    name: {"enum": [*LEVELS, False]} for name in CHECKS
}


def read_settings(
    given: object, path: str = "mkdocs.yml", locate: FindPlace = lambda _keys: (0, 0)
) -> tuple[Settings, list[Problem]]:
    """Read what a site wrote.

    Args:
        given: The value; ``None`` where the site wrote nothing.
        path: The file that problems name.
        locate: Finds a setting in that file; no keys are the whole.

    Returns:
        The settings, with the default in place of each wrong value, and what is wrong.
    """
    if given is None:
        return Settings(), []
    found = wrong_values(path, given, SETTINGS, locate)
    if not isinstance(given, Mapping):
        return Settings(), [problem for _, problem in found]
    wrong = {keys[0] for keys, _ in found if keys}
    values = {name: _frozen(value) for name, value in given.items() if name not in wrong}
    problems = [problem for _, problem in found]
    if values.get("cite") and not values.get("bibliography"):
        values["cite"] = False
        if not given.get("bibliography"):
            what = "`cite` has no bibliography to cite from"
            mend = "name one under `bibliography`, or take `cite` out"
            problems.append(Problem(path, *locate(("cite",)), "setting", what, mend))
    return Settings(**values), problems


def _frozen(value: Any) -> Any:
    """Give a value as settings keep it."""
    if isinstance(value, Mapping):
        pairs = ((key, "off" if entry is False else entry) for key, entry in value.items())
        return tuple(sorted(pairs))  # YAML reads a bare `off` as false
    return tuple(value) if isinstance(value, list) else value
