"""What MkDocs itself says in a build, with a place and a way to mend it.

MkDocs logs English sentences; the few that contributors meet are told again in plainer ones. Below
stand the settings that would let something in, although each is right for MkDocs: a script for
every page, a hook from outside. ``mkdocs.schema.json`` says what the site has instead.
"""

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

from glossary_cards.checks.written_page import without_code
from glossary_cards.diagnostics.problem import Problem, asked, meant, nearest
from glossary_cards.diagnostics.schema import problems_by_keys
from glossary_cards.diagnostics.source import place_of, read_data, read_file, read_yaml
from mindinmind.data_files import text_faults, unless_right
from mindinmind.page.redirects import ADDRESSES, REDIRECTS
from mindinmind.security.written import TOO_DEEP, written_problems
from mindinmind.source import Source
from prose.front_matter import heading_ids

CONFIG = "mkdocs.yml"
_READING = re.compile(r"Error reading page '([^']+)'")  # "Error reading page 'a.md'"
_AS_ABOVE = "begin it with as many spaces"
_LEFT_OUT = "the navigation does not name this page"
_DID_YOU_MEAN = re.compile(r"did you mean `([^`]+)`")  # "did you mean `b.md`?"
# Config value 'hooks': The path 'hooks/x.py' isn't an existing file
_QUOTED = re.compile(r"['\"]([^'\"]+)['\"]")
_MENU = re.compile(r"^nav:(?:\n(?!\S)[^\n]*)*", re.M)  # "nav:\n  - index.md"
_NO_DASH = re.compile(r"^ ++(?P<at>(?!- |#)[^\n#]*\.md)[ ]*(?:#.*)?$", re.M)  # "  Home: index.md"
# The page of "  - Home: index.md" and of "- index.md".
_NAV_ENTRY = re.compile(r"^ *- (?:[^\n#]*: )?(?P<page>[\w./-]+\.md)[ ]*(?:#.*)?$", re.M)
# as MkDocs says it: "Doc file 'a.md' contains a link 'b.md', but"
_LINK = re.compile(
    r"Doc file '(?P<page>[^']+)' contains an? (?:[a-z]+ )*link (?:to )?'(?P<link>.+?)'"
    r",? (?P<why>.+)"
)
_CURLY = re.compile(r"\s[“”„‘’]")  # the " “" of "useful-contacts.md “people to ask”"
_NOTE = re.compile(r"#fnref:(?P<key>.+)")  # "#fnref:smith2020"
_BETTER = re.compile(r"Did you mean '([^']+)'\?")  # "Did you mean 'b.md'?"
# The following pages exist in the docs directory, but are not included in the "nav" configuration
_NOT_IN_NAV = re.compile(r'The following pages exist .* not included in the "nav" ')
_PAGE = re.compile(r"\n  - (.+)")  # "\n  - family/sleep.md"
# "A reference to 'a.md' is included in the 'nav' configuration"
_NAV = re.compile(r"A reference to '(?P<page>[^']+)' is included in the 'nav'")


def config_problems(root: Path) -> list[Problem]:
    """Say why mkdocs.yml cannot be read, and which of its keys and pages are given twice.

    Args:
        root: The folder that holds it.
    """
    text, problems = read_file(CONFIG, root / CONFIG)
    menu = _MENU.search(text)
    if menu and (lost := _NO_DASH.search(text, *menu.span())):
        what, mend = "this line of the menu does not begin with `- `", "write `- ` before its words"
        return [Problem(CONFIG, *place_of(text, lost.start("at")), "mkdocs", what, mend)]
    _, places, faults = read_yaml(CONFIG, text, make_values=False)
    found = problems or faults
    about = "keys" if places and not problems else ""
    found = [replace(problem, rule="mkdocs", about=about) for problem in found]
    if not found:
        held = {"": SCHEMA.read_text(encoding="utf-8")}
        found = unless_right(root, CONFIG, held, text, partial(unsafe_settings, CONFIG))
    passed: set[str] = set()
    for match in _NAV_ENTRY.finditer(text):
        if match["page"] in passed:
            place = _place(text, match["page"], len(text))
            what, mend = f"`{match['page']}` stands in the navigation twice", "keep one of the two"
            found.append(Problem(CONFIG, *place, "mkdocs", what, mend, about="keys"))
        passed.add(match["page"])
    return found


def translated(messages: Iterable[str], root: Path) -> list[Problem]:
    """Give MkDocs' own messages a place and a way to mend them.

    Args:
        messages: What MkDocs logged.
        root: The folder of mkdocs.yml.
    """
    passed: Counter[tuple[str, str]] = Counter()
    found: list[Problem] = []
    joined: set[str] = set()
    for message in messages:
        if link := _LINK.match(message):
            passed[link["page"], link["link"]] += 1
            number = passed[link["page"], link["link"]]
            found.append(_dead_link(root, link["page"], link["link"], link["why"], number))
        elif nav := _NAV.match(message):
            text, _ = read_file(CONFIG, root / CONFIG)
            first, _, page = nav["page"].rpartition(" - ")
            near = _near(root / "docs", "", page)
            mend = asked(near, "mend its name, or take the line out")
            what = f"there is no page `{page}`"
            if page != nav["page"]:  # a line that continues the one above
                what, mend = f"`{page}` is read as part of the line above", _AS_ABOVE
            if first and ".md" not in (title := first.split(" - ")[0]):
                page, what = title, f"`{title}` has pages below it and no colon"
                mend = f"write `{title}:`"
            place, cause = _place(text, page, 1), (f"moved-page docs/{page}",)
            found.append(Problem(CONFIG, *place, "mkdocs", what, mend, because_of=cause))
            joined |= {f"docs/{one}" for one in nav["page"].split(" - ")}
        elif _NOT_IN_NAV.match(message):
            what, mend = _LEFT_OUT, f"add it to `nav` in {CONFIG}"
            for path in (f"docs/{page}" for page in _PAGE.findall(message)):
                # A page with a wrong name gets another first, and one without front matter that.
                causes = f"file {path}", f"front-matter {path}:1", "moved-page"
                found.append(Problem(path, 0, 0, "mkdocs", what, mend, because_of=causes))
        else:
            found.append(_other(root, message))
    # A page whose name is misspelt in the navigation is not left out of it as well.
    named = {f"docs/{match[1]}" for p in found if (match := _DID_YOU_MEAN.match(p.mend))} | joined
    return [p for p in found if not (p.what == _LEFT_OUT and p.path in named)]


def _other(root: Path, message: str) -> Problem:
    """Pass a message on, at the place of what it is about, if mkdocs.yml has it."""
    said = " ".join(message.replace(f"{root}/", "").split("\n", 1)[0].split()).rstrip(".")
    if page := _READING.match(said):
        path = f"docs/{page[1]}"
        written = written_problems(Source(path, read_file(path, root / path)[0]))
        if too_deep := next((one for one in written if one.what == TOO_DEEP), None):
            return too_deep
        return Problem(path, 0, 0, "mkdocs", said, "take out what is new in it")
    text, _ = read_file(CONFIG, root / CONFIG)
    name, _, what = said.rpartition("': ")
    wrong = next((word for word in _QUOTED.findall(what) if word in text), name[14:])
    paths = [
        path.relative_to(root).as_posix() for path in (*root.glob("hooks/*.py"), *root.glob("*/"))
    ]
    mend = meant(wrong, paths, "mend it, or take it out")
    what, place = what[:1].lower() + what[1:], _place(text, wrong, 1)
    causes = tuple(f"file docs/{name}" for name in _QUOTED.findall(said))
    return Problem(CONFIG, *place, "mkdocs", what, mend, because_of=causes)


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
    if note := _NOTE.fullmatch(link):
        text, _ = read_file(path, root / path)
        what, mend = f"the note `[^{note['key']}]` is never cited", "cite it, or take it out"
        return Problem(path, *_place(text, f"[^{note['key']}]:", 1), "unused-note", what, mend)
    text = without_code(read_file(path, root / path)[0])[0]
    what, mend = _why_dead(root, page, link, why)
    stem = posixpath.basename(unquote(link).partition("#")[0]).removesuffix(".md")
    anchor, target = link.rpartition("#")[2], _target(path, link)
    place = _place(text, link, number)
    near = _DID_YOU_MEAN.match(mend)
    causes = (
        *(f"dead-term-link {path} {stem}", f"unclosed {path}", f"unclosed {target}"),
        *(f"{rule} {target}" for rule in ("file", "moved-page", "redirects-file", "stale-drawing")),
        *([f"file {_target(path, near[1])}"] if near else []),
        # The heading is there, and something above it keeps it from the page.
        *(
            [f"unsafe-html {target}", f"leftover {target}", f"id {target}"]
            if f"#{anchor}` is not" in what
            else []
        ),
        *(f"{rule} {anchor.capitalize()}" for rule in ("claims-file", "unknown-claim")),
        *(f"{rule} {anchor}" for rule in ("references-file", "unknown-source")),
        *("claims-file *", "references-file *"),
        f"unsafe-html {path}:{place[0]}",
    )
    led = f"{target}{f'#{anchor}' if '#' in link else ''}"
    return Problem(path, *place, "dead-link", what, mend, about=led, because_of=causes)


def _why_dead(root: Path, page: str, link: str, why: str) -> tuple[str, str]:
    """Say what is wrong with a link that leads nowhere, and how to mend it."""
    if "excluded" in why:
        what = f"the link `{link}` leads to a file that is not published"
        return what, "link to a page that shows what it holds, or take it out"
    if "anchor" in why:
        ids = heading_ids(read_file("", root / _target(f"docs/{page}", link))[0])
        near = nearest(link.rpartition("#")[2], ids)
        if link.endswith(f"#{near}"):
            what = f"the heading of `#{near}` is not on its page"
            return what, "see what is left open above it"
        what = f"the link `{link}` leads to a heading that is not there"
        return what, asked(near and f"#{near}", "mend what stands after its `#`")
    better = _BETTER.search(why)
    near = better[1] if better else _near(root / "docs", page, link)
    if _CURLY.search(unquote(link)):
        what = f"the title in the link `{unquote(link)}` stands in curly quotation marks"
        return what, "write straight ones round it, or no title"
    if link.startswith("www."):
        near = f"https://{link}"
    if "\\" in link or "%5C" in link:
        near = re.sub(r"\\|%5C", "/", link)
    what = "does not name a file" if "left as is" in why else "leads to no page and no file"
    return f"the link `{link}` {what}", asked(near, "mend it, or take it out")


def _target(path: str, link: str) -> str:
    """Give the file that a link on a page leads to, as problems name it."""
    return posixpath.normpath(
        posixpath.join(posixpath.dirname(path), link.partition("#")[0] or path.rpartition("/")[2])
    )


def _near(docs: Path, page: str, link: str) -> str:
    """Give the file that a link probably means, as that page has to write it; empty for none."""
    folder = posixpath.dirname(page) or "."
    paths = {file.relative_to(docs).as_posix() for file in docs.rglob("*") if file.is_file()}
    wanted = _bare(
        posixpath.normpath(posixpath.join(folder, unquote(link.lower()).replace("\\", "/")))
    )
    root = docs.parent  # the pages that there are or were
    moved = read_data("", root / REDIRECTS)[0]
    old, sign, heading = wanted.partition("#")
    if isinstance(moved, dict) and (new := moved.get(f"{_bare(old)}.md")):
        return f"{posixpath.relpath(str(new), folder)}{sign}{heading}"
    published = {*read_file("", root / ADDRESSES)[0].split()}
    if (
        f"{wanted}.md" in published - paths
    ):  # it went, and only a page that is new can have its words
        paths -= published
    links = {_bare(path).lower(): posixpath.relpath(path, folder) for path in sorted(paths)}
    name = posixpath.basename(wanted)
    alone = [path for bare, path in links.items() if posixpath.basename(bare) == name]
    return links.get(nearest(wanted, links, 0.75), "") or (alone[0] if len(alone) == 1 else "")


def _bare(path: str) -> str:
    return path.removesuffix(".md").lstrip("./")


def _place(text: str, link: str, number: int) -> tuple[int, int]:
    """Find one of the places of a link in a text; zeros where it is written in another way."""
    # MkDocs names a file that is not published from docs/ on: "../_data/claims.yml" leads there.
    wanted = rf"(?<![^\s(<\"'=:\[])(?:\.\.?/)*{re.escape(link)}(?![^\s)>\"'\]:])"
    found = list(re.finditer(wanted, text))[:number]
    return place_of(text, found[-1].start()) if found else (0, 0)


SCHEMA = Path(__file__).with_name("mkdocs.schema.json")
"""What mkdocs.yml may hold."""
_RULE = "mkdocs"


class _Plain(yaml.SafeLoader):
    """Reads what MkDocs reads, and makes nothing of its tags: ``!ENV [SITE_URL, '']``."""


_Plain.add_multi_constructor("!", lambda *_: None)
_RUNS = re.compile(r"!!python/[\w/:.]*|tag:yaml\.org,2002:python/")  # "!!python/name:os.system"


def unsafe_settings(path: str, text: str) -> list[Problem]:
    """Say which settings would let something in.

    Args:
        path: The file as problems name it.
        text: What stands in it, which can be read.
    """
    if runs := _RUNS.search(text):  # and nobody reads the file any further
        what, mend = f"`{runs[0]}` would run code", "write the value itself, or take it out"
        return [Problem(path, *place_of(text, runs.start()), _RULE, what, mend)]
    try:
        data: Any = yaml.load(text, _Plain)  # a safe loader, with two tags more
    except yaml.MarkedYAMLError as error:  # MkDocs reads some signs as the ends of lines
        mark = error.context_mark or error.problem_mark
        what, mend = "MkDocs cannot read this line", "type it anew, as the lines around it are"
        return [Problem(path, *place_of(text, mark.index if mark else 0), _RULE, what, mend)]
    place = read_yaml(path, text, make_values=False)[1].at
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    known = {key: value for key, value in data.items() if value is not None}
    found = problems_by_keys(path, known, schema, place, _RULE)
    told = {keys for keys, _ in found}
    for keys, what, mend in text_faults(known):
        if keys not in told:
            found.append((keys, Problem(path, *place(keys), _RULE, what, mend)))
    return [problem for _, problem in found]
