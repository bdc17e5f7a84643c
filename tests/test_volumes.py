"""A book of too many articles for one file becomes volumes, each whole, of which only those are made that changed."""

import shutil
from pathlib import Path

import pikepdf
import pytest

from handout_builder.builder import volumes

from .conftest import ClinicFolder, Once, Outcome
from .open_epub import Epub

SETTINGS = 'name = "Test Clinic"\neditions = ["bundle"]\n'
ARTICLES = {
    "a-calm.md": "# A calm day\n\nBy Jane Roe\n\nRead [about dreams](e-dreams.md) too.\n",
    "b-sleep.md": "# Sleep well\n\nBy Jane Roe\n\nA text so short.\n",
    "c-walk.md": "# Walk often\n\nBy Ana Abad\n\nIn the morning.\n",
    "d-rest.md": "# Rest a little\n\nBy Ana Abad\n\nAfter lunch.\n",
    "e-dreams.md": "# Dreams\n\nBy Jane Roe\n\nThey come and go.\n",
    "b-sleep.es.md": "# Dormir mejor\n\nBy Ana Abad\n\nUn texto breve.\n",
}


@pytest.fixture
def full(clinic: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> ClinicFolder:
    """A clinic whose books take two articles a volume."""
    monkeypatch.setattr(volumes, "ARTICLES", {"bundle": 2, "binder": 2})
    clinic.write("layouts/clinic.toml", SETTINGS)
    for name, text in ARTICLES.items():
        clinic.write(f"sources/{name}", text)
    return clinic


def build(folder: ClinicFolder, *arguments: str) -> Outcome:
    """Build in this process, whose volumes are small."""
    return folder.call("build", "--json", "--jobs", "1", *arguments)


def statuses(done: Outcome) -> dict[str, str]:
    return {receipt["path"]: receipt["status"] for receipt in done.receipts()}


def place(number: int) -> str:
    return f"handouts/test-clinic-handouts-{number}.epub"


def test_every_article_is_in_one_volume_and_translations_stay_together(full: ClinicFolder) -> None:
    done = build(full)
    assert done.code == 0, done.err
    assert statuses(done) == {place(number): "made" for number in (1, 2, 3, 4)}
    books = [Epub(full.path / place(number)) for number in (1, 2, 3, 4)]
    titles = [
        [book.document(name).text_of("h1")[0] for name in book.spine if name.startswith("chapter-")] for book in books
    ]
    assert titles == [["A calm day"], ["Sleep well", "Dormir mejor"], ["Walk often", "Rest a little"], ["Dreams"]]


def test_a_volume_says_which_it_is_and_is_a_book_of_its_own(full: ClinicFolder) -> None:
    build(full)
    books = [Epub(full.path / place(number)) for number in (1, 2, 3, 4)]
    assert [book.meta("//dc:title/text()") for book in books] == [
        [f"Test Clinic: Patient handouts – Volume {number} of 4"] for number in (1, 2, 3, 4)
    ]
    assert len({book.meta("//dc:identifier/text()")[0] for book in books}) == 4
    assert len({book.files["EPUB/cover.png"] for book in books}) == 4


def test_a_link_to_an_article_of_another_volume_keeps_its_words_and_is_not_lost(full: ClinicFolder) -> None:
    done = build(full)
    assert "X107" not in done.err
    book = Epub(full.path / place(1))
    text = "".join(data.decode() for name, data in book.files.items() if name.endswith("calm.xhtml"))
    assert "about dreams" in text
    assert "source:" not in text


def test_only_the_volume_that_changed_is_made_again(full: ClinicFolder) -> None:
    build(full)
    assert build(full).err.startswith("Nothing to do")
    before = full.made()
    full.write("sources/d-rest.md", ARTICLES["d-rest.md"] + "\nAnd before it.\n")
    assert statuses(build(full)) == {place(1): "kept", place(2): "kept", place(3): "made", place(4): "kept"}
    after = full.made()
    assert {name for name in after if after[name] != before[name]} == {"test-clinic-handouts-3.epub"}
    assert build(full).err.startswith("Nothing to do")


WITH_GLOSSARY = 'name = "Test Clinic"\neditions = ["letter", "epub", "bundle", "binder"]\n'
WORDS = '[[term]]\nterm = "lunch"\nplain = "the meal at noon"\n\n[[term]]\nterm = "nap"\nplain = "a little sleep"\n'
OFF = '[glossary]\noff = ["letter", "epub", "bundle", "binder"]\n'


@pytest.fixture
def explained(once: Once, tmp_path: Path) -> ClinicFolder:
    """A clinic whose handouts and books all have words of a glossary, as they were built."""

    def furnish(folder: ClinicFolder) -> None:
        folder.write("layouts/clinic.toml", WITH_GLOSSARY)
        folder.write("sources/d-rest.md", ARTICLES["d-rest.md"] + "\nOr a nap.\n")
        folder.write("sources/glossary.toml", WORDS)

    return once("explained", furnish).copy(tmp_path / "explained")


@pytest.mark.parametrize("change", ["emptied", "deleted", "off", "other words"])
def test_a_change_of_the_glossary_reaches_handouts_and_books(change: str, explained: ClinicFolder) -> None:
    if change == "off":
        explained.write("layouts/clinic.toml", WITH_GLOSSARY + OFF)
    elif change == "deleted":
        (explained.path / "sources" / "glossary.toml").unlink()
    else:
        words = {"emptied": "", "other words": WORDS.replace("at noon", "of the day")}
        explained.write("sources/glossary.toml", words[change])
    anew = explained.copy(explained.path.with_name("anew"))
    shutil.rmtree(anew.path / "handouts")
    made = statuses(build(explained))
    assert len(made) == 4
    assert set(made.values()) == {"made"}
    assert build(anew).code == 0
    assert explained.made() == anew.made()
    assert build(explained).err.startswith("Nothing to do")


def test_a_volume_that_is_missing_is_made_again(full: ClinicFolder) -> None:
    build(full)
    before = full.made()
    (full.path / place(2)).unlink()
    assert statuses(build(full))[place(2)] == "made"
    assert full.made() == before


def test_volumes_become_one_book_again_and_the_other_way_round(full: ClinicFolder) -> None:
    build(full)
    whole = full.made()
    for name in list(ARTICLES)[2:]:
        (full.path / "sources" / name).unlink()
    done = build(full)
    assert statuses(done)["handouts/test-clinic-handouts.epub"] == "made"
    assert list(full.made()) == ["test-clinic-handouts.epub"]
    assert build(full).err.startswith("Nothing to do")
    for name, text in ARTICLES.items():
        full.write(f"sources/{name}", text)
    build(full)
    assert full.made() == whole


def test_a_source_that_cannot_be_read_is_told_of_once(full: ClinicFolder) -> None:
    full.write("sources/f-empty.md", "")
    findings = [finding for receipt in build(full).receipts() for finding in receipt["findings"]]
    assert [finding["message"] for finding in findings if finding["code"] == "X103"] == [
        "sources/f-empty.md is not in the bundle because it cannot be read."
    ]


def test_the_binder_of_a_topic_has_volumes_that_say_so_and_pass_their_proof(full: ClinicFolder) -> None:
    full.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["binder"]\nbinder_topics = ["Sleep"]\n')
    for name in ("a-calm.md", "b-sleep.md", "c-walk.md", "e-dreams.md"):
        full.write(f"sources/{name}", f"---\ntopics: [Sleep]\n---\n{ARTICLES[name]}")
    done = build(full)
    assert done.code == 0, done.err
    found = {name for name in full.made() if name.startswith("test-clinic-sleep")}
    assert found == {"test-clinic-sleep-binder-1.pdf", "test-clinic-sleep-binder-2.pdf"}
    with pikepdf.open(full.path / "handouts" / "test-clinic-sleep-binder-2.pdf") as pdf:
        assert str(pdf.docinfo.Title) == "Test Clinic: Patient handouts – Sleep – Volume 2 of 2"
    proved = full.call("prove", "--fast", str(full.path / "handouts" / "test-clinic-sleep-binder-2.pdf"))
    assert proved.code == 0, proved.out
    assert "cannot be compared" not in proved.out
    assert "failed" not in proved.out


def test_an_article_of_another_topic_leaves_a_topics_binder_alone(full: ClinicFolder) -> None:
    full.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["binder"]\nbinder_topics = ["Sleep"]\n')
    full.write("sources/b-sleep.md", f"---\ntopics: [Sleep]\n---\n{ARTICLES['b-sleep.md']}")
    build(full)
    full.write("sources/c-walk.md", ARTICLES["c-walk.md"] + "\nOr at noon.\n")
    assert statuses(build(full))["handouts/test-clinic-sleep-binder.pdf"] == "kept"


def test_the_download_page_and_the_feeds_offer_each_volume(full: ClinicFolder) -> None:
    full.write("layouts/clinic.toml", SETTINGS.replace('"bundle"', '"epub", "bundle"') + "[catalogue]\non = true\n")
    done = build(full)
    assert done.code == 0, done.err
    page = (full.path / "handouts" / "index.html").read_text("utf-8")
    feed = (full.path / "handouts" / "opds" / "books.xml").read_text("utf-8")
    for number in (1, 2, 3, 4):
        assert f"Volume {number} of 4" in page
        assert page.count(f'"test-clinic-handouts-{number}.epub"') == 1
        assert f"Test Clinic: Patient handouts – Volume {number} of 4" in feed
        assert feed.count(f"test-clinic-handouts-{number}.epub") == 1
