"""A host of our own: nginx starts with the file in the repository, and gives every file as it should."""

import gzip
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest

from mindinmind.security.policy import headers_file
from publishing.hosting import nginx_headers, precompress
from servers import hosted_by_nginx

HEADERS = headers_file([(frozenset({"'sha256-x='"}), frozenset())])
FILES = {
    "index.html": "<h1>Home</h1>" + " home" * 500,
    "404.html": "<h1>This page is not here</h1>",
    "a/b/index.html": "<h1>B</h1>",
    "assets/mim.1a2b3c4d.css": "a{b:c}" * 400,
    "assets/x.svg": "<svg/>",
    "glossary/glossary.ttl": "é", "glossary/glossary.tbx": "t", "glossary/cards.apkg": "a",
    "glossary/glossary.json": "{}", "cite/x.ris": "r", "downloads/b.epub": "e", "sitemap.xml": "s",
    "_headers": HEADERS, ".secret/x.txt": "no",
}  # fmt: skip


def test_texts_are_compressed_beside_themselves(tmp_path):
    (tmp_path / "a.html").write_text("a word " * 1000)
    (tmp_path / "b.html").write_text("short")
    (tmp_path / "c.png").write_bytes(bytes(5000))
    assert precompress(tmp_path) == 1
    whole = (tmp_path / "a.html").read_bytes()
    first = (tmp_path / "a.html.gz").read_bytes()
    assert (
        gzip.decompress(first) == whole == brotli.decompress((tmp_path / "a.html.br").read_bytes())
    )
    assert precompress(tmp_path) == 1
    assert (tmp_path / "a.html.gz").read_bytes() == first
    assert len(list(tmp_path.iterdir())) == 5


def test_nginx_gets_the_same_headers_as_other_hosts():
    lines = nginx_headers(HEADERS).splitlines()
    assert lines[0].startswith(
        "add_header Content-Security-Policy \"default-src 'none'; script-src"
    )
    assert lines[0].endswith("frame-ancestors 'none'\" always;")
    assert "Cache-Control" not in nginx_headers(HEADERS)
    assert HEADERS.count("\n  ") == len(lines) + 1, "the last is for hashed files only"


@pytest.fixture(scope="module", params=["", "/mim"])
def ask(request, tmp_path_factory):
    """Start nginx at the root or under a path; ``ask(path, **headers)`` gives its response."""
    root = tmp_path_factory.mktemp("nginx")
    for name, text in FILES.items():
        (root / f"site{request.param}" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / f"site{request.param}" / name).write_text(text)
    with hosted_by_nginx(root, request.param) as asking:
        yield asking


def test_every_answer_carries_the_headers_and_hashed_files_are_kept(ask):
    for path, status in (("/", 200), ("/assets/mim.1a2b3c4d.css", 200), ("/nowhere/at/all", 404)):
        answer = ask(path)
        assert answer.status == status
        for line in HEADERS.split("\n/")[0].splitlines()[1:]:
            name, _, value = line.strip().partition(": ")
            assert answer.headers.get_all(name) == [value], (path, name)
        hashed = "mim." in path
        assert ("immutable" in answer.headers["Cache-Control"]) == hashed
        assert answer.headers["Server"] == "nginx"


@pytest.mark.parametrize(
    ("path", "kind"),
    {
        "/": "text/html; charset=utf-8", "/glossary/glossary.ttl": "text/turtle; charset=utf-8",
        "/glossary/glossary.tbx": "application/x-tbx+xml; charset=utf-8",
        "/glossary/cards.apkg": "application/apkg", "/downloads/b.epub": "application/epub+zip",
        "/assets/x.svg": "image/svg+xml; charset=utf-8", "/cite/x.ris": "application/x-research-info-systems",
        "/glossary/glossary.json": "application/json; charset=utf-8", "/sitemap.xml": "text/xml; charset=utf-8",
    }.items(),
)  # fmt: skip
def test_every_kind_of_file_is_named(ask, path, kind):
    assert ask(path).headers["Content-Type"] == kind


def test_compressed_copies_are_sent_to_whoever_takes_them(ask):
    whole = ask("/").content
    assert gzip.decompress(ask("/", Accept_Encoding="gzip").content) == whole
    answer = ask("/", Accept_Encoding="br, gzip")
    assert answer.headers["Content-Encoding"] == "br"
    assert brotli.decompress(answer.content) == whole


@pytest.mark.parametrize(
    "path", ["/_headers", "/.secret/x.txt", "/a/.git/config", "/assets/", "/no/such/page/", "/a/../_headers"]
)  # fmt: skip
def test_what_nobody_may_see_is_not_here(ask, path):
    answer = ask(path)
    assert answer.status == 404
    assert b"This page is not here" in answer.content


def test_a_page_has_one_address(ask, request):
    for path in ("/a/b", "/a/b/index.html?x=1"):
        answer = ask(path)
        assert answer.status == 301
        assert answer.headers["Location"].endswith("/a/b/")
        assert not answer.headers["Location"].startswith("http")
    assert ask("/", "POST").status == 405


def test_a_load_is_borne_without_an_error(ask):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask("/", Accept_Encoding="gzip").status, range(400)))
    assert set(answers) == {200}
