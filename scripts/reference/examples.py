"""The examples on the reference pages: whole files, which the tests hold against the models."""

import re
from dataclasses import dataclass
from typing import Final

from hiring.workspace import shipped


@dataclass(frozen=True)
class Example:
    """A file as an example: ``path`` in a workspace, and its text."""

    path: str
    text: str


def template(name: str) -> str:
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

WORDS_EXAMPLE: Final = Example("roles/role/role.fr.yaml", ROLE_WORDS)
PHRASES_EXAMPLE: Final = Example("templates/phrases/en.yaml", PHRASES)


def shown(example: Example) -> str:
    """An example as a page has it, with its path."""
    return f"`{example.path}`\n\n```yaml\n{example.text.rstrip()}\n```"
