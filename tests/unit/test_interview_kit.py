"""The interview kit: what it holds, where it fits, and that it can be filled in."""

import re
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import html as lxml_html

from hiring.documents import DOCUMENTS, internal
from hiring.documents.interview_kit import InterviewKitView, build
from hiring.documents.page import Context, NotApplicableError
from hiring.errors import ContentError
from hiring.formats import markdown, pdf
from hiring.library import Library, Vacancy
from hiring.model.audience import Audience
from hiring.model.interview import Interview, Question
from hiring.model.opening import InterviewSlot
from hiring.rendering import Renderer
from hiring.workspace import Workspace

CONTEXT = Context(date(2026, 11, 22), ("en",))
TEMPLATE = "documents/interview-kit.html.j2"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace.at(tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="module")
def vacancy(workspace: Workspace) -> Vacancy:
    return Library(workspace).sample_vacancy("referral-coordinator", "en")


@pytest.fixture(scope="module")
def view(vacancy: Vacancy) -> InterviewKitView:
    return build(vacancy, CONTEXT)


@pytest.fixture(scope="module")
def page(workspace: Workspace, vacancy: Vacancy, view: InterviewKitView) -> str:
    return Renderer(workspace).html(TEMPLATE, view, vacancy.language)


@pytest.fixture(scope="module")
def flow(workspace: Workspace, vacancy: Vacancy, view: InterviewKitView) -> str:
    return Renderer(workspace).html(TEMPLATE, view, vacancy.language, flow=True)


def with_slot(vacancy: Vacancy, **changes: Any) -> Vacancy:
    slot = InterviewSlot(**changes)
    return replace(vacancy, opening=vacancy.opening.model_copy(update={"interview": slot}))


def with_questions(vacancy: Vacancy, questions: tuple[Question, ...]) -> Vacancy:
    assert vacancy.interview is not None
    return replace(vacancy, interview=vacancy.interview.model_copy(update={"questions": questions}))


def interview_of(vacancy: Vacancy) -> Interview:
    assert vacancy.interview is not None
    return vacancy.interview


# The view ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [45, 60, 90])
def test_time_plan_adds_up_to_the_slot(vacancy: Vacancy, minutes: int) -> None:
    view = build(with_slot(vacancy, minutes=minutes), CONTEXT)
    assert sum(row.minutes for row in view.time_plan) == view.minutes == minutes
    ends = [row.span.split("–") for row in view.time_plan]
    assert ends[0][0] == "0"
    assert ends[-1][1] == str(minutes)
    assert [start for start, _ in ends[1:]] == [end for _, end in ends[:-1]]


def test_every_competency_is_assessed_by_a_question_that_names_it(view: InterviewKitView) -> None:
    assert view.competencies
    for competency in view.competencies:
        assert competency.questions
        for number in competency.questions:
            assert competency.name in view.questions[number - 1].competencies


def test_questions_have_probes_notes_and_anchors(view: InterviewKitView) -> None:
    assert [question.number for question in view.questions] == list(range(1, len(view.questions) + 1))
    for question in view.questions:
        assert question.probes
        assert question.listen_for
        assert question.red_flags
        assert question.anchors
        assert question.notes_minutes < question.minutes


def test_own_anchors_stand_alone_and_are_not_named(vacancy: Vacancy) -> None:
    own = next(question for question in interview_of(vacancy).questions if question.anchors)
    view = build(with_slot(vacancy, minutes=240, questions=(own.id,)), CONTEXT)
    assert own.anchors is not None
    assert [anchors.competency for anchors in view.questions[0].anchors] == [None]
    assert view.questions[0].anchors[0].five == own.anchors.five


def test_without_own_anchors_those_of_each_competency_are_named(vacancy: Vacancy) -> None:
    questions = interview_of(vacancy).questions
    several = next(question for question in questions if len(question.competencies) > 1)
    bare = tuple(
        question.model_copy(update={"anchors": None}) if question is several else question for question in questions
    )
    changed = with_slot(with_questions(vacancy, bare), minutes=240, questions=(several.id,))
    view = build(changed, CONTEXT)
    by_id = {competency.id: competency for competency in interview_of(vacancy).competencies}
    expected = [(by_id[name].name, by_id[name].anchors.one) for name in several.competencies]
    assert [(anchors.competency, anchors.one) for anchors in view.questions[0].anchors] == expected


def test_the_opening_offers_accommodations_and_names_role_and_employer(view: InterviewKitView) -> None:
    assert [line.is_offer for line in view.opening].count(True) == 1
    assert "Referral Coordinator" in view.opening[0].text
    assert "Example Valley Clinic" in view.opening[0].text


def test_do_not_ask_is_the_market_s(vacancy: Vacancy, view: InterviewKitView) -> None:
    assert [entry.topic for entry in view.do_not_ask] == [entry.topic for entry in vacancy.market.do_not_ask]
    assert any(entry.law and "12112(d)(2)(A)" in entry.law for entry in view.do_not_ask)
    assert any(entry.instead for entry in view.do_not_ask)


def test_scorecard_and_group_form_rate_what_was_asked(view: InterviewKitView) -> None:
    prompts = [question.prompt for question in view.questions]
    assert [row.prompt for row in view.scorecard.rows] == prompts
    assert [row.prompt for row in view.group.rows] == prompts
    assert [step.rating for step in view.scorecard.scale] == [1, 2, 3, 4, 5]
    assert view.group.gap == 2
    assert view.group.steps


@pytest.mark.parametrize(("panel", "columns"), [(1, 2), (2, 2), (4, 4)])
def test_group_form_has_a_column_for_each_interviewer_and_two_at_least(
    vacancy: Vacancy, panel: int, columns: int
) -> None:
    view = build(with_slot(vacancy, panel=panel), CONTEXT)
    assert view.panel == panel
    assert view.group.interviewers == tuple(range(1, columns + 1))


def test_evidence_has_value_statistic_source_and_date(view: InterviewKitView) -> None:
    first = view.evidence[0]
    assert (first.value, first.kind, first.source, first.published) == ("0.42", "mean", "Sackett et al. 2022", "2022")
    assert len(view.evidence) == 5
    assert any("Sackett" in source.text for source in view.sources)


def test_retention_is_the_market_s_and_everyone_s(vacancy: Vacancy, view: InterviewKitView) -> None:
    assert view.retention == (vacancy.market.retention, vacancy.shared.retention)


def test_other_questions_are_those_that_the_plan_leaves_out(vacancy: Vacancy, view: InterviewKitView) -> None:
    asked = {question.id for question in view.questions}
    others = {question.id for question in view.other_questions}
    assert others
    assert not asked & others
    own = {question.id for question in interview_of(vacancy).questions}
    assert asked | others == own | set(interview_of(vacancy).shared_questions)


def test_a_role_without_an_interview_has_no_kit(vacancy: Vacancy) -> None:
    with pytest.raises(NotApplicableError) as caught:
        build(replace(vacancy, interview=None), CONTEXT)
    assert caught.value.reason == "no_interview"
    assert vacancy.language.has("reason.no_interview")


@pytest.mark.parametrize(
    ("is_sample", "file"), [(True, "roles/_shared/sample/opening.yaml"), (False, "openings/sample.yaml")]
)
def test_a_slot_that_is_too_short_is_a_problem_of_the_opening(vacancy: Vacancy, is_sample: bool, file: str) -> None:
    short = replace(with_slot(vacancy, minutes=15), is_sample=is_sample)
    with pytest.raises(ContentError) as caught:
        build(short, CONTEXT)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.file, problem.field_path) == ("interview.does_not_fit", file, "interview.minutes")
    needed = int(problem.values["needed"])
    assert build(with_slot(vacancy, minutes=needed), CONTEXT).minutes == needed


# Audience ---------------------------------------------------------------------------------------------------------------


def classes_in(annotation: Any) -> Iterator[type]:
    """The dataclasses that values of an annotation can hold, at any depth."""
    for inner in typing.get_args(annotation):
        yield from classes_in(inner)
    if is_dataclass(annotation) and isinstance(annotation, type):
        yield annotation
        hints = typing.get_type_hints(annotation)
        for field in fields(annotation):
            yield from classes_in(hints[field.name])


INTERNAL = {value for value in vars(internal).values() if isinstance(value, type) and is_dataclass(value)}


def test_internal_classes_are_found_where_they_are_allowed() -> None:
    assert set(classes_in(InterviewKitView)) & INTERNAL == INTERNAL


@pytest.mark.parametrize("name", [spec.name for spec in DOCUMENTS if spec.audience is not Audience.INTERNAL])
def test_other_audiences_cannot_reach_them(name: str, vacancy: Vacancy) -> None:
    spec = next(spec for spec in DOCUMENTS if spec.name == name)
    view = spec.build(vacancy, CONTEXT)
    assert not set(classes_in(type(view))) & INTERNAL


# The page ---------------------------------------------------------------------------------------------------------------


def test_headings_come_in_order(page: str, flow: str) -> None:
    for source in (page, flow):
        levels = [int(heading.tag[1]) for heading in lxml_html.fromstring(source).iter("h1", "h2", "h3", "h4")]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_links_and_labels_lead_to_them(page: str) -> None:
    tree = lxml_html.fromstring(page)
    ids = [str(found) for found in tree.xpath("//@id")]
    assert len(ids) == len(set(ids))
    targets = [str(href)[1:] for href in tree.xpath("//a/@href") if str(href).startswith("#")]
    targets += [str(found) for found in tree.xpath("//label/@for | //@aria-labelledby")]
    assert targets
    assert set(targets) <= set(ids)


def test_tables_have_a_caption_and_scoped_headers(page: str) -> None:
    tables = list(lxml_html.fromstring(page).iter("table"))
    assert len(tables) > 8
    for table in tables:
        assert table.findtext("caption")
        assert all(header.get("scope") for header in table.iter("th"))


OF_THE_INTERVIEW = {"interview-candidate", "interview-interviewer", "interview-date"}
"""Names of the fields that stand on every page to write on."""


def test_every_field_has_a_name_and_a_title_of_its_own(page: str) -> None:
    inputs = list(lxml_html.fromstring(page).iter("input", "textarea"))
    names = [field.get("name") for field in inputs if field.get("name") not in OF_THE_INTERVIEW]
    assert len(inputs) > 100
    assert len(names) == len(set(names))
    assert all(field.get("title") for field in inputs)


def test_pages_to_write_on_say_whose_they_are(page: str, view: InterviewKitView) -> None:
    tree = lxml_html.fromstring(page)
    pages = tree.xpath("//section[contains(@class, 'writing')]")
    assert len(pages) == len(view.questions) + 2
    for section in pages:
        names = section.xpath(".//*[@class='strip']//input/@name")
        assert set(names) == OF_THE_INTERVIEW


def test_each_question_has_five_boxes_and_ruled_lines(page: str, view: InterviewKitView) -> None:
    tree = lxml_html.fromstring(page)
    for question in view.questions:
        (section,) = tree.xpath(f"//section[@aria-labelledby='question-{question.number}']")
        assert len(section.xpath(".//input[@type='checkbox']")) == 5
        assert len(section.xpath(".//textarea")) == 1
        shown = " ".join(section.text_content().split())
        for text in (question.prompt, *question.probes, *question.listen_for, *question.red_flags):
            assert text in shown


def test_tables_of_a_form_keep_their_columns(page: str) -> None:
    for table in lxml_html.fromstring(page).iter("table"):
        widths = {len(row) for row in table.xpath("./tbody/tr")}
        head = sum(int(cell.get("colspan", "1")) for cell in table.xpath("./thead/tr[1]/*"))
        assert widths == {head}


def test_the_flow_form_has_no_fields_but_boxes_and_rules(flow: str, view: InterviewKitView) -> None:
    tree = lxml_html.fromstring(flow)
    assert not list(tree.iter("input", "textarea", "style"))
    assert len(list(tree.iter("hr"))) > len(view.questions)
    assert tree.text_content().count("☐ 1 Well below standard") == len(view.questions)


def test_the_plural_of_the_gap_follows_the_number(vacancy: Vacancy) -> None:
    assert vacancy.language("kit.group.gap", count=1) == "1 point or more apart"
    assert vacancy.language("kit.group.gap", count=2) == "2 points or more apart"


def test_texts_are_escaped(workspace: Workspace, vacancy: Vacancy) -> None:
    questions = interview_of(vacancy).questions
    marked = questions[0].model_copy(update={"prompt": "<b>&amp; what?"})
    changed = with_slot(with_questions(vacancy, (marked, *questions[1:])), minutes=240, questions=(marked.id,))
    rendered = Renderer(workspace).html(TEMPLATE, build(changed, CONTEXT), vacancy.language)
    assert "<b>" not in rendered
    assert "&lt;b&gt;&amp;amp; what?" in rendered


# Files ------------------------------------------------------------------------------------------------------------------


def test_markdown_has_tables_and_no_html(flow: str) -> None:
    text = markdown.write(flow).decode()
    assert "| 43–45 | Closing: read the script aloud | 2 |" in text
    assert not re.search(r"</?(table|td|span|div|input)\b", text)


needs_pango = pytest.mark.skipif(pdf.missing() is not None, reason="Pango is not installed")


@needs_pango
def test_the_pdf_can_be_filled_in(page: str) -> None:
    document = pikepdf.open(BytesIO(pdf.write(page)))
    found = [(str(field.T), str(field.TU)) for field in document.Root.AcroForm.Fields]
    expected = [str(name) for name in lxml_html.fromstring(page).xpath("//input/@name | //textarea/@name")]
    assert [name for name, _ in found] == list(dict.fromkeys(expected))
    assert all(title for _, title in found)


@needs_pango
def test_what_is_typed_at_the_head_of_a_page_shows_on_all(page: str, view: InterviewKitView) -> None:
    document = pikepdf.open(BytesIO(pdf.write(page)))
    repeated = {str(field.T): field for field in document.Root.AcroForm.Fields if "/Kids" in field}
    assert set(repeated) == OF_THE_INTERVIEW
    for field in repeated.values():
        assert len(field.Kids) == len(view.questions) + 3
        assert all("/T" not in widget and widget.Parent.objgen == field.objgen for widget in field.Kids)
        assert len({widget.P.objgen for widget in field.Kids}) == len(field.Kids)


LINE = 7.5 * 72 / 25.4
"""Points from one ruled line to the next."""


def pages_of_fields(document: pikepdf.Pdf) -> dict[str, tuple[int, float]]:
    """The page, counted from 1, and the height in points of every field that stands in one place."""
    places = {}
    for number, page in enumerate(document.pages, 1):
        for widget in page.get("/Annots", ()):
            if "/T" in widget:
                places[str(widget.T)] = (number, abs(float(widget.Rect[3]) - float(widget.Rect[1])))
    return places


def pages_of_form(places: dict[str, tuple[int, float]], prefix: str) -> set[int]:
    """The pages on which the fields of a form stand, by what their names begin with."""
    return {page for name, (page, _) in places.items() if name.startswith(prefix)}


@needs_pango
@pytest.mark.parametrize("role", ["referral-coordinator", "patient-representative"])
@pytest.mark.parametrize("language", ["en", "fr", "sv", "es", "de", "ar"])
def test_the_first_page_each_question_and_the_scorecard_take_one_page(
    workspace: Workspace, role: str, language: str
) -> None:
    vacancy = Library(workspace).sample_vacancy(role, language)
    view = build(vacancy, CONTEXT)
    rendered = Renderer(workspace).html(TEMPLATE, view, vacancy.language)
    places = pages_of_fields(pikepdf.open(BytesIO(pdf.write(rendered))))
    assert places["interview-starts"][0] == places["asker-closing"][0] == 1
    for question in view.questions:
        first, _ = places[f"question-{question.number}-rating-1"]
        page, height = places[f"question-{question.number}-notes"]
        assert first == page
        assert height >= 6 * LINE - 1
        following = places.get(f"question-{question.number + 1}-rating-1", places["candidate-questions-notes"])
        assert following[0] == page + 1
    scorecard, group = pages_of_form(places, "scorecard-"), pages_of_form(places, "group-")
    assert len(scorecard) == 1
    assert group == {page + 1 for page in scorecard}


@needs_pango
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_scorecard_of_a_longer_interview_takes_one_page(workspace: Workspace, language: str) -> None:
    vacancy = with_slot(Library(workspace).sample_vacancy("referral-coordinator", language), minutes=60)
    view = build(vacancy, CONTEXT)
    assert len(view.questions) >= 10
    rendered = Renderer(workspace).html(TEMPLATE, view, vacancy.language)
    places = pages_of_fields(pikepdf.open(BytesIO(pdf.write(rendered))))
    assert len(pages_of_form(places, "scorecard-")) == 1


def test_no_word_of_the_templates_is_written_in_them() -> None:
    root = Path(__file__).parents[2] / "templates"
    for name in ("documents/interview-kit.html.j2", "macros/interview.html.j2"):
        source = (root / name).read_text(encoding="utf-8")
        source = re.sub(r"\{% block styles.*?endblock %\}", "", source, flags=re.DOTALL)
        for pattern in (r"\{#.*?#\}", r"\{%.*?%\}", r"\{\{.*?\}\}", r"<[^>]*>"):
            source = re.sub(pattern, "", source, flags=re.DOTALL)
        assert not re.findall(r"[^\W\d_]+", source), name
