"""The glossary as a Python-Markdown extension, alone and in a site that Zensical builds."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys

import markdown
import pytest
import yaml

from glossary_cards import assets
from glossary_cards import markdown as markdown_extension
from sites import ROOT, term, write_site

EXTENSION = "glossary_cards.markdown"
SITE = {
    "docs/index.md": "# Home\n\nBPD and *trust*, `BPD`.\n\n## Two\n\nBPD, [what we rely on](glossary/trust.md).\n",
    "docs/deep/page.md": "---\nterms: {skip: [trust]}\n---\n# Deep\n\nBPD and trust.\n",
    "docs/glossary/index.md": "# Glossary\n",
    "docs/glossary/bpd.md": term(
        "borderline personality disorder", "Strong *feelings*.", "More.\n", abbreviation="BPD"
    ),
    "docs/glossary/trust.md": term(
        "trust", "Relying on [others](../deep/page.md), see [more](#why)."
    ),
    "docs/glossary/empty.md": term("vacuum", "Nothing at all.", see=["trust"]),
}
DOCUMENTED = yaml.safe_load(
    re.search(
        r"## Without MkDocs\n.*?```yaml\n(.*?)```",
        (ROOT / "docs/contributing/glossary-hook.md").read_text(encoding="utf-8"),
        re.S,
    )[1]
)


def converter(root, *others, **settings):
    configs = {EXTENSION: {"docs_dir": str(root / "docs"), **settings}}
    return markdown.Markdown(extensions=[EXTENSION, *others], extension_configs=configs)


def converted(text, root, **settings):
    return converter(root, **settings).convert(text)


@pytest.fixture
def _later(monkeypatch):
    """Let time go by between two looks at the files."""
    monkeypatch.setattr(markdown_extension, "monotonic", itertools.count().__next__)
    monkeypatch.setattr(markdown_extension, "_SELDOM", 0)


def test_markdown_alone(tmp_path):
    write_site(tmp_path, SITE)
    html = converted("On BPD.\n\n    BPD\n", tmp_path)
    assert '<p>On <a class="term" href="glossary/bpd/" data-term="bpd">BPD</a>.</p>' in html
    assert "<pre><code>BPD" in html
    assert '<div id="term-bpd">' in html
    assert 'href="glossary/bpd.html"' in converted("BPD", tmp_path, directory_urls=False)


@pytest.mark.usefixtures("_later")
def test_a_changed_term_is_read_again(tmp_path):
    write_site(tmp_path, SITE)
    assert "Relying on" in converted("trust", tmp_path)
    (tmp_path / "docs/glossary/trust.md").write_text(
        term("trust", "Counting on other people."), "utf-8"
    )
    assert "Counting on other people." in converted("trust", tmp_path)
    assert "trust" not in converted("BPD", tmp_path), "nothing is left from the page before"


@pytest.mark.usefixtures("_later")
def test_a_new_page_and_a_changed_bibliography_are_read_again(tmp_path, monkeypatch, caplog):
    linking = term("trust", "Relying on [others](../new.md).", references=["book"])
    write_site(tmp_path, {"docs/glossary/trust.md": linking, "books.json": "[]"})
    monkeypatch.chdir(tmp_path)
    assert "../new.md" in converted("trust", tmp_path, bibliography="books.json")
    assert "[unknown-reference]" in caplog.text
    caplog.clear()
    write_site(tmp_path, {"docs/new.md": "# New\n", "books.json": '[{"id": "book"}]'})
    assert 'href="new/"' in converted("trust", tmp_path, bibliography="books.json")
    assert caplog.text == ""


def test_files_are_looked_at_once_for_many_pages(tmp_path, monkeypatch):
    looks, look = [], markdown_extension._paths_below
    monkeypatch.setattr(markdown_extension, "monotonic", lambda: len(looks))
    monkeypatch.setattr(markdown_extension, "_paths_below", lambda d: looks.append(d) or look(d))
    write_site(tmp_path, SITE)
    for _ in range(9):
        assert 'class="term"' in converted("BPD", tmp_path)
    assert len(looks) == 1


def test_the_glossary_is_kept_and_does_not_grow(tmp_path):
    write_site(tmp_path, SITE)
    extension = markdown_extension.GlossaryExtension(str(tmp_path / "docs"))
    md = markdown.Markdown(extensions=[extension])
    for _ in range(3):
        assert "words-on-this-page" in md.convert("BPD and trust")
    site = extension.site
    assert (site.pages, site.usage.by_page, site.usage.forms) == ({}, {}, set())


def test_a_heading_keeps_its_words(tmp_path):
    write_site(tmp_path, SITE)
    md = converter(tmp_path, "toc")
    html = md.convert("[TOC]\n\n# On trust\n\nTrust.\n")
    assert '<a href="#on-trust">On trust</a>' in html
    assert [heading["name"] for heading in md.toc_tokens] == ["On trust"]


def test_problems_are_logged(tmp_path, caplog):
    write_site(tmp_path, {"docs/glossary/x.md": term("xylem", "A xylem.", see=["y"])})
    converted("xylem", tmp_path, ocurrences="page")
    messages = [record.getMessage() for record in caplog.records]
    assert messages[0].startswith("markdown_extensions: [setting] `ocurrences` is not")
    assert "x.md:3:1: [circular-definition]" in messages[1]
    assert "x.md:5:3: [unknown-term]" in messages[2]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"docs_dir": "text"},
            "text/glossary: [no-terms] there are no term files here; add one, or name the folder "
            "that has them under `markdown_extensions.glossary_cards.folder`",
        ),
        (
            {"folder": "glosary"},
            "markdown_extensions: [setting] there are no term files in `docs/glosary`; "
            "name the folder that has them",
        ),
    ],
)
def test_a_setting_that_would_count_for_nothing_is_told(given, said, tmp_path, monkeypatch, caplog):
    write_site(tmp_path, SITE)
    monkeypatch.chdir(tmp_path)
    markdown.markdown("BPD", extensions=[EXTENSION], extension_configs={EXTENSION: given})
    (message,) = (record.getMessage() for record in caplog.records)
    assert message == said


def test_a_wrong_setting_is_told_once_for_all_pages(tmp_path, caplog):
    write_site(tmp_path, SITE)
    for settings in ({"title": ""}, {"title": ""}, {}, {"title": ""}):
        converted("BPD", tmp_path, **settings)
    assert [r.getMessage()[:38] for r in caplog.records] == [
        "markdown_extensions: [setting] `title`"
    ] * 2, "again where it was mended and broken anew"


def test_a_folder_without_terms_is_told(tmp_path, caplog):
    write_site(tmp_path, {})
    converted("BPD", tmp_path)
    (message,) = (record.getMessage() for record in caplog.records)
    assert "docs/glossary: [no-terms] there are no term files here" in message


def test_an_unknown_reference_is_told_here_too(tmp_path, caplog, monkeypatch):
    written = {
        "docs/glossary/x.md": term("xylem", "Tubes.", references=["bok", "odd"]),
        "books.json": '[{"id": "book", "title": "A book"}, {"id": "odd", "author": 1}]',
    }
    write_site(tmp_path, written)
    monkeypatch.chdir(tmp_path)
    converted("xylem", tmp_path, bibliography="books.json")
    converted("xylem", tmp_path, bibliography="bookz.json")
    unknown, missing = (record.getMessage() for record in caplog.records)
    assert "[unknown-reference] there is no reference `bok`; did you mean `book`?" in unknown
    assert missing.startswith("markdown_extensions: [bibliography] there is no file `bookz.json`")


def test_a_warning_is_no_error_and_a_wrong_encoding_is_told(tmp_path, caplog):
    written = term("xylem", "A xylem.").encode() + "Caf\xe9.\n".encode("latin-1")
    write_site(tmp_path, {"docs/glossary/x.md": written})
    converted("xylem", tmp_path, checks={"circular-definition": "warning"})
    assert [
        (r.levelname, r.getMessage().split("glossary/")[1].split("]")[0]) for r in caplog.records
    ] == [
        ("WARNING", "x.md:3:1: [circular-definition"),
        ("ERROR", "x.md:5:4: [encoding"),
    ]


@pytest.fixture(scope="module")
def zensical(tmp_path_factory):
    root = tmp_path_factory.mktemp("zensical")
    write_site(
        root,
        SITE,
        {
            "theme": {"name": "material"},
            "site_url": "https://example.org/sub/",
            "hooks": [],
            "plugins": ["search"],
            **DOCUMENTED,
        },
    )
    for name in (*assets.SCRIPTS, *assets.STYLES, assets.FILTER):
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(assets.shipped(name), encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "zensical", "build"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return root / "site"


def page(site, name):
    return (site / name / "index.html").read_text(encoding="utf-8")


def test_zensical_links_terms(zensical):
    home = page(zensical, "")
    assert home.count('class="term"') == 3
    assert 'class="term" data-term="trust" href="glossary/trust/">what we rely on</a>' in home
    assert '<a class="term" href="glossary/bpd/" data-term="bpd">BPD</a>' in home
    assert "<code>BPD</code>" in home
    deep = page(zensical, "deep/page")
    assert '<a class="term" href="../../glossary/bpd/" data-term="bpd">BPD</a>' in deep
    assert "term-trust" not in deep, "the page's own options count"


def test_zensical_lists_words_and_loads_the_tooltip(zensical):
    home = page(zensical, "")
    assert '<section class="words-on-this-page"' in home
    assert "<dd>Strong <em>feelings</em>.</dd>" in home
    assert "assets/glossary-cards/card.js" in home
    assert "assets/glossary-cards/card.css" in home
    assert (zensical / "assets/glossary-cards/card.js").is_file()


def test_zensical_composes_the_glossarys_own_pages(zensical):
    empty = page(zensical, "glossary/empty")
    assert "Nothing at all." in empty, "a term needs no longer text"
    assert "glossary: no text" not in empty
    assert '<a href="../../glossary/">All words, A to Z</a>' in empty
    bpd = page(zensical, "glossary/bpd")
    assert "Strong <em>feelings</em>." in bpd
    assert "More." in bpd
    assert "glossary: no text" not in bpd
    index = page(zensical, "glossary")
    assert 'id="letter-b"' in index
    assert "glossary.json" not in index, "what is not published is not offered"
    assert (zensical / "assets/glossary-cards/filter.js").is_file()
    assert 'src="../assets/glossary-cards/filter.js"' in index
    assert "assets/glossary-cards/glossary.css" in index


@pytest.mark.parametrize("name", ["", "deep/page", "glossary", "glossary/empty", "glossary/bpd"])
def test_zensical_leads_every_link_somewhere(name, zensical):
    html = page(zensical, name)
    start = html.index("<article")
    for address in re.findall(r'href="([^"]+)"', html[start : html.index("</article>")]):
        if not re.match("[a-z]+:", address):
            target = (zensical / name / address.partition("#")[0]).resolve()
            assert (target / "index.html").is_file(), address


def test_a_term_without_a_longer_text_has_a_page(tmp_path):
    write_site(tmp_path, SITE)
    assert converted("", tmp_path) == ""
    assert converted("\n", tmp_path) == ""


def zensical_build(root, *options):
    command = [sys.executable, "-m", "zensical", "build", *options]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)


def test_a_changed_term_reaches_every_page_of_zensical_and_errors_fail(tmp_path):
    config = {
        "theme": {"name": "material"},
        "hooks": [],
        "plugins": [],
        "watch": ["docs/glossary"],
        **DOCUMENTED,
    }
    write_site(tmp_path, SITE, config)
    assert zensical_build(tmp_path).returncode == 0
    path = tmp_path / "docs/glossary/bpd.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Strong", "CHANGED"), encoding="utf-8")
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime + 5))
    assert zensical_build(tmp_path).returncode == 0
    for name in ("", "glossary"):
        assert "CHANGED" in page(tmp_path / "site", name)
    (tmp_path / "docs/glossary/new.md").write_text(
        term("feelings", "X.", definitoin="y"), encoding="utf-8"
    )
    for _ in range(2):
        failed = zensical_build(tmp_path, "--strict")
        assert failed.returncode == 1
        assert "new.md:4:1: [unknown-key]" in failed.stdout + failed.stderr
    assert zensical_build(tmp_path).returncode == 0, "without --strict it is told of"
    assert 'data-term="new"' in page(tmp_path / "site", "glossary/bpd")
