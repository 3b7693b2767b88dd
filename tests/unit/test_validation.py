"""Data to models: what is refused, where it is placed, and what a workspace adds to what is shipped."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from hiring.checking import problems
from hiring.errors import ContentError, Problem, StorageError, UsageError
from hiring.language import Language, word_problem
from hiring.library import Library
from hiring.model.money import Bounds, PayFigure
from hiring.model.opening import Address, Opening
from hiring.model.role import Role
from hiring.model.text import Code, Day, Flag, Id, PartialDate, PublishedDate, Record, Url, WholeNumber, Words
from hiring.source import load
from hiring.validation import kind_of, validate
from hiring.workspace import Workspace

SOUND = """\
id: clerk
language: en
title: Clerk
responsibilities:
  - id: file
    text: File letters.
"""


def problems_of(text: str, model: type[Record] = Role) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        validate(load(text.encode(), "a.yaml"), model)
    return caught.value.problems


def test_a_sound_file_becomes_a_frozen_model() -> None:
    role = validate(load(SOUND.encode(), "a.yaml"), Role)
    assert role.responsibilities[0].text == "File letters."
    with pytest.raises(ValidationError):
        role.title = "Other"  # type: ignore[misc]  # that it cannot be assigned is the point


def test_every_problem_of_a_file_is_told_at_once_and_in_order() -> None:
    found = problems_of("id: A\ntitel: Clerk\nresponsibilities:\n  - {id: b, text: ''}\n  - {id: c, texts: x}\n  - 7\n")
    assert [(p.line, p.column, p.field_path, p.rule, p.fix) for p in found] == [
        (1, 1, "language", "schema.missing", "schema.missing"),
        (1, 5, "id", "id.form", "id.form"),
        (2, 1, "titel", "schema.unknown_key", "did_you_mean"),
        (4, 19, "responsibilities[1].text", "text.empty", "text.empty"),
        (5, 13, "responsibilities[2].texts", "schema.unknown_key", "did_you_mean"),
        (6, 5, "responsibilities[3]", "schema.not_mapping", "schema.not_mapping"),
    ]


def test_a_whole_is_not_blamed_for_its_part() -> None:
    pay = "pay:\n  - {market: us, amount: , low: x, currency: USD, per: year, kind: mean, source: ours}\n"
    assert [(p.rule, p.field_path) for p in problems_of(SOUND + pay)] == [
        ("schema.no_value", "pay[1].amount"),
        ("number.form", "pay[1].low"),
    ]


def test_fields_of_a_place_are_shown_as_the_file_has_them() -> None:
    opening = "id: a\nrole: clerk\nmarket: us\nlanguages: [en]\nlocation: {address: {city: 7}, id: x}\n"
    assert [(p.field_path, p.rule) for p in problems_of(opening, Opening)] == [
        ("location.city", "schema.missing"),
        ("location.address", "schema.unknown_key"),
        ("location.id", "schema.unknown_key"),
    ]


class Unmapped(Record):
    """A field with a constraint that has no row in the table of rules."""

    steps: int = Field(multiple_of=5)


def test_an_error_without_a_rule_is_still_a_problem_with_its_place(english: Language) -> None:
    (problem,) = problems_of("steps: 7\n", Unmapped)
    assert word_problem(english, problem).startswith("a.yaml:1:8: steps: Input should be a multiple of 5 (")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (True, "boolean"),
        ("x", "text"),
        ({}, "mapping"),
        ([], "list"),
        (None, "nothing"),
        (1, "number"),
        (Decimal(1), "number"),
    ],
)
def test_kinds_have_a_phrase(value: object, kind: str, english: Language) -> None:
    assert kind_of(value) == kind
    assert english.has(f"kind.{kind}")


@pytest.mark.parametrize("kind", [Id, PartialDate, PublishedDate, Url])
@pytest.mark.parametrize("text", ["", " ", "x\n", "\n"])
def test_forms_hold_to_the_end_of_the_text(kind: Any, text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13", "0000", "2026-00", "26-01-01", "2026-1-1"])
@pytest.mark.parametrize("kind", [PartialDate, PublishedDate])
def test_a_partial_date_is_in_the_calendar(kind: Any, day: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(day)


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        (PartialDate, 2026, "2026"),
        (PartialDate, "2028-02-29", "2028-02-29"),
        (PublishedDate, "unknown", "unknown"),
        (Code, 3344, "3344"),
        (Code, Decimal("3344.10"), "3344.10"),
        (Code, Decimal("0.0000001"), "0.0000001"),
        (Day, "2028-02-29", date(2028, 2, 29)),
        (Words, "  one\n  two ", "one two"),
        (Words, "C'est « ça\u202f» {Not} { one }", "C'est « ça\u202f» {Not} { one }"),
    ],
)
def test_what_is_accepted_and_what_it_becomes(kind: Any, given: object, value: object) -> None:
    assert TypeAdapter(kind).validate_python(given) == value


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (WholeNumber, "2"),
        (WholeNumber, True),
        (WholeNumber, Decimal("2.0")),
        (Flag, "yes"),
        (Flag, "true"),
        (Flag, 1),
        (Day, 0),
        (Day, 86400),
        (Day, "86400"),
        (Day, "2026-11-22T00:00:00"),
        (Day, "2026-02-30"),
        (Code, True),
        (PartialDate, "unknown"),
        (Words, "a\u2028\x07"),
        (Words, "\u202e"),
        (Words, "\uffff"),
        (Words, "\u200b"),
        (Words, "{employer}"),
    ],
)
def test_what_is_refused(kind: Any, given: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(given)


@pytest.mark.parametrize(
    ("fields", "is_sound"),
    [
        ({"amount": 0}, True),
        ({"low": 0, "high": 0}, True),
        ({"low": 0, "likely": 0, "high": 1}, True),
        ({}, False),
        ({"low": 0}, False),
        ({"likely": 0}, False),
        ({"amount": 0, "low": 0, "high": 0}, False),
        ({"amount": 5, "low": 0}, False),
        ({"amount": 5, "likely": 0}, False),
    ],
)
def test_a_figure_is_one_amount_or_a_range_and_zero_counts(fields: dict[str, int], is_sound: bool) -> None:
    if is_sound:
        assert Bounds.model_validate(fields).model_dump(exclude_none=True) == fields
    else:
        with pytest.raises(ValidationError):
            Bounds.model_validate(fields)


def test_amounts_are_exact() -> None:
    text = "market: us\namount: 0.10\ncurrency: USD\nper: hour\nkind: mean\nsource: ours\n"
    amount = validate(load(text.encode(), "a.yaml"), PayFigure).amount
    assert (type(amount), str(amount)) == (Decimal, "0.10")


@pytest.fixture
def workspace(tmp_path: Path) -> Callable[..., Library]:
    """A workspace with these files over what is shipped."""

    def make(**files: str) -> Library:
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Library(Workspace.at(tmp_path))

    return make


def test_what_is_shipped_is_sound(workspace: Callable[..., Library], english: Language) -> None:
    assert [word_problem(english, problem) for problem in problems(workspace())] == []


def test_a_market_of_the_workspace_is_merged_by_key_over_the_shipped_one(workspace: Callable[..., Library]) -> None:
    shipped = workspace().market("us", "en")
    own = "id: us\nhours_per_year: 1950\nlaws: [{id: privacy, name: HIPAA Rules}]\n"
    library = workspace(markets__us=own)
    assert problems(library) == ()
    merged = library.market("us", "en")
    assert (merged.hours_per_year, merged.currency, merged.rules) == (1950, shipped.currency, shipped.rules)
    assert {law.id: law.name for law in merged.laws}["privacy"] == "HIPAA Rules"
    assert library.market("us-ca", "en").hours_per_year == 1950


def test_a_fault_in_a_merged_market_is_placed_in_the_file_that_has_it(workspace: Callable[..., Library]) -> None:
    (problem,) = problems(workspace(markets__us="id: us\nlaws:\n  - {id: privacy, name: HIPAA, citation: ''}\n"))
    assert (problem.file, problem.line, problem.field_path) == ("markets/us.yaml", 3, "laws[1].citation")


def test_phrases_of_the_workspace_are_merged_by_key(workspace: Callable[..., Library]) -> None:
    library = workspace(templates__phrases__en="document.posting.name: Advert\n")
    assert problems(library) == ()
    assert library.language("en")("document.posting.name") == "Advert"
    assert library.language("en").has("document.interview-kit.name")


def test_only_what_stands_under_the_given_paths_is_told(workspace: Callable[..., Library], tmp_path: Path) -> None:
    opening = "id: {}\nrole: nobody\nmarket: us\nlanguages: [en]\n"
    library = workspace(openings__a=opening.format("a"), openings__b=opening.format("b"), openings__c__d="id: d\n")
    everything = [problem.file for problem in problems(library)]
    assert everything == ["employer.yaml", "openings/a.yaml", "openings/b.yaml", "openings/c/d.yaml"]
    assert [p.file for p in problems(library, [tmp_path / "openings" / "a.yaml"])] == ["openings/a.yaml"]
    assert [p.file for p in problems(library, [tmp_path / "openings"])] == everything[1:]
    assert [p.file for p in problems(library, [tmp_path])] == everything


def test_a_missing_file_is_told_under_its_folder(workspace: Callable[..., Library], tmp_path: Path) -> None:
    library = workspace(roles__nurse__interview="language: en\n")
    (problem,) = problems(library, [tmp_path / "roles" / "nurse"])
    assert (problem.rule, problem.file) == ("file.missing", "roles/nurse/role.yaml")


@pytest.mark.parametrize(("name", "rule"), [("nowhere", "no_such_path"), ("notes", "path_without_content")])
def test_a_path_without_content_is_an_error_of_usage(
    name: str, rule: str, workspace: Callable[..., Library], tmp_path: Path
) -> None:
    (tmp_path / "notes").mkdir()
    with pytest.raises(UsageError) as caught:
        problems(workspace(), [tmp_path / name])
    assert caught.value.failure.rule == rule


def test_a_folder_without_permission_is_a_failure_of_storage(
    workspace: Callable[..., Library], tmp_path: Path, without_root_rights: Callable[[], AbstractContextManager[None]]
) -> None:
    library = workspace(openings__a="id: a\n")
    (tmp_path / "openings").chmod(0)
    try:
        with without_root_rights(), pytest.raises(StorageError) as caught:
            problems(library)
    finally:
        (tmp_path / "openings").chmod(0o700)
    assert caught.value.failure.rule == "cannot_read"


def test_a_file_name_that_is_not_utf_8_can_be_printed(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / "openings")
    os.mkdir(folder)  # noqa: PTH102 - pathlib takes no bytes
    try:
        with open(folder + b"/\xff.yaml", "wb") as stream:  # noqa: PTH123 - as above
            stream.write(b"id: x\n")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    found = problems(Library(Workspace.at(tmp_path)))
    assert [p.file for p in found] == [r"openings/\xff.yaml"]
    assert str(found[0].values).encode("utf-8")


def test_an_address_is_no_id() -> None:
    text = "id: a\nrole: clerk\nmarket: us\nlanguages: [en]\nlocation: {city: Fresno, postal_code: 93650}\n"
    opening = validate(load(text.encode(), "a.yaml"), Opening)
    assert opening.location == Address(city="Fresno", postal_code="93650")
