#!/usr/bin/env python3
"""Start a new page: a well-formed file that you fill in.

    python3 scripts/new_page.py understand/a-new-page.md
    python3 scripts/new_page.py family/sleep.md --title "Sleep in the family" --audience family

It writes docs/understand/a-new-page.md, names it in the menu after the last page of its folder, and
never replaces a file.
"""

import json
import sys
from datetime import date
from pathlib import Path, PurePosixPath

from environment import ROOT, command_line, ensure_environment, fail

if __name__ == "__main__":
    ensure_environment()

from glossary_cards.diagnostics.problem import meant
from glossary_cards.slugs import slug_for
from mindinmind.audiences import AUDIENCES
from starting import add_address, add_to_menu, is_page

DRAFT = """---
title: {title}
description: Say here in 50 to 160 characters what a reader finds on this page.
audience: [{audience}]
summary:
  - The first thing to take away, in one short line.
  - The second.
  - The third.
reviewed: {today}
review_in: 12 months
reviewers: []
changes:
  - {{date: {today}, what: First version.}}
---

# {heading}

Answer the page's question here in one sentence.

## What a reader asks first

Write here. Cite a source directly after the sentence, with its key in `[^...]`.
"""


def main(arguments: list[str], docs: Path = ROOT / "docs", today: date | None = None) -> int:
    """Write the file; give the exit code."""
    parser = command_line(__doc__)
    parser.add_argument("path", help="where, inside docs/, such as family/sleep.md")
    parser.add_argument("--title", default="", help="the title; made from the path by default")
    parser.add_argument("--audience", nargs="+", default=["person"], help=", ".join(AUDIENCES))
    options = parser.parse_args(arguments)
    written = options.path.replace("\\", "/").removeprefix("./").removeprefix("docs/")
    if not is_page(written):
        fail(f"`{written}` can be no page; write a path inside docs/, such as family/sleep.md.")
    wanted, audience = PurePosixPath(written), " ".join(options.audience).replace(",", " ").split()
    for name in audience:
        if name not in AUDIENCES:
            mend = meant(name, AUDIENCES, f"choose of {', '.join(AUDIENCES)}")
            fail(f"There is no audience `{name}`; {mend}")
    parts = [slug_for(part) for part in (*wanted.parent.parts, wanted.name.removesuffix(".md"))]
    path = docs.joinpath(*parts[:-1], f"{parts[-1]}.md")
    if path.exists():
        fail(f"{_shown(path)} exists already; edit it, or choose another name.")
    title = options.title or parts[-1].replace("-", " ").capitalize()
    if not 3 <= len(title) <= 60:
        fail(f"The title has {len(title)} letters; choose one of 3 to 60.")
    day = (today or date.today()).isoformat()
    text = DRAFT.format(
        title=json.dumps(title, ensure_ascii=False),
        heading=title.replace("\\", "\\\\").replace("<", "\\<"),
        audience=", ".join(audience),
        today=day,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"Written: {_shown(path)}")
    page = path.relative_to(docs).as_posix()
    config = docs.parent / "mkdocs.yml"
    in_menu = config.exists() and add_to_menu(config, page)
    add_address(docs.parent, page)
    menu = "look at its place in the menu" if in_menu else "name it under `nav:`"
    print(f"Next: fill it in, {menu} in mkdocs.yml, and run")
    print("python3 scripts/check.py to see whether all is well.")
    return 0


def _shown(path: Path) -> str:
    """Give a path as the project names it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
