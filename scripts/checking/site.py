"""The site read in this process as far as its problems need it, and nothing written.

This is the first half of ``mkdocs build``: configuration, files, every page's Markdown and the
checks of the hooks. Hooks log their problems as values, and MkDocs' own messages are translated.
"""

import logging
import os
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from traceback import FrameSummary, extract_tb
from typing import Any

from jinja2 import Environment, FileSystemLoader
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from checking.mkdocs_messages import CONFIG, config_problems, translated
from glossary_cards.diagnostics.problem import Problem

_OF_ALL_PAGES = frozenset(
    "claim-not-carried uncited-source unlinked-term unused-term unused-form".split()
)
"""Rules that can only be kept where every page has been read."""


@dataclass
class ReadSite:
    """What became of it.

    Attributes:
        problems: What is wrong.
        plugins: The plugin objects of the hooks, by the hook's name; they know what they read.
    """

    problems: list[Problem] = field(default_factory=list)
    plugins: dict[str, Any] = field(default_factory=dict)


def read_site(
    config_file: Path,
    only: Collection[str] = (),
    know: Callable[[MkDocsConfig, Files], object] = lambda *_: None,
) -> ReadSite:
    """Read a site.

    Args:
        config_file: Its mkdocs.yml.
        only: Pages below the docs folder to read; all of them if there are none.
        know: Is told the settings and the files before the first page is read.
    """
    root = config_file.parent
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    found = ReadSite(config_problems(root))
    if any(problem.about != "keys" for problem in found.problems):
        return found
    with _noted() as notes, tempfile.TemporaryDirectory() as folder:
        config = _settings(config_file, folder, found, notes)
        if config:
            _read(config, frozenset(only), know)
    found.problems += notes.problems + translated(notes.messages, root)
    if notes.stopped and not found.problems:
        what, mend = f"the site cannot be built: {notes.stopped}", "mend the hook that says so"
        broken = Problem(CONFIG, 0, 0, "mkdocs", what, mend, because_of=("theme",))
        if notes.frames:  # of templates, the innermost last
            path, line = Path(notes.frames[-1].filename), notes.frames[-1].lineno or 0
            name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
            what, mend = f"this template cannot be filled: {notes.stopped}", "mend what it names"
            broken = Problem(name, line, 0, "theme", what, mend)
        found.problems.append(broken)
    if settings := [p for p in found.problems if p.rule == "setting"]:
        found.problems = settings  # what the glossary does without them is no news
    if only or any(p.rule == "encoding" for p in found.problems):
        found.problems = [p for p in found.problems if p.rule not in _OF_ALL_PAGES]
    return found


class Notes(logging.Handler):
    """Notes what is logged: our problems as values, and what MkDocs says as it is."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.problems: list[Problem] = []
        self.messages: list[str] = []
        self.stopped = ""
        self.frames: list[FrameSummary] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note one record."""
        problem = getattr(record, "problem", None)
        if isinstance(problem, Problem):
            self.problems.append(problem)
        elif record.levelno >= logging.WARNING or "which is excluded from" in record.getMessage():
            self.messages.append(record.getMessage())


@contextmanager
def _noted() -> Iterator[Notes]:
    """Note all that is logged, and why the site was not read to its end."""
    notes = Notes()
    logger = logging.getLogger("mkdocs")
    before = logger.level, logger.propagate
    logger.addHandler(notes)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield notes
    except Exception as error:  # a build may break off for any reason: it is one line here
        notes.stopped = f"{' '.join(str(error).split()) or type(error).__name__}"
        frames = extract_tb(error.__traceback__)
        notes.frames = [frame for frame in frames if frame.filename.endswith(".html")]
    finally:
        logger.removeHandler(notes)
        logger.level, logger.propagate = before


def begun(
    config: MkDocsConfig, themes: Sequence[str] = ()
) -> tuple[MkDocsConfig, Files, Environment]:
    """Begin a build; give its settings and files, and what renders its templates.

    Args:
        config: Its settings.
        themes: The folders of themes that are looked through for files; all of them if there are
            none. Material's has ten thousand icons.
    """
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files, env = get_files(config), config.theme.get_env()
    looked = Environment(loader=FileSystemLoader(themes)) if themes else env
    files.add_files_from_theme(looked, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    return config, files, env


def _settings(config_file: Path, folder: str, found: ReadSite, notes: Notes) -> MkDocsConfig | None:
    """Read the settings; give none where one is wrong, for what that brings about is no news."""
    config: MkDocsConfig = load_config(str(config_file), site_dir=folder, strict=False)
    for name, hook in config["hooks"].items():
        found.plugins[name] = getattr(hook, "plugin", None)
    return None if notes.messages else config


def _read(
    config: MkDocsConfig, only: frozenset[str], know: Callable[[MkDocsConfig, Files], object]
) -> None:
    """Do the first half of a build; the order is that of ``mkdocs.commands.build``."""
    config.plugins.on_startup(command="build", dirty=False)
    config, files, env = begun(config, config.theme.dirs[:1])
    know(config, files)
    config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    pages = []
    for file in files.documentation_pages():
        page = file.page or Page(None, file, config)
        if not only or file.src_uri in only:
            build._populate_page(page, config, files)
            pages.append(page)
    for page in pages:  # a link to a heading needs the page that it leads to
        for other in page.links_to_anchors or ():
            if other.page is not None and other.page.content is None:
                build._populate_page(other.page, config, files)
    config.plugins.on_env(env, config=config, files=files)
    for page in pages:
        page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
