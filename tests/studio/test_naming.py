"""Whoever reads what is wrong, or what may be chosen, meets names and no ids."""

import html
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from hiring.errors import Problem
from hiring.library import Library
from hiring.scaffold import new_role
from hiring.studio.naming import Names
from hiring.workspace import Workspace

OPENING = Path("openings") / "desk-1.yaml"


def page(client: TestClient, address: str, tag: str = "en") -> str:
    return html.unescape(client.get(f"{address}?in={tag}").text)


def names(workspace: Path, tag: str = "en") -> Names:
    library = Library(Workspace.at(workspace))
    return Names.of_opening(library, "desk-1", library.language(tag))


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_competencies_that_no_chosen_question_assesses_are_named(client: TestClient, workspace: Path, tag: str) -> None:
    library = Library(Workspace.at(workspace))
    interview = library.interview("referral-coordinator", tag)
    assert interview is not None
    chosen = interview.questions[0]
    missed = [each for each in interview.competencies if each.id not in chosen.competencies]
    assert missed
    text = (workspace / OPENING).read_text(encoding="utf-8")
    (workspace / OPENING).write_text(f"{text}interview: {{questions: [{chosen.id}]}}\n", encoding="utf-8")
    for address in ("/openings/desk-1/interview", "/openings/desk-1", "/"):
        said = "".join(re.findall(r"<li[^>]*>.*?</li>", page(client, address, tag), re.DOTALL))
        assert all(each.name in said for each in missed), address
        assert all(f" {each.id}," not in said for each in missed if "-" in each.id), address


def test_what_is_gone_goes_by_the_words_of_its_id(client: TestClient, workspace: Path) -> None:
    text = (workspace / OPENING).read_text(encoding="utf-8")
    changed = text.replace("role: referral-coordinator", "role: night-nurse").replace("san-francisco", "old-harbour")
    (workspace / OPENING).write_text(changed, encoding="utf-8")
    shown = page(client, "/openings/desk-1")
    assert '<option value="night-nurse" selected>night nurse (no longer there)</option>' in shown
    assert '<option value="old-harbour" selected>old harbour (no longer there)</option>' in shown
    assert "there is no role “night nurse”" in shown
    assert "the market has no location “old harbour”" in shown
    assert re.search("or one of: .*San Francisco", shown)


def test_a_role_that_is_in_no_language_of_the_page_goes_by_its_own_title(client: TestClient, workspace: Path) -> None:
    new_role(Library(Workspace.at(workspace)), "night-desk", None)
    title = Library(Workspace.at(workspace)).role_base("night-desk").value.title
    assert title
    assert f'<option value="night-desk">{title}</option>' in page(client, "/openings/desk-1", "ar")


def test_every_question_is_no_advice_and_units_and_places_are_words(workspace: Path) -> None:
    values = {"id": "told-a-lie", "known": "delayed-referral, explain-coverage"}
    problem = Problem("id.unknown_question", "openings/desk-1.yaml", values=values, fix="id.known")
    assert names(workspace).named(problem).fix == ""
    problem = Problem(
        "cost.unit", "openings/desk-1.yaml", values={"unit": "week", "known": "hour, money"}, fix="cost.unit"
    )
    assert names(workspace).named(problem).values == {"unit": "weeks", "known": "hours, money"}
    problem = Problem("id.unknown_location", "openings/desk-1.yaml", values={"id": "x", "known": "san-francisco"})
    assert names(workspace, "ar").named(problem).values["known"] == "سان فرانسيسكو"
    problem = Problem("text.blank", "openings/desk-1.yaml", values={"id": "a-b"})
    assert names(workspace).named(problem) == problem
