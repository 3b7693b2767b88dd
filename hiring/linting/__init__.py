"""Advice on content that is sound: rules with ids, each one function and one row of the table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from hiring.content import Base
from hiring.errors import ContentError, FieldPath, Finding, Gatherer, Problem, UsageError, sort_problems
from hiring.language import Phrase
from hiring.library import Library, posting_title
from hiring.linting import compliance
from hiring.linting.brand import brand_colour
from hiring.linting.compliance import Case, Found, Severity, Title
from hiring.linting.examples import example_texts
from hiring.linting.files import text_files
from hiring.linting.glyphs import no_glyph
from hiring.linting.inclusive import inclusive_language
from hiring.linting.job_boards import job_board
from hiring.linting.questions import (
    age_limit,
    driving_licence,
    local_experience,
    salary_history,
    unlawful_question,
)
from hiring.linting.reading import reading_level, sentence_length
from hiring.linting.subject import Guides, Text, TextFile
from hiring.linting.typography import typography
from hiring.linting.wording import mistranslation, words_to_avoid
from hiring.model.opening import Opening
from hiring.texts import LooksIn
from hiring.translations import survey


@dataclass(frozen=True)
class Rule:
    """One row of the table of rules. A rule looks at each text, at all texts of a file, at openings, or at the whole library.

    ``severity`` is that of its findings; those on openings bring their own, by the law that they rest on.
    """

    id: str
    severity: Severity
    text: Callable[[Text, Guides], Iterator[Finding]] | None = None
    file: Callable[[TextFile], Iterator[Finding]] | None = None
    case: Callable[[Case], Iterator[Found]] | None = None
    market: Callable[[Case], Iterator[Problem]] | None = None
    library: Callable[[Library, LooksIn], Iterator[Problem]] | None = None


def _stale(library: Library, looks_in: LooksIn) -> Iterator[Problem]:
    """Texts whose source has changed since they were translated."""
    for state in survey(library, looks_in=looks_in).files:
        for entry in state.entries:
            if entry.status == "stale":
                values = {"old": _plain(entry.made_from), "new": _plain(entry.source)}
                place = entry.place
                yield Problem(
                    "stale-translation", entry.file, place.line, place.column, entry.path, values, "stale-translation"
                )


def _plain(phrase: Phrase | None) -> str:
    if phrase is None or isinstance(phrase, str):
        return phrase or ""
    return " / ".join(phrase.values())


RULES: tuple[Rule, ...] = (
    Rule("typography", "warning", text=typography),
    Rule("reading-level", "advice", file=reading_level),
    Rule("sentence-length", "advice", text=sentence_length),
    Rule("words-to-avoid", "warning", text=words_to_avoid),
    Rule("salary-history", "error", file=salary_history),
    Rule("age-limit", "warning", file=age_limit),
    Rule("local-experience", "error", file=local_experience),
    Rule("driving-licence", "warning", file=driving_licence),
    Rule("unlawful-question", "warning", file=unlawful_question),
    Rule("mistranslation", "warning", text=mistranslation),
    Rule("inclusive-language", "advice", text=inclusive_language),
    Rule("stale-translation", "warning", library=_stale),
    Rule("example-text", "warning", library=example_texts),
    Rule("brand-colour", "advice", library=brand_colour),
    Rule("no-glyph", "warning", library=no_glyph),
    Rule("posting-title", "error", case=compliance.posting_title),
    Rule("posting-pay", "error", case=compliance.posting_pay),
    Rule("posting-benefits", "error", case=compliance.posting_benefits),
    Rule("posting-other-pay", "error", case=compliance.posting_other_pay),
    Rule("posting-closes", "error", case=compliance.posting_deadline),
    Rule("posting-posted", "error", case=compliance.posting_date),
    Rule("posting-employer", "error", case=compliance.posting_employer),
    Rule("posting-vacancy", "error", case=compliance.posting_vacancy),
    Rule("posting-ai", "error", case=compliance.posting_ai),
    Rule("posting-language", "error", case=compliance.posting_language),
    Rule("job-board", "warning", case=job_board),
    Rule("opening-closed", "warning", case=compliance.opening_closed),
    Rule("pay-unlikely", "warning", case=compliance.pay_unlikely),
    Rule("stale-rule", "warning", market=compliance.stale_rules),
)


@dataclass(frozen=True)
class Advice:
    """What one rule found in one place."""

    rule: str
    severity: Severity
    problem: Problem


@dataclass(frozen=True)
class Report:
    """What the rules found, by place, and the problems of files that could not be looked at."""

    advice: tuple[Advice, ...]
    problems: tuple[Problem, ...]


def lint(
    library: Library, on: date, paths: Sequence[Path] = (), select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> Report:
    """What the rules say about a workspace on a day, or about its files under ``paths``; shipped words are not its own.

    Raises ``UsageError`` for an unknown rule or a path that holds no words.
    """
    rules = _chosen(select, ignore)
    gather = Gatherer()
    scope = _Scope(library.workspace.root, paths)
    found = list(_of_files(rules, library, on, gather, scope))
    for case in _cases(library, on, gather):
        if scope.takes(case.opening.path):
            found += _of_case(rules, case)
    problems = [problem for problem in gather.problems if scope.takes(library.workspace.root / problem.file)]
    scope.raise_unmatched()
    for rule in rules:
        if rule.library is not None:
            found += (
                Advice(rule.id, rule.severity, each)
                for each in rule.library(library, scope.looks_in)
                if scope.has(each.file)
            )
    return Report(_in_order(found), sort_problems(problems))


def lint_texts(library: Library, on: date, path: Path, is_meant: Callable[[FieldPath], bool]) -> tuple[Advice, ...]:
    """What the rules say on a day of some texts of one file of the workspace, by their path in it; nothing of it as a whole.

    Raises ``ContentError`` when the file cannot be read.
    """
    found: list[Advice] = []
    scope = _Scope(library.workspace.root, [path])
    ignored = Gatherer()  # the problems of other files are not asked for
    for each, load in text_files(library, on, ignored, scope.looks_in):
        if each == path:
            file = load()
            some = replace(file, texts=[text for text in file.texts if is_meant(text.path)])
            for rule in RULES:
                placed = (file.document.problem(finding) for finding in _of_file(rule, some) if finding.path)
                found += (Advice(rule.id, rule.severity, problem) for problem in placed)
    return _in_order(found)


def _in_order(found: Sequence[Advice]) -> tuple[Advice, ...]:
    once = {(advice.problem.order, advice.rule): advice for advice in found}  # a sign twice in a text is said once
    return tuple(once[key] for key in sorted(once))


class _Scope:
    """The files that were asked for: those under the paths given, or all of the workspace."""

    def __init__(self, root: Path, paths: Sequence[Path]) -> None:
        self._root = root
        self._given = [(path, path.resolve()) for path in paths]
        self._unmatched = dict(self._given)
        self._looked: dict[Path, bool] = {}
        self._around = {around for path, real in self._given for around in (path.parent.resolve(), real.parent)}

    @property
    def is_all(self) -> bool:
        """Whether no path was given."""
        return not self._given

    def takes(self, path: Path) -> bool:
        """Whether a file of content was asked for; the paths that it lies under have been of use."""
        over = [given for given, folder in self._given if path.resolve().is_relative_to(folder)]
        for given in over:
            self._unmatched.pop(given, None)
        return self.is_all or bool(over)

    def looks_in(self, folder: Path) -> bool:
        """Whether a file that was asked for may stand in a folder itself."""
        if folder not in self._looked:  # asked for each market and role by each rule
            place = folder.resolve()
            is_near = place in self._around or any(place.is_relative_to(path) for _, path in self._given)
            self._looked[folder] = self.is_all or is_near
        return self._looked[folder]

    def has(self, file: str) -> bool:
        """Whether a file of the workspace, as problems name it, was asked for; what is shipped is no file of its own."""
        path = self._root / file
        return path.is_file() and self.takes(path)

    def raise_unmatched(self) -> None:
        """Raise ``UsageError`` for a path under which there was no content."""
        for path, folder in self._unmatched.items():
            raise UsageError("path_without_content" if folder.exists() else "no_such_path", path=str(path))


def _of_files(rules: Sequence[Rule], library: Library, on: date, gather: Gatherer, scope: _Scope) -> Iterator[Advice]:
    """What the rules say of texts; the files are read where a rule looks at them or a path must be found among them."""
    if scope.is_all and not any(rule.text or rule.file for rule in rules):
        return
    for path, load in text_files(library, on, gather, scope.looks_in):
        if path.is_relative_to(library.workspace.root) and scope.takes(path):
            file = gather(load)
            if file is not None:
                found = ((rule, finding) for rule in rules for finding in _of_file(rule, file))
                yield from (Advice(rule.id, rule.severity, file.document.problem(each)) for rule, each in found)


def _cases(library: Library, on: date, gather: Gatherer) -> Iterator[Case]:
    """Every opening with what its posting is held against; one with problems is reported as such."""
    employer = gather(library.employer_base) if library.opening_ids else None
    for opening_id in library.opening_ids if employer is not None else ():
        opening = gather(partial(library.opening_base, opening_id))
        market = gather(partial(library.market_base, opening.value.market)) if opening is not None else None
        if employer is not None and opening is not None and market is not None:
            yield Case(opening, employer.value, market, tuple(_titles(library, opening)), on)


def _titles(library: Library, opening: Base[Opening]) -> Iterator[Title]:
    """The titles of a posting in its languages; words that a language lacks are for ``hiring validate`` to report."""
    value = opening.value
    for tag in value.languages:
        try:
            own = library.translated(opening, tag)
            written = posting_title(own, library.role(value.role, tag), library.market(value.market, tag))
        except ContentError:
            continue
        yield Title(written, Guides(library.guides(tag)))


def _of_case(rules: Sequence[Rule], case: Case) -> Iterator[Advice]:
    for rule in rules:
        if rule.case is not None:
            for severity, finding in rule.case(case):
                yield Advice(rule.id, severity, case.opening.document.problem(finding))
        if rule.market is not None:
            for problem in rule.market(case):
                yield Advice(rule.id, rule.severity, problem)


def _chosen(select: Sequence[str], ignore: Sequence[str]) -> list[Rule]:
    known = [rule.id for rule in RULES]
    for given in (*select, *ignore):
        if given not in known:
            raise UsageError("unknown_rule", id=given, known=", ".join(known))
    return [rule for rule in RULES if (not select or rule.id in select) and rule.id not in ignore]


def _of_file(rule: Rule, file: TextFile) -> Iterator[Finding]:
    if rule.text is not None:
        for text in file.texts:
            yield from rule.text(text, file.guides)
    if rule.file is not None:
        yield from rule.file(file)
