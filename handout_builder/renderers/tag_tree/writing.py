"""Writes the tree into the PDF, in place of the one that WeasyPrint wrote (ISO 32000-1, 14.7)."""

from typing import Any

import pydyf

from .elements import Element, Mark, Note


def write_tree(pdf: Any, root: Element) -> None:
    """Write the tree and the way back to it from marks and annotations."""
    _clear(pdf)
    top = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(top)
    pdf.catalog["StructTreeRoot"] = top.reference
    writing = _Writing(pdf)
    writing.write(root, top.reference)
    parents = pydyf.Dictionary({"Nums": writing.parents()})
    pdf.add_object(parents)
    top["K"] = pydyf.Array([writing.objects[root].reference])
    top["ParentTree"] = parents.reference
    top["ParentTreeNextKey"] = len(parents["Nums"]) // 2


def _clear(pdf: Any) -> None:
    """Take WeasyPrint's tree out: it comes last, and only the metadata after it.

    Marked as free, its objects would stay in the count of the compressed cross-reference table, whose
    entries would then lead astray.
    """
    first = _number(pdf.objects[_number(pdf.catalog["StructTreeRoot"])]["ParentTree"])
    metadata = pdf.objects[_number(pdf.catalog["Metadata"])]
    del pdf.objects[first:]
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference


def _number(reference: Any) -> int:
    """Give the object number of a reference such as `12 0 R`."""
    return int(bytes(reference).split()[0])


class _Writing:
    """The objects written so far, and whom each mark and annotation belongs to."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.pages = pdf.page_references
        self.objects: dict[Element, Any] = {}
        self.marks: list[dict[int, Any]] = [{} for _ in self.pages]
        self.notes: list[Any] = []

    def write(self, element: Element, parent: Any) -> Any:
        """Write an element and all below it; give its reference."""
        entries = {"Type": "/StructElem", "S": f"/{element.tag}", "P": parent}
        thing = self.objects[element] = pydyf.Dictionary(entries)
        self.pdf.add_object(thing)
        thing |= {name: pydyf.String(words) for name, words in element.entries.items()}
        if element.attributes:
            thing["A"] = pydyf.Dictionary({name: _value(value) for name, value in element.attributes.items()})
        home = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        if home is not None:
            thing["Pg"] = self.pages[home]
        thing["K"] = pydyf.Array(self._kid(kid, home, thing.reference) for kid in element.kids)
        return thing.reference

    def _kid(self, kid: Element | Mark | Note, home: int | None, owner: Any) -> Any:
        if isinstance(kid, Element):
            return self.write(kid, owner)
        if isinstance(kid, Note):
            kid.annotation["StructParent"] = len(self.pages) + len(self.notes)
            self.notes.append(owner)
            entries = {"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": self.pages[kid.page]}
            return pydyf.Dictionary(entries)
        self.marks[kid.page][kid.number] = owner
        if kid.page == home:
            return kid.number
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[kid.page], "MCID": kid.number})

    def parents(self) -> Any:
        """Give the number tree: an array for each page, then an element for each annotation."""
        rows = [
            pydyf.Array(owners.get(number, "null") for number in range(max(owners, default=-1) + 1))
            for owners in self.marks
        ]
        return pydyf.Array(thing for pair in enumerate([*rows, *self.notes]) for thing in pair)


def _value(value: Any) -> Any:
    return pydyf.Array(value) if isinstance(value, list) else value
