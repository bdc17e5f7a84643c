"""Mends the tag tree that WeasyPrint writes, before the file is written.

What it leaves wrong: running headers and footers are marked as content that no element owns (they are
artifacts, ISO 14289-1, 7.8), a list item of paragraphs has no LBody (ISO 32000-1, 14.8.4.3.3), bullets and
numbers are painted after all other text of a page, where copying and many readers then find them, and
links lack the flag that prints them (ISO 14289-1, 7.18.1).
"""

from collections.abc import Iterator
from typing import Any


def mend(_document: Any, pdf: Any) -> None:
    """Mend a PDF's objects; the signature is that of WeasyPrint's finisher."""
    tree = _Tree(pdf)
    owned = set(tree.walk(tree.root))
    if pdf.pages["Count"] == 1:
        _adopt_footer(tree, owned)
    else:
        _make_artifacts(tree, owned)
    for number in sorted(owned):
        if pdf.objects[number]["S"] == "/LI":
            _give_body(tree, number)
    _place_labels(tree, owned)
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("Subtype") == "/Link":
            thing["F"] = 4


class _Tree:
    """The structure elements, by their object numbers."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
        self.parents = pdf.objects[_number(root["ParentTree"])]["Nums"]
        (document,) = root["K"]
        self.root = _number(document)

    def kids(self, number: int) -> list[int]:
        """Give the numbers of an element's child elements."""
        numbers = (_number(kid) for kid in self.pdf.objects[number].get("K", ()) if not isinstance(kid, int))
        return [kid for kid in numbers if self.pdf.objects[kid].get("Type") == "/StructElem"]

    def walk(self, number: int) -> Iterator[int]:
        """Give an element and all below it."""
        stack = [number]
        while stack:
            here = stack.pop()
            yield here
            stack += self.kids(here)

    def marks(self, number: int) -> Iterator[tuple[bytes, int]]:
        """Give page reference and marked-content id of what an element holds, in reading order."""
        element = self.pdf.objects[number]
        for kid in element.get("K", ()):
            if isinstance(kid, int):
                yield bytes(element["Pg"]), kid
            elif self.pdf.objects[_number(kid)].get("Type") == "/StructElem":
                yield from self.marks(_number(kid))

    def content(self, page: bytes) -> list[Any]:
        """Give the tokens of a page's content stream."""
        tokens: list[Any] = self.pdf.objects[_number(self.pdf.objects[_number(page)]["Contents"])].stream
        return tokens


def _number(reference: Any) -> int:
    """Give the object number of a reference such as `12 0 R`."""
    return int(bytes(reference).split()[0])


def _adopt_footer(tree: _Tree, owned: set[int]) -> None:
    """Make the footer of a single page its last paragraph: it runs nowhere, and checkers take it for lost text."""
    objects = tree.pdf.objects
    document = objects[tree.root]
    for number, thing in enumerate(objects):
        is_lost = isinstance(thing, dict) and thing.get("Type") == "/StructElem" and number not in owned
        if is_lost and _number(thing["P"]) == tree.root:
            thing["S"] = "/P"
            document["K"].append(thing.reference)


def _make_artifacts(tree: _Tree, owned: set[int]) -> None:
    """Turn marked content that no element of the tree owns into pagination artifacts."""
    import pydyf

    pages = tree.pdf.pages["Kids"][::3]
    for page_number, elements in zip(
        tree.parents[0 : 2 * len(pages) : 2], tree.parents[1 : 2 * len(pages) : 2], strict=True
    ):
        orphans = {mcid for mcid, element in enumerate(elements) if _number(element) not in owned}
        page = tree.pdf.objects[pages[page_number]]
        content = tree.pdf.objects[_number(page["Contents"])].stream
        for place, token in enumerate(content):
            if isinstance(token, dict) and token.get("MCID") in orphans:
                content[place - 1] = "/Artifact"
                content[place] = pydyf.Dictionary({"Type": "/Pagination"})
        for mcid in orphans:
            elements[mcid] = "null"
    for number, thing in enumerate(tree.pdf.objects):
        if isinstance(thing, pydyf.Dictionary) and thing.get("Type") == "/StructElem" and number not in owned:
            thing.free = "f"


def _give_body(tree: _Tree, number: int) -> None:
    """Put what a list item holds beside its label into an LBody."""
    import pydyf

    objects = tree.pdf.objects
    item = objects[number]
    label = [kid for kid in tree.kids(number) if objects[kid]["S"] == "/Lbl"]
    rest = [kid for kid in tree.kids(number) if kid not in label]
    if not rest or any(objects[kid]["S"] == "/LBody" for kid in rest):
        return
    body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "Pg": item["Pg"], "P": item.reference})
    tree.pdf.add_object(body)
    body["K"] = pydyf.Array(objects[kid].reference for kid in rest)
    for kid in rest:
        objects[kid]["P"] = body.reference
    item["K"] = pydyf.Array([*(objects[kid].reference for kid in label), body.reference])


def _place_labels(tree: _Tree, owned: set[int]) -> None:
    """Paint each list item's bullet or number right before the item's first words."""
    moves: dict[bytes, dict[int, int]] = {}
    for number in sorted(owned):
        kids = tree.kids(number)
        if tree.pdf.objects[number]["S"] == "/LI" and len(kids) > 1 and tree.pdf.objects[kids[0]]["S"] == "/Lbl":
            label = next(tree.marks(kids[0]), None)
            body = next(tree.marks(kids[1]), None)
            if label and body and label[0] == body[0]:
                moves.setdefault(label[0], {})[label[1]] = body[1]
    for page, targets in moves.items():
        _move(tree.content(page), targets)


def _move(content: list[Any], targets: dict[int, int]) -> None:
    """Move self-contained groups of tokens: marked-content id of the group -> id that it is to stand before."""
    places = {
        token["MCID"]: place for place, token in enumerate(content) if isinstance(token, dict) and "MCID" in token
    }
    groups: dict[int, list[Any]] = {}
    cut: set[int] = set()
    for label, body in targets.items():
        start, end = places[label] - 1, content.index(b"EMC", places[label])
        # Only a group that saves and restores the graphics state may be painted elsewhere.
        while content[start - 1] == b"q" and content[end + 1] == b"Q":
            start, end = start - 1, end + 1
        if content[start] == b"q" and places[body] < start:
            groups[places[body] - 1] = content[start : end + 1]
            cut |= set(range(start, end + 1))
    content[:] = [
        token
        for place, here in enumerate(content)
        for token in [*groups.get(place, ()), *(() if place in cut else (here,))]
    ]
