"""The OPDS feeds, read by the parsers of real clients, held against the specifications, and walked from end to end."""

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin
from uuid import UUID

import pytest
from lxml import etree

from handout_builder.builder import only_build
from handout_builder.catalogue.feeds import Picture, feed_files
from handout_builder.catalogue.feeds.shelves import PER_PAGE
from handout_builder.model import Byline, Clinic, Download, Offer, Offers, media_type_of
from handout_builder.settings import load_clinic

from .conftest import HOME, OFFERED_ARTICLES, ClinicFolder
from .opds_rules import (
    IMAGE,
    LANGUAGE,
    NAMES,
    OPEN_ACCESS,
    THUMBNAIL,
    faults_of,
    faults_of_atom,
    faults_of_json,
    links,
    only,
)
from .serving import running

CLIENTS = HOME / ".cache" / "opds"
CLIENT_PACKAGES = ("r2-opds-js@1.0.47", "opds-feed-parser@0.1.0")

ODD = (
    "Sleep & <b>rest</b> \"well\" 'now'",
    "Feeling 😴 low? ]]> <!-- no -->",
    "النوم الجيد",
    "Bell\x07, null\x00, escape\x1b, mark\ufffe",
    "眠り",
    "A title " + "that goes on " * 40,
)


def offer(number: int, **more: Any) -> Offer:
    slug = more.pop("slug", f"article-{number}")
    given = {
        "title": f"Article {number}",
        "language": "en",
        "identifier": f"urn:uuid:{UUID(int=number)}",
        "downloads": (
            Download("letter", f"letter/{slug}.pdf", "application/pdf", 1000 + number, 2),
            Download("epub", f"epub/{slug}.epub", "application/epub+zip", 2000 + number),
        ),
    }
    return Offer(slug=slug, **(given | more))


@pytest.fixture(scope="module")
def owner(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    return replace(load_clinic(tmp_path_factory.mktemp("owner")), name='Tom & Jerry <"Clinic">', web="clinic.example")


def written(offers: Offers, owner: Clinic) -> dict[str, bytes]:
    covers = {each.slug: Picture(f"covers/{each.slug}.png", 320, 480) for each in offers.articles}
    covers |= {book.path: Picture(f"opds/cover.{Path(book.path).stem}.png", 320, 480) for book in offers.books}
    files = list(feed_files(offers, owner, covers))
    assert len({file.path for file in files}) == len(files)
    return {file.path: file.data for file in files}


@pytest.fixture(scope="module")
def many() -> Offers:
    """250 articles: every second one of a topic, every tenth by somebody, every fiftieth in Spanish."""
    articles = [
        offer(
            number,
            topics=("Sleep", "anxiety") if number % 2 else ("sleep",) if number % 4 else (),
            bylines=(Byline("Jane Roe", ("LPCC",)), Byline("Dr. Max Doe", part="reviewer")) if number % 10 == 0 else (),
            language="es" if number % 50 == 0 else "en",
            published=date(2020, 1 + number % 12, 1 + number % 28) if number % 3 else None,
        )
        for number in range(250)
    ]
    books = (
        Download("bundle", "tom-handouts.epub", "application/epub+zip", 9),
        Download("binder", "tom-binder.pdf", "application/pdf", 8, 500),
        Download("binder", "tom-anxiety-binder.pdf", "application/pdf", 7, 250, "anxiety"),
    )
    return Offers(tuple(articles), books)


@pytest.fixture(scope="module")
def feeds(many: Offers, owner: Clinic) -> dict[str, bytes]:
    return written(many, owner)


@pytest.fixture(scope="module")
def odd(owner: Clinic) -> dict[str, bytes]:
    """Articles whose words are hard to write down."""
    articles = [
        offer(
            number,
            title=title,
            summary=f"Of {title}",
            subtitle=title,
            topics=(title, title.upper()),
            bylines=(Byline(title, (title,)),),
            language="ar" if "ا" in title else "en",
        )
        for number, title in enumerate(ODD)
    ]
    return written(Offers(tuple(articles)), owner)


# The shape that the specifications ask for.


def test_every_feed_is_as_the_specifications_ask(feeds: dict[str, bytes], odd: dict[str, bytes]) -> None:
    assert len(feeds) > 290
    assert faults_of(feeds) == []
    assert faults_of(odd) == []


def test_a_feed_that_is_wrong_is_found_to_be(feeds: dict[str, bytes]) -> None:
    for old, new in (
        (b"kind=acquisition", b"kind=navigation"),
        (b"<updated>20", b"<updated>in 20"),
        (b"open-access", b"buy"),
        (b'href="all.xml"', b'href="all of it.xml"'),
    ):
        assert faults_of_atom("opds/all.xml", feeds["opds/all.xml"].replace(old, new)), old
    for old, new in ((b'"self"', b'"me"'), (b"open-access", b"buy"), (b'"images"', b'"pictures"')):
        with pytest.raises((AssertionError, KeyError)):
            assert not faults_of_json("opds/all.json", json.loads(feeds["opds/all.json"].replace(old, new)))


# What is in them.


def chained(files: dict[str, bytes], name: str, rel: str = "next") -> list[str]:
    """Follow a feed's pages by their links."""
    found = [name]
    while True:
        data = files[f"opds/{found[-1]}"]
        told = links(etree.fromstring(data)) if found[-1].endswith(".xml") else json.loads(data)["links"]
        ways = [link["href"] for link in told if link["rel"] == rel]
        if not ways:
            return found
        found += ways
        assert len(found) < 20


def listed(files: dict[str, bytes], stem: str) -> list[str]:
    """Give the ids in all pages of a feed, which are the same in both formats."""
    in_atom = [
        only(entry, "dc:identifier")
        for page in chained(files, f"{stem}.xml")
        for entry in etree.fromstring(files[f"opds/{page}"]).iterfind("a:entry", NAMES)
    ]
    in_json = [
        each["metadata"]["identifier"]
        for page in chained(files, f"{stem}.json")
        for each in json.loads(files[f"opds/{page}"])["publications"]
    ]
    assert in_atom == in_json
    return in_atom


def test_250_articles_give_three_pages_chained_both_ways(feeds: dict[str, bytes], many: Offers) -> None:
    for suffix in ("xml", "json"):
        pages = [f"all.{suffix}", f"all.2.{suffix}", f"all.3.{suffix}"]
        assert chained(feeds, pages[0]) == pages
        assert chained(feeds, pages[2], "previous") == pages[::-1]
    assert listed(feeds, "all") == [each.identifier for each in many.articles]
    roots = [etree.fromstring(feeds[f"opds/{page}"]) for page in ("all.xml", "all.2.xml", "all.3.xml")]
    for number, root in enumerate(roots):
        assert links(root, "first")[0]["href"] == "all.xml"
        assert links(root, "last")[0]["href"] == "all.3.xml"
        counts = [only(root, f"os:{name}") for name in ("totalResults", "itemsPerPage", "startIndex")]
        assert counts == ["250", str(PER_PAGE), str(number * PER_PAGE + 1)]
        metadata = json.loads(feeds[f"opds/all{'' if not number else f'.{number + 1}'}.json"])["metadata"]
        assert (metadata["numberOfItems"], metadata["itemsPerPage"]) == (250, PER_PAGE)
        assert metadata["currentPage"] == number + 1
    assert [len(root.findall("a:entry", NAMES)) for root in roots] == [100, 100, 50]


def test_a_feed_of_one_page_speaks_of_no_others(feeds: dict[str, bytes]) -> None:
    root = etree.fromstring(feeds["opds/language.es.xml"])
    assert {link["rel"] for link in links(root)} == {"self", "start", "up", "alternate"}
    assert root.find("os:totalResults", NAMES) is None


def test_by_topic_clinician_and_language_stand_exactly_the_right_ones(feeds: dict[str, bytes], many: Offers) -> None:
    def wanted(is_right: Any) -> list[str]:
        return [each.identifier for each in many.articles if is_right(each)]

    assert listed(feeds, "topic.sleep") == wanted(lambda each: {"sleep", "Sleep"} & set(each.topics))
    assert listed(feeds, "topic.anxiety") == wanted(lambda each: "anxiety" in each.topics)
    assert listed(feeds, "clinician.jane-roe") == wanted(lambda each: each.bylines)
    assert "opds/clinician.max-doe.xml" not in feeds
    assert listed(feeds, "language.es") == wanted(lambda each: each.language == "es")
    assert listed(feeds, "language.en") == wanted(lambda each: each.language == "en")
    assert titles_in(feeds, "topics") == ["anxiety", "Sleep"]
    assert titles_in(feeds, "clinicians") == ["Jane Roe, LPCC"]
    assert titles_in(feeds, "languages") == ["English", "Español"]


def titles_in(files: dict[str, bytes], stem: str) -> list[str]:
    """Give the titles in a feed, which are the same in both formats."""
    in_atom = [
        only(entry, "a:title") for entry in etree.fromstring(files[f"opds/{stem}.xml"]).iterfind("a:entry", NAMES)
    ]
    told = json.loads(files[f"opds/{stem}.json"])
    in_json = [link["title"] for link in told.get("navigation", ())]
    in_json += [each["metadata"]["title"] for each in told.get("publications", ())]
    assert in_atom == in_json
    return in_atom


def test_the_newest_come_first_and_those_without_a_day_last(feeds: dict[str, bytes], many: Offers) -> None:
    days = {each.identifier: each.published or date(2000, 1, 1) for each in many.articles}
    found = listed(feeds, "new")
    assert sorted(found) == sorted(days)
    assert [days[each] for each in found] == sorted(days.values(), reverse=True)
    told = [only(entry, "a:updated") for entry in etree.fromstring(feeds["opds/new.xml"]).iterfind("a:entry", NAMES)]
    assert told == [f"{days[each]}T00:00:00Z" for each in found[:100]]
    assert only(etree.fromstring(feeds["opds/index.xml"]), "a:updated") == f"{max(days.values())}T00:00:00Z"


def test_books_are_works_with_all_their_forms(feeds: dict[str, bytes]) -> None:
    whole, anxiety = etree.fromstring(feeds["opds/books.xml"]).findall("a:entry", NAMES)
    assert [link["href"] for link in links(whole, OPEN_ACCESS)] == ["../tom-handouts.epub", "../tom-binder.pdf"]
    assert [link["href"] for link in links(anxiety, OPEN_ACCESS)] == ["../tom-anxiety-binder.pdf"]
    assert only(anxiety, "a:title").endswith(": anxiety")
    assert links(whole, IMAGE)[0]["href"] == "../opds/cover.tom-handouts.png"


def test_an_entry_tells_all_that_is_known_of_an_article(owner: Clinic) -> None:
    article = offer(
        7,
        slug="sleep",
        title="Sleeping well",
        subtitle="A first week",
        summary="What to try.",
        bylines=(
            Byline("Jane Roe", ("PhD", "LPCC"), part="author"),
            Byline("Max Doe", part="editor"),
            Byline("Mary Major", ("MD",), part="reviewer"),
        ),
        topics=("Sleep & rest",),
        language="pt-BR",
        published=date(2025, 3, 31),
        reviewed=date(2026, 1, 15),
    )
    files = written(Offers((article,)), owner)
    (entry,) = etree.fromstring(files["opds/all.xml"]).iterfind("a:entry", NAMES)
    assert entry.get(LANGUAGE) == only(entry, "dc:language") == "pt-BR"
    assert only(entry, "dc:identifier") == article.identifier
    assert only(entry, "a:updated") == "2026-01-15T00:00:00Z"
    assert only(entry, "dc:issued") == "2025-03-31"
    assert only(entry, "dc:publisher") == owner.name
    assert [each.text for each in entry.iterfind("a:author/a:name", NAMES)] == ["Jane Roe, PhD, LPCC"]
    assert [each.text for each in entry.iterfind("a:contributor/a:name", NAMES)] == ["Max Doe", "Mary Major, MD"]
    assert only(entry, "a:summary") == "A first week\nWhat to try."
    assert entry.find("a:category", NAMES).attrib == {"term": "Sleep & rest", "label": "Sleep & rest"}
    assert links(entry, OPEN_ACCESS) == [
        {
            "rel": OPEN_ACCESS,
            "href": "../epub/sleep.epub",
            "type": "application/epub+zip",
            "title": "ePub",
            "length": "2007",
        },
        {
            "rel": OPEN_ACCESS,
            "href": "../letter/sleep.pdf",
            "type": "application/pdf",
            "title": links(entry, OPEN_ACCESS)[1]["title"],
            "length": "1007",
        },
    ]
    assert links(entry, IMAGE)[0]["href"] == links(entry, THUMBNAIL)[0]["href"] == "../covers/sleep.png"
    metadata = json.loads(files["opds/publication.article.sleep.json"])["metadata"]
    assert metadata["author"] == [{"name": "Jane Roe, PhD, LPCC", "sortAs": "Roe, Jane"}]
    assert metadata["editor"] == [{"name": "Max Doe", "sortAs": "Doe, Max"}]
    assert metadata["contributor"] == [{"name": "Mary Major, MD", "sortAs": "Major, Mary", "role": "rev"}]
    assert (metadata["published"], metadata["modified"]) == ("2025-03-31", "2026-01-15T00:00:00Z")
    assert metadata["subject"] == ["Sleep & rest"]


def test_odd_titles_come_through_but_for_what_no_feed_can_hold(odd: dict[str, bytes]) -> None:
    titles = [re.sub("[\x00\x07\x1b\ufffe]", "", title) for title in ODD]
    assert titles_in(odd, "all") == titles
    for number, title in enumerate(titles):
        told = json.loads(odd[f"opds/publication.article.article-{number}.json"])["metadata"]
        assert told["title"] == title
        assert told["readingProgression"] == ("rtl" if title == "النوم الجيد" else "ltr")
        assert told["author"][0]["name"] == f"{title}, {title}"
    assert set(titles_in(odd, "topics")) == set(titles)
    assert len(listed(odd, "all")) == len(ODD)


def test_topics_that_lose_the_same_letters_keep_feeds_of_their_own(owner: Clinic) -> None:
    topics = ("C", "C++", "C#", "睡眠", "不眠", "2", "Sleep 2", "index", "con", "../etc", "é")
    articles = [offer(number, topics=(topic,)) for number, topic in enumerate(topics)]
    files = written(Offers(tuple(articles)), owner)
    for number, topic in enumerate(topics):
        (entry,) = [
            each
            for each in etree.fromstring(files["opds/topics.xml"]).iterfind("a:entry", NAMES)
            if only(each, "a:title") == topic
        ]
        stem = links(entry)[0]["href"].removesuffix(".xml")
        assert listed(files, stem) == [articles[number].identifier]
        assert re.fullmatch(r"topic\.[a-z0-9-]+", stem)


def test_a_feed_keeps_name_and_id_whatever_else_there_is(feeds: dict[str, bytes], many: Offers, owner: Clinic) -> None:
    fewer = written(Offers(many.articles[1:40:3]), owner)
    shared = {path for path in fewer if path.endswith(".xml")} & set(feeds)
    assert {"opds/index.xml", "opds/topic.anxiety.xml", "opds/clinician.jane-roe.xml"} <= shared
    for path in shared:
        assert only(etree.fromstring(fewer[path]), "a:id") == only(etree.fromstring(feeds[path]), "a:id")


def test_equal_offers_give_equal_bytes_and_another_clinic_other_ids(
    feeds: dict[str, bytes], many: Offers, owner: Clinic
) -> None:
    assert written(many, owner) == feeds
    other = written(many, replace(owner, name="Another Clinic"))
    ids = [only(etree.fromstring(each["opds/index.xml"]), "a:id") for each in (feeds, other)]
    assert ids[0] != ids[1]


def test_feeds_speak_the_language_of_the_clinic(many: Offers, owner: Clinic) -> None:
    files = written(many, replace(owner, language="es"))
    assert etree.fromstring(files["opds/index.xml"]).get(LANGUAGE) == "es"
    assert "Novedades" in titles_in(files, "index")


def test_each_text_of_ours_says_so_near_its_beginning(feeds: dict[str, bytes]) -> None:
    assert [path for path, data in feeds.items() if b"Handout Builder" not in data[:2048]] == []


# Real clients.


@pytest.fixture(scope="session")
def clients() -> Path:
    """Install the parsers of two clients once, in the versions named above."""
    if not shutil.which("npm"):
        pytest.skip("the parsers of real clients need npm: sudo apt-get install npm")
    versions, wanted = CLIENTS / "versions.txt", "\n".join(CLIENT_PACKAGES)
    # Two processes of a run must not install at once.
    with only_build(CLIENTS, print):
        if not versions.exists() or versions.read_text("utf-8") != wanted:
            # Their scripts only tidy up for those who write them.
            options = ["--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(CLIENTS)]
            if subprocess.run(["npm", "install", *options, *CLIENT_PACKAGES], capture_output=True).returncode:
                pytest.skip("the parsers of real clients could not be fetched by npm; run `make test` with a network")
            versions.write_text(wanted, "utf-8")
    return CLIENTS


@pytest.fixture(scope="session")
def understood(clients: Path) -> Any:
    def read(files: dict[str, bytes], folder: Path) -> dict[str, Any]:
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        script = Path(__file__).with_name("opds_clients.cjs")
        done = subprocess.run(
            ["node", str(script), str(clients), *sorted(files)], cwd=folder, capture_output=True, env=os.environ
        )
        assert done.returncode == 0, done.stderr.decode()
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return read


@pytest.mark.outside
@pytest.mark.parametrize("which", ["feeds", "odd"])
def test_real_clients_understand_every_feed(
    which: str, understood: Any, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    files: dict[str, bytes] = request.getfixturevalue(which)
    # One publication is like the other.
    files = {path: data for path, data in files.items() if "publication" not in path or path.endswith("-1.json")}
    found = understood(files, tmp_path)
    assert set(found) == set(files)
    for path, told in found.items():
        if path.endswith(".json"):
            ours = json.loads(files[path])
            assert len(told["readium"].get("publications", ())) == len(ours.get("publications", ()))
            assert told["readium"]["metadata"]["title"] == ours["metadata"]["title"]
            continue
        root = etree.fromstring(files[path])
        entries = root.findall("a:entry", NAMES)
        is_navigation = media_type_of(path).endswith("navigation")
        assert told["faults"] == []
        assert told["nyplKind"] == ("NavigationFeed" if is_navigation else "AcquisitionFeed")
        titles = [only(entry, "a:title") for entry in entries]
        assert [each["title"] for each in told["nypl"]["entries"]] == titles
        if is_navigation:
            assert [each["title"] for each in told["readium"]["navigation"]] == titles
            continue
        publications = told["readium"]["publications"]
        assert [each["metadata"]["title"] for each in publications] == titles
        for entry, seen, also in zip(entries, publications, told["nypl"]["entries"], strict=True):
            hrefs = [link["href"] for link in links(entry, OPEN_ACCESS)]
            assert [link["href"] for link in seen["links"] if link["rel"] == OPEN_ACCESS] == hrefs
            assert [link["href"] for link in also["links"] if link["rel"] == OPEN_ACCESS] == hrefs
            assert [image["rel"] for image in seen["images"]] == [IMAGE, THUMBNAIL]
            assert seen["metadata"]["language"] == also["language"] == only(entry, "dc:language")


# A clinic's own feeds, from the sources to a reader.


def opds(folder: ClinicFolder) -> dict[str, bytes]:
    return {path: data for path, data in folder.made().items() if path.startswith("opds/")}


def test_every_link_leads_to_what_it_tells_of(shelved: ClinicFolder) -> None:
    """Walk from the root of each format over a real server, and compare what is told with what comes."""
    handouts = shelved.path / "handouts"
    with running(handouts, is_open=True) as server:
        for root in ("/opds/index.xml", "/opds/index.json"):
            suffix = root[-4:]
            seen, downloads = {root: server.get(root)}, set()
            ahead = [root]
            while ahead:
                place = ahead.pop()
                for told in told_links(place, seen[place].body):
                    target = urljoin(place, told["href"])
                    if target not in seen:
                        seen[target] = server.get(target)
                        if target.endswith(suffix):
                            ahead.append(target)
                    reply = seen[target]
                    assert reply.status == 200, (place, target)
                    assert reply.headers["content-type"].split("; charset")[0] == told["type"]
                    if told.get("rel") == OPEN_ACCESS:
                        downloads.add(unquote(target)[1:])
                        size = told.get("length") or told["size"]
                        assert int(size) == len(reply.body)
                        assert reply.body == (handouts / unquote(target)[1:]).read_bytes()
            made = {path for path in shelved.made() if path.endswith((".pdf", ".epub"))}
            made = {path for path in made if not path.startswith(".")}
            assert downloads == made
            assert {f"/{path}" for path in opds(shelved) if path.endswith(suffix)} <= set(seen)


def told_links(place: str, body: bytes) -> list[dict[str, Any]]:
    if place.endswith(".xml"):
        return [dict(link.attrib) for link in etree.fromstring(body).iter(f"{{{NAMES['a']}}}link")]
    found: list[dict[str, Any]] = []

    def look(thing: Any) -> None:
        if isinstance(thing, dict):
            found.extend([thing] if "href" in thing else [])
            for each in thing.values():
                look(each)
        elif isinstance(thing, list):
            for each in thing:
                look(each)

    look(json.loads(body))
    return found


def test_a_clinics_feeds_are_as_the_specifications_ask_and_hold_every_article(shelved: ClinicFolder) -> None:
    files = {path: data for path, data in opds(shelved).items() if not path.endswith(".png")}
    assert faults_of(files) == []
    assert titles_in(files, "all") == ["Grief & loss", "Sleeping well", "Dormir bien"]
    assert titles_in(files, "new") == ["Grief & loss", "Sleeping well", "Dormir bien"]
    assert titles_in(files, "clinician.max-doe") == ["Grief & loss"]
    assert titles_in(files, "topic.sleep") == ["Sleeping well", "Dormir bien"]
    assert titles_in(files, "language.es") == ["Dormir bien"]
    assert titles_in(files, "books") == ["Test Clinic: Patient handouts", "Test Clinic: Sleep"]


def test_an_article_has_the_id_that_its_epub_has(shelved: ClinicFolder) -> None:
    from zipfile import ZipFile

    with ZipFile(shelved.path / "handouts" / "epub" / "sleep.epub") as book:
        package = book.read("EPUB/content.opf").decode()
    told = json.loads(opds(shelved)["opds/publication.article.sleep.json"])["metadata"]
    assert told["identifier"] in package


def test_feeds_are_made_anew_only_where_they_changed_and_go_with_what_they_tell_of(paperless: ClinicFolder) -> None:
    folder = paperless
    for name, text in OFFERED_ARTICLES.items():
        folder.write(f"sources/{name}", text)
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub"]\n[catalogue]\non = true\n')
    assert folder.run().code == 0
    before = opds(folder)
    times = {path: (folder.path / "handouts" / path).stat().st_mtime_ns for path in before}
    folder.write("sources/grief.md", OFFERED_ARTICLES["grief.md"].replace("2026-02-01", "2026-03-01"))
    assert folder.run().code == 0
    after = opds(folder)
    assert set(after) == set(before)
    ids = [
        only(etree.fromstring(files["opds/topic.grief.xml"]).find("a:entry", NAMES), "a:id")
        for files in (before, after)
    ]
    assert ids[0] == ids[1]
    changed = {path for path in after if after[path] != before[path]}
    assert {"opds/all.xml", "opds/all.json", "opds/topic.grief.xml", "opds/index.xml"} <= changed
    touched = {path for path in after if (folder.path / "handouts" / path).stat().st_mtime_ns != times[path]}
    assert touched == changed
    assert "opds/topic.sleep.xml" not in changed
    (folder.path / "sources" / "grief.md").unlink()
    assert folder.run().code == 0
    left = opds(folder)
    assert "opds/topic.grief.xml" not in left
    assert "opds/clinician.max-doe.json" not in left
    assert "opds/publication.article.grief.json" not in left
    assert faults_of({path: data for path, data in left.items() if not path.endswith(".png")}) == []


def test_a_build_with_nothing_to_do_leaves_the_feeds_alone(shelved: ClinicFolder, tmp_path: Path) -> None:
    folder = shelved.copy(tmp_path / "copy")
    before = opds(folder)
    done = folder.run()
    assert (done.code, done.out) == (0, "")
    assert opds(folder) == before
    (folder.path / "handouts" / "opds" / "all.xml").write_text("edited")
    (folder.path / "handouts" / "opds" / "new.json").unlink()
    assert folder.run().code == 0
    assert opds(folder) == before
