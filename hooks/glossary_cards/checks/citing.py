"""Citing: a site that cites needs something that makes footnotes of the marks it gets."""

from __future__ import annotations

from glossary_cards.diagnostics.problem import Problem
from glossary_cards.site import SiteGlossary


def check_citing(site: SiteGlossary) -> list[Problem]:
    """Say that marks such as ``[^key]`` stay as they are: one problem, for all have one cause.

    Args:
        site: The glossary, with every page read.
    """
    if not site.settings.cite:
        return []
    known = site.bibliography.texts if site.bibliography else {}
    for use in site.usage.by_page.values():
        term = site.glossary.terms.get(site.slug_of_source(use.page.path) or "")
        # A reference that is not known is told of where it stands.
        marks = [f"[^{key}]" for key in term.references if key in known] if term else []
        plain = next((mark for mark in marks if mark in use.html), "")
        if plain:
            what = f"`extra.glossary.cite` is `true`, but `{plain}` becomes no footnote"
            mend = "add `footnotes` and a hook that knows the sources, or take `cite` out"
            return [site.config_file.problem(("cite",), "setting", what, mend)]
    return []
