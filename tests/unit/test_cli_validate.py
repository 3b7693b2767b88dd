"""``hiring validate``: every problem of every file with its place, and no content that it breaks on."""

from pathlib import Path

import pytest

from tests.command import PROBLEM, Run, hiring
from tests.desk_workspace import OPENING, write_opening, write_workspace


@pytest.fixture
def workspace(bare: Path) -> Path:
    """A workspace with an employer and one opening, as the current folder."""
    return write_workspace(bare, "desk-1")


def test_what_is_shipped_is_valid_and_validate_says_nothing(bare: Path) -> None:
    assert hiring("validate") == Run(0, "", "")
    assert hiring("validate", "--json").json == {"format": 1, "problems": []}


def test_a_sound_workspace_is_valid(workspace: Path) -> None:
    assert hiring("validate") == Run(0, "", "")


def broken(folder: Path) -> None:
    """Three files with four faults, none of them in the order of the file names."""
    write_opening(folder, "desk-2", OPENING.replace("us-ca", "atlantis").replace("location: san-francisco\n", ""))
    write_opening(
        folder, "desk-1", "id: desk-1\nrole: referral-coordinator\nmarket: us\nlanguages: [en]\ncolour: red\n"
    )
    (folder / "employer.yaml").write_text("language: en\nname: A\nname: B\n", encoding="utf-8")


def test_every_problem_of_every_file_is_found_in_one_run(workspace: Path) -> None:
    broken(workspace)
    run = hiring("validate")
    assert (run.code, run.err) == (1, "")
    lines = run.out.splitlines()
    assert all(PROBLEM.match(line) for line in lines), run.out
    places = [tuple(line.split(":")[:3]) for line in lines]
    assert places == [
        ("employer.yaml", "3", "1"),
        ("openings/desk-1.yaml", "5", "1"),
        ("openings/desk-2.yaml", "3", "9"),
    ]


def test_problems_in_json_carry_place_and_text(workspace: Path) -> None:
    broken(workspace)
    shown = hiring("validate").out.splitlines()
    run = hiring("validate", "--json")
    assert (run.code, run.err) == (1, "")
    assert run.json["format"] == 1
    found = run.json["problems"]
    assert [problem["text"] for problem in found] == shown
    for problem in found:
        assert set(problem) == {"rule", "file", "line", "column", "field", "values", "text"}
        assert problem["text"].startswith(f"{problem['file']}:{problem['line']}:{problem['column']}: ")
        assert problem["field"] in problem["text"]


def test_problems_are_sorted_by_file_and_place(workspace: Path) -> None:
    for name in ("zulu", "alfa", "mike"):
        write_opening(workspace, name, f"id: {name}\nlanguages: [en]\n\n\nheadcount: none\nworkplace: boat\n")
    found = hiring("validate", "--json").json["problems"]
    places = [(problem["file"], problem["line"], problem["column"]) for problem in found]
    assert len(places) == 12
    assert places == sorted(places)


def test_paths_choose_whose_problems_are_shown(workspace: Path) -> None:
    broken(workspace)
    one = hiring("validate", "openings/desk-2.yaml")
    assert one.code == 1
    assert [line.split(":")[0] for line in one.out.splitlines()] == ["openings/desk-2.yaml"]
    both = hiring("validate", "openings")
    assert [line.split(":")[0] for line in both.out.splitlines()] == ["openings/desk-1.yaml", "openings/desk-2.yaml"]
    several = hiring("validate", "employer.yaml", "openings/desk-1.yaml")
    assert [line.split(":")[0] for line in several.out.splitlines()] == ["employer.yaml", "openings/desk-1.yaml"]


def test_a_sound_file_is_fine_beside_broken_ones(workspace: Path) -> None:
    broken(workspace)
    write_opening(workspace, "desk-3", "id: desk-3\nrole: referral-coordinator\nmarket: us\nlanguages: [en]\n")
    assert hiring("validate", "openings/desk-3.yaml") == Run(0, "", "")


def test_paths_are_taken_from_the_current_folder_and_shown_from_the_workspace(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(workspace)
    monkeypatch.chdir(workspace / "openings")
    run = hiring("validate", "desk-2.yaml", "--workspace", "..")
    assert [line.split(":")[0] for line in run.out.splitlines()] == ["openings/desk-2.yaml"]


def test_a_file_that_nothing_reads_is_reported(workspace: Path) -> None:
    write_opening(workspace, "desk-2").rename(workspace / "openings" / "desk-2.yml")
    run = hiring("validate")
    assert run.code == 1
    assert run.out.startswith("openings/desk-2.yml:1:1: ")


HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "not UTF-8": b"id: \xff\xfe\n",
    "a NUL": b"id: a\0b\n",
    "a list": b"- id: desk-2\n",
    "a number": b"12\n",
    "deep": b"[" * 5000,
    "unclosed": b'id: "desk-2\n',
    "tabs": b"id:\tdesk-2\n\trole: x\n",
    "an alias of itself": b"a: &a [*a]\n",
    "a tag": b"id: !!python/object/apply:os.system [ls]\n",
    "two documents": b"id: desk-2\n---\nid: desk-2\n",
    "control characters": "id: desk-2\nrole: \u202ereferral\n".encode(),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_any_file_content_is_a_problem_with_a_place_never_a_crash(workspace: Path, case: str) -> None:
    (workspace / "openings" / "desk-2.yaml").write_bytes(HOSTILE[case])
    run = hiring("validate")
    assert (run.code, run.err) == (1, "")
    lines = run.out.splitlines()
    assert lines
    assert all(PROBLEM.match(line) for line in lines), lines
    assert {line.split(":")[0] for line in lines} == {"openings/desk-2.yaml"}


def test_a_folder_in_place_of_a_file_is_a_problem(workspace: Path) -> None:
    (workspace / "employer.yaml").unlink()
    (workspace / "employer.yaml").mkdir()
    run = hiring("validate")
    assert run.code == 1
    assert run.out.startswith("employer.yaml:1:1: ")
