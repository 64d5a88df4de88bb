"""D3 and D4: how mentalizing is lost."""

from __future__ import annotations

from collections.abc import Callable

from diagrams.data import Data
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
    Point,
    Type,
    arrow,
    circle,
    hatch,
    heading,
    n,
    note,
    pill,
    plate,
    shape,
    soft_box,
    text,
)

_CHART_HIGH = 150.0


def arousal_switch(about: About, data: Data) -> str:
    """Draw D3: careful thinking falls and fast reacting rises with stress, in two panels.

    Args:
        about: What the SVG says of itself.
        data: ``d3-arousal-switch.yml``.

    Returns:
        The SVG file.

    Raises:
        DiagramDataError: If a value is missing.
    """
    top = heading(data.text("heading"))
    y = top.bottom + 6
    words = data.text("warning")
    body = [top.svg, pill((WIDTH / 2, y + 14), words, "butter", MIDDLE.but(bold=True), "gold")]
    key = _key(y + 42, data)
    body.append(key.svg)
    y = key.bottom + 14
    for panel in data.rows("panels"):
        drawn = _panel(y, panel, data)
        body.append(drawn.svg)
        y = drawn.bottom + 16
    last = note(y, data.text("note"))
    band = hatch("d3-band", "gold", "butter", 9)
    return plate(about, last.bottom + EDGE, [*body, last.svg], [band])


def _key(y: float, data: Data) -> Piece:
    slow = shape(f"M{EDGE} {n(y + 12)}h44", "", "teal", 4)
    fast = shape(f"M{EDGE} {n(y + 38)}h44", "", "coral", 4, "9 7")
    band = soft_box(Box(EDGE, y + 54, 44, 20), "url(#d3-band)", "gold", 5, 1.5)
    words = [
        text(EDGE + 56, y + row, data.text(key), BODY, INNER - 56).svg
        for row, key in ((0, "slow"), (26, "fast"), (53, "band"))
    ]
    hint = text(EDGE, y + 82, data.text("hint"), SOFT)
    return Piece(slow + fast + band + "".join(words) + hint.svg, hint.bottom)


def _panel(y: float, panel: Data, data: Data) -> Piece:
    name = text(EDGE, y, panel.text("name"), BOLD)
    left, right, high = EDGE + 4.0, WIDTH - EDGE - 4.0, name.bottom + 8
    low = high + _CHART_HIGH
    at = left + (right - left) * panel.number("switch_at") / 100
    start, end = (left + (right - left) * float(v) / 100 for v in panel.texts("band"))
    band = Box(start, high + 6, end - start, _CHART_HIGH - 7)
    axes = f"M{n(left)} {n(high)}V{n(low)}H{n(right)}"
    cross = (at, high + _CHART_HIGH * 0.5)
    falls = _bend((left, high + 22), (right, low - 14), cross)
    rises = _bend((left, low - 14), (right, high + 22), cross)
    body = [
        soft_box(Box(EDGE, high - 2, INNER, _CHART_HIGH + 4), "sand", radius=10),
        soft_box(band, "url(#d3-band)", "gold", 8, 1.5),
        shape(axes, "", "line", 2),
        shape(falls, "", "teal", 4),
        shape(rises, "", "coral", 4, "9 7"),
        shape(f"M{n(at)} {n(cross[1] + 12)}V{n(low - 36)}", "", "line", 2, "2 5"),
        circle(cross, 9, "paper", "ink", 3),
        pill((at, low - 22), data.text("switch"), "paper", MIDDLE.but(bold=True), "line"),
        text(left, low + 6, data.text("less"), SOFT, 130).svg,
        text(right, low + 6, data.text("more"), SOFT.but(anchor="end"), 150).svg,
        arrow(f"M{n(left + 46)} {n(low + 18)}H{n(right - 110)}", (right - 110, low + 18), (1, 0),
              "line", 2),
    ]  # fmt: skip
    return Piece(name.svg + "".join(body), low + 30)


def _bend(start: Point, end: Point, via: Point) -> str:
    """Give an S-shaped path that passes through a point half way up."""
    (x0, y0), (x1, y1), (x, y) = start, end, via
    reach = min(x - x0, x1 - x) * 0.55
    return (
        f"M{n(x0)} {n(y0)}C{n(x - reach)} {n(y0)} {n(x - reach / 2)} {n(y - (y - y0) * 0.35)} "
        f"{n(x)} {n(y)}S{n(x + reach)} {n(y1)} {n(x1)} {n(y1)}"
    )


def three_modes(about: About, data: Data) -> str:
    """Draw D4: one story in three modes that lose mentalizing, and in one that keeps it.

    Args:
        about: What the SVG says of itself.
        data: ``d4-three-modes.yml``.

    Returns:
        The SVG file.

    Raises:
        DiagramDataError: If a value is missing.
    """
    top = heading(data.text("heading"))
    story = note(top.bottom + 4, data.text("story"), "sand", BOLD)
    body, y = [top.svg, _phone(story), story.svg], story.bottom + 14
    for mode in data.rows("modes"):
        drawn = _mode(y, mode)
        body.append(drawn.svg)
        y = drawn.bottom + 12
    return plate(about, y + 8, body)


def _phone(story: Piece) -> str:
    return shape(f"M{EDGE + 26} {n(story.bottom - 2)}l2 11l14 -11Z", "sand")


def _mode(y: float, mode: Data) -> Piece:
    left, room = EDGE + 98.0, INNER - 110.0
    name = text(left, y + 12, mode.text("name"), HEAD, room)
    term = text(left, name.bottom, mode.text("term"), SOFT, room)
    says = text(EDGE + 14, max(term.bottom, y + 78) + 6, mode.text("says"), BOLD, INNER - 28)
    means = text(EDGE + 14, says.bottom + 4, mode.text("means"), BODY, INNER - 28)
    high = means.bottom + 12 - y
    fill = mode.one_of("fill", ("rose", "plum", "butter", "sage"))
    picture = _PICTURES[mode.one_of("picture", tuple(_PICTURES))]
    box = soft_box(Box(EDGE, y, INNER, high), fill)
    drawn = picture(EDGE + 50, y + 46)
    return Piece(box + drawn + name.svg + term.svg + says.svg + means.svg, y + high)


def profile(at: Point, size: float, fill: str, line: str, way: int = 1) -> str:
    """Draw a head seen from the side.

    Args:
        at: Its middle.
        size: Its height.
        fill: Palette role inside.
        line: Palette role of the outline.
        way: 1 to look to the right, -1 to the left.

    Returns:
        The SVG.
    """
    return shape(profile_path(*at, size, way), fill, line, 2.6)


def profile_path(x: float, y: float, size: float, way: int = 1) -> str:
    """Give the outline of a head seen from the side, as a path."""
    k = size / 100

    def at(*points: float) -> str:
        pairs = zip(points[::2], points[1::2], strict=True)
        return " ".join(f"{n(x + way * k * (a - 52))} {n(y + k * (b - 50))}" for a, b in pairs)

    return (
        f"M{at(28, 98)}C{at(29, 86, 26, 78, 20, 70)}C{at(4, 46, 14, 4, 54, 3)}"
        f"C{at(80, 3, 90, 22, 87, 40)}C{at(88, 47, 97, 56, 97, 60)}C{at(97, 64, 92, 64, 89, 65)}"
        f"C{at(89, 74, 90, 84, 80, 84)}C{at(74, 84, 70, 83, 67, 84)}C{at(65, 88, 66, 93, 67, 98)}Z"
    )


def _full(x: float, y: float) -> str:
    return (
        profile((x, y), 64, "coral-deep", "coral")
        + text(x - 3, y - 18, "!", Type(size=26, bold=True, role="paper", anchor="middle"), 30).svg
    )


def _floating(x: float, y: float) -> str:
    cloud = f"M{n(x + 8)} {n(y - 12)}a9 9 0 0 1 3 -17a11 11 0 0 1 20 -2a9 9 0 0 1 2 19Z"
    lines = f"M{n(x + 13)} {n(y - 22)}h15M{n(x + 13)} {n(y - 17)}h12"
    return (
        profile((x - 10, y + 6), 52, "paper", "plum-line")
        + shape(cloud, "paper", "plum-line", 2.2)
        + shape(lines, "", "plum-line", 1.8)
    )


def _deed(x: float, y: float) -> str:
    phone = soft_box(Box(x - 17, y - 30, 34, 60), "paper", "gold", 8, 2.6)
    tick = shape(f"M{n(x - 9)} {n(y)}l6 8l13 -17", "", "gold", 4)
    rings = (
        f"M{n(x + 24)} {n(y - 14)}q8 14 0 28M{n(x + 31)} {n(y - 20)}q11 20 0 40"
        f"M{n(x - 24)} {n(y - 14)}q-8 14 0 28M{n(x - 31)} {n(y - 20)}q-11 20 0 40"
    )
    return phone + tick + shape(rings, "", "gold", 2.2)


def _both(x: float, y: float) -> str:
    kind = Type(size=18, bold=True, role="teal-deep", anchor="middle")
    return (
        profile((x - 14, y + 6), 50, "paper", "teal")
        + profile((x + 18, y + 6), 50, "paper", "coral", -1)
        + text(x + 2, y - 38, "?", kind, 20).svg
    )


_PICTURES: dict[str, Callable[[float, float], str]] = {
    "full": _full,
    "floating": _floating,
    "deed": _deed,
    "both": _both,
}
