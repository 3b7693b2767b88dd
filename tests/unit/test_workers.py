"""A process that does what it is told: what it answers, what it raises, and how it ends."""

import multiprocessing
import os
import signal
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from hiring.errors import StorageError
from hiring.workers import Worker


def test_a_worker_calls_functions_elsewhere() -> None:
    with closing(Worker()) as worker:
        worker.tell(os.getpid)
        assert worker.answer() != os.getpid()
        worker.tell(max, 3, 4)
        assert worker.answer() == 4


def test_what_a_function_raises_is_raised_here_and_the_worker_goes_on() -> None:
    with closing(Worker()) as worker:
        worker.tell(int, "x")
        with pytest.raises(ValueError, match="x"):
            worker.answer()
        worker.tell(int, "7")
        assert worker.answer() == 7


def test_it_makes_itself_ready_by_a_named_function() -> None:
    with closing(Worker(ready="os:getpid")) as worker:
        assert worker.answer() != os.getpid()


def test_a_worker_that_dies_is_an_error_with_a_reason() -> None:
    with closing(Worker()) as worker:
        worker.tell(os._exit, 1)
        with pytest.raises(StorageError) as caught:
            worker.answer()
    assert caught.value.failure.rule == "worker_died"


def test_nothing_is_left_of_one_that_is_ended_while_it_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = multiprocessing.active_children()
    with closing(Worker()) as worker:
        worker.tell(tempfile.mkdtemp)
        assert Path(worker.answer()).is_relative_to(tmp_path)
        worker.tell(_wait)
    assert multiprocessing.active_children() == before
    assert list(tmp_path.iterdir()) == []


def test_what_the_main_process_does_not_hear_ends_no_worker() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with closing(Worker()) as worker:
            worker.tell(os.getpid)
            os.kill(worker.answer(), signal.SIGINT)
            worker.tell(max, 3, 4)
            assert worker.answer() == 4
    finally:
        signal.signal(signal.SIGINT, before)


def _wait() -> None:
    multiprocessing.Event().wait()
