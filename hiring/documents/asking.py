"""Which questions an interview asks: the kit prints them, the prep sheet of an opening leaves them out."""

from hiring.errors import ContentError, Problem
from hiring.interviewing import DoesNotFitError, Plan, plan
from hiring.library import Vacancy
from hiring.model.interview import Interview


def planned(vacancy: Vacancy, interview: Interview) -> Plan:
    """The plan of a vacancy's interview.

    Raises ``ContentError`` where the questions that the opening fixes (or the fewest that assess everything) do not fit
    its slot.
    """
    opening = vacancy.opening
    try:
        return plan(interview, vacancy.shared, opening.interview.minutes, opening.interview.questions)
    except DoesNotFitError as error:
        file = "roles/_shared/sample/opening.yaml" if vacancy.is_sample else f"openings/{opening.id}.yaml"
        rule, values = "interview.does_not_fit", {"minutes": str(error.minutes), "needed": str(error.needed)}
        raise ContentError([Problem(rule, file, path=("interview", "minutes"), values=values, fix=rule)]) from None
