"""The installed program as a process: what it loads, readers that go away, full disks, encodings, Ctrl-C and SIGTERM."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk_workspace import write_opening, write_workspace

HIRING = Path(sys.executable).with_name("hiring")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with an employer and one opening."""
    return write_workspace(tmp_path, "desk-1")


def process(*args: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed program."""
    env = {**os.environ, **environment}
    return subprocess.run(
        [HIRING, *args], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", timeout=60
    )


def test_the_installed_program_runs(workspace: Path) -> None:
    ran = process("list", "openings", cwd=workspace)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "desk-1  referral-coordinator  us-ca  en\n", "")
    ran = process("build", "--role", "astronaut", cwd=workspace)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("Error: ")


LIGHT = (
    "import sys; from hiring import cli; sys.argv = ['hiring', {args}]\ntry: cli.main()\nfinally: print(*sys.modules)"
)


@pytest.mark.parametrize("args", ["'--help'", "'list', 'openings'", "'validate'"])
def test_help_list_and_validate_start_light(workspace: Path, args: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LIGHT.format(args=args)], cwd=workspace, capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    loaded = set(ran.stdout.splitlines()[-1].split())
    assert "click" in loaded
    assert not loaded & {"weasyprint", "pypandoc", "xlsxwriter", "jinja2"}


def test_a_reader_that_has_enough_is_no_failure(workspace: Path) -> None:
    """``hiring list markets | head -1``, with a reader that is gone already."""
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [HIRING, "list", "markets"], cwd=workspace, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_documents_are_made_even_when_nobody_reads_the_progress(workspace: Path) -> None:
    """``hiring build 2>&1 | head -1``."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [str(HIRING), "build", "--document", "posting", "--format", "html", "--jobs", "1"]
    ran = subprocess.run(command, cwd=workspace, stdout=writing, stderr=writing, timeout=60)
    os.close(writing)
    assert ran.returncode == 0
    out = workspace / "out"
    assert sorted(path.name for path in out.iterdir()) == ["desk-1", "index.html", "manifest.json"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("args", [("list", "roles"), ("--help",), ("schema", "role")])
def test_a_full_disk_is_said_without_a_traceback(workspace: Path, args: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([HIRING, *args], cwd=workspace, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert ran.returncode == 3
    assert ran.stderr.startswith("Error: ")
    assert len(ran.stderr.splitlines()) == 1


def test_a_terminal_of_another_encoding_gets_everything(workspace: Path) -> None:
    write_opening(workspace, "desk-2", "id: desk-2\nrole: 看護師\nmarket: us\nlanguages: [en]\n")

    def ran(*args: str) -> str:
        env = {**os.environ, "PYTHONIOENCODING": "cp1252"}
        done = subprocess.run([HIRING, *args], cwd=workspace, env=env, capture_output=True, timeout=60)
        assert (done.returncode, done.stderr) == (1, b"")
        return done.stdout.decode("cp1252")

    assert ran("validate").startswith("openings/desk-2.yaml:2:7: role: “\\u770b")
    assert "看護師" in json.loads(ran("validate", "--json"))["problems"][0]["text"]


def test_paths_that_are_not_utf_8_are_named_without_a_traceback(workspace: Path) -> None:
    command = [str(HIRING), "validate", os.fsdecode(b"\xff.yaml")]
    ran = subprocess.run(command, cwd=workspace, capture_output=True, timeout=60)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr


@pytest.fixture
def many(workspace: Path) -> Path:
    """A workspace with so many openings that a build of them takes a while."""
    for number in range(2, 21):
        write_opening(workspace, f"desk-{number}")
    return workspace


def interrupt(
    folder: Path, *args: str, after: Callable[[str], bool], by: signal.Signals = signal.SIGINT
) -> subprocess.CompletedProcess[str]:
    """Start a build, press Ctrl-C (a signal to the whole process group) when a line of progress says so.

    SIGTERM goes to the one process whose number the others know.
    """
    started = subprocess.Popen(
        [HIRING, "build", *args],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert started.stderr is not None
    seen = ""
    for line in started.stderr:
        seen += line
        if after(line):
            (os.kill if by is signal.SIGTERM else os.killpg)(started.pid, by)
            break
    out, err = started.communicate(timeout=60)
    return subprocess.CompletedProcess(started.args, started.returncode, out, seen + err)


@pytest.mark.parametrize(
    ("by", "jobs", "code", "said"),
    [
        (signal.SIGINT, "1", 130, "Interrupted."),
        (signal.SIGINT, "2", 130, "Interrupted."),
        (signal.SIGTERM, "2", 143, "Terminated."),
    ],
)
def test_a_build_that_is_to_end_says_so_and_leaves_only_whole_files_and_no_process(
    many: Path, by: signal.Signals, jobs: str, code: int, said: str
) -> None:
    args = ("--document", "posting", "--format", "html", "--format", "md", "--jobs", jobs)
    made = interrupt(many, *args, after=lambda line: line.startswith("made"), by=by)
    assert made.returncode == code
    assert made.stdout == ""
    assert said in made.stderr
    assert "Traceback" not in made.stderr
    out = many / "out"
    assert [path.name for path in out.glob(".*")] == []
    pages = list(out.rglob("*.html"))
    assert 1 <= len(pages) < 20, "the build was not interrupted in the middle"
    interrupted = {path: path.read_bytes() for path in out.rglob("*.*")}
    # Building on gives what an uninterrupted build gives, and the files that were there were whole.
    rest = process("build", *args, cwd=many)
    assert rest.returncode == 0, rest.stderr
    for path, content in interrupted.items():
        assert path.read_bytes() == content, path
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["files"]) == 40


def test_ctrl_c_leaves_the_manifest_of_the_build_before(many: Path) -> None:
    args = ("--document", "posting", "--format", "html", "--jobs", "2")
    assert process("build", *args, cwd=many).returncode == 0
    before = (many / "out" / "manifest.json").read_bytes()
    assert interrupt(many, *args, "--force", after=lambda line: line.startswith("made")).returncode == 130
    assert (many / "out" / "manifest.json").read_bytes() == before
    again = process("build", *args, "--json", cwd=many)
    assert json.loads(again.stdout)["summary"] == {"made": 0, "kept": 20, "not-applicable": 0, "failed": 0}
