"""The glossary's checks by name, and how severe each is on a site."""

from collections.abc import Iterable
from dataclasses import replace

from glossary_cards.diagnostics.problem import Problem, Severity

LEVELS = ("error", "warning", "off")
# The checks whose severity a site may choose, with the severity that they have otherwise.
CHECKS = {
    "same-form": Severity.ERROR,
    "unknown-term": Severity.ERROR,
    "unknown-reference": Severity.ERROR,
    "circular-definition": Severity.WARNING,
    "long-definition": Severity.ERROR,
    "dead-term-link": Severity.ERROR,
    "page-option": Severity.ERROR,
    "misplaced-term": Severity.ERROR,
    "no-terms": Severity.WARNING,
    "terms-left-off": Severity.WARNING,
    "unused-term": Severity.WARNING,
    "unused-form": Severity.WARNING,
    "unlinked-term": Severity.WARNING,
    "unexplained-abbreviation": Severity.WARNING,
}


def with_severity(problems: Iterable[Problem], chosen: Iterable[tuple[str, str]]) -> list[Problem]:
    """Give each problem the severity that the site chose for its check; leave out the rest.

    Args:
        problems: Problems as the checks find them.
        chosen: The checks that the site's settings name, each with its severity or ``off``.
    """
    levels: dict[str, str] = {**CHECKS, **dict(chosen)}
    judged = ((problem, levels.get(problem.rule, Severity.ERROR)) for problem in problems)
    return [replace(p, severity=Severity(level)) for p, level in judged if level != "off"]
