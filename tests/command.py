"""The program as a person calls it, in this process."""

import io
import json
import re
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from hiring import cli

PROBLEM = re.compile(r"^\S.*?:[1-9][0-9]*:[1-9][0-9]*: (?:\S+: )?.+ \(.+\)$")
"""``file:line:column: field.path: what is wrong (what to do)``; a fault of a whole file has no path."""


@dataclass(frozen=True)
class Run:
    """How a run of the program ended: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    @cached_property
    def json(self) -> Any:
        """Stdout as one JSON document; fails when anything stands beside it."""
        return json.loads(self.out)

    @property
    def states(self) -> dict[str, str]:
        """Of ``build --json``: the state of each cell by its path."""
        return {cell["path"]: cell["state"] for cell in self.json["cells"]}

    @property
    def findings(self) -> list[Any]:
        """Of ``lint --json``: the findings."""
        return list(self.json["findings"])

    @property
    def problems(self) -> list[dict[str, Any]]:
        """Of ``validate --json``: the problems."""
        return list(self.json["problems"])

    @property
    def own(self) -> dict[str, Any]:
        """Of ``translations --json``: the states of the workspace's own files, by name."""
        return {state["file"]: state for state in self.json["files"] if not state["file"].startswith("(shipped) ")}


def hiring(*args: str | Path) -> Run:
    """Run ``hiring`` with these arguments; a traceback fails the test."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.object(sys, "argv", ["hiring", *map(str, args)]),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        cli.main()
    assert isinstance(ended.value.code, int)
    run = Run(ended.value.code, out.getvalue(), err.getvalue())
    assert "Traceback" not in run.out + run.err
    return run
