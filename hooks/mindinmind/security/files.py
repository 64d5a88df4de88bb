"""What lies below docs/ as files: their kinds, names and sizes, and nothing that leads out.

Whatever is of a kind that no page needs is not published, so that a script among the pages can
never be loaded by one, even if every check were passed.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree

from glossary_cards.diagnostics.problem import Problem, Severity, meant
from glossary_cards.diagnostics.source import own_yaml
from mindinmind.data_files import read_checked

_RULE = "file"
_LIST = Path(__file__).with_name("files.yml")
_UNSHOWN = "encoding", "dead-link", "moved-page", "redirects-file", f"{_RULE} *"
"""What keeps pages, and pictures on them, from being read."""
_CREDITS = "_data/pictures.yml"
_NOBODY = "nobody says who made this picture, and under which licence"
_FOLDER = "assets/"  # of the pictures
_WRITE = "write it, or take it out"
_COPY = re.compile(r"[ _]*(?:\(\d+\)|- copy(?: \d+)?)(?=\.)")  # "a (1).md"
_NAME = re.compile(r"[a-z0-9_][a-z0-9._-]*")  # "get-help-now.md"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.I)  # "aux.md": Windows
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_PAGES = ".md", ".MD", ".markdown", ".txt"
_PICTURES = (".svg", ".png", ".jpg", ".webp")
# What stands outside a drawing's elements and can load or grow: "<!DOCTYPE", "<?xml-stylesheet"
_OUTSIDE = re.compile(
    r"<!(?!--|\[CDATA\[)\w*"
    r"|<\?(?!xml version=.1\.0.(?: encoding=.utf-8.)?(?: standalone=.\w+.)? ?\?>)[\w-]*",
    re.I,
)
# What makes a style load something: "@import", "url(//x)", and "\75rl(" that means "url("
_LOADS = re.compile(
    r"\\|@(?!media\b)[\w-]*"
    r"|(?<![\w-])(?=[\w-]*\()[\w-]*(?:url|src|image|image-set|cross-fade|element)"
    r"\((?!\s*[\"']?#[\w:.-]+[\"']?\s*\))",
    re.I,
)
_GPS = 0x8825  # where a photograph's EXIF keeps its place
_LEADS_IN = re.compile(r"#|data:image/(?:png|jpeg);")  # "#leaf"
_SPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Kinds:
    """Which files may lie below docs/."""

    kinds: frozenset[str]
    kinds_of_data: frozenset[str]
    largest: Mapping[str, int]
    widest: int
    mends: Mapping[str, str]
    drawing: frozenset[str]

    def allows(self, path: str) -> bool:
        """Tell whether a file, as seen from docs/, may lie there."""
        kinds = self.kinds_of_data if path.startswith("_data/") else self.kinds
        return PurePosixPath(path).suffix[1:] in kinds and not path.startswith(".")


def read_kinds(file: Path = _LIST) -> Kinds:
    """Read which files may lie below docs/."""
    data: Any = own_yaml(file)
    mends = {kind: mend for kinds, mend in data["mends"].items() for kind in kinds.split()}
    kinds, of_data = frozenset(data["kinds"]), frozenset(data["kinds_of_data"])
    drawing = frozenset(f"{_SPACE}{name}" for name in data["drawing"].split())
    return Kinds(kinds, of_data, data["largest"], data["widest"], mends, drawing)


def links_below(docs: Path, shown: str) -> Iterator[Problem]:
    """Find symbolic links: what one leads to would be published, wherever on the machine it lies.

    Args:
        docs: The docs folder.
        shown: The folder as problems name it.
    """
    for folder, folders, files in os.walk(docs):
        paths = (f"{folder}{os.sep}{name}" for name in sorted([*folders, *files]))
        for path in filter(os.path.islink, paths):
            where = f"{shown}/{Path(path).relative_to(docs).as_posix()}"
            what = "this is a symbolic link, and what it leads to would be published"
            mend = "put the file itself here, or take the link out"
            yield Problem(where, 0, 0, "symbolic-link", what, mend)


def file_problems(docs: Path, shown: str, kinds: Kinds) -> Iterator[Problem]:
    """Judge every file below docs/.

    Args:
        docs: The docs folder, in which there are no links.
        shown: The folder as problems name it.
        kinds: Which files may lie there.
    """
    names = _names_below(docs)
    credited, problems = _credits(docs, shown, names)
    yield from problems
    for name in names:
        path = docs / name
        if not (size := path.stat().st_size):
            yield Problem(f"{shown}/{name}", 0, 0, "empty-file", "this file is empty", _WRITE)
            continue
        for what, mend in islice(_faults(path, name, size, kinds, credited), 1):
            where = f"{shown}/{name}"
            causes = [f"file-name {where}"]
            causes += [f"{_RULE} {shown}/{_CREDITS}"] if what == _NOBODY else []
            about = "*" if name.endswith(_PAGES) else ""
            yield Problem(where, 0, 0, _RULE, what, mend, about=about, because_of=tuple(causes))


def unused_pictures(docs: Path, shown: str, texts: Iterable[str]) -> Iterator[Problem]:
    """Find pictures that nothing shows.

    Args:
        docs: The docs folder.
        shown: The folder as problems name it.
        texts: Whatever could name a picture: pages and templates.
    """
    paths = (path for path in _names_below(docs / "assets") if path.endswith(_PICTURES))
    left = {path: path.rpartition("/")[2].replace("-wide.", ".") for path in paths}
    for text in texts:  # one after the other: joined, they would be the largest of what is held
        if any(kind in text for kind in _PICTURES):
            left = {path: name for path, name in left.items() if name not in text}
    for path in (path for path, name in left.items() if not name.startswith("favicon.")):
        where = f"{shown}/assets/{path}"
        what, mend = "no page shows this picture", "show it on a page, or take it out"
        found = Problem(where, 0, 0, "unused-file", what, mend, Severity.WARNING)
        yield replace(found, because_of=(f"{_RULE} {where}", *_UNSHOWN))


def _names_below(folder: Path) -> list[str]:
    """Name the files below a folder, as seen from it."""
    found = (f"{at}{os.sep}{name}" for at, _, names in os.walk(folder) for name in names)
    return sorted(name[len(str(folder)) + 1 :].replace(os.sep, "/") for name in found)


def _faults(
    path: Path, name: str, size: int, kinds: Kinds, credited: list[str] | None
) -> Iterator[tuple[str, str]]:
    """Say what is wrong with one file; a file of a wrong kind has nothing else said of it."""
    place = PurePosixPath(name)
    kind = place.suffix[1:] or place.name.lstrip(".")
    parts = [place.stem, *place.parts[:-1]]
    if not kinds.allows(name):
        mend = kinds.mends.get(kind) or kinds.mends.get(kind.lower())
        if kind.lower() in kinds.kinds and kind != kind.lower():
            mend = f"call it `{_right_name(name)}`"
        if not place.suffix:
            mend = mend or "end the name of a page in `.md`"
        yield f"a file that ends in `{kind}` is not published", mend or "take it out"
        return
    if any(_RESERVED.fullmatch(part) for part in parts):
        yield "Windows can have no file of this name", "give it another"
    elif not all(_NAME.fullmatch(part) for part in name.split("/")):
        mend = f"call it `{(right := _right_name(name))}`"
        if path.parents[len(place.parts) - 1].joinpath(right).exists():
            mend = f"take it out if it is a copy of `{right}`, or give it a name of its own"
        yield "a name has small letters, digits and hyphens only", mend
    most = kinds.largest.get(kind, 1000)
    if size / 1000 > most and not name.startswith("_data/"):
        smaller = "save it smaller: fewer pixels, or more compression"
        mend = smaller if kind != "md" else "make two pages of it"
        yield f"it has {size / 1000:.0f} kB, over {most}", mend
    elif place.suffix in _PICTURES:
        if not name.startswith(_FOLDER):
            yield "no picture lies here", f"move it to `docs/{_FOLDER}pictures/{path.name}`"
        yield from _picture_faults(path, kinds)
    credits_due = place.suffix in _PICTURES and credited is not None
    if credits_due and not any(fnmatch(name, pattern) for pattern in credited or ()):
        entry = f"{name}: {{by: A. Name, licence: CC BY 4.0, source: https://...}}"
        yield _NOBODY, f"add `{entry}` to docs/{_CREDITS}"


def _right_name(name: str) -> str:
    """Give the name that a file could have: ``de/spaeter.md`` for ``de/Später.md``."""
    plain = unicodedata.normalize("NFKD", _COPY.sub("", name.lower()).translate(_UMLAUTS))
    plain = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9._/-]+", "-", plain).replace("-.", ".")


def _picture_faults(path: Path, kinds: Kinds) -> Iterator[tuple[str, str]]:
    """Say what is wrong inside a picture."""
    if path.suffix == ".svg":
        try:
            lively = next(_lively(path.read_text("utf-8"), kinds.drawing), "")
        except (ValueError, ElementTree.ParseError):
            yield "this is no drawing that can be read", "save it again as a plain drawing"
            return
        if lively:
            what = f"this drawing holds `{lively}`, and could load or run something"
            yield what, "save it as a plain drawing, without scripts and links"
        return
    from PIL import Image  # noqa: PLC0415  # few runs meet a photograph

    try:
        with Image.open(path) as picture:
            wide, form = picture.width, (picture.format or "").lower()
            is_placed = bool(picture.getexif().get_ifd(_GPS))
    except (OSError, ValueError, SyntaxError):
        yield "this is no picture that can be read", "save it again as `.jpg` or `.png`"
        return
    if is_placed:
        yield "it says where it was taken", "save it again without what the camera noted"
    if wide > kinds.widest:
        yield f"it is {wide} pixels wide, over {kinds.widest}", "save it smaller"
    if form.replace("jpeg", "jpg") != path.suffix[1:]:
        yield f"it is a picture of the kind {form}", f"save it as `{path.suffix}`"


def _lively(text: str, allowed: frozenset[str]) -> Iterator[str]:
    """Find what makes a drawing do more than be looked at."""
    if outside := _OUTSIDE.search(text):
        yield outside[0]
        return  # entities would grow
    elements = [*ElementTree.fromstring(text).iter()]
    for tag in dict.fromkeys(element.tag for element in elements):
        if tag not in allowed:
            yield f"<{tag.removeprefix(_SPACE)}>"
    values = dict.fromkeys(pair for element in elements for pair in element.items())
    for name, value in values:
        plain = name.rpartition("}")[2].lower()
        leads_out = plain == "href" and not _LEADS_IN.match(value)
        if plain.startswith("on") or plain == "base" or leads_out:
            yield f"{plain}="
    if "&" in text or _LOADS.search(text):  # as few do
        styles = ("".join(one.itertext()) for one in elements if one.tag.endswith("}style"))
        found = map(_LOADS.search, [*(value for _, value in values), *styles])
        yield from (one[0] for one in found if one)


def _credits(docs: Path, shown: str, files: list[str]) -> tuple[list[str] | None, list[Problem]]:
    """Read whose each picture is; nothing for a site that keeps no such list."""
    path = docs / _CREDITS
    if not path.exists() or not path.with_suffix(".schema.json").exists():
        return None, []
    found = read_checked(f"{shown}/{_CREDITS}", path, _RULE)
    # An entry whose picture gets another name gets it, too.
    problems = [replace(p, because_of=(f"{_RULE} {shown}/{p.about}",)) for p in found.problems]
    for pattern in found.good:
        # One whose name or kind is wrong is told of there.
        if not any(fnmatch(name.lower(), pattern.lower()) for name in files):
            mend = meant(pattern, files, "add the picture, or take the line out", 0.85)
            problems.append(found.problem((pattern,), f"there is no picture `{pattern}`", mend))
    return [*found.data] if isinstance(found.data, dict) else None, problems
