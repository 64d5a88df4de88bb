"""The site's own mkdocs.yml, as far as it concerns the glossary: where each setting stands."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from glossary_cards.diagnostics.confusables import as_seen, unmasked
from glossary_cards.diagnostics.problem import Problem, nearest
from glossary_cards.diagnostics.source import Place, decoded, places_in
from glossary_cards.model.setting_values import read_settings
from glossary_cards.model.settings import Settings

BLOCK = ("extra", "glossary")
"""Where the glossary's settings stand."""

SETTINGS = frozenset(field.name for field in fields(Settings))
_UNLIKE_OTHERS = frozenset(name for name in SETTINGS if "_" in name) | frozenset(
    "occurrences abbreviations bibliography cite exports checks".split()
)
"""Settings whose names nobody else has under ``extra:``."""


@dataclass(frozen=True)
class ConfigFile:
    """A site's mkdocs.yml.

    Attributes:
        path: The file as problems name it.
        places: Line and column of each value; none where the file cannot be read.
        block: Where the glossary's settings stand, under a name that is nearly right too.
        repeats: Keys given twice that concern the glossary.
    """

    path: str
    places: Mapping[tuple[Hashable, ...], Place]
    repeats: tuple[Problem, ...] = ()
    block: tuple[str, str] = BLOCK

    def place(self, keys: tuple[Hashable, ...]) -> Place:
        """Give line and column of one of the glossary's settings, or of what holds it.

        Args:
            keys: The path to the setting: ``("checks", "unused-form")``; zeros are given where
                another file holds the settings.
        """
        found = (*self.block, *keys)
        while len(found) > len(self.block) and found not in self.places:
            found = found[:-1]
        return self.places.get(found, (0, 0))

    def problem(self, keys: tuple[Hashable, ...], rule: str, what: str, mend: str) -> Problem:
        """Make a problem that points at one of the glossary's settings.

        Args:
            keys: The path to the setting.
            rule: The name of the check.
            what: What is wrong.
            mend: How to mend it.
        """
        return Problem(self.path, *self.place(keys), rule, what, mend)


def read_config_file(path: str, file: Path) -> ConfigFile:
    """Read where the settings stand.

    Args:
        path: The file as problems name it.
        file: Where it is; one that is missing holds nothing.
    """
    try:
        text, _ = decoded(path, file.read_bytes())
    except OSError:
        return ConfigFile(path, {})
    places, problems = places_in(path, text)
    ours = {
        place
        for keys, place in places.items()
        if keys[: len(BLOCK)] == BLOCK or keys == BLOCK[: len(keys)]
    }
    repeats = (replace(p, rule="setting") for p in problems if (p.line, p.column) in ours)
    inside: dict[str, set[str]] = {}
    for keys in places:
        if len(keys) > 1 and keys[0] == "extra":
            inside.setdefault(str(keys[1]), set()).update(map(str, keys[2:3]))
    return ConfigFile(path, places, tuple(repeats), ("extra", _block_name(inside)))


def site_settings(
    extra: Mapping[str, object], file: ConfigFile, language: str = ""
) -> tuple[Settings, list[Problem]]:
    """Read the glossary's settings and say what is wrong with them.

    Settings under a name that is nearly right are read as if it were right: what would follow
    from their absence is not told as well.

    Args:
        extra: What the site wrote under ``extra:``.
        file: Its mkdocs.yml.
        language: The language of its pages, in which its terms are if it names no other; empty
            where it chose none.
    """
    inside = {name: _keys_of(value) for name, value in extra.items()}
    name = _block_name(inside)
    named = replace(file, block=("extra", name))
    given = extra.get(name)
    if name != "glossary" and not isinstance(given, Mapping):
        given = None  # that its name is wrong is enough to mend
    problems = list(_misspelt_blocks(inside, file))
    if given is None and "glossary" in extra:
        given, beside = _settings_beside(extra, named)
        problems += beside
    settings, wrong = read_settings(given, named.path, named.place)
    chose_none = "language" not in _keys_of(given) and settings.language == Settings().language
    if language and chose_none:
        in_language, _ = read_settings({"language": language.replace("_", "-")})
        settings = replace(settings, language=in_language.language)
    return settings, [*problems, *wrong, *file.repeats]


def _keys_of(value: object) -> set[str]:
    return set(map(str, value)) if isinstance(value, Mapping) else set()


def _block_name(inside: Mapping[str, Collection[str]]) -> str:
    """Give the name under which the glossary's settings stand.

    Args:
        inside: The keys of each block under ``extra:``, by its name.
    """
    nearly = (name for name, keys in inside.items() if _is_nearly_ours(name, keys))
    return "glossary" if "glossary" in inside else next(nearly, "glossary")


def _is_nearly_ours(name: object, keys: Collection[str]) -> bool:
    """Tell whether a block was meant for the glossary: by its name, and by what it holds."""
    likeness = 0.6 if not SETTINGS.isdisjoint(keys) else 0.85
    return name != "glossary" and bool(nearest(as_seen(str(name)), ["glossary"], likeness))


def _misspelt_blocks(inside: Mapping[str, Collection[str]], file: ConfigFile) -> Iterator[Problem]:
    """Find settings under a name that is nearly right."""
    for name, keys in inside.items():
        if not _is_nearly_ours(name, keys):
            continue
        said = f"nothing reads `extra.{name}`", "did you mean `glossary`?"
        if "glossary" in inside:
            if not any(nearest(key, SETTINGS, 0.8) for key in keys):
                continue
            said = said[0], "move what it holds below `glossary`"
        what, mend = unmasked(str(name), ("glossary",), *said)
        yield Problem(file.path, *file.places.get(("extra", name), (0, 0)), "setting", what, mend)


def _settings_beside(
    extra: Mapping[str, object], file: ConfigFile
) -> tuple[Mapping[str, object] | None, list[Problem]]:
    """Find settings that stand beside an empty ``glossary:``, not below it."""
    beside = {name: value for name, value in extra.items() if name in _UNLIKE_OTHERS}
    if not beside:
        return None, []
    first = next(iter(beside))
    what = f"`{first}` stands beside `glossary`, not below it"
    mend = "begin its line with two more spaces, and the lines of the settings that follow"
    place = file.places.get(("extra", first), (0, 0))
    return beside, [Problem(file.path, *place, "setting", what, mend)]
