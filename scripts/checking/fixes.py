"""Mends that are safe: they change no word that a reader reads, and what changed is shown.

Only what has one right answer is mended: signs that nobody sees, ligatures, an address of a page
that differs from a real one in its ending or its letter case, a doubled word. What is made of
something else, a drawing or the page of rules, is made anew.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from checking.rules import PAGE, rules_page
from diagrams.draw import draw_all
from glossary_cards.diagnostics.problem import Problem
from mindinmind.evidence.kept import keep

# a soft hyphen, a zero-width space
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")  # "ﬁ"
_TWICE = re.compile(r"\b([A-Za-z]+)(\s+)\1\b", re.I)  # "to to"
_TRACE = r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid|msclkid)=[^\s)&#\"]*+"
# "?utm_source=x&utm_medium=y", and the "utm_source=x&" of "?utm_source=x&id=3"
_TRACKED = re.compile(rf"[?&]{_TRACE}(?:&{_TRACE})*+(?!&)|(?<=\?)(?:{_TRACE}&)+")
_LINK = re.compile(r"the link `([^`]+)` ")  # "the link `a.md` leads nowhere"
_MEANT = re.compile(r"did you mean `([^`]+)`\?")  # "did you mean `b.md`?"


def mended(root: Path, problems: Iterable[Problem]) -> str:
    """Mend what is safe to mend, in the files; give the difference, in the form of ``diff``.

    Args:
        root: The project's root.
        problems: What check.py found.
    """
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.path.startswith("docs/") and problem.path.endswith(".md") and problem.line:
            by_file.setdefault(problem.path, []).append(problem)
    shown: list[str] = []
    for path, found in by_file.items():
        before = (root / path).read_text(encoding="utf-8")
        lines = before.split("\n")
        for problem in found:
            lines[problem.line - 1] = _mended_line(lines[problem.line - 1], problem)
        after = "\n".join(lines)
        if after != before:
            (root / path).write_text(after, encoding="utf-8", newline="\n")
            pair = before.splitlines(keepends=True), after.splitlines(keepends=True)
            shown += difflib.unified_diff(*pair, path, path)
    return "".join(shown)


def remade(root: Path, problems: Iterable[Problem]) -> Iterator[str]:
    """Make anew what is older than what it is made of; name each file that changes, on a line."""
    rules = {problem.rule for problem in problems}
    made = draw_all(root)[0] if "stale-drawing" in rules else {}
    if "rules-page" in rules:
        made[PAGE] = rules_page((root / PAGE).read_text("utf-8"))
    for name, text in made.items():
        file = root / name
        if not file.exists() or file.read_bytes() != text.encode():
            keep(file, text.encode())
            yield f"made anew: {name}\n"


def _mended_line(line: str, problem: Problem) -> str:
    """Mend one line as far as that is safe."""
    start = max(problem.column - 1, 0)
    head, tail = line[:start], line[start:]
    if problem.rule == "hidden-sign":
        plain = _UNSEEN.sub("", line)
        return _LIGATURE.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), plain)
    if problem.rule == "doubled-word":
        return head + _TWICE.sub(r"\1", tail, count=1)
    if problem.rule == "address" and "what follows" in problem.mend:
        return head + _TRACKED.sub("", tail)
    link, meant = _LINK.match(problem.what), _MEANT.match(problem.mend)
    if problem.rule == "dead-link" and link and meant and _is_same_page(link[1], meant[1]):
        return head + tail.replace(link[1], meant[1], 1)
    return line


def _is_same_page(link: str, meant: str) -> bool:
    """Tell whether two addresses differ in letter case or the ending of the file's name only."""
    link, meant = (address.lower().removesuffix(".md").strip("/") for address in (link, meant))
    return link.removesuffix(".html") == meant.removesuffix("/index") or link == meant
