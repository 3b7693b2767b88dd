"""``hiring build`` of what cannot be made whole: documents that do not apply, that the machine cannot make, or that fail."""

from pathlib import Path

import pytest

from tests.building import ROLE, build, documents_in, linked, own_role, sound
from tests.command import hiring
from tests.desk_workspace import OPENING, PORTER, change, write, write_opening, write_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """An employer and two openings."""
    return write_workspace(tmp_path, "desk-1", "desk-2")


# Not applicable.


def test_a_role_without_interview_has_no_kit_and_the_reason_is_said(tmp_path: Path) -> None:
    write(tmp_path, "roles/porter/role.yaml", PORTER)
    run = build(tmp_path, "--role", "porter", documents="posting interview-kit", formats="html")
    assert run.code == 0
    kit = next(cell for cell in run.json["cells"] if cell["document"] == "interview-kit")
    assert kit["state"] == "not-applicable"
    assert "interview" in kit["reason"]
    assert documents_in(tmp_path / "out") == ["porter/en/posting.html"]
    where = ("--workspace", tmp_path, "--out", tmp_path / "out", "--jobs", "1")
    shown = hiring("build", *where, "--role", "porter", "--document", "interview-kit", "--format", "html")
    assert shown.code == 0
    assert f"Not applicable: porter/en/interview-kit.html\n  {kit['reason']}\n" in shown.out
    assert "0 made, 0 kept, 1 not applicable, 0 failed." in shown.out


def test_a_kit_that_is_no_longer_applicable_leaves_the_index(tmp_path: Path) -> None:
    own_role(tmp_path)
    build(tmp_path, "--role", "clerk", documents="posting interview-kit", formats="html")
    (tmp_path / "roles/clerk/interview.yaml").unlink()
    build(tmp_path, "--role", "clerk", documents="posting interview-kit", formats="html")
    assert linked(tmp_path / "out") == ["clerk/en/posting.html"]


def test_a_market_without_cost_data_gives_no_estimate_and_the_reason_is_said(tmp_path: Path) -> None:
    write(tmp_path, "roles/porter/role.yaml", PORTER)
    run = build(tmp_path, "--role", "porter", "--market", "us-ca", documents="posting cost-estimate", formats="html")
    assert run.code == 0
    assert {cell["document"]: cell["state"] for cell in run.json["cells"]} == {
        "posting": "made",
        "cost-estimate": "not-applicable",
    }
    assert "California" in next(cell["reason"] for cell in run.json["cells"] if cell["reason"])


# Missing on this machine.


def test_without_pango_pdf_is_not_applicable_and_the_rest_is_made(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hiring.formats.pdf.missing", lambda: "no_pango")
    run = build(workspace, "--opening", "desk-1", formats="")
    assert run.code == 0
    states = {cell["format"]: cell["state"] for cell in run.json["cells"]}
    others = dict.fromkeys(("html", "docx", "md", "txt", "jsonld"), "made")
    assert states == {"pdf": "not-applicable"} | others
    assert "Pango" in next(cell["reason"] for cell in run.json["cells"] if cell["format"] == "pdf")
    sound(workspace / "out")


def test_without_pango_pdf_by_name_is_a_failure_of_the_machine_and_the_rest_is_made(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hiring.formats.pdf.missing", lambda: "no_pango")
    run = build(workspace, "--opening", "desk-1", formats="pdf html")
    assert run.code == 3
    assert {cell["format"]: cell["state"] for cell in run.json["cells"]} == {"html": "made", "pdf": "failed"}
    assert run.json["summary"] == {"made": 1, "kept": 0, "not-applicable": 0, "failed": 1}
    sound(workspace / "out")


def test_without_pandoc_word_markdown_and_text_likewise(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("docx", "markdown", "text"):
        monkeypatch.setattr(f"hiring.formats.{module}.missing", lambda: "no_pandoc")
    run = build(workspace, "--opening", "desk-1", formats="")
    assert run.code == 0
    states = {cell["format"]: cell["state"] for cell in run.json["cells"]}
    without = dict.fromkeys(("docx", "md", "txt"), "not-applicable")
    assert states == {"html": "made", "pdf": "made", "jsonld": "made"} | without
    named = build(workspace, "--opening", "desk-1", formats="md html")
    assert named.code == 3
    assert {cell["format"]: cell["state"] for cell in named.json["cells"]} == {"html": "kept", "md": "failed"}
    assert "Pandoc" in next(cell["reason"] for cell in named.json["cells"] if cell["format"] == "md")


def test_a_sound_pdf_of_another_machine_is_kept_and_an_outdated_one_leaves_the_index(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(workspace, "--opening", "desk-1", formats="pdf")
    monkeypatch.setattr("hiring.formats.pdf.missing", lambda: "no_pango")
    assert build(workspace, "--opening", "desk-1", formats="pdf").states == {"desk-1/en/posting.pdf": "kept"}
    change(workspace / "openings/desk-1.yaml", "low: 52000", "low: 53000")
    run = build(workspace, "--opening", "desk-1", formats="pdf html")
    assert (run.code, run.states["desk-1/en/posting.pdf"]) == (3, "failed")
    assert linked(workspace / "out") == ["desk-1/en/posting.html"]


def test_problems_of_content_weigh_more_than_the_machine(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hiring.formats.pdf.missing", lambda: "no_pango")
    write(workspace, "openings/desk-2.yaml", "id: desk-2\n")
    assert build(workspace, formats="pdf html").code == 1


# Failed.


def test_a_broken_opening_fails_alone(workspace: Path) -> None:
    change(workspace / "openings/desk-1.yaml", "market: us-ca", "market: atlantis")
    run = build(workspace, formats="html")
    assert run.code == 1
    assert run.states == {"desk-2/en/posting.html": "made"}
    problem = run.json["problems"][0]
    assert (problem["file"], problem["line"], problem["field"]) == ("openings/desk-1.yaml", 3, "market")
    shown = hiring(
        "build", "--workspace", workspace, "--out", workspace / "out", "--document", "posting", "--format", "html"
    )
    assert shown.code == 1
    assert "openings/desk-1.yaml:3:9: market: " in shown.out
    sound(workspace / "out")


def test_a_broken_role_fails_the_openings_that_need_it(workspace: Path) -> None:
    write(workspace, "roles/porter/role.yaml", PORTER)
    write(workspace, "roles/porter/interview.yaml", "language: en\nquestions: [\n")
    write_opening(workspace, "desk-3", OPENING.replace(ROLE, "porter"))
    run = build(workspace, formats="html")
    assert run.code == 1
    assert run.states == {
        "desk-1/en/posting.html": "made",
        "desk-2/en/posting.html": "made",
        "desk-3/en/posting.html": "failed",
    }
    failed = next(cell for cell in run.json["cells"] if cell["state"] == "failed")
    assert failed["problems"][0]["file"] == "roles/porter/interview.yaml"
    shown = hiring(
        "build", "--workspace", workspace, "--out", workspace / "out", "--document", "posting", "--format", "html"
    )
    assert shown.out.count("roles/porter/interview.yaml:") == 1
    assert "0 made, 2 kept, 0 not applicable, 1 failed." in shown.out


def test_nothing_sound_is_a_failure_with_every_problem(workspace: Path) -> None:
    for number in (1, 2):
        write(workspace, f"openings/desk-{number}.yaml", f"id: desk-{number}\nlanguages: [en]\nmarket: us\n")
    run = build(workspace)
    assert run.code == 1
    assert [(problem["file"], problem["field"]) for problem in run.json["problems"]] == [
        ("openings/desk-1.yaml", "role"),
        ("openings/desk-2.yaml", "role"),
    ]
    assert run.json["cells"] == []
    shown = hiring("build", "--workspace", workspace, "--out", workspace / "out")
    assert (shown.code, shown.out) == (1, "")
    assert "openings/desk-2.yaml:1:1: role: " in shown.err


def test_without_an_employer_openings_fail_with_its_name(workspace: Path) -> None:
    (workspace / "employer.yaml").unlink()
    run = build(workspace)
    assert run.code == 1
    assert "employer.yaml" in run.out
    assert set(run.states.values()) <= {"failed"}


TEMPLATE_FAULTS: dict[str, tuple[str, int]] = {
    "an unknown name": ("a\nb {{ nothing }}\n", 2),
    "an unknown field": ("{{ view.title }}\n\n{{ view.salary }}", 3),
    "a private attribute": ("{{ view.__class__.__mro__ }}", 1),
    "an unknown phrase": ('x\n{{ t("no.such.phrase") }}', 2),
    "a syntax error": ("x\ny\n{% if %}", 3),
    "an unclosed block": ("x\n{% for a in view.benefits %}\ny", 3),
    "a missing include": ('x\n{% include "no/such.j2" %}', 2),
    "itself": ('x\n{% include "documents/posting.html.j2" %}', 2),
    "a division by nothing": ("{{ 1 / 0 }}", 1),
    "an unknown filter": ("\n{{ view.title | juggle }}", 2),
}


@pytest.mark.parametrize("case", TEMPLATE_FAULTS)
def test_an_error_in_a_template_fails_its_document_with_file_and_line(workspace: Path, case: str) -> None:
    text, line = TEMPLATE_FAULTS[case]
    write(workspace, "templates/documents/posting.html.j2", text)
    run = build(workspace, "--opening", "desk-1", documents="posting interview-kit", formats="html")
    assert run.code == 1
    cells = {cell["document"]: cell for cell in run.json["cells"]}
    assert {name: cell["state"] for name, cell in cells.items()} == {"posting": "failed", "interview-kit": "made"}
    assert cells["posting"]["reason"].startswith(f"templates/documents/posting.html.j2:{line}: ")
    sound(workspace / "out")


def test_a_document_that_fails_leaves_the_index(workspace: Path) -> None:
    build(workspace, formats="html")
    template = write(workspace, "templates/documents/posting.html.j2", "{{ nothing }}")
    run = build(workspace, formats="html")
    assert set(run.states.values()) == {"failed"}
    assert linked(workspace / "out") == []
    template.unlink()
    assert set(build(workspace, formats="html").states.values()) == {"made"}


# The output folder.


def test_an_output_folder_that_is_a_file_is_a_failure_of_storage(workspace: Path) -> None:
    (workspace / "out").write_text("mine", encoding="utf-8")
    run = hiring("build", "--workspace", workspace, "--out", workspace / "out", "--format", "html")
    assert (run.code, run.out) == (3, "")
    assert str(workspace / "out") in run.err
    assert (workspace / "out").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_in_the_way_of_a_folder_is_a_failure_of_storage(workspace: Path, jobs: str) -> None:
    out = workspace / "out"
    write(workspace, "out/desk-1", "mine")
    where = ("--workspace", workspace, "--out", out, "--jobs", jobs)
    run = hiring("build", *where, "--document", "posting", "--format", "html")
    assert (run.code, run.out) == (3, "")
    assert "desk-1" in run.err.splitlines()[-1]
    assert list(out.glob(".*")) == []
    assert (out / "desk-1").read_text(encoding="utf-8") == "mine"
