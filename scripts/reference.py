"""The reference pages: what stands in each file that a person writes, and what each command does.

``python scripts/reference.py`` writes ``docs/reference/*.md`` and ``docs/commands.md`` from the models and the command line.
The same code gives the same bytes.
"""

import inspect
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import click
from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from hiring import cli
from hiring.language import CATEGORIES, phrases_of
from hiring.model.costs import CATALOGUE, CostGroup, CostUnit, Share
from hiring.model.described import field_texts
from hiring.model.employer import Colour, Email, Employer
from hiring.model.guide import LanguageGuide
from hiring.model.interview import Advice, Interview, SharedInterview
from hiring.model.market import Market, Region, UtcOffset
from hiring.model.money import Currency, Number
from hiring.model.opening import Opening
from hiring.model.overlay import EntriesShape, FieldsShape, Shape, TextShape, shape_of
from hiring.model.role import Role
from hiring.model.text import (
    Code,
    Country,
    Day,
    Flag,
    Id,
    LanguageTag,
    Line,
    LocationId,
    PartialDate,
    PublishedDate,
    Record,
    Url,
    WholeNumber,
    WordsSpec,
)
from hiring.source import load
from hiring.workspace import shipped

ROOT: Final = Path(__file__).resolve().parents[1]
MADE: Final = "<!-- Made from the code by “make docs”; do not edit here. -->"


@dataclass(frozen=True)
class Example:
    """A file as an example: ``path`` in a workspace, and its text."""

    path: str
    text: str


@dataclass(frozen=True)
class Page:
    """The page of one kind of file. ``intro`` says where the file lies and who edits it; ``schema`` names its JSON Schema."""

    name: str
    title: str
    model: type[Record]
    schema: str
    editor: str
    intro: str
    examples: tuple[Example, ...]
    overlay: str
    is_translated: bool = True

    @property
    def file(self) -> str:
        """The file that the page is about, with its folder, as the index and the page of words name it."""
        return self.overlay.replace(".<tag>", "")


def _template(name: str) -> str:
    """A file that ``hiring new`` writes, without the line that tells an editor where its schema is."""
    text = (shipped("templates") / "workspace" / f"{name}.yaml").read_text(encoding="utf-8")
    return re.sub(r"\A# yaml-language-server: .*\n", "", text)


COUNTRY = """\
id: ca
language: en
name: Canada
country: CA
currency: CAD
pay_period: year
paper: letter
posting_title: "{title}"
"""
STATE = """\
id: us-or
language: en
name: Oregon
parent: us                 # everything that is not said here is that of the United States
region: OR
locations:
  - id: portland
    name: Portland
    city: Portland
    region: OR
"""
SHARED_INTERVIEW = """\
language: en
slot: {opening: 3, notes: 1, candidate_questions: 5, closing: 2}
scale: {1: Not shown, 2: Partly shown, 3: Shown, 4: Clearly shown, 5: Outstanding}
scripts:
  opening:
    - id: welcome
      text: Welcome to {employer}. We have {minutes} minutes, and we will take notes.
  closing:
    - id: thanks
      text: Thank you for your time. You will hear from us within a week.
competencies:
  - id: motivation
    name: Motivation
    definition: Knows the work and has reasons of their own for wanting it.
    anchors:
      1: Gives no reason, or one that fits any job.
      3: Names one reason that belongs to this work.
      5: Names several, each with something they have done.
questions:
  - id: why-this-work
    kind: general
    competencies: [motivation]
    minutes: 3
    prompt: Why do you want to do this work?
"""
GUIDE = """\
language: en
reading: {lix: 40, text_lix: 55, sentence_words: 25}
avoid:
  - words: [rockstar*, ninja*]
    reason: slogan
    instead: what a person does in this job
terms:
  - en: referral
    use: referral
    avoid: [transferal]
    why: Our physicians and our record system say referral.
"""
ADVICE = """\
language: en
research:
  - id: website
    text: Read the employer’s website.
    why: You get a feel for what matters to them.
practice:
  minutes: 15
  steps:
    - {id: questions, name: Questions, minutes: 10, text: Answer three questions aloud.}
    - {id: review, name: Review, minutes: 5, text: Note what to say better next time.}
"""
ROLE_WORDS = """\
title: Intitulé du poste
summary: Ce que fait cette personne, en une phrase.
responsibilities:
  first-task: Commencez chaque ligne par un verbe et dites une seule chose.
qualifications:
  required:
    education: Diplôme de fin d’études secondaires ou équivalent
skills:
  communication:
    name: Communication
    text: Dites à quoi la compétence sert dans ce poste.
"""
PHRASES = """\
posting.fact.pay: Salary
kit.brief.panel:
  one: "{count} interviewer"
  other: "{count} interviewers"
"""

PAGES: Final = (
    Page(
        "role",
        "The role: role.yaml",
        Role,
        "role",
        "recruiter",
        "What a job is, written out once for every opening of it: responsibilities, qualifications, published pay, where "
        "to find people. Recruiters edit it. It lies at `roles/<id>/role.yaml` in your workspace and takes the place of a "
        "shipped role of the same id. `hiring new role ID` writes one to fill in, with an interview beside it; "
        "`--from referral-coordinator` copies a whole one.",
        (Example("roles/role/role.yaml", _template("role")),),
        "roles/<id>/role.<tag>.yaml",
    ),
    Page(
        "interview",
        "The interview of a role: interview.yaml",
        Interview,
        "interview",
        "hiring manager",
        "How to interview for a role: what to assess, which questions to ask, and what good and weak answers sound like. "
        "Hiring managers edit it. It lies beside the role, at `roles/<id>/interview.yaml`; `hiring new role ID` writes both.",
        (Example("roles/role/interview.yaml", _template("interview")),),
        "roles/<id>/interview.<tag>.yaml",
    ),
    Page(
        "employer",
        "Your organization: employer.yaml",
        Employer,
        "employer",
        "recruiter",
        "Who you are, as every posting shows it. Recruiters edit it. There is one in each workspace, at `employer.yaml`; "
        "`hiring new workspace FOLDER` writes it.",
        (Example("employer.yaml", _template("employer")),),
        "employer.<tag>.yaml",
    ),
    Page(
        "opening",
        "A vacancy: openings/&lt;id&gt;.yaml",
        Opening,
        "opening",
        "recruiter",
        "One vacancy: which role, where, for what pay, until when. Recruiters edit it. Each vacancy has a file of its own, "
        "at `openings/<id>.yaml`; `hiring new opening ID` writes one to fill in.",
        (Example("openings/opening.yaml", _template("opening")),),
        "openings/<id>.<tag>.yaml",
    ),
    Page(
        "market",
        "A country or state: markets/&lt;id&gt;.yaml",
        Market,
        "market",
        "HR",
        "The currency, customs and rules of a country or state. HR edits it. Several are shipped (`hiring list markets`); "
        "your own lie at `markets/<id>.yaml` in your workspace. A file with the id of a shipped market adds to that one: "
        "what it says replaces, and lists are merged by id. With `parent` a file says only what is different from its "
        "parent; then just `id`, `language` and `parent` are required.",
        (Example("markets/us-or.yaml", STATE), Example("markets/ca.yaml", COUNTRY)),
        "markets/<id>.<tag>.yaml",
    ),
    Page(
        "shared-interview",
        "What all interviews share: roles/_shared/interview.yaml",
        SharedInterview,
        "shared-interview",
        "hiring manager, with HR",
        "What every interview has in common, whatever the role: how the minutes are spent, the rating scale, the words to "
        "read aloud, questions for any role. Hiring managers edit it together with HR. One is shipped; a file at "
        "`roles/_shared/interview.yaml` in your workspace replaces it as a whole, so start from a copy of the shipped one: "
        "roles name its questions by id.",
        (Example("roles/_shared/interview.yaml", SHARED_INTERVIEW),),
        "roles/_shared/interview.<tag>.yaml",
    ),
    Page(
        "advice",
        "Advice for candidates: roles/_shared/advice.yaml",
        Advice,
        "advice",
        "recruiter",
        "How a candidate prepares, whatever the role: the prep sheet prints it around the role’s questions. Recruiters edit "
        "it. One is shipped; a file at `roles/_shared/advice.yaml` in your workspace replaces it as a whole.",
        (Example("roles/_shared/advice.yaml", ADVICE),),
        "roles/_shared/advice.<tag>.yaml",
    ),
    Page(
        "guide",
        "How a language is written: roles/_shared/guide/&lt;tag&gt;.yaml",
        LanguageGuide,
        "guide",
        "translator",
        "How one language is written: its quotation marks and spaces, how easy its texts should read, which words do not "
        "belong in hiring, and one term for each concept. Translators edit it, and `hiring lint` holds the words against it. "
        "One is shipped for each language; a file at `roles/_shared/guide/<tag>.yaml` in your workspace adds its words and "
        "terms to the shipped ones, and its typography and reading limits take the place of theirs.",
        (Example("roles/_shared/guide/en.yaml", GUIDE),),
        "roles/_shared/guide/<tag>.yaml",
        is_translated=False,
    ),
)

WORDS_EXAMPLE: Final = Example("roles/role/role.fr.yaml", ROLE_WORDS)
PHRASES_EXAMPLE: Final = Example("templates/phrases/en.yaml", PHRASES)


# What a field holds, in plain words -----------------------------------------------------------------------------------

_PLAIN: Final[Sequence[tuple[Any, str]]] = (
    (Id, "id"),
    (LocationId, "id of a place of the market"),
    (LanguageTag, "language tag, such as `en` or `fr-CA`"),
    (PartialDate, "date as `2026`, `2026-11` or `2026-11-22`"),
    (PublishedDate, "date as `2026`, `2026-11` or `2026-11-22`, or `unknown`"),
    (Day, "date as `2026-11-22`"),
    (Country, "country code of two letters, such as `US`"),
    (Region, "region code of one to three characters, such as `CA`"),
    (UtcOffset, "hours and minutes ahead of UTC, such as `+01:00` or `-08:00`"),
    (Currency, "currency code of three letters, such as `USD`"),
    (Share, "number, 0 to 100"),
    (Share, "number, 0 to 100"),
    (Number, "number, 0 or more"),
    (Url, "web address that starts with `http://` or `https://`"),
    (Email, "email address"),
    (Colour, 'color as `"#0b5d66"`'),
    (Code, "code, kept as it is written"),
    (Line, "one line, never translated"),
    (Flag, "`true` or `false`"),
)
"""The kinds of value that the models name, and what a person writes."""

RECORD_NAMES: Final[Mapping[str, str]] = {"Faq": "FAQ entry", "Kpi": "KPI"}
"""Names of records that their class name does not give."""


def holds(annotation: Any) -> str:
    """What a field of this type holds. Raises ``TypeError`` for a type that has no words yet."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _holds_annotated(arguments[0], arguments[1:])
    if origin in (Union, types.UnionType):
        return ", or ".join(holds(member) for member in arguments if member is not type(None))
    if origin is Literal:
        return _choices(arguments)
    if origin is dict:
        return f"mapping from {holds(arguments[0]).replace('one of: ', 'any of ')} to {holds(arguments[1])}"
    if origin is tuple:
        inner = holds(arguments[0])
        return f"list of {inner}" if inner.startswith("[") else f"list; each entry: {inner}"
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return _choices([member.value for member in annotation])
    if isinstance(annotation, type) and issubclass(annotation, Record):
        name = record_name(annotation)
        return f"[{name}](#{name.lower().replace(' ', '-')})"
    raise TypeError(f"no words for {annotation!r}")


def _holds_annotated(inner: Any, metadata: tuple[Any, ...]) -> str:
    for mark in metadata:
        if isinstance(mark, AfterValidator) and isinstance(mark.func, WordsSpec):
            return _text(mark.func)
    for alias, words in _PLAIN:
        base, *marks = get_args(alias)
        if base is inner and list(metadata[: len(marks)]) == marks:
            return words
    limits = [limit for mark in metadata for limit in (mark.metadata if isinstance(mark, FieldInfo) else [mark])]
    if inner is get_args(WholeNumber)[0]:
        return "whole number" + _range(limits)
    return holds(inner).replace("list", f"list{_length(limits)}", 1)


def _text(spec: WordsSpec) -> str:
    text = "text, in one paragraph or several" if spec.paragraphs else "text"
    return text + (f"; may hold {_and(f'`{{{name}}}`' for name in spec.placeholders)}" if spec.placeholders else "")


def _range(limits: Sequence[Any]) -> str:
    """The narrowest of the limits on a number."""
    lows: list[Any] = [limit.ge for limit in limits if isinstance(limit, Ge)]
    highs: list[Any] = [limit.le for limit in limits if isinstance(limit, Le)]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is None:
        return ""
    return f", {low} or more" if high is None else f", {low} to {high}"


def _length(limits: Sequence[Any]) -> str:
    """The limits on the number of entries, to stand after the word “list”."""
    least = [f"at least {limit.min_length}" for limit in limits if isinstance(limit, MinLen)]
    most = [f"at most {limit.max_length}" for limit in limits if isinstance(limit, MaxLen)]
    return f" ({', '.join((*least, *most))})" if least or most else ""


def _choices(values: Sequence[str]) -> str:
    return "one of: " + ", ".join(f"`{value}`" for value in values)


def _and(parts: Iterator[str]) -> str:
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def record_name(record: type[Record]) -> str:
    """The name of a record in words: ``PayFigure`` is a Pay figure."""
    name = record.__name__
    return RECORD_NAMES.get(name) or re.sub(r"(?<=.)[A-Z]", lambda match: f" {match[0].lower()}", name)


def when_left_out(info: FieldInfo) -> str:
    """Whether a field must be there, and what holds if it is not."""
    if info.is_required():
        return "required"
    default = info.default
    if default is None or default == () or isinstance(default, Record):
        return "optional"
    if isinstance(default, tuple):
        return f"optional; else `[{', '.join(map(str, default))}]`"
    if isinstance(default, bool):
        return f"optional; else `{str(default).lower()}`"
    if isinstance(default, str | int | Decimal | date):
        return f"optional; else `{default}`"
    raise TypeError(f"no words for the default {default!r}")


def records_of(model: type[Record]) -> tuple[type[Record], ...]:
    """The model and every record inside it, in the order in which a reader meets them."""
    found: list[type[Record]] = [model]
    for record in found:
        hints = get_type_hints(record, include_extras=True)
        for name in record.model_fields:
            found += [inner for inner in _records_in(hints[name]) if inner not in found]
    return tuple(found)


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inner in get_args(annotation) if get_origin(annotation) is not Literal else ():
        yield from _records_in(inner)


# Pages ----------------------------------------------------------------------------------------------------------------


def pages() -> dict[str, str]:
    """Every page by its path below the project's folder."""
    made = {f"docs/reference/{page.name}.md": _file_page(page) for page in PAGES}
    made["docs/reference/cost-lines.md"] = _cost_lines_page()
    made["docs/reference/words.md"] = _words_page()
    made["docs/reference/phrases.md"] = _phrases_page()
    made["docs/reference/README.md"] = _index()
    made["docs/commands.md"] = _commands_page()
    return {path: f"{MADE}\n\n{text.strip()}\n" for path, text in sorted(made.items())}


def _file_page(page: Page) -> str:
    title = "Example" if len(page.examples) == 1 else "Examples"
    top, *inner = records_of(page.model)
    parts = [
        f"# {page.title}",
        page.intro,
        " · ".join(
            [
                "[How to read this page](README.md#how-to-read-a-page)",
                *([f"[translations](words.md#{_anchor(page)})"] if page.is_translated else []),
                f"[JSON Schema for editors](../schemas/{page.schema}.json)",
            ]
        ),
        f"## {title}",
        *map(_shown, page.examples),
        "## The file",
        _record(top),
    ]
    for record in inner:
        parts += [f"## {record_name(record)}", _record(record)]
    return "\n\n".join(parts)


def _shown(example: Example) -> str:
    return f"`{example.path}`\n\n```yaml\n{example.text.rstrip()}\n```"


def _record(record: type[Record]) -> str:
    hints, texts = get_type_hints(record, include_extras=True), field_texts(record)
    rows = [
        (f"`{info.alias or name}`", holds(hints[name]), when_left_out(info), _prose(texts[name]))
        for name, info in record.model_fields.items()
    ]
    return _prose(record.__doc__) + "\n\n" + _table(("field", "what it holds", "required?", "what to write"), rows)


def _prose(docstring: str | None) -> str:
    return " ".join(inspect.cleandoc(docstring or "").replace("``", "`").split())


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _anchor(page: Page) -> str:
    """The heading of a page's file on the page of words, as GitHub makes links of headings."""
    return re.sub(r"[^a-z0-9_ -]", "", page.overlay.lower()).replace(" ", "-")


def _words_page() -> str:
    parts = [
        "# Words in another language",
        "Every file is complete in one language. A translation is a second file beside it, with the language’s tag in its "
        "name: `role.fr.yaml` beside `role.yaml`, `us.fr.yaml` beside `us.yaml`. It holds words only: no numbers, no dates, "
        "no choices. Translators edit it. `hiring new language TAG` writes all of them, with each text to translate as a "
        "comment over its line, and `hiring validate` says what is missing.",
        "A list becomes a mapping by the `id` of its items (codes go by their `system`), so their order does not matter. "
        "Every text of the source must be there, with the same `{placeholders}`, and nothing else may be. "
        "`fr-CA` takes from `fr` what it does not say itself.",
        "[How to read this page](README.md#how-to-read-a-page)",
        "## Example",
        "The translation of the [example of a role](role.md#example):",
        _shown(WORDS_EXAMPLE),
    ]
    for page in (page for page in PAGES if page.is_translated):
        rows = [(f"`{path}`", _text(shape.spec)) for path, shape in overlay_paths(shape_of(page.model))]
        parts += [
            f"## {page.overlay.replace('<', '&lt;').replace('>', '&gt;')}",
            f"The words of [{page.file.replace('<', '&lt;').replace('>', '&gt;')}]({page.name}.md). A dot stands for one "
            "level further in. [JSON Schema for editors]"
            f"(../schemas/{page.schema}-words.json)",
            _table(("place", "what it holds"), rows),
        ]
    return "\n\n".join(parts)


def overlay_paths(shape: Shape, path: str = "") -> Iterator[tuple[str, TextShape]]:
    """Every place of an overlay that holds a text, as ``skills.<id>.name``."""
    if isinstance(shape, TextShape):
        yield path, shape
    elif isinstance(shape, FieldsShape):
        for written, (_, inner) in shape.fields.items():
            yield from overlay_paths(inner, f"{path}.{written}" if path else written)
    else:
        yield from overlay_paths(_entry(shape), f"{path}.<{shape.key}>")


def _entry(shape: EntriesShape) -> Shape:
    return shape.item.fields["text"][1] if shape.bare else shape.item


def _phrases_page() -> str:
    return "\n\n".join(
        [
            "# The program’s own words: templates/phrases/&lt;tag&gt;.yaml",
            "Headings, labels and messages: every word of a document that is not in your own files. Translators edit them, "
            "and so can you: `templates/phrases/en.yaml` in your workspace needs only the phrases that you want worded "
            "differently; all others stay as they are shipped. `hiring new language TAG` writes a whole file to translate.",
            "[How to read this page](README.md#how-to-read-a-page) · "
            "[JSON Schema for editors](../schemas/phrases.json)",
            "## Example",
            _shown(PHRASES_EXAMPLE),
            "## The file",
            _table(
                ("field", "what it holds", "required?", "what to write"),
                [
                    (
                        "the phrase’s name, such as `posting.fact.pay`",
                        "text, or one text for each plural form",
                        "all of them in a new language; else those that you change",
                        "A whole sentence or label. A `{placeholder}` is one of those in the English phrase, as it "
                        "stands there; the program fills it in.",
                    )
                ],
            ),
            "## Plural forms",
            "A phrase with a count may have a text for each plural form of its language. Write those that the language "
            "has (English: `one` and `other`); `other` must be there.",
            _table(
                ("field", "what it holds", "required?"),
                [(f"`{name}`", "text", "required" if name == "other" else "optional") for name in CATEGORIES],
            ),
        ]
    )


COSTS = """\
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


def _cost_lines_page() -> str:
    words = phrases_of(load((shipped("templates") / "phrases" / "en.yaml").read_bytes(), "en.yaml"))
    parts = [
        "# The lines of a cost estimate",
        "`costs` stands in [`employer.yaml`](employer.md#costs), in an [opening](opening.md#costs) or in a "
        "[market](market.md#costs), and says what each line costs there. The nearest file that has a line decides it: "
        "first the opening, then the employer, then the market. `hiring cost` and the cost estimate name the file, and say "
        "whether the number has a source or is an assumption.",
        "[How to read this page](README.md#how-to-read-a-page)",
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
        parts += [f"## {words[f'cost.group.{group}']}", _table(("line", "what it is", "counted in", "once"), rows)]
    return "\n\n".join(parts)


def _index() -> str:
    rows = [(f"[`{page.file}`]({page.name}.md)", page.title.partition(":")[0], page.editor) for page in PAGES]
    rows += [
        ("[`costs`](cost-lines.md)", "The lines of a cost estimate", "recruiter, finance"),
        ("[`<file>.<tag>.yaml`](words.md)", "Words in another language", "translator"),
        ("[`templates/phrases/<tag>.yaml`](phrases.md)", "The program’s own words", "translator"),
    ]
    return "\n\n".join(
        [
            "# The files, field by field",
            "One page for each kind of file. The [commands](../commands.md) have a page of their own.",
            _table(("file", "what it is", "who edits it"), rows),
            "## How to read a page",
            "Each page starts with an example that works as it stands. Then comes a table for the file, and one for each "
            "part of it: a link in “what it holds” leads to the part’s table.",
            _table(
                ("word", "what it means"),
                [
                    (
                        "id",
                        "A short name in lower-case letters, digits and single hyphens: `first-task`. Other files refer to "
                        "it, so it stays when the text changes.",
                    ),
                    (
                        "text",
                        "Words that readers see and that are translated. No formatting: every character is shown.",
                    ),
                    ("one line", "A name or a title. It is the same in every language."),
                    ("list of …", "Several entries, each on lines of its own after a hyphen, or `[one, two]`."),
                    ("whole number, number", "Digits only: `52000`, `14.5`. No quotation marks, no commas."),
                    ("date", "Year, month, day: `2026-11-22`."),
                    (
                        "may hold `{employer}`",
                        "These braces, written just so, are replaced in the document: `{employer}` by the employer’s name, "
                        "`{role}` and `{title}` by the title, `{contact}` by the contact, `{minutes}` by the length of the "
                        "interview, `{privacy_law}` by the name of the market’s health privacy law.",
                    ),
                    ("optional; else …", "May be left out; then this value holds."),
                ],
            ),
            "`hiring validate` checks all files and says for each mistake where it is and what to do about it.",
        ]
    )


# Commands -------------------------------------------------------------------------------------------------------------


def commands(
    command: click.Command = cli.commands, name: str = "hiring", parent: click.Context | None = None
) -> Iterator[tuple[click.Context, click.Command]]:
    """Every command with its context, groups before their commands, in the order of ``--help``."""
    context = click.Context(command, info_name=name, parent=parent, **command.context_settings)
    yield context, command
    if isinstance(command, click.Group):
        for inner_name in command.list_commands(context):
            inner = command.get_command(context, inner_name)
            if inner is not None and not inner.hidden:
                yield from commands(inner, inner_name, context)


def _commands_page() -> str:
    parts = [
        "# Commands",
        "What each command of `hiring` does. `-h` or `--help` after a command shows the same in the terminal. "
        "The files that they read are described [field by field](reference/README.md).",
        "Exit codes: 0 fine; "
        f"{cli.EXIT_PROBLEMS} problems in content, or a document that failed; "
        f"{cli.EXIT_USAGE} a wrong command line; "
        f"{cli.EXIT_MACHINE} something missing on this machine; "
        f"{cli.EXIT_INTERRUPTED} interrupted; {cli.EXIT_TERMINATED} ended by SIGTERM.",
    ]
    for context, command in commands():
        path = context.command_path
        usage = " ".join([path, *command.collect_usage_pieces(context)])
        parts += [f"## {path}", inspect.cleandoc(command.help or ""), f"```sh\n{usage}\n```"]
        if isinstance(command, click.Group):
            inner = [found for found, _ in commands(command, path) if found.parent and found.parent.parent is None]
            parts.append(
                "Its commands: " + ", ".join(_command_link(path, str(found.info_name)) for found in inner) + "."
            )
        options = [parameter for parameter in command.get_params(context) if isinstance(parameter, click.Option)]
        records = [record for option in options if (record := option.get_help_record(context))]
        parts.append(
            _table(("option", "what it does"), [(f"`{names}`", " ".join(text.split())) for names, text in records])
        )
    return "\n\n".join(parts)


def _command_link(path: str, name: str) -> str:
    return f"[{name}](#{path.replace(' ', '-')}-{name})"


def main() -> None:
    """Write every page."""
    for path, text in pages().items():
        target = ROOT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
