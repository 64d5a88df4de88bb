"""Checking a data file against its JSON Schema, in words a contributor can use."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from glossary_cards.diagnostics.problem import Problem, asked, nearest

Place = tuple[int, int]
Keys = tuple[Hashable, ...]
FindPlace = Callable[[Keys], Place]


def schema_problems(
    path: str, data: object, schema: Mapping[str, Any], place: FindPlace, rule: str = ""
) -> list[tuple[Keys, Problem]]:
    """Compare data with a schema.

    Args:
        path: The data file as problems name it; its name is part of the rule's name.
        data: The parsed file.
        schema: A JSON Schema.
        place: Gives the line and column of a value by its path of keys.
        rule: The rule that problems name; without it the file's own.

    Returns:
        For each thing that is wrong, its path of keys and a problem.
    """
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    found: list[tuple[Keys, Problem]] = []
    for error in map(_innermost, validator.iter_errors(data)):
        keys = tuple(error.absolute_path)
        for key, what, mend in _in_words(error):
            at = place((*keys, key) if key else keys)
            problem = Problem(path, *at, rule or rule_of(path), f"{_name(data, keys)}{what}", mend)
            found.append((keys, problem))
    return found


def rule_of(path: str) -> str:
    """Name the rule that a data file keeps: ``references-file``."""
    return f"{PurePosixPath(path).stem}-file"


def _innermost(error: ValidationError) -> ValidationError:
    """Look inside a choice of forms for the complaint that fits best."""
    while error.context:
        error = min(error.context, key=lambda e: (-len(e.absolute_path), str(e.message)))
    return error


def _name(data: Any, keys: Sequence[Hashable]) -> str:
    """Name the entry that a path of keys leads into, as a contributor knows it."""
    first = keys[0] if keys else ""
    name = f"entry {first + 1}" if isinstance(first, int) else str(first)
    for key in keys:
        data = data[key]
        if isinstance(data, dict):
            name = next((str(data[k]) for k in ("id", "name", "place") if data.get(k)), name)
    return f"{name}: " if name else ""


_Said = tuple[str, str, str]
"""The key that is wrong, empty for the value itself; what is wrong with it; how to mend it."""


def _in_words(error: ValidationError) -> Iterator[_Said]:
    """Say what a schema error means and how to mend it; a misspelt key is one mistake."""
    value: Any = error.instance
    rule: Any = error.validator_value
    schema: Any = error.schema
    if error.validator == "required":
        missing = sorted(set(rule) - set(value) - {_meant(key, value, schema) for key in value})
        names = ", ".join(f"`{name}`" for name in missing)
        if names:
            mend = schema.get("description", "add it, or leave the whole entry out")
            yield "", f"{names} is missing", mend
    elif error.validator == "additionalProperties":
        for key in (key for key in value if key not in schema.get("properties", {})):
            mend = asked(_meant(key, value, schema), "check the spelling, or take it out")
            yield key, f"`{key}` is not a known field", mend
    elif error.validator == "dependentRequired":
        for key, needed in ((key, needed) for key, needed in rule.items() if key in value):
            absent = [name for name in needed if name not in value]
            if absent and not {_meant(each, value, schema) for each in value} & set(absent):
                yield key, f"`{key}` stands without `{absent[0]}`", f"add `{absent[0]}`"
    else:
        yield _about_value(error, value, rule)


def _about_value(error: ValidationError, value: Any, rule: Any) -> _Said:
    """Say what is wrong with one value."""
    field = next((str(k) for k in reversed(error.absolute_path) if isinstance(k, str)), "the file")
    schema: Any = error.schema
    described = schema.get("description", "compare it with the entries around it")
    mend = _FORMS.get(field, described)
    what = f"`{field}`: {error.message}"
    if error.validator == "enum":
        return "", f"`{field}` is {value!r}", f"use one of: {', '.join(map(str, rule))}"
    if value is None or value in ("", []):
        what = f"`{field}` is empty"
    elif error.validator == "type" and isinstance(value, int | float) and "string" in rule:
        what = f"`{field}` is not in quotation marks"
    elif error.validator == "type":
        what = f"`{field}` is not {_KINDS.get(str(rule), 'what belongs here')}"
    elif error.validator in ("pattern", "format"):
        what = f"`{field}` is {value!r}, which is not in the usual form"
    elif error.validator == "const":
        what = f"`{field}` is {value!r}"
    return "", what, mend


def _meant(key: str, value: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Give the field that a misspelt one stands for; nothing for a field that there is."""
    allowed = schema.get("properties", {})
    return "" if key in allowed else nearest(key, [name for name in allowed if name not in value])


_KINDS = {
    "array": "a list",
    "string": "text",
    "object": "`key: value` pairs",
    "boolean": "true or false",
}
_FORMS = {
    "DOI": "write it as `10.1234/abc`, without `https://doi.org/`",
    "PMID": "write its digits only",
    "PMCID": "write it as `PMC1234567`",
    "URL": "write the whole address, starting with `https://`",
    "id": "use small letters, digits and hyphens, such as `bateman2009`",
}
