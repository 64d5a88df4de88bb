"""The logo and the favicon: a mind held in another mind."""

from __future__ import annotations

import io
import re

from PIL import Image, ImageDraw

from diagrams.palette import ROLES
from diagrams.states import profile_path

NAME = "Mind in Mind"
DESC = "One head seen from the side, with a smaller head inside it, face to face."
SIZE = 48
"""The logo is drawn on a square this wide."""

_OUTER = profile_path(25, 24, 45)
_INNER = profile_path(23.5, 20.5, 22, -1)
_STROKE = 3.8
_PLATE, _HEAD = ROLES["coral-deep"], ROLES["paper"]
_SMALLER, _SHIFT = 0.84, 3.6


def logo() -> str:
    """Draw the logo in the current colour, for a place 24 pixels high or more."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" '
        f'height="{SIZE}" role="img" fill="currentColor" stroke-linejoin="round">\n'
        f"<title>{NAME}</title>\n<desc>{DESC}</desc>\n{_heads()}\n</svg>\n"
    )


def favicon() -> str:
    """Draw the favicon: the logo on a plate of its own, for both colour schemes."""
    style = (
        f".p{{fill:{_PLATE.light}}}.h{{color:{_HEAD.light}}}"
        f"@media (prefers-color-scheme:dark){{.p{{fill:{_PLATE.dark}}}.h{{color:{_HEAD.dark}}}}}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" '
        f'height="{SIZE}" role="img" stroke-linejoin="round">\n'
        f"<title>{NAME}</title>\n<desc>{DESC}</desc>\n<style>{style}</style>\n"
        f'<rect class="p" width="{SIZE}" height="{SIZE}" rx="11"/>\n'
        '<g class="h" fill="currentColor" '
        f'transform="translate({_SHIFT} {_SHIFT}) scale({_SMALLER})">{_heads()}</g>\n</svg>\n'
    )


def favicon_png(size: int = SIZE) -> bytes:
    """Draw the favicon as PNG, on the light plate, for browsers that take no SVG.

    Args:
        size: Width and height in pixels.

    Returns:
        The PNG file.
    """
    fine = 8 * size
    scale = fine / SIZE
    picture = Image.new("RGBA", (fine, fine))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, fine - 1, fine - 1), 11 * scale, _PLATE.light)
    outer, inner = (
        [(scale * (_SHIFT + _SMALLER * x), scale * (_SHIFT + _SMALLER * y)) for x, y in points]
        for points in (_flat(_OUTER), _flat(_INNER))
    )
    wide = round(_STROKE * _SMALLER * scale)
    pen.line([*outer, *outer[:2]], _HEAD.light, wide, joint="curve")
    pen.polygon(inner, _HEAD.light)
    file = io.BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _heads() -> str:
    return (
        f'<path fill="none" stroke="currentColor" stroke-width="{_STROKE}" d="{_OUTER}"/>'
        f'<path d="{_INNER}"/>'
    )


def _flat(path: str) -> list[tuple[float, float]]:
    """Turn a path of one move and cubic curves into short straight lines."""
    numbers = [float(v) for v in re.findall(r"-?[0-9.]+", path)]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    flat = points[:1]
    for i in range(1, len(points), 3):
        curve = [points[i - 1], *points[i : i + 3]]
        flat += [_on(curve, step / 24) for step in range(1, 25)]
    return flat


def _on(curve: list[tuple[float, float]], t: float) -> tuple[float, float]:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return (
        sum(w * x for w, (x, _) in zip(weights, curve, strict=True)),
        sum(w * y for w, (_, y) in zip(weights, curve, strict=True)),
    )
