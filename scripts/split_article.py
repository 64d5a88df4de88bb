#!/usr/bin/env python3
"""Turns one article into a small website.

    python3 scripts/split_article.py ARTICLE --out FOLDER

ARTICLE is plain text, Markdown, HTML, Word, EPUB, PDF, a saved web page (.mhtml) or - for
standard input. FOLDER becomes a MkDocs project: a front page with contents, a page for each
section, a page about the source, and a draft of every term that the article defines. Every
sentence of the article stands on the pages exactly once and in order; the command proves that on
the rendered pages before it writes anything, or writes nothing.

Exit code: 0 when the site stands, 1 when the proof fails, 2 when the article or the folder cannot
be used.
"""

import argparse
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from environment import ROOT, ensure_environment

if __name__ == "__main__":
    ensure_environment()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # cleans up as Ctrl+C does

from article.containers import MAX_BYTES
from article.folder import compare, site_around, write
from article.placing import Places
from article.reading import FORMATS, Reading, read_article
from article.reporting import proved, report, unproved
from article.site import gather_engine, make_site
from glossary_cards.diagnostics.problem import Problem

_SWITCHES = {
    "--preview": "say what would be made, and write nothing",
    "--force": "write into a folder that is not empty: only what the\n"
    "command wrote there and nobody changed is written again",
    "--accept": "go on although the proof names what is lost",
    "--all": "keep the menus and notices around a web page's article",
}


def main(argv: list[str]) -> int:
    """Split the article that the arguments name.

    Args:
        argv: The command's arguments, without its own name.

    Returns:
        The exit code.
    """
    options = _options(argv)
    out = Path(options.out)
    wrong = _unusable(out)
    if wrong:
        return _stop(wrong)
    try:
        piped = options.article == "-"
        with sys.stdin.buffer if piped else Path(options.article).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return _stop(
            f"{options.article}: it cannot be read ({_why(error)}); name the article's file"
        )
    reading = read_article(options.article, data, options.format, options.all)
    if isinstance(reading, Problem):
        return _stop(str(reading))
    return _split(reading, out, options)


def _split(reading: Reading, out: Path, options: argparse.Namespace) -> int:
    """Make the site of an article, prove it and write it."""
    path = options.article
    name = "article" if path == "-" else Path(path).name
    base = options.base or reading.facts.get("base") or reading.facts.get("url") or ""
    base = base if base.startswith(("http://", "https://")) else ""
    places = Places(base, _finder(reading, path))
    site, missing = make_site(reading, name, places, gather_engine(ROOT), options.level)
    for line in unproved(reading, path, missing):
        print(line, file=sys.stderr)
    if missing and not options.accept:
        print("Nothing was written.", file=sys.stderr)
        return 1
    changes = compare(site.files, out)
    if full := out.exists() and any(out.iterdir()):
        print(f"{options.out} is not empty; what changes there:", *changes.lines(), sep="\n")
    if full and not (options.force or options.preview):
        return _stop(
            f"{options.out}: the folder is not empty; choose another, or go on with --force"
        )
    try:
        if not options.preview:
            write(site.files, out, changes)
    except OSError as error:
        return _stop(f"{options.out}: it cannot be written ({_why(error)}); choose another --out")
    print(*report(reading, site, path), sep="\n")
    if not options.preview:
        print("Not proved: see above." if missing else proved(reading))
        print(f"Wrote {options.out}. Next: read its README.md, then edit docs/glossary.")
    return 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="split_article.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    add = parser.add_argument
    add("article", metavar="ARTICLE", help="the file to split, at most 5 MB; - for standard input")
    add("--out", metavar="FOLDER", required=True, help="where the site goes")
    for name, says in _SWITCHES.items():
        add(name, action="store_true", help=says)
    pages = "each heading down to level N begins a page; 0 for the highest there is"
    add("--level", type=int, choices=range(7), default=0, metavar="N", help=pages)
    add("--base", metavar="URL", default="", help="the article's own address, for relative links")
    kinds = f"the format, when the name does not say it:\n{', '.join(FORMATS)}"
    add("--as", dest="format", choices=FORMATS, default="", metavar="FORMAT", help=kinds)
    return parser.parse_args(argv)


def _unusable(out: Path) -> str:
    """Say what is wrong with the folder, or nothing."""
    for place in (out, *out.parents):
        if place.exists() and not place.is_dir():
            return f"{place}: --out must be a folder, and this is a file; choose another name"
    around = site_around(out)
    if around:
        return f"{out}: this is among the pages of another site ({around}); choose another folder"
    return ""


def _finder(reading: Reading, article: str) -> Callable[[str], bytes | None]:
    """Find files that came with an article or stand beside it, and nowhere else."""
    folder = (Path.cwd() if article == "-" else Path(article).parent).resolve()

    def find(address: str) -> bytes | None:
        if address in reading.opened.files:
            return reading.opened.files[address]
        plain = unquote(re.split("[?#]", address)[0])
        if not plain or ":" in plain or "\0" in plain or plain.startswith("/"):
            return None
        path = (folder / plain).resolve()
        try:
            inside = path.is_relative_to(folder) or path.is_relative_to(folder.parent)
            return path.read_bytes() if inside and path.is_file() else None
        except OSError:
            return None

    return find


def _stop(line: str) -> int:
    print(line, file=sys.stderr)
    return 2


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
