"""The diagrams as Chromium draws them: no text clipped or upon other text, and it follows the scheme."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

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
  const out = lines.filter(l => l.left < 6 || l.right > wide - 6 || l.top < 6 || l.bottom > high - 6);
  const upon = lines.flatMap((a, i) => lines.slice(i + 1)
    .filter(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map(b => a.words + ' | ' + b.words));
  return [...out.map(l => 'clipped: ' + l.words), ...upon.map(w => 'overlap: ' + w)];
}"""


@pytest.mark.browser
@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
@pytest.mark.parametrize("font", ["Arial", "Verdana, 'DejaVu Sans'"], ids=["usual", "wide"])
def test_no_text_is_clipped_or_upon_other_text(
    new_page: Callable[..., Page], drawing: Path, font: str
):
    page = new_page()
    svg = drawing.read_text(encoding="utf-8")
    page.set_content(f"{svg}<style>svg text{{font-family:{font}, sans-serif !important}}</style>")
    assert page.evaluate(FAULTS) == []


@pytest.mark.browser
@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_the_plate_follows_the_colour_scheme(
    new_page: Callable[..., Page], serve: Callable[[Path], str], drawing: Path
):
    light, dark = (
        brightness(
            new_page(color_scheme=scheme, viewport={"width": 320, "height": 400}), serve, drawing
        )
        for scheme in ("light", "dark")
    )
    assert light > 230
    assert dark < 60


def brightness(page: Page, serve: Callable[[Path], str], drawing: Path) -> int:
    page.goto(f"{serve(ASSETS)}/diagrams/{drawing.name}")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
    return int(picture.getpixel((160, 9)))
