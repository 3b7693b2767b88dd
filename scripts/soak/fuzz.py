"""Inputs at random against the reader of YAML, the library and the overlays; what leads to something new is gone on from.

Coverage is that of problems: an input whose rules no other has had is kept in the pool, and changed further.
"""

import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from tests.fuzzing import (
    Input,
    Signature,
    changed,
    check_overlay,
    check_source,
    check_workspace,
    overlay_input,
    source_input,
    workspace_input,
)

SECONDS_EACH = 10
"""An input that takes longer is a fault: nothing here is large."""
POOL = 400
"""So many inputs are gone on from; the first found go first."""

Check = Callable[[Input], Signature]


class Found(Exception):  # noqa: N818 - not an error of this program
    """An input that breaks a property."""


class Fuzzer:
    """One property, the inputs that led to something new, and where to put one that breaks it."""

    def __init__(self, name: str, make: Callable[[Random], Input], check: Check) -> None:
        self.name, self._make, self._check = name, make, check
        self.tried = 0
        self._seen: set[Signature] = set()
        self._pool: list[Input] = []

    def step(self, random: Random, kept: Path) -> None:
        """Try one input. Raises ``Found``; the files are in the folder ``kept`` then."""
        given = (
            changed(random.choice(self._pool), random) if self._pool and random.random() < 0.5 else self._make(random)
        )
        started = time.process_time()  # whatever else the machine does
        self.tried += 1
        try:
            signature = self._check(given)
        except Exception:
            raise Found(self._keep(given, kept, traceback.format_exc())) from None
        if time.process_time() - started > SECONDS_EACH:
            raise Found(self._keep(given, kept, "it takes too long"))
        if signature not in self._seen:
            self._seen.add(signature)
            self._pool = [*self._pool[-POOL:], given]

    def _keep(self, given: Input, kept: Path, reason: str) -> str:
        for name, content in given.files.items():
            path = kept / self.name / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return f"{self.name}: {reason}\nThe files are in {kept / self.name}: keep what matters in tests/corpus."

    def __str__(self) -> str:
        return f"{self.name}: {self.tried} tried, {len(self._seen)} ways to end"


def run(seconds: float) -> None:
    """Try inputs for so long, from a seed that is printed. Raises ``SystemExit`` with the first that breaks a property."""
    seed = time.time_ns()
    sys.stdout.write(f"seed {seed}\n")
    random, end = Random(seed), time.monotonic() + seconds
    kept = Path(tempfile.mkdtemp(prefix="fuzz-"))
    with tempfile.TemporaryDirectory() as folder:
        fuzzers = [
            Fuzzer("source", source_input, check_source),
            Fuzzer("overlay", overlay_input, check_overlay),
            Fuzzer("workspace", workspace_input, partial(check_workspace, folder=Path(folder))),
        ]
        while time.monotonic() < end:
            try:
                for fuzzer in fuzzers:
                    fuzzer.step(random, kept)
            except Found as found:
                raise SystemExit(str(found)) from None
    kept.rmdir()
    sys.stdout.writelines(f"{fuzzer}\n" for fuzzer in fuzzers)
