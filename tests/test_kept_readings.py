"""What was understood of a source is kept, and is the same as what a reader understands."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from handout_builder.builder.kept_readings import article_of, as_json, listing_from, without_remarks, written
from handout_builder.builder.ledger_file import FILE, write_reading
from handout_builder.model import Article, Listing, digest
from handout_builder.pages import listing_of
from handout_builder.proofs import examine_bundle
from handout_builder.readers import READERS, read

from .conftest import HOME, ClinicFolder, png
from .open_epub import Epub

SOURCES = sorted(
    path
    for folder in ("sources", "tests/hard", "tests/sources")
    for path in (HOME / folder).rglob("*")
    if path.suffix in (".md", ".txt", ".html") and path.suffix in READERS
)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_an_article_is_kept_whole(path: Path) -> None:
    for article in read(path, path.parent):
        if not article.pictures:
            assert article_of(written(article)) == without_remarks(article)
        listing = listing_of(article, 7)
        assert listing_from(as_json(listing)) == listing


def build(clinic: ClinicFolder) -> None:
    done = clinic.run()
    assert done.code == 0, done.err


def write_articles(clinic: ClinicFolder, first: str = "Words.") -> None:
    for name, words in (("one", first), ("two", "Words."), ("three", "Words.")):
        text = f"---\npublished: 2025-03-31\n---\n\n# {name.title()}\n\nBy Jane Roe, LPCC\n\n{words}\n"
        clinic.write(f"sources/{name}.md", text)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    """Three articles, built without print by the program itself; to be copied, not changed."""
    folder = ClinicFolder(tmp_path_factory.mktemp("three"))
    folder.write("sources/clinicians.toml", "")
    folder.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["epub", "bundle"]\n')
    write_articles(folder)
    assert folder.start().code == 0
    return folder


@pytest.fixture
def three(built: ClinicFolder, tmp_path: Path) -> ClinicFolder:
    return built.copy(tmp_path / "clinic")


def chapter(clinic: ClinicFolder, slug: str) -> str:
    (bundle,) = (clinic.path / "handouts").glob("*.epub")
    return Epub(bundle).files[f"EPUB/chapter-{slug}.xhtml"].decode("utf-8")


def test_a_book_with_one_changed_article_is_that_of_a_clean_build(three: ClinicFolder, tmp_path: Path) -> None:
    write_articles(three, "Other words.")
    build(three)
    assert three.made() == clean_build(three, tmp_path)


def test_an_article_that_did_not_change_is_not_read_again(three: ClinicFolder) -> None:
    with closing(sqlite3.connect(three.path / "handouts" / FILE)) as ledger, ledger:
        keep_other_words(ledger)
        ledger.execute("DELETE FROM chapters")
    write_articles(three, "Other words.")
    build(three)
    assert "Words that were kept." in chapter(three, "two")
    assert "Other words." in chapter(three, "one")


def test_a_chapter_that_did_not_change_is_taken_over(three: ClinicFolder) -> None:
    with closing(sqlite3.connect(three.path / "handouts" / FILE)) as ledger, ledger:
        keep_other_words(ledger)
    write_articles(three, "Other words.")
    build(three)
    assert "Words that were kept." not in chapter(three, "two")
    assert "Other words." in chapter(three, "one")


def keep_other_words(ledger: sqlite3.Connection) -> None:
    slug, made_of, article, _ = ledger.execute("SELECT * FROM readings WHERE slug = 'two'").fetchone()
    write_reading(ledger, slug, made_of, article.replace("Words.", "Words that were kept."))


@pytest.mark.parametrize("table", ["chapters", "listings"])
def test_what_is_known_of_a_chapter_and_is_damaged_is_not_believed(
    three: ClinicFolder, tmp_path: Path, table: str
) -> None:
    damage = {"chapters": 'assets = \'[["x.png", "image/png"]]\'', "listings": "listing = '{}'"}
    with closing(sqlite3.connect(three.path / "handouts" / FILE)) as ledger, ledger:
        ledger.execute(f"UPDATE {table} SET {damage[table]}")  # noqa: S608
    write_articles(three, "Other words.")
    build(three)
    assert three.made() == clean_build(three, tmp_path)


def clean_build(clinic: ClinicFolder, tmp_path: Path) -> dict[str, bytes]:
    clean = ClinicFolder(tmp_path / "clean")
    for room in ("sources", "layouts"):
        shutil.copytree(clinic.path / room, clean.path / room)
    build(clean)
    return clean.made()


def test_a_chapter_follows_what_it_has_of_others(clinic: ClinicFolder, tmp_path: Path) -> None:
    clinic.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["bundle"]\n')
    clinic.write("sources/picture.png", png(1))
    clinic.write("sources/one.md", "# One\n\nBy Jane Roe\n\n## Breath\n\nWords.\n")
    clinic.write(
        "sources/two.md", "# Two\n\nSee [breath](one.md#breath) and [three](three.md).\n\n![It](picture.png)\n"
    )
    build(clinic)
    assert 'href="chapter-one.xhtml#breath"' in chapter(clinic, "two")
    changes: dict[str, str | bytes] = {
        "sources/one.md": "# One\n\nBy Jane Roe\n\n## Breathing\n\nWords.\n",
        "sources/one.es.md": "# Uno\n\nPor Jane Roe\n\nPalabras.\n",
        "sources/three.md": "# Three\n\nWords.\n",
        "sources/picture.png": png(2),
    }
    for number, (name, change) in enumerate(changes.items()):
        clinic.write(name, change)
        build(clinic)
        assert clinic.made() == clean_build(clinic, tmp_path / str(number)), name
    assert 'href="chapter-one.xhtml"' in chapter(clinic, "two")
    assert 'href="chapter-three.xhtml"' in chapter(clinic, "two")


def test_a_reading_that_is_not_as_it_was_written_is_not_taken(three: ClinicFolder) -> None:
    with closing(sqlite3.connect(three.path / "handouts" / FILE)) as ledger, ledger:
        ledger.execute("UPDATE readings SET article = replace(article, 'Words.', 'Damaged.')")
    write_articles(three, "Other words.")
    build(three)
    assert "Words." in chapter(three, "two")


def test_another_clinician_is_another_reading(three: ClinicFolder) -> None:
    three.write("sources/clinicians.toml", '[[clinician]]\nname = "Jane Roe"\ncredentials = "PhD"\nrole = "Director"\n')
    build(three)
    assert "Director" in chapter(three, "two")


def test_a_chapter_that_was_proved_before_is_held_to_its_digest(three: ClinicFolder) -> None:
    (path,) = (three.path / "handouts").glob("*.epub")
    articles = {slug: the_article(three, slug) for slug in ("one", "three", "two")}
    listings = [listing_of(article, 1) for article in articles.values()]
    proved = {slug: digest(chapter(three, slug).encode()) for slug in articles}
    assert findings(path, listings, proved, {}) == ""
    # What is not the same to the byte is compared with its article.
    assert findings(path, listings, proved | {"two": digest(b"")}, articles) == ""
    others = articles | {"two": replace(articles["two"], body="<p>Other words.</p>")}
    report = findings(path, listings, proved | {"two": digest(b"")}, others)
    assert 'Two: the article begins "Other words."' in report


def the_article(clinic: ClinicFolder, slug: str) -> Article:
    (article,) = read(clinic.path / "sources" / f"{slug}.md", clinic.path)
    return article


def findings(path: Path, listings: list[Listing], proved: dict[str, str], articles: dict[str, Article]) -> str:
    checks = examine_bundle(path, listings, articles.__getitem__, proved)
    assert len(checks) == 8
    return "\n".join(finding.message for check in checks for finding in check.findings)


def test_a_chapter_is_known_by_what_was_read_for_it(three: ClinicFolder, tmp_path: Path) -> None:
    """A source that changes between the plan and the reading, and is changed back before the next build."""
    source = three.path / "sources" / "two.md"
    # With a picture, so that its words are not kept.
    three.write("sources/picture.png", png(1))
    source.write_bytes(source.read_bytes() + b"\n![It](picture.png)\n")
    build(three)
    before = source.read_bytes()
    other = before.replace(b"Words.", b"Other words.").replace(b"# Two", b"# Second")
    # The chapters are laid out anew, and what was listed of the source is known.
    three.write("layouts/clinic.toml", 'name = "Test Clinic"\ntagline = "Care that listens"\n')
    code = (
        "import sys; from pathlib import Path; from handout_builder.builder import make as module;"
        "source = Path(sys.argv[1]); reading = module.Reading;"
        "change = lambda *given: (source.write_bytes(sys.argv[2].encode()), reading(*given))[1];"
        "module.Reading = change;"
        "from handout_builder.commands import main;"
        "sys.exit(main(['build', '--edition', 'bundle', '--folder', str(source.parents[1])]))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(source), other.decode()], cwd=HOME, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert "Other words." in chapter(three, "two")
    source.write_bytes(before)
    build(three)
    assert three.made() == clean_build(three, tmp_path)
