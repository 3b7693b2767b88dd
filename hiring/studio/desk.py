"""The content that the studio works on: read once, and again when a file has changed."""

from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from hiring.content import SHARED
from hiring.library import Library
from hiring.translations import SOURCES_FOLDER
from hiring.workspace import OPENINGS, Workspace

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
        """The content as it is on the disk now, and a number that is another one after each change of all but openings."""
        signature = self._signed()
        with self._lock:
            if signature != self._signature:
                changed = {Path(name) for name, _, _ in signature ^ self._signature}
                self._signature = signature
                is_apart = all(map(self._stands_apart, changed))
                self._library = self._library.with_files_anew(changed) if is_apart else Library(self.workspace)
                if any(path.parent != self.workspace.root / OPENINGS for path in changed):
                    self._edition += 1
            return self._library, self._edition

    def _stands_apart(self, path: Path) -> bool:
        """Whether a file is that of an opening, a role or the employer, on which nothing but openings depends."""
        root = self.workspace.root
        above = path.parent.parent if path.parent.name == SOURCES_FOLDER else path.parent
        is_of_role = above.parent == root / "roles" and above.name != SHARED
        return above in (root, root / OPENINGS) or is_of_role

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
            return iter(list(self.workspace.own_files()))
        except OSError:
            return iter(())  # whoever reads the folder says why it cannot be read
