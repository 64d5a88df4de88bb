"""What is left to mend on a page, as the writer of it sees it under serve.py."""

from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment

from glossary_cards.diagnostics.problem import Problem, ordered
from mindinmind.root_causes import without_consequences
from prose.project import project_problems

START = '<article class="mim-page md-typeset">'
"""Where a page's words begin, and so the panel."""


def to_mend(root: Path, said: Iterable[Problem]) -> list[Problem]:
    """Give all problems of a site.

    Args:
        root: Its root.
        said: What its hooks and MkDocs said.
    """
    return ordered(without_consequences([*said, *project_problems(root)]))


def panel(problems: list[Problem], path: str, templates: Environment) -> str:
    """Write what is wrong with one page, and how much is wrong elsewhere.

    Args:
        problems: All of the site's.
        path: The page's file, such as ``docs/index.md``.
        templates: The site's templates.
    """
    own = [problem for problem in problems if problem.path == path]
    template = templates.get_template("partials/mim/preview.html")
    return template.render(own=own, others=len(problems) - len(own))
