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
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from html import unescape
from typing import Any, TypeVar

from Stemmer import Stemmer

PART_SIZES = (128, 6, 150)
"""How many groups and sections a part holds: small, for each part is a wait on a slow line; and
how many characters of a section's text."""
FOLDER_SIZES = (1024, 96, 90)
"""The same for pages opened from a folder, where a file more weighs more than a longer one."""
_WEIGHTS = "ABDFHJLNP"  # 1, 2, 4 ... 16
_STEPS = b"0123456789abcdefghijklmnopqrstuvwxyz"
_FEW = 60  # bytes of places after which a word counts as frequent
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
_stem = Stemmer("english", 0).stemWord  # remembers nothing: each word is asked for once


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the index: a page, or a part of it below a heading.

    Attributes:
        url: Its address from the site's root.
        row: What is shown of it: address, heading, the title of its page, its first words, and what
            else it is called, with tabs between them.
        names: What its page is called: its title, and what else.
        words: Its words, folded, in a line for each number of times that they count: ``2 to are``.
    """

    url: str
    row: str
    names: tuple[str, ...]
    words: str

    @property
    def counted(self) -> Iterator[tuple[int, str]]:
        """Give its words by how often they count, with spaces between them."""
        lines = (line.partition(" ") for line in self.words.split("\n"))
        return ((int(times or 0), words) for times, _, words in lines)


def sections_of(docs: Sequence[Mapping[str, Any]], most: int = PART_SIZES[2]) -> list[Section]:
    """Read what MkDocs' own search has collected of some pages.

    Args:
        docs: Its entries, each with ``location``, ``title`` and ``text``, and maybe ``names`` and
            ``added``: how many characters at the end of its text are no words of the page.
        most: How many characters are shown of a section's text.
    """
    titles = {d["location"]: _plain(d["title"]) for d in docs if "#" not in d["location"]}
    found = []
    for doc in docs:
        url, title = doc["location"], _plain(doc["title"])
        if not url.endswith(_LISTS):
            page, end = titles.get(url.partition("#")[0], title), -doc.get("added", 0) or None
            text = _plain(_SOURCE.sub("", doc["text"][:end]))
            names = [name for name in doc.get("names", ()) if name != doc["title"]]
            row = "\t".join([url, title, page, _excerpt(text, most), *names])
            text += f" {_plain(doc['text'][end:])}" if end else ""
            found.append(Section(url, row, (title, *names), _counted(url, title, page, text)))
    return found


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
    stem = str(_stem(_BRITISH.sub("iz", word) if "is" in word else word))
    return word if stem == word else stem  # the one that is held already


def index_parts(
    sections: Iterable[Section],
    last: Iterable[str] = (),
    same: Sequence[Sequence[str]] = (),
    sizes: tuple[int, int, int] = PART_SIZES,
    little: Set[str] = frozenset(),
) -> Iterator[tuple[str, str]]:
    """Make the parts of the index, one after the other: a large site's are many.

    Args:
        sections: What can be found; the sections of a page are brought together.
        last: Beginnings of addresses that are to rank last.
        same: Rows of words that mean the same, and so are one group.
        sizes: How many groups and sections a part holds.
        little: Words that are left out of a query: nobody asks where they stand.

    Returns:
        Each part's name and text: ``words``, ``g0`` ..., ``t0`` ....
    """
    pages: dict[str, list[Section]] = {}
    for section in sections:
        pages.setdefault(section.url.partition("#")[0], []).append(section)
    ordered = [section for page in pages.values() for section in page]
    number = _vocabulary((w for s in ordered for _, ws in s.counted for w in ws.split()), same)
    ranks = " ".join(f"{len(page)}{_rank(url, tuple(last))}" for url, page in pages.items())
    names = " ".join(_names(page[0], number) for page in pages.values())
    rows = [section.row for section in ordered]
    pages.clear()
    packed = _postings(1 + max(number.values(), default=-1), ordered, number)
    for word in number.keys() & little:
        packed[number[word]] = b""
    telling = " ".join(str(_telling(where, len(rows))) for where in packed)
    head = f"{sizes[0]} {sizes[1]}", ranks, telling, names
    yield "words", "\n".join([*head, *_front_coded(number)])
    for part, groups in enumerate(_chunks(packed, sizes[0])):
        yield f"g{part}", b"\n".join(groups).decode()
    for part, shown in enumerate(_chunks(rows, sizes[1])):
        yield f"t{part}", "\n".join(shown)


def _telling(where: bytes | bytearray, sections: int) -> int:
    """Say how much a group tells: the fewer sections have it, the more."""
    return round(10 * math.log(1 + sections / max(1, len(where.translate(None, _STEPS)))))


def _names(page: Section, number: Mapping[str, int]) -> str:
    """Write what a page is called, as the groups of its words: ``4a.1c,7`` are two names."""
    senses = (
        ".".join(base36(number[word]) for word in words_of(name))
        for name in page.names
        if all(word in number for word in words_of(name))
    )
    return ",".join(dict.fromkeys(senses))


def _vocabulary(known: Iterable[str], same: Sequence[Sequence[str]]) -> dict[str, int]:
    """Number the groups of all words, in order; words that mean the same are one group."""
    meaning = {group_of(word): group_of(row[0]) for row in same for word in row}
    words, numbers = set(known), dict[str, int]()
    stems = meaning.keys() & map(group_of, words) if meaning else set[str]()
    for row in same:  # words that no page has may be typed all the same
        if not stems.isdisjoint(map(group_of, row)):
            words.update(row)
    number = dict.fromkeys(sorted(words), 0)
    words.clear()  # the largest of what is held: not once more
    for word in number:
        stem = group_of(word)
        number[word] = numbers.setdefault(meaning.get(stem, stem), len(numbers))
    return number


def _postings(
    groups: int, ordered: list[Section], number: Mapping[str, int]
) -> list[bytes | bytearray]:
    """Give for each group the sections that have it; let go of each section that is done.

    Each is written as the step to it from the one before in base 36, and its weight as A to P.

    Sections are weighed from 1 to 16 in twos, by BM25 without the part that all share. Source:
    Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009;
    k1 = 1.2 and b = 0.5, for our sections differ in length more than in worth.
    """
    packed: list[bytes | bytearray] = [b""] * groups
    before = [-1] * groups
    steps = [base36(step).encode() for step in range(len(ordered) + 1)]
    ways = [[step + letter.encode() for step in steps] for letter in _WEIGHTS]
    lengths = [sum(n * (ws.count(" ") + 1) for n, ws in one.counted) for one in ordered]
    usual = max(1.0, sum(lengths) / max(len(ordered), 1))
    ordered.reverse()
    for entry, length in enumerate(lengths):
        norm = 1.2 * (0.5 + 0.5 * length / usual)
        times_of: dict[int, int] = {}
        for times, words in ordered.pop().counted:
            for group in map(number.__getitem__, words.split()):
                times_of[group] = times_of[group] + times if group in times_of else times
        way_of = {n: ways[round(8 * n / (n + norm))] for n in set(times_of.values())}
        for group, times in times_of.items():
            where = packed[group]  # most words are rare, and bytes take the least room
            if len(where) > _FEW and isinstance(where, bytes):
                where = bytearray(where)
            where += way_of[times][entry - before[group]]
            packed[group], before[group] = where, entry
    return packed


def as_script(name: str, text: str) -> str:
    """Write a part as a script that hands it over.

    Args:
        name: The part's name.
        text: What it holds.
    """
    safe = json.dumps(text, ensure_ascii=False)
    safe = safe.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'mimSearchPart("{name}",{safe});\n'


def _counted(url: str, title: str, page: str, text: str) -> str:
    """Give a section's words by how often they count: those of its titles do several times."""
    words = [w for w in words_of(_JOINT.sub(" ", text)) if not _CODE.match(w)]
    words += words_of(title) * _IN_TITLE
    if "#" not in url:
        words += words_of(page) * _IN_PAGE_TITLE
    by_times: dict[int, list[str]] = {}
    for word, times in Counter(words).items():
        by_times.setdefault(times, []).append(word)
    return "\n".join(f"{times} {' '.join(words)}" for times, words in by_times.items())


def _rank(url: str, last: tuple[str, ...]) -> str:
    """Say how a page ranks: ``l`` last, ``g`` as a word of the glossary, ``n`` as any page."""
    if last and url.startswith(last):
        return "l"
    is_term = url.startswith("glossary/") and url != "glossary/"
    return "g" if is_term or not url else "n"  # the home page leads on, and answers little


def _front_coded(groups: Mapping[str, int]) -> Iterator[str]:
    """Write sorted words as what each adds to the one before, and its group where it is not new.

    "mental" and "mentally" of one new group are "0mental" and "6ly 1": six letters as before, then
    "ly"; one group back from the next new one. This halves what a reader has to load.
    """
    before, new = "", 0
    for word, group in groups.items():
        same, most = 0, min(len(before), len(word), 35)
        while same < most and before[same] == word[same]:
            same += 1
        back = "" if group == new else f" {base36(new - group)}"
        yield f"{base36(same)}{word[same:]}{back}"
        before, new = word, max(new, group + 1)


def base36(number: int) -> str:
    """Write a number from 0 in base 36, as JavaScript reads it back."""
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = chr(_STEPS[rest]) + digits
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
