"""What was understood of a source is kept, and is the same as what a reader understands."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from handout_builder.builder.kept_readings import article_of, without_remarks, written
from handout_builder.builder.ledger_file import FILE, write_reading
from handout_builder.readers import READERS, read

from .conftest import HOME, ClinicFolder
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


def build(clinic: ClinicFolder) -> None:
    done = clinic.run()
    assert done.code == 0, done.err


def write_articles(clinic: ClinicFolder, first: str = "Words.") -> None:
    for name, words in (("one", first), ("two", "Words."), ("three", "Words.")):
        text = f"---\npublished: 2025-03-31\n---\n\n# {name.title()}\n\nBy Jane Roe, LPCC\n\n{words}\n"
        clinic.write(f"sources/{name}.md", text)


@pytest.fixture
def three(paperless: ClinicFolder) -> ClinicFolder:
    write_articles(paperless)
    build(paperless)
    return paperless


def chapter(clinic: ClinicFolder, slug: str) -> str:
    (bundle,) = (clinic.path / "handouts").glob("*.epub")
    return Epub(bundle).files[f"EPUB/chapter-{slug}.xhtml"].decode("utf-8")


def test_a_book_with_one_changed_article_is_that_of_a_clean_build(three: ClinicFolder, tmp_path: Path) -> None:
    write_articles(three, "Other words.")
    build(three)
    clean = ClinicFolder(tmp_path / "clean")
    clean.write("layouts/clinic.toml", (three.path / "layouts" / "clinic.toml").read_bytes())
    write_articles(clean, "Other words.")
    build(clean)
    assert three.made() == clean.made()


def test_an_article_that_did_not_change_is_not_read_again(three: ClinicFolder) -> None:
    with closing(sqlite3.connect(three.path / "handouts" / FILE)) as ledger, ledger:
        slug, made_of, article, _ = ledger.execute("SELECT * FROM readings WHERE slug = 'two'").fetchone()
        write_reading(ledger, slug, made_of, article.replace("Words.", "Words that were kept."))
    write_articles(three, "Other words.")
    build(three)
    assert "Words that were kept." in chapter(three, "two")
    assert "Other words." in chapter(three, "one")


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
