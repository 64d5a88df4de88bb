"""Term files: each is one Markdown file, whose front matter becomes a term.

Below stand the spellings that it lists: which become forms, and which no text can hold.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from glossary_cards.diagnostics.problem import Problem, shown
from glossary_cards.diagnostics.source import Document, lost_front_matter, read_document
from glossary_cards.engine.forms import Form, has_own_case
from glossary_cards.engine.lazy import lazy
from glossary_cards.engine.text import abbreviations_in, is_word_character
from glossary_cards.languages.language import Language, language_of
from glossary_cards.model.definition import read_definition
from glossary_cards.model.schemas import PAGE_KEYS, TERM, wrong_values
from glossary_cards.model.settings import Settings
from glossary_cards.model.term import Glossary, Term
from glossary_cards.pages.paths import composed, slug_of

SCHEMA = list(TERM["properties"])
_TEXTS = ("abbreviation", "pronunciation")
_LISTS = ("see", "references", "misspellings", "not_before", "not_after")


class TermFiles(NamedTuple):
    """What a site's term files hold.

    Attributes:
        glossary: The terms.
        urls: The address of each term's page, by slug.
        slugs: The slugs of all files, also of those that hold no term yet.
        hidden: The abbreviations that files with a fault name, which may be why no term has them.
        problems: What is wrong with them.
    """

    glossary: Glossary
    urls: Mapping[str, str]
    slugs: frozenset[str]
    hidden: frozenset[str]
    problems: Sequence[Problem]


def read_term_files(
    sources: Iterable[tuple[str, str, str]], shown: Callable[[str], str], settings: Settings
) -> TermFiles:
    """Read all terms of a site.

    Args:
        sources: Path (inside ``docs_dir``), address and text of each file; those that are no
            term files are left out.
        shown: Gives the path of a file as contributors know it.
        settings: The site's settings.
    """
    terms: dict[str, Term] = {}
    urls: dict[str, str] = {}
    slugs: set[str] = set()
    hidden: set[str] = set()
    problems: list[Problem] = []
    for path, url, text in sources:
        slug = slug_of(path, settings.folder)
        if slug is None:
            continue
        slugs.add(slug)
        term, named, wrong = read_file(slug, shown(path), text, settings)
        hidden.update(named)
        problems += wrong
        if term is not None and term.forms:  # none where the headword itself is wrong
            terms[slug], urls[slug] = term, url
    ordered = dict(sorted(terms.items(), key=lambda item: (item[1].name.casefold(), item[0])))
    return TermFiles(Glossary(ordered), urls, frozenset(slugs), frozenset(hidden), problems)


def read_file(
    slug: str, path: str, text: str, settings: Settings
) -> tuple[Term | None, set[str], list[Problem]]:
    """Read one term file: its term, the abbreviations that a fault hides, and what is wrong.

    Args:
        slug: The file's name without ``.md``.
        path: The file as problems name it.
        text: What it holds.
        settings: The site's settings.
    """
    document, broken = read_document(path, text)
    is_known = document.meta or not broken  # whatever else is missing, this is why
    term, wrong = read_term(slug, document, settings) if is_known else (None, list[Problem]())
    hidden = abbreviations_in(text) if broken or wrong else set[str]()
    return term, hidden, [*broken, *_file_name(slug, document), *wrong]


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
    if not document.places:
        return None, [_without_front_matter(slug, document)]
    others = {*PAGE_KEYS, *settings.page_keys}
    given = {k: v for k, v in document.meta.items() if v is not None and k not in others}
    found = wrong_values(document.path, given, TERM, lambda keys: document.place(*keys))
    bad = {str(keys[0]) for keys, _ in found}
    meta = {k: v for k, v in document.meta.items() if k in SCHEMA and k not in bad}
    spellings = listed_spellings(meta)
    wrong_forms = dict(wrong_spellings(spellings))
    source = str(meta.get("definition") or "").strip()
    definition, problems = read_definition(document, source, settings.definition_words)
    unknown = bad - {*SCHEMA}  # one of those may be what is missing
    for (key, *_), problem in found:
        is_missing = key in TERM["required"] and not str(given.get(str(key), "")).strip()
        rule = f"missing-{key}" if is_missing else "wrong-value" if key in SCHEMA else "unknown-key"
        if not (is_missing and unknown):
            problems.append(replace(problem, rule=rule))
    problems += [document.problem(keys, "wrong-form", *said) for keys, said in wrong_forms.items()]
    if not str(meta.get("term") or "").strip() or not source or not _is_safe(slug):
        return None, problems
    right = {keys: text for keys, text in spellings.items() if keys not in wrong_forms}
    language = language_of(settings.language) if meta.get("inflect", True) else Language()
    forms = tuple(forms_of(right, meta.get("case") == "exact", language))
    more: dict[str, Any] = {key: str(meta.get(key) or "") for key in _TEXTS}
    more |= {key: tuple(meta.get(key) or ()) for key in _LISTS}
    more["see"] = tuple(map(composed, more["see"]))
    return Term(slug, str(meta["term"]).strip(), definition, forms, document, **more), problems


def _without_front_matter(slug: str, document: Document) -> Problem:
    """Say what a file that has no front matter lacks."""
    if lost := lost_front_matter(document):
        return lost
    what = "the file has no front matter"
    mend = f"begin it with four lines: `---`, `term: {_words_of(slug)}`, `definition: ...`, `---`"
    broken = (f"front-matter {document.path} broken",)  # a page with aliases loses its own
    return Problem(document.path, 1, 1, "front-matter", what, mend, because_of=broken)


def _file_name(slug: str, document: Document) -> Iterator[Problem]:
    """Check that a file's name can be the end of an address on any computer."""
    if not _is_safe(slug):
        fine = re.sub(r"[^\w-]+", "-", slug.lower().removesuffix(".md")).strip("-")
        mend = f"call it `{fine}.md`" if fine else "use small letters, digits and hyphens"
        what = f"the file name `{slug}.md` holds signs that an address cannot hold"
        yield Problem(document.path, 0, 0, "file-name", what, mend)


def _is_safe(slug: str) -> bool:
    letters = slug.replace("-", "")
    return slug[:1] not in ("", "-") and (letters.isalnum() or all(map(is_word_character, letters)))


def _words_of(slug: str) -> str:
    return " ".join(re.findall(r"\w+", slug)) or "word"


# The place of a spelling in the front matter: ``("forms", 2)``.
Keys = tuple[str | int, ...]

_FORM_KEYS = ("term", "forms", "abbreviation")
# "secure base", "Alzheimer’s disease", "C-PTSD"
_PLAIN_FORM = lazy(r"[^\W_]\w*(?:[ '’-]\w+)*")


# Spellings that no text can hold: of which keys, their pattern, what is wrong, how to mend it.
_WRONG: tuple[tuple[tuple[str, ...], str, str, str], ...] = (
    (_FORM_KEYS, r"[\W_]*\Z", "holds no letter and no digit", "write a word"),
    (
        _FORM_KEYS,
        r"(?i).*?(?:</?[a-z!]|\*\*|`|\]\(|&#?\w+;)|[*_].*[*_]\Z",
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
        ("term", "forms"),
        r".*\s\([A-Z][A-Za-z]*[A-Z]s?\)\Z",
        "holds its abbreviation",
        "put it under `abbreviation` instead, without brackets",
    ),
    (
        ("forms", "abbreviation"),
        r".*(?:[,;|]|\s[/=-]\s)",
        "reads like two entries in one",
        "make each an entry of its own under `forms`",
    ),
)


def listed_spellings(meta: Mapping[str, Any]) -> dict[Keys, str]:
    """Give the spellings that a contributor wrote; leave out what is no text.

    Args:
        meta: The front matter, without values of a wrong kind.

    Returns:
        Headword, forms and abbreviation by their places.
    """
    forms = enumerate(meta.get("forms") or ())
    found: list[tuple[Keys, Any]] = [(("term",), str(meta.get("term") or "").strip())]
    found += [
        *((("forms", n), text) for n, text in forms),
        (("abbreviation",), meta.get("abbreviation")),
    ]
    return {keys: text for keys, text in found if isinstance(text, str) and text.strip()}


def wrong_spellings(spellings: Mapping[Keys, str]) -> Iterator[tuple[Keys, tuple[str, str]]]:
    """Find spellings that no text can hold, and several that were written as one.

    Args:
        spellings: What :func:`listed_spellings` gives.

    Yields:
        The place of each, what is wrong, and how to mend it.
    """
    name = spellings.get(("term",), "")
    for keys, text in spellings.items():
        if text == name and keys[0] == "forms":
            yield keys, (f"{shown(text)} is the term itself", "take it out")
        if _PLAIN_FORM.fullmatch(text):
            continue
        for wrong_for, pattern, what, mend in _WRONG:
            # "stop, rewind and explore" is one form of "stop, rewind, explore".
            meant = "term" not in wrong_for and re.match(pattern, name, re.S)
            if keys[0] in wrong_for and not meant and re.match(pattern, text, re.S):
                yield keys, (f"{shown(text)} {what}", mend)
                break


def forms_of(
    spellings: Mapping[Keys, str], always_exact: bool, language: Language
) -> Iterator[Form]:
    """Give all forms of a term, those that inflection makes too, without repetition.

    Args:
        spellings: Its spellings by their places, without those that are wrong.
        always_exact: Whether all of them are matched in their own letter case only.
        language: The language whose inflection they have.
    """
    listed = [
        Form(text, always_exact or keys[0] == "abbreviation" or has_own_case(text), key=keys)
        for keys, text in spellings.items()
    ]
    made = (
        Form(text, form.exact, listed=False, key=form.key)
        for form in listed
        for text in language.variants(form.text)
    )
    unique: dict[str, Form] = {}
    for form in (*listed, *made):
        unique.setdefault(form.text, form)
    yield from unique.values()
