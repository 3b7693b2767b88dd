"""Content in which every text is one that a test chose, under a mark of its own, so that it can be found wherever it goes.

Which fields hold text the models say: a new field is planted as soon as it is there.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import AfterValidator

from hiring.model.text import Line, Record, WordsSpec

MARK: Final = re.compile(r"q\d{4}q")
"""A mark: too short to be hyphenated, and nothing that a program writes by itself."""

_LINE: Final = get_args(Line)[1].func
_AS_GIVEN: Final = {
    ("Source", "title"): "one of title and about",
    ("Source", "about"): "one of title and about",
    ("CostLine", "label"): "only of lines of one's own",
    ("Brand", "logo"): "a path",
    ("Brand", "letterhead"): "a path",
    ("Fonts", "regular"): "a path",
    ("Fonts", "bold"): "a path",
    ("Fonts", "italic"): "a path",
    ("Market", "posting_title"): "must hold the title",
    ("PostingRule", "title_forms"): "forms that the posting must have",
}
"""Texts that are not free: planted where there is one already and the reason allows it, else left as they are."""


@dataclass(frozen=True)
class Planted:
    """A text under its mark. ``field`` leads to it from its file, without ids: ``role.faq[internal].answer``."""

    mark: str
    field: str
    text: str


class Planter:
    """Writes records as data for YAML, with every text replaced by what ``wording`` makes of its mark and number."""

    def __init__(self, wording: Callable[[str, int], str]) -> None:
        self._wording = wording
        self.planted: list[Planted] = []

    def data(self, file: str, record: Record) -> dict[str, Any]:
        """The record as data for YAML. ``file`` is the first step of the fields in it."""
        return self._record(record, file)

    def _record(self, record: Record, path: str) -> dict[str, Any]:
        if "audience" in type(record).model_fields:
            path += f"[{record.model_dump()['audience']}]"
        data: dict[str, Any] = {}
        for name, annotation in _fields(type(record)):
            value = getattr(record, name)
            here = f"{path}.{name}"
            key = type(record).model_fields[name].alias or name
            if is_text(annotation) and (type(record).__name__, name) not in _AS_GIVEN:
                data[key] = self._text(here)
            elif _is_texts(annotation) and (type(record).__name__, name) not in _AS_GIVEN:
                data[key] = [self._text(here) for _ in value or ("",)]
            elif value is not None:
                data[key] = self._plain(value, here)
        return data

    def _plain(self, value: Any, path: str) -> Any:
        if isinstance(value, Record):
            return self._record(value, path)
        if isinstance(value, tuple):
            return [self._plain(item, path) for item in value]
        if isinstance(value, dict):
            return {str(key): self._plain(item, path) for key, item in value.items()}
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else float(value)
        return value.isoformat() if isinstance(value, date) else value

    def _text(self, field: str) -> str:
        number = len(self.planted)
        mark = f"q{number:04}q"
        text = self._wording(mark, number)
        self.planted.append(Planted(mark, field, text))
        return text


def text_fields(file: str, model: type[Record]) -> Iterator[str]:
    """Every field of a model, and of those inside it, that holds free text: ``role.kpis.measure``."""
    for name, annotation in _fields(model):
        if (model.__name__, name) in _AS_GIVEN:
            continue
        if is_text(annotation) or _is_texts(annotation):
            yield f"{file}.{name}"
        for inner in _records(annotation):
            yield from text_fields(f"{file}.{name}", inner)


def is_text(annotation: Any) -> bool:
    """Whether an annotation is that of words, or of a line."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        checks = [mark.func for mark in marks if isinstance(mark, AfterValidator)]
        return is_text(inner) or any(isinstance(check, WordsSpec) or check is _LINE for check in checks)
    return get_origin(annotation) in (Union, UnionType) and any(map(is_text, get_args(annotation)))


def _is_texts(annotation: Any) -> bool:
    if get_origin(annotation) in (Annotated, Union, UnionType):
        return any(map(_is_texts, get_args(annotation)))
    return get_origin(annotation) is tuple and is_text(get_args(annotation)[0])


def _fields(model: type[Record]) -> Iterator[tuple[str, Any]]:
    for name, info in model.model_fields.items():
        yield name, Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inner in get_args(annotation):
        yield from _records(inner)
