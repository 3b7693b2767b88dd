"""Words that speak to one gender: coded ones, by the studies that a guide cites, and words for people in one form alone.

Advice and no more: a list of words predicts nothing about a reader.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from hiring.errors import Finding
from hiring.linting.subject import Guides, Text
from hiring.linting.wording import Match, found_by, matches

GENDER_SIGN = re.compile(r"(?<![\w/])\(?[mwfhdxv](?:\s?/\s?[mwfhdxv]){1,2}\)?(?![\w/])", re.IGNORECASE)
"""A sign that a title means everyone: (m/w/d), H/F."""


def inclusive_language(text: Text, guides: Guides) -> Iterator[Finding]:
    """What in a posting speaks to one gender, each at its word."""
    if not text.is_posted:
        return
    innocent = list(matches(text, guides.exceptions, guides.prefixes, endings=True))
    for coded in guides.coded:
        for match in matches(text, coded.words, guides.prefixes, endings=True):
            if not _is_inside(match, innocent):
                values, at = {"found": match.found, "source": coded.source}, text.offset(match.start)
                rule = f"inclusive-language.{coded.gender}"
                yield Finding(rule, text.path, values, "inclusive-language", offset=at)
    for match, instead in one_gender(text, guides):
        values = {"found": match.found} | ({"instead": instead} if instead else {})
        fix = "inclusive-language.instead" if instead else "inclusive-language.both"
        yield Finding("inclusive-language.one-gender", text.path, values, fix, offset=text.offset(match.start))


def one_gender(text: Text, guides: Guides) -> Iterator[tuple[Match, str | None]]:
    """The words for people that stand in a text in one form alone, each with a word that means everyone, if there is one.

    A text with a sign such as (m/w/d) means everyone, and so does a word with the other form behind it (coordinador/a).
    """
    if GENDER_SIGN.search(text.prose):
        return
    innocent = list(matches(text, guides.exceptions, guides.prefixes, endings=True))
    for people in guides.people:
        for forms, others in ((people.masculine, people.feminine), (people.feminine, people.masculine)):
            if _forms(text, others, guides):
                continue
            for match in _forms(text, forms, guides):
                is_doubled = text.prose[match.end :].startswith(guides.both_forms)
                if not is_doubled and not _is_inside(match, innocent):
                    yield match, people.instead


def _forms(text: Text, forms: Sequence[str], guides: Guides) -> list[Match]:
    return list(found_by(_pattern(tuple(forms), guides.prefixes), text)) if forms else []


@cache
def _pattern(forms: tuple[str, ...], prefixes: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the forms as whole words, written as they are but for a first capital: MitarbeiterIn is another word."""
    before = "".join(f"(?:{re.escape(prefix)})?" for prefix in prefixes)
    parts = []
    for form in sorted(forms, key=len, reverse=True):
        word = form.removeprefix("*")
        any_start = r"\w*" if word != form else ""
        parts.append(f"{any_start}[{word[0].lower()}{word[0].upper()}]{re.escape(word[1:])}")
    return re.compile(rf"(?<!\w){before}(?:{'|'.join(parts)})(?!\w)")


def _is_inside(match: Match, phrases: Sequence[Match]) -> bool:
    return any(phrase.start <= match.start and match.end <= phrase.end for phrase in phrases)
