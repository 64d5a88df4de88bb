"""The site's own mkdocs.yml, as far as it concerns the glossary: where each setting stands."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mindinmind.glossary.setting_values import read_settings
from mindinmind.glossary.settings import Settings
from mindinmind.problems import Problem, nearest
from mindinmind.sources import Place, decoded, places_in

BLOCK = ("extra", "glossary")
"""Where the glossary's settings stand."""


@dataclass(frozen=True)
class ConfigFile:
    """A site's mkdocs.yml.

    Attributes:
        path: The file as problems name it.
        places: Line and column of each value; none where the file cannot be read.
        repeats: Keys given twice that concern the glossary.
    """

    path: str
    places: Mapping[tuple[Hashable, ...], Place]
    repeats: tuple[Problem, ...] = ()

    def place(self, keys: tuple[Hashable, ...]) -> Place:
        """Give line and column of one of the glossary's settings, or of what holds it.

        Args:
            keys: The path to the setting: ``("checks", "unused-form")``; zeros are given where
                another file holds the settings.
        """
        found = (*BLOCK, *keys)
        while len(found) > len(BLOCK) and found not in self.places:
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
    return ConfigFile(path, places, tuple(repeats))


def site_settings(
    extra: Mapping[str, object], file: ConfigFile, language: str = ""
) -> tuple[Settings, list[Problem]]:
    """Read the glossary's settings and say what is wrong with them.

    Args:
        extra: What the site wrote under ``extra:``.
        file: Its mkdocs.yml.
        language: The language of its pages, in which its terms are if it names no other; empty
            where it chose none.
    """
    given = extra.get("glossary")
    settings, problems = read_settings(given, file.path, file.place)
    if language and not (isinstance(given, Mapping) and "language" in given):
        in_language, _ = read_settings({"language": language.replace("_", "-")})
        settings = replace(settings, language=in_language.language)
    if "glossary" not in extra:
        problems += _misspelt_block(extra, file)
    return settings, [*problems, *file.repeats]


def _misspelt_block(extra: Mapping[str, object], file: ConfigFile) -> Iterator[Problem]:
    """Find the settings under a name that is nearly right: they would count for nothing."""
    for key, value in extra.items():
        near = nearest(str(key).lower(), ["glossary"], 0.85)
        if near and (value is None or isinstance(value, Mapping)):
            place = file.places.get(("extra", key), (0, 0))
            what, mend = f"nothing reads `extra.{key}`", "did you mean `glossary`?"
            yield Problem(file.path, *place, "setting", what, mend)
