"""Definitions: a sentence or two of inline Markdown, made into safe HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import NamedTuple

from markdown import Markdown

from mindinmind.markup import (
    VOID,
    Kind,
    Mark,
    attribute,
    attribute_names,
    attribute_span,
    marks,
    text_of,
)
from mindinmind.problems import Problem
from mindinmind.sources import Document

INLINE = frozenset("a abbr b bdi br cite code em i kbd mark q s small span strong sub sup".split())
"""The elements that a definition may hold."""

ATTRIBUTES = frozenset("href title lang dir class cite".split())
"""The attributes that they may have."""

_KEEP = "keep it to one paragraph of plain words, *emphasis* and links"
_SAFE_ADDRESS = re.compile(r"(?:https?:|mailto:|[^:]*\Z|[^:]*[/?#])", re.I)
_LONG_WORD = 15
_MARKUP = re.compile(
    r"[^\w\s.,;:?!()'\"’“”–—…%/-]|_|\n\s*\n|^\s*(?:[-+]|\d+[.)])\s|^(?: {4}|\t)|^[-=]+\s*$"
    r"|^\s*(?:!!!|\?\?\?)",
    re.M,
)
_PARAGRAPHS = "more than one paragraph"
_NAMES: Mapping[str, str] = {
    **dict.fromkeys("ul ol li dl dt dd".split(), "a list"),
    **dict.fromkeys("h1 h2 h3 h4 h5 h6".split(), "a heading"),
    **dict.fromkeys("table thead tbody tr th td".split(), "a table"),
    **dict.fromkeys("html head body".split(), "a whole HTML page"),
    **dict.fromkeys("img picture".split(), "an image"),
    "p": _PARAGRAPHS,
    "pre": "a code block",
    "blockquote": "an indented quotation",
    "hr": "a line across the page",
    "script": "a script",
}
"""What a contributor calls what these elements are."""

_WRITTEN = (
    (re.compile(r"^\s*\|", re.M), "a table", _KEEP),
    (re.compile(r"^\s*(?:```|~~~)", re.M), "a code block", _KEEP),
    (re.compile(r"^\s*(?:!!!|\?\?\?)", re.M), "a note box", _KEEP),
    (re.compile(r"\[\^[^\]]*\]"), "a citation", "put its key under `references`"),
    (
        re.compile(r"\{\s*(?:[:#.]|[\w-]+\s*=)[^{}]*\}"),
        "curly brackets, which readers would see",
        "take them out",
    ),
)
"""What some Markdown extensions know and a tooltip does not: pattern, name, how to mend it."""

EXAMPLE = "what it means, in short"
"""What stands for a definition where a contributor is shown how to begin one."""

_OPENING = "Say here in one or two "
TO_WRITE = f"{_OPENING}plain sentences what it means, in at most 40 words."
"""What stands for a definition in a term file that is only begun."""

_PLACEHOLDER = re.compile(
    rf"[\W_]*|(?:to ?do|tbd|tba|{re.escape(EXAMPLE)}|{re.escape(_OPENING)}.*)[\W_]*", re.I
)


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
        pieces: list[str] = []
        reached = 0
        for link in self._links:
            pieces += (self.html[reached : link.start], link.lead, escape(resolve(link.address)))
            pieces.append(link.lead[-1:])
            reached = link.end
        return "".join([*pieces, self.html[reached:]])

    @property
    def links(self) -> list[str]:
        """Where its links lead, as the contributor wrote them."""
        return [link.address for link in self._links]

    @property
    def _links(self) -> list[_Link]:
        if "href" not in self.html:
            return []
        opened = [m for m in marks(self.html) if m.name == "a" and m.kind is Kind.OPEN]
        return [link for mark in opened if (link := _link_of(mark))]


class _Link(NamedTuple):
    """The address of a link in a definition: where it stands, and what must stand before it."""

    start: int
    end: int
    lead: str
    address: str


def _link_of(mark: Mark) -> _Link | None:
    span = attribute_span(mark.attributes, "href")
    if span is None:
        return None
    start, end, lead, _ = span
    first = mark.start + len("<a")
    return _Link(first + start, first + end, lead, unescape(mark.attributes[start:end]))


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
    html, is_plain = _rendered(source)
    if html.count("<p>") == 1 and html.startswith("<p>") and html.endswith("</p>"):
        html = html[3:-4]
    faults = [] if is_plain else list(dict.fromkeys(_faults(source, list(marks(html)))))
    problems = [document.problem(("definition",), "definition-markup", *said) for said in faults]
    text = " ".join(text_of(html).split())
    if text and _PLACEHOLDER.fullmatch(text):
        what, mend = "the definition is still to be written", "say what the term means"
        problems.append(document.problem(("definition",), "missing-definition", what, mend))
    count = len(text.split())
    if count > most_words or len(text) > most_words * _LONG_WORD:
        what = f"the definition has {count} words, {count - most_words} too many"
        if count <= most_words:
            what = f"the definition has {len(text)} letters"
        mend = f"cut it to {most_words} words and move the rest below the front matter"
        problems.append(document.problem(("definition",), "long-definition", what, mend))
    return Definition(text, escape(text) if faults else html), problems


def _rendered(source: str) -> tuple[str, bool]:
    """Render Markdown; most definitions are plain, hold none, and are only escaped."""
    if not _MARKUP.search(source):
        return f"<p>{escape(source, quote=False)}</p>", True
    return Markdown(output_format="html").convert(source).strip(), False


def _faults(source: str, found: list[Mark]) -> Iterator[tuple[str, str]]:
    """Give what a definition must not hold: block markup, and anything that could run."""
    names = {name: mend for pattern, name, mend in _WRITTEN if pattern.search(source)}
    names = dict.fromkeys(filter(None, map(_name_of, found)), _KEEP) | names
    for name, mend in names.items():
        if name != _PARAGRAPHS or len(names) == 1:  # other blocks make paragraphs, too
            yield f"the definition holds {name}", mend
    yield from _nesting(found)
    for mark in found:
        if mark.kind in (Kind.OPEN, Kind.RAW):
            yield from _attributes(mark)


def _nesting(found: list[Mark]) -> Iterator[tuple[str, str]]:
    """Find tags without their partners, and links in links."""
    opened: list[str] = []
    for mark in found:
        if mark.kind is Kind.OPEN and mark.name not in VOID:
            if mark.name == "a" and "a" in opened:
                yield "the definition holds a link in a link", "keep one of the two"
            opened.append(mark.name)
        elif mark.kind is Kind.CLOSE and (not opened or opened.pop() != mark.name):
            opened.append(mark.name)
            break
    if opened:
        yield f"the definition holds half a <{opened[-1]}> element", "write both tags, or none"


def _name_of(mark: Mark) -> str:
    """Name what a mark adds to a definition; empty where it may stand there."""
    if mark.kind in (Kind.COMMENT, Kind.OTHER):
        return "a comment, which no reader sees"
    if mark.kind is Kind.CLOSE or mark.name in INLINE:
        return ""
    return _NAMES.get(mark.name, f"the element <{mark.name}>")


def _attributes(mark: Mark) -> Iterator[tuple[str, str]]:
    """Find attributes that could run, lead somewhere unsafe, or change the page."""
    for name in attribute_names(mark.attributes):
        if name.startswith("on"):
            yield f"the definition holds an event handler (`{name}`)", "take it out"
        elif name not in ATTRIBUTES and mark.name in INLINE:
            yield f"the definition sets `{name}`, which may upset a page", "take it out"
    for name in ("href", "src", "cite"):
        address = attribute(mark.attributes, name)
        if address and not _SAFE_ADDRESS.match(re.sub(r"[\x00-\x20]", "", address)):
            said = " ".join(address.split())
            yield f"the definition links to `{said}`", "link to a page or an https address"
