"""`prove`: a person checks handouts that are already made."""

from pathlib import Path

import pytest

from handout_builder.commands import main
from handout_builder.programs import epubcheck, outloud, verapdf

from . import damage
from .conftest import SLUG, ClinicFolder
from .damage import epub_damage, pdf_damage


def test_whole_handouts_pass_and_every_check_has_a_line(seed: ClinicFolder) -> None:
    files = sorted(str(path) for path in (seed.path / "handouts").rglob("*.*") if path.suffix in (".pdf", ".epub"))
    done = seed.call("prove", "--fast", *files)
    assert (done.code, done.err) == (0, "")
    assert all(file in done.out.splitlines() for file in files)
    assert done.out.count("  ok      words") == len(files)
    assert "failed" not in done.out


def test_a_handout_changed_by_hand_fails_and_the_words_are_shown(seed: ClinicFolder, tmp_path: Path) -> None:
    bad = tmp_path / f"{SLUG}.pdf"
    bad.write_bytes(pdf_damage(damage.swap_paragraphs)(seed.made()[f"letter/{SLUG}.pdf"]))
    done = seed.call("prove", "--fast", str(bad))
    assert done.code == 3
    (line,) = (line for line in done.out.splitlines() if line.startswith("  failed  words"))
    assert "the article goes on" in line
    assert "[V101]" in line


def test_the_bundle_is_compared_with_every_article(hard: ClinicFolder, tmp_path: Path) -> None:
    bad = tmp_path / "riverside-clinic-handouts.epub"
    bad.write_bytes(epub_damage("chapter-nobody", "</p>", " Buy now.</p>")(hard.made()[bad.name]))
    done = hard.call("prove", "--fast", str(bad))
    assert done.code == 3
    assert "Buy now." in done.out


def test_a_changed_article_is_pointed_out(clinic: ClinicFolder) -> None:
    clinic.write("sources/sleep.txt", "Sleep\n\nJane Roe, LPCC\n\nA paragraph about sleep, with an end.\n")
    assert clinic.run("--edition", "letter").code == 0
    clinic.write("sources/sleep.txt", "Sleep\n\nJane Roe, LPCC\n\nA paragraph about rest, with an end.\n")
    done = clinic.call("prove", "--fast", str(clinic.path / "handouts" / "letter" / "sleep.pdf"))
    assert done.code == 3
    assert "note    article    the article changed since the last build; build again first." in done.out
    assert 'the article goes on "rest, with an end."' in done.out


def test_a_file_whose_article_is_unknown_is_proved_as_far_as_it_can_be(seed: ClinicFolder, tmp_path: Path) -> None:
    stray = tmp_path / "stray.pdf"
    stray.write_bytes(seed.made()[f"letter/{SLUG}.pdf"])
    done = seed.call("prove", "--fast", str(stray))
    assert done.code == 0
    assert "no article in sources/ is called stray" in done.out
    assert "  ok      fonts" in done.out
    assert "  ok      words" not in done.out


def test_what_is_no_handout_is_one_clear_message(seed: ClinicFolder) -> None:
    done = seed.call("prove", "nowhere.pdf", "layouts/logo.svg")
    assert done.code == 4
    assert done.err == (
        "nowhere.pdf: there is no such file.\nlayouts/logo.svg: is no handout; their names end in .pdf or .epub.\n"
    )


def test_the_checkers_from_outside_are_asked_or_named(
    seed: ClinicFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(outloud, "missing", lambda: "")
    monkeypatch.setattr(outloud, "faults", lambda path: [f"{path.suffix} is mute"])
    monkeypatch.setattr(verapdf, "missing", lambda: "get it there")
    monkeypatch.setattr(epubcheck, "faults", lambda _path: pytest.fail("EPUBCheck was asked about a PDF"))
    path = seed.path / "handouts" / "letter" / f"{SLUG}.pdf"
    assert main(["prove", str(path), "--folder", str(seed.path)]) == 3
    out = capsys.readouterr().out
    assert "  failed  outloud    .pdf is mute" in out
    assert "  note    veraPDF    not here. To have it: get it there" in out


@pytest.mark.outside
def test_outloud_sees_what_is_damaged(seed: ClinicFolder, tmp_path: Path) -> None:
    if outloud.missing():
        pytest.skip(outloud.missing())
    whole = seed.path / "handouts" / "letter" / f"{SLUG}.pdf"
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(pdf_damage(damage.hide_title)(whole.read_bytes()))
    assert outloud.faults(whole) == []
    assert any("DisplayDocTitle" in fault for fault in outloud.faults(bad))


@pytest.mark.outside
def test_verapdf_and_epubcheck_see_what_is_damaged(seed: ClinicFolder, tmp_path: Path) -> None:
    if verapdf.missing() or epubcheck.missing():
        pytest.skip(verapdf.missing() or epubcheck.missing())
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(pdf_damage(damage.hide_title)(seed.made()[f"letter/{SLUG}.pdf"]))
    assert verapdf.faults(bad) == ["FAIL 7.1-10"]
    book = tmp_path / "bad.epub"
    book.write_bytes(epub_damage("chapter-", "</p>", "")(seed.made()[f"epub/{SLUG}.epub"]))
    assert any("must be terminated" in fault for fault in epubcheck.faults(book))
