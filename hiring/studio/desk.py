"""The content that the studio works on: read once, and again when a file has changed."""

from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from hiring.library import Library
from hiring.workspace import Workspace

Signature = frozenset[tuple[str, int, int]]
"""Name, time of change in nanoseconds, and size of each file of the workspace."""


class Desk:
    """One workspace, for as long as the program runs. May be used by several threads."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._lock = Lock()
        self._library = Library(workspace)
        self._signature = self._signed()
        self._edition = 0

    def library(self) -> Library:
        """The content as it is on the disk now."""
        return self.current()[0]

    def current(self) -> tuple[Library, int]:
        """The content as it is on the disk now, and a number that is another one after each change."""
        signature = self._signed()
        with self._lock:
            if signature != self._signature:
                self._library, self._signature = Library(self.workspace), signature
                self._edition += 1
            return self._library, self._edition

    def _signed(self) -> Signature:
        return frozenset(self._states())

    def _states(self) -> Iterator[tuple[str, int, int]]:
        for path in self._own_files():
            try:
                state = path.stat()
            except OSError:
                continue  # it went in this moment; the next look sees it
            yield str(path), state.st_mtime_ns, state.st_size

    def _own_files(self) -> Iterator[Path]:
        """Files that a person may change while the program runs; what is shipped changes with the program."""
        try:
            own = [path for path in self.workspace.content_files() if path.is_relative_to(self.workspace.root)]
        except OSError:
            return iter(())  # whoever reads the folder says why it cannot be read
        return iter(own)
