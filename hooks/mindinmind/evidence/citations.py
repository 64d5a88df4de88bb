"""Citing in Markdown: ``[^bateman2009]`` and ``{claim=C8}``, found by Markdown itself.

Both are inline patterns of Python-Markdown, so they work wherever a word works (a list, a table
cell, a heading) and nowhere else: never in code. A source needs no definition on the page; the
notes at the end are put in reading order once the whole page is known.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import (
    FN_BACKLINK_TEXT,
    NBSP_PLACEHOLDER,
    FootnoteExtension,
    FootnoteInlineProcessor,
)
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_UNITS = _HEADINGS.union("p li tr dd dt figcaption caption summary".split())
_BADGE = "mim-sure"
_LOOSE = "data-loose"  # on a badge only until the page has been surveyed
_UNREAD = frozenset(["code", "pre", "script", "style", "svg", "math"])
_NUMBER_WORDS = "two|three|four|five|six|seven|eight|nine|ten"
_NUMBERS = frozenset([*_NUMBER_WORDS.split("|"), "third", "quarter", "fifth"])
_DIGIT = re.compile(r"\d")  # one or more of these, or of the words above, is in each figure
_LETTERS = re.compile(r"[a-z]+")  # "two"
_FIGURE = re.compile(  # "40 %", "7 in 10", "two thirds", "a quarter of"
    rf"\d[\d,.]*\s{{0,3}}(?:%|per\s?cent\b)"
    rf"|\b(?:\d[\d,.]*|one|{_NUMBER_WORDS})\s+(?:in|out\s+of)\s+(?:every\s+)?"
    rf"(?:(?!(?:19|20)\d\d\b)\d[\d,]*|{_NUMBER_WORDS})\b"
    r"|\b\d[\d.]*\s+times\s+(?:more|less|as|higher|lower|greater|likelier)\b"
    r"|(?<!\bpage )(?<!\bstep )(?<!\bpart )\b\d[\d,]*\s+of\s+(?!(?:19|20)\d\d\b)\d[\d,]*\b"
    rf"|\b(?:{_NUMBER_WORDS})[\s-](?:thirds|quarters|fifths|tenths)\b|\ba\s(?:third|quarter|fifth)\sof\b",
    re.IGNORECASE,
)


_SPEECH = re.compile(r"\"[^\"]*\"|“[^”]*”")  # “I am 100% sure.”
_STASHED = re.compile(f"{STX}[^{ETX}]*{ETX}")
"""Where Markdown has put an entity or a tag away, such as the space in ``40&nbsp;%``."""


@dataclass
class Block:
    """One paragraph, list item, table row or heading, as far as evidence goes."""

    heading: bool = False
    text: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    cites: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    """The claims whose badge does not stand right after the citations of a sentence."""

    @cached_property
    def figures(self) -> list[str]:
        """The figures that need a source: percentages and ``7 in 10``; not what somebody says."""
        text = _SPEECH.sub(" ", _STASHED.sub("\xa0", "".join(self.text)))
        if _NUMBERS.isdisjoint(_LETTERS.findall(text.casefold())) and not _DIGIT.search(text):
            return []
        return [match[0] for match in _FIGURE.finditer(text)]


@dataclass
class Findings:
    """What one page's Markdown says about its evidence.

    Attributes:
        cited: Sources of the bibliography in reading order, each once.
        unknown_sources: ``[^…]`` marks that lead nowhere, in reading order.
        unknown_claims: Claim marks that name no claim.
        blocks: The blocks that carry claims or figures.
    """

    cited: list[str] = field(default_factory=list)
    unknown_sources: list[str] = field(default_factory=list)
    unknown_claims: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def claims(self) -> list[str]:
        """The claims this page carries, in reading order, each once."""
        return list(dict.fromkeys(claim for block in self.blocks for claim in block.claims))


@dataclass(frozen=True)
class Badge:
    """The small link that says how sure we are of a claim, and what that means."""

    level: str
    label: str
    meaning: str


class Citing(Extension):
    """The Markdown extension; one for a whole build.

    Args:
        keys: The ids of the bibliography, each with the source's name: ``Smith 2020``.
        badges: What to show for each claim, by its id.
        claim_page: The claim-check page, from the docs folder: ``about/claim-check.md``.
    """

    def __init__(
        self, keys: Mapping[str, str], badges: Mapping[str, Badge], claim_page: str
    ) -> None:
        super().__init__()
        self.keys = keys
        self.badges = badges
        self.claim_page = claim_page
        self.findings: dict[str, Findings] = {}
        self.begin("")

    def begin(self, page: str) -> None:
        """Keep what is read from here on under a page; an empty name is text that belongs to none.

        Args:
            page: Its file from the docs folder.
        """
        self.page, self.found = page, Findings()
        if page:
            self.findings[page] = self.found

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Join the footnotes extension, which is switched on where it is missing."""
        if not any(isinstance(one, FootnoteExtension) for one in md.registeredExtensions):
            md.registerExtensions(["footnotes"], {})
        footnotes = next(
            one for one in md.registeredExtensions if isinstance(one, FootnoteExtension)
        )
        md.inlinePatterns.register(_Cite(footnotes, self), "evidence-cite", 176)
        md.inlinePatterns.register(_Mark(md, self), "evidence-claim", 177)
        # A note leads back once: from a later place a browser's own way back is surer, and a reader
        # who hears the page, or goes through it by keyboard, has fewer stops.
        md.treeprocessors.deregister("footnote-duplicate")
        # After the inline patterns (20).
        md.treeprocessors.register(_Order(md, footnotes, self), "evidence-order", 14)


class _Cite(FootnoteInlineProcessor):
    """``[^key]``: gives a source of the bibliography the note that the page does not define."""

    def __init__(self, footnotes: FootnoteExtension, citing: Citing) -> None:
        super().__init__(r"(?<!!)\[\^([^\[\]\n]*)\]", footnotes)
        self.citing = citing

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | str | None, int | None, int | None]:
        key = m[1]
        if key not in self.footnotes.footnotes:
            if key not in self.citing.keys:
                self.citing.found.unknown_sources.append(key)
                return None, None, None
            self.footnotes.setFootnote(key, "")
        return super().handleMatch(m, data)


# Ends where a badge may stand: "as they found.[^smith2020]", or another badge, by then put away.
_CITED = re.compile(rf"(?:\[\^[^\]\n]+\]|{ETX})\s*\Z")


class _Mark(InlineProcessor):
    """``{claim=C8}``: becomes the badge that says how sure we are."""

    def __init__(self, md: Markdown, citing: Citing) -> None:
        super().__init__(r"\{:?\s*claim\s*=\s*[\"']?([^}\s\"']*)[\"']?\s*\}", md)
        self.citing = citing

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        badge = self.citing.badges.get(m[1])
        if badge is None:
            self.citing.found.unknown_claims.append(m[1])
            return None, None, None
        link = ElementTree.Element("a")
        if not _CITED.search(data[: m.start()]):
            link.set(_LOOSE, "")
        link.set("class", f"{_BADGE} {_BADGE}--{badge.level}")
        to_root = "../" * self.citing.page.count("/")
        link.set("href", f"{to_root}{self.citing.claim_page}#{m[1].lower()}")
        link.set("data-claim", m[1])
        link.set("data-peek", f"sure-{badge.level}")
        link.text = badge.label
        return link, m.start(), m.end()


class _Order(Treeprocessor):
    """Puts the notes in reading order under a heading, and surveys the page's blocks."""

    def __init__(self, md: Markdown, footnotes: FootnoteExtension, citing: Citing) -> None:
        super().__init__(md)
        self.footnotes = footnotes
        self.citing = citing

    def run(self, root: ElementTree.Element) -> None:
        """Work on the finished tree of the page."""
        _set_badges_apart(root)
        self.citing.found.blocks.extend(
            block
            for block in _survey(root)
            if block.claims or (block.figures and not block.heading)
        )
        references = list(_references(root))
        badges = [link for link in root.iter("a") if link.get("class", "").startswith(_BADGE)]
        section = _notes_section(root, create=bool(references or badges))
        if section is None:
            return
        self._explain(section, badges)
        order = _number(references, self.citing.keys)
        self._fill(section, order)
        self.citing.found.cited = [key for key in order if key in self.citing.keys]
        section[0].text = "Sources for this page" if self.citing.found.cited else "Notes"

    def _explain(self, section: ElementTree.Element, badges: Iterable[ElementTree.Element]) -> None:
        """Say once what each badge of the page means: their cards show it, and paper needs it."""
        used = {b.get("data-peek"): self.citing.badges[b.get("data-claim", "")] for b in badges}
        if used:
            means = ElementTree.SubElement(section, "dl", {"class": "mim-sure-means"})
        for anchor, badge in used.items():
            one = ElementTree.SubElement(means, "div", {"id": str(anchor)})
            ElementTree.SubElement(one, "dt").text = badge.label
            ElementTree.SubElement(one, "dd").text = badge.meaning

    def _fill(self, section: ElementTree.Element, order: Mapping[str, int]) -> None:
        """Write one list item for each note, in order; notes nobody refers to come last."""
        old = section[1].find("ol")
        items = {} if old is None else {_key(item.get("id", "")): item for item in old}
        notes = ElementTree.Element("ol")
        keys = [*order, *(key for key in items if key not in order)]
        for number, key in enumerate(keys, start=1):
            item = items.get(key)
            if item is None:
                item = self._supplied(key)
            elif key in self.citing.keys:
                _put_first(item, _source(key))
            for back in item.iterfind(".//a[@class='footnote-backref']"):
                back.attrib.pop("title", None)
                back.set("aria-label", f"Back to note {number}")
            notes.append(item)
        if old is not None:
            section[1].remove(old)
        section[1].append(notes)

    def _supplied(self, key: str) -> ElementTree.Element:
        """Write the note of a source that the page does not define."""
        item = ElementTree.Element("li", {"id": self.footnotes.makeFootnoteId(key)})
        paragraph = ElementTree.SubElement(item, "p")
        source = _source(key)
        source.tail = NBSP_PLACEHOLDER
        paragraph.append(source)
        back = {"class": "footnote-backref", "href": f"#{self.footnotes.makeFootnoteRefId(key)}"}
        ElementTree.SubElement(paragraph, "a", back).text = FN_BACKLINK_TEXT
        return item


def _set_badges_apart(root: ElementTree.Element) -> None:
    """Put a space before each badge: without one it is read as part of the word before it."""
    for parent in root.iter():
        for before, child in zip((None, *parent), parent, strict=False):
            if child.tag != "a" or not child.get("class", "").startswith(_BADGE):
                continue
            if before is not None:
                before.tail = _with_space(before.tail or " ")
            elif parent.text:
                parent.text = _with_space(parent.text)


def _with_space(text: str) -> str:
    return text if text[-1].isspace() else f"{text} "


def _key(note_id: str) -> str:
    """Take the key off a note's id: ``fn:bateman2009``."""
    return note_id.partition(":")[2]


def _source(key: str) -> ElementTree.Element:
    """Hold the place of a formatted source."""
    return ElementTree.Element("span", {"class": "mim-source", "data-ref": key})


def _put_first(item: ElementTree.Element, source: ElementTree.Element) -> None:
    """Put a source in front of the page's own words about it: ``p. 12``."""
    target = item[0] if len(item) and item[0].tag == "p" else item
    source.tail = f" {target.text or ''}"
    target.text = ""
    target.insert(0, source)


def _references(
    root: ElementTree.Element,
) -> Iterator[tuple[ElementTree.Element, ElementTree.Element]]:
    """Find the raised numbers, each with its link, in reading order."""
    for sup in root.iter("sup"):
        if len(sup) == 1 and sup[0].get("class") == "footnote-ref":
            yield sup, sup[0]


def _number(
    references: Iterable[tuple[ElementTree.Element, ElementTree.Element]], names: Mapping[str, str]
) -> dict[str, int]:
    """Number the references in reading order, and name each for those who hear it.

    Args:
        references: The raised numbers, each with its link.
        names: The name of each source of the bibliography.

    Returns:
        The numbers by key.
    """
    order: dict[str, int] = {}
    for sup, link in references:
        key = _key(link.get("href", ""))
        if key in order:
            sup.attrib.pop("id", None)
        else:
            sup.set("id", f"fnref:{key}")
        link.text = str(order.setdefault(key, len(order) + 1))
        if key in names:
            link.set("aria-label", f"Source {link.text}: {names[key]}")
    return order


def _notes_section(root: ElementTree.Element, create: bool) -> ElementTree.Element | None:
    """Find the notes, or make a place for them, and put them in a section with a heading."""
    boxes = ((parent, child) for parent in root.iter() for child in parent if _is_notes(child))
    parent, notes = next(boxes, (root, None))
    if notes is None:
        if not create:
            return None
        notes = ElementTree.SubElement(root, "div", {"class": "footnote"})
    about = {"class": "mim-sources no-terms", "data-search-exclude": ""}
    parent[list(parent).index(notes)] = section = ElementTree.Element("section", about)
    ElementTree.SubElement(section, "h2", {"id": "sources-for-this-page"})
    section.append(notes)
    for rule in notes.findall("hr"):
        notes.remove(rule)
    return section


def _is_notes(element: ElementTree.Element) -> bool:
    """Tell the box that Markdown puts a page's notes in."""
    return element.tag == "div" and element.get("class") == "footnote"


def _survey(root: ElementTree.Element) -> list[Block]:
    """Read the page's blocks, the notes left out."""
    blocks = [Block()]
    for element in root:
        if not _is_notes(element):
            _read(element, blocks[0], blocks)
    return blocks


def _read(element: ElementTree.Element, block: Block, blocks: list[Block]) -> None:
    """Read an element and all below it into blocks."""
    if element.tag in _UNITS:
        block = Block(heading=element.tag in _HEADINGS)
        blocks.append(block)
    kind = element.get("class", "") if element.tag == "a" else ""
    if kind == "footnote-ref":
        block.cites.append(_key(element.get("href", "")))
        return
    if kind.startswith(_BADGE):
        block.claims.append(element.get("data-claim", ""))
        told = re.search(r"\w", "".join(block.text))  # a badge needs a sentence to judge
        if element.attrib.pop(_LOOSE, None) is not None or not told:
            block.loose.append(block.claims[-1])
        return
    if element.tag in _UNREAD:
        return
    block.text.append(element.text or "")
    for child in element:
        _read(child, block, blocks)
        block.text.append(f" | {child.tail or ''}" if child.tag == "td" else child.tail or "")
