"""What a workbook holds, and what a spreadsheet makes of it when it calculates anew."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

ALWAYS_CALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def loaded(content: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def text_of_cells(content: bytes) -> str:
    """The text of all cells, sheet by sheet and row by row."""
    cells = (cell.value for sheet in loaded(content, values=True) for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(value) for value in cells if value is not None)


def formulas(book: Any) -> dict[tuple[int, str], str]:
    """Every formula by the number of its sheet and its cell."""
    return {
        (number, cell.coordinate): cell.value
        for number, sheet in enumerate(book)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.data_type == "f"
    }


def calculated(content: bytes, folder: Path) -> Any:
    """The workbook as LibreOffice calculates it anew, whatever values stand in the file."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed; `make test` installs it")
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(ALWAYS_CALCULATE, encoding="utf-8")
    (folder / "in.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run(
        [*command, str(folder / "out"), str(folder / "in.xlsx")], check=True, timeout=180, capture_output=True
    )
    return loaded((folder / "out" / "in.xlsx").read_bytes(), values=True)
