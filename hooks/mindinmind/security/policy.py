"""Content-Security-Policy: what a page may load, computed from what the build wrote.

Inline scripts are allowed by their hash only, so a script that someone smuggles in does not run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

_SCRIPT = re.compile(r"<script(?P<attrs>[^>]*)>(?P<code>.*?)</script>", re.S)
_STYLE = re.compile(r"<style[^>]*>(?P<code>.*?)</style>", re.S)
_CHARSET = re.compile(r'<meta charset="utf-8">', re.I)
_DATA = re.compile(r'\btype="(?!text/javascript|module)[^"]*"')


def inline_hashes(html: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the hashes of a page's inline scripts and inline styles, data blocks left out."""
    scripts = {
        _hash(match["code"])
        for match in _SCRIPT.finditer(html)
        if "src=" not in match["attrs"] and not _DATA.search(match["attrs"])
    }
    return frozenset(scripts), frozenset(_hash(m["code"]) for m in _STYLE.finditer(html))


def policy(scripts: Iterable[str], styles: Iterable[str], offline: bool) -> str:
    """Write the policy.

    Args:
        scripts: Hashes of the inline scripts.
        styles: Hashes of the inline styles.
        offline: Whether the page is opened from a folder, where some browsers do not see the
            files beside it as the page's own.

    Returns:
        The policy as one line.
    """
    own = "'self' file:" if offline else "'self'"
    parts = {
        "default-src": "'none'",
        "script-src": " ".join([own, *sorted(scripts)]),
        "style-src": " ".join([own, *sorted(styles)]),
        "img-src": f"{own} data:",
        "font-src": own,
        "connect-src": own,
        "manifest-src": own,
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def with_policy(html: str, offline: bool) -> str:
    """Put the page's own policy straight after its character set, before anything loads."""
    scripts, styles = inline_hashes(html)
    tag = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy(scripts, styles, offline)}">'
    )
    return _CHARSET.sub(lambda match: f"{match[0]}{tag}", html, count=1)


def headers_file(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Write the ``_headers`` file that several static hosts read."""
    lines = (
        f"Content-Security-Policy: {policy(scripts, styles, False)}; frame-ancestors 'none'",
        "Referrer-Policy: no-referrer",
        "X-Content-Type-Options: nosniff",
        "Permissions-Policy: camera=(), microphone=(), geolocation=(), browsing-topics=()",
        "Cross-Origin-Opener-Policy: same-origin",
        "Strict-Transport-Security: max-age=31536000",
    )
    return "/*\n" + "".join(f"  {line}\n" for line in lines)


def _hash(code: str) -> str:
    """Give the source expression that allows exactly this code."""
    digest = hashlib.sha256(code.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
