"""The rules of check.py as one page: what each asks and why, at an address that stays.

The registry is ``rules.yml``; ``python3 scripts/check.py --fix`` writes the page, and the check
says when the two differ.
"""

from pathlib import Path
from typing import Any

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.diagnostics.source import own_yaml

PAGE = "docs/contributing/rules.md"
_REGISTRY = Path(__file__).with_name("rules.yml")
_MARK = "<!-- What follows is made from scripts/checking/rules.yml. -->"


def read_rules() -> dict[str, dict[str, str]]:
    """Read the rules: by what they are about, what each asks."""
    rules: Any = own_yaml(_REGISTRY)
    return {str(about): dict(group) for about, group in rules.items()}


def rules_page(before: str) -> str:
    """Give the page of all rules.

    Args:
        before: The page as it is; its beginning stays.
    """
    parts = [before.partition(_MARK)[0] + _MARK]
    for about, rules in read_rules().items():
        parts.append(f"## {about}")
        parts += [f"### {rule} {{#{rule}}}\n\n{asks}" for rule, asks in sorted(rules.items())]
    return "\n\n".join(parts) + "\n"


def stale_page(root: Path) -> list[Problem]:
    """Say that the page differs from the rules; nothing where there is no such page."""
    page = root / PAGE
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    if not text or text == rules_page(text):
        return []
    what, mend = "this page is older than the rules", "run python3 scripts/check.py --fix"
    return [Problem(PAGE, 0, 0, "rules-page", what, mend)]
