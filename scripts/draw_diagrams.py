"""Draws the diagrams, the logo and the favicon from docs/_data/diagrams into docs/assets.

Run it after changing a word or a number there, and commit both. ``--check`` writes nothing and
fails when a committed drawing is not what the data says.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from environment import ROOT, ensure_environment

DATA = ROOT / "docs" / "_data" / "diagrams"
ASSETS = ROOT / "docs" / "assets"


def main(arguments: list[str]) -> int:
    """Draw or check everything.

    Args:
        arguments: The command line without the script's name.

    Returns:
        0 when all is well, 1 when a drawing is stale or the data has a fault.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if stale")
    check = parser.parse_args(arguments).check
    ensure_environment()
    from diagrams.brand import favicon_png  # noqa: PLC0415
    from diagrams.data import DiagramDataError  # noqa: PLC0415
    from diagrams.gallery import draw_all  # noqa: PLC0415

    try:
        drawn = draw_all(DATA)
    except DiagramDataError as err:
        print(err, file=sys.stderr)
        return 1
    stale = [name for name, svg in drawn.items() if _read(ASSETS / name) != svg]
    for name in stale:
        if check:
            print(
                f"docs/assets/{name}: [stale-drawing] is not what the data says; "
                "run scripts/draw_diagrams.py and commit the result",
                file=sys.stderr,
            )
        else:
            _write(ASSETS / name, drawn[name])
            print(f"drawn: docs/assets/{name}")
    if not check and ("favicon.svg" in stale or not (ASSETS / "favicon.png").exists()):
        (ASSETS / "favicon.png").write_bytes(favicon_png())
        print("drawn: docs/assets/favicon.png")
    return 1 if check and stale else 0


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def _write(path: Path, svg: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(svg.encode("utf-8"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
