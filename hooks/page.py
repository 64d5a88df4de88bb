"""MkDocs hook: what stands around a page's words.

The stylesheets and scripts of all hooks become one of each. Phone numbers typed in a page are
refused; the lightbox plugin's links and the crisis lines get their form. When every other hook is
done, the content is post-processed, and the template gets what the page says about itself: title,
answer, summary, sections, dates, exit. See mindinmind/page/plugin.py.
"""

from mkdocs.plugins import CombinedEvent

from mindinmind.page.plugin import PagePlugin

_plugin = PagePlugin()

on_config = _plugin.on_config
on_files = _plugin.on_files
on_page_markdown = _plugin.on_page_markdown
on_page_content = CombinedEvent(
    _plugin.before_lightbox, _plugin.after_lightbox, _plugin.crisis_lines
)
on_page_context = _plugin.on_page_context
on_template_context = _plugin.on_template_context
