"""D9 and D10: which therapies there are, and how to get to one."""

from __future__ import annotations

import itertools

from diagrams.data import Data
from diagrams.marks import (
    BODY,
    BOLD,
    EDGE,
    HEAD,
    INNER,
    SOFT,
    WIDTH,
    About,
    Box,
    Piece,
    badge,
    heading,
    n,
    note,
    person,
    plate,
    shape,
    soft_box,
    text,
)


def therapies(about: About, data: Data) -> str:
    """Draw D9: one card for each therapy, with the same three rows.

    Args:
        about: What the SVG says of itself.
        data: ``d9-therapies.yml``.

    Returns:
        The SVG file.

    Raises:
        DiagramDataError: If a value is missing.
    """
    top = heading(data.text("heading"))
    lead = text(EDGE, top.bottom + 2, data.text("lead"), SOFT)
    key = _key(lead.bottom + 10, data)
    body, y = [top.svg, lead.svg, key.svg], key.bottom + 12
    for therapy in data.rows("therapies"):
        drawn = _card(y, therapy, data)
        body.append(drawn.svg)
        y = drawn.bottom + 12
    last = note(y + 2, data.text("note"), "paper", BOLD)
    return plate(about, last.bottom + 10, [*body, last.svg])


def _key(y: float, data: Data) -> Piece:
    words = [
        text(EDGE + 46, y + 4, data.text("one"), BODY, 110).svg,
        text(EDGE + 238, y + 4, data.text("group"), BODY, 80).svg,
    ]
    return Piece(_meeting(EDGE, y, "one") + _meeting(EDGE + 158, y, "group") + "".join(words),
                 y + 30)  # fmt: skip


def _meeting(x: float, y: float, kind: str, line: str = "ink") -> str:
    count = 2 if kind == "one" else 4
    return "".join(person(x + 9 + i * 19, y, line, 28) for i in range(count))


def _card(y: float, therapy: Data, data: Data) -> Piece:
    left, room = EDGE + 14.0, INNER - 28.0
    line = therapy.text("line")
    name = text(left, y + 12, therapy.text("name"), HEAD.but(size=20), room)
    x = WIDTH - EDGE - 14.0
    icons = ""
    for kind in reversed(therapy.texts("meetings")):
        x -= 37 if kind == "one" else 75
        icons += _meeting(x, y + 9, kind, line)
        x -= 14
    full = text(left, name.bottom + 1, therapy.text("full"), SOFT, room)
    body, end = [name.svg, icons, full.svg], full.bottom + 7
    for row in ("about", "form", "style"):
        label = data.text(row)
        body.append(text(left, end, label, BOLD, 102).svg)
        words = text(left + 104, end, therapy.text(row), BODY, room - 104)
        body.append(words.svg)
        end = words.bottom + 5
    high = end + 7 - y
    fill = therapy.one_of("fill", ("rose", "sage", "plum", "butter", "sand"))
    return Piece(soft_box(Box(EDGE, y, INNER, high), fill, line, 16, 1.6) + "".join(body), y + high)


def path(about: About, data: Data) -> str:
    """Draw D10: stepping stones from the first talk with a doctor to the start of therapy.

    Args:
        about: What the SVG says of itself.
        data: ``d10-path-to-treatment.yml``.

    Returns:
        The SVG file.

    Raises:
        DiagramDataError: If a value is missing.
    """
    top = heading(data.text("heading"))
    aid = note(top.bottom + 6, data.text("help"), "rose", BOLD)
    y, cards, stones, marks = aid.bottom + 22, [], [], []
    for i, step in enumerate(data.rows("steps")):
        x = EDGE + 24.0 if i % 2 == 0 else WIDTH - EDGE - 24.0
        card = _step(y, step, on_left=i % 2 == 0)
        stone = (x, (y + card.bottom) / 2)
        cards.append(card.svg)
        marks.append(badge(stone, str(i + 1), "teal-deep", 18))
        stones.append(stone)
        y = card.bottom + 16
    road = f"M{n(stones[0][0])} {n(stones[0][1])}"
    for (x0, y0), (x1, y1) in itertools.pairwise(stones):
        half = (y0 + y1) / 2
        road += f"C{n(x0)} {n(half + 10)} {n(x1)} {n(half - 10)} {n(x1)} {n(y1)}"
    way = shape(road, "", "gold", 5, "0.1 11")
    last = note(y + 4, data.text("note"))
    body = [top.svg, aid.svg, way, *cards, *marks, last.svg]
    return plate(about, last.bottom + EDGE, body)


def _step(y: float, step: Data, *, on_left: bool) -> Piece:
    wide = INNER - 60.0
    x = EDGE + 60.0 if on_left else float(EDGE)
    name = text(x + 14, y + 11, step.text("name"), HEAD, wide - 28)
    says = text(x + 14, name.bottom + 2, step.text("says"), BODY, wide - 28)
    high = says.bottom + 12 - y
    box = soft_box(Box(x, y, wide, high), "sage", "teal", 16, 1.6)
    return Piece(box + name.svg + says.svg, y + high)
