"""Plain text into HTML: paragraphs, lists, rules, links and notes.

In plain text a mark is text like any other, except at the start of a line; headings are recognised
by their look (see ``headings``). What belongs to a printed page is taken off before (``unprint``).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from article.headings import Block, recognise
from article.labels import is_back_label

_RULE = re.compile(r" {0,3}([-*_=~•])(?: *\1){2,} *$")  # "- - -", "====="
_BULLET = re.compile(r"^( *)(?:[•‣◦▪●○■□·➢➤✓✔]|–(?= ))(?: |(?=\w))")  # "• one", "•one", "– one"
_MARKED = re.compile(r" *(?:[-*+–•‣◦▪●○■□·➢➤✓✔]|\d{1,4}[.)]) ")  # "- one", "1. one"
_AMBIGUOUS = frozenset("-*+–")
_INERT = "\ufdd0"
"""Before what only looks like the mark of a list; no text holds this letter."""

_LISTS = MarkdownIt("zero", {"maxNesting": 100}).enable(["list", "hr"])
_LISTS.core.ruler.enableOnly(["normalize", "block"])
_ADDRESS = re.compile(
    r"<?(?P<url>(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)\]’”'])>?"  # https://example.org/x
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"  # jo@example.org
)
# "[1] A note", "¹ A note"
_NOTE = re.compile(r"<p>(?P<mark>\[\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?)\s*(?P<words>[^<\s].*)</p>")


def read_plain(lines: Sequence[str]) -> str:
    """Read plain text.

    Args:
        lines: Its lines, without what belongs to printed pages.

    Returns:
        HTML, with the headings and footnotes that the text has.
    """
    expanded = [*_apart(line.expandtabs(4).rstrip() for line in lines)]
    width = usual_width(expanded)
    blocks = [*_blocks(_parsed(expanded), width)]
    return _with_notes(recognise(blocks, lambda held: line_of(held, width)))


def _apart(lines: Iterable[str]) -> Iterator[str]:
    """Give lines with a blank one where a new paragraph begins right below an item."""
    before, within = "", False
    for line in lines:
        begun = bool(_MARKED.match(line))
        within = begun or (within and bool(line))
        ended = before.endswith((".", "!", "?", ":", ";")) or len(before) <= 60
        if within and not begun and ended and line[0] != " " and not line[0].islower():
            yield ""
            within = False
        yield line
        before = line


def usual_width(lines: Sequence[str]) -> int:
    """Give the width that nearly all lines keep to."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0


def line_of(lines: list[str], width: int = 0) -> str:
    """Join the lines of a paragraph; addresses in it become links.

    Args:
        lines: Its lines.
        width: The width that the text is wrapped to; lines that end well before it are breaks
            that the author made, and stay.
    """
    kept = [line.strip() for line in lines]
    wrapped = all(
        len(line) + len(after.split(" ", 1)[0]) + 1 > 0.8 * width
        for line, after in zip(lines, kept[1:], strict=False)
    )
    return (" " if wrapped else "<br>").join("".join(_linked(line)) for line in kept)


def _linked(text: str) -> Iterator[str]:
    """Write a line as HTML in which addresses are links."""
    at = 0
    for match in _ADDRESS.finditer(text):
        shown = match["url"] or match["mail"]
        start = "mailto:" if match["mail"] else "" if "://" in shown else "https://"
        yield escape(text[at : match.start()], quote=False)
        yield f'<a href="{start}{escape(shown)}">{escape(match[0], quote=False)}</a>'
        at = match.end()
    yield escape(text[at:], quote=False)


def _with_notes(blocks: list[str]) -> str:
    """Make footnotes of paragraphs, "[1] Text", that the text refers to once."""
    marks: dict[str, list[int]] = {}
    back = False
    for at, block in enumerate(blocks):
        back = is_back_label(re.sub("<.*?>", "", block)) if block.startswith("<h") else back
        if not back and (found := _NOTE.fullmatch(block)):
            marks.setdefault(found["mark"], []).append(at)
    once = {mark: at for mark, (at, *more) in marks.items() if not more}
    body = "".join(block for at, block in enumerate(blocks) if at not in once.values())
    notes = {
        at: (mark, mark.strip("[]"))
        for mark, at in once.items()
        if body.count(mark) == 1 and re.search(rf"[^\s>] ?{re.escape(mark)}", body)
    }
    text = "".join(block for at, block in enumerate(blocks) if at not in notes)
    for mark, name in notes.values():
        refers = f'<sup class="footnote-ref" id="fnref:{name}"></sup>'
        text = re.sub(rf"\s*{re.escape(mark)}", refers, text)
    items = (
        f'<li class="footnote-item" id="fn:{name}"><p>{blocks[at].partition(mark)[2]}</li>'
        for at, (mark, name) in notes.items()
    )
    return f"{text}<section>{''.join(items)}</section>"


def _parsed(lines: list[str]) -> SyntaxTreeNode:
    """Find lists, rules and paragraphs by markdown-it, without those that only look like lists."""
    marked = [_BULLET.sub(r"\1* ", "---" if _RULE.match(line) else line) for line in lines]
    while True:
        tree = SyntaxTreeNode(_LISTS.parse("\n".join(marked)))
        lists = [node for node in tree.walk() if node.type in {"bullet_list", "ordered_list"}]
        runs = [run for node in lists for run in _runs(node)]
        wrong = [item for run in runs for item in run if not _is_item(item, run, lines)]
        for at, _ in filter(None, (item.map for item in wrong)):
            indent = len(lines[at]) - len(lines[at].lstrip())
            marked[at] = lines[at][:indent] + _INERT + lines[at][indent:]
        if not wrong:
            return tree


def _runs(node: SyntaxTreeNode) -> list[list[SyntaxTreeNode]]:
    """Part a list where its numbers do not count on."""
    numbered = enumerate(node.children)
    runs = groupby(numbered, lambda pair: int(pair[1].info) - pair[0] if pair[1].info else 0)
    return [[item for _, item in run] for _, run in runs]


def _is_item(item: SyntaxTreeNode, run: list[SyntaxTreeNode], lines: list[str]) -> bool:
    """Say whether an item is one: it says something, and a mark that may be text comes twice."""
    mark = lines[item.map[0] if item.map else 0].lstrip()[0]
    alone = (item.level > 1 or mark not in _AMBIGUOUS) and not item.info
    return bool(item.children) and not item.info.startswith("0") and (len(run) > 1 or alone)


def _blocks(above: SyntaxTreeNode, width: int) -> Iterator[Block]:
    """Read what is below a node; paragraphs, except in lists, may still become headings."""
    for node in above.children:
        if node.type == "hr":
            yield "<hr>"
        elif node.type == "paragraph":
            lines = node.children[0].content.replace(_INERT, "").split("\n")
            lone = len([inner for inner in above.children if inner.type == "paragraph"]) == 1
            line = "" if above.is_root else line_of(lines, width)
            yield lines if above.is_root else line if lone else f"<p>{line}</p>"
        else:
            for run in _runs(node):
                items = ("".join(map(str, _blocks(item, width))) for item in run)
                start = f' start="{run[0].info}"' if run[0].info else ""
                tag = "ol" if run[0].info else "ul"
                yield f"<{tag}{start}><li>{'<li>'.join(items)}</{tag}>"


_PAGE_NUMBER = re.compile(  # "12", "- 12 -", "Page 3 of 9", "Smith   RFC 99   [Page 3]"
    r"\s*(?:[-–—|]\s*)?(?:page\s+|p\.\s*)?(?P<n>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—|])?\s*$"
    r"|.{0,80}\[page (?P<rfc>\d{1,4})\]\s*$",
    re.I,
)
_BROKEN = re.compile(  # "evalu-" at the end of a line, "ated" below; "pres- ence"
    r"(?P<first>[^\W\d_]{2,})(?:(?P<mark>-)(?P<gap> |[ \t]*\n[ \t]*)|\u00ad[ \t]*\n?[ \t]*)"
    r"(?P<rest>[^\W\d_]+)"
)
_OVER = re.compile(r"(?<=[^.!?:\s])\s*\0[\s\0]*(?=(?P<next>\S))")  # a sentence goes on overleaf
_JOINERS = frozenset("and or to und oder et ou y o e nor".split())
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")  # "self-harm"


def unprint(text: str) -> tuple[list[str], dict[int, str]]:
    r"""Take page numbers and running heads off a text and join words broken at line ends.

    Args:
        text: The text, with ``\n`` line ends; ``\f`` parts pages where it is known.

    Returns:
        Its lines, and what stood in the lines that were taken off, by their number from 1.
    """
    lines = text.split("\n")
    removed = _page_marks(lines)
    kept = ("\0" if at in removed else line.replace("\f", "") for at, line in enumerate(lines, 1))
    closed = _OVER.sub(lambda m: "\n" if m["next"].islower() else m[0], "\n".join(kept))
    return _joined(closed.replace("\0", "")).split("\n"), removed


def _page_marks(lines: list[str]) -> dict[int, str]:
    """Find the lines that are page numbers or running heads."""
    breaks = [at for at, line in enumerate(lines) if "\f" in line]
    numbers = _page_numbers(lines)
    edges = [(at - 1, at + 1) for at in numbers] + [(at - 1, at) for at in breaks]
    around = {
        _next(lines, at, step) for edge in edges for at, step in zip(edge, (-1, 1), strict=True)
    }
    near = {*numbers, *around} - {-1}
    shapes = Counter(_shape(lines[at]) for at in near)
    pages = max(len(numbers), len(breaks) + bool(breaks))
    heads = {
        at
        for at in near
        if shapes[_shape(lines[at])] >= max(3, pages / 3) and len(lines[at].strip()) < 90
    }
    return {at + 1: lines[at].strip() for at in sorted({*numbers, *heads})}


def _next(lines: list[str], at: int, step: int) -> int:
    """Give the next line that is not blank, in a direction; -1 where there is none."""
    while 0 <= at < len(lines) and not lines[at].strip():
        at += step
    return at if at < len(lines) else -1


def _page_numbers(lines: list[str]) -> list[int]:
    """Find lines that are nothing but numbers which count on, three or more of them."""
    blank = [True, *(not line.strip() or "\f" in line for line in lines), True]
    found = [
        (at, int(match["n"] or match["rfc"]))
        for at, match in enumerate(map(_PAGE_NUMBER.match, lines))
        if match and (blank[at] or blank[at + 2] or "\f" in lines[at])
    ]
    runs = groupby(enumerate(found), lambda pair: pair[1][1] - pair[0])
    counted = [[at for _, (at, _) in run] for _, run in runs]
    return [at for run in counted if len(run) >= 3 for at in run]


def _shape(line: str) -> str:
    """Give a line as it looks on every page: its numbers do not count."""
    return re.sub(r"\d+|\s+", " ", line.replace("\f", "")).strip().casefold()


def _joined(text: str) -> str:
    """Join words that were broken at line ends; a hyphen that belongs to the word stays."""
    words = {word.casefold() for word in _WORD.findall(_BROKEN.sub(" ", text))}

    def join(match: re.Match[str]) -> str:
        first, rest, gap = match["first"], match["rest"], match["gap"]
        whole, hyphened = first + rest, f"{first}-{rest}"
        if match["mark"] is None:
            return whole
        known = whole.casefold() in words
        parts = first.casefold() in words and rest.casefold() in words
        if rest in _JOINERS or (gap == " " and (len(rest) < 2 or not rest.islower())):
            return match.group()
        if rest[0].isupper():
            return hyphened
        if known or (not parts and hyphened.casefold() not in words):
            return whole
        return match.group() if gap == " " else hyphened

    return _BROKEN.sub(join, text)
