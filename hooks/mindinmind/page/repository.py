"""Where the site's own files are kept, and how a reader gets there: to mend a page or report it.

Hosts name the places of a repository differently; whoever keeps the files elsewhere, or on a
branch with another name, sets ``EDIT_URI`` beside ``REPO_URL``.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_HOSTS = {  # a host: where pages are edited, and the form to report a mistake
    "github": ("edit/main/docs/", "issues/new?template=unclear.yml&page={page}"),
    "gitlab": ("-/edit/main/docs/", "-/issues/new?issue[title]={page}"),
    "": ("_edit/main/docs/", "issues/new?title={page}"),  # Forgejo and Gitea: codeberg.org
}


@dataclass(frozen=True)
class Repository:
    """A public repository, by the address of its front page."""

    url: str

    @property
    def edit_uri(self) -> str:
        """Where its pages are edited, from its front page."""
        return self._places[0]

    def report(self, page: str) -> str:
        """Give the address of a form to report a mistake on a page, which it names."""
        return f"{self.url.rstrip('/')}/{self._places[1].format(page=quote(page, safe=''))}"

    @property
    def _places(self) -> tuple[str, str]:
        parts = [*(urlsplit(self.url).hostname or "").split("."), ""]
        return next(places for host, places in _HOSTS.items() if host in parts)
