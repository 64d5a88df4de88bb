"""What the frame of all pages shares during one build."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin

from mindinmind.page.assets import NONE_YET, Assets
from mindinmind.page.crisis import CrisisLines
from mindinmind.page.postprocess import Size, svg_size
from mindinmind.page.repository import Repository

HELP = "help/get-help-now.md"
FOOTER = (
    ("all-pages.md", "All pages"),
    ("about/index.md", "About us"),
    ("about/index.md#have-you-found-a-mistake", "Found a mistake?"),
    ("about/privacy.md", "Privacy"),
    ("about/accessibility.md", "Accessibility"),
    ("about/credits.md", "Licence and credits"),
)
MARKS = {
    "glossary": ['class="glossary-letter', 'class="term-index'],
    "glossary-jumps": ['class="glossary-jumps'],
}
"""What a page holds that alone loads a hook's stylesheet of this name."""
NEUTRAL = "https://en.wikipedia.org/wiki/Main_Page"


@dataclass
class PageSite:
    """One build's memory; the hook makes a new one for each build.

    Attributes:
        offline: Whether the pages are to be opened from a folder.
        on_material: Whether pages are Material's own, with our parts in its blocks.
        crisis: The crisis lines.
        parts: The HTML of each marker that a page can hold.
        addresses: The address of each page by its source path, from the site's root.
        assets: What pages load.
        of_hooks: Stylesheets of hooks that only some pages load.
        repository: Where the site's files are kept, if somebody said so.
    """

    offline: bool = False
    on_material: bool = False
    crisis: CrisisLines = field(default_factory=CrisisLines)
    parts: Mapping[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    assets: Assets = NONE_YET
    of_hooks: tuple[str, ...] = ()
    repository: Repository | None = None
    frame = frozenset(
        "10-base.css 20-header.css 30-frame.css 40-page.css 95-print.css "
        "contents.js fold.js menu.js search.js tables.js theme.js".split()
    )
    """Styles and scripts of our own page, which Material's page has in its own way."""
    all_pages = (
        "---\ntitle: All pages\ndescription: Every page of this site, in the order of the menu.\n"
        "template: all-pages.html\nsearch: {exclude: true}\n---\n# All pages\n"
    )

    def address(self, source: str) -> str:
        """Give a page's address from the site's root, or nothing when there is no such page."""
        return self.addresses.get(source, "")

    @property
    def left_out(self) -> frozenset[str]:
        """Give the files that do not go into what every page loads."""
        return self.frame if self.on_material else frozenset()

    def critical_for(self, html: str) -> str:
        """Give the styles that stand in a page which holds this HTML."""
        only = self.assets.only.items()
        return self.assets.critical + "".join(css for name, css in only if name in html)

    def demanded_by(self, html: str) -> Iterator[str]:
        """Give the addresses of styles and scripts that a page needs which holds this HTML."""
        for name in (*(name for name, _ in self.assets.on_demand), *self.of_hooks):
            kind = PurePosixPath(name).stem
            if any(mark in html for mark in MARKS.get(kind, [kind] * kind.startswith("mim-"))):
                yield name

    @property
    def home(self) -> str:
        """The address of the home page: from a folder its file, which a server need not name."""
        return self.address("index.md").removeprefix("./") or "."

    def help_from(self, source: str = "") -> str:
        """Give the address of the help that a page leads to, from the site's root.

        That is its own folder's ``get-help.md``, easier or in its language, where there is one.
        """
        own = posixpath.join(posixpath.dirname(source), "get-help.md")  # easier/get-help.md
        return self.address(own) or self.address(HELP)

    @property
    def leave(self) -> str:
        """Give where "Exit this page" leads: a neutral site, or offline a blank page."""
        return "leave.html" if self.offline else NEUTRAL

    @property
    def footer(self) -> list[tuple[str, str]]:
        """Give address and words of the footer's links, for the pages that exist."""
        links = ((*source.partition("#"), words) for source, words in FOOTER)
        return [
            (self.addresses[source] + mark + section, words)
            for source, mark, section, words in links
            if source in self.addresses
        ]

    def picture_size(self, docs_dir: str, page_url: str, source: str) -> Size | None:
        """Give the size of a page's SVG picture, or ``None`` when it is unknown."""
        path = posixpath.normpath(unquote(urljoin(f"/{page_url}", source))).lstrip("/")
        file = Path(docs_dir, path)
        if file.suffix != ".svg" or not file.is_file():
            return None
        return svg_size(file.read_text(encoding="utf-8", errors="replace")[:2000])
