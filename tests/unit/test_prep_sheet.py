"""The prep sheet: what a candidate gets, what is kept from them, and that it can be filled in."""

import re
import subprocess
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import html as lxml_html

from hiring.documents import internal, interview_kit
from hiring.documents.page import Context, NotApplicableError
from hiring.documents.prep_sheet import ON_THE_DAY, STORIES, PracticeQuestion, PrepSheetView, build
from hiring.errors import ContentError
from hiring.formats import markdown, pdf
from hiring.interviewing import available_questions, plan
from hiring.library import Library, Vacancy
from hiring.model.interview import Interview, Question, QuestionKind
from hiring.model.opening import InterviewSlot
from hiring.model.overlay import texts
from hiring.rendering import Renderer
from hiring.workspace import Workspace

CONTEXT = Context(date(2026, 11, 22), ("en",))
TEMPLATE = "documents/prep-sheet.html.j2"
ROLES = ("referral-coordinator", "patient-representative")
STEPS = ("Situation", "Task", "Action", "Result")


@dataclass(frozen=True)
class Sheet:
    """A sheet, and its page and flow form."""

    vacancy: Vacancy
    view: PrepSheetView
    page: str
    flow: str


Write = Callable[[Vacancy], Sheet]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace.at(tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="module", params=ROLES)
def vacancy(request: pytest.FixtureRequest, workspace: Workspace) -> Vacancy:
    return Library(workspace).sample_vacancy(request.param, "en")


@pytest.fixture(scope="module")
def write(workspace: Workspace) -> Write:
    renderer = Renderer(workspace)

    def written(vacancy: Vacancy) -> Sheet:
        view = build(vacancy, CONTEXT)
        page, flow = (renderer.html(TEMPLATE, view, vacancy.language, flow=form) for form in (False, True))
        return Sheet(vacancy, view, page, flow)

    return written


@pytest.fixture(scope="module")
def sheet(vacancy: Vacancy, write: Write) -> Sheet:
    """The sheet of a role."""
    return write(vacancy)


@pytest.fixture(scope="module")
def opening_sheet(vacancy: Vacancy, write: Write) -> Sheet:
    """The sheet of an opening."""
    return write(opening(vacancy))


@pytest.fixture(scope="module")
def opening_pdf(opening_sheet: Sheet) -> bytes:
    if pdf.missing() is not None:
        pytest.skip("Pango is not installed")
    return pdf.write(opening_sheet.page)


def opening(vacancy: Vacancy, **changes: Any) -> Vacancy:
    """The vacancy as one of the workspace's openings."""
    return replace(vacancy, is_sample=False, opening=vacancy.opening.model_copy(update=changes))


def interview_of(vacancy: Vacancy) -> Interview:
    assert vacancy.interview is not None
    return vacancy.interview


def bank_of(vacancy: Vacancy) -> tuple[Question, ...]:
    return available_questions(interview_of(vacancy), vacancy.shared)


def with_questions(vacancy: Vacancy, questions: tuple[Question, ...]) -> Vacancy:
    changes = {"questions": questions, "shared_questions": ()}
    return replace(vacancy, interview=interview_of(vacancy).model_copy(update=changes))


def questions_of(view: PrepSheetView) -> list[PracticeQuestion]:
    return [question for group in view.groups for question in group.questions]


def prompts_of(view: PrepSheetView) -> list[str]:
    return [question.prompt for question in questions_of(view)]


def shown(prompt: str) -> str:
    """A prompt as the shipped market fills it."""
    return prompt.replace("{privacy_law}", "HIPAA")


def squeezed(text: str) -> str:
    """The text without white space, hyphens and Markdown's escapes, which line breaks and formats may add or take."""
    return re.sub(r"[\s\\\u2010-]+", "", text)


def plain(source: str) -> str:
    return squeezed(lxml_html.fromstring(source).xpath("string(//body)"))


# Which questions --------------------------------------------------------------------------------------------------------


def test_the_sheet_of_a_role_has_every_question(sheet: Sheet) -> None:
    bank = bank_of(sheet.vacancy)
    assert len(bank) >= 18
    assert sorted(prompts_of(sheet.view)) == sorted(shown(question.prompt) for question in bank)
    assert sheet.view.questions_note is None


def test_the_sheet_of_an_opening_leaves_out_exactly_what_its_kit_asks(opening_sheet: Sheet) -> None:
    kit = interview_kit.build(opening_sheet.vacancy, CONTEXT)
    asked = {question.prompt for question in kit.questions}
    everything = {shown(question.prompt) for question in bank_of(opening_sheet.vacancy)}
    assert asked
    assert asked < everything
    assert set(prompts_of(opening_sheet.view)) == everything - asked
    note = opening_sheet.vacancy.language("prep.questions.left_out")
    assert opening_sheet.view.questions_note == note
    assert squeezed(note) in plain(opening_sheet.page)


def test_no_format_of_an_opening_s_sheet_names_a_question_of_its_kit(opening_sheet: Sheet, opening_pdf: bytes) -> None:
    kit = interview_kit.build(opening_sheet.vacancy, CONTEXT)
    written = markdown.write(opening_sheet.flow).decode()
    for text in (squeezed(opening_sheet.page), squeezed(written), squeezed(text_of(opening_pdf))):
        assert [question.prompt for question in kit.questions if squeezed(question.prompt) in text] == []
        assert all(squeezed(prompt) in text for prompt in prompts_of(opening_sheet.view))


def test_the_sheet_follows_the_choice_and_the_minutes_of_the_opening(vacancy: Vacancy) -> None:
    bank = bank_of(vacancy)
    chosen = tuple(question.id for question in bank[:3])
    fixed = opening(vacancy, interview=InterviewSlot(minutes=240, questions=chosen))
    assert sorted(prompts_of(build(fixed, CONTEXT))) == sorted(shown(question.prompt) for question in bank[3:])
    long, short = (
        opening(vacancy, interview=InterviewSlot(minutes=minutes))
        for minutes in (90, vacancy.opening.interview.minutes)
    )
    assert len(prompts_of(build(long, CONTEXT))) < len(prompts_of(build(short, CONTEXT)))


def test_an_opening_that_shares_its_questions_has_them_all(vacancy: Vacancy, sheet: Sheet) -> None:
    view = build(opening(vacancy, share_questions=True), CONTEXT)
    assert prompts_of(view) == prompts_of(sheet.view)
    assert view.questions_note == vacancy.language("prep.questions.shared")


def test_what_has_no_side_for_candidates_is_left_out_and_not_promised(vacancy: Vacancy) -> None:
    bank = bank_of(vacancy)
    bare = (bank[0].model_copy(update={"candidate": None}), *bank[1:])
    view = build(opening(with_questions(vacancy, bare), share_questions=True), CONTEXT)
    assert sorted(prompts_of(view)) == sorted(shown(question.prompt) for question in bank[1:])
    assert view.questions_note is None


def test_a_sheet_without_questions_keeps_the_rest(vacancy: Vacancy, write: Write) -> None:
    bank = bank_of(vacancy)
    everything = InterviewSlot(minutes=480, questions=tuple(question.id for question in bank))
    sheet = write(opening(vacancy, interview=everything))
    assert sheet.view.groups == ()
    tree = lxml_html.fromstring(sheet.page)
    assert tree.xpath("//h2[@id='research']")
    assert not tree.xpath("//*[@id='questions']")
    assert {str(href)[1:] for href in tree.xpath("//main//a/@href[starts-with(., '#')]")} <= set(tree.xpath("//@id"))


def test_questions_stand_in_the_kit_s_order_and_are_numbered_through(sheet: Sheet) -> None:
    bank = bank_of(sheet.vacancy)
    ordered = [shown(question.prompt) for kind in QuestionKind for question in bank if question.kind is kind]
    assert prompts_of(sheet.view) == ordered
    assert [question.number for question in questions_of(sheet.view)] == list(range(1, len(bank) + 1))
    assert len(sheet.view.groups) == len({question.kind for question in bank}) == len(QuestionKind)


def test_a_slot_that_is_too_short_is_a_problem_of_the_opening(vacancy: Vacancy) -> None:
    slot = InterviewSlot(minutes=15)
    with pytest.raises(ContentError) as caught:
        build(opening(vacancy, interview=slot), CONTEXT)
    (problem,) = caught.value.problems
    expected = ("interview.does_not_fit", "openings/sample.yaml", "interview.minutes")
    assert (problem.rule, problem.file, problem.field_path) == expected
    needed = int(problem.values["needed"])
    least = plan(interview_of(vacancy), vacancy.shared, needed)
    view = build(opening(vacancy, interview=InterviewSlot(minutes=needed)), CONTEXT)
    assert len(prompts_of(view)) == len(bank_of(vacancy)) - len(least.questions)


def test_a_role_without_an_interview_has_no_sheet(vacancy: Vacancy) -> None:
    with pytest.raises(NotApplicableError) as caught:
        build(replace(vacancy, interview=None), CONTEXT)
    assert vacancy.language.has(f"reason.{caught.value.reason}")


# What it says -----------------------------------------------------------------------------------------------------------


def test_every_question_has_its_parts_in_both_forms(sheet: Sheet) -> None:
    notes = {shown(question.prompt): question.candidate for question in bank_of(sheet.vacancy)}
    for question in questions_of(sheet.view):
        expected = notes[question.prompt]
        assert expected is not None
        assert expected.outline is not None
        assert tuple(step.name for step in question.outline) == STEPS
        outline = [getattr(expected.outline, step.lower()) for step in STEPS]
        advice = [line.text for line in expected.approach]
        assert advice
        for source in (sheet.page, sheet.flow):
            (part,) = lxml_html.fromstring(source).xpath(f"//section[@aria-labelledby='question-{question.id}']")
            said = squeezed(part.text_content())
            for text in (question.prompt, expected.assesses, *advice, expected.avoid, *outline):
                assert squeezed(shown(str(text))) in said
            assert [heading.text for heading in part.iter("h4")] == [
                "What it assesses",
                "How to answer",
                "What not to say",
                "A good answer in outline",
                "Your stories",
            ]


def test_figures_are_marked_as_invented_where_they_are_and_only_there(sheet: Sheet) -> None:
    mark = sheet.vacancy.language("prep.illustrative")
    marked = {
        str(part.get("aria-labelledby")): mark in part.text_content()
        for part in lxml_html.fromstring(sheet.page).find_class("question")
    }
    expected = {f"question-{question.id}": question.illustrative for question in questions_of(sheet.view)}
    assert marked == expected
    assert set(expected.values()) == {True, False}


def test_the_mock_run_adds_up(sheet: Sheet) -> None:
    run = sheet.view.mock_run
    assert run is not None
    assert sum(step.minutes for step in run.steps) == run.minutes == 60
    ends = [step.span.split("–") for step in run.steps]
    assert (ends[0][0], ends[-1][1]) == ("0", "60")
    assert [start for start, _ in ends[1:]] == [end for _, end in ends[:-1]]
    (table,) = lxml_html.fromstring(sheet.page).iter("table")
    minutes = [int(cell.text) for cell in table.xpath("./tbody/tr/td[@class='number length']")]
    assert len(minutes) == len(run.steps)
    assert sum(minutes) == int(table.xpath("string(./tfoot//td[@class='number length'])"))
    assert len(table.xpath("./tbody//input[@type='checkbox']")) == len(run.steps)


def test_the_sheet_holds_all_advice(sheet: Sheet) -> None:
    advice = sheet.vacancy.advice
    for source in (sheet.page, sheet.flow):
        said = plain(source)
        lists = (advice.research, advice.description, advice.documents, advice.dress, advice.communication)
        for item in (*(item for items in lists for item in items), *advice.answering, *advice.follow_up):
            assert squeezed(item.text) in said
            assert squeezed(item.why or "") in said
        for entry in interview_of(sheet.vacancy).questions_to_ask:
            for text in (entry.text, entry.why, entry.follow_on or ""):
                assert squeezed(shown(text)) in said
        assert advice.thank_you is not None
        assert squeezed(advice.thank_you.subject) in said
    assert sheet.view.thank_you is not None
    assert any(sheet.vacancy.employer.name in line for line in sheet.view.thank_you.body)


def test_the_last_page_says_only_what_the_advice_says(sheet: Sheet) -> None:
    advice = sheet.vacancy.advice
    known = {item.id: item.text for item in (*advice.communication, *advice.answering)}
    assert set(ON_THE_DAY) <= set(known)
    assert sheet.view.on_the_day == tuple(known[name] for name in ON_THE_DAY)
    less = advice.model_copy(update={"answering": ()})
    assert build(replace(sheet.vacancy, advice=less), CONTEXT).on_the_day == (known["listen"],)
    sections = lxml_html.fromstring(sheet.page).xpath("//section/@aria-labelledby")
    assert sections[-1] == "day"


def test_the_role_in_brief_is_brief(sheet: Sheet) -> None:
    role = sheet.vacancy.role
    assert len(role.responsibilities) > len(sheet.view.duties) == 5
    assert len(sheet.view.required) == len(role.qualifications.required)
    assert len(sheet.view.summary) == 2


def test_only_an_opening_knows_how_many_interviewers_there_are(vacancy: Vacancy, sheet: Sheet) -> None:
    slot = InterviewSlot(minutes=60, panel=3)
    view = build(opening(vacancy, interview=slot), CONTEXT)
    assert view.glance[:2] == ("The interview takes about 60 minutes.", "You talk with 3 interviewers.")
    assert not any("interviewers." in line and "talk" in line for line in sheet.view.glance)
    one = build(opening(vacancy, interview=InterviewSlot(minutes=60, panel=1)), CONTEXT)
    assert one.glance[1] == "You talk with 1 interviewer."


def test_the_accommodation_offer_is_the_employer_s_or_else_the_market_s(vacancy: Vacancy, sheet: Sheet) -> None:
    assert "jobs@example.org" in (sheet.view.accommodation or "")
    statements = vacancy.employer.statements.model_copy(update={"accommodation": "Tell {employer} what helps."})
    own = replace(vacancy, employer=vacancy.employer.model_copy(update={"statements": statements}))
    assert build(own, CONTEXT).accommodation == "Tell Example Valley Clinic what helps."


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


def test_the_view_cannot_hold_what_is_internal() -> None:
    secret = {value for value in vars(internal).values() if isinstance(value, type) and is_dataclass(value)}
    assert set(classes_in(interview_kit.InterviewKitView)) & secret, "the walk must be able to find them"
    found = set(classes_in(PrepSheetView))
    assert PracticeQuestion in found
    assert not found & secret


def internal_texts(vacancy: Vacancy) -> list[str]:
    """Everything that only interviewers may read."""
    found = [
        text for question in bank_of(vacancy) for path, text in texts(question) if path[0] in ("interviewer", "anchors")
    ]
    found += [text for question in bank_of(vacancy) for path, text in texts(question) if path[0] == "probes"]
    for competency in (*interview_of(vacancy).competencies, *vacancy.shared.competencies):
        found += [text for path, text in texts(competency) if path[0] == "anchors"]
    for error in vacancy.shared.rating_errors:
        found += [error.text, error.remedy]
    return [squeezed(shown(text)) for text in found]


def test_no_format_holds_what_only_interviewers_may_read(
    sheet: Sheet, opening_pdf: bytes, workspace: Workspace
) -> None:
    secret = internal_texts(sheet.vacancy)
    assert len(secret) > 200
    kit = interview_kit.build(sheet.vacancy, CONTEXT)
    page = Renderer(workspace).html("documents/interview-kit.html.j2", kit, sheet.vacancy.language)
    assert any(text in plain(page) for text in secret), "the check must be able to find such texts"
    written = markdown.write(sheet.flow).decode()
    for found in (squeezed(sheet.page), plain(sheet.page), squeezed(written), squeezed(text_of(opening_pdf))):
        assert [text for text in secret if text in found] == []


# The page ---------------------------------------------------------------------------------------------------------------


def test_headings_come_in_order(sheet: Sheet) -> None:
    for source in (sheet.page, sheet.flow):
        levels = [int(heading.tag[1]) for heading in lxml_html.fromstring(source).iter("h1", "h2", "h3", "h4", "h5")]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_links_and_labels_lead_to_them(sheet: Sheet) -> None:
    for source in (sheet.page, sheet.flow):
        tree = lxml_html.fromstring(source)
        ids = [str(found) for found in tree.xpath("//@id")]
        assert len(ids) == len(set(ids))
        targets = [str(href)[1:] for href in tree.xpath("//a/@href") if str(href).startswith("#")]
        targets += [str(found) for found in tree.xpath("//label/@for | //@aria-labelledby")]
        assert targets
        assert set(targets) <= set(ids)


def test_tables_have_a_caption_and_scoped_headers(sheet: Sheet) -> None:
    tables = list(lxml_html.fromstring(sheet.page).iter("table"))
    assert tables
    for table in tables:
        assert table.findtext("caption")
        assert all(header.get("scope") for header in table.iter("th"))
        assert len({len(row) for row in table.iter("tr")}) == 1


def test_every_field_has_a_name_and_a_title_of_its_own(sheet: Sheet) -> None:
    found = list(lxml_html.fromstring(sheet.page).iter("input", "textarea"))
    assert len(found) > 200
    for attribute in ("name", "title"):
        values = [field.get(attribute) for field in found]
        assert all(values)
        assert len(values) == len(set(values))


def test_each_question_has_room_for_two_stories(sheet: Sheet) -> None:
    assert STORIES == 2
    tree = lxml_html.fromstring(sheet.page)
    for question in questions_of(sheet.view):
        (part,) = tree.xpath(f"//section[@aria-labelledby='question-{question.id}']")
        titles = [field.get("title") for field in part.iter("textarea")]
        expected = [f"Question {question.number}, story {story}: {step}" for story in (1, 2) for step in STEPS]
        assert titles == expected
        labels = {label.get("for"): label.text for label in part.iter("label")}
        assert [labels[field.get("id")] for field in part.iter("textarea")] == [*STEPS, *STEPS]


def test_the_flow_form_has_labelled_rules_and_boxes_instead_of_fields(sheet: Sheet) -> None:
    tree = lxml_html.fromstring(sheet.flow)
    assert not list(tree.iter("input", "textarea", "style", "label"))
    rules = list(tree.iter("hr"))
    assert len(rules) == len(questions_of(sheet.view)) * STORIES * len(STEPS)
    assert [rule.getprevious().text for rule in rules[:4]] == [f"{step}:" for step in STEPS]
    assert tree.text_content().count("☐") > len(questions_of(sheet.view)) + len(sheet.view.research)


def test_texts_are_escaped(vacancy: Vacancy, write: Write) -> None:
    bank = bank_of(vacancy)
    marked = bank[0].model_copy(update={"prompt": "<b>&amp; what?"})
    sheet = write(with_questions(vacancy, (marked, *bank[1:])))
    for source in (sheet.page, sheet.flow):
        assert "<b>" not in source
        assert "&lt;b&gt;&amp;amp; what?" in source


# Files ------------------------------------------------------------------------------------------------------------------


def text_of(content: bytes) -> str:
    """The text of a PDF as its reader sees it."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=content, capture_output=True, check=True
    )
    return done.stdout.decode()


def test_markdown_has_boxes_to_tick_and_no_html(sheet: Sheet) -> None:
    text = markdown.write(sheet.flow).decode()
    assert text.count("- [ ] ") > len(questions_of(sheet.view))
    assert "**Situation:** " in text
    assert not re.search(r"</?(table|td|span|div|input|em|dl|label)\b", text)


def test_the_pdf_can_be_filled_in(opening_sheet: Sheet, opening_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(opening_pdf)) as document:
        found = [(str(field.T), str(field.TU)) for field in document.Root.AcroForm.Fields]
    fields = lxml_html.fromstring(opening_sheet.page).iter("input", "textarea")
    expected = {field.get("name"): " ".join(field.get("title").split()) for field in fields}
    assert len(found) == len(expected) > 150
    assert dict(found) == expected


def test_a_question_stands_on_one_page_of_the_pdf(opening_sheet: Sheet, opening_pdf: bytes) -> None:
    """Each question with its stories can be taken out of the pile and written on."""
    pages = [squeezed(page) for page in text_of(opening_pdf).split("\f")]
    for question in questions_of(opening_sheet.view):
        assert question.outline
        start = squeezed(question.assesses)
        (found,) = [page for page in pages if start in page and squeezed(question.prompt) in page]
        assert squeezed(question.outline[-1].text) in found
        assert "Story2" in found


def test_no_word_of_the_templates_is_written_in_them() -> None:
    root = Path(__file__).parents[2] / "templates"
    for name in ("documents/prep-sheet.html.j2", "macros/prep.html.j2"):
        source = (root / name).read_text(encoding="utf-8")
        source = re.sub(r"\{% block styles.*?endblock %\}", "", source, flags=re.DOTALL)
        for pattern in (r"\{#.*?#\}", r"\{%.*?%\}", r"\{\{.*?\}\}", r"<[^>]*>"):
            source = re.sub(pattern, "", source, flags=re.DOTALL)
        assert not re.findall(r"[^\W\d_]+", source), name
