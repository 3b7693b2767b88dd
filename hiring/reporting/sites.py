"""What became of a careers site."""

from collections.abc import Iterator
from typing import Any

from hiring.language import Language
from hiring.reporting.problems import problems_data, reason_text
from hiring.site.publishing import SiteReport


def site_data(report: SiteReport, language: Language) -> dict[str, Any]:
    """The files of the site, the openings by whether they are on it, and what there is not to download."""
    return {
        "out": str(report.out),
        "files": list(report.files),
        "removed": list(report.removed),
        "openings": {
            "shown": list(report.shown),
            "closed": list(report.closed),
            "not_posted_yet": list(report.waiting),
            "not_in_feeds": list(report.unlisted),
        },
        "lacking": [{"format": name, "reason": reason_text(failure, language)} for name, failure in report.lacking],
        "problems": problems_data(report.problems, language),
    }


def site_text(report: SiteReport, language: Language) -> Iterator[str]:
    """The openings by whether they are on the site, what there is not to download, and how many files there are."""
    openings = {"Shown": report.shown, "Closed, left out": report.closed, "Not posted yet, left out": report.waiting}
    for title, names in openings.items():
        if names:
            yield f"{title}: {', '.join(names)}"
    if report.unlisted:
        yield f"Shown, but in no feed, because posted is missing: {', '.join(report.unlisted)}"
    for name, failure in report.lacking:
        yield f"No {name} to download: {reason_text(failure, language)}"
    removed = f", {len(report.removed)} of earlier runs removed" if report.removed else ""
    yield f"{len(report.files)} files in {report.out}{removed}."
