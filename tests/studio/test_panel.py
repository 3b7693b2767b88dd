"""A panel that rates a candidate in the studio: one sheet at a time, nothing stored, and a workbook that says the same."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from hiring.documents.interview_kit import panel_forms
from hiring.interviewing import assessed_competencies
from hiring.library import Library
from hiring.studio.services import Services
from hiring.workspace import Workspace
from tests.studio.conftest import OPENING
from tests.workbook_cells import calculated, loaded

PAGE = "/openings/desk-1/panel"
EVERYONE = {"finished": ["1", "2", "3"]}


@pytest.fixture(autouse=True)
def _three_people(workspace: Path) -> None:
    text = OPENING + "interview: {minutes: 45, panel: 3}\n"
    (workspace / "openings" / "desk-1.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def competencies(workspace: Path) -> tuple[str, ...]:
    vacancy = Library(Workspace.at(workspace)).vacancy("desk-1", "en")
    assert vacancy.interview is not None
    found = assessed_competencies(vacancy.interview, vacancy.shared)
    assert len(panel_forms(vacancy).scorecard.competencies) == len(found) > 3
    return found


@pytest.fixture
def filled(services: Services, competencies: tuple[str, ...]) -> dict[str, Any]:
    """Three people, two points apart in the first competency; the last one is not rated by the third."""
    sent: dict[str, Any] = {"seal": services.seal, "candidate": "Ana <b>", "interviewer.1": "Eva"}
    for number, ratings in ((1, (2, 3, 4)), (2, (4, 4, 4)), (3, (3, 3, 4))):
        for place, name in enumerate(competencies):
            sent[f"rating.{number}.{name}"] = str(ratings[min(place, 2)])
            sent[f"evidence.{number}.{name}"] = f"heard by {number}\nin {name}"
    del sent[f"rating.3.{competencies[-1]}"]
    return sent | {f"weight.{competencies[0]}": "2.5", f"reason.{competencies[0]}": "it is most of the work"}


def page_of(client: TestClient, **sent: Any) -> Any:
    answer = client.post(PAGE, data=sent)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def said(page: Any, part: str) -> str:
    (found,) = page.xpath(f'//*[@id="{part}"]')
    return " ".join(found.text_content().split())


def shown_fields(page: Any) -> set[str]:
    return set(page.xpath('//form//*[self::input or self::select or self::textarea][not(@type="hidden")]/@name'))


def test_the_page_begins_with_names_and_equal_weights(client: TestClient, competencies: tuple[str, ...]) -> None:
    page = html.fromstring(client.get(PAGE).text)
    assert {"candidate", "interviewer.1", "interviewer.3"} <= shown_fields(page)
    assert "interviewer.4" not in shown_fields(page)
    weights = page.xpath('//input[starts-with(@name, "weight.")]/@value')
    assert weights == ["1"] * len(competencies)


def test_each_sheet_shows_its_own_ratings_and_no_others(
    client: TestClient, filled: dict[str, Any], competencies: tuple[str, ...]
) -> None:
    page = page_of(client, **filled, do="go:2")
    assert {name.split(".")[1] for name in shown_fields(page)} == {"2"}
    assert "heard by 2" in page.text_content()
    assert "heard by 1" not in page.text_content()
    assert said(page, "given") == f"{len(competencies)} of {len(competencies)} ratings given."
    assert page.xpath(f'//input[@id="rating-{competencies[0]}-4"]/@checked')


def test_all_that_is_not_shown_goes_along(client: TestClient, filled: dict[str, Any]) -> None:
    page = page_of(client, **filled, do="go:2")
    kept = {field.get("name"): field.get("value") for field in page.xpath('//form[@data-kept]//input[@type="hidden"]')}
    expected = {name: value for name, value in filled.items() if not name.startswith(("rating.2.", "evidence.2."))}
    assert {name: kept.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("finished", "do", "step"),
    [
        ((), "go:group", "pass"),
        (("1",), "go:1", "pass"),
        (("1",), "go:2", "2"),
        (("1", "2"), "go:group", "pass"),
        (("1", "2"), "finish:3", "pass"),
        (("1", "2", "3"), "go:group", "group"),
        (("1", "2", "3"), "go:1", "1"),
        (("1",), "go:start", "start"),
        ((), "go:9", "pass"),
        ((), "nonsense", "start"),
    ],
)
def test_nobody_sees_ratings_before_everyone_has_finished(
    client: TestClient, filled: dict[str, Any], finished: tuple[str, ...], do: str, step: str
) -> None:
    page = page_of(client, **filled, finished=list(finished), do=do)
    assert page.xpath('//form[@data-kept]/input[@name="step"]/@value') == [step]
    if step == "pass":
        assert "heard by" not in page.text_content()


def test_the_group_sees_means_spreads_and_what_to_discuss(
    client: TestClient, filled: dict[str, Any], competencies: tuple[str, ...]
) -> None:
    page = page_of(client, **filled, **EVERYONE, do="go:group")
    first, second, *_, last = competencies
    assert said(page, f"line-{first}") == "Mean: 3.00 Spread: 2 Rating that counts: 3.00"
    assert said(page, f"line-{second}") == "Mean: 3.33 Spread: 1 Rating that counts: 3.33"
    assert said(page, f"line-{last}") == "Mean: 4.00 Spread: 0 Rating that counts: 4.00"
    marked = [
        " ".join(each.text_content().split()) for each in page.xpath('//fieldset[contains(@class, "apart")]/legend')
    ]
    assert len(marked) == 1
    assert marked[0].endswith("Discuss")
    assert said(page, "gaps").endswith("1")
    assert "missing" in page.text_content()
    settled = page_of(client, **filled, **EVERYONE, **{f"agreed.{first}": "5", "step": "group"})
    assert said(settled, f"line-{first}").endswith("counts: 5.00")
    assert said(settled, "gaps").endswith("0")
    rest = Decimal(10) / 3 + 4 * (len(competencies) - 2)
    total = (Decimal("2.5") * 5 + rest) / (Decimal("2.5") + len(competencies) - 1)
    assert said(settled, "total").endswith(f"{total:.2f}")


def test_the_workbook_holds_every_rating_and_calculates_to_the_same(
    client: TestClient, filled: dict[str, Any], competencies: tuple[str, ...], tmp_path: Path
) -> None:
    agreed = {f"agreed.{competencies[0]}": "3", f"settled.{competencies[0]}": "=read out"}
    answer = client.post(PAGE, data=filled | EVERYONE | agreed | {"do": "export"})
    assert answer.headers["content-disposition"] == 'attachment; filename="desk-1-scorecard.xlsx"'
    book, anew = loaded(answer.content), calculated(answer.content, tmp_path)
    cached = loaded(answer.content, values=True)
    for number in (1, 2, 3):
        inputs = [row[5].value for row in book.worksheets[number].iter_rows() if not row[5].protection.locked]
        ratings = [filled.get(f"rating.{number}.{name}") for name in competencies]
        assert inputs[::2] == [rating and int(rating) for rating in ratings]
        assert inputs[1::2] == [filled[f"evidence.{number}.{name}"] for name in competencies]
    page = page_of(client, **filled, **EVERYONE, **agreed, step="group")
    for values in (cached, anew):
        row = next(row for row in values.worksheets[4].iter_rows(values_only=True) if row[0] == "Ana <b>" and row[1])
        assert said(page, "total").endswith(f"{row[1]:.2f}")
        assert values.worksheets[0]["B13"].value is not None
    texts = [cell.value for row in book.worksheets[4].iter_rows() for cell in row if cell.data_type == "s"]
    assert "=read out" in texts, "a text stays a text"


@pytest.mark.parametrize("weight", ["11", "-1", "much", "NaN", "1e9"])
def test_a_weight_that_is_none_is_said_and_gives_no_workbook(
    client: TestClient, filled: dict[str, Any], competencies: tuple[str, ...], weight: str
) -> None:
    sent = filled | {f"weight.{competencies[1]}": weight, "step": "start", "do": "export"}
    answer = client.post(PAGE, data=sent)
    assert answer.headers["content-type"].startswith("text/html")
    page = html.fromstring(answer.text)
    assert said(page, f"of-{competencies[1]}") == "A number from 0 to 10"
    assert page.xpath(f'//input[@id="weight-{competencies[1]}"]/@value') == [weight]


def test_a_weight_without_its_reason_asks_for_it(client: TestClient, filled: dict[str, Any]) -> None:
    (name,) = (name for name in filled if name.startswith("reason."))
    page = page_of(client, **(filled | {name: "", "step": "start"}))
    assert "Write down the reason" in said(page, name.replace("reason.", "of-"))


def test_nothing_of_a_candidate_reaches_the_disk(
    client: TestClient, workspace: Path, services: Services, filled: dict[str, Any]
) -> None:
    before = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    for do in ("go:1", "finish:3", "export"):
        client.post(PAGE, data=filled | {"do": do})
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == before


def test_ratings_of_another_page_are_refused(client: TestClient, filled: dict[str, Any]) -> None:
    assert client.post(PAGE, data=filled | {"seal": "guessed"}).status_code == 403


def test_an_opening_without_a_kit_leads_to_where_it_is_said(client: TestClient, workspace: Path) -> None:
    file = workspace / "openings" / "desk-1.yaml"
    file.write_text(file.read_text().replace("minutes: 45", "minutes: 15"), encoding="utf-8")
    answer = client.get(PAGE)
    assert answer.url.path == "/openings/desk-1/interview"
    assert "15" in answer.text
