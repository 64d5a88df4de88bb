"""Evidence you can touch: every fact leads to its source, every claim says how sure we are.

``[^key]`` and ``{claim=C8}`` become citations and badges, each page gets its list of sources, and
once all pages are known the rest is filled in: mindinmind/evidence/plugin.py, event by event.
"""

from mindinmind.evidence.plugin import EvidencePlugin

_plugin = EvidencePlugin()
on_config = _plugin.on_config
on_page_markdown = _plugin.on_page_markdown
on_page_content = _plugin.on_page_content
on_env = _plugin.on_env
on_post_page = _plugin.on_post_page
on_post_build = _plugin.on_post_build
