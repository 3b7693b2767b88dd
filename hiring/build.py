"""What to make, what is already made, and the making: in parallel, each file whole or not at all.

A *cell* is one file: subject x language x document x format. The cells of one document in one language are one task, so
that its HTML is rendered once for all formats. Views are built here; workers only render and write.
"""

import hashlib
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from hiring import __version__
from hiring.documents import DocumentSpec
from hiring.documents.page import Context, NotApplicableError
from hiring.errors import (
    ContentError,
    Failure,
    FailureError,
    MissingToolError,
    Problem,
    RenderError,
    StorageError,
)
from hiring.formats import FORMATS
from hiring.forms import Forms
from hiring.index import INDEX, index_page
from hiring.language import Language
from hiring.library import Library, Vacancy
from hiring.manifest import Manifest, scratch_folder
from hiring.planning import Cell, Selection, Subject, plan
from hiring.rendering import Renderer
from hiring.storage import write_whole
from hiring.workspace import Workspace


class State(StrEnum):
    """How a cell ends."""

    MADE = "made"
    KEPT = "kept"
    NOT_APPLICABLE = "not-applicable"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """How a cell ended. A failed one has problems of content or a failure; one not applicable has a failure as reason."""

    cell: Cell
    state: State
    problems: tuple[Problem, ...] = ()
    failure: Failure | None = None
    missing_tool: bool = False


@dataclass(frozen=True)
class Report:
    """Everything that a build did, in the order of the plan; ``problems`` are those of what could not be planned,
    ``failure`` says why there is no index."""

    out: Path
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...] = ()
    failure: Failure | None = None

    def count(self, state: State) -> int:
        """How many cells ended in this state."""
        return sum(outcome.state is state for outcome in self.outcomes)


@dataclass(frozen=True)
class Settings:
    """How to build: where to, for which date, with how many processes, and whether to make kept files again."""

    out: Path
    on: date
    jobs: int = 1
    force: bool = False


Progress = Callable[[Outcome, int, int], None]
"""Called after each cell with its outcome, how many are done and how many there are."""


def build(library: Library, selection: Selection, settings: Settings, progress: Progress | None = None) -> Report:
    """Make what is asked for. Problems end single cells, not the run.

    Raises ``UsageError`` for a selection that cannot be, ``ContentError`` when not even the plan can be made, and
    ``StorageError`` when the output folder cannot be written.
    """
    planned = plan(library, selection)
    cells = planned.cells
    record = Manifest(settings.out)
    run = _Run(library, selection, settings, record, progress, len(cells))
    try:
        settings.out.mkdir(parents=True, exist_ok=True)
        with scratch_folder(settings.out) as scratch:
            tasks = list(run.tasks(cells))
            run.execute(tasks, scratch)
            record.drop_unknown(library)
            record.save(scratch)
            failure = _write_index(library, record, settings, scratch)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StorageError("cannot_write", path=str(error.filename or settings.out), reason=reason) from None
    order = {cell: position for position, cell in enumerate(cells)}
    outcomes = sorted(run.outcomes, key=lambda outcome: order[outcome.cell])
    return Report(settings.out, tuple(outcomes), planned.problems, failure)


def _write_index(library: Library, record: Manifest, settings: Settings, scratch: Path) -> Failure | None:
    """Write the index; a faulty template of it is a failure of the report, for the documents are made."""
    try:
        write_whole(index_page(library, record, settings.on), settings.out / INDEX, scratch)
    except RenderError as error:
        return error.failure
    return None


@dataclass(frozen=True)
class _Task:
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
class _Written:
    """What a worker says of one cell: the file's SHA-256, or why there is none."""

    digest: str | None
    failure: Failure | None = None
    missing_tool: bool = False


class _Run:
    """One build in progress: its outcomes and its record."""

    def __init__(
        self,
        library: Library,
        selection: Selection,
        settings: Settings,
        record: Manifest,
        progress: Progress | None,
        total: int,
    ) -> None:
        self.outcomes: list[Outcome] = []
        self._library, self._selection, self._settings = library, selection, settings
        self._record, self._progress, self._total = record, progress, total
        self._renderer = Renderer(library.workspace)
        self._languages: dict[str, Language] = {}
        self._phrase_digests: dict[str, str] = {}

    def tasks(self, cells: Sequence[Cell]) -> Iterator[_Task]:
        """The tasks for all cells that are not settled already: kept, not applicable or failed."""
        for group in _grouped(cells):
            first = group[0]
            try:
                vacancy = self._vacancy(first.subject, first.language)
                view = first.document.build(vacancy, Context(self._settings.on, first.subject.languages))
            except NotApplicableError as error:
                failure = Failure(error.reason, error.values)
                self._settle_all(group, State.NOT_APPLICABLE, failure=failure)
                continue
            except ContentError as error:
                self._settle_all(group, State.FAILED, problems=error.problems)
                continue
            self._languages[first.language] = vacancy.language
            stale = []
            for cell in group:
                digest = self._digest(cell, view, vacancy.language)
                if not self._settings.force and self._record.keeps(cell, digest):
                    self._settle(Outcome(cell, State.KEPT))
                elif not self._settle_lacking(cell, view) and not self._settle_missing_tool(cell):
                    stale.append((cell, digest))
            if stale:
                waiting, wanted = zip(*stale, strict=True)
                title = view.page.title
                yield _Task(waiting, wanted, view, first.language, title)

    def execute(self, tasks: Sequence[_Task], scratch: Path) -> None:
        """Run the tasks, in this process or in several."""
        jobs = min(self._settings.jobs, len(tasks))
        setup = (self._library.workspace, self._languages, scratch, self._settings.out)
        if jobs <= 1:
            _start_worker(*setup)
            for task in tasks:
                self._finish(task, _make(task))
            return
        with ProcessPoolExecutor(jobs, initializer=_start_worker_process, initargs=setup) as pool:
            running: dict[Future[list[_Written]], _Task] = {pool.submit(_make, task): task for task in tasks}
            try:
                for future in as_completed(running):
                    self._finish(running[future], future.result())
            except BrokenProcessPool:
                raise StorageError("worker_died") from None
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _finish(self, task: _Task, results: Sequence[_Written]) -> None:
        for cell, digest, written in zip(task.cells, task.digests, results, strict=True):
            if written.digest is not None:
                self._record.add(cell, digest, written.digest, task.title)
                self._settle(Outcome(cell, State.MADE))
            else:
                self._record.forget(cell)
                lacking = written.missing_tool
                self._settle(Outcome(cell, State.FAILED, failure=written.failure, missing_tool=lacking))

    def _settle_lacking(self, cell: Cell, view: Any) -> bool:
        """Settle a cell whose view does not hold what its format is made of."""
        rule = cell.format.lacks(view)
        if rule is not None:
            self._settle_all([cell], State.NOT_APPLICABLE, failure=Failure(rule))
        return rule is not None

    def _settle_missing_tool(self, cell: Cell) -> bool:
        """Settle a cell whose format this machine cannot make: a failure if it was asked for by name."""
        rule = _missing(cell.format.name)
        if rule is None:
            return False
        asked = cell.format.name in self._selection.formats
        self._record.forget(cell)
        state = State.FAILED if asked else State.NOT_APPLICABLE
        self._settle(Outcome(cell, state, failure=Failure(rule), missing_tool=True))
        return True

    def _settle_all(
        self, cells: Iterable[Cell], state: State, *, problems: tuple[Problem, ...] = (), failure: Failure | None = None
    ) -> None:
        for cell in cells:
            self._record.forget(cell)
            self._settle(Outcome(cell, state, problems, failure))

    def _settle(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        if self._progress is not None:
            self._progress(outcome, len(self.outcomes), self._total)

    def _vacancy(self, subject: Subject, language: str) -> Vacancy:
        if subject.kind == "opening":
            return self._library.vacancy(subject.id, language)
        return self._library.sample_vacancy(subject.id, language, self._selection.market)

    def _digest(self, cell: Cell, view: Any, language: Language) -> str:
        """The digest of all that the file is made from: view, templates, phrases, format and its files, program version."""
        if language.tag not in self._phrase_digests:
            self._phrase_digests[language.tag] = _phrases_digest(language)
        digest = hashlib.sha256()
        for part in (__version__, cell.format.name, repr(view), self._phrase_digests[language.tag]):
            digest.update(part.encode() + b"\0")
        for template in cell.document.templates:
            for name, source in self._renderer.sources(template):
                digest.update(f"{name}\0{source}\0".encode())
        for path in cell.format.sources(view):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()


def _grouped(cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The cells of one document in one language, together; the plan has them side by side."""
    group: list[Cell] = []
    for cell in cells:
        same = group and replace(cell, format=group[0].format) == group[0]
        if group and not same:
            yield group
            group = []
        group.append(cell)
    if group:
        yield group


@cache
def _missing(format_name: str) -> str | None:
    return next(spec for spec in FORMATS if spec.name == format_name).missing()


def _phrases_digest(language: Language) -> str:
    shown = {name: text for name, text in language.phrases.items() if not name.startswith(("problem.", "fix."))}
    return hashlib.sha256(repr(sorted(shown.items())).encode()).hexdigest()


# In a worker.


@dataclass(frozen=True)
class _Worker:
    renderer: Renderer
    languages: Mapping[str, Language]
    scratch: Path
    out: Path


_worker: list[_Worker] = []


def _start_worker(workspace: Workspace, languages: Mapping[str, Language], scratch: Path, out: Path) -> None:
    _worker[:] = [_Worker(Renderer(workspace), languages, scratch, out)]


def _start_worker_process(workspace: Workspace, languages: Mapping[str, Language], scratch: Path, out: Path) -> None:
    # Ctrl-C reaches every process of the terminal: the main one says so, the others end at once and silently.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _start_worker(workspace, languages, scratch, out)


def _make(task: _Task) -> list[_Written]:
    """Render a document once for each form of HTML it needs, and write its formats."""
    worker = _worker[0]
    forms = Forms(task.document, task.view, worker.languages[task.language], worker.renderer)
    results = []
    for cell in task.cells:
        try:
            content = forms.written(cell.format)
        except MissingToolError as error:
            results.append(_Written(None, error.failure, missing_tool=True))
        except FailureError as error:
            results.append(_Written(None, error.failure))
        else:
            write_whole(content, worker.out / cell.path, worker.scratch)
            results.append(_Written(hashlib.sha256(content).hexdigest()))
    return results
