"""The hard page: Markdown and terms in, HTML out, with Material and with a bare theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sites import PLAIN, build_here, term, write_site

FOLDER = Path(__file__).parent.parent / "golden" / "glossary" / "pages"
PAGE = (FOLDER / "hard.md").read_text(encoding="utf-8")
CASES = re.findall(r"<!-- case (\w+): (.+?) \| (.+?) -->", PAGE)
_CASE = re.compile(r"<!-- case (\w+): .*? -->(.*?)(?=<!-- case |\Z)", re.S)
_LINK = re.compile(r'<a (?:class="term" href="[^"]+" data-term|class="term" data-term)="([^"]+)"')

EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    {"toc": {"permalink": True}},
    "pymdownx.details",
    "pymdownx.superfences",
    {"pymdownx.tabbed": {"alternate_style": True}},
    {"pymdownx.arithmatex": {"generic": True}},
]
HOSTILE = (
    'A <b title="&quot;">term</b> & "quotes" \'here\', 1 < 2, &lt;img src=x onerror=alert(1)&gt;.'
)
TERMS = {
    "bpd": term("borderline personality disorder", "A pattern of **strong** feelings.", abbreviation="BPD"),
    "mentalizing": term("mentalizing", "Making sense of [trust](trust.md).", forms=["mentalize", "mentalized", "mentalization"]),
    "trust": term("trust", "Relying on another.", not_after=["bank"]),
    "epistemic-trust": term("epistemic trust", "Openness to what others say."),
    "act": term("ACT", "A therapy."),
    "ptsd": term("PTSD", "A response to danger."),
    "c-ptsd": term("C-PTSD", "A response to long danger."),
    "dbt": term("DBT", "A therapy."),
    "dbt-pe": term("DBT-PE", "A therapy with exposure."),
    "naive": term("naïve realism", "Taking the world as it looks."),
    "secure-base": term("secure base", "Somebody to return to."),
    "hostile": term("hostile term", HOSTILE),
    "unused": term("quokka", "A small animal."),
    "cpp": term("C++", "A language of computers."),
    "interest": term("interest", "Wanting to know.", not_before=["rate", "free"]),
    "hindi": term("मन", "Mind."),
    "thai": term("ใจ", "Heart."),
    "han": term("心智化", "Making sense of minds."),
}  # fmt: skip


def config(theme):
    settings = {"exports": [], "occurrences": "all"}
    return {
        "theme": PLAIN["theme"] if theme == "plain" else {"name": theme},
        "markdown_extensions": EXTENSIONS,
        "extra": {"glossary": settings},
    }


def sources(page=PAGE):
    return {"docs/index.md": page} | {f"docs/glossary/{s}.md": text for s, text in TERMS.items()}


def links_by_case(html):
    return {name: _LINK.findall(part) for name, part in _CASE.findall(html)}


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    root = tmp_path_factory.mktemp("plain")
    write_site(root, sources(), config("plain"))
    return build_here(root)


@pytest.mark.parametrize(("name", "wanted", "about"), CASES, ids=[case[0] for case in CASES])
def test_each_case(name, wanted, about, plain):
    found = links_by_case(plain.page())[name]
    assert " ".join(found) == ("" if wanted == "-" else wanted), about


def test_the_whole_page(plain, golden):
    content = plain.page().partition("<main>\n")[2].partition("\n</main>")[0]
    golden(FOLDER / "hard.html", content + "\n")


def test_the_terms_and_the_index(plain, golden):
    for name in ("glossary/bpd", "glossary"):
        content = (
            plain.page(f"{name}/index.html").partition("<main>\n")[2].partition("\n</main>")[0]
        )
        golden(FOLDER / f"{name.replace('/', '-')}.html", content + "\n")


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_every_theme_gives_the_same_content(theme, plain, site):
    built = site(sources(), config(theme))
    article = built.page().partition("<!-- case P01")[2].partition("</section>\n")[0]
    assert article
    assert article == plain.page().partition("<!-- case P01")[2].partition("</section>\n")[0]
