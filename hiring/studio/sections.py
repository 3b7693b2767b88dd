"""Which texts of a role, an opening and the employer stand on one page, and under which heading. The one place that knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hiring.model.employer import Employer
from hiring.model.interview import Interview
from hiring.model.opening import Opening
from hiring.model.role import Role
from hiring.model.text import Record
from hiring.studio.addresses import EMPLOYER, role_address, words_address


@dataclass(frozen=True)
class Section:
    """Fields of one file under one heading, the phrase ``studio.section.<id>``. Items that stand ``apart`` have pages of
    their own."""

    id: str
    stem: str
    fields: tuple[str, ...]
    apart: bool = False


ROLE: Final = (
    Section("short", "role", ("title", "summary", "pitch")),
    Section("about", "role", ("about", "variants")),
    Section("responsibilities", "role", ("responsibilities",)),
    Section("qualifications", "role", ("qualifications",)),
    Section("skills", "role", ("skills",)),
    Section("conditions", "role", ("conditions",)),
    Section("sourcing", "role", ("sourcing",)),
    Section("challenges", "role", ("challenges",)),
    Section("pay", "role", ("pay_notes", "figures", "cost_notes")),
    Section("success", "role", ("kpis", "time_to_fill", "onboarding")),
    Section("faq", "role", ("faq",)),
    Section("names", "role", ("codes", "search_terms", "false_friends")),
    Section("sources", "role", ("sources",)),
    Section("questions", "interview", ("questions",), apart=True),
    Section("shared", "interview", ("shared_questions",)),
    Section("competencies", "interview", ("competencies",)),
    Section("ask", "interview", ("questions_to_ask",)),
    Section("interview-sources", "interview", ("sources",)),
)
EMPLOYER_SECTIONS: Final = (
    Section("employer", "employer", ("name", "language", "about", "industry", "employees", "website", "contact")),
    Section("benefits", "employer", ("benefits",)),
    Section("statements", "employer", ("statements",)),
)
EMPLOYER_WORDS: Final = (*EMPLOYER_SECTIONS, Section("costs", "employer", ("costs",)))
"""Of the costs the words are translated here; the amounts have a page of their own."""
OPENING_SECTIONS: Final = (
    Section("opening", "opening", ("title", "team", "schedule", "apply_note", "ai_note")),
    Section("offer", "opening", ("other_pay", "benefits")),
    Section("site", "opening", ("employer",)),
)
OPENING_WORDS: Final = (*OPENING_SECTIONS, Section("costs", "opening", ("costs",)))


@dataclass(frozen=True)
class Book:
    """Files of words that belong together: those of a role, an opening or the employer. Paths are in the workspace.

    ``files`` has the base file of each stem that a section names, ``models`` what it holds.
    """

    id: str
    kind: str
    address: str
    files: Mapping[str, Path]
    models: Mapping[str, type[Record]]
    sections: tuple[Section, ...]
    translated: tuple[Section, ...]

    def words(self, stem: str, tag: str) -> Path:
        """Where the translation of a base file into a language stands."""
        return self.files[stem].with_suffix(f".{tag}.yaml")


def role_book(role_id: str) -> Book:
    """The files of a role of the workspace."""
    files = {stem: Path("roles") / role_id / f"{stem}.yaml" for stem in ("role", "interview")}
    return Book(role_id, "role", role_address(role_id), files, {"role": Role, "interview": Interview}, ROLE, ROLE)


def employer_book() -> Book:
    """The workspace's employer."""
    files = {"employer": Path("employer.yaml")}
    return Book("employer", "employer", EMPLOYER, files, {"employer": Employer}, EMPLOYER_SECTIONS, EMPLOYER_WORDS)


def opening_book(opening_id: str) -> Book:
    """The words of an opening."""
    files = {"opening": Path("openings") / f"{opening_id}.yaml"}
    address = words_address(opening_id)
    return Book(opening_id, "opening", address, files, {"opening": Opening}, OPENING_SECTIONS, OPENING_WORDS)
