"""Servers of a test's own: a small one in place of hosts that a script asks, and nginx with a site."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from publishing.hosting import nginx_headers, precompress
from sites import ROOT, go_without

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


@contextmanager
def served(answer):
    """A server that answers with ``answer(method, path, body)``, which gives a code and data."""

    class Handler(BaseHTTPRequestHandler):
        def _do(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            code, data = answer(self.command, self.path, body)
            self.send_response(code)
            self.end_headers()
            self.wfile.write(data if isinstance(data, bytes) else json.dumps(data).encode())

        do_GET = do_POST = do_PATCH = do_HEAD = _do  # noqa: N815

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def hosted_by_nginx(root, below=""):
    """Start nginx with the project's file for it; give what asks it.

    ``root/site`` and ``below`` is where the site stands, with its ``_headers``.
    """
    if not shutil.which("nginx"):
        go_without("nginx")
    if not BROTLI.exists():
        go_without("brotli module of nginx")
    root.chmod(0o755)
    site = root / f"site{below}"
    precompress(site)
    (root / "headers.conf").write_text(nginx_headers((site / "_headers").read_text("utf-8")))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = (ROOT / "hosting/nginx.conf").read_text()
    for ours, theirs in {
        "listen 80": f"listen 127.0.0.1:{port}",
        "root /srv/mind-in-mind/site": f"root {root}/site",
        "/etc/nginx/nginx-headers.conf": f"{root}/headers.conf",
        "=404 /404.html": f"=404 {below}/404.html",
    }.items():
        assert text.count(ours) == 1 or theirs.startswith("=404"), ours
        text = text.replace(ours, theirs)
    user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    (root / "nginx.conf").write_text(
        f"load_module {BROTLI};\n{user}\npid {root}/pid; error_log {root}/error.log; worker_processes 2;\n"
        f"events {{}}\nhttp {{ access_log off; include /etc/nginx/mime.types;\n{text}\n}}\n"
    )
    command = ["nginx", "-c", str(root / "nginx.conf"), "-p", str(root), "-g", "daemon off;"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)

    def ask(path, method="GET", **headers):
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, below + path, headers=named)
        response = connection.getresponse()
        response.content = response.read()
        connection.close()
        return response

    try:
        for _ in range(100):
            try:
                ask("/")
                break
            except ConnectionError:
                assert process.poll() is None, process.stderr.read().decode()
                time.sleep(0.05)
        yield ask
    finally:
        process.terminate()
        process.wait()
