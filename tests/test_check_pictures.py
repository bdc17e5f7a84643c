"""What `check` says of pictures: whether the author's own file is sharp in print, and of words that only eyes find."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handout_builder.checks import check
from handout_builder.model import Article, Picture
from handout_builder.pictures import printable
from handout_builder.readers.pictures import PictureShelf
from handout_builder.settings import load_clinic

from .conftest import HOME
from .test_pictures import photo

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
