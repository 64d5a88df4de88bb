#!/usr/bin/env python3
"""Say what differs between two built sites: the proof that a change of the code changes no page.

    python3 scripts/compare_sites.py OLD NEW             which files differ, and their first lines
    python3 scripts/compare_sites.py OLD NEW --lines 40  more of each

Exit code 0: every byte is equal; 1: something differs; 2: one of the two is no folder.
"""

import difflib
from collections.abc import Iterator
from pathlib import Path

from environment import command_line, ensure_environment

if __name__ == "__main__":
    ensure_environment()


def main(arguments: list[str] | None = None) -> int:
    """Print what differs; give the exit code."""
    parser = command_line(__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--lines", type=int, default=6, help="how much of each difference to show")
    options = parser.parse_args(arguments)
    for folder in (options.old, options.new):
        if not folder.is_dir():
            parser.error(f"{folder} is no folder")
    found = list(differences(options.old, options.new, options.lines))
    print("\n".join(found) or "Every byte is equal.")
    return 1 if found else 0


def differences(old: Path, new: Path, lines: int) -> Iterator[str]:
    """Tell each file that only one side has or that differs, with the lines that do.

    Args:
        old: The site as it was.
        new: The site as it is.
        lines: How many lines of a difference to give at most.
    """
    before, after = _files(old), _files(new)
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield f"gone:    {name}"
        elif name not in before:
            yield f"new:     {name}"
        elif (was := before[name].read_bytes()) != (now := after[name].read_bytes()):
            yield f"differs: {name} ({len(was)} -> {len(now)} bytes)"
            yield from _changed_lines(was, now, lines)


def _files(folder: Path) -> dict[str, Path]:
    """Give the files below a folder, by path from it."""
    return {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}


def _changed_lines(was: bytes, now: bytes, most: int) -> list[str]:
    """Give the lines that went and came, a tag at most to a line; nothing for binary files."""
    try:
        old, new = (side.decode().replace("><", ">\n<").splitlines() for side in (was, now))
    except UnicodeDecodeError:
        return []
    changed = difflib.unified_diff(old, new, lineterm="", n=0)
    shown = [line for line in changed if not line.startswith(("---", "+++", "@@"))]
    return [f"    {line[:160]}" for line in shown[:most]]


if __name__ == "__main__":
    raise SystemExit(main())
