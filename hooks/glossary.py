"""MkDocs hook: words of the glossary become links, each with a card that explains it.

Copy this file and ``glossary_cards/`` beside it into any MkDocs site and write
``hooks: [hooks/glossary.py]`` in its mkdocs.yml; or install the package and name the plugin
``glossary-cards`` instead. Settings stand under ``extra: glossary:``.

What happens in a build, told in full in ``glossary_cards/plugin.py``:

1. ``on_files`` reads every file of ``docs/glossary/`` as a term.
2. ``on_page_markdown`` composes the page of a term and checks what authors wrote by hand.
3. ``on_env``, when every page is rendered, finds the terms on each and reports all problems.
4. ``on_page_context`` makes the words links and lists them at the page's end.
5. ``on_post_build`` publishes the glossary as data and lets the search know every spelling.
"""

from glossary_cards.plugin import GlossaryPlugin

plugin = GlossaryPlugin()

on_config = plugin.on_config
on_files = plugin.on_files
on_nav = plugin.on_nav
on_page_markdown = plugin.on_page_markdown
on_env = plugin.on_env
on_page_context = plugin.on_page_context
on_post_page = plugin.on_post_page
on_post_build = plugin.on_post_build
