"""What the command tells the person who ran it."""

from __future__ import annotations

from article.blocks import lines_of, text_of, words_in
from article.reading import FORMATS, Reading
from article.sentences import sentences
from article.structure import Article
from article.writing import Site


def report(reading: Reading, article: Article, site: Site, path: str, out: str) -> str:
    """Say what was read, what was made and what was proved.

    Args:
        reading: The article as read.
        article: Its parts.
        site: What was made of it.
        path: The article's path as given.
        out: The folder as given.

    Returns:
        A dozen lines or so.
    """
    count = len(words_in(reading.blocks))
    lines = [
        f"Read {path} as {FORMATS[reading.format]} ({reading.encoding}), {count} words, "
        f"language {reading.language}.",
        *(f"Note: {note}." for note in reading.notes),
        *(f"Left out: {left}." for left in reading.left_out),
    ]
    if not article.title:
        lines.append("Note: no title was found; the front page is called after the file.")
    if not article.sections:
        lines.append("Note: no section headings were found; the article is one page.")
    lines.append(f"Wrote {out}: {len(site.pages)} pages, {len(site.terms)} draft terms.")
    titles = [text_of(article.title) or "(no title)", *(text_of(s.title) for s in article.sections)]
    for page, title in zip(site.pages, [*titles, ""], strict=True):
        lines.append(f"  docs/{page}" + (f"  {' '.join(title.split())}" if title else ""))
    for draft in site.terms:
        short = f" ({draft.abbreviation})" if draft.abbreviation else ""
        lines.append(f"  term: {draft.term}{short}" + ("" if draft.definition else ", not defined"))
    total = sum(len(sentences(line)) for block in reading.blocks for line in lines_of(block))
    lines.append(
        f"Proved on the rendered pages: each of the {total} sentences and headings of the article "
        "stands there exactly once, in order, and nothing else does."
    )
    lines.append("Next: edit the drafts in docs/glossary, then run `mkdocs serve` in the folder.")
    return "\n".join(lines)
