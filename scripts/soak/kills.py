"""Builds of every format, PDF and Word among them, killed at random moments: by SIGKILL, and asked to end by signals."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hiring.cells import Selection
from scripts.soak.killing import Killing, faults, tree

EMPLOYER = "language: en\nname: Harbour Clinic\ncontact: {email: jobs@example.org}\n"
OPENING = """\
id: desk
role: referral-coordinator
market: us-ca
location: san-francisco
languages: [ar]
pay: {low: 52000, high: 60000, currency: USD, per: year}
posted: 2026-11-20
"""
DOCUMENTS = ("posting", "cost-estimate")
BETWEEN = 10
"""So many builds are killed before one is let through to its end."""
ENDS = {signal.SIGINT: 130, signal.SIGTERM: 143}
"""The exit code that each signal must give."""


def run(seconds: float) -> None:
    """Two thirds of the time for SIGKILL, with one worker and with two; the rest for signals that ask."""
    seed = time.time_ns()
    _say(f"seed {seed}")
    with TemporaryDirectory() as folder:
        workspace = Path(folder, "workspace")
        (workspace / "openings").mkdir(parents=True)
        (workspace / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
        (workspace / "openings/desk.yaml").write_text(OPENING, encoding="utf-8")
        for jobs in (1, 2):
            _kill(workspace, Path(folder, f"killed-{jobs}"), jobs, seed, seconds / 3)
        _ask(workspace, Path(folder, "asked"), Random(seed), seconds / 3)


def _kill(workspace: Path, folder: Path, jobs: int, seed: int, seconds: float) -> None:
    killing = Killing(workspace, Selection(documents=DOCUMENTS), folder, jobs=jobs, seed=seed)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for _ in range(BETWEEN):
            killing.kill()
        killing.finish()
    _say(f"--jobs {jobs}: {killing.counts}")


def _ask(workspace: Path, folder: Path, random: Random, seconds: float) -> None:
    """The command line, ended by Ctrl-C and by SIGTERM at any moment: it says so, tidies up, and leaves no process."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background would not hear Ctrl-C
    temporary = folder / "temporary"
    temporary.mkdir(parents=True)
    whole, _ = _command(workspace, folder / "clean", temporary, None, 0)
    clean = tree(folder / "clean")
    count, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        number = random.choice([*ENDS])
        shutil.rmtree(folder / "out", ignore_errors=True)
        # Before Python has come to our first line a signal ends it in its own way.
        _, ended = _command(workspace, folder / "out", temporary, number, random.uniform(0.5, whole))
        code, error = ended
        left = [path.name for path in (*temporary.iterdir(), *folder.glob("out/.*"))]
        wrong = [*faults(folder / "out", clean), *left]
        if code not in (0, ENDS[number]) or wrong or "Traceback" in error:
            raise AssertionError(f"{number!r}: code {code}, {wrong}, {error[-2000:]}")
        count += 1
    _say(f"asked to end: {count}")


def _command(
    workspace: Path, out: Path, temporary: Path, number: signal.Signals | None, after: float
) -> tuple[float, tuple[int, str]]:
    """Build with two workers, and send a signal to the whole group after so many seconds: the time it took, code, stderr."""
    command = [sys.executable, "-c", "from hiring.cli import main; main()", "build", "--workspace", str(workspace)]
    command += [part for name in DOCUMENTS for part in ("--document", name)]
    started = time.monotonic()
    process = subprocess.Popen(
        [*command, "--out", str(out), "--jobs", "2", "--date", "2026-11-22"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    if number is not None:
        time.sleep(after)
        os.killpg(process.pid, number)
    _, error = process.communicate(timeout=120)
    return time.monotonic() - started, (process.returncode, error)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
