"""Advice on content that is sound: rules with ids, each one function and one row of the table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from hiring.errors import Finding, Gatherer, Problem, UsageError, sort_problems
from hiring.language import Phrase
from hiring.library import Library
from hiring.linting import compliance
from hiring.linting.compliance import Case, Found, Severity
from hiring.linting.files import text_files
from hiring.linting.job_boards import job_board
from hiring.linting.reading import reading_level, sentence_length
from hiring.linting.subject import Guides, Text, TextFile
from hiring.linting.typography import typography
from hiring.linting.wording import mistranslation, salary_history, words_to_avoid
from hiring.translations import Survey, survey


@dataclass(frozen=True)
class Rule:
    """One row of the table of rules. A rule looks at each text, at all texts of a file, at openings, or at translations.

    ``severity`` is that of its findings; those on openings bring their own, by the law that they rest on.
    """

    id: str
    severity: Severity
    text: Callable[[Text, Guides], Iterator[Finding]] | None = None
    file: Callable[[TextFile], Iterator[Finding]] | None = None
    case: Callable[[Case], Iterator[Found]] | None = None
    market: Callable[[Case], Iterator[Problem]] | None = None
    translations: Callable[[Survey], Iterator[Problem]] | None = None


def _stale(found: Survey) -> Iterator[Problem]:
    """Texts whose source has changed since they were translated."""
    for state in found.files:
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
    Rule("salary-history", "error", text=salary_history),
    Rule("mistranslation", "warning", text=mistranslation),
    Rule("stale-translation", "warning", translations=_stale),
    Rule("posting-pay", "error", case=compliance.posting_pay),
    Rule("posting-benefits", "error", case=compliance.posting_benefits),
    Rule("posting-other-pay", "error", case=compliance.posting_other_pay),
    Rule("posting-closes", "error", case=compliance.posting_deadline),
    Rule("posting-posted", "error", case=compliance.posting_date),
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
    wanted = [path.resolve() for path in paths]
    found: list[Advice] = []
    seen: set[Path] = set()
    reads = wanted or any(rule.text or rule.file or rule.translations for rule in rules)
    for path, load in text_files(library, gather) if reads else ():
        if not path.is_relative_to(library.workspace.root):
            continue
        seen.add(path.resolve())
        if wanted and not any(path.resolve().is_relative_to(folder) for folder in wanted):
            continue
        file = gather(load)
        if file is not None:
            found += (
                Advice(rule.id, rule.severity, file.document.problem(each))
                for rule in rules
                for each in _of_file(rule, file)
            )
    cases = list(_cases(library, on, gather))
    # An opening may hold no words, and a file with problems gives none; both are content all the same.
    seen.update(case.opening.path.resolve() for case in cases)
    seen.update((library.workspace.root / problem.file).resolve() for problem in gather.problems)
    for folder, given in zip(wanted, paths, strict=True):
        if not any(path.is_relative_to(folder) for path in seen):
            raise UsageError("path_without_content" if folder.exists() else "no_such_path", path=str(given))
    shown = {
        library.workspace.shown(path) for path in seen if not wanted or any(path.is_relative_to(f) for f in wanted)
    }
    for rule in rules:
        if rule.translations is not None:
            stale = rule.translations(survey(library))
            found += (Advice(rule.id, rule.severity, problem) for problem in stale if problem.file in shown)
    for case in cases:
        path = case.opening.path.resolve()
        if not wanted or any(path.is_relative_to(folder) for folder in wanted):
            found += _of_case(rules, case)
    problems = [problem for problem in gather.problems if not wanted or _is_under(library, problem, wanted)]
    once = {(advice.problem.order, advice.rule): advice for advice in found}  # a sign twice in a text is said once
    return Report(tuple(once[key] for key in sorted(once)), sort_problems(problems))


def _cases(library: Library, on: date, gather: Gatherer) -> Iterator[Case]:
    """Every opening with what its posting is held against; one with problems is reported as such."""
    employer = gather(library.employer_base) if library.opening_ids else None
    for opening_id in library.opening_ids if employer is not None else ():
        opening = gather(partial(library.opening_base, opening_id))
        market = gather(partial(library.market_base, opening.value.market)) if opening is not None else None
        if employer is not None and opening is not None and market is not None:
            yield Case(opening, employer.value, market, on)


def _of_case(rules: Sequence[Rule], case: Case) -> Iterator[Advice]:
    for rule in rules:
        if rule.case is not None:
            for severity, finding in rule.case(case):
                yield Advice(rule.id, severity, case.opening.document.problem(finding))
        if rule.market is not None:
            for problem in rule.market(case):
                yield Advice(rule.id, rule.severity, problem)


def _is_under(library: Library, problem: Problem, folders: Sequence[Path]) -> bool:
    return any((library.workspace.root / problem.file).is_relative_to(folder) for folder in folders)


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
