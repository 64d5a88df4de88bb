"""Phone numbers typed in a page: an error, because nobody would mend them when they change."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import place_of

_CALLING = (
    r"(?:(?:call|ring|dial|phone|text)(?:s|ing|ling|ed)?(?:\s+(?:on|to))?"
    r"|NHS|(?:phone|telephone|emergency|crisis|helpline)\s+number|number(?:\s+is|:))"
)
# After a number that is called comes the end of a clause, not what is counted: "call 300 people".
_NEAR = 100  # letters before a number, in which it is said to be called
_NEXT = r"(?:and|any|at|can|for|free|from|if|in|is|now|or|to|today|when|will)\b"
_THEN = rf"(?=\W*(?:$|[\n.,;:!?)]|{_NEXT}))"
# The "988" of "call 988": looked for from the number on, for words are many and numbers few.
_SHORT = re.compile(rf"(?P<number>\d(?<=\s\d)[\d-]{{2,5}})\b{_THEN}", re.I)
_CALLED = re.compile(rf"\b{_CALLING}\s+\Z", re.I)  # "call ", "ring on "
_LONG = re.compile(
    r"(?<![\w./#-])(?P<number>"
    r"\+\d{1,3}(?:[ -]?\(?\d{1,4}\)?){2,5}"  # international
    r"|0\d{2,4}[ -]\d{2,4}(?:[ -]?\d{2,4}){0,3}"  # a trunk zero
    r"|1?[ -]?\(?\d{3}\)?[ -]\d{3}[ -]\d{4}"  # North America
    r"|1[38]00(?:[ -]\d{3}){2}|13 \d\d \d\d|116 ?\d{3}"  # free and short numbers
    r")(?![\w/-])"
)
_DIGITS = ["zero", *"one two three four five six seven eight nine".split()]
# "one one six, one two three", "double nine"; a count such as "one, two, three" is none
_SPELT = re.compile(rf"\b(?P<number>(?:(?:{'|'.join(_DIGITS)}|oh|double)\b[\s,-]*){{3,}})")
_FEW_DIGITS = 4
_LINK = re.compile(r":(?<=\b(?:tel|sms):)(?P<number>\+?\d[\d -]*)")  # "[call](tel:116123)"
# "https://doi.org/10.1176/ajp.158", "10.1001/jama.2023.0589", and code: between fences, "`tel:112`"
_SKIPPED = re.compile(
    r"h(?<=\bh)ttps?://\S+|1(?<=\b1)0\.\d{4,9}/\S+|`(?=[^`\n]*+`)[^`\n]*\b(?:tel|sms):[^`\n]*`"
    r"|^(?P<in> *)(?P<fence>```|~~~).*?^(?P=in)(?P=fence)",
    re.S | re.M,
)


def typed_numbers(path: str, text: str, numbers: frozenset[str]) -> list[Problem]:
    """Find phone numbers in a Markdown file.

    Args:
        path: The file's path as problems name it.
        text: The whole file.
        numbers: The known numbers as bare digits; one with five digits or more is always found.

    Returns:
        One problem for each number. Addresses, DOIs and code blocks are passed over.
    """
    readable = _SKIPPED.sub(lambda m: re.sub(r"[^\n]", "\0", m[0]), text)
    problems = {}
    for start, number in sorted(_found(readable, numbers)):
        what = f'the phone number "{number.strip(" )")}" is typed in the page'
        mend = (
            "put it in docs/_data/crisis_lines.yml and link to help/get-help-now.md, "
            "which shows every number"
        )
        problems[start] = Problem(path, *place_of(text, start), "typed-number", what, mend)
    return list(problems.values())


def _found(text: str, numbers: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Give place and text of each number."""
    for pattern in (_SHORT, _LONG, _LINK):
        for match in pattern.finditer(text):
            at = match.start("number")
            if pattern is not _SHORT or _CALLED.search(text, max(0, at - _NEAR), at):
                yield at, match["number"]
    for match in _SPELT.finditer(text):
        at, words = match.start(), match[0].split()
        said = [_DIGITS.index(word.strip(",-")) for word in words if word.strip(",-") in _DIGITS]
        counts = {after - before for before, after in pairwise(said)} in ({1}, {-1})
        is_called = len(words) > _FEW_DIGITS or _CALLED.search(text, max(0, at - _NEAR), at)
        if is_called and not counts:
            yield at, " ".join(words)
    for match in _known(numbers).finditer(text):
        yield match.start(), match[0]


@lru_cache(maxsize=4)  # compiling it takes longer than reading a page
def _known(numbers: frozenset[str]) -> re.Pattern[str]:
    """Give what finds all known numbers of more than four digits, as "116 123" or "116-123"."""
    longest_first = sorted((n for n in numbers if len(n) > 4), key=lambda n: (-len(n), n))
    spaced = "|".join(r"[ -]?".join(number) for number in longest_first)
    return re.compile(rf"(?=\d)(?<![\w./-])(?:{spaced or '(?!)'})(?![\w/-])")
