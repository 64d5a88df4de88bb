"""Content-Security-Policy: what a page may load, computed from what the templates hold.

Inline scripts are allowed by their hash only. A script counts if it stood in a template: while
Jinja reads a template, each of its scripts gets a mark that nobody outside this build can know.
So a script that stands in the words of a page is never allowed, whatever they hold.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from jinja2 import BaseLoader, Environment

_INLINE = re.compile(r"<(?P<name>script|style)(?=[\s>])", re.I)  # the "<script" of "<script src=…>"
_CHARSET = re.compile(r'<meta charset="utf-8">', re.I)  # <meta charset="utf-8">
_DATA = re.compile(r'\btype="(?!text/javascript|module)[^"]*"')  # type="application/ld+json"

Hashes = tuple[frozenset[str], frozenset[str]]
"""Those of a page's inline scripts, and those of its inline styles."""


class MarkingLoader(BaseLoader):
    """Reads templates as another loader does, and marks their scripts and styles as ours."""

    def __init__(self, loader: BaseLoader, mark: str) -> None:
        self._loader = loader
        self._mark = mark

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Give a template's source with its scripts marked."""
        source, name, is_fresh = self._loader.get_source(environment, template)
        return _INLINE.sub(lambda tag: f"{tag[0]} {self._mark}", source), name, is_fresh

    def list_templates(self) -> list[str]:
        """Give the names of all templates."""
        return self._loader.list_templates()


def mark_templates(environment: Environment) -> str:
    """Have every template of an environment marked; give the mark, which is new each time."""
    mark = f"data-ours-{secrets.token_hex(16)}"
    if environment.loader:
        environment.loader = MarkingLoader(environment.loader, mark)
    if environment.cache:
        environment.cache.clear()
    return mark


def inline_hashes(html: str, mark: str) -> Hashes:
    """Give the hashes of the marked inline scripts and styles of a page, data blocks left out."""
    found: dict[str, set[str]] = {"script": set(), "style": set()}
    # Text goes by from "<" to "<", not letter by letter: a stylesheet has many and no "<".
    code = r"[^<]*+(?:<(?!/(?i:(?P=name))>)[^<]*+)*+"
    wanted = rf"<(?P<name>\w+) {mark}(?P<attributes>[^>]*)>(?P<code>{code})</"
    for match in re.finditer(wanted, html):
        if "src=" not in match["attributes"] and not _DATA.search(match["attributes"]):
            found[match["name"].lower()].add(_hash(unmarked(match["code"], mark)))
    return frozenset(found["script"]), frozenset(found["style"])


def unmarked(html: str, mark: str) -> str:
    """Take the marks out of a page again: they are for the build only."""
    return html.replace(f" {mark}", "")


ON_MATERIAL = {"img-src": "'self' data:"}
"""What Material's own page needs besides: icons in its stylesheet."""


def policy(hashes: Hashes, offline: bool, more: Mapping[str, str] = MappingProxyType({})) -> str:
    """Write the policy.

    Args:
        hashes: Those of the inline scripts and styles.
        offline: Whether the page is opened from a folder, where some browsers do not see the
            files beside it as the page's own.
        more: What else may be loaded, by directive.

    Returns:
        The policy as one line.
    """
    own = "'self' file:" if offline else "'self'"
    # Our scripts fetch nothing. Who looks at a page from within (a search engine's checker asks for
    # robots.txt so) may ask its own host, and no other.
    hosted = {} if offline else {"connect-src": "'self'"}
    scripts, styles = hashes
    parts = {
        "default-src": "'none'",
        "script-src": " ".join([own, *sorted(scripts)]),
        "style-src": " ".join([own, *sorted(styles)]),
        "img-src": own,
        "base-uri": "'none'",
        "form-action": "'none'",
        **hosted,
        **more,
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def with_policy(html: str, tag: str) -> str:
    """Put a page's own policy straight after its character set, before anything loads."""
    return _CHARSET.sub(lambda match: f"{match[0]}{tag}", html, count=1)


def headers_file(pages: Iterable[Hashes], more: Mapping[str, str] = MappingProxyType({})) -> str:
    """Write the ``_headers`` file that several static hosts read.

    Args:
        pages: The hashes of each page.
        more: What else may be loaded, by directive.
    """
    scripts, styles = (frozenset[str]().union(*kind) for kind in zip(*pages, strict=True))
    line = policy((scripts, styles), False, more)
    lines = (
        f"Content-Security-Policy: {line}; frame-ancestors 'none'",
        "Referrer-Policy: no-referrer",
        "X-Content-Type-Options: nosniff",
        "Permissions-Policy: camera=(), microphone=(), geolocation=(), browsing-topics=()",
        "Cross-Origin-Opener-Policy: same-origin",
        "Strict-Transport-Security: max-age=31536000",
    )
    kept = (
        "/assets/mim.*\n  Cache-Control: public, max-age=31536000, immutable\n"  # named by content
    )
    return "/*\n" + "".join(f"  {line}\n" for line in lines) + kept


def _hash(code: str) -> str:
    """Give the source expression that allows exactly this code."""
    digest = hashlib.sha256(code.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
