"""The prep sheet in a browser: practice with a timer, notes that stay there, the mock run, print, without a mouse."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from hiring.documents.page import Context
from hiring.documents.prep_sheet import build
from hiring.library import Library
from hiring.rendering import Renderer
from hiring.workspace import Workspace

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE = {"width": 320, "height": 740}
KEY = "prep-sheet/1/Example Valley Clinic/referral-coordinator/en"
STORY = "Question 1, story 1: Action"
BLOCK_STORAGE = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } })"
)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The address of the role's sheet as a file, in a language. Two kinds of questions are enough, and quicker to check."""
    folder = tmp_path_factory.mktemp("sheets")
    workspace = Workspace.at(folder)

    def address(tag: str) -> str:
        path = folder / f"{tag}.html"
        if not path.exists():
            vacancy = Library(workspace).sample_vacancy("referral-coordinator", tag)
            view = build(vacancy, Context(date(2026, 11, 22), (tag,)))
            view = replace(view, groups=view.groups[:2])
            page = Renderer(workspace).html("documents/prep-sheet.html.j2", view, vacancy.language)
            path.write_text(page, encoding="utf-8")
        return path.as_uri()

    return address


@contextmanager
def opened(
    browser: Browser, address: str, *, before: str | None = None, clock: bool = True, **options: Any
) -> Iterator[Page]:
    """The sheet, with a clock that stands still unless moved; it must ask nobody for anything and say no error."""
    with browser.new_context(**options) as context:
        page = context.new_page()
        faults: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        if before is not None:
            page.add_init_script(before)
        if clock:
            page.clock.install(time=0)
            page.clock.pause_at(1000)
        page.goto(address)
        yield page
        assert faults == []
        assert {url for url in asked if not url.startswith("blob:null/")} == {address}


@pytest.fixture
def sheet(browser: Browser, sheets: Callable[[str], str]) -> Iterator[Page]:
    with opened(browser, sheets("en")) as page:
        yield page


def stored(page: Page) -> Any:
    """The notes in the browser's store, which must hold nothing else; None when it is empty."""
    kept = page.evaluate("({ ...localStorage })")
    assert set(kept) <= {KEY}
    return json.loads(kept[KEY]) if kept else None


def practice(page: Page, number: int = 1) -> Locator:
    """The timer, started at a question."""
    page.get_by_role("button", name="Practice this question").nth(number - 1).click()
    return page.locator("#timer")


def violations(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"runOnly": RULES}).response
    assert len(found["passes"]) > 5
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]]


# Without JavaScript -----------------------------------------------------------------------------------------------------


def test_without_javascript_everything_is_there_and_no_dead_control(
    browser: Browser, sheets: Callable[[str], str]
) -> None:
    with opened(browser, sheets("en"), clock=False, java_script_enabled=False) as page:
        assert page.locator("button:visible, select:visible, dialog:visible, progress:visible").count() == 0
        assert page.locator(".question:visible").count() == page.locator(".question").count() > 5
        assert page.get_by_text("What you type stays in this window only.").is_visible()
        assert page.get_by_label("Situation").first.is_visible()


# The timer --------------------------------------------------------------------------------------------------------------


def test_a_question_is_thought_about_then_answered_then_over(sheet: Page) -> None:
    timer = practice(sheet)
    assert timer.locator("#phase").text_content() == "Think."
    assert timer.get_by_role("timer").text_content() == "0:30"
    sheet.clock.run_for(29_000)
    assert timer.get_by_role("timer").text_content() == "0:01"
    sheet.clock.run_for(1_000)
    assert timer.locator("#phase").text_content() == "Answer out loud."
    assert timer.get_by_role("timer").text_content() == "2:00"
    assert str(timer.get_by_role("status").text_content()).startswith("Answer out loud. Situation, task")
    sheet.clock.run_for(60_000)
    assert timer.locator("progress").evaluate("bar => bar.value") == 0.5
    sheet.clock.run_for(60_000)
    assert timer.locator("#phase").text_content() == "Time is up."
    assert timer.get_by_role("button", name="Pause").count() == 0
    timer.get_by_role("button", name="Once more").click()
    assert timer.get_by_role("timer").text_content() == "0:30"


def test_a_page_that_slept_is_right_when_it_comes_back(sheet: Page) -> None:
    timer = practice(sheet)
    sheet.clock.fast_forward(50_000)  # one tick for all of it, as in a tab in the background
    assert timer.locator("#phase").text_content() == "Answer out loud."
    assert timer.get_by_role("timer").text_content() == "1:40"


def test_the_timer_pauses_and_goes_on(sheet: Page) -> None:
    timer = practice(sheet)
    sheet.clock.run_for(10_000)
    timer.get_by_role("button", name="Pause").click()
    sheet.clock.run_for(600_000)
    assert timer.get_by_role("timer").text_content() == "0:20"
    timer.get_by_role("button", name="Go on").click()
    sheet.clock.run_for(5_000)
    assert timer.get_by_role("timer").text_content() == "0:15"


def test_the_times_can_be_chosen(sheet: Page) -> None:
    sheet.get_by_label("Time to think").select_option("60 seconds")
    sheet.get_by_label("Time to answer").select_option("3 minutes")
    timer = practice(sheet)
    assert timer.get_by_role("timer").text_content() == "1:00"
    timer.get_by_role("button", name="Answer now").click()
    assert timer.get_by_role("timer").text_content() == "3:00"


def test_what_is_announced_changes_with_the_phase_only(sheet: Page) -> None:
    practice(sheet)
    sheet.evaluate(
        "window.said = []; new MutationObserver(() => said.push(document.getElementById('said').textContent))"
        ".observe(document.getElementById('said'), { childList: true })"
    )
    sheet.clock.run_for(200_000)
    assert [text.split(".")[0] for text in sheet.evaluate("said")] == ["Answer out loud", "Time is up"]


def test_the_next_question_follows_and_stop_leads_back(sheet: Page) -> None:
    timer = practice(sheet)
    timer.get_by_role("button", name="Next question").click()
    assert timer.evaluate("timer => timer.closest('section').querySelector('h3').textContent").startswith("2. ")
    timer.get_by_role("button", name="Stop").click()
    assert timer.is_hidden()
    assert sheet.evaluate("document.activeElement.closest('section').querySelector('h3').textContent").startswith("2. ")
    assert sheet.get_by_role("button", name="Practice this question").count() == sheet.locator(".question").count()
    last = sheet.locator(".question").count()
    assert practice(sheet, last).get_by_role("button", name="Next question").count() == 0


# Notes ------------------------------------------------------------------------------------------------------------------


def test_notes_and_ticks_survive_a_reload(sheet: Page) -> None:
    assert stored(sheet) is None
    sheet.get_by_title(STORY).fill("I called </script> the insurer.\nTwice.")
    sheet.get_by_title("Question 2: my stories are ready").check()
    name = str(sheet.get_by_title(STORY).get_attribute("name"))
    assert stored(sheet)[name] == "I called </script> the insurer.\nTwice."
    sheet.reload()
    assert sheet.get_by_title(STORY).input_value() == "I called </script> the insurer.\nTwice."
    assert sheet.get_by_title("Question 2: my stories are ready").is_checked()
    sheet.get_by_title("Question 2: my stories are ready").uncheck()
    assert list(stored(sheet)) == [name]


def test_notes_belong_to_a_question_whatever_its_number(sheet: Page) -> None:
    heading = str(sheet.locator(".question h3").first.get_attribute("id"))
    assert sheet.get_by_title(STORY).get_attribute("name") == f"{heading}-story-1-action"
    assert not any(part.isdigit() for part in heading.split("-"))


def test_notes_of_questions_that_are_gone_are_shown_and_kept(sheet: Page) -> None:
    sheet.evaluate(
        "key => localStorage.setItem(key, JSON.stringify({ 'question-gone-story-1-task': 'old words' }))", KEY
    )
    sheet.reload()
    sheet.get_by_text("Notes from an earlier version of this sheet").click()
    assert sheet.get_by_text("old words").is_visible()
    sheet.get_by_title(STORY).fill("new")
    assert stored(sheet)["question-gone-story-1-task"] == "old words"


def test_notes_are_deleted_when_it_is_confirmed(sheet: Page) -> None:
    sheet.get_by_title(STORY).fill("mine")
    sheet.get_by_role("button", name="Delete my notes").click()
    sheet.get_by_role("button", name="Keep").click()
    assert sheet.get_by_title(STORY).input_value() == "mine"
    sheet.get_by_role("button", name="Delete my notes").click()
    sheet.get_by_role("button", name="Delete", exact=True).click()
    assert sheet.get_by_text("Your notes are deleted.").is_visible()
    assert sheet.get_by_title(STORY).input_value() == ""
    assert stored(sheet) is None


@pytest.mark.parametrize("before", [BLOCK_STORAGE, f"localStorage.setItem('{KEY}', 'not JSON')"])
def test_a_store_that_fails_is_said_and_everything_else_works(
    browser: Browser, sheets: Callable[[str], str], before: str
) -> None:
    with opened(browser, sheets("en"), before=before) as page:
        assert page.get_by_text("This browser does not let the page keep your notes.").count() == 1
        page.get_by_title(STORY).fill("typed")
        assert page.get_by_title(STORY).input_value() == "typed"
        assert practice(page).get_by_role("timer").text_content() == "0:30"


def test_notes_are_saved_as_a_file_under_their_questions(sheet: Page, tmp_path: Path) -> None:
    sheet.get_by_title(STORY).fill("mine")
    with sheet.expect_download() as caught:
        sheet.get_by_role("button", name="Save my notes as a file").click()
    caught.value.save_as(tmp_path / "notes.txt")
    heading = sheet.locator(".question h3").first.text_content()
    title = sheet.title()
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == f"{title}\n\n{heading}\n{STORY}: mine\n"
    assert caught.value.suggested_filename.endswith(".txt")


def test_print_shows_all_that_was_typed_and_no_control(sheet: Page) -> None:
    words = " ".join(f"word{number}" for number in range(200))
    sheet.get_by_title(STORY).fill(words)
    practice(sheet, 3)
    sheet.emulate_media(media="print")
    assert sheet.locator(".written:visible").all_text_contents() == [words]
    assert sheet.get_by_title(STORY).is_hidden()
    assert sheet.get_by_title("Question 1, story 2: Action").is_visible()
    assert sheet.locator("button:visible, select:visible, progress:visible, #clock:visible").count() == 0
    assert sheet.get_by_text("What you type and tick is kept").is_hidden()


# The mock run -----------------------------------------------------------------------------------------------------------


def press(page: Page, name: str) -> None:
    """Reach a button with the Tab key and press it with Enter."""
    for _ in range(12):
        if page.evaluate("document.activeElement.textContent") == name:
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == name
    page.keyboard.press("Enter")


def test_a_mock_run_works_by_keyboard(sheet: Page) -> None:
    sheet.get_by_label("Order").focus()
    press(sheet, "Start the mock run")
    run = sheet.get_by_role("dialog")
    prompts = []
    for number in (1, 2, 3):
        assert run.get_by_role("heading").text_content() == f"Question {number} of 3"
        assert run.get_by_role("timer").text_content() == "0:30"
        prompts.append(run.locator("#run-prompt").text_content())
        press(sheet, "Next question" if number < 3 else "Finish")
    assert run.get_by_role("heading").text_content() == "Well done"
    assert run.locator("#run-ready li").all_text_contents() == prompts
    assert run.get_by_role("button", name="Print").is_visible()
    assert run.get_by_text("Ready: 0 of 3").is_visible()
    sheet.keyboard.press("Tab")
    sheet.keyboard.press("Space")
    assert run.get_by_text("Ready: 1 of 3").is_visible()
    assert sheet.get_by_title("Question 1: my stories are ready").is_checked()
    assert list(stored(sheet).values()) == [True]
    sheet.keyboard.press("Escape")
    assert run.count() == 0
    assert sheet.evaluate("document.activeElement.id") == "run-start"


def test_escape_leaves_a_run_and_stops_its_timer(sheet: Page) -> None:
    sheet.get_by_role("button", name="Start the mock run").click()
    sheet.keyboard.press("Escape")
    assert sheet.get_by_role("dialog").count() == 0
    sheet.clock.run_for(40_000)
    assert sheet.locator("#phase").text_content() == "Think."
    assert practice(sheet).is_visible()


@pytest.mark.parametrize("order", ["As on this sheet", "Shuffled"])
def test_a_run_asks_as_many_different_questions_as_chosen(sheet: Page, order: str) -> None:
    total = sheet.locator(".question").count()
    sheet.get_by_label("How many").select_option("All questions")
    sheet.get_by_label("Order").select_option(order)
    sheet.get_by_role("button", name="Start the mock run").click()
    asked = []
    for number in range(1, total + 1):
        asked.append(int(str(sheet.locator("#run-prompt").text_content()).split(".")[0]))
        sheet.get_by_role("button", name="Next question" if number < total else "Finish").click()
    assert sorted(asked) == list(range(1, total + 1))
    assert (asked == sorted(asked)) is (order == "As on this sheet")


# Accessibility ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible_and_fits_a_phone(
    browser: Browser, sheets: Callable[[str], str], tag: str, scheme: Literal["light", "dark"]
) -> None:
    with opened(browser, sheets(tag), clock=False, viewport=PHONE, color_scheme=scheme) as page:
        states: tuple[Callable[[], object], ...] = (
            lambda: None,
            page.locator(".practice").first.click,
            page.locator("#run-start").click,
            lambda: page.locator("#run").evaluate(
                "run => [1, 2, 3].forEach(() => document.getElementById('next').click())"
            ),
            lambda: page.locator("#run").evaluate("run => { run.close(); document.getElementById('delete').click(); }"),
        )
        for enter in states:
            enter()
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
            small = "controls => controls.filter(it => it.getBoundingClientRect().height < 44).map(it => it.outerHTML)"
            assert page.locator("button:visible, select:visible").evaluate_all(small) == []


def test_an_inaccessible_state_is_noticed(browser: Browser, sheets: Callable[[str], str]) -> None:
    with opened(browser, sheets("en"), clock=False) as page:
        page.evaluate("document.querySelector('label[for=think]').remove()")
        assert [fault for fault, _ in violations(page)] == ["select-name"]


def test_arabic_runs_right_to_left_and_its_clock_left_to_right(browser: Browser, sheets: Callable[[str], str]) -> None:
    with opened(browser, sheets("ar")) as page:
        page.locator(".practice").first.click()
        assert page.locator("#clock").text_content() == "0:30"
        assert page.locator("#clock").evaluate("clock => getComputedStyle(clock).direction") == "ltr"
        assert page.locator("#timer").evaluate("timer => getComputedStyle(timer).direction") == "rtl"
        page.locator("#run-start").click()
        assert page.locator("#run-title").text_content() == "السؤال \u20681\u2069 من \u20683\u2069"
