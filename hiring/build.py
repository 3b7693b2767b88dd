"""What to make, what is already made, and the making: in parallel, each file whole or not at all.

A *cell* is one file: subject x language x document x format. The cells of one document in one language are one task, so
that its HTML is rendered once for all formats. Views are built here; workers only render and write.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal

from hiring import __version__
from hiring.documents import DOCUMENTS, DocumentSpec
from hiring.documents.page import Context, NotApplicableError
from hiring.errors import (
    ContentError,
    Failure,
    FailureError,
    MissingToolError,
    Problem,
    StorageError,
    UsageError,
    sort_problems,
)
from hiring.formats import FORMATS, FormatSpec
from hiring.language import Language, fallbacks
from hiring.library import SOURCE_LANGUAGE, Gatherer, Library, Vacancy
from hiring.rendering import Renderer
from hiring.workspace import Workspace

MANIFEST = "manifest.json"
INDEX = "index.html"
MANIFEST_FORMAT = 1


class State(StrEnum):
    """How a cell ends."""

    MADE = "made"
    KEPT = "kept"
    NOT_APPLICABLE = "not-applicable"
    FAILED = "failed"


@dataclass(frozen=True)
class Selection:
    """What the command line asks for; an empty tuple means everything."""

    roles: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    market: str | None = None


@dataclass(frozen=True)
class Subject:
    """What documents are about: an opening of the workspace, or a role through the sample opening."""

    kind: Literal["opening", "role"]
    id: str
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One file of the plan."""

    subject: Subject
    language: str
    document: DocumentSpec
    format: FormatSpec

    @property
    def path(self) -> str:
        """Where the file goes, relative to the output folder, with forward slashes."""
        return f"{self.subject.id}/{self.language}/{self.document.name}.{self.format.suffix}"


@dataclass(frozen=True)
class Outcome:
    """How a cell ended. A failed one has problems of content or a failure; one not applicable has a failure as reason."""

    cell: Cell
    state: State
    problems: tuple[Problem, ...] = ()
    failure: Failure | None = None
    missing_tool: bool = False


@dataclass(frozen=True)
class Plan:
    """The cells to make, and the problems of subjects that could not even be planned."""

    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Report:
    """Everything that a build did, in the order of the plan; ``problems`` are those of what could not be planned."""

    out: Path
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...] = ()

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


def plan(library: Library, selection: Selection) -> Plan:
    """The cells that a selection asks for.

    Raises ``UsageError`` for unknown ids and combinations that give nothing, ``ContentError`` when every subject has
    problems that keep it from being planned.
    """
    _check_names(library, selection)
    documents = [spec for spec in DOCUMENTS if not selection.documents or spec.name in selection.documents]
    formats = [spec for spec in FORMATS if not selection.formats or spec.name in selection.formats]
    found, problems = _subjects(library, selection)
    cells = [
        Cell(subject, language, document, written)
        for subject in found
        for language in subject.languages
        if not selection.languages or language in selection.languages
        for document in documents
        for written in formats
        if written.name in document.formats
    ]
    if not cells and problems:
        raise ContentError(problems)
    if not cells:
        raise UsageError("nothing_to_build")
    return Plan(tuple(cells), sort_problems(problems))


def _subjects(library: Library, selection: Selection) -> tuple[list[Subject], list[Problem]]:
    """The openings of the workspace, or the roles when it has none or when roles are named."""
    openings = selection.openings if selection.openings or selection.roles else library.opening_ids
    roles = selection.roles or (() if openings else library.role_ids)
    twice = next((name for name in openings if name in roles), None)
    if twice is not None:
        raise UsageError("same_folder", id=twice)
    gather = Gatherer()
    found = [gather(partial(_opening_subject, library, name)) for name in dict.fromkeys(openings)]
    found += [gather(partial(_role_subject, library, name)) for name in dict.fromkeys(roles)]
    return [subject for subject in found if subject is not None], gather.problems


def _opening_subject(library: Library, opening_id: str) -> Subject:
    return Subject("opening", opening_id, library.opening(opening_id).languages)


def _role_subject(library: Library, role_id: str) -> Subject:
    return Subject("role", role_id, library.languages_of_role(role_id))


def _check_names(library: Library, selection: Selection) -> None:
    chosen: tuple[tuple[str, Iterable[str], Sequence[str]], ...] = (
        ("role", selection.roles, library.role_ids),
        ("opening", selection.openings, library.opening_ids),
        ("language", (tag.split("-")[0] for tag in selection.languages), library.language_tags),
        ("document", selection.documents, [spec.name for spec in DOCUMENTS]),
        ("format", selection.formats, [spec.name for spec in FORMATS]),
        ("market", [selection.market] if selection.market else [], library.market_ids),
    )
    for kind, names, known in chosen:
        for name in names:
            if name not in known:
                raise UsageError(f"unknown_{kind}", id=name, known=", ".join(known) or "–")
    if selection.market and (selection.openings or (library.opening_ids and not selection.roles)):
        raise UsageError("market_of_opening")


def build(library: Library, selection: Selection, settings: Settings, progress: Progress | None = None) -> Report:
    """Make what is asked for. Problems end single cells, not the run.

    Raises ``UsageError`` for a selection that cannot be, ``ContentError`` when not even the plan can be made, and
    ``StorageError`` when the output folder cannot be written.
    """
    planned = plan(library, selection)
    cells = planned.cells
    record = _Record(settings.out)
    run = _Run(library, selection, settings, record, progress, len(cells))
    try:
        settings.out.mkdir(parents=True, exist_ok=True)
        with _scratch_folder(settings.out) as scratch:
            tasks = list(run.tasks(cells))
            run.execute(tasks, scratch)
            _write_index(library, record, scratch, settings.out)
            record.save(scratch)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StorageError("cannot_write", path=str(error.filename or settings.out), reason=reason) from None
    order = {cell: position for position, cell in enumerate(cells)}
    outcomes = sorted(run.outcomes, key=lambda outcome: order[outcome.cell])
    return Report(settings.out, tuple(outcomes), planned.problems)


@dataclass(frozen=True)
class _Task:
    """One document in one language, in the formats that must be made."""

    cells: tuple[Cell, ...]
    digests: tuple[str, ...]
    template: str
    view: Any
    language: str
    title: str


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
        record: "_Record",
        progress: Progress | None,
        total: int,
    ) -> None:
        self.outcomes: list[Outcome] = []
        self._library, self._selection, self._settings = library, selection, settings
        self._record, self._progress, self._total = record, progress, total
        self._renderer = Renderer(library.workspace)
        self._languages: dict[str, Language] = {}

    def tasks(self, cells: Sequence[Cell]) -> Iterator[_Task]:
        """The tasks for all cells that are not settled already: kept, not applicable or failed."""
        for group in _grouped(cells):
            first = group[0]
            able = [cell for cell in group if not self._settle_missing_tool(cell)]
            try:
                vacancy = self._vacancy(first.subject, first.language)
                view = first.document.build(vacancy, Context(self._settings.on, first.subject.languages))
            except NotApplicableError as error:
                failure = Failure(error.reason, error.values)
                self._settle_all(able, State.NOT_APPLICABLE, failure=failure)
                continue
            except ContentError as error:
                self._settle_all(able, State.FAILED, problems=error.problems)
                continue
            self._languages[first.language] = vacancy.language
            digests = [self._digest(cell, view, vacancy.language) for cell in able]
            stale = []
            for cell, digest in zip(able, digests, strict=True):
                if not self._settings.force and self._record.keeps(cell, digest):
                    self._settle(Outcome(cell, State.KEPT))
                else:
                    stale.append((cell, digest))
            if stale:
                waiting, wanted = zip(*stale, strict=True)
                title = view.page.title
                yield _Task(waiting, wanted, first.document.template, view, first.language, title)

    def execute(self, tasks: Sequence[_Task], scratch: Path) -> None:
        """Run the tasks, in this process or in several."""
        jobs = min(self._settings.jobs, len(tasks))
        setup = (self._library.workspace, self._languages, scratch, self._settings.out)
        if jobs <= 1:
            _start_worker(*setup)
            for task in tasks:
                self._finish(task, _make(task))
            return
        with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=setup) as pool:
            running: dict[Future[list[_Written]], _Task] = {pool.submit(_make, task): task for task in tasks}
            try:
                for future in as_completed(running):
                    self._finish(running[future], future.result())
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

    def _settle_missing_tool(self, cell: Cell) -> bool:
        """Settle a cell whose format this machine cannot make: a failure if it was asked for by name."""
        rule = _missing(cell.format.name)
        if rule is None:
            return False
        asked = cell.format.name in self._selection.formats
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
        """The digest of everything that the file is made from: view, templates, phrases, format, program version."""
        digest = hashlib.sha256()
        for part in (__version__, cell.format.name, repr(view), _phrases_digest(language)):
            digest.update(part.encode() + b"\0")
        for name, source in self._renderer.sources(cell.document.template):
            digest.update(f"{name}\0{source}\0".encode())
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


_phrase_digests: dict[int, str] = {}


def _phrases_digest(language: Language) -> str:
    key = id(language.phrases)
    if key not in _phrase_digests:
        shown = {name: text for name, text in language.phrases.items() if not name.startswith(("problem.", "fix."))}
        _phrase_digests[key] = hashlib.sha256(repr(sorted(shown.items())).encode()).hexdigest()
    return _phrase_digests[key]


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


def _make(task: _Task) -> list[_Written]:
    """Render a document once for each form of HTML it needs, and write its formats."""
    worker = _worker[0]
    rendered: dict[str, str] = {}
    results = []
    for cell in task.cells:
        form = cell.format.form
        try:
            if form not in rendered:
                language = worker.languages[task.language]
                rendered[form] = worker.renderer.html(task.template, task.view, language, flow=form == "flow")
            content = cell.format.write(rendered[form], language=task.language)
        except MissingToolError as error:
            results.append(_Written(None, error.failure, missing_tool=True))
        except FailureError as error:
            results.append(_Written(None, error.failure))
        else:
            _write_whole(content, worker.out / cell.path, worker.scratch)
            results.append(_Written(hashlib.sha256(content).hexdigest()))
    return results


# Files.


@contextmanager
def _scratch_folder(out: Path) -> Iterator[Path]:
    """A folder beside the output in which files are written before they are moved into place; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=".building-", dir=out))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_whole(content: bytes, target: Path, scratch: Path) -> None:
    """Write a file in the scratch folder, then move it to its place: it is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=scratch)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(target)


class _Record:
    """The manifest of an output folder: what was made from what. A manifest that cannot be read counts as none."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self.entries: dict[str, dict[str, str]] = {}
        try:
            found = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
            if found.get("format") == MANIFEST_FORMAT:
                self.entries = {entry["path"]: entry for entry in found["files"]}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self.entries = {}

    def keeps(self, cell: Cell, digest: str) -> bool:
        """Whether the file of a cell is there, as it was made, from the same inputs."""
        entry = self.entries.get(cell.path)
        if entry is None or entry.get("digest") != digest:
            return False
        try:
            content = (self._out / cell.path).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(content).hexdigest() == entry.get("sha256")

    def add(self, cell: Cell, digest: str, sha256: str, title: str) -> None:
        """Note a file that was made."""
        self.entries[cell.path] = {
            "path": cell.path,
            "subject": cell.subject.id,
            "kind": cell.subject.kind,
            "language": cell.language,
            "document": cell.document.name,
            "format": cell.format.name,
            "title": title,
            "digest": digest,
            "sha256": sha256,
        }

    def forget(self, cell: Cell) -> None:
        """Drop a file that is no longer made from what there is."""
        self.entries.pop(cell.path, None)

    def drop_unknown(self, library: Library) -> None:
        """Drop files of subjects and languages that the workspace no longer has, and files that are gone."""
        known = {"opening": set(library.opening_ids), "role": set(library.role_ids)}
        self.entries = {
            path: entry
            for path, entry in self.entries.items()
            if entry["subject"] in known.get(entry["kind"], ())
            and set(fallbacks(entry["language"])) & set(library.language_tags)
            and (self._out / path).is_file()
        }

    def save(self, scratch: Path) -> None:
        """Write the manifest."""
        files = [self.entries[path] for path in sorted(self.entries)]
        content = json.dumps({"format": MANIFEST_FORMAT, "files": files}, indent=1, ensure_ascii=False) + "\n"
        _write_whole(content.encode(), self._out / MANIFEST, scratch)


# The index.


@dataclass(frozen=True)
class IndexLink:
    """A file of the index."""

    format: str
    href: str


@dataclass(frozen=True)
class IndexDocument:
    """A document of the index in its formats."""

    name: str
    audience: str
    links: tuple[IndexLink, ...]


@dataclass(frozen=True)
class IndexGroup:
    """The documents of one subject in one language."""

    subject: str
    title: str
    is_sample: bool
    language: str
    language_name: str
    direction: str
    documents: tuple[IndexDocument, ...]


@dataclass(frozen=True)
class IndexView:
    """The page that links every file in the output folder."""

    language: str
    direction: str
    groups: tuple[IndexGroup, ...]


def _write_index(library: Library, record: _Record, scratch: Path, out: Path) -> None:
    language = library.language(SOURCE_LANGUAGE)
    groups = []
    record.drop_unknown(library)
    keys = sorted({(entry["subject"], entry["language"]) for entry in record.entries.values()})
    for subject, tag in keys:
        entries = [
            entry for entry in record.entries.values() if (entry["subject"], entry["language"]) == (subject, tag)
        ]
        groups.append(_index_group(language, library.language(tag), entries))
    view = IndexView(language.tag, language.direction, tuple(groups))
    html = Renderer(library.workspace).html("documents/index.html.j2", view, language)
    _write_whole(
        next(spec for spec in FORMATS if spec.name == "html").write(html, language=language.tag), out / INDEX, scratch
    )


def _index_group(language: Language, own: Language, entries: Sequence[Mapping[str, str]]) -> IndexGroup:
    documents = []
    for spec in DOCUMENTS:
        files = [entry for entry in entries if entry["document"] == spec.name]
        order = [written.name for written in FORMATS]
        links = tuple(
            IndexLink(entry["format"], entry["path"])
            for entry in sorted(files, key=lambda entry: order.index(entry["format"]))
        )
        if links:
            documents.append(IndexDocument(language(f"document.{spec.name}.name"), spec.audience.value, links))
    first = entries[0]
    posting = next((entry["title"] for entry in entries if entry["document"] == "posting"), first["title"])
    return IndexGroup(
        subject=first["subject"],
        title=posting,
        is_sample=first["kind"] == "role",
        language=own.tag,
        language_name=language.name_of(own.tag),
        direction=own.direction,
        documents=tuple(documents),
    )
