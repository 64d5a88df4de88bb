"""A drawing on a page: its caption and its text version from its data file.

A page says only ``![](../assets/diagrams/session.svg)`` on a line of its own, which shows the
picture in any editor. What it says in words stands once, in ``docs/_data/diagrams/session.yml``.
"""

import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment

WORDS = frozenset(["alt", "caption", "references", "words"])
"""What a page says of a drawing."""
ALONE = re.compile(  # ![](../assets/diagrams/session.svg), or code between fences, which is left
    r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[ \t]*$"
    r"|^!\[\]\((?P<address>[\w./-]*assets/diagrams/(?P<name>[\w-]+)\.svg)\)[ \t]*$",
    re.M | re.S,
)
# ![](../assets/easier/pause.svg), which its attributes may follow
_ICON = re.compile(r"!\[\]\((?P<address>[\w./-]*assets/easier/(?P<name>[\w-]+)\.svg)\)")


def with_words(
    markdown: str, data_of: Callable[[str], dict[str, Any] | None], make: Environment
) -> str:
    """Put the words of each drawing around it, and its title into each small picture.

    Args:
        markdown: A page's Markdown.
        data_of: Gives a drawing's data by its name, or ``None`` where it has none.
        make: The templates.

    Returns:
        The Markdown; a drawing without all its words stays as it is, and check.py tells of it.
    """

    def filled(match: re.Match[str]) -> str:
        data = None if match["fence"] else data_of(match["name"])
        if not data or not data.keys() >= WORDS:
            return match[0]
        words = str(data["words"])
        words = make.from_string(words).render(data) if "{" in words else words
        template = make.get_template("partials/mim/drawing.html")
        return template.render(data, address=match["address"], words=words)

    def named(match: re.Match[str]) -> str:
        title = (data_of("easier") or {}).get(match["name"], "")
        return f"![{title}]({match['address']})"

    return _ICON.sub(named, ALONE.sub(filled, markdown))
