"""Settings of mkdocs.yml that would let something in, although each is right for MkDocs.

A script for every page, an address of others in the menu, a hook from outside, a check that is
turned off: ``mkdocs.schema.json`` says what the site has instead.
"""

import json
import re
from pathlib import Path
from typing import Any

import yaml

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.schema import problems_by_keys
from glossary_cards.diagnostics.source import place_of, read_yaml
from mindinmind.data_files import text_faults

SCHEMA = Path(__file__).with_name("mkdocs.schema.json")
"""What mkdocs.yml may hold."""
_RULE = "mkdocs"


class _Plain(yaml.SafeLoader):
    """Reads what MkDocs reads, and makes nothing of its tags: ``!ENV [SITE_URL, '']``."""


_Plain.add_multi_constructor("!", lambda *_: None)
_RUNS = re.compile(r"!!python/[\w/:.]*|tag:yaml\.org,2002:python/")  # "!!python/name:os.system"


def unsafe_settings(path: str, text: str) -> list[Problem]:
    """Say which settings would let something in.

    Args:
        path: The file as problems name it.
        text: What stands in it, which can be read.
    """
    if runs := _RUNS.search(text):  # and nobody reads the file any further
        what, mend = f"`{runs[0]}` would run code", "write the value itself, or take it out"
        return [Problem(path, *place_of(text, runs.start()), _RULE, what, mend)]
    try:
        data: Any = yaml.load(text, _Plain)  # a safe loader, with two tags more
    except yaml.MarkedYAMLError as error:  # MkDocs reads some signs as the ends of lines
        mark = error.context_mark or error.problem_mark
        what, mend = "MkDocs cannot read this line", "type it anew, as the lines around it are"
        return [Problem(path, *place_of(text, mark.index if mark else 0), _RULE, what, mend)]
    place = read_yaml(path, text, make_values=False)[1].at
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    known = {key: value for key, value in data.items() if value is not None}
    found = [problem for _, problem in problems_by_keys(path, known, schema, place, _RULE)]
    for keys, what, mend in text_faults(known):
        found.append(Problem(path, *place(keys), _RULE, what, mend))
    return found
