"""Finished handouts damaged on purpose, each in one way that a reader would suffer from."""

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf

Damage = Callable[[bytes], bytes]


def pdf_damage(change: Callable[[Any], None]) -> Damage:
    """Make a damage of a change to an open PDF."""

    def damaged(data: bytes) -> bytes:
        out = BytesIO()
        with pikepdf.open(BytesIO(data)) as pdf:
            change(pdf)
            pdf.save(out)
        assert out.getvalue() != data
        return out.getvalue()

    return damaged


def stream(pattern: bytes, value: bytes | Callable[[re.Match[bytes]], bytes], page: int = -1) -> Damage:
    """Replace the first match in a page's painting."""

    def change(pdf: Any) -> None:
        contents = pdf.pages[page].Contents
        before = contents.read_bytes()
        after = re.sub(pattern, value, before, count=1, flags=re.DOTALL)
        assert before != after
        contents.write(after)

    return pdf_damage(change)


def elements(pdf: Any, name: str) -> list[Any]:
    """Give every element of a type, in the order of the tag tree."""

    def walk(kids: Any) -> Iterator[Any]:
        for kid in kids if isinstance(kids, pikepdf.Array) else []:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from walk(kid.get("/K"))

    return [element for element in walk(pdf.Root.StructTreeRoot.K) if name == element.S]


def swap_paragraphs(pdf: Any) -> None:
    kids = elements(pdf, "/Art")[0].K
    first, second = (n for n in range(len(kids)) if kids[n].S == "/P" and n > len(kids) - 4)
    kids[first], kids[second] = kids[second], kids[first]


def repeat_last_paragraph(pdf: Any) -> None:
    kids = elements(pdf, "/Art")[0].K
    kids.append(kids[len(kids) - 1])


def read_a_paragraph_first(pdf: Any) -> None:
    kids = elements(pdf, "/Art")[0].K
    kids.insert(2, next(kid for kid in kids if kid.S == "/P"))


def demote_heading(pdf: Any) -> None:
    elements(pdf, "/H2")[1].S = pikepdf.Name.H3


def make_heading_a_paragraph(pdf: Any) -> None:
    elements(pdf, "/H2")[0].S = pikepdf.Name.P


def forget_author(pdf: Any) -> None:
    del pdf.trailer.Info["/Author"]


def take_font_out(pdf: Any) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def change_a_letters_meaning(pdf: Any) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        text = font.ToUnicode.read_bytes()
        font.ToUnicode.write(text.replace(b"<0065>\n", b"<0061>\n"))


def forget_an_outline_entry(pdf: Any) -> None:
    top = pdf.Root.Outlines.First
    top.First = top.First.Next


def hide_title(pdf: Any) -> None:
    del pdf.Root["/ViewerPreferences"]


def silence_links(pdf: Any) -> None:
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            del note["/Contents"]


def silence_pictures(pdf: Any) -> None:
    for figure in elements(pdf, "/Figure"):
        del figure["/Alt"]


def move_halves(left: bytes, right: bytes) -> Callable[[Any], None]:
    """Replace the places of the drawings on the second side of a booklet."""

    def change(pdf: Any) -> None:
        contents = pdf.pages[1].Contents
        before = contents.read_bytes()
        places = {b"1 0 0 1 0 0 cm": left, b"1 0 0 1 396 0 cm": right}
        contents.write(re.sub(rb"1 0 0 1 (?:0|396) 0 cm", lambda found: places[found[0]], before))

    return change


def leave_a_page_out(pdf: Any) -> None:
    page = pdf.pages[1]
    page.Contents.write(re.sub(rb"/p2 Do", b"", page.Contents.read_bytes()))
    del page.Resources.XObject["/p2"]


def turn_a_side(pdf: Any) -> None:
    pdf.pages[1].Rotate = 180


def turn_a_sheet_over(pdf: Any) -> None:
    pages = pdf.Root.Pages.Kids
    pages[0], pages[1] = pages[1], pages[0]


def drawing_change(pattern: bytes, value: bytes, name: str = "/p2") -> Callable[[Any], None]:
    """Replace the first match in the painting of a booklet's page."""

    def change(pdf: Any) -> None:
        drawing = pdf.pages[1].Resources.XObject[name]
        before = drawing.read_bytes()
        after = re.sub(pattern, value, before, count=1)
        assert before != after
        drawing.write(after)

    return change


def take_a_drawings_font_out(pdf: Any) -> None:
    for font in pdf.pages[1].Resources.XObject["/p2"].Resources.Font.values():
        descriptor = font.DescendantFonts[0].FontDescriptor
        for key in ("/FontFile2", "/FontFile3"):
            if key in descriptor:
                del descriptor[key]


def forget_the_fold(pdf: Any) -> None:
    del pdf.Root.ViewerPreferences["/Duplex"]


def forget(key: str) -> Callable[[Any], None]:
    """Take an entry out of every element below the document that has it."""

    def change(pdf: Any) -> None:
        for name in ("/Span", "/P", "/BlockQuote"):
            for element in elements(pdf, name):
                if key in element:
                    del element[key]

    return change


def swap_told_words(pdf: Any) -> None:
    span = max(elements(pdf, "/Span"), key=lambda element: len(str(element.get("/ActualText", ""))))
    first, second, *rest = str(span.ActualText).split(" ")
    span.ActualText = " ".join([second, first, *rest])


def lose_painted_words(pdf: Any) -> None:
    """Take a line out of the painting, not out of what is told."""
    span = max(elements(pdf, "/Span"), key=lambda element: len(str(element.get("/ActualText", ""))))
    contents = pdf.pages[0].Contents
    line = rb"(/MCID %d>>\nBDC.*?BT.*?)\[[^\]]*\] TJ" % int(span.K[0])
    contents.write(re.sub(line, rb"\1", contents.read_bytes(), count=1, flags=re.DOTALL))


def epub_damage(name: str, pattern: str, value: str | None) -> Damage:
    """Replace the first match in the files whose names hold a word; None takes such a file out."""

    def damaged(data: bytes) -> bytes:
        out = BytesIO()
        touched = 0
        with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
            for info in source.infolist():
                content = source.read(info)
                if name in info.filename:
                    after = (
                        None
                        if value is None
                        else re.sub(pattern, value, content.decode(), count=1, flags=re.DOTALL).encode()
                    )
                    touched += after != content
                    content = after or b""
                    if after is None:
                        continue
                target.writestr(info, content)
        assert touched
        return out.getvalue()

    return damaged
