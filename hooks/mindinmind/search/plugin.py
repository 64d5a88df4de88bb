"""MkDocs' events of the search: reads the lexicon with the files, writes the index at the end."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files

from glossary_cards.diagnostics.problem import log_all
from glossary_cards.pages.search import collected_entries
from mindinmind.data_files import read_checked
from mindinmind.search.index import (
    FOLDER_SIZES,
    PART_SIZES,
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

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Read the lexicon, whose pages have to exist."""
        self.addresses = {file.src_uri: file.url for file in files.documentation_pages()}
        self.lexicon = Lexicon()
        path = Path(config.docs_dir) / LEXICON
        if path.is_file():
            found = read_checked(f"docs/{LEXICON}", path)
            self.lexicon, problems = load_lexicon(found, self.addresses)
            log_all(problems, log)
        return files

    @event_priority(-50)  # when every other hook has added to the index
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Cut MkDocs' index into parts, which a page can load from a folder as well."""
        index = Path(config.site_dir) / "search" / "search_index.json"
        collected = collected_entries(
            config.plugins.get("search") or config.plugins.get("material/search")
        )
        if collected is None or not index.exists() or config.extra.get("page") == "material":
            return  # Material's own search reads the whole index
        sections = sections_of(collected)
        collected.clear()  # of a large site it is much
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
        sizes = PART_SIZES if config.use_directory_urls else FOLDER_SIZES
        parts = index_parts(sections, last, self.lexicon.same, sizes, set(self.lexicon.little)) | {
            "lexicon": self.lexicon.as_json(places)
        }
        for name, text in parts.items():
            path = index.with_name(f"{name}.js")
            path.write_text(as_script(name, text), encoding="utf-8", newline="\n")
