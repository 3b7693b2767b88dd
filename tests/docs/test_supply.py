"""What is installed with the program: locked by hash, under licences that somebody has looked at, and audited honestly."""

import json
import re
from typing import Any

import pytest

from scripts import audit, licences
from scripts.licences import ADMITTED, PAGE, PROJECT, ROOT


def test_the_page_of_licences_is_fresh() -> None:
    assert (ROOT / PAGE).read_bytes().decode() == licences.page(), "run: make docs"


def test_every_package_that_is_needed_has_a_licence_that_was_looked_at() -> None:
    found = licences.runtime()
    assert len(found) > 20
    assert {"jinja2", "weasyprint", "pypandoc-binary", "brotli"} <= {each.name for each in found}, (
        "also those of extras"
    )
    assert {each.licence for each in found} <= ADMITTED
    assert {"pytest", "playwright"}.isdisjoint(each.name for each in found), (
        "what developers need is not installed by users"
    )


def test_a_licence_that_nobody_looked_at_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "ADMITTED", ADMITTED - {"PSF-2.0"})
    with pytest.raises(SystemExit, match="typing-extensions"):
        licences.page()


def test_every_font_has_its_licence() -> None:
    fonts = ROOT / "templates" / "fonts"
    folders = {path.parent for path in fonts.rglob("*") if path.is_file() and path.name != "OFL.txt"}
    assert {name for name, _ in licences.fonts()} == {folder.name for folder in folders}
    for folder in folders:
        assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert all(owner.startswith("Copyright") for _, owner in licences.fonts())


def test_every_locked_file_has_a_hash_and_comes_from_the_package_index() -> None:
    packages = [package for package in licences.packages() if package["name"] != PROJECT]
    assert len(packages) > 50
    for package in packages:
        files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ())]
        assert files, package["name"]
        assert all(file["hash"].startswith("sha256:") for file in files), package["name"]
        assert set(package["source"]) == {"registry"}, package["name"]


# The audit.


def report(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


SOUND = {"name": "click", "version": "8.5.1", "vulns": []}
SKIPPED = {"name": "jinja2", "skip_reason": "Dependency not found on PyPI and could not be audited: jinja2 (3.1.6)"}
HURT = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": []}]}


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        (report(SOUND), 0, "No vulnerabilities are known of the 1 locked packages"),
        (report(SOUND, HURT), 1, "pillow 1.0: PYSEC-1 (mended in 1.1)"),
        (report(HURT, SKIPPED), 1, "PYSEC-1"),
        (report(SOUND, SKIPPED), 3, "1 of 2 packages could not be looked up: jinja2"),
        (report(), 3, "not known"),
        ("", 3, "could not be looked up, so nothing is known: no route to host"),
        ("[]", 3, "nothing is known"),
    ],
    ids=["none", "one", "one and unknown", "unknown", "empty", "no network", "no report"],
)
def test_the_audit_says_that_all_is_well_only_when_it_knows(answer: str, code: int, said: str) -> None:
    found, lines = audit.verdict(answer, "Traceback …\nno route to host\n")
    assert found == code
    assert said in "\n".join(lines)


# The threat model.


def test_the_threat_model_fits_a_page_and_names_tests_that_are_there() -> None:
    text = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 8
    for row in rows:
        named = re.findall(r"`(tests/[\w/.]+)`", row)
        assert named, row
        assert [path for path in named if not (ROOT / path).exists()] == []
    assert len(text.split()) < 900
