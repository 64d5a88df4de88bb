#!/usr/bin/env python3
"""Show the site in a browser and show every change as soon as a file is saved.

    python3 scripts/serve.py              opens the browser
    python3 scripts/serve.py --no-open    does not
    python3 scripts/serve.py --port 8001  when port 8000 is taken

What is left to mend on a page stands at its top; nobody else sees it. When the hooks' own code
changes, the server starts anew by itself. Stop it with Ctrl+C.
"""

import os
import socket
import sys
import tempfile

from environment import ROOT, command_line, ensure_environment, fail

if __name__ == "__main__":
    ensure_environment()


def main(arguments: list[str]) -> int:
    """Serve until stopped; give the exit code."""
    parser = command_line(__doc__)
    parser.add_argument("--no-open", action="store_true", help="do not open the browser")
    parser.add_argument("--port", type=int, default=8000, help="the port, 8000 by default")
    options = parser.parse_args(arguments)
    if _is_taken(options.port):
        fail(f"Port {options.port} is in use. Try: python3 scripts/serve.py --port 8001")
    os.chdir(ROOT)
    from serving.server import serve  # noqa: PLC0415  # needs the environment

    with tempfile.TemporaryDirectory(prefix="mim-serve-") as folder:
        changed = serve(ROOT, folder, options.port, open_in_browser=not options.no_open)
    if changed:
        print("The code of the hooks has changed: the server starts anew.", flush=True)
        again = [sys.executable, __file__, "--no-open", "--port", str(options.port)]
        os.execv(sys.executable, again)
    return 0


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
