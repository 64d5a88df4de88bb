"""The logo and the favicon: a mind held in another mind."""

from __future__ import annotations

from mindinmind.diagrams.marks import n
from mindinmind.diagrams.palette import ROLES
from mindinmind.diagrams.states import profile_path

NAME = "Mind in Mind"


def logo() -> str:
    """Draw the logo in the current colour, for a place 24 pixels high or more."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48" '
        f'role="img" fill="currentColor" stroke-linejoin="round">\n<title>{NAME}</title>\n'
        f"<desc>One head seen from the side, with a smaller head inside it, face to face.</desc>\n"
        f"{_heads()}\n</svg>\n"
    )


def favicon() -> str:
    """Draw the favicon: the logo on a plate of its own, for both colour schemes."""
    plate, head = ROLES["coral-deep"], ROLES["paper"]
    style = (
        f".p{{fill:{plate.light}}}.h{{color:{head.light}}}"
        f"@media (prefers-color-scheme:dark){{.p{{fill:{plate.dark}}}.h{{color:{head.dark}}}}}"
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48" '
        f'role="img" stroke-linejoin="round">\n<title>{NAME}</title>\n'
        "<desc>One head seen from the side, with a smaller head inside it, face to face.</desc>\n"
        f"<style>{style}</style>\n"
        f'<rect class="p" width="48" height="48" rx="11"/>\n'
        f'<g class="h" fill="currentColor" transform="translate(5 5) scale({n(0.8)})">{_heads()}'
        "</g>\n</svg>\n"
    )


def _heads() -> str:
    outer = profile_path(24, 24, 43)
    inner = profile_path(23, 20, 23, -1)
    return (
        f'<path fill="none" stroke="currentColor" stroke-width="3.4" d="{outer}"/>'
        f'<path d="{inner}"/>'
    )
