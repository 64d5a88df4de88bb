"""Front matter: values, places and plain messages."""

from mindinmind.sources import read_document


def test_each_value_knows_its_place():
    text = "---\nterm: BPD\nforms:\n  - EUPD\n  - borderline\n---\nBody.\n"
    document, problems = read_document("docs/glossary/bpd.md", text)
    assert not problems
    assert document.meta == {"term": "BPD", "forms": ["EUPD", "borderline"]}
    assert document.place("forms", 1) == (5, 5)
    assert document.place("absent") == (2, 1)
    assert (document.body, document.body_line) == ("Body.\n", 7)


def test_no_front_matter_is_all_body():
    document, problems = read_document("a.md", "# Hello\n\n---\n")
    assert (document.meta, document.body, problems) == ({}, "# Hello\n\n---\n", [])


def test_broken_yaml_is_one_plain_line():
    _, problems = read_document("docs/a.md", "---\ntitle: a: b\n---\n")
    assert [str(p) for p in problems] == [
        "docs/a.md:2:9: [front-matter] this line has a second colon, or more spaces at its start "
        'than the line before; put text that holds a colon in "quotes", or take the spaces out'
    ]


def test_a_key_given_twice_is_named():
    _, problems = read_document("a.md", "---\ntitle: a\ntitle: b\n---\n")
    assert [(p.line, p.column, p.what) for p in problems] == [(3, 1, "`title` is given twice")]


def test_front_matter_must_be_a_mapping():
    _, problems = read_document("a.md", "---\n- a\n---\n")
    assert [p.line for p in problems] == [2]
