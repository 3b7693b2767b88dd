"""Files as forms were read from them and as somebody is about to save them, kept for as long as a page shows them."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

MAX_READ: Final = 32_000_000
MAX_WRITTEN: Final = 4_000_000
"""Bytes of what forms were read from, and of what they would make of it; the longest unused go first.

They are apart: each look at a form makes a draft, and however much others type, what a form was read from must be there when
it is saved.
"""
_OVERHEAD: Final = 400
"""About how many bytes Python takes for a short content beside it: its digest, and its place."""


@dataclass(frozen=True)
class Draft:
    """What a form says: the file that it was read from and the one that it would become, by their digests.

    ``is_saved`` is that both are the same, ``was_saved`` that it became so just now; ``is_new`` that there is no file yet.
    """

    opening_id: str
    revision: str
    digest: str
    is_saved: bool
    is_new: bool = False
    was_saved: bool = False


class Drafts:
    """Contents by their digest. May be used by several threads."""

    def __init__(self, max_read: int = MAX_READ, max_written: int = MAX_WRITTEN) -> None:
        self._read, self._written = _Store(max_read), _Store(max_written)
        self._lock = Lock()

    def keep_read(self, content: bytes) -> str:
        """Keep what a form is read from; its digest, by which ``get`` finds it."""
        with self._lock:
            return self._read.keep(content)

    def keep_written(self, content: bytes) -> str:
        """Keep what a file would become; its digest, by which ``get`` finds it."""
        with self._lock:
            return self._written.keep(content)

    def draft(
        self, name: str, read_from: bytes, content: bytes, *, is_new: bool = False, was_saved: bool = False
    ) -> Draft:
        """What a form says that was read from one content and would become another; both are kept."""
        made = self.unkept(name, read_from, content, is_new=is_new, was_saved=was_saved)
        return replace(made, digest=self.keep_written(content))

    def unkept(
        self, name: str, read_from: bytes, content: bytes, *, is_new: bool = False, was_saved: bool = False
    ) -> Draft:
        """The same for a page that leads to no files made of it: what it would become has no digest, and is not kept."""
        is_saved = content == read_from and not is_new
        return Draft(name, self.keep_read(read_from), "", is_saved, is_new, was_saved)

    def get(self, digest: str) -> bytes | None:
        """The content; None for one that is not kept any more."""
        with self._lock:
            read, written = self._read.get(digest), self._written.get(digest)
        return read if read is not None else written


class _Store:
    """Contents by their digest, up to so many bytes; the last one is kept however large it is."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._contents: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def keep(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        if digest not in self._contents:
            self._size += len(content) + _OVERHEAD
        self._contents[digest] = content
        self._contents.move_to_end(digest)
        while self._size > self._max_bytes and len(self._contents) > 1:
            _, gone = self._contents.popitem(last=False)
            self._size -= len(gone) + _OVERHEAD
        return digest

    def get(self, digest: str) -> bytes | None:
        content = self._contents.get(digest)
        if content is not None:
            self._contents.move_to_end(digest)
        return content
