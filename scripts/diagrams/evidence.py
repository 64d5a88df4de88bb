"""D7 and D8: what trials and follow-ups found."""

from __future__ import annotations

import math

from diagrams.data import Data, DiagramDataError
from diagrams.marks import (
    BODY,
    BOLD,
    EDGE,
    HEAD,
    INNER,
    MIDDLE,
    SOFT,
    WIDTH,
    About,
    Box,
    Piece,
    circle,
    hatch,
    heading,
    n,
    note,
    person_path,
    plate,
    shape,
    soft_box,
    text,
)

_RESULTS = ("better", "mixed", "same")
_COLUMN = 58.0
_WORDS = INNER - 3 * _COLUMN


def trials(about: About, data: Data) -> str:
    """Draw D7: a dot for each trial by year and result, then the pooled bars.

    Args:
        about: What the SVG says of itself.
        data: ``d7-evidence.yml``.

    Returns:
        The SVG file.

    Raises:
        DiagramDataError: If a value is missing or impossible.
    """
    top = heading(data.text("heading"))
    lead = text(EDGE, top.bottom + 2, data.text("lead"), SOFT)
    key = _key(lead.bottom + 10, data)
    grid = _grid(key.bottom + 14, data)
    pooled = _pooled(grid.bottom + 18, data.part("pooled"))
    last = note(pooled.bottom + 12, data.text("note"))
    body = [top.svg, lead.svg, key.svg, grid.svg, pooled.svg, last.svg]
    stripes = hatch("d7-stripes", "coral", "paper", 6)
    return plate(about, last.bottom + EDGE, body, [stripes])


def radius(people: float) -> float:
    """Give a dot's radius, so that its area stands for the number of people."""
    return 1.75 * math.sqrt(people)


def _key(y: float, data: Data) -> Piece:
    size = text(EDGE, y, data.text("size"), BOLD)
    body, x, row = [size.svg], EDGE + 14.0, size.bottom + 24
    for people in data.texts("sizes"):
        r = radius(float(people))
        body.append(circle((x + r, row), r, "", "line", 2))
        body.append(text(x + 2 * r + 8, row - 10, people, BODY, 60).svg)
        x += 2 * r + 66
    fill = text(EDGE, row + 28, data.text("fill"), BOLD)
    y = fill.bottom + 4
    for team in ("others", "founders"):
        body.append(_dot((EDGE + 26, y + 12), 11, team))
        body.append(text(EDGE + 48, y + 1, data.text(team), BODY, INNER - 48).svg)
        y += 27
    return Piece("".join(body) + fill.svg, y)


def _dot(at: tuple[float, float], r: float, team: str) -> str:
    if team == "founders":
        return circle(at, r, "url(#d7-stripes)", "coral", 2.5)
    return circle(at, r, "teal", "teal", 2.5)


def _middle_of(result: str) -> float:
    return EDGE + _WORDS + _COLUMN * (_RESULTS.index(result) + 0.5)


def _grid(y: float, data: Data) -> Piece:
    says = text(EDGE, y, data.text("columns_say"), BODY)
    heads = [
        text(_middle_of(result), says.bottom + 4, data.part("columns").text(result),
             MIDDLE.but(bold=True), _COLUMN).svg
        for result in _RESULTS
    ]  # fmt: skip
    start = says.bottom + 30
    rows, y = [], start + 4
    for trial in sorted(data.rows("trials"), key=lambda t: t.number("year")):
        drawn = _trial(y, trial)
        rows.append(drawn.svg)
        y = drawn.bottom
    more = text(EDGE, y + 10, data.text("doses_heading"), BOLD, _WORDS)
    rows.append(more.svg)
    y = more.bottom + 4
    for trial in data.rows("doses"):
        drawn = _trial(y, trial)
        rows.append(drawn.svg)
        y = drawn.bottom
    bands = "".join(
        soft_box(Box(_middle_of(r) - _COLUMN / 2 + 3, start, _COLUMN - 6, y - start + 4), fill,
                 radius=12)
        for r, fill in zip(_RESULTS, ("sage", "butter", "sand"), strict=True)
    )  # fmt: skip
    return Piece(says.svg + "".join(heads) + bands + "".join(rows), y + 4)


def _trial(y: float, trial: Data) -> Piece:
    room = _WORDS - 8
    people = trial.number("n")
    name = text(EDGE, y + 6, f"{trial.text('name')} {trial.text('year')}", BOLD, room)
    who = f"{trial.text('n')} {trial.text('who')}"
    count = text(EDGE, name.bottom, who, BODY, room)
    against = text(EDGE, count.bottom, trial.text("against"), SOFT, room)
    high = max(against.bottom + 7 - y, 2 * radius(people) + 10)
    at = (_middle_of(trial.one_of("result", _RESULTS)), y + high / 2)
    dot = _dot(at, radius(people), trial.one_of("team", ("founders", "others")))
    rule = shape(f"M{EDGE} {n(y + high)}H{WIDTH - EDGE}", "", "line", 0.8, "1 5")
    return Piece(name.svg + count.svg + against.svg + rule + dot, y + high)


def _pooled(y: float, data: Data) -> Piece:
    name = text(EDGE, y, data.text("heading"), HEAD)
    lead = text(EDGE, name.bottom + 2, data.text("lead"), BODY)
    body, y = [name.svg, lead.svg], lead.bottom + 10
    start = y
    for bar in data.rows("bars"):
        drawn = _pooled_bar(y, bar, data)
        body.append(drawn.svg)
        y = drawn.bottom + 12
    axis = shape(f"M{EDGE + 2} {n(start)}V{n(y)}", "", "line", 2)
    ends = text(EDGE, y + 2, data.text("no_difference"), SOFT, 150).svg
    ends += text(WIDTH - EDGE, y + 2, data.text("more"), SOFT.but(anchor="end"), 150).svg
    return Piece(axis + "".join(body) + ends, y + 24)


def _pooled_bar(y: float, bar: Data, data: Data) -> Piece:
    left = EDGE + 3.0
    value, low, high = (bar.number(key) for key in ("value", "low", "high"))
    most = data.number("most")
    if not 0 <= low <= value <= high <= most:
        raise DiagramDataError(
            f"{bar.place}: [diagram-data] low, value and high are not in order from 0 to {most}; "
            "correct them"
        )
    words = text(left + 8, y, bar.text("name"), BOLD, INNER - 10)
    at = [left + (INNER - 6) * v / most for v in (value, low, high)]
    row = words.bottom + 12
    solid = soft_box(Box(left, row - 9, at[0] - left, 18), "teal", radius=6)
    ends = f"M{n(at[1])} {n(row - 6)}v12M{n(at[1])} {n(row)}H{n(at[2])}m0 -6v12"
    halo = shape(ends, "", "paper", 6)
    grade = bar.one_of("certainty", tuple(_GRADES))
    sure = _certainty(left + 8, row + 14, grade, data.text("certainty_word"))
    return Piece(words.svg + solid + halo + shape(ends, "", "ink", 2.4) + sure, row + 38)


_GRADES = {"very low": 1, "low": 2, "moderate": 3, "high": 4}


def _certainty(x: float, y: float, grade: str, word: str) -> str:
    dots = "".join(
        circle((x + 6 + i * 16, y + 11), 5.5, "gold" if i < _GRADES[grade] else "", "gold", 2)
        for i in range(4)
    )
    return dots + text(x + 74, y, f"{grade} {word}", BODY, 200).svg


def course(about: About, data: Data) -> str:
    """Draw D8: how many in 100 reached remission and recovery, as ten people each.

    Args:
        about: What the SVG says of itself.
        data: ``d8-course.yml``.

    Returns:
        The SVG file.

    Raises:
        DiagramDataError: If a value is missing.
    """
    top = heading(data.text("heading"))
    lead = text(EDGE, top.bottom + 2, data.text("lead"), SOFT)
    body, defs, y = [top.svg, lead.svg], [], lead.bottom + 14
    for i, bar in enumerate(data.rows("bars")):
        drawn = _people(y, bar, data, i)
        body.append(drawn.svg)
        defs += [_clip(drawn, i), hatch(f"d8-stripes{i}", bar.text("line"), "paper", 6)]
        y = drawn.bottom + 14
    for key, fill in (("sure", "ink"), ("unsure", "url(#d8-key)")):
        body.append(soft_box(Box(EDGE, y + 2, 26, 18), fill, "ink", 5, 1.6))
        words = text(EDGE + 38, y, data.text(key), BODY, INNER - 38)
        body.append(words.svg)
        y = words.bottom + 8
    defs.append(hatch("d8-key", "ink", "paper", 6))
    last = note(y + 6, data.text("note"))
    return plate(about, last.bottom + EDGE, [*body, last.svg], defs)


_FOLK_HIGH, _FOLK_LEFT, _FOLK_WIDE = 52.0, EDGE + 14.0, INNER - 28.0


def _clip(drawn: Piece, number: int) -> str:
    return f'<clipPath id="d8-people{number}"><path d="{_folk(drawn.bottom)}"/></clipPath>'


def _folk(bottom: float) -> str:
    step = _FOLK_WIDE / 10
    top = bottom - 14 - _FOLK_HIGH
    return "".join(
        person_path(_FOLK_LEFT + step * (i + 0.5), top, _FOLK_HIGH - 8) for i in range(10)
    )


def _people(y: float, bar: Data, data: Data, number: int) -> Piece:
    low, high = bar.number("low"), bar.number("high")
    line, room = bar.text("line"), INNER - 28.0
    name = text(_FOLK_LEFT, y + 12, bar.text("name"), HEAD, room)
    span = data.text("range").format(low=bar.text("low"), high=bar.text("high"))
    count = text(_FOLK_LEFT, name.bottom, span, BOLD.but(size=24), room)
    says = text(_FOLK_LEFT, count.bottom + 2, bar.text("says"), BODY, room)
    bottom = says.bottom + 12 + _FOLK_HIGH + 14
    top = bottom - 16 - _FOLK_HIGH
    ends = [_FOLK_LEFT + _FOLK_WIDE * v / 100 for v in (0, low, high, 100)]
    parts = [(line, 0), (f"url(#d8-stripes{number})", 1), ("paper", 2)]
    bands = "".join(
        shape(f"M{n(ends[i])} {n(top)}H{n(ends[i + 1])}V{n(bottom)}H{n(ends[i])}Z", fill)
        for fill, i in parts
    )
    box = soft_box(Box(EDGE, y, INNER, bottom - y), bar.text("fill"))
    folk = f'<g clip-path="url(#d8-people{number})">{bands}</g>'
    outline = shape(_folk(bottom), "", line, 1.6)
    return Piece(box + name.svg + count.svg + says.svg + folk + outline, bottom)
