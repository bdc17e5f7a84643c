"""A file of any kind that a reader takes becomes editable sources."""

from collections.abc import Iterator
from pathlib import Path

from ..readers import read, shown_path
from .memory import digest
from .sources import Intake, Taken


def import_file(path: Path, intake: Intake) -> Iterator[Taken]:
    """Bring the articles of a file in; where it lies in sources/, it moves to the folder of originals.

    Raises SourceError where it cannot be read.
    """
    articles = read(path, intake.folder, intake.clinicians, intake.language)
    contents = path.read_bytes()
    inside = path.resolve().is_relative_to(intake.sources.resolve())
    own = intake.sources / path.resolve().relative_to(intake.sources.resolve()) if inside else None
    base = own.parent if own else intake.sources
    for article in articles:
        stem = path.stem if len(articles) == 1 else article.slug
        key = f"file {own.relative_to(intake.sources).as_posix() if own else path.name}" + (
            f" {article.slug}" if len(articles) > 1 else ""
        )
        taken = intake.take(key, digest(contents), base / f"{stem}.md", lambda _, read=article: read, own)  # type: ignore[misc]
        if own and own.suffix != ".md" and taken.status in ("written", "rewritten", "unchanged") and own.exists():
            kept = intake.keep_original(own, move=True)
            said = f"takes the place of {own.name}, which is now {shown_path(kept, intake.folder)}."
            taken = Taken(taken.status, taken.path, said, taken.article, taken.findings)
        yield taken
