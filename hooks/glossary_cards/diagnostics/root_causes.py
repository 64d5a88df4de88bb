"""One cause, one problem: what several checks say of one mistake is told once.

Each check says of what else its problems may be a consequence, because only there is it known.
Told beside their cause they would have a contributor mend the wrong thing first.
"""

from __future__ import annotations

from collections.abc import Iterable

from glossary_cards.diagnostics.problem import Problem

_WHOLE_FILE = ("misplaced-term", "symbolic-link")
"""Rules of a file that has to go somewhere else: what is in it is judged when it is there."""


def without_consequences(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out what another problem explains, and what two hooks say of one place.

    Args:
        problems: What all checks found.
    """
    once = {(p.path, p.line, p.column, p.what): p for p in problems}
    found = list(once.values())
    told = {name for problem in found for name in problem.names}
    elsewhere = {problem.path for problem in found if problem.rule in _WHOLE_FILE}
    return [
        problem
        for problem in found
        if not told.intersection(problem.because_of)
        and (problem.path not in elsewhere or problem.rule in _WHOLE_FILE)
    ]
