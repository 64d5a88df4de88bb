"""HTML as a stream of marks with their places in the source, for tools that must not rewrite it.

A parser that builds a tree cannot give back the bytes it was given. This scanner only says where
each tag, comment and raw text element stands, by the rules of the HTML standard's tokenizer, and
so its users can insert text between marks and leave every other byte alone.

Source: HTML Living Standard, section 13.2.5 "Tokenization".
"""

import html as entities
import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from glossary_cards.engine.lazy import lazy

_ATTRIBUTE = r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+|(?=>)))?+"
_RAW = "script|style|textarea|title|xmp|iframe|noembed|noframes"
# <script>a<b</script>, <a href="x>y">, </p>, <!-- c -->, <!doctype html>, "<a" without an end
_MARKUP = lazy(
    rf"""
      <(?P<raw>{_RAW})(?=[\s/>])(?P<raw_attributes>(?:[\s/]++|{_ATTRIBUTE})*+)>
        (?:.*?</(?P=raw)(?=[\s/>])[^>]*+>|.*+)
    | <(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)(?P<attributes>(?:[\s/]++|{_ATTRIBUTE})*+)>
    | <!--(?:-?>|(?P<comment>.*?)(?:--!?>|\Z))
    | <[!?/][^>]*+>
    | <[A-Za-z!?/].*+
    """,
    re.S | re.I | re.X,
)
_TAG = lazy(r"(<[^>]*>)")  # <p>, <a href="x">
# <a class="term" href="x">, <br />, <!-- c -->; not <a title="a > b">
_PLAIN_TAG = lazy(
    rf"<(?P<close>/?)(?!(?:{_RAW})[\s/>])(?P<name>[a-z][\w:-]*)"
    r"(?P<attributes>(?:\s+[\w:.-]+(?:=\"[^\"<>]*\")?)*\s*/?)>|<!--(?P<comment>[^<>-]*)-->",
    re.I | re.A,
)
# href="x", hidden, lang=de
_PAIR = lazy(
    r"(?P<name>[^\s/>=]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>]*)))?"
)

# How many different tags are kept in memory: headings have one each, and few others are rare.
MOST_KNOWN = 4_000

# Elements that have no end tag. Source: HTML Living Standard, section 13.1.2.
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


class Kind(Enum):
    """What a mark is."""

    OPEN = "open"
    CLOSE = "close"
    COMMENT = "comment"
    RAW = "raw"
    OTHER = "other"


class Mark(NamedTuple):
    """One mark of the source.

    Attributes:
        kind: What it is. ``RAW`` is a whole element whose content is not markup, such as script.
        start: Offset of its first character.
        end: Offset after its last.
        name: Name of the element in lower case, or the text of a comment.
        attributes: The source of its attributes, undecoded.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: str = ""


def marks(html: str) -> Iterator[Mark]:
    """Give every mark of an HTML text in order; what lies between two marks is text.

    Args:
        html: Any text; malformed HTML gives the marks that it has. A tag without an end reaches to
            the end of the text: a browser shows nothing of it, and no character is looked at twice.
    """
    pieces = _CUTTER.plain(html)
    if pieces is None:
        yield from scanned(html)
        return
    at = 0
    for text, tag in zip(pieces[::2], pieces[1::2], strict=False):
        kind, name, attributes = _told(tag)
        start = at + len(text)
        at = start + len(tag)
        # Half of the cost of ``Mark(...)``: pages have very many.
        yield tuple.__new__(Mark, (kind, start, at, name, attributes))


def scanned(html: str) -> Iterator[Mark]:
    """Give what :func:`marks` gives, read letter by letter: few pages need it.

    Args:
        html: Any text.
    """
    return map(_mark, _MARKUP.finditer(html))


def _mark(found: re.Match[str]) -> Mark:
    """Give the mark that one of the patterns has found."""
    if (name := found["name"]) is not None:
        kind = Kind.CLOSE if found["close"] else Kind.OPEN
        return Mark(kind, *found.span(), name.lower(), found["attributes"])
    if (comment := found["comment"]) is not None:
        return Mark(Kind.COMMENT, *found.span(), comment.strip())
    if (raw := found["raw"]) is not None:
        return Mark(Kind.RAW, *found.span(), raw.lower(), found["raw_attributes"])
    return Mark(Kind.OTHER, *found.span())


class Cutter:
    """Cuts HTML into text and marks, quickly where the marks are plain; keep one for many pages."""

    def __init__(self) -> None:
        self._plain: set[str] = set()

    def cut(self, html: str) -> list[str]:
        """Give text, perhaps empty, at even places and marks at odd ones; joined they are the HTML.

        A tag without oddities, such as a ``>`` in an attribute, is found by its angle brackets
        alone. Pages repeat their tags, so each is looked at once and known again after.

        Args:
            html: Any text; the marks are those of :func:`marks`.
        """
        return self.plain(html) or _cut_exactly(html)

    def plain(self, html: str) -> list[str] | None:
        """Give the same of a text all of whose marks are plain; nothing of others.

        Args:
            html: Any text.
        """
        last = html.rfind(">") + 1  # from each "<" behind it a search would run to the end in vain
        pieces = _TAG.split(html[:last])
        pieces[-1] += html[last:]
        found = set(pieces[1::2])
        if not found <= self._plain:
            if len(self._plain) > MOST_KNOWN:
                self._plain.clear()
            self._plain.update(filter(_PLAIN_TAG.fullmatch, found))
        return pieces if found <= self._plain and "<" not in pieces[-1] else None


_CUTTER = Cutter()


@lru_cache(MOST_KNOWN)
def _told(tag: str) -> tuple[Kind, str, str]:
    """Give what a plain tag says: its kind, its name and its attributes."""
    mark = read_mark(tag)
    return mark.kind, mark.name, mark.attributes


def _cut_exactly(html: str) -> list[str]:
    pieces: list[str] = []
    reached = 0
    for mark in scanned(html):
        pieces += (html[reached : mark.start], html[mark.start : mark.end])
        reached = mark.end
    return [*pieces, html[reached:]]


def read_mark(source: str) -> Mark:
    """Read one mark that :meth:`Cutter.cut` has cut out; its offsets count from its own start."""
    return _mark(_PLAIN_TAG.fullmatch(source) or next(_MARKUP.finditer(source)))


def _pair(source: str, name: str) -> re.Match[str] | None:
    """Find one attribute in a tag's attributes."""
    found = _PAIR.finditer(source) if name in source.lower() else ()
    return next((pair for pair in found if pair["name"].lower() == name), None)


def attribute(source: str, name: str) -> str | None:
    """Give the decoded value of one attribute, or ``None`` where it is absent.

    Args:
        source: The source of a tag's attributes, as :attr:`Mark.attributes` holds it.
        name: The attribute's name in lower case.
    """
    pair = _pair(source, name)
    return pair and entities.unescape(pair["double"] or pair["single"] or pair["bare"] or "")


def attribute_span(source: str, name: str) -> tuple[int, int, str, str] | None:
    """Give the place of one attribute's value, or ``None`` where the attribute is absent.

    Args:
        source: The source of a tag's attributes, as :attr:`Mark.attributes` holds it.
        name: The attribute's name in lower case.

    Returns:
        Where the value starts and ends, and what must be written before and after it for it to
        hold spaces: nothing where it stands in quotation marks.
    """
    pair = _pair(source, name)
    if pair is None:
        return None
    form = next((form for form in ("double", "single", "bare") if pair[form] is not None), "")
    if not form:
        return pair.end(), pair.end(), '="', '"'
    return (*pair.span(form), '"', '"') if form == "bare" else (*pair.span(form), "", "")


def without_attribute(source: str, name: str) -> str:
    """Give a tag's attributes without one.

    Args:
        source: The source of a tag's attributes, as :attr:`Mark.attributes` holds it.
        name: The attribute's name in lower case.
    """
    pair = _pair(source, name)
    return source[: pair.start()].rstrip() + source[pair.end() :] if pair else source


def attribute_names(source: str) -> list[str]:
    """Give the names of a tag's attributes in lower case.

    Args:
        source: The source of a tag's attributes, as :attr:`Mark.attributes` holds it.
    """
    return [match["name"].lower() for match in _PAIR.finditer(source)]


def text_of(html: str) -> str:
    """Give the text of an HTML fragment: tags and comments left out, entities decoded."""
    return entities.unescape("".join(_CUTTER.cut(html)[::2]))
