"""What a reader gets from HTML, as one line of words that can be compared with another.

Read by tokens alone, with the standard library, and never with the readers' own tree. A raised,
struck-out or linked word carries a mark that says so; a picture is a mark with its address and its
other text; footnotes are kept apart, by their labels.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import compress

from article.tags import (
    BLOCK_TAGS,
    EMBEDDED,
    PROGRAM,
    UNSEEN,
    fence_title,
    picture_source,
    states_of,
)

PICTURE = "\ufffc"
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th "
    "thead tbody tfoot option".split()
)
"""Elements whose end says nothing here."""
_OWN = frozenset({"furniture", "headerlink", "footnote-backref"})
_PARAMETER = re.compile(r"&(?=[A-Za-z][A-Za-z0-9]*=)")  # "?a=1&section=2" holds no § for browsers
_NOTE = re.compile(r"fn(?:ref\d*)?[:-](?P<label>.*)")  # fn:1, fnref2:1, fn-1

Text = Callable[[str], Iterable[tuple[str, str]]]
"""Parts a text into pieces, each with its state or an empty one before it."""


def _as_it_is(text: str) -> Iterable[tuple[str, str]]:
    return [("", text)]


@dataclass
class Facts:
    """What was found.

    Attributes:
        main: The words of the text, with their marks.
        notes: The words of each footnote, by label.
        ids: The places that a link may lead to.
        tables: The cells of each table, with their kind, spans and letters.
        size: How many letters and pictures there are, left out or not.
    """

    main: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    tables: list[str] = field(default_factory=list)
    size: int = 0


@dataclass(frozen=True)
class View:
    """How HTML is looked at.

    Attributes:
        link: Where a link's address leads on the pages; empty for nowhere.
        picture: Where a picture stands on the pages.
        kept: For each letter and picture whether it counts; all do without.
        text: Parts text outside code into text and its states, for marks that HTML does not know.
        notes: Whether footnotes are marked as Markdown renderers mark them.
    """

    link: Callable[[str], str] = str
    picture: Callable[[str], str] = str
    kept: bytes | None = None
    text: Text = _as_it_is
    notes: bool = True


def facts_of(html: str, view: View) -> Facts:
    """Read what HTML, a page or a part of one, says."""
    scanner = _Scanner(view)
    scanner.feed(_PARAMETER.sub("&amp;", html))
    scanner.close()
    facts = scanner.facts
    facts.main = "".join(scanner.lines[""])
    facts.notes = {name: "".join(line) for name, line in scanner.lines.items() if name}
    return facts


class _Scanner(HTMLParser):
    def __init__(self, view: View) -> None:
        super().__init__(convert_charrefs=True)
        self.view = view
        self.facts = Facts()
        self.lines: dict[str, list[str]] = {"": []}
        self.line = self.lines[""]
        self.open: list[tuple[str, tuple[str, ...], str | None, bool]] = []
        self.skip: list[str] = []
        self.tables: list[list[str]] = []
        self.film = False
        self.gap = False
        self.last = ""
        self.number = ""
        self.row = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element says of the text in it."""
        values = dict(attrs)
        if self.skip:
            if self.film and tag in {"source", "embed"} and (values.get("src") or "").strip():
                self._carry(str(values["src"]).strip())
            if tag not in _VOID:
                self.skip.append(tag)
            return
        classes = set((values.get("class") or "").split())
        if values.get("id"):
            self.facts.ids.add(str(values["id"]))
        if self._special(tag, values, classes):
            if tag not in _VOID:
                self.skip.append(tag)
            return
        self._cell(tag, values)
        if tag in BLOCK_TAGS or tag == "br":
            self.gap = True
        if tag == "ol" and (values.get("start") or "1") != "1":
            self.number = f"\ue005{values['start']}"
        if tag not in _VOID:
            states = states_of(tag, values.get("style") or "")
            href = (values.get("href") or "").strip() if tag == "a" else None
            place = None if not href or PROGRAM.match(href) else self.view.link(href)
            notes = tag in {"div", "section"} and bool(classes & {"footnote", "footnotes"})
            self.open.append((tag, states, place, notes))

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest element of that name, and what is open in it."""
        if self.skip:
            if tag in self.skip:
                while self.skip.pop() != tag:
                    pass
            self.film = self.film and bool(self.skip)
            return
        if tag in BLOCK_TAGS:
            self.gap = True
        if tag == "ol":
            self.number = ""
        if tag == "table" and self.tables:
            self.facts.tables.append("".join(self.tables.pop()))
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth][0] == tag:
                if any(notes for *_, notes in self.open[depth:]):
                    self._turn_to("")
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        """Keep the words of a text."""
        if self.skip:
            return
        code = any(tag in {"code", "pre", "kbd"} for tag, *_ in self.open)
        for state, part in _as_it_is(data) if code else self.view.text(data):
            self.open.append(("", (state,) if state else (), None, False))
            self.gap = self.gap or part[:1].isspace()
            words = part.split()
            size = sum(map(len, words))
            if words and self._whole(size):
                self._add(" ".join(words), size)
            else:
                for at, word in enumerate(words):
                    self.gap = self.gap or at > 0
                    self._add(word, len(word))
            self.gap = self.gap or part[-1:].isspace()
            self.open.pop()

    def _special(self, tag: str, values: Mapping[str, str | None], classes: set[str]) -> bool:
        """Read what is no text; say whether what is in the element is passed over."""
        note = _NOTE.fullmatch(values.get("id") or "") if self.view.notes else None
        if tag in EMBEDDED or "carried" in classes:
            self.film = tag != "iframe"
            address = str(values.get("href") or picture_source(values))
            if address:
                self._carry(address)
            return True
        if tag in {"img", "svg"}:
            alt = " ".join((values.get("alt") or "").split())
            place = self.view.picture(picture_source(values))
            drawn = tag == "svg" or place.startswith("assets/drawing")
            self._add(PICTURE if drawn else f"{PICTURE}{place}\ue003{alt}\ue004", 1)
            return True
        if tag == "input" and values.get("type") == "checkbox":
            self._add("☑" if "checked" in values else "☐", 1)
            self.gap = True
        elif values.get("data-tex") is not None:
            self.handle_data(str(values["data-tex"]))
            return True
        elif tag == "sup" and note:
            self._add(f"\ue007{_label(note['label'])}", 0)
            return True
        elif tag == "li" and note and any(notes for *_, notes in self.open):
            self._turn_to(_label(note["label"]))
        elif tag == "code" and self.view.notes:
            language = (values.get("class") or "").removeprefix("language-")
            info = f"{language} {values.get('data-meta') or ''}"
            title = fence_title(info)
            self.handle_data(f" {title} " if title else "")
        return tag in UNSEEN or (self.view.notes and bool(_OWN & classes))

    def _cell(self, tag: str, values: Mapping[str, str | None]) -> None:
        """Note where a table, a row or a cell begins."""
        if tag == "table":
            self.tables.append([])
        elif self.tables and tag == "tr":
            self.row = "\ue009"
        elif self.tables and tag in {"td", "th"} and "hidden" not in values:
            spans = [values.get(name) or "1" for name in ("colspan", "rowspan")]
            self.tables[-1].append(f"{self.row}\ue008{tag} {'x'.join(spans)} ")
            self.row = ""

    def _carry(self, address: str) -> None:
        """Note what plays in the page, which pages carry as a link."""
        self.film = False
        self._add(f"\ue010{self.view.link(address)}\ue011", 1)

    def _whole(self, size: int) -> bool:
        """Say whether the next letters are all kept or all left out."""
        if self.view.kept is None:
            return True
        start = self.facts.size
        return self.view.kept.count(1, start, start + size) in {0, size}

    def _turn_to(self, name: str) -> None:
        self.line = self.lines.setdefault(name, [])
        self.last, self.gap = "", bool(self.line)

    def _add(self, word: str, size: int) -> None:
        """Add a word, or the part of it that is kept, with what is said of it."""
        start = self.facts.size
        self.facts.size += size
        if self.view.kept is not None and size:
            kept = self.view.kept[start : start + size]
            word = word if kept.count(1) == size else "".join(compress(word, kept))
            if not word:
                return
        states = sorted({state for _, found, *_ in self.open for state in found})
        places = [place for _, _, place, _ in self.open if place]
        mark = f"\ue001{','.join(states)}{''.join(f' {place}' for place in places[-1:])}\ue002"
        if self.gap and self.line:
            self.line.append(" ")
        self.gap = False
        if mark != (self.last or "\ue001\ue002"):
            self.line.append(mark)
        self.last = mark
        self.line.append(self.number + word)
        if self.tables:
            self.tables[-1].append(word.replace(" ", ""))
        self.number = ""


def _label(text: str) -> str:
    """Give a footnote's label as every renderer writes it: letters and digits alone."""
    return "".join(char for char in text.lower() if char.isalnum())
