"""The kinds of file that a person writes, each with a reference page of its own."""

import re
from dataclasses import dataclass
from typing import Final

from hiring.model.employer import Employer
from hiring.model.guide import LanguageGuide
from hiring.model.interview import Advice, Interview, SharedInterview
from hiring.model.market import Market
from hiring.model.opening import Opening
from hiring.model.role import Role
from hiring.model.text import (
    Record,
)
from scripts.reference.examples import ADVICE, COUNTRY, GUIDE, SHARED_INTERVIEW, STATE, Example, template


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

    @property
    def anchor(self) -> str:
        """The heading of the file on the page of words, as GitHub makes links of headings."""
        return re.sub(r"[^a-z0-9_ -]", "", self.overlay.lower()).replace(" ", "-")


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
        (Example("roles/role/role.yaml", template("role")),),
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
        (Example("roles/role/interview.yaml", template("interview")),),
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
        (Example("employer.yaml", template("employer")),),
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
        (Example("openings/opening.yaml", template("opening")),),
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
