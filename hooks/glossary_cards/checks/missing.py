"""Checks for what a site lacks altogether: its terms, its sources, the files of the tooltip."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path, PurePosixPath

from glossary_cards.diagnostics.problem import Problem, nearest, shown
from glossary_cards.site import SiteGlossary


def without_terms(site: SiteGlossary, is_named: bool, pages: Collection[str]) -> list[Problem]:
    """Say that a site has no terms: an error where it names a folder that holds no page.

    Args:
        site: The glossary.
        is_named: Whether the site names the folder of its terms.
        pages: Every page's path inside ``docs_dir``, as the site's authors wrote them.
    """
    folder, docs = site.settings.folder, site.docs_path
    folders = {str(PurePosixPath(page).parent) for page in pages}
    by_lower = {name.lower(): name for name in sorted(folders)}
    likeness = 0.6 if is_named else 0.8
    near = by_lower.get(nearest(folder.lower(), by_lower, likeness), folder)
    if is_named and not any(page.startswith(f"{folder}/") for page in pages):
        what = f"there is no folder `{docs}/{folder}` with term files"
        mend = f"name the folder that has them, as seen from `{docs}`"
        mend = mend if near == folder else f"did you mean `{near}`?"
        return [site.config_file.problem(("folder",), "setting", what, mend)]
    mend = "add one, or name the folder that has them under `extra.glossary.folder`"
    mend = mend if near == folder else f"did you mean `{docs}/{near}`?"
    return [Problem(f"{docs}/{folder}", 0, 0, "no-terms", "there are no term files here", mend)]


def missing_sources(docs_dir: str, path: str) -> list[Problem]:
    """Say that the folder of the sources is not there; without it there are no terms.

    Args:
        docs_dir: The folder, as the site wrote it.
        path: The file that problems name.
    """
    if Path(docs_dir).is_dir():
        return []
    what = f"there is no folder {shown(docs_dir)}"
    mend = f"name the folder of the sources under `docs_dir`, as seen from {Path().resolve()}"
    return [Problem(path, 0, 0, "setting", what, mend)]
