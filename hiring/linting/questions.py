"""Questions that an interview leaves alone, and what no candidate is told, with what the law of each market says of them.

Practical notes from the market packs, not legal advice. A text is said under the markets of the openings that use it; each
of them has a finding of its own. What has no law, no day yet, or no opening is said as such and never as law.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from hiring.errors import Finding
from hiring.language import fill
from hiring.linting.subject import Text, TextFile
from hiring.linting.wording import (
    AGE_LIMIT,
    DRIVING_LICENCE,
    LOCAL_EXPERIENCE,
    PAY_HISTORY,
    Match,
    matches,
    said_of_candidates,
)
from hiring.model.market import PRIVACY_LAW_ID, DoNotAsk, Market
from hiring.model.money import OURS
from hiring.model.text import PRIVACY_LAW

Status = Literal["in-force", "undated", "announced", "sourced", "advice", "unsaid", "unused"]
"""What a finding rests on: a law, one whose day is not known, one that is not in force, sources without a law, our advice;
the market’s file says nothing of it, or no opening uses the text. Each has a phrase, ``lint.law.<status>``."""

_BINDING: dict[Status, int] = {"in-force": 0, "undated": 0, "announced": 1}
"""Which entries are cited before others; what is not here comes last."""


def unlawful_question(file: TextFile) -> Iterator[Finding]:
    """Questions of an interview for what it leaves alone: age, family, health, origin, religion, record, orientation."""
    for text in (text for text in file.texts if text.is_asked):
        for asked in file.guides.asked:
            for match in matches(text, asked.words, file.guides.prefixes, endings=True):
                rule = f"unlawful-question.{asked.topic}"
                yield from _by_market(file, text, match, asked.topic, rule, "unlawful-question")


def salary_history(file: TextFile) -> Iterator[Finding]:
    """Questions for earlier pay in a posting or an interview: many states limit them, and here they are never asked."""
    for text, match in _said(file, PAY_HISTORY):
        yield from _by_market(file, text, match, PAY_HISTORY, "salary-history", "salary-history")


def age_limit(file: TextFile) -> Iterator[Finding]:
    """Ages from or up to which a posting or an interview wants people: what each market says on age speaks of them."""
    for text, match in _said(file, AGE_LIMIT):
        yield from _by_market(file, text, match, "age", "age-limit", "age-limit")


def local_experience(file: TextFile) -> Iterator[Finding]:
    """Demands for experience in one country, in a posting or an interview of a market whose law forbids them on the day."""
    yield from _where_forbidden(file, LOCAL_EXPERIENCE, "local-experience")


def driving_licence(file: TextFile) -> Iterator[Finding]:
    """Demands for a driving licence, in a posting or an interview of a market whose law limits them on the day."""
    yield from _where_forbidden(file, DRIVING_LICENCE, "driving-licence")


def _where_forbidden(file: TextFile, reason: str, rule: str) -> Iterator[Finding]:
    forbidding = replace(file, markets=tuple(market for market in file.markets if _forbids(market, reason, file.on)))
    if forbidding.markets:
        for text, match in _said(file, reason):
            yield from _by_market(forbidding, text, match, reason, rule, rule)


def _forbids(market: Market, reason: str, on: date) -> bool:
    entry = _cited(market, reason, on)
    return entry is not None and _status(entry, on) in {"in-force", "undated"}


def _said(file: TextFile, reason: str) -> Iterator[tuple[Text, Match]]:
    """The words that the guide avoids for this reason, where something is said to candidates."""
    for text in (text for text in file.texts if text.is_said or text.is_posted):
        for avoided in (avoided for avoided in file.guides.avoid if avoided.reason == reason):
            for match in said_of_candidates(text, avoided, file.guides):
                yield text, match


def _by_market(file: TextFile, text: Text, match: Match, topic: str, rule: str, fix: str) -> Iterator[Finding]:
    """One finding for each market under which the text is said; one without a market where no opening uses it."""
    at = text.offset(match.start)
    for market in file.markets:
        entry = _cited(market, topic, file.on)
        status: Status = _status(entry, file.on) if entry is not None else "unsaid"
        values = {"found": match.found, "topic": topic, "status": status, "market": market.name}
        values |= _values(entry, market, file.on) if entry is not None else {}
        mend = f"{fix}.instead" if "instead" in values else fix
        yield Finding(rule, text.path, values, mend, offset=at, basis=f"law.{status}")
    if not file.markets:
        values = {"found": match.found, "topic": topic, "status": "unused"}
        yield Finding(rule, text.path, values, fix, offset=at, basis="law.unused")


def _cited(market: Market, topic: str, on: date) -> DoNotAsk | None:
    """The first entry on the topic with a law in force on the day, else the first with one to come, else the first."""
    entries = (entry for entry in market.do_not_ask if topic in entry.concerns)
    return min(entries, key=lambda entry: _BINDING.get(_status(entry, on), len(_BINDING)), default=None)


def _status(entry: DoNotAsk, on: date) -> Status:
    if entry.law is None:
        return "sourced" if set(entry.sources) - {OURS} else "advice"
    if entry.status == "announced" or (entry.since is not None and entry.since > on):
        return "announced"
    return "in-force" if entry.since is not None else "undated"


def _values(entry: DoNotAsk, market: Market, on: date) -> dict[str, str]:
    """What a finding says of an entry: the rule, its law, since when, by which sources, and what may be asked instead."""
    known = {source.id: source.name for source in market.sources}
    sources = "; ".join(known[name] for name in entry.sources if name in known)
    values = {
        "rule": _filled(entry.text, market),
        "law": entry.law,
        "since": entry.since.isoformat() if entry.since is not None else None,
        "source": sources or entry.law,
        "instead": entry.instead,
        "on": on.isoformat(),
    }
    return {name: value for name, value in values.items() if value is not None}


def _filled(text: str, market: Market) -> str:
    """The text with the name of the market's privacy law; ``hiring validate`` says so when the market has none."""
    name = next((law.name for law in market.laws if law.id == PRIVACY_LAW_ID), None)
    return fill(text, {PRIVACY_LAW: name} if name is not None else {})
