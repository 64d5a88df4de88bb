"""The words of the whole repository: every page read once, every problem given."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from glossary_cards.diagnostics.problem import Problem, ordered, shown
from glossary_cards.diagnostics.source import (
    Document,
    Places,
    lost_front_matter,
    read_data,
    read_document,
    read_file,
)
from glossary_cards.pages.paths import TERMS
from mindinmind.data_files import read_checked
from mindinmind.page.redirects import ADDRESSES
from mindinmind.page.typed_numbers import typed_numbers
from mindinmind.security.leftovers import damage
from prose.front_matter import front_matter_problems, odd_names, unique_problems
from prose.halves import half_problems
from prose.language import Rule, language_problems, read_rules
from prose.length import grade_problems, length_problems
from prose.page_kinds import KINDS, kind_problems, lost_pages
from prose.pages import Page
from prose.shape import (
    capital_problems,
    cut_problems,
    drawing_problems,
    figure_problems,
    heading_problems,
    pain_problems,
)
from prose.shingles import Shingles, copied_problems, read_shingles
from prose.spelling import OTHER, WORD, WORD_LIST, Speller, spelling_problems
from publishing.standing import digest

WORDS = "docs/_data/language.yml"
"""The list of words to avoid; a site without it has none of these checks."""
ABBREVIATIONS = "docs/_data/abbreviations.yml"
_SCHEMA, _SEARCH = "docs/_data/front_matter.schema.json", "docs/_data/search.yml"

_ABOVE = frozenset("description definition summary content_note what".split())
_SHOWN = {
    "claims.yml": frozenset(["says", "why"]),
    "crisis_lines.yml": frozenset("who hours cost emergency_note languages".split()),
}
_DRAWN = frozenset("title alt caption note words why warning lead".split())
"""The keys above a page, and in files of data, whose words readers see; a title is a heading."""
_LITTLE = re.compile(r"^little: *\[([^]]*)\]", re.M)  # "little: [a, an, the]"
_WHOSE = {
    "article_shingles.txt": "the source article",
    "quotation_shingles.txt": "a paper's own words",
}


@dataclass(frozen=True)
class Settings:
    """What pages are compared with.

    Attributes:
        rules: Words to avoid.
        schema: The form of the front matter; empty where it is not known.
        abbreviations: Words that may be all capitals.
        shingles: Texts that may not be copied, by what each is.
        made_of: A digest of what all of these were read from.
        kinds: What each kind of page must hold.
        speller: Knows the words; nobody where the site keeps no list of its own.
        little: Words that say so little that no sentence can do without them.
    """

    rules: Sequence[Rule]
    schema: Mapping[str, Any]
    abbreviations: frozenset[str]
    shingles: Mapping[str, Shingles]
    made_of: str = ""
    kinds: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    speller: Speller | None = None
    little: frozenset[str] = frozenset()


def page_problems(page: Page, settings: Settings) -> Iterator[Problem]:
    """Give every problem of one page's words."""
    if settings.schema:
        above = list(front_matter_problems(page, settings.schema))
        yield from above
        if any("`audience`" in problem.what for problem in above):
            return  # nobody knows for whom its words are
    if page.is_term:
        yield from odd_names(page, settings.little)
    yield from heading_problems(page)
    yield from drawing_problems(page)
    yield from kind_problems(page, settings.kinds)
    if page.document.meta.get("lang", "en") != "en":
        return  # the rest knows English only
    yield from length_problems(page)
    yield from grade_problems(page)
    yield from half_problems(page)
    yield from figure_problems(page)
    yield from cut_problems(page)
    yield from capital_problems(page, settings.abbreviations)
    yield from pain_problems(page)
    yield from (said := list(_word_problems(page, settings)))
    if not any(problem.what == OTHER for problem in said):  # which the page says for all of it
        yield from _word_problems(page.of_values(_ABOVE), settings)
    yield from copied_problems(page, settings.shingles)


def _word_problems(page: Page, settings: Settings) -> Iterator[Problem]:
    """Find words to avoid, and words that are spelt wrong."""
    yield from language_problems(page, settings.rules)
    if settings.speller:
        yield from spelling_problems(page, settings.speller)


Keep = Callable[[Iterable[str], Callable[[], Iterable[Problem]]], Iterable[Problem]]
"""Gives what was found before, by all that it depends on; or finds it."""


def project_problems(
    root: Path, only: Collection[str] = (), keep: Keep = lambda _, find: find()
) -> list[Problem]:
    """Give every problem of the words in a checkout.

    Args:
        root: The project's root, which holds ``docs`` and ``tests/data``.
        only: The pages to look at; all of them, and the data files, if there are none.
        keep: Knows what was found before.

    Returns:
        Problems in source order; none for a site that keeps no list of words to avoid.
    """
    if not (root / WORDS).exists():
        return []
    pages, problems = read_pages(root, only)
    settings, faults = read_settings(root, pages)
    broken = {problem.path for problem in problems}  # what such a page lacks, nobody can tell
    problems += faults
    for page in pages:
        document = page.document
        if document.path not in broken and (not only or document.path in only):
            said = str(document.meta), str(document.places), document.body
            parts = settings.made_of, document.path, *said
            problems += keep(parts, partial(page_problems, page, settings))
    published = read_file(ADDRESSES, root / ADDRESSES)[0].split()

    def is_newer(page: Page) -> tuple[bool, int]:
        path = page.document.path.removeprefix("docs/")
        return path not in published, len(path)

    known = sorted((page for page in pages if not page.is_term), key=is_newer)
    problems += unique_problems(known)
    if not only:
        for path in sorted((root / "docs" / "_data").rglob("*.yml")):
            name = path.relative_to(root).as_posix()
            text = re.sub(r"^[ \t]*#", "", read_file(name, path)[0], flags=re.M)
            find = partial(_data_problems, name, text, settings)
            problems += keep([settings.made_of, name, text], find)
    return ordered(problems)


def read_pages(root: Path, only: Collection[str] = ()) -> tuple[list[Page], list[Problem]]:
    """Read the Markdown pages under ``docs``, in order of path; and say which cannot be read.

    Args:
        root: The project's root.
        only: The pages that are wanted, and with them those of terms; all if there are none.
    """
    pages, problems = [], []
    for path in sorted((root / "docs").rglob("*.md")):
        name = path.relative_to(root).as_posix()
        wanted = not only or name in only or name.startswith(f"docs/{TERMS}/")
        if "_data" not in path.parts and wanted:
            text, faults = read_file(name, path)
            document, broken = read_document(name, text)
            pages.append(Page(document, text.removesuffix(document.body)))
            lost = lost_front_matter(document)
            problems += [*faults, *broken, *([lost] if lost else [])]
    return pages, problems


def read_settings(root: Path, pages: Sequence[Page]) -> tuple[Settings, list[Problem]]:
    """Read what pages are compared with, from ``docs/_data``, ``tests/data`` and the glossary.

    Returns:
        The settings, and what is wrong with the files; a file that cannot be used counts as empty.
    """
    problems: list[Problem] = []

    def entries(name: str) -> dict[Any, Any]:
        """Give the right entries of a file that a site may do without."""
        if not (root / name).exists():
            return {}
        found = read_checked(name, root / name, "words-file")
        problems.extend(found.problems)
        problems.extend(lost_pages(found, root / "docs") if name == KINDS else ())
        return found.good

    schema, _, faults = read_data(_SCHEMA, root / _SCHEMA)
    problems += faults
    texts = root / "tests" / "data"
    shingles = {
        whose: read_shingles((texts / name).read_text("utf-8"))
        for name, whose in _WHOSE.items()
        if (texts / name).exists()
    }
    of_terms = frozenset(str(page.document.meta.get("abbreviation") or "") for page in pages)
    little = _LITTLE.search(read_file("", root / _SEARCH)[0])
    words = _own_words(root, pages, problems) if (root / WORD_LIST).exists() else None
    read = WORDS, ABBREVIATIONS, KINDS, _SCHEMA, _SEARCH, *(f"tests/data/{n}" for n in _WHOSE)
    made_of = digest(root / name for name in read), sorted(of_terms), sorted(words or ())
    return Settings(
        read_rules([*entries(WORDS).values()]),
        schema if isinstance(schema, dict) else {},
        of_terms.union(map(str, entries(ABBREVIATIONS).values())),
        shingles,
        blake2b(repr(made_of).encode()).hexdigest(),
        entries(KINDS),
        Speller(words) if words else None,
        frozenset(re.findall(r"[a-z]+", little[1]) if little else ()),
    ), problems


def _own_words(root: Path, pages: Iterable[Page], problems: list[Problem]) -> frozenset[str]:
    """Give the project's own words, of its list and of the glossary's terms; note what is none."""
    lines = read_file(WORD_LIST, root / WORD_LIST)[0].splitlines()
    listed = {line.strip().lower() for line in lines if not line.startswith("#")}
    for number, line in enumerate(lines, 1):
        word = "" if line.startswith("#") else line.strip()
        what, mend = f"{shown(line)} is no single word", "write one word on each line"
        if sign := damage(word):
            what, mend = sign.what, sign.mend
        elif not word or WORD.fullmatch(word):
            continue
        problems.append(Problem(WORD_LIST, number, 1, "words-file", what, mend))
    terms = (page.document.meta for page in pages if page.is_term)
    forms = (form for meta in terms for form in (meta.get("term"), meta.get("forms")))
    return frozenset(listed.union(re.findall(r"[^\W\d_]+", str([*forms]).lower())))


def _data_problems(name: str, text: str, settings: Settings) -> Iterator[Problem]:
    """Check the words of a file of data that pages show: copied runs, and halves of a finding."""
    file = name.removeprefix("docs/_data/")
    is_drawn = file.startswith("diagrams/")
    if is_drawn:  # read as it stands, so that every place is right
        yield from half_problems(Page(Document(name, {}, Places(), text, 1)))
        yield from typed_numbers(name, text, frozenset())
    elif file == "claims.yml":  # each claim is a section: "C8b:" begins one
        claims = re.sub(r"^(C\w+):$", r"# \1", text, flags=re.M)
        yield from half_problems(Page(Document(name, {}, Places(), claims, 1)))
    page = Page(Document(name, {}, Places(), "", 1), text)
    if keys := _DRAWN if is_drawn else _SHOWN.get(file):
        yield from _word_problems(page.of_values(keys), settings)
    yield from copied_problems(page, settings.shingles)
