"""Sentences, paragraphs and pages that ask too much of a tired reader."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

from glossary_cards.diagnostics.problem import Problem
from prose.pages import FOR_ALL, LIMITS, Page
from prose.text import Block, Kind, plain_text, sentences

with warnings.catch_warnings(action="ignore"):  # it imports what setuptools will drop one day
    import textstat

GRADE = 8
"""Years of school that a page for readers may ask for: a tripwire, and no promise to anybody."""

_RUNNING = (Kind.PARAGRAPH, Kind.ITEM)
_SPOKEN = (Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE, Kind.CELL, Kind.CAPTION, Kind.HEADING)


def mean_sentence(page: list[Block]) -> float:
    """Give the mean number of words of a page's sentences in paragraphs and lists.

    Headings, table cells and dialogue are left out: they are short and would flatter the page.
    """
    counts = [s.words for block in page if block.kind in _RUNNING for s in sentences(block.text)]
    return sum(counts) / len(counts) if counts else 0.0


def length_problems(page: Page) -> Iterator[Problem]:
    """Find sentences and paragraphs over the limits of the page's readers.

    Args:
        page: The page.

    Yields:
        One problem for each sentence or paragraph that is too long, and one when the page's
        sentences are too long on average.
    """
    limits = LIMITS.get(page.reader)
    if not limits:
        return
    for block in page.blocks:
        found = sentences(block.text) if block.kind in _SPOKEN else []
        for sentence in found:
            if sentence.words > limits.longest:
                what = f"this sentence has {sentence.words} words, over {limits.longest}"
                mend = "cut it in two, or leave something out"
                yield page.problem(block.offsets[sentence.start], "long-sentence", what, mend)
        if block.kind is Kind.PARAGRAPH and 0 < limits.paragraph < len(found):
            what = f"this paragraph has {len(found)} sentences, over {limits.paragraph}"
            mend = "start a new paragraph, or make a list of it"
            yield page.problem(block.offsets[0], "long-paragraph", what, mend)
    mean = mean_sentence(page.blocks)
    if mean > limits.mean:
        what = f"sentences here have {mean:.1f} words on average, over {limits.mean:g}"
        path, line = page.document.path, page.document.body_line
        mend = "shorten the longest of them"
        yield Problem(path, line, 0, "long-sentences", what, mend)


def grade_problems(page: Page) -> Iterator[Problem]:
    """Say when a page for readers needs more years of school than eight (Flesch-Kincaid)."""
    text = plain_text(page.blocks) if page.reader in FOR_ALL else ""
    grade = textstat.flesch_kincaid_grade(text) if text else 0
    if grade > GRADE:
        what = f"this page reads at grade {grade:.1f}, over {GRADE}"
        mend = "use shorter words and sentences where it is hardest"
        yield Problem(page.document.path, page.document.body_line, 0, "reading-grade", what, mend)
