"""``hiring site``: which files there are, what they say to search engines and feed readers, and what is left alone."""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.etree
import lxml.html
import pikepdf
import pytest
from docx import Document
from extruct.jsonld import JsonLdExtractor

from hiring.errors import ContentError, RenderError, UsageError
from hiring.formats import FormatSpec
from hiring.library import Library
from hiring.manifest import SITE_RECORD
from hiring.site.addresses import href
from hiring.site.publishing import SiteReport, publish
from hiring.workspace import Workspace
from tests.command import hiring
from tests.site_workspace import ON, make_site, write_openings

BASE = "https://example.org/jobs"
PAGES = {
    "index.html",
    *(f"{tag}/index.html" for tag in ("ar", "en", "es", "fr")),
    *(f"{tag}/desk/index.html" for tag in ("ar", "en", "fr")),
    "en/office/index.html",
    *(f"{tag}/phone/index.html" for tag in ("ar", "en")),
}
OTHERS = {"404.html", "sitemap.xml", "robots.txt", *(f"{tag}/rss.xml" for tag in ("ar", "en", "es", "fr"))}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@dataclass(frozen=True)
class Made:
    """A site on disk."""

    folder: Path
    report: SiteReport

    def html(self, path: str) -> lxml.html.HtmlElement:
        """A page of it."""
        return lxml.html.fromstring((self.folder / path).read_bytes())

    def pages(self) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
        """Every page with its path."""
        for path in self.report.files:
            if path.endswith(".html"):
                yield path, self.html(path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The site with all that it has. It must not be changed."""
    folder = tmp_path_factory.mktemp("site")
    workspace = write_openings(folder / "workspace")
    return Made(folder / "out", make_site(workspace, folder / "out", f"{BASE}/"))


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that can make no downloads: quick."""
    monkeypatch.setattr(FormatSpec, "missing", lambda spec: {"pdf": "no_pango", "docx": "no_pandoc"}.get(spec.name))


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def address(path: str) -> str:
    """Where a page is on the web."""
    return f"{BASE}/{path.removesuffix('index.html')}"


def alternates(page: lxml.html.HtmlElement) -> dict[str, str]:
    return {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate'][@hreflang]")}


def test_there_is_a_page_for_each_open_opening_and_language_and_nothing_else(made: Made) -> None:
    downloads = {
        page.replace("index.html", f"posting.{end}")
        for page in PAGES
        for end in ("pdf", "docx")
        if page.count("/") == 2
    }
    assert set(made.report.files) == PAGES | OTHERS | downloads
    assert set(content(made.folder)) == {*made.report.files, SITE_RECORD}
    assert made.report.shown == ("office", "desk", "phone")
    assert (made.report.closed, made.report.waiting, made.report.lacking) == (("past",), ("soon",), ())


def test_the_root_has_every_opening_and_the_list_of_a_language_those_in_it(made: Made) -> None:
    def linked(path: str) -> list[str]:
        return [link.get("href") for link in made.html(path).xpath("//ul[@id='openings']//h2/a")]

    assert linked("index.html") == ["en/office/", "en/desk/", "en/phone/"]
    assert linked("en/index.html") == ["office/", "desk/", "phone/"]
    assert linked("fr/index.html") == ["desk/"]
    assert linked("es/index.html") == []


def test_the_list_says_the_facts(made: Made) -> None:
    (opening,) = made.html("fr/index.html").xpath("//ul[@id='openings']/li")
    labels = [label.text for label in opening.xpath(".//dt")]
    assert labels == ["Lieu", "Type d’emploi", "Mode de travail", "Rémunération", "Date limite"]
    assert [value.text_content() for value in opening.xpath(".//dd")][4] == "22 novembre 2026"


def test_an_opening_that_the_employers_language_lacks_is_on_the_root_page_in_its_own(
    tmp_path: Path, light: None
) -> None:
    only_french = {"bureau": "role: referral-coordinator\nlanguages: [fr]\n"}
    make_site(write_openings(tmp_path, only_french), tmp_path / "out", BASE)
    page = Made(tmp_path / "out", SiteReport(tmp_path / "out")).html("index.html")
    assert page.get("lang") == "en"
    (row,) = page.xpath("//ul[@id='openings']/li")
    assert (row.get("lang"), row.xpath(".//a")[0].get("href")) == ("fr", "fr/bureau/")


def test_every_link_inside_the_site_leads_to_a_file(made: Made) -> None:
    followed = 0
    for path, page in made.pages():
        for link in page.xpath("//a[@href] | //link[@href]"):
            target = urljoin(address(path), link.get("href")).partition("#")[0]
            if not target.startswith(f"{BASE}/"):
                assert urlsplit(target).netloc in ("example.org", "") or link.get("href").startswith(
                    ("mailto:", "data:")
                )
                continue
            file = made.folder / urlsplit(target).path.removeprefix("/jobs/")
            assert (file / "index.html" if target.endswith("/") else file).is_file(), f"{path}: {link.get('href')}"
            followed += 1
    assert followed > 60


def test_links_to_places_in_a_page_have_their_place(made: Made) -> None:
    for path, page in made.pages():
        for link in page.xpath("//a[starts-with(@href, '#')]"):
            assert page.xpath(f"//*[@id='{link.get('href')[1:]}']"), f"{path}: {link.get('href')}"


def test_addresses_are_canonical_and_translations_name_each_other(made: Made) -> None:
    found = {}
    for path in PAGES:
        page = made.html(path)
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        assert canonical == address(path)
        assert page.xpath("//meta[@property='og:url']/@content") == [canonical]
        found[canonical] = alternates(page)
    for canonical, others in found.items():
        assert canonical in others.values()
        assert "x-default" in others
        assert all(found[other] == others for other in others.values())
    assert found[address("ar/phone/index.html")]["x-default"] == address("en/phone/index.html")


def test_the_switch_leads_to_the_same_opening_in_each_language_and_marks_its_own(made: Made) -> None:
    links = made.html("fr/desk/index.html").xpath("//nav[@class='languages']//a")
    assert [(link.get("lang"), link.get("href"), link.text) for link in links] == [
        ("ar", "../../ar/desk/", "العربية"),
        ("en", "../../en/desk/", "English"),
        ("fr", "./", "Français"),
    ]
    assert [link.get("lang") for link in links if link.get("aria-current")] == ["fr"]


def test_the_sitemap_lists_exactly_the_pages_with_their_translations(made: Made) -> None:
    tree = lxml.etree.parse(made.folder / "sitemap.xml")
    entries = {
        entry.findtext("s:loc", namespaces=SITEMAP): {
            link.get("hreflang"): link.get("href") for link in entry.findall("x:link", SITEMAP)
        }
        for entry in tree.findall("s:url", SITEMAP)
    }
    assert entries == {address(path): alternates(made.html(path)) for path in PAGES}
    assert len(tree.findall("s:url", SITEMAP)) == len(PAGES)
    assert f"Sitemap: {BASE}/sitemap.xml" in (made.folder / "robots.txt").read_text().splitlines()


def test_the_feed_of_a_language_has_its_openings(made: Made) -> None:
    tree = lxml.etree.parse(made.folder / "en" / "rss.xml")
    assert tree.findtext("channel/language") == "en"
    own = tree.find("channel/{http://www.w3.org/2005/Atom}link")
    assert (own.get("rel"), own.get("href")) == ("self", f"{BASE}/en/rss.xml")
    items = tree.findall("channel/item")
    assert [item.findtext("guid") for item in items] == [f"{BASE}/en/{name}/" for name in ("office", "desk", "phone")]
    assert {item.find("guid").get("isPermaLink") for item in items} == {"true"}
    days = [item.findtext("pubDate") for item in items]
    assert days == ["Sat, 21 Nov 2026 00:00:00 +0000", "Fri, 20 Nov 2026 00:00:00 +0000", None]
    assert tree.find("channel/lastBuildDate") is None
    described = lxml.html.fromstring(items[2].findtext("description"))
    assert "Oakland, <b>Ω & Co</b>" in described.text_content()


def test_the_posting_is_read_as_structured_data(made: Made) -> None:
    source = (made.folder / "en" / "desk" / "index.html").read_text(encoding="utf-8")
    (data,) = JsonLdExtractor().extract(source)
    assert (data["@type"], data["identifier"]["value"], data["datePosted"]) == ("JobPosting", "desk", "2026-11-20")


def test_the_downloads_are_what_their_names_say(made: Made) -> None:
    with pikepdf.open(made.folder / "fr" / "desk" / "posting.pdf") as document:
        assert len(document.pages) >= 1
    assert Document(str(made.folder / "en" / "desk" / "posting.docx")).paragraphs


def test_the_policy_of_each_page_allows_its_own_blocks_only(made: Made) -> None:
    for path, page in made.pages():
        (written,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        policy = {name: set(sources) for name, *sources in (part.split() for part in written.split("; "))}
        assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == {"'none'"}
        for name, blocks in (("style-src", "//style"), ("script-src", "//script[not(@type)]")):
            hashes = {b64encode(sha256(each.text.encode()).digest()).decode() for each in page.xpath(blocks)}
            assert policy[name] == ({f"'sha256-{each}'" for each in hashes} or {"'none'"}), path
        assert not page.xpath("//@style"), path
        assert not page.xpath("//@src"), path


def test_the_page_for_what_is_not_there_works_at_any_depth(made: Made) -> None:
    page = made.html("404.html")
    ways = [link.get("href") for link in page.xpath("//main//a | //nav//a")]
    assert ways[0].startswith(BASE)
    assert all(way.startswith(f"{BASE}/") for way in ways)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_the_same_workspace_gives_the_same_bytes(made: Made, tmp_path: Path) -> None:
    make_site(made.folder.parent / "workspace", tmp_path / "out", BASE)
    assert content(tmp_path / "out") == content(made.folder)


def test_what_closed_goes_away_and_what_others_wrote_stays(tmp_path: Path, light: None) -> None:
    workspace, out = write_openings(tmp_path / "workspace"), tmp_path / "out"
    make_site(workspace, out, BASE)
    (out / "CNAME").write_text("example.org")
    (out / "fr" / "desk" / "note.txt").write_text("mine")
    report = make_site(workspace, out, BASE, date(2026, 11, 23))
    assert report.removed == tuple(f"{tag}/desk/index.html" for tag in ("ar", "en", "fr"))
    assert report.shown == ("soon", "office", "phone")
    assert set(content(out)) == {*report.files, SITE_RECORD, "CNAME", "fr/desk/note.txt"}
    assert not (out / "en" / "desk").exists()


def test_a_site_without_open_openings_keeps_its_lists(tmp_path: Path, light: None) -> None:
    workspace = write_openings(
        tmp_path / "workspace", {"past": "role: referral-coordinator\nlanguages: [es]\ncloses: 2026-11-21\n"}
    )
    report = make_site(workspace, tmp_path / "out", BASE)
    assert "es/index.html" in report.files
    page = Made(tmp_path / "out", report).html("index.html")
    assert "There are no openings at the moment." in page.text_content()
    assert not page.xpath("//form | //script")


def test_a_record_cannot_lead_out_of_the_folder(tmp_path: Path, light: None) -> None:
    workspace, out = write_openings(tmp_path / "workspace"), tmp_path / "out"
    make_site(workspace, out, BASE)
    (tmp_path / "mine.txt").write_text("mine")
    record = json.loads((out / SITE_RECORD).read_text())
    record["files"] += ["../mine.txt", str(tmp_path / "mine.txt"), "en/../../mine.txt", 7]
    (out / SITE_RECORD).write_text(json.dumps(record))
    make_site(workspace, out, BASE)
    assert (tmp_path / "mine.txt").is_file()


def test_files_that_are_not_the_sites_are_not_written_over(tmp_path: Path, light: None) -> None:
    workspace, out = write_openings(tmp_path / "workspace"), tmp_path / "out"
    out.mkdir()
    (out / "index.html").write_text("another site")
    with pytest.raises(UsageError) as refused:
        make_site(workspace, out, BASE)
    assert refused.value.failure.rule == "site_foreign_file"
    assert content(out) == {"index.html": b"another site"}


@pytest.mark.parametrize("first", ["build", "site"])
def test_a_site_and_documents_are_not_mixed(tmp_path: Path, light: None, first: str) -> None:
    """Both have a page at the head of their folder."""
    workspace, out = write_openings(tmp_path / "workspace"), tmp_path / "out"
    into = ("--workspace", workspace, "--out", out, "--date", ON.isoformat())
    commands = {
        "build": ("build", *into, "--document", "posting", "--format", "html"),
        "site": ("site", *into, "--base-url", BASE),
    }
    assert hiring(*commands.pop(first)).code == 0
    before = content(out)
    run = hiring(*commands.popitem()[1])
    assert (run.code, "choose another folder" in run.err) == (2, True), run.err
    assert content(out) == before


@pytest.mark.parametrize("fault", ["problem", "template"])
def test_with_a_problem_nothing_of_the_old_site_changes(tmp_path: Path, light: None, fault: str) -> None:
    workspace, out = write_openings(tmp_path / "workspace"), tmp_path / "out"
    make_site(workspace, out, BASE)
    before = content(out)
    (workspace / "openings" / "office.yaml").unlink()
    if fault == "problem":
        opening = workspace / "openings" / "phone.yaml"
        opening.write_text(opening.read_text().replace("patient-representative", "patient-nobody"))
    else:
        (workspace / "templates" / "site").mkdir(parents=True)
        (workspace / "templates" / "site" / "missing.html.j2").write_text("{{ nothing }}")
    with pytest.raises((ContentError, RenderError)):
        make_site(workspace, out, BASE)
    assert content(out) == before


def test_an_opening_that_feeds_leave_out_is_named(tmp_path: Path, light: None) -> None:
    workspace = write_openings(tmp_path / "workspace")
    path = workspace / "openings" / "desk.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("posted:")), encoding="utf-8")
    report = publish(Library(Workspace.at(workspace)), tmp_path / "out", BASE, ON, ("adzuna",))
    assert "desk" in report.shown
    assert report.unlisted == ("desk", "phone")


def test_a_format_that_the_machine_lacks_is_said_and_not_linked(tmp_path: Path, light: None) -> None:
    report = make_site(write_openings(tmp_path / "workspace"), tmp_path / "out", BASE)
    assert [(name, failure.rule) for name, failure in report.lacking] == [("pdf", "no_pango"), ("docx", "no_pandoc")]
    page = Made(tmp_path / "out", report).html("en/desk/index.html")
    assert not page.xpath("//a[@download]")


def test_the_feeds_of_boards_come_with_the_site_when_they_are_named(tmp_path: Path, light: None) -> None:
    workspace, out = write_openings(tmp_path / "workspace"), tmp_path / "out"
    report = publish(Library(Workspace.at(workspace)), out, BASE, ON, ("adzuna",))
    assert "feeds/adzuna.xml" in report.files
    (feed,) = [path for path in content(out) if path.startswith("feeds/")]
    links = [job.findtext("url") or "" for job in lxml.etree.fromstring((out / feed).read_bytes())]
    assert links
    for link in links:
        assert f"{link.removeprefix(BASE).strip('/')}/index.html" in report.files
    assert report.unlisted == ("phone",), "it has no day of posting"
    again = publish(Library(Workspace.at(workspace)), out, BASE, ON)
    assert again.removed == ("feeds/adzuna.xml",)


@pytest.mark.parametrize(
    ("here", "there", "way"),
    [
        ("index.html", "en/desk/index.html", "en/desk/"),
        ("en/desk/index.html", "en/index.html", "../"),
        ("en/index.html", "en/index.html", "./"),
        ("en/desk/index.html", "index.html", "../../"),
        ("en/desk/index.html", "en/desk/posting.pdf", "posting.pdf"),
    ],
)
def test_the_way_from_page_to_page(here: str, there: str, way: str) -> None:
    assert href(here, there) == way


def test_the_command_says_what_it_did(tmp_path: Path, light: None) -> None:
    workspace, out = write_openings(tmp_path / "workspace"), tmp_path / "out"
    arguments = ("site", "--workspace", workspace, "--out", out, "--base-url", BASE, "--date", ON.isoformat())
    said = hiring(*arguments)
    assert (said.code, said.err) == (0, "")
    assert "Closed, left out: past\nNot posted yet, left out: soon\n" in said.out
    assert "No pdf to download: PDF needs Pango" in said.out
    told = json.loads(hiring(*arguments, "--json").out)
    assert told["openings"] == {
        "shown": ["office", "desk", "phone"],
        "closed": ["past"],
        "not_posted_yet": ["soon"],
        "not_in_feeds": [],
    }
    assert set(told["files"]) == PAGES | OTHERS
    assert told["problems"] == told["removed"] == []


def test_the_command_reports_problems(tmp_path: Path, light: None) -> None:
    workspace = write_openings(tmp_path / "workspace", {"desk": "role: nobody\nlanguages: [en]\n"})
    arguments = ("site", "--workspace", workspace, "--out", tmp_path / "out", "--base-url", BASE)
    said = hiring(*arguments)
    assert said.code == 1
    assert "openings/desk.yaml:5:7: role:" in said.err
    told = hiring(*arguments, "--json")
    assert told.code == 1
    assert [problem["rule"] for problem in json.loads(told.out)["problems"]] == ["id.unknown_role"]
    assert not (tmp_path / "out").exists()


def test_the_command_refuses_a_workspace_without_openings_and_a_base_that_is_none(tmp_path: Path) -> None:
    for base, word in ((BASE, "no openings"), ("example.org", "is not the address")):
        said = hiring("site", "--workspace", tmp_path, "--out", tmp_path / "out", "--base-url", base)
        assert (said.code, said.out) == (2, "")
        assert word in said.err
    assert hiring("site", "--workspace", tmp_path).code == 2
