"""Files as somebody is about to save them, kept for as long as a page shows what would become of them."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

MAX_BYTES: Final = 32_000_000
"""Bytes of all drafts together; the longest unused go first."""


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

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._contents: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def keep(self, content: bytes) -> str:
        """Keep a content; its digest, by which ``get`` finds it."""
        digest = hashlib.sha256(content).hexdigest()
        with self._lock:
            if digest not in self._contents:
                self._size += len(content)
            self._contents[digest] = content
            self._contents.move_to_end(digest)
            while self._size > self._max_bytes and len(self._contents) > 1:
                _, gone = self._contents.popitem(last=False)
                self._size -= len(gone)
        return digest

    def draft(
        self, name: str, read_from: bytes, content: bytes, *, is_new: bool = False, was_saved: bool = False
    ) -> Draft:
        """What a form says that was read from one content and would become another; both are kept."""
        is_saved = content == read_from and not is_new
        return Draft(name, self.keep(read_from), self.keep(content), is_saved, is_new, was_saved)

    def get(self, digest: str) -> bytes | None:
        """The content; None for one that is not kept any more."""
        with self._lock:
            content = self._contents.get(digest)
            if content is not None:
                self._contents.move_to_end(digest)
            return content
