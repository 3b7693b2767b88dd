"""Form fields that stand on several pages under one name, written into a finished PDF as one field.

WeasyPrint writes a field of its own for every input. Fields with the same full name are ambiguous; ISO 32000-1 (12.7.3.2)
wants one field then, whose places on the pages are its children. What is typed in one of them shows in all.
"""

from collections import defaultdict
from typing import Any

_OF_THE_FIELD = ("T", "TU", "FT", "Ff", "V")
"""What belongs to the field itself; the rest of its dictionary says where it stands and how it looks. A widget that kept its
own value would go on showing that one in viewers that ask it first."""


def join_repeated_fields(document: Any, pdf: Any) -> None:
    """Give text fields of the same name one parent. A finisher of ``weasyprint.Document.write_pdf``."""
    del document
    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    by_name: dict[bytes, list[Any]] = defaultdict(list)
    for reference in form["Fields"]:
        widget = pdf.objects[int(bytes(reference).split()[0])]
        by_name[widget["T"].data].append(widget)
    form["Fields"][:] = [_field(widgets, pdf) for widgets in by_name.values()]


def _field(widgets: list[Any], pdf: Any) -> bytes:
    """The reference of the one field that the widgets of a name stand for."""
    if len(widgets) == 1:
        return bytes(widgets[0].reference)
    import pydyf  # type: ignore[import-untyped]  # WeasyPrint's writer of PDF

    field = pydyf.Dictionary({key: widgets[0][key] for key in _OF_THE_FIELD if key in widgets[0]})
    field["Kids"] = pydyf.Array(widget.reference for widget in widgets)
    pdf.add_object(field)
    for widget in widgets:
        for key in _OF_THE_FIELD:
            widget.pop(key, None)
        widget["Parent"] = field.reference
    return bytes(field.reference)
