"""The diagrams as Chromium draws them: no text clipped, hidden or upon other text, and it follows the scheme."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

ASSETS = Path(__file__).resolve().parents[2] / "docs" / "assets"
DRAWINGS = sorted((ASSETS / "diagrams").glob("*.svg"))
FAULTS = """() => {
  const [, , wide, high] = document.querySelector('svg').getAttribute('viewBox').split(' ').map(Number);
  const lines = [...document.querySelectorAll('text')].flatMap(text => {
    let first = 0;
    return [...text.children].map(line => {
      const count = line.textContent.length;
      const boxes = Array.from({length: count}, (_, i) => text.getExtentOfChar(first + i));
      first += count;
      return {
        words: line.textContent,
        left: Math.min(...boxes.map(b => b.x)), right: Math.max(...boxes.map(b => b.x + b.width)),
        top: Math.min(...boxes.map(b => b.y)) + 3, bottom: Math.max(...boxes.map(b => b.y + b.height)) - 3,
      };
    });
  });
  const at = document.querySelector('svg').getBoundingClientRect();
  const under = lines.filter(l => !document.elementFromPoint(
    at.x + (l.left + l.right) / 2, at.y + l.bottom - 1)?.closest('text'));
  const out = lines.filter(l => l.left < 6 || l.right > wide - 6 || l.top < 6 || l.bottom > high - 6);
  const upon = lines.flatMap((a, i) => lines.slice(i + 1)
    .filter(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map(b => a.words + ' | ' + b.words));
  return [...out.map(l => 'clipped: ' + l.words), ...upon.map(w => 'overlap: ' + w),
    ...under.map(l => 'hidden: ' + l.words)];
}"""


@pytest.mark.browser
@pytest.mark.parametrize("font", ["Arial", "Verdana, 'DejaVu Sans'"], ids=["usual", "wide"])
def test_no_text_is_clipped_hidden_or_upon_other_text(new_page: Callable[..., Page], font: str):
    page, faults = new_page(viewport={"width": 800, "height": 1500}), {}
    for drawing in DRAWINGS:
        svg = drawing.read_text(encoding="utf-8")
        style = f"<style>svg text{{font-family:{font}, sans-serif !important}}</style>"
        page.set_content(svg + style)
        faults[drawing.stem] = page.evaluate(FAULTS)
    assert not {name: found for name, found in faults.items() if found}


@pytest.mark.browser
def test_the_plate_follows_the_colour_scheme(
    new_page: Callable[..., Page], serve: Callable[[Path], str]
):
    base = serve(ASSETS)
    for scheme, right in (("light", lambda v: v > 230), ("dark", lambda v: v < 60)):
        page = new_page(color_scheme=scheme, viewport={"width": 320, "height": 400})
        for drawing in DRAWINGS:
            page.goto(f"{base}/diagrams/{drawing.name}")
            picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
            assert right(picture.getpixel((160, 9))), f"{drawing.stem}, {scheme}"


@pytest.mark.browser
def test_a_phone_gets_the_narrow_size_and_a_wide_screen_the_wide_one(
    new_page: Callable[..., Page], offline_site: Path
):
    address = (offline_site / "therapy" / "a-session.html").as_uri()
    for width, file in ((320, "session.svg"), (1280, "session-wide.svg")):
        page = new_page(viewport={"width": width, "height": 800})
        page.goto(address)
        link = page.locator("figure a.glightbox").first
        link.scroll_into_view_if_needed()
        page.wait_for_function("() => document.querySelector('figure img').currentSrc")
        assert link.locator("img").evaluate("image => image.currentSrc").endswith(f"/{file}")
        link.click()
        larger = page.get_by_role("dialog", name="Larger picture").locator("img")
        expect(larger).to_have_attribute("src", re.compile(f"/{file}$"))
