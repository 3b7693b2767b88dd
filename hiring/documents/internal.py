"""What may stand only in the views of internal documents: anchors, listen-for notes, red flags, scorecards.

Everything in this module is internal by definition. The views of public and candidate documents cannot hold any of it: a
test walks the fields of those views and fails when it reaches a class of this module.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ScaleStep:
    """One rating of the scale, 1 to 5, and its name."""

    rating: int
    name: str


@dataclass(frozen=True)
class AnchorSet:
    """What answers rated 1, 3 and 5 sound like. ``competency`` names whose anchors they are, None for a question's own."""

    competency: str | None
    one: str
    three: str
    five: str


@dataclass(frozen=True)
class AskedQuestion:
    """A question as the interviewer sees it.

    ``number`` counts from 1 in the order of asking; ``competencies`` is a list in words. ``minutes`` is the time in the
    plan, of which ``notes_minutes`` are for the note and the rating; ``span`` says from which minute to which.
    """

    number: int
    id: str
    kind: str
    competencies: str
    prompt: str
    minutes: int
    notes_minutes: int
    span: str
    probes: tuple[str, ...]
    listen_for: tuple[str, ...]
    red_flags: tuple[str, ...]
    anchors: tuple[AnchorSet, ...]


@dataclass(frozen=True)
class RatedCompetency:
    """A competency, and the numbers of the questions that assess it. ``asked_in`` is the same in words."""

    name: str
    definition: str
    questions: tuple[int, ...]
    asked_in: str


@dataclass(frozen=True)
class ScorecardRow:
    """One question to rate; ``competencies`` is a list in words."""

    number: int
    prompt: str
    competencies: str


@dataclass(frozen=True)
class Scorecard:
    """The form that each interviewer fills in alone."""

    scale: tuple[ScaleStep, ...]
    rows: tuple[ScorecardRow, ...]
    competencies: tuple[RatedCompetency, ...]


@dataclass(frozen=True)
class GroupForm:
    """The form that the panel fills in together, after the individual ones.

    ``interviewers`` are the numbers of its columns. Ratings ``gap`` points or more apart are to be discussed.
    """

    interviewers: tuple[int, ...]
    gap: int
    rows: tuple[ScorecardRow, ...]
    competencies: tuple[RatedCompetency, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True)
class RaterError:
    """A common error of raters and its remedy."""

    name: str
    text: str
    remedy: str


@dataclass(frozen=True)
class UnusedQuestion:
    """A question of the bank that this plan does not ask. ``minutes`` are those it would take in the plan."""

    id: str
    prompt: str
    kind: str
    minutes: int
