"""MkDocs hook: every page is judged before it is published, and may load nothing but its own.

mindinmind.security: a judge of what Markdown made; a policy in each page and in ``_headers``.
"""

from mindinmind.security.plugin import SecurityPlugin

plugin = SecurityPlugin()
on_config = plugin.on_config
on_files = plugin.on_files
on_page_content = plugin.on_page_content
on_env = plugin.on_env
on_post_page = plugin.on_post_page
on_post_template = plugin.on_post_template
on_post_build = plugin.on_post_build
