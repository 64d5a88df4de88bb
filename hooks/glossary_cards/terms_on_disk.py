"""The terms as they stand in the files of a folder, read again when one has changed."""

import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from glossary_cards.checks.registry import with_severity
from glossary_cards.checks.terms import check_terms, without_terms
from glossary_cards.diagnostics.problem import log_all
from glossary_cards.diagnostics.source import read_file
from glossary_cards.model.bibliography import read_bibliography
from glossary_cards.model.config_file import ConfigFile
from glossary_cards.model.settings import Settings
from glossary_cards.pages.paths import slug_of
from glossary_cards.site import SiteGlossary

CONFIG_FILE = ConfigFile("markdown_extensions", block=("markdown_extensions", "glossary_cards"))
"""Where problems say that settings stand."""

_SELDOM = 20
log = logging.getLogger("glossary_cards")


@dataclass
class TermsOnDisk:
    """The files that the glossary is made from, read again when one has changed.

    A generator converts page after page and does not say when a build begins. So the files are
    looked at again and again, for no more than a twentieth of the time.

    Attributes:
        docs_dir: The folder of the sources.
        settings: The glossary's settings.
        addresses: How pages are addressed: as ``folders``, as ``files``, or as their ``sources``,
            for a generator that resolves links to those.
    """

    docs_dir: str
    settings: Settings
    addresses: str
    _site: SiteGlossary = field(init=False)
    _state: object = None
    _fresh_until: float = 0.0

    def site(self) -> SiteGlossary:
        """Give the terms as they stand in the files."""
        now = monotonic()
        if now >= self._fresh_until:
            paths = _paths_below(self.docs_dir)
            terms = [path for path in paths if slug_of(path, self.settings.folder)]
            read = [*(f"{self.docs_dir}/{path}" for path in terms), self.settings.bibliography]
            state = paths, [_stamp(file) for file in read]
            self._fresh_until = now + _SELDOM * (monotonic() - now)
            if state != self._state:
                self._state, self._site = state, self._loaded(paths, terms)
        return self._site

    def _loaded(self, paths: Iterable[str], terms: Iterable[str]) -> SiteGlossary:
        """Read the terms and the bibliography, and say what is wrong with them."""
        docs_dir, bibliography = self.docs_dir, self.settings.bibliography
        site = SiteGlossary(self.settings, docs_dir, CONFIG_FILE)
        urls = {path: _url(path, self.addresses) for path in paths}
        read = {path: read_file(f"{docs_dir}/{path}", Path(docs_dir, path)) for path in terms}
        site.load([(path, urls[path], text) for path, (text, _) in read.items()], urls)
        site.bibliography, found = read_bibliography(bibliography, Path(), CONFIG_FILE)
        unreadable = [problem for _, problems in read.values() for problem in problems]
        all_found = [*unreadable, *site.problems, *found, *check_terms(site)]
        if not read:
            all_found.append(without_terms(site, self.settings.folder != Settings.folder))
        site.problems = with_severity(all_found, self.settings.checks)
        log_all(site.problems, log, logging.WARNING)
        return site


def _paths_below(folder: str) -> list[str]:
    """Give the path of every file in a folder and below it."""
    found = (Path(where, name) for where, _, names in os.walk(folder) for name in names)
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _stamp(file: str) -> tuple[int, int]:
    """Give what changes with a file; zeros where it is not there."""
    try:
        found = os.stat(file)  # noqa: PTH116  # a thousand files: Path is slower
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def _url(path: str, addresses: str) -> str:
    """Give the address of a source file, relative to the site's root."""
    stem = path.removesuffix(".md")
    if addresses == "sources" or stem == path:
        return path
    if addresses == "files":
        return f"{stem}.html"
    return f"{stem.removesuffix('index').rstrip('/')}/" if stem != "index" else ""
