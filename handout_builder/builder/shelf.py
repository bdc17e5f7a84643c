"""A shelf: what waits on the disk during a build, since thousands of articles are too many for memory."""

import errno
import os
import pickle
from pathlib import Path
from typing import IO, Any

from ..errors import StorageError
from .placing import not_written


class Shelf:
    """Values in one file, by name; sent to another process of this machine, it is read there.

    Raises StorageError where the disk takes no more.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._places: dict[str, tuple[int, int]] = {}
        """By name: where a value begins, and its length."""
        self._file: IO[bytes] | None = None
        self._end = 0

    def __getstate__(self) -> tuple[Path, dict[str, tuple[int, int]]]:
        return self._place, self._places

    def __setstate__(self, state: tuple[Path, dict[str, tuple[int, int]]]) -> None:
        self._place, self._places = state
        self._file = None

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def put(self, name: str, data: bytes) -> None:
        """Put some bytes on the shelf, in the place of those of that name."""
        try:
            if self._file is None:
                # Unbuffered: another process may read it next, and what a full disk did not take is not tried again.
                self._file = self._place.open("r+b" if self._end else "w+b", buffering=0)
            self._file.seek(self._end)
            if self._file.write(data) < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            raise StorageError(not_written(f"handouts/{self._place.name}", error)) from error
        self._places[name] = (self._end, len(data))
        self._end += len(data)

    def get(self, name: str) -> bytes:
        """Give the bytes of a name. Raises KeyError."""
        start, length = self._places[name]
        if self._file is None:
            self._file = self._place.open("rb")
        self._file.seek(start)
        return self._file.read(length)

    def put_value(self, name: str, value: Any) -> None:
        """Put a value on the shelf."""
        self.put(name, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def get_value(self, name: str) -> Any:
        """Give the value of a name. Raises KeyError."""
        return pickle.loads(self.get(name))  # noqa: S301 - put there by this build

    def close(self) -> None:
        """Close the file, which is opened again when it is asked for something."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def take_away(self) -> None:
        """Close the file and take it away."""
        self.close()
        self._place.unlink(missing_ok=True)
