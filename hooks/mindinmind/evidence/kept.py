"""Results that outlive a build, in files that several builds may share."""

import os
from pathlib import Path


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
