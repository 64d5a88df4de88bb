"""The inline style of Markdown: emphasis, code, links.

Reads it with Python-Markdown itself, shorn of everything but paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import markdown
from markdown.util import Registry

from article.blocks import Line
from article.hypertext import read_inline

_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<id>[^\]^\n]+)\]:[ \t]*<?(?P<url>[^\s<>]+)>?(?:[ \t]+[\"'(].*[\"')])?[ \t]*$",
    re.M,
)
_COMMENT = re.compile(r"<!--.*?-->", re.S)


def take_marks(text: str) -> tuple[str, dict[str, str], int]:
    """Take what holds no text of its own out of Markdown: link addresses and comments.

    Args:
        text: The Markdown.

    Returns:
        The rest, with as many lines; the addresses by name; and how many comments there were.
    """
    links = {m["id"].lower(): m["url"] for m in _DEFINITION.finditer(text)}
    rest, comments = _COMMENT.subn(lambda m: "\n" * m.group().count("\n"), text)
    return _DEFINITION.sub("", rest), links, comments


def inline_reader(links: dict[str, str]) -> Callable[[str], Line]:
    """Make the function that reads the inline Markdown of one paragraph.

    Args:
        links: Addresses that the article gives by name, in lower case.

    Returns:
        A function from Markdown to a line.
    """
    engine = markdown.Markdown()
    paragraph = engine.parser.blockprocessors["paragraph"]
    engine.parser.blockprocessors = Registry()
    engine.parser.blockprocessors.register(paragraph, "paragraph", 10)
    engine.preprocessors.deregister("html_block")

    def read(source: str) -> Line:
        source = re.sub(r"\\\n", "  \n", source)
        engine.reset()
        engine.references.update({name: (url, "") for name, url in links.items()})
        return read_inline(engine.convert(re.sub(r"\n\s*\n", "\n", source)))

    return read
