"""The offline bundle: one zip with one folder, the same bytes whenever the same site is packed."""

from __future__ import annotations

import zipfile
from pathlib import Path

_LEFT_OUT = (".map", ".gz")
_ONLY_HOSTED = frozenset({"sitemap.xml", "_headers", "robots.txt", "search/search_index.json"})
_DATE = (2020, 1, 1, 0, 0, 0)


def bundled_files(root: Path) -> list[Path]:
    """Give the files of a built site that belong into the bundle, sorted by path.

    Source maps, compressed copies and what only a web server uses stay out.
    """
    return [
        path
        for path in sorted(root.rglob("*"), key=lambda p: p.relative_to(root).as_posix())
        if path.is_file()
        and path.suffix not in _LEFT_OUT
        and path.relative_to(root).as_posix() not in _ONLY_HOSTED
    ]


def write_bundle(root: Path, target: Path, folder: str) -> int:
    """Pack a built site.

    Args:
        root: The folder of the site, built with file names instead of folder addresses.
        target: The zip file to write; an older one is replaced once the new one is whole.
        folder: The name of the one folder inside.

    Returns:
        How many files it holds.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    files = bundled_files(root)
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files:
            name = f"{folder}/{path.relative_to(root).as_posix()}"
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, path.read_bytes())
    unfinished.replace(target)
    return len(files)
