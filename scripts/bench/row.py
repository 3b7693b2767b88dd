"""What every benchmark gives, and the two things that they do alike: run a whole process, and print what was found."""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One comparison: ``ratio`` is what was measured, ``target`` the most that it may be."""

    name: str
    compared: str
    ratio: float
    target: float


@dataclass(frozen=True)
class Cost:
    """What a process took: processor time, its own and the system's, in seconds; its largest memory in MiB."""

    seconds: float
    memory: float


def cost_of(command: Sequence[str], folder: Path | None = None) -> Cost:
    """What a command takes in a folder. Raises ``CalledProcessError`` when it fails.

    Processor time, because the time on the clock says on a busy machine what others do.
    """
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def show(rows: Iterable[Row]) -> None:
    """Print the rows as they come."""
    for row in rows:
        verdict = "" if row.ratio <= row.target else "  MISSED"
        line = f"{row.name:<12} {row.ratio:6.2f}  target {row.target:.2f}  {row.compared}{verdict}\n"
        sys.stdout.write(line)
        sys.stdout.flush()
