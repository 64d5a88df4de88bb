"""Search that keeps people safe, and that a cheap phone can run.

MkDocs collects what can be found; when the site is written, its one index is cut into small parts
that load as they are needed, from a folder too. docs/_data/search.yml says which wordings put help
first, and which page a wording leads to. See mindinmind/search/plugin.py.
"""

from mindinmind.search.plugin import SearchPlugin

_plugin = SearchPlugin()

on_files = _plugin.on_files
on_page_context = _plugin.on_page_context
on_post_build = _plugin.on_post_build
