"""What a reader gets from HTML, as one line of words that can be compared with another.

Read by another parser than the readers', libxml2. A raised, struck-out or
linked word carries a mark that says so; a picture is a mark with its address and its other text;
footnotes are kept apart, by their labels, and so are the cells of tables.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from typing import Any

import html5lib
from lxml import etree

from article.vocabulary import BLOCK_TAGS, PROGRAM, STATES, UNSEEN

_OWN = frozenset({"around-text", "headerlink", "footnote-backref"})
_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
_NOTE = re.compile(r"fn(?:ref\d*)?[:-](?P<label>.*)")  # fn:1, fnref2:1, fn-1


@dataclass
class Facts:
    """What was found.

    Attributes:
        main: The words of the text, with their marks.
        notes: The words of each footnote, by label.
        ids: The places that a link may lead to.
        tables: The cells of each table, with their kind, spans and letters.
    """

    main: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    tables: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class View:
    """How HTML is looked at.

    Attributes:
        link: Where a link's address leads on the pages; empty for nowhere.
        picture: Where a picture stands on the pages.
        notes: Whether footnotes are marked as Markdown renderers mark them.
        numbered: Whether the numbers of items are read as text.
    """

    link: Callable[[str], str] = str
    picture: Callable[[str], str] = str
    notes: bool = True
    numbered: bool = False


@dataclass(frozen=True)
class _State:
    """What the elements around a text say of it.

    Attributes:
        said: Raised, struck out and so on.
        place: Where the link around it leads; empty for none.
        notes: Whether it is among footnotes.
        note: The label of its footnote; empty for the text.
        cells: The table around it.
    """

    said: frozenset[str] = frozenset()
    place: str = ""
    notes: bool = False
    note: str = ""
    cells: list[str] | None = None

    @cached_property
    def mark(self) -> str:
        """What a word carries that says all this."""
        place = f" {self.place}" if self.place else ""
        return f"\ue001{','.join(sorted(self.said))}{place}\ue002"


_Parts = Iterator[tuple[Any, _State]]
"""Texts and elements in order, each with what is said of it; white space parts words."""


def facts_of(html: str, view: View, overlapping: bool = False) -> Facts:
    """Read what HTML, a page or a part of one, says.

    Args:
        html: The page or part.
        view: How it is looked at.
        overlapping: Whether its elements are put in order as the standard says; libxml2 has rules
            of its own for a table in a link, but reads much faster.
    """
    if overlapping:
        tree = html5lib.parse(html, namespaceHTMLElements=False)
    else:
        tree = etree.fromstring(f"<html>{html}</html>".encode(), parser=_PARSER)
    ids: set[str] = set()
    tables: list[list[str]] = []
    lines: dict[str, list[str]] = {"": []}
    note, last, gap = "", "", False
    for text, state in _texts(tree, view, ids, tables):
        gap = gap or text[:1].isspace()
        if words := " ".join(text.split()):
            line = lines.setdefault(state.note, [])
            if state.note != note:
                note, last, gap = state.note, "", True
            line += [" "] if gap and line else []
            line += [state.mark] if state.mark != (last or "\ue001\ue002") else []
            line.append(words)
            last, gap = state.mark, text[-1:].isspace()
            if state.cells is not None:
                state.cells.append(words.replace(" ", ""))
    said = {note: "".join(line) for note, line in lines.items()}
    return Facts(said.pop(""), said, ids, ["".join(cells) for cells in tables])


def _texts(tree: Any, view: View, ids: set[str], tables: list[list[str]]) -> _Parts:
    """Give the texts of a page in order, without any depth of calls."""
    waiting: list[_Parts] = [iter([(tree, _State())])]
    while waiting:
        part = next(waiting[-1], None)
        if part is None:
            waiting.pop()
        elif isinstance(part[0], str):
            yield part
        elif isinstance(part[0].tag, str):
            name = part[0].get("id", "")
            again = view.notes and part[0].tag == "li" and name in ids and name.startswith("fn:")
            if not again:  # a note that two pages refer to is on both
                waiting.append(_inside(*part, view, tables))
            ids.add(name)


def _inside(node: Any, state: _State, view: View, tables: list[list[str]]) -> _Parts:
    """Give what an element says: its texts and the elements in it, or what stands for them."""
    tag, values = node.tag, node.attrib
    note = _NOTE.fullmatch(values.get("id", "")) if view.notes else None
    if tag == "img":
        place, alt = view.picture(values.get("src", "")), " ".join(values.get("alt", "").split())
        yield f"\ufffc{place}\ue003{alt}\ue004", state
    elif values.get("data-tex") is not None:
        yield values["data-tex"], state
    elif tag == "sup" and note:
        yield f"\ue007{_label(note)}", state
    elif tag not in UNSEEN and not (view.notes and _OWN & {*values.get("class", "").split()}):
        edge = " " if tag in BLOCK_TAGS or tag == "br" else ""
        yield edge + _said(node, view), state
        inner = _within(node, state, view, tables)
        yield node.text or "", inner
        numbers = count(int(values.get("start", 1)))
        for child in node:
            if view.numbered and tag == "ol" and not inner.notes:
                yield f" {next(numbers)} ", inner
            yield child, inner
            yield child.tail or "", inner
        yield edge, state


def _said(node: Any, view: View) -> str:
    """Give what an element itself says before what is in it."""
    if node.tag == "input" and node.get("type") == "checkbox":
        return "☑ " if "checked" in node.attrib else "☐ "
    if node.tag == "pre" and view.notes:
        return f" {node.get('data-title', '')} "
    start = node.get("start") or "1" if node.tag == "ol" else "1"
    says = start != "1" and any(text.strip() for text in node.itertext())
    return f" \ue005{start} " if says else ""  # a list that says nothing has no number


def _within(node: Any, state: _State, view: View, tables: list[list[str]]) -> _State:
    """Give what is said of the text in an element, and note where a table or a cell begins."""
    tag, values, cells = node.tag, node.attrib, state.cells
    if tag == "table":
        cells = []
        tables.append(cells)
    elif cells is not None and tag == "tr" and any(c.tag in {"td", "th"} for c in node):
        cells.append("\ue009")
    elif cells is not None and tag in {"td", "th"}:
        spans = [values.get(name) or "1" for name in ("colspan", "rowspan")]
        cells.append(f"\ue008{tag} {'x'.join(spans)} ")
    href = values.get("href", "").strip() if tag == "a" else ""
    place = "" if not href or PROGRAM.match(href) else view.link(href)
    note = _NOTE.fullmatch(values.get("id", "")) if tag == "li" and state.notes else None
    classes = {*values.get("class", "").split()}
    about = view.notes and tag in {"div", "section"} and bool(classes & {"footnote", "footnotes"})
    return replace(
        state,
        said=state.said | ({STATES[tag]} if tag in STATES else set()),
        place=place or state.place,
        notes=state.notes or about,
        note=_label(note) if note else state.note,
        cells=cells,
    )


def _label(note: re.Match[str]) -> str:
    """Give a footnote's label as every renderer writes it: letters and digits alone."""
    return "".join(char for char in note["label"].lower() if char.isalnum())
