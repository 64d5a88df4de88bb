"""The book as PDF, printed by Chromium from the single file: tagged, with outline and inner links.

What differs between two printings of the same pages, the time and the file's id, is taken out.
"""

import io
import subprocess
import tempfile
from pathlib import Path

from publishing.bundle import Edition
from publishing.files import put
from publishing.single_file import single_file

PAPERS = ("a4", "letter")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_LONGEST = 300  # seconds


class PrintingError(Exception):
    """Chromium is missing, or printed nothing."""


def write_pdf(root: Path, folder: Path, edition: Edition, paper: str, chromium: str | None) -> Path:
    """Print the book.

    Args:
        root: The folder of a site that was built with file names instead of folder addresses.
        folder: Where the book belongs.
        edition: Which edition it is.
        paper: One of :data:`PAPERS`.
        chromium: The browser's path.

    Returns:
        The book, with a checksum beside it.

    Raises:
        PrintingError: Where there is no Chromium, or it fails.
    """
    if chromium is None:
        raise PrintingError(
            "it needs Chromium; install it or name one with MIM_CHROMIUM=/path/to/it"
        )
    style = f"@page {{ size: {paper}; }}"
    with tempfile.TemporaryDirectory() as temporary:
        source, made = Path(temporary, "book.html"), Path(temporary, "book.pdf")
        source.write_text(single_file(root, edition, printed=style), encoding="utf-8")
        command = [chromium, *_FLAGS, f"--user-data-dir={temporary}/profile"]
        command += [f"--print-to-pdf={made}", source.as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=_LONGEST, check=False)
        except subprocess.TimeoutExpired:
            raise PrintingError(f"Chromium did not end within {_LONGEST} seconds") from None
        if not made.exists():
            raise PrintingError(f"{chromium} printed nothing")
        content = _same_each_time(made, edition)
    return put(folder / f"{edition.folder}-{paper}.pdf", content)


def _same_each_time(made: Path, edition: Edition) -> bytes:
    """Take out what tells one printing from another."""
    import pikepdf  # noqa: PLC0415  # slow to load

    moment = f"D:{edition.made.replace('-', '')}000000Z"
    packed = io.BytesIO()
    with pikepdf.open(made) as document:
        document.docinfo["/CreationDate"] = document.docinfo["/ModDate"] = pikepdf.String(moment)
        document.save(
            packed, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return packed.getvalue()
