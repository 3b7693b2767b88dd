"""What a workspace adds to and replaces of what is shipped, in which language, and that files are read once."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from hiring.errors import ContentError, UsageError
from hiring.library import Library
from hiring.model.overlay import texts
from hiring.source import Document
from hiring.workspace import Workspace, shipped

ROLE = {
    "id": "clinic-runner",
    "language": "en",
    "title": "Clinic Runner",
    "responsibilities": [{"id": "run", "text": "Run samples to the laboratory"}],
}
INTERVIEW = {
    "language": "en",
    "competencies": [
        {"id": "pace", "name": "Pace", "definition": "Is quick", "anchors": {1: "Slow", 3: "Steady", 5: "Quick"}}
    ],
    "questions": [
        {"id": "rush", "kind": "scenario", "competencies": ["pace"], "minutes": 5, "prompt": "Two samples at once?"}
    ],
}
EMPLOYER = {"language": "en", "name": "Harbour Clinic", "about": "{employer} is by the sea."}
OPENING = {
    "id": "run-1",
    "role": "clinic-runner",
    "market": "us-ca",
    "languages": ["en"],
    "location": "san-francisco",
    "pay": {"low": 40000, "high": 50000, "currency": "USD", "per": "year"},
    "schedule": "Mornings",
}


class Folder:
    """A workspace being written."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, content: Any) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")

    @property
    def library(self) -> Library:
        """A new library: nothing is remembered."""
        return Library(Workspace.at(self.root))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def own(folder: Folder) -> Folder:
    """A workspace with a role, its interview, an employer and an opening of its own."""
    folder.write("roles/clinic-runner/role.yaml", ROLE)
    folder.write("roles/clinic-runner/interview.yaml", INTERVIEW)
    folder.write("employer.yaml", EMPLOYER)
    folder.write("openings/run-1.yaml", OPENING)
    return folder


def found(error: pytest.ExceptionInfo[ContentError]) -> list[tuple[str, str, str]]:
    return [(problem.file, problem.field_path, problem.rule) for problem in error.value.problems]


def nested(value: Any) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path, text in texts(value):
        inner = tree
        for part in path[:-1]:
            inner = inner.setdefault(str(part), {})
        inner[str(path[-1])] = f"xx {text}"
    return tree


def test_an_empty_folder_has_what_is_shipped(folder: Folder) -> None:
    library = folder.library
    assert "referral-coordinator" in library.role_ids
    assert "us" in library.market_ids
    assert "en" in library.language_tags
    assert library.opening_ids == ()
    assert not [name for name in library.role_ids if name.startswith("_")]


def test_a_workspace_that_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Workspace.at(tmp_path / "nowhere")


def test_an_opening_of_a_role_of_the_workspace(folder: Folder) -> None:
    vacancy = own(folder).library.vacancy("run-1", "en")
    assert (vacancy.role.title, vacancy.employer.name, vacancy.market.id) == (
        "Clinic Runner",
        "Harbour Clinic",
        "us-ca",
    )
    assert not vacancy.is_sample
    assert vacancy.interview is not None
    assert vacancy.opening.pay is not None
    assert vacancy.opening.pay.high == Decimal(50000)
    assert folder.library.role_ids == tuple(sorted({*folder.library.role_ids, "clinic-runner"}))


def test_an_opening_changes_fields_of_the_employer_and_keeps_the_others(folder: Folder) -> None:
    changed = OPENING | {"employer": {"name": "Harbour North", "benefits": []}}
    benefits = [{"id": "b", "text": "Boat"}]
    own(folder).write("openings/run-1.yaml", changed)
    folder.write("employer.yaml", EMPLOYER | {"benefits": benefits})
    employer = folder.library.vacancy("run-1", "en").employer
    assert (employer.name, employer.about, employer.benefits) == ("Harbour North", EMPLOYER["about"], ())


def test_a_role_without_an_interview(folder: Folder) -> None:
    folder.write("roles/clinic-runner/role.yaml", ROLE)
    assert folder.library.interview("clinic-runner", "en") is None


def test_a_role_file_of_the_workspace_replaces_the_shipped_one_and_leaves_its_interview(folder: Folder) -> None:
    shipped_questions = folder.library.interview("referral-coordinator", "en")
    folder.write("roles/referral-coordinator/role.yaml", ROLE | {"id": "referral-coordinator", "title": "Ours"})
    role = folder.library.role("referral-coordinator", "en")
    assert (role.title, len(role.responsibilities), role.faq) == ("Ours", 1, ())
    assert folder.library.interview("referral-coordinator", "en") == shipped_questions


def test_a_role_file_of_the_workspace_replaces_the_shipped_overlays_too(
    folder: Folder, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = Folder(tmp_path_factory.mktemp("shipped"))
    add_language(folder, "fi")
    base.write("roles/runner/role.yaml", ROLE | {"id": "runner"})
    base.write("roles/runner/role.fi.yaml", {"title": "Shipped", "responsibilities": {"run": "Shipped"}})
    monkeypatch.setattr(
        "hiring.workspace.shipped", lambda kind: base.root / "roles" if kind == "roles" else shipped(kind)
    )
    assert folder.library.role("runner", "fi").title == "Shipped"
    folder.write("roles/runner/role.yaml", ROLE | {"id": "runner"})
    assert folder.library.languages_of_role("runner") == ("en",)
    with pytest.raises(ContentError) as caught:
        folder.library.role("runner", "fi")
    assert found(caught) == [("roles/runner/role.fi.yaml", "", "overlay.missing_file")]


def test_an_overlay_alone_joins_the_shipped_file(folder: Folder) -> None:
    add_language(folder, "fi")
    source = folder.library.role("referral-coordinator", "en")
    folder.write("roles/referral-coordinator/role.fi.yaml", nested(source))
    translated = folder.library.role("referral-coordinator", "fi")
    assert translated.title == f"xx {source.title}"
    assert translated.pay == source.pay
    assert "fi" in folder.library.languages_of_role("referral-coordinator")


def add_language(folder: Folder, tag: str) -> None:
    """Phrases of English under another tag: a made-up translation."""
    english = yaml.safe_load((shipped("templates") / "phrases" / "en.yaml").read_text(encoding="utf-8"))
    folder.write(f"templates/phrases/{tag}.yaml", english)


def add_overlays(folder: Folder, tag: str) -> None:
    """Words for everything that the opening ``run-1`` is made from."""
    library = own(folder).library
    overlays = {
        "roles/clinic-runner/role": library.role("clinic-runner", "en"),
        "roles/clinic-runner/interview": library.interview("clinic-runner", "en"),
        "roles/_shared/interview": library.shared("en"),
        "roles/_shared/advice": library.advice("en"),
        "markets/us-ca": library.market("us-ca", "en"),
        "employer": library.employer_base().value,
        "openings/run-1": library.opening("run-1"),
    }
    for path, value in overlays.items():
        folder.write(f"{path}.{tag}.yaml", nested(value))


def test_a_language_of_the_workspace_works_like_a_shipped_one(folder: Folder) -> None:
    add_language(folder, "fi")
    add_overlays(folder, "fi")
    assert "fi" in folder.library.language_tags
    folder.write("openings/run-1.yaml", OPENING | {"languages": ["en", "fi"]})
    vacancy = folder.library.vacancy("run-1", "fi")
    assert vacancy.language.tag == "fi"
    assert vacancy.interview is not None
    for value in (vacancy.role, vacancy.interview, vacancy.shared, vacancy.advice, vacancy.market, vacancy.opening):
        words = [text for _, text in texts(value)]
        assert words
        assert [text for text in words if not text.startswith("xx ")] == []
    assert vacancy.employer.about == "xx {employer} is by the sea."


@pytest.mark.parametrize(
    "gone", ["roles/clinic-runner/role", "roles/_shared/advice", "markets/us-ca", "employer", "openings/run-1"]
)
def test_a_language_that_lacks_one_file_is_never_silently_english(folder: Folder, gone: str) -> None:
    add_language(folder, "fi")
    add_overlays(folder, "fi")
    (folder.root / f"{gone}.fi.yaml").unlink()
    with pytest.raises(ContentError) as caught:
        folder.library.vacancy("run-1", "fi")
    told = [(rule, path) for _, path, rule in found(caught)]
    # A market without words of its own needs its parent's, and these are not there either.
    expected = 2 if gone == "markets/us-ca" else 1
    assert told == [("overlay.missing_file", "")] * expected


def test_every_incomplete_file_of_a_language_is_named(folder: Folder) -> None:
    add_language(folder, "fi")
    own(folder)
    with pytest.raises(ContentError) as caught:
        folder.library.vacancy("run-1", "fi")
    assert sorted(problem.rule for problem in caught.value.problems) == ["overlay.missing_file"] * 8


def test_phrases_that_a_language_lacks_are_errors(folder: Folder) -> None:
    folder.write("templates/phrases/fi.yaml", {"quote": "”{text}”"})
    with pytest.raises(ContentError) as caught:
        folder.library.language("fi")
    assert {problem.rule for problem in caught.value.problems} == {"phrases.missing"}
    assert len(caught.value.problems) == len(folder.library.language("en").phrases) - 1


def test_phrases_of_the_workspace_replace_single_shipped_ones(folder: Folder) -> None:
    before = folder.library.language("en")
    folder.write("templates/phrases/en.yaml", {"posting.responsibilities": "Your work"})
    after = folder.library.language("en")
    assert after("posting.responsibilities") == "Your work"
    assert {key for key in after.phrases if after.phrases[key] != before.phrases[key]} == {"posting.responsibilities"}


def test_a_language_that_is_nowhere(folder: Folder) -> None:
    with pytest.raises(UsageError) as caught:
        folder.library.language("fi")
    assert caught.value.failure.values["id"] == "fi"


def test_a_region_falls_back_to_its_language(folder: Folder) -> None:
    add_language(folder, "fi")
    add_overlays(folder, "fi")
    folder.write("openings/run-1.yaml", OPENING | {"languages": ["fi-FI"], "language": "en"})
    vacancy = folder.library.vacancy("run-1", "fi-FI")
    assert vacancy.language.tag == "fi-FI"
    assert vacancy.role.title == "xx Clinic Runner"
    assert vacancy.opening.schedule == "xx Mornings"


def test_a_regions_own_words_lie_over_those_of_its_language(folder: Folder) -> None:
    add_language(folder, "fi")
    add_overlays(folder, "fi")
    folder.write("roles/clinic-runner/role.fi-FI.yaml", {"title": "yy"})
    folder.write("templates/phrases/fi-FI.yaml", {"posting.responsibilities": "yy"})
    role, language = folder.library.role("clinic-runner", "fi-FI"), folder.library.language("fi-FI")
    assert (role.title, role.responsibilities[0].text) == ("yy", "xx Run samples to the laboratory")
    assert language("posting.responsibilities") == "yy"
    assert language("posting.skills") == folder.library.language("en")("posting.skills")
    assert folder.library.role("clinic-runner", "fi").title == "xx Clinic Runner"


def test_a_region_of_the_source_language_needs_no_words_and_may_have_some(folder: Folder) -> None:
    own(folder)
    assert folder.library.role("clinic-runner", "en-GB").title == "Clinic Runner"
    folder.write("roles/clinic-runner/role.en-GB.yaml", {"title": "Clinic Porter"})
    role = folder.library.role("clinic-runner", "en-GB")
    assert (role.title, role.responsibilities[0].text) == ("Clinic Porter", "Run samples to the laboratory")
    assert folder.library.role("clinic-runner", "en").title == "Clinic Runner"


def test_a_fault_in_a_regions_overlay_is_placed_there(folder: Folder) -> None:
    add_language(folder, "fi")
    add_overlays(folder, "fi")
    folder.write("roles/clinic-runner/role.fi-FI.yaml", {"responsibilities": {"run": 7}})
    with pytest.raises(ContentError) as caught:
        folder.library.role("clinic-runner", "fi-FI")
    assert found(caught) == [("roles/clinic-runner/role.fi-FI.yaml", "responsibilities.run", "overlay.not_text")]
    folder.write("roles/clinic-runner/role.fi-FI.yaml", {"titel": "yy"})
    with pytest.raises(ContentError) as caught:
        folder.library.role("clinic-runner", "fi-FI")
    assert found(caught) == [("roles/clinic-runner/role.fi-FI.yaml", "titel", "overlay.unknown_field")]


def test_a_market_has_what_its_parent_says_and_its_own_over_it(folder: Folder) -> None:
    federal, state = folder.library.market("us", "en"), folder.library.market("us-ca", "en")
    assert (state.name, state.region, state.parent) == ("California", "CA", "us")
    assert (state.currency, state.paper, state.hours_per_year) == (
        federal.currency,
        federal.paper,
        federal.hours_per_year,
    )
    assert state.statements == federal.statements
    assert {law.id for law in federal.laws} <= {law.id for law in state.laws}
    assert "san-francisco" in {place.id for place in state.locations}


PARENT = {
    "id": "xa",
    "language": "en",
    "name": "Parent",
    "country": "XA",
    "currency": "EUR",
    "pay_period": "month",
    "paper": "a4",
    "posting_title": "{title}",
    "statements": {"accommodation": "Parent's", "pay_note": "Parent's note"},
    "laws": [{"id": "privacy", "name": "Parent's law"}, {"id": "other", "name": "Other law"}],
}
CHILD = {
    "id": "xa-1",
    "language": "en",
    "name": "Child",
    "parent": "xa",
    "statements": {"pay_note": "Child's note"},
    "laws": [{"id": "privacy", "name": "Child's law"}, {"id": "third", "name": "Third law"}],
}


def test_lists_of_a_market_are_inherited_by_id_and_records_by_field(folder: Folder) -> None:
    folder.write("markets/xa.yaml", PARENT)
    folder.write("markets/xa-1.yaml", CHILD)
    market = folder.library.market("xa-1", "en")
    assert {law.id: law.name for law in market.laws} == {
        "privacy": "Child's law",
        "third": "Third law",
        "other": "Other law",
    }
    assert (market.statements.accommodation, market.statements.pay_note) == ("Parent's", "Child's note")
    assert folder.library.market("xa", "en").laws[0].name == "Parent's law"


def test_words_of_a_market_are_inherited_too(folder: Folder) -> None:
    add_language(folder, "fi")
    folder.write("markets/xa.yaml", PARENT)
    folder.write("markets/xa-1.yaml", CHILD)
    folder.write("markets/xa.fi.yaml", nested(folder.library.market("xa", "en")))
    child = {
        "name": "yy",
        "statements": {"pay_note": "yy"},
        "laws": {"privacy": {"name": "yy"}, "third": {"name": "yy"}},
    }
    folder.write("markets/xa-1.fi.yaml", child)
    market = folder.library.market("xa-1", "fi")
    assert market.name == "yy"
    assert {law.id: law.name for law in market.laws} == {"privacy": "yy", "third": "yy", "other": "xx Other law"}
    assert (market.statements.accommodation, market.statements.pay_note) == ("xx Parent's", "yy")


def test_words_that_the_parent_has_do_not_stand_for_what_the_child_says_differently(folder: Folder) -> None:
    """The child's own sentence needs its own translation; the parent's would say something else."""
    add_language(folder, "fi")
    folder.write("markets/xa.yaml", PARENT)
    folder.write("markets/xa-1.yaml", CHILD)
    folder.write("markets/xa.fi.yaml", nested(folder.library.market("xa", "en")))
    folder.write("markets/xa-1.fi.yaml", {"name": "yy", "laws": {"third": {"name": "yy"}}})
    with pytest.raises(ContentError) as caught:
        folder.library.market("xa-1", "fi")
    assert sorted(found(caught)) == [
        ("markets/xa-1.fi.yaml", "laws.privacy.name", "overlay.missing_text"),
        ("markets/xa-1.fi.yaml", "statements.pay_note", "overlay.missing_text"),
    ]


@pytest.mark.parametrize(
    ("parent", "rule"),
    [("xa-1", "market.parent_cycle"), ("xb", "market.parent_cycle"), ("nowhere", "id.unknown_market")],
)
def test_a_market_whose_parent_is_itself_a_child_of_its_own_or_nobody(folder: Folder, parent: str, rule: str) -> None:
    folder.write("markets/xb.yaml", CHILD | {"id": "xb", "parent": "xa-1"})
    folder.write("markets/xa-1.yaml", CHILD | {"parent": parent})
    with pytest.raises(ContentError) as caught:
        folder.library.market("xa-1", "en")
    assert rule in {named for _, _, named in found(caught)}


def test_a_market_of_the_workspace_replaces_single_fields_of_the_shipped_one(folder: Folder) -> None:
    """Markets merge by key over the shipped ones, as phrases do."""
    before = folder.library.market("us", "en")
    folder.write("markets/us.yaml", {"hours_per_year": 1950})
    after = folder.library.market("us", "en")
    assert after == before.model_copy(update={"hours_per_year": 1950})


def test_a_role_through_the_sample_in_every_market(folder: Folder) -> None:
    own(folder)
    library = folder.library
    for market_id in library.market_ids:
        vacancy = library.sample_vacancy("clinic-runner", "en", market_id)
        assert (vacancy.is_sample, vacancy.role.id, vacancy.market.id) == (True, "clinic-runner", market_id)
        assert vacancy.employer.sample
    assert library.sample_vacancy("clinic-runner", "en").opening.pay is not None


def test_every_problem_on_the_way_to_a_vacancy_is_named_at_once(folder: Folder) -> None:
    own(folder)
    folder.write("roles/clinic-runner/role.yaml", ROLE | {"titel": "x"})
    folder.write("employer.yaml", {"language": "en"})
    with pytest.raises(ContentError) as caught:
        folder.library.vacancy("run-1", "en")
    assert found(caught) == [
        ("employer.yaml", "name", "schema.missing"),
        ("roles/clinic-runner/role.yaml", "titel", "schema.unknown_key"),
    ]


def test_the_same_problems_are_raised_each_time(folder: Folder) -> None:
    folder.write("roles/clinic-runner/role.yaml", ROLE | {"titel": "x"})
    library = folder.library
    seen = []
    for _ in range(2):
        with pytest.raises(ContentError) as caught:
            library.role("clinic-runner", "en")
        seen.append(caught.value.problems)
    assert seen[0] == seen[1]


def test_an_id_that_is_not_the_name_of_its_folder(folder: Folder) -> None:
    folder.write("roles/clinic-walker/role.yaml", ROLE)
    with pytest.raises(ContentError) as caught:
        folder.library.role("clinic-walker", "en")
    assert found(caught) == [("roles/clinic-walker/role.yaml", "id", "id.not_file_name")]


def test_files_are_read_once(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    add_language(folder, "fi")
    add_overlays(folder, "fi")
    read: Counter[Path] = Counter()
    original = Workspace.read

    def counting(self: Workspace, path: Path) -> Document:
        read[path] += 1
        return original(self, path)

    monkeypatch.setattr(Workspace, "read", counting)
    library = folder.library
    for _ in range(2):
        for tag in ("en", "fi"):
            library.vacancy("run-1", tag)
            library.sample_vacancy("referral-coordinator", "en")
    assert {str(path.relative_to(folder.root)) for path in read if path.is_relative_to(folder.root)} >= {
        "employer.yaml",
        "openings/run-1.yaml",
        "roles/clinic-runner/role.fi.yaml",
    }
    assert {path.name: times for path, times in read.items() if times > 1} == {}


def test_asking_for_names_reads_nothing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    own(folder)

    def refuse(self: Workspace, path: Path) -> Document:
        raise AssertionError(path)

    monkeypatch.setattr(Workspace, "read", refuse)
    library = folder.library
    assert (library.opening_ids, "clinic-runner" in library.role_ids) == (("run-1",), True)
    assert library.market_ids
    assert library.language_tags


def test_a_sample_is_not_the_remembered_opening_of_another_role(folder: Folder) -> None:
    own(folder)
    library = folder.library
    titles = [library.sample_vacancy(name, "en").role.title for name in ("clinic-runner", "referral-coordinator")]
    assert titles[0] != titles[1]
    assert [library.sample_vacancy(name, "en").opening.role for name in ("clinic-runner", "referral-coordinator")] == [
        "clinic-runner",
        "referral-coordinator",
    ]


def test_samples_with_words_of_their_own_are_told_apart_when_many_are_made(folder: Folder) -> None:
    """Openings made from one sample and forgotten again must not be taken for each other."""
    names = [f"runner-{number}" for number in range(40)]
    folder.write("roles/_shared/sample/opening.en-GB.yaml", {"schedule": "xx"})
    library = folder.library
    base, _ = library.sample_bases()
    for name in names:
        adapted = replace(base, value=base.value.model_copy(update={"role": name}))
        opening = library.translated(adapted, "en-GB")
        assert (opening.role, opening.schedule) == (name, "xx")
