"""Whatever somebody writes is told as problems, never a traceback, whoever reads it.

``scripts/test.py --nightly`` raises the number of examples (``HYPOTHESIS_PROFILE=nightly``).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary_cards.diagnostics.schema import checked, finder, problems_by_keys
from glossary_cards.diagnostics.source import read_document, read_yaml
from mindinmind.evidence.claims import load_claims
from mindinmind.evidence.references import load_references
from mindinmind.security.files import file_problems, read_kinds
from mindinmind.security.judge import Judge, Source, read_allowed
from mindinmind.security.leftovers import read_leftovers
from mindinmind.security.written import written_problems
from sites import ROOT

DATA = ROOT / "docs" / "_data"
SCHEMAS = {
    path.name: json.loads(path.read_text("utf-8")) for path in sorted(DATA.glob("*.schema.json"))
}
ALLOWED, KINDS = read_allowed(), read_leftovers()
PIECES = st.sampled_from(
    "<p> </p> <script> <!-- --> <a href= javascript: \" ' ` ** _ [ ]( ) { } {: #id .c | |---|--- \n\n \n"
    " \t - 1. # > ``` &lt; &#x0; \0 \1 \u202e \ufffd <<<<<<< ======= >>>>>>> <details> x y to to".split(
        " "
    )
)
KEYS = sorted(
    {
        key
        for schema in SCHEMAS.values()
        for key in json.dumps(schema).split('"')
        if key.isidentifier()
    }
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.dates() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_any_page_is_judged(text):
    judge = Judge(Source("docs/x.md", text), ALLOWED, KINDS)
    judge.read(text)
    for problem in [*judge.problems, *written_problems("docs/x.md", text)]:
        assert 0 <= problem.line <= text.count("\n") + 1
        assert "\n" not in str(problem)


@given(st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=100))
def test_any_front_matter_is_read(text):
    for written in (f"---\n{text}\n---\n# A\n", f"---\n{text}", text):
        read_document("docs/x.md", written)
    read_yaml("x.yml", text)


@pytest.mark.parametrize("name", SCHEMAS)
@given(value=VALUES)
def test_any_data_is_compared_with_its_schema(name, value):
    for _, problem in problems_by_keys("x.yml", value, SCHEMAS[name], finder({})):
        assert problem.what
        assert problem.mend
        assert "is not of type" not in problem.said


@given(VALUES)
def test_any_claims_and_references_are_read(value):
    text = json.dumps(value, default=str)
    load_claims("claims.yml", checked("claims.yml", text, SCHEMAS["claims.schema.json"]), ())
    name = "references.json"
    load_references(name, checked(name, text, SCHEMAS["references.schema.json"]))


@pytest.mark.parametrize(
    "name", ["con.md", "nul.svg", "a b.md", "Ünïcode.md", "-x.md", "a'b.md", "a\nb.md"]
)
def test_odd_names_are_told_in_one_line(name, tmp_path):
    try:
        (tmp_path / name).write_text("x")
    except OSError:
        pytest.skip("this system can have no such file")
    found = list(file_problems(Path(tmp_path), "docs", read_kinds()))
    assert len(found) == 1
    assert found[0].rule == "file"


settings.register_profile("nightly", max_examples=20_000, deadline=None)
