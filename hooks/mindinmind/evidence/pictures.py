"""Pictures for link previews, drawn at build time: the page's title in the site's own face.

The letters and the logo come from ``preview/``, so that every machine draws the same: Source Serif
Pro, under the licence beside it, for the serifs that a reader's own computer has for headings.
"""

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
FACE, LOGO = (
    Path(__file__).parent / "preview" / n for n in ("SourceSerifPro-Bold.ttf", "logo.png")
)
SIZE = (1200, 630)
_MARGIN = 90
_SHADES = 16
_TITLE_SIZES = (84, 72, 60, 50, 42)
_MOST_LINES = 4
_SHAPE = "4"
"""Raised when the drawing changes."""
PLATE = "#77270f"  # of the logo, as docs/assets/favicon.svg has it


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
    words = "\n".join([_SHAPE, PIL.__version__, str(_palette()), str(size), site_name, title])
    name = hashlib.sha256(words.encode()).hexdigest()[:24]
    kept = keep_in / f"{name}.png" if keep_in else None
    return kept_or_made(kept, lambda: _draw(title, site_name, size))


def _draw(title: str, site_name: str, size: tuple[int, int]) -> bytes:
    """Draw in shades of two inks, which is quicker to draw and smaller to keep than full colour."""
    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    lines, font = _fit(pen, title)
    pen.multiline_text((_MARGIN, _MARGIN), "\n".join(lines), font=font, fill=0, spacing=18)
    logo = _shades(Image.open(LOGO), _SHADES)
    at = (_MARGIN, size[1] - _MARGIN - logo.height + 20)
    middle = at[1] + logo.height // 2
    name = (at[0] + logo.width + 24, middle)
    pen.text(name, site_name, font=_font(40), fill=0, anchor="lm")
    shades = _shades(image, 0)
    shades.paste(logo, at)
    shades.paste(_SHADES, (0, 0, 24, size[1]))  # a band in the colour of the plate
    shades.putpalette(_palette())
    file = BytesIO()
    shades.save(file, "PNG")
    return file.getvalue()


def _shades(image: Image.Image, first: int) -> Image.Image:
    """Give a grey image as numbers of colours, the first of which is its black."""
    return image.point([first + value * _SHADES // 256 for value in range(256)])


@cache
def _palette() -> list[int]:
    """Give the shades from ink to ground, and from the logo's plate to it."""
    light = read_palette(ROOT).light
    ground, last = ImageColor.getrgb(light["paper"]), _SHADES - 1
    return [
        (ink * (last - shade) + paper * shade) // last
        for colour in (light["ink"], PLATE)
        for shade in range(_SHADES)
        for ink, paper in zip(ImageColor.getrgb(colour), ground, strict=True)
    ]


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACE, size)


def _fit(pen: ImageDraw.ImageDraw, title: str) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Break a title into lines at the largest size that fits."""
    for size in _TITLE_SIZES:
        lines = wrapped(title, partial(_fits, pen, _font(size)))
        if len(lines) <= _MOST_LINES:
            break
    return lines[:_MOST_LINES], _font(size)


def _fits(pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, line: str) -> bool:
    return pen.textlength(line, font=font) <= SIZE[0] - 2 * _MARGIN
