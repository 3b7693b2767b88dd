"""Languages: plurals, numbers, money, dates and lists in the six languages, and the wording of problems."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import hiring
from hiring.errors import ContentError, Problem
from hiring.language import CATEGORIES, Language, Phrase, fallbacks, fill, locale_of, phrases_of, word_problem
from hiring.model.money import Period
from hiring.source import load
from hiring.workspace import shipped

TAGS = ("en", "fr", "sv", "es", "de", "ar")
NNBSP, NBSP = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
LRM, RLM = "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}"
PLURALS = {category: f"{category} {{count}}" for category in CATEGORIES}
PHRASES: dict[str, Phrase] = {
    "days": PLURALS,
    "range.money": "{low} – {high}",
    "pay.per_year": "{amount} / year",
    "pay.per_hour": "{amount} / hour",
    "quote": "«{text}»",
    "two": "{first} {second}",
    "left": {"one": "one minute left", "other": "{minutes} minutes left of {total}"},
}


def language(tag: str) -> Language:
    return Language(tag, PHRASES)


@pytest.fixture(scope="module")
def english() -> Language:
    return Language("en", phrases_of(load((shipped("templates") / "phrases" / "en.yaml").read_bytes(), "en.yaml")))


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "1,234,567.50"),
        ("fr", f"1{NNBSP}234{NNBSP}567,50"),
        ("sv", f"1{NBSP}234{NBSP}567,50"),
        ("es", "1.234.567,50"),
        ("de", "1.234.567,50"),
        ("ar", "1,234,567.50"),
    ],
)
def test_numbers_keep_the_decimals_they_were_given_with(tag: str, expected: str) -> None:
    assert language(tag).number(Decimal("1234567.50")) == expected


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("0.125", 2, "0.13"),
        ("0.375", 2, "0.38"),
        ("2.4999", 0, "2"),
        ("2", 1, "2.0"),
        ("0.995", 2, "1.00"),
        ("999.5", 0, "1,000"),
    ],
)
def test_rounding_is_half_up_to_exactly_the_places_asked_for(value: str, places: int, expected: str) -> None:
    assert language("en").number(Decimal(value), places) == expected
    assert language("en").percent(Decimal(value), places) == f"{expected}%"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", "29.8%"), ("fr", f"29,8{NBSP}%"), ("sv", f"29,8{NBSP}%"), ("es", f"29,8{NBSP}%"), ("de", f"29,8{NBSP}%")],
)
def test_percentages(tag: str, expected: str) -> None:
    assert language(tag).percent(Decimal("29.8")) == expected


@pytest.mark.parametrize("tag", TAGS)
def test_percentages_are_never_rounded_unasked(tag: str) -> None:
    assert "29" in language(tag).percent(Decimal("29.0625"))
    assert "0625" in language(tag).percent(Decimal("29.0625"))


@pytest.mark.parametrize(
    ("tag", "amount", "currency", "expected"),
    [
        ("en", "44141", "USD", "$44,141"),
        ("en", "44141.00", "USD", "$44,141"),
        ("en", "21.5", "USD", "$21.50"),
        ("en", "0.125", "USD", "$0.13"),
        ("en", "2.5", "JPY", "¥3"),
        ("fr", "44141", "EUR", f"44{NNBSP}141{NBSP}€"),
        ("fr-CA", "21.5", "CAD", f"21,50{NBSP}$"),
        ("sv", "32000", "SEK", f"32{NBSP}000{NBSP}kr"),
        ("es", "44141", "EUR", f"44.141{NBSP}€"),
        ("de", "12.345", "EUR", f"12,35{NBSP}€"),
        ("ar", "44141", "EUR", f"{RLM}44,141{NBSP}€{LRM}"),
    ],
)
def test_money_is_whole_or_has_the_decimals_of_its_currency(
    tag: str, amount: str, currency: str, expected: str
) -> None:
    assert language(tag).money(Decimal(amount), currency) == expected


@pytest.mark.parametrize(("amount", "expected"), [("2.5", "$3"), ("3.49", "$3"), ("1999.50", "$2,000"), ("0", "$0")])
def test_estimates_are_rounded_half_up_to_whole_units(amount: str, expected: str) -> None:
    assert language("en").rounded_money(Decimal(amount), "USD") == expected


def test_a_range_of_one_amount_is_that_amount() -> None:
    assert language("en").money_range(Decimal(52000), Decimal("52000.00"), "USD") == "$52,000"
    assert language("en").money_range(Decimal(52000), Decimal(60000), "USD") == "$52,000 – $60,000"


def test_pay_names_its_period() -> None:
    assert language("en").pay(Decimal(52000), Decimal(60000), "USD", Period.YEAR) == "$52,000 – $60,000 / year"
    assert language("en").pay(Decimal("21.5"), Decimal("21.5"), "USD", Period.HOUR) == "$21.50 / hour"


def test_every_period_has_its_phrase(english: Language) -> None:
    for period in Period:
        assert "$9" in english.pay(Decimal(9), Decimal(9), "USD", period)


@pytest.mark.parametrize(
    ("tag", "day", "month"),
    [
        ("en", "November 5, 2026", "November 2026"),
        ("fr", "5 novembre 2026", "novembre 2026"),
        ("sv", "5 november 2026", "november 2026"),
        ("es", "5 de noviembre de 2026", "noviembre de 2026"),
        ("de", "5. November 2026", "November 2026"),
        ("ar", "5 نوفمبر 2026", "نوفمبر 2026"),
        ("fr-CA", "5 novembre 2026", "novembre 2026"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(tag: str, day: str, month: str) -> None:
    assert language(tag).date(date(2026, 11, 5)) == day
    assert language(tag).partial_date("2026-11-05") == day
    assert language(tag).partial_date("2026-11") == month
    assert language(tag).partial_date("2026") == "2026"


@pytest.mark.parametrize("tag", [*TAGS, "ar-EG", "ar-SA", "fa", "hi", "bn", "mr", "ne", "my"])
def test_digits_are_latin_in_every_language(tag: str) -> None:
    """Egypt, Iran, India and Nepal write their own digits by default."""
    here = language(tag)
    written = [
        here.number(1234567890),
        here.number(Decimal("0.125"), 2),
        here.percent(Decimal("29.8")),
        here.money(Decimal("1234567.89"), "USD"),
        here.rounded_money(Decimal("1234567.89"), "EUR"),
        here.date(date(2026, 11, 22)),
        here.partial_date("2026-11"),
        here("days", count=103),
    ]
    digits = [character for text in written for character in text if unicodedata.category(character) == "Nd"]
    assert len(digits) > 30
    assert set(digits) <= set("0123456789")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", {0: "other", 1: "one", 2: "other", 21: "other"}),
        ("fr", {0: "one", 1: "one", 2: "other", 1_000_000: "many"}),
        ("sv", {0: "other", 1: "one", 2: "other"}),
        ("es", {0: "other", 1: "one", 2: "other", 1_000_000: "many"}),
        ("de", {0: "other", 1: "one", 2: "other"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other", 103: "few"}),
        ("ar-EG", {0: "zero", 1: "one", 2: "two", 111: "many", 102: "other"}),
    ],
)
def test_plurals_follow_cldr(tag: str, expected: dict[int, str]) -> None:
    assert {count: language(tag)("days", count=count).split()[0] for count in expected} == expected


def test_a_plural_form_that_is_missing_is_the_other_one() -> None:
    few = Language("ar", {"days": {"one": "يوم", "other": "{count} أيام"}})
    assert few("days", count=3) == "3 أيام"
    assert few("days", count=1) == "يوم"


def test_the_only_number_among_the_values_is_the_count() -> None:
    here = Language("en", {"left": {"one": "{what}: one minute", "other": "{what}: {minutes} minutes"}})
    assert here("left", what="Opening", minutes=1) == "Opening: one minute"
    assert here("left", what="7", minutes=Decimal(4)) == "7: 4 minutes"


def test_two_numbers_need_one_that_is_named_count() -> None:
    with pytest.raises(KeyError, match="left"):
        language("en")("left", minutes=3, total=45)
    assert language("en")("left", minutes=3, total=45, count=3) == "3 minutes left of 45"


def test_decimals_decide_the_plural_with_the_number_as_it_is_written() -> None:
    days = Language("en", {"days": {"one": "{count} day", "other": "{count} days"}})
    assert days("days", count=Decimal(1)) == "1 day"
    assert days("days", count=Decimal("1.0")) == "1.0 days"


def test_numbers_in_phrases_are_written_in_the_language() -> None:
    assert Language("de", {"p": "{n} Euro"})("p", n=Decimal("1234.5")) == "1.234,5 Euro"


def test_a_value_is_never_filled_again() -> None:
    assert language("en")("two", first="{second}", second="{first}") == "{second} {first}"


def test_a_placeholder_without_a_value_and_a_phrase_that_is_missing_are_errors() -> None:
    with pytest.raises(KeyError, match="second"):
        language("en")("two", first="a")
    with pytest.raises(KeyError, match="nowhere"):
        language("en")("nowhere")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{employer} hires", "Example hires"),
        ("{Employer} {employer1} {} { employer } {{employer}}", "{Employer} {employer1} {} { employer } {Example}"),
        ("{other}", "{other}"),
        ("a } b { c", "a } b { c"),
    ],
)
def test_only_placeholders_are_filled_and_other_braces_stay(text: str, expected: str) -> None:
    assert fill(text, {"employer": "Example"}) == expected


def test_a_filled_value_is_not_filled_again() -> None:
    assert fill("{employer} {role}", {"employer": "{role}", "role": "{employer}"}) == "{role} {employer}"


@pytest.mark.parametrize(
    ("tag", "all_of", "one_of"),
    [
        ("en", "a, b, and c", "a, b, or c"),
        ("fr", "a, b et c", "a, b ou c"),
        ("sv", "a, b och c", "a, b eller c"),
        ("es", "a, b y c", "a, b o c"),
        ("de", "a, b und c", "a, b oder c"),
        ("ar", "a وb وc", "a أو b أو c"),
    ],
)
def test_lists_are_joined_in_words(tag: str, all_of: str, one_of: str) -> None:
    assert language(tag).join(["a", "b", "c"]) == all_of
    assert language(tag).join(["a", "b", "c"], "or") == one_of


def test_lists_of_one_and_of_none() -> None:
    assert language("fr").join(["a"]) == "a"
    assert language("fr").join([]) == ""


def test_braces_in_a_joined_item_stay() -> None:
    assert language("en").join(["{0}", "{1}"]) == "{0} and {1}"


@pytest.mark.parametrize(
    ("tag", "expected"), [("ar", "rtl"), ("fa", "rtl"), ("he", "rtl"), ("en", "ltr"), ("sv", "ltr")]
)
def test_direction(tag: str, expected: str) -> None:
    assert language(tag).direction == expected


def test_names_of_languages() -> None:
    assert language("fr").name == "français"
    assert language("sv").name_of("de") == "tyska"
    assert language("en").name_of("fr-CA") == "French (Canada)"
    assert language("en").name_of("qqq") == "qqq"


def test_countries_are_named_in_the_language() -> None:
    assert language("en").country("US") == "United States"
    assert language("fr").country("SE") == "Suède"
    assert language("ar").country("CA") == "كندا"
    assert language("en").country("QQ") == "QQ"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("fr", ("fr",)), ("fr-CA", ("fr-CA", "fr")), ("zh-Hant-TW", ("zh-Hant-TW", "zh-Hant", "zh"))],
)
def test_fallbacks_go_from_the_region_to_the_language(tag: str, expected: tuple[str, ...]) -> None:
    assert fallbacks(tag) == expected


@pytest.mark.parametrize("tag", ["", "EN", "en_US", "english", "en-us", "xx", "en\n", "../en", "fr-CA-x"])
def test_what_is_no_language_has_no_locale(tag: str) -> None:
    assert locale_of(tag) is None


def test_locale_of_a_region() -> None:
    locale = locale_of("fr-CA")
    assert locale is not None
    assert (locale.language, locale.territory) == ("fr", "CA")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("- a", [("schema.not_mapping", 1)]),
        ("a: ok\nb: '  '", [("text.empty", 2)]),
        ("a: 12", [("phrases.form", 1)]),
        ("a: [x]", [("phrases.form", 1)]),
        ("a:", [("phrases.form", 1)]),
        ("a: {one: x}", [("phrases.no_other", 1)]),
        ("a: {one: x, other: y, plenty: z}", [("phrases.category", 1)]),
        ("a: {other: ''}", [("phrases.form", 1)]),
        ("a: {one: 1, other: x}", [("phrases.form", 1)]),
        ("a: ''\nb: {few: x}\nc: ok\nd: true", [("text.empty", 1), ("phrases.no_other", 2), ("phrases.form", 4)]),
    ],
)
def test_phrases_with_wrong_forms_are_all_named_with_their_lines(written: str, expected: list[tuple[str, int]]) -> None:
    with pytest.raises(ContentError) as caught:
        phrases_of(load(written.encode(), "templates/phrases/xx.yaml"))
    assert [(problem.rule, problem.line) for problem in caught.value.problems] == expected


def test_a_problem_is_one_line_with_place_field_fault_and_remedy(english: Language) -> None:
    problem = Problem(
        "schema.not_text", "roles/r/role.yaml", 12, 7, ("skills", 2, "text"), {"found": "number"}, "schema.not_text"
    )
    assert word_problem(english, problem) == (
        "roles/r/role.yaml:12:7: skills[3].text: this must be a text, and is a number "
        "(put it in quotation marks if it is meant as text)"
    )


def test_a_problem_of_a_whole_file_names_no_field(english: Language) -> None:
    problem = Problem("file.missing", "employer.yaml")
    assert word_problem(english, problem) == "employer.yaml:1:1: this file does not exist"


def test_what_stands_in_a_file_is_never_filled_again(english: Language) -> None:
    problem = Problem("id.form", "a.yaml", values={"value": "{value} {limit}"})
    assert word_problem(english, problem) == "a.yaml:1:1: “{value} {limit}” is not an id"


CARRIERS = {"Finding", "Problem", "PydanticCustomError", "_ReadingError"}
"""What takes the rule of a problem as its first argument."""


def literal_rules(source: str) -> Iterator[str]:
    """The phrase ids of the problems and remedies that a module names literally."""
    tree = ast.parse(source)
    carriers = {"_ReadingError"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ("hiring.errors", "pydantic_core"):
            carriers |= {alias.name for alias in node.names} & CARRIERS
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in carriers):
            continue
        literal = [part.value if isinstance(part, ast.Constant) else None for part in node.args]
        if literal and isinstance(literal[0], str):
            yield f"problem.{literal[0]}"
        if node.func.id == "Finding" and len(literal) > 3 and isinstance(literal[3], str):
            yield f"fix.{literal[3]}"
        for keyword in node.keywords:
            if (
                keyword.arg == "fix"
                and isinstance(keyword.value, ast.Constant)
                and isinstance(keyword.value.value, str)
            ):
                yield f"fix.{keyword.value.value}"


def test_the_search_for_problems_finds_rules_and_remedies() -> None:
    planted = (
        "from hiring.errors import Finding\nFinding('a.b', (), {}, 'c.d')\nFinding('e.f', (), fix='g.h')\nOther('i.j')"
    )
    assert list(literal_rules(planted)) == ["problem.a.b", "fix.c.d", "problem.e.f", "fix.g.h"]


def test_every_problem_that_the_code_names_has_its_words(english: Language) -> None:
    modules = sorted(Path(hiring.__file__).parent.rglob("*.py"))
    named = {(rule, path.name) for path in modules for rule in literal_rules(path.read_text(encoding="utf-8"))}
    assert len(named) > 40
    # The rules of “hiring lint” have words of their own kind.
    words = {"problem.": "lint.", "fix.": "mend."}
    missing = [
        (rule, module)
        for rule, module in sorted(named)
        if not english.has(rule)
        and not any(english.has(rule.replace(first, other, 1)) for first, other in words.items())
    ]
    assert missing == []


ALMOST = re.compile(r"\{\s*[A-Za-z_0-9]*[A-Z0-9\s][A-Za-z_0-9]*\s*\}|\{[a-z_]+[^a-z_}{]")


@pytest.mark.parametrize("text", ["{Name}", "{ name }", "{name2}", "{name ", "a {name, b"])
def test_what_is_almost_a_placeholder_is_seen(text: str) -> None:
    assert ALMOST.search(text)


def test_phrases_hold_nothing_that_is_almost_a_placeholder(english: Language) -> None:
    texts = [
        (key, text)
        for key, phrase in english.phrases.items()
        for text in ([phrase] if isinstance(phrase, str) else phrase.values())
    ]
    assert len(texts) > 100
    assert [key for key, text in texts if ALMOST.search(text)] == []


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("de", ["Ägypten", "Albanien", "Oman", "Österreich", "Peru", "Zypern"]),
        ("fr", ["Égypte", "Estonie", "Île Maurice", "Inde", "Zambie"]),
        ("sv", ["Albanien", "Zambia", "Åland", "Ärlighet", "Österrike"]),
    ],
)
def test_names_are_sorted_as_an_alphabet_has_them(tag: str, names: list[str]) -> None:
    language = Language(tag, {})
    assert sorted(names[1::2] + names[::2], key=language.order_of) == names


def test_a_zero_has_no_sign_whatever_was_formatted_before() -> None:
    language = Language("en", {})
    assert language.number(Decimal("-0.001"), 2) == language.number(0, 2) == "0.00"
