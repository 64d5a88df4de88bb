#!/usr/bin/env python3
"""Show every problem in the sources, each with file, line, and how to mend it.

    python3 scripts/check.py                       all problems, those that fail a build and others
    python3 scripts/check.py --format github       as notes beside the lines of a pull request
    python3 scripts/check.py --terms               where each glossary term is linked, and why not
    python3 scripts/check.py --explain WORD PAGE   what became of each mention of a word on a page
    python3 scripts/check.py --due                 pages that are due for review

It builds into a temporary folder and leaves the project as it is. Exit code 1: there are errors.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from environment import ROOT, ensure_environment, fail

if __name__ == "__main__":
    ensure_environment()

sys.path.insert(0, str(ROOT / "hooks"))
from building import build_site
from glossary_cards import report
from glossary_cards.diagnostics.problem import (
    Problem,
    Severity,
    as_github,
    as_json,
    as_terminal,
    ordered,
)
from glossary_cards.diagnostics.root_causes import without_consequences
from glossary_cards.diagnostics.source import read_document, read_file
from glossary_cards.mentions import mentions
from glossary_cards.plugin import GlossaryPlugin
from glossary_cards.site import SiteGlossary
from mindinmind.evidence.review import due, today
from mkdocs_messages import CONFIG, config_problem, problems_of
from prose.project import project_problems

FORMATS = {"terminal": as_terminal, "github": as_github, "json": as_json}


def main(arguments: list[str], config: Path = ROOT / "mkdocs.yml") -> int:
    """Do what the command line asks; give the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--format", choices=FORMATS, default="terminal", help="how to show them")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--terms", action="store_true", help="report on the glossary's terms")
    kinds.add_argument("--explain", nargs=2, metavar=("WORD", "PAGE"), help="one word on one page")
    kinds.add_argument("--due", action="store_true", help="list the pages due for review")
    options = parser.parse_args(arguments)
    if options.due:
        return _show_due(config.parent / "docs")
    if options.terms:
        return _show_terms(built_glossary(config), options.format)
    if options.explain:
        site = built_glossary(config)
        docs = config.parent / site.docs_path
        pages = [path.relative_to(docs).as_posix() for path in docs.rglob("*.md")]
        word, page = options.explain
        lines, known = report.explain(site, word, page, pages)
        print("\n".join(lines))
        return 0 if known else 1
    return _show_problems(config, options.format)


def built_glossary(config_file: Path) -> SiteGlossary:
    """Build the site into a temporary folder and give the glossary as the build left it.

    Raises:
        SystemExit: When the configuration has no glossary hook, or MkDocs gives up.
    """
    from mkdocs.commands.build import build  # noqa: PLC0415  # needs the environment
    from mkdocs.config import load_config  # noqa: PLC0415

    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    logging.getLogger("mkdocs").propagate = False
    with tempfile.TemporaryDirectory() as folder:
        try:
            config = load_config(str(config_file), site_dir=folder, strict=False)
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except Exception as error:  # a build may break off for any reason: it is one line here
            fail(f"The site cannot be built: {' '.join(str(error).split())}")
    plugins = (getattr(module, "plugin", None) for module in config["hooks"].values())
    found = next((plugin for plugin in plugins if isinstance(plugin, GlossaryPlugin)), None)
    if found is None:
        fail("mkdocs.yml names no glossary hook; write `hooks: [hooks/glossary.py]`.")
    return found.site


def _show_problems(config: Path, shape: str) -> int:
    broken = config_problem(config.parent)
    built = [broken] if broken else _built(config)
    problems = ordered(without_consequences(built + project_problems(config.parent)))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if problems or shape == "json":
        print(FORMATS[shape](problems))
    if shape == "terminal":
        print(f"{errors} errors, {len(problems) - errors} warnings")
    return 1 if errors else 0


def _built(config: Path) -> list[Problem]:
    """Build the site and give the problems; that it broke off for another reason is one, too."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = build_site(Path(folder) / "site", config=config)
    problems = problems_of(outcome.messages, config.parent)
    if outcome.code and not any(problem.severity is Severity.ERROR for problem in problems):
        print("\n".join(outcome.messages), file=sys.stderr)
        what = f"the site cannot be built: {outcome.messages[-1].strip()}"
        problems.append(Problem(CONFIG, 0, 0, "mkdocs", what, "see the lines above"))
    return problems


def _show_terms(site: SiteGlossary, shape: str) -> int:
    found = mentions(site)
    if shape == "json":
        print(json.dumps([asdict(mention) for mention in found], ensure_ascii=False, indent=1))
    else:
        print(report.as_text(site, found))
    return 0


def _show_due(docs: Path) -> int:
    pages = []
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs.parent).as_posix()
        pages.append((name, read_document(name, read_file(name, path)[0])[0].meta))
    found = due(pages, today(os.environ))
    for page in found:
        print(page)
    print(f"{len(found)} pages are due for review")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
