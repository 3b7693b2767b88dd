"""Modules import only what lies below them, views of documents hold only what their readers may see, the start is light.

Each measurement is tried on a planted fault, and fails when it found nothing to measure.
"""

import ast
import dataclasses
import subprocess
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

import hiring
from hiring.documents import DOCUMENTS, DocumentSpec, internal
from hiring.model.audience import Audience

PACKAGE = Path(hiring.__file__).parent

#: From the ground up. A module imports modules of the rows above its own, never of its own row.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("hiring",),
    ("hiring.colour", "hiring.errors", "hiring.requests"),
    ("hiring.brand_file", "hiring.drawing", "hiring.limits", "hiring.storage", "hiring.whereabouts"),
    ("hiring.letterhead", "hiring.logo", "hiring.typeface"),
    ("hiring.memory", "hiring.places", "hiring.workers"),
    ("hiring.source",),
    ("hiring.editing.layout", "hiring.editing.notation"),
    ("hiring.editing.changes",),
    ("hiring.editing.cutting",),
    ("hiring.editing", "hiring.workspace"),
    ("hiring.saving",),
    ("hiring.model",),
    ("hiring.model.audience", "hiring.model.text"),
    ("hiring.model.money",),
    ("hiring.model.costs", "hiring.model.guide", "hiring.model.interview", "hiring.model.role"),
    ("hiring.model.market",),
    ("hiring.model.employer",),
    ("hiring.branding", "hiring.model.opening"),
    ("hiring.model.described", "hiring.model.overlay"),
    ("hiring.validation",),
    ("hiring.interviewing",),
    ("hiring.meaning",),
    ("hiring.language",),
    ("hiring.content", "hiring.searching"),
    ("hiring.library",),
    ("hiring.texts",),
    ("hiring.translations",),
    ("hiring.checking",),
    ("hiring.ratings", "hiring.workbook"),
    ("hiring.costing",),
    ("hiring.costing.spread",),
    ("hiring.costing.pay",),
    ("hiring.costing.lines",),
    ("hiring.costing.estimate",),
    ("hiring.documents.asking", "hiring.documents.internal", "hiring.documents.page"),
    ("hiring.documents.figures", "hiring.documents.job_data"),
    ("hiring.documents.cost_words",),
    (
        "hiring.documents.cost_answer",
        "hiring.documents.cost_charts",
        "hiring.documents.cost_figures",
        "hiring.documents.cost_inputs",
    ),
    ("hiring.documents.cost_record", "hiring.documents.cost_workbook"),
    ("hiring.documents.scorecard_start",),
    ("hiring.documents.scorecard_individual",),
    ("hiring.documents.scorecard_group",),
    ("hiring.documents.scorecard",),
    (
        "hiring.documents.cost_estimate",
        "hiring.documents.interview_kit",
        "hiring.documents.job_description",
        "hiring.documents.posting",
        "hiring.documents.prep_sheet",
        "hiring.documents.recruiter_brief",
    ),
    ("hiring.documents",),
    ("hiring.estimating",),
    ("hiring.confinement", "hiring.sandbox", "hiring.template_files"),
    ("hiring.rendering",),
    (
        "hiring.formats.glyphs",
        "hiring.formats.pandoc",
        "hiring.formats.repeated_fields",
        "hiring.formats.tags",
        "hiring.formats.wordprocessing",
    ),
    (
        "hiring.formats.data",
        "hiring.formats.docx",
        "hiring.formats.html",
        "hiring.formats.jsonld",
        "hiring.formats.markdown",
        "hiring.formats.pdf",
        "hiring.formats.text",
        "hiring.formats.xlsx",
    ),
    ("hiring.formats",),
    ("hiring.forms", "hiring.publication"),
    ("hiring.feeds.model",),
    ("hiring.feeds.dialects", "hiring.feeds.jobs"),
    ("hiring.feeds.writer",),
    ("hiring.feeds",),
    ("hiring.linting.subject",),
    (
        "hiring.linting.brand",
        "hiring.linting.examples",
        "hiring.linting.files",
        "hiring.linting.glyphs",
        "hiring.linting.reading",
        "hiring.linting.typography",
        "hiring.linting.wording",
    ),
    ("hiring.linting.inclusive", "hiring.linting.questions"),
    ("hiring.linting.compliance",),
    ("hiring.linting.job_boards",),
    ("hiring.linting",),
    ("hiring.cells", "hiring.fingerprint"),
    ("hiring.digests", "hiring.manifest", "hiring.outcomes", "hiring.planning"),
    ("hiring.index", "hiring.making", "hiring.unchanged"),
    ("hiring.build",),
    ("hiring.serving", "hiring.watching"),
    ("hiring.site",),
    ("hiring.site.addresses", "hiring.site.policy"),
    ("hiring.site.openings",),
    ("hiring.site.pages",),
    ("hiring.site.discovery",),
    ("hiring.site.publishing",),
    ("hiring.reporting",),
    ("hiring.reporting.problems", "hiring.reporting.tables"),
    (
        "hiring.reporting.advice",
        "hiring.reporting.builds",
        "hiring.reporting.costs",
        "hiring.reporting.listings",
        "hiring.reporting.sites",
        "hiring.reporting.translations",
    ),
    ("hiring.schema",),
    ("hiring.scaffold",),
    ("hiring.doctor",),
    ("hiring.studio",),
    (
        "hiring.studio.addresses",
        "hiring.studio.asking",
        "hiring.studio.desk",
        "hiring.studio.drafts",
        "hiring.studio.press",
    ),
    (
        "hiring.studio.entries",
        "hiring.studio.frame",
        "hiring.studio.naming",
        "hiring.studio.problems",
        "hiring.studio.services",
    ),
    (
        "hiring.studio.beginning",
        "hiring.studio.files",
        "hiring.studio.guard",
        "hiring.studio.opening_fields",
        "hiring.studio.panel_sent",
        "hiring.studio.parts",
        "hiring.studio.sections",
        "hiring.studio.signposts",
    ),
    ("hiring.studio.conflict", "hiring.studio.findings"),
    (
        "hiring.studio.candidate",
        "hiring.studio.cost_fields",
        "hiring.studio.opening_choices",
        "hiring.studio.opening_files",
        "hiring.studio.openings",
        "hiring.studio.panel_form",
        "hiring.studio.producing",
        "hiring.studio.sending",
        "hiring.studio.sheet",
    ),
    ("hiring.studio.cost_lines", "hiring.studio.opening_form"),
    ("hiring.studio.cost_form", "hiring.studio.interview_form"),
    ("hiring.studio.deeds", "hiring.studio.showing", "hiring.studio.text_choices"),
    ("hiring.studio.conflict_pages", "hiring.studio.text_form", "hiring.studio.text_leaf"),
    ("hiring.studio.tongues", "hiring.studio.translating"),
    ("hiring.studio.role_list", "hiring.studio.text_files", "hiring.studio.text_page"),
    ("hiring.studio.text_conflict",),
    ("hiring.studio.text_desk",),
    (
        "hiring.studio.api",
        "hiring.studio.candidate_pages",
        "hiring.studio.cost_pages",
        "hiring.studio.interview_pages",
        "hiring.studio.opening_pages",
        "hiring.studio.pages",
        "hiring.studio.panel_pages",
        "hiring.studio.text_pages",
    ),
    ("hiring.studio.faults",),
    ("hiring.studio.app",),
    ("hiring.studio.serving",),
    ("hiring.cli.printing",),
    ("hiring.cli.ending", "hiring.cli.options", "hiring.cli.progress"),
    (
        "hiring.cli.beginning",
        "hiring.cli.checking",
        "hiring.cli.costing",
        "hiring.cli.looking",
        "hiring.cli.publishing",
        "hiring.cli.studio",
        "hiring.cli.watching",
    ),
    ("hiring.cli.building",),
    ("hiring.cli",),
    ("hiring.__main__",),
)
LEVEL = {name: level for level, row in enumerate(LAYERS) for name in row}
APART = ("hiring.documents", "hiring.formats", "hiring.linting")
"""Packages that know nothing of each other, whatever the order of rows."""
ONLY_IN = {"click": "hiring.cli", "ruamel": "hiring.editing.notation"}
"""Libraries that one module or package alone may import."""


def sources() -> dict[str, str]:
    """Every module of the program by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = path.read_text(encoding="utf-8")
    return found


def imports(name: str, source: str, modules: Mapping[str, str]) -> Iterator[str]:
    """What a module imports, wherever in it, as dotted names; ``from package import module`` names the module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                raise AssertionError(f"{name}: relative import of {base!r}; write the whole name")
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in modules else base


def lies_in(package: str, name: str) -> bool:
    """Whether a module is this one, or one of this package."""
    return name == package or name.startswith(f"{package}.")


def package_of(name: str) -> str | None:
    return next((package for package in APART if lies_in(package, name)), None)


def faults(modules: Mapping[str, str]) -> list[str]:
    """Every import that the layers forbid, as ``importer -> imported``, and modules that have no layer."""
    found = [f"{name} has no layer" for name in modules if name not in LEVEL]
    for name in modules:
        for imported in sorted(set(imports(name, modules[name], modules))):
            top = imported.partition(".")[0]
            if top in ONLY_IN and not lies_in(ONLY_IN[top], name):
                found.append(f"{name} -> {imported}")
            if top != "hiring" or name not in LEVEL:
                continue
            mine, its = package_of(name), package_of(imported)
            upward = imported not in LEVEL or LEVEL[imported] >= LEVEL[name]
            if upward or (mine is not None and its is not None and mine != its):
                found.append(f"{name} -> {imported}")
    return found


def test_modules_import_only_what_lies_below_them() -> None:
    assert faults(sources()) == []


def test_every_module_was_found_and_every_layer_has_its_module() -> None:
    modules = sources()
    assert set(modules) == set(LEVEL)
    edges = [imported for name in modules for imported in imports(name, modules[name], modules) if "hiring" in imported]
    assert len(edges) > 100


@pytest.mark.parametrize(
    ("module", "planted", "fault"),
    [
        ("hiring.model.text", "from hiring.library import Library", "hiring.model.text -> hiring.library"),
        ("hiring.model.text", "import hiring.errors, hiring.cli", "hiring.model.text -> hiring.cli"),
        ("hiring.costing.pay", "def f():\n    from hiring import build", "hiring.costing.pay -> hiring.build"),
        ("hiring.formats.pdf", "from hiring.documents.page import Page", "hiring.formats.pdf -> hiring.documents.page"),
        ("hiring.formats.pdf", "from hiring.documents import page", "hiring.formats.pdf -> hiring.documents.page"),
        ("hiring.documents.posting", "import hiring.formats.pdf", "hiring.documents.posting -> hiring.formats.pdf"),
        (
            "hiring.documents.posting",
            "from hiring.documents import interview_kit",
            "hiring.documents.posting -> hiring.documents.interview_kit",
        ),
        ("hiring.build", "import click", "hiring.build -> click"),
        ("hiring.build", "from click.testing import CliRunner", "hiring.build -> click.testing"),
        ("hiring.__main__", "import click", "hiring.__main__ -> click"),
        ("hiring.cli.costing", "from hiring.cli import commands", "hiring.cli.costing -> hiring.cli"),
        ("hiring.cli.costing", "from hiring.cli import studio", "hiring.cli.costing -> hiring.cli.studio"),
        ("hiring.errors", "import hiring.nowhere", "hiring.errors -> hiring.nowhere"),
        ("hiring.newcomer", "import re", "hiring.newcomer has no layer"),
    ],
)
def test_a_planted_fault_is_found(module: str, planted: str, fault: str) -> None:
    modules = sources()
    assert faults(modules | {module: f"{modules.get(module, '')}\n{planted}\n"}) == [fault]


def reached(annotation: Any) -> Iterator[Any]:
    """The types that a value of this annotation may hold, at any depth: dataclasses are followed by their fields."""
    seen: set[Any] = set()
    waiting = [annotation]
    while waiting:
        current = waiting.pop()
        origin = get_origin(current)
        if origin is Literal:
            continue
        if (
            origin in (Union, types.UnionType, tuple, Annotated, list, dict, frozenset, set, Mapping)
            or origin is not None
        ):
            waiting.extend(inner for inner in get_args(current) if inner is not Ellipsis)
            continue
        if current in seen:
            continue
        seen.add(current)
        yield current
        if dataclasses.is_dataclass(current) and isinstance(current, type):
            waiting.extend(
                get_type_hints(current, include_extras=True)[field.name] for field in dataclasses.fields(current)
            )


def view_of(document: DocumentSpec) -> type[Any]:
    view = get_type_hints(import_module(document.module).build)["return"]
    assert dataclasses.is_dataclass(view), f"{document.module}.build must say which view it returns"
    assert isinstance(view, type)
    return view


def secrets_in(view: Any) -> list[str]:
    return sorted(kind.__name__ for kind in reached(view) if getattr(kind, "__module__", "") == internal.__name__)


OPEN = [document for document in DOCUMENTS if document.audience is not Audience.INTERNAL]
PLAIN = (str, int, bool, Decimal, type(None))


@pytest.mark.parametrize("document", OPEN, ids=lambda document: document.name)
def test_the_view_of_an_open_document_cannot_hold_what_is_internal(document: DocumentSpec) -> None:
    assert secrets_in(view_of(document)) == []


def test_there_are_open_documents_and_internal_ones() -> None:
    assert OPEN
    assert len(OPEN) < len(DOCUMENTS)


def test_the_interview_kit_holds_what_is_internal() -> None:
    """The same walk, where it must find something."""
    (kit,) = [document for document in DOCUMENTS if document.name == "interview-kit"]
    assert {"AskedQuestion", "AnchorSet"} <= set(secrets_in(view_of(kit)))


def test_what_is_internal_is_found_however_deep_it_is_wrapped() -> None:
    inner = dataclasses.make_dataclass("Inner", [("anchors", tuple[internal.AnchorSet | None, ...])])
    wrapped: Any = inner
    outer = dataclasses.make_dataclass("Outer", [("by_name", dict[str, Annotated[wrapped, "x"] | None])])
    assert secrets_in(outer) == ["AnchorSet"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_a_view_holds_plain_values_and_frozen_dataclasses_only(document: DocumentSpec) -> None:
    """No pydantic object may reach a template, and nothing whose content its type does not say."""
    kinds = list(reached(view_of(document)))
    assert len(kinds) > 3
    for kind in kinds:
        if dataclasses.is_dataclass(kind):
            assert getattr(kind, "__dataclass_params__").frozen, kind  # noqa: B009 - mypy does not know the attribute
        else:
            assert kind in PLAIN, f"{document.name}: {kind}"


HEAVY = ("weasyprint", "pypandoc", "xlsxwriter", "fontTools", "PIL", "watchfiles", "http.server")
BEYOND_HELP = ("babel", "difflib", "hiring.library", "hiring.source", "json", "pydantic", "yaml")
"""What no help needs: commands import it when they run."""
PROBE = """
import sys
from hiring.cli import main
sys.argv = ["hiring", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    code = end.code or 0
else:
    code = 0
print("probe", code, *sorted(set(sys.modules) & set({heavy!r})), file=sys.stderr)
"""


def started(*arguments: str, before: str = "", sought: Sequence[str] = HEAVY) -> list[str]:
    """The sought modules that a command has imported when it ends; it must succeed."""
    probe = before + PROBE.format(heavy=sought)
    command = [sys.executable, "-c", probe, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    last = done.stderr.strip().splitlines()[-1].split()
    assert last[:2] == ["probe", "0"], done.stderr + done.stdout
    return last[2:]


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["build", "--help"], ["list", "roles"], ["list", "formats"], ["list", "documents"], ["validate"]],
    ids=" ".join,
)
def test_commands_that_make_no_document_start_light(arguments: list[str], tmp_path: Path) -> None:
    workspace = [] if "--help" in arguments else ["--workspace", str(tmp_path)]
    assert started(*arguments, *workspace) == []


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["validate", "--help"]], ids=" ".join)
def test_help_imports_nothing_that_it_does_not_show(arguments: list[str]) -> None:
    assert started(*arguments, sought=BEYOND_HELP) == []
    assert started("list", "roles", sought=BEYOND_HELP), "what is sought is found where it is needed"


def test_a_build_that_does_not_watch_loads_neither_the_watcher_nor_the_server(tmp_path: Path) -> None:
    out = ["--out", str(tmp_path / "out"), "--workspace", str(tmp_path), "--jobs", "1"]
    role = ["--role", "referral-coordinator", "--language", "en", "--document", "posting", "--format", "html"]
    assert not {"watchfiles", "http.server"} & set(started("build", *role, *out))


def test_a_heavy_import_is_noticed() -> None:
    assert "pypandoc" in started("--help", before="import pypandoc")
