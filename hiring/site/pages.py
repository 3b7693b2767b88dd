"""The pages of the site as views: what each is on the web, and what the lists hold."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hiring.documents.page import Fact, LanguageLink, Page, look_of, place_of
from hiring.documents.posting import facts_by_name
from hiring.formats import FORMATS, FormatSpec
from hiring.language import Language, own_name, standing_alone
from hiring.library import Vacancy
from hiring.model.audience import Audience
from hiring.model.opening import Employment, Workplace
from hiring.searching import Choice, Filter, counts
from hiring.site.addresses import ROOT, download, feed, href, list_page, posting_page, url
from hiring.site.openings import OpenOpening, Posting, Site
from hiring.site.policy import PLACE

LIST_TEMPLATE: Final = "site/list.html.j2"
POSTING_TEMPLATE: Final = "site/posting.html.j2"
MISSING_TEMPLATE: Final = "site/missing.html.j2"

DOWNLOADS: Final = tuple(spec for spec in FORMATS if spec.name in ("pdf", "docx"))
"""The formats of a posting that people can take with them."""

_MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_ANY_LANGUAGE: Final = "x-default"
_LISTED: Final = ("location", "employment", "workplace", "pay", "closes")
"""The facts that the list shows of an opening, as the posting names them."""


@dataclass(frozen=True)
class Group:
    """Pages that say the same in several languages. ``translations`` are a language and its page; ``default`` is the page for
    readers of any other, which may be one of them or stand beside them."""

    translations: tuple[tuple[str, str], ...]
    default: str

    @property
    def pages(self) -> tuple[str, ...]:
        """Every page of the group, each once."""
        return tuple(dict.fromkeys((self.default, *(page for _, page in self.translations))))

    @property
    def alternates(self) -> tuple[tuple[str, str], ...]:
        """What search engines are told of every page of the group: ``hreflang`` and page."""
        return (*self.translations, (_ANY_LANGUAGE, self.default))


def groups(site: Site) -> Iterator[Group]:
    """Every page that search engines shall know: the lists, then the openings in their order."""
    yield lists(site)
    for opening in site.openings:
        yield translations_of(site, opening)


def lists(site: Site) -> Group:
    """The lists: one a language, and the one of all openings."""
    return Group(tuple((tag, list_page(tag)) for tag in site.languages), ROOT)


def translations_of(site: Site, opening: OpenOpening) -> Group:
    """The pages of an opening."""
    pages = tuple((tag, posting_page(tag, opening.id)) for tag in sorted(opening.postings))
    return Group(pages, posting_page(site.foremost(opening), opening.id))


@dataclass(frozen=True)
class Alternate:
    """The same page in a language, or in any (``x-default``). ``url`` is its whole address."""

    tag: str
    url: str


@dataclass(frozen=True)
class Download:
    """The opening as a file. ``format`` is the name of a format, ``type`` its media type."""

    format: str
    href: str
    type: str


@dataclass(frozen=True)
class SitePage:
    """What a page is on the site: the value ``site`` of its template.

    ``url`` is its whole address, None for a page that search engines shall not know; ``policy`` stands for its
    Content-Security-Policy; ``list`` and ``feed`` are the ways to the list and the feed of its language.
    """

    policy: str
    title: str
    description: str
    employer: str
    url: str | None
    alternates: tuple[Alternate, ...]
    languages: tuple[LanguageLink, ...]
    list: str
    feed: str | None
    downloads: tuple[Download, ...]


@dataclass(frozen=True)
class ListedOpening:
    """An opening in a list. ``place``, ``employment`` and ``workplace`` are the values of filters that it is found by."""

    id: str
    title: str
    href: str
    language: str
    direction: str
    facts: tuple[Fact, ...]
    place: tuple[str, ...]
    employment: tuple[str, ...]
    workplace: tuple[str, ...]


@dataclass(frozen=True)
class ListView:
    """A list. ``counts`` says how many openings are found, from none to all."""

    page: Page
    openings: tuple[ListedOpening, ...]
    filters: tuple[Filter, ...]
    counts: tuple[str, ...]


@dataclass(frozen=True)
class MissingView:
    """The page for an address at which there is nothing, or nothing any more."""

    page: Page


def list_view(site: Site, language: Language, file: str) -> ListView:
    """A list in a language: on the root page all openings, those that the employer's language lacks in their own; on that of
    a language the openings in it."""
    tag = language.tag
    shown = site.openings if file == ROOT else site.in_language(tag)
    postings = [opening.postings[site.foremost(opening) if file == ROOT else tag] for opening in shown]
    return ListView(
        page=_page(site, language, "openings", language("site.title", employer=site.employer.name)),
        openings=tuple(_listed(posting, file) for posting in postings),
        filters=tuple(_filters(language, [posting.vacancy for posting in postings])),
        counts=counts(language, "site", len(postings)),
    )


def missing_view(site: Site) -> MissingView:
    """The page for an address at which there is nothing."""
    return MissingView(_page(site, site.home, "missing", site.home("site.missing.title")))


def list_on_site(site: Site, language: Language, file: str) -> SitePage:
    """What a list is on the site."""
    return SitePage(
        policy=PLACE,
        title=language("site.title", employer=site.employer.name),
        description=language("site.description", employer=site.employer.name),
        employer=site.employer.name,
        url=url(site.base, file),
        alternates=_alternates(site, lists(site)),
        languages=_switch(lists(site), language.tag, file),
        list=href(file, file),
        feed=href(file, feed(language.tag)) if language.tag in site.languages else None,
        downloads=(),
    )


def posting_on_site(site: Site, opening: OpenOpening, tag: str, made: Iterable[FormatSpec]) -> SitePage:
    """What the page of an opening is on the site, with the formats that are made beside it."""
    posting, file = opening.postings[tag], posting_page(tag, opening.id)
    view, group = posting.view, translations_of(site, opening)
    files = ((spec.name, download(tag, opening.id, spec.suffix)) for spec in made)
    return SitePage(
        policy=PLACE,
        title=posting.vacancy.language("site.posting_title", title=view.title, employer=view.page.employer),
        description=" ".join(view.pitch) or view.title,
        employer=view.page.employer,
        url=url(site.base, file),
        alternates=_alternates(site, group),
        languages=_switch(group, tag, file),
        list=href(file, list_page(tag)),
        feed=href(file, feed(tag)),
        downloads=tuple(Download(name, href(file, there), _MEDIA_TYPES[name]) for name, there in files),
    )


def missing_on_site(site: Site) -> SitePage:
    """What the page for an address without a file is. A server shows it at any depth: its links are whole addresses."""
    language, group = site.home, lists(site)
    links = (LanguageLink(tag, own_name(tag), url(site.base, page)) for tag, page in group.translations)
    return SitePage(
        policy=PLACE,
        title=language("site.missing.title"),
        description=language("site.description", employer=site.employer.name),
        employer=site.employer.name,
        url=None,
        alternates=(),
        languages=tuple(link for link in links if link.tag != language.tag),
        list=url(site.base, ROOT),
        feed=None,
        downloads=(),
    )


def _page(site: Site, language: Language, name: str, title: str) -> Page:
    """The frame of a page that is no document."""
    papers = (posting.view.page.paper for opening in site.openings for posting in opening.postings.values())
    return Page(
        document=name,
        audience=Audience.PUBLIC.value,
        title=title,
        subject=title,
        language=language.tag,
        direction=language.direction,
        paper=next(papers, "a4"),
        employer=site.employer.name,
        brand=look_of(site.employer.brand, site.folder),
        is_sample=site.employer.sample,
        alternates=(),
        foot=site.employer.name,
        folio=language("page.of", page="{page}", pages="{pages}"),
    )


def _alternates(site: Site, group: Group) -> tuple[Alternate, ...]:
    return tuple(Alternate(tag, url(site.base, page)) for tag, page in group.alternates)


def _switch(group: Group, tag: str, file: str) -> tuple[LanguageLink, ...]:
    """The same page in each of its languages, if there are others."""
    if all(other == tag for other, _ in group.translations):
        return ()
    return tuple(LanguageLink(other, own_name(other), href(file, page)) for other, page in group.translations)


def _listed(posting: Posting, file: str) -> ListedOpening:
    vacancy = posting.vacancy
    language, opening = vacancy.language, vacancy.opening
    facts = facts_by_name(vacancy)
    return ListedOpening(
        id=opening.id,
        title=posting.view.title,
        href=href(file, posting_page(language.tag, opening.id)),
        language=language.tag,
        direction=language.direction,
        facts=tuple(Fact(language(f"posting.fact.{name}"), facts[name]) for name in _LISTED if name in facts),
        place=tuple(choice.value for choice in _place(vacancy)),
        employment=tuple(kind.value for kind in opening.employment),
        workplace=(opening.workplace.value,),
    )


def _place(vacancy: Vacancy) -> tuple[Choice, ...]:
    """The place of work as a choice, if the opening has one. A place of the market goes by its id, in every language."""
    place, location = place_of(vacancy), vacancy.opening.location
    if place is None:
        return ()
    return (Choice(location if isinstance(location, str) else place, place),)


def _filters(language: Language, vacancies: Sequence[Vacancy]) -> Iterator[Filter]:
    """The filters by which the openings differ, with the choices that find something."""
    openings = [vacancy.opening for vacancy in vacancies]
    places = {choice.value: choice.label for vacancy in vacancies for choice in _place(vacancy)}
    kinds = {kind for opening in openings for kind in opening.employment}
    workplaces = {opening.workplace for opening in openings}
    found = (
        ("place", "location", sorted(places.items(), key=lambda place: (place[1], place[0]))),
        (
            "employment",
            "employment",
            [(each.value, language(f"employment.{each}")) for each in Employment if each in kinds],
        ),
        (
            "workplace",
            "workplace",
            [(each.value, language(f"workplace.{each}")) for each in Workplace if each in workplaces],
        ),
    )
    for name, fact, choices in found:
        if len(choices) > 1:
            options = tuple(Choice(value, standing_alone(label)) for value, label in choices)
            yield Filter(name, language(f"posting.fact.{fact}"), options)
