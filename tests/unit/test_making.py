"""The workers of a build: fed as they finish, never with more than they can hold, ended at once."""

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from hiring import making
from hiring.cells import Cell, Subject
from hiring.documents import DOCUMENTS
from hiring.errors import Failure, MissingToolError, RenderError, StorageError
from hiring.formats import FORMATS, FormatSpec, Parcel
from hiring.making import Results, Task, Workshop, Written, made
from hiring.workers import Worker
from hiring.workspace import Workspace

JOBS = 2
CELL = Cell(Subject("opening", "desk", ("en",)), "en", DOCUMENTS[0], FORMATS[0])

pytestmark = pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="what workers do here reaches them by forking"
)


def task(view: Any) -> Task:
    return Task((CELL,), ("digest",), view, "en", "Title")


@dataclass
class Feed:
    """Tasks that count how many of them were taken."""

    views: list[Any]
    taken: int = 0

    def __iter__(self) -> Iterator[Task]:
        for view in self.views:
            self.taken += 1
            yield task(view)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(Workspace(tmp_path), {}, tmp_path, tmp_path)


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that do what the view of a task says."""
    monkeypatch.setattr(making, "_make", _do)


def _do(given: Task) -> Results:
    """What workers do here: ``die``, or sleep so many seconds, a while for bytes. The result names their process."""
    if given.view == "die":
        os._exit(1)
    time.sleep(600 if isinstance(given.view, bytes) else given.view)
    return [Written(str(os.getpid()))]


@pytest.mark.usefixtures("workers")
def test_tasks_are_taken_as_workers_are_ready_for_them(workshop: Workshop) -> None:
    feed = Feed([0.0] * 40)
    names = set()
    with closing(made(iter(feed), workshop, JOBS)) as results:
        for done, (_, written) in enumerate(results):
            assert feed.taken - done <= JOBS + 1
            names |= {each.digest for each in written}
    assert feed.taken == 40
    assert 1 <= len(names) <= JOBS, "workers are started once"
    assert str(os.getpid()) not in names


@pytest.mark.usefixtures("workers")
def test_a_worker_that_dies_ends_the_build_with_a_reason(workshop: Workshop) -> None:
    before = multiprocessing.active_children()
    with (
        pytest.raises(StorageError) as error,
        closing(made(iter(Feed([0.0, "die", 0.0, 0.0])), workshop, JOBS)) as all_,
    ):
        list(all_)
    assert error.value.failure.rule == "worker_died"
    assert multiprocessing.active_children() == before


@pytest.mark.usefixtures("workers")
def test_a_worker_that_is_killed_while_large_views_wait_keeps_nothing_from_ending(workshop: Workshop) -> None:
    before, threads = multiprocessing.active_children(), set(threading.enumerate())
    large = b"x" * 1_000_000
    with closing(made(iter(Feed([0.0, large, large, large, large])), workshop, JOBS)) as results:
        next(results)
        killed = next(child for child in multiprocessing.active_children() if child not in before)
        killed.kill()
        with pytest.raises(StorageError):
            list(results)
    assert multiprocessing.active_children() == before
    assert set(threading.enumerate()) == threads


@pytest.mark.usefixtures("workers")
def test_an_interrupt_ends_the_workers_at_once(workshop: Workshop) -> None:
    before, started = multiprocessing.active_children(), time.monotonic()
    results = made(iter(Feed([0.0, 600.0, 600.0])), workshop, JOBS)
    next(results)
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt)
    assert multiprocessing.active_children() == before
    assert time.monotonic() - started < 60


@dataclass(frozen=True)
class Parts:
    """Forms of a document whose PDF can be made by another process; it says by which it was made."""

    fault: str = ""

    def parcel(self, spec: FormatSpec) -> Parcel | None:
        self._fail()
        return (_elsewhere, (self.fault,)) if spec.name == "pdf" else None

    def written(self, spec: FormatSpec) -> bytes:
        self._fail()
        return f"{spec.name} {os.getpid()}".encode()

    def _fail(self) -> None:
        if self.fault == "template":
            raise RenderError("template", path="x", line="1", reason="no")
        if self.fault == "unforeseen":
            raise ValueError("no")


def _elsewhere(fault: str) -> bytes:
    if fault == "die":
        os._exit(1)
    if fault == "tool":
        raise MissingToolError("no_pango")
    return f"pdf {os.getpid()}".encode()


def single(names: tuple[str, ...]) -> Task:
    specs = {spec.name: spec for spec in FORMATS}
    cells = tuple(replace(CELL, format=specs[name]) for name in names)
    return Task(cells, ("digest",) * len(cells), None, "en", "Title")


def made_of(workshop: Workshop, monkeypatch: pytest.MonkeyPatch, fault: str = "") -> tuple[list[str], Results]:
    """What one document with a PDF between two other formats came to, with what it says of who made what."""
    calls: list[str] = []
    monkeypatch.setattr(making._Bench, "_forms", lambda *_: Parts(fault))
    with closing(Worker(ready="time:time")) as early:
        asked = iter([single(("html", "pdf", "md"))])
        ((task, results),) = made(asked, workshop, JOBS, early, partial(calls.append, "meanwhile"))
    files = [workshop.out / cell.path for cell in task.cells]
    return calls + [path.read_text() for path in files if path.exists()], results


def test_an_early_worker_makes_the_pdf_of_a_single_document(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    (meanwhile, html, pdf, markdown), results = made_of(workshop, monkeypatch)
    assert meanwhile == "meanwhile"
    assert (html, markdown) == (f"html {os.getpid()}", f"md {os.getpid()}")
    assert pdf.startswith("pdf ")
    assert pdf != f"pdf {os.getpid()}"
    assert [written.failure for written in results] == [None] * 3


def test_what_the_other_process_lacks_or_a_faulty_template_is_said_of_the_files_that_need_it(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, (html, pdf, markdown) = made_of(workshop, monkeypatch, "tool")
    assert (html.failure, markdown.failure) == (None, None)
    assert pdf.missing_tool
    assert pdf.failure == Failure("no_pango")
    said, results = made_of(workshop, monkeypatch, "template")
    assert said[0] == "meanwhile"
    assert [written.failure.rule for written in results if written.failure] == ["template"] * 3


def test_an_unforeseen_fault_is_said_of_the_files(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    _, results = made_of(workshop, monkeypatch, "unforeseen")
    assert [written.failure.rule for written in results if written.failure] == ["unforeseen"] * 3


def test_an_early_worker_is_not_waited_for_where_one_process_makes_several(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making._Bench, "_forms", lambda *_: Parts())
    with closing(Worker(ready="time:time")) as early:
        asked = iter([single(("html", "pdf")) for _ in range(3)])
        assert len(list(made(asked, workshop, 1, early))) == 3


def test_the_death_of_the_other_process_ends_the_build(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StorageError) as error:
        made_of(workshop, monkeypatch, "die")
    assert error.value.failure.rule == "worker_died"


@pytest.mark.usefixtures("workers")
@pytest.mark.parametrize("count", [0, 1, 5])
def test_what_is_to_be_done_meanwhile_is_done_once(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    calls: list[int] = []
    monkeypatch.setattr(making._Bench, "make", lambda _, given: _do(given))
    feed = Feed([0.0] * count)
    for _ in made(iter(feed), workshop, JOBS, meanwhile=lambda: calls.append(feed.taken)):
        pass
    assert calls == [count]


@pytest.mark.usefixtures("workers")
def test_an_early_worker_is_one_of_them(workshop: Workshop) -> None:
    with closing(Worker(ready="os:getpid")) as early:
        names = {each.digest for _, written in made(iter(Feed([0.2] * 8)), workshop, JOBS, early) for each in written}
    assert len(names) == JOBS


@pytest.mark.usefixtures("workers")
def test_as_many_workers_start_as_there_may_be_at_a_time(workshop: Workshop) -> None:
    names = {each.digest for _, written in made(iter(Feed([0.3] * 6)), workshop, 3) for each in written}
    assert len(names) == 3
