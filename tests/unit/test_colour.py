"""Contrast and the nearest colour that can be read, against pairs that others have measured."""

import re
from math import pi

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hiring.colour import (
    DARK_PAPERS,
    LIGHT_PAPERS,
    TEXT,
    _oklch,
    _shown,
    contrast,
    least_contrast,
    palette_of,
    readable,
)
from hiring.workspace import shipped

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
PAPERS = pytest.mark.parametrize("papers", [LIGHT_PAPERS, DARK_PAPERS], ids=["light", "dark"])


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#008000", "#FFFFFF", 5.14),
    ],
)
def test_the_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("colour", "lightness", "chroma", "hue"),
    [
        ("#ff0000", 0.62796, 0.25768, 29.234),
        ("#00ff00", 0.86644, 0.29483, 142.495),
        ("#663399", 0.44027, 0.1603, 303.373),
    ],
)
def test_oklch_is_that_of_css(colour: str, lightness: float, chroma: float, hue: float) -> None:
    """The values that CSS Color 4 and browsers give."""
    found = _oklch(colour)
    assert found[:2] == pytest.approx((lightness, chroma), abs=0.0005)
    assert found[2] * 180 / pi % 360 == pytest.approx(hue, abs=0.05)


@settings(deadline=None)
@given(COLOURS)
def test_a_colour_comes_back_from_oklch(colour: str) -> None:
    assert _shown(*_oklch(colour)) == colour


@PAPERS
@settings(deadline=None)
@given(COLOURS)
def test_any_colour_is_made_one_that_can_be_read(papers: tuple[str, ...], colour: str) -> None:
    found = readable(colour, papers)
    assert re.fullmatch(r"#[0-9a-f]{6}", found)
    assert least_contrast(found, papers) >= TEXT
    if least_contrast(colour, papers) >= TEXT:
        assert found == colour


@PAPERS
@settings(deadline=None)
@given(COLOURS)
def test_the_hue_is_kept(papers: tuple[str, ...], colour: str) -> None:
    found = readable(colour, papers)
    (_, before, hue), (_, after, other) = _oklch(colour), _oklch(found)
    assume(before > 0.02 and after > 0.02)  # a grey has no hue to speak of
    # How far apart on their circle eight bits a channel leave two colours of one hue.
    assert after * abs((hue - other + pi) % (2 * pi) - pi) < 0.01


@PAPERS
@settings(deadline=None)
@given(COLOURS)
def test_the_colour_found_is_the_nearest(papers: tuple[str, ...], colour: str) -> None:
    """Two steps nearer to the colour given, if there is room for them, text could not be read."""
    found = readable(colour, papers)
    (given_lightness, chroma, hue), (lightness, _, _) = _oklch(colour), _oklch(found)
    nearer = lightness + (0.012 if given_lightness > lightness else -0.012)
    if min(given_lightness, lightness) < nearer < max(given_lightness, lightness):
        assert least_contrast(_shown(nearer, chroma, hue), papers) < TEXT


@settings(deadline=None)
@given(COLOURS)
def test_text_on_an_area_of_the_colour_can_be_read(colour: str) -> None:
    palette = palette_of(colour)
    assert palette.fill == colour
    assert palette.on_fill in ("#ffffff", "#000000")
    assert contrast(palette.on_fill, palette.fill) >= TEXT


def test_a_palette_has_the_colour_for_each_paper() -> None:
    palette = palette_of("#ffd400")
    assert (palette.accent_dark, palette.on_fill) == ("#ffd400", "#000000")
    assert palette.accent != "#ffd400"


def test_papers_without_a_colour_for_text_are_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="no colour"):
        readable("#777777", ("#000000", "#777777", "#ffffff"))


def test_the_papers_are_those_of_the_documents() -> None:
    css = (shipped("templates") / "styles" / "base.css").read_text(encoding="utf-8")
    for name, light, dark in zip(("paper", "wash"), LIGHT_PAPERS, DARK_PAPERS, strict=True):
        assert re.findall(rf"--{name}: (#[0-9a-f]{{6}})", css) == [light, dark]
