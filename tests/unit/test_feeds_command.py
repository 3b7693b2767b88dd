"""``hiring feeds``: what it writes and says, and that it writes nothing unless all is sound."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from hiring.errors import FailureError
from hiring.feeds import feed_files, writer
from hiring.feeds.dialects import DIALECTS, Dialect, Element
from hiring.feeds.jobs import feed_of
from hiring.feeds.model import Feed
from hiring.language import Language
from tests.command import hiring
from tests.feed_workspace import EMPLOYER, INDEED, LONG, ON, OPENING, SITE, changed, said, workspace

# What keeps feeds from being written.


def test_one_opening_that_lacks_something_keeps_all_feeds_from_being_made(tmp_path: Path, english: Language) -> None:
    bare = re.sub("location: .*", "location: {city: Lyon}", changed(OPENING, {"id: desk": "id: lyon", "us-ca": "fr"}))
    bare = re.sub("pay: .*\n", "", bare)
    library = workspace(tmp_path / "workspace", OPENING, bare)
    (line,) = said(library, english)
    assert line == (
        "openings/lyon.yaml:5:11: location: the place of work has no state or region, which these job boards require: "
        "Indeed, ZipRecruiter; no feed was written (write location as an address with city and region)"
    )
    run = hiring(
        "feeds",
        "--workspace",
        tmp_path / "workspace",
        "--out",
        tmp_path / "out",
        "--base-url",
        SITE,
        "--date",
        "2026-11-22",
    )
    assert (run.code, run.out, run.err) == (1, "", line + "\n")
    assert not (tmp_path / "out").exists()
    assert list(feed_files(library, SITE, ON, ["adzuna", "jooble"])) == ["feeds/adzuna.xml", "feeds/jooble.xml"]


def test_a_description_of_few_characters_is_refused_for_the_boards_that_count_them(
    tmp_path: Path, english: Language
) -> None:
    library = workspace(tmp_path, description=f"<p class='{LONG}'>{LONG[1:]}</p>")
    assert said(library, english) == [
        "openings/desk.yaml:1:1: the description has less than 100 characters, which these job boards require: LinkedIn, "
        "Adzuna; no feed was written (say more in templates/documents/posting-description.html.j2, your own template for it)"
    ]


def test_the_problems_of_all_openings_are_said_at_once(tmp_path: Path, english: Language) -> None:
    broken = [changed(OPENING, {"id: desk": f"id: {name}", "us-ca": "nowhere"}) for name in ("a", "b")]
    nowhere = re.sub("location: .*\n", "", changed(OPENING, {"id: desk": "id: c"}))
    lines = said(workspace(tmp_path, *broken, nowhere, employer=EMPLOYER + "colour: red\n"), english)
    assert [line.partition(":")[0] for line in lines] == ["employer.yaml", "openings/a.yaml", "openings/b.yaml"]


def test_a_job_of_several_languages_lacks_a_thing_once(tmp_path: Path, english: Language) -> None:
    opening = changed(OPENING, {"[en]": "[en, fr]", "role: clerk": "role: patient-representative"})
    opening = re.sub("location: .*\n", "", opening)
    assert len(said(workspace(tmp_path, opening, description=""), english)) == 1


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    return feed_of(workspace(tmp_path), SITE, ON)


def unsound(feed: Feed, dialect: Dialect) -> str:
    with pytest.raises(FailureError) as error:
        writer.write(feed, dialect)
    assert error.value.failure.rule == "feed_unsound"
    return error.value.failure.values["detail"]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_feed_that_would_be_read_as_something_else_is_refused(dialect: Dialect, feed: Feed) -> None:
    (job,) = feed.jobs
    assert writer.write(feed, dialect)
    twice = replace(feed, jobs=(job, replace(job, url="https://jobs.example.org/other/")))
    assert unsound(twice, dialect) == "desk_en"
    assert "invalid token" in unsound(replace(feed, jobs=(replace(job, title="a\x01"),)), dialect)
    assert unsound(replace(feed, jobs=(replace(job, title="a\rb"),)), dialect) == dialect.root
    wrong = replace(dialect, elements=(*dialect.elements, Element("two words", lambda job: job.title)))
    assert "not well-formed" in unsound(feed, wrong)
    lacking = replace(dialect, elements=(*dialect.elements, Element("wanted", lambda _: None, required=True)))
    assert unsound(feed, lacking) == "wanted"


# The command.


def run(folder: Path, *more: str | Path) -> tuple[int, str, str]:
    ended = hiring("feeds", "--workspace", folder, "--out", folder / "out", "--date", "2026-11-22", *more)
    return ended.code, ended.out, ended.err


def test_the_command_writes_the_feeds_and_says_what_is_in_them(tmp_path: Path) -> None:
    workspace(tmp_path, OPENING, changed(OPENING, {"id: desk": "id: late", "posted: 2026-11-20": "posted: 2027-01-01"}))
    code, out, err = run(tmp_path, "--base-url", SITE, "--board", "jooble", "--board", "indeed")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"wrote {tmp_path / 'out/feeds/indeed.xml'}  jobs: 1",
        f"wrote {tmp_path / 'out/feeds/jooble.xml'}  jobs: 1",
        "left out late: not posted yet",
    ]
    assert sorted(path.name for path in (tmp_path / "out/feeds").iterdir()) == ["indeed.xml", "jooble.xml"]
    assert (tmp_path / "out/feeds/indeed.xml").read_text(encoding="utf-8") == INDEED


def test_the_command_prints_json(tmp_path: Path) -> None:
    workspace(tmp_path)
    code, out, _ = run(tmp_path, "--base-url", SITE, "--board", "adzuna", "--json")
    expected = [{"board": "adzuna", "path": "feeds/adzuna.xml", "jobs": ["desk_en"]}]
    assert code == 0
    assert json.loads(out) == {
        "format": 1,
        "out": str(tmp_path / "out"),
        "feeds": expected,
        "left_out": {},
        "problems": [],
    }
    workspace(tmp_path, re.sub("location: .*\n", "", OPENING))
    code, out, _ = run(tmp_path, "--base-url", SITE, "--json")
    assert code == 1
    assert [problem["rule"] for problem in json.loads(out)["problems"]] == ["feed.city"]
    assert json.loads(out)["feeds"] == []


def test_the_command_refuses_what_cannot_be(tmp_path: Path) -> None:
    workspace(tmp_path)
    code, out, err = run(tmp_path, "--base-url", SITE, "--board", "monster")
    assert (code, out) == (2, "")
    assert (
        err
        == "Error: there is no feed for a job board “monster” (known: indeed, linkedin, ziprecruiter, adzuna, jooble)\n"
    )
    code, _, err = run(tmp_path, "--base-url", "jobs.example.org")
    assert code == 2
    assert err.startswith("Error: “jobs.example.org” is not the address of a site")
    (tmp_path / "openings/desk.yaml").unlink()
    code, _, err = run(tmp_path, "--base-url", SITE)
    assert (code, "there are no openings here" in err) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    workspace(tmp_path)
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    code, out, err = run(tmp_path, "--base-url", SITE)
    assert (code, out) == (3, "")
    assert err.startswith("Error: cannot write ")
