"""Every document in every language and the index in a browser: accessibility, layout, keyboard, no script, print."""

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from hiring.build import build
from hiring.cells import Selection
from hiring.documents import DOCUMENTS
from hiring.library import Library
from hiring.manifest import INDEX
from hiring.outcomes import Settings, State
from hiring.workspace import Workspace
from tests.page_faults import (
    DESKTOP,
    HANDLING,
    LAYOUT,
    Check,
    as_opened,
    fits,
    forced,
    found,
    framed,
    reached,
    skipped,
    spaced,
    still,
    stops,
    unscripted,
)

ROLE = "referral-coordinator"
TAGS = ("ar", "de", "en", "es", "fr", "sv")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = (INDEX, *(f"{ROLE}/{tag}/{spec.name}.html" for tag in TAGS for spec in DOCUMENTS))
CHOSEN = (INDEX, *(f"{ROLE}/{tag}/{spec.name}.html" for tag in ("en", "ar") for spec in DOCUMENTS))
POSTING = f"{ROLE}/en/posting.html"

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
    as_opened(tab)
    return tab


@pytest.fixture(scope="module")
def bare_tab(browser: Browser) -> Iterator[Page]:
    """A tab in which no script of a page runs."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


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


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_accessible_and_fits_every_window(page: Page, faults: list[str], out: Path, path: str) -> None:
    page.goto((out / path).as_uri())
    assert violations(page) == []
    assert found(page, LAYOUT) == []
    assert faults == []


@pytest.mark.parametrize("path", CHOSEN)
def test_a_page_is_used_by_keyboard_in_forced_colours_and_without_motion(page: Page, out: Path, path: str) -> None:
    page.goto((out / path).as_uri())
    assert found(page, HANDLING) == []


def test_the_timer_runs_without_motion_where_a_reader_wants_none(page: Page, out: Path) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto((out / ROLE / "en" / "prep-sheet.html").as_uri())
    page.get_by_role("button", name="Practice this question").first.click()
    assert page.get_by_role("timer").is_visible()
    assert still(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_without_javascript_every_text_is_there_and_no_control_is_dead(bare_tab: Page, out: Path, path: str) -> None:
    bare_tab.goto((out / path).as_uri())
    assert found(bare_tab, (unscripted,)) == []
    bare_tab.emulate_media(media="screen")
    assert bare_tab.locator(".search:visible, select:visible, button:visible, progress:visible").count() == 0


@pytest.mark.parametrize("path", CHOSEN)
def test_text_can_be_read_in_light_and_dark(page: Page, out: Path, path: str) -> None:
    page.goto((out / path).as_uri())
    assert contrast(page) == []
    page.emulate_media(color_scheme="dark")
    assert contrast(page) == []


def test_faults_are_noticed(page: Page, faults: list[str], out: Path) -> None:
    page.goto((out / INDEX).as_uri())
    page.evaluate("document.getElementById('words').removeAttribute('id')")
    page.locator("main").evaluate(
        "main => main.insertAdjacentHTML('beforeend', '<button class=tiny>Tiny</button>'.repeat(2))"
    )
    page.add_style_tag(content="h2 { color: #ccc; } .tiny { display: block; width: 9px; height: 9px; padding: 0; }")
    assert {rule for rule, _ in violations(page)} == {"label", "target-size"}
    assert {rule for rule, _ in contrast(page)} == {"color-contrast"}
    page.evaluate("console.error('said')")
    assert faults == ["said"]


def style(rules: str) -> str:
    """A script that adds rules of style."""
    return f"document.head.insertAdjacentHTML('beforeend', `<style>{rules}</style>`)"


PLANTED: list[tuple[Check, str, str, str]] = [
    (fits, POSTING, style("h1 { width: 700px; }"), "the page is"),
    (fits, POSTING, style("h1 { position: relative; right: 30rem; }"), "outside the page: h1"),
    (fits, POSTING, style("h1 { height: 1rem; overflow: hidden; }"), "cut off: h1"),
    (fits, POSTING, style("h2 { margin-block-end: -2rem; }"), "under"),
    (spaced, POSTING, style("h2 { height: 1.25em; overflow: clip; }"), "cut off: h2"),
    (framed, INDEX, style(".search input { border-color: #eee; }"), "light, no frame: <input"),
    (forced, POSTING, style(".button { border: 0 !important; }"), "dark, no frame: <a"),
    (forced, f"{ROLE}/en/cost-estimate.html", style(".chart * { visibility: hidden; }"), "of one colour: <svg"),
    (still, POSTING, style("a { transition: color 1s; }"), "moves: <a"),
    (still, POSTING, style("h1 { animation: grow 9s; } @keyframes grow { to { opacity: 0; } }"), "runs: <h1"),
    (reached, POSTING, style(":focus-visible { outline: none !important; }"), "its focus is not shown: <a"),
    (reached, POSTING, style(".languages ul { flex-direction: row-reverse; }"), "comes before <a"),
    (
        reached,
        POSTING,
        style("main::before { content: ''; position: fixed; inset: 0; }"),
        "hidden while it has the focus: <a",
    ),
    (
        reached,
        POSTING,
        "document.querySelector('main').inert = document.querySelector('nav').inert = true",
        "only 2 stops",
    ),
    (skipped, POSTING, style(".skip:focus { position: absolute; }"), "outside the window: <a"),
    (skipped, POSTING, style(".skip { display: none; }"), "is not the first stop"),
    (skipped, POSTING, "document.getElementById('content').id = 'other'", "does not lead to the content"),
    (unscripted, POSTING, style("h1 { display: none; }"), "never shown: <h1"),
    (unscripted, POSTING, "document.querySelector('h1').hidden = true", "never shown: <h1"),
]


@pytest.mark.parametrize(("check", "path", "plant", "said"), PLANTED)
def test_a_planted_fault_is_found(page: Page, out: Path, check: Check, path: str, plant: str, said: str) -> None:
    page.goto((out / path).as_uri())
    page.evaluate(plant)
    assert said in "\n".join(found(page, (check,)))


def test_every_check_has_a_planted_fault() -> None:
    assert {check for check, *_ in PLANTED} == {*LAYOUT, *HANDLING, unscripted}


@pytest.mark.parametrize("path", [INDEX, POSTING, f"{ROLE}/ar/posting.html"])
def test_tab_reaches_every_control(page: Page, out: Path, path: str) -> None:
    page.goto((out / path).as_uri())
    reachable = page.evaluate(_REACHABLE)
    assert len(stops(page, reachable + 1)) == reachable > 5


@pytest.mark.parametrize("path", CHOSEN)
def test_a_print_leaves_out_what_is_for_the_screen(page: Page, out: Path, path: str) -> None:
    page.goto((out / path).as_uri())
    assert page.locator(".skip").count() == 1
    page.emulate_media(media="print")
    assert page.locator(".skip:visible, .languages:visible, .search:visible").count() == 0
    assert page.locator("h1:visible").count() == 1


@pytest.mark.parametrize("tag", TAGS)
def test_anchors_stack_on_a_phone_and_stay_a_table(page: Page, out: Path, tag: str) -> None:
    """Each anchor under its mark, nothing to scroll to, and a screen reader still hears rows and columns."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto((out / ROLE / tag / "interview-kit.html").as_uri())
    table = page.locator(".anchors").first
    cells = [cell.bounding_box() for cell in table.locator("td").all()[:3]]
    tops = [cell["y"] for cell in cells if cell]
    assert len(tops) == 3
    assert tops == sorted(set(tops)), "one below the other"
    scrolled = "all => all.filter((each) => each.scrollWidth > each.clientWidth).length"
    assert page.locator(".scroll:has(.anchors)").evaluate_all(scrolled) == 0
    heads = table.locator("thead th").all_text_contents()
    assert table.locator("td").evaluate_all("all => all.slice(0, 3).map((each) => each.dataset.label)") == heads[-3:]
    tree = table.aria_snapshot()
    assert [tree.count(f"{role} ") > 0 for role in ("table", "row", "columnheader", "cell")] == [True] * 4


_PRINTED_TEXTS = """() => [...document.querySelectorAll("main :is(p, li, dd, dt, td, th, h2, h3, h4, caption, label)")]
  .filter((each) => each.checkVisibility() && !each.querySelector("p, li, dd, td, label, ul"))
  .map((each) => each.innerText.trim()).filter((text) => text)"""
"""Every text that a print shows, whole."""


@pytest.mark.parametrize("tag", TAGS)
def test_what_a_browser_prints_of_a_kit_is_whole_and_ruled(page: Page, out: Path, tmp_path: Path, tag: str) -> None:
    """Also where it leaves out backgrounds, as browsers do at first, and where it cannot say on which page a link ends."""
    page.goto((out / ROLE / tag / "interview-kit.html").as_uri())
    page.emulate_media(media="print")
    printed = tmp_path / "kit.pdf"
    page.pdf(path=printed, print_background=False, prefer_css_page_size=True)
    texts = page.evaluate(_PRINTED_TEXTS)
    assert len(texts) > 150
    assert page.locator(".page-number:visible").count() == 0, "browsers print such a link as nothing"
    if tag != "ar":  # Poppler turns letters of such writing around
        done = subprocess.run(["pdftotext", "-raw", printed, "-"], capture_output=True, check=True, encoding="utf-8")
        there = set(_letters(done.stdout))
        assert [text for text in texts if not set(_letters(text)) <= there] == []
    rooms = page.locator(".page > textarea:visible").count()
    rules = _rules(printed)
    page.add_style_tag(content=".lines { visibility: hidden; }")
    page.pdf(path=printed, print_background=False, prefer_css_page_size=True)
    assert rules - _rules(printed) >= 5 * rooms > 20


def _letters(text: str) -> list[str]:
    """The words of a text, those that a line's end cut put together again."""
    return re.findall(r"\w+", re.sub(r"[-\u2010\u00ad]\s*", "", unicodedata.normalize("NFKC", text)))


def _rules(printed: Path) -> int:
    """How many rules run across the pages of a PDF."""
    with TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "60", "-gray", printed, f"{folder}/page"], check=True)
        return sum(_rules_across(Image.open(path)) for path in Path(folder).iterdir())


def _rules_across(page: Image.Image) -> int:
    """How many rows of a page's picture are grey or black over most of its width, and the row above is not."""
    width, height = page.size
    dark = [sum(page.crop((0, row, width, row + 1)).histogram()[:225]) > width / 2 for row in range(height)]
    return sum(row and not above for above, row in pairwise(dark))


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
