"""For a host of our own: files that are compressed already, and headers as nginx reads them."""

from pathlib import Path

import brotli
import deflate

_TEXTS = frozenset(".html .css .js .svg .xml .json .txt .ttl .tbx .bib .ris".split())
_WORTH_IT = 1000
"""Bytes; shorter files fit into one packet as they are."""


def precompress(site: Path) -> int:
    """Put a ``.gz`` and a ``.br`` beside every text of a built site; give how many texts."""
    count = 0
    for path in sorted(site.rglob("*")):
        if path.suffix in _TEXTS and path.is_file() and path.stat().st_size >= _WORTH_IT:
            content = path.read_bytes()
            packed = {".gz": deflate.gzip_compress(content, 12), ".br": brotli.compress(content)}
            for ending, less in packed.items():
                path.with_name(path.name + ending).write_bytes(less)
            count += 1
    return count


def nginx_headers(headers: str) -> str:
    """Write the headers for all pages of a ``_headers`` file as nginx reads them.

    Args:
        headers: The text, whose first block is that for ``/*``.
    """
    block = headers.removeprefix("/*\n").split("\n/")[0]
    pairs = (line.strip().partition(": ") for line in block.splitlines())
    return "".join(f'add_header {name} "{value}" always;\n' for name, _, value in pairs)
