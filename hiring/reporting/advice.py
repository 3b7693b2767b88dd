"""The advice of ``hiring lint``."""

from collections.abc import Iterator
from typing import Any

from hiring.errors import Problem
from hiring.language import Language, word_problem
from hiring.linting import Advice, Report
from hiring.reporting.problems import problem_data, problem_lines, problems_data

_LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}


def advice_data(report: Report, language: Language) -> dict[str, Any]:
    """Each finding with its rule, its severity and its text, and the problems that kept content from being looked at."""
    rows = [
        problem_data(advice.problem, _worded(advice, language))
        | {"rule": advice.rule, "finding": advice.problem.rule, "severity": advice.severity}
        for advice in report.advice
    ]
    return {"findings": rows, "problems": problems_data(report.problems, language)}


def advice_text(report: Report, language: Language) -> Iterator[str]:
    """A line for each finding and problem, and at the end what the findings on the law are not."""
    for advice in report.advice:
        yield f"{_worded(advice, language)} [{advice.rule}, {advice.severity}]"
    yield from problem_lines(report.problems, language)
    if any("rule" in advice.problem.values for advice in report.advice):  # what a law or a market's file asks
        yield language("lint.not-legal-advice")


def annotations(report: Report, language: Language) -> Iterator[str]:
    """The same as lines that a code review site shows beside the file."""
    for advice in report.advice:
        yield _annotation(_LEVELS[advice.severity], advice.problem, advice.rule, _worded(advice, language))
    for problem, text in zip(report.problems, problem_lines(report.problems, language), strict=True):
        yield _annotation("error", problem, "problem", text)


def _worded(advice: Advice, language: Language) -> str:
    return word_problem(language, advice.problem, "lint", "mend")


def _annotation(level: str, problem: Problem, title: str, text: str) -> str:
    """A workflow command as GitHub, Gitea and Forgejo read it; line breaks and percent signs are escaped."""
    place = f"file={problem.file},line={problem.line},col={problem.column},title={title}"
    return f"::{level} {place}::{text.replace('%', '%25')}"
