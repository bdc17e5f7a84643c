"""A folder of pictures taken from a blog: which file a web address stands for."""

import re
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, unquote_plus

_SIZE = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled|e\d{10,})(?=\.\w+$)")
"""What a blog adds to the name of a smaller copy."""


class Downloads:
    """Finds pictures by their path below wp-content/uploads, else by their file's name."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._by_name: dict[str, list[Path]] = defaultdict(list)
        for path in sorted(folder.rglob("*")) if folder else ():
            if path.is_file() and not path.name.startswith("."):
                self._by_name[path.name.casefold()].append(path)

    def find(self, address: str) -> str:
        """Give the path below the folder of the file for an address; empty where there is none, or no one file.

        The picture in its full size goes before the smaller copy that the blog shows.
        """
        if not self.folder or address.startswith("data:"):
            return ""
        raw = re.split(r"[?#]", re.sub(r"^(?:[a-z]+:)?//[^/]*", "", address, flags=re.IGNORECASE), maxsplit=1)[0]
        for path in dict.fromkeys([unquote(raw), unquote_plus(raw)]):
            parts = path.casefold().strip("/").split("/")
            for name in dict.fromkeys([_SIZE.sub("", parts[-1]), parts[-1], _SIZE.sub("", _SIZE.sub("", parts[-1]))]):
                if found := self._best([*parts[:-1], name]):
                    return found.relative_to(self.folder).as_posix()
        return ""

    def _best(self, parts: list[str]) -> Path | None:
        """Choose among the files of a name the one whose folders fit best; none where several fit as well."""
        found = self._by_name.get(parts[-1], [])
        score = {path: _shared_end(path.parts, parts) for path in found}
        best = [path for path in found if score[path] == max(score.values())]
        contents = {path.read_bytes() for path in best} if len(best) > 1 else set()
        return best[0] if len(best) == 1 or len(contents) == 1 else None

    def digest(self, name: str) -> str:
        """Give a digest of a file's contents."""
        return sha256((self.folder / name).read_bytes()).hexdigest() if self.folder else ""


def _shared_end(first: tuple[str, ...], second: list[str]) -> int:
    count = 0
    for one, other in zip(reversed(first), reversed(second), strict=False):
        if one.casefold() != other:
            break
        count += 1
    return count
