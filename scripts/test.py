#!/usr/bin/env python3
"""Run everything that must hold: format, lint, types, and all tests, in a real browser too.

    python3 scripts/test.py                  everything
    python3 scripts/test.py --nightly        what takes minutes: bad days of a build, fresh examples
    python3 scripts/test.py --quick          form, lint and types alone
    python3 scripts/test.py tests/unit -k x  only these tests, arguments as pytest takes them

Finds a Chromium on the machine (or the one that MIM_CHROMIUM names); where there is none it is
installed with the system's package manager or with Playwright. The core journeys also run in
Firefox and WebKit: where one is missing they are skipped, but in CI they have to pass.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from environment import ROOT, ensure_environment, fail

if __name__ == "__main__" and not {"-h", "--help"} & set(sys.argv[1:]):
    ensure_environment(test=True)

# The shell has the same engine and no windows to draw: a third of the work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# A package of Debian, and the commands or files any of which shows that its like is there.
TOOLS = {
    "firefox-esr": ("firefox-esr", "firefox"),
    "webkit2gtk-driver": ("WebKitWebDriver",),
    "xvfb": ("Xvfb",),
    "libnginx-mod-http-brotli-static": ("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so",),
    "nginx-light": ("nginx",),
    "default-jre-headless": ("java",),
}
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
WINDOWS = r"C:\Program Files\Google\Chrome\Application\chrome.exe"


def main(arguments: list[str]) -> int:
    """Run the checks in order, the quick ones first; give the exit code of the first failure."""
    if {"-h", "--help"} & set(arguments):
        print(__doc__)
        return 0
    is_quick = arguments == ["--quick"]
    if not is_quick:
        os.environ["MIM_CHROMIUM"] = find_chromium() or install_chromium()
        install_tools()
    arguments = ["-m", "nightly or hypothesis"] if arguments == ["--nightly"] else arguments
    commands = [["-m", "pytest", *arguments]]
    if not arguments or is_quick:
        commands = [
            ["-m", "ruff", "format", "--check", "."],
            ["-m", "ruff", "check", "."],
            ["-m", "mypy"],
            ["-m", "pytest", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"],
        ]
    for command in commands[:3] if is_quick else commands:
        result = subprocess.run([sys.executable, *command], cwd=ROOT, check=False)
        if result.returncode:
            return result.returncode
    return 0


def find_chromium() -> str | None:
    """Give the path of a Chromium on this machine, or ``None``."""
    named = os.environ.get("MIM_CHROMIUM")
    candidates = [named] if named else [shutil.which(name) for name in BROWSERS]
    candidates += [MAC, WINDOWS, _playwright_chromium()]
    return next((path for path in candidates if path and Path(path).exists()), None)


def install_chromium() -> str:
    """Install a Chromium and give its path, or stop with one clear line."""
    print("No Chromium found; installing one ...", flush=True)
    for package in BROWSERS[:2]:
        if not find_chromium():
            _apt_install(package)
    if not find_chromium():
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return find_chromium() or fail(
        "The browser tests need Chromium. Install it (Debian: sudo apt install chromium) or name "
        "one with MIM_CHROMIUM=/path/to/chromium, then run the same command again."
    )


def install_tools() -> None:
    """Install what the tests need beside Python, on a CI machine that lacks some of it."""
    missing = [
        package
        for package, names in TOOLS.items()
        if not any(shutil.which(name, os.F_OK) for name in names)
    ]
    if os.environ.get("CI") and missing:
        print(f"Installing {', '.join(missing)} ...", flush=True)
        _apt_install(*missing)


def _apt_install(*packages: str) -> None:
    """Install Debian packages where that is possible without asking anybody."""
    if not shutil.which("apt-get"):
        return
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and not (os.environ.get("CI") and shutil.which("sudo")):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", *packages]):
        whole = [*root, "apt-get", *command]
        subprocess.run(whole, env=environment, stdout=subprocess.DEVNULL, check=False)


def _playwright_chromium() -> str | None:
    code = (
        "from playwright.sync_api import sync_playwright as p\n"
        "with p() as w: print(w.chromium.executable_path)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    return result.stdout.strip() or None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
