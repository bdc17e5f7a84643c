"""Lines of text are broken, placed and drawn as WeasyPrint does it, only with less work."""

import random
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import weasyprint.draw.text
import weasyprint.layout.block
import weasyprint.layout.inline
import weasyprint.text.line_break

from handout_builder.model import Page
from handout_builder.renderers import render
from handout_builder.renderers.engine import engine, paragraphs
from handout_builder.renderers.engine.paragraphs import Paragraph
from handout_builder.renderers.fonts import use_packaged_fonts

from .conftest import HOME, ClinicFolder
from .open_pdf import Pdf
from .test_engine import pages_of

OWN_WAYS = (
    (weasyprint.layout.inline, "split_first_line", weasyprint.text.line_break.split_first_line),
    (weasyprint.layout.inline, "strut", weasyprint.text.line_break.strut),
    (weasyprint.layout.block, "iter_line_boxes", weasyprint.layout.inline.iter_line_boxes),
)
WORDS = (
    "a in the of brain sleep anxiety neuroplasticity well-being and/or self-care—slowly half–awake… naïve “quoted” "
    "it’s 3.5\u202fmg 50\u00a0% https://clinic.example/a/long/path?with=query(and)more γάμμα сон über Ærø œuvre ﬁne "
    "AV To. (in brackets) [9] e\u0301 soft\u00adhyphen zero\u200bwidth ½ → ✓ "
    "Psychoneuroendocrinoimmunologicalpsychopharmacotherapeuticallyspeakingwithoutanyspaceatallforaverylongwhile"
).split(" ")


@pytest.fixture
def as_weasyprint(monkeypatch: pytest.MonkeyPatch) -> Callable[[Page], bytes]:
    """Render a page by WeasyPrint's own ways of breaking, placing and drawing lines."""
    use_packaged_fonts()
    engine()
    drawn = weasyprint.draw.text.draw_first_line

    def rendered(page: Page) -> bytes:
        with monkeypatch.context() as patch:
            for module, name, own in OWN_WAYS:
                patch.setattr(module, name, own)
            patch.setattr(weasyprint.draw.text, "draw_first_line", own_drawing(drawn))
            return render(page).data

    return rendered


def own_drawing(ours: Any) -> Any:
    return ours.__globals__["draw_first_line"]


def alike(ours: bytes, theirs: bytes) -> bool:
    """Compare two PDFs but for how hard they are squeezed, and for displacements of nothing, which only one has."""
    return without_nothing(ours) == without_nothing(theirs)


def without_nothing(data: bytes) -> bytes:
    """Write a PDF out without displacements of nothing; the runs of one font may be joined by one, or by none."""
    return written_out(data).replace(b">0]", b">]").replace(b">0<", b"").replace(b"><", b"")


def written_out(data: bytes) -> bytes:
    """Write a PDF with nothing squeezed, and its pages' lengths left out."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.specialized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            static_id=True,
        )
    return LENGTHS.sub(b"", out.getvalue())


LENGTHS = re.compile(rb"/Length \d+|xref\n.*?(?=trailer)|startxref\n\d+", re.DOTALL)
"""What changes with the length of a page's text."""


def article(number: int) -> str:
    """Make an article of all that can stand in a line."""
    pick = random.Random(number)  # noqa: S311 - the same articles on every run

    def words(most: int) -> str:
        return " ".join(pick.choice(WORDS) for _ in range(pick.randint(1, most)))

    blocks = [f"# {words(9)}", "By Jane Roe, LPCC"]
    for _ in range(14):
        kind = pick.randrange(9)
        blocks.append(
            [
                words(120),
                words(300),
                f"## {words(14)}",
                f"{words(30)} **{words(12)}** {words(30)} *{words(5)}* {words(40)}",
                "\n".join(f"- {words(40)}" for _ in range(4)),
                f"> {words(60)}",
                f"| {words(5)} | {words(5)} |\n|---|---|\n| {words(20)} | {words(20)} |",
                f"{words(25)} [{words(6)}](https://clinic.example/) {words(25)}  \n{words(25)}",
                f"`{words(8)}` {words(15)}[^1]\n\n[^1]: {words(20)}",
            ][kind]
        )
    return "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize("number", range(6))
def test_handouts_are_the_same(number: int, clinic: ClinicFolder, as_weasyprint: Callable[[Page], bytes]) -> None:
    clinic.write("sources/one.md", f"---\nlanguage: en\n---\n\n{article(number)}")
    # In greyscale, lines are those of a letter in other colours.
    editions = ("letter", "large-print", "greyscale") if number == 0 else ("letter", "large-print")
    for page in pages_of(clinic.path, *editions):
        assert alike(render(page).data, as_weasyprint(page)), page.edition.name


def test_the_example_is_the_same(as_weasyprint: Callable[[Page], bytes]) -> None:
    for page in pages_of(HOME, "letter", "a4", "large-print"):
        ours = render(page).data
        assert b">0<" not in written_out(ours)
        assert alike(ours, as_weasyprint(page)), page.slug


def test_paragraphs_are_broken_at_once(clinic: ClinicFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    use_packaged_fonts()
    engine()
    broken: list[str] = []
    placed: list[str] = []

    def noted(text: str, style: Any, width: float) -> Paragraph:
        broken.append(text)
        return Paragraph(text, style, width)

    monkeypatch.setattr(paragraphs, "Paragraph", noted)
    monkeypatch.setattr(
        weasyprint.layout.inline, "split_first_line", noting(weasyprint.layout.inline.split_first_line, placed)
    )
    words = " ".join(f"word{number}" for number in range(400))
    clinic.write("sources/one.md", f"# One\n\nBy Jane Roe\n\n{words}\n")
    (page,) = pages_of(clinic.path, "letter")
    render(page)
    assert sum(text.startswith("word0 ") for text in broken) == 1
    assert sum(text.startswith("word") for text in placed) < 8, "most lines follow the one above them"


def noting(split: Any, texts: list[str]) -> Any:
    def noted(text: str, *rest: Any, **named: Any) -> Any:
        texts.append(text)
        return split(text, *rest, **named)

    return noted


def test_a_paragraph_longer_than_is_broken_at_once(
    clinic: ClinicFolder, monkeypatch: pytest.MonkeyPatch, as_weasyprint: Callable[[Page], bytes]
) -> None:
    words = " ".join(f"word{number}" for number in range(900))
    clinic.write("sources/one.md", f"# One\n\nBy Jane Roe\n\n{words}\n")
    (page,) = pages_of(clinic.path, "letter")
    expected = as_weasyprint(page)
    for window in (10, 100, 1000, 4000):
        monkeypatch.setattr(paragraphs, "_WINDOW", window)
        assert alike(render(page).data, expected)


def test_lines_of_a_layout_of_ones_own(clinic: ClinicFolder, as_weasyprint: Callable[[Page], bytes]) -> None:
    """Whatever a stylesheet asks of lines that ours does not do is left to WeasyPrint."""
    text = " ".join(WORDS[:13] * 14)
    clinic.write("sources/one.md", f"# One\n\nBy Jane Roe\n\n{text}\n\n## Two\n\n{text}\n\n{text}\n")
    clinic.write("layouts/clinic/handout.css", "")
    for rule in (
        "article p { text-align: justify; }",
        "article p { text-indent: 2em; }",
        "article p { hyphens: auto; }",
        "article p { letter-spacing: 1pt; }",
        "article p { word-spacing: 3pt; }",
        "article p { text-align: center; }",
        "article p { text-align-last: right; }",
        "article p { white-space: pre-line; }",
        "article p { text-decoration: underline line-through; }",
        "article p::first-line { font-size: 20pt; }",
        "article p::first-letter { font-size: 30pt; }",
        "article p { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }",
        "article p { max-lines: 2; block-ellipsis: auto; }",
        "article h2 { float: right; width: 4cm; height: 3cm; }",
        "article { columns: 2; }",
        "article p { direction: rtl; }",
        "article p { position: relative; }",
        "article p { vertical-align: super; line-height: 3; }",
        "article p { font-variant-caps: small-caps; font-kerning: none; }",
        "article p { orphans: 5; widows: 5; }",
    ):
        clinic.write("layouts/clinic/handout.css", f'@import "shipped/handout.css";\n{rule}\n')
        (page,) = pages_of(clinic.path, "letter")
        assert alike(render(page).data, as_weasyprint(page)), rule


def test_nothing_of_a_line_is_lost_when_it_is_drawn_twice(clinic: ClinicFolder) -> None:
    rows = "\n".join(f"| row {number} | words |" for number in range(120))
    clinic.write("sources/one.md", f"# One\n\nBy Jane Roe\n\n| A head of words | Another |\n|---|---|\n{rows}\n")
    done = clinic.run("build", "--edition", "letter")
    assert done.code == 0, done.err
    printed = Pdf(clinic.path / "handouts" / "letter" / "one.pdf")
    assert printed.text.count("A head of words") == len(printed.pages)
