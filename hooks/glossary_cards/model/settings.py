"""The glossary's settings: what a site may choose in mkdocs.yml, each with its default.

A wrong one is told of with its line, and the default stands in its place.
"""

from collections import namedtuple
from collections.abc import Mapping
from typing import Any

from glossary_cards.checks.registry import CHECKS, LEVELS
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import FindPlace
from glossary_cards.model.schemas import SETTINGS, wrong_values


def _frozen(value: Any) -> Any:
    """Give a value as settings keep it."""
    if isinstance(value, Mapping):
        pairs = ((key, "off" if entry is False else entry) for key, entry in value.items())
        return tuple(sorted(pairs))  # YAML reads a bare `off` as false
    return tuple(value) if isinstance(value, list) else value


# Of the settings alone: what each is for, which values it takes, and which it has by itself.
_RULES = SETTINGS["properties"]
_named: Any = namedtuple  # mypy knows only those whose fields stand in the code
_Values = _named("_Values", _RULES, defaults=[_frozen(r["default"]) for r in _RULES.values()])
_RULES["checks"]["properties"] = {name: {"enum": [*LEVELS, False]} for name in CHECKS}


class Settings(_Values):  # type: ignore[misc, valid-type]
    """All settings, each with its default, as ``settings.schema.json`` has them.

    Those that are read here have their types; the others are texts that templates show.
    """

    __slots__ = ()
    folder: str
    occurrences: str
    language: str
    title: str
    see_title: str
    downloads: tuple[tuple[str, str], ...]
    definition_words: int
    skip_elements: tuple[str, ...]
    skip_classes: tuple[str, ...]
    abbreviations: tuple[str, ...]
    page_keys: tuple[str, ...]
    names: tuple[str, ...]
    bibliography: str
    cite: bool
    exports: tuple[str, ...]
    checks: tuple[tuple[str, str], ...]
    assets: bool


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
    found = wrong_values(path, {} if given is None else given, SETTINGS, locate)
    problems = [problem for _, problem in found]
    if not isinstance(given, Mapping):
        return Settings(), problems
    wrong = {keys[0] for keys, _ in found if keys}
    values = {name: _frozen(value) for name, value in given.items() if name not in wrong}
    if values.get("cite") and not values.get("bibliography"):
        values["cite"] = False
        if not given.get("bibliography"):
            what = "`cite` has no bibliography to cite from"
            mend = "name one under `bibliography`, or take `cite` out"
            problems.append(Problem(path, *locate(("cite",)), "setting", what, mend))
    return Settings(**values), problems
