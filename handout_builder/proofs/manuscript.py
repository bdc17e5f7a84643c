"""The manuscript: an article's words as a reader should find them in every handout."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from unicodedata import normalize

from lxml import etree

from ..model import Article, Glossing

_BLOCKS = set("p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote div br hr pre".split()) | set(
    "table caption thead tbody tfoot tr th td figure figcaption".split()
)
UNSEEN = dict.fromkeys(
    [0xAD, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
"""Soft hyphens, joiners and direction marks: they show nothing themselves."""
_ALIKE = str.maketrans("ʼˮ∆Ωɩ►▻◄◅➀➁➂➃➄➅➆➇➈\u2010\u2011", "’”ΔΩι▶▷◀◁①②③④⑤⑥⑦⑧⑨--")
"""Characters that a font draws with one and the same glyph, so that no file can tell which was meant."""
_FOLDED = UNSEEN | _ALIKE
_ODD = re.compile(f"[{''.join(map(chr, _FOLDED))}]")
_MAYBE = "\0"
"""Stands where a layout may add something of its own to the author's words."""


def plain(text: str) -> str:
    """Give a text as a reader sees it: composed, spaces made single, without what shows nothing."""
    if not text.isascii():
        text = normalize("NFC", text)
        if _ODD.search(text):
            text = normalize("NFC", text.translate(_FOLDED))
    return " ".join(text.split())


@dataclass(frozen=True)
class Addition:
    """What stands between two runs of an author's words and is not theirs."""

    pattern: re.Pattern[str]
    wanted: str = ""
    """What has to stand there; empty where it may be left out."""


@dataclass(frozen=True)
class Copy:
    """Words to be found as they are, but for what a layout may add at known places."""

    runs: tuple[str, ...]
    """The words, parted where something may be added."""
    additions: tuple[Addition, ...] = ()
    """What stands after each run but the last: the printed address of a link, or notes that explain terms."""

    @property
    def text(self) -> str:
        """Give the words without additions."""
        return "".join(self.runs)


@dataclass(frozen=True)
class Manuscript:
    """Everything an author wrote for one article."""

    source: str
    title: str
    language: str
    people: tuple[tuple[str, ...], ...]
    """For each byline the name and each credential."""
    authors: tuple[str, ...]
    """Names of those whom the metadata must name."""
    opening: tuple[str, ...]
    """Subtitle, summary and key points."""
    body: Copy
    headings: tuple[tuple[int, Copy], ...]
    """(level, words) of the body's headings, in order."""
    paragraphs: tuple[str, ...]
    """Long paragraphs of the body, to be found once only."""
    told: tuple[tuple[str, str, Copy], ...] = ()
    """(E, expansion, words) of each abbreviation and (Lang, tag, words) of what is in another language."""
    explained: tuple[str, ...] = ()
    """What stands after the article to explain its terms: a heading, then each term with its plain words."""


def manuscript_of(article: Article, glossing: Glossing | None = None) -> Manuscript:
    """Take the words of an article out of what a reader understood; with what a handout explains of them."""
    root = etree.fromstring(f"<div>{article.body}</div>", etree.XMLParser(huge_tree=True))
    headings = list(root.iter("h2", "h3", "h4", "h5", "h6"))
    paragraphs = [plain("".join(paragraph.itertext())) for paragraph in root.iter("p")]
    return Manuscript(
        source=article.source,
        title=plain(article.title),
        language=article.language,
        people=tuple(tuple(map(plain, (person.name, *person.credentials))) for person in article.bylines),
        authors=tuple(plain(person.name) for person in article.bylines if person.part == "author"),
        opening=tuple(plain(text) for text in (article.subtitle, article.summary, *article.key_points) if text),
        body=_copy_of(root, _notes(glossing) if glossing and glossing.form == "margin" else {}),
        headings=tuple((int(heading.tag[1]), _copy_of(heading)) for heading in headings),
        paragraphs=tuple(text for text in paragraphs if len(text) >= _LONG),
        told=tuple(_told(root)),
        explained=_explained(glossing) if glossing and glossing.form == "end" else (),
    )


def _explained(glossing: Glossing) -> tuple[str, ...]:
    words = (f"{gloss.term.term} {gloss.term.plain}" for gloss in glossing.glosses)
    return tuple(map(plain, (glossing.heading, *words))) if glossing.glosses else ()


def _told(root: etree._Element) -> Iterator[tuple[str, str, Copy]]:
    for element in root.iter("*"):
        expansion = element.get("title", "") if element.tag == "abbr" else ""
        if (expansion or element.get("lang")) and (words := _copy_of(element)).text.strip():
            yield from (("E", plain(expansion), words),) if expansion else ()
            yield from (("Lang", element.get("lang", ""), words),) if _is_foreign(element) else ()


def _is_foreign(element: etree._Element) -> bool:
    """Tell whether an element is in another language than what it stands in; the article's own is told by the file."""
    outer = next((above.get("lang") for above in element.iterancestors() if above.get("lang")), None)
    return bool(element.get("lang")) and element.get("lang") != outer


_LONG = 60
"""Letters from which a paragraph is unlike any line of a clinic's own."""


def _notes(glossing: Glossing) -> dict[int, str]:
    """Give the notes behind each block of a body, by its number."""
    notes: dict[int, list[str]] = defaultdict(list)
    for gloss in glossing.glosses:
        notes[gloss.block].append(f"{gloss.term.term} {gloss.term.plain}")
    return {block: plain(" ".join(words)) for block, words in notes.items()}


def _copy_of(root: etree._Element, notes: Mapping[int, str] = MappingProxyType({})) -> Copy:
    """Take the words of an element; `notes` stand behind those that are directly in it, by their numbers."""
    parts: list[str] = []
    additions: list[Addition] = []
    noted = {root[block]: words for block, words in notes.items()}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        started = event == "start"
        if element.tag in _BLOCKS:
            parts.append(" ")
        elif addition := _addition(element, started):
            parts.append(_MAYBE)
            additions.append(addition)
        if not started and (words := noted.get(element)):
            parts += [_MAYBE, " "]
            additions.append(Addition(re.compile(re.escape(words)), words))
        if started:
            parts.append(element.text or "")
        elif element is not root:
            parts.append(element.tail or "")
    return Copy(tuple(plain("".join(parts)).split(_MAYBE)), tuple(additions))


def _addition(element: etree._Element, started: bool) -> Addition | None:
    """Give what a layout may print at the start or end of an element."""
    address = element.get("href", "") if element.tag == "a" and not started else ""
    if not address.startswith(("http://", "https://", "mailto:", "tel:")):
        return None
    printed = re.escape(plain(re.sub(r"^https?://(www\.)?|^mailto:|^tel:|/$", "", address)))
    return Addition(re.compile(rf"\s?[(\[<]?(https?://|mailto:|tel:)?(www\.)?{printed}/?[)\]>]?"))
