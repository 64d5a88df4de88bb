"""Results that outlive a build, in files that several builds may share."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def kept_or_made(path: Path | None, make: Callable[[], bytes]) -> bytes:
    """Give a result as an earlier build kept it, or make it, and keep it.

    Args:
        path: Where it is kept; nothing where it is not.
        make: Makes it.
    """
    if path and path.is_file():
        return path.read_bytes()
    made = make()
    if path:
        with suppress(PermissionError):  # Windows, while another build has the same result open
            keep(path, made)
    return made


def keep(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: another build may be reading it, or this one break off.

    Args:
        path: Where to keep it; its folder is made.
        content: What to keep.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
