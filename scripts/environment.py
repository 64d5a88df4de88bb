"""Makes the environment that the other scripts run in, on a machine with only Python.

Every script starts with the same two lines::

    from environment import ensure_environment
    ensure_environment()

The first run creates ``.venv`` and installs the hash-locked requirements; later runs see that
nothing changed and do no work. This file uses the standard library alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NoReturn

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
sys.path.insert(0, str(ROOT / "hooks"))  # what the scripts share with the site stands there


def ensure_environment(test: bool = False) -> None:
    """Continue in an environment that has the locked requirements, making it if need be.

    Args:
        test: Whether the requirements of the tests are needed too.

    Raises:
        SystemExit: With 1 and one clear line when the environment cannot be made; with 0 when
            only help is asked for and there is no environment yet.
    """
    if sys.version_info < OLDEST_PYTHON:
        fail(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    sys.excepthook = _say
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    wanted = ROOT / ("requirements-test.txt" if test else "requirements.txt")
    if not _has(wanted):
        if {"-h", "--help"} & set(sys.argv[1:]):  # to read about a command, nothing is installed
            print((sys.modules["__main__"].__doc__ or "").strip())
            raise SystemExit(0)
        try:
            with _alone():
                if not _has(wanted):  # another set-up may have made it meanwhile
                    _install(wanted)
        except KeyboardInterrupt:
            fail("Stopped. Run the same command again to go on with the set-up.")
        except OSError as error:
            fail(f"The set-up broke off: {error}. Mend that and run the same command again.")
    if Path(sys.prefix).resolve() != VENV.resolve():
        _continue_inside()


def command_line(told: str | None) -> argparse.ArgumentParser:
    """Begin a command's arguments; its help is what the file says of itself."""
    form = argparse.RawDescriptionHelpFormatter
    return argparse.ArgumentParser(description=told, formatter_class=form)


def venv_python() -> Path:
    """Give the path of the environment's own Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fail(message: str) -> NoReturn:
    """Print one line to standard error and stop with exit code 1."""
    print(message, file=sys.stderr)
    raise SystemExit(1)


def _say(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell of Ctrl+C in one line, also while a script is still reading its parts.

    Whoever closed the pipe that the output goes to (``| head``) has read enough of it.
    """
    if issubclass(kind, KeyboardInterrupt):
        print("Stopped. What was there before is as it was.", file=sys.stderr)
    elif issubclass(kind, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    else:
        sys.__excepthook__(kind, error, trace)


def _stamp() -> Path:
    return VENV / "installed.json"


def _fingerprint(requirements: Path) -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return hashlib.sha256(requirements.read_bytes() + version.encode()).hexdigest()


def _has(requirements: Path) -> bool:
    """Tell whether the environment already has what this file locks."""
    try:
        installed = json.loads(_stamp().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    same = installed.get(requirements.name) == _fingerprint(requirements)
    return venv_python().exists() and same


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other set-up of this folder is at work; Windows has no such lock."""
    with (ROOT / ".venv.lock").open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _install(requirements: Path) -> None:
    print(f"Setting up .venv from {requirements.name} (once, about a minute) ...", flush=True)
    if not _is_whole():
        _create()
    _stamp().unlink(missing_ok=True)  # whoever is killed from here on leaves it unfinished
    command = [str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    result = subprocess.run(
        [*command, "--require-hashes", "-r", str(requirements)], cwd=ROOT, check=False
    )
    if result.returncode:
        fail(
            f"Installing {requirements.name} failed; pip's reason stands above. "
            "Check the network and run the same command again."
        )
    installed = {requirements.name: _fingerprint(requirements)}
    if requirements.name == "requirements-test.txt":
        installed["requirements.txt"] = _fingerprint(ROOT / "requirements.txt")
    _stamp().write_text(json.dumps(installed), encoding="utf-8")


def _is_whole() -> bool:
    """Tell whether .venv has a Python and a pip that run: it may be half made, or moved here."""
    try:
        command = [str(venv_python()), "-m", "pip", "--version"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _create() -> None:
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()  # says what is wrong with the folder, where something is
    result = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if result.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        fail(
            "Python could not make a virtual environment. On Debian or Ubuntu: "
            "`sudo apt install python3-venv`, then run the same command again."
        )


def _continue_inside() -> None:
    """Run this same command again with the environment's Python."""
    command = [str(venv_python()), *sys.argv]
    if os.name == "nt":
        raise SystemExit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)
