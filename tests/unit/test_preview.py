"""What serve.py shows on a page that is being written; a build never shows it."""

from __future__ import annotations

import sys

import pytest

from sites import ROOT

PREVIEW = "scripts/checking/preview.py"
CONFIG = {
    "theme": {"name": "material", "custom_dir": str(ROOT / "overrides"), "font": False},
    "hooks": [str(ROOT / "hooks/page.py")],
    "validation": {"links": {"not_found": "warn"}},
}
PAGES = {"docs/a.md": "# A\n\nA [dead <b>](nope.md) link.\n", "docs/b.md": "# B\n\nText.\n"}


@pytest.fixture
def kept_modules(monkeypatch):
    """The hook forgets the project's modules; the other tests here go on with theirs."""
    before = dict(sys.modules)
    yield
    sys.modules.update(before)


def test_what_is_wrong_stands_on_its_page(site, kept_modules):
    built = site(PAGES, {**CONFIG, "hooks": [*CONFIG["hooks"], str(ROOT / PREVIEW)]})
    page = built.page("a/index.html")
    assert "1 to mend on this page" in page
    assert "Line 3: the link `nope.md` leads to no page and no file." in page
    other = built.page("b/index.html")
    assert "nothing to mend on this page" in other
    assert "And 1 elsewhere" in other
    assert "mindinmind.page.site" not in sys.modules  # the next build reads the code anew


def test_no_build_shows_it(site):
    assert "Only you see this" not in site(PAGES, CONFIG).page("a/index.html")
    assert PREVIEW not in (ROOT / "mkdocs.yml").read_text("utf-8")
