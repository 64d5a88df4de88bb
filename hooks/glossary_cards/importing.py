"""Term files from a glossary that a site has already, in any of the forms that are common.

The file is read into entries first, each with its line; then each entry becomes one file. Nothing
is overwritten, and what cannot be read is told of with its line.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import read_file
from glossary_cards.drafting import Refused, forms_in, term_of, term_text
from glossary_cards.engine.forms import alike
from glossary_cards.model.settings import Settings
from glossary_cards.slugs import slug_for

_ABBREVIATION = re.compile(r"^\*\[(?P<term>[^\]\n]+)\]:[ \t]*(?P<text>.*)$", re.M)  # *[HTML]: Hyper
_DEFINED = re.compile(  # "trust" and below it ":   Relying on others", with lines further in
    r"^(?P<term>(?![ \t:#>*-])[^\n]+)\n+:[ \t]+(?P<text>[^\n]*(?:\n(?:[ \t]+[^\n]*|(?=\n[ \t])))*)",
    re.M,
)
_HEADING = re.compile(r"^(?P<marks>#{2,6})[ \t]+(?P<term>[^\n#]+?)[ \t]*#*$", re.M)  # ## Trust
# <!-- zensical-glossary-aliases: BPD, EUPD -->
_ALSO = re.compile(r"<!-- zensical-glossary-aliases:(?P<forms>.*?)-->\n?", re.S)
_INLINE = re.compile(r"^<!-- zensical-glossary:(?P<term>.*?)-->$", re.M)  # of zensical-glossary
_SECTION = re.compile(r"\A[\w-]+:(?=\S)")  # the "section:" of ezglossary's "section:term"
_SENTENCE = re.compile(r"(?<=[.!?。])\s+(?=\S)")  # between "One." and "Two."
_NAMES = {
    "term": "term name word headword title entry key",
    "definition": "definition description meaning text explanation value",
    "forms": "forms aliases synonyms alternatename also",
    "abbreviation": "abbreviation acronym abbr short",
}
"""What each column or key may be called."""


@dataclass(frozen=True)
class Entry:
    """One word of the old glossary: its line there, the word, and what else is known."""

    line: int
    term: str
    definition: str
    forms: tuple[str, ...] = ()
    abbreviation: str = ""


def import_glossary(file: Path, folder: Path) -> tuple[list[Path], list[Problem]]:
    """Make term files of a glossary.

    Args:
        file: Markdown (``*[X]: text``, a definition list, or a heading for each word), CSV or JSON.
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
    made, taken = [], forms_in(folder)
    for entry in entries:
        try:
            made.append(_written(entry, folder, taken))
        except Refused as why:
            place = entry.line, 1 if entry.line else 0
            what = f"`{entry.term}` is left out"
            problems.append(Problem(name, *place, "import", what, str(why).rstrip(".")))
    return made, problems


def _written(entry: Entry, folder: Path, taken: dict[str, str]) -> Path:
    """Write an entry's file, unless it is no term; note that its forms are taken now."""
    if not entry.term or not entry.definition:
        raise Refused("it has no definition: write one, or do without it")
    path, content = folder / f"{slug_for(entry.term)}.md", _file_text(entry)
    if path.exists():
        raise Refused(f"{path.as_posix()} exists already and stays: compare the two by eye")
    term = term_of(path.stem, content, taken)
    taken |= {alike(form.text): path.as_posix() for form in term.forms}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")
    return path


def _file_text(entry: Entry) -> str:
    """Write an entry as a term's file: what is too long for a card stands below."""
    first, _, rest = entry.definition.strip().partition("\n\n")
    kept: list[str] = []
    sentences = _SENTENCE.split(" ".join(first.split()))
    while sentences and len(" ".join([*kept, sentences[0]]).split()) <= Settings.definition_words:
        kept.append(sentences.pop(0))
    below = "\n\n".join(filter(None, (" ".join(sentences), rest.strip())))
    definition = " ".join(kept) or " ".join(first.split())
    known = {"forms": [*entry.forms], "abbreviation": entry.abbreviation}
    keys = {key: value for key, value in known.items() if value}
    return term_text(entry.term, definition, f"{below}\n" if below else "", **keys)


def _from_markdown(text: str) -> Iterator[Entry]:
    """Read the form of Markdown that a file is written in: the first that it has."""
    if found := [*_ABBREVIATION.finditer(text)] or [*_DEFINED.finditer(text)]:
        for match in found:
            lines = (line.removeprefix("    ") for line in match["text"].split("\n"))
            name = _SECTION.sub("", match["term"].strip())
            yield Entry(_line(text, match), name, "\n".join(lines))
    elif found := list(_INLINE.finditer(text)):
        yield from _cut_at(text, found, r"^#")
    else:
        headings = list(_HEADING.finditer(text))
        with_text = [m for m in headings if not re.match(r"\s*(?:#|\Z)", text[m.end() :])]
        if with_text:  # words are where most headings have a text; those above are sections
            marks = Counter(m["marks"] for m in with_text).most_common(1)[0][0]
            found = [m for m in headings if m["marks"] == marks]
            yield from _cut_at(text, found, rf"^#{{1,{len(marks)}}}\s")


def _cut_at(text: str, starts: list[re.Match[str]], end: str) -> Iterator[Entry]:
    """Give an entry for each start, with the text up to the next or to another end."""
    places = [*(match.start() for match in starts[1:]), len(text)]
    for match, place in zip(starts, places, strict=True):
        body = re.split(end, text[match.end() : place], maxsplit=1, flags=re.M)[0]
        also = _ALSO.search(body)
        forms = tuple(f.strip() for f in also["forms"].split(",")) if also else ()
        yield Entry(_line(text, match), match["term"].strip(), _ALSO.sub("", body), forms)


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start()) + 1


def _from_csv(text: str) -> Iterator[Entry]:
    """Read a table; without names of columns the first is the word, the second its definition."""
    head = text.partition("\n")[0]
    delimiter = next((sign for sign in ";\t" if sign in head), ",")
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    names: list[str] = []
    for row in rows:
        if not names and any(_key(cell) == "definition" for cell in row):
            names = row
        elif any(row):
            names = names or ["term", "definition", "forms"]
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
    forms = tuple(form for form in _texts(found.get("forms")) if form != term)
    return Entry(line, term, text.strip(), forms, str(found.get("abbreviation", "")))


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
