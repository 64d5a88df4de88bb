"""Draw the site's pictures from docs/_data/diagrams into docs/assets/diagrams.

    python3 scripts/draw_diagrams.py

Run it after a change of a word, a number, a template or a colour, and commit what it writes.
scripts/check.py says when a picture is stale.
"""

import sys

from environment import ROOT, ensure_environment

if __name__ == "__main__":
    ensure_environment()

from diagrams.draw import draw_all
from glossary_cards.diagnostics.problem import as_terminal


def main() -> int:
    """Draw everything, or nothing where the data has a fault; give the exit code."""
    drawn, problems = draw_all(ROOT)
    if problems:
        print(as_terminal(problems), file=sys.stderr)
        return 1
    for file, svg in drawn.items():
        path = ROOT / file
        if not path.exists() or path.read_bytes() != svg.encode():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(svg.encode())
            print(f"drawn: {file}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
