"""Terms: one Markdown file each, read against one schema."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from mindinmind.glossary.definitions import Definition, read_definition
from mindinmind.glossary.forms import Entry, Form, has_own_case, inflected
from mindinmind.glossary.languages import primary
from mindinmind.glossary.paths import composed
from mindinmind.glossary.settings import Settings
from mindinmind.glossary.text import fold, is_word_character, words
from mindinmind.problems import Problem, nearest, shown, without_quotes
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
    "title description template hide tags search status icon lang dir terms".split()
)
"""Keys that any page may hold, so that a term's page may, too: MkDocs', Material's and ours."""

_LISTS = ("references", "misspellings", "not_before", "not_after")
_FORM_KEYS = ("term", "forms", "abbreviation")
_REQUIRED = ("term", "definition")
_KINDS = {
    "text": 'one line of text, in "quotes" where it begins with a bracket',
    "texts": "a list, one `- entry` on each line or `[a, b]`",
    "exact": "the word `exact`, or leave it out",
    "flag": "`true` or `false`",
}
_SECOND_BLOCK = re.compile(rf"\s*---[ \t]*\n(?:{'|'.join(SCHEMA)}):\s.*?^---[ \t]*$", re.S | re.M)
_STRAY_KEY = re.compile(
    # "See: the other page" is the beginning of a text, "see: [other]" is not.
    rf"\s*(?:(?P<key>{'|'.join(SCHEMA)}):(?=[ \t]*(?:\[|\n[ \t]*-[ ]|[\w-]+[ \t]*(?:\n|\Z)|\n|\Z))"
    rf"|(?P<text>definition|forms|abbreviation|misspellings):[ \t])"
)
_PLAIN_FORM = re.compile(r"[^\W_]\w*(?:[ '’-]\w+)*")
_WRONG_FORMS = (
    (
        _FORM_KEYS,
        r"[\W_]*\Z",
        "holds no letter and no digit",
        "write a word",
    ),
    (
        _FORM_KEYS,
        r"(?i).*?(?:</?[a-z!]|\*\*|`|\]\()|[*_].*[*_]\Z",
        "holds markup",
        "write the plain word",
    ),
    (
        _FORM_KEYS,
        r"[“”„«»‘‚‹›]|.*[“”„«»‹›]\Z",
        "stands in curly quotation marks, which become a part of the word",
        "use straight ones, or none",
    ),
    (
        ("forms", "abbreviation"),
        r"(?i)(?:none|n/a)\Z",
        "would be linked wherever a page says it",
        "take it out",
    ),
    (
        _FORM_KEYS,
        r".*[,;:]\Z",
        "ends with a sign that pages do not have there",
        "take the sign out",
    ),
    (
        ("forms", "abbreviation"),
        r"\(.*\)\Z",
        "stands in brackets, which pages may not have",
        "take the brackets out",
    ),
    (
        ("forms",),
        r".*\w\(e?s\)\Z",
        "holds a plural in brackets",
        "write the singular: plurals are made for you",
    ),
    (
        ("forms", "abbreviation"),
        r".*(?:\||\s/\s|\sor\s[A-Z]+\Z)",
        "reads like two entries in one",
        "make each an entry of its own",
    ),
    (
        ("forms",),
        r".* - ",
        "reads like two entries in one",
        "begin each line of the list with the same number of spaces",
    ),
    (("forms",), r".*[,;]\s", "reads like two entries in one", "make each an entry of its own"),
    (
        ("abbreviation",),
        r".*[,;]\s",
        "reads like two entries in one",
        "keep one here and put the other under `forms`",
    ),
)
"""Forms that no text can hold: the keys it holds for, a pattern, what is wrong, how to mend it."""


class _Wrong(NamedTuple):
    """Something wrong with a value of the front matter: where, what, and how to mend it."""

    keys: tuple[str | int, ...]
    what: str
    mend: str


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
        """The headword with a capital first letter, unless its first word has its own: ``pH``."""
        own = has_own_case(self.name.split(" ")[0])
        return self.name if own else self.name[:1].upper() + self.name[1:]

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
    unknown = _unknown_keys(document, settings.page_keys)
    wrong = list(_wrong_values(document))
    bad = {str(keys[0]) for keys, *_ in wrong if len(keys) == 1}
    meta = {k: v for k, v in document.meta.items() if k in SCHEMA and k not in bad}
    spellings = _spellings(meta)
    wrong_forms = list(_wrong_forms(spellings))
    stray = _STRAY_KEY.match(document.body)
    meant = {*bad, *unknown.values(), _key_of(stray) if stray else ""}
    source = str(meta.get("definition") or "").strip()
    definition, problems = read_definition(document, source, settings.definition_words)
    problems += [*_file_name(slug, document), *_unknown_key_problems(document, unknown)]
    problems += [_stray_key(document, stray)] if stray else []
    problems += _missing(slug, document, meta, meant)
    problems += [document.problem(keys, "wrong-value", *said) for keys, *said in wrong]
    problems += [document.problem(keys, "wrong-form", *said) for keys, *said in wrong_forms]
    name = str(meta.get("term") or "").strip()
    if not name or not source or not _is_safe(slug):
        return None, problems
    language = primary(settings.language) if meta.get("inflect", True) else "off"
    term = Term(
        slug=slug,
        name=name,
        definition=definition,
        forms=tuple(_forms(meta, spellings, {keys for keys, *_ in wrong_forms}, language)),
        abbreviation=str(meta.get("abbreviation") or ""),
        pronunciation=str(meta.get("pronunciation") or ""),
        see=tuple(map(composed, _texts(meta.get("see")))),
        **{key: _texts(meta.get(key)) for key in _LISTS},
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
        fine = re.sub(r"[^\w-]+", "-", slug.lower().removesuffix(".md")).strip("-")
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
    for key, example in (("term", _words_of(slug)), ("definition", "what it means, in short")):
        if str(meta.get(key) or "").strip() or key in meant:
            continue
        if not document.written.get((key,), "").startswith("#"):
            what, mend = f"the term has no `{key}`", f"add a line `{key}: {example}`"
            yield document.problem((key,), f"missing-{key}", what, mend)


def _spellings(meta: Mapping[str, Any]) -> dict[tuple[str | int, ...], str]:
    """Give the spellings that a contributor wrote, by their places; leave out what is no text."""
    found: dict[tuple[str | int, ...], str] = {}
    if name := str(meta.get("term") or "").strip():
        found["term",] = name
    for index, text in enumerate(meta.get("forms") or ()):
        if isinstance(text, str) and text.strip():
            found["forms", index] = text
    if abbreviation := meta.get("abbreviation"):
        found["abbreviation",] = abbreviation
    return found


def _wrong_forms(spellings: Mapping[tuple[str | int, ...], str]) -> Iterator[_Wrong]:
    """Find forms that no text can hold, and several that were written as one."""
    name = spellings.get(("term",), "")
    for keys, text in spellings.items():
        if _PLAIN_FORM.fullmatch(text) and text.lower() != "none":
            continue
        for where, pattern, what, mend in _WRONG_FORMS:
            # "stop, rewind and explore" is one form of "stop, rewind, explore".
            meant = "term" not in where and re.match(pattern, name, re.S)
            if keys[0] in where and not meant and re.match(pattern, text, re.S):
                yield _Wrong(keys, f"{shown(text)} {what}", mend)
                break


def _forms(
    meta: Mapping[str, Any],
    spellings: Mapping[tuple[str | int, ...], str],
    wrong: Collection[tuple[str | int, ...]],
    language: str,
) -> Iterator[Form]:
    """Give all forms of a term, without repetition and without those that are wrong."""
    always_exact = meta.get("case") == "exact"
    listed = [
        Form(text, always_exact or keys[0] == "abbreviation" or has_own_case(text), key=keys)
        for keys, text in spellings.items()
        if keys not in wrong
    ]
    made = [variant for form in listed for variant in inflected(form, language)]
    seen = set()
    for form in (*listed, *made):
        if form.text not in seen:
            seen.add(form.text)
            yield form


def _texts(entries: Sequence[object] | None) -> tuple[str, ...]:
    """Give the entries of a list; none where one is wrong, so that each keeps its place."""
    texts = tuple(entry for entry in entries or () if isinstance(entry, str))
    return texts if len(texts) == len(entries or ()) else ()


def _unknown_keys(document: Document, page_keys: Collection[str]) -> dict[str, str]:
    """Give each key that no term has, with the known one that is nearest, or nothing."""
    unknown = {}
    for key in document.meta:
        if key not in SCHEMA and key not in PAGE_KEYS and key not in page_keys:
            unknown[str(key)] = nearest(str(key).lower(), SCHEMA)
    return unknown


def _unknown_key_problems(document: Document, unknown: Mapping[str, str]) -> Iterator[Problem]:
    for key, near in unknown.items():
        what = f"`{key}` is not a key of a term"
        mend = f"did you mean `{near}`?" if near else f"use one of: {', '.join(SCHEMA)}"
        yield document.problem((key,), "unknown-key", what, mend)


def _wrong_values(document: Document) -> Iterator[_Wrong]:
    """Find values and entries of lists that are not of their key's kind."""
    for key, value in document.meta.items():
        kind = SCHEMA.get(key)
        if kind is None:
            continue
        if value is None:
            if key in _REQUIRED and document.written.get((key,), "~") not in ("", "~"):
                yield from _read_as_other(document, (key,), value)
        elif kind == "texts" and isinstance(value, list):
            yield from _wrong_entries(document, key, value)
        elif _is_kind(value, kind):
            continue
        elif kind == "text" and not isinstance(value, list | dict):
            yield from _read_as_other(document, (key,), value)
        else:
            off = _is_kind(without_quotes(value), kind)
            mend = "take the quotation marks off" if off else f"write {_KINDS[kind]}"
            yield _Wrong((key,), f"`{key}` is {_described(value)}", mend)


def _is_kind(value: object, kind: str) -> bool:
    if kind == "text":
        return isinstance(value, str)
    return value == "exact" if kind == "exact" else isinstance(value, bool) and kind == "flag"


def _described(value: object) -> str:
    """Name a wrong value as a contributor would."""
    if isinstance(value, dict):
        return "a group of `key: value` lines"
    return "a list" if isinstance(value, list) else shown(value)


def _wrong_entries(document: Document, key: str, entries: Sequence[object]) -> Iterator[_Wrong]:
    """Find entries of a list that are no text, are given twice, or can never be used."""
    for index, entry in enumerate(entries):
        if not isinstance(entry, str) or not entry.strip():
            yield from _read_as_other(document, (key, index), entry)
        elif entry in entries[:index]:
            yield _Wrong((key, index), f"{shown(entry)} is listed twice", "take one of the two out")
        elif key.startswith("not_") and not _is_one_word(fold(entry), key):
            yield _Wrong(
                (key, index),
                f"{shown(entry)} is more than one word",
                "write one word, without a hyphen",
            )


def _is_one_word(text: str, key: str) -> bool:
    """Tell whether a text is one word to the matcher, which reads on to an apostrophe only."""
    pattern = words(text) if key == "not_before" else re.compile(r"[^\s-]+")
    return pattern.fullmatch(text) is not None


def _read_as_other(
    document: Document, keys: tuple[str | int, ...], value: object
) -> Iterator[_Wrong]:
    """Say what YAML made of a word, or of an entry that is none."""
    written = document.written.get(keys, "")
    if written.startswith("#"):
        return  # the hash was told of when the file was read
    for kind, name in _OTHER_KINDS:
        if isinstance(value, kind) and written not in ("", "~"):
            yield _Wrong(keys, f"`{written}` is read as {name}", 'put it in "quotes"')
            return
    if isinstance(value, list):
        yield _Wrong(keys, "an entry is a list of its own", "write each entry as one text")
    elif isinstance(value, dict):
        yield _Wrong(keys, "an entry holds a colon and a space", 'put the entry in "quotes"')
    else:
        yield _Wrong(keys, "an entry is empty", "write a word, or take the entry out")


_OTHER_KINDS = (
    (bool, "true or false"),
    (int | float, "a number"),
    (date, "a date"),
    (type(None), "nothing"),
)
"""What YAML makes of words without quotation marks, and how a contributor calls it."""
