"""The drawing helpers: each gives a piece of SVG and, where the next thing depends on it, its end.

Coordinates are those of a plate 360 wide, shown at 320 CSS pixels on a small phone, so text is
never set below 16. Boxes and lines are bowed a little, always by the same amount in the same
place, as a steady hand would draw them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import NamedTuple

from diagrams import measure
from diagrams.palette import style_sheet

WIDTH = 360
EDGE = 20
INNER = WIDTH - 2 * EDGE
LEADING = 1.3
Point = tuple[float, float]


class Piece(NamedTuple):
    """Some SVG and the height at which it ends."""

    svg: str
    bottom: float


class Box(NamedTuple):
    """A rectangle by its top left corner and its size."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Type:
    """How text is set.

    Attributes:
        size: Font size; 16 is the smallest.
        bold: Whether it is bold.
        role: The text role of the palette, or ``paper`` on a deep fill.
        anchor: ``start``, ``middle`` or ``end``.
    """

    size: float = 16
    bold: bool = False
    role: str = "ink"
    anchor: str = "start"

    def but(self, **changes: object) -> Type:
        """Give the same with something changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


BODY = Type()
SOFT = Type(role="soft")
BOLD = Type(bold=True)
MIDDLE = Type(anchor="middle")
HEAD = Type(size=18, bold=True)
TITLE = Type(size=22, bold=True)


def n(value: float) -> str:
    """Write a number briefly: one decimal at most, and no minus before a zero."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def text(x: float, y: float, words: str, kind: Type = BODY, room: float = INNER) -> Piece:
    """Set text, wrapped to its room.

    Args:
        x: Where the line starts, has its middle or ends, as the type's anchor says.
        y: The top of the first line.
        words: What it says.
        kind: How it is set.
        room: The widest a line may be.

    Returns:
        The text, and where it ends.
    """
    lines = measure.wrap(words, room, kind.size, kind.bold)
    step = kind.size * LEADING
    spans = "".join(
        f'<tspan x="{n(x)}" y="{n(y + kind.size + i * step)}">{escape(line, quote=False)}</tspan>'
        for i, line in enumerate(lines)
    )
    weight = ' font-weight="700"' if kind.bold else ""
    anchor = f' text-anchor="{kind.anchor}"' if kind.anchor != "start" else ""
    svg = f'<text class="f-{kind.role}" font-size="{n(kind.size)}"{weight}{anchor}>{spans}</text>'
    return Piece(svg, y + len(lines) * step)


def tall(words: str, room: float, kind: Type = BODY) -> float:
    """Give the height that wrapped text will take."""
    return len(measure.wrap(words, room, kind.size, kind.bold)) * kind.size * LEADING


def soft_box(box: Box, fill: str, line: str = "", radius: float = 16, weight: float = 2) -> str:
    """Draw a rounded box with slightly bowed sides.

    Args:
        box: Where.
        fill: Palette role inside, or nothing.
        line: Palette role of the outline, or nothing.
        radius: How round the corners are.
        weight: How thick the outline is.

    Returns:
        The SVG.
    """
    x, y, w, h = box
    r = min(radius, w / 2, h / 2)
    bow = [_wobble(box, i) * min(1, (h if i % 2 else w) / 90) for i in range(4)]
    path = (
        f"M{n(x + r)} {n(y)}Q{n(x + w / 2)} {n(y + bow[0])} {n(x + w - r)} {n(y)}"
        f"Q{n(x + w)} {n(y)} {n(x + w)} {n(y + r)}"
        f"Q{n(x + w + bow[1])} {n(y + h / 2)} {n(x + w)} {n(y + h - r)}"
        f"Q{n(x + w)} {n(y + h)} {n(x + w - r)} {n(y + h)}"
        f"Q{n(x + w / 2)} {n(y + h + bow[2])} {n(x + r)} {n(y + h)}"
        f"Q{n(x)} {n(y + h)} {n(x)} {n(y + h - r)}"
        f"Q{n(x + bow[3])} {n(y + h / 2)} {n(x)} {n(y + r)}Q{n(x)} {n(y)} {n(x + r)} {n(y)}Z"
    )
    return shape(path, fill, line, weight)


def shape(path: str, fill: str = "", line: str = "", weight: float = 2, dash: str = "") -> str:
    """Draw a path filled and outlined by palette roles (``url(#..)`` fills with a pattern)."""
    pattern = fill.startswith("url(")
    names = [f"f-{fill}"] if fill and not pattern else []
    names += [f"s-{line}"] if line else []
    klass = f' class="{" ".join(names)}"' if names else ""
    paint = f' fill="{fill}"' if pattern else "" if fill else ' fill="none"'
    stroke = f' stroke-width="{n(weight)}"' if line else ""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path{klass}{paint}{stroke}{dashes} d="{path}"/>'


def circle(at: Point, r: float, fill: str = "", line: str = "", weight: float = 2) -> str:
    """Draw a circle."""
    x, y = at
    arc = f"a{n(r)} {n(r)} 0 1 1"
    return shape(f"M{n(x - r)} {n(y)}{arc} {n(2 * r)} 0{arc} {n(-2 * r)} 0Z", fill, line, weight)


def arrow(path: str, tip: Point, heading: Point, line: str, weight: float = 2.5) -> str:
    """Draw a line with an open arrow head.

    Args:
        path: The line, ending at the tip.
        tip: Where it points.
        heading: The direction there, of length 1.
        line: Palette role.
        weight: How thick.

    Returns:
        The SVG.
    """
    (x, y), (dx, dy) = tip, heading
    wings = [(x - 8 * dx + 6 * s * dy, y - 8 * dy - 6 * s * dx) for s in (1, -1)]
    head = f"M{n(wings[0][0])} {n(wings[0][1])}L{n(x)} {n(y)}L{n(wings[1][0])} {n(wings[1][1])}"
    return shape(path, "", line, weight) + shape(head, "", line, weight)


def badge(at: Point, words: str, fill: str = "coral-deep", size: float = 16) -> str:
    """Draw a deep disc with a short text in it, such as a step's number."""
    x, y = at
    r = size * 0.9
    kind = Type(size=size, bold=True, role="paper", anchor="middle")
    return circle(at, r, fill) + text(x, y - size * 0.64, words, kind, 2 * r).svg


def pill(middle: Point, words: str, fill: str, kind: Type = MIDDLE, line: str = "") -> str:
    """Draw a short label in a rounded box around a point."""
    x, y = middle
    w = measure.width(words, kind.size, kind.bold) + 20
    h = kind.size * 1.75
    box = soft_box(Box(x - w / 2, y - h / 2, w, h), fill, line, radius=h / 2, weight=1.5)
    return box + text(x, y - kind.size * 0.64, words, kind.but(anchor="middle"), w).svg


def note(y: float, words: str, fill: str = "sand", kind: Type = BODY) -> Piece:
    """Draw a full-width box with text in it."""
    room = INNER - 28
    high = tall(words, room, kind) + 22
    box = soft_box(Box(EDGE, y, INNER, high), fill)
    return Piece(box + text(EDGE + 14, y + 10, words, kind, room).svg, y + high)


def hatch(name: str, line: str, under: str, step: float = 7, slant: int = 45) -> str:
    """Define a pattern of slanted lines to be used as ``url(#name)``."""
    tile = f"M0 0H{n(step)}V{n(step)}H0Z"
    return (
        f'<pattern id="{name}" width="{n(step)}" height="{n(step)}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({slant})"><path class="f-{under}" d="{tile}"/>'
        f'<path class="s-{line}" stroke-width="2.4" d="M0 0V{n(step)}"/></pattern>'
    )


def person(middle: float, top: float, fill: str, high: float = 44) -> str:
    """Draw a person: a round head over rounded shoulders."""
    return shape(person_path(middle, top, high), fill)


def person_path(middle: float, top: float, high: float) -> str:
    """Give the outline of a person as a path, for filling or clipping."""
    r, w = high * 0.23, high * 0.31
    neck, foot = top + 2 * r + high * 0.06, top + high
    arc = f"a{n(r)} {n(r)} 0 1 1"
    return (
        f"M{n(middle - r)} {n(top + r)}{arc} {n(2 * r)} 0{arc} {n(-2 * r)} 0Z"
        f"M{n(middle - w)} {n(foot)}V{n(neck + w)}"
        f"Q{n(middle - w)} {n(neck)} {n(middle)} {n(neck)}"
        f"Q{n(middle + w)} {n(neck)} {n(middle + w)} {n(neck + w)}V{n(foot)}Z"
    )


@dataclass(frozen=True)
class About:
    """What a drawing says of itself.

    Attributes:
        name: Short name, such as ``d1``, for ids.
        title: What the drawing is called.
        desc: What it shows, in sentences.
    """

    name: str
    title: str
    desc: str


def plate(about: About, height: float, body: Iterable[str], defs: Sequence[str] = ()) -> str:
    """Put a drawing on its plate, with its name and its description.

    Args:
        about: Its name and what it says of itself.
        height: How tall the plate is.
        body: The drawing.
        defs: Patterns and clips that it uses.

    Returns:
        The whole SVG file.
    """
    name, high = about.name, n(round(height))
    kept = f"<defs>{''.join(defs)}</defs>\n" if defs else ""
    paper = soft_box(Box(3, 3, WIDTH - 6, round(height) - 6), "paper", "line", 22, 1.2)
    drawing = "\n".join([kept + paper, *body])
    used = " ".join(re.findall(r'class="([^"]*)"', drawing))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" width="{WIDTH}" '
        f'height="{high}" role="img" aria-labelledby="{name}-title {name}-desc" '
        'stroke-linecap="round" stroke-linejoin="round">\n'
        f'<title id="{name}-title">{escape(about.title, quote=False)}</title>\n'
        f'<desc id="{name}-desc">{escape(about.desc, quote=False)}</desc>\n'
        f"<style>{style_sheet(used)}</style>\n{drawing}\n</svg>\n"
    )


def heading(words: str) -> Piece:
    """Set the drawing's title with a warm stroke of the pen under it."""
    set_ = text(EDGE, 16, words, TITLE)
    y = set_.bottom + 5
    stroke = f"M{EDGE} {n(y)}C{EDGE + 30} {n(y - 4)} {EDGE + 60} {n(y + 4)} {EDGE + 96} {n(y - 1)}"
    return Piece(set_.svg + shape(stroke, "", "coral", 3.5), y + 14)


def _wobble(box: Box, side: int) -> float:
    seed = ",".join(n(v) for v in box) + f"/{side}"
    return (zlib.crc32(seed.encode()) % 100) / 100 * 3 - 1.5
