"""The proof of an ePub: its package, its navigation, and the words of each chapter."""

from dataclasses import replace

from lxml import etree

from ..model import Edition
from .checks import Check, check
from .comparison import WORDS_PASSED, compare, outline_faults
from .manuscript import Copy, Manuscript, plain
from .package import Package, open_package
from .reading import Reading

_X = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_DC = "{http://purl.org/dc/elements/1.1/}"
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_IN_LINE = frozenset("a abbr b bdi bdo cite code em i kbd mark q s small span strong sub sup u del ins img wbr".split())
_PARTS = ("article", "section")


def prove_epub(data: bytes, manuscripts: list[Manuscript] | None, edition: Edition) -> list[Check]:
    """Check an ePub of one article or, in a bundle, of many; without manuscripts, what needs none."""
    package = open_package(data)
    checks = [
        check("package", "all documents are well-formed, every link and picture is there", "V112", package.faults)
    ]
    if package.root is None:
        return checks
    if manuscripts:
        checks = [*_chapters(package, manuscripts), _navigation(package, manuscripts), *checks]
    return [
        *checks,
        _metadata(package.root, manuscripts, is_bundle=edition.kind == "bundle"),
        _pictures(package),
    ]


def _chapters(package: Package, manuscripts: list[Manuscript]) -> list[Check]:
    """Compare each article with its chapter; the chapters have to be in the articles' order."""
    readings = [_read(package.documents[name]) for name in package.spine if name in package.documents]
    found: list[tuple[Manuscript, list[Check]]] = []
    start = 0
    for manuscript in manuscripts:
        place = _place_of(manuscript, readings, start, is_alone=len(manuscripts) == 1)
        if place is None:
            missing = check("words", WORDS_PASSED, "V113", ["the chapter is not there, or not in its place."])
            found.append((manuscript, [missing]))
        else:
            found.append((manuscript, compare(readings[place], manuscript)))
            start = place + 1
    return _merged(found)


def _place_of(manuscript: Manuscript, readings: list[Reading], start: int, *, is_alone: bool) -> int | None:
    """Give the number of the document that is an article's chapter."""
    titles = [reading.headings[0].text if reading.headings else "" for reading in readings]
    if manuscript.title in titles[start:]:
        return titles.index(manuscript.title, start)
    # A book of one article has a chapter even if its title is lost: the longest document.
    return max(range(len(readings)), key=lambda n: len(readings[n].text), default=None) if is_alone else None


def _merged(found: list[tuple[Manuscript, list[Check]]]) -> list[Check]:
    """Make one list of the checks of all chapters, each fault with its chapter's title."""
    if len(found) == 1:
        return found[0][1]
    merged: dict[str, Check] = {}
    for manuscript, checks in found:
        for each in checks:
            findings = [replace(f, message=f"{manuscript.title}: {f.message}") for f in each.findings]
            before = merged.get(each.name, Check(each.name, f"in each of {len(found)} chapters {each.passed}"))
            merged[each.name] = replace(before, findings=(*before.findings, *findings))
    return list(merged.values())


def _read(root: etree._Element) -> Reading:
    """Read a document from top to bottom."""
    reading = Reading()
    body = root.find(f"{_X}body")
    if body is not None:
        _walk(body, reading)
    return reading.finish()


def _walk(element: etree._Element, reading: Reading) -> None:
    tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if not tag or tag in ("script", "style"):
        return
    start = 0 if tag in _IN_LINE else reading.edge()
    reading.add(element.text or "")
    for child in element:
        _walk(child, reading)
        reading.add(child.tail or "")
    if tag in _IN_LINE:
        return
    if tag in _HEADINGS:
        reading.end_heading(_HEADINGS[tag], start)
    elif tag in _PARTS:
        reading.end_part(start)
    reading.edge()


def _navigation(package: Package, manuscripts: list[Manuscript]) -> Check:
    """Compare the table of contents with the articles' titles and headings."""
    root = package.documents.get(package.navigation)
    toc = next((nav for nav in root.iter(f"{_X}nav") if nav.get(_TYPE) == "toc"), None) if root is not None else None
    entries = _entries(toc.find(f"{_X}ol"), 1) if toc is not None else []
    faults = []
    start = 0
    for manuscript in manuscripts:
        places = [n for n in range(start, len(entries)) if entries[n][1] == manuscript.title]
        if not places:
            faults.append(f'"{manuscript.title}" is not in the table of contents.')
            continue
        level = entries[places[0]][0]
        start = places[0] + 1 + len(manuscript.headings)
        below = [(depth - level + 1, text) for depth, text in entries[places[0] + 1 : start]]
        faults += outline_faults(tuple((depth, Copy((words.text,))) for depth, words in manuscript.headings), below)
    return check("contents", "every title and heading is in the table of contents, at its level", "V114", faults)


def _entries(items: etree._Element | None, level: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for item in items if items is not None else ():
        found += [(level, plain("".join(link.itertext()))) for link in item.findall(f"{_X}a")]
        found += _entries(item.find(f"{_X}ol"), level + 1)
    return found


def _metadata(root: etree._Element, manuscripts: list[Manuscript] | None, *, is_bundle: bool) -> Check:
    values = {name: [plain(e.text or "") for e in root.iter(_DC + name)] for name in ("title", "creator", "language")}
    faults = [f"the metadata has no {name}." for name in ("title", "language") if not any(values[name])]
    for manuscript in manuscripts or ():
        if not is_bundle and manuscript.title not in values["title"]:
            faults.append(f'the title "{manuscript.title}" is not in the metadata.')
        named = " ".join(values["creator"])
        faults += [f'the author "{n}" is not in the metadata.' for n in manuscript.authors if n not in named]
    return check("metadata", "title, authors and language are in the metadata", "V115", list(dict.fromkeys(faults)))


def _pictures(package: Package) -> Check:
    images = [image for root in package.documents.values() for image in root.iter(f"{_X}img")]
    bare = [image.get("src", "") for image in images if not image.get("alt", "").strip()]
    faults = [f"the picture {name} has no alternative text." for name in bare]
    return check("pictures", "every picture has its words", "V116", faults)
