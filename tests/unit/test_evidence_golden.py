"""Whole pages: Markdown in, HTML and messages out.

The expected files stand beside the Markdown. After a wanted change, run this file with
--update-golden and read the difference before committing it.
"""

from __future__ import annotations

import pytest

from evidences import JONES, ROOT, SMITH, build, data_folder

GOLDEN = ROOT / "tests" / "golden" / "evidence"
PAGES = sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.md"))
RETRACTED = SMITH | {
    "id": "retracted2019",
    "title": "A trial that was <i>taken back</i>",
    "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"}],
    "issued": {"date-parts": [[2019]]},
    "DOI": "10.1234/gone",
    "free": None,
    "retracted": "in 2021, because numbers were wrong",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory):
    data = data_folder(tmp_path_factory.mktemp("golden"), [SMITH, JONES, RETRACTED])
    return build(data, {page: (GOLDEN / page).read_text("utf-8") for page in PAGES})


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_what_it_was(built, golden, page):
    golden((GOLDEN / page).with_suffix(".html"), built.html[page].rstrip() + "\n")


def test_the_messages_are_what_they_were(built, golden):
    golden(GOLDEN / "messages.txt", "\n".join(built.messages) + "\n")


def test_the_heads_and_files_are_what_they_were(built, golden):
    files = {path: text for path, text in built.evidence.files() if not path.endswith(".png")}
    parts = [f"== head of {page}\n{built.evidence.head(page)}" for page in PAGES]
    parts += [f"== {path}\n{files[path].decode()}" for path in sorted(files)]
    golden(GOLDEN / "heads-and-files.txt", "\n".join(parts).replace("\r", ""))
