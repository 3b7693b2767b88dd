"""Ten people in one studio at once: the memory of the server and of its processes stays, and answers come in time.

Reads ``/proc``, so it runs on Linux only.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from scripts.bench.measuring import resident_megabytes
from scripts.studio import Visitor, started, workspace

PEOPLE = 10
WARM_UP = 0.2
"""The share of the time after which memory is first looked at: by then every template has been compiled in every process."""
MOST_GROWTH = 1.1
"""How much memory may grow after that, for the server and all its processes together."""
BETWEEN_SAVES = 20
BETWEEN_TOURS = 100
"""So often somebody checks a form until it is saved, and until all other pages and some files are looked at."""


def run(seconds: float) -> None:
    """Check a form and look at a preview, over and over, and now and then save and look at all else. Raises
    ``AssertionError`` when memory grows."""
    with TemporaryDirectory() as folder, started(workspace(Path(folder))) as (address, pid):
        visitors = [Visitor(address, f"desk-{number}") for number in range(PEOPLE)]
        early = _memory_after(visitors, pid, seconds * WARM_UP, "warm-up")
        late = _memory_after(visitors, pid, seconds * (1 - WARM_UP), "after it")
    for name in early:
        _say(f"{name}: {early[name]:.0f} MB after the warm-up, {late[name]:.0f} MB at the end")
    grown = {name: late[name] / early[name] for name in early if late[name] > early[name] * MOST_GROWTH}
    if grown:
        raise AssertionError(f"memory grows: {grown}")


def _memory_after(visitors: list[Visitor], pid: int, seconds: float, name: str) -> dict[str, float]:
    """The memory of the server and of its processes together, in megabytes, after so long; the times are printed."""
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(len(visitors)) as people:
        each = list(people.map(lambda visitor: _visits(visitor, until), visitors))
    for what in ("check", "preview"):
        times = [seconds * 1000 for visit in each for seconds in visit[what]]
        cuts = quantiles(times, n=20)
        _say(f"{name}, {what}: {len(times)} times, p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return {"server": resident_megabytes(str(pid)), "processes": sum(map(resident_megabytes, children))}


def _visits(visitor: Visitor, until: float) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {"check": [], "preview": []}
    while len(found["preview"]) < 3 or time.monotonic() < until:
        check, preview = visitor.types()
        found["check"].append(check)
        found["preview"].append(preview)
        done = len(found["preview"])
        if done % BETWEEN_TOURS == 0:
            visitor.looks_around()
        if done % BETWEEN_SAVES == 0:
            visitor.saves()
    return found


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
