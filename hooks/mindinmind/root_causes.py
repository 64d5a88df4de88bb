"""One cause, one problem: what several checks say of one mistake is told once.

Each check says of what else its problems may be a consequence, because only there is it known.
Told beside their cause they would have a contributor mend the wrong thing first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from glossary_cards.diagnostics.problem import Problem, Severity

_WHOLE_FILE = (
    "file",
    "empty-file",
    "misplaced-term",
    "symbolic-link",
    "merge-conflict",
    "encoding",
)
"""Rules of a file that has to be another first: what is in it is judged when it is right."""
_BESIDE = ("spelling", "capitals", "language", "unexplained-abbreviation")
"""Rules that are silent beside whatever else is said of the same words."""
_OF_PAGE = ("content-note", "help-link")
"""Rules of a whole page that stand at a word: they say nothing of the word itself."""
_WHEN_RIGHT = ("unlisted-page", "unused-term")
"""Rules of a file that is sound: told once nothing else in it fails."""
_OF_NAME = ("unknown-claim", "unknown-source", "dead-link")
"""Rules of a name that went, which every page that has it would tell of."""
_MOST_NAMED = 5
_AHEAD, _NEAR = 12, 24  # the words "click here", whose link begins with the second


def without_consequences(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out what another problem explains, and what two hooks say of one place.

    Args:
        problems: What all checks found.
    """
    found = list(problems)
    told = {name for problem in found for name in problem.names}
    found = [problem for problem in found if not told.intersection(problem.because_of)]
    found = list({(*_spot(p), p.what): p for p in reversed(found)}.values())[::-1]
    found = list(_told_once(found))
    places: dict[tuple[str, int], list[Problem]] = {}
    for problem in found:
        if problem.rule not in _OF_PAGE and problem.column:
            places.setdefault((problem.path, problem.line), []).append(problem)
    elsewhere = {problem.path for problem in found if problem.rule in _WHOLE_FILE}
    failing = {
        problem.path
        for problem in found
        if problem.severity is Severity.ERROR and problem.rule not in _WHEN_RIGHT
    }
    return [
        problem
        for problem in found
        if (problem.path not in elsewhere or problem.rule in _WHOLE_FILE)
        and not (problem.rule in _WHEN_RIGHT and problem.path in failing)
        and not (problem.rule in _BESIDE and _is_beside(problem, places))
    ]


def _told_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Tell of a name that is wrong in several places at the first of them."""
    places: dict[object, list[Problem]] = {}
    for one in problems:
        has_name = one.about and one.rule in _OF_NAME
        places.setdefault((one.rule, one.about) if has_name else id(one), []).append(one)
    for one, *others in map(sorted, places.values()):
        also = list(dict.fromkeys(f"{o.path}:{o.line}" for o in others))
        named = ", ".join(also[:_MOST_NAMED]) + (" and more" if also[_MOST_NAMED:] else "")
        yield replace(one, what=f"{one.what} (also at {named})") if also else one


def _spot(problem: Problem) -> tuple[str, int, int]:
    """Give where a problem stands; in a line of data, entries with the same slip are one."""
    is_page = problem.path.endswith(".md") or not problem.line
    return problem.path, problem.line, problem.column if is_page else 0


def _is_beside(problem: Problem, places: Mapping[tuple[str, int], list[Problem]]) -> bool:
    """Tell whether something else is said of the place or of what begins near it."""
    quiet = [rule for rule in _BESIDE if (problem.rule, rule) != ("spelling", "language")]
    others = (o for o in places.get((problem.path, problem.line), ()) if o.rule not in quiet)
    return any(  # a line that is refused is written anew
        o.rule == "unsafe-html" or -_AHEAD <= problem.column - o.column <= _NEAR for o in others
    )
