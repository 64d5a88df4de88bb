"""The bibliography, as far as the glossary needs it: the ids that ``references`` may name."""

from __future__ import annotations

from pathlib import Path

from mindinmind.glossary.config_file import ConfigFile
from mindinmind.problems import Problem
from mindinmind.sources import read_file, read_json, read_yaml


def reference_keys(
    name: str, root: Path, config: ConfigFile
) -> tuple[set[str] | None, list[Problem]]:
    """Read the ids of a bibliography.

    Args:
        name: The file, from the folder of mkdocs.yml.
        root: That folder.
        config: The site's mkdocs.yml.

    Returns:
        The ids, or ``None`` where they cannot be known, and what is wrong.
    """
    if not (root / name).is_file():
        is_folder = (root / name).is_dir()
        what = f"`{name}` is a folder" if is_folder else f"there is no file `{name}`"
        mend = "name the file of the bibliography, as seen from the folder of this file"
        return None, [config.problem(("bibliography",), "bibliography", what, mend)]
    text, problems = read_file(name, root / name)
    if problems:
        return None, problems
    entries, problems = read_json(name, text, "bibliography")
    if problems:
        return None, problems
    if not isinstance(entries, list):
        what = "the bibliography is not a list of entries"
        mend = "begin the file with `[` and end it with `]`, with commas between the entries"
        return None, [Problem(name, 1, 1, "bibliography", what, mend)]
    without = [n for n, entry in enumerate(entries) if not _key(entry)]
    return {_key(entry) for entry in entries}, _nameless(name, text, without)


def _key(entry: object) -> str:
    return str(entry.get("id") or "") if isinstance(entry, dict) else ""


def _nameless(name: str, text: str, numbers: list[int]) -> list[Problem]:
    """Point at entries that cannot be named, since they have no id."""
    places = read_yaml(name, text)[1] if numbers else {}  # YAML knows places, and reads JSON
    mend = "add it, or leave the whole entry out"
    return [
        Problem(
            name, *places.get((n,), (0, 0)), "bibliography", f"entry {n + 1}: `id` is missing", mend
        )
        for n in numbers
    ]
