"""The program as a process of its own, with bounded time and memory, and what it changed around it."""

import hashlib
import resource
import subprocess
import sys
from pathlib import Path

from tests.command import Run

MEMORY = 1_500_000_000
"""Bytes of address space; the program needs a third of it for its libraries."""
SECONDS = 60
"""Of processor time."""
PROGRAM = "from hiring.__main__ import main; main()"


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def bounded(*args: str | Path, cwd: Path | None = None) -> Run:
    """Run ``hiring`` with these arguments within the bounds; a traceback or the end of the bounds fails the test."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, args)],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=4 * SECONDS,
        preexec_fn=_bound,
    )
    assert done.returncode in (0, 1, 2, 3), done
    assert "Traceback" not in done.stdout + done.stderr
    return Run(done.returncode, done.stdout, done.stderr)


def snapshot(folder: Path) -> dict[str, str]:
    """Everything in a folder, by its path: the content of a file by its digest, where a link leads, what else it is."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            said = f"-> {path.readlink()}"
        elif path.is_file():
            said = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            said = "folder" if path.is_dir() else "special"
        found[path.relative_to(folder).as_posix()] = said
    return found
