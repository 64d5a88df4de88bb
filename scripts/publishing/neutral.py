"""Names that tell nobody what a page is about: those of files, and of the folders around them.

A browser's history, a list of recent files and a look over a shoulder show names, not pages. So in
a neutral bundle help/get-help-now.html becomes part-5/12.html, and every link follows.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping

from glossary_cards.engine.text import spliced
from publishing.links import addresses, target_of

_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
_KEPT = frozenset({"", "glossary"})  # the search knows the way to the list of words
# "glossary/bpd.html#why\tBPD\nindex.html\tHome", in a part of the search
_PAGE = re.compile(r"""(?:(?<=\\n)|(?<="))[^\s"\\#]+\.html""")


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


def renamed(files: Mapping[str, bytes], names: Mapping[str, str]) -> dict[str, bytes]:
    """Give the files of a site under new names, with every link between them mended."""
    if not names:
        return dict(files)
    return {names.get(path, path): _mended(path, files[path], names) for path in files}


def _mended(path: str, content: bytes, names: Mapping[str, str]) -> bytes:
    """Have what a file says of other files follow."""
    if path.endswith(".html"):
        return _page(path, content.decode(), names).encode()
    if path.startswith("search/"):
        text = _PAGE.sub(lambda page: names.get(page[0], page[0]), content.decode())
        return text.encode()
    return content


def _page(path: str, html: str, names: Mapping[str, str]) -> str:
    """Have the links and pictures of a page follow."""
    here = posixpath.dirname(names[path]) or "."
    edits = []
    for _, text, start, end in addresses(html):
        address, sign, part = text.partition("#")
        target = target_of(path, address)[0]
        if address and target in names:
            edits.append((start, end, posixpath.relpath(names[target], here) + sign + part))
    return spliced(html, edits)
