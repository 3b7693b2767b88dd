"""An employer's colour on paper: where it can be read as it is, and the nearest of its hue where it cannot.

Relative luminance and contrast ratio are those of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Lightness is
moved in OKLCH, the polar form of OKLab by Björn Ottosson (https://bottosson.github.io/posts/oklab/), where it changes
neither hue nor, as far as screens can show it, chroma. Colours are ``#rrggbb`` in sRGB.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cbrt, cos, hypot, sin
from typing import Final, cast

LIGHT_PAPERS: Final = ("#ffffff", "#f1f5f6")
"""``--paper`` and ``--wash`` of the documents, as in templates/styles/base.css."""
DARK_PAPERS: Final = ("#1a2226", "#12181b")
"""The same on dark screens."""

TEXT: Final = 4.5
"""The contrast ratio that text needs (WCAG 2.2, success criterion 1.4.3, level AA)."""

_STEP: Final = 0.004
"""How finely lightness is tried, of 1 from black to white: about one step of eight bits."""
_HALVINGS: Final = 14
"""How often the chroma that a screen can show is halved in on: finer than eight bits."""

Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Palette:
    """The colours that a page takes from an employer's.

    ``accent`` is for text and lines on light paper, ``accent_dark`` for those on dark; ``fill`` is the colour as given, for
    areas, and ``on_fill`` black or white, whichever can be read on it.
    """

    accent: str
    accent_dark: str
    fill: str
    on_fill: str


def palette_of(colour: str) -> Palette:
    """The colours that a page takes from an employer's colour."""
    return Palette(readable(colour, LIGHT_PAPERS), readable(colour, DARK_PAPERS), colour, _text_on(colour))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, papers: Sequence[str]) -> float:
    """The contrast ratio of a colour on the paper on which it is read worst."""
    return min(contrast(colour, paper) for paper in papers)


@lru_cache(maxsize=64)
def readable(colour: str, on: tuple[str, ...]) -> str:
    """The colour if text in it can be read on all papers, else the nearest of its hue that can, darker or lighter.

    The papers are all light or all dark, so that black or white can always be read.
    """
    if least_contrast(colour, on) >= TEXT:
        return colour
    lightness, chroma, hue = _oklch(colour)
    for count in range(1, round(1 / _STEP) + 1):
        for moved in (lightness - count * _STEP, lightness + count * _STEP):
            found = _shown(min(max(moved, 0.0), 1.0), chroma, hue)
            if least_contrast(found, on) >= TEXT:
                return found
    raise ValueError(f"no colour can be read on all of {on}")


def _text_on(fill: str) -> str:
    """White where it can be read, else black, which then can."""
    return "#ffffff" if contrast("#ffffff", fill) >= TEXT else "#000000"


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> Triple:
    """Linear sRGB, each channel from 0 to 1."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return cast(Triple, tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels))


def _hex(linear: Triple) -> str:
    def written(channel: float) -> str:
        c = min(max(channel, 0.0), 1.0)
        return f"{round(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055)):02x}"

    return f"#{''.join(written(channel) for channel in linear)}"


def _oklch(colour: str) -> Triple:
    """Lightness from 0 to 1, chroma, and hue in radians."""
    red, green, blue = _linear(colour)
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, hypot(a, b), atan2(b, a)


def _linear_of(lightness: float, chroma: float, hue: float) -> Triple:
    """Linear sRGB of a colour in OKLCH; a channel outside of 0 to 1 is one that no screen shows."""
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _shown(lightness: float, chroma: float, hue: float) -> str:
    """The colour of this lightness and hue with as much of the chroma as a screen shows."""

    def fits(wanted: float) -> bool:
        return all(-1e-4 <= channel <= 1 + 1e-4 for channel in _linear_of(lightness, wanted, hue))

    return _hex(_linear_of(lightness, chroma if fits(chroma) else _largest(fits, chroma), hue))


def _largest(fits: Callable[[float], bool], bound: float) -> float:
    """The largest value from 0 to ``bound`` that fits, by halving."""
    low, high = 0.0, bound
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low
