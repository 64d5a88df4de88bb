#!/usr/bin/env python3
"""Turns one article into a small website.

    python3 scripts/split_article.py ARTICLE --out FOLDER

ARTICLE is plain text, Markdown or HTML. FOLDER becomes a MkDocs site that builds by itself: a front
page, a page for each section, a page about the source, and a draft of every term the article
explains. Every sentence of the article stands on the pages exactly once and in order; the command
proves that on the rendered pages before it writes anything, or writes nothing.

Exit code: 0 when the site stands, 1 when the proof fails, 2 when the article or the folder cannot
be used.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from environment import ROOT, ensure_environment

if __name__ == "__main__":
    ensure_environment()

sys.path.insert(0, str(ROOT / "hooks"))
from article.checking import failures
from article.decoding import MAX_BYTES
from article.reading import read_article
from article.reporting import report
from article.structure import build
from article.writing import gather_engine, write_site
from glossary_cards.diagnostics.problem import Problem

_NOT_EMPTY = "the folder is not empty; choose another, or replace it with --force"


def main(argv: list[str]) -> int:
    """Split the article that the arguments name.

    Args:
        argv: The command's arguments, without its own name.

    Returns:
        The exit code.
    """
    options = _options(argv)
    article_path, out = Path(options.article), Path(options.out)
    wrong = _unusable(article_path, out, options.force)
    if wrong:
        return _stop(wrong)
    try:
        with article_path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return _stop(f"{options.article}: it cannot be read ({_why(error)}); check the path")
    reading = read_article(options.article, data, options.format)
    if isinstance(reading, Problem):
        return _stop(str(reading))
    article = build(reading.blocks, reading.facts, reading.language)
    site = write_site(article, article_path.name, gather_engine(ROOT))
    wrong_words = failures(reading, site.texts())
    if wrong_words:
        for line in wrong_words:
            print(f"{options.article}: [proof] {line}", file=sys.stderr)
        print(
            "Nothing was written. This is a fault of the command: please report it.",
            file=sys.stderr,
        )
        return 1
    try:
        _write(site.files, out)
    except OSError as error:
        return _stop(f"{options.out}: it cannot be written ({_why(error)}); choose another --out")
    print(report(reading, article, site, options.article, options.out))
    return 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="split_article.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("article", metavar="ARTICLE", help="the file to split, at most 5 MB")
    parser.add_argument("--out", metavar="FOLDER", required=True, help="where the site goes")
    parser.add_argument("--force", action="store_true", help="replace FOLDER and all that is in it")
    parser.add_argument(
        "--as",
        dest="format",
        choices=["text", "markdown", "html"],
        default="",
        help="the article's format, when its name does not say it",
    )
    return parser.parse_args(argv)


def _unusable(article: Path, out: Path, force: bool) -> str:
    """Say what is wrong with the paths, or nothing."""
    if article.is_dir():
        return f"{article}: this is a folder; name the article's file in it"
    if not article.exists():
        return f"{article}: there is no such file; check the path"
    for place in (out, *out.parents):
        if place.exists() and not place.is_dir():
            return f"{place}: --out must be a folder, and this is a file; choose another name"
    if out.exists() and any(out.iterdir()):
        return _precious(article, out) if force else f"{out}: {_NOT_EMPTY}"
    return ""


def _precious(article: Path, out: Path) -> str:
    """Say what replacing a folder would destroy that nobody wants destroyed, or nothing."""
    whole = out.resolve()
    for precious in (article.resolve(), Path.cwd().resolve(), Path.home(), ROOT):
        if precious == whole or whole in precious.parents:
            return f"{out}: --force would delete {precious}; choose another folder"
    if (whole / ".git").exists():
        return f"{out}: --force would delete a git repository; choose another folder"
    return ""


def _stop(line: str) -> int:
    print(line, file=sys.stderr)
    return 2


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _write(files: Mapping[str, bytes], out: Path) -> None:
    """Write all files beside the folder, then put them in its place at once."""
    out = out.absolute()
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for name, data in files.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        made.chmod(0o755)
        if out.exists():
            old = made.with_name(made.name + "-old")
            out.rename(old)
            try:
                made.rename(out)
            except OSError:
                old.rename(out)
                raise
            shutil.rmtree(old, ignore_errors=True)
        else:
            made.rename(out)
    finally:
        shutil.rmtree(made, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
