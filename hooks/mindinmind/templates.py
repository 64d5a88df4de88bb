"""Templates: all HTML that this site's hooks add stands in overrides/partials/mim/.

A theme overrides a piece by a file of the same name in a folder that comes first.
"""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from mkdocs.utils import get_relative_url

from mindinmind.evidence.review import in_words

OWN = Path(__file__).parents[2] / "overrides"
"""The folder of this site's theme."""


def relative(target: str, origin: str) -> str:
    """Give the address of a page or file as seen from another, both from the site's root."""
    return get_relative_url(target or "./", origin)


def environment(folders: Sequence[str | Path] = (OWN,)) -> Environment:
    """Make what renders the templates; every value is escaped unless it is marked as HTML.

    Args:
        folders: Where templates may stand, the first one first: the theme's folders.
    """
    made = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    made.filters.update(in_words=in_words, relative=relative)
    return made
