"""Words that hurt and words that say little: the list is data, so that anyone can add to it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from glossary_cards.diagnostics.problem import Problem, Severity
from glossary_cards.diagnostics.source import Document
from mindinmind.security.leftovers import in_small
from prose.pages import FOR_ALL, Page, Reader
from prose.text import Kind, place_in

SPEECH = re.compile(r"\"[^\"]*\"|“[^”]*”")  # “I am fine.”
# <!-- wording: off: a quotation -->
_SWITCH = re.compile(r"<!--\s*wording:\s*(?P<to>off|on)\b:?[ \t]*(?P<reason>.*?)\s*-->")
_GAP = r"(?:[\w’']+[\s\-]+){0,3}"  # "swallowed [a whole packet of] pills"
# the "suicid" of "suicid*", and "cut"; not "cut*", which is too short to say how a word begins
_STEM = re.compile(r"(?<![*#\w])(?:\w{4,}|\w+(?![\w*#]))")
_MEND_SWITCH = "write `<!-- wording: off: why -->`, and `<!-- wording: on -->` after the last line"


@dataclass(frozen=True)
class Rule:
    """One entry of the list.

    Attributes:
        pattern: Finds the words to avoid.
        allowed: Finds longer phrases that hold such words and are well meant, if there are any.
        say: What to write instead.
        why: What makes it so; may be empty.
        severity: An error, or a warning that only advises.
        only_readers: Whether it leaves pages for professionals and developers alone.
        keys: Beginnings of words; what it finds has one of them.
    """

    pattern: re.Pattern[str]
    allowed: re.Pattern[str] | None
    say: str
    why: str
    severity: Severity
    only_readers: bool
    keys: frozenset[str]


def read_rules(entries: Sequence[dict[str, Any]]) -> list[Rule]:
    """Make rules from the list's entries.

    Args:
        entries: Each with ``avoid`` (words; ``*`` stands for any ending, ``#`` for a number,
            ``|`` for "or", ``...`` for up to three words),
            ``say``, and perhaps ``but_not`` (longer phrases that are well meant), ``why``,
            ``level`` (``error`` or ``warning``) and ``only_readers``.

    Returns:
        The rules, in the list's order.

    Raises:
        KeyError: When an entry has no ``avoid`` or no ``say``.
        ValueError: When its level is neither of the two.
        TypeError: When it is no mapping, or ``avoid`` holds no words.
    """
    return [
        Rule(
            _pattern(phrases := _phrases(entry["avoid"])),
            _pattern(_phrases(entry["but_not"])) if entry.get("but_not") else None,
            str(entry["say"]),
            str(entry.get("why") or ""),
            Severity(entry.get("level", "error")),
            bool(entry.get("only_readers", False)),
            frozenset[str]().union(*map(_beginnings, phrases)),
        )
        for entry in entries
    ]


def _phrases(words: str | Sequence[Any]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(map(str, words))


def _beginnings(phrase: str) -> frozenset[str]:
    """Give how a word of the phrase begins, in each of its forms: text without it has none."""
    words = (
        {max(_STEM.findall(form)[::-1], key=len, default="") for form in word.split("|")}
        for word in in_small(phrase).split()
    )
    longest = max(words, key=lambda forms: min(map(len, forms)), default={""})
    return frozenset(stem[:4] for stem in longest)


def _word(word: str) -> str:
    """Write a word of a phrase as a pattern: ``take|took``, ``swallow*``, ``#`` or ``...``."""
    if word == "...":
        return _GAP
    escaped = re.escape(word).replace(r"\*", r"[\w’']*").replace(r"\#", r"\d+")
    return rf"(?:{escaped.replace(chr(92) + '|', '|')})"


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of the phrases as whole words; a space also matches a hyphen."""
    joined = "|".join(r"[\s\-]+".join(map(_word, phrase.split())) for phrase in phrases)
    joined = joined.replace(rf"{_GAP}[\s\-]+", _GAP)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.I)


def quiet_lines(document: Document) -> tuple[Collection[int], list[Problem]]:
    """Find the lines on which a page quotes words that it does not use.

    A comment ``wording: off: reason`` beside text quiets that line. Alone on a line, it quiets
    all lines until ``wording: on``.

    Args:
        document: The page.

    Returns:
        Line numbers of the file, and problems: no reason, or never turned on again.
    """
    quiet: set[int] = set()
    problems: list[Problem] = []
    opened: Problem | None = None
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        switch = _SWITCH.search(line)
        if switch:
            at = (document.path, number, switch.start() + 1, "wording-switch")
            alone = not line.replace(switch[0], "").strip()
            if switch["to"] == "off" and not switch["reason"]:
                problems.append(Problem(*at, "the check is off without a reason", _MEND_SWITCH))
            if alone:
                never = Problem(*at, "the check is never turned on again", _MEND_SWITCH)
                opened = never if switch["to"] == "off" else None
            elif switch["to"] == "off":
                quiet.add(number)
        if opened:
            quiet.add(number)
    return quiet, problems + ([opened] if opened else [])


def language_problems(page: Page, rules: Sequence[Rule]) -> Iterator[Problem]:
    """Find words of the list on a page.

    Args:
        page: The page.
        rules: The list. Its warnings leave alone what somebody says: quotations and dialogue.

    Yields:
        One problem for each place.
    """
    if page.reader is Reader.DEVELOPER:
        return
    quiet, problems = quiet_lines(page.document)
    yield from problems
    rules = [r for r in rules if page.reader in FOR_ALL or not r.only_readers]
    for block in page.blocks:
        near = [r for r in rules if "" in r.keys or not block.beginnings.isdisjoint(r.keys)]
        speech, told = _spans(SPEECH, block.text) if near else [], list[Problem]()
        for rule in near:
            allowed = _spans(rule.allowed, block.text)
            for match in rule.pattern.finditer(block.text):
                said = block.kind is Kind.QUOTE or _within(match.start(), speech)
                offset = block.offsets[match.start()]
                if (
                    (said and rule.severity is Severity.WARNING)
                    or _within(match.start(), allowed)
                    or place_in(page.document, offset)[0] in quiet
                ):
                    continue
                what = f"we avoid “{match[0]}”" + (f": {rule.why}" if rule.why else "")
                found = page.problem(offset, "language", what, rule.say)
                told.append(replace(found, severity=rule.severity))
        refused = {one.line for one in told if one.severity is Severity.ERROR}
        for one in told:  # what is written anew needs no advice
            if one.severity is Severity.ERROR or one.line not in refused:
                yield one


def _spans(pattern: re.Pattern[str] | None, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)] if pattern else []


def _within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
