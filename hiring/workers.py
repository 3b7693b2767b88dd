"""Processes that do one thing after the other for this one.

Nothing is imported here that takes time: a worker may be started before anyone knows what there is to do, and make itself
ready while this process finds out.
"""

import gc
import multiprocessing
import os
import signal
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import Any, Final, Generic, TypeVar

from hiring.errors import StorageError
from hiring.storage import TemporaryFolder

T = TypeVar("T")
R = TypeVar("R")

Ready = str | Callable[[], Any]
"""What a worker does first: a function, or the name of one as ``module:name``, whose module this process need not load."""

_STOPPING: Final = (signal.SIGINT, signal.SIGTERM)
"""What ends the main process in good order, and workers at once: Ctrl-C reaches every process of the terminal."""


_NOTE: Final = "note"


class WorkerDiedError(StorageError):
    """A worker ended that was to do something. ``exit_code`` is a negative signal where one ended it.

    ``note`` is what stands in its ``note_file``; nothing, if it has none.
    """

    def __init__(self, exit_code: int, note: bytes = b"") -> None:
        super().__init__("worker_died")
        self.exit_code, self.note = exit_code, note


@dataclass(frozen=True)
class Last:
    """An answer after which the worker is to do nothing more."""

    answer: Any


class Worker:
    """A process that does what it is told, until it is closed or this process ends.

    What its libraries put into the folder for temporary files goes with it, however it ends.
    """

    def __init__(self, ready: Ready | None = None, context: BaseContext | None = None) -> None:
        """Start it, in the machine's usual way or in that of a context. The answer of ``ready``, if any, comes first."""
        made: Any = context or multiprocessing.get_context()
        self.is_closed = False
        self._folder = TemporaryFolder()
        ours, theirs = made.Pipe()
        self.connection: Connection = ours
        arguments = (ours, theirs, str(self._folder.path), ready)
        self._process: BaseProcess = made.Process(target=_work, args=arguments, daemon=True)
        with signals_held():
            self._process.start()
        theirs.close()  # so that the connection ends with the worker

    def tell(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Have it call a function of a module. It must have answered before. Raises ``WorkerDiedError``."""
        try:
            self.connection.send((function, arguments))
        except OSError:
            raise self._death() from None

    def answer(self) -> Any:
        """What the function gave; waits for it. Raises what it raised, and ``WorkerDiedError``."""
        try:
            result, error = self.connection.recv()
        except (EOFError, OSError):
            raise self._death() from None
        if error is not None:
            raise error
        if isinstance(result, Last):
            self.close()
            return result.answer
        return result

    def close(self) -> None:
        """End it at once, whatever it does, and wait for that: then it writes nothing any more. May be called again."""
        if self.is_closed:
            return
        self.is_closed = True
        self._process.terminate()
        self._process.join()
        self.connection.close()
        self._folder.remove()

    def _death(self) -> WorkerDiedError:
        self._process.join()
        file = self._folder.path / _NOTE
        note = file.read_bytes() if file.exists() else b""
        self.close()
        return WorkerDiedError(self._process.exitcode or 0, note)


class Crew(Generic[T, R]):
    """Workers that do the same with one item after the other. They are hired when there is something for them to do."""

    def __init__(
        self, do: Callable[[T], R], hire: Callable[[], Worker], size: int, early: Worker | None = None
    ) -> None:
        """At most ``size`` workers. What is hired has something to answer before its first item, and so has ``early``."""
        self._do, self._hire, self._size = do, hire, size
        self._idle: list[Worker] = []
        self._busy: dict[Connection, tuple[Worker, list[T]]] = {}
        """Each with its item, or with none while it makes itself ready, by the connection that will bring the answer."""
        if early is not None:
            self._busy[early.connection] = early, []

    def results(self, items: Iterator[T]) -> Generator[tuple[T, R | WorkerDiedError], None, None]:
        """Each item with what became of it, in any order; raises what the function raised, or what made a worker ready.

        The next item is taken while all workers are busy, so that none waits for it: at most one more than there are
        workers.
        """
        waiting = _next(items)
        while waiting or self._busy:
            if waiting and not self._idle and len(self._busy) < self._size:
                worker = self._hire()
                self._busy[worker.connection] = worker, []
            if waiting and self._idle:
                self._tell(self._idle.pop(), waiting)
                waiting = _next(items)
                continue
            answering = wait(list(self._busy))
            for connection in [known for known in self._busy if known in answering]:
                yield from self._heard(connection)

    def close(self) -> None:
        """End the workers at once."""
        for worker in (*self._idle, *(worker for worker, _ in self._busy.values())):
            worker.close()

    def _tell(self, worker: Worker, item: list[T]) -> None:
        self._busy[worker.connection] = worker, item
        worker.tell(self._do, *item)

    def _heard(self, connection: Connection) -> Iterator[tuple[T, R | WorkerDiedError]]:
        worker, item = self._busy.pop(connection)
        try:
            result: R | WorkerDiedError = worker.answer()
        except WorkerDiedError as error:
            if not item:
                raise
            result = error
        except BaseException:
            worker.close()
            raise
        if not worker.is_closed:
            self._idle.append(worker)
        yield from ((each, result) for each in item)


def _next(items: Iterator[T]) -> list[T]:
    """The next item, or none."""
    return list(islice(items, 1))


@contextmanager
def signals_held() -> Iterator[None]:
    """What is to stop the program waits: a process that has only just been started would take it as the main one does.

    The one that is started here calls ``be_ended_by_signals``.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In the worker.


def note_file() -> Path:
    """Where a worker can write what is to be known of it when it dies."""
    return Path(tempfile.gettempdir(), _NOTE)


def _work(other_end: Connection, connection: Connection, folder: str, ready: Ready | None) -> None:
    be_ended_by_signals()
    other_end.close()  # so that the connection ends with the main process
    Thread(target=_end_with_parent, daemon=True).start()
    tempfile.tempdir = folder
    gc.freeze()  # what the main process has read lives as long as the worker: nothing in it need be looked at
    try:
        if ready is not None:
            connection.send(_done(partial(_called, ready)))
        while True:
            function, arguments = connection.recv()
            connection.send(_done(partial(function, *arguments)))
    except (EOFError, OSError):
        return  # the main process has ended


def be_ended_by_signals() -> None:
    """Have what stops the program end this process at once, whatever the main process does about it, and let it come."""
    for number in _STOPPING:
        if signal.getsignal(number) != signal.SIG_IGN:  # as of what a script runs in the background: that goes on
            signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)


def _end_with_parent() -> None:
    """End this worker when the main process is gone: nobody takes what it makes, and the next run waits for its end."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def _called(ready: Ready) -> Any:
    if not isinstance(ready, str):
        return ready()
    module, _, function = ready.partition(":")
    return getattr(import_module(module), function)()


def _done(call: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return call(), None
    except Exception as error:  # raised again where it is waited for
        return None, error
