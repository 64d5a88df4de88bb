"""Both halves: how many got better never stands without how many it came back for.

A section may say the second half in its own words; one of a few plain ones has to be there.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from glossary_cards.diagnostics.problem import Problem
from prose.pages import Page, Reader
from prose.text import Block, Kind

_GONE = r"(?:BPD|diagnos\w+|criteria|signs|symptoms)"
# "4 to 6 in 10 recovered", "no longer met the criteria", "free of it", "lost the name BPD"
_BETTER = re.compile(
    r"\bremi(?:ssion|tted)\b|(?<!\bnot )\brecovere?[dy]\b|\bpeople recover\b"
    rf"|\bno longer\b[^.]{{0,40}}\b{_GONE}|\bnot\b[^.]{{0,20}}\b{_GONE} any ?(?:more|longer)\b"
    rf"|\b(?:lost|lose|without) (?:the )?(?:name )?{_GONE}|\b{_GONE} (?:was gone|went(?: away)?)\b"
    r"|\b(?:had|have|has) no BPD\b"
    r"|\b(?:BPD|symptom)-free\b|\bfree of (?:BPD|it)\b"
    r"|\bfree of (?:(?:the|all|any|most|nearly|almost|of|their) )*(?:signs|symptoms)\b"
    r"|\b(?:well again|got better|(?:get|gets|got|become|became) well)\b",
    re.I,
)
_WORDS = frozenset("remi reco long bpd diag crit sign symp free well bett".split())
"""How a word begins in all that this finds."""
# "99 in 100", "seven of ten", "49.4 %", "two thirds", "half of them", "nearly all"
_FIGURE = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine) (?:in|(?:out )?of) (?:the |every )?"
    r"(?:\d+|ten|a hundred)\b|\d ?%|\bper ?cent\b|\bhalf\b|\bnearly (?:all|everyone)\b"
    r"|\b(?:a|one|two|three|four|nine) (?:third|quarter|fifth|tenth)s?\b",
    re.I,
)
# "it came back", "signs returned", "lost it again", "12 in 100 relapsed"
_WORSE = re.compile(
    r"\bc(?:ame|ome|omes) back\b|\brelaps\w*|\brecurr\w*|\breturn(?:s|ed)\b"
    r"|\blos(?:t|e|ing|s)\b[^.]{0,30}\b(?:again|ground|recovery)\b|\bends?\b[^.]{0,20}\bremission\b",
    re.I,
)  # fmt: skip
_ABOVE = "summary", "description", "definition"
_FIGURE_RULES = "percentage", "figure-without-citation"
_WHAT = "“{}” has a figure, and nothing here says how often it is lost"
_MEND = "say in the same section for how many it came back, such as [^zanarini2012]"


def half_problems(page: Page) -> Iterator[Problem]:
    """Find figures of remission or recovery in a section that does not say that it can be lost.

    Args:
        page: The page; a section runs from one heading to the next of level 1 or 2, and what its
            front matter shows to readers is a section of its own.

    Yields:
        One problem for each section, at its first such figure.
    """
    if page.reader is Reader.DEVELOPER:
        return
    if page.is_body:
        yield from half_problems(page.of_values(_ABOVE))
    for section in _sections(page.blocks):
        for blocks in _read_together(section):
            near = [block for block in blocks if not _WORDS.isdisjoint(block.beginnings)]
            if not near or not any(_FIGURE.search(block.text) for block in blocks):
                continue
            better = next(((b, m) for b in near if (m := _BETTER.search(b.text))), None)
            if better and not any(_WORSE.search(block.text) for block in section):
                block, found = better
                offset, what = block.offsets[found.start()], _WHAT.format(found[0])
                # The line is to be written anew anyway, for its figure's sake.
                yield page.problem(offset, "half-told", what, _MEND, *_FIGURE_RULES)
                break


def _read_together(section: Sequence[Block]) -> Iterator[list[Block]]:
    """Give each block by itself, and the cells of a table as one."""
    for cell, blocks in groupby(section, lambda block: block.kind is Kind.CELL):
        read = list(blocks)
        yield from [read] if cell else [[block] for block in read]


def _sections(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    section: list[Block] = []
    for block in blocks:
        if block.kind is Kind.HEADING and block.level <= 2 and section:
            yield section
            section = []
        section.append(block)
    yield section
