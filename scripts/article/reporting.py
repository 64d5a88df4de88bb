"""What the command tells the person who ran it."""

import re
from collections.abc import Iterator

from article.model import lines_of, words_in
from article.reading import FORMATS, Reading
from article.site import Site
from glossary_cards.diagnostics.problem import Problem, Severity
from prose.text import sentences

_MARKED = re.compile("\ue001[^\ue002]*\ue002|[\ue000-\uf8ff\ufffc]")  # the mark of a raised word


def report(reading: Reading, site: Site, path: str) -> Iterator[str]:
    """Say what was read and what is made of it.

    Args:
        reading: The article as read.
        site: What was made of it.
        path: The article's path as given.
    """
    count = len(words_in(reading.text))
    coded = f" ({reading.opened.encoding})" if reading.opened.encoding else ""
    yield (
        f"Read {path} as {FORMATS[reading.opened.form]}{coded}, {count} words, "
        f"language {reading.language}."
    )
    yield from (f"Note: {note}." for note in reading.opened.told)
    yield from (f"Left out: {left}." for left in reading.left_out)
    if not site.named:
        yield "Note: no title was found; the front page is called after the file."
    if len(site.titles) == 2:
        yield "Note: no section headings were found; the article is one page."
    for place, what in site.places.missing.items():
        mend = "put the file there, or give the article's own address with --base"
        line = line_of(reading.opened.text, place)
        yield str(Problem(path, line, 0, "not-here", f"{what}: {place}", mend, Severity.WARNING))
    if site.places.remote:
        yield f"Note: {len(site.places.remote)} pictures stay on other hosts and need a network."
    yield f"Pages: {len(site.titles)}."
    for page, title in site.titles.items():
        yield f"  docs/{page}  {title}"
    for draft in (*site.terms, *site.undefined):
        short = f" ({draft.abbreviation})" if draft.abbreviation else ""
        yield f"  term: {draft.term}{short}" + ("" if draft.definition else ", to do: not defined")


def proved(reading: Reading) -> str:
    """Say what the proof has shown."""
    total = sum(len(sentences(line)) for block in reading.text for line in lines_of(block))
    return (
        f"Proved on the rendered pages: each of the {total} sentences and headings of the article "
        "stands there exactly once, in order, with its raised and struck-out words, links and "
        "pictures, and nothing else does."
    )


def unproved(reading: Reading, path: str, lost: list[tuple[str, str]]) -> Iterator[str]:
    """Say where the pages are not the article."""
    for wanted, shown in lost[:20]:
        a, b = (_plain(words) for words in (wanted, shown))
        what = f'the article says "{a}" where the pages say "{b}"' if b else f'"{a}" is lost'
        mend = "change that place, or go on with --accept"
        yield str(Problem(path, line_of(reading.opened.text, wanted), 0, "proof", what, mend))


def line_of(source: str, words: str) -> int:
    """Give the line of a text at which words stand, from 1; 0 when they are not found."""
    parts = re.findall(r"\w+", _MARKED.sub(" ", words))
    for size in (6, 4, 2):
        for at in sorted(range(max(len(parts) - size, 0) + 1), key=lambda at: abs(at - 4)):
            some = r"\W+".join(map(re.escape, parts[at : at + size]))
            found = re.search(rf"\b{some}\b", source) if some else None
            if found:
                return source.count("\n", 0, found.end()) + 1
    return 0


def _plain(words: str) -> str:
    """Write what a comparison says for people: raised and struck-out words between brackets."""
    words = re.sub("\ue001([^\ue002]*)\ue002", _said, words)
    words = re.sub("\ufffc([^\ue003]*)\ue003([^\ue004]*)\ue004", r"[picture \1 \2]", words)
    return " ".join(re.sub("[\ue000-\uf8ff]", " ", words).split())


def _said(match: re.Match[str]) -> str:
    states, _, link = match[1].partition(" ")
    return f"[{' '.join(filter(None, [states, link and f'link {link}']))}]" if match[1] else ""
