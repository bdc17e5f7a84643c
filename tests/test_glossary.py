"""The glossary: which terms an article's handouts explain, where, and that the author's words stay as they are."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from handout_builder.checks import check
from handout_builder.errors import RenderError, SettingsError
from handout_builder.model import Article, Edition, Glossing, Term, editions_of
from handout_builder.pages import glossing_of, lay_out, load_layout
from handout_builder.pages.first_uses import first_uses
from handout_builder.proofs import prove
from handout_builder.readers import read
from handout_builder.renderers.margin_notes import place_notes
from handout_builder.renderers.pdf import render_pdf
from handout_builder.settings import load_clinic

from .conftest import ClinicFolder
from .damage import Damage, elements, epub_damage, pdf_damage
from .glossed_articles import ARTICLES, GLOSSARY
from .open_epub import Epub

DENDRITES = Term("dendrites", "the tiny branches of a nerve cell", ("dendrite",), ("en",))
CELL = Term("cell", "a tiny part of the body", (), ("en",))
NERVE_CELL = Term("nerve cell", "a cell that passes on messages", (), ("en",))


def used(body: str, *terms: Term, language: str = "en") -> list[str]:
    """Give what is found in a body, as it stands there, with the number of its block."""
    return [f"{use.block} {body[use.start : use.end]}" for use in first_uses(body, language, terms)]


FOUND = [
    ("<p>More dendrites, and dendrites.</p><p>A dendrite.</p>", ["0 dendrites"]),
    ("<p>None.</p><hr/><p>A <em>Dendrite</em> grows.</p>", ["2 Dendrite"]),
    ("<ul><li><p>One.</p></li><li>Of dendrites.</li></ul>", ["0 dendrites"]),
    ("<table><tbody><tr><td>dendrites</td></tr></tbody></table>", ["0 dendrites"]),
    (
        "<table><thead><tr><th>dendrites</th></tr></thead><tbody><tr><th>A dendrite</th></tr></tbody></table>",
        ["0 dendrite"],
    ),
    ("<figure><figcaption>A dendrite</figcaption></figure>", ["0 dendrite"]),
    ("<p>A\nnerve\n cell. A cell.</p>", ["0 nerve\n cell", "0 cell"]),
    ("<p>Nerve cells.</p>", []),
    ("<p>The dendrite’s end, (dendrite).</p>", ["0 dendrite"]),
    ("<p>A dendrite-like shape, sub-dendrites.</p>", []),
    ("<p>Xdendrites, dendrites9, dendrites&amp;co.</p>", ["0 dendrites"]),
    ("<p>den<em>drites</em>, <b>D</b>endrite, dendrite<i>s</i>.</p>", []),
    ('<p>A dendrite<sup id="r"><a class="footnote-ref" href="#f">1</a></sup> grows.</p>', ["0 dendrite"]),
    ("<p>A <em>dendrite</em><sup>2, 3</sup> grows.</p>", ["0 dendrite"]),
    ("<p>A dendrite<sup>s</sup>, dendrite<sub>2</sub>.</p>", []),
    ('<h2 id="a">Dendrites</h2><p>See <a href="#a">dendrites</a>, <code>dendrites</code>.</p>', []),
    ('<p><abbr title="x">dendrites</abbr> <span lang="es">dendrites</span></p>', []),
    ('<p lang="es">dendrites <span lang="en-GB">dendrites</span></p>', ["0 dendrites"]),
    (
        "<p>Dendrites are <em>the tiny branches</em> of a nerve cell.</p><p>Dendrites.</p>",
        ["0 nerve cell", "1 Dendrites"],
    ),
]
"""A body, and what is found in it."""


@pytest.mark.parametrize(("body", "found"), FOUND)
def test_a_term_is_found_where_it_is_first_used(body: str, found: list[str]) -> None:
    assert used(body, CELL, DENDRITES, NERVE_CELL) == found


def test_a_term_is_found_in_scripts_without_spaces_and_with_signs() -> None:
    receptor = Term("受体", "细胞上的开关", (), ("zh",))
    assert used("<p>谷氨酸受体的作用。</p>", receptor, language="zh-Hans") == ["0 受体"]
    cafe = Term("cafe", "where coffee is", (), ("en",))
    assert used("<p>cafe\u0301 is another word than cafe.</p>", cafe) == ["0 cafe"]
    rnd = Term("R&D <x>", "looking for what is new", (), ("en",))
    assert used("<p>The R&amp;D &lt;x&gt; of it; amp.</p>", rnd, Term("amp", "a unit", (), ("en",))) == [
        "0 R&amp;D &lt;x&gt;",
        "0 amp",
    ]


def test_a_plain_word_or_two_nearby_are_no_explanation() -> None:
    physician = Term("physician", "doctor", (), ("en",))
    assert used("<p>Your physician or doctor.</p>", physician) == ["0 physician"]


def test_one_of_hundreds_of_terms_is_found_in_a_long_article() -> None:
    names = [f"{first}{second}word{third}" for first in "abcdefgh" for second in "abcdef" for third in "uvwxyz"]
    terms = tuple(Term(name, "plain words for it", (f"{name}s",), ("en",)) for name in names)
    body = f"<p>{'These are words of a long article, which say nothing hard. ' * 2000} {names[-1]}</p>"
    assert [use.term for use in first_uses(body, "en", terms)] == [terms[-1]]


def test_the_narrower_language_has_the_last_word() -> None:
    wide = Term("apoyo", "ayuda", (), ("es",))
    narrow = Term("apoyo", "echar la mano", (), ("es-MX",))
    for terms in ((wide, narrow), (narrow, wide)):
        assert [use.term for use in first_uses("<p>Un apoyo.</p>", "es-MX", terms)] == [narrow]
    assert [narrow.is_for(tag) for tag in ("es", "es-mx", "es-AR")] == [False, True, False]
    assert [wide.is_for(tag) for tag in ("es", "es-MX", "est")] == [True, True, False]


MISTAKES = """[[term]]
term = "dendrites"
plan = "branches"

[[term]]
term = "synapses"
plain = "Synapses"
also = ["synapse", "42"]

[[term]]
term = "Synapse"
plain = "where cells meet"

[[term]]
term = "synapse"
plain = "donde se unen"
languages = ["es", "spanish language"]

[[term]]
term = ""
plain = "nothing"
"""


def test_tables_by_another_name_are_told_at_the_first_of_them(clinic: ClinicFolder) -> None:
    clinic.write("sources/glossary.toml", "# Words\n" + MISTAKES.replace("[[term]]", "[[terms]]"))
    done = clinic.run()
    assert done.code == 4
    assert "sources/glossary.toml, line 2: terms is not a setting; did you mean term?" in done.err


def test_every_mistake_in_the_glossary_is_told_at_once(clinic: ClinicFolder) -> None:
    clinic.write("sources/glossary.toml", MISTAKES)
    clinic.write("layouts/clinic.toml", '[glossary]\nmargin = ["booklet", "letter"]\nend = ["letter", "epubs"]\n')
    with pytest.raises(SettingsError) as raised:
        load_clinic(clinic.path)
    assert raised.value.mistakes == [
        'layouts/clinic.toml, line 3: glossary.end has no "epubs"; did you mean epub?.'.replace("?.", "?"),
        'layouts/clinic.toml, line 2: glossary.margin has "booklet", whose pages have no room beside the text; '
        "write it under end. Those with room are letter, a4, greyscale, binder, epub, kobo, kindle, bundle.",
        "sources/glossary.toml, line 3: plan is not a setting; did you mean plain?",
        "sources/glossary.toml, line 1: plain is missing.",
        'sources/glossary.toml, line 8: also "42" has no letter; write a word.',
        'sources/glossary.toml, line 7: plain "Synapses" is the term itself; say what it means in everyday words.',
        'sources/glossary.toml, line 11: term "Synapse" stands here a second time for en; keep one entry.',
        'sources/glossary.toml, line 17: languages has "spanish language", which is no language tag, such as en, es '
        "or pt-BR.",
        "sources/glossary.toml, line 20: term is missing.",
    ]


def test_a_term_that_stands_twice_is_told_among_thousands(clinic: ClinicFolder) -> None:
    entries = (f'[[term]]\nterm = "word{number}"\nplain = "plain words"\n' for number in range(3000))
    clinic.write("sources/glossary.toml", "".join(entries) + '[[term]]\nterm = "WORD7"\nplain = "others"\n')
    with pytest.raises(SettingsError, match=r"line 9002: term .WORD7. stands here a second time for en") as raised:
        load_clinic(clinic.path)
    assert len(raised.value.mistakes) == 1


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u200b\ufeff \u00ad", "\\u0001", "\\u200e\\u0301"])
def test_a_term_or_words_that_show_nothing_are_missing(blank: str, clinic: ClinicFolder) -> None:
    clinic.write("sources/glossary.toml", f'[[term]]\nterm = "{blank}"\nplain = "{blank}"\n')
    with pytest.raises(SettingsError) as raised:
        load_clinic(clinic.path)
    assert raised.value.mistakes == [
        "sources/glossary.toml, line 2: term is missing.",
        "sources/glossary.toml, line 3: plain is missing.",
    ]


def test_other_forms_that_show_nothing_are_passed_over(clinic: ClinicFolder) -> None:
    also = '[" ", "\u00a0", "\\u0001", "\\u0001 \\u0002", "\\u0001 cells"]'
    clinic.write("sources/glossary.toml", f'[[term]]\nterm = "cell"\nplain = "a tiny part"\nalso = {also}\n')
    assert load_clinic(clinic.path).glossary[0].forms == ("cell", "cells")


def test_a_term_is_plain_text_and_no_mark_up() -> None:
    space = Term("&nbsp;", "a space", ("R&amp;D",), ("en",))
    assert used("<p>Research, R&amp;D, a\u00a0space.</p>", space) == []
    assert used("<p>Write &amp;nbsp; there.</p>", space) == ["0 &amp;nbsp;"]


def test_an_edition_is_named_once(clinic: ClinicFolder) -> None:
    clinic.write("layouts/clinic.toml", '[glossary]\nmargin = ["letter"]\noff = ["letter"]\n')
    with pytest.raises(SettingsError, match=r"off has .letter., which stands under margin too; keep one of them"):
        load_clinic(clinic.path)


EXPLAINED = (
    "dendrites the tiny branches of a nerve cell glutamate a chemical that brain cells use to send messages "
    "receptors spots on a cell that a medicine fits into synapses where one nerve cell passes a message to the next "
    "plasticity how the brain changes"
)


@pytest.mark.parametrize(
    ("words", "place"),
    [("A cell.", "sources/glossary.toml: cell"), ("A cell, and \U00013000.", "sources/a.md")],
)
def test_a_letter_without_a_font_is_blamed_on_the_glossary_where_it_alone_has_it(
    words: str, place: str, clinic: ClinicFolder
) -> None:
    clinic.write("sources/glossary.toml", '[[term]]\nterm = "cell"\nplain = "a \U00013000 part"\n')
    clinic.write("sources/a.md", f"# A\n\nBy Jane Roe\n\n{words}\n")
    known = load_clinic(clinic.path)
    letter = edition_of(clinic, "letter")
    page = lay_out(article_of(clinic, "a.md"), known, load_layout(clinic.path, known), letter)
    with pytest.raises(RenderError, match=rf"^{place}: no font has"):
        render_pdf(page)


def edition_of(folder: ClinicFolder, name: str) -> Edition:
    return editions_of(load_clinic(folder.path), [name])[-1]


def article_of(folder: ClinicFolder, name: str) -> Article:
    return read(folder.path / "sources" / name, folder.path)[0]


def glossings(folder: ClinicFolder, name: str, edition: str) -> list[Glossing]:
    clinic = load_clinic(folder.path)
    return [glossing_of(article_of(folder, name), clinic, edition_of(folder, edition)) or Glossing()]


def text_of(path: Path, page: int) -> str:
    document = pypdfium2.PdfDocument(path)
    return " ".join(document[page].get_textpage().get_text_range().split())


def test_the_end_of_a_printed_handout_explains_each_term_once(glossed: ClinicFolder) -> None:
    path = glossed.path / "handouts" / "a4" / "brain.pdf"
    pages = len(pypdfium2.PdfDocument(path))
    text = " ".join(text_of(path, page) for page in range(pages))
    after = text.partition("The last words.")[2]
    assert f"Words in this handout {EXPLAINED} Questions?" in after
    assert text.count("the tiny branches") == 1


def places_of(page: pypdfium2.PdfPage, words: str) -> list[tuple[float, float, float, float]]:
    """Give left, bottom, right and top of each place of some words on a page, in points."""
    text = page.get_textpage()
    searcher, found = text.search(words), []
    while place := searcher.get_next():
        boxes = [text.get_charbox(number) for number in range(place[0], place[0] + place[1])]
        found.append((boxes[0][0], min(box[1] for box in boxes), boxes[-1][2], max(box[3] for box in boxes)))
    return found


def test_a_note_stands_beside_the_line_of_its_term_and_over_no_other(glossed: ClinicFolder) -> None:
    page = pypdfium2.PdfDocument(glossed.path / "handouts" / "letter" / "brain.pdf")[0]
    *in_text, in_margin = sorted(places_of(page, "dendrites"))
    line = max(place[3] for place in in_text)
    right_of_text = max(place[2] for place in places_of(page, "lower"))
    assert abs(line - in_margin[3]) < 8
    assert in_margin[0] > right_of_text + 10
    notes = [places_of(page, words) for words in ("glutamate", "receptors", "synapses", "plasticity")]
    tops = [in_margin[3], *(max(found, key=lambda place: place[0])[3] for found in notes)]
    # Each has two lines at least, of 13 points.
    assert all(above - below > 26 for above, below in pairwise(tops))
    assert all(max(found, key=lambda place: place[0])[0] == pytest.approx(in_margin[0], abs=1) for found in notes)


def test_the_text_beside_a_margin_has_55_letters_a_line_and_more(glossed: ClinicFolder) -> None:
    page = pypdfium2.PdfDocument(glossed.path / "handouts" / "letter" / "brain.pdf")[0]
    lines = page.get_textpage().get_text_range().replace("\r", "").split("\n")
    assert max(len(line) for line in lines if "Some words" in line or "so that" in line) >= 55


def test_an_article_without_terms_keeps_its_page(glossed: ClinicFolder) -> None:
    clinic, article = load_clinic(glossed.path), article_of(glossed, "plain.md")
    layout, letter = load_layout(glossed.path, clinic), edition_of(glossed, "letter")
    without = lay_out(article, replace(clinic, glossary=()), layout, letter)
    assert lay_out(article, clinic, layout, letter) == without
    assert "</header>" in without.documents[0].text


def test_a_note_is_read_behind_its_block_and_told_in_its_language(glossed: ClinicFolder) -> None:
    with pikepdf.open(glossed.path / "handouts" / "letter" / "es.pdf") as pdf:
        article = elements(pdf, "/Art")[0]
        kinds = [(str(kid.S), str(kid.get("/Lang", ""))) for kid in article.K if isinstance(kid, pikepdf.Dictionary)]
    assert kinds[-4:] == [("/P", ""), ("/Div", ""), ("/P", ""), ("/Div", "en")]


def chapter(book: Path, slug: str) -> etree._Element:
    with zipfile.ZipFile(book) as file:
        name = next(name for name in file.namelist() if name.endswith(f"chapter-{slug}.xhtml"))
        return etree.fromstring(file.read(name))


X = "{http://www.w3.org/1999/xhtml}"


def words_in(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_chapter_has_its_words_at_the_end_and_links_to_and_fro(glossed: ClinicFolder) -> None:
    root = chapter(glossed.path / "handouts" / "epub" / "brain.epub", "brain")
    section = next(each for each in root.iter(f"{X}section") if each.get("role") == "doc-glossary")
    assert words_in(section) == f"Words in this handout {EXPLAINED}"
    ids = {each.get("id") for each in root.iter() if each.get("id")}
    links = [each.get("href")[1:] for each in root.iter(f"{X}a") if (each.get("href") or "").startswith("#_")]
    assert len(links) == 10
    assert set(links) <= ids
    paragraph = next(root.iter(f"{X}section")).find(f"{X}p")
    assert paragraph is not None
    assert (
        words_in(paragraph) == "The brain grows dendrites, and glutamate meets receptors; dendrites grow (receptors)."
    )


def test_a_note_follows_the_block_that_uses_its_term(glossed: ClinicFolder) -> None:
    root = chapter(glossed.path / "handouts" / "test-clinic-handouts.epub", "brain")
    blocks = [str(each.tag).removeprefix(X) for each in next(root.iter(f"{X}section"))]
    assert " ".join(blocks).endswith("p aside aside aside ul aside p table aside p p p p p")
    notes = [each for each in root.iter(f"{X}aside") if each.get("role") == "doc-footnote"]
    assert " ".join(map(words_in, notes)) == EXPLAINED
    calls = [each.get("href") for each in root.iter(f"{X}a") if each.get("role") == "doc-noteref"]
    assert calls == [f"#{note.get('id')}" for note in notes]


def test_the_term_of_a_note_stands_on_a_line_of_its_own(glossed: ClinicFolder) -> None:
    book = Epub(glossed.path / "handouts" / "test-clinic-handouts.epub")
    root = etree.fromstring(book.files["EPUB/chapter-brain.xhtml"])
    terms = [bold.text for bold in root.iterfind(f".//{X}aside[@class='gloss']//{X}b")]
    assert "dendrites" in terms
    rule = re.search(r"\.gloss b {([^}]*)}", book.files["EPUB/book.css"].decode())
    assert rule and "display: block" in rule[1]


def test_the_page_on_the_web_has_the_words_at_its_end(glossed: ClinicFolder) -> None:
    page = glossed.made()["articles/brain.html"].decode()
    words = " ".join(re.sub(r"<[^>]*>", " ", page.partition("<footer>")[2]).split())
    assert words.startswith(f"Words in this handout {EXPLAINED}")


def test_words_in_another_language_than_the_page_are_marked(glossed: ClinicFolder) -> None:
    root = chapter(glossed.path / "handouts" / "epub" / "es.epub", "es")
    told = [(words_in(each), each.get("lang")) for each in root.iter(f"{X}dt")]
    assert told == [("dendritas", None), ("EMDR", "en")]


def faults(folder: ClinicFolder, edition: str, damaged: Damage, promised: Glossing | None = None) -> str:
    path = next((folder.path / "handouts" / edition).glob("brain.*"))
    article = article_of(folder, "brain.md")
    wanted = [promised] if promised else glossings(folder, "brain.md", edition)
    found = prove(damaged(path.read_bytes()), [article], edition_of(folder, edition), wanted)
    return "\n".join(f"{finding.code} {finding.message}" for finding in found)


def unchanged(data: bytes) -> bytes:
    return data


@pytest.mark.parametrize("edition", ["letter", "a4", "booklet", "epub"])
def test_a_promised_word_that_is_not_there_is_caught(edition: str, glossed: ClinicFolder) -> None:
    assert faults(glossed, edition, unchanged) == ""
    (promised,) = glossings(glossed, "brain.md", edition)
    more = Glossing(promised.form, promised.heading, (*promised.glosses, type(promised.glosses[0])(CELL, 2)))
    assert "cell a tiny part of the body" in faults(glossed, edition, unchanged, more)


def drop_the_last_note(pdf: pikepdf.Pdf) -> None:
    article = elements(pdf, "/Art")[0]
    notes = [kid for kid in article.K if isinstance(kid, pikepdf.Dictionary) and str(kid.S) == "/Div"]
    notes[-1].K = pikepdf.Array([])


def read_a_note_twice(pdf: pikepdf.Pdf) -> None:
    article = elements(pdf, "/Art")[0]
    notes = [kid for kid in article.K if isinstance(kid, pikepdf.Dictionary) and str(kid.S) == "/Div"]
    article.K = pikepdf.Array([*article.K, notes[-1]])


@pytest.mark.parametrize(
    ("edition", "damaged", "words"),
    [
        ("letter", pdf_damage(drop_the_last_note), "plasticity how the brain changes"),
        ("letter", pdf_damage(read_a_note_twice), "follows the article's last words"),
        ("epub", epub_damage("chapter-", "the tiny branches", "the branches"), "dendrites the tiny branches"),
        ("epub", epub_damage("chapter-", r"(?s)(<dl>.*?</dl>)", r"\1\1"), "do not stand together, once"),
        ("epub", epub_damage("chapter-", r">dendrites</a>,", ">dendrite</a>,"), "the article goes on"),
    ],
)
def test_words_of_the_glossary_that_are_otherwise_are_caught(
    edition: str, damaged: Damage, words: str, glossed: ClinicFolder
) -> None:
    assert words in faults(glossed, edition, damaged)


def test_terms_that_come_too_thick_for_a_margin_are_explained_at_the_end(clinic: ClinicFolder) -> None:
    names = [f"term{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    entries = (f'[[term]]\nterm = "{name}"\nplain = "{"plain words " * 5}"\n' for name in names)
    clinic.write("sources/glossary.toml", "\n".join(entries))
    clinic.write("sources/thick.md", f"# Thick\n\nBy Jane Roe\n\nOf {', '.join(names)}.\n")
    clinic.write("sources/thin.md", f"# Thin\n\nBy Jane Roe\n\nOf {', '.join(names[:5])}.\n")
    clinic.write("layouts/clinic.toml", '[glossary]\nmargin = ["letter", "epub"]\n')
    forms = [
        glossings(clinic, name, edition)[0].form for name in ("thick.md", "thin.md") for edition in ("letter", "epub")
    ]
    assert forms == ["end", "margin", "margin", "margin"]


class Box:
    """As little of a laid-out box as notes are placed by."""

    def __init__(self, tag: str, top: float, height: float, *children: "Box", role: str = "") -> None:
        self.element_tag, self.position_y, self.height = tag, top, height
        self.element = {"role": role}
        self.children: list[Box] = list(children)
        self.style: dict[str, str] = {}

    def margin_height(self) -> float:
        return self.height

    def translate(self, _: float, down: float) -> None:
        self.position_y += down

    def content_box_y(self) -> float:
        return 0


class LineBox(Box):
    block_ellipsis = "none"


class Sheet:
    def __init__(self, *blocks: Box) -> None:
        self._page_box = Box("page", 0, 100, Box("html", 0, 100, Box("body", 0, 100, *blocks)))


def note(height: float) -> Box:
    return Box("span", 0, height, role="note")


def test_notes_push_each_other_down_and_stay_on_their_page() -> None:
    first, second, last = note(20), note(20), note(30)
    sheet = Sheet(Box("p", 10, 5, LineBox("p", 10, 5, first, second)), Box("p", 90, 5, LineBox("p", 90, 5, last)))
    place_notes([sheet], "sources/a.md")
    assert [first.position_y, second.position_y, last.position_y] == [10, 39, 70]
    body = sheet._page_box.children[0].children[0]
    assert [child.element_tag for child in body.children] == ["p", "span", "span", "p", "span"]
    assert not body.children[0].children[0].children


def test_a_margin_that_is_too_full_is_told_with_its_page() -> None:
    with pytest.raises(
        Exception, match=r"sources/a.md: page 1 has 3 words explained in its margin, more than it can hold"
    ):
        place_notes([Sheet(Box("p", 10, 5, note(40), note(40), note(40)))], "sources/a.md")


@pytest.fixture
def made(paperless: ClinicFolder) -> ClinicFolder:
    """A clinic that prints nothing, with a glossary, built."""
    paperless.write("sources/glossary.toml", GLOSSARY)
    paperless.write("sources/brain.md", "# Brain\n\nBy Jane Roe\n\nA dendrite.\n")
    assert paperless.run().code == 0
    return paperless


def would_make(folder: ClinicFolder) -> dict[str, str]:
    return {
        each["edition"]: each["why"]
        for each in folder.run("--json", "--dry-run").receipts()
        if each["status"] != "kept"
    }


def test_a_change_of_the_glossary_remakes_what_it_is_in(made: ClinicFolder) -> None:
    settings = (made.path / "layouts" / "clinic.toml").read_text("utf-8")
    made.write("layouts/clinic.toml", settings + '[glossary]\noff = ["epub"]\n')
    assert would_make(made) == {"epub": "the glossary changed"}
    made.write("layouts/clinic.toml", settings)
    made.write("sources/glossary.toml", GLOSSARY.replace("the tiny branches", "the branches"))
    assert would_make(made) == {"epub": "the glossary changed", "bundle": "the glossary changed"}
    assert made.run().code == 0
    for book in ("epub/brain.epub", "test-clinic-handouts.epub"):
        assert "dendrites the branches of" in words_in(chapter(made.path / "handouts" / book, "brain"))


def test_an_edition_more_explains_terms_on_the_download_page_too(clinic: ClinicFolder) -> None:
    clinic.write("sources/glossary.toml", GLOSSARY)
    clinic.write("sources/brain.md", "# Brain\n\nBy Jane Roe\n\nA dendrite.\n")
    settings = 'name = "Elm Clinic"\neditions = [{}]\n[catalogue]\non = true\n[glossary]\noff = ["letter"]\n'
    page = clinic.path / "handouts/articles/brain.html"
    clinic.write("layouts/clinic.toml", settings.format('"letter"'))
    assert clinic.run().code == 0
    assert "tiny branches" not in page.read_text("utf-8")
    clinic.write("layouts/clinic.toml", settings.format('"letter", "bundle"'))
    assert clinic.run().code == 0
    assert "tiny branches" in page.read_text("utf-8")


def test_prove_knows_the_glossary(glossed: ClinicFolder) -> None:
    names = (
        "letter/brain.pdf",
        "a4/brain.pdf",
        "epub/brain.epub",
        "test-clinic-handouts.epub",
        "test-clinic-binder.pdf",
    )
    paths = [str(glossed.path / "handouts" / name) for name in names]
    done = glossed.call("prove", "--fast", *paths)
    assert done.code == 0, done.out
    assert done.out.count("every term is explained, as the glossary says") >= 2


def test_what_the_glossary_explains_counts_as_explained(clinic: ClinicFolder) -> None:
    clinic.write("sources/glossary.toml", GLOSSARY)
    known = load_clinic(clinic.path)
    one = Article("a", "sources/a.md", "A", "<p>You may grow dendrites.</p><p>The EMDR helps you.</p>", "en")
    said = {finding.code: finding.message for finding in check(one, known, date.today())}
    (clinic.path / "sources" / "glossary.toml").unlink()
    unsaid = {finding.code: finding.message for finding in check(one, load_clinic(clinic.path), date.today())}
    assert {"L208", "L210"} <= unsaid.keys()
    assert not {"L208", "L210"} & said.keys()


def test_check_names_the_terms_that_no_article_uses(clinic: ClinicFolder) -> None:
    clinic.write("sources/glossary.toml", GLOSSARY)
    clinic.write("sources/brain.md", ARTICLES["brain.md"])
    said = clinic.call("check").err
    assert "sources/glossary.toml: no article uses dendritas, EMDR, المشابك." in said
    assert "glossary.toml" not in clinic.call("check", "brain").err


@pytest.mark.parametrize(
    "markup",
    [
        '<h2 lang="es"><span lang="en">dendrites</span></h2>',
        '<p><a href="#x"><span lang="en">dendrites</span></a></p>',
        '<p><a href="#x" lang="en">dendrites</a></p>',
        '<p lang="es"><code>x <span lang="en">dendrites</span></code></p>',
    ],
)
def test_a_heading_or_a_link_stays_one_whatever_language_is_told_in_it(markup: str) -> None:
    assert used(f"{markup}<p>Some dendrites.</p>", DENDRITES) == ["1 dendrites"]


def test_a_link_within_a_link_is_caught(glossed: ClinicFolder) -> None:
    nested = epub_damage("chapter-", r'(<a class="word" [^>]*>)(\w+)</a>', r'\1<a href="#_word-1">\2</a></a>')
    assert "V121 the link to #_word-1 stands within another link." in faults(glossed, "epub", nested)


@pytest.mark.parametrize(
    ("term", "language", "part", "whole"),
    [
        ("रोग", "hi", "रोगी और", "रोग है"),
        ("می", "fa", "می\u200cروم", "می روم"),
        ("neuro", "en", "neuro\u00adplastic", "neuro"),
        ("don", "en", "Don’t, don't", "don’s, ‘don’"),
        ("psychotic", "en", "non-<em>psychotic</em>, <em>non</em>-psychotic", "<em>psychotic</em> - or"),
        ("psychotic", "en", "<em>psychotic</em>-like, <b>psychotic-</b>like", "a - <em>psychotic</em>"),
        ("brain", "en", "<em>brain</em>-s, <em>brain</em>’d", "<em>brain</em>’s"),
        ("โรค", "th", "โรค\u0e34", "เป็นโรคนี้"),
    ],
)
def test_a_term_is_not_found_within_a_word(term: str, language: str, part: str, whole: str) -> None:
    known = Term(term, "what it means in other words", (), (language,))
    assert used(f"<p>{part}</p><p>{whole}.</p>", known, language=language) == [f"1 {term}"]


@pytest.mark.parametrize(
    ("term", "written"),
    [
        ("café au lait", "Cafe\u0301 au lait"),
        ("cafe\u0301 au lait", "café au lait"),
        ("émotion", "e\u0301motion"),
        ("Parkinson's disease", "Parkinson’s disease"),
        ("Parkinson’s disease", "Parkinson's\u00a0disease"),
        ("long-term", "long\u2011term"),
        ("long\u2010term", "Long-term"),
        ("nerve cell", "nerve\u00a0 cell"),
        ("nerve\u00a0cell", "nerve&nbsp;cell"),
    ],
)
def test_a_term_is_found_however_it_is_written(term: str, written: str) -> None:
    known = Term(term, "what it means in other words", (), ("en",))
    assert used(f"<p>Of {written}, then.</p>", known) == [f"0 {written}"]
