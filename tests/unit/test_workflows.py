"""What the workflows run, on prepared changes; and that no workflow can do more than it has to."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest
import yaml

import licences
import release
import weekly
from publishing import pull_request
from servers import served
from sites import ROOT

WORKFLOWS = {
    path.name: yaml.safe_load(path.read_text("utf-8"))
    for path in (ROOT / ".github/workflows").glob("*.yml")
}
JOBS = [(name, job) for name, workflow in WORKFLOWS.items() for job in workflow["jobs"].values()]


def git(root, *arguments):
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(
        command, cwd=root, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def checkout(tmp_path):
    """A repository with one commit."""
    for name, text in {
        "docs/a.md": "# A\n\nSee [one](https://one.example/x).\n" + "Words that stay. " * 20,
        "docs/old.md": "# Old\n\n" + "Words that move. " * 20,
        "docs/gone.md": "# Gone\n",
        "docs/_data/references.json": '[{"id": "first"}]',
        "hooks/x.py": "x = 1\n",
        "mkdocs.yml": "nav:\n  - index.md\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path


def change(root, **files):
    base = git(root, "rev-parse", "HEAD")
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8") if text is not None else path.unlink()
    git(root, "add", "-A")
    git(root, "commit", "-qm", "second")
    return base


def test_a_change_is_told_in_plain_words(checkout, capsys):
    before = sum(len(path.read_bytes()) for path in checkout.glob("docs/*.md"))
    git(checkout, "mv", "docs/old.md", "docs/nü.md")
    base = change(
        checkout,
        **{
            "docs/a.md": "# A\n\nSee [one](https://one.example/x), [two](https://two.example/y).\n"
            + "Words that stay. " * 20,
            "docs/new.md": "# New\n",
            "docs/gone.md": None,
            "docs/_data/references.json": '[{"id": "first"}, {"id": "second2024"}]',
        },
    )
    (checkout / "dist").mkdir()
    (checkout / "dist/copy.zip").write_bytes(bytes(3000))
    problems = checkout / "problems.json"
    wrong = {
        "path": "docs/a.md",
        "line": 3,
        "what": "it is wrong",
        "mend": "mend it",
        "severity": "error",
    }
    problems.write_text(json.dumps([wrong, {**wrong, "severity": "warning"}]))
    assert pull_request.main(["facts", base, "--problems", str(problems)], checkout) == 0
    (checkout / "facts.json").write_text(capsys.readouterr().out)
    pull_request.main(
        ["comment", str(checkout / "facts.json"), "--bundle", "https://host.example/run"], checkout
    )
    text = capsys.readouterr().out
    for line in (
        "- `docs/a.md`: changed",
        "- `docs/new.md`: new",
        "- `docs/gone.md`: gone",
        "- `docs/nü.md`: moved from `docs/old.md`",
        "- `https://two.example/y`",
        "- `second2024`",
        "- `docs/a.md`, line 3: `it is wrong`. To mend it: `mend it`",
    ):
        assert f"\n{line}\n" in text
    assert "one.example" not in text
    assert text.count("it is wrong") == 1
    size = sum(len(path.read_bytes()) for path in checkout.glob("docs/*.md"))
    assert f"by {(size - before) / 1000:+,.1f} kB; the offline copy has 3 kB." in text
    assert "(https://host.example/run)" in text


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (
            {
                "docs/a.md": "# B\n",
                "README.md": "x",
                "docs/_data/x.yml": "x",
                "docs/assets/x.png": "x",
            },
            False,
        ),
        ({"docs/a.md": "# B\n", "hooks/x.py": "x = 2\n"}, True),
        ({"hooks/x.py": None}, True),
        ({".github/workflows/x.yml": "x"}, True),
        ({"mkdocs.yml": "x"}, True),
        ({"mkdocs.yml": "nav:\n  - index.md\n  - New:\n      - A: family/sleep.md\n"}, False),
        ({"mkdocs.yml": "nav:\n  - index.md\nhooks:\n  - hooks/x.py\n"}, True),
        ({"mkdocs.yml": "nav:\n  - index.md\n", "hooks/x.py": "x = 2\n"}, True),
        ({"overrides/x.html": "x"}, True),
    ],
)
def test_words_need_no_tests_and_code_does(files, code, checkout, capsys):
    base = change(checkout, **files)
    pull_request.main(["scope", base], checkout)
    assert capsys.readouterr().out == f"code={str(code).lower()}\n"


def test_code_that_moves_into_the_words_is_code(checkout, capsys):
    git(checkout, "mv", "hooks/x.py", "docs/x.py")
    pull_request.main(["scope", change(checkout)], checkout)
    assert capsys.readouterr().out == "code=true\n"


def test_no_fact_of_a_contributor_becomes_markup():
    evil = "`</details><!-- x -->\n\n# @everyone [x](https://evil.example) ![](https://evil.example/p.png)"
    found = {
        "pages": [{"path": evil, "was": evil, "state": evil}], "links": [evil], "references": [evil],
        "problems": [{"path": evil, "line": 1, "what": evil, "mend": evil}], "size": [1, 2], "bundle": 3,
    }  # fmt: skip
    outside_code = re.sub(r"`[^`\n]*`", "", pull_request.comment(found))
    for part in ("evil", "@", "# @", "details", "everyone"):
        assert part not in outside_code
    many = {**found, "links": [f"https://{n}.example" for n in range(500)]}
    assert len(pull_request.comment(many)) < 60_000


GH = """#!/bin/sh
echo "$@" >> told
case "$1 $2" in "pr list") jq -r "${10}" < pulls.json;; esac
"""


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq stands in for gh's own")
@pytest.mark.parametrize(("sha", "number"), [("abc", "7"), ("zzz", "")])
def test_one_comment_is_written_anew_where_the_commit_fits(sha, number, tmp_path):
    (step,) = (s for s in WORKFLOWS["comment.yml"]["jobs"]["comment"]["steps"] if "run" in s)
    _, sending = step["run"].split('comment.md"\n', 1)
    pulls = [
        {"number": n, "headRefOid": oid, "headRepositoryOwner": {"login": owner}}
        for n, oid, owner in ((5, "abc", "other"), (6, "old", "fork"), (7, "abc", "fork"))
    ]
    (tmp_path / "pulls.json").write_text(json.dumps(pulls))
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    head = {"HEAD_OWNER": "fork", "HEAD_BRANCH": "patch-1&x", "HEAD_SHA": sha, "RUNNER_TEMP": "t"}
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["sh", "-ec", sending], cwd=tmp_path, env={"PATH": path, **head}, check=True)
    asked, *written = (tmp_path / "told").read_text().splitlines()
    assert "--head patch-1&x " in asked
    wanted = f"pr comment {number} --edit-last --create-if-none --body-file t/comment.md"
    assert written == ([wanted] if number else [])


def test_once_a_week_what_is_gone_is_told(tmp_path, capsys, monkeypatch):
    asked = []

    def answer(method, path, body):
        asked.append(path)
        return {"/gone": (404, b""), "/shy": (403, b""), "/doi/10.1/no": (404, b"")}.get(
            path, (200, b"")
        )

    monkeypatch.setattr(weekly, "_MADE_UP", re.compile("nothing"))
    with served(answer) as host:
        (tmp_path / "docs/_data").mkdir(parents=True)
        (tmp_path / "docs/a.md").write_text(
            f"See [x]({host}/gone#part), {host}/shy, <{host}/well>. {host}/gone"
        )
        (tmp_path / "docs/_data/references.json").write_text(
            '[{"id": "a", "DOI": "10.1/no"}, {"id": "b", "DOI": "10.1/yes"}]'
        )
        (tmp_path / "mkdocs.yml").write_text(
            "site_name: X\nplugins: []\ntheme: {name: null, custom_dir: docs}\n"
        )
        assert weekly.main([], tmp_path, f"{host}/doi/") == 1
    text = capsys.readouterr().out
    assert f"- `{host}/gone` answers 404 (a.md)\n" in text
    assert "- `10.1/no` answers 404 (a)\n" in text
    assert "shy" not in text
    assert asked.count("/gone") == 1
    assert weekly.gone("http://127.0.0.1:9/").startswith("does not answer")


def test_a_release_agrees_with_itself(tmp_path):
    (tmp_path / "docs/_data").mkdir(parents=True)
    (tmp_path / "docs/new.md").write_text("# New\n")
    (tmp_path / "docs/_data/addresses.txt").write_text("index.md\n")
    for name, text in {
        "VERSION": "1.2.0\n",
        "CITATION.cff": "version: 1.1.0\n",
        "CHANGELOG.md": "# All\n",
    }.items():
        (tmp_path / name).write_text(text)
    assert release.lacking("v1.2.0", tmp_path) == [
        "CITATION.cff: [release] it says 1.1.0, and the tag v1.2.0; write 1.2.0",
        "CHANGELOG.md: [release] it says no version, and the tag v1.2.0; write 1.2.0",
        "docs/new.md: [release] its address is not in addresses.txt; add it",
    ]


def test_a_licence_that_nobody_knows_is_refused(capsys, monkeypatch):
    class Package:
        name, version = "odd", "1"

        class metadata:  # noqa: N801
            @staticmethod
            def get_all(key):
                return ["Proprietary"] if key == "License" else None

    found = list(licences.distributions())
    monkeypatch.setattr(licences, "distributions", lambda: [*found, Package()])
    assert licences.main() == 1
    said = capsys.readouterr()
    assert "mkdocs 1.6.1: BSD-2-Clause\n" in said.out
    assert said.err.startswith("odd: ")


def test_our_own_licences_are_known(capsys):
    assert licences.main() == 0


def test_every_action_is_pinned_and_keeps_no_key():
    steps = [step for _, job in JOBS for step in job["steps"]]
    used = [step for step in steps if "uses" in step]
    assert used
    for step in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"]), step
        if step["uses"].startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_who_may_write_runs_nothing_of_a_contributor():
    for name, job in JOBS:
        workflow, runs = WORKFLOWS[name], " ".join(step.get("run", "") for step in job["steps"])
        assert workflow["permissions"] in ({}, {"contents": "read"})
        assert workflow["concurrency"]
        assert job["timeout-minutes"] <= 60
        if "write" in job.get("permissions", {}).values():
            assert not re.search(r"pip |build\.py|check\.py|test\.py|weekly\.py", runs)
        if "pull_request" in workflow[True]:  # YAML reads `on` as true
            assert "secrets." not in str(job)
            assert "permissions" not in job


def test_every_script_that_a_workflow_runs_is_there():
    named = {
        path
        for _, job in JOBS
        for step in job["steps"]
        for path in re.findall(r"\bscripts/[\w/]+\.py", step.get("run", ""))
    }
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).is_file()] == []


def test_every_form_says_that_it_is_public():
    forms = [
        path
        for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")
        if path.name != "config.yml"
    ]
    assert len(forms) == 5
    for path in forms:
        first = yaml.safe_load(path.read_text("utf-8"))["body"][0]["attributes"]["value"]
        assert "public" in first
        assert "health" in first
