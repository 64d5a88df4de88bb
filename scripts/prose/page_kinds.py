"""What a page must hold by its kind: crisis lines, sources; the kinds are page_kinds.yml."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from glossary_cards.checks.written_page import without_code
from glossary_cards.diagnostics.problem import Problem, meant
from mindinmind.data_files import Checked
from prose.pages import Page
from prose.text import place_in

KINDS = "docs/_data/page_kinds.yml"
_WORDS = re.compile(r"^[^#\s]", re.M)  # a line that is no heading
_CITED = re.compile(r"\[\^[^\]\s]+\](?!:)")  # "[^bateman2009]"


def kind_of(path: str, kinds: Mapping[str, Mapping[str, Any]]) -> tuple[str, Mapping[str, Any]]:
    """Give the first kind that fits a path, such as ``docs/help/x.md``, and what it asks for."""
    inside = path.removeprefix("docs/")
    fitting = (
        (name, kind)
        for name, kind in kinds.items()
        if any(fnmatchcase(inside, pattern) for pattern in kind["pages"])
    )
    return next(fitting, ("", {}))


def lost_pages(found: Checked, docs: Path) -> Iterator[Problem]:
    """Find names of pages in the file of kinds that no page has."""
    for name, kind in found.good.items():
        for number, pattern in enumerate(kind["pages"]):
            if not any(docs.glob(pattern)):
                paths = (path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
                mend = meant(pattern, paths, "name one, or take it out", 0.8)
                cause = (f"moved-page docs/{pattern}",)
                keys, what = (name, "pages", number), f"there is no page `{pattern}`"
                yield found.problem(keys, what, mend, cause)


def kind_problems(page: Page, kinds: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Say what a page lacks that pages of its kind hold.

    Args:
        page: The page.
        kinds: By its name, what each kind holds, in the form of ``page_kinds.schema.json``.

    Yields:
        One problem for each thing; the first kind that fits the page's path is its kind.
    """
    document = page.document
    name, kind = kind_of(document.path, kinds)
    if kind and not _WORDS.search(document.body):
        mend = "write below its last `---` an example from daily life, or what the page says"
        what = "no words stand below the lines above this page"
        yield document.problem(("term" if page.is_term else "title",), "empty-file", what, mend)
        return
    lines = {line.strip() for line in document.body.splitlines()}
    wanted = kind.get("one_of", ())
    if wanted and not lines.intersection(wanted):
        end = place_in(document, len(document.body.rstrip()))
        what = f"a {name} holds one of {', '.join(f'`{text}`' for text in wanted)}"
        mend = "write one of them on a line of its own"
        broken = (f"words-file {KINDS}", f"marker {document.path}")
        yield Problem(document.path, *end, "page-kind", what, mend, because_of=broken)
    asked = kind.get("cites") and not document.meta.get("no_sources")
    if asked and not _CITED.search(without_code(document.body)[0]):
        what = f"a {name} cites a source, and this one cites none"
        mend = "cite one, or say above it why it needs none: `no_sources: It only asks.`"
        found = document.problem(("title",), "page-kind", what, mend)
        # A draft, and one that has no line above it.
        causes = f"placeholder {found.path}", f"front-matter {found.path}:1", f"words-file {KINDS}"
        yield replace(found, because_of=causes)
