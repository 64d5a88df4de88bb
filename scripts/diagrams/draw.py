"""Draws every picture: a template in ``templates/`` filled from its data in ``docs/_data``.

Python only measures and wraps words, reads the colours and names faults; what a picture says
stands in its data file, and what it looks like in the template of the same name, or of the one
that the data names as ``drawn_as``. Each picture is drawn twice, 360 units wide for phones and 720
for wide screens. The check compares what is committed with what the data says now.
"""

import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, reduce
from html import escape
from operator import getitem
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError

import mindinmind.templates
from glossary_cards.diagnostics.problem import Problem, Severity, nearest
from glossary_cards.diagnostics.source import Places, read_data
from glossary_cards.pages.templates import kept_compiled
from mindinmind.data_files import text_faults
from mindinmind.page.assets import shortest
from mindinmind.page.drawings import WORDS
from mindinmind.palette import Palette, read_palette
from mindinmind.templates import environment

TEMPLATES = Path(__file__).parent / "templates"
DATA, DRAWN = "docs/_data/diagrams", "docs/assets/diagrams"
DRAWN_FROM = DATA, "docs/assets", "overrides/assets"
"""Where drawings come from, their colours too, and where they stand."""
ICONS, ICONS_DRAWN = f"{DATA}/easier.yml", "docs/assets/easier"
LEADING = 1.28
MOST_HIGH = 680
_HEIGHT = re.compile(r'viewBox="0 0 720 ([\d.]+)"')  # viewBox="0 0 720 613.6"
# What is said of a value that is not there, and of a template: "'comics.svg.j2' not found"
_LACKING = re.compile(r"'(\w+)' is undefined|has no attribute '(\w+)'|^'([\w-]+)\.svg\.j2' not")
_CLASS = re.compile(r'class="([^"]*)"')  # class="f-rose s-pen"
_ROLE = re.compile(r"\b[fs]-[a-z-]+")  # f-rose
# The same where it is a name: .f-rose{fill:#fae0d4}, class="f-rose s-pen"
_NAMED = re.compile(r'(?<=[." ])[fs]-[a-z-]+(?=[" {])')


@dataclass(frozen=True)
class Text:
    """Some set lines of words.

    Attributes:
        svg: Their SVG.
        top: Where the first line begins.
        bottom: Where the last line ends.
        wide: How wide the widest line is.
    """

    svg: str
    top: float
    bottom: float
    wide: float

    @property
    def high(self) -> float:
        """How high the lines are together."""
        return self.bottom - self.top

    def __html__(self) -> str:
        """Give the SVG to a template."""
        return self.svg


def n(value: float) -> str:
    """Write a number briefly: at most one decimal, none from 20 on, and no minus before a zero."""
    return f"{round(float(value), 1 if abs(value) < 20 else 0) + 0.0:.1f}".removesuffix(".0")


def text(  # noqa: PLR0913  # a template names each value
    x: float,
    y: float,
    words: str,
    room: float,
    *,
    size: float = 16,
    bold: bool = False,
    role: str = "ink",
    anchor: str = "start",
) -> Text:
    """Set words in lines no wider than their room.

    Args:
        x: Where the lines start, have their middle or end, as the anchor says.
        y: The top of the first line.
        words: What they say.
        room: The widest a line may be.
        size: Font size; 16 is the smallest on a plate of 360.
        bold: Whether they are bold.
        role: The palette role they are written in.
        anchor: ``start``, ``middle`` or ``end``.

    Returns:
        The lines.

    Raises:
        ValueError: If one word alone is wider than the room.
    """
    lines = wrap(str(words), room, size, bold)
    step = size * LEADING
    spans = "".join(
        f'<tspan x="{n(x)}" y="{n(y + size * 0.95 + i * step)}">{escape(line, quote=False)}</tspan>'
        for i, line in enumerate(lines)
    )
    weight = ' font-weight="700"' if bold else ""
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    svg = f'<text class="f-{role}" font-size="{n(size)}"{weight}{place}>{spans}</text>'
    widest = max(width(line, size, bold) for line in lines)
    return Text(svg, y, y + len(lines) * step, widest)


def draw_all(root: Path) -> tuple[dict[str, str], list[Problem]]:
    """Draw everything.

    Args:
        root: The project's root.

    Returns:
        Each file's path from the root, and its content; and what is wrong with the data.
    """
    palette = read_palette(root)
    make = _environment()
    drawn: dict[str, str] = {}
    problems: list[Problem] = []
    for file in sorted((root / DATA).glob("*.yml")):
        name, place = file.stem, f"{DATA}/{file.name}"
        if place == ICONS:
            continue
        values, places, found = _read(place, file)
        problems += found
        if found:
            continue
        if lacking := sorted(WORDS.difference(values or ())):
            problems.append(_fault(place, values, places, f"'{lacking[0]}' is undefined"))
            continue
        try:
            for size in ("", "-wide"):
                svg = _plate(make, name, {**values, "wide": bool(size)})
                drawn[f"{DRAWN}/{name}{size}.svg"] = _finished(svg, palette)
        except (TemplateError, TypeError, ValueError, LookupError) as error:
            problems.append(_fault(place, values, places, str(error)))
    icons, _, found = _read(ICONS, root / ICONS)
    for icon, title in ({} if found else icons).items():
        svg = make.get_template("_easier.svg.j2").render(icon=icon, title=title)
        drawn[f"{ICONS_DRAWN}/{icon}.svg"] = _finished(svg, palette)
    return drawn, problems + found


def _read(path: str, file: Path) -> tuple[Any, Places, list[Problem]]:
    """Read the data of a drawing, and look at its texts."""
    values, places, found = read_data(path, file)
    for keys, what, mend in text_faults(values):
        found.append(Problem(path, *places.at(keys), "diagram-data", what, mend))
    return values, places, found


def _fault(path: str, values: Any, places: Places, said: str) -> Problem:
    """Say why a picture cannot be drawn, at the value or key that it comes from."""
    what = f"the picture cannot be drawn: {said}"
    mend, place = "put the value right, or write fewer or shorter words", (0, 0)
    if lacking := _LACKING.search(said):
        template = lacking[3] if lacking[3] in values.values() else "drawn_as"
        name = lacking[1] or lacking[2] or template
        keys = {str(key[-1]): key for key in places if key and key[-1] != name}
        what, mend = f"`{name}` is missing", f"add `{name}:`, as the files beside this one have it"
        if as_value := next((k for k in places if reduce(getitem, k, values) == name), None):
            place, what = places.at(as_value), f"`{as_value[-1]}` is `{name}`, which is not known"
            mend = "write one that the files beside this one have"
        elif near := nearest(name, keys, 0.75):
            place, mend = places.at(keys[near]), f"write `{name}` for `{near}`"
    return Problem(path, *place, "diagram-data", what, mend)


def drawing_problems(root: Path) -> list[Problem]:
    """Say which committed drawing is not what its data says, and which has no data."""
    if not (root / DATA).is_dir():
        return []
    drawn, faults = draw_all(root)
    problems = list(faults)
    command = "run python3 scripts/check.py --fix and commit the result"
    for file, svg in drawn.items():
        path = root / file
        high = _HEIGHT.search(svg)
        if file.endswith("-wide.svg") and high and float(high[1]) > MOST_HIGH:
            what = f"this picture is {high[1]} high; a laptop cannot show it whole"
            mend = "write fewer or shorter words"
            problems.append(Problem(file, 0, 0, "tall-drawing", what, mend, Severity.WARNING))
        if not path.is_file() or path.read_bytes() != svg.encode():
            icon = file.startswith(ICONS_DRAWN)
            data = ICONS if icon else f"{DATA}/{path.stem.removesuffix('-wide')}.yml"
            what = f"`{file}` is not what this says"
            found = Problem(data, 0, 0, "stale-drawing", what, command, about=file)
            twin = (f"stale-drawing {file.replace('-wide', '')}",) if "-wide" in file else ()
            spoilt = (f"{rule} {data}" for rule in ("typed-number", "spelling", "language"))
            problems.append(replace(found, because_of=(*twin, *spoilt)))
    for path in sorted(
        file for part in (DRAWN, ICONS_DRAWN) for file in (root / part).glob("*.svg")
    ):
        file = path.relative_to(root).as_posix()
        if file not in drawn and not faults:
            what = "this picture is drawn from nothing"
            problems.append(Problem(file, 0, 0, "stale-drawing", what, "take it out"))
    return problems


def _environment() -> Environment:
    make = environment([TEMPLATES])
    make.bytecode_cache = kept_compiled(Path(__file__), Path(mindinmind.templates.__file__))
    make.filters["n"] = n
    make.filters["high"] = lambda words, room, **how: text(0, 0, words, room, **how).high
    make.globals["text"] = text
    for name, file in (("m", "marks"), ("p", "people"), ("scenes", "scenes")):
        make.globals[name] = make.get_template(f"_{file}.svg.j2").module
    return make


def _plate(make: Environment, name: str, values: dict[str, Any]) -> str:
    """Draw a picture, below its title, and put its plate around it.

    Its template sees ``top``, where it may begin, and says how ``high`` the plate is.
    """
    values = {"name": name, "title": make.undefined(name="title"), **values}
    head = text(20, 15, values["title"], 680 if values["wide"] else 320, size=20, bold=True)
    values["top"] = head.bottom + 10
    body = make.get_template(f"{values.get('drawn_as', name)}.svg.j2").make_module(values)
    plate = make.get_template("_plate.svg.j2")
    return plate.render(values, head=head, body=body, high=vars(body)["high"])


def _finished(svg: str, palette: Palette) -> str:
    """Give the colours that are used, each a letter, and leave out what no browser needs."""
    used = sorted(set(_ROLE.findall(" ".join(_CLASS.findall(svg)))))
    style = palette.style_sheet(used, words="<text" in svg)
    svg = svg.replace("<style></style>", f"<style>{style}</style>", 1)
    letters = dict(zip(used, string.ascii_letters, strict=False))
    svg = _NAMED.sub(lambda role: letters.get(role[0], role[0]), svg)
    return shortest(svg, "svg").replace("<path", "\n<path") + "\n"


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


def wrapped(words: str, fits: Callable[[str], bool]) -> list[str]:
    """Break words into lines, each as long as can be; a word that fits nowhere has its own line.

    Args:
        words: The words, with any white space between them.
        fits: Tells whether a line is short enough.
    """
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and not fits(longer):
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


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
