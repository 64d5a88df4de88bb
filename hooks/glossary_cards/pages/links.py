"""Links: the addresses of terms and files, as each page needs them, and the way back to terms."""

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from glossary_cards.pages.paths import INDEX_NAMES, composed, slug_of


class Links:
    """The addresses of one site.

    Attributes:
        index_url: That of the A to Z, relative to the site's root; ``None`` where there is none.
        home: That of the folder with the glossary's pages and data, with ``/`` at its end.
    """

    def __init__(
        self, folder: str, terms: Mapping[str, str], files: Mapping[str, str], home: str = ""
    ) -> None:
        """Take the addresses, all relative to the site's root.

        Args:
            folder: The folder of the term files, inside ``docs_dir``.
            terms: The address of each term's page, by slug.
            files: The address of every file of the site, by its path.
            home: The address of the glossary's pages, where it is not that of their sources.
        """
        self._folder = folder
        self.home = home or f"{folder}/"
        self._terms = terms
        self._slugs = {unquote(url).strip("/"): slug for slug, url in terms.items()}
        self._files = {composed(path): url for path, url in files.items()}
        names = (f"{folder}/{name}" for name in INDEX_NAMES)
        self.index_url = next((files[name] for name in names if name in files), None)

    def url(self, slug: str, up: str = "") -> str:
        """Give the address of a term's page.

        Args:
            slug: The term.
            up: The way to the site's root from the page that links; empty for the root's own.
        """
        return up + self._terms[slug]

    def resolve(self, up: str, link: str) -> str:
        """Turn a link of a definition into one that a page needs.

        Args:
            up: The way to the site's root from the page that shows the definition.
            link: The link as written, relative to the term's file.

        Returns:
            The link; one to no known file is given as it is.
        """
        path, mark, fragment = link.partition("#")
        target = posixpath.normpath(posixpath.join(self._folder, unquote(path)))
        url = self._files.get(composed(target))
        if url is None or re.match(r"[a-z][a-z0-9+.-]*:", link, re.I):
            return link
        return (up + url or "./") + mark + fragment

    def slug_of_link(self, base: str, href: str) -> str | None:
        """Give the term whose page a link leads to; ``None`` for any other page.

        Args:
            base: The address of the page that links.
            href: The link as the rendered page has it.
        """
        path = href.split("#", 1)[0].split("?", 1)[0]
        name = path.rstrip("/").rsplit("/", 1)[-1].removesuffix(".html").removesuffix(".md")
        if composed(unquote(name)) not in self._terms or ":" in path or path.startswith("/"):
            return None
        folder = base if base.endswith("/") else posixpath.dirname(base)
        target = posixpath.normpath(posixpath.join(folder, unquote(path)))
        return self._slugs.get(target.strip("/"))

    def slug_of_source_link(self, path: str, link: str) -> str | None:
        """Give the slug that a Markdown link names, whether there is such a term or not.

        Args:
            path: The source of the page that links.
            link: The link as its author wrote it, without what stands after ``#``.
        """
        folder = posixpath.dirname(path)
        return slug_of(posixpath.normpath(posixpath.join(folder, unquote(link))), self._folder)
