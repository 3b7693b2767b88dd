"""The job description: what it shows of a role, in which order, and what never reaches it."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from pydantic import BaseModel

from hiring.documents import internal, job_description
from hiring.documents.job_description import Group, JobDescriptionView, build
from hiring.documents.page import Context
from hiring.formats import FORMATS
from hiring.library import Library, Vacancy
from hiring.model.audience import Audience
from hiring.model.opening import Opening
from hiring.model.role import Faq, Role
from hiring.rendering import Renderer
from hiring.workspace import Workspace
from tests.views import everything

ROLES = ("referral-coordinator", "patient-representative")
CONTEXT = Context(date(2026, 11, 22), ("en",))
SECTIONS = {
    "purpose": "pitch",
    "about": "about",
    "responsibilities": "responsibilities",
    "qualifications": "qualifications",
    "skills": "skills",
    "conditions": "conditions",
    "variants": "variants",
    "measures": "kpis",
    "questions": "faq",
    "codes": "codes",
}
"""The sections in their order, and the field of the role that each one comes from."""
EMPTY: dict[str, Any] = {
    "summary": None,
    "pitch": None,
    "about": (),
    "qualifications": {},
    "skills": (),
    "conditions": (),
    "variants": (),
    "kpis": (),
    "faq": (),
    "codes": (),
}
OPENING = {
    "id": "o",
    "market": "us",
    "languages": ["en"],
    "pay": {"low": 52000, "high": 60000, "currency": "USD", "per": "year"},
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(Workspace.at(tmp_path_factory.mktemp("workspace")))


@pytest.fixture(scope="module")
def renderer(library: Library) -> Renderer:
    return Renderer(library.workspace)


def with_role(vacancy: Vacancy, **changes: Any) -> Vacancy:
    """The vacancy with a changed role, validated anew."""
    return replace(vacancy, role=Role.model_validate(vacancy.role.model_dump() | changes))


def of_opening(vacancy: Vacancy) -> Vacancy:
    """The vacancy as an employer's own opening, with pay."""
    return replace(vacancy, is_sample=False, opening=Opening.model_validate(OPENING | {"role": vacancy.role.id}))


def render(renderer: Renderer, vacancy: Vacancy, *, flow: bool = False) -> str:
    view = build(vacancy, CONTEXT)
    return renderer.html("documents/job-description.html.j2", view, vacancy.language, flow=flow)


def page_of(renderer: Renderer, vacancy: Vacancy) -> Any:
    return lxml_html.fromstring(render(renderer, vacancy).encode())


def section_ids(page: Any) -> list[str]:
    found: list[str] = page.xpath("//section/@aria-labelledby")
    return found


def reader_text(renderer: Renderer, vacancy: Vacancy, name: str) -> str:
    """The text of the document in a format as its reader sees it, without white space and hyphens."""
    (written,) = [item for item in FORMATS if item.name == name]
    content = written.write(render(renderer, vacancy, flow=written.takes == ("flow",)))
    if name == "pdf":
        command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
        content = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    if name == "html":
        content = lxml_html.fromstring(content).text_content().encode()
    return squeezed(content.decode())


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def words_in(value: object) -> Iterator[str]:
    """Every sentence inside content: the texts long enough not to be an id, a code or a single term."""
    if isinstance(value, str) and len(value) >= 25:
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from words_in(item)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from words_in(getattr(value, name))


def unshown(role: Role) -> list[str]:
    """The sentences of a role that are for recruiters or for candidates only."""
    parts = (
        role.qualifications.notes,
        tuple(item for item in role.faq if item.audience is not Audience.PUBLIC),
        tuple(code.caution for code in role.codes),
        tuple(role.false_friends),
        role.pay_notes,
        role.cost_notes,
        role.sourcing,
        role.challenges,
        role.onboarding,
        role.time_to_fill,
    )
    return [text for part in parts for text in words_in(part)]


# What it shows.


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("sample", [True, False])
@pytest.mark.parametrize("name", ["html", "pdf", "md"])
def test_every_text_of_the_view_stands_in_every_format(
    library: Library, renderer: Renderer, role: str, sample: bool, name: str
) -> None:
    """The PDF is made without a warning too: its writer raises for the first one."""
    vacancy = library.sample_vacancy(role, "en")
    vacancy = vacancy if sample else of_opening(vacancy)
    view = build(vacancy, CONTEXT)
    sources = tuple(note.text for note in view.sources)
    entries = tuple(replace(entry, url=None) for entry in view.codes)
    shown = [*everything(replace(view, page=None, codes=entries, sources=()))]  # type: ignore[arg-type]  # no frame
    assert len(shown) > 100
    found = reader_text(renderer, vacancy, name)
    # Pandoc writes the asterisk of O*NET with a backslash.
    found = found.replace("\\*", "*")
    assert [text for text in (*shown, *sources) if squeezed(text) not in found] == []


@pytest.mark.parametrize("role", ROLES)
def test_the_texts_are_those_of_the_role(library: Library, role: str) -> None:
    vacancy = library.sample_vacancy(role, "en")
    view, source = build(vacancy, CONTEXT), vacancy.role
    assert source.pitch
    assert (view.summary, view.purpose) == (source.summary, source.pitch.objective)
    assert len(view.about) == len(source.about) >= 5
    assert len(view.responsibilities) == len(source.responsibilities) >= 9
    assert len(view.required) == len(source.qualifications.required) >= 3
    assert len(view.preferred) == len(source.qualifications.preferred) >= 3
    assert [(item.name, item.shows, item.measured) for item in view.measures] == [
        (kpi.name, kpi.text, kpi.measure) for kpi in source.kpis
    ]
    assert [item.question for item in view.questions] == [
        item.question for item in source.faq if item.audience is Audience.PUBLIC
    ]
    for groups, items in ((view.skills, source.skills), (view.conditions, source.conditions)):
        assert sum(len(group.items) for group in groups) == len(items) >= 5


@pytest.mark.parametrize("role", ROLES)
def test_the_privacy_law_is_named_by_the_market(library: Library, role: str) -> None:
    view = build(library.sample_vacancy(role, "en"), CONTEXT)
    texts = [text for text in everything(view) if text != view.page.folio]
    assert any("HIPAA" in text for text in texts)
    assert [text for text in texts if re.search(r"\{[a-z_]+\}", text)] == []


def kinds(groups: tuple[Group, ...]) -> list[tuple[str, list[str]]]:
    return [(group.name, [item.text for item in group.items]) for group in groups]


def test_groups_stand_in_the_order_in_which_the_role_names_their_kinds(library: Library) -> None:
    vacancy = with_role(
        library.sample_vacancy(ROLES[0], "en"),
        skills=[
            {"id": "a", "kind": "technical", "name": "A", "text": "first"},
            {"id": "b", "kind": "interpersonal", "text": "second"},
            {"id": "c", "kind": "technical", "text": "third"},
        ],
        conditions=[
            {"id": "a", "kind": "pace", "text": "first"},
            {"id": "b", "kind": "hours", "text": "second"},
            {"id": "c", "kind": "pace", "text": "third"},
        ],
        variants=[
            {"id": "a", "kind": "other-sector", "name": "A", "text": "first"},
            {"id": "b", "kind": "practice-size", "name": "B", "text": "second"},
            {"id": "c", "kind": "other-sector", "name": "C", "text": "third"},
            {"id": "d", "kind": "specialisation", "name": "D", "text": "fourth"},
        ],
    )
    view = build(vacancy, CONTEXT)
    assert kinds(view.skills) == [
        ("Systems and specialist knowledge", ["first", "third"]),
        ("Working with people", ["second"]),
    ]
    assert [item.name for item in view.skills[0].items] == ["A", None]
    assert kinds(view.conditions) == [("Pace", ["first", "third"]), ("Hours", ["second"])]
    assert kinds(view.variants) == [
        ("In other fields", ["first", "third"]),
        ("By size of the practice", ["second"]),
        ("By specialization", ["fourth"]),
    ]


def test_codes_say_system_name_and_how_close_they_come(library: Library, renderer: Renderer) -> None:
    codes = [
        {"system": "rome", "code": "M1", "match": "exact"},
        {"system": "isco-08", "code": 3344, "name": "Medical secretaries", "match": "closest"},
        {"system": "esco", "code": "3344.1", "match": "broader", "uri": "http://data.europa.eu/esco/occupation/x"},
        {"system": "ssyk", "code": "4117", "match": "narrower"},
    ]
    vacancy = with_role(library.sample_vacancy(ROLES[0], "en"), codes=codes)
    assert [(entry.system, entry.code, entry.match) for entry in build(vacancy, CONTEXT).codes] == [
        ("ROME (France)", "M1", "Exact match"),
        ("ISCO-08 (international)", "3344", "Closest match"),
        ("ESCO (European Union)", "3344.1", "Broader than this role"),
        ("SSYK (Sweden)", "4117", "Narrower than this role"),
    ]
    page = page_of(renderer, vacancy)
    assert page.xpath("//section[@aria-labelledby='codes']//a/@href") == ["http://data.europa.eu/esco/occupation/x"]
    assert "closest matches" in page.xpath("string(//section[@aria-labelledby='codes']/p)")


def test_every_kind_of_the_model_has_a_name(library: Library) -> None:
    language = library.language("en")
    properties = Role.model_json_schema()["$defs"]

    def choices(record: str, field: str) -> list[str]:
        shape = properties[record]["properties"][field]
        found: list[str] = shape["enum"] if "enum" in shape else properties[shape["$ref"].split("/")[-1]]["enum"]
        return found

    names = [
        f"description.{group}.{choice}"
        for group, record, field in (
            ("skill", "Skill", "kind"),
            ("condition", "Condition", "kind"),
            ("variant", "Variant", "kind"),
            ("match", "OccupationCode", "match"),
            ("system", "OccupationCode", "system"),
        )
        for choice in choices(record, field)
    ]
    assert len(names) == 5 + 8 + 3 + 4 + 5
    assert [name for name in names if not language.has(name)] == []


@pytest.mark.parametrize("role", ROLES)
def test_sources_are_those_of_the_texts_it_shows_with_ours_last(library: Library, role: str) -> None:
    vacancy = library.sample_vacancy(role, "en")
    ids = [note.id for note in build(vacancy, CONTEXT).sources]
    assert ids[0] == vacancy.role.about[0].sources[0]
    assert ids[-1] == "ours"
    assert len(ids) == len(set(ids))
    assert "industry-sources" not in ids, "it is about the cost per hire only"


def test_every_text_that_is_shown_gives_its_sources_and_no_other_does(library: Library) -> None:
    vacancy = library.sample_vacancy(ROLES[0], "en")

    def said(source: str, **more: Any) -> dict[str, Any]:
        return {"id": "a", "text": "Said.", "sources": [source], **more}

    def asked(source: str, audience: str) -> dict[str, Any]:
        return {"id": source, "audience": audience, "question": "Why?", "answer": "So.", "sources": [source]}

    shown = ("about", "duty", "must", "nice", "skill", "condition", "variant", "kpi", "public")
    hidden = ("note", "internal", "candidate", "challenge")
    content = {
        "about": [said("about")],
        "responsibilities": [said("duty")],
        "qualifications": {
            "required": [said("must", kind="trait")],
            "preferred": [said("nice", kind="trait")],
            "notes": [said("note")],
        },
        "skills": [said("skill", kind="technical")],
        "conditions": [said("condition", kind="pace")],
        "variants": [said("variant", kind="practice-size", name="V")],
        "kpis": [said("kpi", name="K")],
        "faq": [asked("internal", "internal"), asked("public", "public"), asked("candidate", "candidate")],
        "challenges": [said("challenge", name="C")],
        "sources": [{"id": name, "title": name, "retrieved": "2026-11"} for name in (*hidden, *shown)],
    }
    assert [note.id for note in build(with_role(vacancy, **content), CONTEXT).sources] == [*shown]


# Present and absent.


@pytest.mark.parametrize("role", ROLES)
def test_the_contents_list_links_every_section_in_its_order(library: Library, renderer: Renderer, role: str) -> None:
    page = page_of(renderer, library.sample_vacancy(role, "en"))
    assert section_ids(page) == [*SECTIONS, "sources"]
    links = page.xpath("//nav[@class='contents']//a")
    assert [link.get("href") for link in links] == [f"#{name}" for name in section_ids(page)]
    assert [link.text for link in links] == page.xpath("//section/h2/text()")


@pytest.mark.parametrize("section", [name for name, field in SECTIONS.items() if field in EMPTY])
def test_a_section_without_content_is_left_out_with_its_link(
    library: Library, renderer: Renderer, section: str
) -> None:
    field = SECTIONS[section]
    vacancy = with_role(library.sample_vacancy(ROLES[0], "en"), **{field: EMPTY[field]})
    page = page_of(renderer, vacancy)
    expected = [name for name in (*SECTIONS, "sources") if name != section]
    assert section_ids(page) == expected
    assert page.xpath("//nav[@class='contents']//a/@href") == [f"#{name}" for name in expected]
    heading = vacancy.language(f"description.section.{section}")
    assert heading not in render(renderer, vacancy, flow=True)


@pytest.mark.parametrize("name", ["html", "pdf", "md"])
def test_a_role_with_nothing_but_responsibilities_has_a_description(
    library: Library, renderer: Renderer, name: str
) -> None:
    sources = {"responsibilities": [{"id": "a", "text": "Send each referral on."}]}
    vacancy = with_role(library.sample_vacancy(ROLES[0], "en"), **EMPTY, **sources)
    assert section_ids(page_of(renderer, vacancy)) == ["responsibilities"]
    assert squeezed("Send each referral on.") in reader_text(renderer, vacancy, name)


@pytest.mark.parametrize(("kept", "left_out"), [("required", "Preferred"), ("preferred", "Required")])
def test_must_haves_and_nice_to_haves_stand_alone(
    library: Library, renderer: Renderer, kept: str, left_out: str
) -> None:
    vacancy = library.sample_vacancy(ROLES[0], "en")
    only = {kept: vacancy.role.qualifications.model_dump()[kept]}
    page = page_of(renderer, with_role(vacancy, qualifications=only))
    headings = page.xpath("//section[@aria-labelledby='qualifications']/h3/text()")
    assert headings == [kept.capitalize()]
    assert left_out not in headings


def test_a_measure_without_a_method_says_so(library: Library, renderer: Renderer) -> None:
    kpis = [{"id": "a", "name": "Calls answered", "text": "How many calls are answered."}]
    page = page_of(renderer, with_role(library.sample_vacancy(ROLES[0], "en"), kpis=kpis))
    assert page.xpath("//table[@class='measures']//td/text()") == ["How many calls are answered.", "not stated"]


def test_an_opening_names_its_employer_and_a_sample_says_that_it_is_one(library: Library, renderer: Renderer) -> None:
    sample = library.sample_vacancy(ROLES[0], "en")
    for vacancy, is_sample in ((sample, True), (of_opening(sample), False)):
        for flow in (False, True):
            html = render(renderer, vacancy, flow=flow)
            assert ("This is a sample" in html) is is_sample
            assert (f"made for {vacancy.employer.name}" in html) is not is_sample


# What never reaches it.


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["html", "pdf", "md"])
def test_what_recruiters_read_is_in_no_format(library: Library, renderer: Renderer, role: str, name: str) -> None:
    vacancy = of_opening(library.sample_vacancy(role, "en"))
    hidden = unshown(vacancy.role)
    assert len(hidden) > 40
    found = reader_text(renderer, vacancy, name)
    assert [text for text in hidden if squeezed(text) in found] == []


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.CANDIDATE])
def test_the_same_question_is_shown_to_the_public_and_hidden_for_others(
    library: Library, renderer: Renderer, audience: Audience
) -> None:
    vacancy = library.sample_vacancy(ROLES[0], "en")
    for given, is_shown in ((Audience.PUBLIC, True), (audience, False)):
        faq = Faq(id="planted", audience=given, question="A planted question?", answer="The planted answer.")
        role = vacancy.role.model_copy(update={"faq": (*vacancy.role.faq, faq)})
        found = reader_text(renderer, replace(vacancy, role=role), "html")
        assert ("Aplantedquestion?" in found, "Theplantedanswer." in found) == (is_shown, is_shown)


@pytest.mark.parametrize("role", ROLES)
def test_no_amount_of_money_is_in_it(library: Library, role: str) -> None:
    vacancy = of_opening(library.sample_vacancy(role, "en"))
    assert vacancy.opening.pay
    assert vacancy.role.pay
    assert [text for text in everything(build(vacancy, CONTEXT)) if re.search(r"\$|USD|52,000|60,000", text)] == []


def test_the_view_cannot_hold_what_is_internal() -> None:
    """The module knows nothing of the types of internal documents; the walk over the fields is an architecture test."""
    foreign = {getattr(value, "__module__", "") for value in vars(job_description).values()}
    assert internal.__name__ not in foreign
    assert JobDescriptionView.__module__ in foreign


# The page.


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("flow", [False, True])
def test_the_page_is_sound(library: Library, renderer: Renderer, role: str, flow: bool) -> None:
    page = lxml_html.fromstring(render(renderer, library.sample_vacancy(role, "en"), flow=flow).encode())
    assert page.xpath("//h1/text()") == [library.sample_vacancy(role, "en").role.title]
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) > 10
    assert {name[1:] for name in page.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)
    assert set(page.xpath("//@aria-labelledby")) <= set(ids)
    tables = page.findall(".//table")
    assert len(tables) == 2
    for table in tables:
        assert table.find("caption").text
        assert all(cell.get("scope") for cell in table.iter("th"))
        assert table.xpath("./tbody/tr/th[@scope='row']")
    assert bool(page.xpath("//nav[@class='contents']")) is not flow


def test_texts_are_shown_as_text(library: Library, renderer: Renderer) -> None:
    kpis = [{"id": "a", "name": "<b>n</b>", "text": "<i>t</i> & more", "measure": "<script>m</script>"}]
    page = page_of(renderer, with_role(library.sample_vacancy(ROLES[0], "en"), kpis=kpis))
    assert page.xpath("//b | //i | //script") == []
    assert "<i>t</i> & more" in page.text_content()


def test_the_printed_contents_have_page_numbers(library: Library, renderer: Renderer, tmp_path: Path) -> None:
    (written,) = [item for item in FORMATS if item.name == "pdf"]
    file = tmp_path / "made.pdf"
    file.write_bytes(written.write(render(renderer, library.sample_vacancy(ROLES[0], "en"))))
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")
    titles = ("Main purpose", "Responsibilities", "Working conditions", "Occupation codes")
    for title in titles:
        found = re.search(rf"{title}[ \u00a0]+([0-9]+)", pages[0])
        assert found, title
        assert re.search(rf"^\s*{title}\s*$", pages[int(found[1]) - 1], re.MULTILINE), title
