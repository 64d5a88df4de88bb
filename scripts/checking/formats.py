"""How problems are shown: for a person, for GitHub, for other programs, and as a summary."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import quote

from checking.rules import PAGE
from glossary_cards.diagnostics.problem import Problem, Severity, as_json, as_terminal, ordered
from glossary_cards.diagnostics.problem import as_github as github_commands

_MOST_IN_SUMMARY = 60


def as_sarif(problems: Iterable[Problem]) -> str:
    """Give the problems as SARIF, which code hosts and editors read.

    Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
    """
    found = ordered(problems)
    names = sorted({p.rule for p in found})  # a `helpUri` would have to be absolute
    rules = [{"id": rule, "help": {"text": f"{PAGE}#{rule}"}} for rule in names]
    tool = {"driver": {"name": "check.py", "rules": rules}}
    run = {"tool": tool, "results": [_result(problem) for problem in found]}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=1)


def _result(problem: Problem) -> dict[str, object]:
    where: dict[str, object] = {"artifactLocation": {"uri": quote(problem.path)}}
    if problem.line:
        where["region"] = {"startLine": problem.line, "startColumn": max(problem.column, 1)}
    return {
        "ruleId": problem.rule,
        "level": problem.severity.value,
        "message": {"text": problem.said},
        "locations": [{"physicalLocation": where}],
    }


def as_summary(problems: Iterable[Problem]) -> str:
    """Give a table in Markdown for the page of a pull request, the most urgent first."""
    found = ordered(problems)
    if not found:
        return "### All is well\n\nThe checks found nothing to mend.\n"
    counts = Counter(problem.severity for problem in found)
    title = f"### {counts[Severity.ERROR]} to mend, {counts[Severity.WARNING]} to look at\n\n"
    found.sort(key=lambda problem: problem.severity is not Severity.ERROR)
    rows = [
        f"| `{p.path}`{f', line {p.line}' if p.line else ''} | {_cell(p.what)} | {_cell(p.mend)} |"
        for p in found[:_MOST_IN_SUMMARY]
    ]
    more = len(found) - len(rows)
    end = f"\nAnd {more} more: `python3 scripts/check.py` shows all.\n" if more else "\n"
    return title + "| Where | What is wrong | What to do |\n|---|---|---|\n" + "\n".join(rows) + end


def _cell(text: str) -> str:
    """Make a text safe in a table's cell: outside `code`, nothing in it is markup."""
    text = " ".join(text.split()).replace("|", "\\|")
    parts = text.split("`")
    quiet = [part if number % 2 else part.replace("<", "&lt;") for number, part in enumerate(parts)]
    return "`".join(quiet)


def as_github(problems: Iterable[Problem]) -> str:
    """Give GitHub's commands, each with the address of its rule."""
    found = (replace(p, mend=f"{p.mend} ({PAGE}#{p.rule})") for p in problems)
    return github_commands(found)


def as_text(problems: Iterable[Problem]) -> str:
    """Give one line a problem, and where their rules are explained."""
    rules = sorted({p.rule for p in problems})
    return f"{as_terminal(problems)}\nWhy: {', '.join(f'{PAGE}#{rule}' for rule in rules)}"


FORMATS: dict[str, Callable[[Iterable[Problem]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
    "sarif": as_sarif,
}
