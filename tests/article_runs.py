"""Runs the whole way of an article in memory, for tests."""

from pathlib import Path

from article.placing import Places
from article.reading import Reading, read_article
from article.site import make_site

ENGINE = {"hooks/glossary.py": b""}


def pages_of(
    name: str, data: bytes, form: str = "", found: dict[str, bytes] | None = None, level: int = 0
) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """Give the files of the site that an article becomes, and what its proof names as lost."""
    reading = read_article(name, data, form)
    assert isinstance(reading, Reading), reading
    held = {**reading.opened.files, **(found or {})}
    places = Places(reading.facts.get("url", ""), held.get)
    site, missing = make_site(reading, Path(name).name, places, ENGINE, level)
    return dict(site.files), missing


def text_of_pages(files: dict[str, bytes]) -> str:
    """Give the Markdown of all pages in one text, without what the site adds."""
    pages = [
        data.decode()
        for path, data in files.items()
        if path.startswith("docs/") and path.endswith(".md") and "glossary" not in path
    ]
    return "\n".join(page.split('\n<div class="around-text')[0] for page in pages)
