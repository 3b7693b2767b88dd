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
    return Names(library, library.language(tag))


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


def test_what_is_missing_in_an_opening_goes_by_the_name_of_its_field(client: TestClient, workspace: Path) -> None:
    problem = Problem("schema.missing", "openings/desk-1.yaml", values={"field": "market"})
    assert names(workspace).named(problem).values == {"field": "Country or state whose rules apply"}
    elsewhere = Problem("schema.missing", "roles/desk/role.yaml", values={"field": "title"})
    assert names(workspace).named(elsewhere) == elsewhere
    new = client.get("/new-opening?in=en").text
    assert "is missing" not in new, "nobody has been asked yet"
    hidden = dict(re.findall(r'type="hidden" name="(seal|revision)" value="([^"]*)"', new))
    checked = client.post("/new-opening", data=hidden | {"do": "check", "headcount": "2"}).text
    assert "the field “Country or state whose rules apply” is missing" in checked


def test_an_opening_without_a_title_goes_by_its_role_on_each_of_its_pages(client: TestClient, workspace: Path) -> None:
    text = (workspace / OPENING).read_text(encoding="utf-8")
    (workspace / OPENING).write_text(text.replace("san-francisco", "old-harbour"), encoding="utf-8")
    for address in ("/", "/openings/desk-1", "/openings/desk-1/words", "/openings/desk-1/interview"):
        heading = re.search(r"<h1>(.*?)</h1>", page(client, address)) if address != "/" else None
        shown = heading[1] if heading is not None else page(client, address)
        assert "Referral Coordinator" in shown, address


def test_an_empty_title_is_none(client: TestClient, workspace: Path) -> None:
    file = workspace / "openings" / "desk-1.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "title: ''\n", encoding="utf-8")
    assert "<bdi>Referral Coordinator</bdi>" in page(client, "/openings/desk-1/words", "en")
