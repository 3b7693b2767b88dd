"""The build: what is already made is kept, the rest is made in parallel, and what there is then is noted.

A *cell* is one file: subject x language x document x format. The cells of one document in one language are one task, so
that its HTML is rendered once for all formats.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from hiring.branding import brand_files
from hiring.cells import Cell, Selection, Subject
from hiring.digests import Digests
from hiring.documents.page import Context, NotApplicableError
from hiring.errors import ContentError, Failure, Gatherer, Problem, RenderError, StorageError, UsageError
from hiring.fingerprint import bytes_digest, file_digest, inputs_digest, inputs_state, outputs_digest
from hiring.index import index_page
from hiring.language import Language
from hiring.library import Library, Vacancy
from hiring.making import Results, Task, Workshop, made
from hiring.manifest import INDEX, MANIFEST, IndexRecord, Lacking, Manifest, RunRecord, is_site
from hiring.outcomes import Outcome, Progress, Report, Settings, State
from hiring.planning import Plan, declared_files, plan
from hiring.rendering import Renderer
from hiring.storage import leads_out, output_folder, sync_folders, write_whole
from hiring.workers import Worker
from hiring.workspace import Workspace


def build(
    library: Library,
    selection: Selection,
    settings: Settings,
    progress: Progress | None = None,
    early: Worker | None = None,
    waiting: Callable[[], None] | None = None,
) -> Report:
    """Make what is asked for. Problems end single cells, not the run. The library must not have been read from before.

    ``early`` is a worker that was started before; what is made is told to it first, and it is ended.
    While another run writes to the output folder this one waits for its end; ``waiting`` is called before.
    Raises ``UsageError`` for a selection that cannot be and for the folder of a careers site, ``ContentError`` when not even
    the plan can be made, and ``StorageError`` when the output folder cannot be written.
    """
    before = inputs_state(library.workspace)
    planned = plan(library, selection)
    _reject_links(settings.out, planned)
    with output_folder(settings.out, waiting) as scratch:
        if is_site(settings.out):
            raise UsageError("site_in_folder", path=str(settings.out))
        record = Manifest(settings.out)
        run = _Run(library, selection, settings, record, progress, planned, early)
        seen = run.execute(scratch)
        record.drop_undeclared(declared_files(library, record.subjects))
        # What was read may be older or newer than what is there when the content has changed in the meantime.
        known = seen.digest if before is not None and seen.state == before else None
        record.note_run(selection, run.noted(known))
        failure = _write_index(library, record, settings, scratch, known)
        # The manifest names nothing that the disk may lose.
        sync_folders([settings.out / INDEX, *run.files], settings.out)
        record.save(scratch)
        sync_folders([settings.out / MANIFEST], settings.out)
    order = {cell: position for position, cell in enumerate(planned.cells)}
    outcomes = sorted(run.outcomes, key=lambda outcome: order[outcome.cell])
    return Report(settings.out, tuple(outcomes), planned.problems, failure)


def _reject_links(out: Path, planned: Plan) -> None:
    """Raise ``StorageError`` when a folder in the output is a link to elsewhere: nothing is written outside the output."""
    for folder in dict.fromkeys((out / cell.path).parent for cell in planned.cells):
        if leads_out(folder, out):
            raise StorageError("leads_out", path=str(folder), folder=str(out))


def _write_index(
    library: Library, record: Manifest, settings: Settings, scratch: Path, inputs: str | None
) -> Failure | None:
    """Write the index; a faulty template of it is a failure of the report, for the documents are made."""
    record.index = None
    try:
        page = index_page(library, record, settings.on)
    except RenderError as error:
        return error.failure
    write_whole(page, settings.out / INDEX, scratch)
    if inputs is not None:
        record.index = IndexRecord(inputs, bytes_digest(page))
    return None


@dataclass(frozen=True)
class _Inputs:
    """What the content is read from, at one moment: its digest, and then how the files look from outside."""

    digest: str | None
    state: frozenset[tuple[str, int, int, int]] | None


def _look(workspace: Workspace, on: date, looks: list[_Inputs]) -> None:
    looks.append(_Inputs(inputs_digest(workspace, on), inputs_state(workspace)))


class _Run:
    """One build in progress: its outcomes and its record."""

    def __init__(
        self,
        library: Library,
        selection: Selection,
        settings: Settings,
        record: Manifest,
        progress: Progress | None,
        planned: Plan,
        early: Worker | None,
    ) -> None:
        self.outcomes: list[Outcome] = []
        self._library, self._selection, self._settings = library, selection, settings
        self._record, self._progress, self._planned, self._early = record, progress, planned, early
        self._digests = Digests(Renderer(library.workspace))
        self._named: dict[str, str] = {}

    def execute(self, scratch: Path) -> "_Inputs":
        """Run the tasks, in this process or in several, and note what became of them.

        The inputs as they are after all views were built: the look is taken while the last documents are being made.
        """
        workshop = Workshop(self._library.workspace, self._languages(), scratch, self._settings.out)
        looks: list[_Inputs] = []
        look = partial(_look, self._library.workspace, self._settings.on, looks)
        with closing(made(self._tasks(), workshop, self._settings.jobs, self._early, look)) as results:
            for task, written in results:
                self._finish(task, written)
        return looks[-1]

    def noted(self, inputs: str | None) -> RunRecord | None:
        """What to note of this run of known inputs, so that one like it is known to change nothing.

        None where something failed: what a person mends need not be a file of the workspace.
        """
        failed = self._planned.problems or any(outcome.state is State.FAILED for outcome in self.outcomes)
        if inputs is None or failed:
            return None
        ended = {outcome.cell: outcome for outcome in self.outcomes}
        lacking = {
            cell.path: Lacking(failure, ended[cell].missing_tool)
            for cell in self._planned.cells
            if (failure := ended[cell].failure) is not None
        }
        paths = [cell.path for cell in self._planned.cells if cell.path not in lacking]
        sums = outputs_digest((path, self._record.entries[path]["sha256"]) for path in paths)
        return RunRecord(inputs, dict(sorted(self._named.items())), sums, self._planned.subjects, lacking)

    @property
    def files(self) -> Iterator[Path]:
        """The files that were made."""
        return (self._settings.out / each.cell.path for each in self.outcomes if each.state is State.MADE)

    def _languages(self) -> dict[str, Language]:
        """The languages of the plan, for all workers. One with problems is left out: its cells fail before they are made."""
        gather = Gatherer()
        tags = dict.fromkeys(cell.language for cell in self._planned.cells)
        found = [gather(partial(self._library.language, tag)) for tag in tags]
        return {language.tag: language for language in found if language is not None}

    def _tasks(self) -> Iterator[Task]:
        """The tasks for all cells that are not settled already: kept, not applicable or failed. Long ones come first."""
        # When the longest is begun last, all other workers wait for it.
        groups = sorted(_grouped(self._planned.cells), key=lambda group: group[0].document.pages, reverse=True)
        for group in groups:
            first = group[0]
            try:
                vacancy = self._vacancy(first.subject, first.language)
                self._note_files(vacancy)
                view = first.document.build(vacancy, Context(self._settings.on, first.subject.languages))
            except NotApplicableError as error:
                failure = Failure(error.reason, error.values)
                self._settle_all(group, State.NOT_APPLICABLE, failure=failure)
                continue
            except ContentError as error:
                self._settle_all(group, State.FAILED, problems=error.problems)
                continue
            try:
                digests = [self._digests.of(cell, view, vacancy.language) for cell in group]
            except OSError as error:  # a file that the employer names has gone since the view was built
                reason = error.strerror or type(error).__name__
                shown = self._library.workspace.shown(Path(error.filename))
                failure = Failure("cannot_read", {"path": shown, "reason": reason})
                self._settle_all(group, State.FAILED, failure=failure)
                continue
            stale = []
            for cell, digest in zip(group, digests, strict=True):
                if not self._settings.force and self._record.keeps(cell, digest):
                    self._settle(Outcome(cell, State.KEPT))
                elif not self._settle_lacking(cell, view):
                    stale.append((cell, digest))
            if stale:
                waiting, wanted = zip(*stale, strict=True)
                yield Task(waiting, wanted, view, first.language, view.page.title)

    def _finish(self, task: Task, results: Results) -> None:
        for cell, digest, written in zip(task.cells, task.digests, results, strict=True):
            if written.digest is not None:
                self._record.add(cell, digest, written.digest, task.title)
                self._settle(Outcome(cell, State.MADE))
            else:
                self._record.forget(cell)
                # What this machine cannot make is a failure only where it was asked for by name.
                excused = written.missing_tool and cell.format.name not in self._selection.formats
                state = State.NOT_APPLICABLE if excused else State.FAILED
                self._settle(Outcome(cell, state, failure=written.failure, missing_tool=written.missing_tool))

    def _settle_lacking(self, cell: Cell, view: Any) -> bool:
        """Settle a cell whose view does not hold what its format is made of."""
        rule = cell.format.lacks(view)
        if rule is not None:
            self._settle_all([cell], State.NOT_APPLICABLE, failure=Failure(rule))
        return rule is not None

    def _settle_all(
        self, cells: Iterable[Cell], state: State, *, problems: tuple[Problem, ...] = (), failure: Failure | None = None
    ) -> None:
        for cell in cells:
            self._record.forget(cell)
            self._settle(Outcome(cell, state, problems, failure))

    def _settle(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        if self._progress is not None:
            self._progress(outcome, len(self.outcomes), len(self._planned.cells))

    def _vacancy(self, subject: Subject, language: str) -> Vacancy:
        if subject.kind == "opening":
            return self._library.vacancy(subject.id, language)
        return self._library.sample_vacancy(subject.id, language, self._selection.market)

    def _note_files(self, vacancy: Vacancy) -> None:
        """Note the files that the employer names as they are before anything is made of them."""
        for path in brand_files(vacancy.folder, vacancy.employer.brand):
            name = path.relative_to(vacancy.folder).as_posix()
            if name not in self._named:
                self._named[name] = file_digest(path) or ""


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
