"""Pictures for link previews, drawn at build time: the page's title on a plain background."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
_MARGIN = 90
_GROUND, _INK, _ACCENT = (250, 248, 244), (38, 38, 46), (46, 92, 110)
_TITLE_SIZES = (84, 72, 60, 50, 42)
_MOST_LINES = 4
_SHAPE = "1"
"""Raised when the drawing changes."""


def picture(title: str, site_name: str, keep_in: Path | None = None) -> bytes:
    """Draw a page's picture, or fetch the one an earlier build drew of the same words.

    Args:
        title: The page's title.
        site_name: The site's name.
        keep_in: A folder to keep pictures in; without it nothing is kept.

    Returns:
        A PNG of 1200 by 630 points; the same words always give the same bytes.
    """
    words = "\n".join([_SHAPE, version("pillow"), site_name, title])
    name = hashlib.sha256(words.encode()).hexdigest()[:24]
    kept = keep_in / f"{name}.png" if keep_in else None
    if kept and kept.is_file():
        return kept.read_bytes()
    drawn = _draw(title, site_name)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(drawn)
    return drawn


def _draw(title: str, site_name: str) -> bytes:
    """Draw with the font that comes with Pillow, so that every machine draws the same."""
    image = Image.new("RGB", SIZE, _GROUND)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 24, SIZE[1]), fill=_ACCENT)
    lines, font = _fit(pen, title)
    pen.multiline_text((_MARGIN, _MARGIN), "\n".join(lines), font=font, fill=_INK, spacing=18)
    small = ImageFont.load_default(40)
    pen.text((_MARGIN, SIZE[1] - _MARGIN - 40), site_name, font=small, fill=_ACCENT)
    file = BytesIO()
    image.quantize(16).save(file, "PNG", optimize=True)
    return file.getvalue()


def _fit(
    pen: ImageDraw.ImageDraw, title: str
) -> tuple[list[str], ImageFont.FreeTypeFont | ImageFont.ImageFont]:
    """Break a title into lines at the largest size that fits."""
    lines: list[str] = []
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont = ImageFont.load_default(_TITLE_SIZES[-1])
    for size in _TITLE_SIZES:
        font = ImageFont.load_default(size)
        lines = _lines(pen, title, font)
        if len(lines) <= _MOST_LINES:
            break
    return lines[:_MOST_LINES], font


def _lines(
    pen: ImageDraw.ImageDraw, title: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont
) -> list[str]:
    """Break a title into lines that fit the width."""
    lines: list[str] = []
    for word in title.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and pen.textlength(longer, font=font) <= SIZE[0] - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
