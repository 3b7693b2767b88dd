"""The making of documents, in this process or in several that are started once and fed.

Views are built in the main process, as they are needed, so that however much there is to make little of it waits in memory.
Workers only render and write, each file whole or not at all.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

from hiring.cells import Cell
from hiring.confinement import each
from hiring.documents import DocumentSpec
from hiring.errors import Failure, FailureError, MissingToolError, raised_at
from hiring.fingerprint import bytes_digest
from hiring.formats import FormatSpec
from hiring.forms import Forms, not_too_large
from hiring.language import Language
from hiring.rendering import Renderer
from hiring.storage import temporary_files_in, write_whole
from hiring.workers import Crew, Worker, WorkerDiedError
from hiring.workspace import Workspace


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


def made(
    tasks: Iterator[Task],
    workshop: Workshop,
    jobs: int,
    early: Worker | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Generator[tuple[Task, Results], None, None]:
    """Each task with its results as it is done, in any order; at most ``jobs`` tasks and one more are taken at a time.

    ``early`` is a worker that was started before: the first of several, or the one that makes the PDF of a single document
    while this process makes its other formats. Without one a single task is made in this process. ``meanwhile`` is called
    once when all tasks are taken, as a rule before the last is done. Raises ``StorageError`` when a worker dies. The workers
    end when the iterator is closed, at once when it is closed before the last result. Where the workspace has its own
    templates, even a single task has a process, with limits; one that ends is the failure of its task.
    """
    if workshop.workspace.has_own_templates:
        yield from _confined(_then(tasks, meanwhile), workshop, jobs)
        return
    first = list(islice(tasks, 2))
    all_ = _then(chain(first, tasks), meanwhile)
    if jobs > 1 and len(first) > 1:
        yield from _shared_out(all_, workshop, jobs, early)
    elif len(first) == 1 and early is not None:
        yield from _in_turn(iter(first), workshop, partial(_Bench(workshop).make_with, early, meanwhile))
    else:
        yield from _in_turn(all_, workshop, _Bench(workshop).make)


def _then(tasks: Iterator[Task], meanwhile: Callable[[], None]) -> Iterator[Task]:
    yield from tasks
    meanwhile()


def _in_turn(
    tasks: Iterator[Task], workshop: Workshop, make: Callable[[Task], Results]
) -> Iterator[tuple[Task, Results]]:
    for task in tasks:
        with temporary_files_in(workshop.scratch):  # workers have folders of their own for them
            results = make(task)
        yield task, results


def _confined(tasks: Iterator[Task], workshop: Workshop, jobs: int) -> Generator[tuple[Task, Results], None, None]:
    with closing(each(tasks, partial(_bench_work, workshop), jobs)) as made_of_each:
        for task, results in made_of_each:
            yield task, [Written(None, results)] * len(task.cells) if isinstance(results, Failure) else results


def _shared_out(
    tasks: Iterator[Task], workshop: Workshop, size: int, early: Worker | None
) -> Generator[tuple[Task, Results], None, None]:
    if early is not None:
        early.answer()  # it has made itself ready
        early.tell(_start, workshop)
    hire = partial(Worker, partial(_start, workshop))
    with closing(Crew(_make, hire, size, early)) as crew:
        for task, results in crew.results(tasks):
            if isinstance(results, WorkerDiedError):
                raise results
            yield task, results


class _Bench:
    """Where one process makes documents, one after the other, with templates that are compiled once."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._renderer = Renderer(workshop.workspace)

    def make(self, task: Task) -> Results:
        """Render a document once for each form of HTML it needs, and write its formats."""
        forms = self._forms(task)
        return [self._written(cell, partial(_content, forms, cell.format)) for cell in task.cells]

    def make_with(self, other: Worker, meanwhile: Callable[[], None], task: Task) -> Results:
        """The same, with the PDF made by another process, which has yet to say that it is ready.

        Raises ``WorkerDiedError``.
        """
        forms = self._forms(task)
        apart = _begun(forms, task.cells, other)
        meanwhile()
        here = [cell for cell in task.cells if cell is not apart]
        results = {cell: self._written(cell, partial(_content, forms, cell.format)) for cell in here}
        if apart is not None:
            results[apart] = self._written(apart, other.answer)
        return [results[cell] for cell in task.cells]

    def _forms(self, task: Task) -> Forms:
        return Forms(task.document, task.view, self._workshop.languages[task.language], self._renderer)

    def _written(self, cell: Cell, make: Callable[[], bytes]) -> Written:
        try:
            content = not_too_large(make())
        except MissingToolError as error:
            return Written(None, error.failure, missing_tool=True)
        except WorkerDiedError:
            raise
        except FailureError as error:
            return Written(None, error.failure)
        except OSError:
            raise  # of the disk, not of the document
        except (Exception, SystemExit) as error:
            return Written(None, _unforeseen(error))
        write_whole(content, self._workshop.out / cell.path, self._workshop.scratch)
        return Written(bytes_digest(content))


def _content(forms: Forms, spec: FormatSpec) -> bytes:
    lacking = spec.missing()
    if lacking is not None:
        raise MissingToolError(lacking)
    return forms.written(spec)


def _begun(forms: Forms, cells: Sequence[Cell], other: Worker) -> Cell | None:
    """The first cell that another process can make, after it was told to; None where none can.

    Where what it would be made from is faulty none can either: that shows again here.
    """
    for cell in cells:
        parcel = None
        with suppress(Exception, SystemExit):
            parcel = forms.parcel(cell.format)
        if parcel is not None:
            function, given = parcel
            other.answer()  # it has made itself ready
            other.tell(function, *given)
            return cell
    return None


def _bench_work(workshop: Workshop) -> Callable[[Task], Results]:
    return _Bench(workshop).make


def _unforeseen(error: BaseException) -> Failure:
    """What is said of a fault of the program, or of a library, in one document: the others can be made all the same."""
    return Failure("unforeseen", {"reason": f"{type(error).__name__}: {error}", "place": raised_at(error)})


# In a worker.


_bench: list[_Bench] = []


def _start(workshop: Workshop) -> None:
    _bench[:] = [_Bench(workshop)]


def _make(task: Task) -> Results:
    return _bench[0].make(task)
