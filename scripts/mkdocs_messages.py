"""What MkDocs and its hooks print in a build, read back as problems with their places."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from glossary_cards.checks.terms import no_term
from glossary_cards.checks.written_page import without_code
from glossary_cards.diagnostics.problem import Problem, Severity, nearest
from glossary_cards.diagnostics.source import places_in, read_file

CONFIG = "mkdocs.yml"
_OURS = re.compile(
    r"^(?P<level>ERROR|WARNING|INFO) +-  (?:\w+: )?(?P<path>[^\s:][^:]*?)(?::(?P<line>\d+))?"
    r"(?::(?P<column>\d+))?: \[(?P<rule>[\w-]+)\] (?P<what>.*); (?P<mend>[^;]*)$"
)
_OTHER = re.compile(r"^(?:ERROR|WARNING) +-  (?P<what>.*?)\.?$")
_LINK = re.compile(
    r"Doc file '(?P<page>[^']+)' contains an? (?:[a-z]+ )*link '(?P<link>.+?)', (?P<why>.+)"
)
_BETTER = re.compile(r"Did you mean '([^']+)'\?")
_SETTING = re.compile(
    r"Config value '(?P<name>\w+)': (?:Unrecognised configuration name"
    r"|(?P<known>The configuration is invalid. Expected a key-value mapping))"
)
_SETTINGS = (
    "site_name site_url site_description site_author copyright repo_url repo_name edit_uri nav"
    " theme docs_dir site_dir extra extra_css extra_javascript hooks plugins markdown_extensions"
    " strict validation exclude_docs draft_docs not_in_nav use_directory_urls watch dev_addr"
).split()
"""Settings of MkDocs. Source: mkdocs.org, "Configuration"."""
_NOT_IN_NAV = re.compile(
    r'The following pages exist .* not included in the "nav" \S+: (?P<pages>.+)'
)
_PAGE = re.compile(r"\S.*?\.(?:md|markdown|mdown|mkdn|mkd)(?= |$)")
_NAV = re.compile(r"A reference to '(?P<page>[^']+)' is included in the 'nav'")


def problems_of(messages: Iterable[str], root: Path | None = None) -> list[Problem]:
    """Read the problems back from what MkDocs printed.

    Args:
        messages: The lines that MkDocs wrote; hooks write theirs in the project's own form.
        root: The folder of mkdocs.yml, in whose files MkDocs' own messages are given a place.
    """
    ours, others = [], []
    for line in messages:
        if match := _OURS.match(line):
            place = int(match["line"] or 0), int(match["column"] or 0)
            severity = Severity.ERROR if match["level"] != "INFO" else Severity.WARNING
            text = match["rule"], match["what"], match["mend"]
            ours.append(Problem(match["path"], *place, *text, severity))
        elif match := _OTHER.match(line):
            others.append(match["what"])
    dead = {(p.path, p.what.partition(": ")[0]) for p in ours if p.rule == "dead-term-link"}
    return [*_told_once(ours), *_from_mkdocs(others, root, dead)]


def config_problem(root: Path) -> Problem | None:
    """Say why mkdocs.yml cannot be read; nothing when it can.

    Args:
        root: The folder that holds it.
    """
    text, problems = read_file(CONFIG, root / CONFIG)
    places, faults = places_in(CONFIG, text)
    if not problems and not places:
        problems = faults
    return next((_as(problem, "mkdocs") for problem in problems), None)


def _as(problem: Problem, rule: str) -> Problem:
    place = problem.path, problem.line, problem.column
    return Problem(*place, rule, problem.what, problem.mend, problem.severity)


def _told_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out what two hooks say of one place, such as of a file that both read."""
    told: set[tuple[object, ...]] = set()
    for problem in problems:
        said = (problem.path, problem.line, problem.column, problem.what)
        if said not in told:
            told.add(said)
            yield problem


def _from_mkdocs(
    messages: Iterable[str], root: Path | None, dead: set[tuple[str, str]]
) -> Iterator[Problem]:
    """Give MkDocs' own messages a place and a way to mend them."""
    passed: Counter[tuple[str, str]] = Counter()
    for message in messages:
        link, nav = _LINK.match(message), _NAV.match(message)
        if link and root:
            passed[link["page"], link["link"]] += 1
            number = passed[link["page"], link["link"]]
            problem = _dead_link(root, link["page"], link["link"], link["why"], number)
            stem = posixpath.basename(unquote(link["link"]).partition("#")[0]).removesuffix(".md")
            if (problem.path, no_term(stem)) not in dead:
                yield problem
        elif nav and root:
            text, _ = read_file(CONFIG, root / CONFIG)
            near = _near(root / "docs", "", nav["page"])
            mend = f"did you mean `{near}`?" if near else "mend its name, or take the line out"
            what = f"there is no page `{nav['page']}`"
            yield Problem(CONFIG, *_place(text, nav["page"], 1), "mkdocs", what, mend)
        elif root and (setting := _SETTING.match(message)):
            yield from _wrong_setting(root, setting)
        elif left_out := _NOT_IN_NAV.match(message):
            for page in _PAGE.findall(left_out["pages"]):
                what, mend = (
                    "the navigation does not name this page",
                    f"add it to `nav` in {CONFIG}",
                )
                yield Problem(f"docs/{page}", 0, 0, "mkdocs", what, mend)
        else:
            yield Problem(CONFIG, 0, 0, "mkdocs", message, "mend the file that it names")


def _wrong_setting(root: Path, setting: re.Match[str]) -> Iterator[Problem]:
    """Say what is wrong with a setting of MkDocs, at its place, and where it belongs."""
    text, _ = read_file(CONFIG, root / CONFIG)
    places, _ = places_in(CONFIG, text)
    name = setting["name"]
    what, mend = f"MkDocs has no setting `{name}`", "mend its name, or take it out"
    if name == "glossary":
        mend = "put it below `extra:`, and begin it and its lines with two more spaces"
    elif setting["known"] is None:
        near = nearest(name, _SETTINGS, 0.75)
        mend = f"did you mean `{near}`?" if near else mend
    elif ("glossary",) in places:
        return  # an empty `extra:` above it has the same cause
    else:
        what, mend = f"`{name}` holds no settings", "write `key: value` lines below it"
    yield Problem(CONFIG, *places.get((name,), (0, 0)), "mkdocs", what, mend)


def _dead_link(root: Path, page: str, link: str, why: str, number: int) -> Problem:
    """Say that a link leads nowhere, at its place on the page.

    Args:
        root: The folder of mkdocs.yml.
        page: The page, inside the docs folder.
        link: The link as the page has it.
        why: What MkDocs says of it.
        number: Which of the equal links on the page it is, from 1.
    """
    path = f"docs/{page}"
    text = without_code(read_file(path, root / path)[0])[0]
    better = _BETTER.search(why)
    near = better[1] if better else _near(root / "docs", page, link)
    if link.startswith("www."):
        near = f"https://{link}"
    if "anchor" in why:
        what = f"the link `{link}` leads to a heading that is not there"
        mend = "mend what stands after its `#`"
    else:
        what = f"the link `{link}` leads to no page and no file"
        if "left as is" in why:
            what = f"the link `{link}` does not name a file"
        mend = f"did you mean `{near}`?" if near else "mend it, or take it out"
    return Problem(path, *_place(text, link, number), "dead-link", what, mend)


def _near(docs: Path, page: str, link: str) -> str:
    """Give the file that a link probably means, as that page has to write it; empty for none."""
    folder = posixpath.dirname(page) or "."
    paths = (file.relative_to(docs).as_posix() for file in docs.rglob("*") if file.is_file())
    links = {_bare(path).lower(): posixpath.relpath(path, folder) for path in sorted(paths)}
    wanted = _bare(posixpath.normpath(posixpath.join(folder, unquote(link.lower()))))
    name = posixpath.basename(wanted)
    alone = [path for bare, path in links.items() if posixpath.basename(bare) == name]
    return links.get(nearest(wanted, links, 0.75), "") or (alone[0] if len(alone) == 1 else "")


def _bare(path: str) -> str:
    return path.removesuffix(".md").lstrip("./")


def _place(text: str, link: str, number: int) -> tuple[int, int]:
    """Find one of the places of a link in a text; zeros where it is written in another way."""
    wanted = rf"(?<![^\s(<\"'=:\[]){re.escape(link)}(?![^\s)>\"'\]])"
    found = list(re.finditer(wanted, text))[:number]
    if not found:
        return 0, 0
    start = found[-1].start()
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
