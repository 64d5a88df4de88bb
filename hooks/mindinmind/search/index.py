"""The search index, cut into parts so small that a cheap phone never waits for one.

``words`` knows every word and its group (say, splits and splitting), how telling each group is, and
how many sections each page has; ``g<n>`` says in which sections the words of some groups stand;
``t<n>`` holds titles and first words of some sections. Each part is a script that hands over one
text, so that all works from a folder as well. search-engine.js reads them.
"""

import json
import math
import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import count
from typing import Any, TypeVar

from Stemmer import Stemmer

PART_SIZES = (128, 6, 150)
"""How many groups and sections a part holds: small, for each part is a wait on a slow line; and
how many characters of a section's text."""
FOLDER_SIZES = (1024, 96, 90)
"""The same for pages opened from a folder, where a file more weighs more than a longer one."""
_WEIGHTS = "ABCDEFGHIJKLMNOP"
_IN_TITLE, _IN_PAGE_TITLE = 6, 5  # how many times a word in a title counts
_LISTS = (
    "#sources-for-this-page",
    "#where-used",
    "#words-on-this-page",
)  # they repeat what other pages say
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")  # don't
# Where a name and its hours were joined as tags were left out: samaritans24, 0800write
_JOINT = re.compile(r"(?<=[^\W\d_]{5})(?=\d\d)|(?<=\d\d)(?=[^\W\d_]{4})")
# 0808 and s0033291718002878, of a telephone or an address: nobody types them, as they do 2009
_CODE = re.compile(r"(?:[^\W\d_]*\d){5}|(?!19|20)\d{4}$|\d{3}$")
_TAG = re.compile(r"<[^>]*>")  # <em>
# "It helps.<sup>1</sup> How sure: low": the number of a source, and a badge after it
_SOURCE = re.compile(r"\s*<sup>\d+</sup>(?:\s*How sure: \w+)?")
# mentalisation, mentalising and mentalised become mentalization ..., which the stemmer knows
_BRITISH = re.compile(r"is(?=(?:e[drs]?|ing|ations?)$)")
Item = TypeVar("Item")
_stem = Stemmer("english").stemWord


@dataclass(frozen=True)
class Section:
    """One entry of the index: a page, or a part of it below a heading.

    Attributes:
        url: Its address from the site's root.
        title: Its heading.
        page: The title of its page.
        text: Its words, as a result shows them.
        names: What else its page is called than by its title.
        more: Words by which it is found as well.
    """

    url: str
    title: str
    page: str
    text: str
    names: tuple[str, ...] = ()
    more: str = ""


def sections_of(docs: Sequence[Mapping[str, Any]]) -> list[Section]:
    """Read what MkDocs' own search has collected.

    Args:
        docs: Its entries, each with ``location``, ``title`` and ``text``, and maybe ``names`` and
            ``added``: how long the end of its text is that is no part of the page.
    """

    def words(doc: Mapping[str, Any], *ends: int | None) -> str:
        return _plain(_SOURCE.sub("", doc["text"][slice(*ends)]))

    titles = {d["location"]: _plain(d["title"]) for d in docs if "#" not in d["location"]}
    return [
        Section(
            doc["location"],
            _plain(doc["title"]),
            titles.get(doc["location"].partition("#")[0], _plain(doc["title"])),
            words(doc, -doc.get("added", 0) or None),
            tuple(name for name in doc.get("names", ()) if name != doc["title"]),
            words(doc, -doc["added"], None) if doc.get("added") else "",
        )
        for doc in docs
        if not doc["location"].endswith(_LISTS)
    ]


# What people type for letters that Unicode takes for whole: zlosc for złość, olum for ölüm
_PLAIN = str.maketrans({"’": "'", "ł": "l", "ı": "i", "ø": "o", "đ": "d", "ß": "ss"})


def folded(text: str) -> str:
    """Write a text as words are compared: small letters without marks, plain apostrophes."""
    if text.isascii():
        return text.lower()
    small = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    marks = [one for one in set(small) if unicodedata.category(one)[0] == "M"]
    return small.translate(dict.fromkeys(map(ord, marks)))


def words_of(text: str) -> list[str]:
    """Give the words of a text, folded, without apostrophes."""
    text = folded(text)
    words = _WORD.findall(text)
    return [word.replace("'", "") for word in words] if "'" in text else words


def group_of(word: str) -> str:
    """Name the group of a folded word: its stem, one for British and American spellings."""
    return str(_stem(_BRITISH.sub("iz", word)))


def index_parts(
    sections: Iterable[Section],
    last: Iterable[str] = (),
    same: Iterable[Sequence[str]] = (),
    sizes: tuple[int, int, int] = PART_SIZES,
    little: Set[str] = frozenset(),
) -> dict[str, str]:
    """Make the parts of the index.

    Args:
        sections: What can be found; the sections of a page are brought together.
        last: Beginnings of addresses that are to rank last.
        same: Rows of words that mean the same, and so are one group.
        sizes: How many groups and sections a part holds, and characters of each section.
        little: Words that are left out of a query: nobody asks where they stand.

    Returns:
        Each part's text by its name: ``words``, ``g0`` ..., ``t0`` ....
    """
    pages: dict[str, list[Section]] = {}
    for section in sections:
        pages.setdefault(section.url.partition("#")[0], []).append(section)
    ordered = [section for page in pages.values() for section in page]
    # Of the words, as they come: a text is kept as numbers, for room.
    ids: dict[str, int] = defaultdict(count().__next__)
    counted = [_counted(section, ids) for section in ordered]
    number = _vocabulary(ids, list(same))
    group = [number[word] for word in ids]
    postings = _postings(1 + max(number.values(), default=-1), counted, group)
    for word in number.keys() & little:
        postings[number[word]] = []
    telling = (round(10 * math.log(1 + len(ordered) / max(1, len(where)))) for where in postings)
    head = [
        f"{sizes[0]} {sizes[1]}",
        " ".join(f"{len(page)}{_rank(url, tuple(last))}" for url, page in pages.items()),
        " ".join(map(str, telling)),
        " ".join(_names(page[0], number) for page in pages.values()),
    ]
    words = "\n".join([*head, *_front_coded(number)])
    return {"words": words, **_cut(postings, ordered, sizes)}


def _cut(
    postings: Iterable[Iterable[str]], ordered: Iterable[Section], sizes: tuple[int, int, int]
) -> dict[str, str]:
    """Cut where words stand, and what is found there, into parts."""
    rows = ([s.url, s.title, s.page, _excerpt(s.text, sizes[2]), *s.names] for s in ordered)
    groups = _chunks(["".join(where) for where in postings], sizes[0])
    titles = _chunks(["\t".join(row) for row in rows], sizes[1])
    return {
        **{f"g{part}": "\n".join(chunk) for part, chunk in enumerate(groups)},
        **{f"t{part}": "\n".join(chunk) for part, chunk in enumerate(titles)},
    }


def _names(page: Section, number: Mapping[str, int]) -> str:
    """Write what a page is called, as the groups of its words: ``4a.1c,7`` are two names."""
    senses = (
        ".".join(base36(number[word]) for word in words_of(name))
        for name in (page.title, *page.names)
        if all(word in number for word in words_of(name))
    )
    return ",".join(dict.fromkeys(senses))


def _vocabulary(known: Collection[str], same: Sequence[Sequence[str]]) -> dict[str, int]:
    """Number the groups of all words, in order; words that mean the same are one group."""
    meaning = {group_of(word): group_of(row[0]) for row in same for word in row}
    stem_of = {word: group_of(word) for word in known}
    stems = set(stem_of.values())  # words that no page has may be typed all the same
    added = (word for row in same if stems.intersection(map(group_of, row)) for word in row)
    numbers: dict[str, int] = {}
    return {
        word: numbers.setdefault(meaning.get(stem, stem), len(numbers))
        for word in sorted({*known, *added})
        for stem in (stem_of.get(word) or group_of(word),)
    }


def _postings(
    groups: int, counted: Sequence[Sequence[int]], group: Sequence[int]
) -> list[list[str]]:
    """Give for each group the sections that have it, each as :func:`_packed` writes it.

    Sections are weighed from 1 to 16 in twos, by BM25 without the part that all share. Source:
    Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009;
    k1 = 1.2 and b = 0.5, for our sections differ in length more than in worth.
    """
    postings: list[list[str]] = [[] for _ in range(groups)]
    before = [-1] * groups
    usual = max(1.0, sum(map(len, counted)) / max(len(counted), 1))
    for entry, words in enumerate(counted):
        norm = 1.2 * (0.5 + 0.5 * len(words) / usual)
        times_of = Counter(map(group.__getitem__, words))
        weights = {n: max(1, 2 * round(8 * n / (n + norm))) for n in set(times_of.values())}
        for name, times in times_of.items():
            postings[name].append(_packed(entry - before[name], weights[times]))
            before[name] = entry
    return postings


def as_script(name: str, text: str) -> str:
    """Write a part as a script that hands it over.

    Args:
        name: The part's name.
        text: What it holds.
    """
    safe = json.dumps(text, ensure_ascii=False)
    safe = safe.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'mimSearchPart("{name}",{safe});\n'


def _counted(section: Section, ids: dict[str, int]) -> Sequence[int]:
    """Give a section's words as numbers, those of its titles several times.

    Args:
        section: The section.
        ids: Gives the number of each word, and new ones to new words.
    """
    text = _JOINT.sub(" ", f"{section.text} {section.more}")
    words = [w for w in words_of(text) if not _CODE.match(w)] + words_of(section.title) * _IN_TITLE
    if "#" not in section.url:
        words += words_of(section.page) * _IN_PAGE_TITLE
    return array("I", map(ids.__getitem__, words))


def _rank(url: str, last: tuple[str, ...]) -> str:
    """Say how a page ranks: ``l`` last, ``g`` as a word of the glossary, ``n`` as any page."""
    if last and url.startswith(last):
        return "l"
    is_term = url.startswith("glossary/") and url != "glossary/"
    return "g" if is_term or not url else "n"  # the home page leads on, and answers little


@cache  # a large site has a million of them, and few that differ
def _packed(step: int, weight: int) -> str:
    """Write where a group stands: the step to this section in base 36, its weight as A to P."""
    return f"{base36(step)}{_WEIGHTS[weight - 1]}"


def _front_coded(groups: Mapping[str, int]) -> Iterator[str]:
    """Write sorted words as what each adds to the one before, and its group where it is not new.

    "mental" and "mentally" of one new group are "0mental" and "6ly 1": six letters as before, then
    "ly"; one group back from the next new one. This halves what a reader has to load.
    """
    before, new = "", 0
    for word, group in groups.items():
        pairs = enumerate(zip(before, word[:35], strict=False))
        same = next((at for at, (a, b) in pairs if a != b), min(len(before), len(word), 35))
        back = "" if group == new else f" {base36(new - group)}"
        yield f"{base36(same)}{word[same:]}{back}"
        before, new = word, max(new, group + 1)


def base36(number: int) -> str:
    """Write a number from 0 in base 36, as JavaScript reads it back."""
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits


def _chunks(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _excerpt(text: str, most: int) -> str:
    """Give a text's first sentences, or its first words where one sentence is much longer."""
    if len(text) <= most:
        return text
    first = text[:most]
    whole = max(first.rfind(f"{mark} ") for mark in ".?!")
    return first[: whole + 1] if whole > most / 2 else first.rpartition(" ")[0] + " …"


def _plain(html: str) -> str:
    """Give the text of a piece of MkDocs' index, in one line."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())
