"""The posting's structured data in its file and inside the web page: any text is read back, and when there is none."""

import json
from pathlib import Path
from typing import Any, cast

import lxml.html
import pytest
from extruct.jsonld import JsonLdExtractor

from hiring.build import build
from hiring.cells import Selection
from hiring.errors import Failure, UsageError
from hiring.library import Library
from hiring.outcomes import Report, Settings, State
from hiring.workspace import Workspace
from tests.job_data import EMPLOYER, ON, OPENING, faults, write

HOSTILE = (
    "</script><script>alert(1)</script>",
    "]]> <!-- <![CDATA[ --> <!--<script>",
    '"quoted" \'twice\' \\" \\u003c/script\\u003e {"@type": "Thing"}',
    "a\u2028b\u2029c & &amp; &lt;p&gt; &#60;",
    "إحالة (١٢٣) «نعم» \u2067abc\u2069",
    "{{ 7 * 7 }} {% raw %}",
)


def built(folder: Path, **selection: tuple[str, ...]) -> Report:
    chosen = Selection(**{"documents": ("posting",), "formats": ("html", "jsonld", "md"), **cast(Any, selection)})
    return build(Library(Workspace.at(folder)), chosen, Settings(out=folder / "out", on=ON))


def states(report: Report) -> dict[str, State]:
    return {outcome.cell.format.name: outcome.state for outcome in report.outcomes}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_any_text_is_read_back_from_the_page_as_from_the_file(tmp_path: Path, hostile: str) -> None:
    written = json.dumps(hostile)
    opening = OPENING + f"title: {written}\nother_pay: [{{id: more, text: {written}}}]\n"
    write(tmp_path, opening, EMPLOYER.replace("Harbour Clinic", written))
    assert set(states(built(tmp_path)).values()) == {State.MADE}
    file = (tmp_path / "out/desk/en/posting.jsonld").read_text(encoding="utf-8")
    page = (tmp_path / "out/desk/en/posting.html").read_text(encoding="utf-8")
    assert file.strip() in page
    assert not set("<>&\u2028\u2029") & set(file)
    data = json.loads(file)
    assert faults(data) == []
    assert JsonLdExtractor().extract(page) == [data]
    assert (data["title"], data["hiringOrganization"]["name"], data["incentiveCompensation"]) == (
        hostile,
        hostile,
        [hostile],
    )
    assert len(lxml.html.document_fromstring(page).findall(".//script")) == 1
    assert "ld+json" not in (tmp_path / "out/desk/en/posting.md").read_text(encoding="utf-8")


def test_without_the_day_of_posting_there_is_no_data_and_the_reason_is_said(tmp_path: Path) -> None:
    write(tmp_path, OPENING.replace("posted: 2026-11-20\n", ""))
    report = built(tmp_path)
    assert states(report) == {"html": State.MADE, "jsonld": State.NOT_APPLICABLE, "md": State.MADE}
    (outcome,) = [outcome for outcome in report.outcomes if outcome.cell.format.name == "jsonld"]
    assert outcome.failure == Failure("not_posted")
    assert "<script" not in (tmp_path / "out/desk/en/posting.html").read_text(encoding="utf-8")
    assert not (tmp_path / "out/desk/en/posting.jsonld").exists()


def test_samples_are_no_data(tmp_path: Path) -> None:
    report = built(tmp_path, roles=("referral-coordinator",), languages=("en",))
    assert states(report) == {"html": State.MADE, "md": State.MADE}
    page = (tmp_path / "out/referral-coordinator/en/posting.html").read_text(encoding="utf-8")
    assert "<script" not in page
    with pytest.raises(UsageError) as refused:
        built(tmp_path, roles=("referral-coordinator",), formats=("jsonld",))
    assert refused.value.failure == Failure("openings_only")


def test_a_changed_description_is_made_again_in_the_file_and_the_page(tmp_path: Path) -> None:
    write(tmp_path, OPENING)
    built(tmp_path)
    assert set(states(built(tmp_path)).values()) == {State.KEPT}
    own = tmp_path / "templates" / "documents" / "posting-description.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<p>{{ view.title }} and more</p>\n<p>{{ view.pay }}</p>\n", encoding="utf-8")
    assert states(built(tmp_path))["jsonld"] is State.MADE
    data = json.loads((tmp_path / "out/desk/en/posting.jsonld").read_text(encoding="utf-8"))
    assert data["description"] == "<p>Referral Coordinator and more</p> <p>$52,000 to $60,000 a year</p>"
    assert JsonLdExtractor().extract((tmp_path / "out/desk/en/posting.html").read_text(encoding="utf-8")) == [data]


def test_a_faulty_description_fails_what_holds_it_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, OPENING)
    own = tmp_path / "templates" / "documents" / "posting-description.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<p>\n{{ view.nothing }}</p>\n", encoding="utf-8")
    report = built(tmp_path)
    assert states(report) == {"html": State.FAILED, "jsonld": State.FAILED, "md": State.MADE}
    failures = [outcome.failure for outcome in report.outcomes if outcome.failure]
    assert {(failure.values["file"], failure.values["line"]) for failure in failures} == {
        ("templates/documents/posting-description.html.j2", "2")
    }
