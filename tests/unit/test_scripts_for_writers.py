"""The scripts that writers use: checking, and starting a term or a page."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import date

import pytest
import yaml
from jsonschema import Draft202012Validator

import building
import check
import new_claim
import new_page
import new_term
from evidences import data_folder
from glossary_cards.diagnostics.source import read_document
from glossary_cards.model.definition import TO_WRITE
from glossary_cards.model.settings import Settings
from glossary_cards.model.term_files import read_term
from sites import HOOK, ROOT, build_apart, term, write_site

SITE = {
    "docs/index.md": (
        "# Home BPD\n\nBPD, non-BPD, bpd, and BPD. See ask@bpd.org.\n\n## Two\n\n"
        "`BPD` [BPD](https://example.org) epistemic trust\n"
    ),
    "docs/off.md": "---\nterms: false\n---\n# Off\n\nBPD\n",
    "docs/glossary/bpd.md": term("borderline personality disorder", abbreviation="BPD"),
    "docs/glossary/trust.md": term("trust"),
    "docs/glossary/epistemic-trust.md": term("epistemic trust"),
}


@pytest.fixture
def config(tmp_path):
    return write_site(tmp_path, SITE)


def test_terms_are_reported_with_their_near_misses(config, capsys):
    assert check.main(["--terms"], config) == 0
    report = capsys.readouterr().out
    assert "borderline personality disorder (bpd): 1 link on 1 page\n    index.md: 1\n" in report
    for line in (
        "`BPD`, once: in a heading", "`BPD`, once: not the first in its section",
        "`BPD`, once: inside <code>", "`BPD`, once: inside <a>",
        "`BPD`, once: after a hyphen, for a prefix changes the meaning",
        "`bpd`, once: in other letter case than `BPD`",
        "`bpd`, once: part of an address, a file name or an identifier",
    ):  # fmt: skip
        assert f"    not linked: {line}\n" in report
    assert (
        "trust (trust): 0 links on 0 pages\n    not linked: `trust`, 2 times: part of the longer term `epistemic trust`"
        in report
    )


def test_terms_as_data(config, capsys):
    assert check.main(["--terms", "--format", "json"], config) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert first == {
        "slug": "bpd",
        "path": "index.md",
        "section": "",
        "text": "BPD",
        "outcome": "linked",
    }


@pytest.mark.parametrize("word", ["bpd", "BPD", "Borderline Personality Disorders"])
@pytest.mark.parametrize(
    "page", ["index.md", "docs/index.md", "./docs/index.md", "https://example.org/", "index.html"]
)
def test_one_word_on_one_page(word, page, config, capsys):
    assert check.main(["--explain", word, page], config) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "before the first heading: `BPD`: linked"
    assert "Two: `BPD`: inside <code>" in lines


@pytest.mark.parametrize(
    ("word", "page", "answer"),
    [
        ("xylem", "index.md", "No term has the form `xylem`"),
        ("trusst", "index.md", "No term has the form `trusst`; did you mean `trust`?"),
        ("trust", "indx.md", "There is no page indx.md; did you mean index.md?"),
        ("trust", "nope.md", "There is no page nope.md; name a file such as index.md."),
        ("trust", "docs/", "There is no page docs/; name a file such as index.md."),
        (
            "BPD",
            "docs/off.md",
            "No terms are linked on off.md: its front matter says `terms: false`, or it is not in the site.",
        ),
        (
            "trust",
            "docs/glossary/trust.md",
            "glossary/trust.md is the page of `trust` itself, where it is never linked.",
        ),
        ("trust", "glossary/bpd.md", "glossary/bpd.md does not mention `trust`."),
        ("trust", "bpd/", "glossary/bpd.md does not mention `trust`."),
        (
            "trust",
            "https://example.org/sub/glossary/bpd/#top",
            "glossary/bpd.md does not mention `trust`.",
        ),
    ],
)
def test_one_word_on_one_page_that_is_not_there(word, page, answer, config, capsys):
    code = check.main(["--explain", word, page], config)
    assert capsys.readouterr().out.strip() == answer
    assert code == (0 if "does not mention" in answer or "itself" in answer else 1)


@pytest.mark.parametrize(
    ("page", "is_inner"),
    [("docs/docs/index.md", True), ("docs/docs/", True), ("docs/index.md", False)],
)
def test_a_folder_of_pages_may_be_called_as_the_folder_of_all(page, is_inner, tmp_path, capsys):
    config = write_site(tmp_path, {**SITE, "docs/docs/index.md": "# Inner\n\nepistemic trust\n"})
    assert check.main(["--explain", "epistemic trust", page], config) == 0
    assert ("Two: " not in capsys.readouterr().out) == is_inner


def test_a_problem_keeps_its_words_whatever_they_are(tmp_path, capsys):
    hook = """
import logging
from glossary_cards.diagnostics.problem import Problem, log_all

def on_files(files, config):
    problem = Problem("docs/a: b.md", 2, 3, "rule", "a; b: c", "add `who:`; leave it empty; so")
    log_all([problem], logging.getLogger("mkdocs.plugins.x"))
"""
    config = write_site(
        tmp_path, {**SITE, "hooks/x.py": hook}, {"hooks": [str(HOOK), "hooks/x.py"]}
    )
    assert check.main(["--format", "json"], config) == 1
    found = json.loads(capsys.readouterr().out)
    assert found[0] == {
        "path": "docs/a: b.md", "line": 2, "column": 3, "rule": "rule", "what": "a; b: c",
        "mend": "add `who:`; leave it empty; so", "severity": "error",
    }  # fmt: skip


LINKS = """# A

[one](../glossary/trusst.md), [two](<../Glossary/trust.md>), [three][r], `[code](../nope.md)`,
[four](glosary/trust.md), [five](../nope.md), [six](../index.md#nope), [seven](#none),
[eight](/glossary/), [nine](../nope.md).

[r]: ../trust.md
"""


def test_links_that_only_mkdocs_finds_have_their_place_and_are_told_once(tmp_path, capsys):
    levels = dict.fromkeys(["not_found", "anchors", "absolute_links", "unrecognized_links"], "warn")
    config = write_site(
        tmp_path,
        {**SITE, "docs/deep/a.md": LINKS, "docs/glossary/x.md": term("x-ray", "See [a](trus.md).")},
        {"validation": {"links": levels}, "nav": ["index.md", {"Gone": "gone.md"}]},
    )
    assert check.main([], config) == 1
    gone = "leads to no page and no file"
    lines = capsys.readouterr().out.splitlines()
    assert [line.removesuffix(" (error)") for line in lines if line.endswith(" (error)")] == [
        "docs/deep/a.md:3:7: [dead-term-link] there is no term `trusst`; did you mean `trust.md`?",
        f"docs/deep/a.md:3:38: [dead-link] the link `../Glossary/trust.md` {gone}; did you mean "
        "`../glossary/trust.md`?",
        f"docs/deep/a.md:4:8: [dead-link] the link `glosary/trust.md` {gone}; did you mean "
        "`../glossary/trust.md`?",
        f"docs/deep/a.md:4:34: [dead-link] the link `../nope.md` {gone} (also at docs/deep/a.md:5); "
        "mend it, or take it out",
        "docs/deep/a.md:4:53: [dead-link] the link `../index.md#nope` leads to a heading that is "
        "not there; mend what stands after its `#`",
        "docs/deep/a.md:4:80: [dead-link] the link `#none` leads to a heading that is not there; "
        "mend what stands after its `#`",
        "docs/deep/a.md:5:9: [dead-link] the link `/glossary/` does not name a file; did you mean "
        "`../glossary/index.md`?",
        f"docs/deep/a.md:7:6: [dead-link] the link `../trust.md` {gone}; did you mean "
        "`../glossary/trust.md`?",
        "docs/glossary/x.md:3:1: [dead-term-link] there is no term `trus`; did you mean `trust.md`?",
        "mkdocs.yml:12:9: [mkdocs] there is no page `gone.md`; mend its name, or take the line out",
    ]


def test_pages_and_a_navigation_that_do_not_fit_each_other(tmp_path, capsys):
    config = write_site(
        tmp_path,
        {**SITE, "docs/extra page.md": "# Extra\n", "docs/therapy/a-session.md": "# A session\n"},
        {
            "validation": {"nav": {"omitted_files": "warn"}},
            "nav": ["index.md", "off.md", {"A": "therapy/a-sesion.md"}],
        },
    )
    assert check.main([], config) == 1
    said = "[mkdocs] the navigation does not name this page; add it to `nav` in mkdocs.yml (error)"
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "[mkdocs]" in line] == [
        f"docs/extra page.md: {said}",
        "mkdocs.yml:13:6: [mkdocs] there is no page `therapy/a-sesion.md`; did you mean "
        "`therapy/a-session.md`? (error)",
    ]


def test_a_mkdocs_yml_that_cannot_be_read_is_one_line(tmp_path, capsys):
    config = write_site(tmp_path, {**SITE, "mkdocs.yml": "site_name: X\nextra:\n\tglossary: {}\n"})
    assert check.main([], config) == 1
    assert capsys.readouterr().out == (
        "mkdocs.yml:3:1: [mkdocs] a tab stands here; use spaces instead (error)\n"
        "Why: docs/contributing/rules.md#mkdocs\n1 errors, 0 warnings\n"
    )
    with pytest.raises(SystemExit):
        check.main(["--terms"], config)
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "glossary:\n  exports: []\n",
            "3:1: [mkdocs] glossary: MkDocs has no setting `glossary`; put it below `extra:`, and begin it and "
            "its lines with two more spaces",
        ),
        (
            "extra:\nglossary:\n  exports: []\n",
            "4:1: [mkdocs] glossary: MkDocs has no setting `glossary`; put it below `extra:`, and begin it and "
            "its lines with two more spaces",
        ),
        ("extras: {glossary: {}}\n", "3:1: [mkdocs] extras: `extras` is not a known key; did you mean `extra`?"),
        ("zebra: 1\n", "3:1: [mkdocs] `zebra` is not a known key; did you mean `extra`?"),
        ("extra: [glossary]\n", "3:1: [mkdocs] `extra` is a list, not `key: value` lines; write `key: value` lines"),
    ],
)  # fmt: skip
def test_settings_that_stand_in_the_wrong_place(written, message, tmp_path, capsys):
    text = f"site_name: X\nhooks: ['{HOOK}']\n{written}"
    assert check.main([], write_site(tmp_path, {**SITE, "mkdocs.yml": text})) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"mkdocs.yml:{message}")
    assert lines[-1] == "1 errors, 0 warnings"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("attr_list", "atr_list", "did you mean `attr_list`?"),
        ("- search", "- serach", "did you mean `search`?"),
        ("name: mkdocs", "name: mkdoc", "did you mean `mkdocs`?"),
        ("hooks/a.py", "hooks/aa.py", "did you mean `hooks/a.py`?"),
        ("- search", "- search\nplugins: []", "`plugins` is given twice; keep one of the two"),
        ("- index.md", "- index.md\n- index.md", "`index.md` stands in the navigation twice; "),
    ],
)
def test_slips_in_mkdocs_yml_have_their_line_and_their_mend(old, new, said, tmp_path, capsys):
    text = (
        "site_name: X\nhooks:\n- hooks/a.py\nmarkdown_extensions:\n- attr_list\n"
        "theme:\n  name: mkdocs\nplugins:\n- search\nnav:\n- index.md\n"
    )
    before = text.index(old)
    files = {"mkdocs.yml": text.replace(old, new), "hooks/a.py": ""}
    assert check.main([], write_site(tmp_path, files)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3, lines
    line = text.count("\n", 0, before) + 1 + new.count("\n")
    assert lines[0].startswith(f"mkdocs.yml:{line}:")
    assert said in lines[0]


def test_an_address_without_its_beginning(tmp_path, capsys):
    page = "# A\n\n[BPD](www.example.org)\n"
    assert check.main([], write_site(tmp_path, {**SITE, "docs/a.md": page})) == 1
    assert (
        "docs/a.md:3:7: [dead-link] the link `www.example.org` leads to no page and no file; did "
        "you mean `https://www.example.org`? (error)"
    ) in capsys.readouterr().out.splitlines()


def test_a_build_that_breaks_off_is_one_line(tmp_path, capsys):
    hook = "def on_files(files, config):\n    raise ValueError('no\\nway')\n"
    config = write_site(
        tmp_path, {**SITE, "hooks/bad.py": hook}, {"hooks": [str(HOOK), "hooks/bad.py"]}
    )
    assert check.main([], config) == 1
    assert capsys.readouterr().out.endswith(
        ": no way; mend the hook that says so (error)\nWhy: docs/contributing/rules.md#mkdocs\n1 errors, 0 warnings\n"
    )
    with pytest.raises(SystemExit):
        check.main(["--explain", "trust", "index.md"], config)
    assert capsys.readouterr().err == "The site cannot be built: no way\n"


def test_all_problems(tmp_path, capsys):
    config = write_site(tmp_path, {**SITE, "docs/glossary/x.md": term("xylem", see=["q"])})
    assert check.main([], config) == 1
    shown = capsys.readouterr().out
    assert (
        "docs/glossary/x.md:5:3: [unknown-term] there is no term `q`; use the file name of a term, or take it out (error)\n"
        in shown
    )
    assert shown.splitlines()[-1].startswith("1 errors, ")
    assert check.main(["--format", "github"], config) == 1
    assert (
        "::error file=docs/glossary/x.md,line=5,col=3,title=unknown-term::"
        in capsys.readouterr().out
    )
    assert check.main(["--format", "json"], config) == 1
    assert json.loads(capsys.readouterr().out)[-1]["severity"] in ("error", "warning")


def test_a_sound_site_passes(config, capsys):
    assert check.main([], config) == 0
    assert "0 errors" in capsys.readouterr().out
    assert not (config.parent / "site").exists(), "nothing is left behind"


def test_pages_due(tmp_path, capsys):
    page = "---\nreviewed: 2020-01-01\nreview_in: 12 months\n---\n# Old\n"
    config = write_site(tmp_path, {"docs/old.md": page})
    assert check.main(["--due"], config) == 0
    out = capsys.readouterr().out
    assert "docs/old.md: [review-due]" in out
    assert out.endswith("1 pages are due for review\n")


def test_pages_due_are_listed_though_one_is_not_utf_8(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("MIM_TODAY", "2026-11-22")
    page = "---\nreviewed: 2025-12-01\nreview_in: 12 months\n---\n# Caf\xe9\n"
    config = write_site(tmp_path, {"docs/soon.md": page.encode("latin-1")})
    assert check.main(["--due"], config) == 0
    assert "docs/soon.md: [review-due] this page is due" in capsys.readouterr().out


MORE_WORDS = """
from mkdocs.plugins import event_priority

@event_priority(60)
def on_page_markdown(markdown, **_):
    return markdown.replace("![](a.svg)", "<figure>\\n\\nOf QZX.\\n\\n</figure>")
"""


def test_a_page_into_which_a_hook_has_put_words_keeps_its_lines(tmp_path, capsys):
    page = "---\ntitle: Page\n---\n\n# Page\n\nOne BPD.\n\n![](a.svg)\n\nTwo.\n\nOf WQX here.\n"
    files = {**SITE, "docs/page.md": page, "hooks/more.py": MORE_WORDS}
    config = write_site(tmp_path, files, {"hooks": [str(HOOK), str(tmp_path / "hooks/more.py")]})
    check.main([], config)
    shown = capsys.readouterr().out
    assert (
        "docs/page.md:13:4: [unexplained-abbreviation] no term explains the abbreviation `WQX`"
        in shown
    )
    assert (
        "docs/page.md: [unexplained-abbreviation] no term explains the abbreviation `QZX`" in shown
    )


def test_years_later_all_is_old_and_only_a_release_fails(tmp_path, capsys, monkeypatch):
    facts = "title: Home\nreviewed: 2026-11-22\nreview_in: 12 months\naudience: [person]"
    config = write_site(
        tmp_path,
        {"docs/index.md": f"---\n{facts}\n---\n# Home\n\n<!-- crisis lines -->\n"},
        {
            "theme": {"name": "material", "custom_dir": str(ROOT / "overrides"), "font": False},
            "hooks": [
                str(ROOT / "hooks" / f"{name}.py") for name in ("evidence", "page", "security")
            ],
            "exclude_docs": "/_data/",
        },
    )
    data = data_folder(tmp_path / "docs", [], "{}")
    lines = (ROOT / "docs/_data/crisis_lines.yml").read_text("utf-8")
    pages = "pages:\n  index.md: [crisis lines]\n"
    lines = re.sub(r"^pages:\n(?:  .*\n)+", pages, lines, flags=re.M)
    (data / "crisis_lines.yml").write_text(lines, "utf-8")

    def told(day, *arguments):
        monkeypatch.setenv("MIM_TODAY", day)
        code = check.main([*arguments], config)
        shown = capsys.readouterr().out
        return code, shown.count("[review-due]"), shown.count("[old-number]") > 0

    assert told("2026-11-30") == (0, 0, False)
    assert told("2031-01-01") == (0, 1, True)
    assert told("2031-01-01", "--due")[::2] == (0, True)
    built = build_apart(tmp_path, "--strict")
    due = building.Outcome(built.code, built.log).due
    assert built.code == 0
    assert re.fullmatch(r"1 page and \d+ crisis lines are due for a check: .+ --due", due)
    monkeypatch.setenv("MIM_RELEASE", "1")
    assert told("2031-01-01") == (1, 1, True)
    assert told("2026-11-30") == (0, 0, False)
    monkeypatch.setenv("MIM_TODAY", "2031-01-01")
    assert build_apart(tmp_path, "--strict").code == 1


def test_help_needs_no_environment(tmp_path):
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    for name in ("build", "serve", "check", "split_article", "new_term", "new_page"):
        shown = subprocess.run(
            [sys.executable, str(tmp_path / "scripts" / f"{name}.py"), "--help"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert f"scripts/{name}.py" in shown.stdout
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("script", [check, new_term, new_page])
def test_help_is_one_screen(script, capsys):
    with pytest.raises(SystemExit) as stop:
        script.main(["--help"])
    assert stop.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) <= 40


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("secure base", "secure-base"), ("  Naïve   Réalisme ", "naive-realisme"), ("no", "no"),
        ("C-PTSD", "c-ptsd"), ("attachment: theory", "attachment-theory"), ('a "b" \\ c', "a-b-c"),
        ("心智化", "心智化"), ("मन", "मन"), ("yes", "yes"), ("12 steps", "12-steps"), ("# one", "one"),
    ],
)  # fmt: skip
def test_a_new_term_is_well_formed(word, slug, tmp_path, capsys):
    assert new_term.main([word, "--abbreviation", "NO"], tmp_path) == 0
    path = tmp_path / f"{slug}.md"
    text = path.read_text(encoding="utf-8")
    assert TO_WRITE in text
    _, wrong = read_term(slug, read_document(path.name, text)[0], Settings())
    assert [p.what for p in wrong] == ["the definition is still to be written"]
    document, problems = read_document(path.name, text.replace(TO_WRITE, "A meaning."))
    made, wrong = read_term(slug, document, Settings())
    assert not problems
    assert not wrong
    assert made is not None
    assert (made.name, made.abbreviation) == (" ".join(word.split()), "NO")
    assert "Next: " in capsys.readouterr().out


def test_a_term_is_never_replaced(tmp_path, capsys):
    assert new_term.main(["trust"], tmp_path) == 0
    (tmp_path / "trust.md").write_text("mine", encoding="utf-8")
    for word in ("trust", "Trust", "TRUST!"):
        with pytest.raises(SystemExit):
            new_term.main([word], tmp_path)
    assert "exists already" in capsys.readouterr().err
    assert (tmp_path / "trust.md").read_text(encoding="utf-8") == "mine"


def test_a_term_needs_a_letter(tmp_path, capsys):
    with pytest.raises(SystemExit):
        new_term.main(["!?"], tmp_path)
    said = (
        "This cannot be a word of the glossary: `!?` holds no letter and no digit; write a word.\n"
    )
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("word", "why"),
    [
        (
            "<b>x</b>",
            "This cannot be a word of the glossary: `<b>x</b>` holds markup; write the plain word.",
        ),
        (
            "*star*",
            "This cannot be a word of the glossary: `*star*` holds markup; write the plain word.",
        ),
        (
            "x\x07y",
            "The word holds an invisible sign; type it anew.",
        ),
        (
            "a" * 300,
            f"`{'a' * 80}…` is too long for a file's name; give at most 80 letters.",
        ),
        ("carers", "`carers` belongs to {}/carer.md already; edit that, or choose another word."),
        (
            "mentalising",
            "`mentalising` belongs to {}/mentalizing.md already; edit that, or choose another word.",
        ),
        (
            "Borderline Personality Disorder",
            "`Borderline Personality Disorder` belongs to {}/bpd.md already; edit that, or choose "
            "another word.",
        ),
        ("broken", ""),
        ("carer’s trust", ""),
    ],
)
def test_a_word_that_cannot_be_or_that_is_there_already(word, why, tmp_path, capsys):
    for name, headword in (
        ("carer", "carer"),
        ("mentalizing", "mentalizing"),
        ("bpd", "borderline personality disorder"),
    ):
        (tmp_path / f"{name}.md").write_text(term(headword), encoding="utf-8")
    (tmp_path / "index.md").write_text("---\nterm: [\n", encoding="utf-8")
    (tmp_path / "torn.md").write_text("---\nterm: [\n", encoding="utf-8")
    if not why:
        assert new_term.main([word], tmp_path) == 0
        return
    before = sorted(tmp_path.iterdir())
    with pytest.raises(SystemExit):
        new_term.main([word], tmp_path)
    assert capsys.readouterr().err == why.format(tmp_path.as_posix()) + "\n"
    assert sorted(tmp_path.iterdir()) == before


def test_a_new_page_is_well_formed(tmp_path, capsys):
    title = 'Sleep: what "helps"?'
    arguments = ["docs/family/Sleep well.md", "--title", title, "--audience", "family", "student"]
    assert new_page.main(arguments, tmp_path, date(2026, 11, 22)) == 0
    text = (tmp_path / "family" / "sleep-well.md").read_text(encoding="utf-8")
    document, problems = read_document("sleep-well.md", text)
    assert problems == []
    assert document.meta["title"] == title
    assert document.meta["audience"] == ["family", "student"]
    assert document.meta["reviewed"] == date(2026, 11, 22)
    assert len(document.meta["summary"]) == 3
    assert 50 <= len(document.meta["description"]) <= 160
    assert document.body.lstrip().startswith(f"# {title}\n")
    assert yaml.safe_load(text.split("---")[1])["changes"][0]["what"] == "First version."


@pytest.mark.parametrize("path", ["../x.md", "/etc/x.md", "a/../../x.md", "!.md", "", "./"])
def test_a_page_stays_inside_the_docs(path, tmp_path):
    with pytest.raises(SystemExit):
        new_page.main([path], tmp_path / "docs")
    assert not list(tmp_path.rglob("*.md"))


def test_a_page_is_never_replaced(tmp_path):
    assert new_page.main(["abc.md"], tmp_path) == 0
    with pytest.raises(SystemExit):
        new_page.main(["abc"], tmp_path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        *(([path], f"`{path}` can be no page; write a path inside docs/, such as family/sleep.md.")
          for path in ("family/sleep.txt", "a.md.md", "C:/Users/page.md", "glossary/my-word.md",
                       "assets/x.md", "family/AUX.md", "con/sleep.md")),
        (["x.md", "--audience", "family,persn"], "There is no audience `persn`; did you mean `person`?"),
        (["x.md", "--audience", "zebra"], "There is no audience `zebra`; choose of person, in-therapy, family, student, clinician"),
        (["x.md", "--title", "a" * 61], "The title has 61 letters; choose one of 3 to 60."),
    ],
)  # fmt: skip
def test_an_odd_page_is_refused_kindly(arguments, said, tmp_path, capsys):
    with pytest.raises(SystemExit):
        new_page.main(arguments, tmp_path / "docs")
    assert capsys.readouterr().err == f"{said}\n"
    assert not list(tmp_path.rglob("*.md"))


def test_a_new_page_stands_in_the_menu_and_on_the_list(tmp_path, capsys):
    (tmp_path / "docs/_data").mkdir(parents=True)
    (tmp_path / "docs/_data/addresses.txt").write_text("family/partners.md\nindex.md\n")
    menu = "nav:\n  - Home: index.md\n  - Family:\n      - family/partners.md\n      - Friends: family/friends.md\n  - About: about/index.md\n"
    config = tmp_path / "mkdocs.yml"
    config.write_text(menu)
    assert new_page.main(["family/sleep.md", "--audience", "family,person"], tmp_path / "docs") == 0
    friends = "      - Friends: family/friends.md\n"
    assert config.read_text() == menu.replace(friends, f"{friends}      - family/sleep.md\n")
    assert "look at its place in the menu" in capsys.readouterr().out
    assert new_page.main(["about/money.md"], tmp_path / "docs") == 0  # beside a folder's own page
    assert config.read_text().count("money") == 0
    assert "name it under `nav:`" in capsys.readouterr().out
    listed = (tmp_path / "docs/_data/addresses.txt").read_text().split()
    assert listed == ["about/money.md", "family/partners.md", "family/sleep.md", "index.md"]


def test_two_words_need_no_quotes_and_a_word_is_listed(tmp_path):
    glossary = tmp_path / "docs/glossary"
    (tmp_path / "docs/_data").mkdir(parents=True)
    (tmp_path / "docs/_data/addresses.txt").write_text("index.md\n")
    assert new_term.main(["window", "of", "tolerance"], glossary) == 0
    assert (glossary / "window-of-tolerance.md").is_file()
    listed = (tmp_path / "docs/_data/addresses.txt").read_text().split()
    assert listed == ["glossary/window-of-tolerance.md", "index.md"]


CLAIM = ["It is so.", "--says", "Often: it is.", "--why", "Two studies.", "--verdict", "overstated", "--confidence", "low"]  # fmt: skip


@pytest.mark.parametrize(
    "references", [["bateman2009", "bateman2010"], ["bateman2009,bateman2010"]]
)
def test_a_new_claim_is_well_formed(references, tmp_path, capsys):
    shutil.copytree(ROOT / "docs/_data", tmp_path / "docs/_data")
    file = tmp_path / "docs/_data/claims.yml"
    before = yaml.safe_load(file.read_text("utf-8"))
    assert new_claim.main([*CLAIM, "--references", *references], tmp_path, date(2026, 11, 22)) == 0
    after = yaml.safe_load(file.read_text("utf-8"))
    (name,) = set(after) - set(before)
    assert name == f"C{max(int(re.sub('[^0-9]', '', one)) for one in before) + 1}"
    schema = json.loads((ROOT / "docs/_data/claims.schema.json").read_text("utf-8"))
    dated = {**after[name], "checked": after[name]["checked"].isoformat()}
    Draft202012Validator(schema).validate({name: dated})
    assert after[name]["says"] == "Often: it is."
    assert f"{{claim={name}}}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (["--references", "bateman209"], "There is no reference `bateman209`; did you mean `bateman2009`?"),
        (["--references", "zzz"], "There is no reference `zzz`; add it with: python3 scripts/new_reference.py"),
        (["--references", "bateman2009", "--says", "word " * 61], "--says has 61 words; say it in at most 60."),
    ],
)  # fmt: skip
def test_a_claim_that_cannot_be_is_refused(changed, said, tmp_path, capsys):
    shutil.copytree(ROOT / "docs/_data", tmp_path / "docs/_data")
    before = (tmp_path / "docs/_data/claims.yml").read_bytes()
    with pytest.raises(SystemExit):
        new_claim.main([*CLAIM, *changed], tmp_path)
    assert capsys.readouterr().err == f"{said}\n"
    assert (tmp_path / "docs/_data/claims.yml").read_bytes() == before


def test_whoever_closes_the_pipe_has_read_enough():
    """As with ``| head``."""
    command = f"{sys.executable} scripts/check.py --terms | true"
    done = subprocess.run(
        command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


@pytest.mark.parametrize("word", ["aux", "COM1", "Nul"])
def test_a_word_that_can_name_no_file_is_refused_before_anything_is_written(word, tmp_path, capsys):
    with pytest.raises(SystemExit):
        new_term.main([word], tmp_path)
    assert f"Windows keeps the name `{word}` for itself" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
