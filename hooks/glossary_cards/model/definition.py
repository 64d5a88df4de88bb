"""Definitions: a sentence or two of inline Markdown, made into safe HTML."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import Document
from glossary_cards.engine.text import spliced
from glossary_cards.engine.tokens import Kind, attribute_span, marks, text_of
from glossary_cards.model.definition_markup import markup_faults

_LONG_WORD = 15
_BEFORE_ESCAPES = 185  # Python-Markdown takes backslashes off at 180
_MATHS = r"\\\([^\n]+?\\\)|\\\[[^\n]+?\\\]"  # `\(x^2\)`, `\[x^2\]`
# "*so*", "[a](b)", "<b>", "- one", "!!! note"; not "It’s 5%."
_MARKUP = re.compile(
    r"[^\w\s.,;:?!()'\"’“”–—…%/-]|_|\n\s*\n|^\s*(?:[-+]|\d+[.)])\s|^(?: {4}|\t)|^[-=]+\s*$"
    r"|^\s*(?:!!!|\?\?\?)",
    re.M,
)

EXAMPLE = "what it means, in short"
"""What stands for a definition where a contributor is shown how to begin one."""

_OPENING = "Say here in one or two "
TO_WRITE = f"{_OPENING}plain sentences what it means, in at most 40 words."
"""What stands for a definition in a term file that is only begun."""

# "TODO", "...", "Say here in one or two plain sentences"
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
        links = self._links()
        made = ((a, z, f"{lead}{escape(resolve(to))}{lead[-1:]}") for a, z, lead, to in links)
        return spliced(self.html, made)

    @property
    def links(self) -> list[str]:
        """Where its links lead, as the contributor wrote them."""
        return [address for *_, address in self._links()]

    def _links(self) -> Iterator[tuple[int, int, str, str]]:
        """Give where each address stands, what must stand round it, and what it is."""
        for mark in marks(self.html) if "href" in self.html else ():
            is_link = mark.name == "a" and mark.kind is Kind.OPEN
            if is_link and (span := attribute_span(mark.attributes, "href")):
                start, end, lead, _ = span
                first, address = mark.start + len("<a"), unescape(mark.attributes[start:end])
                yield first + start, first + end, lead, address


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
    words = re.sub(_MATHS, "", source)
    faults = [] if is_plain else list(dict.fromkeys(markup_faults(words, list(marks(html)))))
    text = " ".join(text_of(html).split())
    problems = [document.problem(("definition",), "definition-markup", *said) for said in faults]
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
    converter = Markdown(output_format="html")
    converter.inlinePatterns.register(_Maths(_MATHS), "maths", _BEFORE_ESCAPES)
    return converter.convert(source).strip(), False


class _Maths(InlineProcessor):
    """Keeps maths as it is written, and marks it as the extension ``arithmatex`` does."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  # Python-Markdown's name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        element = Element("span", {"class": "arithmatex"})
        element.text = AtomicString(m[0])
        return element, m.start(), m.end()
