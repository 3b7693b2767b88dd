"""A workspace whose openings differ, for the tests of the careers site, and the making of the site."""

from datetime import date
from pathlib import Path

from hiring.library import Library
from hiring.site.publishing import SiteReport, publish
from hiring.workspace import Workspace

ON = date(2026, 11, 22)

EMPLOYER = """\
language: en
name: Harbor Example Health
website: https://example.org
contact: {email: jobs@example.org}
brand: {colour: "#7a1f5c"}
"""
OPENING = """\
id: @ID@
market: us-ca
pay: {low: 52000, high: 60000, currency: USD, per: year}
apply_url: https://example.org/apply?job=@ID@&from=site
"""
OPENINGS = {
    "desk": """\
role: referral-coordinator
location: san-francisco
languages: [en, fr, ar]
employment: [full-time, part-time]
posted: 2026-11-20
closes: 2026-11-22
""",
    "office": """\
role: patient-representative
location: san-francisco
workplace: hybrid
languages: [en]
posted: 2026-11-21
""",
    "phone": """\
role: patient-representative
location: {city: "Oakland, <b>Ω & Co</b>", region: CA}
workplace: remote
languages: [ar, en]
""",
    "past": "role: referral-coordinator\nlanguages: [es]\ncloses: 2026-11-21\n",
    "soon": "role: referral-coordinator\nlanguages: [en]\nposted: 2026-11-23\n",
}
"""``desk`` closes today; the newest comes first, and one without a day of posting last: office, desk, phone."""


def write_openings(folder: Path, openings: dict[str, str] = OPENINGS) -> Path:
    """Write the workspace into a folder, and give the folder back."""
    (folder / "openings").mkdir(parents=True, exist_ok=True)
    (folder / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
    for name, text in openings.items():
        whole = OPENING.replace("@ID@", name) + text
        (folder / "openings" / f"{name}.yaml").write_text(whole, encoding="utf-8")
    return folder


def make_site(workspace: Path, out: Path, base: str, on: date = ON) -> SiteReport:
    """The site of a workspace on a day."""
    return publish(Library(Workspace.at(workspace)), out, base, on)
