"""One HTML file of a whole site: every id once, every link inside, pictures inside, nothing loaded."""

import re
from collections import Counter

import pytest

from publishing.bundle import Edition
from publishing.chapters import read_chapters
from publishing.single_file import single_file

FRAME = '<html><body><nav>menu</nav><article><h1 id="t">{title}</h1>{body}</article></body></html>'
WORD = (
    '<section id="words-on-this-page"><dl><div id="term-bpd"><dt><a href="{0}glossary/bpd.html">BPD</a></dt>'
    "<dd>A name.</dd></div></dl></section>"
)
PAGES = {
    "all-pages.html": '<nav class="mim-all-pages"><ul><li><a href="index.html">Home</a></li><li>One\n'
    '<ul><li><a href="b/two.html">Two</a></li></ul></li><li><a href="glossary/index.html">A</a></li></ul></nav>',
    "index.html": ("Home", '<a href="b/two.html#t">two</a> <a href="#t">here</a>' + WORD.format("")),
    "b/two.html": (
        "Two & more",
        '<a class="term" data-term="bpd" href="../glossary/bpd.html">BPD</a><a href="../contributing/x.html">how</a>'
        '<a class="glightbox" href="../a.svg"><picture><source srcset="../w.svg"><img src="../a.svg" alt="A"></picture></a>'
        '<sup id="fnref:x"><a class="footnote-ref" href="#fn:x">1</a></sup><ol><li id="fn:x">S</li></ol>'
        '<script>alert(1)</script><a class="mim-permalink" href="#t"></a>' + WORD.format("../"),
    ),
    "glossary/index.html": ("Words", ""),
    "glossary/bpd.html": ("BPD", '<a href="https://e.org/">out</a>'),
    "help/get-help-now.html": ("Get help now", ""),
    "contributing/x.html": ("X", "secret"),
    "404.html": ("No", ""),
}  # fmt: skip


@pytest.fixture
def root(tmp_path):
    for name, page in PAGES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        text = page if isinstance(page, str) else FRAME.format(title=page[0], body=page[1])
        (tmp_path / name).write_text(text)
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/mim.12345678.css").write_text("p { color: red }")
    (tmp_path / "a.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><a fill=\"#fff\"/>%</svg>"
    )
    return tmp_path


def test_chapters_come_in_the_order_of_the_menu_and_words_after_their_index(root):
    chapters = read_chapters(root)
    assert [(c.path, c.part) for c in chapters] == [
        ("index.html", ""), ("b/two.html", "One"), ("glossary/index.html", ""), ("glossary/bpd.html", ""),
        ("help/get-help-now.html", ""),
    ]  # fmt: skip
    assert list(chapters[1].words) == ["term-bpd"]


def test_every_link_arrives_at_one_place_in_the_file_and_nothing_is_loaded(root):
    text = single_file(root, Edition("2026.11.29"))
    ids = Counter(re.findall(r'\bid="([^"]*)"', text))
    assert not [name for name, count in ids.items() if count > 1]
    assert set(re.findall(r'href="#([^"]*)"', text)) <= ids.keys()
    assert set(re.findall(r'href="([^#"][^"]*)"', text)) == {"https://e.org/"}
    assert re.findall(r'src="([^"]*)"', text) == [
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><a fill=%22%23fff%22/>%25</svg>"
    ]
    assert text.count('id="term-bpd"') == 1
    assert "alert(1)" not in text
    assert "secret" not in text
    assert text == single_file(root, Edition("2026.11.29"))


def test_pages_that_are_left_out_are_linked_online_where_that_is_known(root):
    text = single_file(root, Edition("2026.11.29", "https://e.org/mim/"))
    assert 'href="https://e.org/mim/contributing/x/">how<span> (online)</span></a>' in text
