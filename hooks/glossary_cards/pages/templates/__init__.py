"""Templates: every piece of HTML that the glossary adds, which a theme can replace.

A theme's own folder, such as ``overrides/glossary-cards/words.html``, is asked first; what it does
not have is taken from here.
"""

import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from glossary_cards.model.settings import Settings

# The folder of the templates, here and in a theme.
FOLDER = "glossary-cards"


_THIS = Path(__file__)


class _Compiled(FileSystemBytecodeCache):
    """Keeps templates compiled, where that can be written."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template compiled."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def kept_compiled(*modules: Path) -> FileSystemBytecodeCache | None:
    """Keep templates compiled where Python keeps a module compiled, if it may.

    Args:
        modules: Those that say how they are read: when one is another, all are compiled anew.
    """
    folder = modules[0].parent / "__pycache__"
    read = "-".join(str(module.stat().st_mtime_ns) for module in modules)
    keeps = folder.is_dir() and not sys.dont_write_bytecode
    return _Compiled(str(folder), f"{modules[0].parent.name}-{read}-%s.cache") if keeps else None


class Templates:
    """The templates of one site; each knows its texts by the name ``words``.

    Attributes:
        words: The site's settings, which hold those texts.
    """

    def __init__(self, words: Settings, theme: Iterable[str] = ()) -> None:
        """Read none yet.

        Args:
            words: The site's settings.
            theme: The folders in which a theme may have its own templates.
        """
        self.words = words
        folders = [Path(folder, FOLDER) for folder in [*theme, str(_THIS.parent)]]
        self._environment = Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            auto_reload=False,
            bytecode_cache=kept_compiled(_THIS),
        )
        self._template = cache(self._read)
        self._environment.globals["words"] = words
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}

    def render(self, name: str, **values: object) -> str:
        """Give a piece of HTML, or of Markdown.

        Args:
            name: The template.
            values: What it shows; what is no :class:`Markup` is escaped as HTML.
        """
        return self._template(name).render(values)

    def _read(self, name: str) -> Template:
        template = self._environment.get_template(name)
        template.globals = dict(template.globals)  # looking through its own kind takes long
        return template


def as_text(text: str) -> Markup:
    """Escape what stands between tags; quotation marks, which need no escape there, stay."""
    return str.__new__(Markup, escape(text, quote=False))  # a third of what ``Markup()`` costs
