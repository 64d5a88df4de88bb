"""MkDocs hook: words of the glossary become links with cards, as glossary_cards/plugin.py tells.

Copy this file and glossary_cards/ beside it, and name it under `hooks:`. Settings stand under
`extra: glossary:`; a site that installs the package names the plugin `glossary-cards` instead.
"""

from glossary_cards.plugin import GlossaryPlugin

plugin = GlossaryPlugin()
on_config = plugin.on_config
on_files = plugin.on_files
on_nav = plugin.on_nav
on_page_markdown = plugin.on_page_markdown
on_page_content = plugin.on_page_content
on_env = plugin.on_env
on_page_context = plugin.on_page_context
on_post_page = plugin.on_post_page
on_post_build = plugin.on_post_build
