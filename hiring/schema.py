"""JSON Schemas of everything a person writes, for editors that complete and check while typing.

``python -m hiring.schema FOLDER`` writes all of them.
"""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hiring.language import CATEGORIES
from hiring.model.described import written_texts
from hiring.model.employer import Employer
from hiring.model.guide import LanguageGuide
from hiring.model.interview import Advice, Interview, SharedInterview
from hiring.model.market import Market
from hiring.model.opening import Opening
from hiring.model.overlay import EntriesShape, FieldsShape, Shape, TextShape, shape_of
from hiring.model.role import Role
from hiring.model.text import Record
from hiring.storage import output_folder, sync_folders, write_whole

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_INHERITED = ("language", "id", "parent")
"""What a market with a parent must still say itself."""


def _of_model(model: type[Record]) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True)
    _describe(schema, model.__name__)
    for name, part in schema.get("$defs", {}).items():
        _describe(part, name)
    _tidy(schema)
    return {"$schema": _DIALECT, **schema}


def _describe(schema: dict[str, Any], name: str) -> None:
    """Say of each field of a model what its source says of it."""
    texts = written_texts().get(name, {})
    for field, shape in schema.get("properties", {}).items():
        if field in texts:
            schema["properties"][field] = {"description": texts[field], **shape}


def _tidy(schema: Any) -> None:
    """Drop what pydantic adds and editors would show: titles made of field names, null for fields that may be absent."""
    if isinstance(schema, list):
        for value in schema:
            _tidy(value)
    if not isinstance(schema, dict):
        return
    if isinstance(schema.get("title"), str):
        del schema["title"]
    choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        del schema["anyOf"]
        schema |= choices[0]
    elif choices:
        schema["anyOf"] = choices
    if isinstance(schema.get("default", ...), dict | list | None):
        del schema["default"]
    _say_limits(schema)
    for value in schema.values():
        _tidy(value)


_LIMITS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


def _say_limits(schema: dict[str, Any]) -> None:
    """Limits in JSON Schema's words: pydantic leaves its own beside a type that is checked before its validators.

    ``format`` is a note only, so a day gets a pattern as well.
    """
    for own, standard in _LIMITS.items():
        if isinstance(schema.get(own), int | float):
            schema[standard] = schema.pop(own)
    if isinstance(schema.get("max_digits"), int):
        del schema["max_digits"]
    if schema.get("anyOf") == [{"type": "integer"}, {"type": "number"}]:
        del schema["anyOf"]
        schema["type"] = "number"
    if schema.get("type") == "string" and schema.get("format") == "date":
        schema.setdefault("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")


def _of_market() -> dict[str, Any]:
    schema = _of_model(Market)
    required = schema.pop("required")
    schema["anyOf"] = [{"required": list(_INHERITED)}, {"required": required}]
    return schema


def _of_words(model: type[Record]) -> dict[str, Any]:
    schema = _of_shape(shape_of(model))
    what = f"Words of another language for {model.__name__}, keyed by the ids of the source."
    return {"$schema": _DIALECT, "description": what, **schema}


def _of_shape(shape: Shape) -> dict[str, Any]:
    if isinstance(shape, TextShape):
        return {"type": "string", "minLength": 1, **_placeholders(shape)}
    if isinstance(shape, FieldsShape):
        properties = {written: _of_shape(inner) for written, (_, inner) in shape.fields.items()}
        return {"type": "object", "properties": properties, "additionalProperties": False}
    return _of_entries(shape)


def _of_entries(shape: EntriesShape) -> dict[str, Any]:
    item = _of_shape(shape.item.fields["text"][1] if shape.bare else shape.item)
    return {"type": "object", "additionalProperties": item}


def _placeholders(shape: TextShape) -> dict[str, str]:
    names = shape.spec.placeholders
    return {"description": "May hold " + ", ".join(f"{{{name}}}" for name in names)} if names else {}


def _of_phrases() -> dict[str, Any]:
    text = {"type": "string", "minLength": 1}
    forms = {
        "type": "object",
        "properties": dict.fromkeys(CATEGORIES, text),
        "required": ["other"],
        "additionalProperties": False,
    }
    return {
        "$schema": _DIALECT,
        "description": "Every human word of the program and its templates in one language.",
        "type": "object",
        "additionalProperties": {"oneOf": [text, forms]},
    }


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "role": lambda: _of_model(Role),
    "role-words": lambda: _of_words(Role),
    "interview": lambda: _of_model(Interview),
    "interview-words": lambda: _of_words(Interview),
    "shared-interview": lambda: _of_model(SharedInterview),
    "shared-interview-words": lambda: _of_words(SharedInterview),
    "advice": lambda: _of_model(Advice),
    "advice-words": lambda: _of_words(Advice),
    "market": _of_market,
    "market-words": lambda: _of_words(Market),
    "phrases": _of_phrases,
    "guide": lambda: _of_model(LanguageGuide),
    "employer": lambda: _of_model(Employer),
    "employer-words": lambda: _of_words(Employer),
    "opening": lambda: _of_model(Opening),
    "opening-words": lambda: _of_words(Opening),
}
"""What ``hiring schema NAME`` knows."""


def schema_text(name: str) -> str:
    """The JSON Schema of one kind of file, as it is committed. Raises ``KeyError`` for an unknown name."""
    return json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n"


def schema_files(folder: Path) -> tuple[Path, ...]:
    """Where in a folder each schema is written."""
    return tuple(folder / f"{name}.json" for name in SCHEMAS)


def write_all(folder: Path) -> None:
    """Write every schema as ``<name>.json`` into a folder. Raises ``StorageError``."""
    with output_folder(folder) as scratch:
        files = dict(zip(schema_files(folder), map(schema_text, SCHEMAS), strict=True))
        for path, text in files.items():
            write_whole(text.encode(), path, scratch)
        sync_folders(files, folder)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
