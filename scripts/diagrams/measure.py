"""How wide words are, so that text can be wrapped without a browser or a font file.

The widths are those of Arial in thousandths of the font size, which Helvetica shares and Segoe UI
and Roboto come close to; ``ROOM`` is what a somewhat wider font may need on top.
"""

from mindinmind.wrapping import wrapped

ROOM = 1.06
_USUAL = 556

_REGULAR = {
    190: "'",
    222: "ijl’‘",
    259: "|",
    277: " !,./:;I[\\]ft·",
    333: "()-`r{}“”",
    354: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    583: "+<=>~×",
    610: "FTZø",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    777: "GOQ",
    833: "Mm",
    889: "%",
    943: "W",
    1000: "…",
    1015: "@",
}

_BOLD = {
    237: "'",
    277: " ,./I\\ijl’‘·",
    279: "|",
    333: "!()-:;[]`ft",
    389: "*r{}",
    474: '"',
    500: "z“”",
    583: "+<=>^~×",
    610: "?FLTZbdghnopquøö",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    777: "GOQw",
    833: "M",
    889: "%m",
    943: "W",
    975: "@",
    1000: "…",
}


def _flat(table: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in table.items() for letter in letters}


_WIDTHS = {False: _flat(_REGULAR), True: _flat(_BOLD)}


def width(words: str, size: float, bold: bool = False) -> float:
    """Give the room that a line of text needs, in the drawing's units, with some to spare."""
    widths = _WIDTHS[bold]
    return sum(widths.get(letter, _USUAL) for letter in words) * size * ROOM / 1000


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
