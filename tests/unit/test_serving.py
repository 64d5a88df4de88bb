"""serve.py: what it serves after any change is what a clean build gives, byte by byte."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config

from evidences import CLAIM, DATA, JONES, SMITH
from mindinmind.evidence.site import Evidence
from mindinmind.security import judge
from serving.live import LiveSite
from serving.memory import Memory
from serving.remembered import Remembered
from serving.sources import DATA as DATA_OF_SITE
from sites import ROOT, build_here, write_site

OWN = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8").replace("!ENV", ""))
CONFIG = {
    "theme": {"name": "material", "custom_dir": "overrides", "font": False},
    "hooks": [str(ROOT / hook) for hook in OWN["hooks"]],
    "plugins": OWN["plugins"],
    "markdown_extensions": OWN["markdown_extensions"],
    "extra": {"glossary": {"bibliography": "docs/_data/references.json", "cite": True}},
    "validation": {"links": {"not_found": "info"}},
}
HEAD = "---\ntitle: {}\nsummary: [One thing.]\naudience: [person]\nreviewed: 2026-11-20\nreview_in: 12 months\n---\n"
TERM = "---\nterm: {}\ndefinition: A word for *{}*.\nforms: [{}s]\n---\nMore about it.\n"
WORDS = (
    "To mentalize is to think of minds.", "A trial did it.[^smith2020]", "A book.[^jones2021]",
    "People do things. {claim=C8}", "See [another](b.md#more).", "## More", "- one\n- two",
    "The anchors hold, and one anchor.", "[Gone](gone.md)", "![](assets/dot.svg)",
    "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |", "<!-- evidence: references -->",
    "<!-- evidence: claim-check -->", "[A word](glossary/anchor.md)", "Call 988 now.",
    "<!-- crisis lines -->", "![](assets/diagrams/loop.svg)", "![](assets/easier/rest.svg)",
    "One first thing in room 555 66.", "[Theirs](https://one.example/x)",
)  # fmt: skip
LINES = """pages: {lines.md: [crisis lines]}
anywhere:
  - {name: Find One, web: "https://one.example/", who: Anyone, source: "https://one.example/b",
     source_by: service, source_date: not shown, read_on: 2026-11-22, read_how: stored copy}
places:
  - place: Someland
    emergency: ["999"]
    emergency_source: https://some.example/999
    lines:
      - {name: Listeners, number: 116 123, tel: "116123", hours: 24 hours a day, who: Anyone, lead: true,
         source: "https://one.example/a", source_by: service, source_date: not shown,
         read_on: 2026-11-22, read_how: stored copy}
"""
ROOM = LINES.replace("116 123", "555 66").replace("116123", "55566")
LOOP = (
    "alt: A loop.\ncaption: A loop of {} parts.\nreferences: []\nwords: |\n  A [loop](../a.md).\n"
)
DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 9"><circle r="1"/></svg>\n'
FILES = {
    "docs/index.md": HEAD.format("Home") + "# Home\n\n" + "\n\n".join(WORDS[:4]) + "\n",
    "docs/a.md": HEAD.format("A") + "# A\n\nAn anchor and [page B](b.md).\n",
    "docs/b.md": "# B\n\nMentalizing, and an anchor.\n\n## More\n\nText.\n",
    "docs/lines.md": "# Lines\n\n<!-- crisis lines -->\n",
    "docs/list.md": "# All\n\n<!-- evidence: references -->\n",
    "docs/glossary/anchor.md": TERM.format("anchor", "holding", "anchor"),
    "docs/glossary/mentalize.md": TERM.format("mentalize", "thinking", "mentalize"),
    "docs/assets/dot.svg": DOT.format(9),
    "docs/_data/references.json": json.dumps([SMITH, JONES]),
    "docs/_data/claims.yml": CLAIM,
    "docs/_data/crisis_lines.yml": LINES,
    "docs/_data/outside_hosts.yml": "one.example: {who: One, seen: 2026-11-29}\n",
    "docs/_data/diagrams/loop.yml": LOOP.format("two"),
    "docs/_data/diagrams/easier.yml": "rest: A bed.\n",
}
PAGES = ("a", "b", "c", "d", "part/e")
SLUGS = ("anchor", "mentalize", "trial")
TEMPLATES = ("footer", "page", "document", "evidence/cite", "evidence/references", "crisis/parts")
SHEETS = ("40-page.css", "first/10-base.css", "../evidence/evidence.css", "../javascripts/menu.js")


@st.composite
def changes(draw: st.DrawFn):
    """Give one change as a file's path and what it is to hold; nothing for one that goes."""
    text = "\n\n".join(draw(st.lists(st.sampled_from(WORDS), max_size=5)))
    number = draw(st.integers(1, 9))
    page, slug = draw(st.sampled_from(PAGES)), draw(st.sampled_from(SLUGS))
    head = draw(st.sampled_from(["", HEAD.format(f"Title {number}"), "---\nterms: false\n---\n"]))
    template, sheet = draw(st.sampled_from(TEMPLATES)), draw(st.sampled_from(SHEETS))
    smith = {**SMITH, "title": f"A trial of {number} things"}
    return draw(st.sampled_from([
        (f"docs/{page}.md", f"{head}# Page {number}\n\n{text}\n"),
        (f"docs/{page}.md", None),
        (f"docs/glossary/{slug}.md", TERM.format(slug, f"{number} things", f"{slug}{'e' * number}")),
        (f"docs/glossary/{slug}.md", TERM.format(slug, f"{number} things", slug)),
        (f"docs/glossary/{slug}.md", None),
        ("docs/_data/references.json", json.dumps([smith, JONES][: number % 3 or 2])),
        ("docs/_data/references.json", json.dumps([{**SMITH, "id": f"one{number}"}, SMITH, JONES])),
        ("docs/_data/claims.yml", CLAIM.replace("7 in 10", f"{number} in 10")),
        ("docs/_data/crisis_lines.yml", LINES.replace("Anyone", f"{number} people")),
        ("docs/_data/crisis_lines.yml", ROOM),
        ("docs/_data/crisis_lines.yml", LINES.replace("lines.md", f"{page}.md")),
        ("docs/_data/search.yml", f"same: [[one, first], [thing, number{number}]]\n"),
        ("docs/_data/diagrams/loop.yml", LOOP.format(number)),
        ("docs/_data/diagrams/loop.yml", LOOP.format("two").replace("A [", "<!-- crisis lines -->\n\n  [")),
        ("docs/_data/diagrams/easier.yml", f"rest: {number} beds.\n"),
        ("docs/_data/outside_hosts.yml", f"two{number}.example: {{who: Two, seen: 2026-11-29}}\n"),
        (f"overrides/partials/mim/{template}.html", f"+<!-- {number} -->"),
        (f"overrides/assets/stylesheets/{sheet}", "+/* */\n"),
        (f"overrides/assets/stylesheets/{sheet}", f"+.x{number}{{color:red}}\n"),
        ("docs/assets/dot.svg", DOT.format(number)),
        ("mkdocs.yml", {"site_name": f"Site {number}"}),
        ("mkdocs.yml", {"nav": ["index.md", {"One": "a.md"}]}),
        ("mkdocs.yml", {"use_directory_urls": number > 4}),
        ("mkdocs.yml", {"extra": {"glossary": {"occurrences": ["first", "all"][number % 2]}}}),
    ]))  # fmt: skip


def write(root: Path, change) -> None:
    name, content = change
    path = root / name
    if content is None:
        path.unlink(missing_ok=True)
    elif isinstance(content, dict):
        config = yaml.safe_load(path.read_text("utf-8"))
        path.write_text(yaml.safe_dump({**config, **content}), "utf-8")
    else:
        before = path.read_text("utf-8") if content.startswith("+") else ""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(before + content.removeprefix("+"), "utf-8")


class Served:
    """A live site in a folder of its own; what it remembers is put in place only while it reads."""

    def __init__(self, root: Path) -> None:
        self.root, self.folder = root, root.parent / f"{root.name}-served"
        shutil.copytree(ROOT / "overrides", root / "overrides")
        write_site(root, FILES, CONFIG)
        for schema in DATA.glob("*.schema.json"):
            shutil.copy(schema, root / "docs/_data")
        self.patched = pytest.MonkeyPatch()
        self.live = LiveSite(root, self.config, Remembered(self.patched.setattr))
        self.live.read()

    def config(self):
        return load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.folder), strict=False)

    def all(self) -> dict[str, bytes]:
        assert self.live.content("sitemap.xml")
        paths = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths}

    def is_like_a_clean_build(self) -> None:
        served = self.all()
        self.patched.undo()
        built = build_here(self.root)
        assert built.code == 0
        clean = built.bytes_by_path()
        assert sorted(served) == sorted(clean)
        for name, content in clean.items():
            assert served[name] == content, name


def hold(folder: Path, steps) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    served = Served(folder / "site")
    try:
        for change, asked in steps:
            write(served.root, change)
            served.live.read()
            for page in asked:  # pages are made in the order in which they are asked for
                served.live.content(f"{page}/index.html")
        served.is_like_a_clean_build()
    finally:
        served.patched.undo()


ASKED = st.lists(st.sampled_from(PAGES), min_size=1, max_size=2)
STEPS = st.lists(st.tuples(changes(), ASKED), min_size=1, max_size=6)
SLOW = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": [Phase.generate],  # to make an example smaller would take long
    "report_multiple_bugs": False,
}


@settings(max_examples=5, **SLOW)
@given(STEPS)
def test_what_is_served_is_what_a_clean_build_gives(tmp_path, steps):
    hold(tmp_path, steps)


def test_a_stylesheet_that_has_changed_takes_its_former_name_along(tmp_path):
    change = "overrides/assets/stylesheets/40-page.css", "+.x1{color:red}\n"
    hold(tmp_path, [(change, ["a"])])


@pytest.mark.nightly
@settings(max_examples=150, **SLOW)
@given(STEPS)
def test_it_is_so_after_many_changes(tmp_path, steps):
    hold(tmp_path, steps)


@pytest.fixture
def served(tmp_path):
    made = Served(tmp_path / "site")
    yield made
    made.patched.undo()


def test_what_is_wrong_is_told_on_its_page(served):
    assert "nothing to mend on this page" in served.live.panel("b/index.html")
    for text, count in (("{#here}", "1"), ("and on", "nothing"), ("{#here}", "1")):
        write(served.root, ("docs/b.md", f"# B\n\nSome text {text} now.\n"))
        served.live.read()
        assert f"{count} to mend on this page" in served.live.panel("b/index.html")
    assert "Line 3: <code>{#here}</code> is printed" in served.live.panel("b/index.html")
    assert "nothing to mend on this page" in served.live.panel("a/index.html")
    assert "elsewhere" in served.live.panel("a/index.html")


def test_only_the_page_that_changed_is_judged_anew(served, monkeypatch):
    real, made = judge.Judge, []
    monkeypatch.setattr(
        judge, "Judge", lambda source, *on: made.append(source) or real(source, *on)
    )
    write(served.root, ("docs/b.md", HEAD.format("Another name") + "# Another name\n"))
    served.live.read()
    assert [source.path for source in made] == ["docs/b.md"]
    write(served.root, ("docs/a.md", "# A\n\nSee [another *name*](https://www.nice.org.uk/).\n"))
    served.live.read()
    assert "“another name”, as a page of this site is called" in served.live.panel("a/index.html")
    write(served.root, ("docs/b.md", "# B\n\nOther text.\n"))
    served.live.read()
    assert "as a page of this site is called" not in served.live.panel("a/index.html")


def pages_read(monkeypatch) -> list[str]:
    """Note the pages that are read from now on."""
    real, made = Evidence.read_page, []

    def read(evidence, page, *more):
        made.append(f"docs/{page.source}")
        return real(evidence, page, *more)

    monkeypatch.setattr(Evidence, "read_page", read)
    return made


def test_data_are_read_anew_for_the_pages_that_name_them(served, monkeypatch):
    made = pages_read(monkeypatch)
    write(served.root, ("docs/_data/claims.yml", CLAIM.replace("7 in 10", "5 in 10")))
    served.live.read()
    assert made == ["docs/index.md"]


def test_lists_that_pages_are_held_against_are_read_anew_for_those_that_they_touch(
    served, monkeypatch
):
    made = pages_read(monkeypatch)
    text = "Room 555 66 is at [theirs](https://one.example/x).\n"
    write(served.root, ("docs/a.md", HEAD.format("A") + f"# A\n\n{text}"))
    served.live.read()
    made.clear()
    for name, content, said in (
        ("crisis_lines.yml", LINES.replace("Anyone", "All"), "nothing"),
        ("crisis_lines.yml", ROOM, "1"),
        ("crisis_lines.yml", LINES, "nothing"),
        ("outside_hosts.yml", "two.example: {who: Two, seen: 2026-11-29}\n", "1"),
        ("outside_hosts.yml", FILES["docs/_data/outside_hosts.yml"], "nothing"),
    ):
        write(served.root, (f"docs/_data/{name}", content))
        served.live.read()
        assert f"{said} to mend on this page" in served.live.panel("a/index.html"), content
        assert not {"docs/b.md", "docs/list.md"}.intersection(made), content


def test_what_the_site_does_not_have_is_not_served(served):
    assert served.live.content("nobody/index.html") is None
    write(served.root, ("docs/b.md", None))
    assert served.live.content("b/index.html")
    served.live.read()
    assert served.live.content("b/index.html") is None


def test_a_memory_forgets_what_a_build_did_not_need():
    memory, asked = Memory(), []
    twice = memory.remembering(lambda number: asked.append(number) or [number])
    for numbers in ((1, 2), (1,), (1, 2), (True,)):
        memory.turn()
        assert [twice(number) for number in numbers] == [[number] for number in numbers]
    assert asked == [1, 2, 2, True]


def test_a_memory_keeps_that_of_which_a_result_is_made():
    memory, asked = Memory(), []

    def part(number):
        asked.append(number)
        return number

    def whole(number):
        return part_again(number) + 1

    part_again = memory.remembering(part)
    whole_again = memory.remembering(whole)
    for _ in range(3):
        memory.turn()
        assert whole_again(1) == 2
    memory.turn()
    assert part_again(1) == 1
    assert asked == [1]


def test_early_templates_name_no_later_ones():
    """A change of what a page is framed by reads no page anew: no early template may hold it."""
    for name in (name for name in DATA_OF_SITE if name.startswith("overrides")):
        place = ROOT / name
        for path in [place] if place.is_file() else place.rglob("*.html"):
            for other in re.findall(r'(?:include|import|from|extends) "([^"]+)"', path.read_text()):
                assert f"overrides/{other}".startswith(DATA_OF_SITE), path


@pytest.fixture
def server(served):
    """A server on a port of its own; it ends as soon as code has changed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    served.root.joinpath("hooks").mkdir()
    code = (
        "import sys; from pathlib import Path; from serving.server import serve\n"
        "again = serve(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), open_in_browser=False)\n"
        "print('again', again)"
    )
    served.patched.undo()
    paths = os.pathsep.join(str(ROOT / name) for name in ("hooks", "scripts"))
    process = subprocess.Popen(
        [sys.executable, "-c", code, served.root, served.folder, str(port)],
        cwd=served.root, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": paths, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    yield process, served.root, f"http://127.0.0.1:{port}"
    process.kill()
    process.communicate()


def seen(address: str, text: str) -> str:
    """Ask for a page until it holds a text; give it."""
    for _ in range(600):
        with suppress(OSError), urlopen(address, timeout=60) as answer:
            page = answer.read().decode()
            if text in page:
                return page
        time.sleep(0.05)
    raise AssertionError(f"{text} is not in {address}")


def test_the_server_shows_what_is_saved_and_starts_anew_with_new_code(server):
    process, root, home = server
    page = seen(f"{home}/b/", "Mentalizing")
    script = re.search(r'<script src="(/mim-serve/start[^"]+)" defer>', page)[1]
    assert "panel.js" in seen(home + script, "const ask")
    assert "nothing to mend" in seen(f"{home}/mim-serve/panel.js?epoch=0&page=/b/", "insert")
    assert "location.reload()" in seen(f"{home}/mim-serve/wait.js?epoch=0&page=/b/", "reload")
    write(root, ("docs/b.md", "# B\n\nSaved.\n"))
    seen(f"{home}/b/", "Saved.")
    assert seen(f"{home}/a", "An ")  # a folder's address without its slash leads there
    write(root, ("hooks/x.py", "def broken(:\n"))
    write(root, ("docs/b.md", "# B\n\nSaved again.\n"))
    seen(f"{home}/b/", "Saved again.")
    write(root, ("hooks/x.py", "fine = 1\n"))
    output, _ = process.communicate(timeout=120)
    assert output.endswith("again True\n")
    assert "hooks/x.py:1:12: this is no Python" in output
