"""Term files: each is one Markdown file, whose front matter becomes a term."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mindinmind.glossary.definitions import EXAMPLE, Definition, read_definition
from mindinmind.glossary.forms import Form
from mindinmind.glossary.languages import primary
from mindinmind.glossary.paths import composed, slug_of
from mindinmind.glossary.settings import Settings
from mindinmind.glossary.spellings import forms_of, listed_spellings, wrong_spellings
from mindinmind.glossary.term_values import SCHEMA, unknown_keys, wrong_values
from mindinmind.glossary.terms import Glossary, Term
from mindinmind.glossary.text import is_word_character
from mindinmind.problems import Problem
from mindinmind.sources import Document, lost_front_matter, read_document

_LISTS = ("references", "misspellings", "not_before", "not_after")
_SECOND_BLOCK = re.compile(rf"\s*---[ \t]*\n(?:{'|'.join(SCHEMA)}):\s.*?^---[ \t]*$", re.S | re.M)
_STRAY_KEY = re.compile(
    # "See: the other page" is the beginning of a text, "see: [other]" is not.
    rf"\s*(?:(?P<key>{'|'.join(SCHEMA)}):(?=[ \t]*(?:\[|\n[ \t]*-[ ]|[\w-]+[ \t]*(?:\n|\Z)|\n|\Z))"
    rf"|(?P<text>definition|forms|abbreviation|misspellings):[ \t])"
)


@dataclass(frozen=True)
class TermFiles:
    """What a site's term files hold.

    Attributes:
        glossary: The terms.
        urls: The address of each term's page, by slug.
        slugs: The slugs of all files, also of those that hold no term yet.
        problems: What is wrong with them.
    """

    glossary: Glossary
    urls: Mapping[str, str]
    slugs: frozenset[str]
    problems: Sequence[Problem]


def read_term_files(
    sources: Iterable[tuple[str, str, str]], docs_path: str, settings: Settings
) -> TermFiles:
    """Read all terms of a site.

    Args:
        sources: Path (inside ``docs_dir``), address and text of each file; those that are no
            term files are left out.
        docs_path: ``docs_dir`` as contributors know it.
        settings: The site's settings.
    """
    terms: dict[str, Term] = {}
    urls: dict[str, str] = {}
    slugs: set[str] = set()
    problems: list[Problem] = []
    for path, url, text in sources:
        slug = slug_of(path, settings.folder)
        if slug is None:
            continue
        slugs.add(slug)
        document, broken = read_document(f"{docs_path}/{path}", text)
        problems += broken
        if broken and not document.meta:
            continue  # whatever is missing, this is why
        term, wrong = read_term(slug, document, settings)
        problems += wrong
        if term is not None and term.forms:  # none where the headword itself is wrong
            terms[slug], urls[slug] = term, url
    problems += _same_file_names(terms)
    ordered = dict(sorted(terms.items(), key=lambda item: (item[1].name.casefold(), item[0])))
    return TermFiles(Glossary(ordered), urls, frozenset(slugs), problems)


def read_term(
    slug: str, document: Document, settings: Settings
) -> tuple[Term | None, list[Problem]]:
    """Read one term file.

    Args:
        slug: The file's name without ``.md``.
        document: The file, split into front matter and body.
        settings: The site's settings.

    Returns:
        The term, or ``None`` where headword or definition is missing, and what is wrong.
    """
    if not document.places or _SECOND_BLOCK.match(document.body):
        return None, [_without_front_matter(slug, document)]
    unknown = unknown_keys(document, settings.page_keys)
    wrong = list(wrong_values(document))
    bad = {str(fault.keys[0]) for fault in wrong if len(fault.keys) == 1}
    meta = {k: v for k, v in document.meta.items() if k in SCHEMA and k not in bad}
    spellings = listed_spellings(meta)
    wrong_forms = list(wrong_spellings(spellings))
    stray = _STRAY_KEY.match(document.body)
    meant = {*bad, *unknown.values(), _key_of(stray) if stray else ""}
    source = str(meta.get("definition") or "").strip()
    definition, problems = read_definition(document, source, settings.definition_words)
    problems += [*_file_name(slug, document), *_unknown_key_problems(document, unknown)]
    problems += [_stray_key(document, stray)] if stray else []
    problems += _missing(slug, document, meta, meant)
    problems += [document.problem(keys, "wrong-value", *said) for keys, *said in wrong]
    problems += [document.problem(keys, "wrong-form", *said) for keys, *said in wrong_forms]
    if not str(meta.get("term") or "").strip() or not source or not _is_safe(slug):
        return None, problems
    places = {fault.keys for fault in wrong_forms}
    right = {keys: text for keys, text in spellings.items() if keys not in places}
    language = primary(settings.language) if meta.get("inflect", True) else "off"
    forms = tuple(forms_of(right, meta.get("case") == "exact", language))
    return _term(slug, document, meta, definition, forms), problems


def _term(
    slug: str,
    document: Document,
    meta: Mapping[str, Any],
    definition: Definition,
    forms: tuple[Form, ...],
) -> Term:
    """Make a term of what is right in its file."""
    return Term(
        slug=slug,
        name=str(meta["term"]).strip(),
        definition=definition,
        forms=forms,
        abbreviation=str(meta.get("abbreviation") or ""),
        pronunciation=str(meta.get("pronunciation") or ""),
        see=tuple(map(composed, _texts(meta.get("see")))),
        **{key: _texts(meta.get(key)) for key in _LISTS},
        document=document,
    )


def _same_file_names(terms: Mapping[str, Term]) -> Iterator[Problem]:
    """Find file names that differ in letter case alone: some computers keep only one of them."""
    first: dict[str, str] = {}
    for slug, term in terms.items():
        other = first.setdefault(slug.casefold(), slug)
        if other != slug:
            what = f"its name differs from `{other}.md` in letter case alone"
            yield Problem(term.document.path, 0, 0, "file-name", what, "rename one of the two")


def _without_front_matter(slug: str, document: Document) -> Problem:
    """Say what a file that has no front matter lacks."""
    if document.places:
        what, mend = "a second block of front matter follows the first", "keep one of the two"
        return Problem(document.path, document.body_line, 1, "front-matter", what, mend)
    if lost := lost_front_matter(document):
        return lost
    what = "the file has no front matter"
    mend = f"begin it with four lines: `---`, `term: {_words_of(slug)}`, `definition: ...`, `---`"
    return Problem(document.path, 1, 1, "front-matter", what, mend)


def _file_name(slug: str, document: Document) -> Iterator[Problem]:
    """Check that a file's name can be the end of an address on any computer."""
    if not _is_safe(slug):
        fine = re.sub(r"[^\w-]+", "-", slug.lower().removesuffix(".md")).strip("-")
        mend = f"call it `{fine}.md`" if fine else "use small letters, digits and hyphens"
        what = f"the file name `{slug}.md` holds signs that an address cannot hold"
        yield Problem(document.path, 0, 0, "file-name", what, mend)


def _is_safe(slug: str) -> bool:
    return slug[:1] not in ("", "-") and all(c == "-" or is_word_character(c) for c in slug)


def _words_of(slug: str) -> str:
    return " ".join(re.findall(r"\w+", slug)) or "word"


def _key_of(stray: re.Match[str]) -> str:
    return str(stray["key"] or stray["text"])


def _stray_key(document: Document, stray: re.Match[str]) -> Problem:
    """Say that a key stands below the front matter."""
    key = _key_of(stray)
    line = document.body_line + document.body.count("\n", 0, document.body.index(key))
    what = f"`{key}` stands below the front matter, where it does nothing"
    mend = "move it above the line `---`"
    return Problem(document.path, line, 1, "front-matter", what, mend)


def _missing(
    slug: str, document: Document, meta: Mapping[str, Any], meant: Collection[str]
) -> Iterator[Problem]:
    """Find required keys that are absent or empty, unless another problem says why."""
    for key, example in (("term", _words_of(slug)), ("definition", EXAMPLE)):
        if str(meta.get(key) or "").strip() or key in meant:
            continue
        if not document.written.get((key,), "").startswith("#"):
            what, mend = f"the term has no `{key}`", f"add a line `{key}: {example}`"
            yield document.problem((key,), f"missing-{key}", what, mend)


def _unknown_key_problems(document: Document, unknown: Mapping[str, str]) -> Iterator[Problem]:
    for key, near in unknown.items():
        what = f"`{key}` is not a key of a term"
        mend = f"did you mean `{near}`?" if near else f"use one of: {', '.join(SCHEMA)}"
        yield document.problem((key,), "unknown-key", what, mend)


def _texts(entries: Sequence[object] | None) -> tuple[str, ...]:
    """Give the entries of a list; none where one is wrong, so that each keeps its place."""
    texts = tuple(entry for entry in entries or () if isinstance(entry, str))
    return texts if len(texts) == len(entries or ()) else ()
