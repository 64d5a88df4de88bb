"""Evidence you can touch: every fact leads to its source, every claim says how sure we are.

In a build, from top to bottom: the bibliography and the claims are read; ``[^key]`` and
``{claim=C8}`` become citations and badges while Markdown is read; each page gets its list of
sources; once all pages are known, the claim check, the references and the changes are filled in
and every problem is told; last come the files beside the pages. See mindinmind/evidence/plugin.py.
"""

from mindinmind.evidence.plugin import EvidencePlugin

_plugin = EvidencePlugin()

on_config = _plugin.on_config
on_page_markdown = _plugin.on_page_markdown
on_page_content = _plugin.on_page_content
on_env = _plugin.on_env
on_post_page = _plugin.on_post_page
on_post_build = _plugin.on_post_build
