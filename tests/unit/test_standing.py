"""build.py: a site that stands as it was built is not built again, and nothing else is ever taken."""

import pytest

import build
from building import How, Outcome
from publishing.standing import around, digest, forget, inputs, note_of


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Builds a site of one page; each time it is really built is counted."""
    built = []

    def build_site(target, *, check, **_):
        target.mkdir(exist_ok=True)
        (target / "index.html").write_text("<p>Page</p>")
        built.append(target)
        return Outcome(1, ["ERROR"]) if check(target) else Outcome(0, ["INFO"])

    monkeypatch.setattr(build, "build_site", build_site)
    target = tmp_path / "site"

    def run(made_of="one", wrong=()):
        outcome = build._built(made_of, How(), target, lambda _: list(wrong))
        return outcome.messages, len(built)

    return target, run


def test_what_stands_is_not_built_again(made):
    _, run = made
    assert [run(), run(), run("other"), run("other")] == [
        (["INFO"], 1), (["INFO"], 1), (["INFO"], 2), (["INFO"], 2)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"of": "one"}', '{"of": "one", "is": 1, "said": []}']
)
def test_a_broken_note_is_no_note(made, text):
    target, run = made
    run()
    note_of(target).write_text(text)
    assert run() == (["INFO"], 2)
    assert run() == (["INFO"], 2)


def test_a_site_that_somebody_touched_is_built(made):
    target, run = made
    run()
    (target / "index.html").write_text("<p>Other</p>")
    assert run()[1] == 2
    (target / "more.html").write_text("")
    assert run()[1] == 3
    forget(target)
    assert run()[1] == 4


def test_a_site_with_a_problem_is_built_until_it_has_none(made):
    _, run = made
    assert run(wrong=["bad"]) == (["ERROR"], 1)
    assert run(wrong=["bad"]) == (["ERROR"], 2)


def test_all_that_goes_in_counts(tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_url: !ENV [SITE_URL, '']\n")
    seen = {inputs(tmp_path)}
    for change in (
        lambda: (tmp_path / "docs/a.md").write_text("a"),
        lambda: (tmp_path / "docs/a.md").write_text("b"),
        lambda: (tmp_path / "docs/a.md").rename(tmp_path / "docs/b.md"),
        lambda: monkeypatch.setenv("SITE_URL", "https://example.org/"),
        lambda: monkeypatch.setenv("MIM_RELEASE", "1"),
    ):
        change()
        assert inputs(tmp_path) not in seen
        seen.add(inputs(tmp_path))
    assert inputs(tmp_path, True) not in seen
    assert digest([tmp_path]) == digest([tmp_path])


def test_of_the_environment_counts_what_the_settings_ask_for(tmp_path, monkeypatch):
    (tmp_path / "mkdocs.yml").write_text("site_url: !ENV [SITE_URL, '']\nextra: {a_b: c}\n")
    before = around(tmp_path)
    monkeypatch.setenv("_", "/usr/bin/another")
    assert around(tmp_path) == before
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    assert around(tmp_path) != before
