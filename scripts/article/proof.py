"""The proof that the pages hold the article: nothing lost, nothing invented, all in order.

What was chosen of the article, as HTML, is read a second time by another parser than the readers
use, the pages are rendered as the site renders them, and what a reader gets from both must be the
same (see ``facts``). Plain text is compared letter by letter with its file as it was typed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile
from urllib.parse import unquote

import markdown

from article.facts import Facts, View, facts_of
from article.model import Node, nodes_in
from article.placing import Places, as_page
from article.plain import unprint
from article.reading import Reading
from article.writing import write_html

EXTENSIONS = (
    *("admonition", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "tables"),
    *("toc", "pymdownx.superfences", "pymdownx.tasklist"),
)
"""The Markdown extensions of a made site."""

_ENGINE = markdown.Markdown(extensions=list(EXTENSIONS))

_PAGES = View(as_page)
_NUMBERED = View(as_page, numbered=True)
# the mark of a raised word, of a list that begins at 3
_SAID = re.compile("\ue001[^\ue002]*\ue002|\ue005\\d*")


@lru_cache(maxsize=512)
def rendered(source: str) -> str:
    """Render Markdown as the made site does."""
    return str(_ENGINE.reset().convert(source))


def holds(written: str, blocks: tuple[Node, ...]) -> bool:
    """Say whether Markdown renders as the blocks that it was written from."""
    wanted = facts_of(write_html(blocks), _PAGES)
    labels = {n.attrs["id"] for n in nodes_in(blocks) if n.tag == "note"}
    own = {block.attrs["id"] for block in blocks if block.tag == "footnote"}
    stubs = "".join(f"\n\n[^{label}]: x" for label in sorted(labels - own))
    found = facts_of_pages([written + stubs])
    notes = {name: words for name, words in found.notes.items() if name in wanted.notes}
    return (found.main, notes, found.tables) == (wanted.main, wanted.notes, wanted.tables)


def facts_of_pages(pages: Iterable[str], view: View = _PAGES) -> Facts:
    """Read what the pages say together.

    Args:
        pages: The Markdown of the pages in the order of the navigation, without front matter.
        view: How they are looked at.
    """
    return facts_of("".join(rendered(page.strip()) for page in pages), view)


def lost(reading: Reading, places: Places, pages: Iterable[str]) -> list[tuple[str, str]]:
    """Say what of an article is not on the pages as it was.

    Args:
        reading: The article.
        places: Where its links and pictures went.
        pages: The Markdown of the pages in the order of the navigation, without front matter.

    Returns:
        What the article says and what the pages say in its place, for each difference.
    """
    if reading.opened.form in {"text", "pdf"}:
        found = facts_of_pages(pages, _NUMBERED)
        out = text_differences(reading.opened.text, found)
    else:
        found = facts_of_pages(pages)
        view = View(places.link, places.picture, notes=reading.opened.form == "markdown")
        out = differences(facts_of(reading.html, view), found)
        if out:
            out = differences(facts_of(reading.html, view, overlapping=True), found)
    return out + unheld(reading.opened.words, found) + unplaced(places.links, found)


def text_differences(source: str, found: Facts) -> list[tuple[str, str]]:
    """Compare plain text with the pages: every letter and digit stands there, in order.

    Args:
        source: The text.
        found: What the pages say, with the numbers of items.
    """
    removed = unprint(source)[1]
    lines = enumerate(source.split("\n"), start=1)
    kept = "\n".join(" " * len(line) if at in removed else line for at, line in lines)
    places = [at for at, char in enumerate(kept) if char.isalnum()]
    letters, out = _letters(kept), []
    for label, words in found.notes.items():
        note = _letters(label + _SAID.sub("", words))
        at = letters.find(note)
        if at < 0:
            out.append(("", words))
        else:
            letters = letters[:at] + letters[at + len(note) :]
            del places[at : at + len(note)]
    shown = _letters(_SAID.sub("", found.main))
    if letters != shown:
        at = [*places, len(source)][_shared(letters, shown)]
        out.append((f"... {source[max(at - 60, 0) : at + 60]} ...", ""))
    return out


def unheld(words: str, found: Facts) -> list[tuple[str, str]]:
    """Name the words of a file, in any order of its parts, whose letters the pages miss."""
    said = _letters(_SAID.sub("", " ".join([found.main, *found.notes.values()])))
    letters = Counter(_letters(words)) - Counter(said)
    missing = [word for word in words.split() if _letters(word) not in said]
    return [(" ".join(missing[:12] or letters.elements()), "")] if letters else []


def _letters(text: str) -> str:
    """Give letters and digits alone: in plain text all else may be layout."""
    return "".join(filter(str.isalnum, text))


def unplaced(links: Mapping[str, str], found: Facts) -> list[tuple[str, str]]:
    """Name the links whose place is on none of the pages.

    Args:
        links: Where each link of the article leads on the site.
        found: What the pages say.
    """
    return [
        (href, "")
        for href, place in links.items()
        if place != href
        and re.match(r"[^:#]*\.md#", place)
        and unquote(place.partition("#")[2]) not in found.ids
    ]


def differences(wanted: Facts, found: Facts) -> list[tuple[str, str]]:
    """Say where the pages part from the article.

    Args:
        wanted: What the article says.
        found: What the pages say.

    Returns:
        Each difference: what the article says, and what the pages say in its place.
    """
    out: list[tuple[str, str]] = []
    for name in ["", *sorted({*wanted.notes, *found.notes})]:
        a, b = (facts.notes.get(name, "") if name else facts.main for facts in (wanted, found))
        out += _parted(a.split(), b.split()) if a != b else []
    cells = Counter(found.tables) - Counter(wanted.tables)
    return out + [("cells of a table", table) for table in cells]


def _shared(a: Sequence[str], b: Sequence[str]) -> int:
    """Count the words or letters at the start of two that are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _parted(a: list[str], b: list[str]) -> list[tuple[str, str]]:
    """Give the places where two lists of words differ, with a few words around each."""
    start = max(_shared(a, b) - 4, 0)
    a, b = a[start:], b[start:]
    end = max(_shared(a[::-1], b[::-1]) - 3, 0)
    a, b = a[: len(a) - end], b[: len(b) - end]
    if len(a) + len(b) > 4000:
        return [(" ".join(a[:12]), " ".join(b[:12]))]
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [
        (" ".join(a[max(i - 4, 0) : j + 3]), " ".join(b[max(k - 4, 0) : m + 3]))
        for kind, i, j, k, m in blocks
        if kind != "equal"
    ]
