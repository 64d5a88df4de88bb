"""The colours of drawings, read from the file of tokens that the stylesheets use.

Each role is a class that fills (``f-coral``) or strokes (``s-coral``), with one colour for the
light scheme and one for the dark, so that one drawing serves both.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TOKENS = "overrides/assets/stylesheets/first/00-tokens.css"
"""The one file of colours, from the project's root."""

_SHARED = {"paper": "raised", "ink": "ink", "soft": "ink-soft", "line": "edge"}
"""Roles that are colours of the pages themselves."""
# --mim-ink: var(--light, #2c2521) var(--dark, #f2eae0);
_PAGES = re.compile(r"--mim-([a-z-]+): var\(--light, (#[0-9a-f]+)\) var\(--dark, (#[0-9a-f]+)\)")
# --draw-coral: light-dark(#b94a25, #f0926b);
_DRAWN = re.compile(r"--draw-([a-z-]+):\s*light-dark\((#[0-9a-f]+),\s*(#[0-9a-f]+)\)")
FONTS = "text{font-family:Arial,sans-serif}"  # words are set by Arial's widths


@dataclass(frozen=True)
class Palette:
    """Every role's colours.

    Attributes:
        light: Each role's colour on the light plate, as ``#rrggbb``.
        dark: The same on the dark plate.
    """

    light: dict[str, str]
    dark: dict[str, str]

    def style_sheet(self, used: Iterable[str], *, words: bool = True) -> str:
        """Give the CSS for classes such as ``f-coral``, and for words where there are any.

        Raises:
            KeyError: If a class names no role.
        """
        names = sorted(used)
        dark = _rules(names, self.dark)
        light = f"{FONTS if words else ''}{_rules(names, self.light)}"
        return f"{light}@media (prefers-color-scheme:dark){{{dark}}}"


def read_palette(root: Path) -> Palette:
    """Read the colours of a project."""
    css = (root / TOKENS).read_text(encoding="utf-8")
    pages = {token: colours for token, *colours in _PAGES.findall(css)}
    drawn = {role: colours for role, *colours in _DRAWN.findall(css)}
    both = {role: pages[token] for role, token in _SHARED.items()} | drawn
    schemes = [{role: colours[i] for role, colours in both.items()} for i in (0, 1)]
    return Palette(*schemes)


def _rules(names: list[str], colours: dict[str, str]) -> str:
    kinds = {"f": "fill", "s": "stroke"}
    return "".join(f".{name}{{{kinds[name[0]]}:{colours[name[2:]]}}}" for name in names)
