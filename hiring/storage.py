"""Files appear whole or not at all, and stay once they are there; a folder is written to by one run at a time.

A file is written in a hidden scratch folder of the same disk, flushed, and moved to its place. The scratch folder goes when
the run ends; that of a run which was killed goes with the next.
"""

import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from hiring.errors import StorageError

if sys.platform != "win32":
    import fcntl

_SCRATCH: Final = ".hiring-scratch-"
_TEMPORARY: Final = "hiring-temporary-"
_NO_SYNC: Final = (errno.EINVAL, errno.ENOTSUP)
"""What disks say that cannot flush a folder, such as some on a network."""

_AT_ONCE: Final = 8
"""So many folders are flushed at a time: what the disk does for one it does for all that wait."""
_numbers = count()


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path below the folder leads out of it, by links in it. The folder may itself be behind a link."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def regular_bytes(path: Path) -> bytes:
    """The content of a regular file. Raises ``OSError``, also for a pipe or a device: those may have no end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return path.read_bytes()


def write_whole(content: bytes, target: Path, scratch: Path, mode: int | None = None) -> None:
    """Write a file in the scratch folder, and move it to its place when the disk has all of it.

    It has the rights of ``mode``, or those that the user's umask leaves. ``sync_folders`` makes the move last. Raises
    ``OSError``, which names the target or the folder that is in its way.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = scratch / f"{os.getpid()}-{next(_numbers)}"
    try:
        with part.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            part.chmod(mode)
        part.replace(target)
    except BaseException as error:
        part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(target), None
        raise


def sync_folders(files: Iterable[Path], root: Path) -> None:
    """Have the disk keep where these files are: flush each folder from theirs up to the root, once. Raises ``OSError``.

    Flushing a folder takes several times as long as flushing a file, so it is done for all files of a run together.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows opens no folders, and needs none flushed
    from concurrent.futures import ThreadPoolExecutor  # a build that finds nothing to do starts without it

    inner = {file.parent for file in files}
    folders = {above for folder in inner for above in (folder, *folder.parents) if above.is_relative_to(root)}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(_sync, sorted(folders)))


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)


@contextmanager
def output_folder(folder: Path, waiting: Callable[[], None] | None = None) -> Iterator[Path]:
    """A folder to write to, made if it is not there, for this run alone; gives the scratch folder in it.

    While another run writes to the folder this one waits, and calls ``waiting`` before. Raises ``StorageError`` for an
    ``OSError`` of the block.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder, waiting) as is_alone:
            for left in folder.glob(f"{_SCRATCH}*") if is_alone else ():
                shutil.rmtree(left, ignore_errors=True)
            scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=folder))
            try:
                yield scratch
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        path = error.filename2 or error.filename or folder
        raise StorageError("cannot_write", path=str(path), reason=error.strerror or type(error).__name__) from None


@contextmanager
def _locked(folder: Path, waiting: Callable[[], None] | None) -> Iterator[bool]:
    """A lock on the folder itself, so that no file is needed for it, and that ends with its process, however that ends.

    False where there are no such locks (Windows, some disks on a network): each file is whole there too, but of two runs at
    once the last to end writes the manifest, and nobody can tell what a killed run has left from what another needs.
    """
    if sys.platform == "win32":
        yield False
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield _lock(descriptor, waiting)
    finally:
        os.close(descriptor)


if sys.platform != "win32":

    def _lock(descriptor: int, waiting: Callable[[], None] | None) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting is not None:
                waiting()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError:
            return False
        return True


@contextmanager
def temporary_files_in(folder: Path) -> Iterator[None]:
    """What libraries write as temporary files goes into this folder: it goes with it, even when the process is killed."""
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


class TemporaryFolder:
    """A folder for temporary files of one process. What a killed one has left goes when the next is made."""

    def __init__(self) -> None:
        _remove_left_behind(Path(tempfile.gettempdir()))
        self.path, self._lock = _locked_folder()

    def remove(self) -> None:
        """Remove it with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _locked_folder() -> tuple[Path, int | None]:
    """A new folder, and the lock by which others see that somebody needs it; None where there are no such locks."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=_TEMPORARY))
        if sys.platform == "win32":
            return path, None
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            continue  # somebody took it for left behind before it was locked
        _lock(descriptor, None)
        if path.exists():
            return path, descriptor
        os.close(descriptor)


def _remove_left_behind(parent: Path) -> None:
    if sys.platform == "win32":
        return
    for path in parent.glob(f"{_TEMPORARY}*"):
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue  # it is somebody else's, or has just gone
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path, ignore_errors=True)
        except OSError:
            continue  # its process is there
        finally:
            os.close(descriptor)
