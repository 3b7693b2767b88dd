"""The form of an opening, asked as a browser asks: what is checked, saved, refused, copied, closed and downloaded."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from hiring.model.opening import Address, Opening
from hiring.source import load
from hiring.studio.interview_form import FIELDS as INTERVIEW_FIELDS
from hiring.studio.opening_fields import FIELDS
from hiring.studio.sections import OPENING_SECTIONS
from hiring.studio.services import Services
from tests.studio.conftest import OPENING

ADDRESS = "/openings/desk-1"


def fields_of(page: str) -> dict[str, list[str]]:
    """What the page's own form would send as it stands."""
    form = html.fromstring(page).forms[0]
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value.removeprefix("\n"))
    return found


def sent(client: TestClient, address: str, given: Mapping[str, list[str]], do: str = "save") -> str:
    answer = client.post(address, data={**given, "do": do})
    assert answer.status_code < 500, answer.text
    return answer.text


@pytest.fixture
def form(client: TestClient) -> dict[str, list[str]]:
    return fields_of(client.get(ADDRESS).text)


def file_of(workspace: Path, name: str = "desk-1") -> str:
    return (workspace / "openings" / f"{name}.yaml").read_text(encoding="utf-8")


def test_saving_what_the_page_shows_leaves_the_file_byte_for_byte(
    client: TestClient, workspace: Path, form: dict[str, list[str]]
) -> None:
    sent(client, ADDRESS, form)
    assert file_of(workspace) == OPENING


def test_what_is_changed_is_saved_and_said(client: TestClient, workspace: Path, form: dict[str, list[str]]) -> None:
    page = sent(client, ADDRESS, form | {"pay.high": ["61000"]})
    assert "Saved." in page
    assert file_of(workspace) == OPENING.replace("60000", "61000")


def test_looking_saves_nothing_and_says_what_is_wrong_at_the_field(
    client: TestClient, workspace: Path, form: dict[str, list[str]]
) -> None:
    page = html.fromstring(sent(client, ADDRESS, form | {"closes": ["2026-11-01"]}, "check"))
    assert "before" in page.get_element_by_id("said-closes").text_content()
    assert page.get_element_by_id("closes").get("aria-invalid") == "true"
    assert page.get_element_by_id("closes").get("value") == "2026-11-01"
    assert file_of(workspace) == OPENING


def test_what_the_rules_advise_is_said_at_the_field(client: TestClient, form: dict[str, list[str]]) -> None:
    page = html.fromstring(sent(client, ADDRESS, form | {"pay.low": [""], "pay.high": [""]}, "check"))
    assert "Against the rules" in page.get_element_by_id("said-pay.low").text_content()


def test_findings_are_in_the_language_of_the_page(client: TestClient, form: dict[str, list[str]]) -> None:
    answer = client.post(f"{ADDRESS}?in=de", data=form | {"closes": ["2026-11-01"], "do": ["check"]})
    assert "Zu beheben" in html.fromstring(answer.text).get_element_by_id("said-closes").text_content()


def test_published_pay_stands_beside_the_field_with_its_source(client: TestClient) -> None:
    said = html.fromstring(client.get(ADDRESS).text).get_element_by_id("published").text_content()
    assert re.search(r"\$55,128 a year \(mean\), San Francisco\s+Recruiter", said)


def test_the_preview_shows_what_is_not_saved_yet(client: TestClient, form: dict[str, list[str]]) -> None:
    page = html.fromstring(sent(client, ADDRESS, form | {"pay.high": ["59,999", "59999"][1:]}, "check"))
    address = page.xpath("string(//iframe/@src)")
    assert "$59,999" in client.get(address).text


def test_everything_comes_as_one_archive(client: TestClient, form: dict[str, list[str]]) -> None:
    page = html.fromstring(sent(client, ADDRESS, form | {"languages": ["", "en"]}, "check"))
    answer = client.get(page.xpath("string(//a[@download]/@href)"))
    assert answer.headers["content-disposition"] == 'attachment; filename="desk-1.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        assert pack.testzip() is None
        names = set(pack.namelist())
        assert {"desk-1/en/posting.html", "desk-1/en/interview-kit.xlsx", "desk-1/en/prep-sheet.pdf"} <= names
        assert pack.read("desk-1/en/posting.pdf").startswith(b"%PDF")


def test_a_form_of_another_site_is_refused(client: TestClient, workspace: Path, form: dict[str, list[str]]) -> None:
    for seal in ("", "guessed"):
        answer = client.post(ADDRESS, data=form | {"seal": seal, "pay.high": "61000", "do": "save"})
        assert answer.status_code == 403
    assert file_of(workspace) == OPENING


def test_nobody_overwrites_what_another_person_saved(
    client: TestClient, workspace: Path, form: dict[str, list[str]]
) -> None:
    theirs = OPENING.replace("60000", "70000").replace("2027-01-15", "2027-01-31")
    (workspace / "openings" / "desk-1.yaml").write_text(theirs, encoding="utf-8")
    answer = client.post(ADDRESS, data=form | {"pay.high": ["61000"], "headcount": ["2"], "do": ["save"]})
    assert answer.status_code == 409
    assert file_of(workspace) == theirs
    asked = fields_of(answer.text)
    assert asked["choice.closes"] == ["theirs"]  # changed by them alone
    assert asked["choice.pay.high"] == ["mine"]
    assert asked["choice.headcount"] == ["mine"]
    assert "70000" in answer.text
    sent(client, ADDRESS, asked | {"choice.pay.high": ["theirs"]})
    assert sorted(file_of(workspace).splitlines()) == sorted([*theirs.splitlines(), "headcount: 2"])


def test_a_file_that_was_deleted_meanwhile_is_said(
    client: TestClient, workspace: Path, form: dict[str, list[str]]
) -> None:
    (workspace / "openings" / "desk-1.yaml").unlink()
    answer = client.post(ADDRESS, data=form | {"pay.high": ["61000"], "do": ["save"]})
    assert answer.status_code == 409
    assert "openings/desk-1.yaml is no longer there; nothing was written" in answer.text
    assert not (workspace / "openings" / "desk-1.yaml").exists()


def test_a_new_opening_is_named_by_its_role_and_place(client: TestClient, workspace: Path) -> None:
    given = fields_of(client.get("/new-opening?in=fr").text)
    given |= {"role": ["referral-coordinator"], "market": ["us-ca"], "location": ["san-francisco"]}
    for name in ("referral-coordinator-san-francisco", "referral-coordinator-san-francisco-2"):
        page = sent(client, "/new-opening", given)
        assert "Saved." in page or "Enregistré." in page
        assert f"id: {name}\n" in file_of(workspace, name)
    assert "languages: [fr]" in file_of(workspace, name)


def test_a_copy_has_a_name_of_its_own_and_no_dates(client: TestClient, workspace: Path, services: Services) -> None:
    client.post(f"{ADDRESS}/copy", data={"seal": services.seal})
    copied = file_of(workspace, "desk-1-2")
    assert copied == OPENING.replace("desk-1", "desk-1-2").replace("posted: 2026-11-20\ncloses: 2027-01-15\n", "")


def test_closing_sets_the_last_day_to_yesterday(client: TestClient, workspace: Path, services: Services) -> None:
    page = client.post(f"{ADDRESS}/close", data={"seal": services.seal}).text
    assert file_of(workspace) == OPENING.replace("2027-01-15", "2026-11-21")
    assert "Closed" in page


def test_a_broken_file_is_shown_with_its_problems(client: TestClient, workspace: Path) -> None:
    (workspace / "openings" / "desk-1.yaml").write_text("id: [desk-1\n", encoding="utf-8")
    answer = client.get(ADDRESS)
    assert answer.status_code == 422
    assert "openings/desk-1.yaml" in answer.text
    assert client.get("/").status_code == 200


def test_what_is_not_there_is_said_by_a_page(client: TestClient) -> None:
    answer = client.get("/nothing?in=sv")
    assert answer.status_code == 404
    assert "Sidan finns inte." in answer.text


def otherwise(page: str) -> dict[str, str]:
    found = re.findall(r'id="otherwise-([^"]+)" data-live>([^<]*) <bdi>([^<]*)</bdi>', page)
    assert len({words for _, words, _ in found}) == 1
    return {name: value for name, _, value in found}


def test_what_counts_in_an_empty_field_is_shown(client: TestClient, workspace: Path) -> None:
    new = otherwise(client.get("/new-opening?in=en").text)
    assert new["employment"] == "full-time"
    assert (new["headcount"], new["interview.minutes"], new["interview.panel"]) == ("1", "45", "2")
    assert new["workplace"] == "On site"
    assert new["share_questions"] == "No"
    assert new["contact.email"] == "jobs@example.org"
    assert "pay.low" not in new
    page = client.get("/openings/desk-1").text
    assert otherwise(page)["title"] == "Referral Coordinator"
    text = (workspace / "openings" / "desk-1.yaml").read_text(encoding="utf-8")
    (workspace / "openings" / "desk-1.yaml").write_text(f"{text}headcount: 3\n", encoding="utf-8")
    assert "headcount" not in otherwise(client.get("/openings/desk-1").text)
    german = client.get("/new-opening?in=de").text
    assert otherwise(german)["employment"] == "Vollzeit"
    slot = otherwise(client.get("/openings/desk-1/interview?in=en").text)
    assert slot == {"interview.minutes": "45", "interview.panel": "2"}


def test_an_address_may_be_in_another_country_than_the_rules(client: TestClient, workspace: Path) -> None:
    page = client.get("/openings/desk-1?in=en")
    hidden = dict(re.findall(r'type="hidden" name="(seal|revision)" value="([^"]*)"', page.text))
    assert '<option value="CA">Canada</option>' in page.text
    assert '<option value="ZZ">' not in page.text
    sent = hidden | {"do": "save", "location": "elsewhere", "location.city": "Vancouver", "location.country": "CA"}
    assert client.post("/openings/desk-1", data=sent, follow_redirects=False).status_code == 303
    said = load((workspace / "openings" / "desk-1.yaml").read_bytes(), "").data
    assert said["location"] == {"city": "Vancouver", "country": "CA"}


def test_every_field_of_an_opening_is_on_one_of_its_pages() -> None:
    fields = {field.path[0] for field in (*FIELDS, *INTERVIEW_FIELDS)}
    words = {name for section in OPENING_SECTIONS for name in section.fields}
    assert {*fields, *words, "costs"} == set(Opening.model_fields) - {"id"}
    address = {field.path[1] for field in FIELDS if field.path[0] == "location" and len(field.path) > 1}
    assert address == set(Address.model_fields)
