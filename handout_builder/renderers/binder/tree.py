"""The tag tree of a joined PDF: that of each part below one root (ISO 32000-1, 14.7)."""

from typing import Any

from pikepdf import Array, Dictionary, Name, String


class Tree:
    """The tree of a PDF that others are added to."""

    def __init__(self, pdf: Any) -> None:
        """Take the tree of the first part, and make it the first below a root for all."""
        self._pdf = pdf
        self._top = pdf.Root.StructTreeRoot
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self._top, K=Array([])))
        self._parents: list[Any] = []
        self._next = 0
        self.add(self._top, 0, str(pdf.Root.Lang))

    def add(self, top: Any, first: int, language: str) -> None:
        """Add a part's tree, as it was copied with its pages; `first` is the number of its first page."""
        part = top.K[0]
        part.S = Name.Part
        if language != str(self._pdf.Root.Lang):
            part.Lang = String(language)
        part.P = self._root
        self._root.K.append(part)
        rows = list(top.ParentTree.Nums)
        for key, row in zip(rows[::2], rows[1::2], strict=True):
            self._parents += [int(key) + self._next, row]
        for page in list(self._pdf.pages)[first:]:
            self._renumber(page)
        self._next += max((int(key) + 1 for key in rows[::2]), default=0)

    def finish(self) -> None:
        """Write the root and the way back from pages and annotations."""
        self._top.K = Array([self._root])
        self._top.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(self._parents)))
        self._top.ParentTreeNextKey = self._next

    def _renumber(self, page: Any) -> None:
        if "/StructParents" in page.obj:
            page.obj.StructParents = int(page.obj.StructParents) + self._next
        for note in page.obj.get("/Annots", []):
            if "/StructParent" in note:
                note.StructParent = int(note.StructParent) + self._next
