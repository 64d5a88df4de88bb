"""Terms: one Markdown file each, read against one schema."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from mindinmind.glossary.definitions import Definition, read_definition
from mindinmind.glossary.forms import Form, has_own_case, inflected
from mindinmind.glossary.matcher import Entry
from mindinmind.glossary.settings import Settings
from mindinmind.glossary.text import fold, is_word_character
from mindinmind.problems import Problem, shown
from mindinmind.sources import Document, lost_front_matter

SCHEMA: Mapping[str, str] = {
    "term": "text",
    "definition": "text",
    "pronunciation": "text",
    "forms": "texts",
    "abbreviation": "text",
    "see": "texts",
    "references": "texts",
    "misspellings": "texts",
    "not_before": "texts",
    "not_after": "texts",
    "case": "exact",
    "inflect": "flag",
    "draft": "flag",
}
"""The keys of a term's front matter and the kind of each value."""

PAGE_KEYS = frozenset(
    "title description template hide tags search status icon lang dir audience summary reviewed "
    "review_in reviewers changes exit content_note skip_to terms".split()
)
"""Keys that any page may hold, so that a term's page may, too."""

_KINDS = {
    "text": "one line of text",
    "texts": "a list, one `- entry` on each line or `[a, b]`",
    "exact": "the word `exact`, or leave it out",
    "flag": "`true` or `false`",
}
_GAP = re.compile(r"\s+|-")
_MARKUP = re.compile(r"</?[a-z!]|\*\*|^[*_].*[*_]$|`|\]\(", re.I)
_SECOND_BLOCK = re.compile(r"\s*---[ \t]*\n\w+:")


@dataclass(frozen=True)
class Term:
    """One term of the glossary.

    Attributes:
        slug: Its file's name without ``.md``: stable, the end of its address.
        name: The headword.
        definition: What it means.
        forms: Every spelling that matches: headword, listed forms, abbreviation, and what the
            inflection rules make of them.
        abbreviation: Its abbreviation, or empty.
        pronunciation: How to say it, or empty.
        see: Slugs of related terms.
        references: Keys of the bibliography.
        misspellings: What readers may type into the search.
        not_before: Words that must not follow a form.
        not_after: Words that must not stand before a form.
        document: The file it was read from.
    """

    slug: str
    name: str
    definition: Definition
    forms: tuple[Form, ...]
    abbreviation: str
    pronunciation: str
    see: tuple[str, ...]
    references: tuple[str, ...]
    misspellings: tuple[str, ...]
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    document: Document = field(repr=False, compare=False)

    @property
    def title(self) -> str:
        """The headword with a capital first letter, for titles and lists."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def also_written(self) -> tuple[str, ...]:
        """The spellings that a contributor listed, without the headword."""
        names = (f.text for f in self.forms if f.listed and f.text != self.name)
        return tuple(dict.fromkeys(names))

    def entries(self) -> Iterator[Entry]:
        """Give the term's forms as the matcher takes them."""
        before = frozenset(map(fold, self.not_before))
        after = frozenset(map(fold, self.not_after))
        for form in self.forms:
            yield Entry(self.slug, form, before, after)


@dataclass(frozen=True)
class Glossary:
    """All terms, by slug, in the order of their names."""

    terms: Mapping[str, Term]

    def entries(self) -> list[Entry]:
        """Give the forms of all terms, those that contributors wrote first."""
        entries = [entry for term in self.terms.values() for entry in term.entries()]
        return sorted(entries, key=lambda entry: not entry.form.listed)


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
    problems = [*_file_name(slug, document), *_schema_problems(document, settings.page_keys)]
    bad = {p.what.split("`")[1] for p in problems if p.rule == "wrong-value"}
    meta = {k: v for k, v in document.meta.items() if k in SCHEMA and k not in bad}
    wrong_forms = list(_wrong_forms(document, meta))
    problems += [document.problem(key, "wrong-form", *said) for key, _, *said in wrong_forms]
    name = str(meta.get("term") or "").strip()
    for key, example in (("term", _words_of(slug)), ("definition", "what it means, in short")):
        if not str(meta.get(key) or "").strip() and key not in bad:
            what, mend = f"the term has no `{key}`", f"add a line `{key}: {example}`"
            problems.append(document.problem((key,), f"missing-{key}", what, mend))
    source = str(meta.get("definition") or "").strip()
    definition, wrong = read_definition(document, source, settings.definition_words)
    problems += wrong
    if not name or not source or not _is_safe(slug):
        return None, problems
    term = Term(
        slug=slug,
        name=name,
        definition=definition,
        forms=tuple(_forms(meta, name, settings.language, {text for _, text, *_ in wrong_forms})),
        abbreviation=str(meta.get("abbreviation") or ""),
        pronunciation=str(meta.get("pronunciation") or ""),
        **{key: tuple(meta.get(key) or ()) for key in _LISTS},
        document=document,
    )
    return term, problems


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
        fine = re.sub(r"[^\w-]+", "-", slug.lower()).strip("-")
        mend = f"call it `{fine}.md`" if fine else "use small letters, digits and hyphens"
        what = f"the file name `{slug}.md` holds signs that an address cannot hold"
        yield Problem(document.path, 0, 0, "file-name", what, mend)


def _is_safe(slug: str) -> bool:
    return slug[:1] not in ("", "-") and all(c == "-" or is_word_character(c) for c in slug)


def _words_of(slug: str) -> str:
    return " ".join(re.findall(r"\w+", slug)) or "word"


def same_slugs(slugs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Find file names that differ in letter case alone: some computers keep only one of them."""
    first: dict[str, str] = {}
    for slug in slugs:
        other = first.setdefault(slug.casefold(), slug)
        if other != slug:
            yield slug, other


_LISTS = ("see", "references", "misspellings", "not_before", "not_after")


def _forms(
    meta: Mapping[str, Any], name: str, language: str, wrong: Collection[str]
) -> Iterator[Form]:
    """Give all forms of a term, without repetition and without those that are wrong."""
    always_exact = meta.get("case") == "exact"
    listed = [Form(name, always_exact or has_own_case(name), key=("term",))]
    for index, text in enumerate(meta.get("forms") or ()):
        listed.append(Form(text, always_exact or has_own_case(text), key=("forms", index)))
    if meta.get("abbreviation"):
        listed.append(Form(str(meta["abbreviation"]), exact=True, key=("abbreviation",)))
    seen = set()
    rules = language if meta.get("inflect", True) else "off"
    listed = [form for form in listed if form.text not in wrong]
    made = [variant for form in listed for variant in inflected(form, rules)]
    for form in (*listed, *made):
        if form.text not in seen:
            seen.add(form.text)
            yield form


def _schema_problems(document: Document, page_keys: Collection[str]) -> Iterator[Problem]:
    """Check keys and kinds of values."""
    known = {*SCHEMA, *PAGE_KEYS, *page_keys}
    for key, value in document.meta.items():
        if key not in known:
            near = get_close_matches(str(key), SCHEMA, 1)
            mend = f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(SCHEMA)}"
            yield document.problem((key,), "unknown-key", f"`{key}` is not a key of a term", mend)
        elif key in SCHEMA and value is not None and not _is_kind(value, SCHEMA[key]):
            what = f"`{key}` is {_described(value)}"
            mend = f"write {_KINDS[SCHEMA[key]]}" + _quote_hint(value)
            yield document.problem((key,), "wrong-value", what, mend)


def _wrong_forms(
    document: Document, meta: Mapping[str, Any]
) -> Iterator[tuple[tuple[str | int, ...], str, str, str]]:
    """Find forms that no text can hold: place, form, what is wrong and how to mend it."""
    forms: list[tuple[tuple[str | int, ...], str]] = [
        (("forms", index), text) for index, text in enumerate(meta.get("forms") or ())
    ]
    forms += [((key,), meta[key]) for key in ("term", "abbreviation") if meta.get(key)]
    for key, text in forms:
        if not any(c.isalnum() for c in text):
            yield key, text, f"`{text}` holds no letter and no digit", "write a word"
        elif _MARKUP.search(text):
            yield key, text, f"`{text}` holds markup", "write the plain word"
        elif " - " in text and key[0] == "forms":
            mend = "begin each line of the list with the same number of spaces"
            yield key, text, f"`{text}` reads like two entries in one", mend


def _is_kind(value: object, kind: str) -> bool:
    if kind == "text":
        return isinstance(value, str)
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)
    return value == "exact" if kind == "exact" else isinstance(value, bool)


def _described(value: object) -> str:
    """Name a wrong value as a contributor would."""
    if isinstance(value, list):
        wrong = [v for v in value if not isinstance(v, str) or not v.strip()]
        return f"a list in which one entry is {shown(wrong[0])}" if wrong else "a list"
    return "a mapping" if isinstance(value, dict) else shown(value)


def _quote_hint(value: object) -> str:
    """Tell about quotation marks where YAML read a word as something else."""
    values = value if isinstance(value, list) else [value]
    if any(isinstance(v, bool | int | float) or v is None for v in values):
        return ', and put words such as "no" or "12" in quotes'
    return ""


def form_clashes(glossary: Glossary) -> list[Problem]:
    """Find forms that two terms claim; each is reported at both places."""
    owners: dict[str, list[tuple[Term, Form]]] = {}
    for term in glossary.terms.values():
        for form in term.forms:
            if form.listed:
                owners.setdefault(_GAP.sub(" ", fold(form.text)), []).append((term, form))
    problems = []
    for claims in owners.values():
        for term, form in claims:
            others = [(t, f) for t, f in claims if t.slug != term.slug and _same(form, f)]
            if others:
                path, place = (
                    others[0][0].document.path,
                    others[0][0].document.place(*others[0][1].key),
                )
                what = f"the form `{form.text}` also belongs to {path}:{place[0]}:{place[1]}"
                mend = "keep it in one of the two"
                if fold(form.text) == fold(others[0][1].text) and form.text != others[0][1].text:
                    mend += ", or write `case: exact` in the one with small letters"
                problems.append(term.document.problem(form.key, "same-form", what, mend))
    return problems


def _same(one: Form, other: Form) -> bool:
    """Tell whether two forms would match the same text."""
    return not (one.exact and other.exact) or one.text == other.text


def unknown_slugs(glossary: Glossary) -> Iterable[Problem]:
    """Find entries of ``see`` that name no term."""
    for term in glossary.terms.values():
        for index, slug in enumerate(term.see):
            if slug == term.slug:
                what, mend = f"`see` names the term itself (`{slug}`)", "take it out"
                yield term.document.problem(("see", index), "unknown-term", what, mend)
            elif slug not in glossary.terms:
                near = get_close_matches(slug, glossary.terms, 1, 0.5)
                mend = f"did you mean `{near[0]}`?" if near else "use the file name of a term"
                what = f"there is no term `{slug}`"
                yield term.document.problem(("see", index), "unknown-term", what, mend)


def unknown_references(glossary: Glossary, keys: Collection[str]) -> Iterable[Problem]:
    """Find entries of ``references`` that the bibliography does not have."""
    for term in glossary.terms.values():
        for index, key in enumerate(term.references):
            if key not in keys:
                near = get_close_matches(key, keys, 1, 0.5)
                mend = f"did you mean `{near[0]}`?" if near else "add it to the bibliography"
                what = f"there is no reference `{key}`"
                yield term.document.problem(("references", index), "unknown-reference", what, mend)
