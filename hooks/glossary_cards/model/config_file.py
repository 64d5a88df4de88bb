"""The site's own mkdocs.yml, as far as it concerns the glossary: where each setting stands.

Settings stand below the plugin's name, or, for a site that uses the hook, under
``extra: glossary:``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from glossary_cards.diagnostics.problem import Problem, nearest
from glossary_cards.diagnostics.source import Keys, Place, Places, read_file, read_yaml
from glossary_cards.languages.language import language_of
from glossary_cards.model.settings import Settings, read_settings

PLUGIN = "glossary-cards"
# Where the settings of the hook stand.
BLOCK = ("extra", "glossary")


class ConfigFile(NamedTuple):
    """A site's mkdocs.yml.

    Attributes:
        path: The file as problems name it.
        places: Line and column of each value; none where the file cannot be read.
        block: Where the glossary's settings stand.
    """

    path: str
    places: Places = Places()
    block: Keys = BLOCK

    def place(self, keys: Keys) -> Place:
        """Give line and column of one of the glossary's settings, or of what holds it.

        Args:
            keys: The path to the setting: ``("checks", "unused-form")``; zeros are given where
                another file holds the settings.
        """
        return self.places.at((*self.block, *keys)) if self.block in self.places else (0, 0)

    def named(self, setting: str) -> str:
        """Name a setting as a contributor finds it: ``extra.glossary.folder``."""
        return ".".join([*(key for key in self.block if isinstance(key, str)), setting])

    def problem(self, keys: Keys, rule: str, what: str, mend: str) -> Problem:
        """Make a problem that points at one of the glossary's settings.

        Args:
            keys: The path to the setting.
            rule: The name of the check.
            what: What is wrong.
            mend: How to mend it.
        """
        return Problem(self.path, *self.place(keys), rule, what, mend)


def read_config_file(path: str, file: Path, is_plugin: bool = False) -> ConfigFile:
    """Read where the settings stand.

    Args:
        path: The file as problems name it.
        file: Where it is; one that is missing holds nothing.
        is_plugin: Whether they belong below the plugin's name, where there are none yet.
    """
    text, _ = read_file(path, file)
    places = read_yaml(path, text, make_values=False)[1]
    plugin = (keys for keys in places if keys[:1] == ("plugins",) and keys[-1] == PLUGIN)
    empty = ("plugins", PLUGIN) if is_plugin and BLOCK not in places else BLOCK
    return ConfigFile(path, places, next(plugin, empty))


def site_settings(
    extra: Mapping[str, object],
    options: Mapping[str, object] | None,
    file: ConfigFile,
    language: str = "",
) -> tuple[Settings, list[Problem]]:
    """Read the glossary's settings and say what is wrong with them.

    Args:
        extra: What the site wrote under ``extra:``.
        options: What it wrote below the plugin's name; ``None`` where the hook runs.
        file: Its mkdocs.yml.
        language: The language of its pages, in which its terms are if it names no other; empty
            where it chose none.
    """
    given, problems = (options, []) if options else _of_hook(extra, file)
    settings, wrong = read_settings(given, file.path, file.place)
    own = set(given) if isinstance(given, Mapping) else set()
    if language and "language" not in own:
        in_language, _ = read_settings({"language": language.replace("_", "-")})
        settings = settings._replace(language=in_language.language)
    words = language_of(settings.language).words
    texts: dict[str, Any] = {name: text for name, text in words.items() if name not in own}
    return settings._replace(**texts), [*problems, *wrong]


def _of_hook(extra: Mapping[str, object], file: ConfigFile) -> tuple[object, list[Problem]]:
    """Give the settings under ``extra:``; say where their name is nearly right."""
    if "glossary" in extra:
        return extra["glossary"], []
    near = nearest("glossary", map(str, extra), 0.85)
    if not near:
        return None, []
    what, mend = f"nothing reads `extra.{near}`", "did you mean `glossary`?"
    place = file.places.get(("extra", near), (0, 0))
    return extra[near], [Problem(file.path, *place, "setting", what, mend)]
