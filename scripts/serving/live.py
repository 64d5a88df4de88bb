"""The site as its files are now: read whole at a change, and each page made when it is asked for.

Reading is the first half of ``mkdocs build``, in which most is remembered (``remembered.py``). What
is asked for is then made as a build makes it: a page alone, other files with all the rest.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from threading import RLock

from mkdocs.commands import build
from mkdocs.commands.build import _build_theme_template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import clean_directory

from checking.mkdocs_messages import translated
from checking.panel import panel, to_mend
from checking.site import Notes, begun
from glossary_cards.diagnostics.problem import Problem
from mindinmind.page.assets import shortest
from mindinmind.page.plugin import PagePlugin
from mindinmind.templates import environment
from serving.pages import entries_of, plugin_of
from serving.remembered import Remembered
from serving.sources import Sources

_in_serve: Callable[[InclusionLevel], bool] = InclusionLevel.is_in_serve


class LiveSite:
    """One site, served.

    Args:
        root: The folder with mkdocs.yml.
        load: Gives the configuration as it is now.
        remembered: What outlives a build.
    """

    def __init__(
        self, root: Path, load: Callable[[], MkDocsConfig], remembered: Remembered
    ) -> None:
        self._root = root
        self._load = load
        self._remembered = remembered
        self._busy = RLock()  # hooks know one page at a time
        shortest("", "css")  # loads its library: a copy of the process a save would take longer
        self._sources: Sources | None = None

    def read(self) -> None:
        """Read anew what has changed: all files, or only what stands around each page."""
        with self._busy:
            sources = Sources.of(self._root)
            if sources == self._sources:
                for plugin in map(plugin_of, self._config["hooks"].values()):
                    if isinstance(plugin, PagePlugin):
                        plugin.join(self._files, self._config)
                self._forget_made()
                return
            self._sources = None
            notes, logger = Notes(), logging.getLogger("mkdocs")
            logger.addHandler(notes)
            try:
                self._read(sources)
            finally:
                logger.removeHandler(notes)
            self._said = [*notes.problems, *translated(notes.messages, self._root)]
            self._sources = sources

    def _read(self, sources: Sources) -> None:
        """Do the first half of a build; the order is that of ``mkdocs.commands.build``."""
        self._remembered.begin(sources)
        config, files, env = begun(self._load())
        self._remembered.know(config, files)
        nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        pages = files.documentation_pages(inclusion=_in_serve)
        for file in pages:
            build._populate_page(file.page or Page(None, file, config), config, files)
        self._env = config.plugins.on_env(env, config=config, files=files)
        for file in pages:
            if file.page:
                file.page.validate_anchor_links(
                    files=files, log_level=config.validation.links.anchors
                )
        self._config, self._files, self._nav, self._pages = config, files, nav, pages
        self._contents = [(file.page, file.page.content) for file in pages if file.page]
        self._remembered.write()
        self._forget_made()

    def _forget_made(self) -> None:
        """Begin anew to make what is asked for."""
        config = self._config
        self._remembered.pages.begin()
        clean_directory(config.site_dir)
        for page, content in self._contents:
            page.content = content  # hooks have added to it
        entries_of(self._config).clear()
        if self._env.cache is not None:
            self._env.cache.clear()  # MkDocs has it look at no template twice
        self._templates = environment(config.theme.dirs)
        shown = (file for file in self._files if _in_serve(file.inclusion))
        self._by_address = {file.dest_uri: file for file in shown}
        self._made: set[str] = set()
        self._is_whole = False
        self._found: list[Problem] | None = None

    def content(self, address: str) -> bytes | None:
        """Give what a file of the site holds, or nothing where the site has none.

        Args:
            address: Its path from the site's root.
        """
        with self._busy:
            file = self._by_address.get(address)
            if file is None:
                self._make_rest()
            elif address not in self._made:
                self._make(address, file)
            path = Path(self._config.site_dir, address)
            return path.read_bytes() if path.is_file() else None

    def _make(self, address: str, file: File) -> None:
        if file.is_documentation_page():
            self._make_page(file)
        else:
            file.copy_file()
        self._made.add(address)

    def _make_page(self, file: File) -> None:
        assert file.page is not None  # all were read
        excluded = file.inclusion is InclusionLevel.EXCLUDED
        build._build_page(
            file.page, self._config, self._pages, self._nav, self._env, excluded=excluded
        )

    def _make_rest(self) -> None:
        """Make all that a build makes, what is made already left as it is."""
        if self._is_whole:
            return
        config, files = self._config, self._files
        for template in config.theme.static_templates:
            _build_theme_template(template, self._env, files, config, self._nav)
        entries_of(config).clear()  # they came as they were asked for: all come again, in order
        for page, content in self._contents:
            page.content = content
        for address, file in self._by_address.items():
            self._make(address, file)
        config.plugins.on_post_build(config=config)
        self._is_whole = True

    def panel(self, address: str) -> str:
        """Write what is left to mend on a page, by its path from the site's root."""
        with self._busy:
            if self._found is None:
                self._found = to_mend(self._root, self._said)
            file = self._by_address.get(address)
            return panel(self._found, f"docs/{file.src_uri}" if file else "", self._templates)
