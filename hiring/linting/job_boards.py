"""What job boards require of a posting: rules of theirs, not of the law."""

from collections.abc import Iterator

from hiring.errors import Finding
from hiring.linting.compliance import Case, Found
from hiring.model.employer import Contact
from hiring.model.opening import Opening, Workplace


def job_board(case: Case) -> Iterator[Found]:
    """What Google for Jobs and its like require and the opening does not say: when it was posted, where the work is, and how
    to apply. Title, description and employer are always there."""
    opening = case.opening.value
    is_placed = opening.location is not None or opening.workplace is Workplace.REMOTE
    there = {"posted": opening.posted is not None, "location": is_placed, "apply": _says_how_to_apply(case, opening)}
    fields = {"apply": "apply_url"}
    for name in (name for name, is_there in there.items() if not is_there):
        finding = f"job-board.{name}"
        yield "warning", Finding(finding, (fields.get(name, name),), {}, finding)


def _says_how_to_apply(case: Case, opening: Opening) -> bool:
    contact: Contact = opening.contact or opening.employer.contact or case.employer.contact
    return any((opening.apply_url, opening.apply_note, contact.email, contact.phone))
