"""The cost page over HTTP: what it shows, what it writes to the opening, and what becomes of a figure and back."""

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from hiring.source import load
from tests.command import hiring
from tests.studio.conftest import EMPLOYER, ON, OPENING

PAGE = "/openings/desk-1/cost"
OWN_COSTS = """\
# What this hire costs.
costs:
  lines:
    # Agreed with the agency in May.
    - {id: agency-fee, low: 10, high: 12, channels: {agency: 100}, kind: estimate, source: deal}  # fixed
    - {id: relocation, amount: 900, currency: USD}
    - {id: campus, amount: 50, currency: USD}
  sources:
    - {id: deal, title: The contract, publisher: Agency, kind: contract, retrieved: 2026-05}
"""


def form_of(page: str) -> dict[str, Any]:
    """The fields of the form as a browser sends them, without any button."""
    fields: dict[str, list[str]] = {}
    form = page[page.index("<form") :]
    for tag in re.findall(r"<input[^>]*>|<select[^>]*>.*?</select>", form, re.DOTALL):
        name = re.search(r' name="([^"]*)"', tag)
        assert name is not None
        chosen = re.search(r'value="([^"]*)" selected', tag) if tag.startswith("<select") else None
        value = chosen or re.search(r' value="([^"]*)"', tag)
        assert value is not None
        fields.setdefault(name[1], []).append(value[1])
    return fields


def changed(page: str, **lines: list[str]) -> dict[str, Any]:
    """The form after somebody has filled in low, likely and high of some lines."""
    fields = form_of(page)
    for name, points in lines.items():
        field = f"line.{name.replace('_', '-')}"
        fields[field] = [*points, *fields[field][3:]]
    return fields


def costs(workspace: Path) -> Any:
    data = load((workspace / "openings" / "desk-1.yaml").read_bytes(), "").data
    return data.get("costs")


def state(page: str, name: str) -> str:
    """What the page says of where a figure is from."""
    found = re.search(rf'id="state-{re.escape(name)}" data-live>(.*?)</div>', page, re.DOTALL)
    assert found is not None, name
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", found[1])).strip()


@pytest.fixture
def opening(workspace: Path) -> Path:
    return workspace / "openings" / "desk-1.yaml"


def test_every_line_says_where_its_figure_is_from(client: TestClient, workspace: Path) -> None:
    employer = EMPLOYER + (
        "costs:\n  lines:\n    - {id: drug-test, amount: 44, currency: USD, kind: mean, source: books}\n"
        "  sources:\n    - {id: books, title: Our books, publisher: Us, retrieved: 2026-01, url: https://example.org/b}\n"
    )
    (workspace / "employer.yaml").write_text(employer, encoding="utf-8")
    page = client.get(PAGE).text
    assert state(page, "line.background-check") == "Expected: $65 assumption, November 2026 · from the market’s file"
    assert state(page, "line.drug-test").endswith("mean · set by the employer · Our books")
    assert 'href="https://example.org/b"' in page
    assert "Employer Costs for Employee Compensation" in state(page, "line.recruiter-hour")


def test_the_sums_are_those_of_the_command_line(client: TestClient, workspace: Path) -> None:
    said = hiring("cost", "--opening", "desk-1", "--workspace", workspace, "--date", ON.isoformat()).out
    shown = re.search(r"<dt>One-time cost</dt><dd><strong>(\$[0-9,]+)", client.get(PAGE).text)
    assert shown is not None
    assert shown[1] in said


def test_a_look_shows_other_sums_and_writes_nothing(client: TestClient, opening: Path) -> None:
    before, page = opening.read_bytes(), client.get(PAGE).text
    looked = client.post(PAGE, data=changed(page, supervision=["", "1", ""])).text
    sums = [re.search(r"<dt>One-time cost</dt><dd><strong>(\S+)</strong>", each) for each in (page, looked)]
    assert sums[0] is not None
    assert sums[1] is not None
    assert sums[0][1] != sums[1][1]
    moving = [each[each.index('class="swings"') : each.index('id="files"')] for each in (page, looked)]
    assert ["Supervision" in each for each in moving] == [True, False], "an exact line moves the total no more"
    assert "Not saved yet." in looked
    assert opening.read_bytes() == before


def test_only_what_was_changed_is_written_and_keeps_what_the_line_is_for(client: TestClient, workspace: Path) -> None:
    sent = changed(client.get(PAGE).text, agency_fee=["", "18", ""], relocation=["100", "", "300"])
    assert client.post(PAGE, data=sent | {"do": "save"}, follow_redirects=False).status_code == 303
    day = ON.isoformat()
    assert costs(workspace) == {
        "lines": [
            {"id": "agency-fee", "amount": 18, "channels": {"agency": 100}, "as_of": day},
            {"id": "relocation", "low": 100, "high": 300, "currency": "USD", "as_of": day},
        ]
    }
    page = client.get(PAGE).text
    assert state(page, "line.relocation").endswith(
        "assumption, November 22, 2026 · set in this opening Take this figure out"
    )
    assert "Back to 15% to 25% of base pay" in state(page, "line.agency-fee")


def test_lines_of_the_file_keep_their_comments_and_places(client: TestClient, opening: Path, workspace: Path) -> None:
    opening.write_text(OPENING + OWN_COSTS, encoding="utf-8")
    sent = changed(client.get(PAGE).text, relocation=["", "", ""], campus=["", "60", ""], sourcing=["", "7.5", ""])
    assert client.post(PAGE, data=sent | {"do": "save"}, follow_redirects=False).status_code == 303
    text = opening.read_text(encoding="utf-8")
    assert "    # Agreed with the agency in May.\n    - {id: agency-fee, low: 10, high: 12" in text
    assert "# fixed" in text
    assert [(line["id"], str(line.get("amount"))) for line in costs(workspace)["lines"]] == [
        ("agency-fee", "None"),
        ("campus", "60"),
        ("sourcing", "7.5"),
    ]


def test_a_button_leads_back_to_the_inherited_figure(client: TestClient, opening: Path, workspace: Path) -> None:
    opening.write_text(OPENING + "costs:\n  lines: [{id: advertising, amount: 9, currency: USD}]\n", encoding="utf-8")
    page = client.get(PAGE).text
    looked = client.post(PAGE, data=form_of(page) | {"back": "line.advertising"}).text
    assert form_of(looked)["line.advertising"] == ["100", "300", "600", "money"]
    saved = client.post(PAGE, data=form_of(page) | {"back": "line.advertising", "do": "save"}, follow_redirects=False)
    assert saved.status_code == 303
    assert costs(workspace) is None


def test_what_was_looked_at_is_what_is_saved(client: TestClient, opening: Path, workspace: Path) -> None:
    """As a browser without JavaScript does it: each look is a page of its own."""
    opening.write_text(OPENING + "costs:\n  lines: [{id: advertising, amount: 9, currency: USD}]\n", encoding="utf-8")
    sent = changed(client.get(PAGE).text, campus=["", "5", ""]) | {"back": "line.advertising"}
    sent |= {"channels": ["", "50", "50", ""]}
    looked = client.post(PAGE, data=sent).text
    assert client.post(PAGE, data=form_of(looked) | {"do": "save"}, follow_redirects=False).status_code == 303
    assert [line["id"] for line in costs(workspace)["lines"]] == ["campus"]
    assert costs(workspace)["channels"] == {"employee-referral": 50, "job-board": 50}


def test_hires_and_the_mix_of_channels_are_saved(client: TestClient, opening: Path, workspace: Path) -> None:
    sent = form_of(client.get(PAGE).text) | {"headcount": ["3"], "channels": ["", "40", "60", "0"]}
    assert client.post(PAGE, data=sent | {"do": "save"}, follow_redirects=False).status_code == 303
    assert costs(workspace) == {"channels": {"employee-referral": 40, "job-board": 60}}
    assert "headcount: 3\n" in opening.read_text(encoding="utf-8")
    page = client.get(PAGE).text
    assert "for each hire" in page
    back = form_of(page) | {"back": "channels", "do": "save"}
    assert client.post(PAGE, data=back, follow_redirects=False).status_code == 303
    assert costs(workspace) is None


def test_a_line_in_another_unit_is_money_of_the_market(client: TestClient, workspace: Path) -> None:
    sent = form_of(client.get(PAGE).text) | {
        "line.agency-fee": ["", "4000", "", "money"],
        "line.interviews": ["", "6", "", "hour"],
    }
    client.post(PAGE, data=sent | {"do": "save"})
    agency, interviews = costs(workspace)["lines"]
    assert (agency["currency"], "unit" in agency) == ("USD", False)
    assert (interviews["unit"], "currency" in interviews) == ("hour", False)


@pytest.mark.parametrize(
    ("field", "values", "said"),
    [
        ("line.campus", ["5", "", "", "money"], "give either one amount or a range"),
        ("line.campus", ["9", "", "5", "money"], "is more than"),
        ("line.campus", ["", "a lot", "", "money"], "is not a plain number"),
        ("channels", ["", "40", "70", ""], "add up to 110"),
        ("headcount", ["0"], ""),
    ],
)
def test_what_is_wrong_is_said_at_the_line(client: TestClient, field: str, values: list[str], said: str) -> None:
    looked = client.post(PAGE, data=form_of(client.get(PAGE).text) | {field: values}).text
    found = re.search(rf'id="said-{re.escape(field)}" data-live>(.*?)</div>', looked, re.DOTALL)
    assert found is not None
    assert "To be mended" in found[1]
    assert said in found[1]
    assert "One-time cost" not in looked
    if field != "headcount":
        assert form_of(looked)[field] == values, "what was typed stays"


def test_a_market_without_data_says_so_and_takes_lines(client: TestClient, opening: Path) -> None:
    opening.write_text(
        "id: desk-1\nrole: referral-coordinator\nmarket: de\nlanguages: [en]\n"
        "pay: {low: 38000, high: 42000, currency: EUR, per: year}\n",
        encoding="utf-8",
    )
    page = client.get(PAGE).text
    assert "No cost of hiring is known for this market (Germany)" in page
    looked = client.post(PAGE, data=changed(page, advertising=["", "500", ""])).text
    assert re.search(r"<dt>One-time cost</dt><dd><strong>€500</strong>", looked)
    german = client.post(f"{PAGE}?in=de", data=changed(page, advertising=["", "5000", ""])).text
    assert "<strong>5.000 €</strong>" in german.replace("\xa0", " ")


def test_the_estimate_is_exported_as_it_stands_in_the_form(client: TestClient) -> None:
    looked = client.post(PAGE, data=changed(client.get(PAGE).text, campus=["", "12345", ""])).text
    address = re.search(r'href="(/openings/desk-1/drafts/[0-9a-f]+/cost-estimate/json\?language=en)"', looked)
    assert address is not None
    assert "12345" in client.get(address[1]).text
    for form in ("pdf", "docx", "xlsx"):
        assert f"/cost-estimate/{form}?language=ar" in looked


def test_nobody_overwrites_what_another_person_saved(client: TestClient, opening: Path, workspace: Path) -> None:
    page = client.get(PAGE).text
    opening.write_text(OPENING + "costs:\n  lines: [{id: campus, amount: 70, currency: USD}]\n", encoding="utf-8")
    sent = changed(page, campus=["", "80", ""], events=["", "5", ""]) | {"do": "save"}
    asked = client.post(PAGE, data=sent)
    assert asked.status_code == 409
    assert "<legend>Campus recruiting</legend>" in asked.text
    chosen = {"choice.line.campus": "theirs", "choice.line.events": "mine", "do": "save"}
    client.post(PAGE, data=form_of(asked.text) | chosen)
    assert {line["id"]: line["amount"] for line in costs(workspace)["lines"]} == {"campus": 70, "events": 5}


def test_a_figure_that_changed_elsewhere_meanwhile_is_not_taken_over_by_the_opening(
    client: TestClient, workspace: Path
) -> None:
    page = client.get(PAGE).text
    own = EMPLOYER + "costs:\n  lines: [{id: advertising, amount: 999, currency: USD}]\n"
    (workspace / "employer.yaml").write_text(own, encoding="utf-8")
    client.post(PAGE, data=changed(page, campus=["", "1", ""]) | {"do": "save"})
    assert [line["id"] for line in costs(workspace)["lines"]] == ["campus"]


def test_a_broken_opening_shows_its_problems_and_its_own_lines(client: TestClient, opening: Path) -> None:
    opening.write_text(OPENING.replace("us-ca", "atlantis") + OWN_COSTS, encoding="utf-8")
    page = client.get(PAGE).text
    assert "atlantis" in page
    assert form_of(page)["line.agency-fee"][:3] == ["10", "", "12"]


def test_a_form_of_another_site_changes_nothing(client: TestClient, opening: Path) -> None:
    before = opening.read_bytes()
    sent = changed(client.get(PAGE).text, campus=["", "1", ""]) | {"seal": "guessed", "do": "save"}
    assert client.post(PAGE, data=sent).status_code == 403
    assert opening.read_bytes() == before


@pytest.mark.parametrize("tag", ["en", "fr", "sv", "es", "de", "ar"])
def test_the_page_stands_in_every_language_without_styles_of_its_own(client: TestClient, tag: str) -> None:
    page = client.get(f"{PAGE}?in={tag}").text
    assert f'<html lang="{tag}"' in page
    assert "<svg" in page
    assert " style=" not in page


def answer_to(asked: str, **choices: str) -> dict[str, list[str]]:
    """The page that asks which side stays, answered: as it proposes, but for the fields that are named."""
    fields: dict[str, list[str]] = {}
    for name, value in html.fromstring(asked).forms[0].form_values():
        fields.setdefault(name, []).append(value)
    return fields | {f"choice.{name}": [side] for name, side in choices.items()} | {"do": ["save"]}


@pytest.mark.parametrize(("side", "hires"), [("mine", 3), ("theirs", 2)])
def test_a_conflict_is_answered_and_saved(client: TestClient, opening: Path, side: str, hires: int) -> None:
    sent = changed(client.get(PAGE).text, campus=["", "80", ""]) | {"headcount": ["3"], "do": "save"}
    opening.write_text(opening.read_text(encoding="utf-8") + "headcount: 2\n", encoding="utf-8")
    asked = client.post(PAGE, data=sent)
    assert asked.status_code == 409
    assert list(html.fromstring(asked.text).xpath("//input[@name='do']")) == []
    assert client.post(PAGE, data=answer_to(asked.text, headcount=side)).status_code == 200
    said = load(opening.read_bytes(), "").data
    assert said["headcount"] == hires
    assert [(line["id"], line["amount"]) for line in said["costs"]["lines"]] == [("campus", 80)]


def own(page: str, label: str, amount: str, group: str = "external") -> dict[str, Any]:
    """The form after somebody has filled in a line of their own."""
    return form_of(page) | {"own.label": [label], "own.amount": [amount], "own.group": [group]}


def total(page: str, group: str) -> str:
    found = re.search(rf'id="total-{group}" data-live>(.*?)</p>', page)
    assert found is not None
    return re.sub("<[^>]*>", "", found[1])


def test_a_line_of_ones_own_counts_before_it_is_saved_and_stands_among_the_others_after(
    client: TestClient, workspace: Path, opening: Path
) -> None:
    before, page = opening.read_bytes(), client.get(f"{PAGE}?in=en").text
    checked = client.post(PAGE, data=own(page, "Parking & permits", "1000", "tools")).text
    assert total(checked, "tools") != total(page, "tools")
    assert total(checked, "external") == total(page, "external")
    assert "1,000" in state(checked, "own")
    assert 'value="Parking &amp; permits"' in checked
    assert "line.parking-permits" not in checked
    assert opening.read_bytes() == before
    saved = client.post(PAGE, data=own(page, "Parking & permits", "1000", "tools") | {"do": "save"})
    assert saved.url.path == PAGE
    assert costs(workspace)["lines"] == [
        {
            "id": "parking-permits",
            "label": "Parking & permits",
            "group": "tools",
            "amount": 1000,
            "currency": "USD",
            "as_of": ON.isoformat(),
        }
    ]
    assert total(saved.text, "tools") == total(checked, "tools")
    assert 'name="own.label" type="text" dir="auto" value=""' in saved.text
    again = client.post(PAGE, data=own(saved.text, "Parking & permits", "5") | {"do": "save"})
    assert [line["id"] for line in costs(workspace)["lines"]] == ["parking-permits", "parking-permits-2"]
    changed_since = changed(again.text, parking_permits=["", "700", ""]) | {"do": "save"}
    client.post(PAGE, data=changed_since)
    assert costs(workspace)["lines"][0]["label"] == "Parking & permits"
    assert costs(workspace)["lines"][0]["amount"] == 700
    gone = form_of(client.get(PAGE).text) | {"back": ["line.parking-permits", "line.parking-permits-2"], "do": "save"}
    client.post(PAGE, data=gone)
    assert opening.read_bytes() == before


@pytest.mark.parametrize(("label", "amount", "said"), [("Parking", "", "an amount"), ("", "50", "what it is for")])
def test_half_a_line_of_ones_own_is_not_lost_and_not_saved(
    client: TestClient, opening: Path, label: str, amount: str, said: str
) -> None:
    before, page = opening.read_bytes(), client.get(f"{PAGE}?in=en").text
    sent = client.post(PAGE, data=own(page, label, amount) | {"do": "save"}).text
    assert said in sent[sent.index('id="said-own"') :][:300]
    assert f'name="own.label" type="text" dir="auto" value="{label}"' in sent
    assert total(sent, "external") == total(page, "external") != ""
    assert opening.read_bytes() == before


def test_a_line_of_ones_own_goes_by_its_name_where_two_were_at_it(client: TestClient, opening: Path) -> None:
    page = client.get(f"{PAGE}?in=en").text
    saved = client.post(PAGE, data=own(page, "Parking & permits", "1000") | {"do": "save"}).text
    theirs = opening.read_text(encoding="utf-8").replace("amount: 1000", "amount: 2000")
    opening.write_text(theirs, encoding="utf-8")
    sent = changed(saved, parking_permits=["", "700", ""]) | {"do": "save"}
    asked = client.post(PAGE, data=sent, headers={"accept-language": "en"})
    assert asked.status_code == 409
    assert "<legend>Parking &amp; permits</legend>" in asked.text


@pytest.mark.parametrize(("side", "lines"), [("mine", [("parking", 1000)]), ("theirs", [])])
def test_a_new_line_of_ones_own_is_written_only_if_it_is_to_stay(
    client: TestClient, workspace: Path, opening: Path, side: str, lines: list[tuple[str, int]]
) -> None:
    sent = own(client.get(PAGE).text, "Parking", "1000") | {"do": "save"}
    opening.write_text(OPENING + "headcount: 2\n", encoding="utf-8")
    asked = client.post(PAGE, data=sent)
    assert asked.status_code == 409
    client.post(PAGE, data=answer_to(asked.text, **{"line.parking": side}))
    found = (costs(workspace) or {"lines": []})["lines"]
    assert [(line["id"], line["amount"]) for line in found] == lines
    assert load(opening.read_bytes(), "").data["headcount"] == 2


@pytest.mark.parametrize(("side", "amount"), [("mine", 1000), ("theirs", 2000)])
def test_of_two_who_add_the_same_line_one_stays(
    client: TestClient, workspace: Path, opening: Path, side: str, amount: int
) -> None:
    sent = own(client.get(PAGE).text, "Parking", "1000") | {"do": "save"}
    theirs = "{id: parking, label: Parking, group: external, amount: 2000, currency: USD}"
    opening.write_text(OPENING + f"costs:\n  lines: [{theirs}]\n", encoding="utf-8")
    asked = client.post(PAGE, data=sent)
    assert asked.status_code == 409
    assert client.post(PAGE, data=answer_to(asked.text, **{"line.parking": side})).status_code == 200
    assert [(line["id"], line["amount"]) for line in costs(workspace)["lines"]] == [("parking", amount)]


def test_a_line_of_ones_own_whose_figure_is_emptied_keeps_its_name_and_group(client: TestClient) -> None:
    saved = client.post(
        PAGE, data=own(client.get(PAGE).text, "Parking & permits", "1000", "onboarding") | {"do": "save"}
    )
    emptied = client.post(PAGE, data=changed(saved.text, parking_permits=["", "", ""])).text
    group = emptied[: emptied.index('id="total-onboarding"')].rpartition("<fieldset")[2]
    assert "Parking &amp; permits" in group
