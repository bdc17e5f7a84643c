"""The places in an article's leaves for the pages of the articles that it offers, filled when all pages are counted.

What is put there is text like any other: marked, and held by the tag tree where the link is (ISO 32000-1, 14.7).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from ...model import ARTICLE_ADDRESS, OFFERED_ADDRESS

_OFFERED = OFFERED_ADDRESS.format("")


@dataclass(frozen=True)
class Filling:
    """What is put into a place."""

    number: int
    """Of the article in the binder, from 0."""
    words: str
    """Where it begins, such as page 34."""
    painted: Any
    """A page that shows the words at its top, on the side where lines end."""
    direction: str
    """ltr or rtl."""


@dataclass(frozen=True)
class Filled:
    """A place that is told of in the tag tree, and not painted yet."""

    page: int
    """From 0."""
    edges: tuple[float, float, float]
    """Of the link: left, right and top, in the page's units."""
    mark: int
    """Of the content that is to be painted there."""
    filling: Filling


def fill_places(pdf: Any, fillings: Mapping[str, Filling]) -> list[Filled]:
    """Tell in a PDF, by the slugs of the articles that it offers, where they begin; give what is to be painted for it.

    A link to an article that is in no place known here becomes just its words.
    """
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    filled = []
    for element, kid in list(_links(pdf.Root.StructTreeRoot)):
        number, slug = pages[kid.Pg.objgen], str(kid.Obj.A.URI).removeprefix(_OFFERED)
        if slug in fillings:
            filled.append(_fill(pdf, element, kid, number, fillings[slug]))
        else:
            _unlink(pdf, element, kid)
    return filled


def paint_filling(pdf: Any, first: int, filled: Filled) -> None:
    """Paint what a place is filled with in a document whose page `first`, from 0, is the first that has places."""
    number = first + filled.page
    page = pdf.pages[number]
    filling, (left, right, top) = filled.filling, filled.edges
    # The drawing itself is not kept: text in it would be told apart from the page's.
    form = pdf.copy_foreign(filling.painted.as_form_xobject())
    names = _add_resources(page, form.Resources, f"/Place{number + 1}-{filled.mark}")
    drawn = [
        ([names.get(str(operand), operand) for operand in each.operands], each.operator)
        for each in pikepdf.parse_content_stream(form)
    ]
    box = [float(edge) for edge in filling.painted.MediaBox]
    start = left - box[0] if filling.direction == "rtl" else right - box[2]
    opening = f"Q /Span <</MCID {filled.mark}>> BDC q 1 0 0 1 {start:.3f} {top - box[3]:.3f} cm\n".encode()
    page.contents_add(b"q", prepend=True)
    page.contents_add(opening + pikepdf.unparse_content_stream(drawn) + b"\nQ EMC")


def _links(element: Any) -> Iterator[tuple[Any, Any]]:
    """Give the elements that hold an annotation for an offered article, and what refers to the annotation."""
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            continue
        if "/Obj" in kid:
            if str(kid.Obj.get("/A", Dictionary()).get("/URI", "")).startswith(_OFFERED):
                yield element, kid
        else:
            yield from _links(kid)


def _fill(pdf: Any, link: Any, reference: Any, number: int, filling: Filling) -> Filled:
    page = pdf.pages[number].obj
    row = _row(pdf, int(page.StructParents))
    mark = len(row)
    held = Dictionary(Type=Name.MCR, Pg=page, MCID=mark)
    span = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, P=link, K=Array([held])))
    if filling.direction == "rtl":
        # It is painted as it is seen, and told as it is read.
        span.ActualText = String(f" {filling.words}")
    row.append(span)
    link.K.append(span)
    note = reference.Obj
    note.A.URI = String(ARTICLE_ADDRESS.format(filling.number))
    note.Contents = String(f"{note.Contents} {filling.words}")
    sides, heights = sorted(map(float, note.Rect[::2])), sorted(map(float, note.Rect[1::2]))
    return Filled(number, (sides[0], sides[1], heights[1]), mark, filling)


def _add_resources(page: Any, resources: Any, beginning: str) -> dict[str, Any]:
    """Give a page the resources of another one; give the new name of each, since pages may share theirs."""
    names: dict[str, Any] = {}
    for kind, found in resources.items():
        for name, resource in found.items() if isinstance(found, pikepdf.Dictionary) else ():
            names[name] = page.add_resource(resource, Name(kind), Name(f"{beginning}-{len(names)}"))
    return names


def _unlink(pdf: Any, link: Any, reference: Any) -> None:
    """Take a link's annotation away; its words stay."""
    note = reference.Obj
    page = next(page for page in pdf.pages if page.obj.objgen == reference.Pg.objgen)
    page.obj.Annots = Array([other for other in page.obj.Annots if other.objgen != note.objgen])
    link.K = Array([kid for kid in link.K if not (isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid)])
    link.S = Name.Span
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    kept = [thing for pair in pairs if int(pair[0]) != int(note.StructParent) for thing in pair]
    pdf.Root.StructTreeRoot.ParentTree.Nums = Array(kept)


def _row(pdf: Any, key: int) -> Any:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    return next(numbers[at + 1] for at in range(0, len(numbers), 2) if int(numbers[at]) == key)
