"""Files and addresses inside one site: which file is a term's, and links that are all relative.

Relative, so that the site works under any path and from a file.
"""

from pathlib import Path
from unicodedata import normalize

# The folder of the term files where a site names no other.
TERMS = "glossary"


# The file names of a folder's own page. Source: mkdocs.org, "Writing Your Docs".
INDEX_NAMES = ("index.md", "README.md")


def composed(name: str) -> str:
    """Give a name in one Unicode form: some computers store "é" as two characters."""
    return name if name.isascii() else normalize("NFC", name)


def slug_of(path: str, folder: str = TERMS) -> str | None:
    """Give the slug of a term's source file, whatever stands in it, or ``None`` for another file.

    Args:
        path: The file.
        folder: The folder of the term files, from where the path starts.
    """
    if not path.startswith(folder) or not path.endswith(".md"):
        return None
    mark, name = path[len(folder) : len(folder) + 1], path[len(folder) + 1 :]
    if mark != "/" or "/" in name or name in INDEX_NAMES:
        return None
    return composed(name.removesuffix(".md"))


def is_index(path: str, folder: str = TERMS) -> bool:
    """Tell whether a source file is the page of the folder of the terms, which has the A to Z.

    Args:
        path: The file.
        folder: The folder of the term files, from where the path starts.
    """
    return path.startswith(f"{folder}/") and path.removeprefix(f"{folder}/") in INDEX_NAMES


def from_root(path: Path | str, root: Path) -> str:
    """Give a file's path as contributors know it: from the project's root, where it is inside.

    Args:
        path: The file; from the root, where it is relative.
        root: The project's root, with no symbolic link in it.
    """
    full = (root / path).resolve()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else full.as_posix()


def relative_url(target: str, base: str) -> str:
    """Give a link from one page to another.

    Args:
        target: Address of the page linked to, relative to the site's root.
        base: Address of the page that links, likewise.

    Returns:
        A relative address, never empty; by way of the site's root, for it is worked out for
        every link of every page.
    """
    return way_up(base) + target or "./"


def way_up(base: str) -> str:
    """Give the way from a page to the site's root, which all pages of one depth share."""
    return "../" * base.count("/")
