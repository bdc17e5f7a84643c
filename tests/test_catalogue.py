"""The download page: static files that show every handout, kept up to date by each build."""

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree, html

from handout_builder.builder import Claims, read_ledger
from handout_builder.builder.kept_readings import KeptReadings
from handout_builder.catalogue import Site
from handout_builder.commands.offering import gather, gather_offers
from handout_builder.model import Clinic, Layout, Listing, Offers, digest
from handout_builder.pages import load_layout
from handout_builder.settings import load_clinic

from .conftest import CHROMIUM, HOME, ClinicFolder, Once, Outcome, png
from .long_article import long_article

HARD = Path(__file__).parent / "hard"
SETTINGS = """name = "Riverside & Sons"
phone = "555-0142"
editions = ["epub", "kobo", "bundle"]
[catalogue]
on = true
url = "https://clinic.example/handouts/"
"""
HOSTILE = '</script><script>alert("1")</script>'
WHOLE_PAGE = 100_000


def furnish(folder: ClinicFolder) -> None:
    for name in ("awkward.md", "clinicians.toml", "face.png", "tall.png", "wide.jpg"):
        shutil.copy(HARD / name, folder.write(f"sources/{name}", ""))
    awkward = (HARD / "awkward.md").read_text("utf-8")
    folder.write("sources/awkward.md", re.sub(r"\ba{60,}\b", "word", awkward))
    folder.write(
        "sources/pictured.md", "# Pictures\n\nBy Jane Roe, LPCC\n\n![A drawing of lines](wide.jpg)\n\nWords.\n"
    )
    folder.write(
        "sources/sleep.md",
        "---\nlanguage: en\n---\n# Sleep well\n\nBy Jane Roe\n\nSee [awkward](awkward.md#a-wide-table).\n",
    )
    folder.write(
        "sources/sleep.es.md",
        "---\nlanguage: es\nreviewed: 2026-01-15\ntopics: [Grief, sueño]\n---\n# Dormir bien\n\nPor Jane Roe\n\nDescanse bien.\n",
    )
    folder.write(
        "sources/sleep.ar.md", "---\nlanguage: ar\nauthor: أحمد محمود\n---\n# نوم هادئ\n\nمعظم الناس ينامون بشكل سيئ.\n"
    )
    folder.write(
        "sources/hostile.md",
        f"---\ntitle: '{HOSTILE}'\nlanguage: en\nsummary: \"<!-- <script>\"\n---\n\nNobody wrote it.\n",
    )
    for number in range(1, 25):
        people = "[José Roe, Mary Major]" if number % 2 else "Jane Roe"
        topic = "Anxiety" if number % 3 else "Grief"
        text = f"---\nauthor: {people}\ntopics: [{topic}]\nlanguage: en\n---\n# Grief, part {number}\n\nA paragraph of words.\n"
        folder.write(f"sources/part-{number}.md", text)
    folder.write("layouts/clinic.toml", SETTINGS)


@pytest.fixture(scope="session")
def shelf(once: Once) -> ClinicFolder:
    """A clinic with many articles and its download page; to be looked at, not changed."""
    return once("shelf", furnish)


@pytest.fixture(scope="module")
def built_small(tmp_path_factory: pytest.TempPathFactory) -> tuple[ClinicFolder, Outcome]:
    folder = ClinicFolder(tmp_path_factory.mktemp("small") / "clinic")
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub"]\n[catalogue]\non = true\n')
    folder.write(
        "sources/sleep.md",
        "---\nlanguage: en\n---\n# Sleep\n\nBy Jane Roe\n\nRest well tonight.\n\n![A dot](dot.png)\n",
    )
    folder.write("sources/dot.png", png())
    folder.write("sources/worry.md", "---\nlanguage: en\n---\n# Worry\n\nBy John Doe\n\nWorry at a set time.\n")
    return folder, folder.run()


@pytest.fixture
def small(built_small: tuple[ClinicFolder, Outcome], tmp_path: Path) -> ClinicFolder:
    """A clinic with two articles and its download page, to be changed."""
    return built_small[0].copy(tmp_path / "clinic")


def page(folder: ClinicFolder, name: str) -> html.HtmlElement:
    return html.fromstring((folder.path / "handouts" / name).read_bytes())


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def pages(folder: ClinicFolder) -> list[Path]:
    root = folder.path / "handouts"
    return [path for path in sorted(root.rglob("*.html")) if path.name != "report.html"]


def ld(element: html.HtmlElement) -> dict[str, object]:
    (script,) = element.xpath("//script[@type='application/ld+json']")
    told: dict[str, object] = json.loads(script.text)
    return told


def times(folder: ClinicFolder) -> dict[str, int]:
    root = folder.path / "handouts"
    return {name: (root / name).stat().st_mtime_ns for name in folder.made()}


def test_it_lists_every_article_with_what_it_is_and_what_can_be_had(shelf: ClinicFolder) -> None:
    cards = {
        words(card.find_class("title")[0]): card
        for name in ("index.html", "index.2.html")
        for card in page(shelf, name).find_class("card")
    }
    assert len(cards) == 30
    card = cards[next(title for title in cards if title.startswith("A very long title"))]
    text = words(card)
    for told in (
        "Jane Roe, PhD, LPCC",
        "For patients and their families",
        "What to do in the first week",
        "1 min to read",
    ):
        assert told in text
    assert "English · Published March 1, 2025 · Reviewed January 15, 2026" in text
    assert [words(topic) for topic in card.find_class("topics")[0]] == ["anxiety", "grief"]
    size = round((shelf.path / "handouts" / "epub" / "awkward.epub").stat().st_size / 1024)
    assert f"ePub {size} KB" in text.replace("\u00a0", " ")
    assert "Revisado el 15 de enero de 2026" in words(cards["Dormir bien"])
    assert (cards["نوم هادئ"].get("lang"), cards["نوم هادئ"].get("dir")) == ("ar", "rtl")
    titles = list(cards)
    assert titles.index("Grief, part 2") < titles.index("Grief, part 10")
    assert titles.index("Sleep well") + 1 == titles.index("نوم هادئ")


def test_every_link_leads_to_a_file_and_nothing_is_asked_of_the_network(shelf: ClinicFolder) -> None:
    root = (shelf.path / "handouts").resolve()
    count = 0
    for path in pages(shelf):
        found = html.fromstring(path.read_bytes())
        for element, name, link, _ in found.iterlinks():
            if link.startswith("https://clinic.example/handouts"):
                assert element.tag in ("link", "meta")
                link = "../" * (len(path.relative_to(root).parts) - 1) + (
                    link.removeprefix("https://clinic.example/handouts/") or "index.html"
                )
            elif re.match(r"[a-z]+:", link):
                assert element.tag == "a" or link == "data:,", (path, link)
                continue
            place, _, anchor = link.partition("#")
            target = (path.parent / unquote(place)).resolve() if place else path
            assert target.is_file() and target.is_relative_to(root), (path, name, link)
            if anchor:
                assert html.fromstring(target.read_bytes()).get_element_by_id(anchor) is not None
            count += 1
    assert count > 500
    style = (root / "site" / "style.css").read_text("utf-8")
    assert "url(" not in style and "@import" not in style


def test_no_page_takes_more_than_a_phone_loads_at_once(shelf: ClinicFolder) -> None:
    root = shelf.path / "handouts"
    shared = sum((root / "site" / name).stat().st_size for name in ("style.css", "search.js"))
    assert max(path.stat().st_size for path in pages(shelf)) + shared < WHOLE_PAGE
    assert all(cover.stat().st_size < 15_000 for cover in (root / "covers").iterdir())
    for image in page(shelf, "index.html").iter("img"):
        assert int(image.get("width")) and int(image.get("height"))
        assert image.get("loading") == "lazy"


def test_an_article_has_its_words_its_people_and_its_downloads(shelf: ClinicFolder) -> None:
    found = page(shelf, "articles/awkward.html")
    text = words(found.find(".//article"))
    for told in (
        "You are not alone, and this gets better.",
        "By Jane Roe , PhD, LPCC",
        "Reviewed by Mary Major , PsyD",
    ):
        assert told in text
    assert [link.get("href") for link in found.find_class("offers")[0].iter("a")] == [
        "../epub/awkward.epub",
        "../kobo/awkward.kepub.epub",
    ]
    assert "../riverside-sons-handouts.epub" in {link.get("href") for link in found.find_class("books")[0].iter("a")}
    assert "../clinicians/jane-roe.html" in {link.get("href") for link in found.iter("a")}
    (picture,) = page(shelf, "articles/pictured.html").find_class("text")[0].iter("img")
    assert (shelf.path / "handouts" / "articles" / picture.get("src")).is_file()
    assert picture.get("alt") == "A drawing of lines"


def test_links_between_articles_and_translations_lead_to_their_pages(shelf: ClinicFolder) -> None:
    found = page(shelf, "articles/sleep.html")
    links = {words(link): link.get("href") for link in found.iter("a")}
    assert links["awkward"] == "awkward.html#a-wide-table"
    assert (links["Español"], links["العربية"]) == ("sleep-es.html", "sleep-ar.html")
    (others,) = found.xpath("//nav[@aria-label='Other languages']")
    assert [(link.get("lang"), link.get("hreflang")) for link in others.iter("a")] == [("ar", "ar"), ("es", "es")]
    arabic = page(shelf, "articles/sleep-ar.html")
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")
    assert "النقاط" not in words(arabic) and "كل النشرات" in words(arabic)


def test_pictures_on_an_articles_page_have_their_room_before_they_are_there(paperless: ClinicFolder) -> None:
    paperless.write("sources/clinicians.toml", '[[clinician]]\nname = "Jane Roe"\nphoto = "face.png"\n')
    paperless.write("sources/face.png", (HARD / "face.png").read_bytes())
    paperless.write("sources/wide.jpg", (HARD / "wide.jpg").read_bytes())
    paperless.write("sources/sleep.md", "# Sleep\n\nBy Jane Roe\n\nRest well!\n\n![Lines](wide.jpg)\n")
    done = paperless.call("catalogue")
    assert done.code == 0, done.err
    shown = list(page(paperless, "articles/sleep.html").iter("img"))
    assert [image.get("class") for image in shown][:1] == ["photo"] and len(shown) == 2
    for image in shown:
        assert int(image.get("width")) and int(image.get("height")), image.get("src")


def test_topics_are_told_in_the_language_of_the_article_that_names_them(paperless: ClinicFolder) -> None:
    for name, language, topics in (
        ("sleep", "en", "Sleep, Stress"),
        ("sleep.es", "es", "Sleep, Sueño"),
        ("zen", "es", "stress"),
    ):
        text = f"---\nlanguage: {language}\ntopics: [{topics}]\nauthor: Jane Roe\n---\n# A {name}\n\nRest well.\n"
        paperless.write(f"sources/{name}.md", text)
    assert paperless.run().code == 0
    assert paperless.call("catalogue").code == 0
    found = page(paperless, "index.html")
    options = found.get_element_by_id("_topic").iter("option")
    assert [(words(one), one.get("lang")) for one in options][1:] == [
        ("Sleep", None),
        ("Stress", None),
        ("Sueño", "es"),
    ]
    spanish = next(card for card in found.find_class("card") if "A sleep.es" in words(card))
    assert spanish.get("lang") == "es"
    pills = spanish.find_class("topics")[0]
    assert [(words(one), one.get("lang")) for one in pills] == [("Sleep", "en"), ("Sueño", None)]


def test_a_clinician_has_a_page_with_photo_bio_and_articles(shelf: ClinicFolder) -> None:
    found = page(shelf, "clinicians/alex-example.html")
    assert "Alex Example has worked with families for twenty years" in words(found)
    assert found.find_class("photo")[0].get("src").startswith("../site/people-1.")
    assert [words(title)[:17] for title in found.find_class("title")] == ["A very long title"]


def test_programs_are_told_who_wrote_an_article_and_when(shelf: ClinicFolder) -> None:
    found = page(shelf, "articles/awkward.html")
    told = ld(found)
    assert told["@type"] == ["MedicalWebPage", "Article"]
    assert told["author"][0] == {"@type": "Person", "name": "Jane Roe", "honorificSuffix": "PhD, LPCC"}  # type: ignore[index]
    assert (told["datePublished"], told["lastReviewed"]) == ("2025-03-01", "2026-01-15")
    assert told["publisher"]["name"] == "Riverside & Sons"  # type: ignore[index]
    assert found.xpath("//meta[@property='og:image']/@content") == [
        "https://clinic.example/handouts/covers/awkward.png"
    ]
    assert found.xpath("//link[@rel='canonical']/@href") == ["https://clinic.example/handouts/articles/awkward.html"]


def test_a_hostile_title_is_a_title_everywhere(shelf: ClinicFolder) -> None:
    found = page(shelf, "articles/hostile.html")
    assert ld(found)["headline"] == HOSTILE
    assert found.findtext("head/title").startswith(HOSTILE)
    for name in ("index.html", "index.2.html", "articles/hostile.html"):
        assert {script.get("src") or script.get("type") or "inline" for script in page(shelf, name).iter("script")} <= {
            "site/search.js",
            "application/ld+json",
            "inline",
        }
        assert b"<script>alert" not in (shelf.path / "handouts" / name).read_bytes()
    assert "</script>" not in "".join(
        path.read_text("ascii").replace("\\u003c", "") for path in (shelf.path / "handouts" / "site").glob("cards-*.js")
    ).replace(json.dumps(HOSTILE), "")


def test_search_engines_are_told_what_the_settings_say(shelf: ClinicFolder, small: ClinicFolder) -> None:
    root = shelf.path / "handouts"
    assert "Sitemap: https://clinic.example/handouts/sitemap.xml" in (root / "robots.txt").read_text("utf-8")
    listed = etree.parse(root / "sitemap.xml").xpath("//*[local-name()='loc']/text()")
    assert {"https://clinic.example/handouts/", "https://clinic.example/handouts/articles/awkward.html"} <= set(listed)
    assert len(listed) == len(pages(shelf))
    assert not (small.path / "handouts" / "sitemap.xml").exists()
    assert not [path for path in pages(small) if b"og:url" in path.read_bytes()]
    small.write(
        "layouts/clinic.toml",
        'name = "T"\neditions = ["epub"]\n[catalogue]\non = true\nurl = "clinic.example/h"\nsearch_engines = false\n',
    )
    assert small.run().code == 0
    assert "Disallow: /h/" in (small.path / "handouts" / "robots.txt").read_text("utf-8")
    assert not (small.path / "handouts" / "sitemap.xml").exists()
    assert all(
        page.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"]
        for page in (html.fromstring(path.read_bytes()) for path in pages(small))
    )


def parts_of(folder: ClinicFolder) -> tuple[Offers, dict[str, Listing], Clinic, Layout]:
    clinic = load_clinic(folder.path)
    with read_ledger(folder.path / "handouts") as ledger:
        assert gather_offers(folder.path, clinic, ledger).articles
        offered = gather(folder.path, clinic, ledger, KeptReadings(ledger, clinic, folder.path))
    return offered.offers, dict(offered.listings), clinic, load_layout(folder.path, clinic)


@pytest.mark.parametrize("has_feeds", [True, False])
def test_feeds_are_named_where_they_are(small: ClinicFolder, has_feeds: bool) -> None:
    site = Site(*parts_of(small), has_feeds=has_feeds)
    index = next(html.fromstring(file.data) for file in site.other_files() if file.path == "index.html")
    feeds = [(link.get("type"), link.get("href")) for link in index.xpath("//link[@rel='alternate']")]
    wanted = [
        ("application/atom+xml;profile=opds-catalog", "opds/index.xml"),
        ("application/opds+json", "opds/index.json"),
    ]
    assert feeds == (wanted if has_feeds else [])


def test_a_build_says_where_the_page_is_and_a_later_one_rewrites_nothing(
    built_small: tuple[ClinicFolder, Outcome], tmp_path: Path
) -> None:
    folder, first = built_small
    assert first.code == 0, first.err
    assert "index.html is the download page: 2 articles, 2 downloads." in first.err
    before = times(folder)
    again = folder.run()
    assert "Nothing to do: 2 handouts are up to date." in again.err
    assert "download page" not in again.err
    assert times(folder) == before
    elsewhere = ClinicFolder(tmp_path / "elsewhere")
    for room in ("sources", "layouts"):
        shutil.copytree(folder.path / room, elsewhere.path / room)
    assert elsewhere.run().code == 0
    assert elsewhere.made() == folder.made()


def test_a_glance_is_enough_with_the_page_too(small: ClinicFolder) -> None:
    small.run()
    time.sleep(3.2)
    small.run()
    assert (small.path / "handouts" / ".untouched").is_file()
    small.write("handouts/articles/sleep.html", "changed by hand")
    assert "is the download page" in small.run().err
    assert "Rest well tonight." in words(page(small, "articles/sleep.html"))


def test_one_changed_article_rewrites_its_own_page(small: ClinicFolder) -> None:
    before = times(small)
    text = (small.path / "sources" / "worry.md").read_text("utf-8")
    small.write("sources/worry.md", text.replace("at a set time", "at tea time"))
    assert small.run().code == 0
    changed = {name for name, when in times(small).items() if before.get(name) != when}
    assert "articles/worry.html" in changed
    assert not {name for name in changed if "sleep" in name or name.startswith(("covers/", "clinicians/"))}
    assert "tea time" in words(page(small, "articles/worry.html"))


def test_what_is_gone_leaves_nothing_behind(small: ClinicFolder) -> None:
    (small.path / "sources" / "sleep.md").unlink()
    assert small.run().code == 0
    made = set(small.made())
    assert not [name for name in made if "sleep" in name or "jane" in name]
    assert [words(title) for title in page(small, "index.html").find_class("title")] == ["Worry"]
    small.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub"]\n')
    done = small.run()
    assert "The download page is turned off" in done.err
    assert set(small.made()) == {"epub/worry.epub"}
    assert [path.name for path in (small.path / "handouts").iterdir() if path.is_dir()] == ["epub"]


def test_an_edition_leaves_no_empty_folder_behind(small: ClinicFolder) -> None:
    settings = (small.path / "layouts" / "clinic.toml").read_text("utf-8")
    small.write("layouts/clinic.toml", settings.replace('["epub"]', '["epub", "kobo", "kindle"]'))
    assert small.run().code == 0
    small.write("handouts/kindle/note.txt", "Ours")
    small.write("layouts/clinic.toml", settings)
    assert small.run().code == 0
    assert not (small.path / "handouts" / "kobo").exists()
    assert [path.name for path in (small.path / "handouts" / "kindle").iterdir()] == ["note.txt"]


def test_without_the_setting_the_command_writes_it_and_a_build_leaves_it(paperless: ClinicFolder) -> None:
    paperless.write("sources/sleep.md", "---\nlanguage: en\n---\n# Sleep\n\nBy Jane Roe\n\nRest well!\n")
    assert paperless.run().code == 0
    assert "index.html" not in paperless.made()
    done = paperless.call("catalogue")
    assert done.code == 0, done.err
    assert "index.html is the download page: 1 article, 2 downloads." in done.err
    assert "is up to date." in paperless.call("catalogue").err
    before = paperless.made()
    paperless.write("sources/sleep.md", "---\nlanguage: en\n---\n# Sleep\n\nBy Jane Roe\n\nRest more!\n")
    done = paperless.run()
    assert "index.html shows older handouts. Write it anew: python make_handouts.py catalogue" in done.err
    assert paperless.made()["articles/sleep.html"] == before["articles/sleep.html"]
    assert paperless.call("catalogue").code == 0
    assert "Rest more!" in words(page(paperless, "articles/sleep.html"))


def test_somebody_elses_file_is_not_written_over(paperless: ClinicFolder) -> None:
    paperless.write("sources/sleep.md", "---\nlanguage: en\n---\n# Sleep\n\nBy Jane Roe\n\nRest well!\n")
    paperless.write("handouts/index.html", "<p>Our own page</p>")
    done = paperless.call("catalogue")
    assert done.code == 3
    assert "handouts/index.html: was put there by somebody else" in done.err
    assert paperless.made()["index.html"] == b"<p>Our own page</p>"
    assert "articles/sleep.html" in paperless.made()
    (paperless.path / "handouts" / "index.html").unlink()
    assert paperless.call("catalogue").code == 0
    # Where it is ours, it is as a handout that was changed by hand.
    paperless.write("handouts/index.html", "<p>Changed</p>")
    done = paperless.call("catalogue")
    assert done.code == 0
    assert done.err.count("handouts/index.html was changed by hand; it is written anew.") == 1
    assert len(page(paperless, "index.html").find_class("card")) == 1
    assert "by hand" not in paperless.call("catalogue").err


def test_a_file_that_only_names_this_program_is_somebody_elses(paperless: ClinicFolder) -> None:
    paperless.write("sources/sleep.md", "---\nlanguage: en\n---\n# Sleep\n\nBy Jane Roe\n\nRest well!\n")
    own = {
        "robots.txt": "# Our rules, not those of Handout Builder.\n# Written by Handout Builder.\nUser-agent: *\n",
        "index.html": "<!DOCTYPE html>\n<p>Our page, in place of the one that is Written by Handout Builder.</p>\n",
        "site/style.css": "p { color: red } /* Written by Handout Builder. */",
    }
    for name, text in own.items():
        paperless.write(f"handouts/{name}", text)
    done = paperless.call("catalogue")
    assert done.code == 3
    for name, text in own.items():
        assert f"handouts/{name}: was put there by somebody else" in done.err
        assert (paperless.path / "handouts" / name).read_text("utf-8") == text


def test_every_text_of_ours_is_known_where_the_lists_of_what_was_made_are_lost(small: ClinicFolder) -> None:
    before = small.made()
    small.write(
        "layouts/clinic.toml",
        'name = "Other Clinic"\neditions = ["epub"]\n[catalogue]\non = true\nurl = "https://clinic.example/h"\n',
    )
    assert small.run().code == 0
    for name in (".ledger.sqlite3", ".made"):
        (small.path / "handouts" / name).unlink()
    texts = [name for name in small.made() if not name.endswith((".png", ".epub"))]
    assert {Path(name).suffix for name in texts} == {".html", ".css", ".js", ".txt", ".xml", ".json"}
    for name in texts:
        small.write(f"handouts/{name}", small.made()[name] + b" ")
    done = small.run()
    assert "somebody else" not in done.err
    assert not [name for name in texts if small.made()[name].endswith(b" ")]
    assert set(before) < set(small.made())


def test_a_link_in_the_place_of_a_page_is_told_of(small: ClinicFolder, tmp_path: Path) -> None:
    own = tmp_path / "own.html"
    own.write_text("<p>Our own page</p>")
    index = small.path / "handouts" / "index.html"
    index.unlink()
    index.symlink_to(own)
    done = small.run()
    assert done.code == 0, done.err
    assert "handouts/index.html was a link; it is written anew, and what the link led to stays as it is." in done.err
    assert not index.is_symlink() and own.read_text() == "<p>Our own page</p>"
    for name in (".ledger.sqlite3", ".made"):
        (small.path / "handouts" / name).unlink()
    index.unlink()
    index.symlink_to(own)
    done = small.run()
    assert "handouts/index.html: was put there by somebody else" in done.err
    assert index.is_symlink()


def test_of_many_files_changed_by_hand_a_few_are_named(small: ClinicFolder) -> None:
    for name in ("articles/sleep.html", "articles/worry.html", "clinicians/jane-roe.html", "index.html", "robots.txt"):
        small.write(f"handouts/{name}", "by hand")
    done = small.run()
    assert done.code == 0, done.err
    assert "handouts/articles/sleep.html was changed by hand; it is written anew." in done.err
    assert done.err.count("changed by hand") == 3
    assert "So are 2 more files of the download page." in done.err


def test_a_page_that_fails_its_proof_is_not_written(small: ClinicFolder) -> None:
    before = small.made()["articles/sleep.html"]
    template = (HOME / "handout_builder" / "catalogue" / "templates" / "site-article.html").read_text("utf-8")
    small.write(
        "layouts/clinic/site-article.html", template.replace("{{ body }}", "{{ body|replace('tonight', 'today') }}")
    )
    done = small.run()
    assert done.code == 3
    assert (
        "sources/sleep.md: is not on the download page as it is now: articles/sleep.html failed its proof" in done.err
    )
    assert '"tonight.' in done.err and "What was there before stays." in done.err
    assert small.made()["articles/sleep.html"] == before
    shutil.rmtree(small.path / "handouts")
    done = small.run()
    assert done.code == 3
    assert "It is left out." in done.err
    assert "articles/sleep.html" not in small.made()
    assert [words(title) for title in page(small, "index.html").find_class("title")] == ["Worry"]


def test_an_article_whose_new_text_is_not_made_is_named(small: ClinicFolder) -> None:
    before = small.made()
    small.write("sources/worry.md", "---\nlanguage: en\n---\n# Worry\n\nWorry at tea time, by nobody.\n")
    assert small.run("--strict").code == 3
    assert small.made() == before
    small.write("sources/new.md", "---\nlanguage: en\n---\n# A walk\n\nBy Jane Roe\n\nWalk every day.\n")
    done = small.run("--strict")
    assert done.code == 3
    assert "sources/worry.md: is not on the download page, since its handouts are of an older text." in done.err
    assert [words(title) for title in page(small, "index.html").find_class("title")] == ["A walk", "Sleep"]
    assert small.run().code == 0
    assert len(page(small, "index.html").find_class("title")) == 3


def test_what_a_killed_build_left_is_taken_away(small: ClinicFolder) -> None:
    expected = small.made()
    left = small.write("handouts/articles/gone.html", "left")
    Claims(small.path).add([("handouts/articles/gone.html", digest(b"left"))])
    small.write("handouts/site/.style.css.1.part", "half")
    (small.path / "handouts" / ".ledger.sqlite3").unlink()
    done = small.run()
    assert done.code == 0, done.err
    assert not left.exists() and not list((small.path / "handouts" / "site").glob(".*"))
    assert small.made() == expected


def test_a_long_article_goes_on_on_further_pages(paperless: ClinicFolder) -> None:
    paperless.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub"]\n')
    more = "".join(
        f"## Section {number}\n\n" + "Many words of an article that goes on and on. " * 60 + "\n\n"
        for number in range(50)
    )
    paperless.write("sources/long.md", f"{long_article()}\n\n{more}\n\nBack to [one](#section-1).\n")
    paperless.write("sources/wide.jpg", (HARD / "wide.jpg").read_bytes())
    done = paperless.call("catalogue")
    assert done.code == 0, done.err
    names = sorted(name for name in paperless.made() if name.startswith("articles/"))
    assert len(names) > 2
    assert "articles/long.2.html" in names
    style = len(paperless.made()["site/style.css"])
    assert all(len(paperless.made()[name]) + style < WHOLE_PAGE for name in names)
    back = [link.get("href") for name in names for link in page(paperless, name).iter("a") if words(link) == "one"]
    target, _, anchor = back[0].partition("#")
    assert page(paperless, f"articles/{target}").get_element_by_id(anchor) is not None


def test_every_anchor_of_a_long_article_is_found_whatever_its_text_shows(paperless: ClinicFolder) -> None:
    paperless.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub"]\n')
    sections = [f"## Section {n}\n\nBack to [one](#section-1).\n\n" + "Words and more words. " * 60 for n in range(70)]
    shows = 'To name a place, write `<h2 id="section-1">` or `id="section-2"`.'
    paperless.write("sources/long.md", "# Long\n\nBy Jane Roe\n\n" + "\n\n".join([*sections, shows]) + "\n")
    links = " ".join(f"[s{number}](long.md#section-{number})" for number in range(70))
    paperless.write("sources/short.md", f"# Short\n\nBy Jane Roe\n\nSee {links} and [all](long.md).\n")
    done = paperless.call("catalogue")
    assert done.code == 0, done.err

    def targets() -> dict[str, str]:
        return {
            words(link): link.get("href")
            for link in page(paperless, "articles/short.html").find_class("text")[0].iter("a")
        }

    def check() -> None:
        for name, link in targets().items():
            place, _, anchor = link.partition("#")
            assert name == "all" or page(paperless, f"articles/{place}").get_element_by_id(anchor) is not None

    check()
    assert (targets()["s0"], targets()["all"]) == ("long.html#section-0", "long.html")
    last = targets()["s69"]
    assert last == "long.3.html#section-69"
    assert page(paperless, "articles/long.3.html").xpath("//a[text()='one']/@href")[0] == "long.html#section-1"
    # The long article is not written anew, and is known as well as before.
    text = (paperless.path / "sources" / "short.md").read_text("utf-8")
    paperless.write("sources/short.md", text.replace("See", "Do see"))
    assert paperless.call("catalogue").code == 0
    assert targets()["s69"] == last
    # It grows, so that its anchors move to other pages.
    long = (paperless.path / "sources" / "long.md").read_text("utf-8")
    paperless.write("sources/long.md", long.replace("Words and more words.", "Words and yet more words.", 2000))
    assert paperless.call("catalogue").code == 0
    check()


def test_covers_are_the_same_whether_drawn_or_taken_from_an_epub(small: ClinicFolder, tmp_path: Path) -> None:
    other = ClinicFolder(tmp_path / "other")
    shutil.copytree(small.path / "sources", other.path / "sources")
    other.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["kindle"]\n[catalogue]\non = true\n')
    assert other.run().code == 0
    assert other.made()["covers/sleep.png"] == small.made()["covers/sleep.png"]


def test_a_build_of_some_handouts_leaves_the_page_as_it_is(small: ClinicFolder) -> None:
    before = {name: data for name, data in small.made().items() if not name.startswith("epub/")}
    small.write("sources/worry.md", "---\nlanguage: en\n---\n# Worry no more\n\nBy John Doe\n\nWorry less.\n")
    small.write("sources/new.md", "---\nlanguage: en\n---\n# New\n\nBy John Doe\n\nSomething new.\n")
    assert small.run("--only", "worry").code == 0
    assert {name: data for name, data in small.made().items() if not name.startswith("epub/")} == before


def test_a_language_without_words_for_the_page_gets_the_english_ones_marked(paperless: ClinicFolder) -> None:
    paperless.write("layouts/clinic.toml", 'name = "Test"\nlanguage = "nb"\neditions = ["epub"]\n')
    paperless.write("sources/sove.md", "---\nlanguage: nb\n---\n# Sove godt\n\nBy Jane Roe\n\nDe fleste sover.\n")
    assert paperless.call("catalogue").code == 0
    found = page(paperless, "index.html")
    assert found.get("lang") == "nb"
    assert found.get_element_by_id("_search").get("lang") == "en"
    assert found.find(".//h1").get("lang") == "en"
    paperless.write("layouts/labels.toml", '[en]\nsite_search = "Look for a sheet"\nsite_found = "Sheets"\n')
    done = paperless.call("catalogue")
    assert done.code == 4
    assert 'labels.toml, line 3: en.site_found must have {} once, as in "Handouts found: {}"' in done.err


@pytest.fixture(scope="module")
def browsed(ace: Path, shelf: ClinicFolder, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a browser shows of the page: see browse.cjs."""
    report = tmp_path_factory.mktemp("browsed") / "report.json"
    command = ["node", str(Path(__file__).with_name("browse.cjs")), str(ace), str(report), str(shelf.path / "handouts")]
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return told


GRIEF = [f"Grief, part {number}" for number in range(1, 25)]


@pytest.mark.outside
def test_axe_finds_nothing_no_page_is_too_wide_or_jumps(browsed: dict[str, Any]) -> None:
    assert browsed["looks"] == []


@pytest.mark.outside
def test_a_browser_asks_for_nothing_outside_and_has_no_error(browsed: dict[str, Any]) -> None:
    assert (browsed["outside"], browsed["errors"]) == ([], [])


@pytest.mark.outside
def test_search_finds_all_words_without_accents_and_capitals(browsed: dict[str, Any]) -> None:
    odd = [title for number, title in enumerate(GRIEF, start=1) if number % 2]
    assert browsed["words"] == {"status": "Handouts found: 12", "titles": odd, "pages": browsed["words"]["pages"]}
    assert browsed["nothing"]["titles"] == []
    assert browsed["nothing"]["status"] == "No handout fits. Try fewer words or another choice."


@pytest.mark.outside
def test_topic_clinician_and_language_filter_alone_and_together(browsed: dict[str, Any]) -> None:
    assert browsed["topic"]["status"] == "Handouts found: 17"
    assert "Grief, part 1" in browsed["topic"]["titles"] and "Grief, part 3" not in browsed["topic"]["titles"]
    assert len(browsed["person"]["titles"]) == 12
    assert browsed["language"]["titles"] == ["نوم هادئ"]
    assert browsed["both"]["titles"] == ["Grief, part 2", *(f"Grief, part {number}" for number in (20, 22, 23))]


@pytest.mark.outside
def test_it_is_used_by_the_keyboard_alone(browsed: dict[str, Any]) -> None:
    assert browsed["keyboard"]["order"] == ["Skip to the content", "_q", "_topic", "_person", "_language", "Clear"]
    assert browsed["keyboard"]["link"] == "Grief, part 1"
    assert browsed["keyboard"]["arrived"] == "part-1.html"


@pytest.mark.outside
def test_what_is_found_looks_as_it_does_in_the_list(browsed: dict[str, Any]) -> None:
    assert browsed["likeness"] == []


@pytest.mark.outside
def test_a_printed_index_is_a_clean_list(browsed: dict[str, Any]) -> None:
    shown = browsed["printed"]["shown"]
    assert [place for place, is_shown in shown.items() if is_shown] == [".title", ".by", ".facts", ".crisis"]


@pytest.mark.outside
def test_without_scripts_the_list_is_there_and_the_search_is_not(browsed: dict[str, Any]) -> None:
    assert browsed["withoutScript"] == {"cards": 24, "search": "none"}


def test_an_edition_that_is_dropped_takes_its_downloads_along_and_nothing_else(small: ClinicFolder) -> None:
    settings = (small.path / "layouts" / "clinic.toml").read_text("utf-8")
    small.write("layouts/clinic.toml", settings.replace('["epub"]', '["epub", "kobo"]'))
    assert small.run().code == 0
    assert "kobo/sleep.kepub.epub" in (small.path / "handouts" / "index.html").read_text("utf-8")
    small.write("layouts/clinic.toml", settings)
    done = small.run()
    assert done.code == 0, done.err
    told = (small.path / "handouts" / "index.html").read_text("utf-8")
    assert "kobo/" not in told
    assert "epub/sleep.epub" in told
    assert "epub/worry.epub" in told


def test_who_reviewed_an_article_is_not_listed_among_those_who_wrote_it(small: ClinicFolder) -> None:
    small.write(
        "sources/sleep.md",
        "---\nauthor: Jane Roe\nreviewer: Mary Major, MD\nreviewed: 2026-01-15\n---\n# Sleep\n\nRest.\n",
    )
    assert small.run().code == 0
    assert "Reviewed by" in words(page(small, "articles/sleep.html"))
    assert "Mary Major" not in (small.path / "handouts" / "index.html").read_text("utf-8")
    people = {path.name for path in (small.path / "handouts" / "clinicians").iterdir()}
    assert people == {"jane-roe.html", "john-doe.html"}
