"""Every document in every language and the index in a browser: accessibility, no script, phone, keyboard, print."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from hiring.build import Settings, State, build
from hiring.documents import DOCUMENTS
from hiring.index import INDEX
from hiring.library import Library
from hiring.planning import Selection
from hiring.workspace import Workspace

ROLE = "referral-coordinator"
TAGS = ("ar", "de", "en", "es", "fr", "sv")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = (INDEX, *(f"{ROLE}/{tag}/{spec.name}.html" for tag in TAGS for spec in DOCUMENTS))
CHOSEN = (INDEX, *(f"{ROLE}/{tag}/{spec.name}.html" for tag in ("en", "ar") for spec in DOCUMENTS))
PHONE: ViewportSize = {"width": 320, "height": 740}
DESKTOP: ViewportSize = {"width": 1024, "height": 800}

_MARK_KINDS_OF_TEXT = """() => {
  const known = new Set();
  for (const element of document.body.querySelectorAll("*")) {
    if (![...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) continue;
    const kinds = [];
    for (let each = element; each; each = each.parentElement) kinds.push(`${each.tagName}.${each.className}`);
    const kind = kinds.join(" ");
    if (!known.has(kind)) element.dataset.kindOfText = "";
    known.add(kind);
  }
}"""
"""Marks one element of each kind that has text, by its tags and classes up to the root: what styles it is the same."""

_WITHOUT_OUTLINE = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return outlineStyle === "none" || parseFloat(outlineWidth) === 0;
}"""
_REACHABLE = """() => [...document.querySelectorAll("a[href], input, select, textarea, button, summary")]
  .filter((each) => each.checkVisibility() && !each.disabled && each.tabIndex >= 0 && each.type !== "radio").length"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The web pages of a shipped role in every language, and their index."""
    folder = tmp_path_factory.mktemp("documents")
    workspace = folder / "workspace"
    workspace.mkdir()
    chosen = Selection(roles=(ROLE,), formats=("html",))
    report = build(Library(Workspace.at(workspace)), chosen, Settings(out=folder / "out", on=date(2026, 11, 22)))
    assert {outcome.state for outcome in report.outcomes} == {State.MADE}
    assert sorted(path.relative_to(folder / "out").as_posix() for path in (folder / "out").rglob("*.html")) == sorted(
        PATHS
    )
    return folder / "out"


@pytest.fixture(scope="module")
def faults() -> list[str]:
    """What the open page has said of errors, and what it has asked others for."""
    return []


@pytest.fixture(scope="module")
def tab(browser: Browser, faults: list[str]) -> Iterator[Page]:
    """One tab for all tests."""
    with browser.new_context(viewport=DESKTOP) as context:
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda request: None if request.url.startswith(("file:", "data:")) else faults.append(request.url),
        )
        yield page


@pytest.fixture
def page(tab: Page, faults: list[str]) -> Page:
    """The tab as it was at first."""
    faults.clear()
    tab.emulate_media(media="screen", color_scheme="light", forced_colors="none")
    tab.set_viewport_size(DESKTOP)
    return tab


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe objects to beside contrast: the rule, and the first place."""
    options: dict[str, Any] = {
        "runOnly": RULES,
        "resultTypes": ["violations"],
        "rules": {"color-contrast": {"enabled": False}},
    }
    return _violations(page, None, options)


def contrast(page: Page) -> list[tuple[str, str]]:
    """What cannot be read well in the colours at hand: each kind of text once, since axe is slow with long pages."""
    page.evaluate(_MARK_KINDS_OF_TEXT)
    options: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
    return _violations(page, "[data-kind-of-text]", options)


def _violations(page: Page, context: str | None, options: dict[str, Any]) -> list[tuple[str, str]]:
    found = Axe().run(page, context=context, options=options).response
    assert found["passes"]
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]]


def stops(page: Page) -> tuple[int, list[str]]:
    """How many controls Tab reaches from the start of the page, and those that do not show it."""
    hidden: list[str] = []
    for count in range(1000):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return count, hidden
        if page.evaluate(_WITHOUT_OUTLINE):
            hidden.append(str(page.evaluate("document.activeElement.outerHTML")))
    raise AssertionError("Tab never leaves the page")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_accessible_and_fits_a_phone(page: Page, faults: list[str], out: Path, path: str) -> None:
    page.goto((out / path).as_uri())
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert faults == []


@pytest.mark.parametrize("path", CHOSEN)
def test_text_can_be_read_in_light_and_dark(page: Page, out: Path, path: str) -> None:
    page.goto((out / path).as_uri())
    assert contrast(page) == []
    page.emulate_media(color_scheme="dark")
    assert contrast(page) == []


def test_faults_are_noticed(page: Page, faults: list[str], out: Path) -> None:
    page.goto((out / INDEX).as_uri())
    page.evaluate("document.getElementById('words').removeAttribute('id')")
    assert {rule for rule, _ in violations(page)} == {"label"}
    page.add_style_tag(content="h2 { color: #ccc; } h1 { width: 400px; } :focus-visible { outline: none !important; }")
    assert {rule for rule, _ in contrast(page)} == {"color-contrast"}
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]
    count, hidden = stops(page)
    assert len(hidden) == count > 0
    page.evaluate("console.error('said')")
    assert faults == ["said"]


@pytest.mark.parametrize("path", [INDEX, f"{ROLE}/en/posting.html", f"{ROLE}/ar/posting.html"])
def test_tab_reaches_every_control_and_shows_where_it_is(page: Page, out: Path, path: str) -> None:
    page.goto((out / path).as_uri())
    count, hidden = stops(page)
    assert count == page.evaluate(_REACHABLE) > 5
    assert hidden == []


@pytest.mark.parametrize("path", CHOSEN)
def test_a_print_leaves_out_what_is_for_the_screen(page: Page, out: Path, path: str) -> None:
    page.goto((out / path).as_uri())
    assert page.locator(".skip").count() == 1
    page.emulate_media(media="print")
    assert page.locator(".skip:visible, .languages:visible, .search:visible").count() == 0
    assert page.locator("h1:visible").count() == 1


@pytest.mark.parametrize("name", [spec.name for spec in DOCUMENTS])
def test_the_switch_leads_to_files_and_marks_the_language_that_is_read(page: Page, out: Path, name: str) -> None:
    path = out / ROLE / "fr" / f"{name}.html"
    page.goto(path.as_uri())
    links = page.locator(".languages a").all()
    assert [link.get_attribute("lang") for link in links] == list(TAGS)
    for link in links:
        assert link.get_attribute("hreflang") == link.get_attribute("lang")
        assert (path.parent / str(link.get_attribute("href"))).is_file()
    assert page.locator(".languages [aria-current]").all_inner_texts() == ["Français"]


def test_the_index_finds_documents_and_keeps_what_was_asked_for_in_its_address(page: Page, out: Path) -> None:
    page.goto((out / INDEX).as_uri())
    shown, status = page.locator("[data-entry]:visible"), page.get_by_role("status")
    assert shown.count() == len(PATHS) - 1
    page.get_by_label("Words").fill("GÉRMAN kit")
    assert status.text_content() == "1 document"
    assert shown.get_by_role("link").first.get_attribute("href") == f"{ROLE}/de/interview-kit.html"
    assert page.locator("[data-language]:visible").count() == 1
    page.reload()
    assert shown.count() == 1
    page.get_by_label("Document", exact=True).select_option("Job posting")
    assert str(status.text_content()).startswith("No document fits.")
    assert page.locator("[data-group]:visible").count() == 0
    page.get_by_role("button", name="Clear the search").click()
    page.get_by_label("Language", exact=True).select_option("French")
    assert shown.count() == len(DOCUMENTS)


def test_without_javascript_nothing_is_hidden_and_no_control_is_dead(browser: Browser, out: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((out / INDEX).as_uri())
        assert page.locator("[data-entry]:visible").count() == len(PATHS) - 1
        assert page.locator("input:visible, select:visible, button:visible").count() == 0
