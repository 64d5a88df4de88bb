"""Five very different articles and every page that becomes of them."""

from pathlib import Path

import pytest

from article_runs import pages_of

GOLDEN = Path(__file__).parent.parent / "golden" / "article"
ARTICLES = sorted(p.name for p in GOLDEN.iterdir() if ".expected." not in p.name)


@pytest.mark.parametrize("name", ARTICLES)
def test_every_page_is_as_looked_at(name, golden):
    files, _ = pages_of(name, (GOLDEN / name).read_bytes())
    text = "".join(
        f"=== {path}\n{data.decode()}"
        for path, data in files.items()
        if path.endswith(".md") and path != "README.md"
    )
    golden(GOLDEN / f"{name}.expected.txt", text)
