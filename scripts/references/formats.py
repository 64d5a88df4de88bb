"""BibTeX, RIS, CSL-JSON and Crossref's JSON, each read into one CSL item.

Only what our bibliography holds is read. Nothing is guessed: what an export leaves out stays out.
"""

import html
import json
import re
import unicodedata
from typing import Any

Item = dict[str, Any]

_TYPES = {
    "journal-article": "article-journal", "book-chapter": "chapter", "monograph": "book",
    "edited-book": "book", "reference-book": "book", "posted-content": "article",
    "proceedings-article": "paper-conference", "dissertation": "thesis", "article": "article",
    "jour": "article-journal", "chap": "chapter", "conf": "paper-conference", "cpaper":
    "paper-conference", "rprt": "report", "thes": "thesis", "elec": "webpage", "mgzn":
    "article-magazine", "news": "article-newspaper", "incollection": "chapter",
    "inbook": "chapter", "inproceedings": "paper-conference", "phdthesis": "thesis",
    "mastersthesis": "thesis", "techreport": "report", "online": "webpage",
}  # fmt: skip
"""CSL's name of a type that Crossref, RIS or BibTeX calls otherwise."""
_RIS = {
    "T1": "title", "TI": "title", "JO": "container-title", "JF": "container-title",
    "T2": "container-title", "JA": "container-title", "BT": "container-title", "VL": "volume",
    "IS": "issue", "DO": "DOI", "UR": "URL", "PB": "publisher", "CY": "publisher-place",
    "LA": "language", "ET": "edition", "AN": "PMID",
}  # fmt: skip
_BIBTEX = {
    "title": "title", "journal": "container-title", "journaltitle": "container-title",
    "booktitle": "container-title", "volume": "volume", "number": "issue", "issue": "issue",
    "pages": "page", "doi": "DOI", "url": "URL", "publisher": "publisher", "school": "publisher",
    "institution": "publisher", "address": "publisher-place", "edition": "edition",
    "isbn": "ISBN", "pmid": "PMID", "language": "language",
}  # fmt: skip
_RIS_LINE = re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$", re.M)  # "AU  - Bateman, Anthony"
_BRACED = r"[^{}]*+"
for _ in range(5):  # braces stand in braces: title = {A {T}rial of {M{\"u}ller}}
    _BRACED = rf"(?:[^{{}}]++|\{{{_BRACED}\}})*+"
_FIELD = re.compile(  # title = {A trial}, title = "A trial", year = 2021
    rf"(\w+)\s*=\s*(?:\{{({_BRACED})\}}|\"((?:[^\"{{}}]++|\{{{_BRACED}\}})*+)\"|([\w-]+))", re.A
)
_ACCENT = re.compile(r"\\([`'^\"~=.]|[cvuHkr](?=[\s{]))\s*\{?\\?([a-zA-Z])\}?")  # \"{o}, \c{c}
_MARKS = dict(zip("`'^\"~=.cvuHkr", "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0327\u030c\u0306"
                  "\u030b\u0328\u030a", strict=True))  # fmt: skip
_LETTERS = {"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "aa": "å",
            "AA": "Å", "oe": "œ", "OE": "Œ", "i": "ı"}  # fmt: skip
_LETTER = re.compile(r"\\(ss|o|O|l|L|ae|AE|aa|AA|oe|OE|i)(?![a-zA-Z])\s*(?:\{\})?")  # {\o}
_COMMAND = re.compile(r"\\([a-zA-Z]{2,}\*?\s*(?=\{)|(?:em|it|bf|sc|rm)\b\s*)")  # \emph{x}, {\em x}
_PARTICLES = re.compile(r"^((?:[a-z'’]+ )*).*$")  # "van der " of "van der Berg"


def read(text: str) -> Item:
    """Read the first entry of an export, whatever its format.

    Args:
        text: What a library tool or a register gave.

    Raises:
        ValueError: When it is in none of the four formats, and why.
    """
    text = text.strip().removeprefix("\ufeff")
    if text[:1] in ("{", "["):
        item = _json(text)
    elif "@" in text and re.search(r"@\w+\s*\{", text):
        item = _bibtex(text)
    elif re.search(r"^TY  ?-", text, re.M):
        item = _ris(text)
    else:
        raise ValueError("this is no BibTeX, RIS, CSL-JSON or Crossref JSON")
    return {key: value for key, value in item.items() if value not in (None, "", [])}


def _json(text: str) -> Item:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno} is no JSON: {error.msg}") from error
    found = found[0] if isinstance(found, list) and found else found
    found = found.get("message", found) if isinstance(found, dict) else found
    if not isinstance(found, dict) or "title" not in found:
        raise ValueError("no entry with a title stands in it")
    item = {key: value[0] if key in ("title", "container-title", "ISBN") and isinstance(value, list)
            and value else value for key, value in found.items()}  # fmt: skip
    item["type"] = _TYPES.get(str(item.get("type")), item.get("type"))
    issued = item.get("issued") or item.get("published") or {}
    parts = issued.get("date-parts") or [[]] if isinstance(issued, dict) else [[]]
    item["issued"] = _date(*[str(part) for part in parts[0] if part])
    for role in ("author", "editor", "translator"):
        item[role] = [_name(one) for one in item.get(role) or () if isinstance(one, dict)]
    for key in ("volume", "issue", "page", "number", "edition", "PMID"):
        item[key] = str(item[key]) if item.get(key) else None
    for key in ("title", "container-title", "publisher"):  # "Effects of <i>x</i> &amp; y"
        item[key] = _plain(re.sub(r"<[^>]+>", "", html.unescape(str(item.get(key) or ""))))
    return item


def _name(person: Item) -> Item:
    kept = ("family", "given", "suffix", "dropping-particle", "non-dropping-particle", "literal")
    name = {key: _plain(str(person[key])) for key in kept if person.get(key)}
    if "family" not in name:
        literal = name.get("literal") or person.get("name") or name.get("given") or ""
        return {"literal": _plain(str(literal))}
    return name


def _ris(text: str) -> Item:
    item: Item = {"author": [], "editor": []}
    pages: dict[str, str] = {}
    for tag, raw in _RIS_LINE.findall(text):
        value = _plain(raw)
        if tag == "ER":
            break
        if tag == "TY":
            item["type"] = _TYPES.get(value.lower(), value.lower())
        elif tag in ("AU", "A1", "ED", "A2"):
            item["author" if tag in ("AU", "A1") else "editor"].append(_person(value))
        elif tag in ("PY", "Y1", "DA") and "issued" not in item:
            item["issued"] = _date(*re.split(r"[/-]", value))
        elif tag in ("SP", "EP"):
            pages[tag] = value
        elif tag in _RIS and value:
            item.setdefault(_RIS[tag], value)
    item["page"] = "-".join(pages[tag] for tag in ("SP", "EP") if pages.get(tag))
    return item


def _bibtex(text: str) -> Item:
    start = re.search(r"@(?!comment|string|preamble)(\w+)\s*\{[^,]*,", text, re.I)
    if not start:
        raise ValueError("no entry such as `@article{name, ...}` stands in it")
    kind = start[1].lower()
    item: Item = {"type": _TYPES.get(kind, kind) if kind != "article" else "article-journal"}
    date: dict[str, str] = {}
    entry = re.split(r"^\s*@\w+\s*\{", text[start.end() :], maxsplit=1, flags=re.M)[0]
    for field in _FIELD.finditer(entry):
        name, raw = field[1].lower(), next(filter(None, field.groups()[1:]), "")
        if name in ("author", "editor"):
            people = re.split(r"\s+and\s+(?![^{}]*\})", raw)
            item[name] = [_person(one) for one in people if one.strip() != "others"]
        elif name in ("year", "month", "date"):
            date[name] = _plain(raw)
        elif name in _BIBTEX:
            item.setdefault(_BIBTEX[name], _plain(raw))
    item["issued"] = _date(*(date.get("date") or date.get("year", "")).split("-"))
    item["page"] = re.sub(r"\s*[-–]+\s*", "-", item.get("page", ""))
    return item


def _person(text: str) -> Item:
    """Read ``Bateman, Anthony``, ``Anthony Bateman`` or ``{World Health Organization}``."""
    text = text.strip()
    if text.startswith("{") and text.endswith("}") and not _ACCENT.match(text[1:]):
        return {"literal": _plain(text)}
    text = _plain(text)
    family, comma, given = text.partition(",")
    if not comma:
        given, _, family = text.rpartition(" ")
    before = _PARTICLES.sub(r"\1", family.strip())
    rest = family.strip().removeprefix(before)
    name = {"family": rest, "given": given.strip(), "non-dropping-particle": before.strip()}
    return {key: value for key, value in name.items() if value}


def _date(*parts: str) -> Item | None:
    numbers = [int(part) for part in parts[:3] if re.fullmatch(r"\d{1,4}", part.strip())]
    return {"date-parts": [numbers]} if numbers and numbers[0] > 999 else None


def _plain(text: str) -> str:
    """Give the words without LaTeX's marks, in one line and one form of Unicode."""
    text = _ACCENT.sub(lambda m: unicodedata.normalize("NFC", m[2] + _MARKS[m[1]]), text)
    text = _LETTER.sub(lambda m: _LETTERS[m[1]], text)
    text = re.sub(r"\\([&%$#_{}])", r"\1", _COMMAND.sub("", text)).replace("--", "–")
    return " ".join(unicodedata.normalize("NFC", re.sub(r"[{}]", "", text)).split())
