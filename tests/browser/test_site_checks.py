"""The checks of the whole site see a fault when there is one."""

from __future__ import annotations

import pytest
from sitewide import (
    COLOUR_RULES,
    SMALL_TARGETS,
    TEXT_SPACING,
    TOO_WIDE,
    WEAK_TEXT,
    run_axe,
    text_size,
)

pytestmark = pytest.mark.browser

FAULTY = """<!doctype html><title>Faulty</title><body><main style="font: 1rem Arial, sans-serif">
<p style="color: #777; background: #fff">Grey words</p>
<button style="block-size: 20px; padding: 0">x</button>
<p>In a sentence <a href="#">a link</a> may be small.</p>
<img src="data:,"></main>"""


@pytest.fixture
def page(new_page):
    page = new_page(viewport={"width": 320, "height": 640})
    page.set_content(FAULTY)
    return page


def test_axe_sees_missing_words_and_weak_colours(page):
    assert any(found.startswith("image-alt: img") for found in run_axe(page))
    assert [found.split(":")[0] for found in run_axe(page, COLOUR_RULES)] == ["color-contrast"]


def test_weak_text_is_seen(page):
    assert page.evaluate(WEAK_TEXT, 7) == ["P. 4.48:1"]
    assert page.evaluate(WEAK_TEXT, 4.4) == []


def test_small_targets_are_seen_but_not_in_sentences(page):
    found = page.evaluate(SMALL_TARGETS)
    assert len(found) == 1
    assert found[0].startswith("BUTTON")


def test_sideways_scrolling_is_seen_however_it_comes(page):
    assert page.evaluate(TOO_WIDE) == []
    page.evaluate("document.querySelector('p').textContent = 'm'.repeat(22)")
    assert page.evaluate(TOO_WIDE) == []
    page.evaluate(TEXT_SPACING, True)
    assert len(page.evaluate(TOO_WIDE)) == 1
    page.evaluate(TEXT_SPACING, False)
    assert page.evaluate(TOO_WIDE) == []
    with text_size(page.context.new_cdp_session(page), 32):
        assert len(page.evaluate(TOO_WIDE)) == 1
    assert page.evaluate(TOO_WIDE) == []
