"""Definitions: a sentence or two of inline Markdown, made into safe HTML.

Below stands what they may hold, and what is wrong with the rest.
"""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import NamedTuple

from markdown import Markdown

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import Document
from glossary_cards.engine import tokens
from glossary_cards.engine.lazy import lazy
from glossary_cards.engine.text import spliced
from glossary_cards.engine.tokens import VOID, Kind, Mark, marks

_LONG_WORD = 15
_KEPT = "\ue010"  # stands for a formula while Markdown takes backslashes off
_MATHS = r"\\\([^\n]+?\\\)|\\\[[^\n]+?\\\]"  # `\(x^2\)`, `\[x^2\]`
# "*so*", "[a](b)", "<b>", "- one", "!!! note"; not "It’s 5%."
_MARKUP = lazy(
    r"[^\w\s.,;:?!()'\"’“”–—…%/-]|_|\n\s*\n|^\s*(?:[-+]|\d+[.)])\s|^(?: {4}|\t)|^[-=]+\s*$"
    r"|^\s*(?:!!!|\?\?\?)",
    re.M,
)

_OPENING = "Say here in one or two "
# What stands for a definition in a term file that is only begun.
TO_WRITE = f"{_OPENING}plain sentences what it means, in at most 40 words."

# "TODO", "...", "Say here in one or two plain sentences"
_PLACEHOLDER = lazy(
    rf"[\W_]*|(?:to ?do|tbd|tba|what it means, in short|{re.escape(_OPENING)}.*)[\W_]*", re.I
)


class Definition(NamedTuple):
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
            if is_link and (span := tokens.attribute_span(mark.attributes, "href")):
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
    faults, text = list[tuple[str, str]](), source
    if not is_plain:
        words, text = re.sub(_MATHS, "", source), tokens.text_of(html)
        faults = list(dict.fromkeys(markup_faults(words, list(marks(html)))))
    text = " ".join(text.split())
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
    html = Markdown(output_format="html").convert(re.sub(_MATHS, _KEPT, source)).strip()
    for formula in re.findall(_MATHS, source):  # marked as ``arithmatex`` does
        kept = f'<span class="arithmatex">{escape(formula, quote=False)}</span>'
        html = html.replace(_KEPT, kept, 1)
    return html, False


# The elements that a definition may hold.
INLINE = frozenset("a abbr b bdi br cite code em i kbd mark q s small span strong sub sup".split())

# The attributes that they may have.
ATTRIBUTES = frozenset("href title lang dir class cite".split())

_KEEP = "keep it to one paragraph of plain words, *emphasis* and links"
# "https://a.org", "mailto:a@b.org", "trust.md", "/a:b"; not "javascript:x"
_SAFE_ADDRESS = lazy(r"(?:https?:|mailto:|[^:]*\Z|[^:]*[/?#])", re.I)
# What some Markdown extensions know and a card does not, so that readers would see it.
_UNKNOWN = lazy(  # | a | b |, ``` or !!! at the start of a line; [^key]; { #id key=value }
    r"^\s*(?:\||```|~~~|!!!|\?\?\?)|\[\^[^\]]*\]|\{\s*(?:[:#.]|[\w-]+\s*=)[^{}]*\}", re.M
)


def markup_faults(source: str, found: list[Mark]) -> Iterator[tuple[str, str]]:
    """Find what a definition must not hold: block markup, and anything that could run.

    Args:
        source: Its Markdown.
        found: The marks of its HTML.

    Yields:
        What is wrong and how to mend it.
    """
    strange = [mark for mark in found if not _may_stand(mark)]
    # Of blocks in blocks the outermost is named; most of them make paragraphs, too.
    first = next((mark for mark in strange if mark.name != "p"), next(iter(strange), None))
    if written := _UNKNOWN.search(source):
        yield f"the definition holds `{written[0].strip()}`, which a card does not know", _KEEP
    elif first:
        name = f"<{first.name}>" if first.kind in (Kind.OPEN, Kind.RAW) else "a comment"
        yield f"the definition holds {name}, which is more than words in one line", _KEEP
    half = _half_element(found)
    if half and not strange:
        yield f"the definition holds half a <{half}> element", "write both tags, or none"
    for mark in found:
        if mark.kind in (Kind.OPEN, Kind.RAW) and mark is not first:  # that goes as a whole
            # A tag without its partner may be none: "a<b and c>d".
            yield from _attributes(mark, are_words=mark.name == half)


def _may_stand(mark: Mark) -> bool:
    return mark.kind is Kind.CLOSE or (mark.kind is Kind.OPEN and mark.name in INLINE)


def _half_element(found: list[Mark]) -> str:
    """Give the name of a tag without its partner; empty where each has one."""
    opened: list[str] = []
    for mark in found:
        if mark.kind is Kind.OPEN and mark.name not in VOID:
            opened.append(mark.name)
        elif mark.kind is Kind.CLOSE and (not opened or opened.pop() != mark.name):
            return mark.name
    return opened[-1] if opened else ""


def _attributes(mark: Mark, are_words: bool) -> Iterator[tuple[str, str]]:
    """Find attributes that could run, lead somewhere unsafe, or change the page.

    Args:
        mark: The tag.
        are_words: Whether those that only change the page are likely to be words of a sentence.
    """
    for name in tokens.attribute_names(mark.attributes):
        if name.startswith("on"):
            yield f"the definition holds an event handler (`{name}`)", "take it out"
        elif name not in ATTRIBUTES and mark.name in INLINE and not are_words:
            yield f"the definition sets `{name}`, which may upset a page", "take it out"
    for name in ("href", "src", "cite"):
        address = tokens.attribute(mark.attributes, name)
        if address and not _SAFE_ADDRESS.match(re.sub(r"[\x00-\x20]", "", address)):
            said = " ".join(address.split())
            yield f"the definition links to `{said}`", "link to a page or an https address"
