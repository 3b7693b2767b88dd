"""How cases are measured: a command of its own or a call, several times, in turns, by the median."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROLES = ("referral-coordinator", "patient-representative")
DATE = "2026-11-22"


@dataclass(frozen=True)
class Row:
    """One line of the table: what was compared, the medians of both sides in seconds, and the ratio that is aimed at."""

    case: str
    ours: float
    other: float
    target: str

    @property
    def ratio(self) -> float:
        """Our side by the other."""
        return self.ours / self.other


@dataclass(frozen=True)
class Spent:
    """What a process took, in seconds, its children included: by the clock, and of processors."""

    clock: float
    work: float


def run(command: Sequence[str | Path]) -> Spent:
    """Run a command to its end as a user does, with compiled code kept. Raises ``CalledProcessError`` when it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        list(map(str, command)), check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    clock, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def work_of(call: Callable[[], object]) -> float:
    """The processor time of a call in this process, in seconds."""
    started = time.process_time()
    call()
    return time.process_time() - started


def medians(sides: Mapping[str, Callable[[], float]], times: int) -> dict[str, float]:
    """The median of each side, measured in turns, so that what else the machine does meets both alike."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(times):
        for name, side in sides.items():
            found[name].append(side())
    return {name: median(values) for name, values in found.items()}


def hiring(*args: str | Path) -> list[str | Path]:
    """The command that runs the program."""
    return [sys.executable, "-c", "from hiring.__main__ import main; main()", *args]


def build_command(
    out: Path, *args: str | Path, formats: Sequence[str] = ("html", "pdf"), jobs: int = 1
) -> list[str | Path]:
    """The command that builds the shipped roles in all languages into ``out``, as far as ``args`` do not narrow it."""
    chosen = [part for name in formats for part in ("--format", name)]
    return hiring("build", "--workspace", out.parent, "--out", out, "--date", DATE, "--jobs", str(jobs), *chosen, *args)


def all_roles() -> list[str]:
    """The options that name both shipped roles."""
    return [part for role in ROLES for part in ("--role", role)]


def resident_megabytes(process: str = "self") -> float:
    """The memory that a process holds, by its number, in megabytes."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def machine() -> str:
    """The processor, how many cores may be used, and the version of Python."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown processor"
    )
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{model}, {cores} cores, Python {sys.version.split()[0]}"
