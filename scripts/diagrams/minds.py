"""D1, D2 and D11: what mentalizing is."""

from __future__ import annotations

from diagrams.data import Data
from diagrams.marks import (
    BODY,
    BOLD,
    EDGE,
    INNER,
    MIDDLE,
    SOFT,
    WIDTH,
    About,
    Box,
    Piece,
    Point,
    Type,
    arrow,
    circle,
    heading,
    n,
    note,
    person,
    pill,
    plate,
    shape,
    soft_box,
    tall,
    text,
)

_HALF = 150.0
_LEFT = EDGE + _HALF / 2
_RIGHT = WIDTH - EDGE - _HALF / 2


def behaviour_and_mind(about: About, data: Data) -> str:
    """Draw D1: two people, what shows of each, and the mind under the waterline.

    Args:
        about: What the SVG says of itself.
        data: ``d1-behaviour-and-mind.yml``.

    Returns:
        The SVG file.

    Raises:
        DiagramDataError: If a value is missing.
    """
    top = heading(data.text("heading"))
    above = text(EDGE, top.bottom + 4, data.text("above"), _label("coral-deep"))
    people = data.rows("people")
    said = above.bottom + 6
    room = _HALF - 20
    high = max(tall(p.text("does"), room) for p in people) + 18
    water = said + high + 84
    bottom = water + 46 + 21 * (1 + max(len(p.texts("inside")) for p in people)) + 66
    body = [top.svg, above.svg, _water(water, bottom)]
    sides = ((_LEFT, people[0], _RIGHT, "coral"), (_RIGHT, people[1], _LEFT, "plum-line"))
    for middle, who, other, colour in sides:
        body += [_bubble(middle, said, high, who), person(middle, water - 62, colour, 62)]
        body.append(_mind(middle, water + 22, who))
        body.append(_sight(middle, other, water))
    body.append(pill((WIDTH / 2, water - 8), data.text("guess"), "paper", line="coral"))
    below = text(WIDTH / 2, bottom - 40, data.text("below"), _label("teal-deep", "middle"))
    return plate(about, bottom, [*body, below.svg])


def _label(role: str, anchor: str = "start") -> Type:
    return Type(size=18, bold=True, role=role, anchor=anchor)


def _bubble(middle: float, y: float, high: float, who: Data) -> str:
    box = soft_box(Box(middle - _HALF / 2, y, _HALF, high), "rose")
    tail = shape(f"M{n(middle - 8)} {n(y + high - 1)}L{n(middle)} {n(y + high + 11)}"
                 f"L{n(middle + 8)} {n(y + high - 1)}Z", "rose")  # fmt: skip
    start = y + (high - tall(who.text("does"), _HALF - 20)) / 2 - 1
    return tail + box + text(middle, start, who.text("does"), MIDDLE, _HALF - 20).svg


def _mind(middle: float, y: float, who: Data) -> str:
    inside = who.texts("inside")
    high = 24 + 21 * (1 + len(inside)) + 12
    box = soft_box(Box(middle - _HALF / 2, y, _HALF, high), "paper", "teal", 46)
    words = text(middle, y + 14, who.text("mind"), MIDDLE.but(bold=True, role="teal-deep"), _HALF)
    return box + words.svg + text(middle, words.bottom + 2, "\n".join(inside), MIDDLE, _HALF).svg


def _sight(middle: float, other: float, water: float) -> str:
    side = 1 if other > middle else -1
    start, end = (middle + 22 * side, water - 36), (other - 30 * side, water + 18)
    bend = f"Q{n(WIDTH / 2)} {n(water - 30)} {n(end[0])} {n(end[1])}"
    line = shape(f"M{n(start[0])} {n(start[1])}{bend}", "", "coral", 2.6, "0.1 6.5")
    return line + circle(end, 4.5, "coral")


def _water(y: float, bottom: float) -> str:
    waves = "".join(f"q11.5 {4 if i % 2 else -4} 23 0" for i in range(15))
    down = f"V{n(bottom - 28)}Q352 {n(bottom - 8)} 332 {n(bottom - 8)}H28"
    sea = f"M8 {n(y)}{waves}L352 {n(y)}{down}Q8 {n(bottom - 8)} 8 {n(bottom - 28)}Z"
    return shape(sea, "sage") + shape(f"M8 {n(y)}{waves}", "", "teal", 2.5)


def two_way_loop(about: About, data: Data) -> str:
    """Draw D2: my mind, what I do, your mind, what you do, and back again.

    Args:
        about: What the SVG says of itself.
        data: ``d2-two-way-loop.yml``.

    Returns:
        The SVG file.

    Raises:
        DiagramDataError: If a value is missing.
    """
    top = heading(data.text("heading"))
    lead = text(EDGE, top.bottom + 2, data.text("lead"), SOFT)
    first = lead.bottom + 16
    second = first + _CELL_HIGH + 92
    mine, yours = data.part("mine"), data.part("yours")
    body = [
        top.svg,
        lead.svg,
        _cell(EDGE, first, mine.part("mind"), "rose", "coral"),
        _cell(_CELL_RIGHT, first, mine.part("act"), "rose", "coral"),
        _cell(EDGE, second, yours.part("act"), "sage", "teal"),
        _cell(_CELL_RIGHT, second, yours.part("mind"), "sage", "teal"),
        *_across(first, data, 1, "coral"),
        *_across(second, data, -1, "teal"),
        *_between(first + _CELL_HIGH, second, data.text("seen")),
    ]
    last = note(second + _CELL_HIGH + 18, data.text("note"))
    return plate(about, last.bottom + EDGE, [*body, last.svg])


_CELL_WIDE, _CELL_HIGH = 122.0, 96.0
_NAME = MIDDLE.but(bold=True)
_CELL_RIGHT = WIDTH - EDGE - _CELL_WIDE


def _cell(x: float, y: float, words: Data, fill: str, line: str) -> str:
    box = soft_box(Box(x, y, _CELL_WIDE, _CELL_HIGH), fill, line)
    middle, room = x + _CELL_WIDE / 2, _CELL_WIDE - 14
    high = tall(words.text("name"), room, BOLD) + 3 + tall(words.text("example"), room)
    name = text(middle, y + (_CELL_HIGH - high) / 2 - 2, words.text("name"), _NAME, room)
    return box + name.svg + text(middle, name.bottom + 3, words.text("example"), MIDDLE, room).svg


def _across(y: float, data: Data, way: int, line: str) -> list[str]:
    left, right = EDGE + _CELL_WIDE + 7, _CELL_RIGHT - 7
    pieces = []
    for key, row, direction in (("shapes", y + 34, way), ("stirs", y + 76, -way)):
        start, end = (left, right) if direction > 0 else (right, left)
        path = f"M{n(start)} {n(row)}Q180 {n(row - 5)} {n(end)} {n(row)}"
        pieces.append(arrow(path, (end, row), (direction, 0), line))
        pieces.append(text(WIDTH / 2, row - 27, data.text(key), MIDDLE, 72).svg)
    return pieces


def _between(high: float, low: float, seen: str) -> list[str]:
    left, right = EDGE + _CELL_WIDE / 2, _CELL_RIGHT + _CELL_WIDE / 2
    middle = (high + low) / 2
    down: Point = (right, low - 7)
    up: Point = (left, high + 7)
    return [
        arrow(f"M{n(right)} {n(high + 7)}Q{n(right + 6)} {n(middle)} {n(right)} {n(low - 7)}",
              down, (0, 1), "coral"),
        arrow(f"M{n(left)} {n(low - 7)}Q{n(left - 6)} {n(middle)} {n(left)} {n(high + 7)}",
              up, (0, -1), "teal"),
        pill((left, middle), seen, "paper"),
        pill((right, middle), seen, "paper"),
        person(152, middle - 26, "coral", 52),
        person(208, middle - 26, "teal", 52),
    ]  # fmt: skip


def four_sliders(about: About, data: Data) -> str:
    """Draw D11: four balances as faders.

    Args:
        about: What the SVG says of itself.
        data: ``d11-four-sliders.yml``.

    Returns:
        The SVG file.

    Raises:
        DiagramDataError: If a value is missing.
    """
    top = heading(data.text("heading"))
    lead = text(EDGE, top.bottom + 2, data.text("lead"), SOFT)
    body, y = [top.svg, lead.svg], lead.bottom + 12
    for slider, line, fill in zip(
        data.rows("sliders"),
        ("coral", "teal", "plum-line", "gold"),
        ("rose", "sage", "plum", "butter"),
        strict=True,
    ):
        drawn = _fader(y, slider, line, fill)
        body.append(drawn.svg)
        y = drawn.bottom + 10
    last = note(y + 4, data.text("note"))
    return plate(about, last.bottom + EDGE, [*body, last.svg])


def _fader(y: float, slider: Data, line: str, fill: str) -> Piece:
    left, right = EDGE + 18, WIDTH - EDGE - 18
    room = (INNER - 36) / 2
    words = [
        text(left, y + 10, slider.text("left"), BOLD, room).svg,
        text(right, y + 10, slider.text("right"), BOLD.but(anchor="end"), room).svg,
        text(left, y + 74, slider.text("left_says"), BODY, room).svg,
        text(right, y + 74, slider.text("right_says"), BODY.but(anchor="end"), room).svg,
    ]
    row, x = y + 54.0, left + (right - left) * slider.number("at") / 100
    ticks = "".join(f"M{n(left + (right - left) * i / 8)} {n(row - 7)}v14" for i in range(9))
    knob = soft_box(Box(x - 15, row - 18, 30, 36), "paper", line, 9, 3)
    grip = shape(f"M{n(x)} {n(row - 9)}v18", "", line, 3)
    track = shape(ticks, "", "line", 1.4) + shape(f"M{left} {n(row)}H{right}", "", line, 5)
    ways = "".join(
        arrow(f"M{n(x + 21 * s)} {n(row - 24)}h{22 * s}", (x + 43 * s, row - 24), (s, 0), line, 2)
        for s in (-1, 1)
    )
    high = 106.0
    box = soft_box(Box(EDGE, y, INNER, high), fill)
    return Piece(box + "".join(words) + track + ways + knob + grip, y + high)
