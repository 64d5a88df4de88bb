"""The facts above each page, compared with their schema, in words a contributor can use."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from glossary_cards.diagnostics.problem import Problem, meant
from glossary_cards.diagnostics.source import Document, lost_front_matter
from prose.pages import Page

_HEADING_ID = re.compile(r"^\#{1,6} (?P<text>.*?)(?:\s*\{[^}]*#(?P<id>[\w-]+)[^}]*\})?\s*$", re.M)
_KINDS = {"string": "text", "array": "a list", "object": "`key: value` lines"}
_FORMS = {
    "reviewed": "write the day as 2026-11-22",
    "date": "write the day as 2026-11-22",
    "review_in": "write it as `12 months`",
    "skip_to": "write the id of a heading, such as `what-helps`",
}


def front_matter_problems(page: Page, schema: Mapping[str, Any]) -> Iterator[Problem]:
    """Compare a page's front matter with the schema; glossary entries have a form of their own.

    Args:
        page: The page.
        schema: A JSON Schema; a key that its ``properties`` do not name is unknown.

    Yields:
        One problem for each thing that is wrong, at its place.
    """
    if page.is_term:
        return
    document = page.document
    if lost := lost_front_matter(document):
        yield lost
        return
    known: Mapping[str, Any] = schema["properties"]
    for key in document.meta:
        if key not in known:
            mend = meant(str(key), known, f"use one of: {', '.join(known)}")
            yield document.problem((key,), "front-matter", f"`{key}` is not a known key", mend)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    for error in validator.iter_errors(_with_dates_as_text(document.meta)):
        keys: tuple[Hashable, ...] = tuple(error.absolute_path)
        yield document.problem(keys, "front-matter", *_in_words(error))
    yield from _lost_skip(document)


def unique_problems(pages: Iterable[Page]) -> Iterator[Problem]:
    """Find titles and descriptions that two pages share.

    Args:
        pages: All pages.

    Yields:
        One problem for each page that repeats an earlier one.
    """
    seen: dict[tuple[str, str], str] = {}
    for page in pages:
        for key in ("title", "description"):
            value = page.document.meta.get(key)
            if not value:
                continue
            folded = (key, " ".join(str(value).casefold().split()))
            first = seen.setdefault(folded, page.document.path)
            if first != page.document.path:
                what = f"{first} has the same {key}"
                mend = "say what is special about this page"
                yield page.document.problem((key,), "front-matter", what, mend)


def _lost_skip(document: Document) -> Iterator[Problem]:
    target = document.meta.get("skip_to")
    if not target:
        return
    ids = {match["id"] or slug(match["text"]) for match in _HEADING_ID.finditer(document.body)}
    if str(target) not in ids:
        mend = meant(str(target), sorted(ids), "write the id of a heading of this page")
        what = f"`skip_to` names `{target}`, and no heading has that id"
        yield document.problem(("skip_to",), "front-matter", what, mend)


def slug(heading: str) -> str:
    """Give the id that a heading's text gets when it names none."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


def _with_dates_as_text(value: Any) -> Any:
    """YAML reads 2026-11-22 as a day; a schema knows text only."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _with_dates_as_text(entry) for key, entry in value.items()}
    return [_with_dates_as_text(entry) for entry in value] if isinstance(value, list) else value


def _in_words(error: ValidationError) -> tuple[str, str]:
    """Say what a schema error means and how to mend it."""
    name = next((str(k) for k in reversed(error.absolute_path) if isinstance(k, str)), "")
    value: Any = error.instance
    rule: Any = error.validator_value
    what, mend = f"`{name}`: {error.message}", "compare it with another page"
    match error.validator:
        case "required":
            missing = ", ".join(f"`{key}`" for key in rule if key not in value)
            what, mend = f"{missing} is missing", "copy the lines above another page"
        case "dependentRequired":
            what, mend = "`skip_to` needs a `content_note`", "add the note, or take `skip_to` out"
        case "minItems" | "maxItems" if name == "summary":
            what, mend = f"`summary` has {len(value)} lines", "write exactly three short lines"
        case "minLength" | "maxLength":
            bound = "at least" if error.validator == "minLength" else "at most"
            what, mend = f"`{name}` has {len(value)} characters", f"write {bound} {rule}"
        case "enum":
            choices = ", ".join(str(choice) for choice in rule)
            what, mend = f"`{name}` is {value!r}", f"use one of: {choices}"
        case "pattern" | "format":
            what, mend = f"`{name}` is {value!r}", _FORMS.get(name, mend)
        case "type":
            what = f"`{name}` is not {_KINDS.get(str(rule), str(rule))}"
    return what, mend
