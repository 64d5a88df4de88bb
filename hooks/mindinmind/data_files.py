"""Data files of the site: each is held against the schema beside it, and its texts are looked at.

Templates escape all texts, so nothing in them can run; but markup that is shown would be a riddle,
a sign that nobody sees could be anything, and what is exported to other programs could be read by
them as something else.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, TypeVar

from glossary_cards.diagnostics.problem import Problem, shown
from glossary_cards.diagnostics.schema import id_of, problems_by_keys, rule_of, with_dates_as_text
from glossary_cards.diagnostics.source import (
    FindPlace,
    Keys,
    Place,
    Places,
    read_file,
    read_json,
    read_yaml,
)
from mindinmind.evidence.kept import keep
from mindinmind.security.addresses import faults_in_text
from mindinmind.security.leftovers import damage

# "<img src=x>", "<img src=x"; not "p < 0.05", nor "<i>E. coli</i>", which CSL-JSON knows in titles.
_MARKUP = re.compile(r"<(?!/?(?:i|b|sub|sup)>)/?[a-z](?:[^<>]*>|[\w-]*[\s/]+[\w-]+\s*=)", re.I)
_MARKDOWN = re.compile(
    r"\[[^\[\]\n]+\]\([^()\s]+\)?|\*\*\w[^*\n]*\*\*"
)  # "[call](x.md)", "**now**"
# What JSON may write out, and "\nER  - ", by which a record would end
_UNSEEN = re.compile(r"[\x00\x01]|\n(?!\Z)[A-Z]\w +-")
# "Words (with no sign that any of these looks for)."
_PLAIN = re.compile(r"[ !-)+-9;=?-Z\]-~‘-”–—À-ÁÄ-áã-îð-ÿ]*")
_MARK = 16  # bytes for an entry that was right
_CONVERT = "give it to `python3 scripts/new_reference.py -`"  # BibTeX, RIS

T = TypeVar("T")


class Checked(NamedTuple):
    """A data file, held against its schema.

    Attributes:
        path: The file as problems name it.
        rule: The rule that problems name.
        data: What it holds, days as text; nothing where it cannot be read.
        place: Finds a value in it.
        wrong: The path of keys to each value that is wrong; empty for the whole file.
        problems: What is wrong.
        schema: What it was held against.
    """

    path: str
    rule: str
    data: Any
    place: FindPlace
    wrong: list[Keys]
    problems: list[Problem]
    schema: Mapping[str, Any] = {}

    @property
    def means(self) -> dict[str, dict[str, Any]]:
        """What each choice for a field of an entry means, as the schema says it, by the field."""
        entry = self.schema.get("items") or self.schema.get("additionalProperties") or {}
        fields = entry.get("properties", {})
        return {name: field.get("x-means", {}) for name, field in fields.items()}

    @property
    def good(self) -> dict[Any, Any]:
        """Its entries without those in which something is wrong, by key or number."""
        broken = {keys[0] if keys else None for keys in self.wrong}
        if None in broken or not self.data:
            return {}
        entries = self.data.items() if isinstance(self.data, dict) else enumerate(self.data)
        return {key: entry for key, entry in entries if key not in broken}

    def right(self, keys: Keys, inner: str = "") -> Iterator[tuple[Keys, dict[str, Any]]]:
        """Give the entries of a list in which nothing is wrong, each after its keys.

        Args:
            keys: The path of keys to the list.
            inner: A list inside each, whose entries do not count.
        """
        entries = self.data
        for key in keys:
            holds = isinstance(entries, list) or (isinstance(entries, dict) and key in entries)
            entries = entries[key] if holds else ()
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            at = (*keys, index)
            inside = [wrong[len(at) :] for wrong in self.wrong if wrong[: len(at)] == at]
            if all(wrong[1:] and wrong[0] == inner for wrong in inside):
                yield at, entry

    def problem(
        self, keys: Keys, what: str, mend: str, because_of: tuple[str, ...] = ()
    ) -> Problem:
        """Make an error at a value, which a schema could not find."""
        place = self.place(keys)
        return Problem(self.path, *place, self.rule, what, mend, because_of=because_of)


def read_checked(path: str, file: Path, rule: str = "") -> Checked:
    """Read a data file, and hold it against the schema beside it: ``claims.schema.json``.

    Args:
        path: The file as problems name it.
        file: Where it is.
        rule: The rule that problems name; without it the file's own, ``claims-file``.
    """
    rule = rule or rule_of(path)
    schema_path = str(PurePosixPath(path).with_suffix(".schema.json"))
    text, problems = read_file(path, file)
    schema_text, missing = read_file(schema_path, file.with_suffix(".schema.json"))
    schema, faults = read_json(schema_path, schema_text, "")
    if problems := problems or missing or faults:
        found = [replace(p, rule=rule, about="*") for p in problems]
        return Checked(path, rule, None, Places().at, [()], found, schema or {})
    root = file.parents[path.count("/")]
    return checked(path, text, schema, rule, partial(unless_right, root, path, schema))


def unless_right(
    root: Path, path: str, schema: Mapping[str, Any], data: Any, find: Callable[[Any], list[T]]
) -> list[T]:
    """Give what is wrong with a file; what was right as it is before is not looked at again.

    Args:
        root: The folder of the site, where ``.cache`` notes what was right.
        path: The file as problems name it.
        schema: What it is held against.
        data: What it holds.
        find: Finds what is wrong with that, or with a part of it.
    """
    note = root / ".cache" / "right" / path.replace("/", "-")
    kept = note.read_bytes() if note.is_file() else b""
    marks, new = _new_in(data, schema, {kept[at : at + _MARK] for at in range(0, len(kept), _MARK)})
    if kept and kept == b"".join(marks):
        return []
    # What is twice in it shows in the whole alone.
    is_right = kept and len({*marks}) == len(marks) and not find(new)
    if not (found := [] if is_right else find(data)):
        with suppress(OSError):
            keep(note, b"".join(marks))
    return found


def _new_in(data: Any, schema: Mapping[str, Any], known: Set[bytes]) -> tuple[list[bytes], Any]:
    """Give a mark for each entry of a file and of its lists; and the file without those known.

    What its schema knows by name stays, and so does the first entry of each list.
    """
    marks, against = list[bytes](), blake2b(repr(schema).encode()).digest()

    def is_new(key: object, entry: object) -> bool:
        said = repr((against, key, entry)).encode("utf-8", "surrogatepass")
        marks.append(blake2b(said, digest_size=_MARK).digest())
        return marks[-1] not in known

    def new_of(key: object, part: Any) -> Any:
        is_list = isinstance(part, list)
        return [e for n, e in enumerate(part) if is_new(key, e) or not n] if is_list else part

    parts = data if isinstance(data, dict) else {"": data}
    named = schema.get("properties", ())
    kept = {k: v for k, v in parts.items() if isinstance(v, list) or is_new(k, v) or k in named}
    new = {key: new_of(key, part) for key, part in kept.items()}
    return marks, new if isinstance(data, dict) else new.get("")


def checked(
    path: str,
    text: str,
    schema: Mapping[str, Any],
    rule: str = "",
    unless: Callable[[Any, Callable[[Any], list[Any]]], list[Any]] = lambda data, find: find(data),
) -> Checked:
    """Hold a data file against a schema.

    Args:
        path: The file as problems name it; one that ends in ``.json`` is JSON, others are YAML.
        text: What stands in it.
        schema: A JSON Schema.
        rule: The rule that problems name; without it the file's own.
        unless: Finds problems, or knows that there are none.
    """
    rule = rule or rule_of(path)
    if path.endswith(".json"):
        data, problems = read_json(path, text, rule, _CONVERT)
        places = cache(lambda: read_yaml(path, text)[1])  # JSON is YAML; slow, and seldom asked
    else:
        data, found_at, problems = read_yaml(path, text)
        places = cache(lambda: found_at)

    def place(keys: Keys) -> Place:
        return places().at(keys)

    problems = [replace(problem, rule=rule, about="*") for problem in problems]
    if problems and data is None:
        return Checked(path, rule, None, place, [()], problems, schema)
    data = with_dates_as_text(data)
    found = unless(data, lambda part: problems_by_keys(path, part, schema, place, rule))
    texts = {keys: said for keys, *said in text_faults(data)}
    found = [(keys, told) for keys, told in found if keys not in texts]
    for keys, (what, mend) in texts.items():
        about = id_of(data, keys[0] if keys else None)
        found.append((keys, Problem(path, *place(keys), rule, what, mend, about=about)))
    wrong, problems = [keys for keys, _ in found], problems + [p for _, p in found]
    return Checked(path, rule, data, place, wrong, problems, schema)


def text_faults(value: object, keys: Keys = ()) -> Iterator[tuple[Keys, str, str]]:
    """Find texts that hold markup, a garbled or a hidden sign, or an address that deceives.

    Args:
        value: What a data file holds, or a part of it.
        keys: The path of keys to that part.

    Yields:
        The path of keys to each, what is wrong, and how to mend it.
    """
    if isinstance(value, str):
        name = next((key for key in reversed(keys) if isinstance(key, str)), "the file")
        if _MARKUP.search(value):
            yield keys, f"markup may not stand in `{name}`", "write plain words"
        elif found := _MARKDOWN.search(value):
            yield keys, f"`{found[0]}` is printed as it stands in `{name}`", "write plain words"
        elif _UNSEEN.search(value):
            yield keys, f"an invisible sign hides in `{name}`", "type the text anew"
        elif fault := next(faults_in_text(value), None):
            yield keys, *fault
        elif sign := damage(value):
            yield keys, sign.what.replace(" here", f" in `{name}`"), sign.mend
    elif isinstance(value, dict | list):
        for key, entry in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(key, str) and not key.isascii() and (sign := damage(key)):
                yield (*keys, key), sign.what.replace(" here", f" in {shown(key)}"), sign.mend
            if not isinstance(entry, str) or not _PLAIN.fullmatch(entry):
                yield from text_faults(entry, (*keys, key))
