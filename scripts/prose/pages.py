"""What kind of page a file is, and so how strictly its words are read."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import Document, Places
from glossary_cards.pages.paths import TERMS, slug_of
from prose.text import Block, blocks, place_in, shown_values


class Reader(StrEnum):
    """For whom a page is written first."""

    EVERYONE = "everyone"
    LOOKING_UP = "readers of the glossary"
    EXPERT = "students and clinicians"
    DEVELOPER = "developers"


FOR_ALL = (Reader.EVERYONE, Reader.LOOKING_UP)
"""Those for whom plain words come first."""


@dataclass(frozen=True)
class Page:
    """One page and its plain words.

    Attributes:
        document: The page.
        above: The lines that stand above it.
        is_body: Whether its words are Markdown, and not values above a page or in data.
    """

    document: Document
    above: str = ""
    is_body: bool = True

    @cached_property
    def blocks(self) -> list[Block]:
        """The page's words, in blocks."""
        return blocks(self.document)

    def of_values(self, keys: Collection[str]) -> "Page":
        """Give what some keys above the page say, as a page of its own."""
        document = self.document
        words = shown_values(self.above, keys)
        values = Document(document.path, document.meta, Places(), words, 1)
        return Page(values, is_body=False)

    @property
    def is_term(self) -> bool:
        """Whether it is a glossary entry, whose front matter the glossary engine checks."""
        return slug_of(self.document.path, f"docs/{TERMS}") is not None

    @property
    def reader(self) -> Reader:
        """For whom it is written; a page that names nobody is for everyone."""
        if self.is_term:
            return Reader.LOOKING_UP
        named = self.document.meta.get("audience") or []
        audience = {str(name) for name in named} if isinstance(named, list) else set()
        if "developer" in audience:
            return Reader.DEVELOPER
        experts = bool(audience) and audience <= {"student", "clinician"}
        return Reader.EXPERT if experts else Reader.EVERYONE

    def problem(self, offset: int, rule: str, what: str, mend: str, *beside: str) -> Problem:
        """Make a problem at an offset of the page's body.

        Args:
            offset: The offset.
            rule: Its rule.
            what: What is wrong.
            mend: How to mend it.
            beside: The rules that explain it where they find something in the same line.
        """
        path, (line, column) = self.document.path, place_in(self.document, offset)
        causes = tuple(f"{other} {path}:{line}" for other in beside)
        return Problem(path, line, column, rule, what, mend, because_of=causes)

    def whole(self, rule: str, what: str, mend: str) -> Problem:
        """Make a problem of the page as a whole."""
        return Problem(self.document.path, self.document.body_line, 0, rule, what, mend)
