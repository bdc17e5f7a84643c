"""Runs: each piece of text with its look, and what stands between pieces: links, notes, pictures, equations."""

from dataclasses import replace

from lxml import etree

from .equations import equation_pieces
from .foreign import MARK, marked_language
from .names import MC, WP, A, Element, M, R, W, number, value
from .pictures import drawn_pictures, is_inside_box, undrawable
from .styles import Look
from .writer import CONTAINERS, Line, Writer, chosen

_HIDDEN = "hidden text"
_SPACES = {W + "tab", W + "ptab"}
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}


def write_inlines(writer: Writer, line: Line, container: Element) -> None:
    """Write the runs of a paragraph, a link or whatever else holds runs."""
    for child in container:
        if child.tag == W + "r":
            look = writer.styles.look(line.style_id, child.find(W + "rPr"))
            _write_run(writer, line, child, replace(look, language=marked_language(child, writer.language)))
        elif child.tag == W + "hyperlink":
            _write_link(writer, line, child)
        elif child.tag == W + "fldSimple":
            _write_simple_field(writer, line, child)
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None and not writer.leaves_out_inline(child, line):
                write_inlines(writer, line, content)
        elif child.tag in CONTAINERS:
            write_inlines(writer, line, child)
        elif child.tag == MC + "AlternateContent":
            write_inlines(writer, line, chosen(child))
        elif child.tag == W + "bookmarkStart":
            writer.mark(child)
        elif child.tag in (M + "oMath", M + "oMathPara"):
            _write_equation(writer, line, child)


def _write_equation(writer: Writer, line: Line, equation: Element) -> None:
    """Write an equation, parted by spaces from words that it would run together with."""
    pieces = equation_pieces(equation)
    shown = "".join(text for text, _ in pieces)
    below = (node.text or "" for after in equation.itersiblings() for node in after.iter(W + "t"))
    if line.about.text[-1:].isalnum() and shown[:1].isalnum():
        pieces.insert(0, (" ", ""))
    if shown[-1:].isalnum() and next(below, "")[:1].isalnum():
        pieces.append((" ", ""))
    for text, raised in pieces:
        _write_text(writer, line, text, Look(raised=raised))


def _write_link(writer: Writer, line: Line, link: Element) -> None:
    target = writer.package.targets(writer.part).get(link.get(R + "id", ""))
    before = line.href, line.anchor
    line.anchor = link.get(W + "anchor", "")
    line.href = target.address if target else ""
    write_inlines(writer, line, link)
    line.href, line.anchor = before


def _write_simple_field(writer: Writer, line: Line, simple: Element) -> None:
    writer.fields.mark("begin")
    writer.fields.add_code(simple.get(W + "instr", ""))
    writer.fields.mark("separate")
    line.about.has_sequence |= writer.fields.open[-1].kind == "SEQ"
    write_inlines(writer, line, simple)
    writer.fields.mark("end")


def _write_run(writer: Writer, line: Line, run: Element, look: Look) -> None:
    for child in run:
        if child.tag == W + "t":
            _write_text(writer, line, child.text or "", look)
        elif child.tag in _SPACES:
            _write_text(writer, line, "\t", look)
        elif child.tag in (W + "br", W + "cr"):
            _write_break(writer, line)
        elif child.tag == W + "noBreakHyphen":
            _write_text(writer, line, "\u2011", look)
        elif child.tag == W + "sym":
            _write_symbol(writer, line, child, look)
        elif child.tag == W + "fldChar":
            writer.fields.mark(child.get(W + "fldCharType"))
            _report_form(line, child)
        elif child.tag == W + "instrText":
            writer.fields.add_code(child.text or "")
            line.about.has_sequence |= bool(writer.fields.open) and writer.fields.open[-1].kind == "SEQ"
        elif child.tag in _NOTES:
            _write_note(writer, line, (_NOTES[child.tag], child.get(W + "id", "")))
        elif child.tag in (W + "drawing", W + "pict", W + "object"):
            _write_drawing(writer, line, child)
        elif child.tag == MC + "AlternateContent":
            _write_run(writer, line, chosen(child), look)
        elif child.tag == W + "ruby":
            _write_ruby(writer, line, child)


def _write_text(writer: Writer, line: Line, text: str, look: Look) -> None:
    text = text.replace("\u00ad", "")
    if not text or writer.fields.is_code:
        return
    reason = writer.fields.left_out or (_HIDDEN if look.is_hidden else "")
    if reason:
        line.left_out[reason] = line.left_out.get(reason, "") + text
        return
    line.about.text += text
    if text.strip():
        line.about.looks.append((look, len(text.strip())))
    run = _run(look, is_link=bool(line.href or line.anchor or any(writer.fields.link)))
    etree.SubElement(run, W + "t").text = text
    _add(writer, line, run)


def _write_break(writer: Writer, line: Line) -> None:
    """Keep every break within a paragraph, a page's too: it parts words."""
    if writer.fields.is_code or writer.fields.left_out:
        return
    line.about.text += "\n"
    run = etree.Element(W + "r")
    etree.SubElement(run, W + "br")
    line.made.append(run)


def _write_symbol(writer: Writer, line: Line, symbol: Element, look: Look) -> None:
    from mammoth.docx.dingbats import dingbats

    font, code = symbol.get(W + "font", ""), symbol.get(W + "char", "")
    if not 1 <= len(code) <= 5 or any(digit not in "0123456789abcdefABCDEF" for digit in code):
        return
    point = int(code, 16)
    # Symbol fonts stand in the private use area at F000 (ECMA-376 part 1, 17.3.3.30).
    found = dingbats.get((font, point)) or dingbats.get((font, point & 0xFF if 0xF000 <= point < 0xF100 else point))
    if found is None and not 0xE000 <= point < 0xF900:
        found = point
    if found:
        _write_text(writer, line, chr(found), look)
    else:
        reason = "a sign of a font that only Word has; use Insert, Symbol with a normal font"
        line.left_out[reason] = line.left_out.get(reason, "") + f"({font} {code})"


def _report_form(line: Line, mark: Element) -> None:
    """Report what an old form shows without writing it: a check box, the choice in a list."""
    form = mark.find(W + "ffData")
    if form is None:
        return
    if form.find(W + "checkBox") is not None:
        reason = "a form's check box; type a line or a bullet instead"
        line.left_out[reason] = line.left_out.get(reason, "") + "☐"
    if (choices := form.find(W + "ddList")) is not None:
        reason = "the choice in a form's list; type it as text"
        entries = [entry.get(W + "val", "") for entry in choices.findall(W + "listEntry")]
        place = number(value(choices, "result"))
        line.left_out[reason] = line.left_out.get(reason, "") + " ".join(entries[place : place + 1])


def _write_note(writer: Writer, line: Line, note: tuple[str, str]) -> None:
    if note not in writer.notes or writer.fields.is_code or writer.fields.left_out:
        return
    line.holds_more = True
    run = etree.Element(W + "r")
    etree.SubElement(run, W + "footnoteReference", {W + "id": str(writer.notes[note])})
    line.made.append(run)


def _write_ruby(writer: Writer, line: Line, ruby: Element) -> None:
    """Write how a word is read as a small raised text after it."""
    for name, raised in (("rubyBase", ""), ("rt", "superscript")):
        for run in ruby.iterfind(f"{W}{name}/{W}r"):
            look = writer.styles.look(line.style_id, run.find(W + "rPr"))
            _write_run(writer, line, run, replace(look, raised=raised))


def _write_drawing(writer: Writer, line: Line, drawing: Element) -> None:
    if writer.fields.is_code:
        return
    place = line.about.number
    for picture in drawn_pictures(drawing, writer.package, writer.part, place):
        line.holds_more = True
        writer.pictures.append(picture)
        line.made.append(_picture_run(len(writer.pictures) - 1))
    writer.removed += undrawable(drawing, writer.package, writer.part, place)
    for content in list(drawing.iter(W + "txbxContent")):
        if not is_inside_box(content, drawing):
            line.after += writer.box(content, line.about.box)


def _picture_run(index: int) -> Element:
    run = etree.Element(W + "r")
    inline = etree.SubElement(etree.SubElement(run, W + "drawing"), WP + "inline")
    etree.SubElement(inline, WP + "docPr", descr=str(index))
    data = etree.SubElement(etree.SubElement(inline, A + "graphic"), A + "graphicData")
    fill = etree.SubElement(etree.SubElement(data, _PIC + "pic"), _PIC + "blipFill")
    etree.SubElement(fill, A + "blip", {R + "embed": "picture"})
    return run


def _run(look: Look, *, is_link: bool) -> Element:
    run = etree.Element(W + "r")
    properties = etree.SubElement(run, W + "rPr")
    if look.language:
        etree.SubElement(properties, W + "rStyle", {W + "val": MARK + look.language})
    for name, holds in (("b", look.is_bold), ("i", look.is_italic), ("strike", look.is_struck)):
        if holds:
            etree.SubElement(properties, W + name)
    if look.is_underlined and not is_link:
        etree.SubElement(properties, W + "u", {W + "val": "single"})
    if look.raised:
        etree.SubElement(properties, W + "vertAlign", {W + "val": look.raised})
    return run


def _add(writer: Writer, line: Line, run: Element) -> None:
    address, place = writer.fields.link
    address, place = (line.href, line.anchor) if line.href or line.anchor else (address, place)
    if address:
        link = etree.Element(W + "hyperlink", {R + "id": writer.link_id(f"{address}#{place}" if place else address)})
    elif place in writer.anchors:
        link = etree.Element(W + "hyperlink", {W + "anchor": writer.anchors[place]})
    else:
        line.made.append(run)
        return
    link.append(run)
    line.made.append(link)
