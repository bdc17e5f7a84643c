"""Read next: an article offers those that it names, and any build ends with what a clean one makes."""

from pathlib import Path

import pytest

from handout_builder.model import Byline, Clinic, Listing
from handout_builder.pages import ReadNext
from handout_builder.readers import read
from handout_builder.settings import load_clinic

from .conftest import ClinicFolder, Outcome
from .open_epub import Epub
from .open_pdf import Pdf
from .test_volumes import build, statuses

PARAGRAPH = "A quiet hour before bed helps more than anything else, and it is best when it is the same every evening."
TAIL = "\n\nNext\nNext\n\nHow Sleep Heals the Brain\n"
SOURCES = {
    "sleep.txt": f"Sleeping well\n\nJane Roe, LPCC\n\n{PARAGRAPH}\n\nWhat helps\n\n{PARAGRAPH}{TAIL}",
    "brain.md": "---\ntitle: How sleep heals the brain\nauthor: Ana Abad\n---\n\nIt does. See [grief](grief.md).\n",
    "grief.md": "---\ntitle: Grief & loss\nauthor: Max Doe\nsource_url: https://clinic.example/grief\n---\n\nIt takes time.\n",
}


def furnished(folder: ClinicFolder) -> ClinicFolder:
    for name, text in SOURCES.items():
        folder.write(f"sources/{name}", text)
    return folder


@pytest.fixture
def naming(paperless: ClinicFolder) -> ClinicFolder:
    """A clinic of three articles, of which two name another, that prints nothing."""
    return furnished(paperless)


def settled(folder: ClinicFolder, path: Path, *arguments: str) -> Outcome:
    """Build what changed, and see that it is what a clean build makes and that nothing is left to do."""
    done = build(folder, *arguments)
    assert done.code == 0, done.err
    clean = folder.copy(path)
    for file in (clean.path / "handouts").rglob("*"):
        if file.is_file():
            file.unlink()
    assert build(clean).code == 0
    assert clean.made() == folder.made()
    assert build(folder).err.startswith("Nothing to do")
    return done


def offered(folder: ClinicFolder, slug: str) -> list[str]:
    """Give what an article's ePub offers in its closing."""
    chapter = Epub(folder.path / "handouts" / "epub" / f"{slug}.epub").chapter(slug)
    items = chapter.find("//x:section[@class='closing']/x:div[@class='next']//x:li")
    return [" ".join(" ".join(item.itertext()).split()) for item in items]


def test_a_pasted_tail_and_a_link_offer_the_articles_that_they_name(naming: ClinicFolder) -> None:
    assert build(naming).code == 0
    assert offered(naming, "sleep") == ["How sleep heals the brain Ana Abad"]
    assert offered(naming, "brain") == ["Grief & loss Max Doe"]
    assert offered(naming, "grief") == []


def test_a_changed_title_is_offered_by_those_that_still_name_it(naming: ClinicFolder, tmp_path: Path) -> None:
    build(naming)
    naming.write("sources/grief.md", SOURCES["grief.md"].replace("Grief & loss", "Grief"))
    done = settled(naming, tmp_path / "clean")
    assert statuses(done) == {
        "handouts/epub/grief.epub": "made",
        "handouts/epub/brain.epub": "made",
        "handouts/epub/sleep.epub": "kept",
        "handouts/test-clinic-handouts.epub": "made",
    }
    assert offered(naming, "brain") == ["Grief Max Doe"]
    # Its words are told by nobody else.
    naming.write("sources/grief.md", (naming.path / "sources" / "grief.md").read_text("utf-8") + "\nA long time.\n")
    assert statuses(build(naming))["handouts/epub/brain.epub"] == "kept"


def test_an_article_that_comes_goes_or_is_renamed_is_offered_as_it_is(naming: ClinicFolder, tmp_path: Path) -> None:
    (naming.path / "sources" / "brain.md").unlink()
    build(naming)
    assert offered(naming, "sleep") == []
    naming.write("sources/brain.md", SOURCES["brain.md"])
    assert statuses(build(naming))["handouts/epub/sleep.epub"] == "made"
    assert offered(naming, "sleep") == ["How sleep heals the brain Ana Abad"]
    (naming.path / "sources" / "brain.md").rename(naming.path / "sources" / "mind.md")
    build(naming)
    assert offered(naming, "sleep") == ["How sleep heals the brain Ana Abad"]
    (naming.path / "sources" / "mind.md").unlink()
    assert statuses(settled(naming, tmp_path / "gone"))["handouts/epub/sleep.epub"] == "made"
    assert offered(naming, "sleep") == []


def test_builds_of_some_handouts_are_made_good_by_the_next_whole_one(naming: ClinicFolder, tmp_path: Path) -> None:
    assert build(naming, "--only", "sleep").code == 0
    # Nothing else was read, so nothing can be offered yet.
    assert offered(naming, "sleep") == []
    naming.write("sources/grief.md", SOURCES["grief.md"].replace("Grief & loss", "Grief"))
    assert build(naming, "--only", "grief", "--edition", "epub").code == 0
    done = build(naming)
    assert "an article it offers changed" in {receipt["why"] for receipt in done.receipts()}
    naming.write("sources/brain.md", SOURCES["brain.md"].replace("heals", "mends"))
    build(naming, "--edition", "bundle")
    naming.write("sources/brain.md", SOURCES["brain.md"])
    settled(naming, tmp_path / "back")


def test_an_article_that_cannot_be_read_is_offered_when_it_can(naming: ClinicFolder) -> None:
    build(naming)
    naming.write("sources/grief.md", "")
    assert build(naming).code == 3
    assert offered(naming, "brain") == []
    naming.write("sources/grief.md", SOURCES["grief.md"])
    assert build(naming).code == 0
    assert offered(naming, "brain") == ["Grief & loss Max Doe"]


def test_a_dry_run_says_what_waits_for_what_is_read(naming: ClinicFolder) -> None:
    build(naming)
    naming.write("sources/grief.md", SOURCES["grief.md"].replace("Grief & loss", "Grief"))
    done = build(naming, "--dry-run")
    assert statuses(done)["handouts/epub/brain.epub"] == "kept"
    assert statuses(done)["handouts/epub/grief.epub"] == "would make"


def test_a_chapter_of_the_bundle_leads_to_the_chapter_that_it_offers(naming: ClinicFolder) -> None:
    build(naming)
    book = Epub(naming.path / "handouts" / "test-clinic-handouts.epub")
    assert book.chapter("sleep").find("//x:div[@class='next']//x:a/@href") == ["chapter-brain.xhtml"]


def listing(slug: str, title: str, language: str = "en", **values: object) -> Listing:
    ending = {"original": slug.removesuffix(".es")} if slug.endswith(".es") else {}
    return Listing(slug.replace(".", "-"), f"sources/{slug}.md", title, language, **(ending | values))  # type: ignore[arg-type]


@pytest.fixture
def settings(clinic: ClinicFolder) -> Clinic:
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\nweb = "https://clinic.example"\n')
    return load_clinic(clinic.path)


@pytest.mark.parametrize(
    ("line", "slugs"),
    [
        ("how SLEEP heals  the brain", ["brain"]),
        ("Who\u2019s there\u2014and why?", ["door"]),
        ("Who is there?", []),
        ("https://clinic.example/posts/brain?utm_source=mail", ["brain"]),
        ("source:door.md", ["door"]),
        ("Sleeping well", []),
    ],
)
def test_an_article_is_known_by_its_title_its_address_or_its_place(
    settings: Clinic, line: str, slugs: list[str]
) -> None:
    is_link = ":" in line and " " not in line
    others = [listing("brain", "How sleep heals the brain"), listing("door", "Who's there - and why?")]
    named, links = ((), (line,)) if is_link else ((line,), ())
    own = listing("sleep", "Sleeping well", named=named, links=links)
    assert [each.slug for each in ReadNext([own, *others], settings).after(own)] == slugs


def test_an_article_is_offered_in_the_readers_language_and_no_work_twice(settings: Clinic) -> None:
    bylines = (Byline("Ana Abad", ("PhD",)),)
    grief, duelo = listing("grief", "Grief", bylines=bylines), listing("grief.es", "Duelo", "es-MX")
    sleep = listing("sleep", "Sleep", links=("source:grief.md", "source:grief.es.md", "source:sleep.es.md"))
    dormir = listing("sleep.es", "Dormir", "es", links=("source:grief.md", "source:sleep.md", "source:rest.md"))
    rest = listing("rest", "Rest")
    known = ReadNext([grief, duelo, sleep, dormir, rest], settings)
    assert [each.slug for each in known.after(sleep)] == ["grief"]
    assert [each.slug for each in known.after(dormir)] == ["grief-es", "rest"]
    assert known.after(sleep)[0].byline == "Ana Abad, PhD"


def test_three_articles_are_offered_at_most_in_the_order_they_are_named(settings: Clinic) -> None:
    others = [listing(name, f"About {name}") for name in ("d", "b", "c", "a")]
    own = listing("own", "Own", named=("About c", "About d"), links=("source:a.md", "source:b.md"))
    assert [each.slug for each in ReadNext([own, *others], settings).after(own)] == ["c", "d", "a"]


def test_a_saved_web_page_names_the_articles_below_it(tmp_path: Path) -> None:
    below = '<nav><a href="https://clinic.example/grief"><span>Next</span> <span>Next</span> Grief and loss</a></nav>'
    menu = '<header><a href="/rest">Rest a little</a></header>'
    text = f"<h1>Sleeping well</h1><p>By Jane Roe, LPCC</p><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"
    page = f'<html lang="en"><body>{menu}<main><article>{text}</article></main>{below}</body></html>'
    path = tmp_path / "sources" / "sleep.html"
    path.parent.mkdir()
    path.write_text(page, "utf-8")
    (article,) = read(path, tmp_path)
    assert article.named == ("Grief and loss", "https://clinic.example/grief")


EVERYTHING = """name = "Test Clinic"
editions = ["letter", "epub", "bundle", "binder"]
binder_topics = ["Night"]
[catalogue]
on = true
"""


def test_pdfs_binders_and_the_download_page_follow_a_title_of_another_topic(
    clinic: ClinicFolder, tmp_path: Path
) -> None:
    furnished(clinic)
    clinic.write("layouts/clinic.toml", EVERYTHING)
    clinic.write("sources/brain.md", SOURCES["brain.md"].replace("author", "topics: [Night]\nauthor"))
    assert build(clinic).code == 0
    clinic.write("sources/grief.md", SOURCES["grief.md"].replace("Grief & loss", "Grief"))
    done = statuses(settled(clinic, tmp_path / "clean"))
    # Grief is not in it, but what leads there is.
    assert done["handouts/test-clinic-night-binder.pdf"] == "made"
    assert done["handouts/letter/sleep.pdf"] == "kept"
    told = {name: Pdf(clinic.path / "handouts" / name).text for name in ("letter/brain.pdf", "letter/sleep.pdf")}
    assert "Read next Grief Max Doe · clinic.example/grief" in " ".join(told["letter/brain.pdf"].split())
    assert "Read next How sleep heals the brain Ana Abad" in " ".join(told["letter/sleep.pdf"].split())
    page = (clinic.path / "handouts" / "articles" / "brain.html").read_text("utf-8")
    assert '<a href="grief.html">Grief</a><br/><span class="where">Max Doe</span>' in page


def test_what_stands_on_the_web_is_offered_with_its_address(paperless: ClinicFolder) -> None:
    furnished(paperless)
    site = '[catalogue]\non = true\nurl = "https://handouts.example"\n'
    paperless.write("layouts/clinic.toml", f'name = "Test Clinic"\neditions = ["epub"]\n{site}')
    build(paperless)

    def address(slug: str) -> list[str]:
        chapter = Epub(paperless.path / "handouts" / "epub" / f"{slug}.epub").chapter(slug)
        found: list[str] = chapter.find("//x:div[@class='next']//x:a/@href")
        return found

    assert address("brain") == ["https://clinic.example/grief"]
    assert address("sleep") == ["https://handouts.example/articles/brain.html"]
    paperless.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub"]\n')
    assert statuses(build(paperless))["handouts/epub/sleep.epub"] == "made"
    assert address("sleep") == []


CLOSED = """name = "Test Clinic"
phone = "555-0142"
address = ["12 River Street", "Springfield"]
disclaimer = "This handout gives general information. It does not replace the advice of your own clinician."
editions = ["letter", "large-print"]
"""
WHO = '[[clinician]]\nname = "Jane Roe"\nbio = "Jane Roe works with people who sleep badly."\n'


def test_panel_and_small_print_have_company_and_leave_the_article_whole(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", CLOSED)
    clinic.write("sources/clinicians.toml", WHO)
    clinic.write("sources/glossary.toml", '[[term]]\nterm = "dendrites"\nplain = "tiny branches"\n')
    clinic.write("sources/grief.md", SOURCES["grief.md"])
    text = f"{PARAGRAPH}\n\n" * 9 + f"## What helps\n\n{PARAGRAPH} Dendrites grow.\n\nSee [grief](grief.md) at last."
    clinic.write("sources/sleep.md", f"# Sleeping well\n\nBy Jane Roe\n\n{text}\n")
    assert build(clinic).code == 0
    first, last = (" ".join(page.split()) for page in Pdf(clinic.path / "handouts" / "letter" / "sleep.pdf").pages)
    assert "See grief at last." in first
    assert "Read next Grief & loss" in last
    *_, last = Pdf(clinic.path / "handouts" / "large-print" / "sleep.pdf").pages
    for words in ("About Jane Roe", "Questions?", "your own clinician"):
        assert words in " ".join(last.split())
