"""What a field of a model holds and whether it must be there, in plain words."""

import re
import types
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from hiring.model.costs import Share
from hiring.model.employer import Colour, Email
from hiring.model.market import Region, UtcOffset
from hiring.model.money import Currency, Number
from hiring.model.text import (
    Code,
    Country,
    Day,
    Flag,
    Id,
    LanguageTag,
    Line,
    LocationId,
    PartialDate,
    PublishedDate,
    Record,
    Url,
    WholeNumber,
    WordsSpec,
)

_PLAIN: Final[Sequence[tuple[Any, str]]] = (
    (Id, "id"),
    (LocationId, "id of a place of the market"),
    (LanguageTag, "language tag, such as `en` or `fr-CA`"),
    (PartialDate, "date as `2026`, `2026-11` or `2026-11-22`"),
    (PublishedDate, "date as `2026`, `2026-11` or `2026-11-22`, or `unknown`"),
    (Day, "date as `2026-11-22`"),
    (Country, "country code of two letters, such as `US`"),
    (Region, "region code of one to three characters, such as `CA`"),
    (UtcOffset, "hours and minutes ahead of UTC, such as `+01:00` or `-08:00`"),
    (Currency, "currency code of three letters, such as `USD`"),
    (Share, "number, 0 to 100"),
    (Number, "number, 0 or more"),
    (Url, "web address that starts with `http://` or `https://`"),
    (Email, "email address"),
    (Colour, 'color as `"#0b5d66"`'),
    (Code, "code, kept as it is written"),
    (Line, "one line, never translated"),
    (Flag, "`true` or `false`"),
)
"""The kinds of value that the models name, and what a person writes."""

RECORD_NAMES: Final[Mapping[str, str]] = {"Faq": "FAQ entry", "Kpi": "KPI"}
"""Names of records that their class name does not give."""


def holds(annotation: Any) -> str:
    """What a field of this type holds. Raises ``TypeError`` for a type that has no words yet."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _holds_annotated(arguments[0], arguments[1:])
    if origin in (Union, types.UnionType):
        return ", or ".join(holds(member) for member in arguments if member is not type(None))
    if origin is Literal:
        return _choices(arguments)
    if origin is dict:
        return f"mapping from {holds(arguments[0]).replace('one of: ', 'any of ')} to {holds(arguments[1])}"
    if origin is tuple:
        inner = holds(arguments[0])
        return f"list of {inner}" if inner.startswith("[") else f"list; each entry: {inner}"
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return _choices([member.value for member in annotation])
    if isinstance(annotation, type) and issubclass(annotation, Record):
        name = record_name(annotation)
        return f"[{name}](#{name.lower().replace(' ', '-')})"
    raise TypeError(f"no words for {annotation!r}")


def _holds_annotated(inner: Any, metadata: tuple[Any, ...]) -> str:
    for mark in metadata:
        if isinstance(mark, AfterValidator) and isinstance(mark.func, WordsSpec):
            return held_words(mark.func)
    for alias, words in _PLAIN:
        base, *marks = get_args(alias)
        if base is inner and list(metadata[: len(marks)]) == marks:
            return words
    limits = [limit for mark in metadata for limit in (mark.metadata if isinstance(mark, FieldInfo) else [mark])]
    if inner is get_args(WholeNumber)[0]:
        return "whole number" + _range(limits)
    return holds(inner).replace("list", f"list{_length(limits)}", 1)


def held_words(spec: WordsSpec) -> str:
    """What a text that is translated holds."""
    text = "text, in one paragraph or several" if spec.paragraphs else "text"
    return text + (f"; may hold {_and(f'`{{{name}}}`' for name in spec.placeholders)}" if spec.placeholders else "")


def _range(limits: Sequence[Any]) -> str:
    """The narrowest of the limits on a number."""
    lows: list[Any] = [limit.ge for limit in limits if isinstance(limit, Ge)]
    highs: list[Any] = [limit.le for limit in limits if isinstance(limit, Le)]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is None:
        return ""
    return f", {low} or more" if high is None else f", {low} to {high}"


def _length(limits: Sequence[Any]) -> str:
    """The limits on the number of entries, to stand after the word “list”."""
    least = [f"at least {limit.min_length}" for limit in limits if isinstance(limit, MinLen)]
    most = [f"at most {limit.max_length}" for limit in limits if isinstance(limit, MaxLen)]
    return f" ({', '.join((*least, *most))})" if least or most else ""


def _choices(values: Sequence[str]) -> str:
    return "one of: " + ", ".join(f"`{value}`" for value in values)


def _and(parts: Iterator[str]) -> str:
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def record_name(record: type[Record]) -> str:
    """The name of a record in words: ``PayFigure`` is a Pay figure."""
    name = record.__name__
    return RECORD_NAMES.get(name) or re.sub(r"(?<=.)[A-Z]", lambda match: f" {match[0].lower()}", name)


def when_left_out(info: FieldInfo) -> str:
    """Whether a field must be there, and what holds if it is not."""
    if info.is_required():
        return "required"
    default = info.default
    if default is None or default == () or isinstance(default, Record):
        return "optional"
    if isinstance(default, tuple):
        return f"optional; else `[{', '.join(map(str, default))}]`"
    if isinstance(default, bool):
        return f"optional; else `{str(default).lower()}`"
    if isinstance(default, str | int | Decimal | date):
        return f"optional; else `{default}`"
    raise TypeError(f"no words for the default {default!r}")


def records_of(model: type[Record]) -> tuple[type[Record], ...]:
    """The model and every record inside it, in the order in which a reader meets them."""
    found: list[type[Record]] = [model]
    for record in found:
        hints = get_type_hints(record, include_extras=True)
        for name in record.model_fields:
            found += [inner for inner in _records_in(hints[name]) if inner not in found]
    return tuple(found)


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inner in get_args(annotation) if get_origin(annotation) is not Literal else ():
        yield from _records_in(inner)
