"""Pictures for link previews, drawn at build time: the page's title in the site's own colours."""

import hashlib
from functools import cache, partial
from io import BytesIO
from pathlib import Path

import PIL
from PIL import Image, ImageColor, ImageDraw, ImageFont

from mindinmind.evidence.kept import kept_or_made
from mindinmind.palette import read_palette
from mindinmind.wrapping import wrapped

ROOT = Path(__file__).parents[3]
SIZE = (1200, 630)
_MARGIN = 90
_SHADES = 16
_TITLE_SIZES = (84, 72, 60, 50, 42)
_MOST_LINES = 4
_SHAPE = "3"
"""Raised when the drawing changes."""

_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def picture(
    title: str, site_name: str, keep_in: Path | None = None, size: tuple[int, int] = SIZE
) -> bytes:
    """Draw a page's picture, or fetch the one an earlier build drew of the same words.

    Args:
        title: The page's title.
        site_name: The site's name.
        keep_in: A folder to keep pictures in; without it nothing is kept.
        size: Its width, always 1200, and its height, in points.

    Returns:
        A PNG; the same words always give the same bytes.
    """
    words = "\n".join([_SHAPE, PIL.__version__, str(_palette()[:6]), str(size), site_name, title])
    name = hashlib.sha256(words.encode()).hexdigest()[:24]
    kept = keep_in / f"{name}.png" if keep_in else None
    return kept_or_made(kept, lambda: _draw(title, site_name, size))


def _draw(title: str, site_name: str, size: tuple[int, int]) -> bytes:
    """Draw in shades of one ink, which is quicker to draw and smaller to keep than full colour."""
    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 24, size[1]), fill=0)
    lines, font = _fit(pen, title)
    pen.multiline_text((_MARGIN, _MARGIN), "\n".join(lines), font=font, fill=0, spacing=18)
    pen.text((_MARGIN, size[1] - _MARGIN - 40), site_name, font=_font(40), fill=0)
    shades = image.point([value * _SHADES // 256 for value in range(256)])
    shades.putpalette(_palette())
    file = BytesIO()
    shades.save(file, "PNG", bits=4)
    return file.getvalue()


@cache
def _palette() -> list[int]:
    """Give the shades from ink to ground, in the colours of the site."""
    light = read_palette(ROOT).light
    inks, grounds = ImageColor.getrgb(light["teal-deep"]), ImageColor.getrgb(light["paper"])
    last = _SHADES - 1
    return [
        (ink * (last - shade) + ground * shade) // last
        for shade in range(_SHADES)
        for ink, ground in zip(inks, grounds, strict=True)
    ]


@cache
def _font(size: int) -> _Font:
    """Load the font that comes with Pillow, so that every machine draws the same."""
    return ImageFont.load_default(size)


def _fit(pen: ImageDraw.ImageDraw, title: str) -> tuple[list[str], _Font]:
    """Break a title into lines at the largest size that fits."""
    for size in _TITLE_SIZES:
        lines = wrapped(title, partial(_fits, pen, _font(size)))
        if len(lines) <= _MOST_LINES:
            break
    return lines[:_MOST_LINES], _font(size)


def _fits(pen: ImageDraw.ImageDraw, font: _Font, line: str) -> bool:
    return pen.textlength(line, font=font) <= SIZE[0] - 2 * _MARGIN
