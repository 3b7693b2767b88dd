"""What a build depends on, as one digest: with the same inputs, files that stand as they were need no second look.

The digests of single documents say exactly which of them a change touches, but every view must be built to know them. This
one is of whole files, says only that something has changed, and needs none of the content to be understood.
"""

import hashlib
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from hiring import __version__
from hiring.workspace import Workspace, shipped


def inputs_digest(workspace: Workspace, on: date) -> str | None:
    """The digest of the program's version, the date, and the name and content of each file that content is read from.

    Files that an employer names are not among them. None where the files cannot all be read: nothing can be said then.
    """
    digest = hashlib.sha256(f"{__version__}\0{on}\0".encode())
    try:
        for name, path in sorted((_name(workspace, path), path) for path in workspace.content_files()):
            digest.update(name + b"\0" + _sha256(path).digest())
    except OSError:
        return None
    return digest.hexdigest()


def inputs_state(workspace: Workspace) -> frozenset[tuple[str, int, int, int]] | None:
    """What the same files look like from outside: path, size, and the times of their last changes in nanoseconds.

    None where they cannot all be found. Two looks that are the same say that nobody changed one in between.
    """
    try:
        return frozenset(_state(path) for path in workspace.content_files())
    except OSError:
        return None


def _state(path: Path) -> tuple[str, int, int, int]:
    seen = path.stat()
    return str(path), seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def file_digest(path: Path) -> str | None:
    """The SHA-256 of a file; None when it cannot be read or is no regular file, or the path is none that a file can have."""
    try:
        return _sha256(path).hexdigest() if path.is_file() else None
    except (OSError, ValueError):
        return None


def _sha256(path: Path) -> "hashlib._Hash":
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256")


def bytes_digest(content: bytes) -> str:
    """The SHA-256 of the content of a file."""
    return hashlib.sha256(content).hexdigest()


def outputs_digest(sums: Iterable[tuple[str, str]]) -> str:
    """The digest of files, of which each has its path and its SHA-256."""
    digest = hashlib.sha256()
    for path, sha256 in sums:
        digest.update(f"{path}\0{sha256}\0".encode())
    return digest.hexdigest()


def _name(workspace: Workspace, path: Path) -> bytes:
    """The name of a file wherever workspace and program lie: below the workspace, or among what is shipped."""
    for kind in ("roles", "templates", "markets"):
        base = shipped(kind)
        if path.is_relative_to(base):
            return os.fsencode(f"shipped/{kind}/{path.relative_to(base)}")
    return os.fsencode(f"own/{path.relative_to(workspace.root)}")
