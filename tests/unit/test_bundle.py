"""The offline bundle: what is in it, what stays out, and where links to that lead."""

import hashlib
import zipfile

import pytest

from publishing.bundle import Edition, bundled, write_bundle

PAGE = (
    '<html><head><title>Home - Mind in Mind</title><link rel="alternate" href="glossary/glossary.json">'
    '</head><body><a href="contributing/evidence.html#x">how</a> <a href="b/two.html">two</a> '
    '<a class="k" href="glossary/deck.apkg">cards</a> <a href="https://e.org/">out</a></body></html>'
)


@pytest.fixture
def site(tmp_path):
    files = {
        "index.html": PAGE,
        "b/two.html": '<title>x</title><a href="../contributing/index.html">c</a>',
        "contributing/evidence.html": "e", "contributing/index.html": "i", "glossary/deck.apkg": "d",
        "glossary/glossary.json": "{}", "assets/previews/a.png": "p", "assets/a.css": "c",
        "sitemap.xml": "s", "sitemap.xml.gz": "s", "404.html": "n", "search/words.js": "w",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text)
    return tmp_path / "site"


def test_what_a_reader_offline_cannot_use_stays_out_and_no_link_to_it_is_left(site):
    files = bundled(site, Edition("2026.11.29"))
    assert list(files) == [
        "README.txt", "START-HERE.html", "site/assets/a.css", "site/b/two.html", "site/index.html",
        "site/search/words.js", "SHA256SUMS",
    ]  # fmt: skip
    page = files["site/index.html"].decode()
    assert '<span>how</span> <a href="b/two.html">two</a> <span>cards</span>' in page
    assert "glossary.json" not in page
    assert '<a href="https://e.org/">out</a>' in page


def test_where_the_address_is_known_those_links_lead_there_and_say_so(site):
    files = bundled(site, Edition("2026.11.29", online="https://example.org/mim/"))
    page = files["site/index.html"].decode()
    assert '<a href="https://example.org/mim/contributing/evidence/">how (online)</a>' in page
    assert (
        '<a class="k" href="https://example.org/mim/glossary/deck.apkg">cards (online)</a>' in page
    )
    assert '"https://example.org/mim/contributing/">c (online)' in files["site/b/two.html"].decode()
    assert b"Newer copies: https://example.org/mim/" in files["README.txt"]


def test_a_neutral_bundle_names_its_topic_nowhere_that_shows(site, tmp_path):
    made = write_bundle(site, tmp_path / "dist", Edition("2026.11.29", neutral=True))
    assert made.name == "reading-2026.11.29.zip"
    with zipfile.ZipFile(made) as archive:
        names = archive.namelist()
        assert {name.split("/")[0] for name in names} == {"reading-2026.11.29"}
        assert b"<title>Something to read</title>" in archive.read(
            "reading-2026.11.29/site/index.html"
        )
        start = archive.read("reading-2026.11.29/START-HERE.html").decode()
    assert "Mind in Mind" not in start + str(names)


def test_checksums_hold_inside_and_beside_and_equal_sites_give_equal_bytes(site, tmp_path):
    first = write_bundle(site, tmp_path / "a", Edition("2026.11.29"))
    again = write_bundle(site, tmp_path / "b", Edition("2026.11.29"))
    assert first.read_bytes() == again.read_bytes()
    said = first.with_name(f"{first.name}.sha256").read_text()
    assert said == f"{hashlib.sha256(first.read_bytes()).hexdigest()}  {first.name}\n"
    files = bundled(site, Edition("2026.11.29"))
    sums = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert not list(first.parent.glob("*.part"))
