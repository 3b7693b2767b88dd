"""The documents of one hire. Each module builds a view: a frozen dataclass of plain values, no markup."""

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from hiring.model.audience import Audience

# The table itself needs nothing of the content: a build that finds everything as it was must not load it.
if TYPE_CHECKING:
    from hiring.documents.page import Context
    from hiring.library import Vacancy


@dataclass(frozen=True)
class DocumentSpec:
    """One row of the table of documents. ``template`` is below ``templates/``; ``module`` has ``build(vacancy, context)``.

    ``fragment`` is the template of its text without the page around it, for formats that take one. ``pages`` is about how
    many pages that of a shipped role has: the long ones are begun first.
    """

    name: str
    audience: Audience
    module: str
    template: str
    formats: tuple[str, ...]
    pages: int
    fragment: str | None = None

    @property
    def templates(self) -> tuple[str, ...]:
        """All templates that it is made with."""
        return (self.template,) if self.fragment is None else (self.template, self.fragment)

    def build(self, vacancy: "Vacancy", context: "Context") -> Any:
        """The view. Raises ``NotApplicableError`` where the content gives no such document, ``ContentError`` for problems."""
        return import_module(self.module).build(vacancy, replace(context, audience=self.audience))


DOCUMENTS: tuple[DocumentSpec, ...] = (
    DocumentSpec(
        "posting",
        Audience.PUBLIC,
        "hiring.documents.posting",
        "documents/posting.html.j2",
        ("html", "pdf", "docx", "md", "txt", "jsonld"),
        pages=4,
        fragment="documents/posting-description.html.j2",
    ),
    DocumentSpec(
        "job-description",
        Audience.PUBLIC,
        "hiring.documents.job_description",
        "documents/job-description.html.j2",
        ("html", "pdf", "docx", "md"),
        pages=6,
    ),
    DocumentSpec(
        "recruiter-brief",
        Audience.INTERNAL,
        "hiring.documents.recruiter_brief",
        "documents/recruiter-brief.html.j2",
        ("html", "pdf", "docx", "md"),
        pages=11,
    ),
    DocumentSpec(
        "interview-kit",
        Audience.INTERNAL,
        "hiring.documents.interview_kit",
        "documents/interview-kit.html.j2",
        ("html", "pdf", "docx", "md", "xlsx"),
        pages=16,
    ),
    DocumentSpec(
        "prep-sheet",
        Audience.CANDIDATE,
        "hiring.documents.prep_sheet",
        "documents/prep-sheet.html.j2",
        ("html", "pdf", "docx", "md"),
        pages=40,
    ),
    DocumentSpec(
        "cost-estimate",
        Audience.INTERNAL,
        "hiring.documents.cost_estimate",
        "documents/cost-estimate.html.j2",
        ("html", "pdf", "docx", "md", "xlsx", "json"),
        pages=8,
    ),
)
