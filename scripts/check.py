#!/usr/bin/env python3
"""Show every problem in the sources, each with file, line, and how to mend it.

    python3 scripts/check.py                       all problems, those that fail a build and others
    python3 scripts/check.py docs/index.md         those of some pages alone, in a second
    python3 scripts/check.py docs/_data/claims.yml those of a file of data
    python3 scripts/check.py --format github       as notes beside the lines of a pull request
    python3 scripts/check.py --terms               where each glossary term is linked, and why not
    python3 scripts/check.py --explain WORD PAGE   what became of each mention of a word on a page
    python3 scripts/check.py --fix                 mend what is safe to mend, and draw anew what is
                                                   stale; show the difference
    python3 scripts/check.py --due                 pages and crisis lines that are due for a check

It reads the site as a build does, and writes only what it found, to be quicker next time (.cache).
Exit code 1: there are errors.
"""

import gc
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from environment import ROOT, command_line, ensure_environment, fail

if __name__ == "__main__":
    gc.disable()  # what a run of seconds leaves behind is small, and looking for it is slow
    ensure_environment()

import mindinmind.evidence.data
from checking.fixes import mended, remade
from checking.formats import FORMATS, as_summary
from checking.published import lost_addresses, lost_lists
from checking.rules import stale_page
from checking.site import read_site
from checking.theme import theme_problems
from diagrams.draw import DRAWN_FROM, drawing_problems
from glossary_cards.cli import built_glossary, show_explanation, show_terms
from glossary_cards.diagnostics.problem import Problem, Severity, ordered
from glossary_cards.drafting import Refused
from glossary_cards.site import SiteGlossary
from mindinmind.evidence.review import due, today
from mindinmind.evidence.styles import Formatted
from mindinmind.page.crisis import OLD
from mindinmind.page.crisis import read as read_crisis_lines
from mindinmind.root_causes import without_consequences
from prose.marks import mark_problems
from prose.project import project_problems, read_pages
from publishing.standing import around, digest
from serving.memory import Memory
from serving.remembered import Remembered
from serving.sources import Sources
from serving.store import Store


def main(arguments: list[str], config: Path = ROOT / "mkdocs.yml") -> int:
    """Do what the command line asks; give the exit code."""
    parser = command_line(__doc__)
    parser.add_argument("files", nargs="*", help="files to check; all of them if there are none")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to show them")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--terms", action="store_true", help="report on the glossary's terms")
    kinds.add_argument("--explain", nargs=2, metavar=("WORD", "PAGE"), help="one word on one page")
    kinds.add_argument("--due", action="store_true", help="list the pages due for review")
    kinds.add_argument("--fix", action="store_true", help="mend what is safe to mend")
    options = parser.parse_args(arguments)
    if options.fix:
        found = _problems_of(config, options.files)
        print(mended(config.parent, found), *remade(config.parent, found), sep="", end="")
    if options.due:
        return _show_due(config.parent / "docs")
    if options.terms:
        return show_terms(_glossary(config), options.format)
    if options.explain:
        site = _glossary(config)
        return show_explanation(site, config.parent / site.docs_path, *options.explain)
    return _show_problems(config, options.format, options.files)


def found_problems(config: Path, only: Collection[str] = ()) -> list[Problem]:
    """Give what is wrong, in the order of the places; what follows from another is left out.

    Args:
        config: The site's mkdocs.yml.
        only: Pages, such as ``docs/index.md``; the whole site if there are none.
    """
    root = config.parent
    store = Store(root / ".cache/remembered.sqlite", "check")
    memory = Memory(around(root), store, keeps=False)

    def keep(parts: Iterable[str], find: Callable[[], Iterable[Problem]]) -> list[Problem]:
        return list(memory.recall(tuple(parts), lambda: list(find()), lasts=True))

    with _remembering(root, memory) as remembered:
        named = [page.removeprefix("docs/") for page in only]
        read = read_site(config, named, remembered.know)
    found = read.problems
    if glossary := read.plugins.get("hooks/glossary.py"):
        found += mark_problems(root, glossary.site)
    found += project_problems(root, only, keep)
    if not only:
        drawn = digest(root / place for place in DRAWN_FROM)
        found += keep(["drawings", drawn], partial(drawing_problems, root))
        found += [*stale_page(root), *lost_addresses(root), *lost_lists(root)]
        found += keep(["theme", digest([root / "overrides"])], partial(theme_problems, root))
    (store.write if only else store.end)()
    problems = ordered(_at_its_day(root, one) for one in without_consequences(found))
    return [problem for problem in problems if problem.path in only] if only else problems


def _at_its_day(root: Path, problem: Problem) -> Problem:
    """Give the line of the day on which a page that is due was read."""
    text = (root / problem.path).read_text("utf-8") if problem.rule == "review-due" else ""
    line = text[: text.find("\nreviewed:") + 1].count("\n") + 1
    return replace(problem, line=line) if text else problem


@contextmanager
def _remembering(root: Path, memory: Memory) -> Iterator[Remembered]:
    """Have hooks remember what they found of a page, as in a build, until the site is read."""
    with ExitStack() as afterwards:

        def put(place: Any, name: str, function: Callable[..., Any]) -> None:
            afterwards.callback(setattr, place, name, getattr(place, name))
            setattr(place, name, function)

        put(mindinmind.evidence.data, "format_all", _unformatted)
        remembered = Remembered(put, memory)
        remembered.begin(Sources.of(root))
        yield remembered


def _unformatted(items: Iterable[Mapping[str, Any]], _: object) -> dict[str, Formatted]:
    """Give sources by their titles: no problem depends on their style, which is slow to follow."""
    return {str(one["id"]): Formatted(*[escape(str(one["title"]))] * 3) for one in items}


def _problems_of(config: Path, named: list[str]) -> list[Problem]:
    """Give what is wrong with some files; with all of them if none is named."""
    names = [_file(name, config.parent) for name in named]
    # What other files hold is judged with all the pages that show it.
    pages = names if all(name.endswith(".md") for name in names) else []
    return [p for p in found_problems(config, pages) if not names or p.path in names]


def _show_problems(config: Path, shape: str, named: list[str]) -> int:
    problems = _problems_of(config, named)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if problems or shape in ("json", "sarif"):
        print(FORMATS[shape](problems))
    if shape == "text":
        print(f"{errors} errors, {len(problems) - errors} warnings")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(as_summary(problems))
    return 1 if errors else 0


def _file(name: str, root: Path) -> str:
    """Give a file as problems name it, from wherever somebody names it."""
    path = Path(name).resolve()
    if not path.is_file() or not path.is_relative_to(root):
        fail(f"{name} is no file below {root}; name one such as docs/index.md")
    return path.relative_to(root).as_posix()


def _glossary(config: Path) -> SiteGlossary:
    try:
        return built_glossary(config)
    except Refused as why:
        fail(str(why))


def due_pages(docs: Path) -> list[Problem]:
    """List the pages below a folder that are due for review."""
    documents = (page.document for page in read_pages(docs.parent)[0])
    return due(((one.path, one.meta) for one in documents), today(os.environ))


def _show_due(docs: Path) -> int:
    found = due_pages(docs)
    for page in found:
        print(page)
    old = [p for p in read_crisis_lines(docs, today(os.environ), False, ())[1] if p.rule == OLD]
    for problem in old:
        print(problem)
    print(f"{len(found)} pages are due for review")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
