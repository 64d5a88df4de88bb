#!/usr/bin/env python3
"""Make the site as a book, from the pages that scripts/build.py built for reading offline.

    python3 scripts/make_book.py --epub         dist/mind-in-mind-<version>.epub
    python3 scripts/make_book.py --pdf a4       dist/mind-in-mind-<version>-a4.pdf
    python3 scripts/make_book.py --pdf letter   the same for American paper

    python3 scripts/make_book.py --offer        lists what is in dist/ on the Downloads page

The PDF is printed by Chromium: the one on this machine, or the one that MIM_CHROMIUM names.
"""

import sys

from environment import command_line, ensure_environment, fail

if __name__ == "__main__":
    ensure_environment()

from build import DIST, OFFLINE, SITE, edition
from publishing.downloads import offer
from publishing.epub import write_epub
from publishing.pdf import PAPERS, PrintingError, write_pdf
from test import find_chromium


def main(arguments: list[str]) -> int:
    """Make what was asked for; give the exit code."""
    parser = command_line(__doc__)
    parser.add_argument("--epub", action="store_true", help="for readers of books and phones")
    parser.add_argument("--pdf", choices=PAPERS, action="append", default=[], help="for printing")
    parser.add_argument("--offer", action="store_true", help="list all on the Downloads page")
    options = parser.parse_args(arguments)
    if not (options.epub or options.pdf or options.offer):
        parser.error("say which: --epub, --pdf a4, --pdf letter or --offer")
    if (options.epub or options.pdf) and not (OFFLINE / "all-pages.html").exists():
        fail("There are no pages yet: run `python3 scripts/build.py` first.")
    try:
        if options.epub:
            print(f"Book: {write_epub(OFFLINE, DIST, edition())}")
        for paper in options.pdf:
            print(f"Book: {write_pdf(OFFLINE, DIST, edition(), paper, find_chromium())}")
        if options.offer:
            print(f"Offered: {', '.join(map(str, offer(SITE, DIST, edition()))) or 'nothing'}")
    except (OSError, PrintingError) as error:
        fail(f"The book could not be made: {error}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
