"""A site that fails its checks, or is killed half-way, never takes the place of a good one."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import building
from building import swap_in
from sites import ROOT, write_site


@pytest.fixture
def built(tmp_path):
    """A place with an older site, and the configuration of a newer one."""
    config = write_site(tmp_path, {"docs/index.md": "# New\n"})
    target = tmp_path / "out"
    target.mkdir()
    (target / "index.html").write_text("old")
    return config, target


def test_a_site_that_fails_its_checks_replaces_nothing(built):
    config, target = built
    outcome = building.build_site(target, config=config, check=lambda site: [f"{site.name} is bad"])
    assert outcome.code == 1
    assert outcome.problems == ["out is bad"]
    assert (target / "index.html").read_text() == "old"
    assert not list(target.parent.glob(".out-*")), "nothing is left behind"


def test_two_builds_at_once_do_not_meet(built):
    config, target = built
    with ThreadPoolExecutor() as pool:
        outcomes = list(pool.map(lambda _: building.build_site(target, config=config), range(2)))
    assert [outcome.code for outcome in outcomes] == [0, 0], outcomes
    assert "New" in (target / "index.html").read_text()
    assert not list(target.parent.glob(".out-*"))


def test_what_a_killed_build_left_is_cleared_later(built):
    config, target = built
    for name, age in ((".out-old", 7200), (".out-young", 0)):
        (target.parent / name).mkdir()
        os.utime(target.parent / name, (time.time() - age,) * 2)
    assert building.build_site(target, config=config).code == 0
    assert [p.name for p in target.parent.glob(".out-*")] == [".out-young"]


def test_a_build_that_breaks_off_is_one_line(built, monkeypatch):
    config, target = built
    (config.parent / "hook.py").write_text(
        "def on_files(files, config):\n    raise OSError(28, 'No space')\n"
    )
    text = config.read_text().replace("hooks:", f"hooks:\n- {config.parent / 'hook.py'}", 1)
    config.write_text(text)
    outcome = building.build_site(target, config=config)
    assert outcome.code == 1
    assert outcome.problems == ["ERROR   -  The build broke off: OSError: [Errno 28] No space"]
    assert (target / "index.html").read_text() == "old"


def test_a_site_that_passes_is_checked_before_it_is_swapped_in(built):
    config, target = built
    seen = []

    def check(site):
        seen.append((target / "index.html").read_text())
        return [] if "New" in (site / "index.html").read_text() else ["not built"]

    assert building.build_site(target, config=config, check=check).code == 0
    assert seen == ["old"]
    assert "New" in (target / "index.html").read_text()


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_folder_takes_the_place_of_another(tmp_path, monkeypatch, can_exchange):
    if not can_exchange:
        monkeypatch.setattr("building._exchanged", lambda *_: False)
    for count in range(2):  # into nothing, and then over what is there
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / f"{count}.txt").write_text("whole")
        swap_in(tmp_path / "new", tmp_path / "site")
        assert [p.name for p in tmp_path.rglob("*")] == ["site", f"{count}.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="exchanges folders in one step")
def test_whoever_is_killed_while_swapping_leaves_one_of_the_two_whole(tmp_path):
    code = (
        "import sys; from pathlib import Path; from building import swap_in\n"
        "here = Path(sys.argv[1]); n = 0\n"
        "while True:\n"
        "    n += 1; new = here / 'new'; new.mkdir(exist_ok=True)\n"
        "    [(new / f'{i}.txt').write_text(str(n)) for i in range(20)]\n"
        "    swap_in(new, here / 'site')\n"
    )
    for kill in range(5):
        folder = tmp_path / str(kill)
        folder.mkdir()
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
        process = subprocess.Popen([sys.executable, "-c", code, str(folder)], env=environment)
        while not (folder / "site").exists():
            time.sleep(0.01)
        time.sleep(0.02 * kill)
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = {p.read_text() for p in Path(folder / "site").iterdir()}
        assert len(list((folder / "site").iterdir())) == 20
        assert len(found) == 1, "no site is half old and half new"
