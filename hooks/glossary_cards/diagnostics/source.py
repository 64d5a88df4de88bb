"""Source files as contributors see them: front matter whose every value knows its place.

YAML is read once, by PyYAML's node tree, so that a problem can name the line and the column of
the very key or list entry that is wrong.
"""

import json
import re
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from yaml.constructor import SafeConstructor

from glossary_cards.diagnostics import yaml_faults as faults
from glossary_cards.diagnostics.problem import Problem
from glossary_cards.engine.lazy import lazy

_FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# PyYAML lets Python's own errors through where a value does not fit its tag.
_UNREADABLE = (yaml.YAMLError, RecursionError, ValueError, TypeError, LookupError, AttributeError)

# A line and a column, both from 1.
Place = tuple[int, int]

# The way to a value: ``("forms", 2)``.
Keys = tuple[Hashable, ...]

# Gives the line and column of a value.
FindPlace = Callable[[Keys], Place]

_CUT = lazy(r" #(?:(?P<tight>\w)|[^\n])")  # the " #1" of "term: x #1"
_HIDDEN = lazy(r" +(?P<text>#[^\s#][^\n]*)")  # the " #y" of "see: #y"
_LINE_BREAKS = lazy("[\x85\u2028\u2029]")  # a line separator that came with a copied text
_TEXT, _DATE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"
_READ_AS_OTHER = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:null")
# "---\nterm: trust\n---\n"
_FRONT_MATTER = lazy(r"\A---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
# "Words between two lines across the page."; not "term: trust", nor "* term: trust"
_LOOKS_LIKE_TEXT = lazy(
    rf"(?!\s*\Z|<{{7}}|-[ ]|\s*(?:#[^\n]*\n)*[\s\"'{{]*(?:[\w-]+[\"']?\s*[:=]|{faults.KEYS})"
    rf"|(?:[^\n]*\n)*?[ ]*[*_+•·–—]*[ ]?{faults.KEYS}[ ]?[*_]*[ ]*[:\uff1a])"
)
# Tells at a glance whether a text may begin with front matter that is none: "---", "# Title\n---"
MAY_BE_LOST = lazy(r"\s*(?:[-–—*_`~<+=\u00ad\u200b-\u200f\u2060\ufeff]|#[^\n]*\n\s*---)")

_BIBTEX = lazy(r"\s*(?:@\w+\s*\{|TY  - )")  # "@article{smith2020,"
# The aliases of "summary: *a", "[*a, *b]" and "- *a".
# Tells at a glance whether a file's front matter may hold an alias, which is refused.
REPEATS_ITSELF = lazy(r"\ufeff?---[ \t]*\n(?:(?!---)[^\n]*\n)*?[^\n]*[\s\[,{]\*\w")


class Places(dict[Keys, Place]):
    """Where each value of a file stands."""

    def at(self, keys: Keys) -> Place:
        """Give the line and column of a value, or of the nearest that holds it; else (1, 1)."""
        while keys and keys not in self:
            keys = keys[:-1]
        return self.get(keys, (1, 1))


class Document(NamedTuple):
    """One Markdown file: its front matter, where each value stands, and its body.

    Attributes:
        path: The file's path from the project's root, with ``/``.
        meta: The front matter as plain Python values.
        places: Line and column of each value.
        body: The Markdown after the front matter.
        body_line: The file's line on which the body starts, from 1.
    """

    path: str
    meta: dict[str, Any]
    places: Places
    body: str
    body_line: int

    @property
    def in_place(self) -> str:
        """The body below as many empty lines as the front matter has: its places are the file's."""
        return "\n" * (self.body_line - 1) + self.body

    def place(self, *keys: Hashable) -> Place:
        """Give the line and column of a value, or of the nearest value that holds it.

        Args:
            keys: The path to the value: ``place("forms", 2)``.

        Returns:
            Line and column from 1; ``(1, 1)`` when the file has no front matter.
        """
        return self.places.at(keys)

    def problem(self, keys: Keys, rule: str, what: str, mend: str, **more: Any) -> Problem:
        """Make an error that points at a value of the front matter."""
        return Problem(self.path, *self.place(*keys), rule, what, mend, **more)


def read_file(path: str, file: Path) -> tuple[str, list[Problem]]:
    """Read a text file that a contributor wrote.

    Args:
        path: The file as problems name it.
        file: Where it is.

    Returns:
        Its text, as far as it can be read, and what is wrong: it is missing, or not UTF-8.
    """
    try:
        return decoded(path, file.read_bytes())
    except OSError:
        what = "this file is missing, or cannot be opened"
        return "", [Problem(path, 0, 0, "missing-file", what, "put it back")]


def decoded(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """Read a file's bytes as text, with every line end as one character.

    Args:
        path: The file as problems name it.
        data: Its bytes; a byte order mark at their start is ignored.

    Returns:
        The text; what is not UTF-8 is replaced in it, and a problem names the first such place.
    """
    problems = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", errors="replace")
        before = error.object[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        what = "the file is not saved as UTF-8: here stands a sign that cannot be read"
        mend = "open it in an editor, choose UTF-8 as its encoding, and save it again"
        problems.append(Problem(path, line, column, "encoding", what, mend))
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems


def read_data(path: str, file: Path) -> tuple[Any, Places, list[Problem]]:
    """Read a YAML or JSON file together with the place of every value.

    Args:
        path: The file as problems name it.
        file: Where it is.

    Returns:
        What :func:`read_yaml` gives; nothing but the problem where the file cannot be read.
    """
    text, problems = read_file(path, file)
    return (None, Places(), problems) if problems else read_yaml(path, text)


def own_yaml(file: Path) -> Any:
    """Read a YAML file that belongs to the code: nobody tells of its places and faults."""
    return yaml.load(file.read_text(encoding="utf-8"), _FAST_LOADER)


def read_json(
    path: str, text: str, rule: str, convert: str = "export it as CSL JSON"
) -> tuple[Any, list[Problem]]:
    """Read JSON; one that is broken is one problem at its place.

    Args:
        path: The file as problems name it.
        text: The JSON.
        rule: The rule that problems name.
        convert: What to do with a reference in another format, after it has been taken out.
    """
    try:
        return json.loads(text), []
    except json.JSONDecodeError as error:
        what = "this cannot be read as JSON"
        mend = "put a comma between two entries and none after the last, and straight double"
        mend += " quotes round each text; look at the end of the line before, too"
        if text.startswith(("//", "/*", "#"), error.pos):
            what, mend = "this comment cannot be read as JSON, which has none", "take it out"
        if _BIBTEX.match(text, error.pos):
            what = "this is BibTeX or RIS"
            mend = f"take it out, and {convert}"
        lacks = error.msg.startswith("Expecting ',' delimiter")
        place = place_of(text, len(text[: error.pos].rstrip()) if lacks else error.pos)
        if conflict := faults.CONFLICT.search(text):
            place, (_, what, mend, _) = place_of(text, conflict.start()), faults.CONFLICTED
        return None, [Problem(path, *place, rule, what, mend)]


def read_document(path: str, text: str) -> tuple[Document, list[Problem]]:
    """Split a Markdown file into front matter and body.

    Args:
        path: The file's path as problems name it.
        text: The whole file; a byte order mark at its start is ignored.

    Returns:
        The document and what is wrong with its front matter; with broken front matter the
        document has none.
    """
    text = text.removeprefix("\ufeff")
    match = _FRONT_MATTER.match(text)
    if not match:
        return Document(path, {}, Places(), text, 1), []
    meta, places, problems = read_yaml(path, match["yaml"], first_line=2)
    if not isinstance(meta, dict):
        if _LOOKS_LIKE_TEXT.match(match["yaml"]):  # a page that begins with a line across it
            return Document(path, {}, Places(), text, 1), []
        if meta is not None:
            what = "the front matter is not a list of `key: value` lines"
            mend = "write one `key: value` on each line between the two `---` lines"
            problems.append(Problem(path, 2, 1, "front-matter", what, mend))
            places = Places()
        meta = {}
    body_line = text.count("\n", 0, match.end()) + 1
    return Document(path, meta, places, text[match.end() :], body_line), problems


def lost_front_matter(document: Document) -> Problem | None:
    """Say why a file that tries to have front matter has none; nothing when it does not try."""
    if document.places:
        return None
    for fault in faults.LOST_FAULTS:
        if found := re.match(fault.pattern, document.body):
            place = place_of(document.body, found.start(found.lastgroup or 0))
            return Problem(document.path, *place, "front-matter", fault.what, fault.mend)
    return None


def place_of(text: str, index: int) -> Place:
    """Give the line and column of an index of a text."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def read_yaml(
    path: str, text: str, first_line: int = 1, make_values: bool = True
) -> tuple[Any, Places, list[Problem]]:
    """Read YAML together with the place of every value.

    Args:
        path: The file's path as problems name it.
        text: The YAML.
        first_line: The line of the file on which this YAML starts, from 1.
        make_values: Whether values are made and looked at; their tags may be known to others only.

    Returns:
        The value (``None`` when it cannot be read), the places by path of keys, and problems:
        broken YAML, keys given twice, and texts that a hash cuts short.
    """
    if not text.isascii():
        text = _LINE_BREAKS.sub(" ", text)  # YAML would count lines that no editor shows
    # A tab that libyaml takes, PyYAML's own reader refuses: a page may be built with either.
    reader = yaml.SafeLoader if "\t" in text else _FAST_LOADER
    try:
        return _loaded(reader, _YamlWalk(path, first_line, text, make_values))
    except _UNREADABLE as error:
        refused = error
    try:
        _loaded(yaml.SafeLoader, _YamlWalk(path, first_line, text, make_values))
    except _UNREADABLE as error:
        refused = error  # in words that are known to us
    return None, Places(), [faults.yaml_problem(path, refused, text, first_line)]


def _loaded(reader: Any, walk: "_YamlWalk") -> tuple[Any, Places, list[Problem]]:
    """Read YAML with one of PyYAML's readers, noting places on the way."""
    node = yaml.compose(walk.text, reader)
    if node is not None:
        walk.visit(node, ())
    made = SafeConstructor().construct_document(node) if node and walk.make_values else None
    return made, walk.places, walk.problems


class _YamlWalk:
    """Notes the place of every value of a YAML tree, what is written there, and what is wrong."""

    def __init__(self, path: str, first_line: int, text: str, make_values: bool) -> None:
        self.path, self.first_line = path, first_line
        self.text, self.make_values = text, make_values
        self.places, self.problems = Places(), list[Problem]()
        self._seen, self._twice = set[int](), set[Keys]()

    def visit(self, node: yaml.Node, keys: Keys) -> None:
        """Note a node and all below it; refuse one that is met again, which is an alias's."""
        if id(node) in self._seen:  # lists of aliases, six deep, would take gigabytes
            raise yaml.MarkedYAMLError(problem="a repeated part", problem_mark=node.start_mark)
        self._seen.add(id(node))
        self.places.setdefault(keys, self._place(node))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise yaml.MarkedYAMLError(problem="unhashable", problem_mark=key.start_mark)
                if key.tag in _READ_AS_OTHER:
                    key.tag = _TEXT  # a key is what is written: `yes` is not `true`
                self._visit_entry(key, value, (*keys, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.visit(item, (*keys, index))
        elif isinstance(node, yaml.ScalarNode) and not node.style and self.make_values:
            self._check_plain(node)

    def _check_plain(self, node: yaml.ScalarNode) -> None:
        """Check a text without quotation marks: a hash cuts it short, a date may not exist."""
        if node.tag == _DATE:
            try:
                SafeConstructor().construct_yaml_timestamp(node)
            except ValueError as error:
                mark = node.start_mark
                raise yaml.MarkedYAMLError(problem=str(error), problem_mark=mark) from None
        if "#" not in self.text:
            return
        end = node.end_mark.index
        if node.value:
            cut = _CUT.match(self.text, end)
            if cut and (" " in node.value or (cut["tight"] and node.tag == _TEXT)):
                what = "the text ends before the `#`, which begins a comment"
                mend = 'put the whole text in "quotes", or put two spaces before a comment'
                self._add(place_of(self.text, end + 1), what, mend)
        elif hidden := _HIDDEN.match(self.text, end):
            what = "the text begins with `#`, which begins a comment"
            mend = 'put the text in "quotes", or put a space after the `#` of a comment'
            self._add(place_of(self.text, hidden.start("text")), what, mend)

    def _add(self, place: Place, what: str, mend: str) -> None:
        line = place[0] + self.first_line - 1
        self.problems.append(Problem(self.path, line, place[1], "front-matter", what, mend))

    def _visit_entry(self, key: yaml.Node, value: yaml.Node, keys: Keys) -> None:
        if keys in self.places:
            at = place_of(self.text, key.start_mark.index)
            entry, mend = keys[:-1], "keep one of the two"
            if entry and isinstance(entry[-1], int):
                mend += ", or begin another entry with `- `"
            if mend.endswith("two") or entry not in self._twice:
                self._add(at, f"`{keys[-1]}` is given twice", mend)
            self._twice.add(entry)
            inside = [k for k in self.places if len(k) > len(keys) and k[: len(keys)] == keys]
            for below in inside:  # what stands in both is not given twice as well
                del self.places[below]
        self.places[keys] = self._place(key)
        self.visit(value, keys)

    def _place(self, node: yaml.Node) -> Place:
        return node.start_mark.line + self.first_line, node.start_mark.column + 1
