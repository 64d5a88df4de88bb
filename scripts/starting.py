"""What the scripts that start something share: names that can be files, the menu, the addresses."""

import re
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from environment import fail
from glossary_cards.diagnostics.problem import meant
from glossary_cards.slugs import slug_for

_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")  # "con", "com1"
"""Names that no file can have on Windows. Source: learn.microsoft.com, "Naming Files"."""
_NOT_FOR_PAGES = {
    "glossary": "start a word with: python3 scripts/new_term.py WORD",
    "assets": "pictures and downloads live there; put the page into another folder",
    "_data": "what lives there is not published; put the page into another folder",
}


def why_no_page(written: str) -> str:
    """Say why a path cannot be that of a new page; empty where it can."""
    path = PurePosixPath(written)
    name = path.name.removesuffix(".md")
    if path.is_absolute() or ".." in path.parts or ":" in written:
        return f"{written} is not inside docs/; write a path such as family/sleep.md."
    if "." in name:
        right = path.with_name(f"{name.partition('.')[0]}.md")
        return f"{written} is no name of a page; write {right}."
    if mend := _NOT_FOR_PAGES.get(path.parts[0] if len(path.parts) > 1 else ""):
        return f"{path.parts[0]}/ is no folder of pages; {mend}."
    if not all(slug_for(part.removesuffix(".md")) for part in path.parts):
        return f"`{written}` holds no name; write a path such as family/sleep.md."
    return next(filter(None, map(why_no_file, (name, *path.parts[:-1]))), "")


def why_no_file(name: str) -> str:
    """Say why a name, without its ending, cannot be that of a file; empty where it can."""
    if _WINDOWS.match(slug_for(name)):
        return f"Windows keeps the name `{name}` for itself; choose another, such as {name}-page."
    return ""


def known(given: list[str], names: Collection[str], kind: str, otherwise: str) -> list[str]:
    """Give the names that somebody wrote, with commas or without; refuse an unknown one.

    Args:
        given: What was written.
        names: The names that there are.
        kind: What each is called: ``audience``.
        otherwise: What to do about a name that is like none of them.
    """
    wanted = " ".join(given).replace(",", " ").split()
    for name in wanted:
        if name not in names:
            fail(f"There is no {kind} `{name}`; {meant(name, names, otherwise)}")
    return wanted


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
