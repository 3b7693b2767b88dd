"""The scorecard as a workbook: each interviewer rates alone on a sheet of their own, then the panel compares.

Sheets: how to use it, with names and weights; one for each interviewer; the group form; the anchors. A rating that is
missing is shown as missing and never counted. Candidates are not ranked: the anchors measure each of them, and to rate one
against another is a rating error (contrast). All competencies weigh the same unless a person writes down why not.
"""

from dataclasses import replace

from hiring.documents.page import Page
from hiring.documents.scorecard_group import GroupSheet
from hiring.documents.scorecard_individual import IndividualSheet, anchor_cells, anchor_heads
from hiring.documents.scorecard_start import CANDIDATES, PanelForms, StartSheet, head_of_sheet
from hiring.language import Language
from hiring.ratings import Panel, empty_panel
from hiring.workbook import Cell, Sheet, SheetWriter, Workbook

ANCHOR_WIDTHS = (34, 44, 44, 44, 44)


def workbook_of(forms: PanelForms, page: Page, language: Language, panel: Panel | None = None) -> Workbook:
    """The workbook of a kit in the kit's language, with what a panel has filled in, or empty."""
    filled = _in_all_places(forms, panel)
    start = StartSheet(forms, page, language, filled)
    individual = tuple(
        IndividualSheet(forms, page, start, language, filled, number) for number in forms.group.interviewers
    )
    group = GroupSheet(forms, page, start, individual, language, filled)
    sheets = (start.made(), *(each.made() for each in individual), group.made(), _anchors(forms, page, language))
    # None of its cells is money.
    return Workbook(page.title, language.direction, "General", sheets)


def _in_all_places(forms: PanelForms, panel: Panel | None) -> Panel:
    """What was filled in, with the candidates that the workbook has room for besides."""
    empty = empty_panel(len(forms.scorecard.competencies), len(forms.group.interviewers), CANDIDATES)
    if panel is None:
        return empty
    return replace(panel, candidates=(*panel.candidates, *empty.candidates[len(panel.candidates) :]))


def _anchors(forms: PanelForms, page: Page, language: Language) -> Sheet:
    """The last sheet, to print: the anchors of every competency, then those that a question has of its own."""
    sheet = SheetWriter(language("kit.workbook.anchors"))
    head_of_sheet(sheet, language("kit.workbook.anchors"), page)
    _anchor_title(sheet, language("kit.anchors.shared"))
    heads = [Cell(language(f"kit.competencies.{name}"), "head") for name in ("competency", "definition")]
    sheet.add(*heads, *anchor_heads(forms.scorecard, language))
    for competency, anchors in zip(forms.scorecard.competencies, forms.anchors, strict=True):
        sheet.add(Cell(competency.name, "prose"), Cell(competency.definition, "prose"), *anchor_cells(anchors))
    own = [question for question in forms.questions if question.anchors[0].competency is None]
    if own:
        sheet.add()
        _anchor_title(sheet, language("kit.anchors.own"))
        heads = [Cell(language(name), "head") for name in ("kit.assesses", "kit.scorecard.question")]
        sheet.add(*heads, *anchor_heads(forms.scorecard, language))
    for question in own:
        prompt = language("kit.question.heading", number=question.number, prompt=question.prompt)
        sheet.add(Cell(question.competencies, "prose"), Cell(prompt, "prose"), *anchor_cells(question.anchors[0]))
    return sheet.sheet(ANCHOR_WIDTHS, is_form=True)


def _anchor_title(sheet: SheetWriter, text: str) -> None:
    sheet.add(Cell(text, "prose", across=len(ANCHOR_WIDTHS)))
