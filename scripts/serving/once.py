"""One build of ``mkdocs build --strict`` that remembers: ``python -m serving.once``.

It gives the bytes and the messages of MkDocs' own command, sooner: what an earlier build has found
and still holds is taken from the store, and two processes share what is left.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.__main__ import cli
from mkdocs.commands import build
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from glossary_cards.plugin import GlossaryPlugin
from glossary_cards.site import SiteGlossary
from publishing.standing import around
from serving.ahead import Ahead
from serving.memory import Memory
from serving.remembered import Remembered
from serving.sources import Sources
from serving.store import Store

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files


def main(arguments: list[str]) -> None:
    """Build as the command does, and exit as it does.

    Args:
        arguments: mkdocs.yml; where the site belongs; the file with what is remembered; the kind of
            build, each of which keeps its own; how many processes may be at work.
    """
    gc.set_threshold(10_000)  # a build keeps most of what it makes: it is looked through in vain
    config, target, file, owner, processes = arguments
    root = Path(config).resolve().parent
    store = Store(Path(file), owner)
    remembered = Remembered(setattr, Memory(around(root), store, keeps=False))
    remembered.begin(Sources.of(root))
    halve(remembered, Ahead(store, int(processes)))
    publish = GlossaryPlugin.on_post_build

    def published(glossary: GlossaryPlugin, *, config: MkDocsConfig) -> None:
        publish(glossary, config=config)
        glossary.site = SiteGlossary(glossary.site.settings)  # makes room for the search index
        gc.collect()

    GlossaryPlugin.on_post_build = published  # type: ignore[method-assign,assignment]
    try:
        cli.main(
            ["build", "--strict", "--site-dir", target, "--config-file", config], prog_name="mkdocs"
        )
    except SystemExit as done:
        (store.write if done.code else store.end)()
        raise


def halve(remembered: Remembered, ahead: Ahead) -> None:
    """Have two processes read the pages, and two finish them."""
    populate, finish = build._populate_page, build._build_page
    known = False

    def read(page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:
        nonlocal known
        if not known:
            known = True
            remembered.know(config, files)
            pages = files.documentation_pages()
            ahead.begin(pages, lambda file: populate(_page(file, config), config, files))
        ahead.come_to(page.file)
        populate(page, config, files, dirty)

    def made(page: Page, config: MkDocsConfig, doc_files: Any, *rest: Any, **named: Any) -> None:
        if page.file is doc_files[0]:
            more = config, doc_files, *rest
            ahead.begin(doc_files, lambda file: finish(_page(file, config), *more, **named))
        ahead.come_to(page.file)
        finish(page, config, doc_files, *rest, **named)
        page.toc = TableOfContents([])  # nobody asks for it any more

    build._populate_page, build._build_page = read, made


def _page(file: File, config: MkDocsConfig) -> Page:
    """Give a file's page, which MkDocs makes late where no menu has it."""
    return file.page or Page(None, file, config)


if __name__ == "__main__":
    main(sys.argv[1:])
