"""What a reader sees of a page: Markdown rendered, and the words in what comes out."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser

import markdown

from article.wordlists import names

EXTENSIONS = (
    "admonition",
    "attr_list",
    "def_list",
    "md_in_html",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.superfences",
)
"""The Markdown extensions of a made site."""

FURNITURE = "furniture"
"""The class of what a page says that is not the article's."""

_INLINE = names("a b i em strong code span sup sub del ins mark q cite kbd")
_VOID = frozenset({"br", "hr", "img", "input", "col", "wbr"})


def rendered_words(source: str) -> list[str]:
    """Give the words a reader sees on a page, furniture left out.

    Args:
        source: The page's Markdown, without front matter.

    Returns:
        The words, split at white space and at block borders.
    """
    engine = _engine()
    engine.reset()
    return visible_words(engine.convert(source))


def visible_words(html: str) -> list[str]:
    """Give the words a reader sees in HTML, furniture left out."""
    seen = _Seen()
    seen.feed(html)
    seen.close()
    return "".join(seen.texts).split()


@cache
def _engine() -> markdown.Markdown:
    return markdown.Markdown(extensions=list(EXTENSIONS))


class _Seen(HTMLParser):
    """Collects visible text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Part blocks by a space, and note where furniture starts."""
        classes = (dict(attrs).get("class") or "").split()
        out = FURNITURE in classes or "headerlink" in classes or tag in {"script", "style"}
        if tag not in _VOID and (self.hidden or out):
            self.hidden.append(tag)
        if tag not in _INLINE:
            self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Part blocks by a space, and note where furniture ends."""
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()
        if tag not in _INLINE:
            self.texts.append(" ")

    def handle_data(self, data: str) -> None:
        """Keep text that is not furniture."""
        if not self.hidden:
            self.texts.append(data)
