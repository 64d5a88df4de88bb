"""compare_sites.py tells every byte that differs between two built sites, and nothing else."""

import pytest

from compare_sites import main


def test_what_differs_is_told(tmp_path, capsys):
    for side, page in (("old", "<p>a</p><p>b</p>"), ("new", "<p>a</p><p>c</p>")):
        (tmp_path / side / "x").mkdir(parents=True)
        (tmp_path / side / "x" / "index.html").write_text(page)
        (tmp_path / side / "same.css").write_text("p{}")
        (tmp_path / side / f"{side}.png").write_bytes(b"\xff\xfe")
    assert main([str(tmp_path / "old"), str(tmp_path / "new")]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "new:     new.png",
        "gone:    old.png",
        "differs: x/index.html (16 -> 16 bytes)",
        "    -<p>b</p>",
        "    +<p>c</p>",
    ]


def test_equal_sites_and_no_site(tmp_path, capsys):
    (tmp_path / "a.html").write_text("a")
    assert main([str(tmp_path), str(tmp_path)]) == 0
    assert capsys.readouterr().out == "Every byte is equal.\n"
    with pytest.raises(SystemExit) as stop:
        main([str(tmp_path / "nowhere"), str(tmp_path)])
    assert stop.value.code == 2
