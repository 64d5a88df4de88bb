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
    folder = site.settings.folder
    folders = {str(PurePosixPath(page).parent) for page in pages} - {"."}
    by_lower = {name.lower(): name for name in sorted(folders)}
    near = nearest(folder.lower(), by_lower)
    if not is_named or any(page.startswith(f"{folder}/") for page in pages):
        return _no_terms(site, by_lower.get(nearest(folder.lower(), by_lower, 0.8), ""))
    what = f"there is no folder `{site.docs_path}/{folder}` with term files"
    mend = f"name the folder that has them, as seen from `{site.docs_path}`"
    if near:
        mend = f"did you mean `{by_lower[near]}`?"
    return [site.config_file.problem(("folder",), "setting", what, mend)]


def _no_terms(site: SiteGlossary, near: str) -> list[Problem]:
    """Say that the glossary's folder holds no terms; another may be called nearly as it."""
    what, path = "there are no term files here", f"{site.docs_path}/{site.settings.folder}"
    mend = "add one, or name the folder that has them under `extra.glossary.folder`"
    if near not in ("", site.settings.folder):
        mend = f"did you mean `{site.docs_path}/{near}`?"
    return [Problem(path, 0, 0, "no-terms", what, mend)]


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
