"""The facts above each page, compared with their schema."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from markdown.extensions.toc import slugify

from glossary_cards.diagnostics.problem import Problem, meant
from glossary_cards.diagnostics.schema import problems_by_keys
from glossary_cards.diagnostics.source import Document, Keys, lost_front_matter
from prose.pages import Page

_CURLY = re.compile(r"[“„][^”“]+[”“]?")  # "“A session”", "“A session"
_TWO_NAMES = re.compile(r"[()\[\]/;|]|^[^,]+, \w+ \w+$")  # "rule (group)", "rule, group rule"
# "## What helps? {#what-helps}"
_HEADING_ID = re.compile(r"^\#{1,6} (?P<text>.*?)(?:\s*\{[^}]*#(?P<id>[\w-]+)[^}]*\})?\s*$", re.M)


def front_matter_problems(page: Page, schema: Mapping[str, Any]) -> Iterator[Problem]:
    """Compare a page's front matter with the schema, of a term's page what any page may hold.

    Args:
        page: The page.
        schema: A JSON Schema.

    Yields:
        One problem for each thing that is wrong, at its place.
    """
    document = page.document
    if page.is_term:  # of which the glossary's own schema says what it must hold
        schema = {**schema, "required": [], "additionalProperties": True}
    if lost := lost_front_matter(document):
        yield lost
        return
    if not document.meta and schema.get("required"):
        what = "no lines between two `---` stand above this page"
        mend = "copy those of a page beside it, and change each; CONTRIBUTING.md shows them"
        yield Problem(document.path, 1, 1, "front-matter", what, mend)
        return

    def place(keys: tuple[Any, ...]) -> tuple[int, int]:
        return document.place(*keys)

    told: dict[tuple[int, int], Problem] = {}
    for _, found in problems_by_keys(document.path, document.meta, schema, place, "front-matter"):
        at = found.line, found.column  # an entry in another form lacks all its keys: one line
        told[at] = told[at].also(found) if at in told else found
    for found in told.values():
        # The glossary knows more of a key that was meant for one of its options.
        causes = (f"{rule} {found.path}:{found.line}" for rule in ("page-option", "placeholder"))
        yield replace(found, because_of=tuple(causes))
    yield from (lost for lost in _lost_skip(document) if (lost.line, lost.column) not in told)
    if document.meta.get("lang", "en") != "en" and document.meta.get("terms") is not False:
        what, mend = "words of the glossary are English", "add the line `terms: false`"
        yield document.problem(("lang",), "front-matter", what, mend)
    yield from _curly(document)


def _curly(document: Document) -> Iterator[Problem]:
    """Find values in curly quotation marks, which YAML takes for a part of them."""
    for key, value in document.meta.items():
        if isinstance(value, str) and _CURLY.fullmatch(value):
            what = f"curly quotation marks stand round `{key}`, and are printed"
            yield document.problem((key,), "front-matter", what, "use straight marks, or none")


def odd_names(page: Page, little: Collection[str]) -> Iterator[Problem]:
    """Find names of a term that no sentence has, or every other one: "bond (secure)", "the".

    Args:
        page: The term's page.
        little: Words that say little.
    """
    document = page.document
    forms = document.meta.get("forms")
    names: list[tuple[Keys, object]] = [(("term",), document.meta.get("term"))]
    listed = enumerate(forms if isinstance(forms, list) else ())
    names += [(("forms", number), form) for number, form in listed]
    for keys, name in names:
        if str(name).lower() in little:
            what = f"`{name}` is in every other sentence, and each would have this card"
            yield document.problem(keys, "wrong-form", what, "take it out")
            return
        if _TWO_NAMES.search(str(name)):
            what, mend = (
                f"no sentence has `{name}` as it stands",
                "write one name; others in `forms`",
            )
            yield document.problem(keys, "wrong-form", what, mend)
            return


def unique_problems(pages: Iterable[Page]) -> Iterator[Problem]:
    """Find titles and descriptions that two pages share.

    Args:
        pages: All pages; of two that share something, the later one is told of.

    Yields:
        One problem for each page that repeats an earlier one; a copy has nothing else told of it.
    """
    seen: dict[tuple[str, str], str] = {}
    for page in pages:
        path, shared = page.document.path, dict[str, str]()
        for key in ("title", "description"):
            value = page.document.meta.get(key)
            folded = (key, " ".join(str(value).casefold().split()))
            first = seen.setdefault(folded, path) if value else path
            if first != path:
                shared[key] = first
        if shared:
            key, first = next(iter(shared.items()))
            what = f"{first} has the same {' and '.join(shared)}"
            rule, mend = "front-matter", "say what is special about this page"
            causes = [f"file {first}", f"file {path}"]
            if len(shared) > 1:
                rule, mend = "file", f"take this page out if it is a copy, or {mend}"
                causes.pop()
            found = page.document.problem((key,), rule, what, mend)
            yield replace(found, because_of=tuple(causes))


def heading_ids(body: str) -> set[str]:
    """Give the ids of a page's headings, those written and those made of their words."""
    headings = _HEADING_ID.finditer(body)
    return {found["id"] or slugify(found["text"], "-") for found in headings}


def _lost_skip(document: Document) -> Iterator[Problem]:
    target = document.meta.get("skip_to")
    if not target:
        return
    ids = heading_ids(document.body)
    if str(target) not in ids:
        mend = meant(str(target), sorted(ids), "write the id of a heading of this page")
        what = f"`skip_to` names `{target}`, and no heading has that id"
        yield document.problem(("skip_to",), "front-matter", what, mend)
