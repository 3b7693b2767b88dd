"""A language: its phrases, plurals, direction, and how it writes money, dates, numbers and lists.

The locale is always this object; nothing is read from the environment. Digits are Latin in every language.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property, lru_cache
from typing import Any, Literal

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import (
    NumberPattern,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
    get_currency_symbol,
)

from hiring.errors import ContentError, Finding, Problem
from hiring.model.money import Period
from hiring.model.text import LANGUAGE_PATTERN, PLACEHOLDER
from hiring.source import Document

Phrase = str | Mapping[str, str]
"""A sentence, or a sentence for each CLDR plural category."""

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_LATIN = "latn"
_LETTERS_AT_END = {"sv": "åäö"}
"""Letters with marks that stand after z, in their order, by language; elsewhere one with a mark stands beside one without."""
_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
"""Codes that CLDR names and ISO 3166-1 has reserved or left free: groups of countries, parts of some, and codes for tests."""
_MINUS = "\u2212"
"""What typesetters put before a negative amount; a hyphen could end a line."""
_LEFT_TO_RIGHT_MARK = "\u200e"
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"


@cache
def locale_of(tag: str) -> Locale | None:
    """Babel's locale of a BCP 47 tag, or None for a tag that Babel has no data for."""
    if not re.match(LANGUAGE_PATTERN, tag):
        return None
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def fallbacks(tag: str) -> tuple[str, ...]:
    """The tag and what it falls back to, nearest first: ``fr-CA`` gives ``fr-CA``, ``fr``."""
    parts = tag.split("-")
    return tuple("-".join(parts[:length]) for length in range(len(parts), 0, -1))


def phrases_of(document: Document) -> dict[str, Phrase]:
    """The phrases of a file. Raises ``ContentError`` for what is not a text or a set of plural forms."""
    if not isinstance(document.data, dict):
        raise ContentError([document.problem(Finding("schema.not_mapping", (), {"found": "text"}, "phrases.form"))])
    problems: list[Problem] = []
    for key, value in document.data.items():
        problems.extend(document.problem(finding) for finding in _phrase_findings(key, value))
    if problems:
        raise ContentError(problems)
    return document.data


def _phrase_findings(key: str, value: Any) -> list[Finding]:
    if isinstance(value, str):
        return [] if value.strip() else [Finding("text.empty", (key,), {}, "text.empty")]
    if not isinstance(value, dict):
        return [Finding("phrases.form", (key,), {}, "phrases.form")]
    findings = []
    for category, text in value.items():
        path = (key, category)
        if category not in CATEGORIES:
            values = {"category": category, "known": ", ".join(CATEGORIES)}
            findings.append(Finding("phrases.category", path, values, "phrases.category", at_key=True))
        elif not isinstance(text, str) or not text.strip():
            findings.append(Finding("phrases.form", path, {}, "phrases.form"))
    if "other" not in value:
        findings.append(Finding("phrases.no_other", (key,), {}, "phrases.no_other"))
    return findings


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced; a name that ``values`` lacks stays as it is written."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)


def standing_alone(text: str) -> str:
    """A word as it begins a line or stands as a label: with a capital, where the script has them."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Language:
    """One language to write documents in. ``phrases`` already holds what the tag falls back to."""

    tag: str
    phrases: Mapping[str, Phrase]

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale."""
        return Locale.parse(self.tag, sep="-")

    @cached_property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction the language is written in."""
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    @property
    def name(self) -> str:
        """The language's name in itself."""
        return self.locale.get_display_name(self.locale) or self.tag

    def name_of(self, tag: str) -> str:
        """Another language's name in this one."""
        other = locale_of(tag)
        return (other.get_display_name(self.locale) if other else None) or tag

    def order_of(self, text: str) -> tuple[str, str]:
        """What a text is sorted by: letters without their marks, as alphabets have them, but for those that have a place of
        their own in the language's."""
        own = _LETTERS_AT_END.get(self.locale.language, "")
        signs = unicodedata.normalize("NFC", text.casefold())
        plain = "".join(sign if sign in own else unicodedata.normalize("NFD", sign)[0] for sign in signs)
        return plain.translate({ord(sign): chr(ord("{") + place) for place, sign in enumerate(own)}), text

    def countries(self) -> Mapping[str, str]:
        """The names of all countries and territories, by their ISO 3166-1 codes."""
        found = {str(code): str(name) for code, name in self.locale.territories.items()}
        return {code: found[code] for code in found if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRIES}

    def country(self, code: str) -> str:
        """The name of a country, given by its ISO 3166-1 code, or the code itself where there is no such country."""
        return str(self.locale.territories.get(code, code))

    def __call__(self, key: str, **values: object) -> str:
        """The phrase ``key`` with its placeholders filled.

        Numbers are written in the locale, and Latin names are kept together in a line that runs from right to left. A
        phrase with plural forms takes the form for ``count``, or for the only number among the values.
        Raises ``KeyError`` for a phrase that does not exist or a placeholder without a value.
        """
        phrase = self.phrases[key]
        if not isinstance(phrase, str):
            phrase = phrase.get(self.locale.plural_form(_counted(key, values)), phrase["other"])
        written = {name: self._written(value) for name, value in values.items()}
        return PLACEHOLDER.sub(lambda match: written[match[1]], phrase)

    def has(self, key: str) -> bool:
        """Whether there is such a phrase."""
        return key in self.phrases

    def _written(self, value: object) -> str:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return self.number(Decimal(value))
        text = str(value)
        return f"{_ISOLATE}{text}{_END_OF_ISOLATE}" if self.direction == "rtl" and _is_left_to_right(text) else text

    def number(self, value: Decimal | int, places: int | None = None) -> str:
        """A number; ``places`` decimals, or as many as it was given with."""
        return _decimal(self.locale, *_rounded(value, places))

    def percent(self, value: Decimal | int, places: int | None = None) -> str:
        """A percentage, given in percent: 29.8 is 29.8 %; ``places`` as for numbers."""
        value, places = _rounded(value, places)
        pattern = _with_places(self.locale.percent_formats[None], places)
        return format_percent(value / 100, format=pattern, locale=self.locale, numbering_system=_LATIN)

    def money(self, amount: Decimal | int, currency: str) -> str:
        """An amount with its currency: whole amounts without decimals, others with the currency's, rounded half up."""
        amount = Decimal(amount)
        whole = amount == amount.to_integral_value()
        places = 0 if whole else get_currency_precision(currency)
        return self._currency(_half_up(amount, places), currency, places)

    def rounded_money(self, amount: Decimal | int, currency: str) -> str:
        """An amount rounded half up to whole units of its currency: for estimates, whose cents say nothing."""
        return self._currency(_half_up(Decimal(amount), 0), currency, 0)

    def _currency(self, amount: Decimal, currency: str, places: int) -> str:
        sized = _with_places(self.locale.currency_formats["standard"], places)
        written = format_currency(
            amount, currency, format=sized, locale=self.locale, currency_digits=False, numbering_system=_LATIN
        )
        written = written.replace("-", _MINUS)
        symbol = get_currency_symbol(currency, self.locale)
        if self.direction == "rtl" and not symbol[-1].isalpha():
            # Between right-to-left words the sign of “US$” would jump to the other side of its letters.
            return written.replace(symbol, f"{symbol}{_LEFT_TO_RIGHT_MARK}")
        return written

    def spreadsheet_money(self, currency: str) -> str:
        """The number format by which a spreadsheet writes money: the currency's symbol where the language has it."""
        symbol = get_currency_symbol(currency, self.locale).replace('"', "")
        before = self.locale.currency_formats["standard"].pattern.lstrip("\u200e\u200f").startswith("¤")
        amount = "#,##0.00"
        positive = f'"{symbol}"{amount}' if before else f'{amount} "{symbol}"'
        return f"{positive};-{positive}"

    def money_range(self, low: Decimal, high: Decimal, currency: str) -> str:
        """A range of money, or the one amount when both ends are the same."""
        if low == high:
            return self.money(low, currency)
        return self("range.money", low=self.money(low, currency), high=self.money(high, currency))

    def pay(self, low: Decimal, high: Decimal, currency: str, per: Period) -> str:
        """Pay with its period: one amount or a range, ``$52,000 to $60,000 a year``."""
        return self(f"pay.per_{per}", amount=self.money_range(low, high, currency))

    def date(self, day: date) -> str:
        """A date in the language's long form. The first of a month has a phrase, because French writes it in its own way."""
        if day.day == 1:
            month = format_date(day, "MMMM", locale=self.locale)
            return self("date.first", day="1", month=month, year=str(day.year))
        return format_date(day, "long", locale=self.locale)

    def partial_date(self, written: str) -> str:
        """A date as exact as it is known: ``2026``, ``2026-11`` or ``2026-11-22``."""
        parts = [int(part) for part in written.split("-")]
        if len(parts) == 3:
            return self.date(date(*parts))
        if len(parts) == 1:
            return written
        return format_skeleton("yMMMM", date(parts[0], parts[1], 1), locale=self.locale)

    def join(self, items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """A list in words: ``a, b, and c``."""
        return format_list(list(items), style=style, locale=self.locale)

    def listing(self, items: Sequence[str]) -> str:
        """A list without words, for tables and labels: ``a, b, c``."""
        if len(items) < 2:
            return "".join(items)
        return self("list.pair", first=items[0], rest=self.listing(items[1:]))

    def quote(self, text: str) -> str:
        """The text in the language's quotation marks."""
        return self("quote", text=text)


def own_name(tag: str) -> str:
    """A language's name in itself, as it stands alone: who looks for it may read no other."""
    return standing_alone(Language(tag, {}).name)


def _is_left_to_right(text: str) -> bool:
    """Whether a name or title would be torn in a line from right to left: Latin words with spaces or marks between them."""
    kinds = {unicodedata.bidirectional(character) for character in text}
    return "L" in kinds and not kinds & {"R", "AL"} and not text.isalnum()


def _counted(key: str, values: Mapping[str, object]) -> Decimal | int:
    numbers = [value for value in values.values() if isinstance(value, int | Decimal) and not isinstance(value, bool)]
    count = values.get("count", numbers[0] if len(numbers) == 1 else None)
    if not isinstance(count, int | Decimal):
        raise KeyError(f"{key}: a phrase with plural forms needs one number, or one named count")
    return count


@lru_cache(maxsize=4096)
def _decimal(locale: Locale, value: Decimal, places: int) -> str:
    """A number in a locale. Documents say the same few numbers very often, such as the ratings of a scorecard."""
    pattern = _with_places(locale.decimal_formats[None], places)
    return format_decimal(value, format=pattern, locale=locale, numbering_system=_LATIN)


def _rounded(value: Decimal | int, places: int | None) -> tuple[Decimal, int]:
    """The number rounded half up to ``places``, or as it is, and its decimals. A zero has no sign."""
    value = Decimal(value)
    if places is not None:
        value = _half_up(value, places)
    if value.is_zero():
        value = abs(value)
    if places is not None:
        return value, places
    exponent = value.as_tuple().exponent
    return value, max(0, -exponent) if isinstance(exponent, int) else 0


def _with_places(pattern: NumberPattern, places: int) -> NumberPattern:
    """The locale's pattern with exactly this many decimals."""
    return NumberPattern(
        pattern.pattern,
        pattern.prefix,
        pattern.suffix,
        pattern.grouping,
        pattern.int_prec,
        (places, places),
        pattern.exp_prec,
        pattern.exp_plus,
        pattern.number_pattern,
    )


def _half_up(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def word_problem(language: Language, problem: Problem, what: str = "problem", todo: str = "fix") -> str:
    """A problem as one line: ``file:line:column: field.path: what is wrong (what to do)``.

    ``what`` and ``todo`` are the first parts of the names of its phrases.
    """
    where = f"{problem.file}:{problem.line}:{problem.column}: "
    field = f"{problem.field_path}: " if problem.path else ""
    return f"{where}{field}{said_of(language, problem, what, todo)}"


def said_of(language: Language, problem: Problem, what: str = "problem", todo: str = "fix") -> str:
    """What is wrong (what to do), without the place."""
    values = {**problem.values}
    if "found" in values and language.has(f"kind.{values['found']}"):
        values["found"] = language(f"kind.{values['found']}")
    said = language(f"{what}.{problem.rule}", **values)
    if problem.basis:
        said = language(f"{what}.{problem.basis}", **values, said=said)
    return f"{said} ({language(f'{todo}.{problem.fix}', **values)})" if problem.fix else said
