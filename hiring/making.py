"""The making of documents, in this process or in several that are started once and fed.

Views are built in the main process, as they are needed, so that however much there is to make little of it waits in memory.
Workers only render and write, each file whole or not at all.
"""

import gc
import multiprocessing
import signal
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from hiring.cells import Cell
from hiring.documents import DocumentSpec
from hiring.errors import Failure, FailureError, MissingToolError, StorageError
from hiring.fingerprint import bytes_digest
from hiring.forms import Forms
from hiring.language import Language
from hiring.rendering import Renderer
from hiring.storage import write_whole
from hiring.workspace import Workspace

WAITING = 1
"""How many tasks wait for each worker beside the one in its hands, so that none is idle while the next view is built."""


@dataclass(frozen=True)
class Task:
    """One document in one language, in the formats that must be made."""

    cells: tuple[Cell, ...]
    digests: tuple[str, ...]
    view: Any
    language: str
    title: str

    @property
    def document(self) -> DocumentSpec:
        """The document that all cells are of."""
        return self.cells[0].document


@dataclass(frozen=True)
class Written:
    """What a worker says of one cell: the file's SHA-256, or why there is none."""

    digest: str | None
    failure: Failure | None = None
    missing_tool: bool = False


Results = Sequence[Written]


@dataclass(frozen=True)
class Workshop:
    """Where documents are made: templates, phrases, the folder to write in and the one to write to."""

    workspace: Workspace
    languages: Mapping[str, Language]
    scratch: Path
    out: Path


def made(tasks: Iterator[Task], workshop: Workshop, jobs: int) -> Generator[tuple[Task, Results], None, None]:
    """Each task with its results as it is done, in any order; at most ``(1 + WAITING) * jobs`` tasks are taken at a time.

    A single task is made in this process. Raises ``StorageError`` when a worker dies. The workers end when the iterator is
    closed, at once when it is closed before the last result.
    """
    first = list(islice(tasks, 2))
    tasks = chain(first, tasks)
    if jobs <= 1 or len(first) < 2:
        bench = _Bench(workshop)
        for task in tasks:
            yield task, bench.make(task)
        return
    with _pool(workshop, jobs) as pool:
        running: dict[Future[Results], Task] = {}
        while True:
            for task in islice(tasks, (1 + WAITING) * jobs - len(running)):
                running[pool.submit(_make, task)] = task
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()


@contextmanager
def _pool(workshop: Workshop, jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Workers, which are ended at once when the block does not come to its end."""
    others = multiprocessing.active_children()
    pool = ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(workshop,))
    try:
        yield pool
    except BaseException as error:
        workers = [process for process in multiprocessing.active_children() if process not in others]
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()  # nothing is written any more when the scratch folder goes
        if isinstance(error, BrokenProcessPool):
            raise StorageError("worker_died") from None
        raise
    pool.shutdown()


class _Bench:
    """Where one process makes documents, one after the other, with templates that are compiled once."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._renderer = Renderer(workshop.workspace)

    def make(self, task: Task) -> Results:
        """Render a document once for each form of HTML it needs, and write its formats."""
        forms = Forms(task.document, task.view, self._workshop.languages[task.language], self._renderer)
        return [self._written(forms, cell) for cell in task.cells]

    def _written(self, forms: Forms, cell: Cell) -> Written:
        try:
            content = forms.written(cell.format)
        except MissingToolError as error:
            return Written(None, error.failure, missing_tool=True)
        except FailureError as error:
            return Written(None, error.failure)
        write_whole(content, self._workshop.out / cell.path, self._workshop.scratch)
        return Written(bytes_digest(content))


# In a worker.

_bench: list[_Bench] = []


def _start_worker(workshop: Workshop) -> None:
    # Ctrl-C reaches every process of the terminal: the main one says so, the others end at once and silently.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.freeze()  # what the main process has read lives as long as the worker: nothing in it need be looked at
    _bench[:] = [_Bench(workshop)]


def _make(task: Task) -> Results:
    return _bench[0].make(task)
