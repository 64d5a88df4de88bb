"""Where everything of an article stands on the site: its pages, links, pictures and files."""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin
from urllib.request import urlopen

from article.model import Content, Node, changed, nodes_in
from article.vocabulary import PROGRAM, names
from glossary_cards.slugs import slug_for

Finder = Callable[[str], bytes | None]
"""Gives the bytes of a file that stands beside the article, by its relative address."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)  # "https:", "mailto:"
_FILES = names("pdf csv png jpg jpeg gif svg webp avif txt zip xlsx docx mp3 mp4")


@dataclass
class Places:
    """Where things stand; filled while the blocks are placed.

    Attributes:
        base: The article's own address on the web; may be empty.
        find: Finds files that stand beside the article.
        page_of: The page of each place that a link may lead to, by its id.
        links: Where each address that the article links to leads on the site; empty for nowhere.
        pictures: Where each picture stands on the site.
        files: The files to copy, by their path below ``docs``.
        missing: Addresses of pictures and pages that could not be brought along.
        remote: Addresses of pictures that stay on other hosts.
    """

    base: str
    find: Finder
    page_of: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    remote: set[str] = field(default_factory=set)

    def placed(self, blocks: tuple[Node, ...]) -> tuple[Node, ...]:
        """Give blocks whose links and pictures have their addresses on the site."""
        return tuple(b for b in changed(blocks, self._place) if isinstance(b, Node))

    def link(self, href: str) -> str:
        """Say where a link leads on the site, as the proof asks it: pages by their built name."""
        return as_page(self.links.get(href, href))

    def picture(self, src: str) -> str:
        """Say where a picture stands on the site."""
        return self.pictures.get(src, src)

    def _place(self, node: Node | str) -> Content:
        name = {"a": "href", "img": "src"}.get("" if isinstance(node, str) else node.tag, "")
        if isinstance(node, str) or name not in node.attrs:
            return (node,)
        address = node.attrs[name]
        place, inside = self._link(address) if name == "href" else self._picture(address)
        (self.links if name == "href" else self.pictures)[address] = place
        attrs = {**node.attrs, name: place, **({"inside": ""} if inside else {})}
        return (replace(node, attrs=attrs),) if place or name == "src" else node.children

    def _link(self, href: str) -> tuple[str, bool]:
        """Say where a link leads, and whether that is on this site."""
        page, _, fragment = href.partition("#")
        own = not page or (self.base and urljoin(self.base, page) == self.base.partition("#")[0])
        if own and unquote(fragment) in self.page_of:
            return f"{self.page_of[unquote(fragment)]}#{unquote(fragment)}", True
        if PROGRAM.match(href) or (not page and not self.base):
            if len(fragment) > 3 and not PROGRAM.match(href):
                self.missing[href] = "a link to a place that the article does not hold"
            return "", False
        found = self.find(page) if PurePosixPath(page).suffix[1:].lower() in _FILES else None
        return self._elsewhere(href, found, "a link to a page that is not here")

    def _picture(self, src: str) -> tuple[str, bool]:
        """Say where a picture stands, and whether it was brought along."""
        address, found = _in_address(src) if src[:5].lower() == "data:" else (src, self.find(src))
        place, inside = self._elsewhere(address, found, "a picture that is not beside the article")
        if not inside and src not in self.missing:
            self.remote.add(place)
        return place, inside

    def _elsewhere(self, address: str, found: bytes | None, what: str) -> tuple[str, bool]:
        """Say where something stands that is no place in the text, and whether it is brought."""
        if found is not None:
            return self._file(address, found), True
        whole = urljoin(self.base, f"https:{address}" if address.startswith("//") else address)
        if not self.base and not _SCHEME.match(whole):
            self.missing[address] = what
        return whole, False

    def _file(self, address: str, data: bytes) -> str:
        """Give a file its path on the site; the same file is kept once."""
        path = PurePosixPath(re.split("[?#]", unquote(address))[0])
        suffix = re.sub(r"[^a-z0-9.]", "", path.suffix.lower())
        name = f"assets/{slug_of(path.stem, 'file')}{suffix}"
        if self.files.get(name, data) != data:
            digest = hashlib.sha256(data).hexdigest()[:8]
            name = f"assets/{slug_of(path.stem, 'file')}-{digest}{suffix}"
        self.files[name] = data
        return name


def _in_address(src: str) -> tuple[str, bytes]:
    """Give a name for a picture that is in its address itself, and its bytes."""
    try:
        with urlopen(src) as picture:
            kind = str(picture.headers.get_content_subtype()).replace("jpeg", "jpg")
            return f"picture.{kind.removesuffix('+xml')}", picture.read()
    except ValueError:
        return "picture", b""


def as_page(href: str) -> str:
    """Give the address of a built page for the address of its source."""
    return href if _SCHEME.match(href) else re.sub(r"\.md(?=#|$)", ".html", href)


def ids_of(pages: Mapping[str, Iterable[Node]]) -> dict[str, str]:
    """Give the page of each place that a link may lead to."""
    return {
        node.attrs["id"]: path
        for path, blocks in reversed(list(pages.items()))
        for node in nodes_in(blocks)
        if node.attrs.get("id") and (node.tag == "anchor" or node.level)
    }


def slug_of(text: str, fallback: str = "section") -> str:
    """Make the part of an address that stands for a text, at most 60 letters.

    Args:
        text: Any text; letters of the Latin script lose their accents, all others stay.
        fallback: What to give when nothing of the text can stand in an address.
    """
    slug = slug_for(re.sub(r"[’'ʼ]", "", text))
    if len(slug) > 60:
        slug = slug[:61].rpartition("-")[0] or slug[:60]
    return slug or fallback


def unique(names: Iterable[str], taken: Collection[str]) -> list[str]:
    """Number names that come twice."""
    out: list[str] = []
    seen: set[str] = set()
    for name in names:
        numbered = (name if n == 1 else f"{name}-{n}" for n in count(1))
        out.append(next(each for each in numbered if each not in taken and each not in seen))
        seen.add(out[-1])
    return out
