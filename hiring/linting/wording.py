"""Words that do not belong in hiring, and literal mistranslations of the field's terms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from hiring.errors import Finding
from hiring.linting.subject import Guides, Text
from hiring.model.guide import Avoided

AGE_LIMIT = "age-limit"
PAY_HISTORY = "pay-history"
LOCAL_EXPERIENCE = "local-experience"
DRIVING_LICENCE = "driving-licence"
_BY_MARKET = (AGE_LIMIT, PAY_HISTORY, LOCAL_EXPERIENCE, DRIVING_LICENCE)
"""Reasons on which each market has its say: rules of their own look for these words."""

_AGE = "(?:[1١۱][9٩۹]|[2-9٢-٩۲-۹][0-9٠-٩۰-۹])"
"""An age from 19 to 99 in the digits of any language here. Laws set lower ages themselves, such as 18 for some work."""


@dataclass(frozen=True)
class Match:
    """Words that were found: as they are written, from where to where in the prose of their text."""

    found: str
    start: int
    end: int


@cache
def _pattern(words: tuple[str, ...], prefixes: tuple[str, ...], *, endings: bool = False) -> re.Pattern[str]:
    """Any of the words as whole words, in any case. With ``endings`` a ``*`` at the end of a word stands for any ending,
    and ``NN`` for an age.

    Any of the prefixes may stand before a word, in their order.
    """
    parts = []
    for phrase in sorted(words, key=len, reverse=True):
        escaped = (re.escape(word) for word in phrase.split())
        parts.append(r"\s+".join(_with_endings(word) if endings else word for word in escaped))
    parts = [part.replace("’", "[’']").replace("\\-", "[-‑–]") for part in parts]
    before = "".join(f"(?:{re.escape(prefix)})?" for prefix in prefixes)
    return re.compile(rf"(?<!\w){before}(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _with_endings(escaped: str) -> str:
    return re.sub(r"\\\*$", r"\\w*", escaped).replace("NN", _AGE)


def matches(
    text: Text, words: Sequence[str], prefixes: Sequence[str] = (), *, endings: bool = False
) -> Iterator[Match]:
    """Where any of the words stand, as ``_pattern`` has them, whether or not vowels are marked in the text."""
    if words:
        yield from found_by(_pattern(tuple(words), tuple(prefixes), endings=endings), text)


def found_by(pattern: re.Pattern[str], text: Text) -> Iterator[Match]:
    """What a pattern finds in the bare prose of a text."""
    bare, places = text.bare
    for match in pattern.finditer(bare):
        yield Match(match[0], places[match.start()], places[match.end() - 1] + 1)


def said_of_candidates(text: Text, avoided: Avoided, guides: Guides) -> Iterator[Match]:
    """Where a text has the avoided words, but for those right behind a word for people who are no candidates."""
    others = list(matches(text, avoided.others, guides.prefixes, endings=True))
    for match in matches(text, avoided.words, guides.prefixes, endings=True):
        if not any(text.prose[other.end : match.start].isspace() for other in others if other.end < match.start):
            yield match


def words_to_avoid(text: Text, guides: Guides) -> Iterator[Finding]:
    """The words of the guide's list, each with the reason and what to write instead."""
    for avoided in (avoided for avoided in guides.avoid if avoided.reason not in _BY_MARKET):
        for match in said_of_candidates(text, avoided, guides):
            values = {"found": match.found} | ({"instead": avoided.instead} if avoided.instead else {})
            fix = "words-to-avoid.instead" if avoided.instead else "words-to-avoid"
            at = text.offset(match.start)
            yield Finding(f"words-to-avoid.{avoided.reason}", text.path, values, fix, offset=at)


def mistranslation(text: Text, guides: Guides) -> Iterator[Finding]:
    """The wrong terms of the glossary."""
    for term in guides.terms:
        if term.avoid:
            for match in matches(text, term.avoid, guides.prefixes):
                values, at = {"found": match.found, "en": term.en, "use": term.use}, text.offset(match.start)
                yield Finding("mistranslation", text.path, values, "mistranslation", offset=at)
