"""Work in processes of its own, the end of each of which is the failure of what it had in hand, and of nothing else.

For what a workspace's own templates are part of: they may ask for all time and memory there is.
"""

import signal
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from functools import partial
from typing import Any, TypeVar

from hiring import limits, whereabouts
from hiring.errors import Failure, RenderError
from hiring.limits import Limits
from hiring.workers import Crew, Last, Worker, WorkerDiedError, note_file
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

    ``start`` is called once in each process and gives what it does with an item. At most ``jobs`` items and one more are
    taken at a time. Raises what the work raises. The processes end with the iterator, at once.
    """
    bounds = limits.LIMITS
    hire = partial(Worker, partial(_begin, start, bounds))
    with closing(Crew[T, R](_work, hire, jobs)) as crew:
        for item, result in crew.results(items):
            yield item, _end_of(result, bounds) if isinstance(result, WorkerDiedError) else result


def _end_of(death: WorkerDiedError, bounds: Limits) -> Failure:
    """Why a process ended by itself, and in which template if in one. A signal of the kernel's is a negative exit code."""
    code = death.exit_code
    name = signal.Signals(-code).name if -code in set(signal.Signals) else str(code)
    values = bounds.values if name == "SIGXCPU" else {"signal": name, **bounds.values}
    place = whereabouts.last(death.note)
    if place is None:
        return Failure("file_time" if name == "SIGXCPU" else "process_ended", values)
    file, line = place
    rule = "template_time" if name == "SIGXCPU" else "template_ended"
    return Failure(rule, {"file": file, "line": str(line), **values})


# In a process.

_begun: list[Callable[[Any], Any]] = []


def _begin(start: Callable[[], Callable[[T], R]], bounds: Limits) -> None:
    limits.confine(bounds)
    whereabouts.keep(note_file())
    _begun[:] = [start()]


def _work(item: Any) -> Any:
    """What is made of an item. A process that was cut off in the middle of something does nothing more."""
    made = _begun[0](item)
    return Last(made) if limits.was_cut_off() else made


def _always(work: Callable[..., R], arguments: tuple[Any, ...]) -> Callable[[None], R]:
    return lambda _: work(*arguments)
