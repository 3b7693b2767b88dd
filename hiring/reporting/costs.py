"""A cost estimate on a terminal."""

from collections.abc import Iterator

from hiring.documents.cost_estimate import CostEstimateView, LineRow
from hiring.language import Language
from hiring.reporting.tables import table


def cost_text(view: CostEstimateView, language: Language) -> Iterator[str]:
    """A cost estimate: where it is for, the answer, the lines, hires and channels compared, and what is not counted."""
    yield view.page.title
    yield "  ".join(f"{fact.label}: {fact.value}" for fact in view.facts)
    yield ""
    rows = [
        (row.label, amount.text, f"{amount.detail} {amount.refs}".strip())
        for row in view.answer
        for amount in row.amounts
    ]
    yield from table(rows, right=(1,))
    yield ""
    yield language("cost.lines.amounts")
    yield from view.line_remarks
    for group in view.groups:
        yield ""
        heads = [language(f"cost.column.{name}") for name in ("low", "likely", "high", "expected", "where")]
        body = [(f"  {row.label}", row.low, row.likely, row.high, row.expected, _where(row)) for row in group.rows]
        total = (language("cost.lines.total", group=group.name), "", "", "", group.total, "")
        yield from table([(group.name, *heads), *body, total], right=(1, 2, 3, 4))
    yield ""
    heads = [language(f"cost.column.{name}") for name in ("hires", "total", "each")]
    yield from table([heads, *((row.hires, row.total, row.each) for row in view.scale)], right=(1, 2))
    yield ""
    heads = [language(f"cost.column.{name}") for name in ("channel", "amount", "range", "once")]
    channels = ((row.name, row.cost_per_hire, row.range, row.once) for row in view.channels)
    yield from table([heads, *channels], right=(1, 2, 3))
    yield from _rest(view, language)


def _where(row: LineRow) -> str:
    """What the amount is calculated from, and where it is from."""
    return " · ".join(part for part in (row.basis, f"{row.origin} {row.refs}".strip()) if part)


def _rest(view: CostEstimateView, language: Language) -> Iterator[str]:
    yield ""
    yield language("cost.chart.swings")
    yield from table([(f"  {bar.label}", bar.text) for bar in view.charts.swings])
    if view.empty_post:
        yield ""
        yield language("cost.empty.title")
        yield from table([(f"  {row.label}", row.amounts[0].text, row.amounts[0].detail) for row in view.empty_post])
        yield from (f"  {remark}" for remark in view.empty_post_remarks)
    if view.published.mis_hire:
        yield ""
        yield language("cost.mis_hire.title")
        yield from table(
            [(f"  {row.label}", row.amount, f"{row.share.text} {row.share.refs}") for row in view.published.mis_hire]
        )
    yield from ("", *view.lacking) if view.lacking else ()
    if view.not_counted:
        yield ""
        yield language("label", label=language("cost.not_counted.title")) + " " + language.listing(view.not_counted)
    yield ""
    yield language("sources.title")
    yield from (f"  [{number}] {note.text}" for number, note in enumerate(view.sources, 1))
