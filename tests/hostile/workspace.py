"""A workspace with every field: one opening, its employer, role, interview and market, and what all roles share."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from hiring.library import Library
from hiring.model.employer import Employer
from hiring.model.interview import Advice, Interview, SharedInterview
from hiring.model.market import Market
from hiring.model.opening import Opening
from hiring.model.role import Role
from hiring.model.text import Record
from hiring.source import load
from hiring.workspace import Workspace, shipped
from tests.hostile.planting import Planter

EMPLOYER: Final = """\
language: en
name: a
about: a
employees: 7
website: https://example.org
contact: {email: jobs@example.org}
benefits: [{id: leave, text: a}]
brand: {fonts: {name: a}}
costs:
  lines: [{id: tea, group: external, label: a, amount: 7919.13, currency: USD, source: books}]
  sources: [{id: books, title: a, retrieved: 2026-11}]
"""
OPENING: Final = """\
id: desk
role: tester
market: us-test
languages: [en]
location: {city: a, region: CA}
employment: [full-time]
employer: {contact: {email: jobs@example.org}, benefits: [{id: leave, text: a}]}
pay: {low: 52000, high: 60000, currency: USD, per: year}
other_pay: [{id: bonus, text: a}]
benefits: [{id: meals, text: a}]
uses_ai: true
posted: 2026-11-20
closes: 2027-01-15
contact: {email: desk@example.org}
apply_url: https://example.org/apply
interview: {minutes: 60}
costs:
  lines: [{id: cake, group: external, label: a, amount: 6823.47, currency: USD, source: books}]
  sources: [{id: books, about: a, retrieved: 2026-11}]
"""
MODELS: Final[Mapping[str, type[Record]]] = {
    "role": Role,
    "interview": Interview,
    "shared": SharedInterview,
    "advice": Advice,
    "employer": Employer,
    "opening": Opening,
    "market": Market,
}
FILES: Final = {
    "role": "roles/tester/role.yaml",
    "interview": "roles/tester/interview.yaml",
    "shared": "roles/_shared/interview.yaml",
    "advice": "roles/_shared/advice.yaml",
    "employer": "employer.yaml",
    "opening": "openings/desk.yaml",
    "market": "markets/us-test.yaml",
}


def write_planted(folder: Path, planter: Planter) -> Path:
    """Write the workspace with the planter's texts; the folder again."""
    for name, record in _records():
        path = folder / FILES[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_yaml(planter.data(name, record)), encoding="utf-8", newline="\n")
    return folder


def _records() -> Iterator[tuple[str, Record]]:
    library = Library(Workspace.at(shipped("roles")))
    yield "role", library.role_base("referral-coordinator").value.model_copy(update={"id": "tester"})
    interview = library.interview_base("referral-coordinator")
    assert interview is not None
    yield "interview", interview.value
    for name, stem, model in (("shared", "interview", SharedInterview), ("advice", "advice", Advice)):
        yield name, library.shared_base(stem, model).value
    employer = Employer.model_validate(load(EMPLOYER.encode(), "employer.yaml").data)
    yield "employer", employer
    yield "opening", Opening.model_validate(load(OPENING.encode(), "desk.yaml").data)
    market = library.market_base("us-ca").value
    costs = market.costs.model_copy(update={"sources": employer.costs.sources})
    yield "market", market.model_copy(update={"id": "us-test", "parent": None, "costs": costs})


def as_yaml(data: dict[str, Any]) -> str:
    """JSON, which is YAML but for the ends of lines that JSON leaves as they are."""
    written = json.dumps(data, ensure_ascii=False, indent=1)
    return "".join(f"\\u{ord(sign):04x}" if sign in "\x85\u2028\u2029\ufeff" else sign for sign in written) + "\n"
