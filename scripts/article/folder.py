"""Writing a site into a folder that is new or empty: it appears whole or not at all."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory


def write(files: Mapping[str, bytes], out: Path) -> None:
    """Write a site.

    Args:
        files: Its files, by path.
        out: The folder, which holds nothing.

    Raises:
        OSError: When a file cannot be written; the folder is then as it was.
    """
    out = out.absolute()
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as folder:
        staged = Path(folder) / "site"
        for name, data in files.items():
            path = staged / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if out.exists():
            out.rmdir()  # Windows replaces no folder
        staged.replace(out)


def site_around(out: Path) -> Path | None:
    """Give the mkdocs.yml of a site whose pages a folder stands among, if there is one."""
    whole = out.absolute()
    for parent in whole.parents:
        if (parent / "mkdocs.yml").is_file() and whole.is_relative_to(parent / "docs"):
            return parent / "mkdocs.yml"
    return None
