"""Which files are read: the user's workspace first, then what is shipped. The only place that knows both."""

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from hiring.errors import ContentError, Problem, UsageError
from hiring.source import MAX_BYTES, Document, load, printable

Kind = Literal["roles", "templates", "markets"]

OPENINGS = "openings"
EMPLOYER_FILES = "employer*.yaml"
"""An employer and its words in other languages, in the workspace's own folder."""

_PACKAGE = Path(__file__).resolve().parent


def shipped(kind: Kind) -> Path:
    """The folder that comes with the program: a wheel's data, or in a checkout the folder beside ``hiring/``."""
    if kind == "markets":
        return _PACKAGE / "markets"
    packaged = _PACKAGE / "_shipped" / kind
    return packaged if packaged.is_dir() else _PACKAGE.parent / kind


@dataclass(frozen=True)
class Workspace:
    """A folder that may hold ``employer.yaml``, ``openings/``, ``roles/``, ``markets/`` and ``templates/``."""

    root: Path

    @classmethod
    def at(cls, folder: Path) -> "Workspace":
        """The workspace in ``folder``. Raises ``UsageError`` when there is no such folder."""
        if not folder.is_dir():
            raise UsageError("no_workspace", folder=str(folder))
        return cls(folder.resolve())

    def layers(self, kind: Kind) -> tuple[Path, ...]:
        """The folders of one kind, the user's before the shipped one, each once."""
        own, base = self.root / kind, shipped(kind)
        if own.is_dir() and own.resolve() != base.resolve():
            return (own, base)
        return (base,)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders in which content may stand, some of which need not be there."""
        return (self.root / OPENINGS, *(layer for kind in get_args(Kind) for layer in self.layers(kind)))

    def content_files(self) -> Iterator[Path]:
        """Every file that a build may read, except those that an employer names; in no order.

        Raises ``OSError`` for a folder that cannot be read, or that a link leads to: links may lead round in circles.
        """
        yield from self.root.glob(EMPLOYER_FILES)
        for top in self.folders:
            yield from _files_below(top) if top.is_dir() else ()

    def shown(self, path: Path) -> str:
        """A path as problems show it: relative to the workspace with forward slashes, or whole when it is outside."""
        path = Path(os.path.normpath(path))
        if path.is_relative_to(self.root):
            return _shown(path.relative_to(self.root))
        for kind in ("roles", "templates", "markets"):
            base = shipped(kind)
            if path.is_relative_to(base):
                return f"(shipped) {kind}/{_shown(path.relative_to(base))}"
        return _shown(path)

    def read(self, path: Path) -> Document:
        """The YAML document in a file. Raises ``ContentError`` for a file that cannot be read or is not sound YAML."""
        name = self.shown(path)
        try:
            with path.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
        except FileNotFoundError:
            raise ContentError([Problem("file.missing", name, fix="file.missing")]) from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            problem = Problem("file.unreadable", name, values={"reason": reason}, fix="file.unreadable")
            raise ContentError([problem]) from None
        return load(content, name)


def _files_below(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.is_symlink():
                    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), entry.path)
                yield from _files_below(Path(entry.path))
            else:
                yield Path(entry.path)


def _shown(path: Path) -> str:
    """The path in characters that can be printed, whatever bytes the file system has."""
    return printable(os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace"))
