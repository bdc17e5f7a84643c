"""What `check` says of pictures: whether the author's own file is sharp in print, and of words that only eyes find."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image, ImageDraw, ImageFont

from handout_builder.checks import check
from handout_builder.commands.check import command
from handout_builder.model import Article, Picture
from handout_builder.pictures import printable
from handout_builder.programs import tesseract
from handout_builder.programs.tesseract import Tesseract
from handout_builder.readers.pictures import PictureShelf
from handout_builder.settings import load_clinic

from .conftest import HOME, ClinicFolder
from .test_pictures import photo, written

outside = pytest.mark.skipif(
    not all(map(Tesseract().reads, ("en", "es"))),
    reason="needs Tesseract: sudo apt-get install tesseract-ocr tesseract-ocr-spa",
)
TODAY = date(2026, 1, 15)
FIGURE = '<figure><img src="pictures/a.png" alt="{}"/></figure>'


def pictured(own_size: tuple[int, int], body: str = FIGURE.format("A garden"), language: str = "en") -> Article:
    picture = Picture("a.png", "a.png", "image/png", b"bytes", own_size=own_size)
    return Article("a", "sources/a.md", "A title", body, language, pictures=(picture,))


def found(article: Article, code: str) -> list[str]:
    return [one.message for one in check(article, load_clinic(HOME), TODAY) if one.code == code]


@pytest.mark.parametrize(
    ("own_size", "dots"),
    [((1290, 900), 199), ((1300, 900), 0), ((900, 1300), 0), ((900, 1000), 154), ((400, 300), 96), ((100, 100), 0)],
)
def test_a_picture_is_coarse_below_two_hundred_dots_an_inch_as_placed(own_size: tuple[int, int], dots: int) -> None:
    assert found(pictured(own_size), "P203") == ([f'picture "a.png" has {dots} dots an inch in print'] if dots else [])


def test_a_picture_within_a_paragraph_is_printed_smaller_and_so_finer() -> None:
    within = '<p>Words <img src="pictures/a.png" alt="A garden"/> around.</p>'
    assert found(pictured((500, 480)), "P203")
    assert not found(pictured((500, 480), within), "P203")


@pytest.mark.parametrize(("orientation", "own_size"), [(1, (1600, 1200)), (6, (1200, 1600))])
def test_a_photo_is_judged_by_the_file_that_it_was_made_from(
    tmp_path: Path, orientation: int, own_size: tuple[int, int]
) -> None:
    (tmp_path / "a.jpg").write_bytes(photo((1600, 1200), orientation))
    assert printable((tmp_path / "a.jpg").read_bytes(), (300, 300)).own_size == own_size
    shelf = PictureShelf(tmp_path, tmp_path, "a")
    shelf.take("a.jpg", "A garden", 1)
    (picture,) = shelf.printed()
    assert picture.own_size == own_size
    shrunk = replace(picture, name="a.png", data=b"what the builder made of it")
    assert not found(replace(pictured((0, 0)), pictures=(shrunk,)), "P203")


SAYINGS = ("Go to bed at the same hour", "Keep the bedroom dark and quiet", "No coffee after lunch")
DICHOS = ("Duerma cada noche a la misma hora", "Nada de café después del mediodía")


def poster(lines: tuple[str, ...]) -> bytes:
    image = Image.new("RGB", (1400, 150 + 120 * len(lines)), "white")
    font = ImageFont.load_default(44)
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((80, 80 + 120 * number), line, fill="black", font=font)
    return written(image, "PNG")


def test_words_of_a_picture_are_told_where_neither_alternative_text_nor_caption_says_them() -> None:
    def read_words(data: bytes, language: str) -> tuple[str, ...]:
        assert (data, language) == (b"bytes", "en")
        return ("Go", "to", "bed", "—", "at", "10", "the", "SAME", "hour.", "hour")

    def unsaid(alt: str, caption: str = "") -> list[str]:
        body = FIGURE.format(alt).replace("</figure>", f"<figcaption>{caption}</figcaption></figure>")
        told = check(pictured((1400, 900), body), load_clinic(HOME), TODAY, read_words)
        return [one.message for one in told if one.code == "P204"]

    assert unsaid("A poster") == [
        'picture "a.png" shows "Go to bed at 10 the SAME hour. hour", which its alternative text does not say'
    ]
    assert unsaid("A bed and an hour")
    assert not unsaid("Go to bed at the same time")
    assert not unsaid("A poster", "To bed at the same hour")


def test_a_few_words_in_a_picture_are_no_matter() -> None:
    few = check(
        pictured((1400, 900)), load_clinic(HOME), TODAY, lambda *_: ("Exit", "exit", "to", "of", "12", "Way", "Out")
    )
    assert "P204" not in [one.code for one in few]


def test_an_excuse_for_words_in_a_picture_is_not_idle_where_they_are_not_looked_for() -> None:
    article = replace(pictured((1400, 900)), excused=(("P204", "a form to look at"),))
    assert not found(article, "M203")
    idle = check(article, load_clinic(HOME), TODAY, lambda *_: ())
    assert [one.words for one in idle if one.code == "M203"] == ["P204"]


@outside
@pytest.mark.outside
def test_check_reads_the_words_in_pictures(paperless: ClinicFolder) -> None:
    paperless.write("sources/poster.png", poster(SAYINGS))
    paperless.write("sources/cartel.png", poster(DICHOS))
    paperless.write("sources/garden.jpg", photo((1400, 1000)))
    shown = "![A poster](poster.png)\n\n![A garden](garden.jpg)\n"
    paperless.write("sources/a.md", f"# A title\n\nBy Jane Roe\n\nWords.\n\n{shown}")
    paperless.write("sources/b.es.md", "# Un título\n\nPor Jane Roe\n\nPalabras.\n\n![Un cartel](cartel.png)\n")
    told = [line for line in paperless.call("check").out.splitlines() if "[P204]" in line]
    assert len(told) == 2
    assert told[0].startswith(
        'sources/a.md, line 7: picture "poster.png" shows "Go to bed at the same hour Keep the bedroom …"'
    )
    assert "Duerma cada noche a la misma hora" in told[1]
    said = "A poster: go to bed at the same hour, keep the bedroom dark and quiet, no coffee after lunch"
    paperless.write("sources/a.md", f"# A title\n\nBy Jane Roe\n\nWords.\n\n{shown.replace('A poster', said)}")
    assert "[P204]" not in paperless.call("check", "a").out


@outside
@pytest.mark.outside
@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_picture_has_no_words(data: bytes) -> None:
    assert Tesseract().words_in(data, "en") == ()


def test_a_row_without_a_number_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join("\\t" * 10 + f"{sure}\\t{word}\\n" for sure, word in (("", "no"), ("sure", "nor"), ("96", "yes")))
    (tmp_path / "tesseract").write_text(f"#!/bin/sh\nprintf 'head\\n{rows}'\n")
    (tmp_path / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Tesseract().words_in(b"a picture", "en") == ("yes",)


def test_a_program_that_hangs_is_asked_once_and_check_says_so(
    paperless: ClinicFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        f"#!/bin/sh\necho asked >> {paperless.path}/log\n[ $1 = --list-langs ] && echo eng && exit\nexec sleep 60\n"
    )
    (paperless.path / "tesseract").write_text(script)
    (paperless.path / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", f"{paperless.path}:/bin:/usr/bin")
    monkeypatch.setattr(tesseract, "SECONDS", 1)
    paperless.write("sources/poster.png", poster(SAYINGS))
    for name in "ab":
        paperless.write(f"sources/{name}.md", "# A title\n\nBy Jane Roe\n\nWords.\n\n![A poster](poster.png)\n")
    told = CliRunner().invoke(command, ["--folder", str(paperless.path)])
    assert told.exit_code == 0
    assert told.output.count("Tesseract took more than 1 seconds for a picture") == 1
    # For its languages, and for one picture.
    assert (paperless.path / "log").read_text().count("asked") == 2


def test_without_the_program_check_says_once_how_to_install_it(
    paperless: ClinicFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(paperless.path))
    paperless.write("sources/poster.png", poster(SAYINGS))
    for name in "ab":
        paperless.write(f"sources/{name}.md", "# A title\n\nBy Jane Roe\n\nWords.\n\n![A poster](poster.png)\n")
    assert "Tesseract" not in paperless.call("check").err
    done = paperless.call("check", "-v")
    assert (done.code, done.err.count("Tesseract or a language of it is missing")) == (0, 1)
    assert "install" in done.err.splitlines()[0].partition("looked for: ")[2]
    assert "[P204]" not in done.out
