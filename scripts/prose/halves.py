"""Both halves: how many got better never stands without how many it came back for.

A section may say the second half in its own words; one of a few plain ones has to be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from glossary_cards.diagnostics.problem import Problem
from prose.pages import Page, Reader
from prose.text import Block, Kind

# "4 to 6 in 10 recovered", "no longer had the diagnosis", "a remission"
_BETTER = re.compile(
    r"\bremi(?:ssion|tted)\b|(?<!\bnot )\brecovered\b|\bno longer had enough signs\b"
    r"|\b(?:no longer (?:had|met|have)|lost|without) the diagnosis\b",
    re.I,
)
# "99 in 100", "49.4 %", "half of them", "nearly all"
_FIGURE = re.compile(
    r"\b\d+ (?:in|out of) (?:every )?\d+|\d ?%|\bper cent\b|\bhalf\b|\bnearly (?:all|everyone)\b",
    re.I,
)
# "it came back", "signs returned", "lost it again", "12 in 100 relapsed"
_WORSE = re.compile(
    r"\bc(?:ame|ome|omes) back\b|\brelaps\w*|\brecurr\w*|\breturn(?:s|ed)\b"
    r"|\blos(?:t|e|ing|s)\b[^.]{0,30}\b(?:again|ground|recovery)\b|\bends?\b[^.]{0,20}\bremission\b",
    re.I,
)  # fmt: skip


def half_problems(page: Page) -> Iterator[Problem]:
    """Find figures of remission or recovery in a section that does not say that it can be lost.

    Args:
        page: The page; a section runs from one heading to the next of level 1 or 2.

    Yields:
        One problem for each section, at its first such figure.
    """
    if page.reader is Reader.DEVELOPER:
        return
    for section in _sections(page.blocks):
        if any(_WORSE.search(block.text) for block in section):
            continue
        for block in section:
            better = _BETTER.search(block.text)
            if better and _FIGURE.search(block.text):
                what = f"“{better[0]}” has a figure, and nothing here says how often it is lost"
                mend = "say in the same section for how many it came back, such as [^zanarini2012]"
                yield page.problem(block.offsets[better.start()], "half-told", what, mend)
                break


def _sections(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    section: list[Block] = []
    for block in blocks:
        if block.kind is Kind.HEADING and block.level <= 2 and section:
            yield section
            section = []
        section.append(block)
    yield section
