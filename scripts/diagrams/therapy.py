"""D5 and D6: the shape of a treatment and of a session."""

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
    arrow,
    badge,
    heading,
    n,
    note,
    plate,
    shape,
    soft_box,
    tall,
    text,
)


def timeline(about: About, data: Data) -> str:
    """Draw D5: the months from left to right, the phases above, what happens in rows below.

    Args:
        about: What the SVG says of itself.
        data: ``d5-timeline.yml``.

    Returns:
        The SVG file.

    Raises:
        DiagramDataError: If a value is missing.
    """
    top = heading(data.text("heading"))
    lead = text(EDGE, top.bottom + 2, data.text("lead"), SOFT)
    phases = _phases(lead.bottom + 12, data)
    rows, y = [], phases.bottom + 8
    for row in data.rows("rows"):
        drawn = _row(y, row, data)
        rows.append(drawn.svg)
        y = drawn.bottom + 8
    axis = _months(y, data)
    bands = _bands(phases.bottom - 12, y, data)
    shorter = text(EDGE, axis.bottom + 14, data.text("shorter"), BOLD)
    versions, y = [], shorter.bottom + 2
    for version in data.rows("versions"):
        drawn = _bracket(y, version, data)
        versions.append(drawn.svg)
        y = drawn.bottom + 6
    last = note(y + 8, data.text("note"))
    body = [top.svg, lead.svg, bands, phases.svg, *rows, axis.svg, shorter.svg, *versions]
    return plate(about, last.bottom + EDGE, [*body, last.svg])


_FIRST, _SPAN = EDGE + 8.0, INNER - 16.0


def _at(month: float, data: Data) -> float:
    return _FIRST + _SPAN * month / data.number("months")


def _phases(y: float, data: Data) -> Piece:
    body = []
    for phase in data.rows("phases"):
        start, end = _at(phase.number("from"), data), _at(phase.number("to"), data)
        first, final = phase.number("from") == 0, phase.number("to") == data.number("months")
        x = start if first else end if final else (start + end) / 2
        anchor = "start" if first else "end" if final else "middle"
        body.append(text(x, y, phase.text("name"), BOLD.but(anchor=anchor), 110).svg)
        box = Box(start + 1, y + 24, end - start - 2, 14)
        body.append(soft_box(box, phase.text("fill"), "line", 6, 1.5))
    return Piece("".join(body), y + 38)


def _bands(y: float, bottom: float, data: Data) -> str:
    return "".join(
        shape(f"M{n(x)} {n(y + 14)}V{n(bottom)}", "", "line", 1.4, "2 5")
        for x in (_at(p.number("from"), data) for p in data.rows("phases")[1:])
    )


def _row(y: float, row: Data, data: Data) -> Piece:
    line = row.text("line")
    name = text(_FIRST, y, row.text("name"), BODY, _SPAN)
    words_high = name.bottom - y
    wide = min(_SPAN, 20 + len(row.text("name")) * 8.2)
    back = soft_box(Box(_FIRST - 3, y - 1, wide, words_high + 2), "paper", radius=6)
    middle = name.bottom + 13
    if row.one_of("kind", ("bar", "dots")) == "dots":
        marks = shape(f"M{n(_FIRST)} {n(middle)}h{n(_SPAN)}", "", line, 1.6, "2 6")
        for month in row.texts("at"):
            x = min(max(_at(float(month), data), _FIRST + 8), _FIRST + _SPAN - 8)
            diamond = f"M{n(x)} {n(middle - 9)}l9 9l-9 9l-9 -9Z"
            marks += shape(diamond, "paper", line, 3)
    else:
        start, end = _at(row.number("from"), data), _at(row.number("to"), data)
        marks = soft_box(Box(start, middle - 9, end - start, 18), line, radius=9)
    return Piece(back + name.svg + marks, middle + 10)


def _months(y: float, data: Data) -> Piece:
    total = int(data.number("months"))
    body = [shape(f"M{n(_FIRST)} {n(y + 4)}h{n(_SPAN)}", "", "line", 2)]
    for month in range(0, total + 1, 3):
        x = _at(month, data)
        body.append(shape(f"M{n(x)} {n(y)}v8", "", "line", 2))
        body.append(text(x, y + 8, str(month), MIDDLE, 40).svg)
    body.append(text(WIDTH / 2, y + 28, data.text("month_word"), SOFT.but(anchor="middle")).svg)
    return Piece("".join(body), y + 49)


def _bracket(y: float, version: Data, data: Data) -> Piece:
    words = text(_FIRST, y, f"{version.text('name')}: {version.text('says')}", BODY, _SPAN)
    start, end, row = _at(0, data), _at(version.number("to"), data), words.bottom + 5
    line = f"M{n(start)} {n(row)}v10H{n(end)}v-10"
    return Piece(words.svg + shape(line, "", "teal", 3), row + 12)


_RUNG_WIDE = 236.0


def ladder(about: About, data: Data) -> str:
    """Draw D6: what a therapist does, from the least to the most demanding.

    Args:
        about: What the SVG says of itself.
        data: ``d6-intervention-ladder.yml``.

    Returns:
        The SVG file.

    Raises:
        DiagramDataError: If a value is missing.
    """
    top = heading(data.text("heading"))
    lead = text(EDGE, top.bottom + 2, data.text("lead"), SOFT)
    start = lead.bottom + 16
    rungs, y = [], start + 8
    steps = data.rows("rungs")
    for i, rung in reversed(list(enumerate(steps, 1))):
        drawn = _rung(y, i, rung)
        rungs.append(drawn.svg)
        y = drawn.bottom + 12
    rails = "".join(
        shape(f"M{n(x)} {n(start - 2)}V{n(y + 4)}", "", "gold", 7) for x in (46, EDGE + 210)
    )
    down = _step_down(start + 8, y - 12, data.text("hot"))
    loop = _rewind(y + 16, data)
    last = note(loop.bottom + 12, data.text("flat"), "plum")
    body = [top.svg, lead.svg, rails, *rungs, down, loop.svg, last.svg]
    return plate(about, last.bottom + EDGE, body)


def _rung(y: float, number: int, rung: Data) -> Piece:
    room = _RUNG_WIDE - 68
    high = tall(rung.text("name"), room, BOLD) + tall(rung.text("term"), room) + 18
    fill = ("sage", "sage", "butter", "rose", "rose")[min(number, 5) - 1]
    box = soft_box(Box(EDGE, y, _RUNG_WIDE, high), fill, "gold", 14)
    mark = badge((EDGE + 28, y + high / 2), str(number), "gold-deep")
    name = text(EDGE + 56, y + 8, rung.text("name"), BOLD, room)
    term = text(EDGE + 56, name.bottom, rung.text("term"), SOFT, room)
    return Piece(box + mark + name.svg + term.svg, y + high)


def _step_down(high: float, low: float, words: str) -> str:
    x, room = EDGE + _RUNG_WIDE + 46, 74.0
    size = tall(words, room, BOLD)
    middle = (high + low) / 2 - size / 2
    return (
        shape(f"M{n(x)} {n(high + 6)}Q{n(x + 5)} {n((high + middle) / 2)} {n(x)} {n(middle - 6)}",
              "", "coral", 3)
        + text(x, middle, words, BOLD.but(anchor="middle", role="coral-deep"), room).svg
        + arrow(f"M{n(x)} {n(middle + size + 10)}Q{n(x + 4)} {n(low - 70)} {n(x)} {n(low - 40)}"
                f"Q{n(x - 3)} {n(low - 22)} {n(x - 34)} {n(low - 22)}",
                (x - 34, low - 22), (-1, 0), "coral", 3)
    )  # fmt: skip


def _rewind(y: float, data: Data) -> Piece:
    left, room = EDGE + 78.0, INNER - 92.0
    name = text(left, y + 12, data.text("rewind"), BOLD, room)
    says = text(left, name.bottom, data.text("rewind_says"), BODY, room)
    high = max(says.bottom + 12 - y, 78)
    x, middle = EDGE + 40.0, y + high / 2
    box = soft_box(Box(EDGE, y, INNER, high), "sand")
    ring = f"M{n(x + 20)} {n(middle - 8)}A22 22 0 1 0 {n(x + 21)} {n(middle + 8)}"
    back = arrow(ring, (x + 20, middle - 8), (0.35, 0.93), "teal", 3.5)
    bars = shape(f"M{n(x - 5)} {n(middle - 8)}v16M{n(x + 5)} {n(middle - 8)}v16", "", "teal", 4)
    return Piece(box + back + bars + name.svg + says.svg, y + high)
