"""The measure of how full the pages of a PDF are notices what it is for: pages left empty, and last pages with a line."""

from pathlib import Path

import pytest

from hiring.formats import pdf
from tests.page_fill import empty_pages

RULES = (
    "background: url('data:image/svg+xml,"
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 34" preserveAspectRatio="none">'
    '<path d="M50 34V0" fill="none" stroke="%23b4bec3" stroke-width="100" stroke-dasharray="0.035 0.965"/></svg>'
    "') 0 100% / 100% 100% no-repeat;"
)
FULL = '<p style="height: 250mm"><p>At the foot.'
FIELD = '<p>Notes</p><textarea name="notes" title="Notes" style="display: block; height: 245mm; width: 80%"></textarea>'


def written(path: Path, *pages: str, style: str = "") -> Path:
    """A PDF on A4 with something on each of its pages, and a head and a foot on all."""
    frame = '@top-left { content: "Head"; } @bottom-left { content: "Foot"; }'
    body = "".join(f'<div style="break-before: page">{page}</div>' for page in pages)
    path.write_bytes(
        pdf.write(
            f'<html lang="en"><title>Pages</title><style>@page {{ size: a4; margin: 14mm 16mm 15mm; {frame} {style} }}'
            f"p {{ margin: 0; }}</style><body>{body}"
        )
    )
    return path


def high(millimetres: int) -> str:
    """A text at some distance from the head of its page."""
    return f'<p style="height: {millimetres}mm"><p>At last.'


def test_full_pages_and_a_last_one_with_enough_are_in_order(tmp_path: Path) -> None:
    assert empty_pages(written(tmp_path / "a.pdf", FULL, high(160), FIELD, high(60))) == []


@pytest.mark.parametrize("page", [high(100), "<p>Alone.", ""])
def test_a_page_left_empty_is_noticed(tmp_path: Path, page: str) -> None:
    (found,) = empty_pages(written(tmp_path / "a.pdf", FULL, page, FULL))
    assert found.startswith("page 2 of 3 is filled to ")


def test_a_last_page_with_a_line_is_noticed(tmp_path: Path) -> None:
    (found,) = empty_pages(written(tmp_path / "a.pdf", FULL, "<p>Alone."))
    assert found == "page 2 of 2 is filled to 2%"


def test_a_ruled_page_may_hold_less_but_not_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "a.pdf", high(110), "<p>Alone.", FULL, style=RULES)
    assert [found.split(" of ")[0] for found in empty_pages(path)] == ["page 2"]
    whole = RULES.replace(' stroke-dasharray="0.035 0.965"', "")
    path = written(tmp_path / "b.pdf", high(110), FULL, style=whole)
    assert [found.split(" of ")[0] for found in empty_pages(path)] == ["page 1"], "a picture is no rule to write on"
