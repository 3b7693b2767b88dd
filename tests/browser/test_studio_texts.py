"""Texts of a role in a real browser: adapted, edited, items added and moved, translated; by keyboard and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from hiring.library import Library
from hiring.scaffold import new_role
from hiring.source import load
from hiring.workspace import Workspace
from tests.browser.test_studio import studio
from tests.page_faults import LAYOUT, found

ROLE = "roles/referral-coordinator"


@pytest.fixture(scope="module")
def adapted(folder: Path) -> Path:
    """The workspace with a role of its own."""
    new_role(Library(Workspace.at(folder)), "referral-coordinator", "referral-coordinator")
    return folder


@pytest.fixture(scope="module")
def address(adapted: Path) -> Iterator[str]:
    with studio(adapted) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 360, "height": 740}, locale="en") as context:
        yield context.new_page()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Page]:
    """A page into which checks may put styles of their own, which its policy forbids."""
    with browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True) as context:
        yield context.new_page()


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize(
    "place",
    [
        "roles",
        ROLE,
        f"{ROLE}/challenges",
        f"{ROLE}/qualifications",
        f"{ROLE}/skills?language=fr",
        f"{ROLE}/questions",
        "employer",
        "openings/desk-1/words",
    ],
)
def test_the_pages_of_texts_are_accessible_on_a_phone(open_page: Page, address: str, place: str, tag: str) -> None:
    open_page.goto(f"{address}{place}{'&' if '?' in place else '?'}in={tag}")
    assert open_page.locator("html").get_attribute("lang") == tag
    assert Axe().run(open_page).response["violations"] == []
    assert found(open_page, LAYOUT) == []


def test_a_recruiter_edits_a_role_and_its_translation(page: Page, address: str, folder: Path) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}roles?in=en")
    page.get_by_role("link", name="Edit").click()
    page.get_by_role("link", name="Responsibilities").click()
    text = page.get_by_role("textbox", name="Text").first
    text.fill("Read {nonsense} aloud")
    expect(page.locator(".said").get_by_text("nonsense")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Not saved yet.")
    text.fill("Receive every referral and see it through")
    expect(page.locator(".said").get_by_text("nonsense")).to_have_count(0)
    page.get_by_role("textbox", name="Add to “Responsibilities”").fill("Greet every caller")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    new = page.locator('[id="item-responsibilities.greet-every-caller"]')
    new.get_by_role("button", name="Move up").click()
    new.get_by_text("Remove", exact=True).click()
    expect(new.get_by_role("button", name="Yes, remove")).to_be_visible()
    said = load((folder / ROLE / "role.yaml").read_bytes(), "").data["responsibilities"]
    assert said[0]["text"] == "Receive every referral and see it through"
    assert said[-2]["text"] == "Greet every caller"
    page.get_by_role("link", name="français").last.click()
    pair = page.locator('[id="pair-responsibilities.greet-every-caller.text"]')
    expect(pair.get_by_text("Missing")).to_be_visible()
    pair.get_by_role("textbox").fill("Accueillir chaque appel")
    expect(pair.get_by_text("Missing")).to_have_count(0)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    words = load((folder / ROLE / "role.fr.yaml").read_bytes(), "").data["responsibilities"]
    assert words["greet-every-caller"] == "Accueillir chaque appel"
    expect(page.get_by_text("Out of date")).to_have_count(1)
    assert faults == []
