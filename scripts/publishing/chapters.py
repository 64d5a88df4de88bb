"""The built site as chapters: what books and the single file take from its pages, in one order.

The order is that of the page "All pages", which is that of the menu; pages that it does not list,
such as those of words, follow the first page of their folder. Frames, buttons and scripts stay out.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from publishing.bundle import Edition, hosted
from publishing.links import target_of

_USELESS = (
    "//script|//button|//*[contains(@class,'mim-permalink')]|//nav[starts-with(@class,'mim-')]"
    "|//*[contains(@class,'mim-hidden')]|//comment()|//a[@class='mim-print']"
    "|//*[contains(concat(' ',@class,' '),' mim-js ')]|//section[@class='mim-help-box']"
)
_NAMING = ("id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")
_INSIDE = re.compile(r"(?![a-z]+:).")  # "../help/index.html", not "tel:116123" or ""
_NO_PAGE = re.compile(r"contributing/|all-pages|404")  # contributing/words.html


@dataclass(frozen=True)
class Chapter:
    """A page of the site.

    Attributes:
        path: Its place in the site, such as ``help/get-help-now.html``.
        slug: Its name where all pages are one file.
        title: Its first heading.
        part: The part of the menu that it belongs to; empty for pages that stand alone.
        body: What it says, without the frame around it.
        words: What the words on it mean: a ``div`` with ``dt`` and ``dd`` each, by its id.
    """

    path: str
    slug: str
    title: str
    part: str
    body: HtmlElement
    words: dict[str, HtmlElement]

    def links(self) -> list[HtmlElement]:
        """Give the links to pages in what it says and in what its words mean."""
        links = [link for part in (self.body, *self.words.values()) for link in part.iter("a")]
        return [link for link in links if _INSIDE.match(link.get("href") or "")]


Leads = Callable[[Chapter, Chapter, str], str]


def read_chapters(root: Path, named: bool = True) -> list[Chapter]:
    """Read the pages of a site that was built for opening from a folder, in reading order.

    Args:
        root: The folder of the site.
        named: Whether their slugs say what they are about; else they are numbers.
    """
    menu = html.fromstring((root / "all-pages.html").read_text("utf-8"))
    parts = {
        link.get("href"): ": ".join(filter(None, map(str.strip, link.xpath("ancestor::li/text()"))))
        for link in menu.xpath("//nav[contains(@class,'mim-all-pages')]//a")
    }
    pages = {path.relative_to(root).as_posix() for path in root.rglob("*.html")}
    rest = sorted(page for page in pages - parts.keys() if not _NO_PAGE.match(page))
    order: list[str] = []
    for page in parts:
        order.append(page)
        if page.endswith("/index.html"):
            order += [one for one in rest if posixpath.dirname(one) == posixpath.dirname(page)]
    order += [page for page in rest if page not in order]
    chapters = []
    for number, page in enumerate(page for page in order if page in pages):
        document = html.fromstring((root / page).read_text("utf-8"))
        slug = _slug(page) if named else f"page-{number}"
        for body in document.xpath("//article"):  # a page that has moved, or looks empty, has none
            chapters.append(_chapter(page, slug, parts.get(page, ""), body))
    return chapters


def read_book(root: Path, leads: Leads, edition: Edition, opened: bool = True) -> list[Chapter]:
    """Read the pages of a site as chapters whose links lead to their place in one book.

    Links to pages that are not in the book lead to the site, or to nothing where it has no address.

    Args:
        root: The folder of the site.
        leads: Gives the address of a part of one chapter in another; the part may be empty.
        edition: Which edition the book is.
        opened: Whether notes that a tap opens are open.
    """
    chapters = read_chapters(root, named=not edition.neutral)
    by_path = {chapter.path: chapter for chapter in chapters}
    for chapter in chapters:
        for link in chapter.links():
            page, part = target_of(chapter.path, link.get("href"))
            if page in by_path:
                link.set("href", leads(chapter, by_path[page], part))
            elif edition.online:
                link.set("href", f"{edition.online.rstrip('/')}/{hosted(page)}")
                link.append(html.fragment_fromstring("<span> (online)</span>"))
            else:
                link.drop_tag()
        for note in chapter.body.iter("details") if opened else ():
            note.set("open", "")
    return chapters


def name_apart(chapter: Chapter) -> None:
    """Put the chapter's slug before all its ids, so that they differ from other chapters'."""
    for element in chapter.body.iter():
        for name in (*_NAMING, "data-peek"):
            if value := element.get(name):
                element.set(name, " ".join(f"{chapter.slug}--{one}" for one in value.split()))


def pictures(chapter: Chapter) -> Iterator[tuple[HtmlElement, str]]:
    """Give each picture of a chapter with its place in the site."""
    for picture in chapter.body.iter("img"):
        yield picture, target_of(chapter.path, picture.get("src"))[0]


def _slug(page: str) -> str:
    return re.sub(r"\W+", "-", page.removesuffix(".html").removesuffix("/index"))


def _chapter(page: str, slug: str, part: str, body: HtmlElement) -> Chapter:
    """Take out of a page what only a browser on the site can use."""
    for element in body.xpath("." + _USELESS.replace("|//", "|.//")):
        element.drop_tree()
    for element in body.xpath(".//a[contains(@class,'glightbox')]|.//picture|.//source"):
        element.drop_tag()  # libxml2 takes a <source> for the parent of the <img> behind it
    words: dict[str, HtmlElement] = {}
    for section in body.xpath(".//section[@id='words-on-this-page']"):
        words |= {div.get("id"): div for div in section.xpath(".//div[@id]")}
        section.drop_tree()
    heading = body.find(".//h1")
    title = heading.text_content() if heading is not None else page
    return Chapter(page, slug, " ".join(title.split()), part, body, words)
