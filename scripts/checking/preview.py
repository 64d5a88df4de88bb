"""MkDocs hook of serve.py alone: what is wrong with a page stands on the page while it is written.

No build has it: mkdocs.yml does not name it. Every module of the project is forgotten after a
build, so that the next one has the code as it is then; MkDocs itself keeps a hook and its modules.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.config_options import Hooks
from mkdocs.plugins import event_priority

from checking.mkdocs_messages import translated
from checking.site import Notes
from glossary_cards.diagnostics.problem import Problem, ordered
from glossary_cards.diagnostics.root_causes import without_consequences
from mindinmind.templates import environment
from prose.project import project_problems

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

LAST = -200
_START = '<article class="mim-page md-typeset">'
_OWN = [Path(__file__).parents[1], Path(__file__).parents[2] / "hooks"]


class Preview:
    """Notes what a build says, and shows each page its part."""

    def __init__(self) -> None:
        self.notes = Notes()
        self.found: Sequence[Problem] = ()

    @event_priority(-LAST)
    def on_config(self, config: MkDocsConfig) -> None:  # noqa: ARG002  # by keyword
        """Begin to note what is said, by the hooks and by MkDocs."""
        logging.getLogger("mkdocs").addHandler(self.notes)

    @event_priority(LAST)
    def on_env(self, _env: Any, /, *, config: MkDocsConfig, **_: Any) -> None:
        """Gather, when all pages are read and none is written."""
        root = Path(config.docs_dir).parent
        said = [*self.notes.problems, *translated(self.notes.messages, root)]
        self.found = ordered(without_consequences([*said, *project_problems(root)]))
        self.panel = environment(config.theme.dirs).get_template("partials/mim/preview.html")

    @event_priority(LAST)
    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        """Put the panel where the page's words begin."""
        own = [problem for problem in self.found if problem.path == f"docs/{page.file.src_uri}"]
        words = self.panel.render(own=own, others=len(self.found) - len(own))
        return output.replace(_START, _START + words, 1)

    def on_post_build(self, **_: Any) -> None:
        """Let go of the log, and forget the code."""
        self.on_build_error()

    def on_build_error(self, **_: Any) -> None:
        """Let go of the log, and forget the code."""
        logging.getLogger("mkdocs").removeHandler(self.notes)
        Hooks._load_hook.cache_clear()  # a trick: MkDocs has no other way to let a hook go
        for name, module in list(sys.modules.items()):
            file = Path(getattr(module, "__file__", None) or "/")
            if any(folder in file.parents for folder in _OWN) and name != "__main__":
                del sys.modules[name]


_preview = Preview()
on_config = _preview.on_config
on_env = _preview.on_env
on_post_page = _preview.on_post_page
on_post_build = _preview.on_post_build
on_build_error = _preview.on_build_error
