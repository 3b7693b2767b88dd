"""Where a fault is mended: the page of the studio that has what its file says."""

import pytest

from hiring.errors import Problem
from hiring.studio.naming import Names
from hiring.studio.services import Services
from hiring.studio.signposts import Signpost, signpost_to


@pytest.mark.parametrize(
    ("file", "path", "name", "address"),
    [
        ("openings/desk-1.yaml", ("pay", "high"), "Referral Coordinator · desk-1", "/openings/desk-1"),
        (
            "openings/desk-1.yaml",
            ("interview", "minutes"),
            "Referral Coordinator · desk-1",
            "/openings/desk-1/interview",
        ),
        ("openings/desk-1.yaml", ("costs", "lines", 0), "Referral Coordinator · desk-1", "/openings/desk-1/cost"),
        (
            "openings/desk-1.ar.yaml",
            ("title",),
            "Texts and languages · Arabic",
            "/openings/desk-1/words?language=ar",
        ),
        ("employer.yaml", ("name",), "Employer", "/employer"),
        ("employer.ar.yaml", (), "Employer · Arabic", "/employer?language=ar"),
        (
            "roles/referral-coordinator/role.yaml",
            ("title",),
            "Referral Coordinator",
            "/roles/referral-coordinator",
        ),
        (
            "roles/referral-coordinator/interview.fr.yaml",
            (),
            "Referral Coordinator · French",
            "/roles/referral-coordinator?language=fr",
        ),
        ("roles/_shared/advice.yaml", (), "roles/_shared/advice.yaml", ""),
        ("markets/mine.yaml", ("name",), "markets/mine.yaml", ""),
        ("(shipped) roles/referral-coordinator/role.yaml", (), "(shipped) roles/referral-coordinator/role.yaml", ""),
    ],
)
def test_a_fault_leads_to_the_page_that_has_it(
    services: Services, file: str, path: tuple[str | int, ...], name: str, address: str
) -> None:
    library = services.desk.library()
    names = Names(library, library.language("en"))
    assert signpost_to(Problem("id.unknown_role", file, path=path), names) == Signpost(name, address)
