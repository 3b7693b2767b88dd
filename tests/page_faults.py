"""What keeps somebody from reading or using a web page, by WCAG 2.2, beside what axe finds.

Each check takes an open page, brings it into the state that it is about, and returns a line for each fault."""

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any, Literal

from PIL import Image
from playwright.sync_api import Page, ViewportSize

Check = Callable[[Page], list[str]]
PHONE: ViewportSize = {"width": 320, "height": 740}
DESKTOP: ViewportSize = {"width": 1024, "height": 800}
MAGNIFIED: ViewportSize = {"width": 640, "height": 400}
"""A window of 1280 x 800 at 200 %, in CSS pixels."""
STOPS = 50
"""How many stops of Tab are looked at: an interview kit has hundreds, all of a few kinds."""

_SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""
"""The spacing of WCAG 1.4.12. Arabic is not written with space between letters, yet must bear it as well."""

_LOST = """() => {
  const faults = [], boxes = [];
  // Said to screen readers alone, shown on focus, or said again beside each value on a narrow screen.
  const elsewhere = ".unseen, .skip, thead";
  const about = ({ localName, className, textContent }) => `${localName}.${className} ${textContent.trim().slice(0, 40)}`;
  const scrolls = (element) =>
    element && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const { scrollWidth } = document.documentElement, page = document.body.getBoundingClientRect();
  if (scrollWidth > innerWidth) faults.push(`the page is ${scrollWidth} wide in a window of ${innerWidth}`);
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility() || element.closest(`svg, ${elsewhere}`)) continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    const over = (overflow, whole, shown) => /hidden|clip/.test(overflow) && whole > shown + 1;
    if (over(overflowX, element.scrollWidth, element.clientWidth)
      || over(overflowY, element.scrollHeight, element.clientHeight))
      faults.push(`cut off: ${about(element)}`);
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const range = document.createRange();
    const places = texts.flatMap((text) => (range.selectNodeContents(text), [...range.getClientRects()]));
    if (element.matches("input, select, textarea")) places.push(element.getBoundingClientRect());
    const begin = Math.max(page.left, 0), end = Math.min(page.right, innerWidth);
    const out = places.some(({ left, right }) => left < begin - 1 || right > end + 1);
    if (out && !scrolls(element)) faults.push(`outside the page: ${about(element)}`);
    boxes.push(...places.map((place) => ({ place, element })));
  }
  boxes.sort((a, b) => a.place.top - b.place.top);
  boxes.forEach((upper, index) => {
    for (let next = index + 1; next < boxes.length && boxes[next].place.top < upper.place.bottom; next++) {
      const lower = boxes[next];
      const wide = Math.min(upper.place.right, lower.place.right) - Math.max(upper.place.left, lower.place.left);
      const high = Math.min(upper.place.bottom, lower.place.bottom) - lower.place.top;
      // The boxes of close lines touch where no letter is.
      if (wide > 2 && high > Math.min(upper.place.height, lower.place.height) / 2)
        faults.push(`${about(upper.element)} under ${about(lower.element)}`);
    }
  });
  return faults;
}"""

_FRAMELESS = """() => {
  const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => rgb(color).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    const { backgroundColor } = getComputedStyle(element);
    return rgb(backgroundColor)[3] === 0 ? behind(element.parentElement) : backgroundColor;
  };
  const framed = (element) => {
    const style = getComputedStyle(element), paper = behind(element.parentElement);
    return ["Top", "Right", "Bottom", "Left"].some((side) =>
      parseFloat(style[`border${side}Width`]) >= 1 && style[`border${side}Style`] !== "none"
        && rgb(style[`border${side}Color`])[3] !== 0 && contrast(style[`border${side}Color`], paper) >= 3)
      || contrast(behind(element), paper) >= 3 || style.backgroundImage !== "none";
  };
  // The browser draws these itself, unless a style takes that away.
  const native = (element) =>
    element.matches("[type=checkbox], [type=radio], progress") && getComputedStyle(element).appearance !== "none";
  return [...document.querySelectorAll("input, select, textarea, button, progress, .button")]
    .filter((element) => element.checkVisibility() && !native(element) && !framed(element))
    .map((element) => `no frame: ${element.outerHTML}`);
}"""

_MOVING = """() => [...document.getAnimations().map((each) => `runs: ${each.effect?.target?.outerHTML}`),
  ...[...document.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0 || style.scrollBehavior === "smooth";
  }).map((element) => `moves: ${element.outerHTML.slice(0, 80)}`)]"""

_TO_THE_START = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  window.firstStop = window.previousStop = null;
}"""

_FOCUSED = """() => {
  const element = document.activeElement;
  // From the last stop, Tab leaves the page or begins again.
  if (element === document.body || element === window.firstStop) return null;
  window.firstStop ??= element;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const [first] = element.getClientRects();
  const middle = (start, end, size) => (Math.max(start, 0) + Math.min(end, size)) / 2;
  const [x, y] = [middle(first.left, first.right, innerWidth), middle(first.top, first.bottom, innerHeight)];
  const there = document.elementFromPoint(x, y);
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  const previous = window.previousStop;
  window.previousStop = element;
  let shared = previous;
  while (shared && !shared.contains(element)) shared = shared.parentElement;
  return {
    html: element.outerHTML.slice(0, 120),
    outlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 && !/, 0\\)$/.test(outlineColor),
    seen: !!there && (element.contains(there) || there.contains(element) && !there.contains(document.querySelector("main"))),
    inside: shared === previous,
    sameGroup: !!shared && !shared.contains(document.querySelector("main")) && shared.tagName !== "MAIN",
    left, right, top: top + scrollY, bottom: bottom + scrollY,
  };
}"""

_PAST_THE_START = """() => document.activeElement !== document.body
  && !(document.querySelector("main").compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_PRECEDING)"""

_HIDDEN = """() => {
  const texts = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  // What tells the numbers of pages is in PDF alone, which knows them.
  return [...document.body.querySelectorAll(":not(script, style, option, svg *, .in-pdf, .in-pdf *)")]
    .filter((element) => texts(element) && !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .map((element) => {
      let outermost = element;
      while (!outermost.parentElement.checkVisibility()) outermost = outermost.parentElement;
      const tool = outermost.matches("[hidden], dialog") && outermost.querySelector("button, input, select");
      const place = [...document.body.querySelectorAll("*")].indexOf(element);
      return { tool: !!tool, html: element.outerHTML.slice(0, 120), place };
    }).filter(({ tool }) => !tool);
}"""


def as_opened(page: Page) -> None:
    """The page on a light desktop, at its top, as before any key."""
    page.emulate_media(media="screen", color_scheme="light", forced_colors="none", reduced_motion="no-preference")
    page.set_viewport_size(DESKTOP)
    page.evaluate(_TO_THE_START)


def fits(page: Page) -> list[str]:
    """All is there on a desktop, at 200 % (WCAG 1.4.4) and on a phone, and scrolls in one direction only (WCAG 1.4.10)."""
    faults = []
    for size in (DESKTOP, MAGNIFIED, PHONE):
        page.set_viewport_size(size)
        faults += _lost(page)
    return faults


def spaced(page: Page) -> list[str]:
    """All is there on a phone when a reader spaces lines, words and letters out (WCAG 1.4.12)."""
    page.set_viewport_size(PHONE)
    style = page.add_style_tag(content=_SPACED)
    faults = _lost(page)
    style.evaluate("style => style.remove()")
    return faults


def framed(page: Page) -> list[str]:
    """Fields and buttons stand out from the paper by 3 to 1, in light and dark (WCAG 1.4.11)."""
    return [fault for scheme in ("light", "dark") for fault in _frameless(page, scheme, "none")]


def forced(page: Page) -> list[str]:
    """Fields, buttons and charts are still seen in the few colours that a reader has forced on all pages."""
    faults = [fault for scheme in ("light", "dark") for fault in _frameless(page, scheme, "active")]
    for chart in page.locator("svg:visible").all():
        picture = Image.open(BytesIO(chart.screenshot()))
        if len(picture.getcolors(picture.width * picture.height) or []) < 2:
            faults.append(f"of one colour: {chart.evaluate('chart => chart.outerHTML')}"[:120])
    return faults


def still(page: Page) -> list[str]:
    """Nothing moves for a reader who has asked for that."""
    page.emulate_media(reduced_motion="reduce")
    return list(page.evaluate(_MOVING))


def stops(page: Page, most: int) -> list[dict[str, Any]]:
    """What Tab comes to from the start of the page, with its place on it, until it leaves the page or begins again."""
    come: list[dict[str, Any]] = []
    while len(come) < most:
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUSED)
        if stop is None:
            break
        come.append(stop)
    return come


def reached(page: Page) -> list[str]:
    """Tab goes through the page as it is read, and what has the focus is seen to have it (WCAG 2.4.3, 2.4.7, 2.4.11)."""
    right_to_left = page.evaluate("document.dir") == "rtl"
    sequence = stops(page, STOPS)
    faults = [f"its focus is not shown: {stop['html']}" for stop in sequence if not stop["outlined"]]
    faults += [f"hidden while it has the focus: {stop['html']}" for stop in sequence if not stop["seen"]]
    for before, after in pairwise(sequence[1:]):
        if not _follows(before, after, right_to_left):
            faults.append(f"{before['html']} comes before {after['html']}")
    return faults if len(sequence) > 5 else [*faults, f"only {len(sequence)} stops"]


def skipped(page: Page) -> list[str]:
    """The first stop of Tab leads past what stands before the content (WCAG 2.4.1)."""
    first = next(iter(stops(page, 1)), None)
    if first is None or not page.evaluate("document.activeElement.matches('a.skip')"):
        return ["the link to the content is not the first stop"]
    faults = [f"outside the window: {first['html']}"] * (first["left"] < 0 or first["bottom"] - first["top"] < 16)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    return faults + ["it does not lead to the content"] * (not page.evaluate(_PAST_THE_START))


def unscripted(page: Page) -> list[str]:
    """Every text can be read where scripts do not run, on the screen or on paper; tools that need one may be hidden."""
    on_screen = page.evaluate(_HIDDEN)
    page.emulate_media(media="print")
    on_paper = {each["place"] for each in page.evaluate(_HIDDEN)}
    return [f"never shown: {each['html']}" for each in on_screen if each["place"] in on_paper]


LAYOUT: tuple[Check, ...] = (fits, spaced)
"""What depends on how long the words of a language are."""
HANDLING: tuple[Check, ...] = (framed, forced, still, reached, skipped)
"""What depends on the document and the direction of its language."""


def found(page: Page, checks: tuple[Check, ...]) -> list[str]:
    """What the checks find on a page, one after another, each with the name of the check."""
    faults = []
    for check in checks:
        as_opened(page)
        faults += [f"{check.__name__}: {fault}" for fault in check(page)]
    return faults


def _lost(page: Page) -> list[str]:
    return list(page.evaluate(_LOST))


def _frameless(page: Page, scheme: Literal["light", "dark"], forced_colors: Literal["active", "none"]) -> list[str]:
    page.emulate_media(color_scheme=scheme, forced_colors=forced_colors)
    return [f"{scheme}, {fault}"[:160] for fault in page.evaluate(_FRAMELESS)]


def _follows(before: dict[str, Any], after: dict[str, Any], right_to_left: bool) -> bool:
    """Whether one stop is read after the other: inside it, below it, beside it, or in the next column of the same part."""
    beside = after["right"] <= before["left"] + 1 if right_to_left else after["left"] >= before["right"] - 1
    same_line = after["top"] < before["bottom"] and before["top"] < after["bottom"]
    below = after["top"] >= (before["top"] + before["bottom"]) / 2
    return bool(after["inside"] or below or (beside and (same_line or after["sameGroup"])))
