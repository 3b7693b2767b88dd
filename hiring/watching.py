"""Building again when a file changes: what is watched, which changes count as one, and how each round ends."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from watchfiles import watch

from hiring.errors import ContentError, Failure, FailureError, StorageError
from hiring.outcomes import Report, State
from hiring.workspace import EMPLOYER_FILES, OPENINGS, Kind, Workspace

QUIET_MS = 200
"""Changes that follow each other faster than this many milliseconds make one round."""
_IN_FOLDERS = (OPENINGS, *get_args(Kind))
_AT_TOP = (EMPLOYER_FILES, "*.docx")
"""What is watched in the workspace's own folder beside the folders: the employer, and a letterhead."""


@dataclass(frozen=True)
class Round:
    """One build and how many seconds it took; ``failure`` says why nothing could be built."""

    report: Report
    seconds: float
    failure: Failure | None = None

    @property
    def is_sound(self) -> bool:
        """Whether nothing failed and nothing has problems."""
        broken = self.failure or self.report.failure or self.report.problems
        return not broken and not self.report.count(State.FAILED)

    @property
    def made(self) -> tuple[str, ...]:
        """The files that were made, as paths in the output folder."""
        return tuple(outcome.cell.path for outcome in self.report.outcomes if outcome.state is State.MADE)


def rounds(workspace: Workspace, out: Path, make: Callable[[], Report]) -> Iterator[Round]:
    """Build at once, then after each burst of changes. Never ends of itself.

    ``make`` builds into ``out`` from files that are read anew. Problems in content wait to be mended; so does in later rounds
    whatever else is foreseen, but in the first it is raised. Raises ``StorageError`` when the folders cannot be watched.
    """
    is_first = True
    for _ in changes(workspace, out):
        started = time.monotonic()
        report, failure = Report(out, ()), None
        try:
            report = make()
        except ContentError as error:
            report = Report(out, (), error.problems)
        except FailureError as error:
            if is_first:
                raise
            failure = error.failure
        is_first = False
        yield Round(report, time.monotonic() - started, failure)


def changes(workspace: Workspace, out: Path) -> Iterator[None]:
    """One item when watching has begun, then one after each burst of changes to what is watched."""
    has_begun = False
    while True:
        folders = watched_folders(workspace, out)
        try:
            for found in watch(
                *folders,
                watch_filter=lambda _, path: is_watched(workspace, Path(path)),
                step=QUIET_MS,
                rust_timeout=QUIET_MS,
                yield_on_timeout=True,
                recursive=False,
                ignore_permission_denied=True,
            ):
                if found and watched_folders(workspace, out) != folders:
                    has_begun = False  # new folders are watched before they are read, so that nothing in them is missed
                    break
                if found or not has_begun:
                    has_begun = True
                    yield
        except FileNotFoundError:
            continue  # a folder went away before it was watched
        except OSError as error:
            raise StorageError("cannot_watch", reason=error.strerror or str(error)) from None


def watched_folders(workspace: Workspace, out: Path) -> tuple[Path, ...]:
    """The folders whose files documents are made from: the workspace's, and the shipped ones. Not hidden ones, nor ``out``.

    Each is watched alone: a workspace may be a folder with thousands of others that are none of its content.
    """
    found = {workspace.root} if workspace.root.is_dir() else set()
    made = out.resolve()
    for top in workspace.folders:
        for folder, inner, _ in os.walk(top):
            found.add(Path(folder))
            inner[:] = [name for name in inner if not name.startswith(".") and Path(folder, name).resolve() != made]
    return tuple(sorted(found))


def is_watched(workspace: Workspace, path: Path) -> bool:
    """Whether a change to a file or folder in a watched folder counts: not to hidden ones and editors' spare copies."""
    if path.name.startswith(".") or path.name.endswith("~"):
        return False
    if path.parent == workspace.root:
        return path.name in _IN_FOLDERS or any(path.match(pattern) for pattern in _AT_TOP)
    return True
