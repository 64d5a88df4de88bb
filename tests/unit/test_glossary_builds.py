"""Many builds: one process that serves, equal bytes, and other people's sites."""

from __future__ import annotations

import json
import os
import shutil

import pytest
from mkdocs.config import load_config

from sites import PLAIN, ROOT, build_apart, build_here, term, write_site

SITE = {
    "docs/index.md": "# Home\n\nBPD and trust.\n\n## Two\n\nBPD.\n",
    "docs/other.md": "# Other\n\nTrust alone.\n",
    "docs/glossary/bpd.md": term(
        "borderline personality disorder", abbreviation="BPD", see=["trust"]
    ),
    "docs/glossary/trust.md": term("trust", "Relying on others."),
}
ALL = ["json", "skos", "tbx", "anki"]
EVERYTHING = {"extra": {"glossary": {"exports": ALL}}, "plugins": ["search"]}
EPOCH = {"SOURCE_DATE_EPOCH": "1577836800"}


@pytest.fixture(autouse=True)
def _epoch(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH["SOURCE_DATE_EPOCH"])


def edited(root):
    (root / "docs/glossary/trust.md").write_text(
        term("trust", "Counting on others."), encoding="utf-8"
    )


def added(root):
    (root / "docs/glossary/home.md").write_text(term("alone", "By oneself."), encoding="utf-8")


def renamed(root):
    (root / "docs/glossary/trust.md").rename(root / "docs/glossary/reliance.md")
    (root / "docs/glossary/bpd.md").write_text(term("BPD", see=["reliance"]), encoding="utf-8")


def deleted(root):
    (root / "docs/glossary/trust.md").unlink()
    (root / "docs/glossary/bpd.md").write_text(term("BPD"), encoding="utf-8")


def broken(root):
    (root / "docs/glossary/trust.md").write_text("---\nterm: [\n---\n", encoding="utf-8")


def page_edited(root):
    (root / "docs/index.md").write_text("# Home\n\nNothing.\n", encoding="utf-8")


def page_added(root):
    (root / "docs/new.md").write_text("# New\n\nBPD.\n", encoding="utf-8")


def page_deleted(root):
    (root / "docs/other.md").unlink()


def settings_changed(root):
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    changed = text.replace("  glossary:\n", "  glossary:\n    occurrences: page\n")
    assert changed != text
    (root / "mkdocs.yml").write_text(changed, encoding="utf-8")


CHANGES = [
    edited,
    added,
    renamed,
    deleted,
    broken,
    page_edited,
    page_added,
    page_deleted,
    settings_changed,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_serving_gives_what_a_clean_build_gives(change, tmp_path):
    """MkDocs loads the configuration anew for each rebuild, but a hook's module only once."""
    write_site(tmp_path, SITE, EVERYTHING)
    first = load_config(str(tmp_path / "mkdocs.yml"))
    before = build_here(tmp_path, loaded=first).bytes_by_path()
    change(tmp_path)
    again = load_config(str(tmp_path / "mkdocs.yml"))
    served = build_here(tmp_path, loaded=again)
    assert served.bytes_by_path() != before
    result = served.bytes_by_path()
    clean = build_apart(tmp_path)
    assert served.problems == clean.problems
    assert result == clean.bytes_by_path()


def test_serving_notices_a_change_of_the_bibliography(tmp_path):
    extra = {"extra": {"glossary": {"bibliography": "books.json", "exports": []}}}
    write_site(tmp_path, {**SITE, "books.json": '[{"id": "a"}]'}, extra)
    config = load_config(str(tmp_path / "mkdocs.yml"))
    build_here(tmp_path, loaded=config)
    assert config.watch == [str(tmp_path / "books.json")]
    (tmp_path / "books.json").unlink()  # MkDocs fails where it has to watch what is not there
    config = load_config(str(tmp_path / "mkdocs.yml"))
    build_here(tmp_path, loaded=config)
    assert config.watch == []


def test_two_builds_are_equal_byte_by_byte(tmp_path):
    builds = []
    for seed in ("1", "2"):
        root = tmp_path / seed / "site"
        write_site(root, SITE, EVERYTHING)
        builds.append(build_apart(root, environment={**EPOCH, "PYTHONHASHSEED": seed}))
    first, second = (built.bytes_by_path() for built in builds)
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()
    assert "glossary/glossary.apkg" in first


# -- another site: hooks/glossary.py and hooks/glossary_cards/ copied, nothing else ---------------------------------


def foreign(root, files, config):
    """Write a site that has the glossary's files as copies of its own."""
    copied = {**config, "hooks": ["hooks/glossary.py"]}
    path = write_site(root, files, copied)
    (root / "hooks").mkdir()
    shutil.copy(ROOT / "hooks" / "glossary.py", root / "hooks")
    nothing_made = shutil.ignore_patterns("__pycache__")
    package = ROOT / "hooks" / "glossary_cards"
    shutil.copytree(package, root / "hooks" / "glossary_cards", ignore=nothing_made)
    return path


THEMES = {
    "mkdocs": {"name": "mkdocs"},
    "readthedocs": {"name": "readthedocs"},
    "material": {"name": "material"},
}


@pytest.mark.parametrize("folders", [True, False], ids=["folders", "files"])
@pytest.mark.parametrize("theme", THEMES)
def test_another_site_adopts_it_by_copying(theme, folders, tmp_path):
    files = {
        **SITE,
        "docs/deep/fr.md": "---\nlang: fr\n---\n# Début\n\nLe BPD, été.\n",
        "docs/own.css": "p {}\n",
        "docs/own.js": "1;\n",
    }
    config = {
        "theme": THEMES[theme],
        "site_url": "https://example.org/sub/",
        "use_directory_urls": folders,
        "plugins": ["search"],
        "extra": {},
        "extra_css": ["own.css"],
        "extra_javascript": ["own.js"],
    }
    foreign(tmp_path, files, config)
    built = build_apart(tmp_path, "--strict", environment={"PYTHONPATH": ""})
    assert built.code == 0, built.log
    ending = "/" if folders else ".html"
    home = built.page()
    assert f'<a class="term" href="glossary/bpd{ending}" data-term="bpd">BPD</a>' in home
    assert '<div id="term-trust">' in home
    for asset in (
        "assets/glossary-cards/card.js",
        "assets/glossary-cards/card.css",
        "assets/glossary-cards/filter.js",
    ):
        assert (built.site / asset).is_file()
    assert 'src="assets/glossary-cards/card.js"' in home.replace("./assets", "assets")
    assert home.index("card.css") < home.index("own.css"), "the site's own style has the last word"
    assert home.index("own.js") > 0
    deep = built.page(f"deep/fr{'/index.html' if folders else '.html'}")
    up = "../../" if folders else "../"
    assert f'href="{up}glossary/bpd{ending}" data-term="bpd">BPD</a>' in deep
    search = json.loads(built.page("search/search_index.json"))["docs"]
    (start,) = [e for e in search if e["location"].removeprefix("index.html") == ""]
    assert "borderline personality disorder" in start["text"].lower()
    assert "Relying on others" not in start["text"], "a definition is no place to be led to"
    assert (built.site / "glossary" / "glossary.json").is_file()
    assert 'id="letter-b"' in built.page("glossary/index.html")


def test_another_site_needs_none_of_our_other_packages(tmp_path):
    """Only MkDocs and what MkDocs itself brings; the Anki deck alone asks for more."""
    foreign(
        tmp_path,
        SITE,
        {"theme": PLAIN["theme"]},
    )
    blocker = tmp_path / "block" / "sitecustomize.py"
    blocker.parent.mkdir()
    names = ("genanki", "material", "pymdownx", "jsonschema", "citeproc", "PIL", "lxml", "rdflib")
    blocker.write_text(
        "import sys\n"
        "class Block:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.split('.')[0] in {names}:\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Block())\n",
        encoding="utf-8",
    )
    built = build_apart(tmp_path, "--strict", environment={"PYTHONPATH": str(blocker.parent)})
    assert built.code == 0, built.log
    assert 'data-term="bpd"' in built.page()


def test_a_dirty_build_calls_no_term_unused(tmp_path):
    write_site(
        tmp_path,
        SITE,
        {**EVERYTHING, "extra": {"glossary": {"exports": [], "checks": {"unused-term": "error"}}}},
    )
    assert build_apart(tmp_path, "--strict").code == 0
    later = (tmp_path / "site" / "index.html").stat().st_mtime + 10
    os.utime(tmp_path / "docs" / "glossary" / "trust.md", (later, later))
    built = build_apart(tmp_path, "--dirty")
    assert built.code == 0
    assert not [line for line in built.log if "unused-term" in line]
