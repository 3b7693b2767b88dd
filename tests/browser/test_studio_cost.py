"""The cost of an opening and what its candidates get, in a real browser: figures seen at once, a sheet on a phone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.test_studio import studio
from tests.page_faults import LAYOUT, found
from tests.studio.conftest import OPENING

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with studio(folder) as opened:
        yield f"{opened}openings/desk-1/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must say nothing on its console: neither an error nor a breach of its policy."""
    faults: list[str] = []
    with browser.new_context(viewport={"width": 1400, "height": 900}) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
    assert faults == []


@pytest.mark.parametrize("name", ["cost", "candidate"])
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_pages_are_accessible_and_fit_a_phone(browser: Browser, address: str, name: str, tag: str) -> None:
    with browser.new_context(viewport=PHONE, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{address}{name}?in={tag}")
        assert page.locator("html").get_attribute("lang") == tag
        assert Axe().run(page).response["violations"] == []
        assert found(page, LAYOUT) == []


def test_a_figure_changes_the_sums_at_once_is_saved_and_goes_back(page: Page, address: str, folder: Path) -> None:
    page.goto(f"{address}cost?in=en")
    once, file = page.locator(".sums strong").first, folder / "openings" / "desk-1.yaml"
    before, bars = once.inner_text(), page.locator(".swings > div").all_inner_texts()
    line = page.get_by_role("group", name="Advertising", exact=True)
    line.get_by_role("spinbutton", name="Advertising High").fill("9000")
    expect(once).not_to_have_text(before)
    assert page.locator(".swings > div").all_inner_texts() != bars
    expect(line).to_contain_text("set in this opening")
    expect(page.locator("#state")).to_have_text("Not saved yet.")
    assert file.read_text(encoding="utf-8") == OPENING
    changed = once.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_have_text("Saved.")
    assert "high: 9000" in file.read_text(encoding="utf-8")
    expect(once).to_have_text(changed)
    page.get_by_role("button", name=re.compile("Back to")).click()
    expect(once).to_have_text(before)
    expect(line.get_by_role("spinbutton", name="Advertising High")).to_have_value("600")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#state")).to_have_text("Saved.")
    assert file.read_text(encoding="utf-8") == OPENING


def test_a_cost_of_ones_own_changes_the_sums_while_typing(page: Page, address: str) -> None:
    page.goto(f"{address}cost?in=en")
    once = page.locator(".sums strong").first
    before = once.inner_text()
    page.get_by_role("textbox", name="What it is for").fill("Parking")
    expect(page.locator("#said-own")).to_contain_text("as soon as it has an amount")
    page.get_by_role("spinbutton", name="Amount for each person hired").fill("5000")
    expect(once).not_to_have_text(before)
    expect(page.locator("#said-own")).to_have_text("")


def test_a_mistake_is_said_at_its_line_while_typing(page: Page, address: str) -> None:
    page.goto(f"{address}cost?in=en")
    high = page.get_by_role("spinbutton", name="Advertising High")
    high.fill("1")
    expect(page.locator("[id='said-line.advertising']")).to_contain_text("To be mended")
    expect(high).to_have_attribute("aria-invalid", "true")
    high.fill("600")
    expect(page.locator("[id='said-line.advertising']")).to_have_text("")
    expect(page.locator(".sums strong").first).to_be_visible()


def test_the_message_is_copied(page: Page, address: str) -> None:
    page.goto(f"{address}candidate?in=en")
    page.frame_locator("iframe").get_by_role("heading", level=1).wait_for()
    page.get_by_role("button", name="Copy the text").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Hello,\n\nWe look forward")


def test_the_sheet_works_on_a_phone_from_the_file_alone_without_a_network(
    browser: Browser, page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(f"{address}candidate?in=en")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download for phone and computer").click()
    assert downloading.value.suggested_filename == "Interview preparation – Referral Coordinator, Harbour Clinic.html"
    sheet = tmp_path / "sheet.html"
    downloading.value.save_as(sheet)
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, offline=True) as context:
        phone, faults = context.new_page(), list[str]()
        phone.on("console", lambda message: faults.append(message.text))
        phone.on("pageerror", lambda error: faults.append(str(error)))
        phone.clock.install(time=0)
        phone.clock.pause_at(1000)
        phone.goto(sheet.as_uri())
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        tick = phone.locator("input[type=checkbox]").first
        tick.check()
        note = phone.locator("textarea:visible").first
        note.fill("Ask about the team")
        for button in ("Practice this question", "Start the mock run"):
            phone.get_by_role("button", name=button).first.click()
            timer = phone.get_by_role("timer").locator("visible=true")
            expect(timer).to_have_text("0:30")
            phone.clock.run_for(5000)
            expect(timer).to_have_text("0:25")
            phone.keyboard.press("Escape")
        phone.reload()
        expect(tick).to_be_checked()
        expect(note).to_have_value("Ask about the team")
        assert faults == []
