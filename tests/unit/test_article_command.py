"""The command: what it says of bad input, that it leaves nothing behind, that its site builds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import split_article
from article import checking

GOLDEN = Path(__file__).parent.parent / "golden" / "article"
SAVE = "save the article as plain text (.txt), Markdown (.md) or HTML (.html) and try again"
BAD = {
    "empty.txt": (b"", "1:1: [empty] the file is empty; put the text of the article in it"),
    "blank.txt": (
        b" \n\n\t ",
        "1:1: [empty] the file is empty; put the text of the article in it",
    ),
    "signs.txt": (
        b"***\n---\n",
        "1:1: [empty] the file holds no words; put the text of the article in it",
    ),
    "hidden.html": (
        b"<script>let a = 1</script>",
        "1:1: [empty] the file holds no text that a reader would see; "
        "put the text of the article in it",
    ),
    "binary.txt": (b"ab\ncd\0\1\2\3" + b"e" * 50, f"2:3: [not-text] this is not text; {SAVE}"),
    "control.txt": (
        b"Title\n\nA \x1b[31mred word.",
        f"3:3: [not-text] a control character (U+001B) is no text; {SAVE}",
    ),
    "paper.pdf": (b"%PDF-1.7\n", f"1:1: [not-text] this is a PDF file, not text; {SAVE}"),
    "paper.docx": (
        b"PK\x03\x04..",
        f"1:1: [not-text] this is a zip or Word file, not text; {SAVE}",
    ),
    "wide.txt": (
        "Title\n\nText.".encode("utf-16-le"),
        "1:2: [encoding] this looks like UTF-16 without a byte order mark; save the file as UTF-8",
    ),
    "cyrillic.txt": (
        "Один\nдва три четыре".encode("cp1251"),
        "1:1: [encoding] the byte 0xCE here is not UTF-8, and the file does not look like "
        "Windows-1252; save the file as UTF-8",
    ),
    "broken.txt": (
        b"\xef\xbb\xbfGood\nbad \xff end",
        "2:5: [encoding] the file says it is UTF-8, and from here on it is not; save it as UTF-8",
    ),
    "huge.txt": (
        b"word " * 1_000_001,
        "1:1: [too-big] the file is larger than 5 MB, the most an article may have; "
        "split it, or leave out what is not text",
    ),
    "front.md": (
        b"---\ntitle: [a\n---\n\n# A\n",
        "2:8: [front-matter] the bracket here is opened and never closed; close it with `]` or `}`",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_clear_line(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    data, line = BAD[name]
    Path(name).write_bytes(data)
    assert split_article.main([name, "--out", "made/site"]) == 2
    assert capsys.readouterr().err == f"{name}:{line}\n"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_paths_that_cannot_be_used(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Title\n\nText.\n")
    Path("full").mkdir()
    Path("full/mine.txt").write_text("mine")
    for arguments, line in (
        (["none.txt", "--out", "o"], "none.txt: there is no such file; check the path"),
        (["full", "--out", "o"], "full: this is a folder; name the article's file in it"),
        (
            ["a.txt", "--out", "a.txt"],
            "a.txt: --out must be a folder, and this is a file; choose another name",
        ),
        (
            ["a.txt", "--out", "full"],
            "full: the folder is not empty; choose another, or replace it with --force",
        ),
        (
            ["a.txt", "--out", ".", "--force"],
            f".: --force would delete {tmp_path / 'a.txt'}; choose another folder",
        ),
        (
            ["a.txt", "--out", "a.txt/site"],
            "a.txt: --out must be a folder, and this is a file; choose another name",
        ),
    ):
        assert split_article.main(arguments) == 2
        assert capsys.readouterr().err == f"{line}\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "full"]
    assert Path("full/mine.txt").read_text() == "mine"


def test_force_replaces_and_an_empty_folder_is_free(tmp_path):
    article, out = tmp_path / "a.txt", tmp_path / "out"
    article.write_text("Title\n\nText of it.\n")
    out.mkdir()
    assert split_article.main([str(article), "--out", str(out)]) == 0
    (out / "mine.txt").write_text("mine")
    assert split_article.main([str(article), "--out", str(out), "--force"]) == 0
    assert not (out / "mine.txt").exists()
    assert (out / "docs" / "index.md").read_text() == "# Title\n\nText of it.\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "out"]


def test_a_failed_proof_leaves_nothing(tmp_path, monkeypatch, capsys):
    article = tmp_path / "a.txt"
    article.write_text("Title\n\nText of it.\n")
    monkeypatch.setattr(checking, "rendered_words", lambda source: ["Title", "Other"])
    assert split_article.main([str(article), "--out", str(tmp_path / "out")]) == 1
    assert '[proof] the article says "Title Text of it."' in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_windows_1252_is_read_and_said(tmp_path, capsys):
    article = tmp_path / "a.txt"
    article.write_bytes("Café\n\nIt’s “open” – at last.\n".encode("cp1252"))
    assert split_article.main([str(article), "--out", str(tmp_path / "out")]) == 0
    assert "Note: the file is not UTF-8; it was read as Windows-1252" in capsys.readouterr().out
    assert "It’s “open” – at last." in (tmp_path / "out/docs/index.md").read_text("utf-8")


def test_help_fits_one_screen(capsys):
    with pytest.raises(SystemExit) as stop:
        split_article.main(["--help"])
    assert stop.value.code == 0
    shown = capsys.readouterr().out
    assert "Every sentence of the article" in shown
    assert len(shown.split("\n")) <= 35


@pytest.mark.parametrize("name", ["tidepools.md", "garden.html", "letter.txt", "sommeil.txt"])
def test_the_made_site_builds_strict_by_itself(name, tmp_path):
    out = tmp_path / "site of one article"
    assert split_article.main([str(GOLDEN / name), "--out", str(out)]) == 0
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"],
        cwd=out,
        env=environment | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    front = (out / "site" / "index.html").read_text("utf-8")
    if name == "garden.html":
        smoke = (out / "site" / "smoke-patience" / "index.html").read_text("utf-8")
        assert 'data-term="vm">varroa mite</a>' in smoke
    assert "http://" not in front.replace("http://www.w3.org", "")
