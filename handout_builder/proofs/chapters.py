"""The chapters of a book beside the articles that they were made of, one at a time and in order."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..model import digest
from .checks import Check, check
from .comparison import PASSED, WORDS_PASSED, compare
from .manuscript import Manuscript
from .package import Package
from .reading import Reading

Outline = tuple[tuple[int, str], ...]
"""(level, words) of each heading, in order."""


@dataclass(frozen=True)
class Proved:
    """A chapter that was proved before, and need not be compared again as long as it is the same to the byte."""

    digest: str
    headings: Outline
    authors: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """What a chapter has to be made of."""

    title: str
    """As a reader sees it."""
    manuscript: Callable[[], Manuscript]
    """Gives what its author wrote; asked once, and not at all where the chapter was proved before."""
    proved: Proved | None = None


@dataclass
class Found:
    """What was found of the articles that a book should hold."""

    checks: dict[str, Check] = field(default_factory=dict)
    """By name; in a book of many each fault has its chapter's title."""
    outlines: list[tuple[str, Outline]] = field(default_factory=list)
    """The title and the headings of each article whose chapter is there, in order."""
    authors: dict[str, None] = field(default_factory=dict)
    """Their authors, each once."""


def find_chapters(package: Package, wanted: Sequence[Wanted], read: Callable[[bytes], Reading | None]) -> Found:
    """Compare each article with its chapter; the chapters have to be in the articles' order."""
    found = Found()
    for each, name in zip(wanted, _places(package, wanted, read), strict=True):
        data = package.read(name) if name else None
        if each.proved and data is not None and digest(data) == each.proved.digest:
            _merge(found, each.title, PASSED, len(wanted))
            _remember(found, each.title, each.proved.headings, each.proved.authors)
            continue
        reading = read(data) if data is not None else None
        if reading is None:
            missing = check("words", WORDS_PASSED, "V113", ["the chapter is not there, or not in its place."])
            _merge(found, each.title, [missing], len(wanted))
            continue
        manuscript = each.manuscript()
        _merge(found, manuscript.title, compare(reading, manuscript), len(wanted))
        headings = tuple((level, words.text) for level, words in manuscript.headings)
        _remember(found, manuscript.title, headings, manuscript.authors)
    return found


def _places(
    package: Package, wanted: Sequence[Wanted], read: Callable[[bytes], Reading | None]
) -> Iterator[str | None]:
    """Give for each article the document that is its chapter; None where it is not there, or not in its place."""
    spine = [name for name in package.spine if name in package.titles]
    places: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(spine):
        places[package.titles[name]].append(number)
    start = 0
    for each in wanted:
        later = places[each.title][bisect_left(places[each.title], start) :]
        if later:
            start = later[0] + 1
            yield spine[later[0]]
        # A book of one article has a chapter even if its title is lost: the longest document.
        elif len(wanted) == 1:
            readings = {name: read(package.read(name) or b"") for name in spine}
            lengths = {name: len(reading.text) for name, reading in readings.items() if reading}
            yield max(lengths, key=lengths.__getitem__, default=None)
        else:
            yield None


def _remember(found: Found, title: str, headings: Outline, authors: tuple[str, ...]) -> None:
    found.outlines.append((title, headings))
    found.authors |= dict.fromkeys(authors)


def _merge(found: Found, title: str, checks: Sequence[Check], of: int) -> None:
    """Make one list of the checks of all chapters."""
    for each in checks:
        if of == 1:
            found.checks[each.name] = each
            continue
        findings = [replace(finding, message=f"{title}: {finding.message}") for finding in each.findings]
        before = found.checks.get(each.name, Check(each.name, f"in each of {of} chapters {each.passed}"))
        found.checks[each.name] = replace(before, findings=(*before.findings, *findings))
