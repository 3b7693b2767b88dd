"""How long ``hiring --help`` takes, beside Python importing click and nothing else."""

import sys
from collections.abc import Iterator

from scripts.bench.measuring import Row, hiring, medians, run

RUNS = 31
_CLICK = (sys.executable, "-c", "import click")


def rows() -> Iterator[Row]:
    """Processor seconds of whole processes, after one of each has filled the caches."""
    ours = hiring("--help")
    sides = {"ours": lambda: run(ours).work, "click": lambda: run(_CLICK).work}
    medians(sides, 1)
    found = medians(sides, RUNS)
    yield Row("hiring --help, by import click (work)", found["ours"], found["click"], "≤ 1.6")
