"""The studio in a real browser: found by the command that starts it, accessible, and usable on a phone."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.page_faults import HANDLING, LAYOUT, found
from tests.studio.conftest import EMPLOYER, OPENING

LANGUAGES = ("en", "fr", "sv", "es", "de", "ar")


@contextmanager
def studio(workspace: Path) -> Iterator[str]:
    """The program, as it is started, and the address that it says."""
    command = [sys.executable, "-c", "from hiring.cli import main; main()", "studio", "--date", "2026-11-22"]
    with subprocess.Popen(
        [*command, "--workspace", str(workspace)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        try:
            said = process.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert address is not None, said
            yield address[0]
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 130


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("workspace")
    (folder / "openings").mkdir()
    (folder / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
    later = OPENING.replace("posted: 2026-11-20", "posted: 2027-01-01").replace("desk-1", "desk-2")
    closed = OPENING.replace("closes: 2027-01-15", "closes: 2026-11-21").replace("desk-1", "desk-3")
    broken = "id: broken\nrole: nobody\nmarket: us\nlanguages: [en]\n"
    for text in (OPENING, later, closed, broken):
        (folder / "openings" / f"{text.split()[1]}.yaml").write_text(text, encoding="utf-8")
    with studio(folder) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        yield context.new_page()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Page]:
    """A page into which checks may put styles of their own, which its policy forbids."""
    with browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True) as context:
        yield context.new_page()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_first_page_is_accessible_in_every_language(open_page: Page, address: str, tag: str) -> None:
    open_page.goto(f"{address}?in={tag}")
    assert open_page.locator("html").get_attribute("lang") == tag
    assert Axe().run(open_page).response["violations"] == []
    assert found(open_page, LAYOUT) == []


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_first_page_is_used_by_keyboard_and_in_forced_colours(open_page: Page, address: str, tag: str) -> None:
    open_page.goto(f"{address}?in={tag}")
    assert found(open_page, HANDLING) == []


def test_openings_stand_by_their_state_with_what_is_wrong(page: Page, address: str) -> None:
    page.goto(f"{address}?in=en")
    assert page.locator(".state").all_inner_texts() == ["Needs mending", "Open", "Not posted yet", "Closed"]
    broken = page.locator(".problems")
    assert "there is no role" in broken.inner_text()
    broken.get_by_role("link").press("Enter")
    page.wait_for_url("**/openings/broken")


def test_the_language_that_was_chosen_stays(page: Page, address: str) -> None:
    page.goto(f"{address}?in=de")
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == "de"


def test_a_document_opens_from_the_page_and_its_script_runs_shut_off(page: Page, address: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}?in=en")
    opening = page.locator("section.opening", has=page.get_by_text("desk-1", exact=True))
    opening.get_by_role("listitem").filter(has_text="Interview preparation").first.get_by_role(
        "link", name="Web page"
    ).click()
    page.get_by_role("heading", level=1).wait_for()
    assert "/documents/prep-sheet/html" in page.url
    assert page.evaluate("origin") == "null"
    assert faults == []
