"""Work in processes of its own, the end of each of which is the failure of what it had in hand, and of nothing else.

For what a workspace's own templates are part of: they may ask for all time and memory there is.
"""

import multiprocessing
import signal
from collections.abc import Callable, Generator, Iterator
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from hiring import limits
from hiring.errors import Failure, RenderError
from hiring.limits import Limits
from hiring.workspace import Workspace

T = TypeVar("T")
R = TypeVar("R")


def confined(workspace: Workspace, work: Callable[..., R], *arguments: Any) -> R:
    """What a function gives: called in a process of its own where the workspace has its own templates, else in this one.

    Raises what the function raises, and ``RenderError`` when that process ends without an answer.
    """
    if not workspace.has_own_templates:
        return work(*arguments)
    ((_, result),) = each(iter([None]), partial(_always, work, arguments), jobs=1)
    if isinstance(result, Failure):
        raise RenderError(result.rule, **result.values)
    return result


def each(
    items: Iterator[T], start: Callable[[], Callable[[T], R]], jobs: int
) -> Generator[tuple[T, R | Failure], None, None]:
    """Each item with what was made of it, in any order, or with the failure of the process that had it in hand.

    ``start`` is called once in each process and gives what it does with an item. At most ``jobs`` items are taken at a time.
    Raises what the work raises. The processes end with the iterator, at once.
    """
    idle: list[_Worker[T, R]] = []
    busy: dict[Any, tuple[_Worker[T, R], T]] = {}  # by connection, which is of another type on Windows
    try:
        while True:
            for item in islice(items, jobs - len(busy)):
                worker = idle.pop() if idle else _Worker(start, limits.LIMITS)
                worker.connection.send(item)
                busy[worker.connection] = worker, item
            if not busy:
                return
            for connection in wait(list(busy)):
                worker, item = busy[connection]
                result = worker.result()
                del busy[connection]
                if worker.is_sound:
                    idle.append(worker)
                yield item, result
    finally:
        for worker in (*idle, *(worker for worker, _ in busy.values())):
            worker.end()


class _Worker(Generic[T, R]):
    """A process that does one thing after the other, and the way to it."""

    def __init__(self, start: Callable[[], Callable[[T], R]], bounds: Limits) -> None:
        self.connection, theirs = multiprocessing.Pipe()
        self.is_sound = True
        self._bounds = bounds
        self._process = multiprocessing.Process(target=_serve, args=(theirs, start, bounds), daemon=True)
        self._process.start()
        theirs.close()  # so that its end is heard

    def result(self) -> R | Failure:
        """What was made of the last item, or why the process ended. Raises what the work raised."""
        try:
            result, error, self.is_sound = self.connection.recv()
        except (EOFError, OSError):
            self.is_sound = False
            self._process.join()
            self.connection.close()
            return self._end_of(self._process.exitcode or 0)
        if not self.is_sound:
            self.end()
        if error is not None:
            raise error
        made: R = result
        return made

    def end(self) -> None:
        """End the process at once."""
        self._process.terminate()
        self._process.join()
        self.connection.close()

    def _end_of(self, code: int) -> Failure:
        """Why a process ended by itself, from its exit code: a signal of the kernel's is a negative one."""
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(code)
        if name == "SIGXCPU":
            return Failure("file_time", self._bounds.values)
        return Failure("process_ended", {"signal": name, **self._bounds.values})


# In a process.


def _serve(connection: Connection, start: Callable[[], Callable[[T], R]], bounds: Limits) -> None:
    """Do what comes, one after the other, until the main process ends."""
    # Ctrl-C reaches every process of the terminal: the main one says so, the others end at once and silently.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    limits.confine(bounds)
    work = start()
    main = multiprocessing.parent_process()
    assert main is not None
    while connection in wait([connection, main.sentinel]):
        item = connection.recv()
        try:
            result, error = work(item), None
        except Exception as raised:  # is raised again in the main process
            result, error = None, raised
        connection.send((result, error, not limits.was_cut_off()))


def _always(work: Callable[..., R], arguments: tuple[Any, ...]) -> Callable[[None], R]:
    return lambda _: work(*arguments)
