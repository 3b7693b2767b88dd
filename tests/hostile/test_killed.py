"""A build that is killed at any moment leaves only whole files, and the next one ends as if nothing had been."""

import json
import multiprocessing
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.soak.killing import faults
from tests.short_pages import write_short_pages
from tests.watched import EMPLOYER, write_opening

KILLS = 200
SEED = 9

pytestmark = pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="builds that are killed hundreds of times are forked"
)

PROGRAM = """
import json, sys, time
from dataclasses import asdict
from pathlib import Path
from hiring import making
from hiring.cells import Selection
from scripts.soak.killing import Killing

def in_place(content, target, scratch):
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb", 0) as stream:
        stream.write(content[:9])
        time.sleep(0.02)
        stream.write(content[9:])

workspace, folder, kills, jobs, seed, documents, formats, plant = json.loads(sys.argv[1])
if plant:
    making.write_whole = in_place
selection = Selection((), (), (), tuple(documents), tuple(formats), None)
killing = Killing(Path(workspace), selection, Path(folder), jobs=jobs, seed=seed)
for _ in range(kills):
    killing.kill()
killing.finish()
print(json.dumps(asdict(killing.counts)))
"""
"""Kills builds in a process without threads; with ``plant`` they write in place, as they must not."""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Three openings with short pages."""
    write_short_pages(tmp_path)
    (tmp_path / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
    for name in ("desk-1", "desk-2", "desk-3"):
        write_opening(tmp_path, name)
    return tmp_path


def kill(
    workspace: Path, times: int, jobs: int, documents: str, formats: str, *, plant: bool = False
) -> subprocess.CompletedProcess[str]:
    given: list[Any] = [
        str(workspace),
        str(workspace / "killed"),
        times,
        jobs,
        SEED,
        documents.split(),
        formats.split(),
    ]
    command = [sys.executable, "-c", PROGRAM, json.dumps([*given, plant])]
    return subprocess.run(command, capture_output=True, text=True, timeout=600)


def test_a_build_killed_at_any_moment_leaves_whole_files_and_the_next_ends_as_a_clean_one(workspace: Path) -> None:
    run = kill(workspace, KILLS, 1, "posting cost-estimate", "html jsonld json")
    assert run.returncode == 0, run.stderr
    counts = json.loads(run.stdout)
    assert counts["killed"] > KILLS / 2
    assert counts["halfway"] > KILLS / 20, "the moments were not in the middle of the writing"


def test_workers_that_are_killed_leave_no_temporary_files_either(workspace: Path) -> None:
    run = kill(workspace, 4, 2, "posting", "pdf md")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["killed"] > 0


def test_a_program_that_writes_in_place_is_found_out(workspace: Path) -> None:
    run = kill(workspace, KILLS, 1, "posting", "html jsonld", plant=True)
    assert run.returncode == 1
    assert "AssertionError: not whole: " in run.stderr


COPYING = """
import os, shutil, signal, sys, time
from pathlib import Path
from random import Random
from hiring import scaffold
from hiring.library import Library
from hiring.workspace import Workspace
from scripts.soak.killing import faults, tree

folder, kills, random = Path(sys.argv[1]), int(sys.argv[2]), Random(9)

def copy(name):
    scaffold.new_role(Library(Workspace.at(folder / name)), "own", "referral-coordinator")

def forked():
    (folder / "out").mkdir()
    pid = os.fork()
    if pid == 0:
        copy("out")
        os._exit(0)
    return pid

(folder / "clean").mkdir()
copy("clean")
clean = tree(folder / "clean")
started = time.monotonic()
os.waitpid(forked(), 0)
seconds = time.monotonic() - started
halfway = 0
for _ in range(kills):
    shutil.rmtree(folder / "out")
    pid = forked()
    time.sleep(random.uniform(0, seconds))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    assert not list(faults(folder / "out", clean)), list(faults(folder / "out", clean))
    halfway += 0 < len(clean.keys() & tree(folder / "out").keys()) < len(clean)
shutil.rmtree(folder / "out/roles", ignore_errors=True)
copy("out")
assert tree(folder / "out") == clean
print(halfway)
"""
"""Kills what copies a role into a workspace, in a process without threads."""


def test_new_content_that_is_cut_off_is_never_half_a_file_and_leaves_nothing_for_the_next(tmp_path: Path) -> None:
    command = [sys.executable, "-c", COPYING, str(tmp_path), "20"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 2, "the moments were not in the middle of the writing"


def test_what_is_foreign_and_what_is_not_whole_is_found(tmp_path: Path) -> None:
    clean = {"index.html": b"whole", "desk/en/posting.html": b"whole"}
    for name, content in {
        "index.html": b"who",
        "posting.part": b"",
        ".hiring-scratch-1/7-1": b"",
        "a/.hiring-scratch-1/7": b"",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert sorted(faults(tmp_path, clean)) == ["foreign: posting.part", "not whole: index.html"]
