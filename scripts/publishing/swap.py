"""Swap: a finished folder takes the place of an older one in one step.

Readers, and whoever kills a build, meet the old one or the new one, whole. The rename of POSIX
cannot replace a folder that holds files, but Linux and macOS can exchange two.
"""

import ctypes
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), and RENAME_SWAP of renamex_np(2)


def swap_in(finished: Path, target: Path) -> None:
    """Put a finished folder where the target is; the folder that was there is removed.

    Args:
        finished: The new folder, on the same file system.
        target: Where it belongs; it may be there already.
    """
    if not target.exists():
        finished.rename(target)
    elif _exchanged(finished, target):
        shutil.rmtree(finished, ignore_errors=True)
    else:  # Windows, old file systems: two renames, with a moment between them
        aside = finished.with_name(finished.name + ".old")
        target.rename(aside)
        finished.rename(target)
        shutil.rmtree(aside, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; tell whether this system can."""
    first, second = os.fsencode(one), os.fsencode(other)
    code: int = -1
    try:
        if sys.platform == "darwin":
            code = ctypes.CDLL(None).renamex_np(first, second, _EXCHANGE)
        else:
            code = ctypes.CDLL(None).renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _EXCHANGE)
    except (OSError, AttributeError, TypeError):
        return False
    return code == 0
