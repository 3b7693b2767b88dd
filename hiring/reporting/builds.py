"""What became of a build: each document, what is missing and why, and the counts."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from hiring.errors import Problem, sort_problems
from hiring.manifest import INDEX
from hiring.outcomes import Report, State
from hiring.reporting.problems import failure_text, problem_lines, problems_data, reason_text
from hiring.reporting.tables import table

if TYPE_CHECKING:
    from hiring.language import Language

Words = Callable[[], "Language"]
"""Gives the language that something is to be said in. Most builds have nothing to say in it, and need not read it."""


def build_data(report: Report, words: Words) -> dict[str, Any]:
    """Every cell with its state and reason, and how many cells ended in each state."""
    return {
        "out": str(report.out),
        "problems": _problems(report.problems, words),
        "failure": reason_text(report.failure, words()) if report.failure else None,
        "cells": [
            {
                "subject": outcome.cell.subject.id,
                "language": outcome.cell.language,
                "document": outcome.cell.document.name,
                "format": outcome.cell.format.name,
                "path": outcome.cell.path,
                "state": outcome.state.value,
                "reason": reason_text(outcome.failure, words()) if outcome.failure else None,
                "problems": _problems(outcome.problems, words),
            }
            for outcome in report.outcomes
        ],
        "summary": {state.value: report.count(state) for state in State},
    }


def build_text(report: Report, words: Words) -> Iterator[str]:
    """A line for each document, then what was not made and why, the counts, and the page to open."""
    yield from _documents(report)
    yield from _with_reasons(report, State.NOT_APPLICABLE, "Not applicable", words)
    yield from faults_text(report, words)
    yield ""
    yield f"{counts(report)}."
    if (report.out / INDEX).is_file():
        yield f"Open {report.out / INDEX}"


def faults_text(report: Report, words: Words) -> Iterator[str]:
    """What failed by reason, the problems in content, and why there is no index; nothing when there is none of them."""
    yield from _with_reasons(report, State.FAILED, "Failed", words)
    found = problems_of(report)
    if found:
        yield from ("", "Problems in content:")
        yield from (f"  {line}" for line in problem_lines(found, words()))
    if report.failure is not None:
        yield from ("", f"There is no new index: {failure_text(report.failure, words())}")


def rebuild_text(report: Report, seconds: float, words: Words) -> Iterator[str]:
    """What failed, if anything did, and one line: the counts, and how long it took."""
    yield from faults_text(report, words)
    yield f"{counts(report)} in {seconds:.1f} s."


def counts(report: Report) -> str:
    """How many cells ended in each state."""
    return ", ".join(f"{report.count(state)} {_said(state)}" for state in State)


def problems_of(report: Report) -> tuple[Problem, ...]:
    """The problems of what could not be planned and of the cells, in reading order, each once."""
    return sort_problems([*report.problems, *(problem for outcome in report.outcomes for problem in outcome.problems)])


def _problems(found: tuple[Problem, ...], words: Words) -> list[dict[str, Any]]:
    return problems_data(found, words()) if found else []


def _documents(report: Report) -> Iterator[str]:
    """One line a document: its formats by what became of them."""
    rows: dict[tuple[str, str, str], dict[State, list[str]]] = {}
    for outcome in report.outcomes:
        cell = outcome.cell
        states = rows.setdefault((cell.subject.id, cell.language, cell.document.name), {})
        states.setdefault(outcome.state, []).append(cell.format.name)
    yield from table(
        (*names, "; ".join(f"{_said(state)}: {' '.join(formats)}" for state, formats in states.items()))
        for names, states in rows.items()
    )


def _with_reasons(report: Report, state: State, title: str, words: Words) -> Iterator[str]:
    """The files of the cells in a state, by the reason."""
    reasons: dict[str, list[str]] = {}
    for outcome in report.outcomes:
        if outcome.state is state and outcome.failure is not None:
            reasons.setdefault(reason_text(outcome.failure, words()), []).append(outcome.cell.path)
    for reason, paths in reasons.items():
        yield from ("", f"{title}: {', '.join(paths)}", f"  {reason}")


def _said(state: State) -> str:
    return state.value.replace("-", " ")
