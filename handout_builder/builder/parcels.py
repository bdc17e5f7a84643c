"""Calls on their way to another process: what many of them have in common is left out, and sent there once."""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from .fingerprints import digest
from .limits import Limits, Work

Parts = Mapping[str, str | bytes]
"""Shared values, by their digests."""


@dataclass(frozen=True)
class Parcel:
    """A call, packed."""

    call: bytes = field(repr=False)
    limits: Limits
    parts: tuple[str, ...]
    """Digests of the shared values that were left out."""


class Packer:
    """Packs calls and keeps the shared values that it left out."""

    def __init__(self) -> None:
        self.parts: dict[str, str | bytes] = {}
        """By digest."""
        self._digests: dict[int, str] = {}
        """By the identity of a value, which is kept in `parts` so that the identity stays its own."""

    def pack(self, work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Parcel:
        """Pack a call of Work."""
        if not isinstance(work, Work):
            raise TypeError("what is handed to another process must be Work, which tells its limits")
        names = {id(value): self._name(value) for value in work.shared}
        out = BytesIO()
        pickler = _Pickler(out, names)
        pickler.dump((work.do, args, kwargs))
        return Parcel(out.getvalue(), work.limits, tuple(sorted(pickler.left_out)))

    def _name(self, value: str | bytes) -> str:
        name = self._digests.get(id(value))
        if name is None:
            kind = "s" if isinstance(value, str) else "b"
            name = kind + digest(value.encode() if isinstance(value, str) else value)
            # An equal value of another identity is not kept, and asked for its digest again.
            if self.parts.setdefault(name, value) is value:
                self._digests[id(value)] = name
        return name


def unpack(call: bytes, parts: Parts) -> Any:
    """Give what was packed: a function, its arguments, its keyword arguments."""
    return _Unpickler(BytesIO(call), parts).load()


class _Pickler(pickle.Pickler):
    def __init__(self, out: BytesIO, names: Mapping[int, str]) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self._names = names
        self.left_out: set[str] = set()

    def persistent_id(self, value: Any) -> str | None:
        """Give the name that stands for a shared value; None for all others."""
        name = self._names.get(id(value))
        if name:
            self.left_out.add(name)
        return name


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: BytesIO, parts: Parts) -> None:
        super().__init__(data)
        self._parts = parts

    def persistent_load(self, name: Any) -> str | bytes:
        """Give the shared value of this name."""
        return self._parts[name]
