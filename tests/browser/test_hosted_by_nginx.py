"""The built site behind nginx, under a path: every file arrives as it is, by its name and in its type."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import brotli
import pytest

from servers import hosted_by_nginx

pytestmark = pytest.mark.nightly
UNSEEN = {"_headers", "sitemap.xml.gz"}  # the second is packed anew


def test_every_file_of_the_site_arrives(hosted_site, tmp_path):
    shutil.copytree(hosted_site, tmp_path / "site/mim")
    files = {
        path.relative_to(hosted_site).as_posix(): path.read_bytes()
        for path in hosted_site.rglob("*")
        if path.is_file()
    }
    with hosted_by_nginx(tmp_path, "/mim") as ask:

        def got(name):
            address = "/" + quote(name.removesuffix("index.html"))
            answer = ask(address, Accept_Encoding="br")
            packed = answer.headers["Content-Encoding"] == "br"
            content = brotli.decompress(answer.content) if packed else answer.content
            policy = answer.headers.get_all("Content-Security-Policy") or []
            return name, answer.status, content, answer.headers["Content-Type"], len(policy)

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(got, sorted(files.keys() - UNSEEN) * 3))
        assert len(answers) > 1000
        for name, status, content, kind, policies in answers:
            assert (status, policies) == (200, 1), name
            assert content == files[name], name
            assert kind and kind != "application/octet-stream", name
        lost = ask("/no/such/page")
        assert lost.status == 404
        assert lost.content == files["404.html"]
        assert ask("/_headers").status == 404
    assert not re.search(r"\[(crit|alert|emerg)\]", (tmp_path / "error.log").read_text())
