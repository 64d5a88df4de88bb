"""Finished pages, remembered: what a page's frame, its links to terms and its policy rest on.

Only where no other plugin or hook has a part in a page, for what those do nobody here can know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs import utils
from mkdocs.commands import build

from glossary_cards.pages.search import collected_entries
from mindinmind.search.plugin import SearchPlugin
from publishing.standing import digest
from serving.memory import Memory, digest_of, heard, said_again

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_HOOKS = {"EvidencePlugin", "GlossaryPlugin", "PagePlugin", "SearchPlugin", "SecurityPlugin"}
_SETTINGS = ("site_name", "site_description", "site_author", "copyright", "repo_url", "extra")
_PLUGINS = {"search", "material/search", "glightbox"}


class Pages:
    """The last step of a build, page by page.

    Args:
        memory: Remembers.
        put: Puts a function in another's place.
    """

    def __init__(self, memory: Memory, put: Callable[[Any, str, Callable[..., Any]], None]) -> None:
        self._memory = memory
        self._real, self._write = build._build_page, utils.write_file
        self._written = b""
        self._all = self._around = b""
        self._plugins: dict[str, Any] = {}
        put(build, "_build_page", self.finish)
        put(utils, "write_file", self._noted)

    def rest_on(self, *parts: object) -> None:
        """Say what all pages rest on, as far as pages are read."""
        self._all = digest_of(*parts)

    def begin(self) -> None:
        """Begin to make pages: look anew at the templates and styles."""
        self._around = b""

    def finish(
        self,
        page: Page,
        config: MkDocsConfig,
        doc_files: Sequence[File],
        nav: Navigation,
        *rest: Any,
        **named: Any,
    ) -> None:
        """Make a page of its content and write it, as MkDocs does."""
        if not self._around:
            self._look_around(config, doc_files, nav)
        real = partial(self._real, page, config, doc_files, nav, *rest, **named)
        if not self._plugins:
            real()
            return
        entries = entries_of(config)
        hashes = self._plugins["SecurityPlugin"].hashes
        is_new = False

        def made() -> tuple[Any, ...]:
            nonlocal is_new
            is_new, self._written, before = True, b"", len(entries)
            with heard() as records:
                real()
            return self._written, entries[before:], hashes.get(page.url), records

        key = "finished", self._around, named, self._of_page(page)
        content, found, allowed, records = self._memory.recall(key, made, lasts=True)
        if not is_new:
            if content:
                self._write(content, page.file.abs_dest_path)
            entries.extend(found)
            hashes[page.url] = allowed
            said_again(records)
        page.content, page.markdown = None, ""
        self._plugins["GlossaryPlugin"].site.let_go(page.file.src_uri)

    def _look_around(self, config: MkDocsConfig, files: Sequence[File], nav: Navigation) -> None:
        """Note what is around all pages, once they are read."""
        self._plugins = hooks_of(config)
        self._around = b"-"
        if not self._plugins:
            return
        pages = [(f.src_uri, f.url, f.page and f.page.title) for f in files]
        loaded = config.extra_css, [str(script) for script in config.extra_javascript]
        site = self._plugins["PagePlugin"].site
        feed = self._plugins["EvidencePlugin"].evidence.feed
        said = pages, tree(nav.items), loaded, repr(site.assets), site.offline, feed
        settings = [config[name] for name in _SETTINGS]  # they may stand in another file
        theme = digest([Path(config.theme.custom_dir or "")]) if config.theme.custom_dir else ""
        self._around = digest_of(self._all, theme, settings, *said)

    def _of_page(self, page: Page) -> tuple[object, ...]:
        """Say what one page rests on besides."""
        glossary = self._plugins["GlossaryPlugin"].site
        facts = self._plugins["EvidencePlugin"].evidence.pages[page.file.src_uri]
        near = [one and (one.url, one.title) for one in (page.previous_page, page.next_page)]
        addresses = page.url, page.file.dest_uri, page.canonical_url, page.edit_url
        said = page.title, page.meta, page.content, tree(page.toc), near
        words = glossary.rests_on(glossary.pages[page.file.src_uri])
        return addresses, said, facts.title, words

    def _noted(self, content: bytes, path: str) -> None:
        self._written = content
        self._write(content, path)


def hooks_of(config: MkDocsConfig) -> dict[str, Any]:
    """Give the plugins behind a site's hooks by their kind; none where others take part."""
    hooks = [plugin_of(hook) for hook in config["hooks"].values()]
    found = {type(hook).__name__: hook for hook in hooks}
    others = set(config.plugins) - set(config["hooks"]) - _PLUGINS
    return {} if others or set(found) != _HOOKS or len(hooks) > len(_HOOKS) else found


def entries_of(config: MkDocsConfig) -> list[Any]:
    """Give what the search knows of the pages so far: ours, MkDocs' or Material's."""
    plugins, hooks = config.plugins, map(plugin_of, config["hooks"].values())
    ours = next((hook for hook in hooks if isinstance(hook, SearchPlugin)), None)
    if ours and config.extra.get("page") != "material":
        return ours.sections
    found = collected_entries(plugins.get("search") or plugins.get("material/search"))
    return [] if found is None else found


def plugin_of(hook: object) -> object:
    """Give the plugin behind a hook, as the hook's file names it."""
    return getattr(hook, "plugin", None) or getattr(hook, "_plugin", None)


def tree(items: Iterable[Any]) -> list[object]:
    """Tell what a menu, or a page's list of sections, holds."""
    return [
        (one.title, getattr(one, "url", ""), getattr(one, "level", 0), tree(one.children or ()))
        for one in items
    ]
