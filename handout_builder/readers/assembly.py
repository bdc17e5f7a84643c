"""The last step of every reader: what was understood becomes an Article."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..errors import EmptyError, SourceError
from ..model import Article, Byline, Clinician, Decision, Finding, Removed
from . import slug_of
from .biographies import with_bios
from .bylines import Place
from .cleaning import clean
from .credit_lines import Credits
from .decoding import decode, guessed_encoding, text_bytes
from .front_matter import FrontMatter, parse_front_matter
from .languages import Language, language_words
from .named_language import choose_language, named_language
from .pictures import PictureShelf
from .quotations import write_quotations
from .source_links import name_sources
from .typed_links import link_typed_addresses
from .unplaced import find_unplaced


@dataclass
class Draft:
    """A source while it is read."""

    path: Path
    shown: str
    """The source's name for messages."""
    text: str
    """The whole source, decoded."""
    front: FrontMatter
    language: str
    words: Language
    clinicians: Sequence[Clinician]
    shelf: PictureShelf
    original: str = ""
    """Slug of the article that it translates, where its file's name tells its language."""
    title: str = ""
    subtitle: str = ""
    credits: Credits = field(default_factory=Credits)
    is_markdown: bool = False
    """Whether the text has Markdown's marks in it, which are no words."""
    halves: list[str] = field(default_factory=list)
    """Halves of words that were cut at a line's end and put together again."""
    decisions: tuple[Decision, ...] = ()
    """What was thought of each line that might be a heading, where its shape had to tell."""
    taken: list[str] = field(default_factory=list)
    """Lines that became title, byline or date, in order, spaces made single."""
    removed: list[Removed] = field(default_factory=list)
    named: tuple[str, ...] = ()
    """What stands below the article and may name others."""
    findings: list[Finding] = field(default_factory=list)
    source_url: str = ""
    """Where the source says it stands on the web."""
    missing_byline: str = 'Put "By NAME, CREDENTIALS" on the line under the title, or add "author:" at the top.'
    """What to do where nobody is credited."""

    @property
    def content(self) -> str:
        """The text below the front matter."""
        return "\n".join(self.text.split("\n")[self.front.lines :])

    def takes_credit(self, line: str, place: Place = "anywhere", beside: str = "", number: int | None = None) -> bool:
        """Take a line as byline or date, and whatever is unclear about it as a finding.

        With an author in front matter it is one only if it names the same people.
        """
        trial = self._tried(line, place, beside)
        if trial is None:
            return False
        self.findings += [
            Finding(doubt.code, doubt.message, number) for doubt in trial.doubts[len(self.credits.doubts) :]
        ]
        self.removed += [Removed(number or 1, text, reason) for text, reason in trial.left[len(self.credits.left) :]]
        self.credits = trial
        self.taken.append(" ".join(line.split()))
        return True

    def is_credit(self, line: str, place: Place = "anywhere", beside: str = "") -> bool:
        """Tell whether a line would be taken as byline or date."""
        return self._tried(line, place, beside) is not None

    def names_somebody(self, line: str) -> bool:
        """Tell whether a line, wherever it stands, credits somebody who is not credited yet."""
        trial = self._tried(line, "anywhere", "")
        return trial is not None and len(trial.bylines) > len(self.credits.bylines)

    def _tried(self, line: str, place: Place, beside: str) -> Credits | None:
        before = len(self.credits.bylines)
        known = self.credits
        trial = Credits(list(known.bylines), dict(known.dates), list(known.doubts), list(known.left), known.tried)
        plain = " ".join(line.casefold().split())
        if (len(plain) > 2 and plain in self.title.casefold()) or len(set(plain)) == 1 or plain.endswith((":", "：")):
            return None
        if not trial.take(line, self.words, self.clinicians, place, beside):
            return None
        if not all(map(self._agrees, trial.bylines[before:])):
            return None
        if any(self.front.day(key) not in (None, day) for key, day in trial.dates.items()):
            return None
        return trial

    def _agrees(self, byline: Byline) -> bool:
        """Tell whether a byline says nothing that the front matter does not leave open."""
        stated = [person for person in self.front.people(self.words, self.clinicians) if person.part == byline.part]
        same = [person for person in stated if person.name.casefold() == byline.name.casefold()]
        if not stated:
            return True
        return any(not person.credentials or set(byline.credentials) <= set(person.credentials) for person in same)


def start_draft(path: Path, shown: str, root: Path, clinicians: Sequence[Clinician], language: str) -> Draft:
    """Open a text source: decode it, read its front matter and tell its language. Raises SourceError."""
    data = text_bytes(path)
    text = decode(data)
    front = parse_front_matter(text)
    if not "\n".join(text.split("\n")[front.lines :]).strip():
        raise SourceError("has front matter but no article under it.")
    draft = draft_of(text, front, path, shown, root, clinicians, language)
    if name := guessed_encoding(data):
        message = (
            f"it is not saved as UTF-8 and was read as {name}. Look whether its letters are right; save it as UTF-8."
        )
        draft.findings.append(Finding("X108", message))
    return draft


def draft_of(
    text: str,
    front: FrontMatter,
    path: Path,
    shown: str,
    root: Path,
    clinicians: Sequence[Clinician],
    language: str,
) -> Draft:
    """Begin with a source's words: a text file as it stands, or what a document holds, one paragraph a line."""
    named = named_language(path)
    content = "\n".join(text.split("\n")[front.lines :])
    tag, is_named, findings = choose_language(named, front.text("language"), content, language)
    return Draft(
        path,
        shown,
        text,
        front,
        tag,
        language_words(tag),
        clinicians,
        PictureShelf(root, path.parent, slug_of(path)),
        title=front.text("title"),
        findings=[*front.findings, *findings],
        original=slug_of(Path(f"{named.stem}.x")) if is_named else "",
    )


def finish(draft: Draft, root: Any) -> Article:
    """Clean the body and put the article together; `root` is the parsed body without title and bylines.

    Raises SourceError where nothing is left to print.
    """
    pictures = draft.shelf.printed()
    write_quotations(root, draft.language)
    name_sources(root, draft.shelf.root, draft.shelf.folder)
    link_typed_addresses(root)
    body = clean(root, pictures, draft.text)
    xhtml = body.xhtml()
    if not xhtml:
        raise EmptyError("has no text to print below its title. Is the article complete?")
    front = draft.front
    credited = [_completed(byline, draft.credits.bylines) for byline in front.people(draft.words, draft.clinicians)]
    stated = {byline.part for byline in credited}
    bylines = [*credited, *(byline for byline in draft.credits.bylines if byline.part not in stated)]
    bylines = with_bios(bylines, body.root, draft.words, draft.clinicians)
    if not draft.title:
        stem = named_language(draft.path).stem if draft.original else draft.path.stem
        draft.title = stem.replace("-", " ").replace("_", " ").strip()
        draft.findings.append(
            Finding(
                "H102",
                f'no title found; "{draft.title}" is taken from the file\'s name. Put the title on the first line.',
            )
        )
    if not bylines:
        draft.findings.append(
            Finding("B101", f"no byline found. {draft.missing_byline}"),
        )
    order = ("author", "reviewer", "editor")
    known = [draft.title, *draft.taken, *draft.halves, *(line.text for line in [*draft.removed, *body.removed])]
    lost = find_unplaced(draft.content, draft.front.lines, xhtml, known, is_markdown=draft.is_markdown)
    draft.findings += [
        Finding("X104", f'words of this line are not on the page: "{line.text[:60]}". Write it another way.', line.line)
        for line in lost
    ]
    body.removed += lost
    removed = sorted([*draft.removed, *body.removed], key=lambda line: line.line)
    return Article(
        slug=slug_of(draft.path),
        source=draft.shown,
        title=draft.title,
        body=xhtml,
        language=draft.language,
        original=draft.original,
        subtitle=front.text("subtitle") or draft.subtitle,
        bylines=tuple(sorted(bylines, key=lambda byline: order.index(byline.part))),
        published=front.day("published") or draft.credits.dates.get("published"),
        reviewed=front.day("reviewed") or draft.credits.dates.get("reviewed"),
        updated=front.day("updated") or draft.credits.dates.get("updated"),
        summary=front.text("summary"),
        key_points=front.texts("key_points"),
        source_url=front.text("source_url") or draft.source_url,
        topics=front.texts("topics"),
        excused=front.excuses(),
        sections=body.sections,
        pictures=pictures,
        picture_paths=tuple(draft.shelf.paths),
        removed=tuple(removed),
        named=draft.named,
        taken=tuple(draft.taken),
        findings=(*draft.findings, *draft.shelf.findings, *body.findings, *_left_out(removed)),
        decisions=draft.decisions,
    )


def _completed(stated: Byline, found: list[Byline]) -> Byline:
    """Give a person of the front matter the credentials that only the byline under the title has."""
    same = (byline for byline in found if byline.name.casefold() == stated.name.casefold())
    letters = next((byline.credentials for byline in same), ())
    return stated if stated.credentials else replace(stated, credentials=letters)


def _left_out(removed: list[Removed]) -> list[Finding]:
    if not removed:
        return []
    first = removed[0]
    count = "1 line was" if len(removed) == 1 else f"{len(removed)} lines were"
    words = first.text if len(first.text) <= 60 else first.text[:57] + "..."
    message = f'{count} left out, from "{words}" ({first.reason}). "read" lists them all.'
    return [Finding("W101", message, first.line, advice=False)]
