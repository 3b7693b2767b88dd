"""Words of another language laid over a model: what an overlay may hold, and the laying.

The shape of an overlay is derived from the model's annotations: a field of words becomes a text, a list of items a mapping
by their ids, a record a mapping of its fields; what holds no words is left out. An item whose only words are ``text`` is
written as that text alone.
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from pydantic import AfterValidator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from hiring.errors import FieldPath, Finding
from hiring.model.text import PLACEHOLDER, Record, WordsSpec


@dataclass(frozen=True)
class TextShape:
    """One text."""

    spec: WordsSpec


@dataclass(frozen=True)
class FieldsShape:
    """The fields of a record that hold words, by the name they have in YAML: attribute and shape."""

    fields: "Mapping[str, tuple[str, Shape]]"


@dataclass(frozen=True)
class EntriesShape:
    """A list of items as a mapping by the attribute ``key``; ``bare`` items are their ``text`` alone."""

    key: str
    item: FieldsShape
    bare: bool


Shape = TextShape | FieldsShape | EntriesShape

R = TypeVar("R", bound=Record)


@cache
def shape_of(model: type[Record]) -> FieldsShape:
    """What an overlay of this model may hold."""
    fields: dict[str, tuple[str, Shape]] = {}
    for name, info in model.model_fields.items():
        shape = _field_shape(info)
        if shape is not None:
            fields[info.alias or name] = (name, shape)
    return FieldsShape(fields)


def _field_shape(info: FieldInfo) -> Shape | None:
    return _shape(Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation)


def _shape(annotation: Any) -> Shape | None:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        for mark in metadata:
            if isinstance(mark, AfterValidator) and isinstance(mark.func, WordsSpec):
                return TextShape(mark.func)
        return _shape(inner)
    if origin in (Union, types.UnionType):
        shapes = [shape for shape in map(_shape, get_args(annotation)) if shape is not None]
        return shapes[0] if shapes else None
    if origin is tuple:
        model = _record(get_args(annotation)[0])
        item = shape_of(model) if model else None
        if model is None or item is None or not item.fields:
            return None
        key = cast(str, getattr(model, "key", "id"))
        return EntriesShape(key, item, bare=tuple(item.fields) == ("text",))
    model = _record(annotation)
    if model is not None:
        shape = shape_of(model)
        return shape if shape.fields else None
    return None


def _record(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return None


def texts(record: Record) -> Iterator[tuple[FieldPath, str]]:
    """Every text of words in a record, with its path in an overlay."""
    yield from _texts(record, shape_of(type(record)), ())


def _texts(value: Any, shape: Shape, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if value is None:
        return
    if isinstance(shape, TextShape):
        yield path, value
    elif isinstance(shape, FieldsShape):
        for written, (name, inner) in shape.fields.items():
            yield from _texts(getattr(value, name), inner, (*path, written))
    else:
        for item in value:
            inner_shape: Shape = shape.item.fields["text"][1] if shape.bare else shape.item
            inner_value = item.text if shape.bare else item
            yield from _texts(inner_value, inner_shape, (*path, str(getattr(item, shape.key))))


def translate(record: R, overlay: Any) -> tuple[R, tuple[Finding, ...]]:
    """The record with the overlay's words instead of its own, and what is wrong with the overlay.

    Every text of the record must be in the overlay, with the same placeholders; nothing else may be. Where something is
    wrong the record keeps its own text, and the findings say so.
    """
    findings: list[Finding] = []
    shape = shape_of(type(record))
    return cast(R, _translate_fields(record, shape, overlay, (), findings)), _without_misspelt(findings)


def _without_misspelt(findings: list[Finding]) -> tuple[Finding, ...]:
    """Without the texts that are missing because their id or field is misspelt: saying so once is enough."""
    misspelt = {(*f.path[:-1], f.values["suggestion"]) for f in findings if f.fix == "did_you_mean"}
    return tuple(
        finding
        for finding in findings
        if finding.rule != "overlay.missing_text"
        or not any(finding.path[:length] in misspelt for length in range(1, len(finding.path) + 1))
    )


def _translate(value: Any, shape: Shape, overlay: Any, path: FieldPath, findings: list[Finding]) -> Any:
    if isinstance(shape, TextShape):
        return _translate_text(value, shape, overlay, path, findings)
    if isinstance(shape, FieldsShape):
        return _translate_fields(value, shape, overlay, path, findings)
    return _translate_entries(value, shape, overlay, path, findings)


def _translate_text(value: str, shape: TextShape, overlay: Any, path: FieldPath, findings: list[Finding]) -> str:
    if overlay is None:
        findings.append(Finding("overlay.missing_text", path, {"source": _short(value)}, "overlay.missing_text"))
        return value
    if not isinstance(overlay, str):
        findings.append(Finding("overlay.not_text", path, {}, "overlay.not_text"))
        return value
    try:
        text = shape.spec(overlay)
    except PydanticCustomError as error:
        values = {name: str(part) for name, part in (error.context or {}).items()}
        findings.append(Finding(error.type, path, values, error.type))
        return value
    if "{" not in value and "{" not in text:
        return text
    expected, found = sorted(PLACEHOLDER.findall(value)), sorted(PLACEHOLDER.findall(text))
    if set(expected) != set(found):
        values = {"expected": _braced(expected), "found": _braced(found)}
        findings.append(Finding("overlay.placeholders", path, values, "overlay.placeholders"))
        return value
    return text


def _translate_fields(value: Any, shape: FieldsShape, overlay: Any, path: FieldPath, findings: list[Finding]) -> Any:
    overlay = _mapping(overlay, path, findings)
    if overlay is None:
        return value
    known = [written for written, (name, _) in shape.fields.items() if _has_words(getattr(value, name))]
    _reject_unknown(overlay, known, path, findings, "overlay.unknown_field")
    changed = {}
    for written in known:
        name, inner = shape.fields[written]
        changed[name] = _translate(getattr(value, name), inner, overlay.get(written), (*path, written), findings)
    return value.model_copy(update=changed)


def _translate_entries(value: Any, shape: EntriesShape, overlay: Any, path: FieldPath, findings: list[Finding]) -> Any:
    overlay = _mapping(overlay, path, findings)
    if overlay is None:
        return value
    items = {str(getattr(item, shape.key)): item for item in value}
    with_words = {key: item for key, item in items.items() if any(_texts(item, shape.item, ()))}
    _reject_unknown(overlay, with_words, path, findings, "overlay.unknown_id")
    translate_item = _translate_bare if shape.bare else _translate_fields
    return tuple(
        translate_item(item, shape.item, overlay.get(key), (*path, key), findings) if key in with_words else item
        for key, item in items.items()
    )


def _translate_bare(value: Any, shape: FieldsShape, overlay: Any, path: FieldPath, findings: list[Finding]) -> Any:
    """An item whose words in the overlay are its text alone."""
    _, inner = shape.fields["text"]
    return value.model_copy(update={"text": _translate(value.text, inner, overlay, path, findings)})


def _mapping(overlay: Any, path: FieldPath, findings: list[Finding]) -> dict[str, Any] | None:
    if overlay is None:
        return {}
    if isinstance(overlay, dict):
        return overlay
    findings.append(Finding("overlay.not_mapping", path, {}, "overlay.not_mapping"))
    return None


def _reject_unknown(
    overlay: Mapping[str, Any], known: Any, path: FieldPath, findings: list[Finding], rule: str
) -> None:
    for key in overlay:
        if key not in known:
            close = get_close_matches(key, list(known), 1)
            values = {"name": key, "suggestion": close[0]} if close else {"name": key, "known": ", ".join(known) or "–"}
            fix = "did_you_mean" if close else rule
            findings.append(Finding(rule, (*path, key), values, fix, at_key=True))


def _has_words(value: Any) -> bool:
    if isinstance(value, Record):
        return any(texts(value))
    if isinstance(value, tuple):
        return any(isinstance(item, Record) and any(texts(item)) for item in value)
    return value is not None


def _braced(names: list[str]) -> str:
    return " ".join(f"{{{name}}}" for name in names) or "–"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
