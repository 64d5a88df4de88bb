"""A page's file, in which the place of what its HTML holds is looked up.

Markdown keeps no places. What is wrong on a page is looked for in its file, in reading order: the
third problem with ``{claim=C8}`` stands at the third ``{claim=C8}``.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from glossary_cards.checks.written_page import without_code
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import Place, place_of


@dataclass
class Source:
    """A page's file.

    Attributes:
        path: The file as problems name it.
        text: The whole file, or the part of it that is looked into.
        told: How often each text was met: the next problem with it stands at its next place.
    """

    path: str
    text: str
    told: Counter[str] = field(default_factory=Counter, init=False)

    @cached_property
    def texts(self) -> tuple[str, str]:
        """The file without its code and comments, where what is wrong seldom is, and whole."""
        return without_code(self.text)[0], self.text

    def problem(
        self, rule: str, what: str, mend: str, *needles: str, because_of: tuple[str, ...] = ()
    ) -> Problem:
        """Make an error where the file first holds one of some texts that it was not told of.

        Args:
            rule: The name of the check.
            what: What is wrong.
            mend: How to mend it.
            needles: Texts that may stand at the place, the surest first.
            because_of: What explains it.
        """
        place = self._place(needles)
        return Problem(self.path, *place, rule, what, mend, because_of=because_of)

    def _place(self, needles: Iterable[str]) -> Place:
        """Find the next place of the first text that there is; zeros for none."""
        wanted = [*filter(None, needles)]
        for needle in wanted:
            # A line break of the page may stand before spaces in the file.
            pattern = r"\s+".join(map(re.escape, needle.split())) or re.escape(needle)
            for text in self.texts:
                places = [place.start() for place in re.finditer(pattern, text, re.I)]
                if places:
                    start = places[min(self.told[needle], len(places) - 1)]
                    self.told[needle] += 1
                    return place_of(text, start)
        for number, line in enumerate(self.text.split("\n"), 1):  # "java&#115;cript:"
            plain = html.unescape(line)
            if column := 1 + max((plain.find(needle) for needle in wanted), default=-1):
                return number, column
        return 0, 0
