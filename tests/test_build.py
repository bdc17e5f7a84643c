"""Only what changed is made; what fails harms nothing else; the same input gives the same bytes."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import HOME, SEED, ClinicFolder
from .open_epub import Epub

TEXT = "{title}\n\nJane Roe, LPCC\n\nA paragraph about {title}, long enough to be one, with an end.\n"
EDITIONS = 'name = "Test Clinic"\neditions = ["letter", "epub", "bundle"]\n'
BOOKS = 'name = "Test Clinic"\neditions = ["epub", "bundle"]\n'


def article(title: str) -> str:
    return TEXT.format(title=title)


def built(path: Path, settings: str) -> ClinicFolder:
    folder = ClinicFolder(path)
    folder.write("layouts/clinic.toml", settings)
    folder.write("sources/sleep.txt", article("Sleep"))
    folder.write("sources/breath.txt", article("Breath"))
    assert folder.start().code == 0
    return folder


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    return built(tmp_path_factory.mktemp("printed"), EDITIONS)


@pytest.fixture(scope="module")
def unprinted(tmp_path_factory: pytest.TempPathFactory) -> ClinicFolder:
    return built(tmp_path_factory.mktemp("unprinted"), BOOKS)


@pytest.fixture
def two(printed: ClinicFolder, tmp_path: Path) -> ClinicFolder:
    """Two articles, built as PDFs and ePubs."""
    return printed.copy(tmp_path / "clinic")


@pytest.fixture
def books(unprinted: ClinicFolder, tmp_path: Path) -> ClinicFolder:
    """The same two as ePubs only."""
    return unprinted.copy(tmp_path / "clinic")


def made_lines(out: str) -> set[str]:
    return {
        "handouts/" + line.split("  (")[0].partition("/handouts/")[2]
        for line in out.splitlines()
        if line.startswith("made")
    }


def test_each_article_and_the_bundle_get_their_place(two: ClinicFolder) -> None:
    assert set(two.made()) == {
        "letter/sleep.pdf",
        "letter/breath.pdf",
        "epub/sleep.epub",
        "epub/breath.epub",
        "test-clinic-handouts.epub",
    }


def test_a_second_build_makes_nothing(two: ClinicFolder) -> None:
    before = two.made()
    done = two.run()
    assert (done.code, done.out) == (0, "")
    assert "Nothing to do" in done.err
    assert two.made() == before


def test_nothing_heavy_is_imported_to_find_that_nothing_changed(two: ClinicFolder) -> None:
    code = (
        "import sys; from handout_builder.commands import main; main(sys.argv[1:]);"
        "print([n for n in ('weasyprint', 'ebooklib', 'lxml', 'jinja2', 'markdown', 'nh3', 'PIL', 'rich', 'pikepdf', 'pypdfium2') if n in sys.modules])"
    )
    command = [sys.executable, "-c", code, "build", "--folder", str(two.path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HOME)
    assert done.stdout.strip() == "[]"


def test_a_changed_word_remakes_only_what_holds_it(two: ClinicFolder) -> None:
    before = two.made()
    two.write("sources/sleep.txt", article("Sleep").replace("long enough", "quite long enough"))
    done = two.run()
    assert made_lines(done.out) == {
        "handouts/letter/sleep.pdf",
        "handouts/epub/sleep.epub",
        "handouts/test-clinic-handouts.epub",
    }
    assert "the article changed" in done.out
    after = two.made()
    assert after["letter/breath.pdf"] == before["letter/breath.pdf"]
    assert after["letter/sleep.pdf"] != before["letter/sleep.pdf"]


def test_a_file_touched_but_not_changed_is_not_remade(two: ClinicFolder) -> None:
    os.utime(two.path / "sources" / "sleep.txt", (1, 1))
    assert two.run().out == ""


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("layouts/clinic.toml", EDITIONS + 'phone = "555-0199"\n', "the clinic's settings changed"),
        (
            "sources/clinicians.toml",
            '[[clinician]]\nname = "Jane Roe"\nrole = "Counselor"\n',
            "clinicians.toml changed",
        ),
        (
            "layouts/clinic/handout.css",
            ":root { --x: 1 } @page { size: var(--paper) } body { color: red }",
            "the layout changed",
        ),
    ],
)
def test_settings_people_and_layout_are_part_of_a_handout(two: ClinicFolder, file: str, text: str, why: str) -> None:
    two.write(file, text)
    done = two.run("--dry-run")
    assert len(done.out.splitlines()) == 5
    assert all(why in line for line in done.out.splitlines())


def test_a_comment_in_the_settings_remakes_nothing(two: ClinicFolder) -> None:
    two.write("layouts/clinic.toml", "# A comment\n" + EDITIONS)
    assert two.run().out == ""


def test_a_picture_is_part_of_its_article(paperless: ClinicFolder) -> None:
    paperless.write("sources/sleep.md", "# Sleep\n\nBy Jane Roe\n\nText of the article.\n\n![A bed](bed.png)\n")
    paperless.write("sources/breath.txt", article("Breath"))
    assert "bed.png" in paperless.run().err
    shutil.copy(HOME / "tests" / "hard" / "face.png", paperless.path / "sources" / "bed.png")
    done = paperless.run()
    assert "a picture changed" in done.out
    assert made_lines(done.out) == {
        "handouts/epub/sleep.epub",
        "handouts/test-clinic-handouts.epub",
    }
    shutil.copy(HOME / "tests" / "hard" / "tall.png", paperless.path / "sources" / "bed.png")
    assert "a picture changed" in paperless.run().out


def test_a_handout_deleted_or_edited_by_hand_comes_back(books: ClinicFolder) -> None:
    before = books.made()
    (books.path / "handouts" / "epub" / "sleep.epub").unlink()
    books.write("handouts/epub/breath.epub", "not an ePub")
    done = books.run()
    assert "is missing" in done.out
    assert "changed by hand" in done.out
    assert books.made() == before


def test_a_source_that_is_gone_takes_its_handouts_with_it(books: ClinicFolder) -> None:
    (books.path / "sources" / "sleep.txt").unlink()
    assert "sources/sleep.txt is gone" in books.run("--dry-run").out
    assert "epub/sleep.epub" in books.made()
    done = books.run()
    assert "sources/sleep.txt is gone; handouts/epub/sleep.epub is removed" in done.err
    assert set(books.made()) == {"epub/breath.epub", "test-clinic-handouts.epub"}


def test_keep_keeps_them(books: ClinicFolder) -> None:
    (books.path / "sources" / "sleep.txt").unlink()
    assert "is kept" in books.run("--keep").err
    assert "epub/sleep.epub" in books.made()


def test_two_sources_with_one_slug_are_an_error_for_both(books: ClinicFolder) -> None:
    before = books.made()
    books.write("sources/Sleep!.md", "# Another sleep\n\nText.\n")
    books.write("sources/calm.txt", article("Calm"))
    done = books.run()
    assert done.code == 3
    assert "sources/Sleep!.md: its handouts would have the same name" in done.err
    assert "sources/sleep.txt: its handouts would have the same name" in done.err
    after = books.made()
    assert after["epub/sleep.epub"] == before["epub/sleep.epub"]
    assert "epub/calm.epub" in after


def test_one_bad_article_does_not_stop_the_others(books: ClinicFolder) -> None:
    before = books.made()
    books.write("sources/sleep.txt", b"\x89PNG\r\n\x1a\n not text")
    books.write("sources/calm.txt", article("Calm"))
    books.write("sources/letter.docx", b"PK\x03\x04")
    done = books.run()
    assert done.code == 3
    assert "sources/sleep.txt: is a picture, not text" in done.err
    assert "sources/letter.docx: is damaged, or no Word file" in done.err
    after = books.made()
    assert after["epub/sleep.epub"] == before["epub/sleep.epub"]
    assert "epub/calm.epub" in after
    books.write("sources/sleep.txt", article("Sleep"))
    (books.path / "sources" / "letter.docx").unlink()
    assert books.run().code == 0


def test_a_character_without_a_font_is_named_with_its_place(two: ClinicFolder) -> None:
    two.write("sources/smile.txt", "Smile\n\nJane Roe, LPCC\n\nA smile \U0001f60a helps, says everyone who tried it.\n")
    done = two.run()
    assert done.code == 3
    assert "U+1F60A" in done.err
    assert "smiling face" in done.err
    assert "A smile" in done.err
    assert "epub/smile.epub" in two.made()
    assert "letter/smile.pdf" not in two.made()


def test_strict_makes_no_handout_that_has_findings(books: ClinicFolder) -> None:
    books.write("sources/nobody.txt", "Nobody\n\nA paragraph that nobody signed, long enough to be one.\n")
    done = books.run("--strict")
    assert done.code == 3
    assert "[B101]" in done.err
    assert "epub/nobody.epub" not in books.made()
    assert books.run().code == 0
    assert books.run("--strict").code == 3


def test_only_and_edition_narrow_the_build(books: ClinicFolder) -> None:
    done = books.run("--force", "--only", "sleep", "--edition", "kobo")
    assert made_lines(done.out) == {"handouts/kobo/sleep.kepub.epub"}
    done = books.run("--only", "slep")
    assert done.code == 4
    assert "Did you mean sleep?" in done.err
    done = books.run("--edition", "a5")
    assert done.code == 2


def test_an_edition_turned_off_is_taken_away(two: ClinicFolder) -> None:
    two.write("layouts/clinic.toml", 'name = "Test Clinic"\neditions = ["letter", "bundle"]\n')
    assert "the edition epub is no longer made" in two.run().err
    assert set(two.made()) == {"letter/sleep.pdf", "letter/breath.pdf", "test-clinic-handouts.epub"}


def test_dry_run_makes_nothing(two: ClinicFolder) -> None:
    before = two.made()
    two.write("sources/calm.txt", article("Calm"))
    done = two.run("--dry-run")
    assert "would make" in done.out
    assert two.made() == before


def test_json_is_one_receipt_a_line_and_nothing_else(two: ClinicFolder) -> None:
    two.write("sources/sleep.txt", article("Sleep") + "\nAnother paragraph of the article, which is new.\n")
    receipts = two.run("--json").receipts()
    statuses = {(receipt["edition"], receipt["slug"]): receipt["status"] for receipt in receipts}
    assert statuses[("letter", "sleep")] == "made"
    assert statuses[("letter", "breath")] == "kept"
    made = next(receipt for receipt in receipts if receipt["path"] == "handouts/letter/sleep.pdf")
    assert made["size"] == len(two.made()["letter/sleep.pdf"])
    assert made["pages"] == 1


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name, jobs in (("one", "1"), ("two", "2")):
        folder = ClinicFolder(tmp_path / name)
        shutil.copytree(HOME / "tests" / "hard", folder.path / "sources")
        folder.write("layouts/clinic.toml", EDITIONS)
        # Each with a hash seed of its own.
        assert folder.start("--jobs", jobs).code == 0
        made.append(folder.made())
    assert len(made[0]) == 11
    assert made[0] == made[1]
    folder.run("--force", "--jobs", "1")
    assert folder.made() == made[0]


def test_a_damaged_ledger_is_begun_anew(books: ClinicFolder) -> None:
    before = books.made()
    books.write("handouts/.ledger.sqlite3", b"this is no database" * 100)
    assert books.run().code == 0
    assert books.made() == before
    assert books.run().out == ""


ARTICLES = 16
"""So many that a build of them is not at its end when a person sees its first handout."""


def test_ctrl_c_stops_cleanly(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", EDITIONS)
    for number in range(ARTICLES):
        clinic.write(f"sources/article-{number}.txt", SEED.read_bytes())
    command = [sys.executable, str(HOME / "make_handouts.py"), "--folder", str(clinic.path), "--jobs", "2"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Where the tests run in the background, a shell has made them deaf to it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while not list((clinic.path / "handouts").rglob("*.pdf")) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(0.01)
    # An impatient person presses it twice.
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Stopped" in errors
    assert "Traceback" not in errors
    assert not list((clinic.path / "handouts").rglob("*.part"))
    done = {name: data for name, data in clinic.made().items() if name.endswith(".pdf")}
    assert 0 < len(done) < ARTICLES
    assert all(data.rstrip().endswith(b"%%EOF") for data in done.values())
    assert clinic.run().code == 0
    assert len([name for name in clinic.made() if name.endswith(".pdf")]) == ARTICLES
    assert all(clinic.made()[name] == data for name, data in done.items())


def test_the_example_clinic_is_pointed_out_once(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", 'editions = ["epub"]\n')
    clinic.write("sources/sleep.txt", article("Sleep"))
    assert clinic.run().err.count("still has the example's name") == 1


def test_files_that_are_no_articles_are_passed_over_with_a_word(two: ClinicFolder) -> None:
    two.write("sources/notes.xyz", "x")
    two.write("sources/README.md", "# Read me\n\nText.\n")
    two.write("sources/.hidden.txt", "x")
    done = two.run()
    assert done.code == 0
    assert "sources/notes.xyz" in done.err
    assert "readme" not in done.err.lower()
    assert len(two.made()) == 5


def test_the_ledger_holds_no_path_of_the_machine(two: ClinicFolder) -> None:
    data = (two.path / "handouts" / ".ledger.sqlite3").read_bytes()
    assert str(two.path).encode() not in data
    assert json.dumps(str(two.path)).encode() not in data


def test_articles_called_cover_and_contents_do_not_clash_with_the_book(paperless: ClinicFolder) -> None:
    for name in ("cover", "contents", "nav", "closing"):
        paperless.write(f"sources/{name}.txt", article(name.title()))
    assert paperless.run().code == 0
    names = Epub(paperless.path / "handouts" / "test-clinic-handouts.epub").infos
    assert len({info.filename for info in names}) == len(names)


def test_the_same_words_as_markdown_are_another_article(books: ClinicFolder) -> None:
    (books.path / "sources" / "sleep.txt").rename(books.path / "sources" / "sleep.md")
    assert "the article changed" in books.run().out


def test_a_folder_where_the_ledger_should_be_is_one_clear_message(clinic: ClinicFolder) -> None:
    clinic.write("sources/sleep.txt", article("Sleep"))
    (clinic.path / "handouts" / ".ledger.sqlite3").mkdir(parents=True)
    done = clinic.run()
    assert done.code == 4
    assert "cannot be opened" in done.err


def test_nothing_is_left_in_the_temporary_folder(clinic: ClinicFolder, tmp_path: Path) -> None:
    clinic.write("layouts/clinic.toml", EDITIONS)
    clinic.write("sources/sleep.txt", article("Sleep"))
    (tmp_path / "tmp").mkdir()
    clinic.environment["TMPDIR"] = str(tmp_path / "tmp")
    assert clinic.run("--jobs", "2").code == 0
    assert list((tmp_path / "tmp").iterdir()) == []


def test_an_article_behind_a_broken_link_keeps_its_handouts(books: ClinicFolder) -> None:
    (books.path / "sources" / "sleep.txt").unlink()
    (books.path / "sources" / "sleep.txt").symlink_to("nowhere.txt")
    done = books.run()
    assert done.code == 3
    assert "sources/sleep.txt: cannot be opened" in done.err
    assert "epub/sleep.epub" in books.made()


def test_a_reader_that_stops_reading_does_not_stop_the_build(books: ClinicFolder) -> None:
    command = [sys.executable, str(HOME / "make_handouts.py"), "--folder", str(books.path), "--force"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert books.run().out == ""


def test_an_address_too_long_for_a_code_fails_alone(books: ClinicFolder) -> None:
    books.write(
        "sources/long.md",
        f"---\ntitle: Long\nsource_url: https://example.org/{'x' * 4000}\n---\nText of the article.\n",
    )
    books.write("sources/calm.txt", article("Calm"))
    done = books.run()
    assert done.code == 3
    assert "sources/long.md, line 1: source_url" in done.err
    assert "epub/calm.epub" in books.made()


def test_a_title_before_the_name_is_the_same_person(paperless: ClinicFolder) -> None:
    paperless.write(
        "sources/clinicians.toml",
        '[[clinician]]\nname = "Ana Morales"\nrole = "Psychologist"\nbio = "Ana runs the Tuesday group."\n',
    )
    paperless.write(
        "sources/sleep.txt", "Sleep well\n\nBy Dr. Ana Morales, PsyD\n\nA paragraph that is long enough to be one.\n"
    )
    assert paperless.run().code == 0
    chapter = Epub(paperless.path / "handouts" / "epub" / "sleep.epub").chapter("sleep")
    assert "Ana runs the Tuesday group." in " ".join(chapter.text_of("p"))
