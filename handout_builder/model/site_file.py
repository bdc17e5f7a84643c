"""A file of the download page."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SiteFile:
    """A file of the download page."""

    path: str
    """Relative to handouts/, with forward slashes."""
    data: bytes = field(repr=False)
