"""What is internal stands in no byte of a document for candidates or the public, of the careers site or of a feed.

Every text of the workspace has a mark, every cost a number of its own. A field is internal unless it is named here, so that
a new one is protected before anybody thinks of it.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest

from hiring.documents import DOCUMENTS
from hiring.model.audience import Audience
from tests.hostile.planting import MARK, Planted
from tests.hostile.reading import raw_of, text_of

if TYPE_CHECKING:
    from tests.hostile.conftest import Made


def _fields(names: str) -> frozenset[str]:
    return frozenset(names.split())


PUBLIC: Final = _fields(
    """
    role.summary role.pitch.text role.pitch.person role.pitch.objective role.about.text role.variants.name
    role.variants.text role.codes.code role.codes.name role.sources.publisher role.responsibilities.text
    role.qualifications.required.text role.qualifications.preferred.text role.skills.text role.skills.name
    role.conditions.text role.kpis.text role.kpis.name role.kpis.measure role.faq[public].question role.faq[public].answer
    employer.name employer.industry employer.statements.equal_opportunity employer.statements.accommodation
    employer.statements.pay_note employer.brand.fonts.name
    opening.title opening.location.city opening.location.region opening.location.postal_code opening.location.street
    opening.employer.name opening.employer.about opening.employer.benefits.text opening.team opening.schedule
    opening.other_pay.text opening.benefits.text opening.ai_note opening.contact.name opening.contact.phone
    opening.apply_note
    """
)
"""What everyone may read."""
FOR_CANDIDATES: Final = _fields(
    """
    interview.questions.prompt interview.questions.candidate.assesses interview.questions.candidate.approach.text
    interview.questions.candidate.avoid interview.questions.candidate.outline.situation
    interview.questions.candidate.outline.task interview.questions.candidate.outline.action
    interview.questions.candidate.outline.result interview.questions_to_ask.text interview.questions_to_ask.why
    interview.questions_to_ask.follow_on
    shared.questions.prompt shared.questions.candidate.assesses shared.questions.candidate.approach.text
    shared.questions.candidate.avoid shared.questions.candidate.outline.situation
    shared.questions.candidate.outline.task shared.questions.candidate.outline.action
    shared.questions.candidate.outline.result
    advice.sources.publisher advice.research.text advice.research.why advice.description.text advice.description.why
    advice.documents.text advice.documents.why advice.dress.text advice.dress.why advice.communication.text
    advice.communication.why advice.answering.text advice.answering.why advice.star.situation advice.star.task
    advice.star.action advice.star.result advice.practice.steps.name advice.practice.steps.text advice.follow_up.text
    advice.follow_up.why advice.thank_you.subject advice.thank_you.body.text
    """
)
"""What candidates may read besides."""
_REPLACED = "the opening, or the employer, says it instead"
_KIND = "no document says of what kind a source is"
_UNUSED = "no document of this opening shows it"
SHOWN_NOWHERE: Final[Mapping[str, str]] = {
    "role.title": _REPLACED,
    "employer.about": _REPLACED,
    "employer.benefits.text": _REPLACED,
    "employer.contact.name": _REPLACED,
    "employer.contact.phone": _REPLACED,
    "opening.employer.contact.name": _REPLACED,
    "opening.employer.contact.phone": _REPLACED,
    "market.statements.equal_opportunity": _REPLACED,
    "market.statements.accommodation": _REPLACED,
    "market.statements.pay_note": _REPLACED,
    "market.locations.name": _REPLACED,
    "market.locations.city": _REPLACED,
    "market.locations.region": _REPLACED,
    "market.locations.postal_code": _REPLACED,
    **{f"{file}.sources.kind": _KIND for file in ("role", "interview", "shared", "advice", "market")},
    **{f"{file}.costs.sources.kind": _KIND for file in ("employer", "opening", "market")},
    "interview.sources.publisher": _UNUSED,
    "employer.costs.sources.publisher": _UNUSED,
    "market.costs.sources.publisher": _UNUSED,
    "role.figures.label": _UNUSED,
    "role.figures.note": _UNUSED,
    "market.figures.label": _UNUSED,
    "market.figures.note": _UNUSED,
    "market.laws.name": "the texts of this workspace name no law",
    "market.laws.full_name": "as above",
    "market.laws.citation": "as above",
    "market.notes.text": "for whoever edits the market",
    "market.rules.text": "what hiring lint says",
}
"""Fields that no document of this workspace shows, with the reason."""
COSTS: Final = (re.compile(r"7\D?919"), re.compile(r"6\D?823"))
"""The amounts of the cost lines of the employer and of the opening, as a document may write them."""

AUDIENCES: Final = {document.name: document.audience for document in DOCUMENTS}
INTERNAL: Final = frozenset(name for name, audience in AUDIENCES.items() if audience is Audience.INTERNAL)


@cache
def marks_of(path: Path) -> frozenset[str]:
    """Every mark in any byte of a file."""
    return frozenset(mark.decode() for mark in re.findall(MARK.pattern.encode(), raw_of(path)))


def shown_in(made: "Made", is_read: Callable[[Path], bool]) -> dict[str, set[str]]:
    """The fields whose marks stand in the files that are read, each with the names of those files."""
    fields: dict[str, set[str]] = {}
    planted: dict[str, Planted] = {each.mark: each for each in made.planted}
    for path in filter(is_read, made.files):
        for mark in marks_of(path):
            fields.setdefault(planted[mark].field, set()).add(path.name)
    return fields


def is_of(audience: Audience) -> Callable[[Path], bool]:
    """Files for an audience. What the careers site and the feeds hold is public."""
    return lambda path: AUDIENCES.get(path.stem, Audience.PUBLIC) is audience


def test_there_are_files_of_every_audience_in_every_format(made: "Made") -> None:
    assert {path.stem for path in made.documents.iterdir()} == set(AUDIENCES)
    for document in DOCUMENTS:
        made_in = {path.suffix[1:] for path in made.documents.glob(f"{document.name}.*")}
        assert made_in == set(document.formats)


def test_the_public_reads_what_is_public(made: "Made") -> None:
    shown = shown_in(made, is_of(Audience.PUBLIC))
    assert {field: files for field, files in shown.items() if field not in PUBLIC} == {}
    assert PUBLIC - shown.keys() == set()


def test_candidates_read_what_is_for_them(made: "Made") -> None:
    shown = shown_in(made, is_of(Audience.CANDIDATE))
    assert {field: files for field, files in shown.items() if field not in PUBLIC | FOR_CANDIDATES} == {}
    assert FOR_CANDIDATES - shown.keys() == set()


def test_the_same_search_finds_everything_that_is_internal(made: "Made") -> None:
    shown = shown_in(made, is_of(Audience.INTERNAL))
    internal = {each.field for each in made.planted} - PUBLIC - FOR_CANDIDATES
    assert len(internal) > 80
    assert internal - shown.keys() == SHOWN_NOWHERE.keys()


def test_what_a_hire_costs_stands_in_internal_documents_alone(made: "Made") -> None:
    found: dict[str, set[str]] = {}
    for path in made.files:
        text = re.sub(r"<[^>]+>", "", text_of(path)) if path.suffix != ".txt" else path.read_text(encoding="utf-8")
        for amount in COSTS:
            if amount.search(text):
                found.setdefault(amount.pattern, set()).add(path.stem)
    assert found.keys() == {amount.pattern for amount in COSTS}
    assert set().union(*found.values()) <= INTERNAL


MARKED = "q0042q"


def _attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = f"notes {MARKED}".encode()


def _outlined(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(MARKED, 0))


def _described(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = MARKED


def _named_a_field(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pikepdf.Dictionary(FT=pikepdf.Name.Tx, TU=pikepdf.String(MARKED))])


@pytest.mark.parametrize("hide", [_attached, _outlined, _described, _named_a_field])
def test_a_mark_is_found_wherever_a_pdf_can_hide_it(
    made: "Made", tmp_path: Path, hide: Callable[[pikepdf.Pdf], None]
) -> None:
    path = tmp_path / "posting.pdf"
    with pikepdf.open(made.documents / "posting.pdf") as pdf:
        hide(pdf)
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert MARKED not in marks_of(made.documents / "posting.pdf")
    assert MARKED in marks_of(path)


def test_a_mark_is_found_in_any_part_of_word_and_in_comments_of_a_page(made: "Made", tmp_path: Path) -> None:
    word, page = tmp_path / "posting.docx", tmp_path / "posting.html"
    word.write_bytes((made.documents / "posting.docx").read_bytes())
    with zipfile.ZipFile(word, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/hidden.xml", f"<w:hidden>{MARKED}</w:hidden>")
    page.write_bytes((made.documents / "posting.html").read_bytes() + f"<!-- {MARKED} -->".encode())
    for path in (word, page):
        assert MARKED not in marks_of(made.documents / path.name)
        assert MARKED in marks_of(path)
