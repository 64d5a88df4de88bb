"""The settings as they stand in mkdocs.yml: messages whole, each at the line it is about."""

from __future__ import annotations

import pytest

from glossary_cards.model.config_file import read_config_file, site_settings
from glossary_cards.model.schemas import SETTINGS
from glossary_cards.model.settings import Settings, read_settings
from sites import HOOK, PLAIN, build_here, term, write_site

HEAD = f"site_name: Test\ntheme: {{name: null, custom_dir: {PLAIN['theme']['custom_dir']}}}\nplugins: []\n"
HEAD += f"hooks: ['{HOOK}']\n"
TERM = {"docs/glossary/trust.md": term("trust"), "docs/index.md": "# Home\n\nOn trust.\n"}


def messages(root, written, files=TERM):
    """Build a site whose mkdocs.yml ends with these lines, the first of which is line 5."""
    write_site(root, {**files, "mkdocs.yml": HEAD + written})
    built = build_here(root, strict=True)
    assert built.code == any(line.startswith("ERROR") for line in built.problems)
    return built.problems


@pytest.mark.parametrize("name", ["glosary", "Glossary", "glossery"])
def test_a_misspelt_block(name, tmp_path):
    written = f"extra:\n  social: []\n  {name}:\n    occurrences: page\n"
    assert messages(tmp_path, written) == [
        f"ERROR: mkdocs.yml:7:3: [setting] nothing reads `extra.{name}`; did you mean `glossary`?"
    ]


@pytest.mark.parametrize("other", ["glossaries: [a]", "gloss: {a: b}", "glossary_of: {a: b}"])
def test_another_block_is_let_be(other, tmp_path):
    assert messages(tmp_path, f"extra:\n  {other}\n") == []


@pytest.mark.parametrize("written", ["docs/glossary", "glosary", "index.md", "words"])
def test_a_folder_that_is_not_there(written, tmp_path):
    assert messages(tmp_path, f"extra:\n  glossary:\n    folder: {written}\n") == [
        f"ERROR: mkdocs.yml:7:5: [setting] there are no term files in `docs/{written}`; "
        "name the folder that has them"
    ]


def test_a_folder_that_is_named_and_empty(tmp_path):
    files = {"docs/index.md": "# Home\n"}
    assert messages(tmp_path, "extra:\n  glossary: {folder: glossary, exports: []}\n", files) == [
        "ERROR: mkdocs.yml:6:14: [setting] there are no term files in `docs/glossary`; "
        "name the folder that has them"
    ]


@pytest.mark.parametrize(
    "written",
    ["./glossary", ".", "'a\\glossary'", "' glossary'", "a//glossary", "../glossary", "/a"],
)
def test_a_folder_that_cannot_be(written, tmp_path):
    (line,) = messages(tmp_path, f"extra:\n  glossary:\n    folder: {written}\n")
    assert line.startswith("ERROR: mkdocs.yml:7:5: [setting] `folder` is ")
    assert "write the path of a folder inside docs_dir" in line


def test_citing_needs_a_bibliography(tmp_path):
    files = {**TERM, "docs/glossary/x.md": term("xylem", references=["bateman2016"])}
    written = "extra:\n  glossary:\n    cite: true\n    checks: {unused-term: off}\n"
    assert messages(tmp_path, written, files) == [
        "ERROR: mkdocs.yml:7:5: [setting] `cite` has no bibliography to cite from; "
        "name one under `bibliography`, or take `cite` out"
    ]
    assert "[^bateman2016]" not in (tmp_path / "site" / "glossary" / "x" / "index.html").read_text()


def test_a_reference_that_is_not_known_says_nothing_of_citing(tmp_path):
    files = {
        **TERM,
        "refs.json": '[{"id": "a1", "title": "A"}]',
        "docs/glossary/trust.md": term("trust", references=["a2"]),
    }
    written = "extra:\n  glossary:\n    bibliography: refs.json\n    cite: true\n"
    assert messages(tmp_path, written, files) == [
        "ERROR: docs/glossary/trust.md:5:3: [unknown-reference] there is no reference `a2`; did you "
        "mean `a1`?"
    ]


def test_citing_with_footnotes_that_are_made_is_fine(tmp_path):
    hook = "def on_page_markdown(markdown, **_):\n    return markdown + '\\n[^a1]: A.\\n'\n"
    files = {
        **TERM,
        "refs.json": '[{"id": "a1", "title": "A"}]',
        "cites.py": hook,
        "docs/glossary/trust.md": term("trust", references=["a1"]),
    }
    written = "  - cites.py\nmarkdown_extensions: [footnotes]\n"
    written += "extra:\n  glossary:\n    bibliography: refs.json\n    cite: true\n"
    head = HEAD.replace(f"hooks: ['{HOOK}']", f"hooks:\n  - '{HOOK}'")
    write_site(tmp_path, {**files, "mkdocs.yml": head + written})
    assert build_here(tmp_path, strict=True).problems == []


def test_a_file_that_cannot_be_read_gives_no_places(tmp_path):
    missing = read_config_file("mkdocs.yml", tmp_path / "mkdocs.yml")
    settings, problems = site_settings({"glossary": {"cite": "yes"}}, None, missing)
    assert settings == Settings()
    assert [(p.line, p.column) for p in problems] == [(0, 0)]


@pytest.mark.parametrize(
    ("written", "is_plugin", "named"),
    [
        ("plugins: [search, {glossary-cards: {folder: terms}}]", True, "plugins.glossary-cards"),
        ("plugins: [search, glossary-cards]", True, "plugins.glossary-cards"),
        ("plugins: [glossary-cards]\nextra: {glossary: {cite: true}}", True, "extra.glossary"),
        ("plugins: [search]", False, "extra.glossary"),
    ],
)
def test_a_setting_is_named_where_the_site_has_it(written, is_plugin, named, tmp_path):
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"{written}\n", encoding="utf-8")
    assert read_config_file("mkdocs.yml", file, is_plugin).named("names") == f"{named}.names"


# -- the bibliography -------------------------------------------------------------------------

BIBLIOGRAPHY = "extra:\n  glossary:\n    exports: []\n    bibliography: refs.json\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b'[\n {"id": "a"}\n {"id": "b"}]',
            "refs.json:2:13: [bibliography] this cannot be read as JSON; put a comma between two "
            "entries and none after the last, and straight double quotes round each text; look at "
            "the end of the line before, too",
        ),
        (
            b"@article{smith, title={x}},\n",
            "refs.json:1:1: [bibliography] this is BibTeX or RIS; take it out, and export it as CSL JSON",
        ),
        (
            '[{"id": "é"}]'.encode("latin-1"),
            "refs.json:1:10: [encoding] the file is not saved as UTF-8: here stands a sign that "
            "cannot be read; open it in an editor, choose UTF-8 as its encoding, and save it again",
        ),
        (
            b'{"id": "a"}',
            "refs.json:1:1: [bibliography] the file is not a list of entries; begin it with `[` and "
            "end it with `]`, with commas between the entries",
        ),
        (
            b'[{"id": "a"},\n {"title": "b"}]',
            "refs.json:2:2: [bibliography] entry 2 has no `id`; add one, or leave the whole entry out",
        ),
        (b'\xef\xbb\xbf[{"id": "a"}]', ""),
        (b'[{"id": 5}]', ""),
    ],
)
def test_a_bibliography_that_cannot_be_read(content, message, tmp_path):
    found = messages(tmp_path, BIBLIOGRAPHY, {**TERM, "refs.json": content})
    assert found == ([f"ERROR: {message}"] if message else [])


def test_a_bibliography_that_is_not_there(tmp_path):
    mend = "name the file of the bibliography, as seen from the folder of this file"
    assert messages(tmp_path, BIBLIOGRAPHY) == [
        f"ERROR: mkdocs.yml:8:5: [bibliography] there is no file `refs.json`; {mend}"
    ]
    assert messages(tmp_path, BIBLIOGRAPHY.replace("refs.json", "docs")) == [
        f"ERROR: mkdocs.yml:8:5: [bibliography] there is no file `docs`; {mend}"
    ]


def test_a_bibliography_of_another_kind(tmp_path):
    files = {**TERM, "refs.bib": "@article{a}"}
    assert messages(tmp_path, BIBLIOGRAPHY.replace(".json", ".bib"), files) == [
        "ERROR: refs.bib:1:1: [bibliography] this is BibTeX or RIS; take it out, and export it as "
        "CSL JSON"
    ]


# -- what is wrong is told of, and the default stands in its place ----------------------------


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("occurrences", "never", "use one of: section, page, all"),
        ("definition_words", 0, "write a whole number above 0"),
        ("language", "english language", "such as `en`"),
        ("more", "More", "write a text that holds {term}"),
        ("used_more", "more", "write a text that holds {count}"),
        ("exports", ["JSON"], "did you mean `json`?"),
        ("exports", "json", "write a list"),
        ("abbreviations", ["nhs"], "in capitals"),
        ("abbreviations", [False], "in capitals"),
        ("skip_elements", ["<cite>"], "the name of an element alone"),
        ("skip_classes", [".lyrics"], "the name of one class alone"),
        ("page_keys", ["a", "a"], "take one of them out"),
        ("checks", {"unused-terms": "off"}, "did you mean `unused-term`?"),
        ("checks", {"unused-term": "loud"}, "use one of: error, warning, off"),
        ("checks", {"front-matter": "off"}, "is not a known key"),
        ("title", "", "write a text"),
        ("title", True, 'put it in "quotes"'),
        ("assets", "no", "write `true` or `false`"),
        ("downloads", {"pdf": "x"}, "pdf"),
    ],
)
def test_a_wrong_value_is_told_of_and_the_default_stands(name, value, said):
    settings, problems = read_settings(
        {name: value, "close": "Zu"}, locate=lambda keys: (len(keys), 7)
    )
    assert said in " ".join(map(str, problems))
    assert all(problem.column == 7 for problem in problems)
    assert (getattr(settings, name), settings.close) == (getattr(Settings(), name), "Zu")


def test_a_misspelt_setting_is_told_of():
    (problem,) = read_settings({"ocurrences": "page"})[1]
    assert (problem.what, problem.mend) == (
        "`ocurrences` is not a known key",
        "did you mean `occurrences`?",
    )


def test_a_bare_off_is_read():
    assert read_settings({"checks": {"unused-term": False}})[0].checks == (("unused-term", "off"),)


def test_the_schema_has_every_setting_with_its_default():
    for name, default in Settings()._asdict().items():
        rule = SETTINGS["properties"][name]
        said = (
            tuple(rule["default"]) if isinstance(rule["default"], list | dict) else rule["default"]
        )
        assert said == default, name
        settings, problems = read_settings({"bibliography": "x.json", name: rule["examples"][0]})
        assert not problems
        assert getattr(settings, name) != default, "an example shows something else"
    assert SETTINGS["properties"].keys() == set(Settings._fields)


def test_without_terms_no_abbreviation_is_told_of(tmp_path):
    files = {"docs/index.md": "# Home\n\nThe NHS.\n"}
    assert [line.partition(";")[0] for line in messages(tmp_path, "extra: {}\n", files)] == [
        "INFO: docs/glossary: [no-terms] there are no term files here"
    ]


@pytest.mark.parametrize("written", ["glossary:", "glossary: ~\n  title: x\n  language: de"])
def test_a_block_without_settings_is_fine(written, tmp_path):
    assert messages(tmp_path, f"extra:\n  {written}\n") == []
