"""Words that do not belong in hiring, and literal mistranslations of the field's terms."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from hiring.errors import Finding
from hiring.linting.subject import Guides, Text

PAY_HISTORY = "pay-history"


@cache
def _pattern(words: tuple[str, ...], prefixes: tuple[str, ...], *, endings: bool = False) -> re.Pattern[str]:
    """Any of the words as whole words, in any case. With ``endings`` a ``*`` at the end of a word stands for any ending.

    Any of the prefixes may stand before a word, in their order.
    """
    parts = []
    for phrase in sorted(words, key=len, reverse=True):
        escaped = (re.escape(word) for word in phrase.split())
        parts.append(r"\s+".join(re.sub(r"\\\*$", r"\\w*", word) if endings else word for word in escaped))
    parts = [part.replace("’", "[’']").replace("\\-", "[-‑]") for part in parts]
    before = "".join(f"(?:{re.escape(prefix)})?" for prefix in prefixes)
    return re.compile(rf"(?<!\w){before}(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _plain(text: str) -> str:
    """The text without the marks of vowels and without the stroke that stretches Arabic letters."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Mn" and letter != "\u0640")


def words_to_avoid(text: Text, guides: Guides) -> Iterator[Finding]:
    """The words of the guide's list, each with the reason and what to write instead."""
    for avoided in (avoided for avoided in guides.avoid if avoided.reason != PAY_HISTORY):
        for match in _pattern(avoided.words, guides.prefixes, endings=True).finditer(_plain(text.prose)):
            values = {"found": match[0]} | ({"instead": avoided.instead} if avoided.instead else {})
            fix = "words-to-avoid.instead" if avoided.instead else "words-to-avoid"
            yield Finding(f"words-to-avoid.{avoided.reason}", text.path, values, fix)


def salary_history(text: Text, guides: Guides) -> Iterator[Finding]:
    """Questions for earlier pay in a posting or an interview: many states limit them, and here they are never asked."""
    for avoided in guides.avoid:
        if avoided.reason == PAY_HISTORY and text.is_said:
            for match in _pattern(avoided.words, guides.prefixes, endings=True).finditer(_plain(text.prose)):
                yield Finding("salary-history", text.path, {"found": match[0]}, "salary-history")


def mistranslation(text: Text, guides: Guides) -> Iterator[Finding]:
    """The wrong terms of the glossary."""
    for term in guides.terms:
        if term.avoid:
            for match in _pattern(term.avoid, guides.prefixes).finditer(_plain(text.prose)):
                values = {"found": match[0], "en": term.en, "use": term.use}
                yield Finding("mistranslation", text.path, values, "mistranslation")
