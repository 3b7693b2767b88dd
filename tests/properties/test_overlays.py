"""Any record of any model: its own texts as an overlay change nothing, others replace every word and no fact."""

import copy
import types
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from random import Random
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hiring.meaning import walk
from hiring.model.costs import CostLine
from hiring.model.employer import Employer
from hiring.model.interview import Advice, Interview, SharedInterview
from hiring.model.market import Market
from hiring.model.money import Source
from hiring.model.opening import Opening
from hiring.model.overlay import shape_of, texts, translate
from hiring.model.role import Role
from hiring.model.text import PLACEHOLDER, Record, WordsSpec

MODELS: tuple[type[Record], ...] = (Role, Interview, SharedInterview, Advice, Market, Employer, Opening)

IDS = ("a", "b", "c-1", "onet-soc", "text", "10")
"""Few, so that lists of different kinds share ids; ``text`` is also the name of a field."""

LETTERS = "abÅéßñعيא漢 .,:;!?'\"<>&*_#|\\{}[]()0129%$€–…\N{NO-BREAK SPACE}\N{RIGHT-TO-LEFT MARK}😀"

#: Fields whose form no annotation says in a way that a value could be made from.
BY_NAME: Mapping[str, Any] = {
    **dict.fromkeys(("id", "source", "role", "market", "parent", "location"), IDS),
    **dict.fromkeys(("url", "uri", "website", "apply_url"), ("https://example.org",)),
    **dict.fromkeys(("published", "retrieved", "as_of"), ("2026", "2026-11", "2026-11-22")),
    **dict.fromkeys(("sources", "shared_questions"), ((),)),
    **dict.fromkeys(("competencies", "questions"), (("a",),)),
    "notes": (1,),
    "languages": (("en",),),
    "language": ("en", "fr-CA"),
    "currency": ("USD",),
    "country": ("US",),
    "region": ("CA",),
    "email": ("a@example.org",),
    "colour": ("#0b5d66",),
    "code": ("43-6013",),
    "panel": (3,),
    "utc_offset": ("-05:00",),
    "channels": ({"agency": 100},),
}


class Maker:
    """Makes the YAML data of any record of a model, optional fields there or not. The seed decides everything."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def content(self, model: type[Record]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for name, info in model.model_fields.items():
            if name in ("amount", "low", "likely", "high", "unit") or (name == "currency" and "unit" in data):
                continue
            if info.is_required() or self._random.random() < 0.6:
                annotation = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
                data[info.alias or name] = self._value(annotation, name)
        if "amount" in model.model_fields:
            data["amount"] = 1
        elif "low" in model.model_fields:
            data |= {"low": 1, "high": 2}
        if "unit" in model.model_fields:
            data["unit"] = "day"
            data.pop("currency", None)
        if "measure" in data:
            data.pop("share_of", None)
            data |= {"share_of": "annual-salary"} if data["measure"] == "loaded-pay-share" else {}
        if model is CostLine:
            data |= {"unit": "money", "currency": "USD", "group": "tools", "label": self._words()}
        if model is Source:
            data.pop("title", None)
            data["about"] = self._words()
            if self._random.random() < 0.3:
                data |= {"title": "Title"}
                del data["about"]
        if "since" in model.model_fields:
            data |= {"law": "Law", "since": "2026-11-22"}
        if "steps" in data:
            data["minutes"] = sum(step["minutes"] for step in data["steps"])
        return data

    def _value(self, annotation: Any, name: str) -> Any:
        marks: tuple[Any, ...] = ()
        while get_origin(annotation) is Annotated:
            annotation, *outer = get_args(annotation)
            marks = (*marks, *outer)
        if any(isinstance(getattr(mark, "func", None), WordsSpec) for mark in marks):
            return self._words()
        origin = get_origin(annotation)
        if origin in (Union, types.UnionType):
            inner = next(inner for inner in get_args(annotation) if inner is not types.NoneType)
            return self._random.choice(BY_NAME[name]) if name in BY_NAME else self._value(inner, name)
        records = [inner for inner in get_args(annotation) if isinstance(inner, type) and issubclass(inner, Record)]
        if origin is tuple and records:
            return self._items(records[0])
        if isinstance(annotation, type) and issubclass(annotation, Record):
            return self.content(annotation)
        if name in BY_NAME:
            return self._random.choice(BY_NAME[name])
        if origin is tuple:
            return (self._value(get_args(annotation)[0], name),)
        if origin is Literal:
            return self._random.choice(get_args(annotation))
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return self._random.choice([member.value for member in annotation])
        known = {str: "Line", int: self._random.randint(15, 30), bool: True, date: "2026-11-22", Decimal: 1}
        return known[annotation]

    def _items(self, model: type[Record]) -> list[dict[str, Any]]:
        key = str(getattr(model, "key", "id"))
        made = [self.content(model) for _ in range(self._random.randint(1, 3))]
        return list({str(item.get(key, number)): item for number, item in enumerate(made)}.values())

    def _words(self) -> str:
        text = "".join(self._random.choices(LETTERS, k=self._random.randint(1, 12)))
        return PLACEHOLDER.sub("x", f"x{text}")


seeds = st.integers(0, 10_000_000)


def record_of(seed: int) -> Record:
    model = MODELS[seed % len(MODELS)]
    return model.model_validate(Maker(seed).content(model))


records = seeds.map(record_of)


def nested(entries: Iterator[tuple[tuple[Any, ...], str]]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path, text in entries:
        inner = tree
        for part in path[:-1]:
            inner = inner.setdefault(str(part), {})
        assert str(path[-1]) not in inner, f"{path} stands twice"
        inner[str(path[-1])] = text
    return tree


def facts(record: Record) -> list[tuple[tuple[Any, ...], str, Any]]:
    """Every field that holds neither words nor other records, by its place in the record."""
    return [
        (path, name, getattr(inner, name))
        for path, inner in walk(record)
        for name in type(inner).model_fields
        if name not in {attribute for attribute, _ in shape_of(type(inner)).fields.values()}
        and not isinstance(getattr(inner, name), Record)
    ]


many = settings(max_examples=80, deadline=None)


@many
@given(records)
def test_a_records_own_texts_are_an_overlay_that_changes_nothing(record: Record) -> None:
    assert translate(record, nested(texts(record))) == (record, ())


@many
@given(records)
def test_a_complete_overlay_replaces_every_word_and_no_fact(record: Record) -> None:
    other = {path: f"{text.strip()} ({number})" for number, (path, text) in enumerate(texts(record))}
    translated, found = translate(record, nested(iter(other.items())))
    assert found == ()
    assert dict(texts(translated)) == other
    assert facts(translated) == facts(record)


@many
@given(records, st.data())
def test_a_text_taken_out_is_the_one_that_is_missing(record: Record, data: st.DataObject) -> None:
    entries = dict(texts(record))
    assume(entries)
    gone = data.draw(st.sampled_from(sorted(entries)))
    rest = nested((path, text) for path, text in entries.items() if path != gone)
    translated, found = translate(record, rest)
    assert [(one.rule, one.path) for one in found] == [("overlay.missing_text", gone)]
    assert translated == record


@many
@given(records, st.data())
def test_a_key_that_the_source_lacks_is_the_one_that_is_unknown(record: Record, data: st.DataObject) -> None:
    overlay = nested(texts(record))
    places = [()] + [path[:length] for path, _ in texts(record) for length in range(1, len(path))]
    place = data.draw(st.sampled_from(sorted(set(places))))
    inner = overlay
    for part in place:
        inner = inner[str(part)]
    inner["no-such-key"] = "x"
    translated, found = translate(record, overlay)
    assert [one.path for one in found] == [(*place, "no-such-key")]
    assert found[0].rule in ("overlay.unknown_id", "overlay.unknown_field")
    assert found[0].at_key
    assert translated == record


@many
@given(records, st.data(), st.sampled_from([1, True, ["x"], {"text": "x"}]))
def test_a_text_of_another_type_is_named_and_left_out(record: Record, data: st.DataObject, wrong: Any) -> None:
    entries: dict[tuple[Any, ...], Any] = dict(texts(record))
    assume(entries)
    place = data.draw(st.sampled_from(sorted(entries)))
    overlay = nested(iter(entries.items()))
    inner = overlay
    for part in place[:-1]:
        inner = inner[part]
    inner[place[-1]] = copy.deepcopy(wrong)
    translated, found = translate(record, overlay)
    assert [(one.rule, one.path) for one in found] == [("overlay.not_text", place)]
    assert translated == record


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_search_makes_records_with_every_kind_of_words(model: type[Record]) -> None:
    """A maker that left a field out always would prove nothing about it."""
    made = [model.model_validate(Maker(seed).content(model)) for seed in range(30)]
    found = {path[0] for record in made for path, _ in texts(record)}
    assert found == set(shape_of(model).fields)
