"""What evidence knows of the site: names, addresses, folders, and the day it is."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from jinja2 import Environment

from mindinmind.templates import environment


@dataclass(frozen=True)
class Settings:
    """What the plugin knows about the site.

    Attributes:
        docs: The docs folder as problems name it: ``docs``.
        data: The folder of the data files.
        site_name: The site's name.
        site_url: Its address, or nothing where it is not known.
        today: The day it is, by the clock.
        release: Whether this build is going to be published as a release.
        cache: A folder that keeps formatted sources from build to build, or nothing.
        templates: Renders the site's templates.
        claim_page: The claim-check page, from the docs folder.
        references_page: The page with all sources, from the docs folder.
        license: The address of the licence of the site's words.
    """

    docs: str
    data: Path
    site_name: str
    site_url: str
    today: date
    release: bool = False
    cache: Path | None = None
    templates: Environment = field(default_factory=environment)
    claim_page: str = "about/claim-check.md"
    references_page: str = "about/references.md"
    license: str = "https://creativecommons.org/licenses/by/4.0/"

    @property
    def data_name(self) -> str:
        """The folder of the data files as problems name it."""
        return f"{self.docs}/{self.data.name}"

    def address(self, path: str) -> str:
        """Give the full address of a page or file; nothing where the site's is not known."""
        return f"{self.site_url.rstrip('/')}/{path}" if self.site_url else ""
