"""What earlier imports wrote: a small hidden file in sources/."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

from ..builder.writing import write_beside
from ..errors import SettingsError

NAME = ".imported.json"


@dataclass(frozen=True)
class Remembered:
    """One source that an import wrote."""

    file: str
    """Its path relative to sources/, with forward slashes."""
    original: str
    """Digest of what it was made from."""
    written: str
    """Digest of the file as it was written."""
    pictures: dict[str, str] = field(default_factory=dict)
    """Path relative to sources/ -> digest of each picture written for it."""


class Memory:
    """What is remembered of each original, by a name that stays the same from import to import."""

    def __init__(self, sources: Path) -> None:
        self._path = sources / NAME
        self._entries: dict[str, Remembered] = {}
        if not self._path.exists():
            return
        try:
            raw = json.loads(self._path.read_text("utf-8"))
            self._entries = {key: Remembered(**entry) for key, entry in raw["sources"].items()}
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise SettingsError(
                [f"{self._path}: is damaged. Delete it; sources that are there already are then left as they are."]
            ) from error

    def find(self, key: str) -> Remembered | None:
        """Give what is remembered of an original."""
        return self._entries.get(key)

    def keep(self, key: str, entry: Remembered) -> None:
        """Remember a source."""
        self._entries[key] = entry

    def files(self) -> Iterator[str]:
        """Give every file that an import wrote, there or not."""
        return (entry.file for entry in self._entries.values())

    def save(self) -> None:
        """Write everything down."""
        if self._entries:
            entries = {key: asdict(entry) for key, entry in sorted(self._entries.items())}
            text = json.dumps({"sources": entries}, ensure_ascii=False, indent=1)
            write_beside(self._path, text.encode("utf-8"))


def digest(data: bytes) -> str:
    """Give a digest of some contents."""
    return sha256(data).hexdigest()
