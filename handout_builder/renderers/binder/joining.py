"""Joins PDFs into one, with one tag tree, one outline and one set of names."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from ...model import ARTICLE_ADDRESS
from .places import Filling, fill_places, paint_filling
from .tree import Tree

_ADDRESS = ARTICLE_ADDRESS.format("")


class Joining:
    """A PDF that others are added to."""

    def __init__(self, first: bytes) -> None:
        """Begin with a document, whose metadata are the whole's."""
        self._pdf = pikepdf.open(BytesIO(first))
        self._sources: list[pikepdf.Pdf] = []
        self._tree = Tree(self._pdf)

    def __len__(self) -> int:
        """Give the number of pages."""
        return len(self._pdf.pages)

    def add(self, data: bytes, fillings: Mapping[str, Filling] | None = None) -> None:
        """Add a tagged PDF of the same making, with its outline and the places that links lead to.

        `fillings` are, by slug, what is put into its places for articles that it offers.
        """
        source = self.opened(data)
        filled = fill_places(source, fillings) if fillings is not None else []
        first = len(self)
        self._pdf.add_pages_from(source)
        self._tree.add(self._pdf.copy_foreign(source.Root.StructTreeRoot), first, str(source.Root.Lang))
        for each in filled:
            paint_filling(self._pdf, first, each)

    def fill_sheet(self) -> None:
        """Add a blank page where the next one would stand on the left."""
        if len(self) % 2:
            last = self._pdf.pages[-1]
            blank = Dictionary(Type=Name.Page, MediaBox=last.MediaBox, Resources=Dictionary(), Tabs=Name.S)
            self._pdf.pages.append(pikepdf.Page(self._pdf.make_indirect(blank)))

    def lead(self, starts: Sequence[int]) -> None:
        """Make links to articles lead to the pages, from 1, on which they begin."""
        for page in self._pdf.pages:
            for note in list(page.obj.get("/Annots", Array())):
                address = str(note.get("/A", Dictionary()).get("/URI", ""))
                if address.startswith(_ADDRESS):
                    target = self._pdf.pages[starts[int(address.removeprefix(_ADDRESS))] - 1]
                    del note["/A"]
                    note.Dest = Array([target.obj, Name.XYZ, 0, target.MediaBox[3], 0])

    def paint(self, data: bytes, numbers: Sequence[int]) -> None:
        """Paint the pages of a document on pages of this one, from 0, as what is no part of the text."""
        for number, painted in zip(numbers, self.opened(data).pages, strict=True):
            page = self._pdf.pages[number]
            form = self._pdf.copy_foreign(painted.as_form_xobject())
            # The library would choose a name by chance; pages may share their resources, so each has its own.
            name = page.add_resource(form, Name.XObject, Name(f"/Number{number + 1}"))
            page.contents_add(b"q", prepend=True)
            page.contents_add(f"Q /Artifact <</Type /Pagination>> BDC {name} Do EMC".encode())

    def finished(self) -> bytes:
        """Give the whole."""
        self._tree.finish()
        out = BytesIO()
        self._pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return out.getvalue()

    def opened(self, data: bytes) -> Any:
        """Open a document and keep it: its streams are read when the whole is saved."""
        self._sources.append(pikepdf.open(BytesIO(data)))
        return self._sources[-1]
