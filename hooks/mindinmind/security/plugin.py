"""Security as a plugin of MkDocs: judge the pages, then give each the policy that it needs.

Its logic is in ``judge``, ``files`` and ``policy``; here it meets the events of a build.
"""

import os
import re
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from glossary_cards.diagnostics.problem import Problem, log_all
from glossary_cards.diagnostics.source import REPEATS_ITSELF, decoded, read_document
from glossary_cards.pages.paths import from_root
from mindinmind.data_files import read_checked
from mindinmind.security.files import file_problems, links_below, read_kinds, unused_pictures
from mindinmind.security.judge import judged, read_allowed
from mindinmind.security.leftovers import read_leftovers
from mindinmind.security.policy import (
    ON_MATERIAL,
    Hashes,
    headers_file,
    inline_hashes,
    mark_templates,
    policy,
    unmarked,
    with_policy,
)
from mindinmind.templates import OWN, environment

LAST = -100
"""When every other hook has added to a page."""

log = get_plugin_logger("security")
_HOSTS = "docs/_data/outside_hosts.yml"
_TITLE = re.compile(r"^title: *[\"']?(.+?)[\"']?\s*$", re.M)  # "title: Get help now"


class SecurityPlugin:
    """One build's judge."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Start afresh; refuse links, before anybody follows one."""
        root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        self.docs = from_root(config.docs_dir, root)
        self.allowed, self.kinds, self.files = read_allowed(), read_leftovers(), read_kinds()
        hosts = Path(config.docs_dir).parent / _HOSTS
        listed = read_checked(_HOSTS, hosts, "words-file") if hosts.is_file() else None
        self.hosts = listed.good if listed and not listed.problems else None
        self.titles: dict[str, str] = {}  # the pages by their titles, in small letters
        self.problems: list[Problem] = [*listed.problems] if listed else []
        self.mark = ""
        self.tag = environment([*config.theme.dirs, OWN]).get_template("partials/mim/policy.html")
        self.hashes: dict[str, Hashes] = {}  # of each page, by its address
        if links := list(links_below(Path(config.docs_dir), self.docs)):
            log_all(links, log)
            raise Abort("A symbolic link stands below the docs folder.")

    @event_priority(100)  # before anybody reads a page
    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Leave files out that no page needs, and front matter that would grow without end."""
        docs = Path(config.docs_dir)
        self.problems += file_problems(docs, self.docs, self.files)
        for file in list(files):
            ours = (file.abs_src_path or "").startswith(f"{docs}{os.sep}")
            if ours and not self.files.allows(file.src_uri):
                files.remove(file)
        for file in files.documentation_pages():
            name = f"{self.docs}/{file.src_uri}"
            text = decoded(name, file.content_bytes)[0]
            title = _TITLE.search(text)
            words = title[1] if title else file.name.replace("-", " ")
            self.titles[words.casefold()] = file.src_uri
            if REPEATS_ITSELF.match(text):
                document, problems = read_document(name, text)
                self.problems += problems
                if problems:
                    file.content_string = "\n" * (document.body_line - 1) + document.body

    @event_priority(100)  # before any hook adds to what the author wrote
    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Judge what the Markdown of a page became, and what its front matter says."""
        path = f"{self.docs}/{page.file.src_uri}"
        text = decoded(path, page.file.content_bytes)[0]
        lists = self.allowed, self.kinds, self.titles, self.hosts
        self.problems += judged(path, text, html, page.meta, lists)

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Say what is wrong; from here on know the scripts of the templates."""
        read = [f.page for f in files.documentation_pages() if f.page and f.page.markdown]
        if len(read) == len(files.documentation_pages()):
            templates = (path.read_text("utf-8") for path in _templates(config))
            texts = chain((page.markdown or "" for page in read), templates)
            self.problems += unused_pictures(Path(config.docs_dir), self.docs, texts)
        log_all(self.problems, log)
        self.mark = mark_templates(env)
        for file in files:  # the small pages that no template of the theme makes
            if file.dest_uri.endswith(".html") and not file.is_documentation_page():
                html = self._with_policy(file.content_string, file.url, config)
                file.content_string = html

    @event_priority(LAST)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Give a page its policy."""
        return self._with_policy(output, page.url, config)

    @event_priority(LAST)
    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Give the page for lost readers its policy."""
        is_page = template_name.endswith(".html")
        return self._with_policy(output, template_name, config) if is_page else output

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write the headers for hosts that read them."""
        if config.use_directory_urls:
            headers = headers_file(self.hashes.values(), _more(config))
            write_file(headers.encode(), f"{config.site_dir}/_headers")

    def _with_policy(self, html: str, address: str, config: MkDocsConfig) -> str:
        """Let a page load what its templates ask for, and note that for the headers."""
        hashes = inline_hashes(html, self.mark)
        self.hashes[address] = hashes
        said = policy(hashes, not config.use_directory_urls, _more(config))
        return with_policy(unmarked(html, self.mark), self.tag.render(policy=said))


def _more(config: MkDocsConfig) -> Mapping[str, str]:
    """Say what Material's own page loads besides."""
    return ON_MATERIAL if config.extra.get("page") == "material" else {}


def _templates(config: MkDocsConfig) -> list[Path]:
    """Give the theme's own templates and the configuration, all of which may name a picture."""
    own = Path(config.theme.dirs[0])
    return [*own.rglob("*.html"), Path(config.config_file_path)]
