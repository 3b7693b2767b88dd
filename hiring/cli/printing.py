"""What the program says: results on stdout, the rest on stderr, both in the shipped English phrases."""

import os
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from hiring.errors import Failure, Problem

if TYPE_CHECKING:
    from hiring.language import Language

JSON_FORMAT = 1
"""The version of what ``--json`` prints; it changes when a field changes its meaning or goes away."""


def print_lines(lines: Iterable[str]) -> None:
    """A result as text, on stdout."""
    for line in lines:
        click.echo(line)


def print_json(**content: Any) -> None:
    """A result as one JSON document, on stdout; it is ASCII where the encoding of stdout is no Unicode."""
    import json

    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    ascii_only = not encoding.lower().startswith("utf")
    click.echo(json.dumps({"format": JSON_FORMAT, **content}, indent=2, ensure_ascii=ascii_only))


def tell(message: str, *, end_line: bool = True) -> None:
    """A line of progress or an error, on stderr. When nobody reads it any more, the work still goes on."""
    try:
        click.echo(message, nl=end_line, err=True)
    except BrokenPipeError:
        discard(2)


def discard(descriptor: int) -> None:
    """Nothing more can be written to stdout (1) or stderr (2); Python must not try, and complain, at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


@cache
def messages() -> "Language":
    """The shipped English phrases, in which the program speaks; a workspace's faults cannot take its voice."""
    from hiring.language import Language, phrases_of
    from hiring.library import SOURCE_LANGUAGE
    from hiring.workspace import Workspace, shipped

    path = shipped("templates") / "phrases" / f"{SOURCE_LANGUAGE}.yaml"
    document = Workspace(path.parent).read(path)
    return Language(SOURCE_LANGUAGE, phrases_of(document))


def worded(found: Sequence[Problem]) -> list[str]:
    """A line for each problem."""
    from hiring.reporting import problems

    return problems.problem_lines(found, messages()) if found else []


def failure_text(failure: Failure) -> str:
    """What failed, in the words of the program."""
    from hiring.reporting import problems

    return problems.failure_text(failure, messages())


def problems_data(found: Sequence[Problem]) -> list[dict[str, Any]]:
    """Each problem as ``--json`` prints it."""
    from hiring.reporting import problems

    return problems.problems_data(found, messages()) if found else []
