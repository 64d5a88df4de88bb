"""Templates: every piece of HTML that the glossary adds, which a theme can replace.

A theme's own folder, such as ``overrides/glossary-cards/words.html``, is asked first; what it does
not have is taken from here.
"""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from glossary_cards.model.settings import Settings

FOLDER = "glossary-cards"
"""The folder of the templates, here and in a theme."""


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
        folders = [Path(folder, FOLDER) for folder in [*theme, str(Path(__file__).parent)]]
        self._environment = Environment(
            loader=FileSystemLoader(folders), autoescape=True, auto_reload=False
        )
        self._environment.globals["words"] = words
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}

    def render(self, name: str, **values: object) -> str:
        """Give a piece of HTML, or of Markdown.

        Args:
            name: The template.
            values: What it shows; what is no :class:`Markup` is escaped as HTML.
        """
        return self._environment.get_template(name).render(values)


def as_text(text: str) -> Markup:
    """Escape what stands between tags; quotation marks, which need no escape there, stay."""
    return Markup(escape(text, quote=False))
