"""The texts inside content: words that are translated, and lines that stay as they are.

Which fields are words is said once, by their annotation: ``Annotated[str, AfterValidator(WordsSpec(...))]``, or one of the
aliases below. Overlay models, their JSON Schemas and the translation report derive from it (``hiring/model/overlay.py``).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints
from pydantic_core import PydanticCustomError

PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
"""A placeholder is exactly ``{`` lower-case letters and underscores ``}``; every other brace is literal."""

ID_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
RESERVED_NAMES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)))
)
"""What no file and no folder can be called on Windows, whatever its suffix: the names of devices."""
LANGUAGE_PATTERN: Final = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
DATE_PATTERN: Final = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
COUNTRY_PATTERN: Final = r"^[A-Z]{2}$"
PUBLISHED_PATTERN: Final = DATE_PATTERN + "|^unknown$"

_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e"
_NONCHARACTERS = "\ufffe\uffff"
"""What no XML may hold, and so no Word file."""
_CONTROLS = "\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff"
"""Every control character but the line break, and halves of characters."""
_REFUSED = re.compile(f"[{_OVERRIDES}{_CONTROLS}{_NONCHARACTERS}]")
_UNSEEN = ("Cf", "Zs", "Zl", "Zp")
"""Unicode's categories of what shows nothing."""
_LINE_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_PARAGRAPH_BREAK = re.compile(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+")


class Record(BaseModel):
    """The base of every model: frozen, and an unknown field is an error. What validates is made when it is first needed."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)


@dataclass(frozen=True)
class WordsSpec:
    """Marks a field as words of a language, with the placeholders that may stand in it."""

    placeholders: tuple[str, ...] = ()
    paragraphs: bool = False

    def __call__(self, text: str) -> str:
        """The text, folded to one line (or one line a paragraph). Raises a pydantic error for what may not stand in it."""
        text = text.strip()
        if "\n" in text:
            text = self._folded(text)
        text = checked(text)
        if "{" in text:
            self._check_placeholders(text)
        return text

    def _folded(self, text: str) -> str:
        if self.paragraphs:
            return "\n\n".join(_LINE_BREAK.sub(" ", part) for part in _PARAGRAPH_BREAK.split(text))
        if _PARAGRAPH_BREAK.search(text):
            raise PydanticCustomError("text.paragraphs", "several paragraphs")
        return _LINE_BREAK.sub(" ", text)

    def _check_placeholders(self, text: str) -> None:
        for name in PLACEHOLDER.findall(text):
            if name not in self.placeholders:
                context = {"name": name, "known": ", ".join(self.placeholders)}
                rule = "text.unknown_placeholder" if self.placeholders else "text.no_placeholder"
                raise PydanticCustomError(rule, "unknown placeholder", context)


def checked(text: str) -> str:
    """The text, if it shows something and nothing that cannot be shown. Raises a pydantic error for what is wrong with it."""
    if all(unicodedata.category(character) in _UNSEEN for character in text):
        raise PydanticCustomError("text.empty", "empty text")
    if refused := _REFUSED.search(text):
        rule = "text.bidi_override" if refused[0] in _OVERRIDES else "text.control_character"
        raise PydanticCustomError(rule, "refused character", {"code": f"U+{ord(refused[0]):04X}"})
    return text


def _line(text: str) -> str:
    text = text.strip()
    if "\n" in text:
        raise PydanticCustomError("text.lines", "several lines")
    return checked(text)


def matching(rule: str, pattern: str) -> Callable[[str], str]:
    """A validator of texts that match the pattern as a whole; ``rule`` is the problem of those that do not."""
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise PydanticCustomError(rule, "form")
        return text

    return check


def _as_written(value: Any) -> Any:
    """A code such as ``3344`` or ``3344.10`` that YAML reads as a number, back as it was written."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    return value


def _in_calendar(text: str) -> str:
    """A partial date that exists: there is no 30th of February."""
    parts = [int(part) for part in text.split("-")] if text != "unknown" else []
    try:
        date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        raise PydanticCustomError("date.form", "no such day") from None
    return text


def _day(value: Any) -> Any:
    """A day as it must be written; pydantic would take counts of seconds and times of day as well."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("schema.not_date", "not a day")
    return value


PRIVACY_LAW: Final = "privacy_law"
"""The local name of the health privacy law, which the market supplies, undeclined."""

Words = Annotated[str, AfterValidator(WordsSpec())]
"""A sentence without placeholders."""
RoleWords = Annotated[str, AfterValidator(WordsSpec((PRIVACY_LAW,)))]
"""A sentence of a role; the market's law may be named in it."""
RoleProse = Annotated[str, AfterValidator(WordsSpec((PRIVACY_LAW,), paragraphs=True))]
"""Paragraphs of a role, separated by empty lines."""
Line = Annotated[str, AfterValidator(_line)]
"""One line that is not translated: a name, a title of a source."""
Code = Annotated[str, BeforeValidator(_as_written, json_schema_input_type=str | int | float), AfterValidator(_line)]
"""A code of a classification, a postal code: kept as written."""
Id = Annotated[str, AfterValidator(matching("id.form", ID_PATTERN)), Field(json_schema_extra={"pattern": ID_PATTERN})]
LocationId = Annotated[
    str, AfterValidator(matching("location.form", ID_PATTERN)), Field(json_schema_extra={"pattern": ID_PATTERN})
]
"""The id of a place of the market pack."""
LanguageTag = Annotated[
    str,
    AfterValidator(matching("language.form", LANGUAGE_PATTERN)),
    Field(json_schema_extra={"pattern": LANGUAGE_PATTERN}),
]
"""A BCP 47 tag of language, optional script and region: ``en``, ``fr-CA``."""
PartialDate = Annotated[
    str,
    BeforeValidator(_as_written, json_schema_input_type=str | int | float),
    AfterValidator(matching("date.form", DATE_PATTERN)),
    AfterValidator(_in_calendar),
    Field(json_schema_extra={"pattern": DATE_PATTERN}),
]
"""A date as exact as it is known: ``2026``, ``2026-11`` or ``2026-11-22``."""
PublishedDate = Annotated[
    str,
    BeforeValidator(_as_written, json_schema_input_type=str | int | float),
    AfterValidator(matching("date.form", PUBLISHED_PATTERN)),
    AfterValidator(_in_calendar),
    Field(json_schema_extra={"pattern": PUBLISHED_PATTERN}),
]
"""A partial date, or the word ``unknown``."""
Country = Annotated[
    str,
    AfterValidator(matching("country.form", COUNTRY_PATTERN)),
    Field(json_schema_extra={"pattern": COUNTRY_PATTERN}),
]
"""An ISO 3166-1 code of two letters."""
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]
"""A day of the calendar: ``2026-11-22``."""
WholeNumber = Annotated[int, Strict()]
"""A number without a fraction, not in quotation marks."""
Flag = Annotated[bool, Strict()]
"""``true`` or ``false``; ``yes`` is a text."""
Url = Annotated[
    str,
    StringConstraints(max_length=2000),
    AfterValidator(matching("url.form", r"^https?://[^\s<>\"{}|\\^`]+$")),
    AfterValidator(checked),
]


class Item(Record):
    """An entry of a list. ``id`` is stable: overlays and openings refer to it."""

    id: Id
    """A short name of your choice, unique in its list. Keep it once it is written: other files refer to it."""


class Statement(Item):
    """One thing said. ``sources`` names where the fact is from; ``ours`` marks what this project wrote itself."""

    text: RoleWords
    """What it says, as a sentence or a phrase."""
    sources: tuple[Id, ...] = ()
    """Ids of the ``sources`` the fact is from, or ``ours`` for what you wrote yourself."""
