"""What serve.py shows on a page that is being written; a build never shows it."""

from __future__ import annotations

import sys

import pytest

from sites import ROOT, build_here

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
    assert "Line 3: the link <code>nope.md</code> leads to no page and no file." in page
    other = built.page("b/index.html")
    assert "nothing to mend on this page" in other
    assert "And 1 elsewhere" in other
    assert "mindinmind.page.site" not in sys.modules  # the next build reads the code anew


def test_a_hook_that_changes_is_read_anew(site, kept_modules):
    own = "def on_page_content(html, **_):\n    return html + '<p>{}</p>'\n"
    config = {**CONFIG, "hooks": [*CONFIG["hooks"], "own.py", str(ROOT / PREVIEW)]}
    built = site({**PAGES, "own.py": own.format("before")}, config)
    assert "<p>before</p>" in built.page("b/index.html")
    (built.root / "own.py").write_text(own.format("after"), encoding="utf-8")
    (built.root / "docs/a.md").write_text("# A\n\nMended.\n", encoding="utf-8")
    page = build_here(built.root).page("b/index.html")
    assert "<p>after</p>" in page
    assert "elsewhere" not in page  # nothing of the build before is told again


def test_no_build_shows_it(site):
    assert "Only you see this" not in site(PAGES, CONFIG).page("a/index.html")
    assert PREVIEW not in (ROOT / "mkdocs.yml").read_text("utf-8")
