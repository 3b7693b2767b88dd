"""A hiring manager's way in a real browser: from an opening to the kit's PDF, and to a panel's workbook."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, ViewportSize

from hiring.source import load
from tests.browser.test_studio import studio
from tests.page_faults import HANDLING, LAYOUT, found
from tests.workbook_cells import loaded

INTERVIEW, PANEL = "openings/desk-1/interview", "openings/desk-1/panel"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1400, "height": 900}


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with studio(folder) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of which nothing may fail, and that leaves without a question."""
    with browser.new_context(viewport=DESK, accept_downloads=True, locale="en") as context:
        page, faults = context.new_page(), []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        yield page
        assert faults == []


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Page]:
    """A phone's page into which checks may put styles of their own, which its policy forbids."""
    with browser.new_context(viewport=PHONE, bypass_csp=True) as context:
        yield context.new_page()


def prompts(page: Page) -> list[str]:
    return page.locator("ol.asked label, ol.asked > li > div > bdi:first-child").all_inner_texts()


def test_from_an_opening_to_the_kit_by_keyboard_alone(page: Page, address: str, folder: Path) -> None:
    page.goto(f"{address}openings/desk-1")
    page.get_by_role("link", name="Interview", exact=True).press("Enter")
    page.wait_for_url(f"**/{INTERVIEW}")
    page.locator("#choose-own").press("Enter")
    page.locator("ol.asked input").first.wait_for()
    first, second, *rest = prompts(page)
    down = page.get_by_role("button", name="Move question 1 down")
    name = down.get_attribute("id")
    down.press("Enter")
    page.get_by_text("This is now question 2 of 7.").wait_for()
    assert prompts(page) == [second, first, *rest]
    assert page.evaluate("document.activeElement.id") == name, "the focus stays on what moved"
    page.keyboard.press("Enter")
    page.get_by_text("This is now question 3 of 7.").wait_for()
    page.get_by_role("checkbox", name=rest[-1]).press("Space")
    page.get_by_text("minutes are left in reserve").wait_for()
    assert len(prompts(page)) == 6
    assert page.get_by_text("Not saved yet.").is_visible()
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("Saved.").wait_for()
    saved = load((folder / "openings" / "desk-1.yaml").read_bytes(), "").data["interview"]["questions"]
    ticked = page.locator("ol.asked input:checked").evaluate_all("all => all.map(each => each.value)")
    assert saved == ticked
    assert len(saved) == 6
    link = page.locator("#files li").first.get_by_role("link", name="PDF").get_attribute("href")
    assert link is not None
    with pikepdf.open(BytesIO(page.request.get(address.rstrip("/") + link).body())) as pdf:
        assert len(pdf.Root.AcroForm.Fields) > 50, "it can be filled in"


def rate(page: Page, ratings: tuple[int, ...]) -> None:
    """Rate every competency with the keyboard: one's own ratings, repeated to the end."""
    cards = page.locator("fieldset.rating")
    for place in range(cards.count()):
        card = cards.nth(place)
        card.locator(f"input[value='{ratings[place % len(ratings)]}']").press("Space")
        card.get_by_role("textbox").fill(f"heard {place}")


def test_a_panel_rates_alone_compares_and_takes_the_workbook_with_it(page: Page, address: str) -> None:
    page.goto(f"{address}{INTERVIEW}")
    page.get_by_role("link", name="Rate a candidate").press("Enter")
    page.get_by_label("Candidate’s name").fill("Ana")
    page.get_by_label("Interviewer 1").fill("Eva")
    page.get_by_label("Interviewer 2").fill("Sam")
    page.get_by_role("button", name="Eva rates now").press("Enter")
    rate(page, (2, 3))
    page.get_by_text("9 of 9 ratings given.").wait_for()
    page.reload()
    page.get_by_text("9 of 9 ratings given.").wait_for()
    page.get_by_role("button", name="I have finished my ratings").press("Enter")
    page.get_by_text("Pass the computer or tablet to Sam.").wait_for()
    assert page.get_by_role("button", name="Eva", exact=True).count() == 0, "nobody opens a sheet that is finished"
    page.get_by_role("button", name="Sam rates now").press("Enter")
    assert "heard 0" not in page.locator("main").inner_text()
    assert page.get_by_label("Evidence from your notes").first.input_value() == ""
    rate(page, (4, 3))
    page.get_by_role("button", name="I have finished my ratings").press("Enter")
    page.get_by_role("button", name="Compare together").press("Enter")
    assert page.locator("fieldset.apart").count() == 5
    page.get_by_label("Group rating").first.select_option("4")
    page.locator("#gaps", has_text="4").wait_for()
    total = page.locator("#total dd").inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the workbook (Excel)").press("Enter")
    assert download.value.suggested_filename == "desk-1-scorecard.xlsx"
    content = Path(download.value.path()).read_bytes()
    cells = [cell.value for cell in loaded(content).worksheets[1]["F"]]
    assert [cells.count(rating) for rating in (2, 3)] == [5, 4]
    assert "heard 8" in cells
    values = [row for row in loaded(content, values=True).worksheets[3].iter_rows(values_only=True) if row[0] == "Ana"]
    assert f"{values[-1][1]:.2f}" == total


def test_what_a_panel_wrote_is_there_after_another_page_and_gone_when_deleted(page: Page, address: str) -> None:
    page.goto(f"{address}{PANEL}")
    page.get_by_label("Candidate’s name").fill("Ana")
    page.goto(address)
    page.goto(f"{address}{PANEL}")
    page.wait_for_function("document.getElementById('candidate')?.value === 'Ana'")
    page.get_by_text("Delete everything on this page").press("Enter")
    page.get_by_role("link", name="Delete now").press("Enter")
    page.wait_for_function("document.getElementById('candidate')?.value === ''")
    assert page.evaluate("[sessionStorage.length, localStorage.length]") in ([0, 0], [1, 0])
    assert "Ana" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_what_is_filled_in_before_the_script_has_come_is_not_lost(page: Page, address: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/assets/studio.js", hold)
    page.goto(f"{address}{INTERVIEW}", wait_until="commit")
    page.locator("input[name='interview.minutes']").fill("55")
    assert "55" not in page.locator("#timing").inner_text()
    for route in held:
        route.continue_()
    page.locator("#timing", has_text="55").wait_for()


def at_step(page: Page, address: str, tag: str, step: str) -> None:
    """The panel's page with everyone done, at a step."""
    page.goto(f"{address}{PANEL}?in={tag}")
    page.evaluate(
        """(step) => {
          const form = document.querySelector("form[data-kept]");
          const add = (name, value) =>
            form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
          for (const weight of form.querySelectorAll("[name^='weight.']")) {
            const id = weight.name.slice(7);
            for (const [person, rating] of [[1, 2], [2, 5]]) {
              add(`rating.${person}.${id}`, rating);
              add(`evidence.${person}.${id}`, "سمعت ما قالته. She called the insurer the same day and wrote it down.");
            }
          }
          add("finished", "1"), add("finished", "2"), add("do", `go:${step}`);
          form.submit();
        }""",
        step,
    )
    page.wait_for_selector("fieldset.rating" if step == "1" else ".line-of-group")


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_pages_are_accessible_on_a_phone_and_by_keyboard(open_page: Page, address: str, tag: str) -> None:
    for path in (INTERVIEW, PANEL):
        open_page.goto(f"{address}{path}?in={tag}")
        assert Axe().run(open_page).response["violations"] == []
        assert found(open_page, LAYOUT) == []
    for step in ("1", "group"):
        at_step(open_page, address, tag, step)
        assert Axe().run(open_page).response["violations"] == []
        assert found(open_page, LAYOUT) == []


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_interview_is_used_by_keyboard_and_in_forced_colours(open_page: Page, address: str, tag: str) -> None:
    open_page.goto(f"{address}{INTERVIEW}?in={tag}")
    assert found(open_page, HANDLING) == []


def test_the_result_sheet_is_printed_without_what_is_pressed(page: Page, address: str) -> None:
    at_step(page, address, "en", "group")
    page.emulate_media(media="print")
    for part in (".studio-head", ".tabs", ".panel-steps", ".forget", "button"):
        assert not page.locator(part).first.is_visible(), part
    assert page.locator(".said-text").first.is_visible()
