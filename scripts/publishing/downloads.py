"""The Downloads page: lists the files that a release made, and puts them beside the site's pages.

A build alone makes none; then the page says so in the words of docs/about/downloads.md.
"""

import hashlib
import re
import shutil
from pathlib import Path

from publishing.bundle import Edition, filled

# <div id="downloads"><p>None.</p></div>
_PLACE = re.compile(r'<div id="downloads">.*?</div>', re.S)
_KINDS = {
    ".zip": ("The site to read offline", "For a computer or an Android phone"),
    ".html": ("The site in one file", "For an iPhone, or where a zip cannot be opened"),
    ".epub": ("The book for e-readers", "For book apps and e-readers, with notes that pop up"),
    "-a4.pdf": ("The book to print, A4", "For printing, and for wards and libraries"),
    "-letter.pdf": ("The book to print, US Letter", "For printing on American paper"),
}


def offer(site: Path, made: Path, edition: Edition) -> list[Path]:
    """Offer what a release made.

    Args:
        site: The folder of the hosted site; its Downloads page is filled.
        made: The folder that may hold the release's files.
        edition: Which edition they are of.

    Returns:
        The files that are offered now.
    """
    page = site / "about" / "downloads" / "index.html"
    files = {made / f"{edition.folder}{end}": said for end, said in _KINDS.items()}
    rows = []
    for file, (name, use) in files.items():
        if file.exists():
            (site / "downloads").mkdir(exist_ok=True)
            shutil.copyfile(file, site / "downloads" / file.name)
            content = file.read_bytes()
            sum_of = hashlib.sha256(content).hexdigest()
            rows.append((name, use, file, f"{len(content) / 1_000_000:.1f} MB", sum_of))
    if rows:
        table = filled("downloads.html.j2", {"rows": rows, "made": edition.made})
        html = _PLACE.sub(lambda _: table, page.read_text("utf-8"))
        page.write_text(html, encoding="utf-8", newline="\n")
    return [row[2] for row in rows]
