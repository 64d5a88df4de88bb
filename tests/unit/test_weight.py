"""A page that is heavy at a first visit is told of, with its file, its weight and what to do."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from publishing.weight import MOST, heavy_pages

TEXT = "".join(random.Random(6).choices("abcdefghij klmnopqrst ", k=120_000))
HEAD = '<link rel="icon" href="../../i.svg"><script src="../../mim.js" defer></script>'


def built(site: Path, article: str, *, script: int = 2_000) -> list[str]:
    """Build one page; give what is said of it."""
    page = site / "site/a/b/index.html"
    page.parent.mkdir(parents=True)
    page.write_text(f"{HEAD}<main><article>{article}</article></main>", encoding="utf-8")
    (site / "site/mim.js").write_bytes(random.Random(1).randbytes(script))
    (site / "site/p.svg").write_bytes(random.Random(2).randbytes(20_000))
    return [str(problem) for problem in heavy_pages(site / "site", site)]


def test_a_page_that_is_light_enough_is_not_spoken_of(tmp_path: Path):
    assert built(tmp_path, f"<p>{TEXT[:30_000]}</p>" + " " * 30_000) == []


@pytest.mark.parametrize("source", ["a/b.md", "a/b/index.md"])
def test_a_heavy_page_is_named_by_its_source(tmp_path: Path, source: str):
    (tmp_path / source).parent.mkdir(parents=True)
    (tmp_path / source).write_text("# B\n")
    (told,) = built(tmp_path, f"<p>{TEXT}</p>")
    assert told.startswith(f"docs/{source}:1: [heavy-page] a first visit loads ")
    assert f"may load {MOST:,}; most are in a/b/index.html " in told
    assert told.endswith("split the page in two, or let its first picture come later")


def test_what_the_page_loads_counts_and_a_picture_only_where_it_is_near(tmp_path: Path):
    words = f"<p>{TEXT[:20_000]}</p>" + " " * 30_000
    picture = '<img alt="x" src="../../p.svg">'
    assert built(tmp_path / "far", words + picture) == []
    assert "p.svg 20," in built(tmp_path / "near", picture + words)[0]
    below = f"<p>{TEXT[:3_000]}</p>{picture}"  # some screens down browsers load it all the same
    assert "p.svg 20," in built(tmp_path / "below", below + words)[0]
    list_above = "<ul>" + 120 * "<li>One.</li>" + f"</ul>{picture}"  # few letters, many lines
    assert built(tmp_path / "list", list_above + words) == []
    assert "mim.js 30," in built(tmp_path / "script", words, script=30_000)[0]


def test_a_list_of_everything_grows_with_what_it_lists(tmp_path: Path):
    assert built(tmp_path, f'<div class="mim-references no-terms">{TEXT}</div>') == []
