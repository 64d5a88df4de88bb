"""The offline bundle: one zip with one folder, the same bytes whenever the same site is packed.

At its top stand START-HERE.html, README.txt and the checksums; the site itself is below site/. What
a reader without a network cannot use stays out, and links to it lead to its place online, or to
nothing where no address is known. A neutral bundle has names that tell nobody what a page is about:
a browser's history, a list of recent files and a look over a shoulder show names, not pages.
"""

import base64
import hashlib
import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.engine.text import spliced
from mindinmind.templates import environment
from publishing.files import put, zipped
from publishing.links import addresses, target_of
from publishing.slim import slim

LARGEST = 1_200_000
"""Bytes that a bundle may have; whoever pays for each megabyte was promised no more."""
_LEFT_OUT_ENDINGS = (".map", ".gz", ".br", ".ttl", ".tbx", ".apkg")
_LEFT_OUT = re.compile(  # contributing/words.html, assets/diagrams/session-wide.svg
    r"contributing/|assets/preview\.png$|cite/|glossary/[\w.-]+\.json$|404\.html$|about/changes\.(?:xml|html)$"
    r"|sitemap\.xml$|robots\.txt$|_headers$|search/search_index\.json$|assets/favicon\.png$"
    r"|assets/(?:diagrams/[\w-]+-wide\.svg$|\w+/glightbox\.min|on-demand/cite\.js$)"
)
# Of each drawing only the tall shape is in the bundle; a wide screen would make it higher still.
_TALL = b".mim-diagram img{max-inline-size:26rem}"
# A drawing's own <desc id="a-desc">..</desc>: an image in a page is heard by its alternative text.
_UNHEARD = re.compile(
    r' aria-labelledby="[^"]*"|(?<=<title) id="[^"]*"|<desc.*?</desc>|\n(?=<)', re.S
)
# A page that is left behind where another was: whoever has the bundle knows no old addresses.
_MOVED = re.compile(rb'<meta http-equiv="refresh"')
_TITLE = re.compile(r"<title>[^<]*</title>")  # <title>Get help now - Mind in Mind</title>
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
_KEPT = frozenset({"", "glossary"})  # the search knows the way to the list of words
# "glossary/bpd.html#why\tBPD\nindex.html\tHome", in a part of the search
_PAGE = re.compile(r"""(?:(?<=\\n)|(?<="))[^\s"\\#]+\.html""")
_EXIT = "leave.html"  # looks like a page that was just opened
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Edition:
    """Which bundle it is.

    Attributes:
        version: Such as ``2026.11.29``: the day it was made is part of it.
        online: The site's address, or nothing where it has none.
        neutral: Whether names and titles are not to reveal what it is about.
    """

    version: str
    online: str = ""
    neutral: bool = False

    @property
    def folder(self) -> str:
        """The name of the zip, and of the one folder inside: two copies never mix."""
        return f"{'reading' if self.neutral else 'mind-in-mind'}-{self.version}"

    @property
    def title(self) -> str:
        """What the start page calls it."""
        return "Something to read" if self.neutral else "Mind in Mind"

    @property
    def made(self) -> str:
        """The day of the version, as ``2026-11-29``."""
        return "-".join(self.version.split(".")[:3])


def bundled(root: Path, edition: Edition) -> dict[str, bytes]:
    """Gather what the bundle holds.

    Args:
        root: The folder of a site that was built with file names instead of folder addresses.
        edition: Which bundle it is.

    Returns:
        Content by path inside the bundle's folder, sorted, the checksums last.
    """
    paths = {p.relative_to(root).as_posix(): p for p in root.rglob("*") if p.is_file()}
    kept = {
        name: path.read_bytes()
        for name, path in sorted(paths.items())
        if not name.endswith(_LEFT_OUT_ENDINGS) and not _LEFT_OUT.match(name)
    }
    kept = {name: content for name, content in kept.items() if not _MOVED.search(content)}
    gone = paths.keys() - kept.keys()
    names = neutral_names(kept) if edition.neutral else {}
    for name, content in kept.items():
        if name.endswith(".html"):
            kept[name] = _page(name, content.decode(), gone, names, edition).encode()
        elif name.startswith("search/"):
            text = _PAGE.sub(lambda page: names.get(page[0], page[0]), content.decode())
            kept[name] = text.encode()
        elif name.endswith(".css"):
            kept[name] = content + _TALL
        elif name.endswith(".svg"):
            kept[name] = without_unheard(content.decode(errors="replace")).encode()
    files = _front(edition, names)
    files |= {f"site/{names.get(name, name)}": content for name, content in kept.items()}
    sums = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return files | {"SHA256SUMS": "".join(sums).encode()}


def without_unheard(svg: str) -> str:
    """Leave out what nobody hears of a drawing in a page."""
    return _UNHEARD.sub("", svg)


def write_bundle(root: Path, folder: Path, edition: Edition) -> Path:
    """Pack a built site, and write a checksum beside the zip.

    Args:
        root: The folder of the site.
        folder: Where the zip belongs; an older one is replaced once the new one is whole.
        edition: Which bundle it is.

    Returns:
        The zip.
    """
    files = bundled(root, edition)
    content = zipped({f"{edition.folder}/{name}": content for name, content in files.items()})
    return put(folder / f"{edition.folder}.zip", content)


def too_large(bundle: Path) -> str:
    """Say that a bundle is larger than it may be, and what to do; empty where it is not."""
    size = bundle.stat().st_size
    if size <= LARGEST:
        return ""
    with zipfile.ZipFile(bundle) as archive:
        largest = sorted(archive.infolist(), key=lambda file: -file.compress_size)[:3]
    names = ", ".join(file.filename.partition("/")[2] for file in largest)
    what = f"it has {size:,} bytes, and {LARGEST:,} were promised; most are in {names}"
    mend = "shorten these, or leave more out (scripts/publishing/bundle.py, slim.py)"
    return str(Problem(bundle.name, 1, 0, "bundle-size", what, mend))


def _front(edition: Edition, names: Mapping[str, str]) -> dict[str, bytes]:
    """Write what stands at the top of the bundle; pages of the site may have other names there."""
    style, script = (
        (TEMPLATES / f"start-here.{kind}").read_text("utf-8") for kind in ("css", "js")
    )
    view = {
        "edition": edition,
        "named": lambda page: names.get(page, page),
        **inline(style, script),
    }
    made = {"README.txt": "readme.txt.j2", "START-HERE.html": "start-here.html.j2"}
    return {
        name: (filled(template, view).rstrip() + "\n").encode() for name, template in made.items()
    }


def _page(name: str, html: str, gone: Set[str], names: Mapping[str, str], edition: Edition) -> str:
    """Mend a page's links to what was left out or renamed, and a title that may not be seen."""
    edits: list[tuple[int, int, str]] = []
    here = posixpath.dirname(names.get(name, name)) or "."
    for tag, text, start, after in addresses(html):
        address, sign, part = text.partition("#")
        target = target_of(name, text)[0]
        if address and target in names:
            edits.append((start, after, posixpath.relpath(names[target], here) + sign + part))
        if tag.name not in ("a", "link") or target not in gone:
            continue
        end = html.find("</a>", tag.end)
        if tag.name == "link":
            edits.append((tag.start, tag.end, ""))
        elif edition.online:
            address = f"{edition.online.rstrip('/')}/{hosted(target)}"
            edits += [(start, after, address), (end, end, " (online)")]
        else:
            edits += [(tag.start, tag.end, "<span>"), (end, end + 4, "</span>")]
    html = slim(spliced(html, edits))
    if edition.neutral and name != _EXIT:
        html = _TITLE.sub(f"<title>{edition.title}</title>", html)
    return html


def hosted(path: str) -> str:
    """Give the address of a file on the hosted site, whose pages are folders."""
    stem = path.removesuffix("index.html")
    return f"{stem.removesuffix('.html')}/" if stem.endswith(".html") else stem


def filled(template: str, view: Mapping[str, object]) -> str:
    """Fill a template of :data:`TEMPLATES`."""
    return environment([TEMPLATES]).get_template(template).render(view)


def inline(style: str, script: str) -> dict[str, str]:
    """Give a style and a script for a page, and the hashes by which its policy allows them."""
    hashes = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in (style, script)
    )
    keys = ("style", "script", "style_hash", "script_hash")
    return dict(zip(keys, (Markup(style), Markup(script), *hashes), strict=True))


def neutral_names(paths: Iterable[str]) -> dict[str, str]:
    """Give a name without a meaning to each page and picture of a site.

    Args:
        paths: All files of the site; scripts and stylesheets keep their names.
    """
    pages = sorted(path for path in paths if path.endswith(".html"))
    folders = sorted({posixpath.dirname(page) for page in pages} - _KEPT)
    names = {}
    for number, page in enumerate(pages, 1):
        folder, name = posixpath.split(page)
        if folder in folders:
            folder = "/".join(["part"] * folder.count("/") + [f"part-{folders.index(folder) + 1}"])
        plain = name == "index.html" or not folder
        names[page] = posixpath.join(folder, name if plain else f"{number}.html")
    pictures = sorted(path for path in paths if path.endswith(_PICTURES))
    return names | {
        picture: f"assets/{number}{posixpath.splitext(picture)[1]}"
        for number, picture in enumerate(pictures, 1)
    }
