"""``hiring lint`` on what job boards require: each thing that is missing is said at the opening's line, and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from hiring.library import Library
from hiring.linting import lint
from hiring.workspace import Workspace

EMPLOYER = "language: en\nname: Invented Clinic\n"
OPENING = """\
id: desk
role: referral-coordinator
market: us-ca
languages: [en]
location: {city: Exampleville}
posted: 2026-11-20
apply_url: https://example.org/apply
"""


def found(folder: Path, opening: str, employer: str = EMPLOYER) -> list[str]:
    """The findings as ``line: field: finding``; all are warnings."""
    (folder / "openings").mkdir()
    (folder / "employer.yaml").write_text(employer, encoding="utf-8")
    (folder / "openings/desk.yaml").write_text(opening, encoding="utf-8")
    report = lint(Library(Workspace.at(folder)), date(2026, 11, 22), select=["job-board"])
    assert report.problems == ()
    assert {advice.severity for advice in report.advice} <= {"warning"}
    assert {advice.problem.file for advice in report.advice} <= {"openings/desk.yaml"}
    problems = [advice.problem for advice in report.advice]
    return [f"{problem.line}: {problem.field_path}: {problem.rule}" for problem in problems]


def test_an_opening_with_everything_has_no_findings(tmp_path: Path) -> None:
    assert found(tmp_path, OPENING) == []


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("posted: 2026-11-20\n", "1: posted: job-board.posted"),
        ("location: {city: Exampleville}\n", "1: location: job-board.location"),
        ("apply_url: https://example.org/apply\n", "1: apply_url: job-board.apply"),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, line: str, finding: str) -> None:
    assert OPENING.count(line) == 1
    assert found(tmp_path, OPENING.replace(line, "")) == [finding]


def test_remote_work_needs_no_place(tmp_path: Path) -> None:
    assert found(tmp_path, OPENING.replace("location: {city: Exampleville}", "workplace: remote")) == []


@pytest.mark.parametrize(
    ("apply", "contact"),
    [
        ("apply_note: Come by.\n", ""),
        ("contact: {email: jobs@example.org}\n", ""),
        ("employer: {contact: {phone: 555-0100}}\n", ""),
        ("", "contact: {email: jobs@example.org}\n"),
    ],
)
def test_there_are_other_ways_to_apply_than_a_page(tmp_path: Path, apply: str, contact: str) -> None:
    opening = OPENING.replace("apply_url: https://example.org/apply\n", apply)
    assert found(tmp_path, opening, EMPLOYER + contact) == []


def test_a_contact_without_an_address_is_no_way_to_apply(tmp_path: Path) -> None:
    """The opening's own contact replaces the employer's as a whole."""
    opening = OPENING.replace("apply_url: https://example.org/apply", "contact: {name: The front desk}")
    employer = EMPLOYER + "contact: {email: jobs@example.org}\n"
    assert found(tmp_path, opening, employer) == ["1: apply_url: job-board.apply"]
