"""One article into sources/: where it goes, whether it may go there, and the file and pictures that are written."""

import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from ..builder.writing import write_beside
from ..model import Article, Byline, Clinician, Finding
from ..readers import is_source, shown_path, slug_of
from ..readers.assembly import draft_of
from ..readers.bylines import known_person
from ..readers.front_matter import parse_front_matter
from ..readers.markdown import read_draft
from ..readers.markdown_writer import write_markdown
from .memory import Memory, Remembered, digest

ORIGINALS = ".originals"
"""Folder in sources/ for files that a written source has taken the place of."""
NEWER = ".imported"
"""Folder in sources/ for new versions of articles that a person has edited here."""

Status = Literal["written", "rewritten", "unchanged", "edited", "deleted", "in the way"]


@dataclass(frozen=True)
class Taken:
    """What became of one article."""

    status: Status
    path: str
    """Of the source, as messages show it."""
    said: str = ""
    """What a person should know or do, to stand after the path; empty where the status says all."""
    article: Article | None = None
    """What was read; None where nothing had to be."""
    findings: tuple[Finding, ...] = ()
    """What could not be written so that it is read the same way."""


@dataclass
class Intake:
    """Where articles go, and what may be overwritten there."""

    folder: Path
    clinicians: Sequence[Clinician]
    language: str
    replace: bool = False
    """Write over sources that a person has edited; their versions are kept aside."""
    again: bool = False
    """Bring back sources that a person has deleted."""
    memory: Memory = field(init=False)

    def __post_init__(self) -> None:
        """Load what earlier imports wrote."""
        self.sources = self.folder / "sources"
        self.memory = Memory(self.sources)
        self._by_slug: dict[str, list[Path]] = defaultdict(list)
        for path in sorted(self.sources.rglob("*")):
            if path.is_file() and is_source(path.relative_to(self.sources)):
                self._by_slug[slug_of(path)].append(path)

    def take(
        self, key: str, original: str, wanted: Path, read: Callable[[Path], Article], own: Path | None = None
    ) -> Taken:
        """Bring an article in, if it is new or changed, and no person's work is in its place.

        `key` names the original for ever, `original` is the digest of its contents, `wanted` the source it is
        to be. `read` reads it as that source. `own` is the original's file, where it lies in sources/ itself.
        """
        known = self.memory.find(key)
        path = self.sources / known.file if known else wanted if wanted == own else self._free(wanted)
        if known and not path.exists() and not (self.again or own):
            return Taken("deleted", self._shown(path), "was deleted here and is not brought back; --again does that.")
        if known and path.exists() and known.original == original and not self.replace:
            return Taken("unchanged", self._shown(path))
        if blocked := self._in_the_way(path, own):
            return Taken(
                "in the way",
                self._shown(path),
                f"was not written: {self._shown(blocked)} would have handouts of the same name. Rename one.",
            )
        is_ours = not path.exists() or path == own or (known and digest(path.read_bytes()) == known.written)
        article = read(path)
        text, findings, pictures = self._write_up(article, path, known)
        if path.exists() and path.read_bytes() == text:
            self._remember(key, path, original, text, pictures)
            return Taken("unchanged", self._shown(path), article=article)
        if not is_ours and not self.replace:
            return self._put_aside(key, known, path, original, text, article)
        said = ""
        if path.exists() and not (known and digest(path.read_bytes()) == known.written):
            said = f"was there already; what it held is now {self._shown(self.keep_original(path))}."
        status: Status = "rewritten" if known and path.exists() else "written"
        write_beside(path, text)
        self._by_slug[slug_of(path)].append(path)
        self._remember(key, path, original, text, pictures)
        return Taken(status, self._shown(path), said, article, findings)

    def keep_original(self, path: Path, *, move: bool = False) -> Path:
        """Keep a file in the folder of originals, which the build does not read."""
        place = self.sources / ORIGINALS / path.resolve().relative_to(self.sources.resolve())
        place.parent.mkdir(parents=True, exist_ok=True)
        free, number = place, 2
        while free.exists() and free.read_bytes() != path.read_bytes():
            free, number = place.with_name(f"{place.stem}-{number}{place.suffix}"), number + 1
        shutil.copy2(path, free)
        if move:
            path.unlink()
        return free

    def _free(self, wanted: Path) -> Path:
        """Give two originals of the same name a source each."""
        taken = set(self.memory.files())
        path, number = wanted, 2
        while path.relative_to(self.sources).as_posix() in taken:
            path, number = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}"), number + 1
        return path

    def _in_the_way(self, path: Path, own: Path | None) -> Path | None:
        """Find another source whose handouts would have the same names."""
        others = (other for other in self._by_slug[slug_of(path)] if other not in (path, own) and other.exists())
        return next(others, None)

    def _write_up(
        self, article: Article, path: Path, known: Remembered | None
    ) -> tuple[bytes, tuple[Finding, ...], dict[str, str]]:
        addresses, pictures = self._place_pictures(article, path, known)
        bylines = tuple(self._without_settings(byline) for byline in article.bylines)

        def read_back(text: str) -> Article:
            front = parse_front_matter(text)
            shown = self._shown(path)
            return read_draft(draft_of(text, front, path, shown, self.sources, self.clinicians, self.language))

        written = write_markdown(replace(article, bylines=bylines), addresses, read_back)
        return written.text.encode("utf-8"), written.findings, pictures

    def _without_settings(self, byline: Byline) -> Byline:
        """Leave out what clinicians.toml says anyway, so that it is said in one place."""
        person = known_person(byline.name, self.clinicians)
        if person is None:
            return byline
        credentials = () if byline.credentials == person.credentials else byline.credentials
        return replace(byline, credentials=credentials, role="" if byline.role == person.role else byline.role)

    def _place_pictures(
        self, article: Article, path: Path, known: Remembered | None
    ) -> tuple[dict[str, str], dict[str, str]]:
        """Write the pictures beside the source. Gives each one's address in it, and the digests of those written."""
        addresses: dict[str, str] = {}
        written: dict[str, str] = {}
        for picture in article.pictures:
            there = self.sources / picture.source
            if there.is_file() and there.read_bytes() == picture.data:
                place = there
            else:
                place = self._place_for(path, picture.name.removeprefix(f"{article.slug}-"), picture.data, known)
                if not place.exists() or place.read_bytes() != picture.data:
                    write_beside(place, picture.data)
                written[place.relative_to(self.sources).as_posix()] = digest(picture.data)
            addresses[picture.name] = _relative(place, path)
        return addresses, written

    def _place_for(self, path: Path, name: str, data: bytes, known: Remembered | None) -> Path:
        """Find a picture's place in a folder named like the source; no picture of a person's is written over."""
        folder = path.with_suffix("")
        place, number = folder / name, 2
        while place.exists() and place.read_bytes() != data:
            before = known.pictures.get(place.relative_to(self.sources).as_posix()) if known else None
            if before == digest(place.read_bytes()):
                break
            place, number = folder / f"{Path(name).stem}-{number}{Path(name).suffix}", number + 1
        return place

    def _put_aside(
        self, key: str, known: Remembered | None, path: Path, original: str, text: bytes, article: Article
    ) -> Taken:
        """Leave a person's version where it is, and write the new one where the build does not look."""
        if known is None:
            said = "is there already, and no import wrote it. It was left as it is; --replace takes its place."
            return Taken("in the way", self._shown(path), said)
        aside = self.sources / NEWER / path.relative_to(self.sources)
        write_beside(aside, text)
        self.memory.keep(key, replace(known, original=original))
        said = (
            "was edited here, and the original changed too. It was left as it is; "
            f"the new version is {self._shown(aside)}."
        )
        return Taken("edited", self._shown(path), said, article)

    def _remember(self, key: str, path: Path, original: str, text: bytes, pictures: dict[str, str]) -> None:
        name = path.relative_to(self.sources).as_posix()
        self.memory.keep(key, Remembered(name, original, digest(text), pictures))

    def _shown(self, path: Path) -> str:
        return shown_path(path, self.folder)


def _relative(place: Path, path: Path) -> str:
    """Write a picture's path as the source names it."""
    up = 0
    base = path.parent
    while not place.is_relative_to(base):
        base, up = base.parent, up + 1
    return "../" * up + place.relative_to(base).as_posix()
