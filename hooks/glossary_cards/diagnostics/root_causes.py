"""One cause, one problem: what several checks say of one mistake is told once.

Each check knows its own rules only. Together they would list, beside the cause, all that follows
from it, and a contributor would mend the wrong thing first.
"""

from __future__ import annotations

from collections.abc import Iterable

from glossary_cards.diagnostics.problem import Problem

_MISPLACED = "misplaced-term"
_MORE_TELLING = "page-option"
_LOSES_PAGES = "references-file"
_OF_ALL_PAGES = frozenset(("unused-term", "unlinked-term", "unused-form"))


def without_consequences(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out what follows from another problem.

    Args:
        problems: What all checks found.

    Returns:
        The problems without those of a file that only stands in the wrong place, without unknown
        keys that were meant for an option of the glossary, and without terms that no page uses
        where the pages that list the references could not be made.
    """
    found = list(problems)
    misplaced = {problem.path for problem in found if problem.rule == _MISPLACED}
    options = {_place(problem) for problem in found if problem.rule == _MORE_TELLING}
    if any(problem.rule == _LOSES_PAGES for problem in found):
        found = [problem for problem in found if problem.rule not in _OF_ALL_PAGES]
    return [
        problem
        for problem in found
        if (problem.rule == _MISPLACED or problem.path not in misplaced)
        and not (problem.rule == "front-matter" and _place(problem) in options)
    ]


def _place(problem: Problem) -> tuple[str, int, int]:
    return problem.path, problem.line, problem.column
