"""Two runs that write into one folder at once: the second waits, and both are as if they had come one after the other."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hiring.storage import output_folder
from scripts.soak.killing import tree
from tests.command import Run, hiring
from tests.short_pages import write_short_pages
from tests.watched import EMPLOYER, PATIENCE, until, write_opening

PROGRAM = "from hiring.cli import main; main()"
WAITS = "waiting for its end"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An employer, and four openings with short pages."""
    write_short_pages(tmp_path)
    (tmp_path / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
    for number in range(4):
        write_opening(tmp_path, f"desk-{number}")
    return tmp_path


def command(workspace: Path, out: str, *args: str) -> list[str]:
    chosen = ("--document", "posting", "--date", "2026-11-22", "--jobs", "1", *args)
    return ["build", "--workspace", str(workspace), "--out", str(workspace / out), *chosen]


def site(workspace: Path, out: str) -> list[str]:
    place = ["--workspace", str(workspace), "--out", str(workspace / out)]
    return ["site", *place, "--base-url", "https://jobs.example.org", "--date", "2026-11-22"]


def here(arguments: list[str]) -> Run:
    run = hiring(*arguments)
    assert run.code == 0, run.err
    return run


def start(arguments: list[str]) -> subprocess.Popen[str]:
    """A run as a process that leads a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@contextmanager
def held(folder: Path) -> Iterator[Path]:
    """A folder that a run of this process is writing to."""
    with output_folder(folder) as scratch:
        yield scratch


def at_once(workspace: Path, *runs: list[str]) -> list[str]:
    """Start runs while another holds the folder, let them go together: what each says on stderr. All must end well."""
    with held(workspace / "out"):
        started = [start(arguments) for arguments in runs]
        for run in started:
            assert run.stderr is not None
            assert WAITS in run.stderr.readline()
    ended = [run.communicate(timeout=PATIENCE) for run in started]
    assert [run.returncode for run in started] == [0] * len(runs), ended
    return [error for _, error in ended]


def test_the_same_build_twice_at_once_makes_everything_once(workspace: Path) -> None:
    same = command(workspace, "out", "--format", "html")
    told = at_once(workspace, same, same)
    assert sorted(error.count("made ") for error in told) == [0, 4]
    here(command(workspace, "clean", "--format", "html"))
    assert tree(workspace / "out") == tree(workspace / "clean")


def test_builds_of_different_documents_at_once_are_both_in_manifest_and_index(workspace: Path) -> None:
    formats = ("html", "md")
    at_once(workspace, *(command(workspace, "out", "--format", name) for name in formats))
    for name in formats:
        here(command(workspace, "clean", "--format", name))
    ours, clean = tree(workspace / "out"), tree(workspace / "clean")
    assert ours.keys() == clean.keys()
    # The manifest lists runs by who came last; all else is the same whoever did.
    assert {name for name in ours if ours[name] != clean[name]} <= {"manifest.json"}
    for name in formats:
        assert set(here([*command(workspace, "out", "--format", name), "--json"]).states.values()) == {"kept"}


def test_a_site_and_a_build_into_one_folder_at_once_do_not_harm_each_other(workspace: Path) -> None:
    for number in (1, 2, 3):
        (workspace / f"openings/desk-{number}.yaml").unlink()
    build = command(workspace, "out", "--format", "html")
    here(site(workspace, "clean-site"))
    here(command(workspace, "clean", "--format", "html"))
    with held(workspace / "out"):
        started = [start(build), start(site(workspace, "out"))]
        for run in started:
            assert run.stderr is not None
            assert WAITS in run.stderr.readline()
    told = [run.communicate(timeout=PATIENCE)[1] for run in started]
    ours = tree(workspace / "out")
    # Both have an index.html: whichever comes second says so, or takes it over, and no file is anything but whole.
    whole = {tree(workspace / name).get("index.html") for name in ("clean", "clean-site")}
    assert ours["index.html"] in whole, told
    parts = tree(workspace / "clean") | tree(workspace / "clean-site")
    assert {name for name in ours if name != "index.html" and ours[name] != parts.get(name)} == set()


def test_ctrl_c_ends_the_waiting(workspace: Path) -> None:
    with held(workspace / "out"):
        run = start(command(workspace, "out", "--format", "html"))
        assert run.stderr is not None
        assert WAITS in run.stderr.readline()
        os.killpg(run.pid, signal.SIGINT)
        run.communicate(timeout=PATIENCE)
    assert run.returncode == 130


def test_what_a_killed_run_left_goes_and_what_a_run_needs_stays(tmp_path: Path) -> None:
    with held(tmp_path) as scratch:
        left = scratch.with_name(f"{scratch.name}-left")
        scratch.rename(left)
        mine = tmp_path / ".mine"
        mine.mkdir()
    with held(tmp_path) as scratch:
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([scratch.name, ".mine"])
    assert list(tmp_path.iterdir()) == [mine]


def test_without_its_main_process_workers_end_and_let_go_of_the_folder(workspace: Path) -> None:
    """Only the main process is killed, as when the machine has no more memory; nobody tells the workers."""
    jobs = command(workspace, "out", "--format", "html", "--format", "md")
    jobs[jobs.index("--jobs") + 1] = "2"
    run = start(jobs)
    assert run.stderr is not None
    assert run.stderr.readline().startswith("made ")
    os.kill(run.pid, signal.SIGKILL)
    run.wait(timeout=PATIENCE)
    until(lambda: not _group_lives(run.pid), "workers are still there")
    run.communicate()
    started = time.monotonic()
    here(jobs)
    assert time.monotonic() - started < PATIENCE


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
