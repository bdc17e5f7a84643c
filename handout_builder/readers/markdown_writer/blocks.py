"""Blocks written as Markdown; one that has no form there says so, and is then written as HTML."""

import re
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise

from lxml import etree

from ..body import HEADINGS
from ..cleaning import ascii_name
from .html import LOST
from .inline import Manner, NotMarkdownError, picture, protect, write_inline
from .tidying import BLOCKS

_SEPARATOR = "<!-- -->"
"""Stands between two lists that Markdown would take for one; readers drop it."""
_JOINED = ("ul", "ol", "dl", "blockquote")


def write_block(element: etree._Element, manner: Manner) -> str:
    """Write a block as Markdown. Raises NotMarkdownError where it has no form there."""
    tag = element.tag
    if tag in HEADINGS:
        return _heading(element, manner)
    if tag == "p":
        return _paragraph(element, manner)
    if tag == "figure":
        return _figure(element, manner)
    if tag == "div" and "admonition" in (element.get("class") or "").split():
        return _admonition(element, manner)
    if tag == "div" and element.get("class") == "footnote" and manner.notes:
        return _notes(element, manner)
    if tag == "ol" and set(element.attrib) <= {"start"}:
        return _list(element, manner)
    if element.attrib:
        raise NotMarkdownError(tag)
    writers = {"ul": _list, "blockquote": _quotation, "pre": _code, "table": _table, "dl": _terms, "hr": _rule}
    if tag not in writers:
        raise NotMarkdownError(tag)
    return writers[tag](element, manner)


def write_blocks(holder: etree._Element, manner: Manner) -> str:
    """Write the blocks inside a block, with blank lines between them."""
    children = list(holder)
    if any(a.tag == b.tag and a.tag in _JOINED for a, b in pairwise(children)):
        raise NotMarkdownError(holder.tag)
    return "\n\n".join(write_block(child, manner) for child in children)


def separator(above: etree._Element, below: etree._Element) -> str:
    """Give what must stand between two blocks beside a blank line; mostly nothing."""
    return f"{_SEPARATOR}\n\n" if above.tag == below.tag and above.tag in _JOINED else ""


def _lines(element: etree._Element, manner: Manner) -> str:
    return "\n".join(protect(line) for line in write_inline(element, manner).split("\n"))


def _attributes(element: etree._Element, leave_out: str = "") -> str:
    """Write attributes as Markdown's attribute list."""
    parts = []
    for name, value in element.attrib.items():
        if name == "class":
            parts += [f".{word}" for word in value.split()]
        elif name == "id":
            parts += [f"#{value}"] if value != leave_out else []
        elif re.fullmatch(r"[\w -]+", value):
            parts.append(f'{name}="{value}"')
        else:
            raise NotMarkdownError(name)
    return "{: " + " ".join(parts) + " }" if parts else ""


def _heading(element: etree._Element, manner: Manner) -> str:
    words = write_inline(element, replace(manner, in_cell=False)).replace("<br>\n", "<br>")
    words = re.sub(r"(?<!\\)#(?=#*$)", r"\\#", protect(words))
    attributes = _attributes(element, ascii_name("".join(element.itertext())))
    return f"{'#' * int(element.tag[1])} {words} {attributes}".rstrip(" ")


def _paragraph(element: etree._Element, manner: Manner) -> str:
    attributes = _attributes(element)
    return _lines(element, manner) + (f"\n{attributes}" if attributes else "")


def _figure(element: etree._Element, manner: Manner) -> str:
    tags = [child.tag for child in element]
    if tags not in (["img"], ["img", "figcaption"]) or element.text or any(child.tail for child in element):
        raise NotMarkdownError("figure")
    caption = element[1] if len(element) == 2 else None
    if manner.careful or (caption is not None and (len(caption) or caption.attrib)):
        raise NotMarkdownError("figure")
    attributes = _attributes(element)
    written = picture(element[0], caption.text if caption is not None else None, manner)
    return written + (f"\n{attributes}" if attributes else "")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))


def _admonition(element: etree._Element, manner: Manner) -> str:
    kinds = [name for name in element.get("class").split() if name != "admonition"]
    if set(element.attrib) != {"class"} or not kinds or manner.nested:
        raise NotMarkdownError("div")
    first = element[0] if len(element) and element[0].get("class") == "admonition-title" else None
    if first is not None and (
        len(first) or set(first.attrib) != {"class"} or not re.fullmatch(r"[^\"\\`*_<>&\[\]{]+", first.text or "")
    ):
        raise NotMarkdownError("title")
    rest = etree.Element("div")
    rest.extend([deepcopy(child) for child in element if child is not first])
    inside = _indented(write_blocks(rest, replace(manner, nested=True)))
    return f'!!! {" ".join(kinds)} "{first.text if first is not None else ""}"\n{inside}'


def _notes(element: etree._Element, manner: Manner) -> str:
    (notes,) = element
    written = []
    for note in notes:
        label = manner.notes[note.get("id")]
        copy = deepcopy(note)
        inside = _indented(write_blocks(copy, replace(manner, nested=True))).lstrip(" ")
        written.append(f"[^{label}]: {inside}")
    return "\n".join(written) if all("\n" not in note for note in written) else "\n\n".join(written)


def _list(element: etree._Element, manner: Manner) -> str:
    inside = replace(manner, nested=True)
    items = [_item(item, inside) for item in element]
    is_loose = any("\n\n" in item for item in items) or any(len(i) and not i.text and i[0].tag == "p" for i in element)
    number = int(element.get("start") or 1)
    marks = [f"{number + count}." if element.tag == "ol" else "-" for count in range(len(items))]
    written = [f"{mark} {_indented(item).lstrip(' ')}" for mark, item in zip(marks, items, strict=True)]
    return ("\n\n" if is_loose else "\n").join(written)


def _item(element: etree._Element, manner: Manner) -> str:
    if element.tag != "li" or element.attrib:
        raise NotMarkdownError("li")
    words, blocks = _parted(element)
    if not words and (not len(blocks) or blocks[0].tag != "p" or blocks[0].attrib):
        raise NotMarkdownError("li")
    first = [_lines(words_of(words), manner)] if words else []
    are_lists = all(block.tag in ("ul", "ol") for block in blocks)
    if len(blocks) == 0:
        return first[0]
    joint = "\n" if first and are_lists and len(blocks) == 1 else "\n\n"
    return joint.join([*first, write_blocks(blocks, manner)])


def _parted(element: etree._Element) -> tuple[list[etree._Element | str], etree._Element]:
    """Part an element into the words it opens with and the blocks after them."""
    words: list[etree._Element | str] = [element.text] if element.text else []
    blocks = etree.Element("div")
    for child in element:
        if child.tag in BLOCKS:
            blocks.append(deepcopy(child))
            if child.tail:
                raise NotMarkdownError(element.tag)
        elif len(blocks):
            raise NotMarkdownError(element.tag)
        else:
            words.append(child)
    return words, blocks


def words_of(words: list[etree._Element | str]) -> etree._Element:
    """Put words into a paragraph."""
    paragraph = etree.Element("p")
    for word in words:
        if isinstance(word, str):
            paragraph.text = word
        else:
            paragraph.append(deepcopy(word))
    return paragraph


def _quotation(element: etree._Element, manner: Manner) -> str:
    inside = write_blocks(element, replace(manner, nested=True))
    return "\n".join(f"> {line}".rstrip(" ") for line in inside.split("\n"))


def _code(element: etree._Element, manner: Manner) -> str:
    code = element[0] if len(element) == 1 and not element.text and not element[0].tail else None
    if code is None or code.tag != "code" or len(code) or code.attrib or manner.nested or manner.careful:
        raise NotMarkdownError("pre")
    text = (code.text or "").rstrip("\n")
    if not text or LOST.search(text) or re.search("^[ ]*[•▪‣●○◦]", text, re.MULTILINE):
        raise NotMarkdownError("pre")
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}\n{text}\n{fence}"


def _table(element: etree._Element, manner: Manner) -> str:
    parts = [child.tag for child in element]
    if parts != ["thead", "tbody"] or len(element[0]) != 1 or manner.nested:
        raise NotMarkdownError("table")
    rows = [list(row) for part in element for row in part]
    sides = [cell.get("class") or "" for cell in rows[0]]
    cells = [cell for row in rows for cell in row]
    is_plain = all(set(cell.attrib) <= {"class"} for cell in cells) and all(
        [cell.get("class") or "" for cell in row] == sides for row in rows
    )
    if not is_plain or any(cell.tag != "th" for cell in rows[0]) or any(c.tag != "td" for r in rows[1:] for c in r):
        raise NotMarkdownError("table")
    rules = [{"": "---", "align-right": "--:", "align-center": ":-:"}.get(side) for side in sides]
    if None in rules or len(sides) < 2:
        raise NotMarkdownError("table")
    inside = replace(manner, in_cell=True)
    written = [f"| {' | '.join(write_inline(cell, inside) for cell in row)} |" for row in rows]
    return "\n".join([written[0], f"|{'|'.join(map(str, rules))}|", *written[1:]])


def _terms(element: etree._Element, manner: Manner) -> str:
    inside = replace(manner, nested=True)
    written: list[str] = []
    above = ""
    for child in element:
        if child.attrib or child.tag not in ("dt", "dd") or (child.tag == "dd" and not above):
            raise NotMarkdownError("dl")
        if child.tag == "dt":
            written.append(("\n" if above == "dd" else "") + _lines(child, inside).replace("<br>\n", "<br>"))
        else:
            is_loose = len(child) and child[0].tag in BLOCKS and not child.text
            definition = write_blocks(child, inside) if is_loose else _lines(child, inside)
            blank = "\n" if is_loose else ""
            written.append(f"{blank}:   {_indented(definition).lstrip(' ')}")
        above = child.tag
    if above != "dd":
        raise NotMarkdownError("dl")
    return "\n".join(written)


def _rule(_element: etree._Element, _manner: Manner) -> str:
    return "---"
