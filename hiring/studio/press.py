"""Documents made by processes of their own, so that no page waits for one, and none can take the studio down with it."""

import multiprocessing
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from queue import Queue
from typing import Any

from hiring import limits
from hiring.documents import DOCUMENTS
from hiring.errors import RenderError
from hiring.formats import FORMATS, pdf
from hiring.forms import Forms
from hiring.language import Language
from hiring.rendering import Renderer
from hiring.workers import Worker
from hiring.workspace import Workspace


@dataclass(frozen=True)
class Order:
    """One document to be written: its view, in which language and format. Templates are read again for a new edition."""

    workspace: Workspace
    edition: int
    language: Language
    document: str
    format: str
    view: Any


_PACKED = 16
"""So many languages are kept as bytes, and as what the bytes say: more than are in use at a time."""


class Press:
    """Processes that write documents. May be used by several threads: each waits until a process is free."""

    def __init__(self, processes: int, ready: Callable[[], None]) -> None:
        """Start the processes; each calls ``ready`` first, one of those below."""
        self._ready = ready
        self._free: Queue[Worker] = Queue()
        self._warming: set[Worker] = set()
        self._packed: dict[int, tuple[Language, bytes]] = {}
        for _ in range(processes):
            self._free.put(self._started())

    def written(self, order: Order) -> bytes:
        """The document's bytes. Raises what the format's ``write`` raises, and ``WorkerDiedError``."""
        light = replace(order, language=Language(order.language.tag, {}))
        with self._worker() as worker:
            worker.tell(_written, light, self._as_bytes(order.language))
            content: bytes = worker.answer()
        return content

    def _as_bytes(self, language: Language) -> bytes:
        """A language with its phrases as another process takes it: made once, and not for each document."""
        known = self._packed.get(id(language))
        if known is not None and known[0] is language:
            return known[1]
        content = pickle.dumps(language)
        if len(self._packed) >= _PACKED:
            self._packed = {}
        self._packed[id(language)] = language, content
        return content

    def close(self) -> None:
        """End the processes at once."""
        while not self._free.empty():
            self._free.get().close()

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        worker = self._free.get()
        try:
            if worker in self._warming:
                self._warming.remove(worker)
                worker.answer()  # it has made itself ready
            yield worker
        except RenderError:
            if _was_cut_off(worker):
                worker.close()
            raise
        finally:
            self._free.put(self._started() if worker.is_closed else worker)

    def _started(self) -> Worker:
        # Not by fork: threads of this process may hold locks that nobody in the copy would let go of.
        worker = Worker(self._ready, multiprocessing.get_context("spawn"))
        self._warming.add(worker)
        return worker


def _was_cut_off(worker: Worker) -> bool:
    """Whether the process came to a limit in the middle of something: then it had better do nothing more."""
    if not worker.is_closed:
        worker.tell(limits.was_cut_off)
        return bool(worker.answer())
    return False


# In the worker.


def ready() -> None:
    """Hold what templates and styles of the workspace make to limits."""
    limits.confine(limits.LIMITS)


def ready_for_pdf() -> None:
    """The same, and load what PDFs need."""
    ready()
    pdf.warm()


_renderer: list[tuple[int, Renderer]] = []


@lru_cache(maxsize=_PACKED)
def _unpacked(language: bytes) -> Language:
    found: Language = pickle.loads(language)
    return found


def _written(order: Order, language: bytes) -> bytes:
    if not _renderer or _renderer[0][0] != order.edition:
        _renderer[:] = [(order.edition, Renderer(order.workspace))]
    document = next(spec for spec in DOCUMENTS if spec.name == order.document)
    written = next(spec for spec in FORMATS if spec.name == order.format)
    return Forms(document, order.view, _unpacked(language), _renderer[0][1]).written(written)
