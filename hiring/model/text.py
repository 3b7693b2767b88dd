"""The texts inside content: words that are translated, and lines that stay as they are.

Which fields are words is said once, by their annotation: ``Annotated[str, AfterValidator(WordsSpec(...))]``, or one of the
aliases below. Overlay models, their JSON Schemas and the translation report derive from it (``hiring/model/overlay.py``).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
"""A placeholder is exactly ``{`` lower-case letters and underscores ``}``; every other brace is literal."""

ID_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LANGUAGE_PATTERN: Final = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
DATE_PATTERN: Final = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
PUBLISHED_PATTERN: Final = DATE_PATTERN + "|^unknown$"

_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e")
_LINE_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_PARAGRAPH_BREAK = re.compile(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+")


class Record(BaseModel):
    """The base of every model: frozen, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


@dataclass(frozen=True)
class WordsSpec:
    """Marks a field as words of a language, with the placeholders that may stand in it."""

    placeholders: tuple[str, ...] = ()
    paragraphs: bool = False

    def __call__(self, text: str) -> str:
        """The text, folded to one line (or one line a paragraph). Raises a pydantic error for what may not stand in it."""
        text = text.strip()
        if self.paragraphs:
            paragraphs = (_LINE_BREAK.sub(" ", part) for part in _PARAGRAPH_BREAK.split(text))
            text = "\n\n".join(paragraphs)
        else:
            if _PARAGRAPH_BREAK.search(text):
                raise PydanticCustomError("text.paragraphs", "several paragraphs")
            text = _LINE_BREAK.sub(" ", text)
        text = _checked(text)
        for name in PLACEHOLDER.findall(text):
            if name not in self.placeholders:
                context = {"name": name, "known": " ".join(self.placeholders)}
                raise PydanticCustomError("text.unknown_placeholder", "unknown placeholder", context)
        return text


def _checked(text: str) -> str:
    if not text:
        raise PydanticCustomError("text.empty", "empty text")
    for character in text:
        if character in _OVERRIDES:
            raise PydanticCustomError("text.bidi_override", "override", {"code": f"U+{ord(character):04X}"})
        if unicodedata.category(character) in ("Cc", "Cs") and character != "\n":
            raise PydanticCustomError("text.control_character", "control", {"code": f"U+{ord(character):04X}"})
    return text


def _line(text: str) -> str:
    text = text.strip()
    if "\n" in text:
        raise PydanticCustomError("text.paragraphs", "several lines")
    return _checked(text)


def _pattern(rule: str, pattern: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.match(text):
            raise PydanticCustomError(rule, "form", {"value": text[:80]})
        return text

    return check


def _as_written(value: Any) -> Any:
    """A code such as ``3344`` or ``3344.10`` that YAML reads as a number, back as it was written."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
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
Id = Annotated[str, AfterValidator(_pattern("id.form", ID_PATTERN)), Field(json_schema_extra={"pattern": ID_PATTERN})]
LanguageTag = Annotated[
    str,
    AfterValidator(_pattern("language.form", LANGUAGE_PATTERN)),
    Field(json_schema_extra={"pattern": LANGUAGE_PATTERN}),
]
"""A BCP 47 tag of language, optional script and region: ``en``, ``fr-CA``."""
PartialDate = Annotated[
    str,
    BeforeValidator(_as_written, json_schema_input_type=str | int | float),
    AfterValidator(_pattern("date.form", DATE_PATTERN)),
    Field(json_schema_extra={"pattern": DATE_PATTERN}),
]
"""A date as exact as it is known: ``2026``, ``2026-11`` or ``2026-11-22``."""
PublishedDate = Annotated[
    str,
    BeforeValidator(_as_written, json_schema_input_type=str | int | float),
    AfterValidator(_pattern("date.form", PUBLISHED_PATTERN)),
    Field(json_schema_extra={"pattern": PUBLISHED_PATTERN}),
]
"""A partial date, or the word ``unknown``."""
Url = Annotated[
    str,
    StringConstraints(max_length=2000),
    AfterValidator(_pattern("url.form", r"^https?://[^\s<>\"{}|\\^`]+$")),
]


class Item(Record):
    """An entry of a list. ``id`` is stable: overlays and openings refer to it."""

    id: Id


class Statement(Item):
    """One thing said. ``sources`` names where the fact is from; ``ours`` marks what this project wrote itself."""

    text: RoleWords
    sources: tuple[Id, ...] = ()
