"""Job feeds: any text stays that text on every board, and the number of a job is its own for good."""

import json
from html import unescape
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.feeds import make
from hiring.feeds.dialects import without_entities
from hiring.feeds.model import reference, shortened
from hiring.language import Language
from tests.feed_workspace import LONG, ON, OPENING, ROLE, SITE, changed, job_of, said, workspace

# Texts.

HOSTILE = (
    "a]]>b",
    "]]]]>>",
    "<![CDATA[x]]>",
    "<script>alert(1)</script>",
    "a < b && c > d",
    "&amp; &lt;b&gt; &copy; &copy &#38; AT&T R&D",
    "<b>bold</b> </p>",
    "«نعم» – 診療所 🏥",
    "\"quotes\" 'and' more",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_that_text_on_every_board(text: str, tmp_path: Path) -> None:
    quoted = json.dumps(text, ensure_ascii=False)
    library = workspace(tmp_path, role=changed(ROLE, {"File letters.": quoted, "Records Clerk": quoted}))
    titles = {"indeed": "title", "linkedin": "title", "ziprecruiter": "title", "adzuna": "title", "jooble": "name"}
    for board, title in titles.items():
        job = job_of(library, board)
        assert job[title] == text
        (first, second) = lxml.html.fragments_fromstring(job["description"] or "", no_leading_text=True)
        assert (first.tag, len(first), second.tag, second.text) == ("p", 0, "p", LONG)
        assert (first.text or "").replace("\u2060", "") == text


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=30)


@given(st.one_of(texts, st.text("<>&;#]![a1x/", max_size=20)))
def test_html_without_entities_shows_the_same_text(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    plain = without_entities(f"<p>{escaped}</p>")
    assert unescape(plain) == plain, "an entity is left"
    paragraph = lxml.html.fromstring(plain)
    assert (paragraph.tag, len(paragraph)) == ("p", 0)
    assert (paragraph.text or "").replace("\u2060", "") == text.replace("\u2060", "")


def test_control_characters_never_reach_a_feed(tmp_path: Path, english: Language) -> None:
    library = workspace(
        tmp_path, changed(OPENING, {"https://example.org/apply?job=desk&from=feed": '"https://example.org/\\x01"'})
    )
    (line,) = said(library, english)
    assert line.startswith("openings/desk.yaml:11:12: apply_url: ")
    assert "U+0001" in line


# Numbers.

ids = st.lists(st.text("ab1", min_size=1, max_size=9), min_size=1, max_size=7).map("-".join)
tags = st.sampled_from(["en", "fr", "fr-CA", "sr-Latn", "sr-Latn-RS", "es-419", "ast"])
postings = st.lists(st.tuples(ids, tags), max_size=20, unique=True)


@given(postings)
def test_no_two_jobs_have_one_number_and_none_is_too_long(found: list[tuple[str, str]]) -> None:
    whole = [reference(*each) for each in found]
    assert len(set(whole)) == len(found)
    for longest in (40, 20):
        short = [shortened(each, longest) for each in whole]
        assert len(set(short)) == len(found)
        assert all(len(each) <= longest for each in short)


def test_numbers_never_change() -> None:
    """Boards take a job with another number for another job: whoever changes this list takes jobs offline."""
    long_id = "referral-coordinator-san-francisco-2026-01"
    assert reference("desk", "en") == "desk_en"
    assert shortened(reference(long_id, "fr-CA"), None) == f"{long_id}_fr-CA"
    assert shortened(reference(long_id, "en"), 40) == "referral-coordinator-sa_1e4204339f4d9b3a"
    assert shortened(reference("x" * 37, "en"), 40) == f"{'x' * 37}_en"


def test_a_job_keeps_its_number_whatever_comes_and_goes_beside_it(tmp_path: Path) -> None:
    long_id = "d" * 60
    opening = changed(OPENING, {"id: desk": f"id: {long_id}", "role: clerk": "role: referral-coordinator"})
    alone = make(workspace(tmp_path / "alone", opening, description=""), SITE, ON)
    more = changed(opening, {"[en]": "[sv, en]"}) + "language: en\n"
    other = changed(OPENING, {"id: desk": f"id: {long_id}-en", "role: clerk": "role: referral-coordinator"})
    beside = make(workspace(tmp_path / "beside", more, other, description=""), SITE, ON)
    for before, after in zip(alone.feeds, beside.feeds, strict=True):
        assert len(after.references) == len(set(after.references)) == 3
        assert before.references[0] in after.references
