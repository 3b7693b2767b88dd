"""YAML data -> a model, or every problem with its place.

The wording of pydantic's messages is not relied on: its stable error types are mapped to our rules in one table. An error
type without a row still becomes a problem, under the rule ``schema.other``.
"""

import copy
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hiring.errors import ContentError, FieldPath, Finding, PathPart, Problem
from hiring.model.text import Record
from hiring.source import Document

M = TypeVar("M", bound=Record)

_MAX_SHOWN = 60


def validate(document: Document, model: type[M]) -> M:
    """The document as a model. Raises ``ContentError`` with every problem of its structure."""
    if not isinstance(document.data, dict):
        finding = Finding("schema.not_mapping", (), {"found": kind_of(document.data)}, "schema.not_mapping_top")
        raise ContentError([document.problem(finding)])
    findings = list(_without_value(document.data, ()))
    try:
        value = model.model_validate(document.data)
    except ValidationError as error:
        findings += [_finding(details, document, model) for details in error.errors(include_url=False)]
        findings = _without_consequences(findings)
    if findings:
        raise ContentError(document.problem(finding) for finding in findings)
    return value


def salvage(document: Document, model: type[M], problems: Iterable[Problem]) -> M | None:
    """The document as a model without the fields that have problems, so that the rest can be checked for its meaning.

    None when what is left is no model, or when a field is gone that others refer to: they would be blamed for it.
    """
    data = copy.deepcopy(document.data)
    # The last of a list and the innermost first: what holds a faulty field may be faulty itself.
    for path in sorted({document.locate(problem.path)[1] for problem in problems}, key=_depth_first, reverse=True):
        if not path or path[0] in _REFERRED_TO:
            return None
        _cut(data, path)
    try:
        return model.model_validate(data)
    except ValidationError:
        return None


def _depth_first(path: FieldPath) -> tuple[tuple[bool, int, str], ...]:
    return tuple((isinstance(part, int), part if isinstance(part, int) else 0, str(part)) for part in path)


def _cut(data: Any, path: FieldPath) -> None:
    """Take a field out of data; of a list, the item that holds it and all after it, so that no item moves."""
    for position, part in enumerate(path):
        if isinstance(data, list):
            assert isinstance(part, int), "lists are counted"
            del data[part:]
            return
        if position == len(path) - 1 or part not in data:  # gone already where an alias repeats it
            data.pop(part, None)
            return
        data = data[part]


_REFERRED_TO = frozenset(("id", "language", "sources", "competencies", "questions", "shared_questions"))
"""Fields whose absence would make other parts of the file look wrong."""


def _without_consequences(findings: list[Finding]) -> list[Finding]:
    """Without what another finding explains: a field missing because its name is misspelt, a whole that is not sound
    because a part of it is not."""
    misspelt = {(*f.path[:-1], f.values["suggestion"]) for f in findings if f.fix == "did_you_mean"}
    wholes = {finding.path[:length] for finding in findings for length in range(len(finding.path))}
    return [
        finding
        for finding in findings
        if finding.path not in wholes and (finding.rule != "schema.missing" or finding.path not in misspelt)
    ]


def _without_value(data: Any, path: FieldPath) -> Iterator[Finding]:
    """Keys and list items with nothing after them: a text that got lost, not a field left out."""
    if data is None:
        yield Finding("schema.no_value", path, {}, "schema.no_value")
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _without_value(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _without_value(value, (*path, index))


def _finding(details: ErrorDetails, document: Document, model: type[Record]) -> Finding:
    kind, location = details["type"], tuple(details["loc"])
    _, path = document.locate(_without_union_members(location, model))
    context = {name: str(value) for name, value in (details.get("ctx") or {}).items()}
    if kind == "missing":
        return Finding("schema.missing", (*path, str(location[-1])), {"field": str(location[-1])}, "schema.missing")
    if kind == "extra_forbidden":
        return _unknown_key(location, path, model)
    given = details.get("input")
    if given is None:
        return Finding("schema.no_value", path, {}, "schema.no_value")
    rule, values = _RULES.get(kind, ("schema.other", _other))
    if "." in kind:  # one of our own errors, named by its rule
        rule, values = kind, _nothing
    if isinstance(given, dict | list) and rule in _OF_ONE_VALUE:
        rule = "schema.not_single"
    elif isinstance(given, Decimal) and rule == "schema.not_whole_number":
        rule = "schema.not_whole"
    fix = "schema.not_single" if isinstance(given, dict | list) and rule in _KINDS_OF_ONE_VALUE else rule
    found = {**context, "value": _shown(given), "found": kind_of(given), **values(details, context)}
    return Finding(rule, path, found, fix)


def _without_union_members(location: FieldPath, model: type[Record]) -> FieldPath:
    """pydantic's path without the names of union members in it; the last step may be a field that does not exist."""
    candidates: list[Any] = [model]
    kept: list[PathPart] = []
    for part in location[:-1]:
        inner = [step for candidate in candidates for step in _step(candidate, part)]
        if inner:
            kept.append(part)
            candidates = inner
    return (*kept, *location[-1:])


def _unknown_key(location: FieldPath, path: FieldPath, model: type[Record]) -> Finding:
    key = str(location[-1])
    known = sorted(_keys_at(model, location[:-1]))
    close = get_close_matches(key, known, 1)
    if close:
        return Finding("schema.unknown_key", path, {"field": key, "suggestion": close[0]}, "did_you_mean", at_key=True)
    values = {"field": key, "known": ", ".join(known)}
    return Finding("schema.unknown_key", path, values, "schema.unknown_key", at_key=True)


def _keys_at(model: Any, location: FieldPath) -> set[str]:
    """The fields that a mapping at this place of the model may have."""
    candidates = [model]
    for part in location:
        inner: list[Any] = []
        for candidate in candidates:
            inner.extend(_step(candidate, part))
        if inner:
            candidates = inner
    return {
        info.alias or name
        for candidate in candidates
        for record in _records(candidate)
        for name, info in record.model_fields.items()
    }


def _step(annotation: Any, part: str | int) -> Iterator[Any]:
    if isinstance(part, int):
        for inner in _unwrapped(annotation):
            if get_origin(inner) is tuple:
                yield get_args(inner)[0]
        return
    for record in _records(annotation):
        for name, info in record.model_fields.items():
            if (info.alias or name) == part:
                yield info.annotation


def _unwrapped(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _unwrapped(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from _unwrapped(member)
    else:
        yield annotation


def _records(annotation: Any) -> Iterator[type[Record]]:
    for inner in _unwrapped(annotation):
        if isinstance(inner, type) and issubclass(inner, Record):
            yield inner


def kind_of(value: Any) -> str:
    """The kind of a YAML value, as the id of a phrase: ``text``, ``number``, ``list`` …"""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "text"
    if isinstance(value, dict):
        return "mapping"
    if isinstance(value, list | tuple):
        return "list"
    return "nothing" if value is None else "number"


def _shown(value: Any) -> str:
    if isinstance(value, dict | list | tuple):
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…"


Values = Callable[[ErrorDetails, Mapping[str, str]], dict[str, str]]


def _nothing(_details: ErrorDetails, _context: Mapping[str, str]) -> dict[str, str]:
    return {}


def _other(details: ErrorDetails, _context: Mapping[str, str]) -> dict[str, str]:
    return {"detail": details["msg"]}


def _limit(name: str) -> Values:
    return lambda _details, context: {"limit": context[name]}


def _choices(_details: ErrorDetails, context: Mapping[str, str]) -> dict[str, str]:
    return {"choices": context["expected"].replace("'", "").replace(" or ", ", ")}


#: Rules worded with the value, which must be a single one; and rules worded with its kind.
_OF_ONE_VALUE = frozenset({"schema.choice", "schema.not_date", "number.form"})
_KINDS_OF_ONE_VALUE = frozenset({"schema.not_text", "schema.not_whole_number", "schema.not_boolean"})

#: pydantic's error type -> our rule, and the values that its wording needs.
_RULES: Mapping[str, tuple[str, Values]] = {
    "string_type": ("schema.not_text", _nothing),
    "int_type": ("schema.not_whole_number", _nothing),
    "int_parsing": ("schema.not_whole_number", _nothing),
    "int_parsing_size": ("schema.not_whole_number", _nothing),
    "int_from_float": ("schema.not_whole_number", _nothing),
    "bool_type": ("schema.not_boolean", _nothing),
    "bool_parsing": ("schema.not_boolean", _nothing),
    "tuple_type": ("schema.not_list", _nothing),
    "list_type": ("schema.not_list", _nothing),
    "dict_type": ("schema.not_mapping", _nothing),
    "model_type": ("schema.not_mapping", _nothing),
    "model_attributes_type": ("schema.not_mapping", _nothing),
    "enum": ("schema.choice", _choices),
    "literal_error": ("schema.choice", _choices),
    "greater_than_equal": ("schema.too_small", _limit("ge")),
    "less_than_equal": ("schema.too_large", _limit("le")),
    "decimal_max_digits": ("schema.too_many_digits", _limit("max_digits")),
    "too_short": ("schema.too_few", _limit("min_length")),
    "too_long": ("schema.too_many", _limit("max_length")),
    "string_too_long": ("schema.too_long", _limit("max_length")),
    "date_type": ("schema.not_date", _nothing),
    "date_parsing": ("schema.not_date", _nothing),
    "date_from_datetime_parsing": ("schema.not_date", _nothing),
    "date_from_datetime_inexact": ("schema.not_date", _nothing),
}
