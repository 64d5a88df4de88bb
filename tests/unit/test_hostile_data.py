"""Whatever somebody writes is told as problems, never a traceback, whoever reads it.

``scripts/test.py --nightly`` raises the number of examples (``HYPOTHESIS_PROFILE=nightly``).
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossary_cards.diagnostics.schema import problems_by_keys
from glossary_cards.diagnostics.source import Places, lost_front_matter, read_document, read_yaml
from glossary_cards.engine.tokens import Kind, attribute, marks
from glossary_cards.model.definition import read_definition
from glossary_cards.model.settings import Settings
from glossary_cards.model.term_files import read_term
from mindinmind.data_files import checked
from mindinmind.evidence.claims import load_claims
from mindinmind.evidence.references import load_references
from mindinmind.page.crisis import load
from mindinmind.security.files import file_problems, read_kinds
from mindinmind.security.judge import Judge, Source, read_allowed
from mindinmind.security.leftovers import read_leftovers
from mindinmind.security.written import written_problems
from references.formats import read
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
    for problem in [*judge.problems, *written_problems(Source("docs/x.md", text))]:
        assert 0 <= problem.line <= text.count("\n") + 1
        assert "\n" not in str(problem)


@given(st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=100))
@example("- some words of a page that has no lines above it\n" * 40)
@example("*" * 40_000 + "a")
def test_any_front_matter_is_read(text):
    for written in (f"---\n{text}\n---\n# A\n", f"---\n{text}", text):
        lost_front_matter(read_document("docs/x.md", written)[0])
    read_yaml("x.yml", text)


@pytest.mark.parametrize("name", SCHEMAS)
@given(value=VALUES)
def test_any_data_is_compared_with_its_schema(name, value):
    for _, problem in problems_by_keys("x.yml", value, SCHEMAS[name], Places().at):
        assert problem.what
        assert problem.mend
        assert "is not of type" not in problem.said


@example([None, None, "\U00010000"])  # YAML cannot read it, so both stand at one place
@given(VALUES)
def test_any_claims_and_references_are_read(value):
    text = json.dumps(value, default=str)
    load_claims(checked("claims.yml", text, SCHEMAS["claims.schema.json"]), ())
    name = "references.json"
    load_references(checked(name, text, SCHEMAS["references.schema.json"]))


def mutants(text):
    """Give a text with pieces cut out and others put in."""
    cut = st.tuples(st.integers(0, len(text)), st.sampled_from([0, 1, 5, 40]), PIECES)

    def cut_up(cuts):
        changed = text
        for at, length, piece in cuts:
            changed = f"{changed[:at]}{piece}{changed[at + length :]}"
        return changed

    return st.lists(cut, min_size=1, max_size=5).map(cut_up)


TERM = "---\nterm: trust\ndefinition: Relying on *somebody* else.\nforms: [trusts]\n---\nMore.\n"
RECORDS = (
    "TY  - JOUR\nTI  - A trial\nAU  - Smith, A.\nPY  - 2020\nER  - \n",
    "@article{a, title={A {T}rial}, author={Smith, A. and Jones, B.}, year=2020, doi={10.1/x}}",
    '{"title": ["A trial"], "author": [{"family": "Smith"}], "DOI": "10.1/x"}',
)


@given(mutants(TERM) | st.lists(PIECES, max_size=20).map(lambda p: f"---\n{''.join(p)}\n---\n"))
def test_any_term_is_read(text):
    document, problems = read_document("docs/glossary/x.md", text)
    for problem in [*problems, *read_term("x", document, Settings())[1]]:
        assert 0 <= problem.line <= text.count("\n") + 1
        assert "\n" not in str(problem)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_definition_brings_what_could_run(text):
    document = read_document("docs/glossary/x.md", TERM)[0]
    html = read_definition(document, text, 40)[0].html
    assert not {"script", "a"} & {
        mark.name
        for mark in marks(html)
        if mark.kind is Kind.RAW or (attribute(mark.attributes, "href") or "").startswith("java")
    }


@given(mutants((DATA / "crisis_lines.yml").read_text("utf-8").split("  - place: Canada")[0]))
@settings(max_examples=20)
def test_any_crisis_lines_are_read(text):
    found = checked("crisis_lines.yml", text, SCHEMAS["crisis_lines.schema.json"], "crisis-line")
    for problem in load(found, ())[1]:
        assert problem.what
        assert problem.mend


@pytest.mark.parametrize("record", RECORDS)
@given(data=st.data())
def test_any_exported_record_is_read_or_refused(record, data):
    with suppress(ValueError):
        read(data.draw(mutants(record)))


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
