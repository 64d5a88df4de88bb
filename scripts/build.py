#!/usr/bin/env python3
"""Build the hosted site and the offline bundle, and check both.

    python3 scripts/build.py                 site/ and dist/mind-in-mind-<version>.zip
    python3 scripts/build.py --site-only     site/ alone
    python3 scripts/build.py --single-file   all reader pages in one HTML file as well, for phones
    python3 scripts/build.py --epub          as a book as well, for e-readers
    python3 scripts/build.py --pdf a4        as a book to print; --pdf letter for American paper
    python3 scripts/build.py --offer         lists what is in dist/ on the site's Downloads page
    python3 scripts/build.py --clean         takes nothing that an earlier build has made or found
    python3 scripts/build.py --neutral-name  a bundle whose names do not tell what it is about

The first run makes .venv and installs the locked requirements; later runs take seconds. The PDF is
printed by Chromium: the one on this machine, or the one that MIM_CHROMIUM names.
With SITE_URL=https://... in the environment the hosted pages name their own address.
"""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from environment import ROOT, command_line, ensure_environment, fail

if __name__ == "__main__":
    ensure_environment()

from building import How, Outcome, build_site
from publishing.bundle import Edition, too_large, write_bundle
from publishing.downloads import offer
from publishing.epub import write_epub
from publishing.files import put
from publishing.hosting import nginx_headers, precompress
from publishing.links import check_built_site
from publishing.pdf import PAPERS, PrintingError, write_pdf
from publishing.single_file import write_single_file
from publishing.standing import digest, forget, inputs, note, standing
from publishing.weight import heavy_pages
from test import find_chromium

SITE = ROOT / "site"
DIST = ROOT / "dist"
OFFLINE = DIST / "offline"
_SWITCHES = {
    "--site-only": "leave out the offline bundle",
    "--neutral-name": "names and a title that do not reveal the topic",
    "--single-file": "one HTML file as well, for phones",
    "--epub": "a book as well, with notes that pop up",
    "--offer": "list dist/ on the Downloads page",
    "--precompress": "for a host of your own, see hosting/nginx.conf",
    "--clean": "take nothing from earlier builds",
}


def main(arguments: list[str]) -> int:
    """Build, check, and say what was made; give the exit code."""
    parser = command_line(__doc__)
    for name, says in _SWITCHES.items():
        parser.add_argument(name, action="store_true", help=says)
    parser.add_argument("--pdf", choices=PAPERS, action="append", default=[], help="to print")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # cleans up as Ctrl+C does
    try:
        return _build(options)
    except KeyboardInterrupt:
        fail("Stopped. What was there before is as it was.")
    except (OSError, PrintingError) as error:
        fail(f"The build broke off: {error}. What was there before is as it was.")


def edition(neutral: bool = False) -> Edition:
    """Say which bundle this checkout makes."""
    version = (ROOT / "VERSION").read_text(encoding="utf-8").strip()
    return Edition(version, os.environ.get("SITE_URL", ""), neutral)


def _build(options: argparse.Namespace) -> int:
    """Build both sites side by side, one on each core, then pack the bundle."""
    if options.clean:
        forget(SITE, OFFLINE, *DIST.glob("*.zip"))
    made_of = inputs(ROOT, options.precompress)
    sites = 1 if options.site_only else 2
    how = How(anew=options.clean, processes=(os.cpu_count() or 1) // sites)
    build = partial(_built, made_of, how)
    with ThreadPoolExecutor() as pool, _stopping(how.stop):
        hosted = pool.submit(build, SITE, partial(_finish, options.precompress))
        offline = (
            None if options.site_only else pool.submit(build, OFFLINE, _wrong_with, offline=True)
        )
        fine = _told(SITE, hosted.result())
        fine = (offline is None or _told(OFFLINE, offline.result())) and fine
    if not fine:
        return 1
    print(_described("Hosted site", SITE))
    for heavy in heavy_pages(SITE, ROOT / "docs"):
        print(heavy, file=sys.stderr)
    which = edition(options.neutral_name)
    if not options.site_only and not _given_away(options, made_of, which):
        return 1
    if options.offer:
        print(f"Offered: {', '.join(map(str, offer(SITE, DIST, which))) or 'nothing'}")
    print(f"Open {SITE / 'index.html'} through: python3 scripts/serve.py")
    return 0


def _given_away(options: argparse.Namespace, made_of: str, which: Edition) -> bool:
    """Make what was asked for of the pages for reading offline; tell whether it may be given."""
    bundle = _packed(f"{made_of} {which}", which)
    print(f"Offline bundle: {bundle} ({_megabytes(bundle.stat().st_size)})")
    if told := too_large(bundle):
        print(told, file=sys.stderr)
        if os.environ.get("MIM_RELEASE") == "1":
            return False
    books = [write_single_file(OFFLINE, DIST, which)] if options.single_file else []
    books += [write_epub(OFFLINE, DIST, which)] if options.epub else []
    books += [write_pdf(OFFLINE, DIST, which, paper, find_chromium()) for paper in options.pdf]
    for book in books:
        print(f"In one file: {book} ({_megabytes(book.stat().st_size)})")
    print("Open the bundle: unzip it, then open START-HERE.html in any browser.")
    return True


def _built(
    made_of: str, how: How, target: Path, check: Callable[[Path], list[str]], offline: bool = False
) -> Outcome:
    """Build a site, unless it stands as it would become."""
    if (said := standing(target, made_of)) is not None:
        return Outcome(0, said)
    became = ""

    def checked(site: Path) -> list[str]:
        nonlocal became
        wrong = check(site)
        became = digest([site])
        return wrong

    outcome = build_site(target, offline=offline, check=checked, how=how)
    if outcome.code == 0 and not how.stop.is_set():
        note(target, made_of, became, outcome.messages)
    return outcome


def _packed(made_of: str, which: Edition) -> Path:
    """Pack the bundle, unless it stands as it would become."""
    bundle = DIST / f"{which.folder}.zip"
    if standing(bundle, made_of) is None:
        with TemporaryDirectory(dir=DIST) as folder:
            became = digest([write_bundle(OFFLINE, Path(folder), which)])
            for path in Path(folder).iterdir():
                path.replace(DIST / path.name)
        note(bundle, made_of, became, [])
    return bundle


@contextmanager
def _stopping(stop: Event) -> Iterator[None]:
    """Have the builds end before anybody waits for them, when this one is to stop."""
    try:
        yield
    except KeyboardInterrupt:
        stop.set()
        raise


def _finish(compress: bool, site: Path) -> list[str]:
    """Check the hosted site; compress it where that is asked for and nothing is wrong."""
    wrong = _wrong_with(site)
    if compress and not wrong:
        precompress(site)
        headers = nginx_headers((site / "_headers").read_text("utf-8"))
        put(DIST / "nginx-headers.conf", headers.encode())
    return wrong


def _told(site: Path, outcome: Outcome) -> bool:
    """Show what went wrong, if anything did; tell whether all is well."""
    if outcome.code:
        print("\n".join(outcome.problems), file=sys.stderr)
        count = len(outcome.problems)
        print(f"{site} is as it was: {count} problem(s) to mend, see above.", file=sys.stderr)
    elif site == SITE and outcome.due:
        print(outcome.due)
    return outcome.code == 0


def _wrong_with(site: Path) -> list[str]:
    """Check a finished site as a browser would meet it; give a line for each problem."""
    return [str(problem) for problem in check_built_site(site)]


def _described(name: str, site: Path) -> str:
    """Count what a built site holds."""
    pages = list(site.rglob("*.html"))
    occurrences = sum(p.read_text("utf-8").count('data-term="') for p in pages)
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    return f"{name}: {site} ({len(pages)} pages, {occurrences} links to terms, {_megabytes(size)})"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
