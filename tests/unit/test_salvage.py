"""A file with faults of structure is still checked for its meaning, as far as that blames nothing innocent."""

from pathlib import Path

import pytest

from hiring.checking import problems
from hiring.library import Library
from hiring.workspace import Workspace

OPENING = """\
id: desk-1
role: {role}
market: us
languages: [en]
workplace: {workplace}
headcount: {headcount}
"""
EMPLOYER = "language: en\nname: Invented Example Clinic\n"


def rules(root: Path, **fields: str) -> list[tuple[int, str]]:
    """Line and rule of every problem of a workspace with one opening."""
    (root / "openings").mkdir()
    (root / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
    given = {"role": "referral-coordinator", "workplace": "on-site", "headcount": "1"} | fields
    (root / "openings" / "desk-1.yaml").write_text(OPENING.format(**given), encoding="utf-8")
    return [(problem.line, problem.rule) for problem in problems(Library(Workspace.at(root)))]


def test_the_sound_opening_has_no_problems(tmp_path: Path) -> None:
    assert rules(tmp_path) == []


def test_structure_and_meaning_are_told_in_one_run(tmp_path: Path) -> None:
    found = rules(tmp_path, role="referral-cordinator", workplace="somewhere", headcount="two")
    assert found == [(2, "id.unknown_role"), (5, "schema.choice"), (6, "schema.not_whole_number")]


@pytest.mark.parametrize("role", ["[]", "{}", "12"])
def test_what_is_no_model_without_its_faults_is_told_as_it_is(tmp_path: Path, role: str) -> None:
    assert rules(tmp_path, role=role) == [(2, "schema.not_text")]


def test_nothing_is_blamed_for_a_list_that_others_refer_to(tmp_path: Path) -> None:
    folder = tmp_path / "roles" / "porter"
    folder.mkdir(parents=True)
    text = """\
id: porter
language: en
title: Porter
sources: none
responsibilities:
  - {id: carry, text: Carry things, sources: [guide]}
"""
    (folder / "role.yaml").write_text(text, encoding="utf-8")
    found = [(problem.line, problem.rule) for problem in problems(Library(Workspace.at(tmp_path)))]
    assert found == [(4, "schema.not_list")]


def test_a_faulty_item_of_a_list_does_not_hide_the_meaning_of_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "roles" / "porter"
    folder.mkdir(parents=True)
    text = """\
id: porter
language: en
title: Porter
responsibilities:
  - {id: carry, text: Carry things, sources: [nowhere]}
  - {id: lift, text: 12}
  - {id: push}
pay:
  - {market: mars, amount: 10, currency: USD, per: hour, kind: mean, source: guide}
"""
    (folder / "role.yaml").write_text(text, encoding="utf-8")
    found = [(problem.line, problem.rule) for problem in problems(Library(Workspace.at(tmp_path)))]
    assert found == [
        (5, "id.unknown_source"),
        (6, "schema.not_text"),
        (7, "schema.missing"),
        (9, "id.unknown_market"),
        (9, "id.unknown_source"),
    ]
