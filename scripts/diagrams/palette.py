"""The diagrams' colours, by role, on a light and on a dark plate.

Every colour is used through a CSS class named after its role, so one drawing serves both colour
schemes. Text roles reach 7:1 on every surface, line roles 3:1; the tests hold them to that.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Shade(NamedTuple):
    """One role's colour on the light plate and on the dark one."""

    light: str
    dark: str


SURFACES: dict[str, Shade] = {
    "paper": Shade("#fdf8f0", "#211d26"),
    "sand": Shade("#f6e9d8", "#332a27"),
    "rose": Shade("#fae0d4", "#43291f"),
    "sage": Shade("#dcece3", "#1d3833"),
    "plum": Shade("#ecdff0", "#392a41"),
    "butter": Shade("#f9ebc8", "#3a3118"),
}
"""What text may stand on."""

TEXTS: dict[str, Shade] = {
    "ink": Shade("#2c2631", "#f6ede2"),
    "soft": Shade("#4b4350", "#dcd1cb"),
    "coral-deep": Shade("#77270f", "#ffcbb3"),
    "teal-deep": Shade("#0e4643", "#aee8de"),
    "plum-deep": Shade("#532a5e", "#ead0f1"),
    "gold-deep": Shade("#573a05", "#f7dea2"),
}
"""What text may be written in; as fills they carry text in ``paper``."""

LINES: dict[str, Shade] = {
    "line": Shade("#85776f", "#a3968f"),
    "coral": Shade("#b94a25", "#f0926b"),
    "teal": Shade("#1d726c", "#5fc4b7"),
    "plum-line": Shade("#7b4a88", "#c99fd4"),
    "gold": Shade("#8d6110", "#dcb355"),
}
"""What lines, dots and bars are drawn in."""

ROLES: dict[str, Shade] = SURFACES | TEXTS | LINES


def style_sheet(drawing: str) -> str:
    """Give the CSS for a drawing: a rule for each fill and stroke class that it uses."""
    used = sorted(set(re.findall(r"\b[fs]-[a-z-]+", drawing)))
    light = "".join(_rule(name, ROLES[name[2:]].light) for name in used)
    dark = "".join(_rule(name, ROLES[name[2:]].dark) for name in used)
    return (
        'text{font-family:"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",'
        '"Noto Sans",system-ui,sans-serif}'
        f"{light}@media (prefers-color-scheme:dark){{{dark}}}"
    )


def contrast(one: str, other: str) -> float:
    """Give the WCAG contrast ratio of two ``#rrggbb`` colours, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _rule(name: str, colour: str) -> str:
    return f".{name}{{{'fill' if name.startswith('f-') else 'stroke'}:{colour}}}"


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
