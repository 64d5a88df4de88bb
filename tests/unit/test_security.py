"""What readers see is judged, and what nobody judged does not run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from glossary_cards.diagnostics.source import read_document, read_yaml
from mindinmind.security.files import file_problems, read_kinds
from mindinmind.security.judge import Judge, Source, read_allowed
from mindinmind.security.judge import judged as whole_page
from mindinmind.security.leftovers import LOOK_ALIKE, leftovers, read_leftovers
from mindinmind.security.policy import inline_hashes, mark_templates, unmarked
from mindinmind.security.written import SHAPES, written_problems
from sites import ROOT

HOOKS = {"hooks": [str(ROOT / "hooks" / "security.py")]}
ALLOWED, KINDS = read_allowed(), read_leftovers()


def judged(html: str, text: str | None = None) -> list[str]:
    """Give what is wrong with a page, as ``line: what; mend``."""
    judge = Judge(Source("docs/x.md", html if text is None else text), ALLOWED, KINDS)
    judge.read(html)
    return [f"{p.line}: {p.said}" for p in judge.problems]


@pytest.mark.parametrize(("lang", "told"), [("en", 1), ("de", 0)])
def test_marks_of_another_language_are_right_in_it(lang, told):
    text = "Sie sagt „Komm“ zu mir."
    lists = ALLOWED, KINDS, {}, None
    assert len(whole_page("docs/x.md", text, f"<p>{text}</p>", {"lang": lang}, lists)) == told


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<SCRIPT src='x.js'></SCRIPT>", "<script>"),
        ('<script type="application/ld+json">{}</script>', "<script>"),
        ('<p onclick="x()">a</p>', "onclick="),
        ("<img src=x onerror=alert(1)>", "onerror="),
        ("<a/onmouseover=x()//href=y>a</a>", "onmouseover="),
        ('<a href="javascript:x()">a</a>', "`javascript:`"),
        ('<a href=" java\tscript:x()">a</a>', "`javascript:`"),
        ('<a href="java&#115;cript:x()">a</a>', "`javascript:`"),
        ('<a href="vbscript:x">a</a>', "`vbscript:`"),
        ('<a href="data:text/html,x">a</a>', "`data:`"),
        ('<a href="file:///etc/passwd">a</a>', "`file:`"),
        ('<a href="//evil.example">a</a>', "`//`"),
        (r'<a href="/\evil.example">a</a>', "`//`"),
        ('<a href="http://evil.example">a</a>', "not encrypted"),
        ('<meta http-equiv="refresh" content="0;url=https://e.example">', "<meta>"),
        ("<base href='https://e.example'>", "<base>"),
        ("<iframe src='x'></iframe>", "<iframe>"),
        ("<form action='x'><input name=a></form>", "<form>"),
        ("<object data=x></object>", "<object>"),
        ("<style>p{}</style>", "<style>"),
        ("<svg onload=x()></svg>", "<svg>"),
        ("<dialog open>Hello</dialog>", "<dialog>"),
        ('<p style="display:none">a</p>', "style="),
        ('<img alt="x" src="x.png" srcset="https://e.example/x.png 2x">', "srcset="),
        ("<math><mi xlink:href='javascript:x()'>a</mi></math>", "<math>"),
    ],
)
def test_what_the_list_does_not_name_is_refused_at_its_place(html, what):
    found = judged(html, f"One line.\n\n{html}\n")
    assert len(found) >= 1
    assert found[0].startswith("3: ")
    assert what in found[0]


def test_what_markdown_makes_is_allowed():
    html = (
        '<h2 id="a">A<a class="headerlink" href="#a" title="Permanent link">¶</a></h2>'
        '<p><a href="#b">b</a>, <a href="https://e.example/?a=1&amp;b=2">the other page</a></p>'
        '<figure class="mim-diagram"><img alt="A house by a lake" src="a.svg" width="2" height="2"></figure>'
    )
    assert judged(html, "# A") == []


def test_a_sign_with_a_backslash_before_it_is_meant():
    html = "<p>She typed *sigh* at **two.</p>"
    assert judged(html, r"She typed \*sigh\* at \*\*two.") == []
    (found,) = judged(html, r"She typed \*sigh\* at **two.")
    assert "`**` is printed" in found


def test_a_tag_that_stands_in_code_as_well_is_found_where_it_does_harm():
    text = "`<p onclick=x>` is code.\n\n<p onclick=x>a</p>\n"
    assert judged("<p onclick=x>a</p>", text)[0].startswith("3: ")


@pytest.mark.parametrize("kind", SHAPES, ids=lambda kind: kind.what)
def test_each_shape_of_a_file_is_found_in_its_example(kind):
    (found,) = written_problems(Source("docs/x.md", f"# A\n\n{kind.example}\n"))
    assert (found.rule, found.mend, found.line >= 3) == (kind.rule, kind.mend, True)


@pytest.mark.parametrize("kind", [*KINDS, LOOK_ALIKE], ids=lambda kind: kind.rule)
def test_each_kind_of_leftover_has_an_example_in_which_it_alone_is_found(kind):
    assert [found.kind for found in leftovers(f"\0{kind.example}\0", KINDS)] == [kind]
    assert "{0}" not in next(leftovers(kind.example, KINDS)).what


def without(parsed, needs, begun=("",)):
    """Give what texts that a pattern finds may end with, of those that hold none of the needs."""
    begun = set(begun)
    for kind, said in parsed:
        name = str(kind)
        if name == "LITERAL":
            begun = {text + chr(said).casefold() for text in begun}
        elif name == "BRANCH":
            begun = set().union(*(without(part, needs, begun) for part in said[1]))
        elif name == "SUBPATTERN":
            begun = without(said[3], needs, begun)
        elif name == "ATOMIC_GROUP":
            begun = without(said, needs, begun)
        elif name == "MAX_REPEAT" and said[:2] == (0, 1):
            begun |= without(said[2], needs, begun)
        elif name.endswith("_REPEAT"):
            for _ in range(said[0]):
                begun = without(said[2], needs, begun)
            begun |= without(said[2], needs) if begun and said[0] < said[1] else set()
        elif name == "ASSERT" and said[0] < 0 and begun == {""}:
            begun = without(said[1], needs)
        elif name == "IN" and {str(one[0]) for one in said} <= {"LITERAL", "RANGE"}:
            spans = [one[1] if str(one[0]) == "RANGE" else (one[1], one[1]) for one in said]
            signs = {chr(n).casefold() for first, last in spans for n in range(first, last + 1)}
            begun = {text + sign for text in begun for sign in signs}
        elif name not in ("ASSERT", "ASSERT_NOT", "AT"):
            begun = {""} if begun else begun  # what stands there may be anything
        begun = {text for text in begun if not any(map(text.__contains__, needs))}
    return begun


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.needs], ids=lambda kind: kind.what)
def test_what_a_leftover_needs_stands_in_all_that_it_finds(kind):
    assert without(re._parser.parse(kind.find.pattern), kind.needs) == set()
    assert without(re._parser.parse(kind.find.pattern), ["\ue000"]) != set()


def test_a_letter_that_a_pattern_takes_for_another_hides_nothing():
    for text in ("lorem \u0131psum", "Lorem \u0130psum", "add a lin\u212a here"):
        assert list(leftovers(text, KINDS)), text


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<details><summary>More</summary><p>a</p>", "`<details>` is never closed"),
        ("<p>a</p></div>", "`</div>` ends what never began"),
        ('<h2 id="a">A</h2><h2 id="a">B</h2>', "`a` is given twice"),
        ('<h2 id="mim-menu">A</h2>', "belongs to the site's frame"),
        ('<h2 id="MiniSearch">A</h2>', "could be taken for a name in a script"),
        ('<p><img alt="image" src="a.png"></p>', "“image” does not say"),
        ('<p><img alt="A tree in a field" src="https://e.org/a.png"></p>', "from another site"),
        ('<p><a href="https://evil.org">www.nhs.uk</a></p>', "says “www.nhs.uk” and leads to"),
        ('<p><a href="">the card</a></p>', "leads nowhere"),
        ('<p class="hide-me">a</p>', "class `hide-me` may not"),
        ("<p><strong>What helps?</strong></p><p>This.</p>", "looks like a heading"),
        ('<div class="admonition note"><p class="admonition-title">Note</p></div>', "is empty"),
        ("<pre><code>Some prose here.</code></pre>", "printed as code"),
        ("<p>A \u202efdp.exe</p>", "direction of writing"),
        ("<p>В\u0420D</p>", "another alphabet"),
    ],
)
def test_what_a_reader_would_stumble_over_is_named(html, what):
    found = judged(html)
    assert len(found) == 1, found
    assert what in found[0]


@pytest.mark.parametrize(
    "written",
    [
        '<p class="{}">a</p>',
        "<p class=' {} '>a</p>",
        '<p class="note {}">a</p>',
        '<div class="highlight"><span class="{}">a</span></div>',
    ],
)
@pytest.mark.parametrize("name", ["mim-hidden", "mim-vh", "mim-header", "headerlink", "mim-sure"])
def test_no_page_takes_a_class_of_the_frame_or_of_what_markdown_makes(written, name):
    found = judged(written.format(name))
    assert len(found) == 1
    assert "may not stand in a page" in found[0]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="x.md" title="{}">a</a>',
        '<img alt="{} and more of it" src="a.svg">',
        '<p aria-label="{}">a</p>',
        '<abbr title="{}">a</abbr>',
    ],
)
@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff"])
def test_a_hidden_sign_is_found_in_what_is_read_out(html, sign):
    html = html.format(f"an a{sign}b")
    source = Source("docs/x.md", f"One.\n\n{html}\n")
    judge = Judge(source, ALLOWED, KINDS)
    judge.read(html)
    assert [(p.line, p.rule) for p in judge.problems][:1] == [(3, "hidden-sign")]


def test_three_faults_of_one_element_repeat_no_mend():
    (found,) = judged('<p hidden contenteditable onclick="x()">a</p>')
    assert found.count("take it out") == 1
    (found,) = judged("<center><font><i hidden>a</i></font></center>")
    assert found.count("take it out") == 1


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("https://www.mind.org.uk:443@www.rethink.org/x", "no `@` and no port"),
        ("https://www.mind.org.uk@evil.org", "no `@` and no port"),
        ("https://www.mind.org.uk:8443/x", "no `@` and no port"),
        ("HTTPS://a:b@www.mind.org.uk/", "no `@` and no port"),
        ("https://[::1]/", "no `@` and no port"),
        ("https://www.m\u0456nd.org.uk/x", "look like ours"),
        ("https://www.xn--mnd-qsc.org.uk/x", "look like ours"),
        ("https://www.mind.org.uk/a\u202eb", "invisible sign"),
        ("https://[x/", "is no address"),
        ("https://www.mind.org%2euk/", "is no address"),
    ],
)
def test_an_address_leads_where_it_seems_to_lead(address, what):
    html = f'<p><a href="{address}">the other page</a></p>'
    judge = Judge(Source("docs/x.md", html), ALLOWED, KINDS, {}, {"www.mind.org.uk": {}})
    judge.read(html)
    assert len(judge.problems) == 1, judge.problems
    assert what in judge.problems[0].what
    assert "outside_hosts" not in judge.problems[0].mend


@pytest.mark.parametrize(
    "address",
    ["https://www.mind.org.uk/@us?a=b:c#d", "https://www.mind.org.uk", "https://WWW.mind.org.uk/é"],
)
def test_what_follows_the_host_is_free(address):
    html = f'<p><a href="{address}">the other page</a></p>'
    judge = Judge(Source("docs/x.md", html), ALLOWED, KINDS, {}, {"www.mind.org.uk": {}})
    judge.read(html)
    assert judge.problems == []


def test_a_host_that_nobody_read_is_told_of_beside_what_tracks_a_reader():
    html = '<p><a href="https://evil.test/a?utm_source=x">the other page</a></p>'
    judge = Judge(Source("docs/x.md", html), ALLOWED, KINDS, {}, {"www.mind.org.uk": {}})
    judge.read(html)
    assert [problem.rule for problem in judge.problems] == ["address", "outside-link"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.what)
def test_what_stands_in_one_value_is_found_among_others(kind):
    def found(*values):
        judge = Judge(Source("a.md", "---\ntitle: A\n---\n"), ALLOWED, KINDS)
        judge.read_front_matter({"summary": [*values]})
        return [(problem.rule, problem.what) for problem in judge.problems]

    assert found("One.", kind.example, "Two.") == found(kind.example) != []


def test_front_matter_is_judged_as_well():
    meta = {"title": "A", "summary": ["<img src=x onerror=y()", "lorem ipsum"], "n": 3}
    source = Source("a.md", "---\ntitle: A\nsummary: [<img src=x onerror=y(), lorem ipsum]\n---\n")
    judge = Judge(source, ALLOWED, KINDS)
    judge.read_front_matter(meta)
    found = [f"{p.line} {p.rule}" for p in judge.problems]
    assert found == ["3 unsafe-html", "3 placeholder"]


def test_only_scripts_of_templates_are_allowed():
    loader = DictLoader({"page": "<script>var a = {{ b }}</script><style>p{}</style>{{ words }}"})
    environment = Environment(loader=loader)
    mark = mark_templates(environment)
    smuggled = '<script>evil()</script><style>q{}</style><script data-ours="">evil()</script>'
    html = environment.get_template("page").render(b="1", words=smuggled)
    scripts, styles = inline_hashes(html, mark)
    assert (len(scripts), len(styles)) == (1, 1)
    assert unmarked(html, mark) == f"<script>var a = 1</script><style>p{{}}</style>{smuggled}"


def test_a_script_in_a_page_is_no_source_of_hashes(site, tmp_path):
    theme = tmp_path / "theme"
    theme.mkdir()
    page = '<!doctype html><meta charset="utf-8"><script>ours()</script>{{ page.content }}'
    (theme / "main.html").write_text(page)
    (theme / "404.html").write_text(page.split("{{", maxsplit=1)[0])
    config = {**HOOKS, "theme": {"name": None, "custom_dir": str(theme)}}
    built = site({"docs/index.md": "# A\n\n<script>evil()</script>\n"}, config)
    assert built.page().count("'sha256-") == 1
    assert "data-ours" not in built.page()
    assert (built.site / "_headers").read_text().count("'sha256-") == 1
    where = "ERROR: security: docs/index.md:3:1: [unsafe-html] `<script>`"
    assert [line for line in built.log if line.startswith(where)]


def test_a_plain_drawing_is_allowed_whatever_program_saved_it(tmp_path):
    start = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- drawn -->\n'
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        "<style><![CDATA[rect{fill:url(#a)}@media (prefers-color-scheme:dark){rect{fill:#fff}}]]>"
        '</style><defs><linearGradient id="a"><stop offset="1"/></linearGradient></defs>'
        '<g transform="rotate(2)"><rect fill="url( \'#a\' )"/><use xlink:href="#a"/></g>'
        '<image href="data:image/png;base64,AAAA"/><text>on a line: @import \\ url(x)</text></svg>'
    )
    for name, before in (("a.svg", ""), ("b.svg", start), ("c.svg", "\ufeff")):
        (tmp_path / "assets").mkdir(exist_ok=True)
        (tmp_path / "assets" / name).write_text(before + drawing, "utf-8")
    assert list(file_problems(tmp_path, "docs", read_kinds())) == []
    hidden = drawing.replace("<![CDATA[", '<!-- x --><g/>@import "//evil.test/x.css";<![CDATA[')
    (tmp_path / "assets/a.svg").write_text(hidden, "utf-8")
    (found,) = file_problems(tmp_path, "docs", read_kinds())
    assert "`@import`" in found.what


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("target", ["/etc/hostname", "..", "nowhere"])
def test_a_symbolic_link_stops_the_build(site, tmp_path, target):
    (tmp_path / "docs/a").mkdir(parents=True)
    (tmp_path / "docs/a/x.md").symlink_to(target)
    built = site({}, HOOKS)
    assert built.code == 1
    assert "ERROR: security: docs/a/x.md: [symbolic-link] this is a symbolic link" in "".join(
        built.log
    )
    assert not built.site.exists()


def bomb(depth: int) -> str:
    """Give a YAML text that repeats itself ten times over on each line."""
    lines = ["a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, depth)]
    return "\n".join(lines)


def test_aliases_are_refused_whatever_reads_them():
    _, problems = read_document("x.md", f"---\n{bomb(40)}\n---\n# A\n")
    assert [str(p) for p in problems] == [
        "x.md:2:5: [front-matter] an alias, `*name`, repeats what stands here; write the text "
        'where it is needed, and put one that begins with `*` in "quotes"'
    ]
    assert len(read_yaml("x.yml", bomb(40))[2]) == 1
    assert len(read_yaml("x.yml", bomb(40), make_values=False)[2]) == 1
    assert len(read_yaml("x.yml", "a: &a [*a]")[2]) == 1


def test_aliases_in_front_matter_do_not_reach_the_build(site):
    page = f"---\n{bomb(12)}\nsummary: *a11\n---\n# A\n"
    built = site({"docs/index.md": page}, HOOKS)
    where = "ERROR: security: docs/index.md:2:5: [front-matter] an alias"
    assert [line for line in built.log if line.startswith(where)]
    assert "x" not in built.page().split("<main>")[1]


def test_a_file_of_shingles_is_never_overwritten(tmp_path):
    text, target = tmp_path / "a.txt", tmp_path / "out" / "a_shingles.txt"
    text.write_text("one two three four five six seven eight nine ten")
    command = [sys.executable, ROOT / "scripts/hash_shingles.py", text, "--to", target]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    kept = target.read_bytes()
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert re.search(r"guards another text; name a new file", again.stderr)
    assert target.read_bytes() == kept
    guard = Path(ROOT / "tests/data/article_shingles.txt").read_bytes()
    subprocess.run([sys.executable, command[1], text], capture_output=True, check=False)
    assert Path(ROOT / "tests/data/article_shingles.txt").read_bytes() == guard
