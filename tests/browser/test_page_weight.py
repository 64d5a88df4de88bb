"""A first visit costs at most half of what stock Material asks for the same page."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PAGES = ("", "therapy/how-mbt-works/", "understand/what-is-mentalizing/", "help/get-help-now/")
IMAGES = (".png", ".svg", ".jpg", ".webp", ".ico")
STOCK = """site_name: Mind in Mind
docs_dir: {docs}
exclude_docs: /_data/
theme: {{name: material, font: false, palette: [{{scheme: default}}, {{scheme: slate}}],
  features: [navigation.footer, navigation.indexes, navigation.top, toc.follow]}}
plugins: [search, glightbox]
markdown_extensions: [admonition, attr_list, def_list, footnotes, md_in_html, tables,
  {{toc: {{permalink: true}}}}, pymdownx.details, pymdownx.superfences]
"""


@pytest.fixture(scope="module")
def stock_site(tmp_path_factory):
    """The same pages with Material as it comes."""
    folder = tmp_path_factory.mktemp("stock")
    config = folder / "mkdocs.yml"
    config.write_text(STOCK.format(docs=(ROOT / "docs").as_posix()), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config)]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return folder / "site"


def weight(new_page, site, base, path):
    """Give the bytes of a first visit, each file compressed as a host would, images aside."""
    page = new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.split("#")[0]))
    page.goto(f"{base}/{path}", wait_until="networkidle")
    page.close()
    files = [url.removeprefix(f"{base}/") for url in asked if not url.endswith(IMAGES)]
    files = [f + "index.html" if not f or f.endswith("/") else f for f in files]
    return sum(len(gzip.compress((site / f).read_bytes(), 9)) for f in files)


@pytest.mark.parametrize("path", PAGES)
def test_at_most_half_of_stock(path, new_page, serve, hosted_site, stock_site):
    ours = weight(new_page, hosted_site, serve(hosted_site), path)
    stock = weight(new_page, stock_site, serve(stock_site), path)
    print(f"{path or 'home'}: {ours} bytes, stock {stock} ({100 * ours / stock:.0f} %)")
    assert ours * 2 <= stock
    assert ours <= 30_000
