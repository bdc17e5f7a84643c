"""Tables: merged cells, header rows, and a table of one cell, which is a box around text."""

from collections.abc import Iterator

from lxml import etree

from .names import MC, Element, W, is_on, number, value
from .writer import CONTAINERS, Writer, chosen

_DEEPEST = 10
"""Tables within tables; those inside are written as the paragraphs they hold."""


def write_table(writer: Writer, table: Element, box: int) -> Iterator[Element]:
    """Write a table anew; a box for one of a single cell."""
    rows = [(row, list(_inside(row, W + "tc"))) for row in _inside(table, W + "tr") if not _is_deleted(row)]
    rows = [(row, columns) for row, columns in rows if columns]
    cells = [cell for _, row in rows for cell in row]
    if len(cells) == 1 and writer.table_depth < _DEEPEST:
        if not writer.table_depth:
            writer.boxes += 1
            box = writer.boxes
        writer.table_depth += 1
        yield from writer.blocks(cells[0], box)
        writer.table_depth -= 1
        return
    if writer.table_depth >= _DEEPEST:
        for cell in cells:
            yield from writer.blocks(cell, box)
        return
    writer.table_depth += 1
    made = etree.Element(W + "tbl")
    are_bold = [_write_row(writer, made, row, columns, box) for row, columns in rows]
    writer.table_depth -= 1
    _mark_header(writer, made, table, rows, are_bold)
    if len(made):
        yield made


def _write_row(writer: Writer, made: Element, row: Element, cells: list[Element], box: int) -> bool:
    """Write a row; tell whether each of its cells holds words, all of them bold."""
    line = etree.SubElement(made, W + "tr")
    properties = row.find(W + "trPr")
    _skip(line, number(value(properties, "gridBefore")))
    are_bold: list[bool] = []
    merged: Element | None = None
    for cell in cells:
        about = cell.find(W + "tcPr")
        first = len(writer.paragraphs)
        blocks = writer.blocks(cell, box)
        looks = [look for paragraph in writer.paragraphs[first:] for look, _ in paragraph.looks]
        are_bold.append(bool(looks) and all(look.is_bold for look in looks))
        if merged is not None and value(about, "hMerge") in ("continue", ""):
            span = merged.find(f"{W}tcPr/{W}gridSpan")
            span.set(W + "val", str(number(span.get(W + "val")) + 1))
            merged.extend(blocks)
            are_bold.pop()
            continue
        made_cell = _cell(line, min(max(number(value(about, "gridSpan"), 1), 1), 63))
        merged = made_cell if value(about, "hMerge") == "restart" else None
        if (merge := value(about, "vMerge")) is not None:
            etree.SubElement(made_cell[0], W + "vMerge", {W + "val": merge or "continue"})
        made_cell.extend(blocks)
    _skip(line, number(value(properties, "gridAfter")))
    return bool(are_bold) and all(are_bold)


def _mark_header(
    writer: Writer, made: Element, table: Element, rows: list[tuple[Element, list[Element]]], are_bold: list[bool]
) -> None:
    """Mark the rows that head the table: those Word repeats on each page, else a first row set apart."""
    repeated = [bool(is_on(row.find(W + "trPr"), "tblHeader")) for row, _ in rows]
    heads = repeated.index(False) if False in repeated else 0
    is_apart = len(rows) > 1 and are_bold[0] and not any(are_bold[1:])
    if not heads and (is_apart or (len(rows) > 1 and writer.styles.has_bold_first_row(table.find(W + "tblPr")))):
        heads = 1
    for row in made[:heads]:
        properties = etree.Element(W + "trPr")
        etree.SubElement(properties, W + "tblHeader")
        row.insert(0, properties)


def _cell(line: Element, span: int) -> Element:
    cell = etree.SubElement(line, W + "tc")
    etree.SubElement(etree.SubElement(cell, W + "tcPr"), W + "gridSpan", {W + "val": str(span)})
    return cell


def _skip(line: Element, columns: int) -> None:
    if 0 < columns < 63:
        _cell(line, columns)


def _inside(container: Element, tag: str) -> Iterator[Element]:
    """Give the rows of a table, or the cells of a row, whatever they are wrapped in."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag == W + "sdt" and (content := child.find(W + "sdtContent")) is not None:
            yield from _inside(content, tag)
        elif child.tag in CONTAINERS:
            yield from _inside(child, tag)
        elif child.tag == MC + "AlternateContent":
            yield from _inside(chosen(child), tag)


def _is_deleted(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None
