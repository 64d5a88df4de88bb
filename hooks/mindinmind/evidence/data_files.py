"""For those who still import it from here; see ``glossary_cards.diagnostics.schema``."""

from glossary_cards.diagnostics.schema import FindPlace, rule_of, schema_problems

__all__ = ["FindPlace", "rule_of", "schema_problems"]
