"""The page for lost readers finds its site below any path, though nobody said where that is."""

import threading
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conftest import QuietHandler, QuietServer

pytestmark = pytest.mark.browser


class Host(QuietHandler):
    """Serves a folder as a host does, with the site's own page for what is not there."""

    def __init__(self, *arguments, below, **options):
        self.below = below
        super().__init__(*arguments, **options)

    def send_head(self):
        inside = self.path.startswith(f"{self.below}/")
        if inside:
            self.path = self.path.removeprefix(self.below)
            if Path(self.translate_path(self.path)).exists():
                return super().send_head()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        return Path(self.directory, "404.html").open("rb")


@pytest.mark.parametrize("below", ["", "/some/where"])
def test_lost_readers_find_help_below_any_path(below, hosted_site, new_page):
    server = QuietServer(("127.0.0.1", 0), partial(Host, directory=str(hosted_site), below=below))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}{below}/no/such/page/")
    expect(page.locator("h1")).to_have_text("This page is not here")
    help_link = page.get_by_role("link", name="Get help now").first
    expect(help_link).to_have_attribute("href", f"{below}/help/get-help-now/")
    help_link.click()
    expect(page.locator('main a[href^="tel:"]').first).to_be_visible()
    server.shutdown()
