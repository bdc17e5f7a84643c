"""What was made becomes a download page: static files that need no server, no network and no script.

Importing this package loads no template.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .look import look_digest
    from .site import Site

__all__ = ["Site", "look_digest"]

_HOMES = {"Site": "site", "look_digest": "look"}
"""Name -> the module where it lives."""


def __getattr__(name: str) -> Any:
    """Import what is asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
