"""Problems as values: what is wrong in a source file, where, and how to mend it.

Every check in the project returns problems; nobody prints or raises on the way. One report at
the end shows them all, in source order.
"""

import json
import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

import yaml

from glossary_cards.engine.lazy import lazy


class Severity(StrEnum):
    """How bad a problem is: an error fails the build, a warning asks for attention."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a contributor's file.

    Attributes:
        path: The file as the contributor knows it, from the project's root, with ``/``.
        line: Line in that file, from 1; 0 when the whole file is meant.
        column: Column in that line, from 1; 0 when the whole line is meant.
        rule: Short name of the check, such as ``unknown-term``.
        what: What is wrong, in plain words, without a full stop.
        mend: What to do about it, in plain words, without a full stop.
        severity: Whether it fails the build.
        about: What in the file is wrong, where others speak of it by name: ``bateman2009``.
        because_of: What explains it, so that it need not be told: a rule, and perhaps a space and
            a file, a file and its line, or what it is about: ``references-file bateman2009``.
    """

    path: str
    line: int
    column: int
    rule: str
    what: str
    mend: str
    severity: Severity = Severity.ERROR
    about: str = field(default="", compare=False)
    because_of: tuple[str, ...] = field(default=(), compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """By what others can say that they follow from it."""
        places = (self.path, f"{self.path}:{self.line}", self.about)
        return (self.rule, *(f"{self.rule} {place}" for place in places if place))

    def __str__(self) -> str:
        """Give the one line that a contributor reads."""
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        return f"{place}: [{self.rule}] {self.said}"

    def also(self, other: Self) -> Self:
        """Tell of another problem of the same place in the same line."""
        mends = dict.fromkeys(f"{self.mend}; {other.mend}".split("; "))
        mend = "; ".join(one for one in mends if sum(one in longer for longer in mends) == 1)
        return replace(self, what=f"{self.what}, and {other.what}", mend=mend)

    @property
    def said(self) -> str:
        """What is wrong and how to mend it, in one line whatever a contributor's values hold."""
        return " ".join(f"{self.what}; {self.mend}".split())


_MOST_SHOWN = 60


def shown(value: object) -> str:
    """Give a value of a YAML file as a contributor would write it, to show it in a problem.

    Args:
        value: Any value; a long one is cut short.

    Returns:
        The value between backticks, in one line; a text such as "no", which YAML would read as
        something else or whose first space it would drop, with the quotation marks it needs.
    """
    if value is None or value == "":
        return "empty"
    is_plain = isinstance(value, str) and value[:1] != " " and _reads_as_text(value)
    text = str(value) if is_plain else json.dumps(value, ensure_ascii=False, default=str)
    text = "".join(filter(str.isprintable, " ".join(text.split())))  # none turns the message
    return f"`{text}`" if len(text) <= _MOST_SHOWN else f"`{text[:_MOST_SHOWN].rstrip()}…`"


def _reads_as_text(text: str) -> bool:
    """Tell whether YAML would read a text as one without quotation marks: not "no", not "12"."""
    try:
        return not _WORD.fullmatch(text) or isinstance(yaml.safe_load(text), str)
    except (yaml.YAMLError, ValueError):
        return True


_WORD = lazy(r"[\w.:+~-]+")  # "no", "12:30", "1.5", which YAML may read as no text


def nearest(wanted: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Give the known name that a mistaken one is most like; empty where it is like none.

    Args:
        wanted: The name that somebody wrote.
        known: The names that there are.
        cutoff: How like they must be, from 0 to 1.
    """
    from difflib import get_close_matches  # noqa: PLC0415  # few builds need it

    names = list(known)
    parts, letters = sorted(wanted.split("-")), sorted(wanted)
    is_key = any(map(str.isdigit, wanted))
    # "journal-article" means "article-journal", and "smith2012" rather "smith2021" than "smith2018"
    turned = [name for name in names if len(parts) > 1 and sorted(name.split("-")) == parts]
    turned = turned or [name for name in names if _as_typed(name) == _as_typed(wanted)]
    near = turned or get_close_matches(wanted, names, 5, cutoff)
    return next(
        (name for name in near if is_key and sorted(name) == letters), near[0] if near else ""
    )


def meant(wanted: str, known: Iterable[str], otherwise: str, cutoff: float = 0.6) -> str:
    """Ask whether a known name was meant.

    Args:
        wanted: The name that somebody wrote.
        known: The names that there are.
        otherwise: What to do about it where no name is like it.
        cutoff: How like they must be, from 0 to 1.
    """
    return asked(nearest(wanted, known, cutoff), otherwise)


def _as_typed(name: str) -> str:
    """Give a name without what looks alike: "C1O" and "C10" are the same."""
    return name.lower().translate(_ALIKE)


_ALIKE = str.maketrans("oil", "011")


def asked(near: str, otherwise: str) -> str:
    """Ask whether a name was meant.

    Args:
        near: The name; empty for none.
        otherwise: What to do about it where there is none.
    """
    return f"did you mean `{near}`?" if near else otherwise


def nearest_of(known: Collection[str], cutoff: float = 0.6) -> Callable[[str], str]:
    """Give what gives the nearest of some names, as :func:`nearest` does, for the first few.

    To look for a name costs as much as there are names. A site whose names are wrong by the
    hundred was moved or renamed, and a guess for each would cost it minutes.

    Args:
        known: The names that there are.
        cutoff: How like they must be, from 0 to 1.
    """
    found: dict[str, str] = {}

    def nearest_one(wanted: str) -> str:
        if wanted not in found and len(found) < _MOST_LOOKED_FOR:
            found[wanted] = nearest(wanted, known, cutoff)
        return found.get(wanted, "")

    return nearest_one


_MOST_LOOKED_FOR = 20


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by place and drop exact repetitions."""
    return sorted(set(problems))


def log_all(
    problems: Iterable[Problem],
    log: logging.Logger | logging.LoggerAdapter[Any],
    warnings_as: int = logging.INFO,
) -> None:
    """Log problems in the order of their places.

    Args:
        problems: The problems.
        log: Where they go.
        warnings_as: The level of those that are no errors; a strict build of MkDocs fails at
            what is more than ``INFO``.
    """
    for problem in ordered(problems):
        is_error = problem.severity is Severity.ERROR
        level = logging.ERROR if is_error else warnings_as
        log.log(level, str(problem), extra={"problem": problem})


def as_terminal(problems: Iterable[Problem]) -> str:
    """Give one line a problem, ready to print."""
    return "\n".join(f"{p} ({p.severity.value})" for p in ordered(problems))


_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def as_github(problems: Iterable[Problem]) -> str:
    """Give GitHub workflow commands, which show each problem beside the line it is about.

    Source: docs.github.com, "Workflow commands for GitHub Actions".
    """
    return "\n".join(
        f"::{p.severity.value} file={p.path.translate(_IN_PROPERTY)},line={max(p.line, 1)},"
        f"col={max(p.column, 1)},title={p.rule}::{p.said.translate(_IN_MESSAGE)}"
        for p in ordered(problems)
    )


def as_json(problems: Iterable[Problem]) -> str:
    """Give the problems as a JSON array of objects."""
    shown = [asdict(problem) for problem in ordered(problems)]
    for one in shown:
        del one["about"], one["because_of"]
    return json.dumps(shown, indent=2, ensure_ascii=False)
