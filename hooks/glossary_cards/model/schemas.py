"""The schemas of settings and of a term's front matter, and what does not keep to them.

Each is one JSON file beside this module, from which the documentation is made, too. Reading
jsonschema takes a twentieth of a small build, so what is plainly right is never shown to it.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import FindPlace, Keys

Found = list[tuple[Keys, Problem]]


def _schema(name: str) -> dict[str, Any]:
    text = Path(__file__).with_name(f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


SETTINGS = _schema("settings")
TERM = _schema("term")
# Keys that any page may hold, so that a term's page may, too: MkDocs', Material's and ours.
PAGE_KEYS = frozenset(
    "title description template hide tags search status icon lang dir terms".split()
)


def wrong_values(path: str, data: object, schema: Mapping[str, Any], locate: FindPlace) -> Found:
    """Find what does not keep to a schema: its path of keys, and the problem.

    Args:
        path: The file as problems name it.
        data: What it holds.
        schema: The schema.
        locate: Finds a value in the file.
    """
    rules: Mapping[str, Any] = schema["properties"]
    if (
        isinstance(data, Mapping)
        and data.keys() >= {*schema.get("required", ())}
        and all(k in rules and _is_plainly_right(value, rules[k]) for k, value in data.items())
    ):
        return []
    from glossary_cards.diagnostics.schema import problems_by_keys  # noqa: PLC0415  # see above

    return problems_by_keys(path, data, schema, locate, "setting")


def _is_plainly_right(value: Any, rule: Mapping[str, Any]) -> bool:
    """Tell at a glance that a value is right; one of which that cannot be told may be, too."""
    if "enum" in rule:
        return isinstance(value, str | bool) and value in rule["enum"]
    if "pattern" in rule and not (isinstance(value, str) and re.search(rule["pattern"], value)):
        return False
    if rule["type"] == "array":
        entries = isinstance(value, list) and rule["items"]
        return bool(
            entries
            and all(isinstance(e, str) and e and _is_plainly_right(e, entries) for e in value)
            and len(set(value)) == len(value)
        )
    if rule["type"] == "object" and isinstance(value, Mapping):
        inside: Mapping[str, Any] = rule.get("properties", {})
        return all(k in inside and _is_plainly_right(v, inside[k]) for k, v in value.items())
    kind = {"string": str, "boolean": bool}.get(rule["type"], ())
    return isinstance(value, kind) and (value != "" or "minLength" not in rule)
