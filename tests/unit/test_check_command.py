"""check.py as a command: its formats, its mends, the rules it names."""

from __future__ import annotations

import ast
import json
import shutil

import pytest
import yaml
from jsonschema import Draft202012Validator

import check
from checking.fixes import mended, remade
from checking.formats import FORMATS, as_summary
from checking.rules import PAGE, read_rules, rules_page, stale_page
from checking.theme import theme_problems
from glossary_cards.diagnostics.problem import Problem, Severity
from mindinmind.data_files import unless_right
from prose import project
from sites import ROOT

FOUND = [
    Problem("docs/a.md", 3, 2, "spelling", "“teh” | <b>is</b> wrong", "write `the | a`"),
    Problem("mkdocs.yml", 0, 0, "mkdocs", "no page", "add one", Severity.WARNING),
]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "main.html",
            "{% if a %}\n<p>A</p>\n",
            "main.html:1:1: [theme] this template cannot be read",
        ),
        ("main.html", "<p>\n{{ a }", "main.html:2:1: [theme] this template cannot be read"),
        ("main.html", "<p>\n{% endfr %}", "main.html:2:1: [theme] this template cannot be read"),
        (
            "main.html",
            "\n{% include 'partials/mim/a.html' %}",
            "main.html:2:13: [theme] there is no",
        ),
        (
            "main.html",
            '<p>\n<a class="a” href="b">',
            "main.html:2:12: [theme] a curly quotation mark",
        ),
        ("main.html", "{% include 'base.html' %}{% if a %}b{% endif %}", ""),
        ("a.css", "/* one\na { }\n/* two */\n", "a.css:1:1: [theme] this comment has no end"),
        ("a.css", "a { b: c;\n\nd { }\n", "a.css:1:3: [theme] `{` is never closed"),
        ("a.css", "a { }\n}\n", "a.css:2:1: [theme] `}` ends what never began"),
        ("a.css", "\n@import url(//x.test/a.css);", "a.css:2:1: [theme] `@import` would load"),
        ("a.css", "a { b: url( 'https://x.test/a') }", "a.css:1:8: [theme] `url( 'https:` would"),
        ("a.css", "a { b: u\\72l(h\\74tps://x.test/a) }", "a.css:1:9: [theme] `\\7` would load"),
        ("a.css", "a::before { content: '\\201C {' } /* { */\nb { c: url('a.woff2') }", ""),
        ("main.html", "<p>\n<a href='>'>A <i>b</i>\n</p>", "main.html:2:1: [theme] `<a>` is never"),
        (
            "main.html",
            "<p>{% if a %}<b>\n</b>{% endif %}</i></p>",
            "main.html:2:16: [theme] `</i>`",
        ),
        ("main.html", "<{{ a }}><img>{% if b %}<i>{% else %}<i>{% endif %}</i></i></{{ a }}>", ""),
        (
            "a.css",
            "a {\n  dispaly: block; }\nb { display: none }",
            "a.css:2:3: [theme] there is no",
        ),
        (
            "a.css",
            "a {\n  color: red\n  margin: 0;\n}",
            "a.css:2:3: [theme] `color: red margin: 0`",
        ),
        ("a.css", "a {\n  color: red;\n  margin 0;\n}", "a.css:3:3: [theme] `margin 0` is not"),
        (
            "a.css",
            "@layer x, y;\na:hover { --x-y2: calc((1px)*2); &:hover { -webkit-mask: none } }",
            "",
        ),
        ("a.js", "function a() {\n  b(() => {\n  };\n}\n", "a.js:3:4: [theme] this script cannot"),
        ("a.js", "export const a = (b) => b ?? `${b}`;\n", ""),
        ("a.css", "@media print { a { b: url(data:image/png;base64,x) } }", ""),
    ],
)
def test_a_broken_file_of_the_theme_has_its_line(tmp_path, name, text, said):
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / name).write_text(text, "utf-8")
    found = [str(problem) for problem in theme_problems(tmp_path)]
    assert len(found) == bool(said), found
    assert f"overrides/{said}" in "".join(found) or not said


def test_every_rule_that_the_code_names_is_explained():
    known = {rule for group in read_rules().values() for rule in group}
    named = set()
    for folder in ("hooks", "scripts/prose", "scripts/checking"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "id", "") == "Problem"
                    and len(node.args) > 3
                ):
                    rule = node.args[3]
                    named |= {rule.value} if isinstance(rule, ast.Constant) else set()
    rows = yaml.safe_load((ROOT / "tests/mistakes/table.yml").read_text("utf-8"))
    named |= {
        row[2] for group in rows for how in ("add", "change", "new") for row in group.get(how, ())
    }
    leftovers = yaml.safe_load(
        (ROOT / "hooks/mindinmind/security/leftovers.yml").read_text("utf-8")
    )
    named |= {entry.get("rule", "leftover") for entry in leftovers}
    assert named - known - {"import"} == set()  # that one is of `glossary-cards import`


def test_the_page_of_rules_is_as_the_registry_says(tmp_path):
    text = (ROOT / PAGE).read_text("utf-8")
    assert rules_page(text) == text
    (tmp_path / PAGE).parent.mkdir(parents=True)
    (tmp_path / PAGE).write_text(text.replace("## Words", "## Other words"))
    assert [p.rule for p in stale_page(tmp_path)] == ["rules-page"]
    assert list(remade(tmp_path, stale_page(tmp_path))) == [f"made anew: {PAGE}\n"]
    assert stale_page(tmp_path) == []


def test_sarif_names_place_rule_and_its_page():
    run = json.loads(FORMATS["sarif"](FOUND))["runs"][0]
    assert run["tool"]["driver"]["rules"][1] == {
        "id": "spelling",
        "help": {"text": f"{PAGE}#spelling"},
    }
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "docs/a.md"},
        "region": {"startLine": 3, "startColumn": 2},
    }
    assert "region" not in run["results"][1]["locations"][0]["physicalLocation"]


def test_github_and_text_name_the_address_of_the_rule():
    assert f"({PAGE}#spelling)" in FORMATS["github"](FOUND).splitlines()[0]
    assert FORMATS["text"](FOUND).splitlines()[-1] == f"Why: {PAGE}#mkdocs, {PAGE}#spelling"


def test_the_summary_is_a_table_that_nothing_breaks_out_of():
    text = as_summary(FOUND)
    assert text.startswith("### 1 to mend, 1 to look at\n")
    assert "| `docs/a.md`, line 3 | “teh” \\| &lt;b>is&lt;/b> wrong | write `the \\| a` |" in text
    assert "All is well" in as_summary([])
    assert "And 40 more" in as_summary(
        [Problem("a.md", line, 0, "x", "what", "mend") for line in range(100)]
    )


def test_the_summary_of_a_pull_request_is_written_where_github_asks(tmp_path, monkeypatch, capsys):
    (tmp_path / "mkdocs.yml").write_text("site_name: X\n\textra: 1\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert check.main([], tmp_path / "mkdocs.yml") == 1
    assert "a tab stands here" in (tmp_path / "summary.md").read_text("utf-8")


def test_safe_mends_change_no_other_word_and_are_shown(tmp_path):
    (tmp_path / "docs").mkdir()
    lines = [
        "Go to to the page.",
        "So\u200bme ﬁsh.",
        "[a](../Help/x.md)",
        "[b](c.org?utm_source=y)",
    ]
    (tmp_path / "docs/a.md").write_text("\n".join(lines), encoding="utf-8")
    link = "the link `../Help/x.md` leads to no page and no file"
    problems = [
        Problem("docs/a.md", 1, 4, "doubled-word", "twice", "take one out"),
        Problem("docs/a.md", 2, 1, "hidden-sign", "an invisible sign", "delete"),
        Problem("docs/a.md", 3, 5, "dead-link", link, "did you mean `../help/x.md`?"),
        Problem("docs/a.md", 3, 5, "dead-link", link, "did you mean `../help/y.md`?"),
        Problem("docs/a.md", 4, 5, "address", "tells", "take out `?utm_` and what follows it"),
        Problem("docs/a.md", 1, 1, "spelling", "x", "did you mean `Stop`?"),
    ]
    diff = mended(tmp_path, problems)
    assert (tmp_path / "docs/a.md").read_text("utf-8").split("\n") == [
        "Go to the page.", "Some fish.", "[a](../help/x.md)", "[b](c.org)",
    ]  # fmt: skip
    assert "-Go to to the page.\n" in diff
    assert "+Go to the page.\n" in diff
    assert mended(tmp_path, []) == ""


def test_mends_leave_no_problem_behind(tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "tests/mistakes/site", tmp_path, dirs_exist_ok=True)
    config = (tmp_path / "mkdocs.yml").read_text("utf-8")
    config = config.replace("HOOKS", str(ROOT / "hooks")).replace("THEME", str(ROOT / "overrides"))
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    for schema in (ROOT / "docs/_data").glob("*.schema.json"):
        shutil.copy(schema, tmp_path / "docs/_data")
    page = tmp_path / "docs/therapy/session.md"
    page.write_text(
        page.read_text("utf-8").replace("It begins with", "It it begins\u200b with"), "utf-8"
    )
    assert check.main([], tmp_path / "mkdocs.yml") == 1
    assert check.main(["--fix"], tmp_path / "mkdocs.yml") == 0
    assert "+It begins with a question." in capsys.readouterr().out
    assert check.main([], tmp_path / "mkdocs.yml") == 0


def test_a_page_is_read_again_only_when_it_or_what_it_is_held_against_changes(
    tmp_path, monkeypatch
):
    shutil.copytree(ROOT / "tests/mistakes/site", tmp_path, dirs_exist_ok=True)
    for folder in ("docs/_data", "tests/data"):
        shutil.copytree(ROOT / folder, tmp_path / folder, dirs_exist_ok=True)
    asked: list[str] = []
    real = project.page_problems

    def asking(page, settings):
        asked.append(page.document.path)
        return real(page, settings)

    def found() -> tuple[list[Problem], int]:
        asked.clear()
        only = ["docs/therapy/session.md", "docs/index.md"]
        return check.found_problems(tmp_path / "mkdocs.yml", only), len(asked)

    monkeypatch.setattr(project, "page_problems", asking)
    first, pages = found()
    assert pages > 1
    assert found() == (first, 0)
    page = tmp_path / "docs/therapy/session.md"
    page.write_text(page.read_text("utf-8") + "\nIt it begins.\n", "utf-8")
    assert found()[1] == 1
    (tmp_path / "docs/_data/more.txt").write_text("more")
    assert found()[1] == 0  # no page's words are held against it
    (tmp_path / "docs/_data/words.txt").write_text("itit")
    assert found()[1] == pages
    (tmp_path / ".cache/remembered.sqlite").write_bytes(b"broken")
    assert found()[1] == pages


SCHEMA = {
    "properties": {
        "list": {"minItems": 1, "uniqueItems": True, "items": {"pattern": "^[a-z]+$"}},
        "word": {"pattern": "^[a-z]+$"},
    },
    "required": ["word"],
    "additionalProperties": {"pattern": "^[A-Z]+$"},
}


def test_of_a_data_file_that_was_right_only_what_is_new_is_looked_at(tmp_path):
    looked: list[object] = []

    def find(data: object) -> list[object]:
        def wrong(part: object) -> list[object]:
            looked.append(part)
            return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(part)]

        looked.clear()
        assert unless_right(tmp_path, "docs/a.yml", SCHEMA, data, wrong) == wrong(data)
        return looked[:-1]

    right = {"list": ["a", "b", "c"], "word": "d", "one": "ONE"}
    assert find(right) == [right]
    assert find(right) == []
    more = right | {"list": ["new", "a", "b", "c"], "two": "TWO"}
    assert find(more) == [{"list": ["new"], "word": "d", "two": "TWO"}]
    for bad in ({"list": ["a", "B", "c"]}, {"list": ["a", "a"]}, {"list": []}, {"word": "D"}):
        assert find(right | bad)[-1] == right | bad
    assert find({"list": ["a"], "one": "ONE"})[-1] == {"list": ["a"], "one": "ONE"}
    assert find(more) == []


def test_no_schema_asks_of_a_whole_file_what_its_parts_do_not_show():
    """What a file may hold at most, say, is not seen where only what is new in it is looked at."""
    parts = "type required properties additionalProperties propertyNames items minItems".split()
    parts += "minProperties uniqueItems dependentRequired".split()
    told = (*parts, "title", "description", "$schema", "$defs")
    for data in sorted((ROOT / "docs/_data").glob("*.*")):
        path = data.with_suffix(".schema.json")
        schema = json.loads(path.read_text("utf-8")) if path != data and path.exists() else {}
        for whole in (schema, *schema.get("properties", {}).values()):
            kept = schema["$defs"][whole["$ref"].split("/")[-1]] if "$ref" in whole else whole
            if whole is schema or kept.get("type") == "array":
                assert not {k for k in kept if not k.startswith("x-")}.difference(told), data.name


def test_a_note_that_cannot_be_written_is_none(tmp_path):
    (tmp_path / ".cache").write_text("a file")
    assert unless_right(tmp_path, "a.yml", {}, "one", lambda _: []) == []
