"""Problems and failures in the words of a language, and as data."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hiring.errors import Failure, Problem

# Who has no problem to word must not load what words them.
if TYPE_CHECKING:
    from hiring.language import Language


def problem_lines(found: Sequence[Problem], language: "Language") -> list[str]:
    """Each problem as one line: ``file:line:column: field.path: what is wrong (what to do)``."""
    from hiring.language import word_problem

    return [word_problem(language, problem) for problem in found]


def problem_data(problem: Problem, text: str) -> dict[str, Any]:
    """A problem with its line of text."""
    return {
        "rule": problem.rule,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "field": problem.field_path,
        "values": dict(problem.values),
        "text": text,
    }


def problems_data(found: Sequence[Problem], language: "Language") -> list[dict[str, Any]]:
    """The problems, each with its line of text."""
    return [problem_data(problem, text) for problem, text in zip(found, problem_lines(found, language), strict=True)]


def failure_text(failure: Failure, language: "Language") -> str:
    """What failed."""
    return language(f"error.{failure.rule}", **failure.values)


def reason_text(failure: Failure, language: "Language") -> str:
    """Why something is not there: its own phrase (``reason.<rule>``) where there is one, else that of the failure."""
    if language.has(f"reason.{failure.rule}"):
        return language(f"reason.{failure.rule}", **failure.values)
    return failure_text(failure, language)
