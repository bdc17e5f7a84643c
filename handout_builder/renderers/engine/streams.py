"""What a PDF is made of, written out and compressed with less work.

Each number and name of a page goes through one function of pydyf, which asks of each what it may be, in an order that
suits few of them. And pydyf compresses as hard as can be, which takes far longer for a hundredth of the size.
"""

import zlib
from functools import lru_cache
from typing import Any

import pydyf
from pydyf import _to_bytes

_LEVEL = 6
"""Of zlib's ten."""


class _Zlib:
    """Takes the place of zlib in pydyf."""

    compress = staticmethod(zlib.compress)

    @staticmethod
    def compressobj(level: int) -> Any:  # noqa: ARG004 - as pydyf calls it
        """Give what compresses a stream."""
        return zlib.compressobj(level=_LEVEL)


def as_bytes(item: Any) -> bytes:
    """Write an item as pydyf does."""
    kind = type(item)
    if kind is bytes:
        written: bytes = item
    elif kind is str:
        written = item.encode("ascii")
    elif kind is int:
        written = b"%d" % item
    elif kind is float:
        written = _number(item)
    else:
        written = _to_bytes(item)
    return written


@lru_cache(maxsize=4000)
def _number(number: float) -> bytes:
    # The numbers of a page are the same again and again: its sizes, its colours, where its lines begin.
    written: bytes = _to_bytes(number)
    return written


def write_quickly() -> None:
    """Have pydyf write so, in this process."""
    pydyf.zlib = _Zlib
    pydyf._to_bytes = as_bytes
