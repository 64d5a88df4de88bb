"""How wide words are, so that text can be wrapped without a browser or a font file.

The widths are those of Arial in thousandths of the font size, which the PDF library knows, and
Segoe UI and Roboto come close to; ``ROOM`` is what a somewhat wider font may need on top.
"""

from collections.abc import Mapping
from functools import cache

from mindinmind.wrapping import wrapped

ROOM = 1.06


@cache
def _widths(font: str) -> Mapping[str, float]:
    from pypdf._codecs.core_font_metrics import CORE_FONT_METRICS  # noqa: PLC0415  # slow to load

    return CORE_FONT_METRICS[font].character_widths


def width(words: str, size: float, bold: bool = False) -> float:
    """Give the room that a line of text needs, in the drawing's units, with some to spare."""
    return _thousandths(words, bold) * size * ROOM / 1000


@cache  # a text is tried in many rooms, and its lines are mostly the same
def _thousandths(words: str, bold: bool) -> float:
    widths = _widths("Arial,Bold" if bold else "Arial")
    return sum(widths.get(letter, widths["default"]) for letter in words)


def wrap(words: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Break text into as few lines as fit, of lengths as even as can be.

    Args:
        words: The text; a line break in it is kept.
        room: The widest a line may be.
        size: The font size.
        bold: Whether the text is bold.

    Returns:
        The lines.

    Raises:
        ValueError: If one word alone is wider than the room.
    """
    for word in words.split():
        if width(word, size, bold) > room:
            raise ValueError(f"the word {word!r} is too long for its place in the drawing")
    return [line for part in words.splitlines() for line in _even(part, room, size, bold)]


def _even(words: str, room: float, size: float, bold: bool) -> list[str]:
    def fits(line: str) -> bool:
        return width(line, size, bold) <= room

    best = lines = wrapped(words, fits)
    while len(lines) > 1 and room > size:
        room -= size / 4
        lines = wrapped(words, fits)
        if len(lines) > len(best) or not all(map(fits, lines)):
            break
        best = lines
    return best
