"""A site that stands as it was built need not be built again: a note beside it says of what.

The note holds the digest of all that went in and of all that came out. One that is missing, broken
or of another site is no note, so the site is built; nothing is ever taken from it but the messages.
"""

import json
import os
import re
import sys
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from pathlib import Path

from mindinmind.evidence.kept import keep

SOURCES = (*("docs", "overrides", "tests/data", "reviews"), *("mkdocs.yml", "VERSION"))
"""What a build reads, from the project's root, besides its code."""
_ROOT = Path(__file__).parents[2]
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]+")  # SITE_URL, of "site_url: !ENV [SITE_URL, '']"


def digest(places: Iterable[Path]) -> str:
    """Give what changes with any file below some places: its name or what it holds.

    What Python and the builds themselves keep (``__pycache__``, ``.cache``) is left out.
    """
    told = blake2b(digest_size=20)
    for place in places:
        above = f"{place.parent}{os.sep}"
        for path in [str(place)] if place.is_file() else sorted(_files(place)):
            told.update(f"{path.removeprefix(above)}\0".encode("utf-8", "surrogateescape"))
            told.update(blake2b(Path(path).read_bytes()).digest())
    return told.hexdigest()


def _files(folder: Path) -> Iterable[str]:
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in ("__pycache__", ".cache")]
        yield from filter(os.path.isfile, (f"{at}{os.sep}{name}" for name in names))


def inputs(root: Path, *options: object) -> str:
    """Give what changes with all that a build rests on.

    Args:
        root: The project's root.
        options: What else decides how the site is built.
    """
    return digest(root / name for name in SOURCES) + around(root, *options)


def around(root: Path, *options: object) -> str:
    """Give what changes with all that a build rests on besides a site's files: the code of hooks.

    Args:
        root: The site's root.
        options: What else counts.
    """
    packages = sorted(path.name for path in Path(sysconfig.get_path("purelib")).iterdir())
    config = root / "mkdocs.yml"
    settings = config.read_text("utf-8", "replace") if config.is_file() else ""
    asked = set(_VARIABLE.findall(settings))
    known = sorted(
        (name, value)
        for name, value in os.environ.items()
        if name.startswith("MIM_") or name in asked or name == "SOURCE_DATE_EPOCH"
    )
    # The day counts, for each build tells what has become old.
    code = digest(_ROOT / name for name in ("hooks", "scripts", "requirements.txt"))
    said = repr((sys.version, code, packages, known, date.today(), options))
    return blake2b(said.encode()).hexdigest()


def note_of(target: Path) -> Path:
    """Give where the note about a site stands."""
    return target.parent / ".cache" / "standing" / f"{target.name}.json"


def forget(*targets: Path) -> None:
    """Forget what sites were made of, so that they are built again."""
    for target in targets:
        note_of(target).unlink(missing_ok=True)


def standing(target: Path, made_of: str) -> list[str] | None:
    """Give what was said when a site was built, if it stands as it was made of the same.

    Args:
        target: The site's folder.
        made_of: What :func:`inputs` gives now.
    """
    with suppress(OSError, ValueError, TypeError, KeyError):
        note = json.loads(note_of(target).read_text("utf-8"))
        if note["of"] == made_of and note["is"] == digest([target]):
            return [str(line) for line in note["said"]]
    return None


def note(target: Path, made_of: str, became: str, said: list[str]) -> None:
    """Note what a site was made of, whole or not at all.

    Args:
        target: The site's folder.
        made_of: What :func:`inputs` gave before it was built.
        became: The digest of the site before it took its place, where others may build as well.
        said: What the build said.
    """
    with suppress(PermissionError):  # Windows, while another build reads it
        keep(note_of(target), json.dumps({"of": made_of, "is": became, "said": said}).encode())
