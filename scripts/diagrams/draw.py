"""Draws every picture: a template in ``templates/`` filled from its data in ``docs/_data``.

Python only measures and wraps words, reads the colours and names faults; what a picture looks
like stands in its template, and what it says in the data file of the same name. Each picture is
drawn twice, 360 units wide for phones and 720 for wide screens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from diagrams.measure import width, wrap
from diagrams.palette import Palette

TEMPLATES = Path(__file__).parent / "templates"
LEADING = 1.28


class DrawingError(ValueError):
    """A data file has a fault; the message is one line that names the file and the mend."""


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
    """Write a number briefly: one decimal at most, and no minus before a zero."""
    return f"{round(float(value), 1) + 0.0:.1f}".removesuffix(".0")


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


def draw_all(data: Path, palette: Palette) -> dict[str, str]:
    """Draw everything.

    Args:
        data: The folder of the data files.
        palette: The colours.

    Returns:
        Each file's name, such as ``heat-dial-wide.svg``, and its content.

    Raises:
        DrawingError: If a data file is missing or has a fault.
    """
    make = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    make.filters["n"] = n
    make.globals["text"] = text
    names = [path.name.removesuffix(".svg.j2") for path in sorted(TEMPLATES.glob("[!_]*.svg.j2"))]
    drawn = {}
    for name in names:
        values = load(data / f"{name}.yml")
        for wide in (False, True):
            file = f"{name}-wide.svg" if wide else f"{name}.svg"
            drawn[file] = _draw(make, name, values | {"wide": wide}, palette)
    return drawn


def load(path: Path) -> dict[str, Any]:
    """Read one data file.

    Raises:
        DrawingError: If it is missing, is not YAML or is not a mapping.
    """
    place = f"docs/_data/diagrams/{path.name}"
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as err:
        raise DrawingError(f"{place}: cannot be read; add the file") from err
    except yaml.YAMLError as err:
        raise DrawingError(f"{place}: is not YAML: {' '.join(str(err).split())}; mend it") from err
    if not isinstance(values, dict):
        raise DrawingError(f"{place}: is empty; write `name: value` lines")
    return values


def _draw(make: Environment, name: str, values: dict[str, Any], palette: Palette) -> str:
    try:
        svg = make.get_template(f"{name}.svg.j2").render(values, name=name)
    except (TemplateError, TypeError, ValueError, KeyError) as err:
        what = " ".join(str(err).split())
        place = f"docs/_data/diagrams/{name}.yml"
        raise DrawingError(f"{place}: {what}; compare it with the file before") from err
    svg = re.sub(r"\n\s*\n+", "\n", svg).strip() + "\n"
    used = set(re.findall(r"\b[fs]-[a-z-]+", " ".join(re.findall(r'class="([^"]*)"', svg))))
    return svg.replace("<style></style>", f"<style>{palette.style_sheet(used)}</style>", 1)
