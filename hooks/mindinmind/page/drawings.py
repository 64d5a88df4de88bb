"""A drawing on a page: its two sizes, its caption and its text version, all from its data file.

A page says only ``![](../assets/diagrams/session.svg)`` on a line of its own, which shows the
picture in any editor. What it says in words stands once, in ``docs/_data/diagrams/session.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from jinja2 import Environment

from mindinmind.page.postprocess import Size, svg_size

_ALONE = re.compile(  # ![](../assets/diagrams/session.svg)
    r"^!\[\]\([\w./-]*assets/diagrams/(?P<name>[\w-]+)\.svg\)[ \t]*$", re.M
)


class Drawn(NamedTuple):
    """One size of a drawing: its address from the page, and how wide and high it is."""

    url: str
    size: Size


def with_words(
    markdown: str,
    data_of: Callable[[str], dict[str, Any] | None],
    drawn: Callable[[str], Drawn | None],
    make: Environment,
) -> str:
    """Put the words of each drawing around it.

    Args:
        markdown: A page's Markdown.
        data_of: Gives a drawing's data by its name, or ``None`` where it has none.
        drawn: Gives a file of ``docs/assets/diagrams`` by its name without the ending.
        make: The templates.

    Returns:
        The Markdown; a drawing without data stays as it is, and check.py tells of it.
    """

    def filled(match: re.Match[str]) -> str:
        data, narrow = data_of(match["name"]), drawn(match["name"])
        wide = drawn(f"{match['name']}-wide")
        if not data or not narrow or not wide:
            return match[0]
        words = make.from_string(str(data["words"])).render(data)
        template = make.get_template("partials/mim/drawing.html")
        return template.render(data, narrow=narrow, wide=wide, words=words)

    return _ALONE.sub(filled, markdown)


def measured(url: str, svg: str) -> Drawn | None:
    """Give a drawing's address and size; nothing for a file that is no SVG with a size."""
    size = svg_size(svg)
    return Drawn(url, size) if size else None
