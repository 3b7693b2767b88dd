"""The shipped market packs: each with what the documents need, in every language, and postings as its custom wants them."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from hiring.build import build
from hiring.cells import Selection
from hiring.library import Library
from hiring.model.guide import Topic
from hiring.outcomes import Settings, State
from hiring.workspace import Workspace, shipped
from tests.content.words import LANGUAGES

LIBRARY = Library(Workspace.at(shipped("roles")))
STATES = [name for name in LIBRARY.market_ids if name.startswith("us-")]
COUNTRIES = [name for name in LIBRARY.market_ids if "-" not in name]


def test_the_markets_are_those_that_are_meant() -> None:
    assert COUNTRIES == ["ca", "de", "es", "fr", "it", "se", "us"]
    assert {"ca-bc", "ca-on", "ca-pe"} <= set(LIBRARY.market_ids)
    assert len(STATES) == 19
    assert "us-strictest" in STATES


@pytest.mark.parametrize("market_id", LIBRARY.market_ids)
def test_a_market_has_what_the_documents_need(market_id: str) -> None:
    market = LIBRARY.market_base(market_id).value
    assert any(law.id == "privacy" for law in market.laws)
    assert market.statements.equal_opportunity
    assert market.statements.accommodation
    assert market.statements.pay_note
    topics = {entry.id for entry in market.do_not_ask}
    assert len(topics) >= 10
    assert "salary-history" in topics
    assert "{title}" in market.posting_title
    assert market.paper.value == ("letter" if market_id.split("-", maxsplit=1)[0] in ("us", "ca") else "a4")


@pytest.mark.parametrize("market_id", LIBRARY.market_ids)
def test_a_rule_says_its_source_and_when_it_was_checked(market_id: str) -> None:
    market = LIBRARY.market_base(market_id).value
    sources = {source.id for source in market.sources}
    for rule in market.rules:
        assert rule.source in sources
        assert rule.checked_on == date(2026, 11, 22)
        assert rule.needs
        if rule.effective > rule.checked_on:
            assert rule.status == "announced", "what is not yet in force must not be held against anybody"


@pytest.mark.parametrize("market_id", LIBRARY.market_ids)
def test_every_topic_that_is_not_asked_is_answered_and_every_law_has_its_day(market_id: str) -> None:
    entries = LIBRARY.market_base(market_id).value.do_not_ask
    answered = {topic for entry in entries for topic in entry.concerns}
    asked_nowhere = {*get_args(Topic), "pay-history"}
    assert answered - {"local-experience", "driving-licence"} == asked_nowhere, "two are limited in some markets only"
    laws = [entry for entry in entries if entry.law]
    assert laws
    assert [entry.id for entry in laws if entry.since is None] == []


def test_the_directive_on_pay_is_law_only_where_a_country_has_made_it_its_own() -> None:
    entries = {name: LIBRARY.market_base(name).value for name in COUNTRIES}
    states = {
        name: (entry.status, str(entry.since))
        for name, market in entries.items()
        for entry in market.do_not_ask
        if entry.law and "2023/970" in entry.law
    }
    late = dict.fromkeys(("de", "es", "fr", "se"), ("announced", "2026-06-07"))
    assert states == late | {"it": ("in-force", "2026-06-07")}
    rules = {name: [rule.status for rule in entries[name].rules if rule.id == "pay-transparency"] for name in states}
    assert rules == {name: [state] for name, (state, _) in states.items()}, "the posting rules say the same"


@pytest.mark.parametrize("market_id", LIBRARY.market_ids)
def test_a_posting_builds_in_every_language(market_id: str, tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    library = Library(Workspace.at(tmp_path / "workspace"))
    selection = Selection(roles=("referral-coordinator",), documents=("posting",), formats=("html",), market=market_id)
    report = build(library, selection, Settings(out=tmp_path / "out", on=date(2026, 11, 22), jobs=1))
    assert [(outcome.state, outcome.problems) for outcome in report.outcomes] == [(State.MADE, ())] * len(LANGUAGES)
    custom = LIBRARY.market_base(market_id).value.posting_title.replace("{title}", "")
    for tag in LANGUAGES:
        page = (tmp_path / f"out/referral-coordinator/{tag}/posting.html").read_text(encoding="utf-8")
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
        assert heading
        assert custom in heading[1], tag
