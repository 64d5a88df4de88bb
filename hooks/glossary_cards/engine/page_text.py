"""The text of a page as a reader sees it, with its sections and links and the way back to HTML."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from glossary_cards.engine.tags import Tag
from glossary_cards.engine.text import Visible


class Section(NamedTuple):
    """A part of a page under one heading.

    Attributes:
        anchor: The id of its heading; empty before the first.
        title: The heading's text; empty before the first.
        number: Counts the level 2 headings passed so far, below zero in footnotes: terms are
            "first" once in each.
    """

    anchor: str = ""
    title: str = ""
    number: int = 0


class Anchor(NamedTuple):
    """A link of the author's own.

    Attributes:
        href: Where it leads, decoded.
        attributes: The source of its start tag's attributes.
        start: Where the start tag starts in the HTML.
        inside: Where it ends, and the link's content starts.
        end: Where the content ends.
        place: Where the link starts in the page's text.
        place_after: Where it ends there; the same place, where its text is not part of that.
        section: The section it stands in.
        in_heading: Whether it stands in a heading.
    """

    href: str
    attributes: str
    start: int
    inside: int
    end: int
    place: int
    place_after: int
    section: Section
    in_heading: bool


@dataclass(slots=True)
class PageText:
    """All the text of a page that may hold terms, as a reader sees it, and the way back.

    Attributes:
        visible: The text, made comparable; its offsets are those of every method here.
        tags: The marks of the page; number ``n`` stands between the pieces ``2n`` and ``2n + 2``.
        anchors: The author's own links, in order.
    """

    visible: Visible
    tags: list[Tag]
    anchors: list[Anchor]
    _shown_at: list[int]
    _stands_at: list[int]
    _decoded: dict[int, Visible]
    _sections: tuple[list[int], list[tuple[int, Section]]]
    _reasons: tuple[list[int], list[tuple[int, str]]]

    def piece(self, offset: int) -> int:
        """Give the number of the piece, text or mark, that an offset lies in."""
        return bisect_right(self._shown_at, offset) - 1

    def source(self, piece: int, start: int, end: int) -> tuple[int, int]:
        """Give the places in the page's HTML where a span of the text starts and ends.

        Args:
            piece: The piece that the whole span lies in.
            start: Where the span starts in the text.
            end: Where it ends.
        """
        shown_at, stands_at = self._shown_at[piece], self._stands_at[piece]
        decoded = self._decoded.get(piece)
        if decoded is None:
            return stands_at + start - shown_at, stands_at + end - shown_at
        first, last = decoded.source_span(start - shown_at, end - shown_at)
        return stands_at + first, stands_at + last

    def mark_span(self, number: int) -> tuple[int, int]:
        """Give where a mark starts and ends in the HTML."""
        return self._stands_at[2 * number + 1], self._stands_at[2 * number + 2]

    def section(self, offset: int) -> Section:
        """Give the section that an offset lies in."""
        places, sections = self._sections
        return sections[bisect_right(places, offset) - 1][1]

    def reason(self, start: int, end: int) -> str:
        """Say why no term is linked in some part of a span; empty where terms are."""
        places, reasons = self._reasons
        number = bisect_right(places, start)
        reason = reasons[number - 1][1]
        if not reason and number < len(places) and places[number] < end:
            reason = reasons[number][1]
        return reason
