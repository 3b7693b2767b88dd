"""A workspace's YAML files as somebody edits them: read with all that is wrong, and written only over what was read."""

import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hiring.editing import edited
from hiring.editing.changes import Change
from hiring.errors import ContentError, EditError, Problem
from hiring.source import Document, load
from hiring.storage import output_folder, sync_folders, write_whole
from hiring.workspace import Workspace


@dataclass(frozen=True)
class Revision:
    """A file as it was read or written: its bytes, and the document in them or, if it cannot be read, its problems."""

    path: Path
    content: bytes
    document: Document | None
    problems: tuple[Problem, ...] = ()

    @property
    def digest(self) -> str:
        """The name of this content: that of another one is another."""
        return hashlib.sha256(self.content).hexdigest()


class ChangedError(EditError):
    """A file is no longer what the writer has read, so nothing was written.

    ``current`` is what it is now, None when it is gone; ``wanted`` is what would have been written. To write that all the
    same, give ``replace`` both, or ``create`` when the file is gone.
    """

    def __init__(self, rule: str, shown: str, current: Revision | None, wanted: bytes) -> None:
        super().__init__(rule, path=shown)
        self.current, self.wanted = current, wanted


def read(workspace: Workspace, path: Path) -> Revision:
    """A file of the workspace, sound or not.

    ``path`` may be relative to the workspace. Raises ``EditError`` for a path that leads out of the workspace, also by a
    link, or is not that of a YAML file, and ``ContentError`` for a file that is not there or must not be read.
    """
    path = _own(workspace, path)
    return _revision(workspace, path, workspace.content(path))


def save(workspace: Workspace, revision: Revision, changes: Sequence[Change]) -> Revision:
    """Make changes of a file, and give what it then is.

    Raises what ``edited`` and ``replace`` raise, and ``ContentError`` for a revision that cannot be read.
    """
    if revision.document is None:
        raise ContentError(revision.problems)
    return replace(workspace, revision, edited(revision.content, changes))


def replace(workspace: Workspace, revision: Revision, content: bytes) -> Revision:
    """Write other content over a revision, whole or not at all, and give what the file then is.

    Raises ``ChangedError`` when the file on disk is no longer that revision, ``ContentError`` for content that cannot be
    read, and ``StorageError`` when the file cannot be written.
    """
    path = _own(workspace, revision.path)
    written = Revision(path, content, load(content, workspace.shown(path)))
    # Other runs of the program wait at this folder. What another program saves between the look and the move is lost.
    with output_folder(workspace.root) as scratch:
        now = read(workspace, path) if os.path.lexists(path) else None
        if now is None or now.digest != revision.digest:
            rule = "edit_changed" if now else "edit_vanished"
            raise ChangedError(rule, workspace.shown(path), now, content)
        write_whole(content, path, scratch, stat.S_IMODE(path.stat().st_mode))
        sync_folders([path], workspace.root)
    return written


def create(workspace: Workspace, path: Path, content: bytes) -> Revision:
    """Write a new file. Raises as ``replace`` does; ``ChangedError`` when there is one already."""
    path = _own(workspace, path)
    written = Revision(path, content, load(content, workspace.shown(path)))
    with output_folder(workspace.root) as scratch:
        if os.path.lexists(path):
            raise ChangedError("exists", workspace.shown(path), read(workspace, path), content)
        write_whole(content, path, scratch)
        sync_folders([path], workspace.root)
    return written


def _own(workspace: Workspace, path: Path) -> Path:
    """The whole path of a YAML file of the workspace, to which no link leads."""
    whole = Path(os.path.normpath(workspace.root / path))
    if not whole.is_relative_to(workspace.root) or whole.resolve() != whole or whole.suffix != ".yaml":
        raise EditError("edit_outside", path=workspace.shown(whole))
    return whole


def _revision(workspace: Workspace, path: Path, content: bytes) -> Revision:
    try:
        return Revision(path, content, load(content, workspace.shown(path)))
    except ContentError as error:
        return Revision(path, content, None, error.problems)
