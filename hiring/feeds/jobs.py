"""The openings of a workspace as jobs of a feed: which of them, and what each says."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from hiring.documents import DOCUMENTS
from hiring.documents.job_data import OccupationalExperienceRequirements, address_of
from hiring.documents.page import Context, contact_of
from hiring.documents.posting import PostingView
from hiring.errors import Gatherer
from hiring.feeds.model import Feed, Job, Place, reference
from hiring.formats.jsonld import one_line
from hiring.library import Library, Vacancy
from hiring.model.opening import Opening
from hiring.publication import LeftOut, left_out
from hiring.rendering import Renderer

_POSTING = next(document for document in DOCUMENTS if document.name == "posting")


def unlisted(opening: Opening, on: date) -> LeftOut | None:
    """Why an opening is in no feed on a day; None when people can apply for it then. Boards want the day of posting."""
    return left_out(opening, on) or (LeftOut.NO_DAY if opening.posted is None else None)


def feed_of(library: Library, base_url: str, on: date) -> Feed:
    """The jobs of the workspace that are open on a day, by opening and in the order of its languages.

    The page of a job is ``<base_url>/<tag>/<opening>/``. Raises ``ContentError`` with the problems of all openings,
    ``RenderError`` for a faulty template.
    """
    gather = Gatherer()
    employer = gather(library.employer_base)
    renderer = Renderer(library.workspace)
    jobs = []
    for opening_id, tag in _postings(library, on, gather):
        vacancy = gather(partial(library.vacancy, opening_id, tag))
        job = gather(partial(_job, vacancy, renderer, base_url, on)) if vacancy else None
        jobs += [job] if job else []
    gather.raise_problems()
    assert employer is not None
    return Feed(employer.value.name, employer.value.website or f"{base_url}/", tuple(jobs))


def _postings(library: Library, on: date, gather: Gatherer) -> Iterator[tuple[str, str]]:
    """The openings that have jobs on a day, each with its languages."""
    for opening_id in library.opening_ids:
        opening = gather(partial(library.opening, opening_id))
        if opening is not None and unlisted(opening, on) is None:
            yield from ((opening_id, tag) for tag in opening.languages)


def _job(vacancy: Vacancy, renderer: Renderer, base_url: str, on: date) -> Job:
    opening = vacancy.opening
    view: PostingView = _POSTING.build(vacancy, Context(on, opening.languages))
    data = view.job_posting
    assert data is not None  # the opening is posted, and no sample
    assert opening.posted is not None
    assert _POSTING.fragment is not None
    tag = vacancy.language.tag
    url = f"{base_url}/{tag}/{opening.id}/"
    experience = data.experience_requirements
    return Job(
        reference=reference(opening.id, tag),
        opening=opening.id,
        title=view.title,
        company=vacancy.employer.name,
        url=url,
        apply_url=opening.apply_url or url,
        email=contact_of(vacancy).email,
        description=one_line(renderer.html(_POSTING.fragment, view, vacancy.language)),
        place=_place(vacancy),
        workplace=opening.workplace,
        posted=opening.posted,
        closes=opening.closes,
        employment=opening.employment,
        pay=opening.pay,
        industry=vacancy.employer.industry,
        education=tuple(each.credential_category for each in data.education_requirements),
        months=experience.months_of_experience if isinstance(experience, OccupationalExperienceRequirements) else None,
    )


def _place(vacancy: Vacancy) -> Place:
    address = address_of(vacancy)
    return Place(
        address.street_address,
        address.address_locality,
        address.address_region,
        address.postal_code,
        address.address_country,
    )
