"""Where the site's own files are kept, and how a reader gets there: to mend a page or report it.

Hosts name the places of a repository differently; whoever keeps the files elsewhere, or on a
branch with another name, sets ``EDIT_URI`` beside ``REPO_URL``.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_EDIT = {"github": "edit/main/docs/", "gitlab": "-/edit/main/docs/"}
_ELSEWHERE = "_edit/main/docs/"  # Forgejo and Gitea, such as codeberg.org
_ISSUE = {
    "github": "issues/new?template=unclear.yml&page={page}",
    "gitlab": "-/issues/new?issue[title]={page}",
}
_ISSUE_ELSEWHERE = "issues/new?title={page}"


@dataclass(frozen=True)
class Repository:
    """A public repository, by the address of its front page."""

    url: str

    @property
    def host(self) -> str:
        """The kind of host: ``github`` of ``https://github.com/a/b``."""
        name = (urlsplit(self.url).hostname or "").split(".")
        return next((kind for kind in _EDIT if kind in name), "")

    @property
    def edit_uri(self) -> str:
        """Where its pages are edited, from its front page."""
        return _EDIT.get(self.host, _ELSEWHERE)

    def report(self, page: str) -> str:
        """Give the address of a form to report a mistake on a page, which it names."""
        form = _ISSUE.get(self.host, _ISSUE_ELSEWHERE)
        return f"{self.url.rstrip('/')}/{form.format(page=quote(page, safe=''))}"
