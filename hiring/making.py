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
from hiring.errors import Failure, FailureError, raised_at
from hiring.fingerprint import bytes_digest
from hiring.formats import pdf
from hiring.forms import Forms
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
    tasks: Iterator[Task], workshop: Workshop, jobs: int, early: Worker | None = None
) -> Generator[tuple[Task, Results], None, None]:
    """Each task with its results as it is done, in any order; at most ``jobs`` tasks and one more are taken at a time.

    ``early`` is a worker that was started before, and is the first to be told. Without one a single task is made in this
    process. Raises ``StorageError`` when a worker dies. The workers end when the iterator is closed, at once when it is
    closed before the last result. Where the workspace has its own templates, even a single task has a process, with
    limits; one that ends is the failure of its task.
    """
    if workshop.workspace.has_own_templates:
        yield from _confined(tasks, workshop, jobs)
        return
    first = list(islice(tasks, 2))
    tasks = chain(first, tasks)
    if early is not None or (jobs > 1 and len(first) > 1):
        yield from _shared_out(tasks, workshop, min(jobs, len(first)), early)
        return
    bench = _Bench(workshop)
    for task in tasks:
        with temporary_files_in(workshop.scratch):  # workers have folders of their own for them
            results = bench.make(task)
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
        forms = Forms(task.document, task.view, self._workshop.languages[task.language], self._renderer)
        return [self._written(forms, cell) for cell in task.cells]

    def _written(self, forms: Forms, cell: Cell) -> Written:
        lacking = cell.format.missing()
        if lacking is not None:
            return Written(None, Failure(lacking), missing_tool=True)
        try:
            content = forms.written(cell.format)
        except FailureError as error:
            return Written(None, error.failure)
        except OSError:
            raise  # of the disk, not of the document
        except (Exception, SystemExit) as error:
            return Written(None, _unforeseen(error))
        write_whole(content, self._workshop.out / cell.path, self._workshop.scratch)
        return Written(bytes_digest(content))


def _bench_work(workshop: Workshop) -> Callable[[Task], Results]:
    return _Bench(workshop).make


def _unforeseen(error: BaseException) -> Failure:
    """What is said of a fault of the program, or of a library, in one document: the others can be made all the same."""
    return Failure("unforeseen", {"reason": f"{type(error).__name__}: {error}", "place": raised_at(error)})


# In a worker.


def ready_for_pdf() -> None:
    """Load what documents and PDFs need, before there is anything to make."""
    with suppress(FailureError):  # it shows again with each PDF, where it can be said which
        pdf.warm()


_bench: list[_Bench] = []


def _start(workshop: Workshop) -> None:
    _bench[:] = [_Bench(workshop)]


def _make(task: Task) -> Results:
    return _bench[0].make(task)
