"""Definitions: a sentence or two of inline Markdown, made into safe HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape

from markdown import Markdown

from mindinmind.markup import VOID, Kind, Mark, attribute, marks, text_of
from mindinmind.problems import Problem
from mindinmind.sources import Document

INLINE = frozenset("a abbr b bdi br cite code em i kbd mark q s small span strong sub sup".split())
"""The elements that a definition may hold."""

_SAFE_ADDRESS = re.compile(r"(?:https?:|mailto:|[^:]*\Z|[^:]*[/?#])", re.I)
_LONG_WORD = 15
_MARKUP = re.compile(
    r"[^\w\s.,;:?!()'\"’“”–—…%/-]|_|\n\s*\n|^\s*(?:[-+]|\d+[.)])\s|^(?: {4}|\t)|^[-=]+\s*$", re.M
)
_HREF = re.compile(r'(?<=href=")([^"]+)')


@dataclass(frozen=True)
class Definition:
    """What a term means.

    Attributes:
        text: As plain text.
        html: As inline HTML; its links are as the contributor wrote them, relative to the file.
    """

    text: str
    html: str

    def html_for(self, resolve: Callable[[str], str]) -> str:
        """Give the HTML with each link made right for the page it is shown on.

        Args:
            resolve: Turns a link as written in the term's file into one for that page.
        """
        return (
            _HREF.sub(lambda m: escape(resolve(unescape(m[1]))), self.html)
            if "href" in self.html
            else self.html
        )


def read_definition(
    document: Document, source: str, most_words: int
) -> tuple[Definition, list[Problem]]:
    """Render a definition and say what is wrong with it.

    Args:
        document: The term's file.
        source: The definition's Markdown.
        most_words: How many words it may have.

    Returns:
        The definition (as plain text only, where it holds something unsafe) and the problems.
    """
    html = _rendered(source)
    problems = []
    if html.count("<p>") == 1 and html.startswith("<p>") and html.endswith("</p>"):
        html = html[3:-4]
    found = list(marks(html))
    for what, mend in _faults(found):
        problems.append(document.problem(("definition",), "definition-markup", what, mend))
    text = " ".join(text_of(html).split())
    count = len(text.split())
    if count > most_words or len(text) > most_words * _LONG_WORD:
        what = f"the definition has {count} words, {count - most_words} too many"
        if count <= most_words:
            what = f"the definition has {len(text)} letters"
        mend = f"cut it to {most_words} words and move the rest below the front matter"
        problems.append(document.problem(("definition",), "long-definition", what, mend))
    return Definition(text, escape(text) if problems and _is_unsafe(found) else html), problems


def _rendered(source: str) -> str:
    """Render Markdown; most definitions hold none, and those are only escaped."""
    if not _MARKUP.search(source):
        return f"<p>{escape(source, quote=False)}</p>"
    return Markdown(output_format="html").convert(source).strip()


def _faults(found: list[Mark]) -> Iterator[tuple[str, str]]:
    """Give what a definition must not hold: block markup, and anything that could run."""
    opened: list[str] = []
    for mark in found:
        if mark.kind is Kind.OPEN and mark.name not in VOID:
            opened.append(mark.name)
        elif mark.kind is Kind.CLOSE and (not opened or opened.pop() != mark.name):
            opened.append(mark.name)
            break
    if opened:
        yield f"the definition holds half a <{opened[-1]}> element", "write both tags, or none"
    for mark in found:
        if mark.kind is Kind.RAW or (mark.name and mark.name not in INLINE):
            if mark.kind is Kind.CLOSE or mark.kind is Kind.COMMENT:
                continue
            yield (
                f"the definition holds a <{mark.name}> element",
                "keep it to one paragraph of plain words, *emphasis* and links",
            )
        for name in re.findall(r"[\s\"'](on\w+)\s*=", f" {mark.attributes}", re.I):
            yield f"the definition holds an event handler (`{name}`)", "take it out"
        for name in re.findall(r"[\s\"'](style|id)\s*=", f" {mark.attributes}", re.I):
            yield f"the definition sets `{name}`, which may upset a page", "take it out"
        for name in ("href", "src"):
            address = attribute(mark.attributes, name)
            if address and not _SAFE_ADDRESS.match(re.sub(r"[\x00-\x20]", "", address)):
                said = " ".join(address.split())
                yield f"the definition links to `{said}`", "link to a page or an https address"


def _is_unsafe(found: list[Mark]) -> bool:
    return any(True for _ in _faults(found))
