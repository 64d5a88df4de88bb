"""What a reader gets from HTML, as one line of words that can be compared with another.

Read by another parser than the readers', libxml2. A raised, struck-out or
linked word carries a mark that says so; a picture is a mark with its address and its other text;
footnotes are kept apart, by their labels, and so are the cells of tables.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import html5lib
from lxml import etree

from article.model import BLOCK_TAGS, PROGRAM, STATES, UNSEEN

_OWN = frozenset({"around-text", "headerlink", "footnote-backref"})
_STYLE = frozenset({"span", "em", "strong", "code"})
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
    """

    link: Callable[[str], str] = str
    picture: Callable[[str], str] = str
    notes: bool = True


def facts_of(html: str, view: View, overlapping: bool = False) -> Facts:
    """Read what HTML, a page or a part of one, says.

    Args:
        html: The page or part.
        view: How it is looked at.
        overlapping: Whether its elements are put in order as the standard says; libxml2 has rules
            of its own for a table in a link, but reads much faster.
    """
    if overlapping:
        return _Scanner(view).read(html5lib.parse(html, namespaceHTMLElements=False))
    tree = etree.fromstring(f"<html>{html}</html>".encode(), parser=_PARSER)
    return _Scanner(view).read(tree)


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


class _Scanner:
    def __init__(self, view: View) -> None:
        self.view = view
        self.ids: set[str] = set()
        self.tables: list[list[str]] = []
        self.lines: dict[str, list[str]] = {"": []}
        self.note = self.last = self.number = self.row = ""
        self.gap = False

    def read(self, tree: Any) -> Facts:
        """Read a page in order, without any depth of calls."""
        waiting: list[tuple[Any, _State]] = [(tree, _State())]
        while waiting:
            item, state = waiting.pop()
            if item is None:
                self.gap = True
            elif isinstance(item, str):
                self._text(item, state)
            else:
                waiting.append((item.tail or "", state))
                inner = self._enter(item, state) if isinstance(item.tag, str) else None
                if inner is not None:
                    waiting += [(None, state)] * (item.tag in BLOCK_TAGS)
                    waiting += [(child, inner) for child in reversed(item)]
                    waiting.append((item.text or "", inner))
        main, *notes = ("".join(line) for line in self.lines.values())
        named = dict(zip([*self.lines][1:], notes, strict=True))
        return Facts(main, named, self.ids, ["".join(cells) for cells in self.tables])

    def _enter(self, node: Any, state: _State) -> _State | None:
        """Note what an element says of the text in it; nothing for one that is passed over."""
        tag, values = node.tag, node.attrib
        classes = set(values.get("class", "").split())
        if tag in _STYLE and not classes & _OWN and not {*values} - {"class"}:
            return state
        self.ids |= {values["id"]} if values.get("id") else set()
        if self._special(node, state, classes):
            return None
        self.gap = self.gap or tag in BLOCK_TAGS or tag == "br"
        if tag == "ol":
            start = values.get("start") or "1"
            says = start != "1" and any(text.strip() for text in node.itertext())
            self.number = f"\ue005{start}" if says else ""  # of a list that says nothing, none
        cells = state.cells
        if tag == "table":
            cells = []
            self.tables.append(cells)
        elif cells is not None and tag == "tr":
            self.row = "\ue009"
        elif cells is not None and tag in {"td", "th"}:
            spans = [values.get(name) or "1" for name in ("colspan", "rowspan")]
            cells.append(f"{self.row}\ue008{tag} {'x'.join(spans)} ")
            self.row = ""
        href = values.get("href", "").strip() if tag == "a" else ""
        place = "" if not href or PROGRAM.match(href) else self.view.link(href)
        note = _NOTE.fullmatch(values.get("id", "")) if tag == "li" and state.notes else None
        about = tag in {"div", "section"} and bool(classes & {"footnote", "footnotes"})
        return _State(
            state.said | ({STATES[tag]} if tag in STATES else set()),
            place or state.place,
            state.notes or (about and self.view.notes),
            _label(note["label"]) if note else state.note,
            cells,
        )

    def _special(self, node: Any, state: _State, classes: set[str]) -> bool:
        """Read what is no text; say whether what is in the element is passed over."""
        tag, values = node.tag, node.attrib
        note = _NOTE.fullmatch(values.get("id", "")) if self.view.notes else None
        if tag == "img":
            alt = " ".join(values.get("alt", "").split())
            place = self.view.picture(values.get("src", ""))
            self._add(f"\ufffc{place}\ue003{alt}\ue004", state)
            return True
        if tag == "input" and values.get("type") == "checkbox":
            self._add("☑" if "checked" in values else "☐", state)
            self.gap = True
        elif values.get("data-tex") is not None:
            self._text(values["data-tex"], state)
            return True
        elif tag == "sup" and note:
            self._add(f"\ue007{_label(note['label'])}", state)
            return True
        elif tag == "pre" and self.view.notes:
            self._text(f" {values.get('data-title', '')} ", state)
        return tag in UNSEEN or (self.view.notes and bool(_OWN & classes))

    def _text(self, text: str, state: _State) -> None:
        """Keep the words of a text."""
        self.gap = self.gap or text[:1].isspace()
        words = " ".join(text.split())
        if words:
            self._add(words, state)
        self.gap = self.gap or text[-1:].isspace()

    def _add(self, word: str, state: _State) -> None:
        """Add words with what is said of them."""
        line = self.lines.setdefault(state.note, [])
        if state.note != self.note:
            self.note, self.last, self.gap = state.note, "", True
        line += [" "] if self.gap and line else []
        line += [state.mark] if state.mark != (self.last or "\ue001\ue002") else []
        line.append(self.number + word)
        self.last, self.number, self.gap = state.mark, "", False
        if state.cells is not None:
            state.cells.append(word.replace(" ", ""))


def _label(text: str) -> str:
    """Give a footnote's label as every renderer writes it: letters and digits alone."""
    return "".join(char for char in text.lower() if char.isalnum())
