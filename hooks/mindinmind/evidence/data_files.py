"""Checking a data file against its JSON Schema, in words a contributor can use."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from glossary_cards.diagnostics.problem import Problem

Place = tuple[int, int]
FindPlace = Callable[[tuple[Hashable, ...]], Place]


def schema_problems(
    path: str, data: object, schema: Mapping[str, Any], place: FindPlace
) -> list[tuple[Hashable, Problem]]:
    """Compare data with a schema.

    Args:
        path: The data file as problems name it; its name is part of the rule's name.
        data: The parsed file.
        schema: A JSON Schema.
        place: Gives the line and column of a value by its path of keys.

    Returns:
        For each thing that is wrong, the entry it is in (nothing for the whole file) and a
        problem.
    """
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    found = []
    for error in validator.iter_errors(data):
        keys = tuple(error.absolute_path)
        what, mend = _in_words(_innermost(error))
        problem = Problem(path, *place(keys), rule_of(path), f"{_name(data, keys)}{what}", mend)
        found.append((keys[0] if keys else None, problem))
    return found


def rule_of(path: str) -> str:
    """Name the rule that a data file keeps: ``references-file``."""
    return f"{PurePosixPath(path).stem}-file"


def _innermost(error: ValidationError) -> ValidationError:
    """Look inside a choice of forms for the complaint that fits best."""
    while error.context:
        error = min(error.context, key=lambda e: (-len(e.absolute_path), str(e.message)))
    return error


def _name(data: object, keys: Sequence[Hashable]) -> str:
    """Name the entry that a path of keys leads into."""
    if not keys:
        return ""
    entry = keys[0]
    if isinstance(data, list) and isinstance(entry, int) and isinstance(data[entry], dict):
        entry = data[entry].get("id", f"entry {entry + 1}")
    return f"{entry}: "


def _in_words(error: ValidationError) -> tuple[str, str]:
    """Say what a schema error means and how to mend it."""
    field = next((str(k) for k in reversed(error.absolute_path) if isinstance(k, str)), "the file")
    value: Any = error.instance
    rule: Any = error.validator_value
    if error.validator == "required":
        missing = sorted(set(rule) - set(value))
        names = ", ".join(f"`{name}`" for name in missing)
        return f"{names} is missing", "add it, or leave the whole entry out"
    if error.validator == "additionalProperties":
        schema: Any = error.schema
        allowed = schema.get("properties", {})
        unknown = ", ".join(f"`{name}`" for name in value if name not in allowed)
        return f"{unknown} is not a known field", "check the spelling, or take it out"
    if error.validator == "enum":
        choices = ", ".join(str(choice) for choice in rule)
        return f"`{field}` is {value!r}", f"use one of: {choices}"
    if error.validator == "pattern":
        return f"`{field}` is {value!r}, which is not in the usual form", _FORMS.get(
            field, "compare it with the entries around it"
        )
    return f"`{field}`: {error.message}", "compare it with the entries around it"


_FORMS = {
    "DOI": "write it as `10.1234/abc`, without `https://doi.org/`",
    "PMID": "write its digits only",
    "PMCID": "write it as `PMC1234567`",
    "URL": "write the whole address, starting with `https://`",
    "id": "use small letters, digits and hyphens, such as `bateman2009`",
}
