"""Who of a list was sent a mail, so that after a break nobody is sent it twice.

The file beside the list holds no address: each person is a digest keyed with salt that is in the file. Before a mail
is handed over for good, a line says that it may be; after the server's answer, another says what became of it. Both are
on the disk before anything else happens. What has the first line only is uncertain.

The salt stands beside its own digest, so that another salt, by which everybody would be new, is noticed as damage. A
file of zero bytes is what a break at its creation leaves, before any mail: it counts as new, and so does one that was
emptied.
"""

import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal, get_args

from ...errors import DeliveryError
from ...locking import takes_lock
from .addresses import Recipient

Fate = Literal["begun", "sent", "refused"]
SUFFIX = ".sent"
_SALT = 32


class SentList:
    """What became of each mail of one job: the same handouts to people of the same list."""

    def __init__(self, job: str, salt: bytes, fates: dict[str, Fate], place: int | None = None) -> None:
        self._job, self._salt, self._fates, self._place = job, salt, fates, place

    def fate(self, person: Recipient) -> Fate | None:
        """Tell what is known of a person's mail; `begun` is all that is known of one that may have arrived or not."""
        return self._fates.get(self._key(person))

    def note(self, person: Recipient, fate: Fate) -> None:
        """Take note, on the disk before this returns. Raises DeliveryError where that cannot be."""
        key = self._key(person)
        if self._place is not None:
            _append(self._place, {"who": key, "fate": fate})
        self._fates[key] = fate

    def _key(self, person: Recipient) -> str:
        told = f"{self._job}\0{person.address.lower()}".encode()
        return blake2b(told, key=self._salt, digest_size=16).hexdigest()


def forgetful(job: str) -> SentList:
    """Give a list that is kept in memory only, for a single mail."""
    return SentList(job, secrets.token_bytes(_SALT), {})


def place_of(people: Path) -> Path:
    """Name the file beside a list of people."""
    return people.with_name(people.name + SUFFIX)


def is_emptied(people: Path) -> bool:
    """Whether the file beside a list is there and holds nothing, so that everybody counts as new."""
    path = place_of(people)
    return path.is_file() and not path.stat().st_size


def look(people: Path, job: str) -> SentList:
    """Give what is known of a list, without writing anything. Raises DeliveryError where the file is damaged."""
    path = place_of(people)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return forgetful(job)
    except OSError as error:
        raise DeliveryError(f"{path}: cannot be read ({error.strerror}), so nothing was sent.") from error
    salt, fates, _ = _parsed(data, path)
    return SentList(job, salt or secrets.token_bytes(_SALT), fates)


@contextmanager
def open_sent_list(people: Path, job: str) -> Iterator[SentList]:
    """Give what is known of a list, and keep what is noted; one process at a time.

    Raises DeliveryError where another is at work, or the file is damaged or cannot be written.
    """
    path = place_of(people)
    try:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        place = os.open(path, flags, 0o600)
    except OSError as error:
        raise DeliveryError(
            f"{path}: cannot be written ({error.strerror}), so nothing was sent. It is to keep count of who was sent "
            "what. Copy the list to a folder where you may write."
        ) from error
    try:
        if not takes_lock(place):
            raise DeliveryError(f"{people}: is being sent by another process. Nothing was sent by this one.")
        yield _opened(place, path, job)
    finally:
        os.close(place)


def _opened(place: int, path: Path, job: str) -> SentList:
    with open(place, "rb", closefd=False) as file:
        salt, fates, whole = _parsed(file.read(), path)
    # What was being written when the power went is not taken for a line, nor added to.
    os.ftruncate(place, whole)
    os.lseek(place, 0, os.SEEK_END)
    if not salt:
        salt = secrets.token_bytes(_SALT)
        _append(place, {"salt": salt.hex(), "digest": _digest(salt)})
        _make_entry_safe(path.parent)
    return SentList(job, salt, fates, place)


def _parsed(data: bytes, path: Path) -> tuple[bytes, dict[str, Fate], int]:
    """Give salt and fates, and how many bytes hold whole lines."""
    whole = data.rfind(b"\n") + 1
    if not data:
        return b"", {}, 0
    try:
        first, *others = [json.loads(line) for line in data[:whole].splitlines()]
        salt, fates = _salt(first), dict(map(_note, others))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DeliveryError(
            f"{path}: is damaged, so nobody can tell who was sent what, and nothing was sent. "
            "Move it away only if it may all be sent anew."
        ) from error
    return salt, fates, whole


def _salt(line: dict[str, Any]) -> bytes:
    """Take the first line apart. Raises ValueError, KeyError or TypeError where it is not as it was written."""
    salt = bytes.fromhex(line["salt"])
    if len(salt) != _SALT or line["digest"] != _digest(salt):
        raise ValueError
    return salt


def _note(line: dict[str, Any]) -> tuple[str, Fate]:
    """Take another line apart. Raises as `_salt` does."""
    who, fate = line["who"], line["fate"]
    if not re.fullmatch(r"[0-9a-f]{32}", who) or fate not in get_args(Fate):
        raise ValueError
    return who, fate


def _digest(salt: bytes) -> str:
    return blake2b(salt, digest_size=16).hexdigest()


def _append(place: int, line: dict[str, str]) -> None:
    text = json.dumps(line).encode() + b"\n"
    try:
        while text:
            text = text[os.write(place, text) :]
        os.fsync(place)
    except OSError as error:
        raise DeliveryError(
            f"No note can be taken of who was sent what ({error.strerror}), so no more was sent."
        ) from error


def _make_entry_safe(folder: Path) -> None:
    """Have the file's name on the disk too, where a system can."""
    if os.name == "nt":
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
