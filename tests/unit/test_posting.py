"""The posting: the statements that some laws ask for, in every language, as the opening says them."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hiring.documents.page import Context, place_of
from hiring.documents.posting import PostingView, build, dialed
from hiring.language import Language
from hiring.library import Library, Vacancy
from hiring.model.opening import Opening
from hiring.rendering import Renderer
from hiring.workspace import Workspace

TAGS = ("en", "fr", "sv", "es", "de", "ar")
CONTEXT = Context(date(2026, 11, 22), ("en",))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(Workspace.at(tmp_path_factory.mktemp("workspace")))


def vacancy_of(library: Library, tag: str, **said: Any) -> Vacancy:
    vacancy = library.sample_vacancy("referral-coordinator", tag)
    opening = Opening.model_validate(vacancy.opening.model_dump(exclude={"other_pay", "benefits"}) | said)
    return replace(vacancy, opening=opening)


def view_of(library: Library, tag: str, **said: Any) -> PostingView:
    return build(vacancy_of(library, tag, **said), CONTEXT)


def test_an_opening_that_says_nothing_of_them_shows_none(library: Library) -> None:
    view = view_of(library, "en")
    assert (view.notices, view.commission) == ((), None)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(
    ("said", "phrases"),
    [
        ({"vacancy": "existing"}, ["posting.vacancy.existing"]),
        ({"vacancy": "future"}, ["posting.vacancy.future"]),
        ({"uses_ai": True}, ["posting.ai.used"]),
        ({"uses_ai": False, "vacancy": "existing"}, ["posting.vacancy.existing", "posting.ai.not_used"]),
    ],
)
def test_the_notices_are_sentences_of_the_language(
    library: Library, tag: str, said: dict[str, Any], phrases: list[str]
) -> None:
    language: Language = library.language(tag)
    assert view_of(library, tag, **said).notices == tuple(language(phrase) for phrase in phrases)


@pytest.mark.parametrize(("tag", "comma"), [("en", ", "), ("ar", "، ")])
def test_the_place_is_written_with_the_comma_of_the_language(library: Library, tag: str, comma: str) -> None:
    given = {"location": {"city": "Springfield", "region": "IL", "country": "US"}}
    assert place_of(vacancy_of(library, tag, **given)) == f"Springfield{comma}IL"


def test_the_employers_own_words_on_ai_follow(library: Library) -> None:
    note = "A program sorts the applications. A person reads each of them & decides."
    view = view_of(library, "en", uses_ai=True, ai_note=note)
    assert view.notices == (library.language("en")("posting.ai.used"), note)


@pytest.mark.parametrize("flow", [False, True])
def test_the_page_shows_each_of_them(library: Library, flow: bool) -> None:
    vacancy = vacancy_of(library, "en", vacancy="existing", uses_ai=True, commission_only=True, pay=None)
    renderer = Renderer(library.workspace)
    page = renderer.html("documents/posting.html.j2", build(vacancy, CONTEXT), vacancy.language, flow=flow)
    for phrase in ("vacancy.existing", "ai.used", "commission_only", "notices"):
        assert vacancy.language(f"posting.{phrase}") in page
    without = vacancy_of(library, "en")
    page = renderer.html("documents/posting.html.j2", build(without, CONTEXT), without.language, flow=flow)
    assert vacancy.language("posting.notices") not in page


def test_words_on_ai_are_translated_like_all_others(tmp_path: Path) -> None:
    files = {
        "employer.yaml": "language: en\nname: Valley Clinic\n",
        "openings/desk.yaml": (
            "id: desk\nrole: referral-coordinator\nmarket: ca-on\nlanguages: [en, fr]\nuses_ai: true\n"
            "ai_note: A person decides.\n"
        ),
        "openings/desk.fr.yaml": "ai_note: Une personne décide.\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    vacancy = Library(Workspace.at(tmp_path)).vacancy("desk", "fr")
    assert build(vacancy, CONTEXT).notices[-1] == "Une personne décide."


@pytest.mark.parametrize(
    ("written", "dial"),
    [
        ("555-0142", "5550142"),
        ("(415) 555-0142", "4155550142"),
        ("+44 (0)20 7946 0018", "+442079460018"),
        ("+33 1 99 00 12 34", "+33199001234"),
        ("040-000 00 00", "0400000000"),
        ("555-0142, ext. 7", "5550142"),
        ("555-0142 poste 7", "5550142"),
        ("\u2068555-0142\u2069", "5550142"),
        ("ask at the desk", None),
    ],
)
def test_a_phone_number_is_dialed_by_its_digits(written: str, dial: str | None) -> None:
    assert dialed(written) == dial


def test_a_tapped_phone_number_is_called_and_reads_as_it_was_written(library: Library) -> None:
    vacancy = vacancy_of(library, "ar", contact={"phone": "+44 (0)20 7946 0018"})
    html = Renderer(library.workspace).html("documents/posting.html.j2", build(vacancy, CONTEXT), vacancy.language)
    assert '<bdi dir="ltr"><a href="tel:+442079460018">+44 (0)20 7946 0018</a></bdi>' in html
