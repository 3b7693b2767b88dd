"""Which files are read: the user's workspace first, then what is shipped. The only place that knows both."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from hiring.errors import ContentError, Problem, UsageError
from hiring.source import MAX_BYTES, Document, load, printable
from hiring.storage import leads_out

Kind = Literal["roles", "templates", "markets"]

OPENINGS = "openings"
PHRASES = "phrases"
"""The folder of phrases among the templates."""
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
    drafts: tuple[tuple[Path, bytes], ...] = ()
    """Files of the workspace as they would be, by path: each stands for what is on the disk, if anything is."""

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
    def has_own_templates(self) -> bool:
        """Whether the workspace has templates or styles, which can take all time and memory there is; phrases cannot."""
        own = self.layers("templates")[0]
        return own != shipped("templates") and any(entry.name != PHRASES for entry in own.iterdir())

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders in which content may stand, some of which need not be there."""
        return (self.root / OPENINGS, *(layer for kind in get_args(Kind) for layer in self.layers(kind)))

    def content_files(self) -> Iterator[Path]:
        """Every file that a build may read, except those that an employer names; in no order.

        Raises ``OSError`` for a folder that cannot be read, or that a link leads to: links may lead round in circles. Also
        for what is neither: pipes and devices have no end.
        """
        yield from self._files_in(self.folders)

    def own_files(self) -> Iterator[Path]:
        """Those of them that lie in the workspace itself; what is shipped changes with the program. Raises ``OSError``."""
        yield from self._files_in(folder for folder in self.folders if folder.is_relative_to(self.root))

    def _files_in(self, folders: Iterable[Path]) -> Iterator[Path]:
        for path in self.root.glob(EMPLOYER_FILES):
            yield _regular(path, is_file=path.is_file())
        for top in folders:
            yield from _files_below(top) if top.is_dir() else ()

    def shown(self, path: Path) -> str:
        """A path as problems show it: relative to the workspace with forward slashes, or whole when it is outside."""
        path = Path(os.path.normpath(path))
        if path.is_relative_to(self.root):
            return _shown(path.relative_to(self.root))
        for kind in get_args(Kind):
            base = shipped(kind)
            if path.is_relative_to(base):
                return f"(shipped) {kind}/{_shown(path.relative_to(base))}"
        return _shown(path)

    def read(self, path: Path) -> Document:
        """The YAML document in a file. Raises ``ContentError`` for a file that cannot be read or is not sound YAML."""
        return load(self.content(path), self.shown(path))

    def has(self, path: Path) -> bool:
        """Whether there is a file, a link to nothing among them, or a draft of one."""
        return os.path.lexists(path) or any(path == drafted for drafted, _ in self.drafts)

    def content(self, path: Path) -> bytes:
        """The bytes of a content file; of one that is too large, the first byte too many is the last.

        Raises ``ContentError`` for a file that cannot be read: also for a pipe or device, which may have no end, and for a
        link that leads out of the workspace, so that nobody can have a workspace show a file of the machine that builds it.
        """
        draft = dict(self.drafts).get(path)
        if draft is not None:
            return draft[: MAX_BYTES + 1]
        name = self.shown(path)
        try:
            if self.leads_out(path):
                raise ContentError([Problem("file.outside", name, fix="file.outside")])
            mode = path.stat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                raise ContentError([Problem("file.special", name, fix="file.special")])
            with path.open("rb") as stream:
                return stream.read(MAX_BYTES + 1)
        except FileNotFoundError:
            raise ContentError([Problem("file.missing", name, fix="file.missing")]) from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            problem = Problem("file.unreadable", name, values={"reason": reason}, fix="file.unreadable")
            raise ContentError([problem]) from None

    def leads_out(self, path: Path) -> bool:
        """Whether a path below the workspace leads out of it, by links in it. The workspace may itself be behind a link.

        What is shipped may consist of links, as some installers lay it out; it is part of the program.
        """
        if not path.is_relative_to(self.root) or any(path.is_relative_to(shipped(kind)) for kind in get_args(Kind)):
            return False
        return leads_out(path, self.root)


def _files_below(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.is_symlink():
                    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), entry.path)
                yield from _files_below(Path(entry.path))
            else:
                yield _regular(Path(entry.path), is_file=entry.is_file())


def _regular(path: Path, *, is_file: bool) -> Path:
    if not is_file:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return path


def _shown(path: Path) -> str:
    """The path in characters that can be printed, whatever bytes the file system has."""
    return printable(os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace"))
