"""Ten thousand openings as web pages: whether the memory of the workers stays, and the time that a document takes.

Reads ``/proc``, so it runs on Linux only.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.bench.measuring import Row, build_command, resident_megabytes

COUNT = int(os.environ.get("BENCH_OPENINGS", "10000"))
EMPLOYER = "language: en\nname: Harbour Clinic\ncontact: {email: jobs@example.org}\n"
OPENING = """\
id: desk-{number}
role: referral-coordinator
market: us-ca
location: san-francisco
languages: [en]
pay: {{low: 52000, high: 60000, currency: USD, per: year}}
posted: 2026-11-20
"""


def rows() -> Iterator[Row]:
    """Memory of the largest worker in megabytes and seconds for each document, near the end by near the beginning."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "openings").mkdir()
        (root / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
        for number in range(COUNT):
            (root / "openings" / f"desk-{number}.yaml").write_text(OPENING.format(number=number), encoding="utf-8")
        memory, moments = _watched(build_command(root / "out", "--document", "posting", formats=("html",), jobs=2))
    tenth = COUNT // 10
    last = 9 * tenth  # after the last document the workers are gone
    yield Row(f"memory of a worker, after {last} by after {tenth} (MB)", memory[last], memory[tenth], "≤ 1.1")
    early = (moments[2 * tenth] - moments[tenth]) / tenth
    late = (moments[last] - moments[last - tenth]) / tenth  # with the last documents all inputs are looked at again
    yield Row("time of a document, ninth tenth by second tenth (clock)", late, early, "≤ 1.1")


def _watched(command: list[str | Path]) -> tuple[dict[int, float], dict[int, float]]:
    """Run a build: at each tenth of its documents, the memory of its largest worker in megabytes, and the moment."""
    memory, moments = {}, {}
    with subprocess.Popen(
        list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as build:
        assert build.stderr is not None
        for done, _ in enumerate(build.stderr, start=1):
            if done % (COUNT // 10) == 0:
                moments[done] = time.perf_counter()
                memory[done] = _largest_child(build.pid)
    if build.returncode:
        raise subprocess.CalledProcessError(build.returncode, build.args)
    return memory, moments


def _largest_child(pid: int) -> float:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return max(map(resident_megabytes, children), default=0.0)
