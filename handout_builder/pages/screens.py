"""Photos no larger than an e-reader shows them."""

from dataclasses import replace
from functools import lru_cache

from ..model import Asset
from ..pictures import photo_within

WIDEST, TALLEST = 1600, 3200
"""Pixels of a photo: the screens of large tablets and e-readers, held upright."""


def for_screens(asset: Asset) -> Asset:
    """Give a photo that is larger than a screen in a smaller size; whatever else stays as it is."""
    return replace(asset, data=_within(asset.data)) if asset.media_type == "image/jpeg" else asset


# A handout has ePubs for several readers, and stands in the bundle too.
@lru_cache(maxsize=32)
def _within(data: bytes) -> bytes:
    return photo_within(data, (WIDEST, TALLEST))
