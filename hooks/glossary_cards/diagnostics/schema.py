"""Data against its JSON Schema, in words of somebody who has never heard of schemas.

A schema says beside each value what to write: ``"x-mend": "write the day as 2026-11-22"``. What one
slip brings about is told once: a misspelt key is not reported as missing under its right name.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from glossary_cards.diagnostics.problem import Problem, meant, nearest, shown
from glossary_cards.diagnostics.source import FindPlace, Keys

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_KINDS = {
    "array": "a list",
    "string": "a text",
    "object": "`key: value` lines",
    "boolean": "true or false",
    "integer": "a number",
    "number": "a number",
}
_LENGTHS = {"Length": "characters", "Items": "entries", "Properties": "entries"}
_DATE = "write the day as 2026-11-22"
_NAMES = ("id", "name", "place")
_MISSING = "is missing"


class _Said(NamedTuple):
    """What is wrong with a value, and how to mend it.

    Attributes:
        keys: The path to it.
        what: What is wrong.
        mend: How to mend it.
        meant: The right name of a misspelt key.
        alone: Whether nothing else need be said of what holds it.
    """

    keys: Keys
    what: str
    mend: str
    meant: str = ""
    alone: bool = False


def problems_by_keys(
    path: str, data: object, schema: Mapping[str, Any], place: FindPlace, rule: str = ""
) -> list[tuple[Keys, Problem]]:
    """Compare data with a schema.

    Args:
        path: The file as problems name it.
        data: What it holds; a day that YAML has read as one counts as text.
        schema: A JSON Schema.
        place: Finds values in the file; asked only where something is wrong.
        rule: The rule that problems name; without it the file's own, ``claims-file``.

    Returns:
        For each thing that is wrong, its path of keys and a problem.
    """
    from jsonschema import Draft202012Validator, FormatChecker  # noqa: PLC0415  # slow to load

    data = with_dates_as_text(data)
    days = FormatChecker(["date"])
    days.checks("date", ValueError)(_is_past)
    validator = Draft202012Validator(schema, format_checker=days)
    errors = sorted(validator.iter_errors(data), key=lambda error: list(map(str, error.path)))
    said = [each for error in errors for each in _in_words(_innermost(error))]
    misspelt = {(*each.keys[:-1], each.meant) for each in said if each.meant}
    strange = [each.keys[:-1] for each in said if each.alone]
    found: dict[object, tuple[Keys, Problem]] = {}
    for keys, what, mend, _, alone in said:
        at = place(keys)
        follows = keys in misspelt and what.endswith(_MISSING)
        follows |= not alone and any(keys[: len(whole)] == whole for whole in strange)
        if not follows and (keys, what) not in found:
            text = f"{_entry_name(data, keys)}{what}"
            entry = keys[0] if keys else None
            problem = Problem(path, *at, rule or rule_of(path), text, mend)
            found[keys, what] = keys, replace(problem, about=id_of(data, entry))
    return list(found.values())


def rule_of(path: str) -> str:
    """Name the rule that a data file keeps: ``references-file``."""
    return f"{PurePosixPath(path).stem}-file"


def with_dates_as_text(value: Any) -> Any:
    """Write days as text: YAML reads 2026-11-22 as a day, and a schema knows text only."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): with_dates_as_text(entry) for key, entry in value.items()}
    return [with_dates_as_text(entry) for entry in value] if isinstance(value, list) else value


def _innermost(error: ValidationError) -> ValidationError:
    """Look inside a choice of forms for the complaint that fits best."""
    while error.context:
        error = min(error.context, key=lambda e: (-len(e.absolute_path), str(e.message)))
    return error


def _is_past(value: object) -> bool:
    """Tell whether a day has come: data tells what somebody did."""
    return not isinstance(value, str) or date.fromisoformat(value) <= date.today()


def id_of(data: Any, entry: Hashable) -> str:
    """Give the id by which others speak of an entry; a star for the whole file."""
    if isinstance(entry, int):
        entry = str(data[entry].get("id")) if isinstance(data[entry], dict) else ""
    return "*" if entry is None else "".join(filter(str.isprintable, str(entry)))


def _entry_name(data: Any, keys: Sequence[Hashable]) -> str:
    """Name the innermost entry that a path of keys leads into, as a contributor knows it."""
    name = f"entry {keys[0] + 1}" if keys and isinstance(keys[0], int) else ""
    for depth, key in enumerate(keys):
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, dict):
            known = (str(data[k]) for k in _NAMES if isinstance(data.get(k), str | int))
            name = next(known, name or ("" if depth or isinstance(key, int) else str(key)))
    return f"{name}: " if name else ""


def _in_words(error: ValidationError) -> Iterator[_Said]:
    """Say what a schema error means and how to mend it."""
    keys, rule = tuple(error.absolute_path), str(error.validator)
    schema: Any = error.schema
    value: Any = error.instance
    wanted: Any = error.validator_value
    field = next((str(key) for key in reversed(keys) if isinstance(key, str)), "the file")
    if rule in ("required", "additionalProperties", "dependentRequired"):
        yield from _wrong_keys(error, keys)
    elif rule == "enum" and value is not None:
        texts = [str(choice) for choice in wanted if choice is not False]
        mend = meant(str(value), texts, f"use one of: {', '.join(texts)}")
        mend = schema.get("x-exact", mend)  # a licence that is nearly right is wrong
        yield _Said(keys, f"`{field}` is {shown(value)}", mend)
    elif rule == "pattern" and "propertyNames" in error.absolute_schema_path:
        yield _Said((*keys, value), f"{shown(value)} is no name for an entry", _mend(error, ""))
    elif value is None or value in ("", [], {}):
        yield _Said(keys, f"`{field}` is empty", _mend(error, "write it, or take the line out"))
    elif rule == "type":
        yield _Said(keys, *_wrong_kind(error, field))
    elif rule == "format" and wanted == "date":
        if error.cause is None:
            yield _Said(keys, f"`{field}` is in the future", "write the day on which it was done")
        else:
            yield _Said(keys, f"`{field}` is {shown(value)}, which is no day", _mend(error, _DATE))
    elif rule == "uniqueItems":
        yield _Said(keys, f"`{field}` holds the same entry twice", "take one of them out")
    elif unit := _LENGTHS.get(rule[3:]):
        exact = schema.get(f"min{rule[3:]}") == schema.get(f"max{rule[3:]}")
        bound = "exactly" if exact else f"at {'least' if rule.startswith('min') else 'most'}"
        mend = _mend(error, f"write {bound} {wanted}")
        yield _Said(keys, f"`{field}` has {len(value)} {unit}", mend)
    else:
        mend = _mend(error, "compare it with the entries around it")
        yield _Said(keys, f"`{field}` is {shown(value)}, which is not in the usual form", mend)


def _mend(error: ValidationError, otherwise: str) -> str:
    """Give what the schema says to write, for the value or for what holds it."""
    schema: Any = error.schema
    return str(schema.get("x-mend") or schema.get("description") or otherwise)


def _wrong_kind(error: ValidationError, field: str) -> tuple[str, str]:
    """Say that a value is of another kind than it should be."""
    value: Any = error.instance
    wanted, more = error.validator_value, _mend(error, "")
    kind = wanted if isinstance(wanted, str) else "string"
    if kind == "string" and isinstance(value, bool | int | float):
        what = f"`{field}` is read as {'yes or no' if isinstance(value, bool) else 'a number'}"
        return what, "; ".join(filter(None, ('put it in "quotes"', more)))
    if kind == "string" and isinstance(value, dict) and len(value) == 1:
        what = f"the text ends at the colon after {shown(next(iter(value)))}"
        return what, 'put the whole text in "quotes"'
    if kind == "array" and isinstance(value, str):
        return f"`{field}` is not a list", more or f"write it in brackets: `[{value}]`"
    if kind == "boolean":
        return f"`{field}` is {shown(value)}", "write `true` or `false`, without quotes"
    kind_of: dict[type, str] = {list: _KINDS["array"], dict: _KINDS["object"]}
    what = kind_of.get(type(value)) or shown(value)
    needed = _KINDS.get(kind, kind)
    return f"`{field}` is {what}, not {needed}", more or f"write {needed}"


def _wrong_keys(error: ValidationError, keys: Keys) -> Iterator[_Said]:
    """Say which keys are missing, unknown or without another that belongs to them."""
    value: Any = error.instance
    schema: Any = error.schema
    wanted: Any = error.validator_value
    known: Mapping[str, Any] = schema.get("properties", {})
    if error.validator == "required":
        for key in (key for key in wanted if key not in value):
            mend = known.get(key, {}).get("x-mend") or _mend(error, f"add `{key}:`")
            yield _Said((*keys, key), f"`{key}` {_MISSING}", str(mend))
    elif error.validator == "dependentRequired":
        for key, needed in wanted.items():
            if key in value and (absent := [name for name in needed if name not in value]):
                mend = f"add `{absent[0]}:`, or take `{key}` out"
                yield _Said((*keys, key), f"`{key}` stands without `{absent[0]}`", mend)
    elif strange := [k for k in schema.get("x-alike", {}).get("keys", ()) if k in value]:
        alike = schema["x-alike"]  # a record as another program gives it
        yield _Said((*keys, strange[0]), alike["what"], alike["mend"], alone=True)
    else:
        missing = [name for name in schema.get("required", ()) if name not in value]
        for key in (key for key in value if key not in known):
            free = [name for name in known if name not in value]
            near = nearest(key.replace("-", "_"), free) or nearest(key, known, 0.75)
            what = f"`{key}` is not a known key"
            if not near and len(missing) == 1 and len(value.keys() - known) == 1:
                near = missing[0]  # the one that is strange is meant to be the one that lacks
            mend = f"did you mean `{near}`?" if near else f"use one of: {', '.join(known)}"
            cut = keys and value[key] is None
            if cut and (not near or " " in key):  # {what: Shorter, kinder, and with a table}
                what, mend = f"the text ends at the comma before {shown(key)}", 'put it in "quotes"'
                yield _Said((*keys, key), what, mend, alone=True)
                break
            yield _Said((*keys, key), what, mend, near)
