"""The command: what it says of bad input, that it leaves nothing behind, that its site builds."""

import io
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import split_article
from article import proof

GOLDEN = Path(__file__).parent.parent / "golden" / "article"
TWO = "Title\n\nText of it.\n\nFirst Part\n\nOne text stands here.\n\nSecond Part\n\nTwo texts stand here.\n"
SAVE = "save the article as Word (.docx), HTML (.html), Markdown (.md) or plain text (.txt)"
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
    "binary.txt": (
        b"ab\ncd\0\1\2\3" + b"e" * 50,
        f"2:3: [not-text] a control character (U+0000) is no text; {SAVE}",
    ),
    "control.txt": (
        b"Title\n\nA \x1b[31mred word.",
        f"3:3: [not-text] a control character (U+001B) is no text; {SAVE}",
    ),
    "letter.rtf.txt": (b"{\\rtf1 x", f"1:1: [not-text] this is a Rich Text file, not text; {SAVE}"),
    "paper.docx": (
        b"PK\x03\x04..",
        "1:1: [not-text] this file of Word cannot be opened (File is not a zip file); "
        "save it again, or as HTML, and try that",
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
    Path("other/docs").mkdir(parents=True)
    Path("other/mkdocs.yml").write_text("site_name: x")
    around = f"this is among the pages of another site ({tmp_path / 'other/mkdocs.yml'}); choose another folder"
    for arguments, line in (
        (
            ["none.txt", "--out", "o"],
            "none.txt: it cannot be read (no such file or directory); name the article's file",
        ),
        (
            ["full", "--out", "o"],
            "full: it cannot be read (is a directory); name the article's file",
        ),
        (
            ["a.txt", "--out", "a.txt"],
            "a.txt: --out must be a folder, and this is a file; choose another name",
        ),
        (
            ["a.txt", "--out", "full"],
            "full: the folder is not empty; choose another, or go on with --force",
        ),
        (["a.txt", "--out", "other/docs/x"], f"other/docs/x: {around}"),
        (
            ["a.txt", "--out", "a.txt/site"],
            "a.txt: --out must be a folder, and this is a file; choose another name",
        ),
    ):
        assert split_article.main(arguments) == 2
        assert capsys.readouterr().err == f"{line}\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "full", "other"]
    assert Path("full/mine.txt").read_text() == "mine"


def run(*arguments) -> int:
    return split_article.main([str(argument) for argument in arguments])


def test_force_never_touches_what_somebody_else_wrote_or_changed(tmp_path, capsys):
    article, out = tmp_path / "a.txt", tmp_path / "out"
    article.write_text(TWO)
    out.mkdir()
    assert run(article, "--out", out) == 0
    (out / "mine.txt").write_text("mine")
    page = out / "docs" / "first-part.md"
    page.write_text("# My own page\n")
    article.write_text(TWO.replace("Second Part", "Third Part").replace("Text of it", "New text"))
    assert run(article, "--out", out) == 2
    assert (out / "docs" / "second-part.md").exists()
    capsys.readouterr()
    assert run(article, "--out", out, "--force") == 0
    shown = capsys.readouterr().out
    for line in (
        "new: docs/third-part.md",
        "changed: docs/index.md",
        "taken away: docs/second-part.md",
        "kept as you have it: docs/first-part.md",
    ):
        assert f"  {line}\n" in shown
    assert shown.index("changed: docs/index.md") < shown.index("Wrote")
    assert (out / "mine.txt").read_text() == "mine"
    assert page.read_text() == "# My own page\n"
    assert "New text" in (out / "docs" / "index.md").read_text()
    assert not (out / "docs" / "second-part.md").exists()
    assert run(article, "--out", out, "--force") == 0  # what somebody changed stays theirs
    assert page.read_text() == "# My own page\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "out"]


def test_a_folder_of_somebody_else_keeps_every_file(tmp_path):
    article, out = tmp_path / "a.txt", tmp_path / "thesis"
    article.write_text(TWO)
    (out / "docs").mkdir(parents=True)
    (out / "docs" / "index.md").write_text("mine")
    (out / "README.md").symlink_to(article)
    assert run(article, "--out", out, "--force") == 0
    assert (out / "docs" / "index.md").read_text() == "mine"
    assert article.read_text() == TWO


def test_preview_writes_nothing_and_standard_input_is_read(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TWO.encode())))
    assert run("-", "--out", tmp_path / "o", "--preview") == 0
    assert "docs/second-part.md  Second Part" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_failed_proof_leaves_nothing_and_accept_goes_on(tmp_path, monkeypatch, capsys):
    article = tmp_path / "a.md"
    article.write_text("# Title\n\nText.\n\nTake ~~20 mg~~ 2 mg.\n")
    whole = proof.facts_of_pages
    unstruck = lambda pages, *_: whole(page.replace("<del>20", "20") for page in pages)  # noqa: E731
    monkeypatch.setattr(proof, "facts_of_pages", unstruck)
    assert run(article, "--out", tmp_path / "out") == 1
    said = capsys.readouterr().err
    assert f'{article}:5: [proof] the article says "' in said
    assert "Take [del]20 mg 2 mg." in said.replace("[]", "").replace("  ", " ")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert run(article, "--out", tmp_path / "out", "--accept") == 0
    assert (tmp_path / "out" / "mkdocs.yml").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_no_traceback_and_no_file(number, tmp_path):
    article = tmp_path / "a.md"
    article.write_text("# T\n\n" + "A *word* and **one** more. " * 60_000)
    command = [sys.executable, split_article.__file__, str(article), "--out", str(tmp_path / "o")]
    run_ = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    status = Path(f"/proc/{run_.pid}/status")
    while run_.poll() is None:  # until the command catches what stops it
        caught = re.search(r"SigCgt:\s*(\w+)", status.read_text())
        if caught and int(caught[1], 16) >> (signal.SIGTERM - 1) & 1:
            break
        time.sleep(0.01)
    run_.send_signal(number)
    _, said = run_.communicate()
    assert said == "Stopped. What was there before is as it was.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_closed_pipe_is_no_fault(tmp_path):
    (tmp_path / "a.txt").write_text(TWO)
    command = f"{sys.executable} {split_article.__file__} a.txt --out o | true"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert (tmp_path / "o" / "mkdocs.yml").exists()


@pytest.mark.parametrize(
    ("words", "codec", "said"),
    [
        ("Café\n\nIt’s “open” – at last.\n", "cp1252", "cp1252"),
        ("La niña\n\nMañana comió piñas en España.\n", "cp1252", "cp1252"),
        ("Тихий океан\n\nОдин человек два раза видел его.\n", "cp1251", "cp1251"),
        ("Title\n\nText of it.\n", "utf-16", ""),
        ("Title\n\nText of it.\n", "utf-16-le", ""),
    ],
)
def test_other_encodings_are_read_and_said(words, codec, said, tmp_path, capsys):
    article = tmp_path / "a.txt"
    article.write_bytes(words.encode(codec))
    assert run(article, "--out", tmp_path / "out") == 0
    shown = capsys.readouterr().out
    assert f"Note: the file is not UTF-8; it was read as {said}" in shown or not said
    assert words.split("\n\n")[1].strip() in (tmp_path / "out/docs/index.md").read_text("utf-8")


def test_a_control_character_among_many_words_is_left_out_and_said(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Title\n\nText of it. And\x1d" + " on" * 200 + "\n")
    assert run(tmp_path / "a.txt", "--out", tmp_path / "out") == 0
    said = "Note: control characters, which nobody sees, are left out (the first in line 3)."
    assert said in capsys.readouterr().out
    assert "And on on" in (tmp_path / "out/docs/index.md").read_text("utf-8")


def test_help_fits_one_screen(capsys):
    with pytest.raises(SystemExit) as stop:
        split_article.main(["--help"])
    assert stop.value.code == 0
    shown = capsys.readouterr().out
    assert "sentence of the article stands" in shown
    assert len(shown.split("\n")) <= 45


@pytest.mark.parametrize("name", ["tidepools.md", "garden.html"])
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
        smoke = (out / "site" / "smoke-patience.html").read_text("utf-8")
        assert 'data-term="vm">varroa mite</a>' in smoke
    assert "http://" not in front.replace("http://www.w3.org", "")
    assert len(list(out.glob("*.zip"))) == 1
