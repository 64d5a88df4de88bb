"""The page for adopters holds every setting, every key of a term and every check."""

from __future__ import annotations

import re

import pytest
import yaml

from glossaries import languages
from glossary_cards.checks.registry import CHECKS
from glossary_cards.model.schemas import SETTINGS, TERM
from glossary_cards.model.settings import Settings, read_settings
from glossary_cards.model.term_files import SCHEMA
from sites import ROOT

PAGE = (ROOT / "docs" / "contributing" / "glossary-hook.md").read_text(encoding="utf-8")
GOLDEN = ROOT / "tests" / "golden" / "glossary"


LANGUAGE_ROWS = [
    (line.strip("| ").split(" | ")[0], line.strip("| ").split(" | ")[1:])
    for line in PAGE.split("\n## Languages\n")[1].split("\n## ")[0].splitlines()
    if "(`" in line
]


def table(title):
    """Give the rows of the table under a heading, by their first cell."""
    part = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in rows}


def written(cell):
    """Read a cell as YAML would; a text that begins with a brace stands for itself."""
    text = cell.strip("`")
    return text if re.match(r"\{\w+\} ", text) else yaml.safe_load(text)


def test_every_setting_and_no_other():
    assert list(table("Settings")) == list(Settings._fields)


@pytest.mark.parametrize("name", Settings._fields)
def test_default_and_example_of_a_setting(name):
    default, example, _ = table("Settings")[name]
    value = written(default)
    frozen = tuple(value) if isinstance(value, list | dict) else value
    assert frozen == getattr(Settings(), name)
    given = written(example)
    needed = {"bibliography": "docs/references.json"} if name == "cite" else {}
    settings, problems = read_settings({**needed, name: given})
    assert problems == []
    assert getattr(settings, name) != getattr(Settings(), name), "an example shows something else"


@pytest.mark.parametrize(("title", "schema"), [("Settings", SETTINGS), ("Keys of a term", TERM)])
def test_the_tables_say_what_the_schemas_say(title, schema):
    said = {name: rule["description"] for name, rule in schema["properties"].items()}
    assert {name: row[-1].strip() for name, row in table(title).items()} == said


def test_every_language_with_what_is_not_served():
    rows = {name.split("`")[1]: row[0] for name, row in LANGUAGE_ROWS}
    assert rows == {language.code: language.not_served for language in languages()}


def test_every_key_of_a_term():
    assert list(table("Keys of a term")) == list(SCHEMA)


def test_every_check_with_its_default():
    rows = table("Checks")
    assert list(rows) == list(CHECKS)
    assert {name: row[0] for name, row in rows.items()} == CHECKS


def test_every_rule_that_a_golden_message_names():
    messages = "".join(p.read_text(encoding="utf-8") for p in GOLDEN.rglob("*.txt"))
    rules = set(re.findall(r"^(?:ERROR|INFO): [^\[\n]+: \[([\w-]+)\]", messages, re.M))
    assert len(rules) > 15
    assert {rule for rule in rules if f"`{rule}`" not in PAGE} == set()
