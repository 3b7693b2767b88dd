"""``hiring cost``: what it prints, whom it is for, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import hiring

ROLE = "referral-coordinator"
OPENING = """\
id: desk-1
role: referral-coordinator
market: us-ny
languages: [en]
pay: {low: 50000, high: 54000, currency: USD, per: year}
headcount: 2
"""


def answer(*args: str | Path) -> dict[str, Any]:
    run = hiring("cost", *args, "--json")
    assert (run.code, run.err) == (0, "")
    found: dict[str, Any] = json.loads(run.out)
    return found


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "openings").mkdir()
    (tmp_path / "openings" / "desk-1.yaml").write_text(OPENING, encoding="utf-8")
    (tmp_path / "employer.yaml").write_text("language: en\nname: Valley Clinic\n", encoding="utf-8")
    return tmp_path


def test_a_role_in_a_place_is_estimated_at_the_pay_published_for_it(tmp_path: Path) -> None:
    found = answer(ROLE, "--location", "san-francisco", "--workspace", tmp_path)
    assert (found["market"], found["location"], found["currency"]) == ("us-ca", "San Francisco, CA", "USD")
    assert found["opening"] is None
    assert found["pay"]["year"]["likely"] == "55128.00"
    assert found["pay"]["from_opening"] is False


def test_the_table_has_the_answer_the_lines_and_where_they_are_from(tmp_path: Path) -> None:
    run = hiring("cost", ROLE, "--location", "san-francisco", "--workspace", tmp_path)
    assert run.code == 0
    lines = run.out.splitlines()
    assert lines[0] == "Cost of hire: Referral Coordinator"
    for begin in (
        "Cost per hire ",
        "Comparable cost per hire ",
        "Hire-cost ratio ",
        "  Agency fee ",
        "3 hires ",
        "Agency ",
    ):
        assert [line for line in lines if line.startswith(begin)], begin
    (fee,) = [line for line in lines if line.startswith("  Agency fee ")]
    assert "assumption, November 2026 · from the market’s file" in fee
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize(
    ("hires", "said"),
    [
        ("1", "Expected is for one hire, by the mix of channels."),
        ("3", "Expected is for all 3 hires, by the mix of channels."),
    ],
)
def test_before_the_lines_stands_for_how_many_hires_they_are(tmp_path: Path, hires: str, said: str) -> None:
    lines = hiring("cost", ROLE, "--hires", hires, "--workspace", tmp_path).out.splitlines()
    at = lines.index(said)
    assert lines[at - 1] == "Low, likely, and high are for one hire, or for one search where it says so."
    assert next(line for line in lines[at:] if line.startswith("External costs"))
    advertising = next(line for line in lines if line.startswith("  Advertising "))
    assert "once a search · assumption" in advertising


def test_an_opening_is_estimated_as_its_file_says(workspace: Path) -> None:
    found = answer("--opening", "desk-1", "--workspace", workspace)
    assert (found["opening"], found["hires"], found["pay"]["from_opening"]) == ("desk-1", 2, True)
    more = answer("--opening", "desk-1", "--hires", "5", "--workspace", workspace)
    assert more["hires"] == 5
    assert float(more["cost_per_hire"]["expected"]) < float(found["cost_per_hire"]["expected"])


def test_the_mix_of_channels_can_be_asked_for(workspace: Path) -> None:
    plain = answer(ROLE, "--workspace", workspace)
    mixed = answer(ROLE, "--channel", "agency=50", "--channel", "job-board=50", "--workspace", workspace)
    parts = {part["channel"]: part["part"] for part in mixed["mix"]}
    assert parts == {"internal": "0.0000", "employee-referral": "0.0000", "job-board": "0.5000", "agency": "0.5000"}
    assert float(mixed["cost_per_hire"]["expected"]) > float(plain["cost_per_hire"]["expected"]) + 3000


def test_the_workspaces_own_costs_count_for_a_role(workspace: Path) -> None:
    with (workspace / "employer.yaml").open("a", encoding="utf-8") as file:
        file.write("costs: {lines: [{id: background-check, amount: 77, currency: USD}]}\n")
    lines = {line["id"]: line for line in answer(ROLE, "--workspace", workspace)["lines"]}
    assert (lines["background-check"]["origin"], lines["background-check"]["expected"]) == ("employer", "77.00")
    assert lines["drug-test"]["origin"] == "market"


def test_every_amount_is_a_decimal_text_with_cents(tmp_path: Path) -> None:
    found = answer(ROLE, "--workspace", tmp_path)
    assert found["format"] == 1
    assert all(isinstance(found["once"][name], str) for name in ("expected", "deviation", "p10", "p90"))
    groups = sum(float(group["total"]["expected"]) for group in found["groups"])
    assert groups == pytest.approx(float(found["once"]["expected"]), abs=0.03)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "name a role, or an opening"),
        ((ROLE, "--opening", "desk-1"), "not both"),
        (("nurse",), "there is no role “nurse”"),
        (("--opening", "desk-9"), "there is no opening “desk-9” (known: desk-1)"),
        (("--opening", "desk-1", "--market", "us"), "an opening names its own market"),
        ((ROLE, "--market", "atlantis"), "there is no market “atlantis”"),
        ((ROLE, "--location", "atlantis"), "there is no place “atlantis”"),
        ((ROLE, "--location", "boston", "--market", "us-ca"), "there is no place “boston” in these markets"),
        ((ROLE, "--channel", "agency=40"), "add up to 40, not 100"),
        ((ROLE, "--channel", "agency"), "“agency” is not a channel with its percentage"),
        ((ROLE, "--channel", "zeppelin=100"), "“zeppelin=100” is not a channel"),
        ((ROLE, "--channel", "agency=NaN"), "“agency=NaN” is not a channel"),
        ((ROLE, "--hires", "0"), "0 is not in the range"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_asked_ends_with_2_and_says_why(workspace: Path, args: tuple[str, ...], said: str) -> None:
    run = hiring("cost", *args, "--workspace", workspace)
    assert run.code == 2
    assert run.out == ""
    assert said in run.err


def test_a_place_that_two_markets_have_needs_the_market(workspace: Path) -> None:
    (workspace / "markets").mkdir()
    state = "id: us-or\nlanguage: en\nname: Oregon\nparent: us\nregion: OR\nlocations: [{id: boston, name: Boston}]\n"
    (workspace / "markets" / "us-or.yaml").write_text(state, encoding="utf-8")
    run = hiring("cost", ROLE, "--location", "boston", "--workspace", workspace)
    assert run.code == 2
    assert "us-ma, us-or" in run.err
    assert answer(ROLE, "--location", "boston", "--market", "us-ma", "--workspace", workspace)["market"] == "us-ma"


@pytest.mark.parametrize(("market", "said"), [("fr", "No pay is known for this role in this market (France)")])
def test_a_market_without_data_says_what_to_add_and_borrows_nothing(tmp_path: Path, market: str, said: str) -> None:
    run = hiring("cost", ROLE, "--market", market, "--workspace", tmp_path)
    assert (run.code, run.out) == (1, "")
    assert said in run.err


def test_pay_without_costs_asks_for_costs(workspace: Path) -> None:
    french = OPENING.replace("us-ny", "fr").replace("USD", "EUR").replace("desk-1", "desk-2")
    (workspace / "openings" / "desk-2.yaml").write_text(french, encoding="utf-8")
    run = hiring("cost", "--opening", "desk-2", "--workspace", workspace)
    assert (run.code, run.out) == (1, "")
    assert "No cost of hiring is known for this market (France)" in run.err
