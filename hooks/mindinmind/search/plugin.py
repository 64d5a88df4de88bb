"""MkDocs' events of the search: reads the lexicon with the files, writes the index at the end."""

from collections.abc import Collection
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.utils.templates import TemplateContext

from glossary_cards.diagnostics.problem import Problem, log_all
from glossary_cards.pages.search import Entry, collected_entries
from mindinmind.data_files import read_checked
from mindinmind.search.index import (
    FOLDER_SIZES,
    PART_SIZES,
    Section,
    as_script,
    index_parts,
    sections_of,
)
from mindinmind.search.lexicon import Lexicon, load_lexicon

LEXICON = "_data/search.yml"
log = get_plugin_logger("search-parts")


class SearchPlugin:
    """Replaces MkDocs' one search index by small parts and a lexicon."""

    def __init__(self) -> None:
        """Begin with nothing; ``on_files`` fills it at each build."""
        self.lexicon = Lexicon()
        self.addresses: dict[str, str] = {}
        self.sections: list[Section] = []

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Read the lexicon, whose pages have to exist."""
        self.addresses = {file.src_uri: file.url for file in files.documentation_pages()}
        self.lexicon, self.sections = Lexicon(), []
        path = Path(config.docs_dir) / LEXICON
        if path.is_file():
            self.lexicon, problems = read_lexicon(path, self.addresses)
            log_all(problems, log)
        return files

    @event_priority(-50)  # when every other hook has added to the index
    def on_page_context(
        self, context: TemplateContext, *, config: MkDocsConfig, **_: object
    ) -> TemplateContext:
        """Take over what MkDocs' index has of a page."""
        collected = _collected(config)
        if collected is not None:
            self.sections += sections_of(collected, _sizes(config)[2])
            collected.clear()
        return context

    @event_priority(-50)  # when MkDocs has written its own index
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the index in parts, which a page can load from a folder as well."""
        index = Path(config.site_dir) / "search" / "search_index.json"
        if _collected(config) is None or not index.exists():
            return
        sections, self.sections = self.sections, []
        if not config.use_directory_urls:  # the offline bundle leaves these pages out
            left_out = ("contributing/", "about/changes")
            sections = [s for s in sections if not s.url.startswith(left_out)]
        index.unlink()
        pages = list(dict.fromkeys(section.url.partition("#")[0] for section in sections))
        place = {url: number for number, url in enumerate(pages)}
        places = {
            source: place[url.removeprefix("./")]
            for source, url in self.addresses.items()
            if url.removeprefix("./") in place
        }
        last = [self.addresses.get(start, start) for start in self.lexicon.last]
        same, little = self.lexicon.same, set(self.lexicon.little)
        parts = index_parts(iter(sections), last, same, _sizes(config), little)
        del sections  # each is let go of once it is done
        for name, text in chain(parts, [("lexicon", self.lexicon.as_json(places))]):
            index.with_name(f"{name}.js").write_bytes(as_script(name, text).encode())


def read_lexicon(file: Path, pages: Collection[str]) -> tuple[Lexicon, list[Problem]]:
    """Read the lexicon; give what is wrong with it, too.

    Args:
        file: Its data file.
        pages: The source files of all pages.
    """
    return load_lexicon(read_checked(f"docs/{LEXICON}", file), pages)


def _collected(config: MkDocsConfig) -> list[Entry] | None:
    """Give MkDocs' own index; none where Material's own search reads the whole of it."""
    if config.extra.get("page") == "material":
        return None
    return collected_entries(config.plugins.get("search") or config.plugins.get("material/search"))


def _sizes(config: MkDocsConfig) -> tuple[int, int, int]:
    return PART_SIZES if config.use_directory_urls else FOLDER_SIZES
