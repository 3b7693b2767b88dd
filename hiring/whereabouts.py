"""Which line of which template a process has come to, so that it can be said when the process was killed there.

It stands in memory that is a file: that is there however the process ends, and to write to it takes no longer than any store.
"""

from mmap import mmap
from pathlib import Path
from sys import byteorder
from typing import Final

_SIZE: Final = 1 << 16
"""Bytes: eight for the place, the others for the names of templates, each ended by a zero."""
_PLACE: Final = 8
_LINE: Final = (1 << 32) - 1
"""A place is the line of a template in its lower half, and in the upper one where the template's name begins."""


class Whereabouts:
    """What one process notes. ``place[0]`` says where it is: what ``at`` gave, or 0 in no template."""

    def __init__(self, file: Path) -> None:
        file.write_bytes(
            bytes(_SIZE)
        )  # in full: where a disk has no room for a page of it later, the process would end
        with file.open("r+b") as stream:
            self._memory = mmap(stream.fileno(), _SIZE)
        self.place = memoryview(self._memory).cast("Q")
        self._names: dict[str, int] = {}
        self._end = _PLACE

    def at(self, name: str, line: int) -> int:
        """The place that is a line of a template; 0 when there is no room for the template's name."""
        start = self._names.get(name) or self._noted(name)
        return start and start << 32 | line

    def _noted(self, name: str) -> int:
        written = name.encode("utf-8", "replace") + b"\0"
        start, end = self._end, self._end + len(written)
        if end > _SIZE:
            return 0
        self._memory[start:end] = written
        self._names[name], self._end = start, end
        return start


def last(file: bytes) -> tuple[str, int] | None:
    """The template and line where the process was whose file has this content, if it was in one and kept such a file."""
    place = int.from_bytes(file[:_PLACE], byteorder)
    start = place >> 32
    return (file[start : file.index(b"\0", start)].decode(), place & _LINE) if start else None


# In the process.

_kept: list[Whereabouts] = []


def keep(file: Path) -> None:
    """Note from now on where this process is."""
    _kept[:] = [Whereabouts(file)]


def kept() -> Whereabouts | None:
    """What this process notes, if it does."""
    return _kept[0] if _kept else None
