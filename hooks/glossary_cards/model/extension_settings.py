"""The two settings that the Python-Markdown extension has beside those of the glossary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glossary_cards.diagnostics.problem import Problem, nearest, shown
from glossary_cards.model.settings import Settings

DOCS_DIR = "docs"
DIRECTORY_URLS = True
_OWN = ("docs_dir", "directory_urls")


def split_settings(
    given: Mapping[str, object], path: str
) -> tuple[str, bool, dict[str, object], list[Problem]]:
    """Tell the extension's own settings from the glossary's.

    Args:
        given: All settings, as the site wrote them.
        path: The file that problems name.

    Returns:
        ``docs_dir``, ``directory_urls`` (each its default where it is wrong), all others, and what
        is wrong with the two.
    """
    others = {name: value for name, value in given.items() if name not in _OWN}
    meant = {name: nearest(name, _OWN, 0.8) for name in others if not hasattr(Settings, name)}
    strange = {name: near for name, near in meant.items() if near}
    docs_dir = given.get("docs_dir", DOCS_DIR)
    directory_urls = given.get("directory_urls", DIRECTORY_URLS)
    problems = [Problem(path, 0, 0, "setting", *said) for said in _said(given, strange)]
    return (
        docs_dir if isinstance(docs_dir, str) else DOCS_DIR,
        directory_urls if isinstance(directory_urls, bool) else DIRECTORY_URLS,
        {name: value for name, value in others.items() if name not in strange},
        problems,
    )


def _said(given: Mapping[str, object], strange: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Say what is wrong, and how to mend it."""
    for name, near in strange.items():
        yield f"`{name}` is not a setting", f"did you mean `{near}`?"
    docs_dir, directory_urls = given.get("docs_dir", ""), given.get("directory_urls", True)
    if not isinstance(docs_dir, str):
        yield f"`docs_dir` is {shown(docs_dir)}", "write the folder of the sources, such as `docs`"
    if not isinstance(directory_urls, bool):
        yield f"`directory_urls` is {shown(directory_urls)}", "write `true` or `false`"
