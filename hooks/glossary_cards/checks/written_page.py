"""Markdown as an author wrote it, without code and comments: every place is kept."""

import re
from collections.abc import Callable, Iterator

from glossary_cards.engine.lazy import lazy
from glossary_cards.engine.text import spliced

# "```python", "``", "<!--", "<pre class=x>"; its first sign first, for few letters are one
_OPENER = lazy(
    r"""[`~<](?:(?P<fence>(?<=^`)`{2,}|(?<=^~)~{2,}) | (?<=`)(?P<code>`*)(?!`)
    | (?<=<)(?P<comment>!--)
    | (?:(?<=^<)|(?<=^[ ]<)|(?<=^[ ]{2}<)|(?<=^[ ]{3}<))
    (?P<raw>pre|script|style|textarea)\b[^<>]*>)""",
    re.M | re.X,
)
_ESCAPED_LINK = lazy(r"\\(?<!\\\\)\[[^\[\]\n]*\](?=\()")  # `\[no link](x.md)`
_SIGN = lazy(r"[^\n]")  # all that is blanked: not the line end
# "- ", "1. ", "!!!", "=== ", "[^1]", ": "
_OPENS_BLOCK = lazy(r"[*+-] |\d+[.)] |[!?]{3}|===|\[\^|: ")


def without_code(markdown: str) -> tuple[str, list[tuple[int, str]]]:
    """Blank out code and comments, keeping every place.

    Args:
        markdown: The text of a page.

    Returns:
        The text, and offset and text of each comment.
    """
    if "\n    " in markdown:
        markdown = _without_indented_code(markdown)
    comments, blanks = [], []
    for opener, inside, end in pairs(markdown, _OPENER, _closer):
        if opener["comment"]:
            comments.append((opener.start(), markdown[opener.end() : inside].strip()))
        start = opener.start()
        blanks.append((start, end, _SIGN.sub(" ", markdown[start:end])))
    plain = spliced(markdown, blanks)
    return _ESCAPED_LINK.sub(lambda link: _SIGN.sub(" ", link[0]), plain), comments


def _closer(opener: re.Match[str]) -> str:
    """Give the pattern of what ends what was opened."""
    if opener["fence"]:
        return f"^{opener[0]}"
    if opener["code"] is not None:
        return f"(?<!`){opener[0]}(?!`)"
    return "-->" if opener["comment"] else rf"</{opener['raw']}\s*>"


def pairs(
    text: str, opener: re.Pattern[str], closer: Callable[[re.Match[str]], str]
) -> Iterator[tuple[re.Match[str], int, int]]:
    """Find what has a beginning and an end, from the first on; what is inside is not looked at.

    No sign is looked at more than once in vain: what has no end here has none further on either.

    Args:
        text: Any text.
        opener: Matches a beginning.
        closer: Gives the pattern of the end that belongs to it.

    Yields:
        The beginning, where the end begins, and where it ends.
    """
    endless: set[str] = set()
    place = 0
    while found := opener.search(text, place):
        place, wanted = found.end(), closer(found)
        if wanted in endless:
            continue
        end = re.compile(wanted, re.M | re.I).search(text, place)
        if end is None:
            endless.add(wanted)
        else:
            place = end.end()
            yield found, end.start(), place


def _without_indented_code(markdown: str) -> str:
    """Blank out what stands four spaces further in than the list or the box that it is in."""
    lines = markdown.split("\n")
    contents = [(-1, 0)]  # indents of the lines above, each with that of what stands in it
    after_blank, in_code = True, False
    for number, line in enumerate(lines):
        text = line.lstrip(" ")
        if not text.strip():
            after_blank = True
            continue
        indent = len(line) - len(text)
        in_code = in_code and indent >= contents[-1][1] + 4
        if after_blank and not in_code:
            while contents[-1][0] >= indent:
                contents.pop()
            in_code = indent >= contents[-1][1] + 4
        after_blank = False
        if in_code:
            lines[number] = " " * len(line)
            continue
        while contents[-1][0] >= indent:
            contents.pop()
        contents.append((indent, indent + 4 if _OPENS_BLOCK.match(text) else indent))
    return "\n".join(lines)
