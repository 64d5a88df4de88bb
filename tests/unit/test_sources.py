"""Front matter: values, places and plain messages."""

from glossary_cards.diagnostics.source import (
    lost_front_matter,
    read_data,
    read_document,
    read_file,
    read_yaml,
)


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


def test_a_file_that_is_not_utf_8_is_read_as_far_as_it_goes(tmp_path):
    (tmp_path / "a.yml").write_bytes("one: 1\r\ntwo: caf\xe9\r\n".encode("latin-1"))
    text, problems = read_file("docs/a.yml", tmp_path / "a.yml")
    assert text == "one: 1\ntwo: caf\ufffd\n"
    assert [str(problem) for problem in problems] == [
        "docs/a.yml:2:9: [encoding] the file is not saved as UTF-8: here stands a sign that cannot "
        "be read; open it in an editor, choose UTF-8 as its encoding, and save it again"
    ]


def test_a_missing_file_is_a_problem(tmp_path):
    value, _, problems = read_data("docs/a.yml", tmp_path / "a.yml")
    assert value is None
    assert [str(problem) for problem in problems] == [
        "docs/a.yml: [missing-file] this file is missing, or cannot be opened; put it back"
    ]


def test_front_matter_that_is_lost_is_told_from_a_line_across_the_page():
    def what(text):
        lost = lost_front_matter(read_document("a.md", text)[0])
        return lost and lost.what

    assert what("---\ntitle: A\n\n# A\n") == "the front matter has no end"
    assert what("\n---\ntitle: A\n---\n") == "the front matter does not begin as it should"
    assert what("---\ntitle: A\n---\n# A\n") is None
    assert what("---\n\nSome words.\n") is None


def test_lines_are_those_that_an_editor_shows():
    document, _ = read_document("a.md", "---\na: b\u2028c\x85d\n\u00e9: f\n---\n")
    assert document.place("\u00e9") == (3, 1)


def test_places_are_known_whatever_the_values_mean_to_others():
    text = "url: !ENV [SITE, x]\ntitle: one #two\nday: 2026-02-30\n"
    value, places, problems = read_yaml("mkdocs.yml", text, make_values=False)
    assert (value, places.at(("title",)), problems) == (None, (2, 1), [])
    assert [p.line for p in read_yaml("a.yml", text)[2]] == [3], "there is no such date"
    assert [p.line for p in read_yaml("a.yml", "a: 1\nb: one #two\n")[2]] == [2]
