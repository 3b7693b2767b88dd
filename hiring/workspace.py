"""Which files are read: the user's workspace first, then what is shipped. The only place that knows both."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hiring.errors import ContentError, Problem, UsageError
from hiring.source import MAX_BYTES, Document, load, printable

Kind = Literal["roles", "templates", "markets"]

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


def _shown(path: Path) -> str:
    """The path in characters that can be printed, whatever bytes the file system has."""
    return printable(os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace"))
