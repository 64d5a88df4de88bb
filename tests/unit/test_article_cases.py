"""What must be carried, kind by kind: our own small documents and what they become."""

import re
import subprocess
from pathlib import Path

import cmarkgfm
import pytest
from lxml import html as lxml_html

from article import proof
from article.facts import Facts
from article.placing import Places
from article.proof import differences, facts_of_pages, rendered, unheld, unplaced
from article.reading import Reading, read_article
from article_runs import pages_of, text_of_pages

HTML = {
    "raised and lowered": ("10<sup>9</sup>/L, H<sub>2</sub>O", "10<sup>9</sup>/L, H<sub>2</sub>O"),
    "struck out": ("<s>20 mg</s> <ins>2 mg</ins>", "<del>20 mg</del> <ins>2 mg</ins>"),
    "styled": ('<span style="vertical-align: super">2</span>', "<sup>2</sup>"),
    "quoted and marked": ("<q>So</q> <mark>not</mark>", "<q>So</q> <mark>not</mark>"),
    "telephone": ('<a href="tel:116123">116 123</a>', "[116 123](<tel:116123>)"),
    "mail": ('<a href="mailto:a@b.org">us</a>', "[us](<mailto:a@b.org>)"),
    "brackets in an address": ('<a href="https://x.org/a_(b)">x</a>', "[x](<https://x.org/a_(b)>)"),
    "a program is no link": ('<a href="javascript:x()">go on</a>', "go on"),
    "an address on its site": ('<a href="/why">why</a>', "[why](<https://site.example/why>)"),
    "a bold link": (
        '<p><a href="https://e.org"><b>Read</b></a></p>',
        "[**Read**](<https://e.org>)",
    ),
    "a link round a heading": (
        '<a href="https://e.org"><h3>Part</h3></a><p>x</p>',
        "# [Part](<https://e.org>)",
    ),
    "a picture elsewhere": (
        '<p>See <img src="//c.org/a.png" alt="A dog"></p>',
        '<img src="https://c.org/a.png" alt="A dog" loading="lazy">',
    ),
    "a picture beside it": ('<p><img src="dog.png" alt="A dog"></p>', "![A dog](<assets/dog.png>)"),
    "a caption": (
        '<figure><img src="dog.png" alt=""><figcaption>Rex</figcaption></figure>',
        '<figure><img src="assets/dog.png" alt="" loading="lazy"><figcaption>Rex</figcaption></figure>',
    ),
    "a table with spans": (
        "<table><tr><th colspan=2>D</th></tr><tr><td rowspan=2>A</td><td>1</td></tr><tr><td>2</td></tr></table>",
        '<table><tr><th colspan="2">D</th></tr><tr><td rowspan="2">A</td><td>1</td></tr><tr><td>2</td></tr></table>',
    ),
    "a hidden row": (
        "<table><tr><td>A</td><td>1</td></tr><tr style='display: none'><td>B</td><td>2</td></tr></table>",
        "<table><tr><td>A</td><td>1</td></tr></table>",
    ),
    "a list in a cell": (
        "<table><tr><td>Mon</td><td><ul><li>ten</li></ul></td></tr></table>",
        "<table><tr><td>Mon</td><td><ul><li>ten</li></ul></td></tr></table>",
    ),
    "code in a list": (
        "<ul><li>do:<pre>a\n  b</pre></li></ul>",
        "-   do:\n\n    ```\n    a\n      b\n    ```",
    ),
    "a list from three": ('<ol start="3"><li>c<li>d</ol>', "3.  c\n4.  d"),
    "a list that says nothing": ('<ol start="3"><li></ol><p>text</p>', "text"),
    "items that are the same": ("<ul><li>a</li><li>a</li></ul>", "-   a\n-   a"),
    "words between items": (
        "<ul><li>one</li><b>Note</b>: two</ul>",
        "-   one\n\n    **Note**: two",
    ),
    "a picture before another, in boxes": (
        '<figure><span><img src="dog.png" alt="D"></span> <div><img src="dog.png" alt="E"></div></figure>',
        'alt="D" loading="lazy"> <img',
    ),
    "a box at the end of a link": (
        '(<a href="https://e.org">y <div></div></a>',
        "([y](<https://e.org>)",
    ),
    "links that overlap": (
        '<a href="https://e.org"><p>one <a href="https://e.org/y">two</a></p> three</a>',
        "[two](<https://e.org/y>)",
    ),
    "a parameter that looks like a sign": (
        '<a href="https://e.org/x?a=1&section=2">y</a>',
        "[y](<https://e.org/x?a=1&section=2>)",
    ),
    "a film of two sources": (
        '<p>See <video title="Film"><source src="/a.mp4"><source src="/b.ogv">No film.</video>.</p>',
        "See [Film](<https://site.example/a.mp4>){ .carried }.",
    ),
    "letters that are nothing": ("one\ufeff two\x7f", "one two"),
    "numbered, and said so": ('<ol type="1"><li>a<li>b</ol>', "1.  a\n2.  b"),
    "a heading of two boxes": (
        "<h2><span>Sea</span><div>and land</div></h2><p>x</p>",
        "# Sea and land",
    ),
    "a sign left out between words": (
        "<p>One<span aria-hidden=true> – </span>two<script>x</script>s</p>",
        "One twos",
    ),
    "links without words": (
        '<pre><a href="#l1"></a><span id="l1">a</span> = 1</pre>',
        "```\na = 1\n```",
    ),
    "lettered": ('<ol type="a"><li>c</ol>', '<ol type="a"><li>c</li></ol>'),
    "details": (
        "<details><summary>More</summary><p>Call.</p></details>",
        '<details markdown="1">\n<summary>More</summary>\n\nCall.\n\n</details>',
    ),
    "a film": (
        '<iframe src="https://v.org/1" title="A film"></iframe>',
        "[A film](<https://v.org/1>){ .carried }",
    ),
    "code in a link": (
        '<a href="https://e.org">one <pre>a\n  b</pre></a>',
        '<pre><a href="https://e.org">a\n  b</a></pre>',
    ),
    "a table in a link": (
        '<a href="https://e.org">one <table><tr><td>two</td><td>three</td></tr></table> four</a>',
        '<td><a href="https://e.org">two</a></td>',
    ),
    "a film in an old player": (
        '<p><object title="O"><embed src="https://e.org/a.swf"></object> and</p>',
        "[O](<https://e.org/a.swf>){ .carried } and",
    ),
    "a row that is struck out": (
        '<table><tr style="text-decoration: line-through"><td>20 mg</td><td>2</td></tr></table>',
        "<tr><td><del>20 mg</del></td><td><del>2</del></td></tr>",
    ),
    "styles in styles": (
        '<p style="text-decoration: line-through">a <i style="font-weight: bold">b</i></p>',
        "<del>a <em>**b**</em></del>",
    ),
    "a drawing": (
        '<p><svg width="300"><title>A tide</title><path d="M0"/></svg></p>',
        "![A tide](<assets/picture.svg>)",
    ),
    "a page in a form": ("<form><p>In a form.</p><input></form>", "In a form."),
    "signs of Markdown": ("<p>*a* _b_ # c [d](e) `f`</p>", r"\*a\* \_b\_ # c \[d\](e) \`f\`"),
}
MARKDOWN = {
    "states": (
        "H~2~O 10^9^ ==x== ++y++ ~~z~~",
        "H<sub>2</sub>O 10<sup>9</sup> <mark>x</mark> <ins>y</ins> <del>z</del>",
    ),
    "a footnote": ("One.[^a]\n\n[^a]: A note.", "One.[^a]\n\n[^a]: A note."),
    "a note nobody refers to": ("One.\n\n[^a]: A note.", "\\[^a\\]: A note."),
    "a note nobody refers to, in a list": ("- [^a]: A note.", "-   \\[^a\\]: A note."),
    "a titled fence": ('```py title="x.py"\n# a\n```', '```py title="x.py"\n# a\n```'),
    "a fence with more": ('```py {test="skip"}\n# a\n```', "```py\n# a\n```"),
    "a definition": ("Term\n:   What it is.", "Term\n:   What it is."),
    "tasks": ("- [ ] a\n- [x] b", "-   [ ]  a\n-   [x]  b"),
    "a note apart": ('!!! tip "So"\n    Do *this*.', '!!! tip "So"\n    Do *this*.'),
    "a tab": ('=== "Sea"\n\n    Do *this*.', '!!! tab "Sea"\n    Do *this*.'),
    "what looks like a tab": ('```\n=== "Sea"\n\n    x\n```', '```\n=== "Sea"\n\n    x\n```'),
    "what opens": (
        '??? tip "So"\n    Do *this*.',
        '<details markdown="1">\n<summary>So</summary>\n\nDo *this*.',
    ),
    "a formula": ("$x^2$ costs $5 or $6", 'data-tex="x&#94;2"'),
    "what looks like a tag": ("Type <your-name> here.", "Type &lt;your-name> here."),
    "an aside": ("<aside>\n\nKept.\n\n</aside>", "Kept."),
    "shell": ("`a </dev/null` and `b >c`", "`a </dev/null` and `b >c`"),
    "a bare address": ("See https://e.org/x.", "[https://e.org/x](<https://e.org/x>)."),
    "addresses right after signs": (
        "<https://e.org/1 <https://e.org/2 <https://e.org/3> https://e.org/4",
        "e.org/4",
    ),
    "an address right after a sign": (
        "see:https://e.org/x, \u0639\u0644\u0649a@e.org",
        "e.org",
    ),
    "a quotation that goes on far in": ("> One\n    > two", "> One"),
    "a host of another script": ("[x](https://\u2764.e.org)", "[x](<https://%E2%9D%A4.e.org>)"),
    "a sign in code in a heading": ("## `#[a]` # b\n\nx", "# `#[a]` \\# b"),
    "half a sign": (r"write &amp;#60 and AT&T", "write &amp;#60 and AT&T"),
    "code for a sign": ("`&#60` `&#60;`", "<code>&amp;#60</code> <code>&amp;#60;</code>"),
    "ticks in another text": (
        '<p><img src="https://e.org/a.png" alt="the `a` of `b`"></p>',
        'alt="the &#96;a&#96; of &#96;b&#96;"',
    ),
    "a display formula": ("So:\n\n$$\nx^2\n$$\n\nEnd.", 'data-tex="x&#94;2"'),
    "Jinja": ("{{ page }} {% x %}", r"\{\{ page \}\} \{% x %\}"),
}


def page(body: str) -> bytes:
    head = '<link rel="canonical" href="https://site.example/here">'
    return f"<html lang=en><head>{head}</head><body><h1>T</h1>{body}</body></html>".encode()


@pytest.mark.parametrize("kind", HTML)
def test_html_is_carried(kind):
    source, wanted = HTML[kind]
    files, lost = pages_of("a.html", page(source), found={"dog.png": b"PNG"})
    assert lost == []
    assert wanted in text_of_pages(files)
    assert ("docs/assets/dog.png" in files) == ("dog.png" in source)


@pytest.mark.parametrize("kind", MARKDOWN)
def test_markdown_is_carried(kind):
    source, wanted = MARKDOWN[kind]
    files, lost = pages_of("a.md", f"# T\n\n{source}\n".encode())
    assert lost == []
    assert wanted in text_of_pages(files)


def test_a_header_that_nobody_closed_is_no_menu():
    body = (
        "<header role=banner><main><p>" + "The ferry runs every hour in summer. " * 30 + "</main>"
    )
    files, lost = pages_of("a.html", page(body))
    assert lost == []
    assert text_of_pages(files).count("The ferry") == 30


def test_no_cell_is_taken_out_of_a_table():
    row = "<tr><td class=related><a href=/a>A long name of a thing</a></td><td>%s</td></tr>"
    told = "It was seen at the harbour by many people in the early summer, they say. "
    rows = "".join(row % (told * (n % 3)) for n in range(12))
    files, lost = pages_of(
        "a.html", page(f"<p>{told * 9}</p><table>{rows}</table><p>{told * 9}</p>")
    )
    assert lost == []
    assert text_of_pages(files).count("A long name of a thing") == 12


def test_two_pages_that_meet_in_a_link_are_as_one():
    source = "# T\n\n## A\n\n[x](https://e.org)\n\n## [B](https://e.org)\n\ny\n"
    assert pages_of("a.md", source.encode())[1] == []


def test_places_in_the_article_are_linked_from_page_to_page():
    source = '<p>See <a href="#dose">dose</a>, <a href="#n1">1</a>, <a href="https://site.example/here#n1">2</a>.</p>'
    source += '<h2 id="dose">Dose</h2><p>x</p><h2>Notes of mine</h2><p id="n1">First.</p>'
    files, lost = pages_of("a.html", page(source))
    text = text_of_pages(files)
    assert lost == []
    for wanted in (
        "[dose](<dose.md#dose>)",
        "[1](<notes-of-mine.md#n1>)",
        "[2](<notes-of-mine.md#n1>)",
    ):
        assert wanted in text
    assert "# Dose { #dose }" in text
    assert '<span id="n1"></span>First.' in text


def test_front_matter_gives_the_title():
    for source in (
        "---\ntitle: Living with it\n---\n\nWords.\n",
        '+++\ntitle = "Living with it"\n+++\n\nWords.\n',
    ):
        files, lost = pages_of("post.md", source.encode())
        assert lost == []
        assert files["docs/index.md"].startswith(b"---\ntitle: Living with it\n---\n\nWords.")
        assert b'site_name: "Living with it"' in files["mkdocs.yml"]


def test_a_web_page_is_left_without_what_stands_around_its_article():
    sentence = (
        "The ferry runs every hour in summer, and in winter only when the sea is calm enough. "
    )
    menu = '<ul class="menu">' + "<li><a href=/x>Some other page</a></li>" * 9 + "</ul>"
    body = f'<div>{menu}</div><div id="content">' + f"<p>{sentence * 3}</p>" * 5
    body += f'<div class="share"><a href="/s">Share this page</a></div></div><div class="comments"><p>{"I liked it. " * 9}</p></div>'
    files, lost = pages_of("a.html", page(body))
    text = text_of_pages(files)
    assert lost == []
    assert text.count("The ferry runs") == 15
    assert not any(words in text for words in ("Some other page", "Share this", "I liked"))
    assert re.search("Some other page", text_of_pages(_all(page(body))))


def test_a_lead_in_a_box_of_its_own_is_part_of_the_article():
    told = "The ferry runs every hour in summer, and in winter only when the sea is calm enough. "
    lead = "<div class=intro><p>A new ferry will join two coasts that no boat has joined in a hundred years of trying.</p></div>"
    links = "<div>" + "<p><a href=/x>Some other page of this paper</a></p>" * 9 + "</div>"
    body = f"<div>{links}{lead}<div class=story>{f'<p>{told * 3}</p>' * 5}</div>{links}</div>"
    files, lost = pages_of("a.html", page(body))
    assert lost == []
    assert text_of_pages(files).count("A new ferry will join") == 1
    assert "Some other page" not in text_of_pages(files)


def _all(data: bytes) -> dict[str, bytes]:
    reading = read_article("a.html", data, "", everything=True)
    assert isinstance(reading, Reading)
    text = " ".join(facts_of_pages([""]).main.split())
    from article.model import text_of

    return {"docs/index.md": (text + text_of(reading.blocks)).encode()}


CHANGES = {
    "a number": ("10<sup>9</sup>", "10<sup>8</sup>"),
    "a raised figure": ("10<sup>9</sup>", "109"),
    "a struck-out dose": ("<del>20 mg</del>", "20 mg"),
    "a word": ("every day", "day"),
    "a word too many": ("every day", "every single day"),
    "an address": ("tel:116123", "tel:116124"),
    "a link": ("[116 123](<tel:116123>)", "116 123"),
    "a picture": ("![A dog](<assets/dog.png>)", ""),
    "its other text": ("![A dog]", "![A cat]"),
    "the order": ("First. Then.", "Then. First."),
    "a footnote": ("A note.", "No note."),
    "a cell": ("| 1 | 2 |", "| 1 2 |  |"),
    "a head cell": ("<td>4</td></tr></table>", "<th>4</th></tr></table>"),
    "a span": ('<td rowspan="2">3', "<td>3"),
}
WHOLE = (
    "# T\n\nFirst. Then. [x](#dose) 10<sup>9</sup> ~~20 mg~~ every day [116 123](tel:116123)[^1]\n\n"
    "![A dog](dog.png)\n\n[^1]: A note.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    "<table><tr><td rowspan=2>3</td><td>x</td></tr><tr><td>4</td></tr></table>\n\n## Dose\n\nSo.\n"
)


@pytest.mark.parametrize("kind", CHANGES)
def test_the_proof_sees_each_change(kind):
    reading = read_article("a.md", WHOLE.encode())
    files, lost = pages_of("a.md", WHOLE.encode(), found={"dog.png": b"PNG"})
    assert lost == []
    old, new = CHANGES[kind]
    pages = [files[f"docs/{name}.md"].decode() for name in ("index", "dose")]
    changed = [p.split('\n<div class="around-text')[0].replace(old, new) for p in pages]
    assert changed != [p.split('\n<div class="around-text')[0] for p in pages]
    links, pictures = {"#dose": "dose.md#dose"}, {"dog.png": "assets/dog.png"}
    assert proof.lost(reading, Places("", lambda _: None, {}, links, pictures), changed)


def test_a_place_that_no_page_has_is_named():
    assert unplaced({"#a": "b.md#a", "#c": "b.md#c"}, Facts(ids={"c"})) == [("#a", "")]


def test_words_that_a_package_holds_and_no_page_are_named():
    found = facts_of_pages(["Adults take 10 mg."])
    assert unheld("10 mg Adults take", found) == []
    assert unheld("Who: Adults take 10 mg at 8:00", found) == [("Who: at 8:00", "")]


def words_by_another_parser(html: str) -> list[str]:
    """Give a page's words, links and pictures by libxml2, marked as the eye sees them."""
    tree = lxml_html.fromstring(f"<div>{html}</div>")
    for node in tree.xpath(
        "//*[contains(@class, 'around-text') or contains(@class, 'backref')]|//head"
    ):
        node.drop_tree()
    for node in tree.iter():
        if node.tag in {"sup", "sub", "del", "s", "ins", "q", "mark"}:
            name = "del" if node.tag == "s" else node.tag
            node.text, node.tail = f" <{name}> {node.text or ''}", f" </> {node.tail or ''}"
        elif node.tag == "img":
            node.tail = f" [{node.get('alt')}] {node.tail or ''}"
        elif node.tag == "a" and ":" in (node.get("href") or ""):
            node.text = f" ({node.get('href')}) {node.text or ''}"
        elif node.tag in {
            "p",
            "li",
            "td",
            "th",
            "h1",
            "h2",
            "h3",
            "pre",
            "summary",
            "br",
            "dt",
            "dd",
            "div",
        }:
            node.text, node.tail = f" {node.text or ''}", f" {node.tail or ''}"
    return tree.text_content().split()


@pytest.mark.parametrize("kind", HTML)
def test_an_independent_comparison_agrees_with_the_proof(kind, tmp_path):
    if kind in {
        "a film",
        "a table in a link",
        "code in a link",
        "a film in an old player",
        "a row that is struck out",
        "styles in styles",
        "a drawing",
        "styled",
        "a program is no link",
        "an address on its site",
        "a picture elsewhere",
        "a film of two sources",
        "a hidden row",
        "a sign left out between words",
        "letters that are nothing",
        "links that overlap",
    }:
        pytest.skip("it is carried in another form, which the proof knows")
    source = page(HTML[kind][0])
    files, _ = pages_of("a.html", source, found={"dog.png": b"PNG"})
    assert compared(words_by_another_parser(source.decode()), files, tmp_path) == ""


@pytest.mark.parametrize("kind", ["a footnote", "a titled fence", "shell", "signs", "all of it"])
def test_the_reference_parser_of_markdown_agrees_with_the_proof(kind, tmp_path):
    signs = "# A *b* _c_ `d`\n\n> e\n\n1. f\n2. ~~g~~ <https://e.org>\n\n| h | i |\n|---|---|\n| j | k |\n"
    source = {
        **{k: f"# T\n\n{v[0]}\n" for k, v in MARKDOWN.items()},
        "signs": signs,
        "all of it": WHOLE.partition("## Dose")[0],
    }[kind]
    files, lost = pages_of("a.md", source.encode(), found={"dog.png": b"PNG"})
    assert lost == []
    options = cmarkgfm.cmark.Options
    flags = options.CMARK_OPT_FOOTNOTES | options.CMARK_OPT_UNSAFE
    html = cmarkgfm.markdown_to_html_with_extensions(source, flags, ["table", "strikethrough"])
    html = re.sub(r'<sup class="footnote-ref">.*?</sup>|<a [^>]*footnote-backref.*?</a>', "", html)
    wanted = [word for word in words_by_another_parser(html) if word != "x.py"]
    files = {p: re.sub(rb"\[\^\w+\](?!:)| title=\"x.py\"", b"", d) for p, d in files.items()}
    assert compared(wanted, files, tmp_path) == ""


def compared(wanted: list[str], files: dict[str, bytes], folder: Path) -> str:
    """Compare words with those of the pages by GNU diff."""
    pages = [
        data.decode() for path, data in files.items() if re.fullmatch(r"docs/[\w-]+\.md", path)
    ]
    order = sorted(pages, key=lambda text: (not text.startswith("# T"), "about" in text))
    bodies = [re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S) for text in order]
    made = [word for body in bodies for word in words_by_another_parser(rendered(body))]
    for name, words in (("a", wanted), ("b", made)):
        (folder / name).write_text("\n".join(words) + "\n")
    done = subprocess.run(
        ["diff", "a", "b"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout


def test_differences_name_both_sides():
    wanted, found = facts_of_pages(["One two three."]), facts_of_pages(["One three."])
    assert differences(wanted, found) == [("One two three.", "One three.")]
