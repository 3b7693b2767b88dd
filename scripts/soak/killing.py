"""Builds that are killed at a random moment, and what must hold afterwards, whatever the moment was.

Each build runs in a process that is forked from one which has everything imported and the content read: so hundreds of them
take a minute, where starting Python as often would take longer than the builds. The forked process leads a group of its own,
and SIGKILL reaches all of it, workers and Pandoc included, as when a container is stopped. Whoever uses this has no threads.
"""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from hiring.build import build
from hiring.cells import Selection
from hiring.library import Library
from hiring.outcomes import Settings, State
from hiring.workspace import Workspace

ON = date(2026, 11, 22)
_SCRATCH = ".hiring-scratch-"
_FRESH = 0.3
"""The share of builds that begin with an empty folder; the others make again what those before have left."""


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones included, by its path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def faults(out: Path, clean: Mapping[str, bytes]) -> Iterator[str]:
    """What stands in an output folder that a whole build does not write: other names, other bytes. Scratch may be left."""
    for name, content in tree(out).items():
        if f"/{_SCRATCH}" in f"/{name}":
            continue
        if name not in clean:
            yield f"foreign: {name}"
        elif content != clean[name]:
            yield f"not whole: {name}"


def _none(found: Iterable[str]) -> None:
    """Raise ``AssertionError`` with all that was found, unless nothing was."""
    if listed := sorted(found):
        raise AssertionError("; ".join(listed))


@dataclass
class Counts:
    """How many builds were killed before their end, and how many of them with some files in place and others not."""

    killed: int = 0
    halfway: int = 0


class Killing:
    """Builds of one selection into ``folder/out``, killed one after the other; ``folder`` is ours alone."""

    def __init__(self, workspace: Path, selection: Selection, folder: Path, *, jobs: int, seed: int) -> None:
        self.counts = Counts()
        self._selection, self._jobs, self._random = selection, jobs, Random(seed)
        self._out, self._temporary = folder / "out", folder / "temporary"
        self._temporary.mkdir(parents=True)
        tempfile.tempdir = str(self._temporary)
        self._library = Library(Workspace.at(workspace))
        self._build(folder / "clean")
        self._clean = tree(folder / "clean")
        started = time.monotonic()
        os.waitpid(self._forked(), 0)
        self._seconds = time.monotonic() - started
        self._check_whole()

    def kill(self) -> None:
        """Kill one build and look at what is left. Raises ``AssertionError`` with what is wrong."""
        if self._random.random() < _FRESH:
            shutil.rmtree(self._out, ignore_errors=True)  # it is not there when a build was killed at once
        pid = self._forked()
        time.sleep(self._random.uniform(0, self._seconds))
        os.killpg(pid, signal.SIGKILL)
        was_killed = os.WIFSIGNALED(os.waitpid(pid, 0)[1])
        _none(faults(self._out, self._clean))
        in_place = len(self._clean.keys() & tree(self._out).keys())
        self.counts.killed += was_killed
        self.counts.halfway += was_killed and 0 < in_place < len(self._clean)

    def finish(self) -> None:
        """Build to the end, and compare with the clean build. Raises ``AssertionError`` with what is wrong."""
        self._build(self._out)
        self._check_whole()
        _none(f"left among the temporary files: {path.name}" for path in self._temporary.iterdir())

    def _check_whole(self) -> None:
        _none(f"missing, or left: {name}" for name in tree(self._out).keys() ^ self._clean.keys())
        _none(faults(self._out, self._clean))

    def _build(self, out: Path) -> None:
        """Make everything again, whether it is there or not."""
        report = build(self._library, self._selection, Settings(out, ON, self._jobs, force=True))
        _none(f"failed: {each.cell.path}" for each in report.outcomes if each.state is State.FAILED)

    def _forked(self) -> int:
        """The id of a process that builds; it leads a process group."""
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                os.setpgid(0, 0)
                self._build(self._out)
                code = 0
            finally:
                os._exit(code)
        os.setpgid(pid, pid)
        return pid
