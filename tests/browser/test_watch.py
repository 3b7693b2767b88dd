"""An open page loads again by itself when its document was made again, and only then."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.watched import PATIENCE, watching, write_workspace


def test_an_open_page_loads_again_where_it_was(browser: Browser, tmp_path: Path) -> None:
    opening = write_workspace(tmp_path) / "openings" / "desk-1.yaml"
    with watching(tmp_path, "--document", "posting", "--format", "html") as run, browser.new_context() as context:
        context.set_default_timeout(PATIENCE * 1000)
        faults: list[str] = []
        touched, other = context.new_page(), context.new_page()
        for page, name in ((touched, "desk-1"), (other, "front-1")):
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.set_viewport_size({"width": 600, "height": 300})
            page.goto(f"{run.address}{name}/en/posting.html")
            page.evaluate("scrollTo(0, 200); window.isFirst = true")
        opening.write_text(opening.read_text(encoding="utf-8").replace("52000", "54321"), encoding="utf-8")
        touched.get_by_text("$54,321").first.wait_for()
        assert touched.evaluate("window.isFirst") is None
        touched.wait_for_function("scrollY === 200")
        assert other.evaluate("window.isFirst") is True
        assert faults == []
