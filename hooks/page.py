"""MkDocs hook: what stands around a page's words, told event by event in mindinmind/page/plugin.py.

Styles and scripts become one of each, crisis lines are put in, the content is post-processed.
"""

from mindinmind.page.plugin import PagePlugin

_plugin = PagePlugin()
on_config = _plugin.on_config
on_files = _plugin.on_files
on_page_markdown = _plugin.on_page_markdown
on_page_content = _plugin.on_page_content
on_page_context = _plugin.on_page_context
on_template_context = _plugin.on_template_context
on_post_page = _plugin.on_post_page
