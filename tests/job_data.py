"""An opening with structured data, the data as it is read back, and Google's rules for it."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from hiring.documents import posting
from hiring.documents.page import Context
from hiring.formats import jsonld
from hiring.library import Library, Vacancy
from hiring.rendering import Renderer
from hiring.workspace import Workspace

ON = date(2026, 11, 22)
SCHEMA = Path(__file__).resolve().parents[1] / "docs" / "job-posting.schema.json"
LANGUAGES = ("en", "fr", "sv", "es", "de", "ar")

EMPLOYER = """\
language: en
name: Harbour Clinic
industry: Outpatient care
website: https://example.org
contact: {email: jobs@example.org}
"""
OPENING = """\
id: desk
role: referral-coordinator
market: us-ca
location: san-francisco
languages: [en]
employment: [full-time, per-diem]
pay: {low: 52000, high: 60000, currency: USD, per: year}
headcount: 2
posted: 2026-11-20
closes: 2027-01-15
starts: 2027-02-01
apply_url: https://example.org/apply?job=desk&from=data
"""


@cache
def _rules() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(data: Any) -> list[str]:
    """What Google's rules find wrong in the data. That a description is not the title cannot be said in the schema."""
    found = [f"{error.json_path}: {error.message}" for error in _rules().iter_errors(data)]
    return found + (["$.description: is the title"] if data.get("description") == data.get("title") else [])


def write(folder: Path, opening: str, employer: str = EMPLOYER) -> Library:
    """Write a workspace with one opening, and give its library back."""
    (folder / "openings").mkdir(exist_ok=True)
    (folder / "employer.yaml").write_text(employer, encoding="utf-8")
    (folder / "openings" / "desk.yaml").write_text(opening, encoding="utf-8")
    return Library(Workspace.at(folder))


def data_of(library: Library, vacancy: Vacancy) -> Any:
    """The structured data of a vacancy, read back; fails when it does not keep Google's rules."""
    view = posting.build(vacancy, Context(ON))
    fragment = Renderer(library.workspace).html("documents/posting-description.html.j2", view, vacancy.language)
    data = json.loads(jsonld.write(view, fragment))
    assert faults(data) == []
    return data
