"""Each shipped role has the depth that the project promises, and nothing of its facts is lost."""

from decimal import Decimal

import pytest

from hiring.library import Library
from hiring.model.audience import Audience
from hiring.model.interview import Interview, Question, QuestionKind
from hiring.model.money import OURS
from hiring.model.role import Role
from hiring.workspace import Workspace, shipped

LIBRARY = Library(Workspace.at(shipped("roles")))
ROLES = LIBRARY.role_ids


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> Role:
    return LIBRARY.role_base(request.param).value


@pytest.fixture
def interview(role: Role) -> Interview:
    base = LIBRARY.interview_base(role.id)
    assert base is not None
    return base.value


@pytest.fixture
def questions(interview: Interview) -> tuple[Question, ...]:
    named = set(interview.shared_questions)
    shared = LIBRARY.shared(interview.language).questions
    return tuple(question for question in shared if question.id in named) + interview.questions


def test_there_are_roles() -> None:
    assert "referral-coordinator" in ROLES


def test_the_role_is_deep_enough(role: Role) -> None:
    assert len(role.responsibilities) >= 9
    assert len(role.kpis) >= 5
    assert all(kpi.measure for kpi in role.kpis)
    assert len(role.faq) >= 5
    assert {faq.audience for faq in role.faq} >= {Audience.PUBLIC, Audience.INTERNAL}
    assert role.challenges
    assert all(challenge.actions for challenge in role.challenges)
    assert [stage.days for stage in role.onboarding] == [30, 60, 90]
    assert all(channel.how for channel in role.sourcing)
    assert role.qualifications.required
    assert role.qualifications.preferred
    assert len(role.qualifications.required) <= 8, "must-haves are few"


def test_the_interview_is_deep_enough(interview: Interview, questions: tuple[Question, ...]) -> None:
    assert len(interview.competencies) >= 6
    assert len(questions) >= 18
    assert {question.kind for question in questions} == set(QuestionKind)
    assert len(interview.questions_to_ask) >= 7
    assert all(question.why for question in interview.questions_to_ask)


def test_each_question_is_whole(questions: tuple[Question, ...]) -> None:
    for question in questions:
        assert 2 <= len(question.probes) <= 3, question.id
        assert question.interviewer.listen_for, question.id
        assert question.interviewer.red_flags, question.id
        assert question.candidate is not None, question.id
        assert question.candidate.approach, question.id
        assert question.candidate.avoid, question.id
        assert question.candidate.outline, question.id


def test_figures_in_outlines_are_marked_as_invented() -> None:
    with_percent = 0
    interviews = [base.value for role_id in ROLES if (base := LIBRARY.interview_base(role_id)) is not None]
    for question in (*LIBRARY.shared("en").questions, *(q for interview in interviews for q in interview.questions)):
        assert question.candidate is not None
        outline = question.candidate.outline
        assert outline is not None
        text = " ".join((outline.situation, outline.task, outline.action, outline.result))
        if "%" in text or "percent" in text:
            with_percent += 1
            assert question.candidate.illustrative, question.id
    assert with_percent >= 2, "nothing was compared"


def test_every_figure_names_its_source(role: Role) -> None:
    known = {source.id for source in role.sources} | {OURS}
    named = [figure.source for figure in role.pay] + [figure.source for figure in role.figures]
    assert named
    assert set(named) <= known


REFERRAL_PAY = {
    ("us", None, "year"): "44141",
    ("us", None, "hour"): "21",
    ("us-ca", "san-francisco", "year"): "55128",
    ("us-ny", "new-york", "year"): "51155",
    ("us-ma", "boston", "year"): "49230",
    ("us-ca", None, "year"): "48688",
    ("us-ma", None, "year"): "48039",
    ("us-nj", None, "year"): "47844",
}


def test_the_referral_coordinators_pay_is_as_published() -> None:
    role = LIBRARY.role_base("referral-coordinator").value
    found = {(figure.market, figure.location, figure.per.value): figure.amount for figure in role.pay}
    assert found == {place: Decimal(amount) for place, amount in REFERRAL_PAY.items()}
    assert {figure.kind.value for figure in role.pay} == {"mean"}
    assert {figure.currency for figure in role.pay} == {"USD"}
    share = next(figure for figure in role.figures if figure.measure.value == "benefits-share")
    assert (share.low, share.high) == (Decimal(20), Decimal(30))
    assert (share.unit.value, share.kind.value) == ("percent", "range")


def test_the_referral_coordinators_codes() -> None:
    role = LIBRARY.role_base("referral-coordinator").value
    found = {code.system.value: code.code for code in role.codes}
    assert found == {"onet-soc": "43-6013", "isco-08": "3344", "esco": "3344.1", "rome": "M1609", "ssyk": "4117"}
    assert {code.match for code in role.codes} == {"closest"}


COST_PER_HIRE = {"4129": "mean", "4425": "mean", "4700": "mean", "1633": "median"}


def test_the_cost_per_hire_benchmarks_are_as_published() -> None:
    market = LIBRARY.market_base("us").value
    found = {str(f.amount): f.kind.value for f in market.figures if f.measure.value == "cost-per-hire"}
    assert found.keys() == COST_PER_HIRE.keys()
    assert found["1633"] == "median"
    assert {kind for amount, kind in found.items() if amount != "1633"} <= {"mean", "estimate"}


def test_the_validities_are_as_published() -> None:
    shared = LIBRARY.shared("en")
    found = sorted(figure.amount for figure in shared.evidence if figure.amount is not None)
    assert found == [Decimal(value) for value in ("0.07", "0.19", "0.33", "0.40", "0.42")]


def test_rating_errors_and_scripts_are_whole() -> None:
    shared = LIBRARY.shared("en")
    assert len(shared.rating_errors) == 7
    assert shared.scripts.opening
    assert shared.scripts.closing
    assert shared.group_steps
    assert shared.retention


DO_NOT_ASK = (
    "medication",
    "illness",
    "workers’ compensation",
    "family medical",
    "age",
    "pregnan",
    "marital",
    "religio",
    "citizen",
    "sexual orientation",
    "arrest",
    "salary",
)


@pytest.mark.parametrize("topic", DO_NOT_ASK)
def test_the_do_not_ask_list_is_whole(topic: str) -> None:
    items = LIBRARY.market_base("us").value.do_not_ask
    assert any(topic in f"{item.topic} {item.text}".lower() for item in items)


def test_the_patient_representatives_figures_are_as_published() -> None:
    """The hourly range does not follow from the annual mean; both stay as the source has them."""
    role = LIBRARY.role_base("patient-representative").value
    found = {(f.per.value, f.kind.value, str(f.amount), str(f.low), str(f.high)) for f in role.pay}
    assert found == {("year", "mean", "47810", "None", "None"), ("hour", "range", "None", "19.44", "20.27")}
    others = {(f.measure.value, str(f.amount), str(f.low), str(f.high)) for f in role.figures}
    assert others == {
        ("cost-per-hire", "4700", "None", "None"),
        ("cost-per-hire", "5000", "None", "None"),
        ("advertising", "None", "100", "500"),
    }


def test_the_patient_representatives_codes() -> None:
    role = LIBRARY.role_base("patient-representative").value
    found = {code.system.value: code.code for code in role.codes}
    assert found == {"onet-soc": "29-2099.08", "isco-08": "4226", "esco": "4226.1.1"}
