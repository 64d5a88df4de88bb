"""Five very different articles and every page that becomes of them."""

from pathlib import Path

import pytest

from article.checking import failures
from article.reading import read_article
from article.structure import build
from article.writing import Engine, write_site

GOLDEN = Path(__file__).parent.parent / "golden" / "article"
ARTICLES = sorted(p.name for p in GOLDEN.iterdir() if ".expected." not in p.name)


def pages_of(name: str) -> str:
    reading = read_article(name, (GOLDEN / name).read_bytes())
    site = write_site(build(reading.blocks, reading.facts, reading.language), name, Engine({}))
    assert failures(reading, site.texts()) == []
    order = [f"docs/{page}" for page in site.pages]
    rest = sorted(p for p in site.files if p.endswith((".md", ".yml")) and p not in order)
    return "".join(f"=== {path}\n{site.files[path].decode()}" for path in [*order, *rest])


@pytest.mark.parametrize("name", ARTICLES)
def test_every_page_is_as_looked_at(name):
    expected = GOLDEN / f"{name}.expected.txt"
    assert pages_of(name) == expected.read_text("utf-8")


if __name__ == "__main__":  # after a change: write, then look at the difference
    for article in ARTICLES:
        (GOLDEN / f"{article}.expected.txt").write_text(pages_of(article), "utf-8")
