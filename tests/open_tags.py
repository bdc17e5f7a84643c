"""The tag tree of a PDF, read back from the file with its words, as a screen reader would."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

IN_LINE = ("Span", "Link", "Code", "Quote")
FACTS = ("/Lang", "/E", "/Alt", "/ActualText")


@dataclass(eq=False)
class Tag:
    """An element, with the words that it holds itself."""

    name: str
    facts: dict[str, str]
    kids: list["Tag | Words | Link"] = field(default_factory=list)

    def walk(self) -> Iterator["Tag"]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def every(self, name: str) -> list["Tag"]:
        return [tag for tag in self.walk() if tag.name == name]

    def words(self) -> list["Words"]:
        found: list[Words] = []
        for kid in self.kids:
            found += kid.words() if isinstance(kid, Tag) else [kid] if isinstance(kid, Words) else []
        return found

    @property
    def text(self) -> str:
        return "".join(words.text for words in self.words())

    @property
    def pages(self) -> list[int]:
        return sorted({words.page for words in self.words()})


@dataclass(frozen=True)
class Words:
    page: int
    text: str


@dataclass(frozen=True)
class Link:
    page: int
    contents: str


class TagTree:
    """A file's tree, its artifacts, and whether the two ways between tree and pages agree."""

    def __init__(self, path: Path) -> None:
        self.faults: list[str] = []
        with pikepdf.open(path) as pdf:
            self._numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
            self._marks = {}
            self.artifacts: list[Words] = []
            for number, page in enumerate(pdf.pages, 1):
                for mark, text in _painted(page):
                    if mark is None:
                        self.artifacts.append(Words(number, text))
                    else:
                        self._marks[number, mark] = text
            root = pdf.Root.StructTreeRoot
            numbers = list(root.ParentTree.Nums)
            self._parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
            self._keys = {number: int(page.StructParents) for number, page in enumerate(pdf.pages, 1)}
            self._left = set(self._marks)
            (document,) = root.K
            self.root = self._read(document)
            self.faults += [f"no element holds mark {mark} of page {page}" for page, mark in sorted(self._left)]
            self.tabs = [str(page.Tabs) for page in pdf.pages]

    def _read(self, element: Any) -> Tag:
        facts = {key[1:]: str(element[key]) for key in FACTS if key in element}
        for key, value in element.get("/A", {}).items():
            if key != "/O":
                facts[key[1:]] = str(value).lstrip("/") if key != "/BBox" else " ".join(str(side) for side in value)
        tag = Tag(str(element.S)[1:], facts)
        for kid in element.get("/K", []):
            tag.kids.append(self._kid(kid, element))
        return tag

    def _kid(self, kid: Any, element: Any) -> Tag | Words | Link:
        if isinstance(kid, int):
            return self._words(self._numbers[element.Pg.objgen], kid, element)
        if kid.get("/Type") == "/MCR":
            return self._words(self._numbers[kid.Pg.objgen], int(kid.MCID), element)
        if kid.get("/Type") == "/OBJR":
            if self._parents[int(kid.Obj.StructParent)].objgen != element.objgen:
                self.faults.append(f"the annotation {kid.Obj.Contents} leads to another element")
            if not int(kid.Obj.get("/F", 0)) & 4:
                self.faults.append(f"the annotation {kid.Obj.Contents} is not printed")
            return Link(self._numbers[kid.Pg.objgen], str(kid.Obj.Contents))
        if kid.P.objgen != element.objgen:
            self.faults.append(f"a {kid.S} does not know its parent")
        return self._read(kid)

    def _words(self, page: int, mark: int, element: Any) -> Words:
        if self._parents[self._keys[page]][mark].objgen != element.objgen:
            self.faults.append(f"mark {mark} of page {page} leads to another element")
        if (page, mark) not in self._left:
            self.faults.append(f"mark {mark} of page {page} is held twice or was never painted")
        self._left.discard((page, mark))
        return Words(page, self._marks.get((page, mark), ""))

    def outline(self) -> str:
        return "".join(_lines(self.root, 0))

    def blocks(self) -> str:
        """The words, apart where one block ends and another begins, and nowhere else."""
        return "".join(_blocks(self.root))


def _blocks(tag: Tag) -> Iterator[str]:
    edge = "" if tag.name in IN_LINE else "\n"
    yield edge
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from _blocks(kid)
        elif isinstance(kid, Words):
            yield kid.text
    yield edge


def _lines(tag: Tag, depth: int) -> Iterator[str]:
    facts = "".join(f" {key}={value!r}" for key, value in tag.facts.items())
    yield f"{'  ' * depth}{tag.name}{facts}\n"
    run: list[Words] = []
    for kid in [*tag.kids, None]:
        if run and (not isinstance(kid, Words) or kid.page != run[0].page):
            yield f"{'  ' * (depth + 1)}{run[0].page}: {''.join(words.text for words in run)!r}\n"
            run = []
        if isinstance(kid, Words):
            run.append(kid)
        elif isinstance(kid, Link):
            yield f"{'  ' * (depth + 1)}{kid.page}: -> {kid.contents!r}\n"
        elif kid is not None:
            yield from _lines(kid, depth + 1)


def _painted(page: Any) -> list[tuple[int | None, str]]:
    """Give the marked content of a page in the order of painting: its id, none for artifacts, and its words."""
    maps = {name: _unicode_map(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: list[tuple[int | None, str]] = []
    now: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = list(instruction.operands), str(instruction.operator)
        if name in ("BDC", "BMC"):
            mark = operands[1].get("/MCID") if name == "BDC" else None
            found.append((None if mark is None else int(mark), ""))
        elif name == "Tf":
            now = maps[str(operands[0])]
        elif name in ("TJ", "Tj"):
            parts = operands[0] if name == "TJ" else operands
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            text = "".join(now[int.from_bytes(codes[n : n + 2])] for n in range(0, len(codes), 2))
            found[-1] = (found[-1][0], found[-1][1] + text)
    return found


def _unicode_map(font: Any) -> dict[int, str]:
    text = font.ToUnicode.read_bytes().decode("ascii")
    return {
        int(code, 16): bytes.fromhex(words).decode("utf-16-be")
        for code, words in re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", text.partition("beginbfchar")[2])
    }
