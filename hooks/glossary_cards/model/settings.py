"""The glossary's settings: what a site may choose under ``extra: glossary:`` in mkdocs.yml."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """All settings, each with its default.

    Attributes:
        folder: The folder of the term files, inside ``docs_dir``.
        occurrences: Which mentions are linked: the first in each ``section`` or ``page``, or
            ``all``.
        language: Language of the terms; English makes plurals and -ise/-ize pairs, any other none.
            A site that names none has its terms in the language of its pages.
        title: Title of the glossary, used in the published data.
        words_title: Title of the list of terms at the end of a page.
        more: Text of a tooltip's link to the term's page, with ``{term}``.
        close: Name of the tooltip's button that closes it.
        source: What stands before the number of a citation in a tooltip.
        all_sources: Text of a tooltip's link to the list of sources.
        switch: Label of the button that switches tooltips off and on.
        used_title: Title of the list of places on a term's page.
        used_more: What opens the rest of a long list of places, with ``{count}``.
        also_title: Label of a term's other spellings.
        see_title: Label of a term's related terms.
        index_link: The link from a term's page to the A to Z.
        references_title: Label of a term's references, where the site does not cite.
        say_title: Label of a term's pronunciation.
        find_title: Label of the A to Z's filter.
        found_none: What the filter says when no word matches.
        found_one: What it says when one word matches.
        found_more: What it says when more words match, with ``{count}``.
        jumps_title: Name of the A to Z's links to letters.
        downloads_title: Title of the published data files.
        downloads: What each data file is for, by its name in ``exports``, or ``schema``.
        draft: What stands below the title of a term that is a draft.
        definition_words: The most words a definition may have.
        skip_elements: More HTML elements in which no term is linked.
        skip_classes: More classes in which no term is linked.
        abbreviations: Abbreviations that need no explanation.
        page_keys: More keys that the front matter of a term may hold.
        names: Longer proper names in which no term is linked, such as GitLab Static Site Editor.
        bibliography: A CSL-JSON file, from the project's root, whose ids ``references`` may name;
            empty where the site has none.
        cite: Whether ``references`` become ``[^key]`` footnotes on the term's page.
        exports: Which data files are published: json, skos, tbx, anki (needs genanki).
        checks: Severity of single checks, such as ``{unused-form: off}``.
        assets: Whether the tooltip's script and style are added to every page.
    """

    folder: str = "glossary"
    occurrences: str = "section"
    language: str = "en"
    title: str = "Glossary"
    words_title: str = "Words on this page"
    more: str = "More about {term}"
    close: str = "Close"
    source: str = "Source"
    all_sources: str = "All sources"
    switch: str = "Explain words as I read"
    used_title: str = "Where this word is used"
    used_more: str = "{count} more pages"
    also_title: str = "Also written"
    see_title: str = "See also"
    index_link: str = "All words, A to Z"
    references_title: str = "References"
    say_title: str = "Say it"
    find_title: str = "Find a word"
    found_none: str = "No word matches. Try fewer letters."
    found_one: str = "1 word"
    found_more: str = "{count} words"
    jumps_title: str = "A to Z"
    downloads_title: str = "Take the glossary with you"
    downloads: tuple[tuple[str, str], ...] = ()
    draft: str = "Draft"
    definition_words: int = 40
    skip_elements: tuple[str, ...] = ()
    skip_classes: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    page_keys: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    bibliography: str = ""
    cite: bool = False
    exports: tuple[str, ...] = ("json", "skos", "tbx")
    checks: tuple[tuple[str, str], ...] = ()
    assets: bool = True
