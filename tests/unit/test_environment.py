"""The set-up of .venv: half made, stopped or twice at once, it ends whole or with one line."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from sites import ROOT

pytestmark = pytest.mark.nightly


@pytest.fixture
def project(tmp_path):
    (tmp_path / "scripts").mkdir()
    text = (ROOT / "scripts/environment.py").read_text()
    (tmp_path / "scripts/environment.py").write_text(text)
    (tmp_path / "scripts/do.py").write_text(
        "from environment import ensure_environment\nensure_environment()\nprint('done')\n"
    )
    (tmp_path / "requirements.txt").write_text("")
    return tmp_path


def run(project):
    command = [sys.executable, str(project / "scripts/do.py")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_half_made_environment_is_made_anew(project):
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(project / ".venv")], check=True
    )
    assert run(project).stdout.endswith("done\n")
    assert run(project).stdout == "done\n", "a second run has nothing to do"
    (project / ".venv/bin/python").unlink()
    (project / ".venv/bin/python").symlink_to("/nowhere/python")
    assert run(project).stdout.endswith("done\n")


def test_two_set_ups_at_once_make_one_environment(project):
    with ThreadPoolExecutor() as pool:
        results = list(pool.map(lambda _: run(project), range(2)))
    assert [result.returncode for result in results] == [0, 0], results
    assert sum("Setting up" in result.stdout for result in results) == 1


def test_a_killed_set_up_is_taken_up_again(project):
    for wait in (0.2, 0.6, 1.5):
        process = subprocess.Popen([sys.executable, str(project / "scripts/do.py")])
        time.sleep(wait)
        process.kill()
        process.wait()
    assert run(project).stdout.endswith("done\n")


def test_what_stands_in_the_way_is_one_line(project):
    (project / ".venv").write_text("a file")
    result = run(project)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "Mend that" in result.stderr


def test_ctrl_c_is_one_line_while_a_script_still_reads_its_parts(project):
    (project / "scripts/do.py").write_text(
        "from environment import ensure_environment\nensure_environment()\nraise KeyboardInterrupt\n"
    )
    assert run(project).stderr.count("\n") == 1
