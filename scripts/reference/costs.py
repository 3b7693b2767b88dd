"""The reference page of the lines of a cost estimate."""

from collections.abc import Mapping
from typing import Final

from hiring.language import phrases_of
from hiring.model.costs import CATALOGUE, CostGroup, CostUnit
from hiring.source import load
from hiring.workspace import shipped
from scripts.reference.markdown import HOW_TO_READ, table

COSTS: Final = """\
costs:
  channels: {job-board: 70, employee-referral: 30}   # how your hires are found, in percent
  lines:
    - {id: manager-hour, amount: 58, currency: USD}  # what an hour of a manager costs you
    - {id: agency-fee, amount: 18}                   # percent of base pay
    - {id: background-check, low: 35, likely: 45, high: 90, currency: USD}
    - {id: recruiting-staff, low: 8, likely: 12, high: 25}
    - id: welcome-box                                # a line of your own
      label: Welcome box
      group: onboarding
      amount: 60
      currency: USD
"""
_UNIT_WORDS: Final[Mapping[CostUnit, str]] = {
    CostUnit.MONEY: "money",
    CostUnit.HOUR: "hours",
    CostUnit.INTERVIEW: "interviews, each as long and with as many people as the opening says",
    CostUnit.WEEK: "weeks",
    CostUnit.PERCENT_OF_PAY: "percent of a year’s base pay",
    CostUnit.PERCENT: "percent",
}


def cost_lines_page() -> str:
    """The page of the lines that an estimate knows, by their groups."""
    words = phrases_of(load((shipped("templates") / "phrases" / "en.yaml").read_bytes(), "en.yaml"))
    parts = [
        "# The lines of a cost estimate",
        "`costs` stands in [`employer.yaml`](employer.md#costs), in an [opening](opening.md#costs) or in a "
        "[market](market.md#costs), and says what each line costs there. The nearest file that has a line decides it: "
        "first the opening, then the employer, then the market. `hiring cost` and the cost estimate name the file, and say "
        "whether the number has a source or is an assumption.",
        HOW_TO_READ,
        "## Example",
        f"In `employer.yaml`:\n\n```yaml\n{COSTS.rstrip()}\n```",
        "A line has one `amount`, or `low`, `likely` and `high`. Where it is counted in something else than the usual unit, "
        "`unit` says so; money always has its `currency`. `amount: 0` says that a line costs nothing here.",
    ]
    for group in CostGroup:
        rows = [
            (
                f"`{name}`",
                str(words[f"cost.line.{name}"]),
                "; or ".join(_UNIT_WORDS[unit] for unit in item.units),
                f"a {item.per}" if group not in (CostGroup.RATES, CostGroup.VACANCY) else "",
            )
            for name, item in CATALOGUE.items()
            if item.group is group
        ]
        parts += [f"## {words[f'cost.group.{group}']}", table(("line", "what it is", "counted in", "once"), rows)]
    return "\n\n".join(parts)
