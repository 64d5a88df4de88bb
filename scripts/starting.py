"""What the scripts that start something share: names that can be files, the menu, the addresses."""

import re
from pathlib import Path, PurePosixPath

from glossary_cards.slugs import slug_for

_NO_PAGES = frozenset(["glossary", "assets", "_data"])
"""Folders of other things: words, pictures, data."""
# "con", "com1": Windows can have no file of this name
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.md)?", re.I)


def is_reserved(name: str) -> bool:
    """Tell whether Windows keeps a name such as ``aux`` for itself, so that no file can have it."""
    return bool(_RESERVED.fullmatch(name))


def is_page(written: str) -> bool:
    """Tell whether a path such as ``family/sleep.md`` can be that of a new page."""
    path = PurePosixPath(written)
    outside = path.is_absolute() or ".." in path.parts or ":" in written
    named = path.name and all(slug_for(part.removesuffix(".md")) for part in path.parts)
    dotted = "." in path.name.removesuffix(".md") or any(map(is_reserved, path.parts))
    return bool(named) and not (outside or dotted or path.parts[0] in _NO_PAGES)


def add_to_menu(config: Path, page: str) -> bool:
    """Name a page in the menu, after the last one of its folder; tell whether there was a place."""
    folder = page.rpartition("/")[0]
    text = config.read_text(encoding="utf-8")
    # "      - understand/under-18.md", with the spaces before it
    entry = re.compile(rf"^( +)- (?:[^\n:]+: )?{re.escape(folder)}/(?!index\.md)[\w-]+\.md$", re.M)
    places = list(entry.finditer(text)) if folder else []
    if not places:
        return False
    at = places[-1].end()
    config.write_text(f"{text[:at]}\n{places[-1][1]}- {page}{text[at:]}", "utf-8", newline="\n")
    return True


def add_address(root: Path, page: str) -> None:
    """Put a page on the list of published addresses, where the project keeps one."""
    file = root / "docs/_data/addresses.txt"
    if file.exists():
        listed = sorted({*file.read_text(encoding="utf-8").splitlines(), page})
        file.write_text("\n".join(listed) + "\n", encoding="utf-8", newline="\n")
