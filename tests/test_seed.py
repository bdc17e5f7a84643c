"""The example article, from pasted text to what a patient reads."""

import json

import pytest

from .conftest import HOME, SEED, SLUG, ClinicFolder
from .open_epub import Epub
from .open_pdf import Pdf

HEADINGS = [
    "The Brain’s Ability to Change: Neuroplasticity",
    "Creating New Connections: Dendrites and Synapses",
    "Integration: Supporting Lasting Change",
]
BODY_LINES = SEED.read_text("utf-8").split("\n")[4:23]
WORDS = " ".join(BODY_LINES).split()
JUNK = "What to Expect in Your First Ketamine-Assisted Psychotherapy Session"
EDITIONS = ("letter", "a4")


def test_it_is_understood_without_help(clinic: ClinicFolder) -> None:
    done = clinic.run("read", str(SEED), "--json")
    article = json.loads(done.out)
    assert done.code == 0
    assert article["file"] == str(SEED)
    assert article["title"] == "How Ketamine Can Help with Depression and Anxiety"
    assert article["bylines"] == [{"name": "Kelsey Geiger", "credentials": ["LPCC"], "role": "author"}]
    assert article["headings"] == [[2, heading] for heading in HEADINGS]
    assert article["language"] == "en"
    assert article["words"] == WORDS
    assert [(line["line"], line["text"]) for line in article["removed"]] == [(25, "Next"), (26, "Next"), (28, JUNK)]
    assert all(line["reason"] for line in article["removed"])


def test_its_paragraphs_stand_where_the_author_put_them(seed: ClinicFolder) -> None:
    chapter = Epub(seed.path / "handouts" / "epub" / f"{SLUG}.epub").chapter(SLUG)
    body = [(tag, text) for tag, text in chapter.blocks() if tag in ("p", "h2")]
    start = next(number for number, (_, text) in enumerate(body) if text.startswith("Ketamine, once"))
    shape = [tag for tag, _ in body[start : start + 10]]
    assert shape == ["p", "h2", "p", "p", "h2", "p", "p", "h2", "p", "p"]
    assert [text for tag, text in body[start : start + 10] if tag == "h2"] == HEADINGS


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_word_is_in_the_pdf_once_and_in_order(seed: ClinicFolder, edition: str) -> None:
    pdf = Pdf(seed.path / "handouts" / edition / f"{SLUG}.pdf")
    assert pdf.body_words(len(WORDS), WORDS[:6]) == WORDS
    assert JUNK not in pdf.text
    assert "Next" not in pdf.text.split()


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_pdf_says_what_it_is(seed: ClinicFolder, edition: str) -> None:
    pdf = Pdf(seed.path / "handouts" / edition / f"{SLUG}.pdf")
    assert pdf.title == "How Ketamine Can Help with Depression and Anxiety"
    assert pdf.author == "Kelsey Geiger, LPCC"
    assert pdf.language == "en"
    assert pdf.is_tagged
    assert pdf.shows_title
    assert pdf.outline == [(0, pdf.title), *((1, heading) for heading in HEADINGS)]
    assert pdf.heading_tags == ["H1", "H2", "H2", "H2"]
    assert "Kelsey Geiger, LPCC" in pdf.pages[0]
    assert [f"Page {n} of {len(pdf.pages)}" in text for n, text in enumerate(pdf.pages, 1)] == [True] * len(pdf.pages)


@pytest.mark.parametrize("edition", EDITIONS)
def test_its_fonts_are_the_packaged_ones_embedded_and_subset(seed: ClinicFolder, edition: str) -> None:
    fonts = Pdf(seed.path / "handouts" / edition / f"{SLUG}.pdf").fonts
    assert fonts
    for font in fonts:
        assert font.is_embedded
        assert font.is_subset
        assert font.has_unicode_map
        assert font.family in ("Atkinson-Hyperlegible", "Atkinson-Hyperlegible-Bold")


@pytest.mark.parametrize(("edition", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_the_pages_have_the_size_of_the_paper(seed: ClinicFolder, edition: str, size: tuple[int, int]) -> None:
    pdf = Pdf(seed.path / "handouts" / edition / f"{SLUG}.pdf")
    assert all((round(width), round(height)) == size for width, height in pdf.sizes)


def test_the_lines_are_as_long_as_eyes_like(seed: ClinicFolder) -> None:
    lines = [line for line in Pdf(seed.path / "handouts" / "letter" / f"{SLUG}.pdf").text.split("\n") if len(line) > 45]
    longest = sorted(len(line.strip()) for line in lines)[: -len(lines) // 10 or None]
    assert 55 <= sum(longest) / len(longest) <= 75


@pytest.mark.parametrize("name", [f"epub/{SLUG}.epub", "example-clinic-handouts.epub"])
def test_every_word_is_in_the_epub_once_and_in_order(seed: ClinicFolder, name: str) -> None:
    chapter = Epub(seed.path / "handouts" / name).chapter(SLUG)
    words = " ".join(text for _, text in chapter.blocks()).split()
    start = words.index("once") - 1
    assert words[start : start + len(WORDS)] == WORDS
    assert JUNK not in " ".join(words)
    assert chapter.text_of("h1") == ["How Ketamine Can Help with Depression and Anxiety"]
    assert any("Kelsey Geiger, LPCC" in text for text in chapter.text_of("p"))


def test_the_copy_in_sources_is_the_one_that_was_given() -> None:
    given = HOME.parent / "shared" / "seed"
    if not given.is_dir():
        pytest.skip("the article as it was given is not beside this checkout")
    assert SEED.read_bytes() == next(given.glob("*.txt")).read_bytes()
