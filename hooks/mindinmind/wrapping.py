"""Words broken into lines, for whoever draws them: previews in pixels, drawings in their units."""

from collections.abc import Callable


def wrapped(words: str, fits: Callable[[str], bool]) -> list[str]:
    """Break words into lines, each as long as can be; a word that fits nowhere has its own line.

    Args:
        words: The words, with any white space between them.
        fits: Tells whether a line is short enough.
    """
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and not fits(longer):
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
