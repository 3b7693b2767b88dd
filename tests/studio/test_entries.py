"""Fields of a form: what a file says in them, and the changes of the file that they ask for."""

import pytest

from hiring.editing import edited
from hiring.source import load
from hiring.studio.entries import Field, Kind, changes, new_id, shown
from hiring.studio.opening_fields import FIELDS, ORDER

FILE = """\
# What we need on the second floor.
id: desk-1
role: referral-coordinator   # not the front desk
market: us-ca
languages: [en, ar]
pay: {low: 52000, high: 60000, currency: USD, per: year}
benefits:
  - {id: health, text: Health insurance}
  - {id: leave, text: Twenty days of leave}
"""


def data(text: str = FILE) -> object:
    return load(text.encode(), "").data


def after(given: dict[str, list[str]], text: str = FILE) -> str:
    return edited(text.encode(), changes(FIELDS, given, data(text), ORDER)).decode()


def test_a_form_that_says_what_the_file_says_changes_nothing() -> None:
    given = {name: list(values) or [""] for name, values in shown(FIELDS, data()).items()}
    assert changes(FIELDS, given, data(), ORDER) == []


def test_a_field_that_was_not_sent_stays() -> None:
    assert changes(FIELDS, {}, data(), ORDER) == []


def test_what_changes_is_written_and_every_other_line_stays() -> None:
    text = after({"pay.low": ["53500.50"], "headcount": ["3"]})
    assert "pay: {low: 53500.50, high: 60000, currency: USD, per: year}" in text
    assert "headcount: 3" in text
    left = [line for line in text.splitlines() if line in FILE.splitlines()]
    assert len(left) == len(FILE.splitlines()) - 1


def test_an_empty_field_takes_its_value_out_of_the_file() -> None:
    assert "benefits" not in after({"benefits": [""]})


def test_a_currency_alone_says_nothing() -> None:
    given = {"pay.low": [""], "pay.high": [""], "pay.currency": ["USD"], "pay.per": ["year"]}
    assert "pay" not in after(given)


def test_what_is_not_a_number_is_written_as_it_is_for_validation_to_refuse() -> None:
    assert load(after({"headcount": ["three"]}).encode(), "").data["headcount"] == "three"


def test_lines_keep_the_ids_of_items_and_new_ones_get_an_id_from_their_words() -> None:
    found = load(after({"benefits": ["Dental care\r\nHealth insurance\nTwenty-five days of leave"]}).encode(), "").data
    assert found["benefits"] == [
        {"id": "dental-care", "text": "Dental care"},
        {"id": "health", "text": "Health insurance"},
        {"id": "leave", "text": "Twenty-five days of leave"},
    ]


def test_choices_keep_the_order_of_the_file() -> None:
    found = load(after({"languages": ["", "ar", "de", "en"]}).encode(), "").data
    assert found["languages"] == ["en", "ar", "de"]


def test_an_address_takes_the_place_of_a_place_and_gives_way_to_one() -> None:
    given = {"location": ["elsewhere"], "location.city": ["Exampleville"], "location.region": [""]}
    text = after(given)
    assert load(text.encode(), "").data["location"] == {"city": "Exampleville"}
    assert shown(FIELDS, data(text))["location"] == ("elsewhere",)
    back = after({"location": ["san-francisco"], "location.city": ["Exampleville"]}, text)
    assert load(back.encode(), "").data["location"] == "san-francisco"


@pytest.mark.parametrize(
    ("text", "taken", "found"),
    [
        ("Schedules the visit", (), "schedules-the-visit"),
        ("Réfère les patients à l’hôpital le jour même", (), "refere-les-patients-a-l"),
        ("Schedules the visit", ("schedules-the-visit",), "schedules-the-visit-2"),
        ("موعد", ("item",), "item-2"),
    ],
)
def test_an_id_is_made_from_words(text: str, taken: tuple[str, ...], found: str) -> None:
    assert new_id(text, taken) == found


def test_a_flag_is_written_as_one() -> None:
    field = Field("uses_ai", ("uses_ai",), Kind.FLAG)
    assert field.value(["false"], None) is False
    assert field.shown({"uses_ai": False}) == ("false",)
