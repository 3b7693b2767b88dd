"""The program as a person calls it, in this process."""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from hiring import cli


@dataclass(frozen=True)
class Run:
    """How a run of the program ended: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str


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
