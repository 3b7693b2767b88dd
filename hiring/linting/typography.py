"""The typography of a language: its quotation marks, its spaces, its dashes, its own forms of marks."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from hiring.errors import Finding
from hiring.linting.subject import MASK, Guides, Text
from hiring.model.guide import Space, Typography

SPACES: dict[Space, str] = {"no-break-space": "\u00a0", "narrow-no-break-space": "\u202f"}
"""The characters of the spaces that a guide names."""

_LETTER = r"[^\W\d_]"
_COMMON: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\.\.\."), "…"),
    (re.compile(rf"(?<={_LETTER})'(?={_LETTER})|(?<=s)'(?=\s)"), "’"),
    (re.compile(r"(?<=\s)(?:-|--)(?=\s)|(?<=\w)--(?=\w)"), "–"),
)
_RANGE = re.compile(r"(?<![\w./-])(?:\d{1,3}-\d{1,3}|\d{4}-\d{4})(?![\w/-]|\.\d|\s\d)")
_QUOTATION_MARKS = "«»‹›“”„‟‘‚"
_NO_SPACE_BEFORE = ",.;:!?)]%،؛؟"
_ANY_SPACE = " \u00a0\u202f\u2009"


def typography(text: Text, guides: Guides) -> Iterator[Finding]:
    """Straight quotes, three dots, hyphens for dashes, wrong spaces, and marks of other languages."""
    prose, style = text.prose, guides.typography
    for pattern, instead in _COMMON:
        for match in pattern.finditer(prose):
            if not (text.is_message and match[0] == "-"):  # a message names the sign that a file needs
                yield _sign(text, prose, match, instead)
    for match in _RANGE.finditer(prose):
        yield _sign(text, prose, match, match[0].replace("-", "–"))
    for match in re.finditer(r"[ \u00a0\u202f]{2,}", prose):
        yield Finding("typography.spaces", text.path, {"excerpt": _around(prose, match)}, "typography.spaces")
    if style is not None:
        yield from _straight_quotes(text, prose, style)
        yield from _marks(text, prose, style)
        yield from _pairs(text, prose, style)


def _straight_quotes(text: Text, prose: str, style: Typography) -> Iterator[Finding]:
    if text.is_message and re.search(r"\"#|''|\"\"", prose):
        return  # a message that shows how to write a value
    pair = style.quotation_marks[0]
    for match in re.finditer(rf"\"|(?<!{_LETTER})'(?=\w)|(?<=\w)'(?!\w)(?<!s')", prose):
        yield _sign(text, prose, match, f"{pair.open} {pair.close}")


def _marks(text: Text, prose: str, style: Typography) -> Iterator[Finding]:
    own = {mark for pair in style.quotation_marks for mark in (pair.open, pair.close)}
    usual = style.quotation_marks[0]
    for match in re.finditer(f"[{_QUOTATION_MARKS}]", prose):
        if match[0] not in own:
            yield _sign(text, prose, match, f"{usual.open} {usual.close}")
    if not text.is_message:  # a message quotes what stands in files
        yield from _ruled_marks(text, prose, style)
    for match in re.finditer(r"\d", prose):
        if unicodedata.decimal(match[0]) != ord(match[0]) - ord("0"):
            yield _sign(text, prose, match, str(unicodedata.decimal(match[0])))


def _ruled_marks(text: Text, prose: str, style: Typography) -> Iterator[Finding]:
    ruled = {mark.sign: mark for mark in style.marks}
    for mark in style.marks:
        if mark.instead is not None:
            for match in _foreign(mark.sign).finditer(prose):
                yield _sign(text, prose, match, mark.instead)
        if mark.opening is not None and prose.count(mark.sign) != prose.count(mark.opening):
            values = {"sign": mark.sign, "opening": mark.opening, "excerpt": _short(text.written)}
            yield Finding("typography.opening", text.path, values, "typography.opening")
        if mark.before is not None:
            yield from _missing_space(text, prose, mark.sign, SPACES[mark.before], mark.before)
    plain = "".join(sign for sign in _NO_SPACE_BEFORE if sign not in ruled or ruled[sign].before is None)
    for match in re.finditer(rf"(?<=\w)[{_ANY_SPACE}]+[{re.escape(plain)}](?![\w.])", prose):
        yield Finding("typography.space_before", text.path, _excerpt(prose, match, match[0][-1]), "typography.no_space")


@cache
def _foreign(sign: str) -> re.Pattern[str]:
    """Where a sign of another script stands: an ASCII one between Latin words or inside a number is theirs."""
    escaped = re.escape(sign)
    if not sign.isascii():
        return re.compile(escaped)
    return re.compile(rf"(?<=[^\x00-\x7f{MASK}]){escaped}|{escaped}(?=\s[^\x00-\x7f{MASK}])|(?<=\d){escaped}(?=\s\d)")


def _missing_space(text: Text, prose: str, sign: str, space: str, name: str) -> Iterator[Finding]:
    # Marks in a row (?!) share the space; a mark that stands at the start or in brackets of its own needs none.
    for match in re.finditer(rf"(?<![{space}!?;:%(«“\n]){re.escape(sign)}", prose):
        if match.start() > 0 and not prose[match.end() : match.end() + 1].isalnum():
            yield Finding("typography.space_before", text.path, _excerpt(prose, match, sign), f"typography.{name}")


def _pairs(text: Text, prose: str, style: Typography) -> Iterator[Finding]:
    """Quotation marks that are opened and never closed, or lack the space inside."""
    for pair in style.quotation_marks:
        if pair.close == "’":
            continue  # the apostrophe too
        opened, closed = prose.count(pair.open), prose.count(pair.close)
        odd = opened % 2 == 1 if pair.open == pair.close else opened != closed
        if odd and not (_is_shared(pair.open, style) or _is_shared(pair.close, style)):
            values = {"open": pair.open, "close": pair.close, "excerpt": _short(text.written)}
            yield Finding("typography.pair", text.path, values, "typography.pair")
        elif pair.open != pair.close and not odd and _is_turned(prose, pair.open, pair.close):
            values = {"open": pair.open, "close": pair.close, "excerpt": _short(text.written)}
            yield Finding("typography.pair", text.path, values, "typography.turned")
        if pair.inside is None and pair.open != pair.close and not text.is_message:  # a message quotes “- ”
            for match in re.finditer(f"{pair.open}[{_ANY_SPACE}]|(?<=[{_ANY_SPACE}]){pair.close}(?!\\w)", prose):
                yield Finding(
                    "typography.spaces_inside",
                    text.path,
                    _excerpt(prose, match, match[0].strip()),
                    "typography.no_space_inside",
                )
        elif pair.inside is not None:
            space = SPACES[pair.inside]
            for match in re.finditer(f"{pair.open}(?!{space})|(?<!{space}){pair.close}", prose):
                yield Finding(
                    "typography.inside", text.path, _excerpt(prose, match, match[0]), f"typography.{pair.inside}_inside"
                )


def _is_turned(prose: str, opening: str, closing: str) -> bool:
    """Whether a closing mark stands where nothing is open."""
    depth = 0
    for character in prose:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return True
    return False


@cache
def _is_shared(mark: str, style: Typography) -> bool:
    """Whether a mark belongs to several pairs, so that counting says nothing."""
    return sum(mark in (pair.open, pair.close) for pair in style.quotation_marks) > 1


def _sign(text: Text, prose: str, match: re.Match[str], instead: str) -> Finding:
    values = _excerpt(prose, match, match[0]) | {"instead": instead}
    return Finding("typography.sign", text.path, values, "typography.sign")


def _excerpt(prose: str, match: re.Match[str], sign: str) -> dict[str, str]:
    return {"sign": sign, "excerpt": _around(prose, match)}


def _around(prose: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - 15), match.end() + 15
    return re.sub(f"{MASK}+", "…", prose[start:end]).strip()


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
