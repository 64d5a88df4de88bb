"""Term files from a glossary that a site has already, in any of the forms that are common.

The file is read into entries first, each with its line; then each entry becomes one file. Nothing
is overwritten, and what cannot be read is told of with its line.
"""

import csv
import io
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import read_file
from glossary_cards.drafting import Refused, forms_in, term_text, write_term
from glossary_cards.engine.forms import alike, has_own_case
from glossary_cards.engine.lazy import lazy
from glossary_cards.model.settings import Settings
from glossary_cards.slugs import slug_for

_ABBREVIATION = lazy(r"^\*\[(?P<term>[^\]\n]+)\]:[ \t]*(?P<text>.*)$", re.M)  # *[HTML]: Hyper
# "trust" and below it ":   Relying on others", with lines below that are no other word
_DEFINED = lazy(
    r"^(?P<term>(?![ \t:#>*-])[^\n]+)\n+:[ \t]+"
    r"(?P<text>[^\n]*(?:\n(?![^\n]*\n:[ \t])[^\n]*\S[^\n]*|\n(?=\n[ \t]))*)",
    re.M,
)
# "**Blob:** A unit of data", "- **AP / BP** — Action points", with the lines below it
_BOLD = lazy(
    r"^(?:[-*+][ \t]+)?\*\*(?P<term>[^*\n[]+?)\*\*[ \t]*[:.–—-]?[ \t]*"
    r"(?P<text>\S[^\n]*(?:\n(?![-*+#|]|\s*\n)[^\n]+)*)",
    re.M,
)
# "| Term | Meaning |", "|---|---|" and the rows below
_TABLE = lazy(
    r"^(?P<head>[^\n|]*\|[^\n]*)\n(?=[ |:]*-)[ |:-]+\n(?P<rows>(?:[^\n|]*\|[^\n]*(?:\n|\Z))+)", re.M
)
_BAR = lazy(r"(?<!\\)\|")  # between two cells
# ## Trust, ## Trust ##, ## Trust {#trust}
_HEADING = lazy(r"^(?P<marks>#{2,6})[ \t]+(?P<term>[^\s#][^\n]*?)(?:[ \t]+#+)?[ \t]*$", re.M)
# <!-- zensical-glossary-aliases: BPD, EUPD -->
_ALSO = lazy(r"<!-- zensical-glossary-aliases:(?P<forms>.*?)-->\n?", re.S)
_INLINE = lazy(r"^<!-- zensical-glossary:(?P<term>.*?)-->$", re.M)  # of zensical-glossary
_RULE = lazy(r"\n {0,3}([-*_])(?: *\1){2,}\Z")  # the "---" at the end of a section
_SECTION = lazy(r"\A[\w-]+:(?=\S)")  # the "section:" of ezglossary's "section:term"
# "Trust { #trust }", and the marks of "**Trust**:"
_MARKS = lazy(r"[ \t]*\{[^{}\n]*\}$|[*`]+|(?<!\w)_+|_+(?!\w)|(?::|(?<!\.\w)\.)(?=\**$)")
_ASIDE = lazy(r"(?P<term>[^()]+?) *\((?P<aside>[^()]+)\)")  # Sun Grid Engine (SGE)
_LINK = lazy(r"\[(?P<words>[^\[\]]*)\]\((?P<to>[^()\s]+)\)")  # [shell](#shell), [FAQ](faq.md)
_FIXED = lazy(r"[a-z][\w+.-]*:|/")  # the start of an address that is the same on each page
# between "One." and "Two."; not behind "e.g.", "i.e." and "cf."
_SENTENCE = lazy(r"(?<=[.!?。])(?<!e\.g\.)(?<!i\.e\.)(?<!cf\.)\s+(?=\S)")
# What each column or key may be called.
_NAMES = {
    "term": "term name word headword title entry key",
    "definition": "definition description meaning text explanation value",
    "forms": "forms aliases synonyms alternatename also",
    "abbreviation": "abbreviation acronym abbr short",
}


@dataclass(frozen=True)
class Entry:
    """One word of the old glossary: its line there, the word, and what else is known.

    ``aside`` is what stood behind the word in brackets and is no abbreviation of it.
    """

    line: int
    term: str
    definition: str
    forms: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    aside: str = ""


def import_glossary(file: Path, folder: Path) -> tuple[list[Path], list[Problem]]:
    """Make term files of a glossary.

    Args:
        file: Markdown (``*[X]: text``, a definition list, a table, or a heading or a bold word
            for each), CSV or JSON.
        folder: The folder of the term files.

    Returns:
        The files that were made, and what was not taken over.
    """
    name = file.as_posix()
    text, problems = read_file(name, file)
    try:
        entries = list(_READERS.get(file.suffix.lower(), _from_markdown)(text))
    except (ValueError, csv.Error) as error:
        what, mend = f"this file cannot be read ({error})", "save it in the form that its name says"
        return [], [*problems, Problem(name, 0, 0, "import", what, mend)]
    if not entries and not problems:
        what, mend = "no words were found", "see the README for the forms that can be read"
        problems.append(Problem(name, 0, 0, "import", what, mend))
    made, taken, pages = [], forms_in(folder), _pages(folder, file)
    for found in entries:
        entry = replace(
            found,
            term=_as_pages_have_it(found.term, pages),
            definition=_LINK.sub(lambda link: _led(link, file, folder), found.definition),
            forms=tuple(form for form in found.forms if alike(form) not in taken),
        )
        try:
            made.append(_written(entry, folder, taken))
            left = _left_out(found, entry)
        except Refused as why:
            left = [(f"`{entry.term}`", str(why).rstrip("."))]
        place = entry.line, 1 if entry.line else 0
        problems += [Problem(name, *place, "import", f"{w} is left out", mend) for w, mend in left]
    return made, problems


def _left_out(found: Entry, written: Entry) -> list[tuple[str, str]]:
    """Say what of an entry its file does not hold, and what to do about it."""
    lost = [form for form in found.forms if form not in written.forms]
    left = [(f"the form `{form}` of `{written.term}`", "another word has it") for form in lost]
    if found.aside:
        mend = "add it to its `forms`, or say it in the definition"
        left.append((f"“{found.aside}” of `{written.term}`", mend))
    return left


def _pages(folder: Path, file: Path) -> str:
    """Give all words of the site that is to have the glossary, but for the old one."""
    pages = sorted(folder.parent.rglob("*.md")) if folder.parent.is_dir() else []
    read = (read_file(path.name, path)[0] for path in pages if path.resolve() != file.resolve())
    return "\n".join(read)


def _as_pages_have_it(term: str, pages: str) -> str:
    """Write “Batch Processing” as “Batch processing” where pages have it in small letters more."""
    is_title = has_own_case(term) and term.istitle()
    return term.capitalize() if is_title and pages.count(term.lower()) > pages.count(term) else term


def _led(link: re.Match[str], file: Path, folder: Path) -> str:
    """Lead a link to the same place from the new file; one within the old file is words alone."""
    if link["to"].startswith("#"):
        return link["words"]
    if _FIXED.match(link["to"]):
        return link[0]
    to = os.path.relpath(file.parent / link["to"], folder).replace(os.sep, "/")
    return f"[{link['words']}]({to})"


def _named(line: int, name: str, text: str, *forms: str, **more: str) -> Entry:
    """Make an entry of a name as it is written, such as ``**AP / BP** {#ap}`` or ``Net (NT)``."""
    name = _MARKS.sub("", _LINK.sub(r"\g<words>", name.strip())).strip()
    aside, short = "", list[str]()
    if said := _ASIDE.fullmatch(name):
        name, aside = said["term"], said["aside"]
        parts = [part.strip() for part in re.split(r",|/| or ", aside)]
        first_letters = "".join(re.findall(r"\b\w", aside))
        is_short = all(has_own_case(part) and " " not in part for part in parts)
        if is_short or first_letters.lower() == name.lower():
            short, aside = parts if is_short else [aside], ""
    name, *same = re.split(r"\s+/\s+", name)
    return Entry(line, name, text, (*same, *short, *forms), more, aside)


def _written(entry: Entry, folder: Path, taken: dict[str, str]) -> Path:
    """Write an entry's file, unless it is no term; note that its forms are taken now."""
    if not entry.term or not entry.definition:
        raise Refused("it has no definition: write one, or do without it")
    path = folder / f"{slug_for(entry.term)}.md"
    term = write_term(path, _file_text(entry), taken)
    taken |= {alike(form.text): path.as_posix() for form in term.forms}
    return path


def _file_text(entry: Entry) -> str:
    """Write an entry as a term's file: what is too long for a card stands below."""
    first, _, rest = entry.definition.strip().partition("\n\n")
    kept: list[str] = []
    sentences = _SENTENCE.split(" ".join(first.split()))
    while sentences and len(" ".join([*kept, sentences[0]]).split()) <= Settings().definition_words:
        kept.append(sentences.pop(0))
    below = "\n\n".join(filter(None, (" ".join(sentences), rest.strip())))
    keys = {**({"forms": [*entry.forms]} if entry.forms else {}), **entry.more}
    definition = " ".join(kept) or " ".join(first.split())
    return term_text(entry.term, definition, f"{below}\n" if below else "", **keys)


def _from_markdown(text: str) -> Iterator[Entry]:
    """Read the form of Markdown that a file is written in: the first that it has."""
    if found := [*_ABBREVIATION.finditer(text)] or [*_DEFINED.finditer(text)]:
        for match in found:
            lines = (line.removeprefix("    ") for line in match["text"].split("\n"))
            name = _SECTION.sub("", match["term"].strip())
            yield _named(_line(text, match), name, "\n".join(lines))
    elif found := list(_INLINE.finditer(text)):
        yield from _cut_at(text, found, r"^#")
    else:
        bold = [_named(_line(text, m), m["term"], m["text"]) for m in _BOLD.finditer(text)]
        yield from max(_from_tables(text), bold, _from_headings(text), key=len)


def _from_headings(text: str) -> list[Entry]:
    """Read a heading for each word: those of the level that most with a text below them have."""
    headings = list(_HEADING.finditer(text))
    with_text = [m for m in headings if not re.match(r"\s*(?:[#|]|\Z)", text[m.end() :])]
    if not with_text:
        return []
    marks = Counter(m["marks"] for m in with_text).most_common(1)[0][0]
    found = [m for m in headings if m["marks"] == marks]
    return list(_cut_at(text, found, rf"^#{{1,{len(marks)}}}\s"))


def _from_tables(text: str) -> list[Entry]:
    """Read the tables that have a column of definitions."""
    entries: list[Entry] = []
    for table in _TABLE.finditer(text):
        lines = [table["head"], *table["rows"].splitlines()]
        cells = (_BAR.split(line.strip().removeprefix("|").removesuffix("|")) for line in lines)
        head, *rows = ([cell.strip().replace("\\|", "|") for cell in row] for row in cells)
        first = text.count("\n", 0, table.start("rows")) + 1
        if names := _columns(head):
            entries += (
                _entry(n, dict(zip(names, row, strict=False))) for n, row in enumerate(rows, first)
            )
    return entries


def _columns(head: list[str]) -> list[str]:
    """Give what the columns of a table hold; nothing where none is of definitions."""
    names = [_key(_MARKS.sub("", name)) for name in head]
    names[:1] = names[:1] if "term" in names else ["term"]
    return names if "definition" in names else []


def _cut_at(text: str, starts: list[re.Match[str]], end: str) -> Iterator[Entry]:
    """Give an entry for each start, with the text up to the next or to another end."""
    places = [*(match.start() for match in starts[1:]), len(text)]
    for match, place in zip(starts, places, strict=True):
        body = re.split(end, text[match.end() : place], maxsplit=1, flags=re.M)[0]
        also = _ALSO.search(body)
        forms = [form.strip() for form in also["forms"].split(",")] if also else []
        yield _named(
            _line(text, match), match["term"], _RULE.sub("", _ALSO.sub("", body).rstrip()), *forms
        )


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start()) + 1


def _from_csv(text: str) -> Iterator[Entry]:
    """Read a table; without names of columns the first is the word, the second its definition."""
    head = text.partition("\n")[0]
    delimiter = next((sign for sign in ";\t" if sign in head), ",")
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    names: list[str] = []
    for row in rows:
        if not names and (names := _columns(row)):
            continue
        names = names or ["term", "definition", "forms"]
        if any(row):
            yield _entry(rows.line_num, dict(zip(names, row, strict=False)))


def _from_json(text: str) -> Iterator[Entry]:
    """Read a list of objects, an object of definitions by word, or our own ``glossary.json``."""
    data = json.loads(text)
    if isinstance(data, dict) and isinstance(data.get("terms"), list):
        data = data["terms"]
    if isinstance(data, dict):
        data = [
            {"term": term, **(said if isinstance(said, dict) else {"definition": said})}
            for term, said in data.items()
        ]
    for value in data if isinstance(data, list) else []:
        if isinstance(value, dict):
            yield _entry(0, value)


def _entry(line: int, values: Mapping[str, Any]) -> Entry:
    """Make an entry of values under names that differ from glossary to glossary."""
    found = {key: value for name, value in values.items() if (key := _key(name)) and value}
    definition = found.get("definition", "")
    text = definition.get("text", "") if isinstance(definition, dict) else str(definition)
    term = str(found.get("term", "")).strip()
    forms = [form for form in _texts(found.get("forms")) if form != term]
    short = found.get("abbreviation")
    more = {"abbreviation": short} if isinstance(short, str) else {}
    return _named(line, term, text.strip(), *forms, **more)


def _texts(value: object) -> list[str]:
    """Give the texts of a list, or of a cell with commas or semicolons between them."""
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"[;,|]", value) if part.strip()]
    entries = value if isinstance(value, list) else []
    return [e["text"] if isinstance(e, dict) and "text" in e else str(e) for e in entries]


def _key(name: str) -> str:
    plain = re.sub(r"[^a-z]", "", str(name).lower())
    return next((key for key, names in _NAMES.items() if plain in names.split()), "")


_READERS: dict[str, Callable[[str], Iterator[Entry]]] = {
    ".csv": _from_csv,
    ".tsv": _from_csv,
    ".json": _from_json,
}
