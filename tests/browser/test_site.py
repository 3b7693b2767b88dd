"""The careers site in a browser: search and filters, without JavaScript, its policy, accessibility, phone and print."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from hiring.formats import FormatSpec
from tests.site_workspace import make_site, write_openings

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PATHS = ("/jobs/en/", "/jobs/en/desk/", "/jobs/fr/", "/jobs/fr/desk/", "/jobs/ar/", "/jobs/ar/desk/", "/jobs/404.html")
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """The address of a server with the site in its folder ``jobs``. No downloads are made: other tests open them."""
    folder = tmp_path_factory.mktemp("served")
    workspace = write_openings(folder / "workspace")
    with serve(folder / "web") as address, pytest.MonkeyPatch.context() as patch:
        patch.setattr(FormatSpec, "missing", lambda spec: "no_pango")
        make_site(workspace, folder / "web" / "jobs", f"{address}/jobs")
        yield address


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A page, which must ask nobody else for anything, break no policy and say no error."""
    with browser.new_context(**options) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok
        yield page
        assert faults == []
        origin = "/".join(address.split("/")[:3])
        assert asked
        assert [url for url in asked if not url.startswith((f"{origin}/", "data:"))] == []


def shown(page: Page) -> list[str]:
    """The openings that can be seen, by their links."""
    links = page.locator("#openings > li:visible a").all()
    return [str(link.get_attribute("href")) for link in links]


def test_words_and_filters_find_openings_and_stand_in_the_address(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/jobs/en/") as page:
        assert shown(page) == ["office/", "desk/", "phone/"]
        assert page.get_by_role("status").text_content() == "3 openings"
        page.get_by_label("Words").fill("PATIÉNT rep")
        assert shown(page) == ["office/", "phone/"]
        page.get_by_label("Workplace").select_option("Fully remote")
        assert shown(page) == ["phone/"]
        assert page.get_by_role("status").text_content() == "1 opening"
        address = page.url
        page.get_by_label("Employment").select_option("Part-time")
        assert shown(page) == []
        assert str(page.get_by_role("status").text_content()).startswith("No opening fits.")
        page.get_by_role("button", name="Clear the search").click()
        page.wait_for_function("document.querySelectorAll('#openings > li:not([hidden])').length === 3")
        assert page.url == f"{site}/jobs/en/"
    with opened(browser, address) as page:
        assert shown(page) == ["phone/"]
        assert page.get_by_label("Words").input_value() == "PATIÉNT rep"


def test_a_place_with_marks_in_its_name_is_a_filter(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/jobs/en/") as page:
        page.get_by_label("Location").select_option("Oakland, <b>Ω & Co</b>, CA")
        assert shown(page) == ["phone/"]
        page.reload()
        assert shown(page) == ["phone/"]


def test_an_address_with_a_choice_that_is_gone_shows_everything(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/jobs/en/?place=nowhere&other=1") as page:
        assert len(shown(page)) == 3


def test_the_list_works_by_keyboard(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/jobs/en/") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        for _ in range(10):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "words":
                break
        page.keyboard.type("referral")
        assert shown(page) == ["desk/"]
        page.keyboard.press("Enter")
        assert page.url.endswith("/jobs/en/?words=referral")
        for _ in range(10):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.getAttribute('href')") == "desk/":
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/jobs/en/desk/")
        page.go_back()
        page.wait_for_url("**/jobs/en/?words=referral")
        assert shown(page) == ["desk/"]


def test_without_javascript_the_whole_list_is_there_and_no_dead_control(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/jobs/en/", java_script_enabled=False) as page:
        assert shown(page) == ["office/", "desk/", "phone/"]
        assert page.locator("input:visible, select:visible, button:visible").count() == 0


def test_the_switch_leads_to_the_same_opening(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/jobs/en/desk/") as page:
        page.get_by_role("link", name="العربية").click()
        page.wait_for_url("**/jobs/ar/desk/")
        assert page.locator("html").get_attribute("dir") == "rtl"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit_a_phone(browser: Browser, site: str, scheme: Literal["light", "dark"]) -> None:
    for path in PATHS:
        with opened(browser, f"{site}{path}", color_scheme=scheme, viewport=PHONE) as page:
            found = Axe().run(page, options={"runOnly": RULES}).response
            assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == [], path
            assert len(found["passes"]) > 10
            assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], path


def test_an_inaccessible_page_is_noticed(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/jobs/en/") as page:
        page.evaluate("document.getElementById('words').removeAttribute('id')")
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert {fault["id"] for fault in found} == {"label"}


def test_a_breach_of_the_policy_is_noticed(browser: Browser, site: str) -> None:
    def paint() -> None:
        with opened(browser, f"{site}/jobs/en/") as page:
            page.evaluate("document.querySelector('h1').setAttribute('style', 'color: red')")

    with pytest.raises(AssertionError, match="Content Security Policy"):
        paint()


def test_a_print_has_the_posting_and_no_controls(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/jobs/en/desk/", color_scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        assert page.locator("h1, .facts").all_inner_texts()[0].startswith("Referral Coordinator")
        assert page.locator(".languages:visible, .actions:visible, .back:visible").count() == 0
        ink = page.evaluate("getComputedStyle(document.body).color.match(/\\d+/g).map(Number)")
        assert max(ink) < 64, "paper is white, so its ink is dark, whatever the screen"
    with opened(browser, f"{site}/jobs/en/") as page:
        page.emulate_media(media="print")
        assert len(shown(page)) == 3
        assert page.locator("form:visible").count() == 0
