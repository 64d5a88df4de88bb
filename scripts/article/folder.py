"""Writing a site into a folder without ever touching what somebody else wrote there.

A manifest in the folder says what the command wrote and what it was. Only files that are still so
are written again or taken away; a new folder appears whole or not at all.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

MANIFEST = ".split-article.json"


class Changes(NamedTuple):
    """What writing a site into a folder would do to each file.

    Attributes:
        added: Files that are not there yet.
        replaced: Files that the command wrote, nobody changed, and that are different now.
        removed: Files that the command wrote, nobody changed, and that the site no longer has.
        kept: Files that somebody else wrote or changed: they stay as they are.
    """

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Give a line for each file that changes or that is kept in spite of the new article."""
        told = ("new", "changed", "taken away", "kept as you have it")
        for what, paths in zip(told, self, strict=True):
            yield from (f"  {what}: {path}" for path in paths)


def compare(files: Mapping[str, bytes], out: Path) -> Changes:
    """Compare a site with what stands in a folder.

    Args:
        files: The site's files, by path.
        out: The folder, which need not exist.
    """
    ours = _manifest(out)
    found = {path: _read(out, path) for path in (*files, *ours)}
    held = {path for path, data in found.items() if data is not None and data != files.get(path)}
    own = {path for path in held & ours.keys() if ours[path] == _hash(found[path] or b"")}
    added = {path for path in files if found[path] is None}
    groups = (added, own & files.keys(), own - files.keys(), held - own)
    return Changes(*(tuple(sorted(some)) for some in groups))


def write(files: Mapping[str, bytes], out: Path, changes: Changes) -> None:
    """Write a site.

    Args:
        files: Its files, by path.
        out: The folder.
        changes: What ``compare`` said of them.

    Raises:
        OSError: When a file cannot be written; a new folder is then not there at all.
    """
    out = out.absolute()
    manifest = {path: _hash(data) for path, data in files.items() if path not in changes.kept}
    listed = json.dumps(manifest, indent=0, sort_keys=True, ensure_ascii=False).encode()
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = not out.exists() or not any(out.iterdir())
    paths = files if fresh else (*changes.added, *changes.replaced)
    with TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as folder:
        staged = Path(folder) / "site"
        for path in paths:
            _put(staged / path, files[path])
        _put(staged / MANIFEST, listed)
        if fresh:
            staged.replace(out)
            return
        for path in (*paths, MANIFEST):
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (staged / path).replace(out / path)
        for path in changes.removed:
            (out / path).unlink()


def site_around(out: Path) -> Path | None:
    """Give the mkdocs.yml of a site whose pages a folder stands among, if there is one."""
    whole = out.absolute()
    for parent in whole.parents:
        if (parent / "mkdocs.yml").is_file() and whole.is_relative_to(parent / "docs"):
            return parent / "mkdocs.yml"
    return None


def _manifest(out: Path) -> dict[str, str]:
    try:
        found = json.loads((out / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    plain = found.items() if isinstance(found, dict) else ()
    return {path: str(value) for path, value in plain if ".." not in Path(path).parts}


def _read(out: Path, path: str) -> bytes | None:
    """Give what stands at a path; a link or a folder is somebody else's, whatever it holds."""
    place = out / path
    if place.is_file() and not place.is_symlink():
        return place.read_bytes()
    return b"\0not ours" if place.exists() or place.is_symlink() else None


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
