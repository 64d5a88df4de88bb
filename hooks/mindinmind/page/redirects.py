"""Moved pages: an address that was published leads on for ever, to the page that has its words now.

``redirects.yml`` names the page for each old one, and ``addresses.txt`` lists what was published,
so that a page cannot move or go unnoticed.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from glossary_cards.diagnostics.problem import Problem, Severity, meant, nearest
from glossary_cards.diagnostics.source import read_data
from mindinmind.security.leftovers import damage

REDIRECTS = "docs/_data/redirects.yml"
ADDRESSES = "docs/_data/addresses.txt"


def read_redirects(docs: Path, pages: Collection[str]) -> tuple[dict[str, str], list[Problem]]:
    """Read which page has the words of which older one.

    Args:
        docs: The folder of the pages.
        pages: The pages there are, such as ``family/sleep.md``.

    Returns:
        The new page by the old one, and what is wrong with the file.
    """
    file = docs.parent / REDIRECTS
    if not file.exists():
        return {}, []
    value, places, problems = read_data(REDIRECTS, file)
    if value is not None and not isinstance(value, dict):
        what, mend = "this is no list of pages", "write a line such as `old/page.md: new/page.md`"
        problems.append(Problem(REDIRECTS, 1, 1, "redirects-file", what, mend))
    good = {}
    for key, target in value.items() if isinstance(value, dict) else ():
        old, new = key, target
        what, mend = f"`{new}` is no page", meant(str(new), pages, "name the page with its words")
        if not str(old).endswith(".md") or ".." in str(old) or str(old).startswith("/"):
            what, mend = f"`{old}` was no page", "write its file below docs/: `family/sleep.md`"
        elif old in pages:
            what, mend = f"the page `{old}` is still there", "take the line or the page out"
            if new not in pages:
                mend, old, new = f"write it the other way round: `{new}: {old}`", new, old
        elif new in pages:
            good[str(old)] = str(new)
            continue
        if sign := damage(f"{old} {new}"):
            what, mend = sign.what, sign.mend
        place, cause = places.at((key,)), (f"moved-page docs/{new}",)
        at, about = (REDIRECTS, *place), f"docs/{old}"
        problems.append(Problem(*at, "redirects-file", what, mend, about=about, because_of=cause))
    return good, problems


def address_problems(
    docs: Path, pages: Collection[str], redirects: Mapping[str, str]
) -> Iterator[Problem]:
    """Tell which published pages are gone without a redirect, and which pages are not listed."""
    file = docs.parent / ADDRESSES
    if not file.exists():
        return
    listed = file.read_text(encoding="utf-8").splitlines()
    unlisted, gone = sorted(set(pages).difference(listed)), False
    for number, page in enumerate(listed, 1):
        if page and page not in pages and page not in redirects:
            new, gone = unlisted[0] if len(unlisted) == 1 else "other/page.md", True
            what = f"`{page}` was published, and is gone"
            mend = f"write into {REDIRECTS} which page has its words: `{page}: {new}`, and mend"
            mend += " what names it: other pages, data, the menu"
            if page.startswith("docs/"):
                what, mend = f"`{page}` begins with `docs/`", "write what follows it"
            elif sign := damage(page):
                what, mend = sign.what, sign.mend
            elif not page.endswith(".md"):
                what, mend = f"`{page}` is no file", meant(page, pages, "write `family/sleep.md`")
            elif nearest(page, [new], 0.9):  # a slip of the pen, or a page with a better name
                mend = f"did you mean `{new}`? If the page moved, {mend}"
            # What has another ending, or a name that no page may have, is told of there.
            twins = (docs / page).parent.glob(f"{PurePosixPath(page).stem}.*")
            others = *(one.relative_to(docs.parent).as_posix() for one in twins), f"docs/{new}"
            about = f"docs/{page}"
            cause = *(f"file {one}" for one in (about, *others)), f"file-name docs/{new}"
            cause = *cause, f"redirects-file {about}"
            at = ADDRESSES, number, 1
            yield Problem(*at, "moved-page", what, mend, about=about, because_of=cause)
    for page in () if gone else unlisted:  # a page that moved is told of once
        what, mend = "this address is not on the list of those published", f"add it to {ADDRESSES}"
        cause, severity = (f"file docs/{page}",), Severity.WARNING  # it gets another name first
        yield Problem(f"docs/{page}", 0, 0, "unlisted-page", what, mend, severity, because_of=cause)
