"""A recruiter's way in a real browser: from an empty folder to a posting in French and Arabic; two people on one file.

With ``--update-golden`` the pictures of the studio in the README are made on the way.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from hiring.source import load
from tests.browser.test_studio import studio
from tests.page_faults import HANDLING, LAYOUT, found
from tests.studio.conftest import EMPLOYER, OPENING

PICTURES = Path(__file__).parents[2] / "docs" / "images"

Picture = Callable[[Page, str], None]


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Picture:
    """Takes a picture for the README, when pictures are asked for."""
    is_wanted = bool(request.config.getoption("--update-golden"))

    def take(page: Page, name: str) -> None:
        if is_wanted:
            page.wait_for_timeout(500)
            page.screenshot(path=PICTURES / f"studio-{name}.png")

    return take


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must say nothing on its console: neither an error nor a breach of its policy."""
    faults: list[str] = []
    with browser.new_context(viewport={"width": 1300, "height": 860}, accept_downloads=True) as context:
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
    assert [fault for fault in faults if "409" not in fault] == []  # a conflict is an answer that a browser reports


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with studio(folder) as opened:
        yield opened


@pytest.mark.parametrize("place", ["new-opening", "openings/desk-1", "nothing"])
@pytest.mark.parametrize(("tag", "colours"), [("en", "dark"), ("ar", "light")])
def test_the_pages_are_accessible_and_fit_a_phone(
    browser: Browser, address: str, place: str, tag: str, colours: str
) -> None:
    size = {"width": 360, "height": 740}
    with browser.new_context(viewport=size, bypass_csp=True, color_scheme=colours) as context:  # type: ignore[arg-type]  # pytest gives plain texts and numbers
        page = context.new_page()
        page.goto(f"{address}{place}?in={tag}")
        assert page.locator("html").get_attribute("lang") == tag
        assert Axe().run(page).response["violations"] == []
        assert found(page, LAYOUT) == []


def test_the_form_is_used_by_keyboard(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1300, "height": 860}, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{address}openings/desk-1?in=en")
        assert found(page, HANDLING) == []


def test_a_recruiter_gets_from_nothing_to_a_posting_in_french_and_arabic(
    page: Page, tmp_path: Path, picture: Picture
) -> None:
    folder = tmp_path / "harbour-clinic"
    folder.mkdir()
    with studio(folder) as opened:
        page.goto(f"{opened}?in=en")
        page.get_by_role("link", name="Employer").click()
        page.locator("[name=name]").fill("Harbour Clinic (an invented example)")
        page.locator("[name=language]").select_option("en")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_have_text("Saved.")
        page.get_by_role("link", name="Openings").click()
        page.get_by_role("link", name="New opening").click()
        page.locator("[name=role]").select_option("referral-coordinator")
        page.locator("[name=market]").select_option("us-ca")
        expect(page.locator("[name=location] option")).not_to_have_count(2)
        page.locator("[name=location]").select_option("san-francisco")
        expect(page.locator("#published")).to_contain_text("$55,128 a year (mean), San Francisco")
        page.get_by_role("checkbox", name="français").check()
        page.get_by_role("checkbox", name="العربية").check()
        page.get_by_role("checkbox", name="English").uncheck()
        page.locator("[name='pay.low']").fill("52000")
        page.locator("[name='pay.high']").fill("50000")
        page.locator("[name='pay.currency']").select_option("USD")
        page.locator("[name='pay.per']").select_option("year")
        expect(page.locator("[id='said-pay.low'], [id='said-pay.high']").locator(".problem")).to_have_count(1)
        expect(page.locator("#files")).to_contain_text("The documents appear once")
        page.locator("[name='pay.high']").fill("60000")
        frame = page.frame_locator("iframe")
        page.locator("[name='preview.language']").select_option("fr")
        expect(frame.locator("html")).to_have_attribute("lang", "fr")
        expect(frame.locator("body")).to_contain_text("60")
        page.locator("[name='preview.language']").select_option("ar")
        expect(frame.locator("html")).to_have_attribute("dir", "rtl")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_have_text("Saved.")
        picture(page, "opening")
        name = "referral-coordinator-san-francisco"
        saved = load((folder / "openings" / f"{name}.yaml").read_bytes(), "").data
        assert sorted(saved["languages"]) == ["ar", "fr"]
        for tag in ("fr", "ar"):
            page.locator("[name='preview.language']").select_option(tag)
            link = page.locator("#files").get_by_role("link", name="PDF")
            expect(link).to_have_attribute("href", f"/openings/{name}/drafts/{digest(page)}/posting/pdf?language={tag}")
            answer = page.request.get(f"{opened.rstrip('/')}{link.get_attribute('href')}")
            assert answer.headers["content-language"] == tag
            assert answer.body().startswith(b"%PDF")
        page.get_by_role("link", name="Openings").click()
        expect(page.locator(".state")).to_have_text("Open")


def digest(page: Page) -> str:
    """Which content the page's documents are made of."""
    address = page.locator("[data-preview]").get_attribute("data-preview")
    assert address is not None
    return address.split("/")[4]


def test_of_two_people_on_one_file_the_second_is_asked(
    page: Page, address: str, folder: Path, picture: Picture
) -> None:
    file = folder / "openings" / "desk-1.yaml"
    page.goto(f"{address}openings/desk-1?in=en")
    file.write_text(OPENING.replace("60000", "70000").replace("2027-01-15", "2027-01-31"), encoding="utf-8")
    page.locator("[name='pay.high']").fill("61000")
    page.locator("[name=headcount]").fill("2")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Someone else changed “Referral Coordinator”")
    picture(page, "conflict")
    closing = page.get_by_role("group", name="Last day to apply")
    expect(closing.get_by_role("radio").first).to_be_checked()
    page.get_by_role("group", name="The most you pay").get_by_role("radio").first.check()
    page.get_by_role("button", name="Save what is chosen").click()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    said = load(file.read_bytes(), "").data
    assert (str(said["pay"]["high"]), said["closes"], said["headcount"]) == ("70000", "2027-01-31", 2)


def test_without_a_script_the_form_is_checked_and_saved(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "openings").mkdir()
    (tmp_path / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
    (tmp_path / "openings" / "desk-1.yaml").write_text(OPENING, encoding="utf-8")
    with studio(tmp_path) as opened, browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{opened}openings/desk-1?in=en")
        page.locator("[name=closes]").fill("2026-11-01")
        page.get_by_role("button", name="Check and preview").click()
        expect(page.locator("#said-closes .problem")).to_have_count(1)
        page.locator("[name=closes]").fill("2027-02-01")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_have_text("Saved.")
        assert "closes: 2027-02-01" in (tmp_path / "openings" / "desk-1.yaml").read_text(encoding="utf-8")
